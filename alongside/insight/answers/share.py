"""One share from few answers, by itself: what share said yes and how unsure that is. Nothing is borrowed from other services here."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, ndtri

from alongside.insight.answers.reading import locked, read_counts, read_fewest, read_numbers, read_part, read_yes
from alongside.insight.arrays import Flags, Floats
from alongside.insight.errors import Nothing, OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell

Method = Literal["wilson", "jeffreys"]
TOO_WIDE = 0.5
FRIENDLY = (5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500)


@dataclass(frozen=True)
class Shares:
    """All of one shape. `share` 0-1 with an interval `low`-`high`; `answers`: how many it rests on (effective, with weights).

    `told` is False where nobody answered: there the share is ½ and the interval 0-1, and means only that nothing is known.
    """

    share: Floats
    low: Floats
    high: Floats
    answers: Floats
    told: Flags
    level: float = 0.95


@dataclass(frozen=True)
class InTen:
    """Between `low` and `high` people in ten; "about" when they are the same."""

    low: int
    high: int
    key: str = "between_in_ten"


def share(
    yes: ArrayLike,
    answers: ArrayLike,
    *,
    method: Method = "wilson",
    everybody: ArrayLike | None = None,
    level: float = 0.95,
) -> Shares:
    """What share said yes, each place for itself, and between what and what the true share lies.

    `yes`, `answers`: whole counts of the same shape; `everybody`: how many there are in all, where that is a small known group (staff
    of one team), so that the interval narrows as the unheard become few. `method`: "wilson" to show, "jeffreys" to combine.
    Raises WrongShape, OutOfScale, NotFinite, Nothing. Wilson 1927; Jeffreys as modified at 0 and n by Brown, Cai & DasGupta
    2001; finite population factor (N − n) / (N − 1) on the variance.

    >>> from alongside.insight.answers import share
    >>> found = share([6, 0], [8, 8])
    >>> found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.409, 0.0], [0.929, 0.324])
    """
    said, heard = read_yes(yes, answers)
    level = read_part(level, "level")
    if method not in ("wilson", "jeffreys"):
        raise OutOfScale("The method is wilson or jeffreys.")
    size = heard
    if everybody is not None:
        everyone = read_counts(everybody, "counts of everybody")
        if everyone.shape != heard.shape:
            raise WrongShape("Say of each place how many there are in all.")
        if (everyone < heard).any():
            raise OutOfScale("No more people can answer than there are. Check which count is which.")
        unheard = np.where(everyone > heard, everyone - heard, 1.0)
        size = np.where(everyone > heard, heard * np.maximum(everyone - 1.0, 0.0) / unheard, np.inf)
        size = np.where(heard > 0.0, size, 0.0)
    part = np.where(heard > 0.0, said / np.maximum(heard, 1.0), 0.5)
    return _between(part, size, heard, method, level)


def weighted_share(said: ArrayLike, weights: ArrayLike, *, method: Method = "wilson", level: float = 0.95) -> Shares:
    """What share said yes when some answers stand for more people than others.

    `said` (people,): 0 or 1; `weights` (people,): 0 or more. The interval rests on the effective number of answers (Kish 1965). Raises
    WrongShape, OutOfScale, NotFinite, Nothing. A cell with fewer than five people should not be weighted at all.

    >>> from alongside.insight.answers import weighted_share
    >>> found = weighted_share([1, 1, 0, 0], [3, 1, 1, 1])
    >>> round(float(found.share[0]), 3), float(found.answers[0])
    (0.667, 3.0)
    """
    level = read_part(level, "level")
    one = read_counts(said, "answers", dimensions=1)
    size = effective_answers(weights)
    weight = read_numbers(weights, "weights", dimensions=1)
    if one.shape != weight.shape:
        raise WrongShape("Give one weight for each answer.")
    if (one > 1).any():
        raise OutOfScale("Give each answer as 0 for no or 1 for yes.")
    if method not in ("wilson", "jeffreys"):
        raise OutOfScale("The method is wilson or jeffreys.")
    weight = weight / weight.max()
    part = np.array([(one * weight).sum() / weight.sum()])
    return _between(part, np.array([size]), np.array([size]), method, level)


def share_worth(part: ArrayLike, worth: ArrayLike, *, method: Method = "wilson", level: float = 0.95) -> Shares:
    """Between what and what shares lie that are known as if from so many answers, a whole number or not.

    `part` (places,): shares 0 to 1; `worth` (places,): how many exact answers each is worth, 0 or more; fewer than there were where
    answers are weighted or counts rounded. Raises WrongShape, OutOfScale, NotFinite, Nothing.

    >>> from alongside.insight.answers import share_worth
    >>> found = share_worth([0.5], [37.5])
    >>> found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.348], [0.652])
    """
    one = read_numbers(part, "shares", dimensions=1)
    size = read_numbers(worth, "worths in answers", dimensions=1)
    level = read_part(level, "level")
    if one.shape != size.shape:
        raise WrongShape("Say of each share how many answers it is worth.")
    if (one < 0).any() or (one > 1).any() or (size < 0).any():
        raise OutOfScale("A share lies between 0 and 1, and is worth 0 answers or more.")
    if method not in ("wilson", "jeffreys"):
        raise OutOfScale("The method is wilson or jeffreys.")
    return _between(one, size, size, method, level)


def effective_answers(weights: ArrayLike) -> float:
    """How many equal answers these weighted ones are worth: (sum of weights)² / sum of squared weights.

    `weights` (people,): 0 or more, not all 0. Raises WrongShape, OutOfScale, NotFinite, Nothing. Kish 1965.

    >>> effective_answers([1, 1, 1, 1]), effective_answers([3, 1, 1, 1])
    (4.0, 3.0)
    """
    weight = read_numbers(weights, "weights", dimensions=1)
    if (weight < 0).any():
        raise OutOfScale("Give weights of 0 or more.")
    if not weight.any():
        raise Nothing("All weights are 0. Give at least one answer a weight.")
    weight = weight / 2.0 ** np.frexp(weight.max())[1]  # huge weights would overflow when squared
    return float(weight.sum() ** 2 / (weight**2).sum())


def in_words(answers: ArrayLike, low: ArrayLike, high: ArrayLike, *, k: int = 10) -> tuple[InTen | CantTell, ...]:
    """What may be said of each share: between how many in ten, that it is too early, or nothing at all.

    All (places,): how many answered and the interval 0-1; `k`: below so many answers nothing is said, nor how many are missing, since
    that would tell how many answered. Raises WrongShape, OutOfScale, NotFinite, Nothing.

    >>> in_words([30, 8, 12], [0.41, 0.41, 0.2], [0.72, 0.93, 0.8])
    (InTen(low=4, high=7, key='between_in_ten'), CantTell(key='too_few_answers', more=None, unit='answers'),
     CantTell(key='too_early', more=10, unit='answers'))
    """
    heard = read_counts(answers, "counts of answers", dimensions=1)
    lower, upper = (read_numbers(each, "ends of intervals", dimensions=1) for each in (low, high))
    if not heard.shape == lower.shape == upper.shape:
        raise WrongShape("Give one interval for each count of answers.")
    if (lower > upper).any() or (lower < 0).any() or (upper > 1).any():
        raise OutOfScale("An interval of a share runs from its lower to its higher end, within 0 to 1.")
    fewest = read_fewest(k, "fewest answers")
    return tuple(_said(*each, fewest) for each in zip(heard.tolist(), lower.tolist(), upper.tolist(), strict=True))


def friendly(number: float) -> int | None:
    """The next round number that is enough, or None beyond the last one anybody would wait for.

    >>> friendly(12.2), friendly(501)
    (15, None)
    """
    return next((one for one in FRIENDLY if number <= one), None)


def wilson(part: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    """Wilson's interval. `size` may be infinite (everybody was heard) or 0 (nobody was)."""
    reach = float(ndtri(0.5 + level / 2.0))
    known = np.isfinite(size) & (size > 0.0)
    safe = np.where(known, size, 1.0)
    middle = (part + reach**2 / (2.0 * safe)) / (1.0 + reach**2 / safe)
    half = reach * np.sqrt(part * (1.0 - part) / safe + reach**2 / (4.0 * safe**2)) / (1.0 + reach**2 / safe)
    low, high = np.where(part <= 0.0, 0.0, middle - half), np.where(part >= 1.0, 1.0, middle + half)
    low, high = np.where(known, low, part), np.where(known, high, part)
    return np.where(size == 0.0, 0.0, np.maximum(low, 0.0)), np.where(size == 0.0, 1.0, np.minimum(high, 1.0))


