"""From checked numbers to all an XmR chart says, for one chart or many. Checks nothing, words nothing."""

import numpy as np

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.luck import from_table, xmr_false_alarm
from alongside.insight.charts.names import KIND_OF, Assurance
from alongside.insight.charts.readings import locked
from alongside.insight.charts.rules import limits, signals

SHORTEST_BASELINE = 12
TRIAL_BELOW = 13
SIGN_OF_SPECIAL = np.array([0, 1, -1, 1, -1, 1, -1, 1, -1], dtype=np.int8)


def draw(
    numbers: Floats,
    there: Flags,
    starts: Counts,
    sizes: Counts,
    at: Counts,
    long: Counts,
    of_chart: Counts,
    ways: Counts,
    locks: Counts,
    screens: Flags,
    aims: Floats,
    aimed: Flags,
) -> dict[str, np.ndarray]:
    """All parts of `XmrCharts` but the reasons. `starts`, `sizes` per chart; `at`, `long`, `of_chart` per stretch."""
    lock, screen = locks[of_chart], screens[of_chart]
    here = np.arange(at.size).repeat(long)
    baseline = there
    if lock.any():
        place = np.arange(numbers.size) - at[here]
        baseline = there & (place < np.where(lock == 0, numbers.size, lock)[here])
    lines = limits(numbers, at, here, baseline, screen)
    seen = signals(numbers, there, at, lines)
    way = ways.repeat(sizes)
    kind = KIND_OF[way + 1, SIGN_OF_SPECIAL[seen.special] + 1]
    up, down = way > 0, way < 0
    last_present = np.maximum.reduceat(np.where(there, np.arange(there.size), 0), starts)
    last = starts + sizes - 1
    parts = {
        "starts": starts,
        "lengths": sizes,
        "values": numbers,
        "present": there,
        "stretch": here - here[starts].repeat(sizes),
        "mean": lines.mean,
        "lower": lines.lower,
        "upper": lines.upper,
        "near_lower": lines.near_lower,
        "near_upper": lines.near_upper,
        "has_limits": lines.known,
        "side": seen.side,
        "close": seen.close,
        "outside": seen.outside,
        "trend": seen.trend,
        "two_in_three": seen.two_in_three,
        "shift": seen.shift,
        "special": seen.special,
        "kind": kind,
        "improvement": (seen.any_up & up) | (seen.any_down & down),
        "concern": (seen.any_up & down) | (seen.any_down & up),
        "is_trial": (long < TRIAL_BELOW)[here],
        "variation": kind[last_present],
        "assurance": _assurance(aims, aimed, ways, lines.lower[last], lines.upper[last], lines.known[last]),
        "false_alarm": _false_alarms(there, at, lock, screen, of_chart, ways.size),
        "direction": ways,
    }
    return {name: locked(part) for name, part in parts.items()}


def _assurance(aims: Floats, aimed: Flags, ways: Counts, lower: Floats, upper: Floats, known: Flags) -> np.ndarray:
    """From the limits of the last point. Without limits the national tool says hit or miss; so does this."""
    out_of_reach = (known & (aims > upper)).astype(np.int8) - (known & (aims < lower)).astype(np.int8)
    judged = np.where(out_of_reach == ways, Assurance.FAIL, Assurance.PASS)
    says = np.where(out_of_reach == 0, Assurance.HIT_OR_MISS, judged)
    return np.where(aimed & (ways != 0), says, Assurance.NONE).astype(np.int8)


def _false_alarms(there: Flags, at: Counts, lock: Counts, screens: Flags, of_chart: Counts, charts: int) -> Floats:
    """Each chart's chance that luck marks a point; its stretches are independent of each other."""
    points = np.add.reduceat(there.astype(np.int64), at)
    is_locked = (lock > 0) & (lock < points)
    chance = from_table(points, screens, is_locked)
    for one in np.flatnonzero(is_locked & (lock != SHORTEST_BASELINE)):
        chance[one] = xmr_false_alarm(int(points[one]), screen=bool(screens[one]), fix_after=int(lock[one]))
    quiet = np.ones(charts)
    np.multiply.at(quiet, of_chart, 1 - chance)
    return 1 - quiet
