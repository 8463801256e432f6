"""Tell me: the story, as far as this viewer may read it. What is not open to somebody leaves no gap and no count.

What it said before, and who read it, are for its person alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from alongside.care.models import StoryFile, StoryPart, StoryVersion
from alongside.care.queries.read_backs import ReadBackStanding, read_back_state
from alongside.care.rules import StoryKind
from alongside.circle.queries import grants_of, looks, may_open, own_space_id
from alongside.circle.rules import Area, Effect
from alongside.core import audit
from alongside.core.viewer import Purpose, Viewer

__all__ = ["ReadBackStanding", "read_back_state"]


@dataclass(frozen=True)
class Story:
    """The parts of a story that are open to a viewer, in the order of `StoryKind`."""

    parts: dict[StoryKind, StoryPart]

    def text(self, kind: StoryKind) -> str:
        """What a part says, or nothing."""
        part = self.parts.get(kind)
        return part.text if part else ""

    @property
    def line(self) -> str:
        return self.text(StoryKind.LINE)

    @property
    def is_empty(self) -> bool:
        return not any(part.text.strip() for part in self.parts.values())


def may_read(viewer: Viewer, space_id: UUID) -> bool:
    """Whether there is a story to come to: the whole area is open, or some part or file by name."""
    if may_open(viewer, space_id, Area.STORY):
        return True
    return any(model.objects.for_viewer(viewer).filter(space_id=space_id).exists() for model in (StoryPart, StoryFile))


def story_of(viewer: Viewer, space_id: UUID) -> Story:
    """Every part that the viewer may read."""
    rows = {row.kind: row for row in StoryPart.objects.for_viewer(viewer).filter(space_id=space_id)}
    parts = {kind: rows[kind] for kind in StoryKind if kind in rows}
    audit.saw("story", (part.pk for part in parts.values() if part.text), space=space_id)
    return Story(parts)


def line_of(viewer: Viewer, space_id: UUID) -> str:
    """The story in one line, for the head of a page. Empty when there is none, or none for this viewer."""
    part = StoryPart.objects.for_viewer(viewer).filter(space_id=space_id, kind=StoryKind.LINE).first()
    if part is None or not part.text:
        return ""
    audit.saw("story-line", [part.pk], space=space_id)
    return part.text


def part_of(viewer: Viewer, space_id: UUID, kind: StoryKind) -> StoryPart | None:
    """One part."""
    part = StoryPart.objects.for_viewer(viewer).filter(space_id=space_id, kind=kind).first()
    if part is not None:
        audit.saw("story", [part.pk], space=space_id)
    return part


def versions_of(viewer: Viewer, space_id: UUID, kind: StoryKind) -> QuerySet[StoryVersion]:
    """What a part said, newest first, with what was put aside. For the person only."""
    rows = StoryVersion.objects.for_viewer(viewer)
    if own_space_id(viewer) != space_id:
        return rows.none()
    return rows.filter(part__space_id=space_id, part__kind=kind).order_by("-at", "-version")


def files_of(viewer: Viewer, space_id: UUID) -> list[StoryFile]:
    """Photos and documents beside the story, without their contents."""
    rows = list(StoryFile.objects.for_viewer(viewer).filter(space_id=space_id).defer("data").order_by("added_at"))
    audit.saw("story-file-name", (row.pk for row in rows), space=space_id)
    return rows


def file(viewer: Viewer, space_id: UUID, file_id: UUID) -> StoryFile | None:
    """One file with its contents."""
    row = StoryFile.objects.for_viewer(viewer).filter(space_id=space_id, pk=file_id).first()
    if row is not None:
        audit.saw("story-file", [row.pk], space=space_id)
    return row


def named_readers(viewer: Viewer, space_id: UUID, area: Area, items: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """For each item, the members it is opened to by name. For the person, who sealed it."""
    found: dict[UUID, list[UUID]] = {}
    if own_space_id(viewer) != space_id:
        return found
    rows = grants_of(viewer, space_id).filter(area=area, item__in=list(items), effect=Effect.ALLOW)
    for item, member in rows.values_list("item", "member_id"):
        found.setdefault(item, []).append(member)
    return found


def people_who_read_it(viewer: Viewer, space_id: UUID) -> int:
    """How many different people read the story here with consent, so that it did not have to be told again.

    For the person only: to everybody else it is nought.
    """
    rows = looks(viewer, space_id).filter(
        outcome=audit.Outcome.SHOWN,
        purpose__in=(Purpose.DIRECT_CARE, Purpose.CARER_SUPPORT),
        actor__isnull=False,
        items__has_key="story",
    )
    return rows.order_by().values("actor").distinct().count()
