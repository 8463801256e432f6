"""Where people, staff and records see a practice differently: one overall offset, and what is special to a practice beyond it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import ArrayLike
from scipy.special import expit, ndtr, ndtri

from alongside.insight.answers.offset import Fits, fitted
from alongside.insight.answers.reading import locked, read_part, read_yes
from alongside.insight.answers.share import wilson
from alongside.insight.answers.turned import Parts, reached
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import TooMany, WrongShape
from alongside.insight.verdicts import CantTell

FEWEST_PRACTICES = 3
MOST_PRACTICES, MOST_VIEWS = 100, 5
POINTS, WEIGHTS = hermegauss(4)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
ROOT_OF_TURN = float(np.sqrt(2.0 * np.pi))
AT_ONCE = 8  # services side by side: as many as stay near the processor
FAR_OFFSET, FAR_SHARE = 40.0, 1.0 - 1e-9


@dataclass(frozen=True)
class Differences:
    """All of one shape: first share less second, −1 to 1, with its interval. `told` False where either side has no answer."""

    difference: Floats
    low: Floats
    high: Floats
    told: Flags
    level: float


@dataclass(frozen=True)
class Viewpoints:
    """`pairs`: which two viewpoints are compared, first less second. (pairs,): the `offset` in logits with its interval, and in shares at
    the usual practice (`offset_share`).

    (pairs, practices): the specific `gap` in shares, −1 to 1, beyond the offset, with its interval `low`-`high`; `above`: P(gap > δ), `below`:
    P(gap < −δ), `beyond` their sum. `stands`: 1 or −1 where one of them is more than `sure`, else 0. `told`: False where one of the
    two viewpoints has no answer; the numbers there say only what is usual.
    """

    pairs: tuple[tuple[int, int], ...]
    offset: Floats
    offset_low: Floats
    offset_high: Floats
    offset_share: Floats
    gap: Floats
    low: Floats
    high: Floats
    above: Floats
    below: Floats
    beyond: Floats
    stands: Counts
    told: Flags
    delta: float
    level: float
    sure: float


def viewpoints(
    yes: ArrayLike,
    answers: ArrayLike,
    *,
    delta: float = 0.10,
    level: float = 0.95,
    sure: float = 0.95,
    untold: bool = True,
) -> Viewpoints | CantTell:
    """Which of the differences between viewpoints is everywhere the same, and which is special to one practice.

    `yes`, `answers` (practices, views): whole counts; 0 answers where a viewpoint cannot see a practice. 2 to 5 views, at most 100
    practices. `delta`: what size of gap matters, agreed with the panel. The specific gap is the difference in shares that would be left
    if the offset were taken out, half from each side. `untold`: whether to reckon what is usual where a viewpoint has no answer; without it
    those numbers are 0, and all is quicker. CantTell("too_few_practices") with fewer than three that two viewpoints
    answered. Raises WrongShape, OutOfScale, NotFinite, Nothing, TooMany.
    Method: x ~ Binomial(n, p), logit p = μ + practice + viewpoint + rest; rest and practice normal with half-normal(1) scales,
    viewpoint N(0, 1), μ N(0, 2.5²); nested Laplace approximation on a grid of both scales. With a dozen answers a side it finds few
    gaps: read it as questions.

    >>> from alongside.insight.answers import viewpoints
    >>> found = viewpoints([[18, 12], [17, 11], [19, 13], [16, 9], [5, 16]], [[20, 20]] * 5)
    >>> round(float(found.gap[0, 4]), 1), found.stands.tolist()
    (-0.5, [[0, 0, 0, 0, -1]])
    """
    return viewpoints_many([(yes, answers)], delta=delta, level=level, sure=sure, untold=untold)[0]


def viewpoints_many(
    services: Sequence[tuple[ArrayLike, ArrayLike]],
    *,
    delta: float = 0.10,
    level: float = 0.95,
    sure: float = 0.95,
    untold: bool = True,
) -> tuple[Viewpoints | CantTell, ...]:
    """`viewpoints` of many services, each to the last bit as if it were alone, in about half the time.

    `services`: (yes, answers) of each; nothing is borrowed between them. All else, and what it raises, as `viewpoints`.

    >>> from alongside.insight.answers import viewpoints_many
    >>> one = [[18, 12], [17, 11], [19, 13], [16, 9], [5, 16]], [[20, 20]] * 5
    >>> few = [[3, 4], [2, 2]], [[5, 5], [5, 5]]
    >>> found, cannot = viewpoints_many([one, few])
    >>> found.stands.tolist(), cannot.key
    ([[0, 0, 0, 0, -1]], 'too_few_practices')
    """
    asked = _Asked(
        read_part(delta, "gap that matters"),
        read_part(level, "level"),
        read_part(sure, "probability to be sure of"),
        untold,
    )
    given = [_read(yes, answers) for yes, answers in services]
    found: list[Viewpoints | CantTell] = [CantTell("too_few_practices")] * len(given)
    alike = defaultdict[tuple[int, ...], list[int]](list)
    for at, (said, heard) in enumerate(given):
        if ((heard > 0).sum(axis=1) > 1).sum() >= FEWEST_PRACTICES:
            alike[said.shape].append(at)
    for places in alike.values():
        for start in range(0, len(places), AT_ONCE):
            some = places[start : start + AT_ONCE]
            said, heard = (np.stack([given[at][which] for at in some]) for which in (0, 1))
            for at, one in zip(some, _beside_each_other(said, heard, asked), strict=True):
                found[at] = one
    return tuple(found)


def difference(
    first_yes: ArrayLike,
    first_answers: ArrayLike,
    second_yes: ArrayLike,
    second_answers: ArrayLike,
    *,
    level: float = 0.95,
) -> Differences:
    """How far two separate groups' shares lie apart, place by place, nothing borrowed.

    Whole counts, all four of one shape. Raises WrongShape, OutOfScale, NotFinite, Nothing. Newcombe 1998, method 10.

    >>> from alongside.insight.answers import difference
    >>> found = difference(56, 70, 48, 80)
    >>> found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.052], [0.334])
    """
    (x, m), (y, n) = read_yes(first_yes, first_answers), read_yes(second_yes, second_answers)
    if x.shape != y.shape:
        raise WrongShape("Give both groups for the same places.")
    level = read_part(level, "level")
    one, two = (np.where(size > 0, said / np.maximum(size, 1.0), 0.5) for said, size in ((x, m), (y, n)))
    (l1, u1), (l2, u2) = wilson(one, m, level), wilson(two, n, level)
    apart = one - two
    low = apart - np.sqrt((one - l1) ** 2 + (u2 - two) ** 2)
    high = apart + np.sqrt((u1 - one) ** 2 + (two - l2) ** 2)
    told = (m > 0) & (n > 0)
    return Differences(locked(apart), locked(np.where(told, low, -1.0)), locked(np.where(told, high, 1.0)), told, level)


@dataclass(frozen=True)
class _Asked:
    """What size of gap matters, how wide an interval is, when something is sure, and whether the untold are told of too."""

    delta: float
    level: float
    sure: float
    untold: bool

    @property
    def edges(self) -> Floats:
        return np.array([[(1.0 - self.level) / 2.0], [(1.0 + self.level) / 2.0]])


def _read(yes: ArrayLike, answers: ArrayLike) -> tuple[Floats, Floats]:
    said, heard = read_yes(yes, answers, dimensions=2)
    practices, views = said.shape
    if views < 2:
        raise WrongShape("Give at least two viewpoints, one column each.")
    if practices > MOST_PRACTICES or views > MOST_VIEWS:
        raise TooMany(f"At most {MOST_PRACTICES} practices and {MOST_VIEWS} viewpoints at once.")
    return said, heard


def _beside_each_other(said: Floats, heard: Floats, asked: _Asked) -> Iterator[Viewpoints]:
    """Of each of these services (services, practices, views)."""
    pairs = tuple(combinations(range(said.shape[2]), 2))
    first, second = (np.array(each) for each in zip(*pairs, strict=True))
    is_heard = heard.swapaxes(1, 2) > 0
    told = is_heard[:, first] & is_heard[:, second]
    fits = fitted(said, heard)
    offsets = _offsets(fits, first, second, asked.edges)
    service, pair, practice = np.nonzero(np.ones_like(told) if asked.untold else told)
    gaps = np.zeros((5, *told.shape))
    places = _Places(fits, service, practice, first[pair], second[pair])
    gaps[:, service, pair, practice] = _gaps(places, asked)
    for at in range(len(said)):
        (offset, offset_low, offset_high, offset_share), (gap, low, high, above, below) = offsets[:, at], gaps[:, at]
        yield Viewpoints(
            pairs=pairs,
            offset=locked(offset),
            offset_low=locked(offset_low),
            offset_high=locked(offset_high),
            offset_share=locked(offset_share),
            gap=locked(gap),
            low=locked(low),
            high=locked(high),
            above=locked(above),
            below=locked(below),
            beyond=locked(np.clip(above + below, 0.0, 1.0)),
            stands=np.where(told[at], (above > asked.sure).astype(np.int64) - (below > asked.sure), 0),
            told=told[at],
            delta=asked.delta,
            level=asked.level,
            sure=asked.sure,
        )


def _offsets(fits: Fits, first: Counts, second: Counts, edges: Floats) -> Floats:
    """Of each service and pair: its offset, the ends, its size in shares (4, services, pairs)."""
    services, pairs = len(fits.first), len(first)
    parts, column = _over_ways(fits, np.repeat(np.arange(services), pairs))
    one, two = (1 + parts.spread(np.tile(each, services)) for each in (first, second))
    apart = fits.shared[one, column] - fits.shared[two, column]
    var = fits.cov[column, one, one] + fits.cov[column, two, two] - 2.0 * fits.cov[column, one, two]
    wide = np.sqrt(var)
    middle = parts.sum(apart)
    spread = np.sqrt(parts.sum(var + (apart - parts.spread(middle)) ** 2))

    def curve(at: Floats, going: Flags) -> tuple[Floats, Floats]:
        some, (middles, widths) = parts.of(going, apart, wide)
        far = (some.spread(at) - middles) / widths
        return some.sum(ndtr(far)), some.sum(np.exp(-0.5 * far**2) / widths) / ROOT_OF_TURN

    ends = reached(curve, edges, middle + spread * ndtri(edges), far=FAR_OFFSET)
    both = fits.shared[0, column] + (fits.shared[one, column] + fits.shared[two, column]) / 2.0
    in_share = parts.sum(expit(both + apart / 2.0) - expit(both - apart / 2.0))
    return np.stack([middle, *ends, in_share]).reshape(4, services, pairs)


def _over_ways(fits: Fits, service: Counts) -> tuple[Parts, Counts]:
    """Places of these services (places,) laid over all the ways of each: as parts, and of each part the column."""
    many = fits.many[service]
    column = np.arange(many.sum()) + np.repeat(fits.first[service] - (np.cumsum(many) - many), many)
    return Parts(many, fits.weight[column]), column


class _Places:
    """Practices seen from two sides, laid over the ways of their services (parts,): the gap and the middle of both in logits, normal
    with these variances; and how they go together."""

    def __init__(self, fits: Fits, service: Counts, practice: Counts, first: Counts, second: Counts) -> None:
        self.parts, self._column = _over_ways(fits, service)
        self._fits, self._practice = fits, self.parts.spread(practice)
        one, two = (self.parts.spread(each) for each in (first, second))
        # Each cell takes part in the overall level and in its viewpoint's own, less what its practice takes back of both.
        leans = fits.leans[:, self._practice, self._column].T
        leans = np.concatenate([leans.sum(axis=1)[:, None], leans], axis=1)
        unit = np.eye(1 + len(fits.rest))
        by_one, by_two = (unit[0] + unit[1 + view] - leans for view in (one, two))
        cov = fits.cov[self._column]
        through = (cov * by_one[:, None]).sum(axis=2)
        alone = 1.0 / fits.left[self._practice, self._column]
        together = (through * by_two).sum(axis=1) + alone
        same_one = (through * by_one).sum(axis=1) + alone
        same_two = ((cov * by_two[:, None]).sum(axis=2) * by_two).sum(axis=1) + alone
        (rest_one, seen_one, own_one, all_one), (rest_two, seen_two, own_two, all_two) = map(self._cell, (one, two))
        unseen_one, unseen_two = 1.0 - seen_one, 1.0 - seen_two
        self.gap, self.middle = rest_one - rest_two, (all_one + all_two) / 2.0
        own = own_one + own_two
        self.var_gap = own + seen_one**2 * same_one + seen_two**2 * same_two - 2.0 * seen_one * seen_two * together
        unseen = unseen_one**2 * same_one + unseen_two**2 * same_two + 2.0 * unseen_one * unseen_two * together
        self.var_middle = (own + unseen) / 4.0
        shared = seen_two * unseen_two * same_two - seen_one * unseen_one * same_one
        crossed = (seen_two * unseen_one - seen_one * unseen_two) * together
        self.cov = (own_one - own_two + shared + crossed) / 2.0

    def _cell(self, view: Counts) -> tuple[Floats, Floats, Floats, Floats]:
        """From these views: what is left over, its part that is seen, its variance, and the whole logit."""
        fits, column = self._fits, self._column
        rest, seen, own = (each[view, self._practice, column] for each in (fits.rest, fits.seen, fits.own))
        level = fits.shared[0, column] + fits.shared[1 + view, column] + fits.level[self._practice, column]
        return rest, seen, own, level + rest


def _gaps(places: _Places, asked: _Asked) -> Floats:
    """Of each place: gap, its ends, P above, P below (5, places)."""
    # Each way in as many points of the middle: the gap is normal again where the middle is known.
    sd_middle = np.sqrt(places.var_middle)
    at = places.middle[:, None] + sd_middle[:, None] * POINTS
    mean = places.gap[:, None] + (places.cov / sd_middle)[:, None] * POINTS
    spread = np.sqrt(np.maximum(places.var_gap - places.cov**2 / places.var_middle, 1e-12))
    narrow = np.repeat(1.0 / spread, len(POINTS))
    mean_narrow = mean.ravel() * narrow
    height = np.cosh(np.clip(at, -40.0, 40.0))
    parts = Parts(places.parts.many * len(POINTS), (places.parts.weight[:, None] * WEIGHTS).ravel())
    high = height.ravel()

    def curve(share: Floats, going: Flags) -> tuple[Floats, Floats]:
        """P(gap below each share), each place; and how steeply it rises."""
        some, (tall, thin, off) = parts.of(going, high, narrow, mean_narrow)
        size, rest = np.abs(share), 1.0 - share**2
        arm = some.spread(size / np.sqrt(rest)) * tall
        long = np.sqrt(arm**2 + 1.0)
        logit = np.log(arm + long) + some.spread(np.arctanh(size))
        reach = some.spread(2.0 * np.sign(share)) * logit * thin - off
        steep = (1.0 + tall / (long * some.spread(np.sqrt(rest)))) * thin
        return some.sum(ndtr(reach)), some.sum(np.exp(-0.5 * reach**2) * steep) * 2.0 / rest / ROOT_OF_TURN

    # The difference of two shares around a middle: its half as an exponential, in two factors.
    of_spread = np.exp(np.clip(spread[:, None] * POINTS / 2.0, -300.0, 300.0))
    half = np.exp(np.clip(mean / 2.0, -300.0, 300.0))[:, :, None] * of_spread[:, None]
    other = 1.0 / half
    typical = ((half - other) / (2.0 * height[:, :, None] + half + other)).reshape(len(high), -1)
    squares = typical * typical
    shares, square, cube = (parts.sum((each * WEIGHTS).sum(axis=1)) for each in (typical, squares, squares * typical))
    spreads = np.sqrt(np.maximum(square - shares**2, 1e-6))
    lean = (cube - 3.0 * shares * square + 2.0 * shares**3) / spreads**3
    off = ndtri(asked.edges)
    ends = reached(curve, asked.edges, shares + spreads * (off + lean / 6.0 * (off**2 - 1.0)), far=FAR_SHARE)
    arm = asked.delta / np.sqrt(1.0 - asked.delta**2) * high
    matters = 2.0 * (np.log(arm + np.sqrt(arm**2 + 1.0)) + np.arctanh(asked.delta)) * narrow
    under, not_above = (parts.sum(ndtr(side * matters - mean_narrow)) for side in (-1.0, 1.0))
    return np.stack([shares, *ends, 1.0 - not_above, under])
