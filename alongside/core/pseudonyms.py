"""Salted links: the same thing gives the same link, and no link leads back to what it stands for.

The key is not in the database. Whoever holds only the tables cannot find out whose answer or which contact a link is.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings

LENGTH = 32


def salted(kind: str, *ids: UUID | str) -> str:
    """The link that stands for these ids within `kind` (`"contact"`, `"respondent"`): 32 characters, never the same across kinds."""
    said = "\x1f".join((kind, *(str(one) for one in ids)))
    made = hmac.new(settings.MIRROR_KEY.encode(), said.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(made).decode()[:LENGTH]
