"""What is true of talking about one practice together. Plain values; no tables."""

from datetime import date
from enum import StrEnum

LONGEST = 4000


class Turn(StrEnum):
    """Whose turn it is. The order is the point: who lives with it speaks first, and what is written down comes last."""

    START = "start"
    PERSON = "person"
    STAFF = "staff"
    RECORD = "record"
    QUESTIONS = "questions"
    DECISION = "decision"


TURNS = tuple(Turn)


def opened_by(turn: Turn) -> frozenset[Turn]:
    """Whose view may be shown at this turn: theirs, and those that were opened before. Nobody's before it is their turn."""
    return frozenset(TURNS[: TURNS.index(turn) + 1])


def before(turn: Turn) -> Turn | None:
    """The turn before this one."""
    here = TURNS.index(turn)
    return TURNS[here - 1] if here else None


def after(turn: Turn) -> Turn | None:
    """The turn after this one."""
    here = TURNS.index(turn)
    return TURNS[here + 1] if here + 1 < len(TURNS) else None


def is_still_to_come(held_on: date, today: date) -> bool:
    """Whether a day lies ahead: nobody writes down a talk that was not held yet."""
    return held_on > today
