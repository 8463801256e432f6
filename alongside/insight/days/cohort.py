"""A whole population at once: arrays in, arrays out, in pieces, so that memory stays flat however many people there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.days.chances import learn_chances
from alongside.insight.days.check import MOST_ITEMS, as_numbers, insist_on_scale
from alongside.insight.days.moments import DRIFTS, clock, following
from alongside.insight.days.next_day import COARSE, LEAST_NOISE, WEIGHT_OF_A_GUESS, learn_next_day, next_day
from alongside.insight.days.population import Population, unknown_population
from alongside.insight.days.same_day import learn_same_day
from alongside.insight.errors import Nothing, OutOfScale, TooMany, WrongShape

PIECE = 8192  # people at a time on the plain path


@dataclass(frozen=True)
class Cohort:
    """Next-day links of many people, standardised: [k, i, j] is person k, item j one day → item i the next.

    `mean`, `spread` (people, items, items); `reach` (people,): how many spreads lie on each side of the mean in a 95 %
    interval; `told` (people, items, items): whether the days can say anything of it; `pairs` (people,).
    """

    mean: Floats
    spread: Floats
    reach: Floats
    told: Flags
    pairs: Counts

    @property
    def low(self) -> Floats:
        return np.asarray(self.mean - self.reach[:, None, None] * self.spread)

    @property
    def high(self) -> Floats:
        return np.asarray(self.mean + self.reach[:, None, None] * self.spread)


def refresh(
    values: ArrayLike,
    population: Population | None = None,
    *,
    scale: tuple[float, float] = (0.0, 10.0),
    compiled: bool | None = None,
) -> Cohort:
    """Everybody's next-day links anew, by the quick formula.

    `values` (people, days, items): one row a day without holes in the calendar, NaN where nothing was said; at most 8 items.
    `compiled`: None takes the compiled path where numba is installed. Both give the same numbers to 1e-10. Raises
    WrongShape, Nothing, TooMany, NotFinite, OutOfScale. Method: see `next_day`.

    >>> quiet = refresh(np.zeros((2, 30, 3)))
    >>> quiet.mean.shape, bool(quiet.told.any())
    ((2, 3, 3), False)
    """
    told = insist_on_people(values, scale)
    known = population if population is not None else unknown_population(told.shape[2])
    if known.items != told.shape[2]:
        raise WrongShape(f"The population has {known.items} items and these people have {told.shape[2]}.")
    if compiled is None:
        compiled = has_numba()
    return _compiled(told, known) if compiled else _plain(told, known)


def has_numba() -> bool:
    """Whether the compiled path can be taken: numba is an extra, and without it the same numbers come a little later."""
    return find_spec("numba") is not None


def insist_on_people(values: ArrayLike, scale: tuple[float, float]) -> Floats:
    """Raises WrongShape, Nothing, TooMany, NotFinite, OutOfScale."""
    told = values if isinstance(values, np.ndarray) and values.dtype == np.float64 else as_numbers(values)
    if told.ndim != 3:
        raise WrongShape(f"Give people by days by items; this has {told.ndim} dimensions.")
    if 0 in told.shape:
        raise Nothing("There is nobody, or no day, or no item.")
    if told.shape[2] > MOST_ITEMS:
        raise TooMany(f"{told.shape[2]} items are more than can be told apart; choose at most {MOST_ITEMS}.")
    low, high = float(np.fmin.reduce(told, axis=None)), float(np.fmax.reduce(told, axis=None))
    if low < scale[0] or high > scale[1] or not scale[0] < scale[1]:
        insist_on_scale(told, scale)
        raise OutOfScale(
            "The answers do not lie on the scale that was named."
        )  # pragma: no cover - said in more detail above
    return told


def _plain(values: Floats, population: Population) -> Cohort:
    found = []
    for start in range(0, len(values), PIECE):
        days = following(values[start : start + PIECE])
        links = next_day(days, population)
        found.append((links.mean, links.high - links.mean, links.told, links.pairs, days.free))
    mean, half, told, pairs, free = (np.concatenate(one) for one in zip(*found, strict=True))
    reach = _reach(free)
    return Cohort(mean, half / reach[:, None, None], reach, told, pairs)


def _reach(free: Floats) -> Floats:
    """How many spreads a 95 % interval reaches to each side. The same few numbers come again and again."""
    table = stdtrit(2.0 * WEIGHT_OF_A_GUESS + np.arange(int(free.max()) + 1), 0.975)
    return np.asarray(table[free.astype(np.int64)])


def _compiled(values: Floats, population: Population) -> Cohort:
    # Loaded at its first use, because loading numba takes longer than everything else here together.
    kernels = import_module("alongside.insight.days.kernels")
    people, days, items = values.shape
    mean, spread = np.empty((people, items, items)), np.empty((people, items, items))
    free = np.empty(people)
    pairs, moves = np.empty(people, dtype=np.int64), np.empty((people, items), dtype=np.bool_)
    settings = np.array([DRIFTS, WEIGHT_OF_A_GUESS, LEAST_NOISE, COARSE])
    groups = max(1, min(kernels.numba.get_num_threads() * 8, people // 64))
    kernels.refresh(
        np.ascontiguousarray(values), clock(days - 1), population.mean, population.spread**2, settings,
        mean, spread, pairs, moves, free, groups,
    )  # what is known, then what is filled  # fmt: skip
    told = moves[:, :, None] & moves[:, None, :] & (pairs > items + 2)[:, None, None]
    return Cohort(mean, spread, _reach(free), told, pairs)


def refresh_in_pieces(
    pieces: Iterable[ArrayLike], population: Population | None = None, *, scale: tuple[float, float] = (0.0, 10.0)
) -> Iterator[Cohort]:
    """As `refresh`, piece by piece as the pieces come: memory holds one of them, whoever many people there are.

    >>> sum(len(part.pairs) for part in refresh_in_pieces([np.zeros((2, 20, 3)), np.ones((5, 20, 3))]))
    7
    """
    for piece in pieces:
        yield refresh(piece, population, scale=scale)


def learn(
    values: ArrayLike,
    beliefs: ArrayLike | None = None,
    *,
    scale: tuple[float, float] = (0.0, 10.0),
    start: Population | None = None,
) -> Population:
    """What the days of consenting people have in common, as a starting point for each of them.

    `values` (people, days, items), NaN where nothing was said; `beliefs` (people, items, items): what each drew, -1, 0, 1.
    Beliefs that tell nothing get the weight 0, so that they cannot do harm. Raises as `refresh`. Method: see
    `learn_next_day`, `learn_chances`, `learn_same_day`.
    """
    told = insist_on_people(values, scale)
    first = start if start is not None else unknown_population(told.shape[2])
    drawn = None
    if beliefs is not None:
        drawn = np.nan_to_num(as_numbers(beliefs))
        if drawn.shape != (len(told), told.shape[2], told.shape[2]):
            raise WrongShape("Beliefs are one table for each person: from each item to each.")
    days = following(told)
    mean, spread, worth = learn_next_day(days, first, drawn)
    quick = replace(first, mean=mean, spread=spread, belief=worth)
    same_mean, same_spread = learn_same_day(days, next_day(days, quick), first)
    return replace(
        quick,
        people=len(told),
        same_mean=same_mean,
        same_spread=same_spread,
        **vars(learn_chances(days, first, drawn)),
    )
