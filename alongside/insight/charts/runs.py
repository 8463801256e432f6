"""The median run chart: has something shifted, judged by runs and crossings only? Good for few and uneven answers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.luck import together
from alongside.insight.charts.readings import Rebase, locked, read_number, read_numbers, read_rebases, stretches
from alongside.insight.charts.runs_law import FEWEST, MOST, anhoj_limits, runs_false_alarm
from alongside.insight.errors import Nothing
from alongside.insight.verdicts import CantTell

TOO_FEW_POINTS, TOO_MANY_POINTS = "runs_too_few_points", "runs_too_many_points"


@dataclass(frozen=True)
class RunChart:
    """Per point, shape (n,): `values` (0 where not `present`), `stretch`, `line`, and `side` of the line (-1, 0, 1; 0: not counted).

    Per stretch, shape (stretches,): `useful` (points off the line), `longest_run`, `crossings`, what luck still explains
    (`longest_allowed`, `fewest_allowed`), `is_run_too_long`, `are_crossings_too_few` (both false where the rules do not reach),
    and `verdicts` as keys: "runs_signal", "runs_no_signal", "runs_too_few_points" (fewer than 10), "runs_too_many_points" (over 100).
    `family` is "anhoj": its limits follow the number of points, unlike the fixed six and five of other run charts.
    """

    family: str
    values: Floats
    present: Flags
    stretch: Counts
    line: Floats
    side: np.ndarray
    useful: Counts
    longest_run: Counts
    crossings: Counts
    longest_allowed: Counts
    fewest_allowed: Counts
    is_run_too_long: Flags
    are_crossings_too_few: Flags
    verdicts: tuple[str, ...]
    false_alarm: float
    is_false_alarm_exact: bool
    rebases: tuple[Rebase, ...]

    @property
    def cant_tell(self) -> CantTell | None:
        """Why the newest stretch cannot be judged, if it cannot."""
        if self.verdicts[-1] == TOO_FEW_POINTS:
            return CantTell(TOO_FEW_POINTS, more=FEWEST - int(self.useful[-1]), unit="points")
        if self.verdicts[-1] == TOO_MANY_POINTS:
            return CantTell(TOO_MANY_POINTS, unit="points")
        return None


def run_chart(
    values: ArrayLike,
    *,
    line: float | None = None,
    rebases: Iterable[Rebase | tuple[int, str]] = (),
    present: ArrayLike | None = None,
) -> RunChart:
    """Do these points stay on one side of their middle longer, or cross it less often, than luck explains?

    `values`: shape (n,), in order of time; `present`: false where a point is missing. Points on the line and missing ones are
    passed over: they neither count nor break a run. `line`: a middle fixed beforehand; left out: the median of each stretch.
    `rebases`: (point, reason) pairs. Made for 10 to 100 points off the line in each stretch; else the verdict says so and the chart
    never calls out. Raises WrongShape, Nothing, NotFinite, NotInOrder, OutOfScale, and BadInput without a reason.
    Method: Anhøj rules (`anhoj_limits`); false alarms exact (`runs_law`). Source: as there.

    >>> chart = run_chart([4, 5, 4, 5, 4, 5, 4, 5, 9, 8, 9, 8, 9, 8, 9, 8])
    >>> chart.verdicts, chart.crossings.tolist(), chart.longest_run.tolist()
    (('runs_signal',), [1], [8])
    """
    numbers, there = read_numbers(values, present)
    fixed = None if line is None else read_number(line, "line")
    reasons = read_rebases(rebases, numbers.size)
    at, long = stretches(numbers.size, reasons)
    here = np.arange(at.size).repeat(long)
    lines, found = [], []
    for number in range(at.size):
        inside = there & (here == number)
        if not inside.any():
            raise Nothing("A stretch of the chart has no point. Start the baseline where there are points.")
        lines.append(float(np.median(numbers[inside])) if fixed is None else fixed)
        found.append(_judge(np.sign(numbers[inside] - lines[-1]), fixed is None))
    middle = np.array(lines)[here]
    useful, longest, crossings, most, fewest = np.array([row[:5] for row in found], dtype=np.int64).T.copy()
    judged = (useful >= FEWEST) & (useful <= MOST)
    too_long, too_few = judged & (longest > most), judged & (crossings < fewest)
    return RunChart(
        family="anhoj",
        values=locked(numbers),
        present=locked(there),
        stretch=locked(here),
        line=locked(middle),
        side=locked(np.where(there, np.sign(numbers - middle), 0).astype(np.int8)),
        useful=locked(useful),
        longest_run=locked(longest),
        crossings=locked(crossings),
        longest_allowed=locked(most),
        fewest_allowed=locked(fewest),
        is_run_too_long=locked(too_long),
        are_crossings_too_few=locked(too_few),
        verdicts=tuple(
            TOO_FEW_POINTS
            if n < FEWEST
            else TOO_MANY_POINTS
            if n > MOST
            else "runs_signal"
            if seen
            else "runs_no_signal"
            for n, seen in zip(useful.tolist(), (too_long | too_few).tolist(), strict=True)
        ),
        false_alarm=together([row[5] for row in found]),
        is_false_alarm_exact=True,
        rebases=reasons,
    )


def _judge(side: Floats, is_own_median: bool) -> tuple[int, int, int, int, int, float]:
    """Useful points, longest run, crossings; what luck explains (0, 0 where the rules do not reach); and the false alarms."""
    off = side[side != 0]
    turns = np.flatnonzero(off[1:] != off[:-1])
    ends = np.concatenate([[-1], turns, [off.size - 1]])
    longest = int(np.diff(ends).max())
    if not FEWEST <= off.size <= MOST:
        return off.size, longest, turns.size, 0, 0, 0.0
    above = int((off > 0).sum()) if is_own_median else None
    return off.size, longest, turns.size, *anhoj_limits(off.size), runs_false_alarm(off.size, above)
