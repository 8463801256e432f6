"""Next-day links, quickly: how today's answers follow yesterday's, drawn towards what a population has in common.

One formula for one person and for a million. It gives no probability that there is no link at all: see chances.py.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.days.moments import Following
from alongside.insight.days.population import Population
from alongside.insight.days.sweep import sweep
from alongside.insight.errors import WrongShape

WEIGHT_OF_A_GUESS = 1.0  # how many pairs of days the first guess of the noise counts for, halved
LEAST_NOISE = 0.02  # of an item's own variance
# Answers in whole numbers with a floor say a little less than the formula believes: measured over simulated diaries.
COARSE = 1.10
FEWEST_PAIRS = 10  # below that a person teaches nothing about a population
GROUP = 512  # people at a time


@dataclass(frozen=True)
class NextDay:
    """Next-day links of many people, standardised: [k, i, j] is person k, item j one day → item i the next.

    `mean`, `low`, `high` (people, items, items): where the link lies, with 95 % probability between low and high;
    `spread`: its standard deviation; `told`: whether the days can say anything of it; `noise` (people, items): variance of
    an item that yesterday leaves open; `pairs` (people,).
    """

    mean: Floats
    low: Floats
    high: Floats
    spread: Floats
    told: Flags
    noise: Floats
    pairs: Counts


def next_day(days: Following, population: Population, beliefs: Floats | None = None, *, level: float = 0.95) -> NextDay:
    """How each item follows each other from one day to the next, for everybody at once.

    `days`: see `following`; `beliefs` (people, items, items): -1, 0, 1, what each person believes, or None. Raises
    WrongShape. Method: Bayesian linear regression for each item on all of yesterday, with the population as prior and the
    noise unknown (normal - inverse gamma), in closed form.
    """
    people, items = len(days.pairs), days.items
    insist_on_population(population, items)
    mean = np.empty((people, items, items))
    spread, noise = np.empty_like(mean), np.empty((people, items))
    for start in range(0, people, GROUP):
        part = slice(start, start + GROUP)
        mean[part], spread[part], noise[part] = _regress(days, part, *prior_of(population, beliefs, part))
    freedom = 2.0 * WEIGHT_OF_A_GUESS + days.free
    reach = stdtrit(freedom, 0.5 + level / 2.0)[:, None, None] * spread
    wide = np.sqrt(freedom / np.maximum(freedom - 2.0, 0.5))[:, None, None]
    return NextDay(mean, mean - reach, mean + reach, spread * wide, told_of(days), noise, days.pairs)


def told_of(days: Following) -> Flags:
    """(people, items, items): both items move, and there are more pairs of days than items."""
    enough = days.pairs > days.items + 2
    return np.asarray(days.moves[:, :, None] & days.moves[:, None, :] & enough[:, None, None])


def insist_on_population(population: Population, items: int) -> None:
    """Raises WrongShape when a population was learned from other items."""
    if population.items != items:
        raise WrongShape(
            f"The population has {population.items} items and these days have {items}. They must be the same."
        )


def prior_of(population: Population, beliefs: Floats | None, part: slice) -> tuple[Floats, Floats]:
    """Mean and variance of each link before any day was seen, with what is believed."""
    mean = population.mean[None]
    if beliefs is not None and population.belief:
        mean = mean + population.belief * beliefs[part]
    return mean, (population.spread**2)[None]


def noise_guess(days: Following, part: slice) -> Floats:
    """(people, items): what an item's own yesterday leaves open of it, on average; the scale of the priors."""
    own = np.einsum("nii->ni", days.before[part])
    cross = np.einsum("nii->ni", days.across[part])
    after = np.einsum("nii->ni", days.after[part])
    rest = after - np.where(own > 0, cross**2 / np.where(own > 0, own, 1.0), 0.0)
    return np.asarray(np.maximum(rest / days.free[part][:, None], LEAST_NOISE))


def system(days: Following, part: slice, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """The equations of every item of every person: tables (items + 1, items + 1, items, people), and the first noise."""
    before, across = days.before[part], days.across[part]
    people, items = before.shape[:2]
    guess = noise_guess(days, part)
    table = np.empty((items + 1, items + 1, items, people))
    table[:items, :items] = before.transpose(1, 2, 0)[:, :, None, :]
    sure = (guess[:, :, None] / variance).transpose(2, 1, 0)  # by, to, person
    pull = sure * mean.transpose(2, 1, 0)
    one = np.arange(items)
    table[one, one] += sure
    table[:items, items] = across.transpose(1, 2, 0) + pull
    table[items, :items] = table[:items, items]
    table[items, items] = np.einsum("nii->in", days.after[part])
    return table, guess.T


def _regress(days: Following, part: slice, mean: Floats, variance: Floats) -> tuple[Floats, Floats, Floats]:
    table, guess = system(days, part, mean, variance)
    items = days.items
    prior_rest = (mean**2 / variance).transpose(2, 1, 0).sum(axis=0) * guess
    for at in range(items):
        sweep(table, at)
    rest = table[items, items] + prior_rest
    noise = (WEIGHT_OF_A_GUESS * guess + rest / 2.0) / (WEIGHT_OF_A_GUESS + days.free[part] / 2.0)
    one = np.arange(items)
    spread = np.sqrt(-table[one, one] * noise[None] * COARSE)
    return table[:items, items].transpose(2, 1, 0), spread.transpose(2, 1, 0), noise.T


def learn_next_day(
    days: Following, start: Population, beliefs: Floats | None = None, *, rounds: int = 40
) -> tuple[Floats, Floats, float]:
    """What the links of many people have in common: mean and spread of each, and what beliefs are worth.

    Gives (items, items), (items, items) and a weight, 0 where beliefs tell nothing. Method: expectation maximisation; the
    weight by regression through the origin, kept only when it stands two standard errors off zero. A handful of people
    moves the start only a little.
    """
    taught = (days.pairs >= FEWEST_PAIRS)[:, None, None] & told_of(days)
    own = np.eye(days.items, dtype=np.bool_)
    weigh = taught.astype(np.float64)
    people = weigh.sum(axis=0) + 4.0
    mean, variance, worth = start.mean, start.spread**2, 0.0
    told = beliefs * ~own if beliefs is not None else np.zeros((1, days.items, days.items))
    everybody = slice(0, len(days.pairs))
    for _round in range(rounds):
        at, spread, _noise = _regress(days, everybody, mean[None] + worth * told, variance[None])
        off = at - mean[None]
        by_precision = weigh * told / variance[None]
        shown, power = float((by_precision * off).sum()), float((by_precision * told).sum())
        worth = shown / power if shown > 2.0 * np.sqrt(power) else 0.0
        mean = ((weigh * (at - worth * told)).sum(axis=0) + 4.0 * start.mean) / people
        rest = at - mean[None] - worth * told
        variance = ((weigh * (spread**2 + rest**2)).sum(axis=0) + 4.0 * start.spread**2) / people
    return mean, np.sqrt(variance), worth
