"""What of care's facts says that a practice was written down, read once from `content/` and checked at start.

A signal says "written", never "done". It holds kinds of facts and weeks; no sentence that anybody reads.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from alongside.core.content import Entry, read
from alongside.principles.catalogue import PrincipleSet, Unknown, principle_set
from alongside.principles.rules import Observed

FIRST_SET = "both-2019"
CONTENT = Path(__file__).parent / "content" / "signals.yaml"
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
MOST_WEEKS = 104


class When(StrEnum):
    """When a fact must have been told to count for a contact."""

    BEFORE = "before"
    AROUND = "around"


@dataclass(frozen=True)
class Signal:
    """One practice: written down if one of `written` was told in the space of the contact near enough in time.

    `of`: only contacts of spaces where one of these was told as well; empty for all contacts that came from a space.
    """

    practice: str
    written: tuple[str, ...]
    of: tuple[str, ...]
    weeks_before: int
    weeks_after: int


@dataclass(frozen=True)
class Signals:
    """All signals, and the version of their definitions."""

    version: str
    every: tuple[Signal, ...]

    def kinds(self) -> frozenset[str]:
        """The kinds of facts that are looked at. No other fact ever leaves the side that cares."""
        return frozenset(kind for one in self.every for kind in (*one.written, *one.of))

    def furthest_back(self) -> int:
        """How many weeks before a period facts can still count in it."""
        return max(one.weeks_before for one in self.every)


@cache
def signals() -> Signals:
    """The signals as the content file has them."""
    return read_signals(CONTENT, principle_set(FIRST_SET))


def read_signals(file: Path, practices: PrincipleSet) -> Signals:
    """Read and check a file of signals: every practice is there once, and can be seen in records."""
    top = read(file)
    parts = top.fields(["version", "signals"])
    found: list[Signal] = []
    for row in parts["signals"].rows():
        signal = _signal(row, practices)
        if any(one.practice == signal.practice for one in found):
            raise row.fault(f"{signal.practice} is there twice.")
        found.append(signal)
    return Signals(parts["version"].text(), tuple(found))


def _signal(row: Entry, practices: PrincipleSet) -> Signal:
    f = row.fields(["practice", "written", "when", "weeks"], ["of"])
    try:
        practice = practices.practice(f["practice"].text())
    except Unknown:
        raise f["practice"].fault(f"there is no practice “{f['practice'].text()}”.") from None
    if practice.observability.record is Observed.NO:
        raise f["practice"].fault(f"{practice.id} cannot be seen in records: say so in the set first.")
    weeks = f["weeks"].number()
    if not 1 <= weeks <= MOST_WEEKS:
        raise f["weeks"].fault(f"should be a number of weeks from 1 to {MOST_WEEKS}.")
    when = f["when"].word(When)
    return Signal(
        practice.id,
        _kinds(f["written"]),
        _kinds(f["of"]) if "of" in f else (),
        weeks,
        weeks if when is When.AROUND else 0,
    )


def _kinds(entry: Entry) -> tuple[str, ...]:
    found = []
    for row in entry.rows():
        kind = row.text()
        if not KIND.fullmatch(kind):
            raise row.fault(f"“{kind}” is not a kind of fact, such as wish.recorded.")
        found.append(kind)
    return tuple(found)
