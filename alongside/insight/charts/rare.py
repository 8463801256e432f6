"""Charts for what happens seldom: the time (T) or the number of contacts (G) from one event to the next. Knows no event."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.luck import g_false_alarm, t_false_alarm, together
from alongside.insight.charts.names import Direction, kinds_of, read_direction
from alongside.insight.charts.readings import Rebase, locked, read_counts, read_numbers, read_rebases, stretches
from alongside.insight.charts.rules import LIMIT
from alongside.insight.charts.segments import steps, stretch_means
from alongside.insight.errors import OutOfScale

TO_EVEN = 3.6


@dataclass(frozen=True)
class RareChart:
    """Per gap between events, shape (n,): its length, the centre and the limits in the same unit, and whether it lies outside.

    `has_limits` is false in a stretch too short to have any (all lines then stand at the centre). `outside`: -1, 0, 1.
    """

    family: str
    gaps: Floats
    stretch: Counts
    centre: Floats
    lower: Floats
    upper: Floats
    has_limits: Flags
    outside: np.ndarray
    kind: np.ndarray
    direction: Direction
    false_alarm: float
    is_false_alarm_exact: bool
    rebases: tuple[Rebase, ...]


def t_chart(
    gaps: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    rebases: Iterable[Rebase | tuple[int, str]] = (),
) -> RareChart:
    """Has the time between these rare events become longer or shorter than luck explains?

    `gaps`: shape (n,), times from each event to the next in one unit, 0 or more, in order. `direction`: "increase" where longer
    gaps are better (the default: fewer harms). `rebases`: (gap, reason) pairs; a stretch of one gap has no limits.
    Raises WrongShape, Nothing, NotFinite, NotInOrder, OutOfScale, and BadInput without a reason.
    Method: XmR limits of gap^(1/3.6), taken back to the unit, below by 0. Source: Nelson, J. Quality Technology 1994, 26(3): 239.

    >>> chart = t_chart([20, 31, 9, 14, 40, 22, 400])
    >>> chart.outside.tolist(), chart.upper.round(1)[0].item()
    ([0, 0, 0, 0, 0, 0, 1], 357.4)
    """
    times, _ = read_numbers(gaps, None, "gaps")
    if (times < 0).any():
        raise OutOfScale("A gap between two events is 0 or longer. Check the order of the events.")
    reasons = read_rebases(rebases, times.size)
    at, long = stretches(times.size, reasons)
    here = np.arange(at.size).repeat(long)
    there = np.ones(times.shape, dtype=np.bool_)
    even = times ** (1 / TO_EVEN)
    mean, _ = stretch_means(even, there, at, here)
    change, both = steps(even, there, at)
    typical, number = stretch_means(np.abs(change), both, at, here)
    known, centre, reach = (number > 0)[here], mean[here], (LIMIT * typical)[here]
    return _chart(
        "t_chart",
        times,
        here,
        lines=(centre**TO_EVEN, np.maximum(centre - reach, 0.0) ** TO_EVEN, (centre + reach) ** TO_EVEN),
        known=known,
        outside=known * ((even > centre + reach).astype(np.int8) - (even < centre - reach).astype(np.int8)),
        direction=direction,
        false_alarm=together([t_false_alarm(size) for size in long.tolist()]),
        reasons=reasons,
    )


def g_chart(
    gaps: ArrayLike,
    *,
    direction: Direction | str = Direction.INCREASE,
    rebases: Iterable[Rebase | tuple[int, str]] = (),
) -> RareChart:
    """Have more contacts than luck explains gone well between these rare events?

    `gaps`: shape (n,), whole numbers of contacts without the event from one to the next, in order; other options and errors as
    `t_chart`. There is no lower limit but 0. The geometric law has a long tail, so this chart calls out on luck often; it says so.
    Method: G chart, mean + 3 sqrt(mean (mean + 1)). Source: Benneyan, Health Care Management Science 2001, 4: 305-318.

    >>> chart = g_chart([10, 3, 0, 7, 12, 4, 90])
    >>> chart.outside.tolist(), chart.upper.round(1)[0].item()
    ([0, 0, 0, 0, 0, 0, 1], 73.5)
    """
    counts = read_counts(gaps, "gaps")
    reasons = read_rebases(rebases, counts.size)
    at, long = stretches(counts.size, reasons)
    here = np.arange(at.size).repeat(long)
    total = np.add.reduceat(counts, at)
    centre = (total / long)[here]
    upper = centre + 3 * np.sqrt(centre * (centre + 1))
    return _chart(
        "g_chart",
        counts.astype(np.float64),
        here,
        lines=(centre, np.zeros(centre.shape), upper),
        known=np.ones(centre.shape, dtype=np.bool_),
        outside=(counts > upper).astype(np.int8),
        direction=direction,
        false_alarm=together(
            [g_false_alarm(size, whole) for size, whole in zip(long.tolist(), total.tolist(), strict=True)]
        ),
        reasons=reasons,
    )


def _chart(
    family: str,
    gaps: Floats,
    stretch: Counts,
    *,
    lines: tuple[Floats, Floats, Floats],
    known: Flags,
    outside: np.ndarray,
    direction: Direction | str,
    false_alarm: float,
    reasons: tuple[Rebase, ...],
) -> RareChart:
    way = read_direction(direction)
    centre, lower, upper = lines
    signal = outside.astype(np.int8)
    return RareChart(
        family=family,
        gaps=locked(gaps),
        stretch=locked(stretch),
        centre=locked(centre),
        lower=locked(lower),
        upper=locked(upper),
        has_limits=locked(known),
        outside=locked(signal),
        kind=locked(kinds_of(signal, way)),
        direction=way,
        false_alarm=false_alarm,
        is_false_alarm_exact=family == "g_chart",
        rebases=reasons,
    )
