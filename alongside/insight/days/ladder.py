"""What a person is shown of how their days hang together, and how sure it is; until then, "can't tell yet".

The rungs: under 14 days nothing but plain counts; from 14 same-day links as "maybe"; from 30 as "likely"; from 60 next-day
links as "maybe"; from 90 as "likely". No words here, only keys for them, and none of them means that one thing makes another.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, stdtr

from alongside.insight.arrays import Flags, Floats
from alongside.insight.days.chances import Chances, chances
from alongside.insight.days.check import Diary, as_numbers
from alongside.insight.days.doubts import Doubts, doubts_about
from alongside.insight.days.gaps import following_with_gaps_filled, has_gaps_to_fill
from alongside.insight.days.moments import Following, following
from alongside.insight.days.next_day import NextDay, next_day
from alongside.insight.days.population import Population, unknown_population
from alongside.insight.days.same_day import SameDay, same_day
from alongside.insight.errors import OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell, Interval

FIRST_LINKS, SAME_DAY, NEXT_DAY_MAYBE, NEXT_DAY_LIKELY = 14, 30, 60, 90
MAYBE, LIKELY = 0.80, 0.95
LONGEST_WAIT = 365
Sure = Literal["maybe", "likely"]
Way = Literal["up", "down"]
Together = Literal["agree", "differ", "cant_tell"]


@dataclass(frozen=True)
class Seen:
    """Something the days show. `way`: up (more of the one, more of the other) or down; `strength`: standardised, 95 %
    between the ends of `interval`; `chance`: probability of this direction; `key`: which sentence may be said."""

    sure: Sure
    way: Way
    strength: float
    interval: Interval
    chance: float
    key: str


@dataclass(frozen=True)
class Link:
    """What can be said of two items. Same-day links have no direction: `by` and `to` are only their names.

    `believed`: what the person drew (-1, 0, 1), None when they drew nothing; `beside`: whether the days agree with it.
    """

    when: Literal["same_day", "next_day"]
    by: str
    to: str
    answer: Seen | CantTell
    believed: int | None
    beside: Together | None


@dataclass(frozen=True)
class Picture:
    """Everything that can honestly be shown today. `days`: days with an answer; `pairs`: pairs of following whole days."""

    days: int
    pairs: int
    links: tuple[Link, ...]
    doubts: Doubts
    drift_taken_out: bool

    def seen(self) -> tuple[Link, ...]:
        """Only what the days show, surest first."""
        shown = [link for link in self.links if isinstance(link.answer, Seen)]
        return tuple(sorted(shown, key=lambda link: -link.answer.chance if isinstance(link.answer, Seen) else 0.0))


def picture(
    diary: Diary,
    population: Population | None = None,
    beliefs: ArrayLike | None = None,
    *,
    careful: bool = True,
) -> Picture:
    """How one person's pain, mood and days hang together, as far as anybody can tell today.

    `diary`: see `read`; `population`: see `learn`, None where nobody else's days are known; `beliefs` (items, items): what
    the person drew, [i, j] from item j to item i: -1, 0, 1, or NaN for nothing drawn. `careful`: weigh every set of links
    (nightly) instead of the quick formula (on a check-in). Raises WrongShape, OutOfScale. Method: see `chances`, `next_day`,
    `same_day`; which rung is reached decides what may be shown.

    >>> from alongside.insight.days import read
    >>> diary = read([[4, 5], [5, 4], [3, 6]])
    >>> picture(diary).links[0].answer
    CantTell(key='too_few_days', more=11, unit='days')
    """
    items = len(diary.names)
    known = population if population is not None else unknown_population(items)
    drawn = _beliefs(beliefs, items)
    values = diary.values[None]
    days = following(values)
    quick = next_day(days, known, None)
    doubts = doubts_about(diary, quick)
    if careful and has_gaps_to_fill(diary.values):
        days = following_with_gaps_filled(values, quick)
        quick = next_day(days, known, None)
    told = np.nan_to_num(drawn)[None] if drawn is not None else None
    if careful:
        toward = _careful(chances(days, known, told))
    else:
        toward = _quick(next_day(days, known, told) if told is not None and known.belief else quick, days)
    together = same_day(days, quick, known)
    links = [
        *_same_day_links(diary, together, days, doubts, drawn),
        *_next_day_links(diary, toward, days, doubts, drawn),
    ]
    return Picture(diary.days_said, int(days.pairs[0]), tuple(links), doubts, bool(days.drifts[0]))


def _beliefs(beliefs: ArrayLike | None, items: int) -> Floats | None:
    if beliefs is None:
        return None
    drawn = as_numbers(beliefs)
    if drawn.shape != (items, items):
        raise WrongShape(f"Beliefs are a table of {items} by {items}: from each item to each.")
    if not np.isin(drawn[np.isfinite(drawn)], (-1.0, 0.0, 1.0)).all() or np.isinf(drawn).any():
        raise OutOfScale("A belief is -1 (less), 0 (no link) or 1 (more); leave it empty where nothing was drawn.")
    return drawn


@dataclass(frozen=True)
class _Toward:
    """One person's next-day links, from whichever engine: each (items, items)."""

    up: Floats
    down: Floats
    mean: Floats
    low: Floats
    high: Floats
    spread: Floats
    told: Flags


