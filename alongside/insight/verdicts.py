"""Answers that are no numbers: that nobody can tell yet, and between what and what something lies."""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["days", "answers", "points", "blocks"]


@dataclass(frozen=True)
class CantTell:
    """Nobody can tell (yet). A result like any other, never an error.

    `key` says why, for the words on the page; `more` is about how many more would help, when that can be said.
    """

    key: str
    more: int | None = None
    unit: Unit = "days"


@dataclass(frozen=True)
class Interval:
    """Where something lies with this probability."""

    low: float
    high: float
    level: float = 0.95

    @property
    def width(self) -> float:
        return self.high - self.low
