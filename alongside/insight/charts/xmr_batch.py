"""Many XmR charts in one call, of whatever lengths: arrays in, arrays out. One chart alone is `xmr`. No ranking of charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.readings import Rebase, read_counts, read_numbers, read_rebases, stretches
from alongside.insight.charts.xmr_core import SHORTEST_BASELINE, draw
from alongside.insight.errors import NotFinite, OutOfScale, WrongShape


@dataclass(frozen=True)
class XmrCharts:
    """Charts laid end to end: chart k holds points `starts[k]` to `starts[k] + lengths[k]`. No number here is ever NaN.

    Per point (shape (points,)): `values` (0 where not `present`), `stretch` (counted from 0 in each chart), `mean`, `lower`,
    `upper`, `near_lower`, `near_upper` (all at the mean where `has_limits` is false), `side` of the mean (-1, 0, 1), `close` to a
    limit, the four rules `outside`, `trend`, `two_in_three`, `shift` (each -1, 0, 1 for its direction), `special` (codes of
    `names.Special`: the first rule that fits), `kind` (codes of `names.Kind`), `improvement` and `concern` (any rule at all; both
    can be true), `is_trial` (limits from a stretch of fewer than 13 points).
    Per chart (shape (charts,)): `variation` (`names.Kind` of the last point present), `assurance` (`names.Assurance`),
    `false_alarm` (chance that luck alone marks a point on it), `direction` (-1, 0, 1: which way is better).
    """

    starts: Counts
    lengths: Counts
    values: Floats
    present: Flags
    stretch: Counts
    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats
    has_limits: Flags
    side: np.ndarray
    close: Flags
    outside: np.ndarray
    trend: np.ndarray
    two_in_three: np.ndarray
    shift: np.ndarray
    special: np.ndarray
    kind: np.ndarray
    improvement: Flags
    concern: Flags
    is_trial: Flags
    variation: np.ndarray
    assurance: np.ndarray
    false_alarm: Floats
    direction: np.ndarray
    rebases: tuple[tuple[Rebase, ...], ...]

    def __len__(self) -> int:
        return self.lengths.size


def xmr_many(
    values: ArrayLike,
    lengths: ArrayLike,
    *,
    direction: ArrayLike = 0,
    target: ArrayLike | None = None,
    has_target: ArrayLike | None = None,
    fix_after: ArrayLike = 0,
    screen: ArrayLike = True,
    rebases: Sequence[Iterable[Rebase | tuple[int, str]]] | None = None,
    present: ArrayLike | None = None,
) -> XmrCharts:
    """Is anything in each of these lines of numbers more than luck?

    `values`: shape (points,), all lines end to end, each in order of time; `lengths`: shape (charts,), how long each is.
    Shape (charts,) or one for all: `direction` (1 more is better, -1 less is better, 0 neither); `target` with `has_target` where
    only some have one; `fix_after` (limits from the first so many points, at least 12; 0 = all points); `screen` (leave outlying
    moving ranges out once). `rebases`: per chart the (point, reason) pairs where its baseline moves, counted from 0 in that chart.
    `present`: shape (points,), false where a point is missing.
    Raises WrongShape, Nothing, NotFinite, NotInOrder, OutOfScale, and BadInput for a baseline moved without a reason.
    Method: XmR chart with the limits and rules of Making Data Count. Source: NHSRplotthedots 0.2.2.

    >>> charts = xmr_many([1, 2, 1, 2, 1, 5, 6, 5, 6, 5, 6, 5], [5, 7], direction=[1, -1])
    >>> charts.mean[[0, 5]].round(2).tolist()
    [1.4, 5.43]
    """
    numbers, there = read_numbers(values, present)
    sizes = read_counts(lengths, "lengths")
    if (sizes < 1).any() or int(sizes.sum()) != numbers.size:
        raise WrongShape(f"The lengths must be 1 or more and add up to the {numbers.size} points given.")
    charts = sizes.size
    ways = _per_chart(direction, charts, "directions", np.int64)
    locks = _per_chart(fix_after, charts, "values of `fix_after`", np.int64)
    screens = _per_chart(screen, charts, "values of `screen`", np.bool_)
    if (np.abs(ways) > 1).any():
        raise OutOfScale("A direction is 1 (more is better), -1 (less is better) or 0.")
    if ((locks != 0) & (locks < SHORTEST_BASELINE)).any():
        raise OutOfScale(f"Limits need at least {SHORTEST_BASELINE} points to stand on. Give 0 to use all points.")
    aims, aimed = _targets(target, has_target, charts)
    starts = np.cumsum(sizes) - sizes
    reasons, at, long, of_chart = _stretches(sizes, starts, rebases)
    parts = draw(numbers, there, starts, sizes, at, long, of_chart, ways, locks, screens, aims, aimed)
    return XmrCharts(**parts, rebases=reasons)


def _per_chart(given: ArrayLike, charts: int, what: str, kind: type) -> np.ndarray:
    """One for each chart, whole where whole is asked."""
    try:
        read = np.array(given)
    except ValueError:  # lines of unequal length
        read = np.empty(0)
    fits = read.ndim <= 1 and read.size in (1, charts) and read.dtype.kind in "biuf" and bool(np.isfinite(read).all())
    fits = fits and bool((read == read.astype(kind)).all())
    if not fits:
        raise WrongShape(f"Give the {what} as one for all charts, or one for each of the {charts}.")
    return np.broadcast_to(read.astype(kind).ravel(), (charts,)).copy()


def _targets(target: ArrayLike | None, has_target: ArrayLike | None, charts: int) -> tuple[Floats, Flags]:
    if target is None:
        return np.zeros(charts), np.zeros(charts, dtype=np.bool_)
    aimed = _per_chart(True if has_target is None else has_target, charts, "values of `has_target`", np.bool_)
    try:
        aims = np.array(target, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise WrongShape("Give targets as numbers.") from wrong
    if aims.ndim > 1 or aims.size not in (1, charts):
        raise WrongShape(f"Give one target for all charts, or one for each of the {charts}.")
    aims = np.broadcast_to(aims.ravel(), (charts,)).copy()
    if not np.isfinite(aims[aimed]).all():
        raise NotFinite("A target is missing or infinite. Leave it out where there is none.")
    return np.where(aimed, aims, 0.0), aimed


def _stretches(
    sizes: Counts, starts: Counts, rebases: Sequence[Iterable[Rebase | tuple[int, str]]] | None
) -> tuple[tuple[tuple[Rebase, ...], ...], Counts, Counts, Counts]:
    """The moves as read; and for each stretch where it starts, how long it is and whose it is."""
    if rebases is None:
        return ((),) * sizes.size, starts, sizes, np.arange(sizes.size)
    if len(rebases) != sizes.size:
        raise WrongShape(
            f"Give the moves of the baseline for each of the {sizes.size} charts; an empty list where there is none."
        )
    reasons, at, long, owners = [], [], [], []
    for chart, (moves, size, start) in enumerate(zip(rebases, sizes.tolist(), starts.tolist(), strict=True)):
        reasons.append(read_rebases(moves, size))
        begins, runs = stretches(size, reasons[-1])
        at.append(begins + start)
        long.append(runs)
        owners.append(np.full(begins.size, chart))
    return tuple(reasons), np.concatenate(at), np.concatenate(long), np.concatenate(owners)
