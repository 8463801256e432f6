"""What is true of trying something: stages of a cycle, what a prediction holds, who has to sign, how it may end. Plain values."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


class ChangeState(StrEnum):
    """Where a change stands."""

    TRYING = "trying"
    KEPT = "kept"
    LEFT = "left"


class Stage(StrEnum):
    """The stages of one small test, in their order."""

    PLAN = "plan"
    DO = "do"
    STUDY = "study"
    ACT = "act"


class Direction(StrEnum):
    """Which way a prediction says that a measure goes."""

    UP = "up"
    DOWN = "down"


class Act(StrEnum):
    """What somebody does after a small test."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


class MeasureKind(StrEnum):
    """What a measure is about: what comes of it, whether it is done, what else it may upset."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"


class DrawnAs(StrEnum):
    """How the points of a measure are drawn: as suits few answers, with plain limits, or as board papers do it."""

    USUAL = "usual"
    PLAIN = "plain"
    BOARD = "board"


class Verdict(StrEnum):
    """What became of a prediction."""

    AS_PREDICTED = "as-predicted"
    PARTLY = "partly"
    NOT = "not"
    CANNOT_TELL = "cannot-tell-yet"


class Outcome(StrEnum):
    """What those who spoke are told."""

    DID = "did"
    PARTLY = "did-partly"
    COULD_NOT = "could-not"
    STILL_TRYING = "still-trying"


class Ending(StrEnum):
    """What telling did to what was set out: brought it to an end, found it ended before, or left it open."""

    CLOSED = "closed"
    WAS_CLOSED = "was-closed"
    STAYS_OPEN = "stays-open"


class EnablerState(StrEnum):
    """What became of something that was needed."""

    ASKED = "asked"
    MET = "met"
    CANNOT = "cannot"


# No count is larger than this, and no day lies before this year: beyond, somebody has mistyped.
MOST_COUNTED = 100_000
FIRST_YEAR = 1990
# A verdict stands once so many of the panel have signed, one of them a person or a carer.
SIGNERS = 2
# These say that something changed: somebody else reads them first.
CLAIMS = frozenset({Outcome.DID, Outcome.PARTLY})
# These end a priority; "still trying" does not.
ENDS = frozenset({Outcome.DID, Outcome.PARTLY, Outcome.COULD_NOT})


def sides(
    points: Iterable[tuple[date, date, int | None, int | None]],
    *,
    begun: date,
    ended: date | None = None,
    since: date | None = None,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Counts (yes, answers) before a test began and from then on, out of points (first day, last day, yes, answers).

    A point during which the test began belongs to neither side; nor does one with nothing shown, one that closed after
    `ended`, or one from before the day `since` from which somebody had the middle drawn anew.

    >>> day = date(2026, 3, 2)
    >>> sides([(date(2026, 3, 1), date(2026, 3, 1), 2, 9), (day, day, 5, 8)], begun=day)
    ((2, 9), (5, 8))
    """
    before, after = (0, 0), (0, 0)
    for opens, closes, yes, answers in points:
        if yes is None or not answers or (since is not None and opens < since <= begun):
            continue
        if closes < begun:
            before = (before[0] + yes, before[1] + answers)
        elif opens >= begun and (ended is None or closes <= ended):
            after = (after[0] + yes, after[1] + answers)
    return before, after


def hint(*, before: tuple[int, int], after: tuple[int, int], direction: Direction, size: int) -> Verdict:
    """What data beside a prediction suggest: never a verdict by itself. Counts are (yes, answers), `size` in points of 100.

    Uses the difference alone where both sides have answers; how sure that is, stands beside it in words.

    >>> hint(before=(10, 30), after=(24, 30), direction=Direction.UP, size=20)
    <Verdict.AS_PREDICTED: 'as-predicted'>
    """
    if not before[1] or not after[1]:
        return Verdict.CANNOT_TELL
    moved = 100 * (after[0] / after[1] - before[0] / before[1])
    moved = moved if direction is Direction.UP else -moved
    if moved >= size:
        return Verdict.AS_PREDICTED
    return Verdict.PARTLY if moved >= size / 2 else Verdict.NOT
