"""The principle sets, read once from `content/` and checked whole: a broken reference stops the start and says where.

Every sentence lives in the files; this room only hands them out.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alongside.core.content import ContentFault, Entry, read
from alongside.principles.rules import (
    PERMANENT_IDS,
    PRACTICES_IN,
    Audience,
    Kind,
    Moment,
    Observed,
    SetStatus,
    Viewpoint,
)

__all__ = [
    "WORDINGS",
    "ContentFault",
    "Moment",
    "PrincipleSet",
    "by_moment_names",
    "moments",
    "principle_set",
    "set_ids",
]

CONTENT = Path(__file__).parent / "content"
TEXTS = ("name", "plain", "i_statement", "we_statement", "prompt")
AUDIENCE_KEYS = {audience: f"for_{audience}" for audience in Audience}
# Every text of a practice, in the order in which people read them.
WORDINGS = ("name", "plain", *AUDIENCE_KEYS.values(), "i_statement", "we_statement", "prompt")


class Unknown(LookupError):
    """Nothing of that name in the catalogue."""


@dataclass(frozen=True)
class Source:
    """Where an idea comes from: a row and paragraph of the practice table under one principle."""

    principle: int
    moments: tuple[Moment, ...]
    row: int
    paragraph: int

    @property
    def is_cited(self) -> bool:
        """Whether it restates a row of the source. What a service added by itself restates none."""
        return self.row > 0


@dataclass(frozen=True)
class Observability:
    """Who can see a practice happen. `signal` says that something was written, never that it was done well."""

    person: Observed
    staff: Observed
    record: Observed
    signal: str
    note: str

    def by(self, viewpoint: Viewpoint) -> Observed:
        return {Viewpoint.PERSON: self.person, Viewpoint.STAFF: self.staff, Viewpoint.RECORD: self.record}[viewpoint]


@dataclass(frozen=True)
class Practice:
    """One thing that good care does, said to each reader."""

    id: str
    name: str
    moments: tuple[Moment, ...]
    kinds: tuple[Kind, ...]
    plain: str
    for_person: str
    for_carers: str
    for_staff: str
    for_commissioners: str
    i_statement: str
    we_statement: str
    prompt: str
    observability: Observability
    source: Source

    @property
    def principle_number(self) -> int:
        return self.source.principle

    def text_for(self, audience: Audience) -> str:
        return {
            Audience.PERSON: self.for_person,
            Audience.CARERS: self.for_carers,
            Audience.STAFF: self.for_staff,
            Audience.COMMISSIONERS: self.for_commissioners,
        }[audience]


@dataclass(frozen=True)
class Principle:
    number: int
    title: str
    plain: str
    practices: tuple[Practice, ...]


@dataclass(frozen=True)
class MomentInWords:
    """A moment, with one sentence for each reader."""

    moment: Moment
    name: str
    for_person: str
    for_carers: str
    for_staff: str
    for_commissioners: str


@dataclass(frozen=True)
class Citation:
    title: str
    publisher: str
    published: str


@dataclass(frozen=True)
class PrincipleSet:
    id: str
    version: str
    title: str
    language: str
    status: SetStatus
    status_note: str
    based_on: str
    source: Citation
    licence: str
    principles: tuple[Principle, ...]

    @property
    def practices(self) -> tuple[Practice, ...]:
        return tuple(practice for principle in self.principles for practice in principle.practices)

    def practice(self, practice_id: str) -> Practice:
        for practice in self.practices:
            if practice.id == practice_id:
                return practice
        raise Unknown(f"There is no practice {practice_id} in {self.id}.")

    def principle(self, number: int) -> Principle:
        for principle in self.principles:
            if principle.number == number:
                return principle
        raise Unknown(f"There is no principle {number} in {self.id}.")

    def by_moment(self, moment: Moment) -> tuple[Practice, ...]:
        """The practices that matter most at this moment, in the order of their ids."""
        return tuple(practice for practice in self.practices if moment in practice.moments)


@cache
def principle_set(set_id: str) -> PrincipleSet:
    """One set by its id, such as `principle_set("both-2019")`."""
    if set_id not in set_ids():
        raise Unknown(f"There is no principle set {set_id}.")
    return read_set(CONTENT / set_id)


@cache
def set_ids() -> tuple[str, ...]:
    return tuple(sorted(found.parent.name for found in CONTENT.glob("*/set.yaml")))


@cache
def moments() -> tuple[MomentInWords, ...]:
    """The six moments in words, in their order through care."""
    return read_moments(CONTENT / "moments.yaml")


def by_moment_names() -> dict[Moment, MomentInWords]:
    return {entry.moment: entry for entry in moments()}


def read_set(folder: Path) -> PrincipleSet:
    """Read and check one set. The folder's name is its id."""
    top = read(folder / "set.yaml")
    texts = ("id", "version", "title", "language", "status_note", "based_on", "licence")
    f = top.fields([*texts, "status", "source", "principles"])
    said = {key: f[key].text() for key in texts}
    if said["id"] != folder.name:
        raise f["id"].fault(f"“{said['id']}” should be the name of its folder, “{folder.name}”.")
    cited = f["source"].fields(["title", "publisher", "published"])
    principles = tuple(_principle(folder, row) for row in f["principles"].rows())
    numbers = [principle.number for principle in principles]
    if numbers != list(PRACTICES_IN):
        raise f["principles"].fault(f"should hold principles {list(PRACTICES_IN)} in order; holds {numbers}.")
    _refuse_echoes(f["principles"], principles)
    return PrincipleSet(
        **said,
        status=f["status"].word(SetStatus),
        source=Citation(**{key: entry.text() for key, entry in cited.items()}),
        principles=principles,
    )


