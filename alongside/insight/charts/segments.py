"""Sums, steps and runs over many stretches laid end to end in one array. Arithmetic only: no rule and no chart."""

import numpy as np

from alongside.insight.arrays import Counts, Flags, Floats


def stretch_means(values: Floats, use: Flags, starts: Counts, stretch: Counts) -> tuple[Floats, Counts]:
    """The mean of the used values of each stretch (0 where there is none), and how many there were.

    In extended precision with one correction, as R takes a mean: a constant line then has exactly its own value as mean,
    and no point of it lies "above" or "below" by a rounding error.
    """
    counts = np.add.reduceat(use, starts, dtype=np.int64)
    divisor = np.maximum(counts, 1)
    wide = np.where(use, values, 0.0).astype(np.longdouble)
    first = np.add.reduceat(wide, starts) / divisor
    rest = (wide - first[stretch]) * use
    return np.asarray(first + np.add.reduceat(rest, starts) / divisor, dtype=np.float64), counts


def steps(values: Floats, present: Flags, starts: Counts) -> tuple[Floats, Flags]:
    """From the point before to this one, within a stretch; and whether both are there."""
    change, known = np.zeros_like(values), present.copy()
    np.subtract(values[1:], values[:-1], out=change[1:])
    known[1:] &= present[:-1]
    known[starts] = False
    change[~known] = 0.0
    return change, known


def run_lengths(sign: np.ndarray, starts: Counts) -> Counts:
    """How many points in a row, up to this one, hold the same sign; 0 where the sign is 0."""
    place = np.arange(1, sign.size + 1)
    new = np.ones(sign.size, dtype=np.bool_)
    np.not_equal(sign[1:], sign[:-1], out=new[1:])
    new[starts] = True
    since = np.maximum.accumulate((place - 1) * new)
    return np.asarray((place - since) * (sign != 0), dtype=np.int64)


def spread_back(ends: Flags, reach: int) -> Flags:
    """Each marked point, and the `reach` points before it."""
    spread, reached = ends.copy(), 0
    while reached < reach:
        back = min(reached + 1, reach - reached)
        spread[:-back] |= spread[back:].copy()
        reached += back
    return spread
