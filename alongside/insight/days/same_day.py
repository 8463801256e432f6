"""Same-day links: what goes together within a day, once yesterday and everything else of that day are allowed for.

They can be told much earlier than next-day links. They have no direction.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from alongside.insight.arrays import Flags, Floats
from alongside.insight.days.moments import Following
from alongside.insight.days.next_day import FEWEST_PAIRS, NextDay, insist_on_population, told_of
from alongside.insight.days.population import Population
from alongside.insight.days.sweep import sweep

COARSE = 1.10  # floors and whole numbers narrow the intervals a little: measured over simulated diaries
NARROWEST = 1e-3


@dataclass(frozen=True)
class SameDay:
    """Partial correlations of many people, symmetric, [k, i, j]; zero on the diagonal; 95 % between `low` and `high`."""

    mean: Floats
    low: Floats
    high: Floats
    told: Flags


def same_day(days: Following, links: NextDay, population: Population, *, level: float = 0.95) -> SameDay:
    """How items go together within a day, yesterday allowed for. `links`: what `next_day` found for the same days.

    Raises WrongShape. Method: partial correlations of what yesterday leaves open, as Fisher's z, drawn towards the
    population's by their precision; the interval is the hyperbolic tangent of the interval of z.
    """
    insist_on_population(population, days.items)
    z, variance = _fisher(days, links, population)
    prior = 1.0 / population.same_spread[None] ** 2
    sure = 1.0 / variance + prior
    middle = (z / variance + population.same_mean[None] * prior) / sure
    reach = ndtri(0.5 + level / 2.0) * np.sqrt(COARSE / sure)
    off = ~np.eye(days.items, dtype=np.bool_)
    return SameDay(
        np.tanh(middle) * off, np.tanh(middle - reach) * off, np.tanh(middle + reach) * off, told_of(days) & off
    )


def _fisher(days: Following, links: NextDay, population: Population) -> tuple[Floats, Floats]:
    """(people, items, items): z of the partial correlations, and its variance."""
    items = days.items
    explained = links.mean @ days.across
    rest = (
        days.after - explained - explained.transpose(0, 2, 1) + links.mean @ days.before @ links.mean.transpose(0, 2, 1)
    )
    table = np.ascontiguousarray(rest.transpose(1, 2, 0))
    one = np.arange(items)
    table[one, one] = np.where(table[one, one] > 0.0, table[one, one], 1.0) * (1.0 + 1e-9) + 1e-9
    for at in range(items):
        sweep(table, at)
    scale = np.sqrt(np.maximum(-table[one, one], 1e-12))
    between = (table / (scale[:, None] * scale[None, :])).transpose(2, 0, 1)
    z = np.arctanh(np.clip(between, -0.999, 0.999))
    used = (
        days.free[:, None, None] / (days.free[:, None, None] + links.noise[:, :, None] / population.spread[None] ** 2)
    ).sum(axis=2)
    left = days.free - used.mean(axis=1) - (items - 2) - 3.0
    return z, np.broadcast_to((1.0 / np.maximum(left, 1.0))[:, None, None], z.shape)


def learn_same_day(days: Following, links: NextDay, start: Population, *, rounds: int = 30) -> tuple[Floats, Floats]:
    """What same-day links have in common in a population: mean and spread of Fisher's z, (items, items) each.

    Method: expectation maximisation; a handful of people moves the start only a little.
    """
    z, variance = _fisher(days, links, start)
    weigh = ((days.pairs >= FEWEST_PAIRS)[:, None, None] & told_of(days)).astype(np.float64)
    people = weigh.sum(axis=0) + 4.0
    mean, spread = start.same_mean, start.same_spread**2
    for _round in range(rounds):
        sure = 1.0 / variance + 1.0 / spread[None]
        at = (z / variance + mean[None] / spread[None]) / sure
        mean = ((weigh * at).sum(axis=0) + 4.0 * start.same_mean) / people
        apart = 1.0 / sure + (at - mean[None]) ** 2
        spread = ((weigh * apart).sum(axis=0) + 4.0 * start.same_spread**2) / people
    return mean, np.sqrt(np.maximum(spread, NARROWEST))
