"""Tell me: what lies open to one viewer, all in one place; and what single items are called. Asked before anybody looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.care.models import CommunicationPart, NoteLine, StoryFile, StoryPart, Thread, Unknown
from alongside.care.rules import CommunicationKind, StoryKind
from alongside.core import audit
from alongside.core.viewer import Viewer

FEW_WORDS = 60


@dataclass(frozen=True)
class LinePart:
    """One line of notes: what it says, where it comes from, when."""

    title: str
    source: str
    said_on: str


@dataclass(frozen=True)
class Open:
    """What one viewer gets to see in a space: words and names, ready to be shown to the person."""

    story: tuple[tuple[StoryKind, str], ...]
    files: tuple[str, ...]
    communication: tuple[tuple[CommunicationKind, str], ...]
    notes: tuple[LinePart, ...]
    threads: tuple[str, ...]
    unknowns: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.story or self.files or self.communication or self.notes or self.threads or self.unknowns)


def open_to(viewer: Viewer, space_id: UUID, *, lines: int = 200) -> Open:
    """Everything `viewer` gets to see in this space. Bind that viewer first, so that both walls are theirs."""
    story = {row.kind: row for row in StoryPart.objects.for_viewer(viewer).filter(space_id=space_id)}
    how = {row.kind: row for row in CommunicationPart.objects.for_viewer(viewer).filter(space_id=space_id)}
    files = list(StoryFile.objects.for_viewer(viewer).filter(space_id=space_id).defer("data").order_by("added_at"))
    notes = list(
        NoteLine.objects.for_viewer(viewer)
        .filter(space_id=space_id)
        .defer("resource")
        .order_by("kind", "-sort_on")[:lines]
    )
    threads = list(Thread.objects.for_viewer(viewer).filter(space_id=space_id).order_by("-changed_at"))
    unknowns = list(Unknown.objects.for_viewer(viewer).filter(space_id=space_id).order_by("raised_at"))
    for kind, rows in (
        ("story", story.values()),
        ("communication", how.values()),
        ("story-file-name", files),
        ("note", notes),
        ("thread", threads),
        ("unknown", unknowns),
    ):
        audit.saw(kind, (row.pk for row in rows), space=space_id)
    return Open(
        story=tuple((kind, story[kind].text) for kind in StoryKind if kind in story and story[kind].text.strip()),
        files=tuple(row.name for row in files),
        communication=tuple(
            (kind, how[kind].text) for kind in CommunicationKind if kind in how and how[kind].text.strip()
        ),
        notes=tuple(LinePart(row.title, row.source, row.said_on) for row in notes),
        threads=tuple(row.subject for row in threads),
        unknowns=tuple(row.question for row in unknowns),
    )


def titles_of(viewer: Viewer, space_id: UUID, items: Iterable[UUID]) -> dict[UUID, str]:
    """What single items are called, for lists of consent: the first words of a text, the subject, the question, the name."""
    wanted = set(items)
    if not wanted:
        return {}
    found: dict[UUID, str] = {}
    for model, said in (
        (StoryPart, "text"),
        (CommunicationPart, "text"),
        (StoryFile, "name"),
        (NoteLine, "title"),
        (Thread, "subject"),
        (Unknown, "question"),
    ):
        rows = model.objects.for_viewer(viewer).filter(space_id=space_id, pk__in=wanted)
        found |= {pk: _few(words) for pk, words in rows.values_list("pk", said) if words.strip()}
    return found


def _few(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= FEW_WORDS else f"{line[:FEW_WORDS].rsplit(' ', 1)[0]}…"
