"""What reading a bundle gives: a `Reading` made of `Line`s, or the faults that refused it.

Plain frozen values. They hold what the notes say, in words; whether it is right is for the person to say.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MOST_FAULTS: Final = 10


class Kind(StrEnum):
    """What a line is about. The values are kept by callers and never change."""

    CONDITION = "condition"
    MEDICINE = "medicine"
    ALLERGY = "allergy"
    ENCOUNTER = "encounter"
    OBSERVATION = "observation"
    CARE_PLAN = "care_plan"
    GOAL = "goal"
    PROCEDURE = "procedure"
    IMMUNIZATION = "immunization"
    DOCUMENT = "document"
    REPORT = "report"
    IMAGING = "imaging"
    REFERRAL = "referral"
    APPOINTMENT = "appointment"
    QUESTIONNAIRE = "questionnaire"
    FAMILY_HISTORY = "family_history"
    ALERT = "alert"
    CARE_TEAM = "care_team"


class Standing(StrEnum):
    """How the notes hold a line. The values are kept by callers and never change."""

    CURRENT = "current"
    PLANNED = "planned"
    ENDED = "ended"
    NOT_DONE = "not_done"
    DOUBTED = "doubted"
    RULED_OUT = "ruled_out"
    NONE_RECORDED = "none_recorded"
    MISTAKE = "mistake"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precise as it was written: `2019`, `2019-03` or `2019-03-12`. Never made more precise.

    >>> PartialDate("2019-03").words
    'March 2019'
    """

    written: str

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month"}.get(len(self.written), "day")

    @property
    def words(self) -> str:
        """The date as it is said aloud, no more precise than it was written."""
        year, *rest = self.written.split("-")
        if not rest:
            return year
        month = calendar.month_name[int(rest[0])]
        return f"{month} {year}" if len(rest) == 1 else f"{int(rest[1])} {month} {year}"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the notes say, in words, with where it came from and the untouched original.

    `source_ref` is stable when the same notes are read again; `fingerprint` changes when what they say changes.
    Its `repr` tells nothing of what it says, so that no log can.
    """

    kind: Kind
    title: str = field(repr=False)
    details: tuple[str, ...] = field(repr=False)
    status: str = field(repr=False)
    standing: Standing = field(repr=False)
    said_on: PartialDate | None = field(repr=False)
    recorded_on: PartialDate | None = field(repr=False)
    source: str = field(repr=False)
    source_ref: str = field(repr=False)
    fingerprint: str
    resource_type: str
    resource: bytes = field(repr=False)
    order: int

    @property
    def detail(self) -> str:
        """The details as one text."""
        return " ".join(self.details)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose notes these are, as the file says: to ask "are these yours?"."""

    name: str = field(repr=False)
    born_on: PartialDate | None = field(repr=False)
    ref: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How many resources of one type the file holds that are not shown as lines."""

    resource_type: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole bundle, read. `lines` hold what the notes say; `withdrawn` what the sender took back.

    `fingerprint` is the SHA-256 of the content: the same for other spacing, key order and order of entries.
    """

    bundle_id: str
    bundle_type: str
    made_at: str
    fingerprint: str
    subjects: tuple[Subject, ...] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    withdrawn: tuple[Line, ...] = field(repr=False)
    counted: tuple[Count, ...]
    repeated: int
    remarks: tuple[str, ...]

    @property
    def subject(self) -> Subject:
        """The one person these notes are about."""
        return self.subjects[0]


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a file cannot be taken in: where, and a sentence to act upon."""

    path: str
    sentence: str
    index: int | None = None
    resource_type: str = ""
    resource_id: str = ""


class BundleRefused(Exception):
    """The file was not taken in, and nothing of it was kept. Holds its first ten faults, in file order."""

    def __init__(self, faults: list[Fault]) -> None:
        in_order = sorted(faults, key=lambda fault: -1 if fault.index is None else fault.index)
        self.faults: tuple[Fault, ...] = tuple(in_order[:MOST_FAULTS])
        super().__init__("\n".join(f"{fault.path}: {fault.sentence}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is. `total` is a guess from the size until all is read; `share` goes from 0 to 1."""

    done: int
    total: int
    share: float


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be."""

    size: int = 64 * 1024 * 1024
    entries: int = 50_000
    depth: int = 64


OnProgress = Callable[[Progress], None]
