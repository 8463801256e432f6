"""How often a chart calls out when nothing but luck moves its points, at this very length. Judges no chart.

Exact where counting allows (P and G charts here, runs in `runs_law`), else simulated with a fixed seed and kept.
"""

from functools import lru_cache
from math import comb, floor, prod

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, xlog1py, xlogy

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts import luck_table
from alongside.insight.charts.readings import read_counts
from alongside.insight.charts.rules import LIMIT, limits, signals
from alongside.insight.errors import Nothing, OutOfScale

ALL_RULES = ("outside", "trend", "two_in_three", "shift")
POINTS_AT_ONCE = 60_000
TABLED_CHARTS = 20_000
WIDEST = 1 << 16
SPREAD_OF_RANGE = 1.128
EVERY_LENGTH = 100  # up to here the table has each length, beyond it a few
TABLE = np.array([[luck_table.XMR[screen, locked] for locked in (False, True)] for screen in (False, True)])


def xmr_false_alarm(
    points: int,
    *,
    screen: bool = True,
    fix_after: int | None = None,
    rules: tuple[str, ...] = ALL_RULES,
    seed: int = 0,
) -> float:
    """How likely an XmR chart of this many points marks at least one of them when nothing but luck moves them.

    Points: independent and normal. With all four rules and limits from all points or from the first 12, from the committed
    table (20,000 charts each; right to about 0.006, above 100 points between the lengths simulated); else simulated here
    (about 60,000 points; right to about 0.02) and kept. Result: 0 to 1.
    Raises OutOfScale for lengths below 1 or unknown rules. Source: simulation of the rules in `rules`.

    >>> 0.15 < xmr_false_alarm(24) < 0.21
    True
    """
    if points < 1 or (fix_after is not None and fix_after < 1):
        raise OutOfScale("A chart needs at least one point.")
    if not rules or set(rules) - set(ALL_RULES):
        raise OutOfScale(f"The rules are {', '.join(ALL_RULES)}. Name one or more of them.")
    locked = None if fix_after is None or fix_after >= points else fix_after
    if rules == ALL_RULES and locked in (None, 12):
        return float(from_table(np.array([points]), np.array([screen]), np.array([locked is not None]))[0])
    return simulated_xmr(points, screen, locked or points, rules, max(1000, POINTS_AT_ONCE // points), seed)


def from_table(points: Counts, screen: Flags, locked: Flags) -> Floats:
    """The table for many stretches at once: their lengths, whether ranges are screened, whether the first 12 set the limits."""
    short = points <= EVERY_LENGTH
    chance = TABLE[screen.astype(np.int64), locked.astype(np.int64), np.minimum(points, EVERY_LENGTH) - 1]
    for at in np.flatnonzero(~short):
        chance[at] = np.interp(points[at], luck_table.LENGTHS, luck_table.XMR[bool(screen[at]), bool(locked[at])])
    return np.asarray(chance)


@lru_cache(maxsize=512)
def simulated_xmr(
    points: int,
    screen: bool,
    baseline: int,
    rules: tuple[str, ...] = ALL_RULES,
    charts: int = TABLED_CHARTS,
    seed: int = 0,
) -> float:
    """The share of XmR charts of independent normal points that mark one; with the defaults, what the committed table holds."""
    numbers, at_once = np.random.default_rng([seed, points]), max(1, POINTS_AT_ONCE // points)
    marked = 0.0
    for done in range(0, charts, at_once):
        rows = min(at_once, charts - done)
        marked += rows * share_with_signal(numbers.standard_normal((rows, points)), screen, baseline, rules)
    return round(marked) / charts


def share_with_signal(values: Floats, screen: bool, baseline: int, rules: tuple[str, ...] = ALL_RULES) -> float:
    """The share of charts (rows of `values`) on which at least one point breaks one of the rules."""
    charts, points = values.shape
    starts = np.arange(charts) * points
    flat = values.ravel()
    there = np.ones(flat.shape, dtype=np.bool_)
    counted = np.broadcast_to(np.arange(points) < baseline, values.shape).ravel()
    lines = limits(flat, starts, np.arange(charts).repeat(points), counted, np.full(charts, screen))
    seen = signals(flat, there, starts, lines)
    marked = np.zeros(flat.shape, dtype=np.bool_)
    for rule in rules:
        marked |= getattr(seen, rule) != 0
    return float(marked.reshape(values.shape).any(axis=1).mean())


def t_false_alarm(points: int) -> float:
    """How likely a T chart of this many gaps has one outside its limits when events come at one steady rate.

    The rate itself does not matter. From the committed table (20,000 charts each). Result: 0 to 1.
    Raises OutOfScale below 1. Source: simulation of exponential gaps.

    >>> t_false_alarm(1)
    0.0
    """
    if points < 1:
        raise OutOfScale("A chart needs at least one point.")
    return float(np.interp(points, luck_table.LENGTHS, luck_table.T))


def g_false_alarm(points: int, total: int) -> float:
    """How likely a G chart of this many gaps, together `total` long, has one above its limit when luck alone sets them. Exact.

    Given their sum, all ways to share it out over the gaps are equally likely, whatever the rate of events.
    Result: 0 to 1. Raises OutOfScale for less than one gap or a sum below 0. Source: geometric gaps given their sum (stars and
    bars, inclusion and exclusion, in whole numbers).

    >>> g_false_alarm(1, 30)
    0.0
    """
    if points < 1 or total < 0:
        raise OutOfScale("Give at least one gap, and a sum of 0 or more.")
    mean = total / points
    most = floor(mean + 3 * (mean * (mean + 1)) ** 0.5)
    quiet = 0
    for over in range(total // (most + 1) + 1):
        left = total - over * (most + 1)
        quiet += (-1) ** over * comb(points, over) * comb(left + points - 1, points - 1)
    everything = comb(total + points - 1, points - 1)
    return (everything - quiet) / everything


def p_false_alarm(denominators: ArrayLike, successes: int) -> float:
    """How likely a P chart with these denominators has a point outside its limits when every answer is as likely "yes". Exact.

    `denominators`: shape (n,), whole, 0 allowed (no point there); `successes`: how many "yes" in all. Given that sum the limits
    stand still and the unknown share drops out. With hundreds of thousands of answers they are scaled down first, which moves
    the result by less than 0.001. Result: 0 to 1. Raises OutOfScale for sums that cannot be, Nothing without answers.
    Source: binomial counts given their sum, added up by convolution.

    >>> round(p_false_alarm([12] * 24, 200), 3)
    0.037
    """
    asked = read_counts(denominators, "denominators")
    asked = asked[asked > 0]
    everyone = int(asked.sum())
    if not everyone:
        raise Nothing("There are no answers to chart.")
    if not 0 <= successes <= everyone:
        raise OutOfScale(f"Of {everyone} answers, 0 to {everyone} can be yes, not {successes}.")
    return _p_law(tuple(np.sort(asked).tolist()), successes)


@lru_cache(maxsize=512)
def _p_law(asked: tuple[int, ...], successes: int) -> float:
    counts, share = np.array(asked), successes / sum(asked)
    wide = float((6 * np.sqrt(counts * share * (1 - share)) + 1).sum())
    if wide > WIDEST:  # only the relative sizes matter by then; smaller numbers in the same proportion say the same
        counts = np.maximum(1, np.round(counts * (WIDEST / wide) ** 2)).astype(np.int64)
        successes = round(share * int(counts.sum()))
    everyone = int(counts.sum())
    centre = successes / everyone
    lower, upper = inside_counts(counts, centre)
    length = int((upper - lower).sum()) + 1
    size = 1 << (length - 1).bit_length()
    product = np.ones(size // 2 + 1, dtype=np.complex128)
    for number, repeats in zip(*np.unique(counts, return_counts=True), strict=True):
        at = int(np.flatnonzero(counts == number)[0])
        weights = _binomial(np.arange(lower[at], upper[at] + 1), int(number), centre)
        product *= np.fft.rfft(weights, size) ** repeats
    place = successes - int(lower.sum())
    quiet = np.fft.irfft(product, size)[place] / _binomial(np.array([successes]), everyone, centre)[0]
    return float(np.clip(1 - quiet, 0.0, 1.0))


def inside_counts(counts: Counts, centre: float) -> tuple[Counts, Counts]:
    """The fewest and the most "yes" of each denominator that still lie within a P chart's limits."""
    reach = 3 * np.sqrt(centre * (1 - centre) / counts)
    low = np.clip(np.ceil(counts * (centre - reach)), 0, counts).astype(np.int64)
    high = np.clip(np.floor(counts * (centre + reach)), 0, counts).astype(np.int64)
    # The chart compares shares, not counts: where rounding parts the two, the chart is right.
    low += (low / counts < centre - reach).astype(np.int64)
    low -= ((low > 0) & ((low - 1) / counts >= centre - reach)).astype(np.int64)
    high -= (high / counts > centre + reach).astype(np.int64)
    high += ((high < counts) & ((high + 1) / counts <= centre + reach)).astype(np.int64)
    return low, high


def _binomial(yes: Counts, number: int, share: float) -> Floats:
    ways = gammaln(number + 1) - gammaln(yes + 1) - gammaln(number - yes + 1)
    return np.asarray(np.exp(ways + xlogy(yes, share) + xlog1py(number - yes, -share)), dtype=np.float64)


def p_prime_false_alarm(denominators: ArrayLike, share: float, seed: int = 0) -> float:
    """How likely a P' chart with these denominators has a point outside its limits when every answer is "yes" with this share.

    Simulated (about 60,000 points, right to about 0.02) and kept. Result: 0 to 1.
    Raises OutOfScale for a share outside 0 to 1, Nothing without answers. Source: simulation of Laney's limits.

    >>> p_prime_false_alarm([40], 0.5)
    0.0
    """
    return _simulated_p_prime(_denominators(denominators, share), share, seed)


@lru_cache(maxsize=512)
def _simulated_p_prime(asked: tuple[int, ...], share: float, seed: int) -> float:
    counts = np.array(asked)
    yes = _answers(counts, share, seed)
    centre = yes.sum(axis=1, keepdims=True) / counts.sum()
    error = np.sqrt(centre * (1 - centre) / counts)
    z = np.divide(yes / counts - centre, error, out=np.zeros(yes.shape), where=error > 0)
    wider = np.abs(np.diff(z, axis=1)).sum(axis=1, keepdims=True) / max(counts.size - 1, 1) / SPREAD_OF_RANGE
    return float(((np.abs(z) > 3 * wider) & (counts.size > 1)).any(axis=1).mean())


def board_false_alarm(
    denominators: ArrayLike, share: float, screen: bool = True, fix_after: int | None = None, seed: int = 0
) -> float:
    """How likely the XmR chart of such shares, with all four rules, marks a point when every answer is "yes" with this share.

    Simulated (about 60,000 points, right to about 0.02) and kept. Result: 0 to 1.
    Raises OutOfScale for a share outside 0 to 1, Nothing without answers. Source: simulation of the rules in `rules`.

    >>> 0.1 < board_false_alarm([12] * 24, 0.8) < 0.4
    True
    """
    return _simulated_board(_denominators(denominators, share), share, screen, fix_after, seed)


@lru_cache(maxsize=512)
def _simulated_board(asked: tuple[int, ...], share: float, screen: bool, fix_after: int | None, seed: int) -> float:
    counts = np.array(asked)
    return share_with_signal(_answers(counts, share, seed) / counts, screen, fix_after or counts.size)


def _denominators(denominators: ArrayLike, share: float) -> tuple[int, ...]:
    asked = read_counts(denominators, "denominators")
    if not 0 <= share <= 1:
        raise OutOfScale("Give the share of yes as a number from 0 to 1.")
    if not asked.any():
        raise Nothing("There are no answers to chart.")
    return tuple(asked[asked > 0].tolist())


def _answers(counts: Counts, share: float, seed: int) -> Counts:
    charts = max(1000, POINTS_AT_ONCE // counts.size)
    return np.random.default_rng(seed).binomial(counts, share, (charts, counts.size))


def simulated_t(points: int, charts: int = TABLED_CHARTS, seed: int = 0) -> float:
    """The share of T charts of steady events that mark a gap; with the defaults, what the committed table holds."""
    numbers, at_once = np.random.default_rng([seed, points]), max(1, POINTS_AT_ONCE // points)
    marked = 0
    for done in range(0, charts, at_once):
        gaps = numbers.standard_exponential((min(at_once, charts - done), points)) ** (1 / 3.6)
        reach = LIMIT * np.abs(np.diff(gaps, axis=1)).sum(axis=1, keepdims=True) / max(points - 1, 1)
        off = np.abs(gaps - gaps.mean(axis=1, keepdims=True))
        marked += int(((off > reach) & (points > 1)).any(axis=1).sum())
    return marked / charts


def together(chances: list[float]) -> float:
    """How likely at least one of several stretches calls out, each by itself."""
    return 1 - prod(1 - chance for chance in chances)
