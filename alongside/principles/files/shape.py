"""What a file holds, as values: the version itself, what happened to it, its other languages, where practices came from."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.principles.rules import ChangeKind, EdgeFrom, KeepsMeaning, Level, Nature, ReaderRole, Ref
from alongside.principles.versions import Version

FORMAT = "alongside-principle-set"
FORMAT_VERSION = 1
MOST_BYTES = 2_000_000
MOST_DEPTH = 8
MOST_PRACTICES = 200
MOST_CHANGES = 2_000
MOST_EDGES = 2_000
MOST_LANGUAGES = 40
MOST_TEXTS = 2_500


@dataclass(frozen=True)
class ChangeInFile:
    number: int
    kind: ChangeKind
    practice: str
    at: datetime
    role: str
    decided_on: date | None
    is_planned: bool | None
    decided_by: str
    what: str
    level: Level | None
    nature: Nature | None
    keeps_meaning: KeepsMeaning | None
    goal: str
    reasons: str
    dissent: str
    words: dict[str, list[str]]


@dataclass(frozen=True)
class TextInFile:
    place: str
    field: str
    text: str


@dataclass(frozen=True)
class LanguageInFile:
    language: str
    translated_by: ReaderRole
    read_by: ReaderRole | None
    began_at: datetime
    read_at: datetime | None
    texts: tuple[TextInFile, ...]


@dataclass(frozen=True)
class EdgeInFile:
    practice: str
    field: str
    came_from: EdgeFrom
    reference: str
    words: str
    role: str
    on: date
    added_at: datetime


@dataclass(frozen=True)
class SetFile:
    """One version as a file says it. `lineage`: the sets it grew out of, the nearest first."""

    version: Version
    parent_seal: str
    lineage: tuple[Ref, ...]
    changes: tuple[ChangeInFile, ...]
    languages: tuple[LanguageInFile, ...]
    edges: tuple[EdgeInFile, ...]
