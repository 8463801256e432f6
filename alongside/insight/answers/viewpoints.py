"""Where people, staff and records see a practice differently: one overall offset, and what is special to a practice beyond it."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import ArrayLike
from scipy.special import expit, ndtr, ndtri

from alongside.insight.answers.offset import Fits, fitted
from alongside.insight.answers.reading import locked, read_part, read_yes
from alongside.insight.answers.share import wilson
from alongside.insight.answers.turned import reached
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import TooMany, WrongShape
from alongside.insight.verdicts import CantTell

FEWEST_PRACTICES = 3
MOST_PRACTICES, MOST_VIEWS = 100, 5
POINTS, WEIGHTS = hermegauss(5)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
ROOT_OF_TURN = float(np.sqrt(2.0 * np.pi))
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
    said, heard = read_yes(yes, answers, dimensions=2)
    practices, views = said.shape
    if views < 2:
        raise WrongShape("Give at least two viewpoints, one column each.")
    if practices > MOST_PRACTICES or views > MOST_VIEWS:
        raise TooMany(f"At most {MOST_PRACTICES} practices and {MOST_VIEWS} viewpoints at once.")
    delta, level = read_part(delta, "gap that matters"), read_part(level, "level")
    sure = read_part(sure, "probability to be sure of")
    if ((heard > 0).sum(axis=1) > 1).sum() < FEWEST_PRACTICES:
        return CantTell("too_few_practices")
    pairs = tuple(combinations(range(views), 2))
    first, second = (np.array(each) for each in zip(*pairs, strict=True))
    told = (heard.T[first] > 0) & (heard.T[second] > 0)
    asked = np.ones_like(told) if untold else told
    about = np.flatnonzero(asked.any(axis=0))
    fits = fitted(said, heard, about)
    edges = np.array([[(1.0 - level) / 2.0], [(1.0 + level) / 2.0]])
    offsets = _offsets(fits, first, second, edges)
    gaps = np.zeros((5, *told.shape))
    pair, practice = np.nonzero(asked)
    gaps[:, pair, practice] = _gaps(fits, np.searchsorted(about, practice), first[pair], second[pair], delta, edges)
    above, below = gaps[3], gaps[4]
    stands = np.where(told, (above > sure).astype(np.int64) - (below > sure), 0)
    return Viewpoints(
        pairs=pairs,
        offset=locked(offsets[0]),
        offset_low=locked(offsets[1]),
        offset_high=locked(offsets[2]),
        offset_share=locked(offsets[3]),
        gap=locked(gaps[0]),
        low=locked(gaps[1]),
        high=locked(gaps[2]),
        above=locked(above),
        below=locked(below),
        beyond=locked(np.clip(above + below, 0.0, 1.0)),
        stands=stands,
        told=told,
        delta=delta,
        level=level,
        sure=sure,
    )


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


def _offsets(fits: Fits, first: Counts, second: Counts, edges: Floats) -> Floats:
    """Of each pair: its offset, the ends, its size in shares (4, pairs)."""
    apart = (fits.offset[:, first] - fits.offset[:, second]).T
    var = fits.offset_cov
    wide = np.sqrt(var[:, first, first] + var[:, second, second] - 2.0 * var[:, first, second]).T
    middle = apart @ fits.weight
    spread = np.sqrt((wide**2 + (apart - middle[:, None]) ** 2) @ fits.weight)

    def curve(at: Floats) -> tuple[Floats, Floats]:
        far = (at[..., None] - apart) / wide
        return ndtr(far) @ fits.weight, (np.exp(-0.5 * far**2) / wide) @ fits.weight / ROOT_OF_TURN

    ends = reached(curve, edges, middle + spread * ndtri(edges), far=FAR_OFFSET)
    both = fits.middle + (fits.offset[:, first] + fits.offset[:, second]).T / 2.0
    in_share = (expit(both + apart / 2.0) - expit(both - apart / 2.0)) @ fits.weight
    return np.stack([middle, *ends, in_share])


def _gaps(fits: Fits, practice: Counts, first: Counts, second: Counts, delta: float, edges: Floats) -> Floats:
    """Of each of these practices and pairs (places,): gap, its ends, P above, P below (5, places)."""
    whole, own, cross = fits.all_cov[:, practice], fits.rest_cov[:, practice], fits.cross[:, practice]
    place = np.arange(len(practice))
    middle = (fits.all[:, practice, first] + fits.all[:, practice, second]) / 2.0
    var_middle = (
        whole[:, place, first, first] + whole[:, place, second, second] + 2.0 * whole[:, place, first, second]
    ) / 4.0
    gap = fits.rest[:, practice, first] - fits.rest[:, practice, second]
    var_gap = own[:, place, first, first] + own[:, place, second, second] - 2.0 * own[:, place, first, second]
    with_middle = (
        cross[:, place, first, first]
        + cross[:, place, first, second]
        - cross[:, place, second, first]
        - cross[:, place, second, second]
    ) / 2.0
    # (places, ways by points of the middle): the gap is normal again where the middle is known.
    sd_middle = np.sqrt(var_middle)
    at = _flat(middle[..., None] + sd_middle[..., None] * POINTS)
    mean = _flat(gap[..., None] + (with_middle / sd_middle)[..., None] * POINTS)
    spread = np.sqrt(np.maximum(var_gap - with_middle**2 / var_middle, 1e-12))
    narrow = 1.0 / _flat(np.broadcast_to(spread[..., None], (*spread.shape, len(POINTS))))
    mean_narrow = mean * narrow
    height = np.cosh(np.clip(at, -40.0, 40.0))
    weight = (fits.weight[:, None] * WEIGHTS).ravel()

    def far(share: Floats) -> tuple[Floats, Floats]:
        """How many spreads a share of this size lies off, and how long the arm is by which it is measured."""
        size = np.abs(share)
        arm = (size / np.sqrt(1.0 - size**2))[..., None] * height
        long = np.sqrt(arm**2 + 1.0)
        logit = np.log(arm + long) + np.arctanh(size)[..., None]
        return (2.0 * np.sign(share))[..., None] * logit * narrow - mean_narrow, long

    def below(share: Floats) -> Floats:
        """P(gap below each share), each place."""
        return np.asarray(ndtr(far(share)[0]) @ weight)

    def curve(share: Floats) -> tuple[Floats, Floats]:
        """The same, and how steeply it rises."""
        reach, long = far(share)
        rest = 1.0 - share**2
        steep = (1.0 + height / (long * np.sqrt(rest)[..., None])) * narrow
        rises = (np.exp(-0.5 * reach**2) * steep) @ weight * 2.0 / rest / ROOT_OF_TURN
        return ndtr(reach) @ weight, rises

    # The difference of two shares around a middle: its half as an exponential, in two factors.
    of_spread = np.exp(np.clip(spread[..., None] * POINTS / 2.0, -300.0, 300.0)).swapaxes(0, 1)
    half = np.exp(np.clip(mean / 2.0, -300.0, 300.0)).reshape(*of_spread.shape[:2], len(POINTS), 1)
    half = half * of_spread[:, :, None, :]
    other = 1.0 / half
    typical = (half - other) / (2.0 * height.reshape(*of_spread.shape[:2], len(POINTS), 1) + half + other)
    typical = typical.reshape(len(place), -1, len(POINTS))
    squares = typical * typical
    shares, square, cube = (each @ WEIGHTS @ weight for each in (typical, squares, squares * typical))
    spreads = np.sqrt(np.maximum(square - shares**2, 1e-6))
    lean = (cube - 3.0 * shares * square + 2.0 * shares**3) / spreads**3
    starts = shares + spreads * (ndtri(edges) + lean / 6.0 * (ndtri(edges) ** 2 - 1.0))
    ends = reached(curve, edges, starts, far=FAR_SHARE)
    under, above = below(np.outer([-delta, delta], np.ones(len(shares))))
    return np.stack([shares, *ends, 1.0 - above, under])


def _flat(values: Floats) -> Floats:
    """(ways, places, points) as (places, ways by points)."""
    return np.ascontiguousarray(values.swapaxes(0, 1)).reshape(values.shape[1], -1)
