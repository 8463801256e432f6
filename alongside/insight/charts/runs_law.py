"""The exact law of the longest run and the number of crossings of a line that only luck moves. Draws and judges nothing.

Counted, not simulated: sequences of two signs are pairs of compositions, so whole numbers give every chance exactly.
"""

from functools import cache, lru_cache
from math import comb, log2

import numpy as np

from alongside.insight.arrays import Floats
from alongside.insight.errors import OutOfScale, TooMany

FEWEST, MOST = 10, 100
LARGEST_LAW = 200


def anhoj_limits(useful: int) -> tuple[int, int]:
    """What longest run and how many crossings luck still explains on a run chart of this many points.

    Points on the line are left out of `useful`. A run *longer* than the first number, or *fewer* crossings than the second, is
    a signal: round(log2 n) + 3 and the 5 % quantile of Binomial(n - 1, 1/2). Rounding before or after adding 3 is the same, as
    log2 of a whole number never ends in one half. Made for 10 to 100 points.
    Raises OutOfScale below 1, TooMany above 200. Source: Anhøj & Olesen, PLoS ONE 2014, 9(11): e113825.

    >>> anhoj_limits(24)
    (8, 8)
    """
    _check(useful)
    return round(log2(useful) + 3), _fewest_crossings(useful)


def runs_law(useful: int, above: int | None = None) -> Floats:
    """How likely each number of crossings together with each longest run is, when only luck moves the points.

    `useful` points off the line; `above` of them above it. Left out: a line fixed beforehand, each side as likely as the other.
    Given: a line through the points' own median, every order of the points as likely as the other.
    Result: shape (useful, useful); row = crossings 0 … n-1, column = longest run 1 … n; sums to 1.
    Raises OutOfScale for counts that cannot be, TooMany above 200. Source: the joint law of Wentzel-Larsen & Anhøj, PLoS ONE
    2019, 14(10): e0223233, here by counting compositions.

    >>> runs_law(3)[1].tolist()
    [0.0, 0.5, 0.0]
    """
    _check(useful, above)
    up_to = np.zeros((useful, useful + 1))
    total = 2**useful if above is None else comb(useful, above)
    for longest in range(1, useful + 1):
        counts = _sequences(useful, above, longest)
        up_to[:, longest] = [count / total for count in counts]
    return np.clip(np.diff(up_to, axis=1), 0.0, 1.0)


@cache
def runs_false_alarm(useful: int, above: int | None = None) -> float:
    """How likely luck alone breaks one of the two Anhøj rules on a chart of this many points off the line. Exact.

    `above`: how many lie above the line, for a line through their own median; left out for a line fixed beforehand.
    Raises as `runs_law`. Source: as there.

    >>> round(runs_false_alarm(24, 12), 3)
    0.031
    """
    _check(useful, above)
    longest, crossings = anhoj_limits(useful)
    total = 2**useful if above is None else comb(useful, above)
    quiet = sum(_sequences(useful, above, min(longest, useful))[crossings:])
    return (total - quiet) / total


def _check(useful: int, above: int | None = None) -> None:
    if useful < 1:
        raise OutOfScale("A run chart needs at least one point off its line.")
    if useful > LARGEST_LAW:
        raise TooMany(f"The rules for runs are made for {FEWEST} to {MOST} points. Show fewer points, or group them.")
    if above is not None and not 0 <= above <= useful:
        raise OutOfScale(f"Of {useful} points, 0 to {useful} can lie above the line, not {above}.")


@cache
def _fewest_crossings(useful: int) -> int:
    """The smallest c with P(crossings <= c) >= 0.05, in whole numbers."""
    below, crossings = 1, 0
    while below * 20 < 2 ** (useful - 1):
        crossings += 1
        below += comb(useful - 1, crossings)
    return crossings


@lru_cache(maxsize=8192)
def _parts(total: int, parts: int, largest: int) -> int:
    """In how many ways `total` is a sum of this many whole numbers from 1 to `largest`, in order."""
    if parts == 0:
        return int(total == 0)
    rest = (total - 1 - left * largest for left in range(parts + 1))
    return sum(
        (-1) ** left * comb(parts, left) * comb(room, parts - 1) for left, room in enumerate(rest) if room >= parts - 1
    )


def _sequences(useful: int, above: int | None, longest: int) -> list[int]:
    """For 0 … n-1 crossings: how many sequences of signs have them, with no run longer than this."""
    if above is None:
        return [2 * _parts(useful, runs, longest) for runs in range(1, useful + 1)]
    below = useful - above
    counts = []
    for runs in range(1, useful + 1):
        many, few = (runs + 1) // 2, runs // 2
        counts.append(
            _parts(above, many, longest) * _parts(below, few, longest)
            + _parts(above, few, longest) * _parts(below, many, longest)
        )
    return counts
