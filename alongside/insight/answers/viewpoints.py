"""Where people, staff and records see a practice differently: one overall offset, and what is special to a practice beyond it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import ArrayLike
from scipy.special import expit, ndtr

from alongside.insight.answers.offset import Fits, fitted
from alongside.insight.answers.reading import locked, read_part, read_yes
from alongside.insight.answers.share import wilson
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import TooMany, WrongShape
from alongside.insight.verdicts import CantTell

FEWEST_PRACTICES = 3
MOST_PRACTICES, MOST_VIEWS = 100, 5
HALVINGS = 24
POINTS, WEIGHTS = hermegauss(7)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


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
    yes: ArrayLike, answers: ArrayLike, *, delta: float = 0.10, level: float = 0.95, sure: float = 0.95
) -> Viewpoints | CantTell:
    """Which of the differences between viewpoints is everywhere the same, and which is special to one practice.

    `yes`, `answers` (practices, views): whole counts; 0 answers where a viewpoint cannot see a practice. 2 to 5 views, at most 100
    practices. `delta`: what size of gap matters, agreed with the panel. The specific gap is the difference in shares that would be left
    if the offset were taken out, half from each side. CantTell("too_few_practices") with fewer than three that two viewpoints
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
    fits = fitted(said, heard)
    pairs = tuple(combinations(range(views), 2))
    rows = [_compared(fits, first, second, delta, (1.0 - level) / 2.0) for first, second in pairs]
    offsets, gaps = (np.stack([row[at] for row in rows]) for at in (0, 1))
    above, below = gaps[:, 3], gaps[:, 4]
    told = np.stack([(heard[:, first] > 0) & (heard[:, second] > 0) for first, second in pairs])
    stands = np.where(told, (above > sure).astype(np.int64) - (below > sure), 0)
    return Viewpoints(
        pairs=pairs,
        offset=locked(offsets[:, 0]),
        offset_low=locked(offsets[:, 1]),
        offset_high=locked(offsets[:, 2]),
        offset_share=locked(offsets[:, 3]),
        gap=locked(gaps[:, 0]),
        low=locked(gaps[:, 1]),
        high=locked(gaps[:, 2]),
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


def _compared(fits: Fits, first: int, second: int, delta: float, edge: float) -> tuple[Floats, Floats]:
    """Of one pair: offset, its ends, its size in shares (4,); and gap, its ends, P above, P below (5, practices)."""
    apart = fits.offset[:, first] - fits.offset[:, second]
    wide = np.sqrt(_var_of_difference(fits.offset_cov, first, second))
    ends = [
        _where(lambda at: fits.weight @ ndtr((at - apart[:, None]) / wide[:, None]), part, 40.0, 1)[0]
        for part in (edge, 1.0 - edge)
    ]
    both = fits.middle + (fits.offset[:, first] + fits.offset[:, second]) / 2.0
    in_share = fits.weight @ (expit(both + apart / 2.0) - expit(both - apart / 2.0))
    offset = np.array([fits.weight @ apart, *ends, in_share])

    middle = (fits.all[:, :, first] + fits.all[:, :, second]) / 2.0
    var_middle = (
        fits.all_cov[:, :, first, first] + fits.all_cov[:, :, second, second] + 2.0 * fits.all_cov[:, :, first, second]
    ) / 4.0
    gap = fits.rest[:, :, first] - fits.rest[:, :, second]
    var_gap = _var_of_difference(fits.rest_cov, first, second)
    cross = fits.cross
    with_middle = (
        cross[:, :, first, first]
        + cross[:, :, first, second]
        - cross[:, :, second, first]
        - cross[:, :, second, second]
    ) / 2.0
    # (ways, practices, points of the middle): the gap is normal again where the middle is known.
    at = middle[..., None] + np.sqrt(var_middle)[..., None] * POINTS
    mean = gap[..., None] + (with_middle / np.sqrt(var_middle))[..., None] * POINTS
    spread = np.sqrt(np.maximum(var_gap - with_middle**2 / var_middle, 1e-12))[..., None]
    height = np.cosh(np.clip(at, -40.0, 40.0))

    def below(share: Floats) -> Floats:
        """P(gap below this share), each practice."""
        edge_of = share[:, None]
        logit = 2.0 * (np.arctanh(edge_of) + np.arcsinh(edge_of * height / np.sqrt(1.0 - edge_of**2)))
        return np.asarray(fits.weight @ (ndtr((logit - mean) / spread) @ WEIGHTS))

    many = gap.shape[1]
    halves = [mean + spread * point for point in POINTS]
    typical = sum(
        weight * (expit(at + half / 2.0) - expit(at - half / 2.0)) for weight, half in zip(WEIGHTS, halves, strict=True)
    )
    line = np.full(many, delta)
    return offset, np.stack(
        [
            fits.weight @ (typical @ WEIGHTS),
            _where(below, edge, 1.0 - 1e-9, many),
            _where(below, 1.0 - edge, 1.0 - 1e-9, many),
            1.0 - below(line),
            below(-line),
        ]
    )


def _var_of_difference(cov: Floats, first: int, second: int) -> Floats:
    return np.asarray(cov[..., first, first] + cov[..., second, second] - 2.0 * cov[..., first, second])


def _where(below: Callable[[Floats], Floats], part: float, far: float, many: int) -> Floats:
    """Where each of many rising functions reaches this part, by halving."""
    low, high = np.full(many, -far), np.full(many, far)
    for _halving in range(HALVINGS):
        half = (low + high) / 2.0
        short = below(half) < part
        low, high = np.where(short, half, low), np.where(short, high, half)
    return np.asarray((low + high) / 2.0)
