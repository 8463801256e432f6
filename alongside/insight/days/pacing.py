"""Boom and bust: does somebody do more on better days, and do more active days tend to come before worse ones?

Two tendencies, each with its own probability, and that of both together. Nothing here says what anybody should do.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.days.check import Diary
from alongside.insight.days.one_item import column_of
from alongside.insight.errors import WrongShape
from alongside.insight.verdicts import CantTell, Interval

MAYBE_DAYS, LIKELY_DAYS = 60, 90  # days that can be used: the rungs of next-day links
LATER = 3  # days after an active one
LIKELY, PERHAPS, HARDLY = 0.90, 0.75, 0.10
A_LITTLE = 0.08  # spreads: less is not worth a word, and keeps luck from passing for a tendency
# Before any day is seen, in spreads: tendencies are middling, carry-over may be anything, the three days after are alike.
MIDDLING, ANYTHING, ALIKE = 0.5, 1.0, 0.1
LEAST_NOISE = 0.05  # of an item's own variance, counted as one day
RECENT, FEWEST_STEPS = 28, 15
LONGEST_WAIT = 365


@dataclass(frozen=True)
class Tendency:
    """`strength`, 95 % `interval`: spreads of the one for one spread of the other; `probability`: that it is there."""

    strength: float
    interval: Interval
    probability: float


@dataclass(frozen=True)
class Swings:
    """How much activity jumps from one day to the next, in points: `usual` over all earlier days, `recent` in the last 28.

    `ratio`: recent to usual, 95 %; above 1 it jumps more than it used to.
    """

    usual: float
    recent: float
    ratio: Interval


@dataclass(frozen=True)
class Pacing:
    """`both`: probability of both tendencies together; `key`: which sentence may be said, or that nobody can tell yet.

    `more_on_good_days`: activity follows how good the day is; `pay_later`: pain over the three days after an active day,
    taken together; `days`: how many days could be used.
    """

    key: Literal["boom_and_bust_likely", "boom_and_bust_perhaps", "nothing_stands_out"] | CantTell
    both: float
    more_on_good_days: Tendency
    pay_later: Tendency
    swings: Swings | CantTell
    days: int


@dataclass(frozen=True)
class _Found:
    """Student's t: what the days say of one number."""

    at: float
    spread: float
    freedom: float

    def above(self, point: float) -> float:
        return float(stdtr(self.freedom, (self.at - point) / self.spread))

    def tendency(self) -> Tendency:
        reach = float(stdtrit(self.freedom, 0.975)) * self.spread
        return Tendency(self.at, Interval(self.at - reach, self.at + reach), self.above(A_LITTLE))


def boom_and_bust(
    diary: Diary, activity: str, pain: str, *, worse: Literal["higher", "lower"] = "higher"
) -> Pacing | CantTell:
    """Is there boom and bust: more on better days, and worse days after more active ones?

    `activity`, `pain`: names of items; `worse`: which way pain is worse. Needs 60 days that can be used: days on which, and
    on the day before, both were answered. "Likely" needs 90. Older gaps are bridged.
    Gives CantTell("too_few_days") with about how many more days, or CantTell("never_moved"). Raises WrongShape (items).
    Method: Bayesian regression of activity on pain of the same day, both of the day before and time; and of pain on activity
    of the three days before, drawn towards a common size (pooled distributed lag), pain of the two days before and time. The
    two are the halves of one recursive model of the day (pain given the past; activity given pain and the past), so the
    probability of both is the product. Each must be more than .08 spreads, else luck would pass for it.

    >>> from alongside.insight.days.check import read
    >>> lot = np.random.default_rng(4)
    >>> pain, doing = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    >>> for day in range(120):
    ...     pain.append(0.3 * pain[-1] + 0.6 * doing[-1] + lot.normal())
    ...     doing.append(-0.6 * pain[-1] + lot.normal())
    >>> found = boom_and_bust(read(np.stack([doing, pain], axis=1), names=["doing", "pain"], scale=(-9, 9)), "doing", "pain")
    >>> found.key, found.both > 0.9
    ('boom_and_bust_likely', True)
    """
    if activity == pain:
        raise WrongShape("Activity and pain must be two different items.")
    doing, hurting = column_of(diary, activity), column_of(diary, pain)
    usable = _usable(doing, hurting)
    days = int(usable.sum())
    if not (_moves(doing) and _moves(hurting)):
        return CantTell("never_moved")
    if days < MAYBE_DAYS:
        share = max(days, 1) / max(len(doing) - 1, 1)
        return CantTell("too_few_days", min(LONGEST_WAIT, math.ceil((MAYBE_DAYS - days) / share)))
    act = _bridged(_standard(doing))
    hurt = _bridged(_standard(hurting if worse == "higher" else -hurting))
    today = np.flatnonzero(usable)
    good_days, later = _good_days(act, hurt, today), _pay_later(act, hurt, today)
    one, other = good_days.tendency(), later.tendency()
    both = one.probability * other.probability
    return Pacing(_key(both, days, good_days, later), both, _turned(one), other, _swings(doing), days)


def _usable(doing: Floats, hurting: Floats) -> Flags:
    """Days on which both were answered, and on the day before too; the first days have too little before them."""
    said = np.isfinite(doing) & np.isfinite(hurting)
    usable = said.copy()
    usable[1:] &= said[:-1]
    usable[:LATER] = False
    return usable


def _moves(column: Floats) -> bool:
    said = column[np.isfinite(column)]
    return len(said) > 1 and bool(said.min() < said.max())


def _standard(column: Floats) -> Floats:
    return np.asarray((column - np.nanmean(column)) / np.nanstd(column))


