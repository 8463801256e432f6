"""Tell me: what the person wishes of their carers, and what carers need for themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from alongside.care.models import CarerAnswer, CarerNeed, Wish
from alongside.care.rules import NeedState
from alongside.circle.queries import circle_of, footing, may_open
from alongside.circle.rules import Area, MemberState, Standing
from alongside.core import audit
from alongside.core.viewer import Viewer


@dataclass(frozen=True)
class WishSaid:
    """How the person wishes one carer to be involved, and what was done with it."""

    id: UUID
    member: UUID
    name: str
    role: str
    words: str
    label: str
    recorded_at: datetime
    acted_on_at: datetime | None
    acted_on_by: str
    acted_on_words: str


@dataclass(frozen=True)
class Gap:
    """A carer about whom no wish stands here for this viewer to read. It may simply not have been asked yet."""

    member: UUID
    name: str
    role: str


@dataclass(frozen=True)
class Answer:
    """What somebody answered a carer."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Need:
    """What a carer needs for themselves, as far as the carer shares it."""

    id: UUID
    member: UUID
    carer_name: str
    words: str
    shared: str
    state: str
    made_at: datetime
    answers: tuple[Answer, ...]


def wishes(viewer: Viewer, space_id: UUID) -> list[WishSaid]:
    """Wishes that stand now and that this viewer may read, about carers whom they may know of."""
    carers = _carers(viewer, space_id)
    rows = (
        Wish.objects.for_viewer(viewer)
        .filter(space_id=space_id, ended_at=None, member_id__in=list(carers))
        .order_by("recorded_at")
    )
    found = [_said(row, carers[row.member_id]) for row in rows]
    audit.saw("wish", (one.id for one in found), space=space_id)
    return found


def wish(viewer: Viewer, space_id: UUID, wish_id: UUID) -> WishSaid | None:
    """One wish that stands now."""
    return next((one for one in wishes(viewer, space_id) if one.id == wish_id), None)


def wish_about(viewer: Viewer, space_id: UUID, member_id: UUID) -> WishSaid | None:
    """The wish about one carer that stands now."""
    return next((one for one in wishes(viewer, space_id) if one.member == member_id), None)


def earlier_wishes(viewer: Viewer, space_id: UUID, member_id: UUID) -> list[tuple[datetime, str]]:
    """What the person wished before, newest first; for the person, who may have changed their mind."""
    where = footing(viewer, space_id)
    if where is None or not where.is_owner:
        return []
    rows = Wish.objects.for_viewer(viewer).filter(space_id=space_id, member_id=member_id, ended_at__isnull=False)
    return list(rows.order_by("-recorded_at").values_list("recorded_at", "words"))


def members_without_wish(viewer: Viewer, space_id: UUID) -> list[Gap]:
    """Carers about whom the viewer can read no wish: worth a gentle question. Only for whoever may see the circle."""
    if not may_open(viewer, space_id, Area.CIRCLE):
        return []
    known = {one.member for one in wishes(viewer, space_id)}
    return [Gap(pk, row.name, row.role) for pk, row in _carers(viewer, space_id).items() if pk not in known]


def my_needs(viewer: Viewer, space_id: UUID) -> list[Need]:
    """What this carer wrote down for themselves, newest first; open ones before ended ones."""
    where = footing(viewer, space_id)
    if where is None or where.standing is not Standing.CARER:
        return []
    rows = CarerNeed.objects.for_viewer(viewer).filter(space_id=space_id, member_id=where.member)
    return _needs(viewer, space_id, sorted(rows.order_by("-made_at"), key=lambda row: row.state != NeedState.OPEN))


def needs_shared_with(viewer: Viewer, space_id: UUID) -> list[Need]:
    """What carers need and let this viewer read, still open; not the viewer's own."""
    where = footing(viewer, space_id)
    if where is None:
        return []
    rows = CarerNeed.objects.for_viewer(viewer).filter(space_id=space_id, state=NeedState.OPEN)
    if where.member is not None:
        rows = rows.exclude(member_id=where.member)
    return _needs(viewer, space_id, list(rows.order_by("made_at")))


def need(viewer: Viewer, space_id: UUID, need_id: UUID) -> Need | None:
    """One need, whatever its state."""
    row = CarerNeed.objects.for_viewer(viewer).filter(space_id=space_id, pk=need_id).first()
    return _needs(viewer, space_id, [row])[0] if row else None


def _carers(viewer: Viewer, space_id: UUID) -> dict[UUID, Any]:
    """Carers whom the viewer may know of. Somebody paused is there for the person only."""
    where = footing(viewer, space_id)
    states = (MemberState.IN_CIRCLE, MemberState.PAUSED) if where and where.is_owner else (MemberState.IN_CIRCLE,)
    rows = circle_of(viewer, space_id).filter(standing=Standing.CARER, state__in=states)
    return {row.pk: row for row in rows}


def _said(row: Wish, member: Any) -> WishSaid:
    return WishSaid(
        id=row.pk,
        member=member.pk,
        name=member.name,
        role=member.role,
        words=row.words,
        label=row.label,
        recorded_at=row.recorded_at,
        acted_on_at=row.acted_on_at,
        acted_on_by=row.acted_on_by_name,
        acted_on_words=row.acted_on_words,
    )


def _needs(viewer: Viewer, space_id: UUID, rows: list[CarerNeed]) -> list[Need]:
    answers: dict[UUID, list[Answer]] = {row.pk: [] for row in rows}
    for one in CarerAnswer.objects.for_viewer(viewer).filter(need_id__in=list(answers)).order_by("at"):
        by = ", ".join(part for part in (one.by_name, one.by_role) if part)
        answers[one.need_id].append(Answer(one.words, by, one.at))
    audit.saw("carer-need", (row.pk for row in rows), space=space_id)
    return [
        Need(
            id=row.pk,
            member=row.member_id,
            carer_name=row.carer_name,
            words=row.words,
            shared=row.shared,
            state=row.state,
            made_at=row.made_at,
            answers=tuple(answers[row.pk]),
        )
        for row in rows
    ]
