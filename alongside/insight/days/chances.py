"""Next-day links, nightly: how probable is it that one goes up after another, down, or that there is no link at all?

Every possible set of links of an item is weighed, so that nothing is drawn by lot and the same days give the same answer.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr, ndtri, stdtr

from alongside.insight.arrays import Flags, Floats
from alongside.insight.days.moments import Following
from alongside.insight.days.next_day import (
    FEWEST_PAIRS,
    WEIGHT_OF_A_GUESS,
    insist_on_population,
    system,
    told_of,
)
from alongside.insight.days.population import Population
from alongside.insight.days.sweep import sweep

ROOM = 4_000_000  # numbers kept at once, so that memory stays flat
SMALLEST, FEW = 1e-3, 4.0
LARGEST_ODDS = 4.0
NOTHING = 1e-11


@dataclass(frozen=True)
class Chances:
    """[k, i, j] is person k, item j one day → item i the next; `up`, `down`, `none` add up to 1.

    `mean`, `low`, `high`, `spread`: of the link, no link included, standardised, 95 %; `told`: whether the days can say
    anything of it. An item always carries over from itself: there `none` is 0.
    """

    up: Floats
    down: Floats
    none: Floats
    mean: Floats
    low: Floats
    high: Floats
    spread: Floats
    told: Flags


@dataclass(frozen=True)
class _Weighed:
    """Sums over all sets of links, (people, items, items)."""

    there: Floats
    up: Floats
    first: Floats
    second: Floats


def chances(days: Following, population: Population, beliefs: Floats | None = None, *, level: float = 0.95) -> Chances:
    """How probable each next-day link is: up, down, none.

    `days`: see `following`; `beliefs` (people, items, items) of -1, 0, 1, or None. Raises WrongShape. Method:
    spike-and-slab regression (George & McCulloch 1993) with an item's own yesterday always in, noise integrated out, and
    all 2^(items - 1) sets of links of each item weighed exactly (George & McCulloch 1997), walked in Gray's order.
    """
    insist_on_population(population, days.items)
    weighed = _weigh(days, *_starting(population, beliefs, len(days.pairs)))
    there = np.clip(weighed.there, 0.0, 1.0)
    up = np.clip(weighed.up, 0.0, there)
    spread = np.sqrt(np.maximum(weighed.second - weighed.first**2, 0.0))
    low, high = (_quantile(weighed, share) for share in (0.5 - level / 2.0, 0.5 + level / 2.0))
    return Chances(up, there - up, 1.0 - there, weighed.first, low, high, spread, told_of(days))


def _starting(population: Population, beliefs: Floats | None, people: int) -> tuple[Floats, Floats, Floats]:
    """Log-odds of a link, its mean and its variance where there is one, before any day was seen."""
    own = np.eye(population.items, dtype=np.bool_)
    often = np.clip(population.often, SMALLEST, 1.0 - SMALLEST)
    odds = np.log(often / (1.0 - often))[None]
    size = population.size[None]
    if beliefs is not None:
        odds = odds + np.where(beliefs != 0, population.odds_yes, population.odds_no) * ~own
        size = size + population.lean * beliefs * ~own
    shape = (people, population.items, population.items)
    return (
        np.broadcast_to(odds, shape),
        np.broadcast_to(size, shape),
        np.broadcast_to(population.reach[None] ** 2, shape),
    )


def _weigh(days: Following, odds: Floats, size: Floats, variance: Floats) -> _Weighed:
    people, items = len(days.pairs), days.items
    sums = np.empty((4, people, items, items))
    group = max(1, ROOM // (3 * items * items * 2 ** (items - 1)))
    for start in range(0, people, group):
        part = slice(start, start + group)
        sums[:, part] = _weigh_group(days, part, odds[part], size[part], variance[part])
    return _Weighed(*sums)


def _weigh_group(days: Following, part: slice, odds: Floats, size: Floats, variance: Floats) -> Floats:
    items = days.items
    table, guess = system(days, part, size, variance)
    order = _own_first(items)
    table = _reordered(table, order)
    odds, size, variance = (_by_order(one, order) for one in (odds, size, variance))
    sets = 1 << (items - 1)
    people = guess.shape[1]
    weight = np.empty((sets, items, people))
    at, wide = np.zeros((sets, items, items, people)), np.zeros((sets, items, items, people))
    inside = np.zeros(items, dtype=np.bool_)
    shape = WEIGHT_OF_A_GUESS + days.free[part] / 2.0
    log_prior, log_size, rest = (np.zeros((items, people)) for _ in range(3))
    pull = size**2 / variance * guess[None]
    half_log = 0.5 * np.log(variance / guess[None])
    swept = np.zeros((sets, items), dtype=np.bool_)
    for number in range(sets):
        turn = (number & -number).bit_length() if number else 0
        leaves = bool(inside[turn])
        pivot = sweep(table, turn, back=leaves)
        way = -1.0 if leaves else 1.0
        log_size += 0.5 * np.log(np.abs(pivot))
        log_prior += way * ((odds[turn] if turn else 0.0) - half_log[turn])
        rest += way * pull[turn]
        inside[turn] = not leaves
        scale = WEIGHT_OF_A_GUESS * guess + (table[items, items] + rest) / 2.0
        weight[number] = log_prior - log_size - shape * np.log(scale)
        now = np.flatnonzero(inside)
        at[number, now] = table[now, items]
        wide[number, now] = -table[now, now] * (scale / shape)[None]
        swept[number] = inside
    weight = np.exp(weight - weight.max(axis=0))
    weight /= weight.sum(axis=0)
    return np.stack([_back(one, order) for one in _sums(weight, at, wide, swept, 2.0 * shape)])


def _sums(weight: Floats, at: Floats, wide: Floats, swept: Flags, freedom: Floats) -> list[Floats]:
    """Over all sets of links: that it is there, that it goes up, and its first two moments; each (by, to, person)."""
    items = at.shape[1]
    there, up = np.empty(at.shape[1:]), np.empty(at.shape[1:])
    for by in range(items):
        rows = np.flatnonzero(swept[:, by])
        share = weight[rows]
        there[by] = share.sum(axis=0)
        # Most sets weigh nothing: the slow distribution function is asked only for those that do.
        heavy = share > NOTHING
        turned = np.zeros_like(share)
        far = at[rows, by][heavy] / np.sqrt(wide[rows, by][heavy])
        turned[heavy] = share[heavy] * stdtr(np.broadcast_to(freedom, share.shape)[heavy], far)
        up[by] = turned.sum(axis=0)
    first = np.einsum("sin,sbin->bin", weight, at)
    wider = wide * (freedom / np.maximum(freedom - 2.0, 0.5))
    second = np.einsum("sin,sbin->bin", weight, at * at + wider)
    return [there, up, first, second]


def _own_first(items: int) -> "np.ndarray[tuple[int, int], np.dtype[np.intp]]":
    """(items, items): for each item, itself and then the others."""
    return np.array([[to, *(by for by in range(items) if by != to)] for to in range(items)], dtype=np.intp)


def _reordered(table: Floats, order: "np.ndarray[tuple[int, int], np.dtype[np.intp]]") -> Floats:
    out = np.empty_like(table)
    for to, own_first in enumerate(order):
        rows = np.append(own_first, len(own_first))
        out[:, :, to] = table[rows][:, rows, to]
    return out


def _by_order(one: Floats, order: "np.ndarray[tuple[int, int], np.dtype[np.intp]]") -> Floats:
    """(people, to, by) → (by in order, to, people)."""
    return np.ascontiguousarray(np.take_along_axis(one, order[None], axis=2).transpose(2, 1, 0))


def _back(one: Floats, order: "np.ndarray[tuple[int, int], np.dtype[np.intp]]") -> Floats:
    """(by in order, to, people) → (people, to, by)."""
    return np.take_along_axis(one.transpose(2, 1, 0), np.argsort(order, axis=1)[None], axis=2)


def _quantile(weighed: _Weighed, share: float) -> Floats:
    """Where this share of the probability lies below, with all of `none` lying on zero."""
    there = np.clip(weighed.there, 1e-9, 1.0)
    middle = weighed.first / there
    wide = np.sqrt(np.maximum(weighed.second / there - middle**2, 1e-12))
    below = there * ndtr(-middle / wide)
    left = middle + wide * ndtri(np.clip(share / there, 1e-12, 1.0 - 1e-12))
    right = middle + wide * ndtri(np.clip((share - (1.0 - there)) / there, 1e-12, 1.0 - 1e-12))
    return np.asarray(np.where(share < below, left, np.where(share <= below + 1.0 - there, 0.0, right)))


@dataclass(frozen=True)
class Learned:
    """What `learn_chances` found; see Population."""

    often: Floats
    size: Floats
    reach: Floats
    odds_yes: float
    odds_no: float
    lean: float


def learn_chances(days: Following, start: Population, beliefs: Floats | None = None, *, rounds: int = 25) -> Learned:
    """How often links are there in a population, how strong where they are, and what beliefs are worth.

    Method: expectation maximisation over the exact chances; log-odds by one Newton step a round. Beliefs that do not stand
    two standard errors off nothing are worth nothing.
    """
    people, items = len(days.pairs), days.items
    own = np.eye(items, dtype=np.bool_)
    weigh = ((days.pairs >= FEWEST_PAIRS)[:, None, None] & told_of(days)).astype(np.float64)
    often, size, reach = start.often.copy(), start.size.copy(), start.reach.copy()
    worth = lean = 0.0
    believed = (beliefs != 0) * ~own if beliefs is not None else np.zeros((1, items, items))
    share = float(believed.sum() / (len(believed) * max(items * (items - 1), 1)))
    for _round in range(rounds):
        yes, no = worth * (1.0 - share), -worth * share
        now = replace(start, often=often, size=size, reach=reach, odds_yes=yes, odds_no=no, lean=lean)
        odds, middle, variance = _starting(now, beliefs, people)
        found = _weigh(days, odds, middle, variance)
        there = weigh * found.there
        expected = weigh / (1.0 + np.exp(-odds))
        count = there.sum(axis=0)
        step = (count - expected.sum(axis=0) + 1.0 - FEW * often) / (
            (expected * (1.0 - 1.0 / (1.0 + np.exp(-odds)))).sum(axis=0) + FEW * often * (1.0 - often) + 1e-9
        )
        logit = np.log(np.clip(often, SMALLEST, 1 - SMALLEST) / np.clip(1 - often, SMALLEST, 1 - SMALLEST))
        often = np.where(own, 1.0, 1.0 / (1.0 + np.exp(-(logit + np.clip(step, -1.0, 1.0)))))
        if beliefs is not None:
            worth = _worth(there, expected, believed, worth)
            pull = weigh * beliefs * ~own / reach[None] ** 2
            shown = float((pull * (found.first - found.there * size[None])).sum())
            power = float((pull * beliefs * found.there).sum())
            lean = shown / power if shown > 2.0 * np.sqrt(max(power, 1e-12)) else 0.0
            moved = lean * beliefs * ~own
        else:
            moved = np.zeros((1, items, items))
        first = (weigh * (found.first - found.there * moved)).sum(axis=0)
        size = (first + FEW * start.size) / (count + FEW)
        centre = size[None] + moved
        apart = (weigh * (found.second - 2.0 * centre * found.first + centre**2 * found.there)).sum(axis=0)
        reach = np.sqrt(np.maximum((apart + FEW * start.reach**2) / (count + FEW), SMALLEST))
    return Learned(often, size, reach, worth * (1.0 - share), -worth * share, lean)


def _worth(there: Floats, expected: Floats, believed: Floats, old: float) -> float:
    """One Newton step of the log-odds between a believed and a disbelieved link; 0 when it does not stand off nothing."""
    varies = expected * (1.0 - np.minimum(expected, 1.0))
    centred = believed - (varies * believed).sum(axis=0) / (varies.sum(axis=0) + 1e-12)
    information = float((varies * centred**2).sum()) + 1e-9
    new = float(np.clip(old + ((there - expected) * centred).sum() / information, -LARGEST_ODDS, LARGEST_ODDS))
    return new if abs(new) * np.sqrt(information) > 2.0 else 0.0
