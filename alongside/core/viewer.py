"""Who is looking, and for what. Without a bound viewer no personal row is visible: not to Python, not to PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from django.db import connection

from alongside.core.pseudonyms import salted


class Purpose(StrEnum):
    """What a look is for. Improvement of a service opens no space: `READING` counts answers, and nothing else is open to it."""

    OWN = "own-use"
    DIRECT_CARE = "direct-care"
    CARER_SUPPORT = "carer-support"
    EMERGENCY = "emergency"
    REVIEW = "privacy-review"
    READING = "service-reading"


@dataclass(frozen=True)
class Viewer:
    """The account, or the bearer of a link, on whose behalf everything in this transaction happens.

    `account` is None for a bearer of a link; `link` is the hash of the code in that link, else "".
    `service` and `service_name` say for which service a professional acts right now.
    """

    account: UUID | None
    name: str
    purpose: Purpose = Purpose.OWN
    role: str = ""
    service: UUID | None = None
    service_name: str = ""
    link: str = ""
    request: str = ""
    memo: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def for_purpose(self, purpose: Purpose) -> "Viewer":
        """The same viewer, looking for another purpose; nothing remembered carries over."""
        return replace(self, purpose=purpose, memo={})


NOBODY = Viewer(account=None, name="")
# Counts what a service was told, on a fixed day. No person, and no page ever looks as this one.
COUNTER = Viewer(account=None, name="", purpose=Purpose.READING)


def respondent_of(viewer: Viewer) -> str:
    """Whoever looks, as the link that stands on what they answer about a service; empty for nobody."""
    who = viewer.account or viewer.link
    return salted("respondent", str(who)) if who else ""


_bound: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


def current_viewer() -> Viewer | None:
    """The viewer bound to this transaction, or None: then nothing personal is visible."""
    return _bound.get()


def _tell_database(viewer: Viewer | None) -> None:
    if connection.vendor != "postgresql":
        return
    values = (
        (str(viewer.account or ""), viewer.purpose.value, viewer.link, respondent_of(viewer)) if viewer else ("",) * 4
    )
    with connection.cursor() as cursor:
        # Local to the transaction: a pooled connection never carries a viewer to the next request.
        cursor.execute(
            "SELECT set_config('app.viewer', %s, true), set_config('app.purpose', %s, true),"
            " set_config('app.link', %s, true), set_config('app.respondent', %s, true)",
            values,
        )


@contextmanager
def bound(viewer: Viewer) -> Iterator[Viewer]:
    """Bind `viewer` to the open transaction. Nested use (see it as they see it) restores the outer viewer."""
    if not connection.in_atomic_block:
        raise RuntimeError("a viewer is bound inside a transaction, so that the look and its log row commit together")
    outer = _bound.get()
    # What was remembered about consent is read afresh on every binding: a decision never outlives its request.
    viewer.memo.clear()
    token = _bound.set(viewer)
    _tell_database(viewer)
    try:
        yield viewer
    finally:
        _bound.reset(token)
        if not connection.needs_rollback:
            _tell_database(outer)
