"""What tomorrow's answers may be, from the days so far. For checking the engine against plain carry-over, not for people."""

from dataclasses import dataclass

import numpy as np

from alongside.insight.arrays import Floats
from alongside.insight.days.chances import chances
from alongside.insight.days.check import Diary
from alongside.insight.days.moments import following
from alongside.insight.days.population import Population, unknown_population
from alongside.insight.verdicts import CantTell

FEWEST_PAIRS = 8


@dataclass(frozen=True)
class Tomorrow:
    """`expected` (items,): on the scale of the answers; `plain` (items,): what carrying over from itself alone expects."""

    expected: Floats
    plain: Floats


def tomorrow(diary: Diary, population: Population | None = None) -> Tomorrow | CantTell:
    """What the next day's answers may be, each set of links weighed by its probability.

    Items that do not move stay where they are; an item without an answer on the last day counts as its mean. Method: mean
    of `chances`, applied once; `plain`: first-order autoregression by least squares, item by item.

    >>> tomorrow(Diary(("pain",), np.arange(3), np.array([[3.0], [4.0], [3.0]]), (0.0, 10.0)))
    CantTell(key='too_few_days', more=6, unit='days')
    """
    days = following(diary.values[None], take_out_drift=False)
    pairs = int(days.pairs[0])
    if pairs < FEWEST_PAIRS:
        return CantTell("too_few_days", FEWEST_PAIRS - pairs)
    known = population if population is not None else unknown_population(days.items)
    links = chances(days, known)
    last = diary.values[-1]
    away = np.where(np.isfinite(last), last - days.mean_before[0], 0.0) / days.spread[0]
    own, cross = (np.einsum("nii->ni", one)[0] for one in (days.before, days.across))
    carry = np.where(own > 0, cross / np.where(own > 0, own, 1.0), 0.0)
    moves = days.moves[0]
    expected, plain = (
        np.clip(np.where(moves, days.mean_after[0] + days.spread[0] * step, _where_it_is(diary)), *diary.scale)
        for step in (links.mean[0] @ (away * moves), carry * away)
    )
    return Tomorrow(expected, plain)


def _where_it_is(diary: Diary) -> Floats:
    """(items,) the last answer of each item, or the middle of the scale where there is none."""
    there = np.isfinite(diary.values)
    last = np.where(there.any(axis=0), len(there) - 1 - np.argmax(there[::-1], axis=0), 0)
    answers = diary.values[last, np.arange(diary.values.shape[1])]
    return np.asarray(np.where(np.isfinite(answers), answers, sum(diary.scale) / 2.0))
