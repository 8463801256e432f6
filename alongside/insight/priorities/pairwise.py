"""What pairs of things say when there are no screens of five: strengths, and between which things nobody has compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import log_expit, log_ndtr, ndtr

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell

Model = Literal["bradley_terry", "thurstone"]
REACH, FINEST = 9.0, 6.0
SETTLED, SLOWEST = 1e-10, 0.02


@dataclass(frozen=True)
class Strengths:
    """`mean` (items,) and `covariance` (items, items) of the strengths, 0 in the middle; `told`: was it in any vote?

    `islands`: sets of things joined by votes; between two islands nothing was compared and the order says nothing.
    `is_settled_by_votes`: every thing can be reached from every other by "was preferred to"; otherwise part of the order
    rests on the mild assumption that no thing is endlessly strong, and the page says so.
    """

    mean: Floats
    covariance: Floats
    told: Flags
    islands: tuple[tuple[int, ...], ...]
    is_settled_by_votes: bool

    def before(self, one: int, other: int) -> float:
        """P(one is stronger than the other)."""
        spread = self.covariance[one, one] + self.covariance[other, other] - 2.0 * self.covariance[one, other]
        return float(ndtr((self.mean[one] - self.mean[other]) / np.sqrt(spread)))


def strengths(
    items: int,
    votes: Sequence[tuple[int, int]],
    *,
    variance: float = 4.0,
    model: Model = "bradley_terry",
    rounds: int = 1000,
) -> Strengths | CantTell:
    """How strong each thing is, from votes between two.

    `votes`: (preferred, other) for each vote, in any order; "can't decide" is left out. `variance`: of the strengths before
    any vote. CantTell: "nothing_chosen" without a vote, "does_not_settle" when `rounds` were too few. Raises WrongShape,
    OutOfScale. Method: Bradley-Terry or Thurstone, normal prior, expectation propagation (Minka 2001; Chu & Ghahramani
    2005), one factor for all votes on a pair, moments by the trapezoid rule. Not the highest point of the posterior (MAP):
    with few votes that draws the strengths in by a fifth. One person's votes hang together: for how sure an order is over people, draw people anew.

    >>> strengths(4, [(3, 2), (2, 1), (1, 0)], variance=8.0).mean.round(2).tolist()
    [-2.25, -0.54, 0.54, 2.25]
    """
    if items < 2:
        raise OutOfScale("There is nothing to compare: give at least two things.")
    if not 0.0 < variance < np.inf:
        raise OutOfScale("The variance of the strengths is a number above 0.")
    if any(len(vote) != 2 for vote in votes):
        raise WrongShape("A vote is two things: the preferred one and the other.")
    if any(not 0 <= one < items or a == b for a, b in votes for one in (a, b)):
        raise OutOfScale(f"A vote is between two different things, whole numbers from 0 to {items - 1}.")
    if not votes:
        return CantTell("nothing_chosen")
    won = np.zeros((items, items), dtype=np.int64)
    np.add.at(won, tuple(np.asarray(votes, dtype=np.int64).T), 1)
    settled = _propagate(won, variance, model, rounds)
    if settled is None:
        return CantTell("does_not_settle")
    told = np.asarray((won + won.T).sum(axis=1) > 0)
    return Strengths(*settled, told, _islands(won), bool(_reached(won).all()))


def _propagate(won: Counts, variance: float, model: Model, rounds: int) -> tuple[Floats, Floats] | None:
    """All pairs at once, each by part of the way; the step is halved while that makes things worse. So no order matters."""
    items = len(won)
    first, second = np.nonzero(np.triu(won + won.T))
    up, down = won[first, second], won[second, first]
    contrast = np.zeros((len(first), items))
    contrast[np.arange(len(first)), first] = 1.0
    contrast[np.arange(len(first)), second] = -1.0
    precision, pull = np.zeros(len(first)), np.zeros(len(first))
    step, last = 0.7, np.inf
    for _round in range(rounds):
        covariance = np.linalg.inv(np.eye(items) / variance + (contrast.T * precision) @ contrast)
        mean = covariance @ (contrast.T @ pull)
        wide = np.einsum("vi,ij,vj->v", contrast, covariance, contrast)
        without = 1.0 / (1.0 / wide - precision)
        middle = without * ((contrast @ mean) / wide - pull)
        new_mean, new_wide = _moments(middle, without, up, down, model)
        more, harder = (1.0 / new_wide - 1.0 / without) - precision, (new_mean / new_wide - middle / without) - pull
        off = float(np.abs(np.concatenate([more, harder])).max())
        if off < SETTLED:
            return np.asarray(mean), np.asarray(covariance, dtype=np.float64)
        step = max(step / 2.0, SLOWEST) if off > last else step
        last = off
        precision, pull = precision + step * more, pull + step * harder
    return None


def _moments(middle: Floats, wide: Floats, up: Counts, down: Counts, model: Model) -> tuple[Floats, Floats]:
    """Mean and variance of a normal times these votes: a sum over points close enough for the sharpest pair."""
    log_chance = log_expit if model == "bradley_terry" else log_ndtr
    spread = np.sqrt(wide)
    sharpest = 1.0 / np.sqrt(1.0 + float((up + down).max()))
    nodes = int(np.ceil(2.0 * REACH * FINEST * max(1.0, float(spread.max()) / 2.0) / min(1.0, 2.0 * sharpest)))
    at = middle[:, None] + spread[:, None] * np.linspace(-REACH, REACH, nodes)[None]
    weight = -0.5 * ((at - middle[:, None]) / spread[:, None]) ** 2
    weight = weight + up[:, None] * log_chance(at) + down[:, None] * log_chance(-at)
    weight = np.exp(weight - weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    mean = (weight * at).sum(axis=1)
    return mean, (weight * (at - mean[:, None]) ** 2).sum(axis=1)


def _reached(links: Counts) -> Flags:
    """[i, j]: can j be reached from i along these links?"""
    reach = np.eye(len(links), dtype=np.bool_) | (links > 0)
    for _doubling in range(int(np.ceil(np.log2(len(links)))) + 1):
        reach = reach @ reach
    return reach


def _islands(won: Counts) -> tuple[tuple[int, ...], ...]:
    joined = _reached(won + won.T)
    return tuple(sorted({tuple(int(one) for one in np.flatnonzero(row)) for row in joined}))
