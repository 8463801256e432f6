"""What many people's days have in common, as a starting point for one person's: how strong, how often, how different.

It holds tendencies of a group and nobody's days. Without a group there is `unknown_population`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from alongside.insight.arrays import Floats
from alongside.insight.errors import WrongShape

CARRIES_OVER, CARRIES_OVER_SPREAD = 0.35, 0.35
LINK_SPREAD = 0.12  # of a next-day link, when nothing is known of it
OFTEN, REACH = 0.28, 0.17  # how often a link is there at all, and how far it reaches when it is
SAME_DAY_SPREAD = 0.35
# One point better sleep, and pain the next day, in 111 people with lasting back pain over eleven weeks of daily diaries:
# -0.17 points (95 % interval -0.19 to -0.15), pain of the day before allowed for. HSR&D 2019.
SLEEP_THEN_PAIN, SLEEP_THEN_PAIN_SPREAD = -0.17, 0.10


@dataclass(frozen=True)
class Population:
    """Tendencies of a population in `items` items; everything standardised; [i, j] is item j one day → item i the next.

    Straight answer: `mean`, `spread` (items, items) of the links, `belief`: what a person's own belief (-1, 0, 1) moves them
    by. Chances: `often`: how often there is a link at all; `size`, `reach`: its mean and spread where there is one;
    `odds_yes`, `odds_no`: log-odds that a believed, and a disbelieved, link adds; `lean`: what a believed one is moved by.
    Same day: `same_mean`, `same_spread` of Fisher's z. `people`: how many were learned from; 0 when nothing is known.
    """

    people: int
    mean: Floats
    spread: Floats
    belief: float
    often: Floats
    size: Floats
    reach: Floats
    odds_yes: float
    odds_no: float
    lean: float
    same_mean: Floats
    same_spread: Floats

    @property
    def items(self) -> int:
        return int(self.mean.shape[0])


def unknown_population(items: int, kinds: Sequence[str | None] | None = None) -> Population:
    """The starting point where no population is known: every item carries over a little, links are few and small.

    `kinds` (items,): what an item is, where it is one that studies know ("sleep": better is higher; "pain": worse is
    higher); better sleep is then expected to go with a little less pain the next day (HSR&D 2019). Raises WrongShape.

    >>> unknown_population(2).mean.tolist()
    [[0.35, 0.0], [0.0, 0.35]]
    """
    own = np.eye(items, dtype=np.bool_)
    known = Population(
        people=0,
        mean=np.where(own, CARRIES_OVER, 0.0),
        spread=np.where(own, CARRIES_OVER_SPREAD, LINK_SPREAD),
        belief=0.0,
        often=np.where(own, 1.0, OFTEN),
        size=np.where(own, CARRIES_OVER, 0.0),
        reach=np.where(own, CARRIES_OVER_SPREAD, REACH),
        odds_yes=0.0,
        odds_no=0.0,
        lean=0.0,
        same_mean=np.zeros((items, items)),
        same_spread=np.full((items, items), SAME_DAY_SPREAD),
    )
    if kinds is None:
        return known
    if len(kinds) != items:
        raise WrongShape(f"There are {items} items; say of each what kind it is, or None.")
    mean, spread = known.mean.copy(), known.spread.copy()
    for to, kind_to in enumerate(kinds):
        for by, kind_by in enumerate(kinds):
            if (kind_by, kind_to) == ("sleep", "pain"):
                mean[to, by], spread[to, by] = SLEEP_THEN_PAIN, SLEEP_THEN_PAIN_SPREAD
    return replace(known, mean=mean, spread=spread, size=np.where(mean < 0, mean, known.size))
