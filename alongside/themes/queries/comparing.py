"""Tell me: where readers differ, first; how far they agree, second; and what holds after all. Only once everybody has finished."""

# The engine of numbers is loaded when agreement is asked for, not when a page is opened.
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside import insight
from alongside.core.viewer import Viewer
from alongside.themes.models import Code, Coding, Document, ReadingRound, RoundCoder, Settlement
from alongside.themes.queries.codebook import resolved
from alongside.themes.rules import Settled
from alongside.themes.texts import sentences


@dataclass(frozen=True)
class Reading:
    """How one reader marked some words: codes by id, and what they noted."""

    reader: UUID
    name: str
    codes: frozenset[UUID]
    memos: tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """Words that every reader marked in one way from their first sentence to their last."""

    document: UUID
    called: str
    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]
    settled: Settlement | None

    @property
    def codes(self) -> frozenset[UUID]:
        return frozenset().union(*(one.codes for one in self.readings))

    @property
    def differs(self) -> bool:
        return len({one.codes for one in self.readings}) > 1

    @property
    def holds(self) -> frozenset[UUID]:
        """What counts: what all readers marked; what they settled on; nothing while they differ."""
        if not self.differs:
            return self.codes
        return frozenset(UUID(one) for one in self.settled.codes) if self.settled else frozenset()


@dataclass(frozen=True)
class OfCode:
    """How far readers agree on one code, or why that cannot be said."""

    code: Code
    found: insight.agreement.Agreement | insight.CantTell


def finished(round_row: ReadingRound) -> list[RoundCoder]:
    """Readers who finished, once nobody is waited for; before that, nobody."""
    return _finished([round_row]).get(round_row.pk, [])


def _finished(rounds: Sequence[ReadingRound]) -> dict[UUID, list[RoundCoder]]:
    readers: dict[UUID, list[RoundCoder]] = {}
    rows = RoundCoder.objects.filter(round__in=rounds).select_related("account").order_by("account__called", "pk")
    for one in rows:
        readers.setdefault(one.round_id, []).append(one)
    return {
        row: [one for one in every if one.finished_at is not None]
        for row, every in readers.items()
        if all(one.finished_at or one.excused_at for one in every)
    }


def stretches(viewer: Viewer, round_row: ReadingRound) -> list[Stretch]:
    """Everything that was marked in a round, with all readings side by side; those that differ first, the widest first."""
    return _all_of(viewer, [round_row])[round_row.pk]


def _all_of(viewer: Viewer, rounds: Sequence[ReadingRound]) -> dict[UUID, list[Stretch]]:
    """The same for several rounds of one study, in as many steps as for one; what was found is remembered for this page."""
    new = [row for row in rounds if ("stretches", row.pk) not in viewer.memo]
    for row, found in _side_by_side(new).items():
        viewer.memo["stretches", row] = found
    return {row.pk: list(viewer.memo["stretches", row.pk]) for row in rounds}  # type: ignore[call-overload]  # such lists


def _side_by_side(rounds: Sequence[ReadingRound]) -> dict[UUID, list[Stretch]]:
    found: dict[UUID, list[Stretch]] = {row.pk: [] for row in rounds}
    readers = {row: every for row, every in _finished(rounds).items() if every} if rounds else {}
    over = [row for row in rounds if row.pk in readers]
    if not over:
        return found
    reads_as = resolved(Code.objects.filter(study_id=over[0].study_id))
    ends: dict[UUID, dict[tuple[UUID, int, int], Settlement]] = {}
    for one in Settlement.objects.filter(round__in=over):
        ends.setdefault(one.round_id, {})[one.document_id, one.start, one.end] = one
    marks: dict[tuple[UUID, UUID], list[Coding]] = {}
    for mark in Coding.objects.filter(round__in=over):
        marks.setdefault((mark.round_id, mark.document_id), []).append(mark)
    words_of = _documents(over)
    for row in over:
        here = [
            stretch
            for words in words_of[row.pk]
            for stretch in _of_one(
                words, marks.get((row.pk, words.pk), []), readers[row.pk], reads_as, ends.get(row.pk, {})
            )
        ]
        apart = Counter({n: len(one.codes) if one.differs else 0 for n, one in enumerate(here)})
        found[row.pk] = [here[n] for n in sorted(range(len(here)), key=lambda n: (-apart[n], n))]
    return found


