"""Charts of shares ("how many of those asked said yes"): P, P' and the XmR a board is used to. Knows no practice and no people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.luck import (
    SPREAD_OF_RANGE,
    board_false_alarm,
    p_false_alarm,
    p_prime_false_alarm,
    together,
)
from alongside.insight.charts.names import Direction, kinds_of, read_direction
from alongside.insight.charts.readings import Rebase, locked, read_counts, read_rebases, stretches
from alongside.insight.charts.segments import steps, stretch_means
from alongside.insight.charts.xmr import XmrChart, xmr
from alongside.insight.errors import Nothing, OutOfScale


@dataclass(frozen=True)
class ProportionChart:
    """Per point, shape (n,): what was counted, its share (0 where nobody was asked: not `present`), the centre and the limits.

    `lower`, `upper`: as reckoned, may leave 0 to 1; `drawn_lower`, `drawn_upper`: clipped to 0 to 1. `has_limits` is false in a
    stretch too short to have any. `widening`: by how much P' moves the limits out (below 1: in). `outside`: -1, 0, 1.
    """

    family: str
    successes: Counts
    denominators: Counts
    share: Floats
    present: Flags
    stretch: Counts
    centre: Floats
    lower: Floats
    upper: Floats
    drawn_lower: Floats
    drawn_upper: Floats
    has_limits: Flags
    widening: Floats
    outside: np.ndarray
    kind: np.ndarray
    direction: Direction
    false_alarm: float
    is_false_alarm_exact: bool
    rebases: tuple[Rebase, ...]


@dataclass(frozen=True)
class BoardView:
    """The XmR chart of the shares, its limits clipped to 0 to 1 for drawing; its false alarms are those of so few answers."""

    chart: XmrChart
    drawn_lower: Floats
    drawn_upper: Floats


def p_chart(
    successes: ArrayLike,
    denominators: ArrayLike,
    *,
    direction: Direction | str = Direction.NEUTRAL,
    rebases: Iterable[Rebase | tuple[int, str]] = (),
) -> ProportionChart:
    """Is any of these shares further from the others than so few answers explain?

    `successes`, `denominators`: shape (n,), whole numbers, in order of time; nobody asked (0 of 0) is a missing point.
    `rebases`: (point, reason) pairs. Raises WrongShape, Nothing, NotFinite, NotInOrder, OutOfScale, and BadInput without a reason.
    Method: P chart, centre ± 3 sqrt(centre (1 - centre) / n). Source: Shewhart 1931; Montgomery, Statistical Quality Control.

    >>> chart = p_chart([9, 10, 8, 2, 9], [12, 12, 12, 12, 12])
    >>> chart.outside.tolist(), chart.lower.round(3)[0].item(), chart.drawn_upper[0].item()
    ([0, 0, 0, -1, 0], 0.216, 1.0)
    """
    return _chart("p_chart", successes, denominators, direction, rebases)


def p_prime_chart(
    successes: ArrayLike,
    denominators: ArrayLike,
    *,
    direction: Direction | str = Direction.NEUTRAL,
    rebases: Iterable[Rebase | tuple[int, str]] = (),
) -> ProportionChart:
    """As `p_chart`, where many answers make plain P limits too tight: the limits also follow how much the shares really move.

    Shapes and errors as `p_chart`; a stretch with fewer than two points has no limits.
    Method: P' chart, P limits times mean |step of z| / 1.128. Source: Laney, Quality Engineering 2002, 14(4): 531-537.

    >>> chart = p_prime_chart([9, 10, 8, 9], [12, 12, 12, 12])
    >>> chart.widening.round(3)[0].item()
    0.788
    """
    return _chart("p_prime_chart", successes, denominators, direction, rebases)


def board_view(
    successes: ArrayLike,
    denominators: ArrayLike,
    *,
    direction: Direction | str = Direction.NEUTRAL,
    target: float | None = None,
    fix_after: int | None = None,
    screen: bool = True,
    rebases: Iterable[Rebase | tuple[int, str]] = (),
) -> BoardView:
    """The same shares as a board paper would draw them (XmR), and how often that chart calls out on luck with so few answers.

    Shapes as `p_chart`, options and errors as `xmr`. Source: as `xmr`; false alarms simulated with these denominators.

    >>> view = board_view([9, 10, 8, 9], [12, 12, 12, 12])
    >>> view.chart.upper.round(3)[0].item(), view.drawn_upper[0].item()
    (1.046, 1.0)
    """
    yes, asked, there, share = _read(successes, denominators)
    chart = xmr(
        share, direction=direction, target=target, fix_after=fix_after, screen=screen, rebases=rebases, present=there
    )
    alarms = []
    for number in range(int(chart.stretch[-1]) + 1):
        here = (chart.stretch == number) & there
        alarms.append(board_false_alarm(asked[here], float(yes[here].sum() / asked[here].sum()), screen, fix_after))
    return BoardView(
        chart=replace(chart, false_alarm=together(alarms)),
        drawn_lower=locked(np.clip(chart.lower, 0.0, 1.0)),
        drawn_upper=locked(np.clip(chart.upper, 0.0, 1.0)),
    )


def _read(successes: ArrayLike, denominators: ArrayLike) -> tuple[Counts, Counts, Flags, Floats]:
    yes = read_counts(successes, "successes")
    asked = read_counts(denominators, "denominators", yes.size)
    if (yes > asked).any():
        raise OutOfScale("More people said yes than were asked. Check the two lines of numbers.")
    there = asked > 0
    if not there.any():
        raise Nothing("Nobody was asked at any point. There is nothing to chart.")
    return yes, asked, there, yes / np.maximum(asked, 1)


def _chart(
    family: str,
    successes: ArrayLike,
    denominators: ArrayLike,
    direction: Direction | str,
    rebases: Iterable[Rebase | tuple[int, str]],
) -> ProportionChart:
    way = read_direction(direction)
    yes, asked, there, share = _read(successes, denominators)
    reasons = read_rebases(rebases, yes.size)
    at, long = stretches(yes.size, reasons)
    here = np.arange(at.size).repeat(long)
    everyone = np.add.reduceat(asked, at)
    if not everyone.all():
        raise Nothing("In one stretch of the chart nobody was asked. Start the baseline where there are answers.")
    all_yes = np.add.reduceat(yes, at)
    middle = all_yes / everyone
    centre = middle[here]
    error = np.sqrt(centre * (1 - centre) / np.maximum(asked, 1))
    known = np.ones(yes.shape, dtype=np.bool_)
    widening = np.ones(yes.shape)
    if family == "p_prime_chart":
        z = np.divide(share - centre, error, out=np.zeros(yes.shape), where=there & (error > 0))
        change, both = steps(z, there, at)
        typical, number = stretch_means(np.abs(change), both, at, here)
        known = (number > 0)[here]
        widening = np.where(known, typical[here] / SPREAD_OF_RANGE, 1.0)
    reach = np.where(known, 3 * error * widening, 0.0)
    lower, upper = centre - reach, centre + reach
    outside = np.where(known & there, (share > upper).astype(np.int8) - (share < lower).astype(np.int8), 0).astype(
        np.int8
    )
    alarms = []
    for number_of, count in enumerate(all_yes.tolist()):
        answers = asked[here == number_of]
        if family == "p_chart":
            alarms.append(p_false_alarm(answers, count))
        else:
            alarms.append(p_prime_false_alarm(answers, float(middle[number_of])))
    return ProportionChart(
        family=family,
        successes=locked(yes),
        denominators=locked(asked),
        share=locked(share),
        present=locked(there),
        stretch=locked(here),
        centre=locked(centre),
        lower=locked(lower),
        upper=locked(upper),
        drawn_lower=locked(np.clip(lower, 0.0, 1.0)),
        drawn_upper=locked(np.clip(upper, 0.0, 1.0)),
        has_limits=locked(known),
        widening=locked(widening),
        outside=locked(outside),
        kind=locked(kinds_of(outside, way)),
        direction=way,
        false_alarm=together(alarms),
        is_false_alarm_exact=family == "p_chart",
        rebases=reasons,
    )
