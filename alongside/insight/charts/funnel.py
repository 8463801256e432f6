"""What luck alone does to a service seen through few answers: against a threshold, and beside other services. Ranks nobody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, ndtri

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.charts.readings import locked, read_counts
from alongside.insight.errors import NotFinite, Nothing, OutOfScale

LEVELS = (0.95, 0.998)
FEWEST_FOR_SPREAD = 10
WINSORISED = 0.1


@dataclass(frozen=True)
class Funnel:
    """Per service, shape (n,), in the order given: its share (0 where not `present`) and between what luck would leave it.

    `low_95`, `high_95`, `low_998`, `high_998`: where the centre's luck reaches at this denominator; `beyond_95`, `beyond_998`:
    -1 below, 0 within, 1 above. `spread`: variance of the services over that of luck alone (1 = luck alone, never less);
    `spread_key`: "spread_is_luck", "spread_beyond_luck" (limits widened by it) or "spread_too_few_services" (fewer than 10).
    `method`: "exact" (binomial) or "wilson".
    """

    share: Floats
    present: Flags
    centre: float
    low_95: Floats
    high_95: Floats
    low_998: Floats
    high_998: Floats
    beyond_95: np.ndarray
    beyond_998: np.ndarray
    spread: float
    spread_key: str
    method: str


def chance_of_missing_a_threshold(threshold: float, true_share: float, answers: ArrayLike) -> Floats:
    """How likely a service whose true share is this is seen below the threshold, through so many answers?

    `threshold`, `true_share`: 0 to 1; `answers`: shape (k,), whole numbers from 1. Result: shape (k,), 0 to 1.
    Raises OutOfScale, NotFinite, Nothing, WrongShape. Method: exact binomial, P(X / n < threshold).

    >>> chance_of_missing_a_threshold(0.75, 0.8, [20, 50]).round(2).tolist()
    [0.2, 0.19]
    """
    _check_share(threshold, "threshold")
    _check_share(true_share, "true share")
    asked = read_counts(answers, "numbers of answers")
    if (asked < 1).any():
        raise OutOfScale("Give numbers of answers of 1 or more.")
    below = np.ceil(asked * threshold)
    # Shares are compared as they are shown: where rounding parts the two, the share is right.
    below -= (below > 0) & ((below - 1) / asked >= threshold)
    below += (below <= asked) & (below / asked < threshold)
    return np.where(below > 0, _up_to(np.maximum(below - 1, 0).astype(np.int64), asked, true_share), 0.0)


def funnel(
    successes: ArrayLike,
    denominators: ArrayLike,
    *,
    centre: float | None = None,
    method: str = "exact",
    widen: bool = True,
) -> Funnel:
    """Which of these services differ from the centre by more than the luck of so few answers?

    `successes`, `denominators`: shape (n,), whole numbers; 0 of 0 is a missing service. `centre`: 0 to 1; left out: all answers
    together. `method`: "exact" or "wilson". With `widen`, at least 10 services and a spread well beyond luck, limits are Wilson's
    at denominators divided by the spread, whatever the method asked for; `method` then says "wilson".
    Raises WrongShape, Nothing, NotFinite, OutOfScale. Source: Spiegelhalter, Statistics in Medicine 2005, 24: 1185-1202
    (multiplicative over-dispersion, winsorised at 10 %).

    >>> seen = funnel([8, 16, 2], [10, 20, 20], centre=0.8)
    >>> seen.beyond_998.tolist(), seen.spread_key
    ([0, 0, -1], 'spread_too_few_services')
    """
    if method not in ("exact", "wilson"):
        raise OutOfScale('Reckon the funnel as "exact" or "wilson".')
    yes = read_counts(successes, "successes")
    asked = read_counts(denominators, "denominators", yes.size)
    if (yes > asked).any():
        raise OutOfScale("More people said yes than were asked. Check the two lines of numbers.")
    there = asked > 0
    if not there.any():
        raise Nothing("Nobody was asked in any service. There is nothing to show.")
    middle = float(yes.sum() / asked.sum()) if centre is None else _check_share(centre, "centre")
    number = np.maximum(asked, 1)
    share = yes / number
    spread, key = _spread(share[there], number[there], middle, widen)
    how = "wilson" if spread > 1 else method
    (low, high), (far_low, far_high) = (
        _exact(number, middle, level) if how == "exact" else _wilson(number / spread, middle, level) for level in LEVELS
    )
    return Funnel(
        share=locked(share),
        present=locked(there),
        centre=middle,
        low_95=locked(low),
        high_95=locked(high),
        low_998=locked(far_low),
        high_998=locked(far_high),
        beyond_95=locked(_beyond(share, low, high, there)),
        beyond_998=locked(_beyond(share, far_low, far_high, there)),
        spread=spread,
        spread_key=key,
        method=how,
    )


def _check_share(share: float, what: str) -> float:
    if not np.isfinite(share):
        raise NotFinite(f"The {what} is missing or infinite. Give a number from 0 to 1.")
    if not 0 <= share <= 1:
        raise OutOfScale(f"Give the {what} as a number from 0 to 1.")
    return float(share)


def _spread(share: Floats, asked: Counts, centre: float, widen: bool) -> tuple[float, str]:
    """The variance of the services over that of luck alone, the tenth at each end drawn in; 1 unless clearly more."""
    if share.size < FEWEST_FOR_SPREAD:
        return 1.0, "spread_too_few_services"
    if not widen or centre in (0.0, 1.0):
        return 1.0, "spread_is_luck"
    z = (share - centre) / np.sqrt(centre * (1 - centre) / asked)
    drawn_in = np.clip(z, *np.quantile(z, [WINSORISED, 1 - WINSORISED]))
    spread = float(np.mean(drawn_in**2))
    if spread <= 1 + 2 * np.sqrt(2 / share.size):
        return 1.0, "spread_is_luck"
    return spread, "spread_beyond_luck"


def _wilson(asked: Floats, centre: float, level: float) -> tuple[Floats, Floats]:
    z = float(ndtri((1 + level) / 2))
    middle = (centre + z**2 / (2 * asked)) / (1 + z**2 / asked)
    reach = z * np.sqrt(centre * (1 - centre) / asked + z**2 / (4 * asked**2)) / (1 + z**2 / asked)
    return np.clip(middle - reach, 0.0, centre), np.clip(middle + reach, centre, 1.0)


def _exact(asked: Counts, centre: float, level: float) -> tuple[Floats, Floats]:
    return _quantile((1 - level) / 2, asked, centre) / asked, _quantile((1 + level) / 2, asked, centre) / asked


def _quantile(chance: float, asked: Counts, share: float) -> Counts:
    """The fewest "yes" k with P(X <= k) >= chance, by halving."""
    low, high = np.full(asked.shape, -1, dtype=np.int64), asked.copy()
    while (high - low > 1).any():
        middle = (low + high) // 2
        enough = _up_to(np.maximum(middle, 0), asked, share) >= chance
        high = np.where(enough & (middle >= 0), middle, high)
        low = np.where(enough, low, np.maximum(middle, low))
    return high


def _up_to(most: Counts, asked: Counts, share: float) -> Floats:
    return np.asarray(bdtr(most.astype(np.float64), asked, share), dtype=np.float64)


def _beyond(share: Floats, low: Floats, high: Floats, there: Flags) -> np.ndarray:
    return np.where(there, (share > high).astype(np.int8) - (share < low).astype(np.int8), 0).astype(np.int8)
