"""How alike services are, learned from all of them, and what each then is: the sums behind `proportions`. It knows no words."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, digamma, expit, gammaln, log_expit

from alongside.insight.arrays import Flags, Floats

# Logit of the group's mean, and logarithm of S (how many answers the group is worth): as far out as numbers stay numbers.
FARTHEST = ((-40.0, 40.0), (-3.0, 18.5))
START = ((-8.0, 8.0), (-3.0, 12.0))
DROP = 11.0  # what weighs less than exp(-11) of the heaviest is out of the search
LIGHTEST = 1e-5
SMALLEST = 1e-200
MATTERS = 1e-3
LOOKING, COARSE, FINER = (13, 13), (13, 16), (28, 36)
MANY = 48  # different pairs of counts; with so many the group is known well enough for the coarse grid
# 1 / (S + 1) ~ Beta: half of it below 0.10, nearly flat in the variance between services where that is small.
PRIOR = (1.25, 9.0)
ROUNDS = 60
FEWEST_POINTS, MOST_POINTS = 64, 2000
REACH = 8.0
FINE = 0.3  # points this many standard deviations of the narrowest cell that matters apart
EDGE = 20.0  # shares beyond logit 20 are 0 or 1 to anybody's eye
AT_ONCE = 24  # services whose curves are in memory together

Box = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Pool:
    """A group as a weighted set of Betas. All (cells,): parameters `a`, `b`; `weight` sums to 1; mean = a / (a + b)."""

    a: Floats
    b: Floats
    weight: Floats

    @property
    def mean(self) -> Floats:
        return self.a / (self.a + self.b)


@dataclass(frozen=True)
class Curves:
    """What each place is. All (places,): `mean`, `spread` (standard deviation), `low`, `high`, `above`: P(above the group's mean)."""

    mean: Floats
    spread: Floats
    low: Floats
    high: Floats
    above: Floats


def learned(yes: Floats, answers: Floats) -> Pool:
    """The group that these services look like they come from."""
    counted = [np.unique(each, return_counts=True) for each in (yes, answers - yes, answers)]

    def height(u: Floats, v: Floats) -> Floats:
        """Logarithm of the posterior of u, the logit of the mean, and v, the logarithm of the size."""
        size = np.exp(v)
        a, b = size * expit(u), size * expit(-u)
        total = log_expit(u) + log_expit(-u) + PRIOR[0] * log_expit(-v) + PRIOR[1] * log_expit(v)
        total += yes.size * (gammaln(size) - gammaln(a) - gammaln(b))
        for sign, base, (values, times) in zip((1.0, 1.0, -1.0), (a, b, size), counted, strict=True):
            total += sign * (gammaln(base[:, None] + values) @ times)
        return np.asarray(total)

    many = np.unique(np.stack([yes, answers]), axis=1).shape[1] > MANY
    u, v = _laid(_found(height), COARSE if many else FINER)
    weight = np.exp(_from_top(height(u, v)))
    weight /= weight.sum()
    kept = weight > LIGHTEST
    u, size, weight = u[kept], np.exp(v[kept]), weight[kept]
    return Pool(size * expit(u), size * expit(-u), weight / weight.sum())


def placed(pool: Pool, yes: Floats, answers: Floats, level: float) -> Curves:
    """Each service as its own mixture of Betas; services with the same counts are reckoned once."""
    pairs, back = np.unique(np.stack([answers, yes]), axis=1, return_inverse=True)
    said, unsaid = pairs[1], pairs[0] - pairs[1]
    a, b = pool.a + said[:, None], pool.b + unsaid[:, None]
    means = a / (a + b)
    mean = means @ pool.weight
    inner = means * (b / (a + b)) / (a + b + 1.0)
    spread = np.sqrt(inner @ pool.weight + (means - mean[:, None]) ** 2 @ pool.weight)
    above = np.clip(1.0 - betainc(a, b, pool.mean) @ pool.weight, 0.0, 1.0)
    edge = (1.0 - level) / 2.0
    low, high = quantiles(pool, said, unsaid, (edge, 1.0 - edge))
    # Where nearly nobody says yes the mean can lie beyond the quantile, by a millionth: the interval holds it all the same.
    low, high = np.minimum(low, mean), np.maximum(high, mean)
    return Curves(*np.stack([mean, spread, low, high, above])[:, back.reshape(-1)])


def quantiles(pool: Pool, yes: Floats, no: Floats, edges: tuple[float, ...]) -> Floats:
    """(edges, places): quantiles of each place's mixture of Betas, below 0.001 off in probability.

    Places of a like size and share are drawn on the same points of the logit, so that the densities of all are one product of
    matrices; their integral is taken to fourth order and inverted by a cubic.
    """
    a, b = pool.a + yes[:, None], pool.b + no[:, None]
    middles, widths = digamma(a) - digamma(b), _trigamma(a) + _trigamma(b)
    middle = middles @ pool.weight
    width = np.sqrt(widths @ pool.weight + (middles - middle[:, None]) ** 2 @ pool.weight)
    first = np.clip(middle - REACH * width, -EDGE, EDGE - 1.0)
    last = np.clip(middle + REACH * width, first + 1e-9, EDGE)
    fine = FINE * np.sqrt(np.min(np.where(pool.weight > MATTERS, widths, np.inf), axis=1))
    scale = np.log(pool.weight) + gammaln(a + b) - gammaln(a) - gammaln(b)
    found = np.empty((len(edges), len(yes)))
    order = np.lexsort((middle, np.floor(np.log2(fine))))
    waiting = [order[at : at + AT_ONCE] for at in range(0, len(order), AT_ONCE)]
    while waiting:
        some = waiting.pop()
        ends = first[some].min(), last[some].max()
        points = max(int((ends[1] - ends[0]) / fine[some].min()), FEWEST_POINTS)
        at = np.linspace(*ends, min(points, MOST_POINTS))
        density, below, beyond = _densities(pool, yes[some], no[some], scale[some], at)
        alone = len(some) == 1
        if not alone and (points > MOST_POINTS or not (density.max(axis=1) > SMALLEST).all()):
            waiting += [some[: len(some) // 2], some[len(some) // 2 :]]
            continue
        found[:, some] = expit(crossed(at, density, edges, below, beyond))
    return found


def _densities(pool: Pool, yes: Floats, no: Floats, scale: Floats, at: Floats) -> tuple[Floats, Floats, Floats]:
    """(places, points): density of each place's logit, up to a factor; what lies below and beyond the points, where these reach as far
    out as they can. Nearly 0 where numbers became too small."""
    up, down = log_expit(at), log_expit(-at)
    group = pool.a[:, None] * up + pool.b[:, None] * down
    own = yes[:, None] * up + no[:, None] * down
    if len(yes) == 1:  # alone, a place and its group may lie so far apart that each is nothing where the other is all
        group, own = group + own, np.zeros_like(own)
    tops = group.max(axis=1), own.max(axis=1)
    height = scale + tops[0]
    cells, group, own = (
        np.exp(height - height.max(axis=1, keepdims=True)),
        np.exp(group - tops[0][:, None]),
        np.exp(own - tops[1][:, None]),
    )
    out_low, out_high = float(at[0] <= -EDGE), float(at[-1] >= EDGE)
    below = (cells / (pool.a + yes[:, None])) @ group[:, 0] * own[:, 0] * out_low
    beyond = (cells / (pool.b + no[:, None])) @ group[:, -1] * own[:, -1] * out_high
    return (cells @ group) * own, below, beyond


def crossed(
    at: Floats, density: Floats, edges: tuple[float, ...], below: Floats | float = 0.0, beyond: Floats | float = 0.0
) -> Floats:
    """(edges, places): where on `at` (points,) the integral of each `density` (places, points) reaches these parts of its whole.

    `below`, `beyond`: what each holds outside the points.
    """
    step = at[1] - at[0]
    padded = np.pad(density, ((0, 0), (1, 1)))
    slices = 13.0 * (padded[:, 1:-2] + padded[:, 2:-1]) - padded[:, :-3] - padded[:, 3:]
    slices = np.maximum(slices * step / 24.0, 0.0)
    reached = np.reshape(below, (-1, 1)) + np.pad(np.cumsum(slices, axis=1), ((0, 0), (1, 0)))
    total = reached[:, -1] + beyond
    return np.stack([_inverted(at, step, density, reached, edge * total) for edge in edges])


def _trigamma(x: Floats) -> Floats:
    """Good to a hundredth, which is enough to know how far to look."""
    y = x + 1.0
    return np.asarray(1.0 / x**2 + 1.0 / y + 1.0 / (2.0 * y**2) + 1.0 / (6.0 * y**3))


def _inverted(at: Floats, step: float, density: Floats, reached: Floats, wanted: Floats) -> Floats:
    """Where the integral reaches what is wanted; within a slice it is a cubic whose slopes are the density."""
    rows = np.arange(len(density))
    cell = np.clip((reached <= wanted[:, None]).sum(axis=1) - 1, 0, len(at) - 2)
    low, rise = reached[rows, cell], reached[rows, cell + 1] - reached[rows, cell]
    left, right = density[rows, cell] * step, density[rows, cell + 1] * step
    part = np.clip((wanted - low) / np.maximum(rise, 1e-300), 0.0, 1.0)
    for _step in range(4):
        value = part * (left + part * (3.0 * rise - 2.0 * left - right + part * (left + right - 2.0 * rise)))
        slope = left + part * (2.0 * (3.0 * rise - 2.0 * left - right) + 3.0 * part * (left + right - 2.0 * rise))
        part = np.clip(part - (value - (wanted - low)) / np.maximum(slope, 1e-3 * np.maximum(rise, 1e-300)), 0.0, 1.0)
    return np.asarray(at[cell] + part * step)


def _found(height: Callable[[Floats, Floats], Floats]) -> Box:
    """The box that holds all but a sliver of the weight: looked for from afar, closer each round, wider where it runs out."""
    boxes, right, rounds = START, False, 0
    while not right and rounds < ROUNDS:
        u, v = _laid(boxes, LOOKING)
        kept = _from_top(height(u, v)).reshape(LOOKING) > -DROP
        first, done_first = _closer(boxes[0], np.asarray(kept.any(axis=1)), FARTHEST[0])
        second, done_second = _closer(boxes[1], np.asarray(kept.any(axis=0)), FARTHEST[1])
        boxes, right, rounds = (first, second), done_first and done_second, rounds + 1
    return boxes


def _closer(box: tuple[float, float], kept: Flags, far: tuple[float, float]) -> tuple[tuple[float, float], bool]:
    """The next box of one axis, and whether this one was already right: nothing cut off, and no more than half of it empty."""
    where = np.flatnonzero(kept)
    width = box[1] - box[0]
    step = width / (len(kept) - 1)
    out_low, out_high = where[0] == 0 and box[0] > far[0], where[-1] == len(kept) - 1 and box[1] < far[1]
    low = box[0] - width / 2.0 if out_low else box[0] + (where[0] - 1) * step
    high = box[1] + width / 2.0 if out_high else box[0] + (where[-1] + 1) * step
    right = not out_low and not out_high and 2 * (where[-1] - where[0]) >= len(kept) - 1
    return (max(low, far[0]), min(high, far[1])), bool(right)


def _laid(boxes: Box, points: tuple[int, int]) -> tuple[Floats, Floats]:
    u, v = np.meshgrid(*(np.linspace(*box, many) for box, many in zip(boxes, points, strict=True)), indexing="ij")
    return u.ravel(), v.ravel()


def _from_top(height: Floats) -> Floats:
    return np.asarray(height - height.max())
