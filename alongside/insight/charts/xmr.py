"""One XmR chart, as Making Data Count and a board's own papers draw it. Says what is special, never why."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import takewhile

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.names import (
    ASSURANCE_KEYS,
    KIND_KEYS,
    PLOTTHEDOTS_LABELS,
    SPECIAL_KEYS,
    WAYS,
    Direction,
    Kind,
    read_direction,
    variation_icon,
)
from alongside.insight.charts.readings import Rebase, read_number, read_numbers, read_rebases, stretches
from alongside.insight.charts.xmr_batch import XmrCharts
from alongside.insight.charts.xmr_core import SHORTEST_BASELINE, draw
from alongside.insight.errors import OutOfScale


@dataclass(frozen=True)
class XmrChart:
    """One chart: arrays of shape (n,) as `XmrCharts` describes them, and what they come to, as wording keys."""

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
    variation: str
    variation_icon: str
    assurance: str | None
    false_alarm: float
    direction: Direction
    target: float | None
    rebases: tuple[Rebase, ...]

    @property
    def special_keys(self) -> tuple[str, ...]:
        """The first rule that fits each point, as a key."""
        return tuple(SPECIAL_KEYS[code] for code in self.special.tolist())

    @property
    def kind_keys(self) -> tuple[str, ...]:
        """What that means for each point, as a key."""
        return tuple(KIND_KEYS[code] for code in self.kind.tolist())

    @property
    def plotthedots_labels(self) -> tuple[str, ...]:
        """The same in the labels of the national tool, to lay the two side by side."""
        return tuple(PLOTTHEDOTS_LABELS[code] for code in self.special.tolist())


PER_POINT = tuple(takewhile(lambda name: name != "variation", (one.name for one in fields(XmrChart))))


def xmr(
    values: ArrayLike,
    *,
    direction: Direction | str = Direction.NEUTRAL,
    target: float | None = None,
    fix_after: int | None = None,
    screen: bool = True,
    rebases: Iterable[Rebase | tuple[int, str]] = (),
    present: ArrayLike | None = None,
) -> XmrChart:
    """Is anything in this line of numbers more than luck?

    `values`: shape (n,), in order of time, any unit; `present`: shape (n,), false where a point is missing (it is not drawn, breaks
    every run, and no moving range reaches across it). `direction`: "increase", "decrease" or "neutral": which way is better.
    `target`: in the unit of the values. `fix_after`: limits from the first so many points of each stretch, at least 12.
    `screen`: leave outlying moving ranges out once (the national R tool does, the Excel one does not).
    `rebases`: (point, reason) pairs where the baseline starts anew, counted from 0; never moved by itself, never without a reason.
    One point, or a constant line with `screen`, has no limits: `has_limits` is false and every line stands at the mean.
    Raises WrongShape, Nothing, NotFinite, NotInOrder, OutOfScale, and BadInput for a baseline moved without a reason.
    Method: XmR chart with the limits and rules of Making Data Count. Source: NHSRplotthedots 0.2.2.

    >>> chart = xmr([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], direction="decrease")
    >>> chart.lower.round(2)[0].item(), chart.upper.round(2)[0].item(), chart.kind_keys[4]
    (-0.72, 4.6, 'special_cause_concern')
    """
    way = read_direction(direction)
    if fix_after is not None and not (isinstance(fix_after, int | np.integer) and fix_after >= SHORTEST_BASELINE):
        raise OutOfScale(
            f"Limits need at least {SHORTEST_BASELINE} points to stand on. Leave `fix_after` out to use all points."
        )
    aim = None if target is None else read_number(target, "target")
    numbers, there = read_numbers(values, present)
    reasons = read_rebases(rebases, numbers.size)
    at, long = stretches(numbers.size, reasons)
    parts = draw(
        numbers,
        there,
        starts=np.array([0]),
        sizes=np.array([numbers.size]),
        at=at,
        long=long,
        of_chart=np.zeros(at.size, dtype=np.int64),
        ways=np.array([WAYS.index(way) - 1]),
        locks=np.array([fix_after or 0]),
        screens=np.array([bool(screen)]),
        aims=np.array([aim or 0.0]),
        aimed=np.array([aim is not None]),
    )
    return chart_of(XmrCharts(**parts, rebases=(reasons,)), 0, aim)


def chart_of(many: XmrCharts, number: int, target: float | None = None) -> XmrChart:
    """One chart out of many, counted from 0, as `xmr` gives it. Views, no copies. Raises OutOfScale where there is none.

    >>> from alongside.insight.charts.xmr_batch import xmr_many
    >>> chart_of(xmr_many([1, 2, 1, 5, 6], [3, 2]), 1).values.tolist()
    [5.0, 6.0]
    """
    if not 0 <= number < len(many):
        raise OutOfScale(f"There are charts 0 to {len(many) - 1}, not {number}.")
    start = int(many.starts[number])
    here = slice(start, start + int(many.lengths[number]))
    way, kind = WAYS[int(many.direction[number]) + 1], Kind(int(many.variation[number]))
    return XmrChart(
        **{name: getattr(many, name)[here] for name in PER_POINT},
        variation=KIND_KEYS[kind],
        variation_icon=variation_icon(kind, way),
        assurance=ASSURANCE_KEYS[int(many.assurance[number])],
        false_alarm=float(many.false_alarm[number]),
        direction=way,
        target=target,
        rebases=many.rebases[number],
    )