def _principle(folder: Path, reference: Entry) -> Principle:
    file = folder / reference.text()
    if file.parent != folder or not file.is_file():
        raise reference.fault(f"“{reference.text()}” is not a file in this folder.")
    f = read(file).fields(["number", "title", "plain", "practices"])
    number = f["number"].number()
    if number not in PRACTICES_IN:
        raise f["number"].fault(f"there is no principle {number}.")
    practices = tuple(_practice(row, number) for row in f["practices"].rows())
    wanted = [permanent for permanent in PERMANENT_IDS if permanent.startswith(f"P{number}.")]
    found = [practice.id for practice in practices]
    if found != wanted:
        raise f["practices"].fault(f"should hold exactly {', '.join(wanted)}, in that order; holds {', '.join(found)}.")
    places = Counter((practice.source.row, practice.source.paragraph) for practice in practices)
    for place, times in places.items():
        if times > 1:
            raise f["practices"].fault(f"two practices cite row {place[0]}, paragraph {place[1]} of the source.")
    return Principle(number=number, title=f["title"].text(), plain=f["plain"].text(), practices=practices)


def _practice(row: Entry, number: int) -> Practice:
    f = row.fields(["id", *TEXTS, *AUDIENCE_KEYS.values(), "moments", "type", "observability", "source"])
    practice_id = f["id"].text()
    if practice_id not in PERMANENT_IDS:
        raise f["id"].fault(f"“{practice_id}” is not one of the permanent ids.")
    said = {key: f[key].text() for key in (*TEXTS, *AUDIENCE_KEYS.values())}
    if not 3 <= len(said["name"].split()) <= 6:
        raise f["name"].fault("a short name has three to six words.")
    if "I" not in said["i_statement"].replace("’", " ").split() and "my" not in said["i_statement"].lower().split():
        raise f["i_statement"].fault("should be said by the person, with “I” or “my”.")
    if not said["we_statement"].startswith("We "):
        raise f["we_statement"].fault("should begin with “We”.")
    chosen = f["moments"].words(Moment)
    source = _source(f["source"], number)
    if set(source.moments) != set(chosen):
        raise f["source"].fault("cites other moments than the practice has.")
    return Practice(
        id=practice_id,
        **said,
        moments=chosen,
        kinds=f["type"].words(Kind),
        observability=_observability(f["observability"]),
        source=source,
    )


def _source(entry: Entry, number: int) -> Source:
    f = entry.fields(["principle", "moments", "row", "paragraph"])
    if f["principle"].number() != number:
        raise f["principle"].fault(f"this file holds principle {number}.")
    return Source(
        principle=number,
        moments=f["moments"].words(Moment),
        row=f["row"].number(),
        paragraph=f["paragraph"].number(),
    )


def _observability(entry: Entry) -> Observability:
    f = entry.fields([*Viewpoint], ["signal", "note"])
    seen = {str(viewpoint): f[viewpoint].word(Observed) for viewpoint in Viewpoint}
    if (seen["record"] is Observed.NO) == ("signal" in f):
        raise entry.fault("needs a “signal” exactly when the record can see something.")
    return Observability(
        **seen,
        signal=f["signal"].text() if "signal" in f else "",
        note=f["note"].text() if "note" in f else "",
    )


def _refuse_echoes(entry: Entry, principles: tuple[Principle, ...]) -> None:
    """No sentence of the set may stand twice: a copy is nearly always a slip."""
    seen: dict[str, str] = {}
    for practice in (practice for principle in principles for practice in principle.practices):
        for key in (*TEXTS, *AUDIENCE_KEYS.values()):
            text = str(getattr(practice, key))
            if text in seen:
                raise entry.fault(f"{practice.id} {key} says the same as {seen[text]}.")
            seen[text] = f"{practice.id} {key}"


def read_moments(file: Path) -> tuple[MomentInWords, ...]:
    """Read and check the moments: all six, each once, in order."""
    top = read(file)
    found = []
    for row in top.rows():
        f = row.fields(["id", "name", *AUDIENCE_KEYS.values()])
        texts = {key: f[key].text() for key in ("name", *AUDIENCE_KEYS.values())}
        found.append(MomentInWords(moment=f["id"].word(Moment), **texts))
    if [entry.moment for entry in found] != list(Moment):
        raise top.fault(f"should hold each moment once, in this order: {', '.join(Moment)}.")
    return tuple(found)
