"""The log of looks. A read and its row commit together: if the row cannot be written, nothing is shown."""

from collections.abc import Iterable
from contextvars import ContextVar
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from alongside.core.models import AccessEvent, Fact
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Viewer

# (space or "" for the space of the page, kind of item, id)
_seen: ContextVar[list[tuple[str, str, str]] | None] = ContextVar("seen", default=None)


class Outcome(StrEnum):
    SHOWN = "shown"
    DONE = "done"
    REFUSED = "refused"


def begin() -> None:
    """Start collecting what this response shows."""
    _seen.set([])


def saw(kind: str, ids: Iterable[UUID], *, space: UUID | None = None) -> None:
    """Called by queries: these items are about to be shown. `space` is needed where a page shows more than one."""
    seen = _seen.get()
    if seen is not None:
        seen.extend((str(space or ""), kind, str(i)) for i in ids)


def spaces_seen() -> list[UUID]:
    """Spaces of which something is about to be shown, on a page that belongs to none of them."""
    return [UUID(space) for space in dict.fromkeys(s for s, _kind, _id in _seen.get() or [] if s)]


def look(
    viewer: Viewer,
    *,
    space: UUID,
    action: str,
    outcome: Outcome,
    reason: str = "",
    break_glass: UUID | None = None,
    member: UUID | None = None,
) -> AccessEvent:
    """Write the row for this response: who, for whom, why, what. `action` is a stable kind, worded on the page."""
    seen = _seen.get() or []
    items: dict[str, list[str]] = {}
    for where, kind, one in dict.fromkeys(seen):
        if where in ("", str(space)):
            items.setdefault(kind, []).append(one)
    return AccessEvent.objects.create(
        at=Now(),
        space=space,
        actor=viewer.account,
        member=member,
        actor_name=viewer.name,
        actor_role=viewer.role,
        service=viewer.service,
        service_name=viewer.service_name,
        purpose=viewer.purpose.value,
        action=action,
        outcome=outcome.value,
        reason=reason,
        items=items,
        break_glass=break_glass,
        request=viewer.request,
    )


def forget_holder(space: UUID) -> None:
    """A deleted space: its log stays, without the name and number of whoever held it. Nobody else is forgotten."""
    if connection.vendor == "postgresql":
        ask_wall("alongside_forget_holder", space)
        return
    if not Fact.objects.filter(kind="space.deleted", space=space).exists():
        return
    holders = Fact.objects.filter(kind="space.opened", space=space, by__isnull=False).values("by")
    AccessEvent.objects.filter(space=space, actor__in=holders).update(actor=None, actor_name="", actor_role="")
