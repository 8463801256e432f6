"""What speaks against believing next-day links at all: answers that were carried forward, and slow wandering.

Both make days look as if they followed each other. They are looked for before any next-day link is shown.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from alongside.insight.arrays import Flags, Floats
from alongside.insight.days.check import Diary
from alongside.insight.days.next_day import NextDay

FEWEST = 12  # pairs of days away from the ends of the scale, before anything is said of copies
TOO_MANY_THE_SAME = 0.25  # this much more often the same than chance allows
STANDS_OFF = 3.0  # standard errors
WANDERS = 0.85  # an item that carries over more than this has hardly a level to come back to
WHOLE_DAYS = 0.08


@dataclass(frozen=True)
class Doubts:
    """Each (items,). `copied`: looks carried forward from the day before; `wanders`: has no level that it comes back to;
    `still`: does not move, or was hardly answered. `whole_days`: whether whole days look copied."""

    copied: Flags
    wanders: Flags
    still: Flags
    whole_days: bool


def doubts_about(diary: Diary, links: NextDay) -> Doubts:
    """What stands in the way of next-day links in this diary. `links`: what `next_day` found for it.

    Method: how often an answer is exactly the one of the day before, against rounded normal steps of the size its other
    steps have (pairs at the ends of the scale left out: a good week is no copy); and carry-over above .85
    once a straight drift is out.
    """
    values = diary.values
    chance = np.array([copies(values[:, item], diary.scale) for item in range(values.shape[1])])
    still = diary.still
    lasting = np.einsum("ii->i", links.mean[0]) > WANDERS
    return Doubts(chance & ~still, lasting & ~still, still, _whole_days_copied(values, ~still))


def copies(answers: Floats, scale: tuple[float, float]) -> bool:
    """Whether an item is the same as the day before more often than its other steps explain."""
    before, after = answers[:-1], answers[1:]
    whole = np.isfinite(before) & np.isfinite(after)
    at_an_end = ((before == after) & ((before == scale[0]) | (before == scale[1]))) & whole
    steps = np.abs(after - before)[whole & ~at_an_end]
    if len(steps) < FEWEST:
        return False
    moved = steps[steps > 0]
    if len(moved) < 3:
        return True
    unit = float(moved.min())
    same = 1.0 - len(moved) / len(steps)
    expected = _same_by_chance(float(moved.mean()) / unit)
    error = np.sqrt(max(expected * (1.0 - expected), 1e-4) / len(steps))
    return bool(same - expected > max(TOO_MANY_THE_SAME, STANDS_OFF * error))


def _zero(wide: Floats) -> Floats:
    """P(a normal step of this spread is rounded to zero), both ends rounded."""
    edge = 1.0 / wide
    density = np.exp(-0.5 * edge * edge) / np.sqrt(2.0 * np.pi)
    return np.asarray(2.0 * ndtr(edge) - 1.0 - 2.0 * wide * (1.0 / np.sqrt(2.0 * np.pi) - density))


_SPREADS = np.geomspace(0.3, 100.0, 400)
_STEPS = _SPREADS * np.sqrt(2.0 / np.pi) / (1.0 - _zero(_SPREADS))


def _same_by_chance(mean_step: float) -> float:
    """How often rounded normal steps are zero, when those that are not zero have this mean (in units of the rounding)."""
    spread = np.interp([mean_step], _STEPS, _SPREADS)
    return float(_zero(spread)[0])


def _whole_days_copied(values: Floats, moves: Flags) -> bool:
    """Whether far more days are in every item the same as the day before than the items one by one would make it."""
    if moves.sum() < 3:
        return False
    shown = values[:, moves]
    before, after = shown[:-1], shown[1:]
    whole = np.isfinite(before).all(axis=1) & np.isfinite(after).all(axis=1)
    if whole.sum() < FEWEST:
        return False
    same = (before == after)[whole]
    share = float(same.all(axis=1).mean())
    expected = float(np.prod(same.mean(axis=0)))
    at_rest = (before == np.nanmin(shown, axis=0)).all(axis=1)[whole] & same.all(axis=1)
    return bool(share - at_rest.mean() > max(WHOLE_DAYS, 4.0 * expected))
