"""Two answers about the same contact, side by side: how far they differ, in which direction, and how far they agree."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import ArrayLike
from scipy.special import bdtr, betainc, betaln, xlog1py, xlogy

from alongside.insight.answers.reading import locked, read_counts, read_part
from alongside.insight.answers.share import wilson
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import WrongShape

NODES, WEIGHTS = leggauss(48)
HALVINGS = 22


@dataclass(frozen=True)
class Paired:
    """All (places,). `gap`: share of first-yes less share of second-yes among pairs, −1 to 1, as counted, with Newcombe's paired interval.

    `mean`, `bayes_low`, `bayes_high`: the same with half an answer in each cell beforehand; `above`: P(gap > δ), `below`: P(gap < −δ);
    `stands`: 1, −1 or 0. `only_first`, `only_second`: the two kinds of disagreement as shares of all pairs: show them too. `chance`: McNemar's
    exact p. `ac1` and `kappa`: agreement beyond luck; `kappa_told` False where everybody said the same and kappa does not exist.
    `told` False where there is no pair; `linked`: the part of contacts whose answers could be laid side by side.
    """

    gap: Floats
    low: Floats
    high: Floats
    mean: Floats
    bayes_low: Floats
    bayes_high: Floats
    above: Floats
    below: Floats
    stands: Counts
    only_first: Floats
    only_second: Floats
    chance: Floats
    ac1: Floats
    kappa: Floats
    kappa_told: Flags
    told: Flags
    pairs: Floats
    linked: Floats
    delta: float
    level: float
    sure: float


def paired(
    counts: ArrayLike,
    *,
    contacts: ArrayLike | None = None,
    delta: float = 0.10,
    level: float = 0.95,
    sure: float = 0.95,
) -> Paired:
    """Whether two viewpoints on the same contacts differ, and how.

    `counts` (places, 4): pairs where both said yes, only the first, only the second, neither; `contacts` (places,): all contacts that were
    asked about, at least as many as pairs (the pairs themselves when left out). People who answer and let answers be linked are not
    everybody: show `linked`. Raises WrongShape, OutOfScale, NotFinite, Nothing.
    Methods: Newcombe 1998 (paired, method 10: score intervals with the corrected correlation of the two answers); Dirichlet(½, ½, ½, ½), by quadrature;
    McNemar 1947, exact; Gwet 2008; Cohen 1960.

    >>> from alongside.insight.answers import paired
    >>> found = paired([[9, 7, 1, 3]])
    >>> [round(float(each[0]), 3) for each in (found.gap, found.low, found.high, found.mean, found.chance, found.ac1)]
    [0.3, 0.024, 0.52, 0.273, 0.07, 0.266]
    """
    cells = read_counts(counts, "counts of pairs", dimensions=2)
    if cells.shape[1] != 4:
        raise WrongShape("Give four columns: both yes, only the first, only the second, neither.")
    delta, level = read_part(delta, "gap that matters"), read_part(level, "level")
    sure = read_part(sure, "probability to be sure of")
    pairs = cells.sum(axis=1)
    linked = linked_share(pairs, contacts)
    told = pairs > 0
    size = np.maximum(pairs, 1.0)
    both, first, second, neither = cells.T
    low, high = _newcombe(both, first, second, neither, level)
    agreed = (both + neither) / size
    yes_first, yes_second = (both + first) / size, (both + second) / size
    usual = (yes_first + yes_second) / 2.0
    by_luck = 2.0 * usual * (1.0 - usual)
    expected = yes_first * yes_second + (1.0 - yes_first) * (1.0 - yes_second)
    kappa_told = told & (expected < 1.0)
    left = np.where(kappa_told, 1.0 - expected, 1.0)
    ends = (1.0 - level) / 2.0
    above, below = beyond(cells, delta), beyond(cells[:, [0, 2, 1, 3]], delta)
    stands = np.where(told, (above > sure).astype(np.int64) - (below > sure), 0)
    return Paired(
        gap=locked((first - second) / size),
        low=locked(np.where(told, low, -1.0)),
        high=locked(np.where(told, high, 1.0)),
        mean=locked((first - second) / (pairs + 2.0)),
        bayes_low=locked(_quantile(cells, ends)),
        bayes_high=locked(-_quantile(cells[:, [0, 2, 1, 3]], ends)),
        above=locked(above),
        below=locked(below),
        stands=stands,
        only_first=locked(first / size),
        only_second=locked(second / size),
        chance=locked(np.minimum(2.0 * bdtr(np.minimum(first, second), (first + second).astype(np.int64), 0.5), 1.0)),
        ac1=locked(np.where(told, (agreed - by_luck) / (1.0 - by_luck), 0.0)),
        kappa=locked(np.where(kappa_told, (agreed - expected) / left, 0.0)),
        kappa_told=kappa_told,
        told=told,
        pairs=locked(pairs),
        linked=locked(linked),
        delta=delta,
        level=level,
        sure=sure,
    )


def linked_share(pairs: Floats, contacts: ArrayLike | None) -> Floats:
    """The part of contacts whose answers could be laid side by side; 0 where there was none."""
    if contacts is None:
        return np.where(pairs > 0, 1.0, 0.0)
    every = read_counts(contacts, "counts of contacts", dimensions=1)
    if every.shape != pairs.shape or (every < pairs).any():
        raise WrongShape("Give for each place how many contacts there were, at least as many as pairs.")
    return np.asarray(pairs / np.maximum(every, 1.0))


def beyond(cells: Floats, delta: "Floats | float") -> Floats:
    """P(share of only-first less share of only-second > delta), each place, Dirichlet(½, ½, ½, ½) beforehand; delta from −1 to 1.

    The two together are Beta, and the part of them that is only-first is an independent Beta: one integral over the first.
    """
    line = np.broadcast_to(np.asarray(delta, dtype=np.float64), (len(cells),))
    first, second = cells[:, 1] + 0.5, cells[:, 2] + 0.5
    swap = line < 0.0
    up, down = np.where(swap, second, first), np.where(swap, first, second)
    many, few = first + second, cells[:, 0] + cells[:, 3] + 1.0
    far = np.abs(line)
    middle = many / (many + few)
    reach = 12.0 * np.sqrt(middle * (1.0 - middle) / (many + few + 1.0))
    start = np.minimum(np.maximum(far, middle - reach), 1.0 - 1e-12)
    end = np.maximum(np.minimum(middle + reach, 1.0), start + 1e-12)
    at = (NODES + 1.0) / 2.0
    # Squares of the nodes: the integrand starts like a square root where the two together just reach the line.
    both = np.clip(start[:, None] + (end - start)[:, None] * at**2, 1e-300, 1.0)
    height = xlogy(many[:, None] - 1.0, both) + xlog1py(few[:, None] - 1.0, -both) - betaln(many, few)[:, None]
    half = np.clip((1.0 - far[:, None] / both) / 2.0, 0.0, 1.0)
    part = betainc(down[:, None], up[:, None], half)
    total = (np.exp(height) * part * (at * WEIGHTS)).sum(axis=1) * (end - start)
    total = np.clip(total, 0.0, 1.0)
    return np.asarray(np.where(swap, 1.0 - total, total))


def _quantile(cells: Floats, part: float) -> Floats:
    low, high = np.full(len(cells), -1.0), np.full(len(cells), 1.0)
    for _halving in range(HALVINGS):
        half = (low + high) / 2.0
        short = beyond(cells, half) > 1.0 - part
        low, high = np.where(short, half, low), np.where(short, high, half)
    return np.asarray((low + high) / 2.0)


def _newcombe(both: Floats, first: Floats, second: Floats, neither: Floats, level: float) -> tuple[Floats, Floats]:
    pairs = both + first + second + neither
    size = np.maximum(pairs, 1.0)
    one, two = (both + first) / size, (both + second) / size
    (l1, u1), (l2, u2) = wilson(one, pairs, level), wilson(two, pairs, level)
    together = both * neither - first * second
    together = np.where(together > 0, np.maximum(together - pairs / 2.0, 0.0), together)
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    alike = np.where(margins > 0, together / np.sqrt(np.maximum(margins, 1.0)), 0.0)
    down = (one - l1) ** 2 - 2.0 * alike * (one - l1) * (u2 - two) + (u2 - two) ** 2
    up = (u1 - one) ** 2 - 2.0 * alike * (u1 - one) * (two - l2) + (two - l2) ** 2
    apart = one - two
    return apart - np.sqrt(np.maximum(down, 0.0)), apart + np.sqrt(np.maximum(up, 0.0))
