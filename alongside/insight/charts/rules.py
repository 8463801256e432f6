"""The limits and the four rules of an XmR chart, for many stretches at once. Knows no target and no better way.

Limits and rules as NHSRplotthedots 0.2.2 (MIT licence) draws them for Making Data Count; own code.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.names import Special
from alongside.insight.charts.segments import run_lengths, spread_back, steps, stretch_means
from alongside.insight.errors import Nothing

LIMIT = 2.66
NEAR_LIMIT = 2 * (LIMIT / 3)
OUTLYING_RANGE = 3.267
RUN = 7

# All 81 patterns of the four rules (each -1, 0, 1): the first that fits, and whether any points up, or down.
PATTERNS = np.array(list(product((-1, 0, 1), repeat=4)))
SPECIAL_OF = np.array(
    [
        next((2 * at + (1 if way > 0 else 2) for at, way in enumerate(row) if way), Special.COMMON)
        for row in PATTERNS.tolist()
    ],
    dtype=np.int8,
)
ANY_UP = np.asarray((PATTERNS > 0).any(axis=1))
ANY_DOWN = np.asarray((PATTERNS < 0).any(axis=1))


@dataclass(frozen=True)
class Limits:
    """Per point: the mean and limits of its stretch. Where `known` is false there are no limits, and all stand at the mean."""

    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats
    known: Flags


@dataclass(frozen=True)
class Signals:
    """Per point: side of the mean (-1, 0, 1), the four rules (each -1, 0, 1 for its direction) the first that
    fits, and whether any of them points up, or down."""

    side: np.ndarray
    close: Flags
    outside: np.ndarray
    trend: np.ndarray
    two_in_three: np.ndarray
    shift: np.ndarray
    special: np.ndarray
    any_up: Flags
    any_down: Flags


def limits(values: Floats, starts: Counts, stretch: Counts, baseline: Flags, screen: Flags) -> Limits:
    """Mean and limits per point, from the points of the `baseline`. `stretch` says to which stretch each point belongs;
    `screen` (per stretch) leaves outlying moving ranges out, once.
    """
    mean, points = stretch_means(values, baseline, starts, stretch)
    if not points.all():
        raise Nothing(
            "A stretch of the chart has no point to reckon its mean from. Start the baseline where there are points."
        )
    change, known = steps(values, baseline, starts)
    ranges = np.abs(change)
    typical, number = stretch_means(ranges, known, starts, stretch)
    if screen.any():
        usual = known & ((ranges < (OUTLYING_RANGE * typical)[stretch]) | ~screen[stretch])
        typical, number = stretch_means(ranges, usual, starts, stretch)
    far, near = LIMIT * typical, NEAR_LIMIT * typical
    lines = np.stack([mean, mean - far, mean + far, mean - near, mean + near])[:, stretch]
    return Limits(lines[0], lines[1], lines[2], lines[3], lines[4], known=(number > 0)[stretch])


def signals(values: Floats, present: Flags, starts: Counts, lines: Limits) -> Signals:
    """What each rule says of each point. A missing point breaks every run; without limits the two rules on limits are silent."""
    side = np.sign(values - lines.mean).astype(np.int8) * present
    judged = present & lines.known
    beyond = judged & ((values > lines.upper) | (values < lines.lower))
    close = judged & ~beyond & ((values < lines.near_lower) | (values > lines.near_upper))
    outside = side * beyond
    trend = _trend(values, present, starts)
    two_in_three = _two_in_three(close, side, starts)
    shift = side * spread_back(run_lengths(side, starts) >= RUN, RUN - 1)
    pattern = 27 * outside + 9 * trend + 3 * two_in_three + shift + 40
    return Signals(
        side, close, outside, trend, two_in_three, shift, SPECIAL_OF[pattern], ANY_UP[pattern], ANY_DOWN[pattern]
    )


def _trend(values: Floats, present: Flags, starts: Counts) -> np.ndarray:
    """Six rises or six falls in a row mark all seven points. A point with a marked neighbour to the right takes the step to it."""
    change, _ = steps(values, present, starts)
    step = np.sign(change).astype(np.int8)
    part = spread_back(run_lengths(step, starts) >= RUN - 1, RUN - 1)
    goes_on = np.zeros_like(part)
    goes_on[:-1] = part[1:]
    goes_on[starts[1:] - 1] = False
    next_step = np.zeros_like(step)
    next_step[:-1] = step[1:]
    # A level step between two trends counts as down there, so it does here.
    up = np.where(goes_on, next_step, step) == 1
    return np.asarray(part * (2 * up.astype(np.int8) - np.int8(1)))


def _two_in_three(close: Flags, side: np.ndarray, starts: Counts) -> np.ndarray:
    """Three points in a row on one side, at least two of them near the limit: those near it are marked."""
    near = close.astype(np.int8)
    marked = np.zeros_like(close)
    if close.size >= 3:
        same = (side[:-2] == side[1:-1]) & (side[1:-1] == side[2:]) & (side[:-2] != 0)
        hit = same & (near[:-2] + near[1:-1] + near[2:] >= 2)
        for back in (1, 2):
            begins_late = starts[1:] - back
            hit[begins_late[(begins_late >= 0) & (begins_late < hit.size)]] = False
        for offset in range(3):
            marked[offset : offset + hit.size] |= hit
    return np.asarray(side * (marked & close))
