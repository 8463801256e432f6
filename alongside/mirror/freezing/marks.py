"""The mark of one practice from one viewpoint: its state, its share and how unsure that is, out of what is printed alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isfinite
from typing import Any

import orjson

from alongside.insight.answers import share_worth
from alongside.insight.disclosure import Policy, why_not_experience, why_not_staff
from alongside.mirror.counting.cells import Cell, Split
from alongside.mirror.freezing.printed import ALL, NO, PARTLY, REST, YES, Between, Printed, can_have_months, printed
from alongside.mirror.rules import Mark, Outcome, Reason

LEVEL = 0.95
TOO_WIDE = 0.5


@dataclass(frozen=True)
class Judged:
    """A mark and what stands behind it. `share` and `weight` are of printed numbers: `weight` is how many exact answers
    they are worth, because rounding and hiding make unsure as well."""

    state: Mark
    reason: Reason
    printed: Printed | None = None
    share: float = 0.0
    weight: float = 0.0
    low: float = 0.0
    high: float = 1.0

    @property
    def is_shown(self) -> bool:
        return self.state is Mark.SHOWN

    @property
    def is_early(self) -> bool:
        return self.is_shown and self.high - self.low > TOO_WIDE

    @cached_property
    def text(self) -> orjson.Fragment:
        """As it stands in a frozen reading, written down once for all that read alike."""
        return orjson.Fragment(orjson.dumps(self.frozen(), option=orjson.OPT_SORT_KEYS))

    @cached_property
    def logged(self) -> tuple[Outcome, str, int, int]:
        """What became of its table, and why; how many of its cells are shown and hidden."""
        if not self.is_shown or self.printed is None:
            return Outcome.HELD_BACK, self.reason.value, 0, 3
        hidden = self.printed.cells_hidden
        outcome = Outcome.PARTLY if hidden else Outcome.RELEASED
        return outcome, self.reason.value, len(self.printed.counts) - hidden, hidden

    def frozen(self) -> dict[str, Any]:
        """What is printed of it."""
        counts = self.printed.counts if self.printed and self.is_shown else {}
        return {
            "state": self.state.value,
            "reason": self.reason.value,
            "yes": counts.get(YES),
            "rest": counts.get(REST),
            "partly": counts.get(PARTLY),
            "no": counts.get(NO),
            "answers": self.printed.answers if self.printed and self.is_shown else None,
            "share": tidy(self.share) if self.is_shown else None,
            "low": tidy(self.low) if self.is_shown else None,
            "high": tidy(self.high) if self.is_shown else None,
            "early": self.is_early,
        }


TOO_FEW = Judged(Mark.TOO_FEW, Reason.TOO_FEW_ANSWERS)
NOT_ASKED = Judged(Mark.NOT_ASKED, Reason.CANNOT_BE_SEEN)


def of_people(cell: Cell, policy: Policy) -> Judged:
    """The mark of what people or records say: at least so many different people, and so many answers."""
    split = cell.all
    if why_not_experience(min(cell.voices, sum(split)), policy) is not None:
        return TOO_FEW
    return _judged(split, cell.months if can_have_months(cell.months, policy) else (), policy)


def of_staff(cell: Cell, team: int, policy: Policy) -> Judged:
    """The mark of what staff say. Staff can be recognised too: none for a small team, or where few of it answered."""
    why = why_not_staff(cell.voices, max(team, cell.voices), policy)
    if why is not None or team < policy.team:
        small = team < policy.team
        return Judged(Mark.TOO_FEW, Reason.TEAM_TOO_SMALL) if small else TOO_FEW
    return _judged(cell.all, cell.months if can_have_months(cell.months, policy) else (), policy)


@lru_cache(maxsize=20_000)
def _judged(split: Split, months: tuple[Split, ...], policy: Policy) -> Judged:
    """The same counts make the same mark for everybody, so it is made once."""
    found = printed(split, months, policy)
    if found.yes is None or found.rest is None:
        if found.counts[ALL] is None:
            return Judged(Mark.TOO_FEW, Reason.TOO_FEW_ANSWERS, found)
        return Judged(Mark.HELD_BACK, Reason.COULD_BE_WORKED_OUT, found)
    reason = Reason.NONE
    if found.counts[YES] is None:
        reason = Reason.FEW_SAID_YES
    elif found.counts[REST] is None:
        reason = Reason.FEW_SAID_OTHERWISE
    return Judged(Mark.SHOWN, reason, found, *_unsure(found.yes, found.rest))


@lru_cache(maxsize=20_000)
def _unsure(yes: Between, rest: Between) -> tuple[float, float, float, float]:
    """Share, weight, and the ends of the interval: the same for all that is printed alike, so it is reckoned once."""
    share, weight = worth(yes, rest)
    found = share_worth([share], [weight], level=LEVEL)
    return share, weight, float(found.low[0]), float(found.high[0])


def worth(yes: Between, rest: Between) -> tuple[float, float]:
    """The share of yes, and how many exact answers it is worth.

    A count that could be any number between two ends adds its own variance to that of chance; the weight is the number of
    exact answers that would leave one as unsure as both together.
    """
    size = yes.middle + rest.middle
    share = yes.middle / size
    # Half an answer on each side, so that "all said yes" is not taken for certain.
    usual = (yes.middle + 0.5) / (size + 1.0)
    chance = usual * (1.0 - usual) / size
    blur = ((1.0 - usual) ** 2 * yes.variance + usual**2 * rest.variance) / size**2
    return share, size * chance / (chance + blur)


def tidy(number: float) -> float:
    """To three places: more would pretend, and could differ between machines. Raises ValueError for what is no number."""
    found = round(float(number), 3) + 0.0
    if not isfinite(found):
        raise ValueError("Nothing that is not a number stands in a reading.")
    return found


def frozen_series(mark: Judged, days: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """What is printed along time: each month where all can be printed, else the period as one. `days`: the period, then its months."""
    if not mark.is_shown or mark.printed is None:
        return []
    if mark.printed.months:
        return [
            {"from": first, "to": last, "yes": yes, "answers": every}
            for (first, last), (yes, every) in zip(days[1:], mark.printed.months, strict=True)
        ]
    first, last = days[0]
    return [{"from": first, "to": last, "yes": mark.printed.counts[YES], "answers": mark.printed.answers}]
