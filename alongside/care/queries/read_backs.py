"""Tell me: which first meetings are coming, and what was understood of a story. A read-back is its writer's and the person's."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.care.models import Meeting, ReadBack
from alongside.care.rules import ReadBackState
from alongside.circle.queries import Footing, circle_of, footing, may_open, own_space_id
from alongside.circle.queries import member as member_with_id
from alongside.circle.rules import Area, MemberState, Standing
from alongside.core import audit, clock
from alongside.core.models import Fact
from alongside.core.viewer import Viewer


@dataclass(frozen=True)
class ReadBackStanding:
    """How things stand. `waiting`: read-backs that wait for the person's answer (told to the person).

    `own`, `meeting`, `opened`, `needed`: told to a professional: their last one, their coming first meeting, whether
    they opened the story for it, and whether a read-back is due.
    """

    waiting: tuple[ReadBack, ...] = ()
    own: ReadBack | None = None
    meeting: Meeting | None = None
    opened: bool = False
    needed: bool = False


def read_back_state(viewer: Viewer, space_id: UUID) -> ReadBackStanding:
    """How read-backs stand in this space for this viewer; for home and for the panel of a moment."""
    where = footing(viewer, space_id)
    if where is None:
        return ReadBackStanding()
    if where.is_owner:
        return ReadBackStanding(waiting=tuple(waiting_for_the_person(viewer, space_id)))
    if where.standing not in (Standing.PROFESSIONAL, Standing.TEAM) or not may_open(viewer, space_id, Area.STORY):
        return ReadBackStanding()
    own = my_last_read_back(viewer, space_id)
    meeting = my_coming_meeting(viewer, where)
    return ReadBackStanding(
        own=own,
        meeting=meeting,
        opened=meeting is not None and opened_before(viewer, space_id, meeting.pk),
        needed=own is None or own.state == ReadBackState.CORRECTED,
    )


def waiting_for_the_person(viewer: Viewer, space_id: UUID) -> list[ReadBack]:
    """Read-backs that wait for the person's yes or correction, the oldest first."""
    return _all_for_the_person(viewer, space_id, state=ReadBackState.WAITING)


def answered_by_the_person(viewer: Viewer, space_id: UUID) -> list[ReadBack]:
    """Read-backs the person has answered, the newest first."""
    rows = _all_for_the_person(viewer, space_id, state__in=(ReadBackState.CONFIRMED, ReadBackState.CORRECTED))
    return sorted(rows, key=lambda row: row.answered_at or row.made_at, reverse=True)


def read_back(viewer: Viewer, space_id: UUID, read_back_id: UUID) -> ReadBack | None:
    """One read-back: for the person, or for whoever wrote it."""
    row = (
        ReadBack.objects.for_viewer(viewer).filter(pk=read_back_id, space_id=space_id).select_related("member").first()
    )
    if row is None or (own_space_id(viewer) != space_id and row.author_id != viewer.account):
        return None
    audit.saw("read-back", [row.pk], space=space_id)
    return row


def my_read_backs(viewer: Viewer, space_id: UUID) -> list[ReadBack]:
    """What this professional wrote here, the newest first."""
    rows = list(_mine(viewer, space_id))
    audit.saw("read-back", (row.pk for row in rows), space=space_id)
    return rows


def my_last_read_back(viewer: Viewer, space_id: UUID) -> ReadBack | None:
    """The last read-back this professional wrote here."""
    return _mine(viewer, space_id).first()


def coming_meetings(viewer: Viewer, space_id: UUID) -> list[Meeting]:
    """First meetings still to come, the soonest first. For the person."""
    if own_space_id(viewer) != space_id:
        return []
    return list(_coming(viewer, space_id))


def coming_meeting(viewer: Viewer, space_id: UUID, *, member: UUID, name: str) -> Meeting | None:
    """The coming first meeting with one somebody."""
    return _coming(viewer, space_id).filter(member_id=member, with_name=name).first()


def meetings_that_were(viewer: Viewer, space_id: UUID, *, since: date) -> list[Meeting]:
    """First meetings whose day has passed, the last one first. For the person."""
    if own_space_id(viewer) != space_id:
        return []
    rows = Meeting.objects.for_viewer(viewer).filter(space_id=space_id, first=True)
    passed = rows.filter(on_day__lt=clock.today(), on_day__gte=since)
    return list(passed.select_related("member").order_by("-on_day"))


def my_coming_meeting(viewer: Viewer, where: Footing) -> Meeting | None:
    """This professional's coming first meeting with the person: their own, or their team's."""
    if where.member is None or where.is_owner:
        return None
    rows = _coming(viewer, where.space).filter(member_id=where.member)
    if where.standing is Standing.TEAM:
        team = member_with_id(viewer, where.member)
        rows = rows.filter(with_name__in=[viewer.name, *([team.name] if team else [])])
    return rows.first()


def whom_one_may_meet(viewer: Viewer, space_id: UUID) -> list[tuple[UUID, str]]:
    """Professionals and teams in the circle, to say whom one will meet."""
    return [
        (row.pk, ", ".join(part for part in (row.name, row.role) if part))
        for row in circle_of(viewer, space_id)
        if row.state == MemberState.IN_CIRCLE and row.standing in (Standing.PROFESSIONAL, Standing.TEAM)
    ]


def opened_before(viewer: Viewer, space_id: UUID, meeting: UUID) -> bool:
    """Whether this professional opened the story before that meeting."""
    return Fact.objects.filter(
        kind="story.opened_before_first_meeting", space=space_id, by=viewer.account, about__meeting=str(meeting)
    ).exists()


def _all_for_the_person(viewer: Viewer, space_id: UUID, **which: Any) -> list[ReadBack]:
    if own_space_id(viewer) != space_id:
        return []
    rows = list(ReadBack.objects.for_viewer(viewer).filter(space_id=space_id, **which).order_by("made_at"))
    audit.saw("read-back", (row.pk for row in rows), space=space_id)
    return rows


def _mine(viewer: Viewer, space_id: UUID) -> QuerySet[ReadBack]:
    return ReadBack.objects.for_viewer(viewer).filter(space_id=space_id, author_id=viewer.account).order_by("-made_at")


def _coming(viewer: Viewer, space_id: UUID) -> QuerySet[Meeting]:
    rows = Meeting.objects.for_viewer(viewer).filter(space_id=space_id, first=True, on_day__gte=clock.today())
    return rows.order_by("on_day")
