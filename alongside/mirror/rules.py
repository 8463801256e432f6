"""What is true of a reading: its fixed days, what a mark can say, what is held back. Plain values; no tables, no counting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from alongside.core.quarters import MONTHS, first_of_month, is_settled, quarter_of

# The shape of a frozen reading, and how it was counted. A change of either is a new number, never a quiet mend.
SHAPE = "1"
METHOD = "3"
# A gap between two viewpoints matters from ten points on. To be agreed with each panel.
DELTA = 0.10


class Mark(StrEnum):
    """What stands on the wall for one practice and one viewpoint."""

    SHOWN = "shown"
    TOO_FEW = "too-few"
    NOT_ASKED = "not-asked"
    HELD_BACK = "held-back"
    NOBODY = "nobody"


class Reason(StrEnum):
    """Why a mark says less than it could. `few-…`: the smaller side is hidden, so the mark lies within what is left."""

    NONE = ""
    FEW_SAID_YES = "few-said-yes"
    FEW_SAID_OTHERWISE = "few-said-otherwise"
    TOO_FEW_ANSWERS = "too-few-answers"
    TEAM_TOO_SMALL = "team-too-small"
    COULD_BE_WORKED_OUT = "could-be-worked-out"
    CANNOT_BE_SEEN = "cannot-be-seen-from-here"


class Kind(StrEnum):
    """Which kind of disagreement there is about a practice; each has a next step of its own."""

    NOT_FELT = "not_felt"
    DONE_NOT_WRITTEN = "done_not_written"
    WRITTEN_NOT_FELT = "written_not_felt"
    NOT_HAPPENING = "not_happening"
    NOT_OBSERVABLE = "not_observable"


class Outcome(StrEnum):
    """What became of one table of a reading."""

    RELEASED = "released"
    PARTLY = "partly"
    HELD_BACK = "held-back"


@dataclass(frozen=True)
class Period:
    """The days that one reading is about, both included. Periods of a service never overlap, so that no two readings differ by a person."""

    opens: date
    closes: date

    @property
    def name(self) -> str:
        """How the period is called in names of files: the year and the quarter."""
        return f"{self.opens.year}-Q{(self.opens.month - 1) // MONTHS + 1}"

    def months(self) -> tuple["Period", ...]:
        """The months of this period."""
        firsts = [first_of_month(self.opens, step) for step in range(MONTHS + 1)]
        return tuple(Period(first, after - timedelta(days=1)) for first, after in pairwise(firsts))

    def weeks(self) -> Iterator[date]:
        """The Mondays that lie in this period. A week belongs to the period in which it begins."""
        monday = self.opens + timedelta(days=-self.opens.weekday() % 7)
        while monday <= self.closes:
            yield monday
            monday += timedelta(days=7)


def is_closing_day(day: date) -> bool:
    """Whether readings are taken of a period that ends on this day: the last day of a quarter, and no other."""
    after = day + timedelta(days=1)
    return after.day == 1 and after.month % MONTHS == 1


def period_closing(day: date) -> Period:
    """The quarter that ends on this day. Ask `is_closing_day` first."""
    return Period(first_of_month(day, 1 - MONTHS), day)


def period_numbered(number: int) -> Period:
    """The quarter with this number, as quarters are counted: four a year."""
    opens = date(number // 4, number % 4 * MONTHS + 1, 1)
    return Period(opens, first_of_month(opens, MONTHS) - timedelta(days=1))


def last_closing_day(today: date) -> date:
    """The last day of the newest quarter that is over."""
    begins, _closes = quarter_of(today)
    return begins - timedelta(days=1)


def newest_settled(today: date) -> date:
    """The last day of the newest quarter of which a reading can be taken."""
    newest = last_closing_day(today)
    return newest if is_settled(newest, today) else last_closing_day(newest)