def _documents(rounds: Sequence[ReadingRound]) -> dict[UUID, list[Document]]:
    named = {one for row in rounds for one in row.documents}
    rows = {str(row.pk): row for row in Document.objects.filter(pk__in=named, withdrawn_at=None)}
    return {row.pk: [rows[one] for one in row.documents if one in rows] for row in rounds}


def _of_one(
    words: Document,
    marks: list[Coding],
    readers: list[RoundCoder],
    reads_as: dict[UUID, UUID],
    ends: dict[tuple[UUID, int, int], Settlement],
) -> list[Stretch]:
    found: list[Stretch] = []
    run: list[tuple[int, int]] = []
    seen: tuple[frozenset[UUID], ...] = ()

    def close() -> None:
        if run and any(seen):
            start, end = run[0][0], run[-1][1]
            readings = tuple(
                Reading(
                    one.account_id,
                    str(one.account),
                    codes,
                    tuple(
                        mark.memo
                        for mark in marks
                        if mark.coder_id == one.account_id and mark.memo and mark.start < end and mark.end > start
                    ),
                )
                for one, codes in zip(readers, seen, strict=True)
            )
            place = (words.pk, start, end)
            found.append(Stretch(words.pk, words.called, start, end, words.words[start:end], readings, ends.get(place)))

    every = sentences(words.words)
    place_of = {one.account_id: n for n, one in enumerate(readers)}
    said: list[list[set[UUID]]] = [[set() for _reader in readers] for _one in every]
    starts, stops = [one.start for one in every], [one.end for one in every]
    for mark in marks:
        if mark.coder_id in place_of:
            for n in range(bisect_right(stops, mark.start), bisect_left(starts, mark.end)):
                said[n][place_of[mark.coder_id]].add(reads_as[mark.code_id])
    for one, sets in zip(every, said, strict=True):
        here = tuple(map(frozenset, sets))
        if here != seen:
            close()
            run, seen = [], here
        run.append((one.start, one.end))
    close()
    return found


def agreement_of(viewer: Viewer, round_row: ReadingRound) -> list[OfCode]:
    """How far readers agree on each code that was used, sentence by sentence; Krippendorff's alpha, documents drawn anew."""
    readers = finished(round_row)
    if len(readers) < 2:
        return []
    codes = {row.pk: row for row in Code.objects.filter(study_id=round_row.study_id)}
    reads_as = resolved(codes.values())
    places: dict[UUID, list[tuple[int, int, int]]] = {}
    source: list[int] = []
    for n, words in enumerate(_documents([round_row])[round_row.pk]):
        every = sentences(words.words)
        places[words.pk] = [(len(source) + at, one.start, one.end) for at, one in enumerate(every)]
        source += [n] * len(every)
    row_of = {one.account_id: n for n, one in enumerate(readers)}
    tables: dict[UUID, list[list[float]]] = {}
    for mark in Coding.objects.filter(round=round_row, coder_id__in=row_of, document_id__in=places):
        table = tables.setdefault(reads_as[mark.code_id], [[0.0] * len(source) for _reader in readers])
        for unit, start, end in places[mark.document_id]:
            if mark.start < end and mark.end > start:
                table[row_of[mark.coder_id]][unit] = 1.0
    return [
        OfCode(codes[code], insight.agreement.agreement(tables[code], documents=source))
        for code in sorted(tables, key=lambda one: codes[one].name.lower())
    ]


@dataclass(frozen=True)
class Held:
    """Some words and the codes that hold for them, in one round."""

    document: UUID
    called: str
    start: int
    end: int
    text: str
    codes: frozenset[UUID]
    both_kept: bool
    readers: int


def what_holds(viewer: Viewer, study: UUID) -> list[Held]:
    """What counts of all rounds that are over: agreed by all readers, or settled. Differences that nobody settled do not."""
    found = []
    rows = list(ReadingRound.objects.filter(study_id=study).order_by("number"))
    for every in _all_of(viewer, rows).values():
        for one in every:
            if one.holds:
                both = one.settled is not None and one.settled.left_as == Settled.BOTH
                found.append(
                    Held(one.document, one.called, one.start, one.end, one.text, one.holds, both, len(one.readings))
                )
    return found


def still_open(viewer: Viewer, study: UUID) -> int:
    """How many differences nobody has settled yet."""
    every = _all_of(viewer, list(ReadingRound.objects.filter(study_id=study))).values()
    return sum(1 for found in every for one in found if one.differs and one.settled is None)
