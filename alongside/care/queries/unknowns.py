"""Tell me: what nobody knows yet, who looks, and how it ended."""

from uuid import UUID

from django.db.models import QuerySet

from alongside.care.models import Thread, Unknown, UnknownStep
from alongside.care.rules import UnknownKind, UnknownState
from alongside.circle.queries import own_space_id
from alongside.core import audit, clock
from alongside.core.viewer import Viewer


def open_unknowns(viewer: Viewer, space_id: UUID) -> list[Unknown]:
    """Open questions, the soonest day first, those without a day last."""
    rows = list(_all(viewer, space_id).filter(state=UnknownState.OPEN))
    rows.sort(key=lambda row: (row.due_on is None, row.due_on or clock.today(), row.raised_at))
    audit.saw("unknown", (row.pk for row in rows))
    return rows


def ended_unknowns(viewer: Viewer, space_id: UUID) -> list[Unknown]:
    """Questions that ended: found, nobody knows, or let go. Newest first."""
    rows = list(_all(viewer, space_id).exclude(state=UnknownState.OPEN).order_by("-closed_at"))
    audit.saw("unknown", (row.pk for row in rows))
    return rows


def unknown(viewer: Viewer, space_id: UUID, unknown_id: UUID) -> Unknown | None:
    """One question."""
    row = _all(viewer, space_id).filter(pk=unknown_id).first()
    if row is not None:
        audit.saw("unknown", [row.pk])
    return row


def steps_of(viewer: Viewer, row: Unknown) -> QuerySet[UnknownStep]:
    """What happened to a question, oldest first."""
    return UnknownStep.objects.for_viewer(viewer).filter(unknown=row).order_by("at")


def waiting_for_the_person(viewer: Viewer, space_id: UUID) -> list[Unknown]:
    """ "I have not met this before, tell me": open ones that wait for the person's answer."""
    return list(_all(viewer, space_id).filter(kind=UnknownKind.TELL_ME, state=UnknownState.OPEN))


def overdue_unknowns(viewer: Viewer, space_id: UUID) -> list[Unknown]:
    """Open questions whose day has passed."""
    return list(_all(viewer, space_id).filter(state=UnknownState.OPEN, due_on__lt=clock.today()))


def raised_in_thread(viewer: Viewer, thread_id: UUID) -> QuerySet[Unknown]:
    """Questions that came out of one conversation."""
    return Unknown.objects.for_viewer(viewer).filter(thread_id=thread_id).order_by("raised_at")


def is_mine(viewer: Viewer, row: Unknown, *, member: UUID | None) -> bool:
    """Whether this viewer is the one who looks."""
    if row.owner_id is not None:
        return row.owner_id == member
    return bool(row.owner_name) and own_space_id(viewer) == row.space_id


def _all(viewer: Viewer, space_id: UUID) -> QuerySet[Unknown]:
    return Unknown.objects.for_viewer(viewer).filter(space_id=space_id)


def thread_it_came_from(viewer: Viewer, space_id: UUID, thread_id: UUID) -> str | None:
    """The subject of the conversation a question comes from; None when the viewer may not see it."""
    rows = Thread.objects.for_viewer(viewer).filter(pk=thread_id, space_id=space_id)
    subject = rows.values_list("subject", flat=True).first()
    if subject is not None:
        audit.saw("conversation", [thread_id], space=space_id)
    return subject
