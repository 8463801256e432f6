"""The same form sent twice lands once: a retry, a double tap and a replayed queue all find the first result."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alongside.core.models import Once
from alongside.core.refusal import Refusal, Refused
from alongside.core.viewer import Viewer


def actor_key(viewer: Viewer) -> str:
    """Whose key space this is: the account's, or the link's."""
    return str(viewer.account) if viewer.account else f"link:{viewer.link[:60]}"


def once(
    key: str, *, kind: str, body: dict[str, Any], by: Viewer, do: Callable[[], UUID | None]
) -> tuple[UUID | None, bool]:
    """Run `do` the first time `key` is used by this viewer; afterwards give the first result.

    Returns (result id, whether it was done now). Raises `Refused` when the key comes back with other words, so that
    nothing typed is silently dropped. An empty key means the form had none: then it is simply done.
    """
    if not key:
        return do(), True
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = Once.objects.create(actor=actor_key(by), key=key[:64], kind=kind, body=digest)
        except IntegrityError:
            first = Once.objects.get(actor=actor_key(by), key=key[:64])
            if first.kind != kind or first.body != digest:
                raise Refused(
                    Refusal(
                        "once.other_words",
                        _("This form was already sent, with different words."),
                        _(
                            "What was sent first is kept. Open the page again to send something new; your words are below."
                        ),
                    )
                ) from None
            return first.result, False
        row.result = do()
        row.save(update_fields=["result"])
        return row.result, True