def jeffreys(part: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    """Jeffreys' interval, from 0 where nobody said yes and to 1 where everybody did."""
    known = np.isfinite(size) & (size > 0.0)
    safe, edge = np.where(known, size, 1.0), (1.0 - level) / 2.0
    first, second = part * safe + 0.5, (1.0 - part) * safe + 0.5
    low = np.where(part <= 0.0, 0.0, betaincinv(first, second, edge))
    high = np.where(part >= 1.0, 1.0, betaincinv(first, second, 1.0 - edge))
    low, high = np.where(known, low, part), np.where(known, high, part)
    return np.where(size == 0.0, 0.0, low), np.where(size == 0.0, 1.0, high)


def _between(part: Floats, size: Floats, heard: Floats, method: Method, level: float) -> Shares:
    low, high = (wilson if method == "wilson" else jeffreys)(part, size, level)
    return Shares(locked(part), locked(low), locked(high), locked(heard), heard > 0.0, level)


def _said(heard: float, low: float, high: float, fewest: int) -> InTen | CantTell:
    if heard < fewest:
        return CantTell("too_few_answers", None, "answers")
    if high - low > TOO_WIDE:
        return CantTell("too_early", friendly(heard * ((high - low) ** 2 / TOO_WIDE**2 - 1.0)), "answers")
    first, last = int(np.ceil(10.0 * low - 0.5)), int(np.floor(10.0 * high + 0.5))
    return InTen(first, last) if last > first else InTen(first, last, "about_in_ten")