def _careful(found: Chances) -> _Toward:
    return _Toward(
        found.up[0], found.down[0], found.mean[0], found.low[0], found.high[0], found.spread[0], found.told[0]
    )


def _quick(found: NextDay, days: Following) -> _Toward:
    freedom = float(days.free[0]) + 2.0
    narrow = found.spread[0] * np.sqrt(max(freedom - 2.0, 0.5) / freedom)
    up = stdtr(freedom, found.mean[0] / narrow)
    return _Toward(up, 1.0 - up, found.mean[0], found.low[0], found.high[0], found.spread[0], found.told[0])


def _same_day_links(diary: Diary, found: SameDay, days: Following, doubts: Doubts, drawn: Floats | None) -> list[Link]:
    said, told_days = int(days.pairs[0]) + 1, diary.days_said
    z = np.arctanh(np.clip(np.stack([found.mean[0], found.low[0], found.high[0]]), -0.9999, 0.9999))
    wide = np.maximum((z[2] - z[1]) / 3.92, 1e-9)
    chance = ndtr(np.abs(z[0]) / wide)
    mean, low, high, spread, sure, told = (
        one.tolist() for one in (found.mean[0], found.low[0], found.high[0], wide, chance, found.told[0])
    )
    still = doubts.still.tolist()
    links = []
    for one, name in enumerate(diary.names):
        for other in range(one + 1, len(diary.names)):
            answer: Seen | CantTell
            if still[one] or still[other]:
                answer = CantTell("does_not_move")
            elif told_days < FIRST_LINKS:
                answer = CantTell("too_few_days", FIRST_LINKS - told_days)
            elif said < FIRST_LINKS or not told[one][other]:
                answer = CantTell("too_few_whole_days", max(FIRST_LINKS - said, 1))
            else:
                ends = mean[one][other], low[one][other], high[one][other]
                answer = _verdict("same_day", *ends, sure[one][other], said, spread[one][other], SAME_DAY)
            believed = _drawn(drawn, one, other)
            believed = _drawn(drawn, other, one) if believed is None else believed
            links.append(_link("same_day", name, diary.names[other], answer, believed))
    return links


def _next_day_links(diary: Diary, found: _Toward, days: Following, doubts: Doubts, drawn: Floats | None) -> list[Link]:
    said = int(days.pairs[0]) + 1
    way = np.where(found.up >= found.down, 1.0, -1.0)
    strength = np.copysign(np.maximum(np.abs(found.mean), 1e-9), way)
    mean, low, high, chance, spread, told = (
        one.tolist()
        for one in (strength, found.low, found.high, np.maximum(found.up, found.down), found.spread, found.told)
    )
    reasons = _reasons(doubts)
    links = []
    for to, name in enumerate(diary.names):
        for by, other in enumerate(diary.names):
            if to == by:
                continue
            answer: Seen | CantTell
            reason = reasons[to] or reasons[by]
            if reason:
                answer = CantTell(reason)
            elif said < NEXT_DAY_MAYBE or not told[to][by]:
                answer = CantTell("too_few_days", max(NEXT_DAY_MAYBE - said, 1))
            else:
                ends = mean[to][by], low[to][by], high[to][by]
                answer = _verdict("next_day", *ends, chance[to][by], said, spread[to][by], NEXT_DAY_LIKELY)
            links.append(_link("next_day", other, name, answer, _drawn(drawn, to, by)))
    return links


def _reasons(doubts: Doubts) -> list[str]:
    """For each item, why nothing can be said of what follows it and what it follows, or nothing."""
    whole = "whole_days_carried_forward" if doubts.whole_days else ""
    return [
        "does_not_move" if still else "carried_forward" if copied else "wanders" if wanders else whole
        for still, copied, wanders in zip(
            doubts.still.tolist(), doubts.copied.tolist(), doubts.wanders.tolist(), strict=True
        )
    ]


def _verdict(
    when: str, mean: float, low: float, high: float, chance: float, said: int, spread: float, rung: int
) -> Seen | CantTell:
    """What may be said at this rung of the ladder."""
    if chance < MAYBE:
        return CantTell("not_sure_yet", _more(said, mean, spread))
    sure: Sure = "likely" if chance >= LIKELY and said >= rung else "maybe"
    way: Way = "up" if mean > 0 else "down"
    return Seen(sure, way, mean, Interval(min(low, mean), max(high, mean)), chance, f"{when}.{sure}.{way}")


def _more(said: int, mean: float, spread: float) -> int | None:
    """About how many more days would do, if the link is as it looks now; None when it would be more than a year."""
    needed = said * (0.85 * spread / max(abs(mean), 1e-9)) ** 2
    more = max(needed - said, 5.0)
    return math.ceil(more / 5.0) * 5 if more <= LONGEST_WAIT else None


def _drawn(drawn: Floats | None, to: int, by: int) -> int | None:
    return int(drawn[to, by]) if drawn is not None and np.isfinite(drawn[to, by]) else None


def _link(
    when: Literal["same_day", "next_day"], by: str, to: str, answer: Seen | CantTell, believed: int | None
) -> Link:
    beside: Together | None = None
    if believed is not None:
        beside = "cant_tell"
        if isinstance(answer, Seen):
            beside = "agree" if believed == (1 if answer.way == "up" else -1) else "differ"
    return Link(when, by, to, answer, believed, beside)
