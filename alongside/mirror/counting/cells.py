"""What counting gives: the counts of one service in one period. Plain values, not for anybody's eyes before they are frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Split = tuple[int, int, int]
Four = tuple[int, int, int, int]
Eight = tuple[tuple[tuple[int, int], tuple[int, int]], tuple[tuple[int, int], tuple[int, int]]]
NONE: Split = (0, 0, 0)


class Cell(NamedTuple):
    """One practice from one viewpoint: (yes, partly, no) in each month, and how many different people that were."""

    months: tuple[Split, ...] = (NONE, NONE, NONE)
    voices: int = 0

    @property
    def all(self) -> Split:
        yes, partly, no = map(sum, zip(*self.months, strict=True))
        return yes, partly, no


@dataclass(frozen=True)
class Cells:
    """Everything that is counted of one service in one period.

    `of`: by practice and viewpoint; `pairs`: by practice the contacts where staff and person said yes: both, only staff,
    only the person, neither; `threes`: the same as person × staff × record. `groups`: by group and key how many contacts
    there were, and of how many a person answered.
    """

    service: str
    period: int
    of: Mapping[tuple[str, str], Cell] = field(default_factory=dict)
    pairs: Mapping[str, Four] = field(default_factory=dict)
    threes: Mapping[str, Eight] = field(default_factory=dict)
    contacts: int = 0
    answered: int = 0
    linked: int = 0
    people: int = 0
    staff: int = 0
    team: int = 0
    set_aside: int = 0
    through: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


def period_number(year: int, month: int) -> int:
    """The number of a quarter: as the expressions count it."""
    return year * 4 + (month - 1) // 3
