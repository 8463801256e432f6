"""What is true of trying something: stages of a cycle, what a prediction holds, who has to sign, how it may end. Plain values."""

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


class EnablerState(StrEnum):
    """What became of something that was needed."""

    ASKED = "asked"
    MET = "met"
    CANNOT = "cannot"


# A verdict stands once so many of the panel have signed, one of them a person or a carer.
SIGNERS = 2
# These say that something changed: somebody else reads them first.
CLAIMS = frozenset({Outcome.DID, Outcome.PARTLY})
# These end a priority; "still trying" does not.
ENDS = frozenset({Outcome.DID, Outcome.PARTLY, Outcome.COULD_NOT})


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
