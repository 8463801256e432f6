"""Tell me: what the notes say, where it comes from, and what the person says of it."""

import zlib
from uuid import UUID

from django.db.models import F, QuerySet

from alongside.care.models import NoteLine, NoteMark, NotesImport, NotesOriginal
from alongside.care.rules import ImportState, LineMark
from alongside.core import audit
from alongside.core.viewer import Viewer

PAGE = 40


def lines_of_kind(viewer: Viewer, space_id: UUID, kind: str, *, start: int = 0, many: int = PAGE) -> list[NoteLine]:
    """Lines of one kind, newest first, `many` from `start`; one more than asked when there are more."""
    rows = list(
        _lines(viewer, space_id)
        .filter(kind=kind)
        .order_by(F("sort_on").desc(nulls_last=True), "title", "pk")
        .defer("resource")[start : start + many + 1]
    )
    audit.saw("note-line", (row.pk for row in rows[:many]))
    return rows


def kinds_here(viewer: Viewer, space_id: UUID) -> list[str]:
    """Kinds of which there is at least one line."""
    return list(_lines(viewer, space_id).order_by().values_list("kind", flat=True).distinct())


def line(viewer: Viewer, space_id: UUID, line_id: UUID) -> NoteLine | None:
    """One line."""
    row = _lines(viewer, space_id).filter(pk=line_id).first()
    if row is not None:
        audit.saw("note-line", [row.pk])
    return row


def marks_of(viewer: Viewer, row: NoteLine) -> QuerySet[NoteMark]:
    """What the person said of a line, newest first."""
    return NoteMark.objects.for_viewer(viewer).filter(line=row).order_by("-at")


def disputed(viewer: Viewer, space_id: UUID) -> list[NoteLine]:
    """Lines the person says are not right or out of date: to be put right with them."""
    rows = _lines(viewer, space_id).filter(mark__in=(LineMark.NOT_RIGHT, LineMark.OUT_OF_DATE))
    return list(rows.order_by("-marked_at").defer("resource"))


def imports(viewer: Viewer, space_id: UUID) -> QuerySet[NotesImport]:
    """Files that were brought in, newest first."""
    return NotesImport.objects.for_viewer(viewer).filter(space_id=space_id).order_by("-asked_at")


def notes_import(viewer: Viewer, space_id: UUID, notes_id: UUID) -> NotesImport | None:
    """One file that was brought in."""
    return imports(viewer, space_id).filter(pk=notes_id).first()


def reading_now(viewer: Viewer, space_id: UUID) -> bool:
    """Whether a file is being read."""
    return imports(viewer, space_id).filter(state__in=(ImportState.WAITING, ImportState.READING)).exists()


def original(viewer: Viewer, space_id: UUID, notes_id: UUID) -> bytes | None:
    """The file exactly as it came."""
    row = NotesOriginal.objects.for_viewer(viewer).filter(notes_id=notes_id, notes__space_id=space_id).first()
    return zlib.decompress(bytes(row.data)) if row else None


def _lines(viewer: Viewer, space_id: UUID) -> QuerySet[NoteLine]:
    return NoteLine.objects.for_viewer(viewer).filter(space_id=space_id)
