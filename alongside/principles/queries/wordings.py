"""Tell me: the wordings of a version in another language, beside the first ones, and which are not translated yet."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.principles.catalogue import WORDINGS
from alongside.principles.models import ProvenanceEdge, TranslatedText, Translation
from alongside.principles.rules import EdgeFrom, ReaderRole, Ref
from alongside.principles.versions import Version

PRINCIPLE_TEXTS = ("title", "plain")


@dataclass(frozen=True)
class Beside:
    """One text and its wording in the other language; "" when there is none yet."""

    place: str
    field: str
    text: str
    other: str


@dataclass(frozen=True)
class InLanguage:
    """A version in another language. `read_by` is "" until somebody read it over: then it is no draft any more."""

    ref: Ref
    language: str
    translated_by: ReaderRole
    read_by: ReaderRole | None
    read_at: datetime | None
    texts: tuple[Beside, ...]

    @property
    def is_draft(self) -> bool:
        return self.read_by is None

    @property
    def done(self) -> int:
        return sum(1 for one in self.texts if one.other)

    @property
    def all(self) -> int:
        return len(self.texts)

    def of(self, place: str) -> tuple[Beside, ...]:
        return tuple(one for one in self.texts if one.place == place)

    def has_some(self, place: str) -> bool:
        return any(one.other for one in self.of(place))


def languages_of(found: Version) -> list[str]:
    """The other languages of a version."""
    rows = Translation.objects.filter(set_id=found.ref.set_id, version=found.ref.version)
    return list(rows.order_by("language").values_list("language", flat=True))


def in_language(found: Version, language: str) -> InLanguage | None:
    """A version in another language; None when nobody began it."""
    row = Translation.objects.filter(set_id=found.ref.set_id, version=found.ref.version, language=language).first()
    if row is None:
        return None
    there = {(one.place, one.field): one.text for one in TranslatedText.objects.filter(translation=row)}
    return InLanguage(
        ref=found.ref,
        language=language,
        translated_by=ReaderRole(row.translated_by),
        read_by=ReaderRole(row.read_by) if row.read_by else None,
        read_at=row.read_at,
        texts=tuple(
            Beside(place, field, text, there.get((place, field), "")) for place, field, text in texts_of(found)
        ),
    )


def texts_of(found: Version) -> list[tuple[str, str, str]]:
    """Every text of a version that can be said in another language: place, field, words."""
    texts = []
    for principle in found.set.principles:
        texts += [(str(principle.number), field, str(getattr(principle, field))) for field in PRINCIPLE_TEXTS]
        for practice in principle.practices:
            texts += [(practice.id, field, str(getattr(practice, field))) for field in WORDINGS]
    return [one for one in texts if one[2]]


@dataclass(frozen=True)
class Edge:
    """One step of where a practice came from."""

    practice: str
    field: str
    came_from: EdgeFrom
    reference: str
    words: str
    role: str
    on: date


def provenance_of(found: Version, practice: str = "") -> list[Edge]:
    """Where the practices of a version, or one of them, came from, in order."""
    rows = ProvenanceEdge.objects.filter(set_id=found.ref.set_id, version=found.ref.version)
    if practice:
        rows = rows.filter(practice=practice)
    return [
        Edge(row.practice, row.field, EdgeFrom(row.came_from), row.reference, row.words, row.role, row.on)
        for row in rows.order_by("on", "added_at", "id")
    ]
