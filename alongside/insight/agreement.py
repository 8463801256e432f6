"""How far people who read the same words mark them alike: first where they differ, then a number. It says nobody is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Floats
from alongside.insight.errors import NotFinite, Nothing, OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell, Interval

__all__ = ["Agreement", "Difference", "agreement"]

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
SCALES = ("nominal", "ordinal", "interval", "ratio")
FEWEST_DRAWN = 5


@dataclass(frozen=True)
class Difference:
    """A unit that was marked differently. `marks`: (reader, mark) for each who marked it; `size`: its share of all
    disagreement, 0-1."""

    unit: int
    marks: tuple[tuple[int, float], ...]
    size: float


@dataclass(frozen=True)
class Agreement:
    """`differences`, the largest first: show them before the number. `alpha`: 1 is agreement, 0 is what luck would do, below 0 is worse.

    `interval`: of alpha, or why not; `units`: marked by at least two; `marks`: how many marks those units hold.
    """

    differences: tuple[Difference, ...]
    alpha: float
    interval: Interval | CantTell
    units: int
    marks: int


@dataclass(frozen=True)
class _Marked:
    """Units that can be compared. `counts` (units, values): how many gave each value; `values` sorted."""

    counts: Floats
    values: Floats


def agreement(
    marks: ArrayLike,
    scale: Scale = "nominal",
    *,
    documents: Sequence[int] | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> Agreement | CantTell:
    """How far readers agree, and where they do not.

    `marks` (readers, units): numbers, missing where a reader did not mark a unit; codes in words become numbers first.
    `scale`: what a difference between two marks means. `documents` (units,): which document each unit came from; the
    interval draws documents anew, or units if not told. CantTell: "one_reader" when no unit was marked by two,
    "no_variation" when all marks are the same; as interval: "too_few_documents" below five. Raises WrongShape, Nothing,
    NotFinite for infinite marks, OutOfScale for a scale that is not there or a ratio below 0. Method: Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"), percentile bootstrap.

    >>> found = agreement([[1, 2, 3, 3, 2], [1, 2, 3, 3, 1]])
    >>> round(found.alpha, 3), found.differences[0].marks
    (0.727, ((0, 2.0), (1, 1.0)))
    """
    given = _looked_through(marks, scale, level)
    if documents is not None and len(documents) != given.shape[1]:
        raise WrongShape("Say of each unit which document it came from.")
    there = ~np.isnan(given)
    units = np.flatnonzero(there.sum(axis=0) >= 2)
    if not len(units):
        return CantTell("one_reader")
    values, place = np.unique(given[:, units][there[:, units]], return_inverse=True)
    if len(values) < 2:
        return CantTell("no_variation")
    counts = np.zeros((len(units), len(values)))
    np.add.at(counts, (np.nonzero(there[:, units])[1], place), 1.0)
    marked = _Marked(counts, values)
    observed, alpha = _alphas(marked, np.ones((1, len(units))), scale)
    source = np.arange(len(units)) if documents is None else np.asarray(documents)[units]
    return Agreement(
        _differences(given, there, units, observed[0]),
        float(alpha[0]),
        _interval(marked, source, scale, level, draws, seed),
        len(units),
        int(counts.sum()),
    )


def _looked_through(marks: ArrayLike, scale: str, level: float) -> Floats:
    given = np.asarray(marks, dtype=np.float64)
    if given.ndim != 2:
        raise WrongShape("Give a table of marks: a row for each reader, a column for each unit.")
    if not given.size:
        raise Nothing("There is no mark at all: give at least two readers and one unit.")
    if np.isinf(given).any():
        raise NotFinite("A mark is infinite: leave it out as missing.")
    if scale not in SCALES:
        raise OutOfScale(f"A scale is one of {', '.join(SCALES)}.")
    if scale == "ratio" and np.any(given < 0):
        raise OutOfScale("On a ratio scale no mark lies below 0: take the interval scale.")
    if not 0.0 < level < 1.0:
        raise OutOfScale("A level lies between 0 and 1.")
    return given


def _alphas(marked: _Marked, weight: Floats, scale: Scale) -> tuple[Floats, Floats]:
    """For each row of weights (draws, units): disagreement of each unit, and alpha; not a number where nothing varies.

    Differences on ordered scales are squared distances, of middle ranks where the scale is ordinal; so sums of squares do.
    """
    counts, size = marked.counts, marked.counts.sum(axis=1)
    totals = weight @ counts
    n = totals.sum(axis=1)
    if scale == "nominal":
        apart = np.broadcast_to((size**2 - (counts**2).sum(axis=1)) / (size - 1.0), weight.shape)
        by_luck = n**2 - (totals**2).sum(axis=1)
    elif scale == "ratio":
        sums = marked.values[:, None] + marked.values[None]
        far = ((marked.values[:, None] - marked.values[None]) / np.where(sums > 0.0, sums, 1.0)) ** 2
        apart = np.broadcast_to(((counts @ far) * counts).sum(axis=1) / (size - 1.0), weight.shape)
        by_luck = ((totals @ far) * totals).sum(axis=1)
    else:
        ranks = np.cumsum(totals, axis=1) - totals / 2.0
        at = ranks if scale == "ordinal" else np.broadcast_to(marked.values - marked.values.mean(), totals.shape)
        first, second = at @ counts.T, at**2 @ counts.T
        apart = 2.0 * (size * second - first**2) / (size - 1.0)
        by_luck = 2.0 * (n * (totals * at**2).sum(axis=1) - (totals * at).sum(axis=1) ** 2)
    seen = (weight * apart).sum(axis=1)
    varies = (totals > 0.0).sum(axis=1) > 1
    return apart, np.where(varies, 1.0 - (n - 1.0) * seen / np.where(varies, by_luck, 1.0), np.nan)


def _interval(
    marked: _Marked,
    source: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    scale: Scale,
    level: float,
    draws: int,
    seed: int,
) -> Interval | CantTell:
    names, which = np.unique(source, return_inverse=True)
    if len(names) < FEWEST_DRAWN:
        return CantTell("too_few_documents", FEWEST_DRAWN - len(names), "points")
    drawn = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1.0 / len(names)), size=draws)
    alpha = _alphas(marked, drawn[:, which].astype(np.float64), scale)[1]
    # Where a draw holds only one value, nothing can be said of it; too many of those, and nothing of the whole.
    said = alpha[~np.isnan(alpha)]
    if len(said) < 0.9 * draws:
        return CantTell("hardly_any_variation")
    edge = (1.0 - level) / 2.0
    return Interval(float(np.quantile(said, edge)), float(np.quantile(said, 1.0 - edge)), level)


def _differences(
    given: Floats,
    there: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]",
    units: "np.ndarray[tuple[int], np.dtype[np.intp]]",
    apart: Floats,
) -> tuple[Difference, ...]:
    whole = max(float(apart.sum()), np.finfo(np.float64).tiny)
    found = [
        Difference(
            int(unit),
            tuple((int(reader), float(given[reader, unit])) for reader in np.flatnonzero(there[:, unit])),
            float(size) / whole,
        )
        for unit, size in zip(units, apart, strict=True)
        if len(set(given[there[:, unit], unit])) > 1
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.size, 12), one.unit)))
