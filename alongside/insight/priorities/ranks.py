"""How sure an order of things is: who might be in the first five, which cannot be told apart, where constituencies differ.

People are drawn anew, never single choices: what one person chooses hangs together. Constituencies are never poured together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import OutOfScale, WrongShape
from alongside.insight.priorities.counts import Choices, by_person
from alongside.insight.verdicts import CantTell

FEWEST_PEOPLE = 5
SURE = 0.95
# However little things differ, they are not drawn closer together than this share of what was seen.
LEAST_KEPT = 0.05


@dataclass(frozen=True)
class Ranking:
    """[i] is thing i; `told` says whether anybody was shown it, and where not, the rest is 0 and means nothing.

    `share` −1 to 1, with a 95 % interval `share_low`-`share_high`; `inside`: P(in the top few); `expected`: rank, 1 is first;
    `low`, `high`: where the rank lies with probability `level`; `above` [i, j]: P(i before j). `order`: the things told, first
    first. `bands`: things next to each other of which no two can be told apart; bands may overlap. `groups`: cut wherever
    everything before stands surely before everything after. `top`: how many the top few are; `people`: how many chose.
    """

    order: tuple[int, ...]
    share: Floats
    share_low: Floats
    share_high: Floats
    inside: Floats
    expected: Floats
    low: Counts
    high: Counts
    above: Floats
    bands: tuple[tuple[int, ...], ...]
    groups: tuple[tuple[int, ...], ...]
    told: Flags
    people: int
    top: int
    level: float


@dataclass(frozen=True)
class SideBySide:
    """[g, i] in `inside` is constituency g (`names`), thing i. `common` ground and `disagreement` are (items,), 0-1.

    `left_out`: constituencies that could not tell, or that were switched off.
    """

    names: tuple[str, ...]
    weights: Floats
    inside: Floats
    common: Floats
    disagreement: Floats
    left_out: tuple[str, ...]


def ranking(
    made: Choices, *, top: int = 5, level: float = 0.90, draws: int = 2000, seed: int = 0
) -> Ranking | CantTell:
    """Which things one constituency puts first, and how sure that is.

    `made`: the screens of one constituency; `top`: how many the "top few" are; `level`: of the rank interval. CantTell:
    "too_few_people" below five, "nothing_chosen", "too_few_things" when no more were shown than `top`. Raises OutOfScale.
    Method: bootstrap of people (Efron 1979), with the spread of few people made up for by n / (n − 1), and scores drawn
    towards their middle as far as they differ no more than luck would make them (empirical Bayes, Efron & Morris 1973): without
    that, the first of 25 things looks surer than it is. Two things cannot be told apart while P(the lower one before
    the higher) is above .05; bands are the longest runs of such things (compact letter display, Piepho 2004).

    >>> from alongside.insight.priorities import choices, design
    >>> screens = [(who, line) for who in range(12) for line in design(25).classes[who % 6]]
    >>> who, shown = zip(*screens)
    >>> found = ranking(choices(25, who, shown, [min(line) for line in shown], [max(line) for line in shown]))
    >>> found.order[0], float(found.inside[0]) > 0.99, float(found.inside[24])
    (0, True, 0.0)
    """
    if not 0.0 < level < 1.0:
        raise OutOfScale("A level lies between 0 and 1.")
    if top < 1:
        raise OutOfScale("The top few are at least one.")
    best, worst, shown = by_person(made)
    people = len(shown)
    if people < FEWEST_PEOPLE:
        return CantTell("too_few_people", FEWEST_PEOPLE - people, "answers")
    told = shown.sum(axis=0) > 0
    if told.sum() <= top:
        return CantTell("too_few_things")
    net, seen = (best - worst)[:, told].astype(np.float64), shown[:, told].astype(np.float64)
    if not (best.any() or worst.any()):
        return CantTell("nothing_chosen")
    share, error = _share(net, seen)
    scores = _drawn(net, seen, share, error, draws, seed)
    before = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    level_with = (scores[:, None, :] == scores[:, :, None]).sum(axis=2)
    inside = np.clip((top - before) / level_with, 0.0, 1.0).mean(axis=0)
    expected = (before + (level_with + 1) / 2.0).mean(axis=0)
    edge = (1.0 - level) / 2.0
    low = np.quantile(before + 1, edge, axis=0, method="inverted_cdf").astype(np.int64)
    high = np.quantile(before + level_with, 1.0 - edge, axis=0, method="inverted_cdf").astype(np.int64)
    above = (scores[:, :, None] > scores[:, None, :]).mean(axis=0)
    above = above + (1.0 - above - above.T) / 2.0
    things = np.flatnonzero(told)
    places = np.lexsort((things, -share, expected))
    order = tuple(int(one) for one in things[places])
    apart = above[np.ix_(places, places)] >= SURE
    reach = float(stdtrit(people - 1, 0.975)) * error
    return Ranking(
        order=order,
        share=_spread(share, told),
        share_low=_spread(np.maximum(share - reach, -1.0), told),
        share_high=_spread(np.minimum(share + reach, 1.0), told),
        inside=_spread(inside, told),
        expected=_spread(expected, told),
        low=_spread(low, told).astype(np.int64),
        high=_spread(high, told).astype(np.int64),
        above=_spread(_spread(above, told).T, told).T,
        bands=_bands(order, apart),
        groups=_groups(order, apart),
        told=told,
        people=people,
        top=top,
        level=level,
    )


def side_by_side(
    rankings: Mapping[str, Ranking | CantTell], *, weights: Mapping[str, float] | None = None
) -> SideBySide | CantTell:
    """What constituencies have in common and where they differ, each with one voice however many people it has.

    `rankings`: by name of the constituency; `weights`: by name, equal unless told, 0 switches one off. `common` is the product of
    P(in the top few), each to the power of its weight over the mean weight; `disagreement` the highest less the lowest P.
    CantTell("fewer_than_two_groups") when fewer than two can tell. Raises WrongShape when they rank different numbers of
    things or top fews, OutOfScale for a weight below 0 or of a constituency that is not there. Source: the group-informed consensus of
    Polis (Small et al. 2021), on constituencies that people named themselves.

    >>> side_by_side({"people": CantTell("too_few_people", 2, "answers")})
    CantTell(key='fewer_than_two_groups', more=None, unit='days')
    """
    given = dict.fromkeys(rankings, 1.0) | dict(weights or {})
    if set(given) != set(rankings) or any(not (0.0 <= weight < np.inf) for weight in given.values()):
        raise OutOfScale("Give each constituency a weight of 0 or more, and no weight to one that is not there.")
    there = {name: one for name, one in rankings.items() if isinstance(one, Ranking) and given[name] > 0.0}
    if len(there) < 2:
        return CantTell("fewer_than_two_groups")
    if len({(len(one.told), one.top) for one in there.values()}) > 1:
        raise WrongShape("These constituencies chose between different things, or ask for different top fews.")
    inside = np.stack([one.inside for one in there.values()])
    voice = np.array([given[name] for name in there])
    voice = voice / voice.mean()
    common = np.prod(inside ** voice[:, None], axis=0)
    left_out = tuple(name for name in rankings if name not in there)
    return SideBySide(tuple(there), voice, inside, common, inside.max(axis=0) - inside.min(axis=0), left_out)


def _share(net: Floats, seen: Floats) -> tuple[Floats, Floats]:
    """(best − worst) / shown, and its standard error over people (ratio estimator)."""
    people = len(net)
    share = net.sum(axis=0) / seen.sum(axis=0)
    off = (net - share * seen) / seen.mean(axis=0)
    return share, np.sqrt((off**2).sum(axis=0) / (people * (people - 1)))


def _drawn(net: Floats, seen: Floats, share: Floats, error: Floats, draws: int, seed: int) -> Floats:
    """(draws, things): what the shares might be. Rounded, so that a tie is a tie whatever the order of summing."""
    people = len(net)
    weight = (
        np.random.default_rng(seed).multinomial(people, np.full(people, 1.0 / people), size=draws).astype(np.float64)
    )
    drawn = (weight @ net) / np.maximum(weight @ seen, 1.0)
    luck, all_of_it = float((error**2).mean()), float(share.var(ddof=1))
    real = max(all_of_it - luck, LEAST_KEPT * all_of_it)
    kept = real / (real + luck) if real + luck else 1.0
    off = (drawn - share) * np.sqrt(people / (people - 1))
    middle = share.mean()
    return np.asarray(np.round(middle + kept * (share - middle) + np.sqrt(kept) * off, 9))


def _spread(values: "Floats | Counts", told: Flags) -> Floats:
    """Back among all things, with 0 for those that nobody was shown."""
    full = np.zeros((len(told), *values.shape[1:]))
    full[told] = values
    return full


def _bands(order: tuple[int, ...], apart: Flags) -> tuple[tuple[int, ...], ...]:
    bands: list[tuple[int, ...]] = []
    reached = 0
    for start in range(len(order)):
        end = start + 1
        while end < len(order) and not apart[start:end, end].any():
            end += 1
        if end > reached:
            bands.append(order[start:end])
            reached = end
    return tuple(bands)


def _groups(order: tuple[int, ...], apart: Flags) -> tuple[tuple[int, ...], ...]:
    cuts = [at for at in range(1, len(order)) if apart[:at, at:].all()]
    return tuple(order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True))
