"""What is true of choosing: how many priorities there may be, when a round is open, what a feelings map holds. Plain values."""

from datetime import date
from enum import StrEnum

MOST_OPEN = 3
TOP = 5
# Below this many of one side nothing of theirs is shown; the engine says so as well.
FEWEST = 5
LONGEST_ROUND_DAYS = 60
NOBODY, LATER = -1, -2


class PriorityState(StrEnum):
    """Where a priority stands. It closes only with a word to those who spoke."""

    OPEN = "open"
    CLOSED = "closed"


class Payment(StrEnum):
    """How somebody on the panel is thanked. It has nothing to do with telling a story."""

    MONEY = "money"
    VOUCHER = "voucher"
    COSTS = "costs-only"
    NOTHING = "nothing"


class Four(StrEnum):
    """What a panel agrees on before it begins: the five headings of a standard for involvement (4Pi)."""

    PRINCIPLES = "principles"
    PURPOSE = "purpose"
    PRESENCE = "presence"
    PROCESS = "process"
    IMPACT = "impact"


def is_open(*, opens_on: date, closes_on: date, is_closed: bool, today: date) -> bool:
    """Whether somebody can choose today."""
    return not is_closed and opens_on <= today <= closes_on