def _bridged(column: Floats) -> Floats:
    """Fill gaps with what is expected between the answers on either side, given how much carries over.

    Method: conditional mean of a first-order autoregression; what is filled in only ever explains, it is never explained.
    """
    here = np.flatnonzero(np.isfinite(column))
    pairs = here[:-1][np.diff(here) == 1]
    carry = float(np.clip(np.mean(column[pairs] * column[pairs + 1]), 0.0, 0.9))
    place = np.arange(len(column))
    next_one = np.searchsorted(here, place)
    before, after = here[np.maximum(next_one - 1, 0)], here[np.minimum(next_one, len(here) - 1)]
    back = np.where(next_one > 0, place - before, np.inf)
    ahead = np.where(next_one < len(here), after - place, np.inf)
    from_before = carry**back * (1.0 - carry ** (2.0 * ahead)) * column[before]
    from_after = carry**ahead * (1.0 - carry ** (2.0 * back)) * column[after]
    between = (from_before + from_after) / (1.0 - carry ** (2.0 * (back + ahead)))
    return np.where(np.isfinite(column), column, between)


def _good_days(act: Floats, hurt: Floats, today: Counts) -> _Found:
    """How much more is done for one spread less pain on the same day."""
    one, time = np.ones(len(today)), today / len(act)
    columns = np.stack([one, time, act[today - 1], hurt[today - 1], -hurt[today]], axis=1)
    prior = np.array([np.inf, np.inf, ANYTHING, ANYTHING, MIDDLING])
    return _regress(act[today], columns, prior, np.array([0.0, 0.0, 0.0, 0.0, 1.0]))


def _pay_later(act: Floats, hurt: Floats, today: Counts) -> _Found:
    """How much more pain follows, over the three days together, for one spread more activity."""
    one, time = np.ones(len(today)), today / len(act)
    lags = [act[today - later] for later in range(1, LATER + 1)]
    columns = np.stack([one, time, hurt[today - 1], hurt[today - 2], np.mean(lags, axis=0), *lags], axis=1)
    prior = np.array([np.inf, np.inf, ANYTHING, ANYTHING, MIDDLING, *[ALIKE] * LATER])
    return _regress(hurt[today], columns, prior, np.array([0.0, 0.0, 0.0, 0.0, 1.0, *[1.0] * LATER]))


def _regress(answers: Floats, columns: Floats, prior: Floats, wanted: Floats) -> _Found:
    """Of a sum of coefficients, `wanted`; `prior`: how far each may reach, in spreads of what is left open."""
    inverse = np.linalg.inv(columns.T @ columns + np.diag(1.0 / prior**2))
    cross = columns.T @ answers
    at = inverse @ cross
    free = len(answers) + 1.0 - float(np.isinf(prior).sum())
    rest = max(float(answers @ answers - at @ cross), 0.0) + LEAST_NOISE
    return _Found(float(wanted @ at), float(np.sqrt(rest / free * (wanted @ inverse @ wanted))), free)


def _turned(tendency: Tendency) -> Tendency:
    """As a link from pain to activity: more pain, less activity."""
    wide = tendency.interval
    return Tendency(-tendency.strength, Interval(-wide.high, -wide.low, wide.level), tendency.probability)


def _key(
    both: float, days: int, good_days: _Found, later: _Found
) -> Literal["boom_and_bust_likely", "boom_and_bust_perhaps", "nothing_stands_out"] | CantTell:
    if both >= LIKELY and days >= LIKELY_DAYS:
        return "boom_and_bust_likely"
    if both >= PERHAPS:
        return "boom_and_bust_perhaps"
    if both <= HARDLY:
        return "nothing_stands_out"
    return CantTell("still_unsure", _more_days(days, good_days, later))


def _more_days(days: int, good_days: _Found, later: _Found) -> int | None:
    """About how many more days would show both, if things go on as they look now; None when they do not look so."""
    least = min((found.at - A_LITTLE) / found.spread for found in (good_days, later))
    needed = float(ndtri(np.sqrt(PERHAPS)))
    if least * np.sqrt(days + LONGEST_WAIT) < needed * np.sqrt(days):
        return None
    return max(1, math.ceil(days * (needed / least) ** 2 - days))


def _swings(doing: Floats) -> Swings | CantTell:
    """Mean step from day to day, recently and before; the ratio's error from the steps themselves, neighbours allowed for."""
    steps = np.abs(np.diff(doing))
    recent, usual = steps[-RECENT:], steps[:-RECENT]
    found = [part[np.isfinite(part)] for part in (usual, recent)]
    fewest = min(len(part) for part in found)
    if fewest < FEWEST_STEPS:
        return CantTell("too_few_days", FEWEST_STEPS - fewest)
    means = [float(part.mean()) for part in found]
    if min(means) == 0.0:
        return CantTell("never_moved")
    error = math.sqrt(sum(_variance_of_mean(part) / mean**2 for part, mean in zip(found, means, strict=True)))
    middle = math.log(means[1] / means[0])
    reach = float(stdtrit(fewest - 1.0, 0.975)) * error
    return Swings(means[0], means[1], Interval(math.exp(middle - reach), math.exp(middle + reach)))


def _variance_of_mean(steps: Floats) -> float:
    """Of the mean of steps that share their days with the steps beside them (as Hansen & Hodrick 1980, one neighbour)."""
    off = steps - steps.mean()
    own = float(off @ off)
    beside = float(off[1:] @ off[:-1])
    return max(own + 2.0 * beside, 0.5 * own) / (len(steps) * (len(steps) - 1.0))
