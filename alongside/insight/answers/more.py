"""About how many more answers would settle a question. It says nothing where waiting would be hopeless."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaln, gammaln, ndtr, ndtri

from alongside.insight.answers.paired import beyond
from alongside.insight.answers.proportions import Pooled
from alongside.insight.answers.reading import read_counts, read_numbers, read_part, read_yes
from alongside.insight.answers.share import FRIENDLY
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import OutOfScale, WrongShape


@dataclass(frozen=True)
class More:
    """All (places,). `answers`: about how many more, a round number; 0 where the question is settled already or where it is `hopeless`,
    that is, beyond 500."""

    answers: Counts
    hopeless: Flags
    chance: float

    def of(self, place: int) -> int | None:
        """How many more for one place, or None where waiting is hopeless."""
        return None if self.hopeless[place] else int(self.answers[place])


def more_for_share(
    yes: ArrayLike, answers: ArrayLike, threshold: ArrayLike, *, sure: float = 0.95, chance: float = 0.5
) -> More:
    """About how many more answers would show that a share lies above, or below, a threshold.

    `yes`, `answers` (places,): whole counts; `threshold` 0-1, one or one a place; settled is P(above) or P(below) beyond `sure`; the number
    is the smallest round one after which that happens with probability `chance`, given what is known now. Raises WrongShape,
    OutOfScale, NotFinite, Nothing. Jeffreys' prior; Beta-binomial predictive distribution, summed exactly.

    >>> from alongside.insight.answers import more_for_share
    >>> found = more_for_share([6, 16, 5, 50], [8, 20, 10, 100], 0.5)
    >>> [found.of(place) for place in range(4)]
    [5, 0, 75, None]
    """
    said, heard = read_yes(yes, answers, dimensions=1)
    return _more_for_beta(said + 0.5, heard - said + 0.5, threshold, sure, chance)


def more_for_service(found: Pooled, *, sure: float = 0.95, chance: float = 0.5) -> More:
    """About how many more answers would show that a service lies above, or below, the mean of its group.

    `found`: from `pooled`. As `more_for_share`, from the Beta that has each service's mean and spread, and with the group's mean held still.

    >>> from alongside.insight.answers import more_for_service, pooled
    >>> more_for_service(pooled([1, 7, 4, 4, 3, 5], [8, 8, 8, 8, 8, 8])).of(0)
    10
    """
    size = found.share * (1.0 - found.share) / found.spread**2 - 1.0
    size = np.maximum(size, 1e-3)
    return _more_for_beta(found.share * size, (1.0 - found.share) * size, found.group.mean, sure, chance)


def more_for_gap(
    gap: ArrayLike,
    spread: ArrayLike,
    answers: ArrayLike,
    *,
    delta: float = 0.10,
    sure: float = 0.95,
    chance: float = 0.5,
) -> More:
    """About how many more answers would show that a gap is larger than δ, or that it is not.

    (places,): `gap` −1 to 1 and the standard deviation of what is known of it, and on how many `answers` (pairs, or people a side) it rests;
    as many more on each side are meant. Settled is P(gap > δ), P(gap < −δ) or P(neither) beyond `sure`. Raises WrongShape,
    OutOfScale, NotFinite, Nothing. Normal predictive distribution: after m more of n the variance is n / (n + m) of what it
    was.

    >>> from alongside.insight.answers import more_for_gap
    >>> found = more_for_gap([0.3, 0.2], [0.13, 0.13], [20, 20])
    >>> found.of(0), found.of(1)
    (5, 75)
    """
    apart, known = read_numbers(gap, "gaps", dimensions=1), read_numbers(spread, "spreads", dimensions=1)
    size = read_counts(answers, "counts of answers", dimensions=1)
    if not apart.shape == known.shape == size.shape:
        raise WrongShape("Give one spread and one count of answers for each gap.")
    if (np.abs(apart) > 1).any() or (known <= 0).any():
        raise OutOfScale("A gap lies from −1 to 1, and its spread is above 0.")
    delta, sure, chance = _read(delta, sure, chance)
    some = np.array((0, *FRIENDLY), dtype=np.float64)
    size = np.maximum(size, 1.0)[:, None]
    left = known[:, None] * np.sqrt(size / (size + some))
    moves = np.sqrt(np.maximum(known[:, None] ** 2 - left**2, 1e-18))
    line = delta + float(ndtri(sure)) * left
    middle = apart[:, None]
    settled = ndtr((middle - line) / moves) + ndtr((-middle - line) / moves)
    inside = delta - float(ndtri((1.0 + sure) / 2.0)) * left
    room = np.maximum(inside, 0.0)
    settled += np.where(inside > 0, ndtr((room - middle) / moves) - ndtr((-room - middle) / moves), 0.0)
    return _first(settled, chance)


def more_for_pairs(counts: ArrayLike, *, delta: float = 0.10, sure: float = 0.95, chance: float = 0.5) -> More:
    """About how many more paired answers would show that two viewpoints differ by more than δ, or do not.

    `counts` (places, 4): both yes, only the first, only the second, neither. As `more_for_gap`, with the spread of the Dirichlet; settled
    already is judged by the Dirichlet itself. Raises as `paired`.

    >>> from alongside.insight.answers import more_for_pairs
    >>> more_for_pairs([[9, 7, 1, 3]]).of(0)
    10
    """
    cells = read_counts(counts, "counts of pairs", dimensions=2)
    if cells.shape[1] != 4:
        raise WrongShape("Give four columns: both yes, only the first, only the second, neither.")
    delta, sure, chance = _read(delta, sure, chance)
    size = cells.sum(axis=1) + 2.0
    first, second = (cells[:, 1] + 0.5) / size, (cells[:, 2] + 0.5) / size
    spread = np.sqrt((first + second - (first - second) ** 2) / (size + 1.0))
    found = more_for_gap(first - second, spread, np.round(size), delta=delta, sure=sure, chance=chance)
    up, down = beyond(cells, delta), beyond(cells[:, [0, 2, 1, 3]], delta)
    settled = np.maximum(np.maximum(up, down), 1.0 - up - down) > sure
    few = np.where(found.hopeless | (found.answers > 0), found.answers, FRIENDLY[0])
    return More(np.where(settled, 0, few).astype(np.int64), found.hopeless & ~settled, chance)


def _more_for_beta(a: Floats, b: Floats, threshold: ArrayLike, sure: float, chance: float) -> More:
    line = read_numbers(threshold, "thresholds")
    if line.shape not in ((1,), a.shape):
        raise WrongShape("Give one threshold, or one for each place.")
    if (line <= 0).any() or (line >= 1).any():
        raise OutOfScale("A threshold lies between 0 and 1.")
    _, sure, chance = _read(0.5, sure, chance)
    at = np.broadcast_to(line, a.shape)
    return _first(np.stack([_settled(a, b, at, sure, some) for some in (0, *FRIENDLY)], axis=1), chance)


def _settled(a: Floats, b: Floats, line: Floats, sure: float, some: int) -> Floats:
    """P(the question is settled after so many more answers), each place."""
    yes = np.arange(some + 1.0)
    first, second = a[:, None] + yes, b[:, None] + some - yes
    ways = gammaln(some + 1.0) - gammaln(yes + 1.0) - gammaln(some - yes + 1.0)
    chance = np.exp(ways + betaln(first, second) - betaln(a, b)[:, None])
    below = betainc(first, second, line[:, None])
    return np.asarray((chance * ((below > sure) | (below < 1.0 - sure))).sum(axis=1))


def _first(settled: Floats, chance: float) -> More:
    """The first round number after which the question is settled often enough. `settled` (places, 0 and the round numbers)."""
    enough = settled > chance
    place = enough.argmax(axis=1)
    hopeless = np.asarray(~enough.any(axis=1))
    return More(np.array((0, *FRIENDLY), dtype=np.int64)[place] * ~hopeless, hopeless, chance)


def _read(delta: float, sure: float, chance: float) -> tuple[float, float, float]:
    return (
        read_part(delta, "gap that matters"),
        read_part(sure, "probability to be sure of"),
        read_part(chance, "chance of being settled"),
    )
