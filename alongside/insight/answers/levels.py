"""Answers in levels: five steps from worst to best, or yes, partly and no. What each service's people say, and whether it differs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, expit, logit

from alongside.insight.answers.pool import PRIOR, crossed
from alongside.insight.answers.reading import locked, read_counts, read_part
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import TooMany, WrongShape
from alongside.insight.verdicts import CantTell

FEWEST_SERVICES, FEWEST_LEVELS, MOST_LEVELS = 2, 3, 11
MOST_IN_ONE = 20_000.0
EDGE, STEP = 9.0, 0.06  # shifts in logits, and how close their points lie
DIFFER = np.geomspace(0.08, 3.0, 28)
NODES = 12
CENTRES = np.linspace(-4.0, 4.0, 9)
NOISE = np.pi**2 / 3.0  # variance of the logistic
PER_ANSWER = 4.0  # about the variance of a shift that rests on one answer
START = 0.6
ROUNDS, STEPS = 3, 4


@dataclass(frozen=True)
class Levels:
    """`shares` (services, levels) sum to 1; `score` (services,): mean level, 1 is the lowest, with its interval `low`-`high`.

    `better` (services,): P(answers lie higher than the group's); `stands`: 1 higher, −1 lower, 0 cannot be told apart. `told`: False where
    nobody answered. `group` (levels,): shares of the group; `differ`: standard deviation between services, in logits.
    """

    shares: Floats
    score: Floats
    low: Floats
    high: Floats
    better: Floats
    stands: Counts
    told: Flags
    answers: Floats
    group: Floats
    differ: float
    level: float
    sure: float


@dataclass(frozen=True)
class Split:
    """All (places, 3) in the order given: `shares` sum to 1, each with an interval; `told` (places,) False where nobody answered."""

    shares: Floats
    low: Floats
    high: Floats
    told: Flags
    answers: Floats
    level: float


def levels(counts: ArrayLike, *, level: float = 0.95, sure: float = 0.95) -> Levels | CantTell:
    """How people in each service answer on a scale of levels, drawn towards the group, and whether they surely answer higher or lower.

    `counts` (services, levels): how many chose each level, lowest first; 3 to 11 levels, at most 20,000 answers a service. CantTell
    "no_answers", "too_few_services" (fewer than two with answers), "one_level" when everybody chose the same one. Raises
    WrongShape, OutOfScale, NotFinite, Nothing, TooMany.
    Method: cumulative logit (McCullagh 1980) with one normal shift a service; thresholds by expectation maximisation on a grid of
    shifts (Bock & Aitkin 1981) with half an answer a level beforehand; the group's centre and spread are integrated, not plugged
    in, with the same prior on likeness as `pooled`.

    >>> from alongside.insight.answers import levels
    >>> found = levels([[4, 3, 1, 0, 0], [0, 1, 2, 3, 4], [0, 1, 3, 1, 0], [1, 0, 1, 2, 1]])
    >>> found.score.round(1).tolist(), found.stands.tolist()
    ([2.1, 3.7, 3.0, 3.3], [-1, 0, 0, 0])
    """
    chosen = read_counts(counts, "counts of answers", dimensions=2)
    if not FEWEST_LEVELS <= chosen.shape[1] <= MOST_LEVELS:
        raise WrongShape(f"Give {FEWEST_LEVELS} to {MOST_LEVELS} levels, one column each.")
    level, sure = read_part(level, "level"), read_part(sure, "probability to be sure of")
    answers = chosen.sum(axis=1)
    if answers.max() > MOST_IN_ONE:
        raise TooMany("More than 20,000 answers in one service need no pooling: show their shares.")
    told = answers > 0.0
    if not told.any():
        return CantTell("no_answers", None, "answers")
    if told.sum() < FEWEST_SERVICES:
        return CantTell("too_few_services")
    if (chosen.sum(axis=0) > 0).sum() < 2:
        return CantTell("one_level")
    step = min(STEP, 1.0 / np.sqrt(answers.max()))
    shift = np.linspace(-EDGE, EDGE, 2 * int(np.ceil(EDGE / step)) + 1)
    cuts = _cuts(chosen, shift)
    cells = _chance(cuts, shift)
    own = _own(chosen, cells)
    weight, centre, spread = _cells_of_group(own, shift, START, answers)
    group = _normal(shift, centre, spread)
    seen = own @ group.T
    mixed = own * ((weight / seen) @ group)
    mixed /= mixed.sum(axis=1, keepdims=True)
    ahead = np.clip((shift - centre[:, None]) / (shift[1] - shift[0]) + 0.5, 0.0, 1.0)
    better = np.clip(((own @ (group * ahead).T) / seen) @ weight, 0.0, 1.0)
    low, high = crossed(shift, mixed, ((1.0 - level) / 2.0, 0.5 + level / 2.0))
    ranks = np.arange(1.0, chosen.shape[1] + 1.0)
    shares = mixed @ cells
    stands = (better > sure).astype(np.int64) - (better < 1.0 - sure)
    stands[~told] = 0
    return Levels(
        shares=locked(shares),
        score=locked(shares @ ranks),
        low=locked(_chance(cuts, low) @ ranks),
        high=locked(_chance(cuts, high) @ ranks),
        better=locked(better),
        stands=stands,
        told=told,
        answers=locked(answers),
        group=locked((weight @ group) @ cells),
        differ=float(weight @ spread),
        level=level,
        sure=sure,
    )


def split(counts: ArrayLike, *, level: float = 0.95) -> Split:
    """How answers divide into yes, partly and no, each place for itself: three shares, never one mean of them.

    `counts` (places, 3). Raises WrongShape, OutOfScale, NotFinite, Nothing. Dirichlet(½, ½, ½); each interval is of its own Beta.

    >>> from alongside.insight.answers import split
    >>> split([[6, 3, 1]]).shares.round(2).tolist()
    [[0.57, 0.3, 0.13]]
    """
    chosen = read_counts(counts, "counts of answers", dimensions=2)
    if chosen.shape[1] != 3:
        raise WrongShape("Give three columns: yes, partly and no.")
    edge = (1.0 - read_part(level, "level")) / 2.0
    answers = chosen.sum(axis=1)
    first = chosen + 0.5
    rest = answers[:, None] + 1.5 - first
    low = np.where(chosen > 0, betaincinv(first, rest, edge), 0.0)
    high = np.where(chosen < answers[:, None], betaincinv(first, rest, 1.0 - edge), 1.0)
    told = answers > 0
    high[~told] = 1.0
    return Split(locked(first / (first + rest)), locked(low), locked(high), told, locked(answers), level)


def _chance(cuts: Floats, shift: Floats) -> Floats:
    """(shifts, levels): P(each level) in services shifted so."""
    out = shift[:, None] - cuts
    below = np.pad(expit(-out), ((0, 0), (1, 1)), constant_values=((0, 0), (0, 1)))
    above = np.pad(expit(out), ((0, 0), (1, 1)), constant_values=((0, 0), (1, 0)))
    # Of two differences that are the same, the one of small numbers keeps its digits.
    cells = np.where(above[:, 1:] > 0.5, np.diff(below), -np.diff(above))
    return np.asarray(np.maximum(cells, 1e-300))


def _own(chosen: Floats, cells: Floats) -> Floats:
    """(services, shifts): how well each shift explains what was chosen, 1 at the best."""
    height = chosen @ np.log(cells).T
    return np.asarray(np.exp(height - height.max(axis=1, keepdims=True)))


def _normal(shift: Floats, centre: Floats, spread: Floats) -> Floats:
    """(cells, shifts): normal weights that sum to 1."""
    weight = np.exp(-0.5 * ((shift - centre[:, None]) / spread[:, None]) ** 2)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _cells_of_group(own: Floats, shift: Floats, differ: float, answers: Floats) -> tuple[Floats, Floats, Floats]:
    """Weights, centres and spreads of what the group might be."""
    heard = answers > 0.0
    error = 1.0 / np.sqrt(np.sum(1.0 / (differ**2 + PER_ANSWER / answers[heard])))
    lean = own[heard]

    def height(centre: Floats, spread: Floats) -> Floats:
        alike = spread**2 / (spread**2 + NOISE)
        prior = PRIOR[0] * np.log(alike) + PRIOR[1] * np.log1p(-alike)
        return np.asarray(prior + np.log(lean @ _normal(shift, centre, spread).T).sum(axis=0))

    first = height(np.zeros_like(DIFFER), DIFFER)
    near = np.flatnonzero(first > first.max() - 9.0)
    low, high = DIFFER[max(near[0] - 1, 0)], DIFFER[min(near[-1] + 1, len(DIFFER) - 1)]
    centre, spread = (
        each.ravel() for each in np.meshgrid(error * CENTRES, np.geomspace(low, high, NODES), indexing="ij")
    )
    weight = np.exp(height(centre, spread) - first.max())
    return weight / weight.sum(), centre, spread


def _cuts(chosen: Floats, shift: Floats) -> Floats:
    """Thresholds between levels, for services around a centre of 0."""
    answers = chosen.sum(axis=1)
    part = np.cumsum(chosen.sum(axis=0) + 0.5)
    cuts, differ = np.asarray(logit(part[:-1] / part[-1])), START
    for _round in range(ROUNDS):
        for _step in range(STEPS):
            mixed = _own(chosen, _chance(cuts, shift)) * _normal(shift, np.zeros(1), np.array([differ]))
            mixed /= mixed.sum(axis=1, keepdims=True)
            expected = mixed.T @ chosen
            expected[len(shift) // 2] += 0.5
            cuts = _moved(cuts, expected, shift)
        weight, centre, spread = _cells_of_group(_own(chosen, _chance(cuts, shift)), shift, differ, answers)
        differ, cuts = float(weight @ spread), cuts - float(weight @ centre)
    return cuts


def _moved(cuts: Floats, expected: Floats, shift: Floats) -> Floats:
    """One step of Fisher scoring, no gap between thresholds more than halved."""
    reached = expit(cuts - shift[:, None])
    slope, cells = reached * (1.0 - reached), _chance(cuts, shift)
    seen, many = expected / cells, expected.sum(axis=1, keepdims=True)
    uphill = (slope * (seen[:, :-1] - seen[:, 1:])).sum(axis=0)
    inner = (many * slope**2 * (1.0 / cells[:, :-1] + 1.0 / cells[:, 1:])).sum(axis=0)
    beside = -(many * slope[:, :-1] * slope[:, 1:] / cells[:, 1:-1]).sum(axis=0)
    move = np.linalg.solve(np.diag(inner) + np.diag(beside, 1) + np.diag(beside, -1), uphill)
    gap, closing = np.diff(cuts), -np.diff(move)
    return np.asarray(cuts + move * min(1.0, float(np.min(0.5 * gap / np.maximum(closing, 0.5 * gap)))))
