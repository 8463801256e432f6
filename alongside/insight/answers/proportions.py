"""Many services' shares together: each is drawn towards what all have in common, the more so the fewer its answers. It ranks nobody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.answers.pool import learned, placed
from alongside.insight.answers.reading import locked, read_part, read_yes
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.verdicts import CantTell

FEWEST_SERVICES = 2
SURE = 0.95


@dataclass(frozen=True)
class Group:
    """What the services have in common: `mean` 0-1, `differ`: standard deviation of true shares between services, `size`: how many answers
    the group is worth when it is weighed against a service's own (posterior median of S)."""

    mean: float
    differ: float
    size: float


@dataclass(frozen=True)
class Pooled:
    """All (services,) in the order given. `share` 0-1, `spread` its standard deviation, `low`-`high` its interval.

    `above`: P(true share above the group's mean), and below is 1 − above. `stands`: 1 above, −1 below, 0 cannot be told apart; only beyond
    `sure`. `told`: False where nobody answered; the numbers there are what is known of the group, and very wide.
    """

    share: Floats
    spread: Floats
    low: Floats
    high: Floats
    above: Floats
    stands: Counts
    told: Flags
    answers: Floats
    group: Group
    level: float
    sure: float


def pooled(yes: ArrayLike, answers: ArrayLike, *, level: float = 0.95, sure: float = SURE) -> Pooled | CantTell:
    """What share is true in each service, and which services surely lie above or below the group.

    `yes`, `answers` (services,): whole counts, at most ten million; nobody answering is 0. CantTell "no_answers", or
    "too_few_services" when fewer than two have any. Raises WrongShape, OutOfScale, NotFinite, Nothing, TooMany.
    Method: y ~ Binomial(n, p), p ~ Beta(mS, (1−m)S), m uniform, 1 / (S + 1) ~ Beta(1.25, 9), both integrated on a grid laid around
    the posterior; intervals are quantiles of the mixture of Betas itself (to about .001), not of one matched Beta. The prior
    is nearly flat in the variance between services where that is small, which keeps intervals honest when services look alike by
    luck (Morris 1983; Tak, Kelly & Morris 2017; Chung et al. 2013); one flat in the standard deviation covers too little there.

    >>> from alongside.insight.answers import pooled
    >>> found = pooled([1, 4, 5, 9, 2, 0], [8, 8, 9, 10, 6, 0])
    >>> found.share.round(1).tolist(), found.stands.tolist(), found.told[-1]
    ([0.3, 0.5, 0.5, 0.7, 0.4, 0.5], [0, 0, 0, 1, 0, 0], np.False_)
    """
    said, heard = read_yes(yes, answers, dimensions=1)
    level, sure = read_part(level, "level"), read_part(sure, "probability to be sure of")
    with_answers = heard > 0.0
    if not with_answers.any():
        return CantTell("no_answers", None, "answers")
    if with_answers.sum() < FEWEST_SERVICES:
        return CantTell("too_few_services")
    pool = learned(said[with_answers], heard[with_answers])
    found = placed(pool, said, heard, level)
    stands = (found.above > sure).astype(np.int64) - (found.above < 1.0 - sure)
    stands[~with_answers] = 0
    mean = float(pool.weight @ pool.mean)
    inner = pool.mean * (1.0 - pool.mean) / (pool.a + pool.b + 1.0)
    order = np.argsort(pool.a + pool.b)
    half = int(np.searchsorted(np.cumsum(pool.weight[order]), 0.5))
    group = Group(mean, float(np.sqrt(pool.weight @ inner)), float((pool.a + pool.b)[order][half]))
    return Pooled(
        share=locked(found.mean),
        spread=locked(found.spread),
        low=locked(found.low),
        high=locked(found.high),
        above=locked(found.above),
        stands=stands,
        told=with_answers,
        answers=locked(heard),
        group=group,
        level=level,
        sure=sure,
    )
