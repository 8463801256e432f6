"""The same form sent twice lands once: a retry, a double tap and a replayed queue all find the first result."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
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


def first_result(key: str, *, by: Viewer) -> UUID | None:
    """What was made when this viewer used `key` for the first time."""
    row = Once.objects.filter(actor=actor_key(by), key=key[:64]).first()
    return row.result if row else None


def claim(actor: str, key: str, *, at_most_every: timedelta, or_if_before: datetime | None = None) -> bool:
    """Take a turn at something that may happen once in a while: True for the one caller whose turn it is.

    The turn comes round after `at_most_every`, or at once when the last one lies before `or_if_before`.
    """
    is_due = Q(at__lt=clock.now() - at_most_every)
    if or_if_before is not None:
        is_due |= Q(at__lt=or_if_before)
    if Once.objects.filter(is_due, actor=actor, key=key).update(at=Now()):
        return True
    try:
        with transaction.atomic():
            Once.objects.create(actor=actor, key=key, kind="claim", body="")
    except IntegrityError:
        return False
    return True


def give_back(actor: str, key: str) -> None:
    """The turn was taken in vain: the next caller may have it."""
    Once.objects.filter(actor=actor, key=key).delete()
