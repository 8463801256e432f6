"""Several rounds of trying the same thing, by one person or by several, put together: what usually happens, and how differently.

It needs the differences that `did_it_help` found, and holds nobody's days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import logsumexp, ndtr

from alongside.insight.arrays import Floats
from alongside.insight.days.carry_over import halve
from alongside.insight.days.trying import Difference
from alongside.insight.errors import NotFinite, OutOfScale
from alongside.insight.verdicts import CantTell, Interval

STEPS = 60  # of how differently rounds may go


@dataclass(frozen=True)
class Pooled:
    """`usual`: the difference on average over rounds, in points, with 95 % `interval`; `apart`: how far rounds lie from it.

    `better`: probability that the usual difference is worth having; `next_better`: that a new round's would be;
    `rounds`: each round's difference, drawn towards the usual one, 95 %; `count`: how many rounds.
    """

    usual: float
    interval: Interval
    apart: float
    better: float
    next_better: float
    rounds: tuple[Interval, ...]
    count: int


@dataclass(frozen=True)
class _Bells:
    """A mixture of normal distributions: what is known of one number."""

    weight: Floats
    at: Floats
    spread: Floats

    def below(self, point: float) -> float:
        return float(min(1.0, self.weight @ ndtr((point - self.at) / self.spread)))

    @property
    def interval(self) -> Interval:
        low, high = float((self.at - 9.0 * self.spread).min()), float((self.at + 9.0 * self.spread).max())
        return Interval(halve(self.below, 0.025, low, high), halve(self.below, 0.975, low, high))


def pool(
    rounds: Sequence[Difference], *, better: Literal["lower", "higher"], worth: float = 1.0, may_differ: float = 1.0
) -> Pooled | CantTell:
    """What does trying this usually do, over several rounds or people?

    `rounds`: what `did_it_help` found, on the same scale; `worth`: points worth having; `may_differ`: how many points rounds
    may well lie apart, before any is seen. Gives CantTell("one_round", more) for fewer than two. Raises OutOfScale, NotFinite.
    Method: normal random effects, with the spread between rounds integrated out under a half-normal prior
    (Zucker et al. 1997; Röver 2020).

    >>> from alongside.insight.verdicts import Interval
    >>> one = Difference(-1.5, Interval(-2.5, -0.5), 0.8, 0.0, 0.99, 1.0, -2.0, 0.5, 0.001, 0.3)
    >>> found = pool([one, one, one], better="lower")
    >>> round(found.usual, 2), found.better > 0.95
    (-2.0, True)
    """
    if better not in ("lower", "higher"):
        raise OutOfScale(f"Say which way is better, lower or higher; {better!r} is neither.")
    if not (worth > 0.0 and np.isfinite(worth) and may_differ > 0.0 and np.isfinite(may_differ)):
        raise OutOfScale("What is worth having, and how much rounds may differ, are more than 0 points.")
    if len(rounds) < 2:
        return CantTell("one_round", 2 - len(rounds), "blocks")
    at = np.array([one.estimate for one in rounds])
    error = np.array([one.error for one in rounds])
    if not (np.isfinite(at).all() and np.isfinite(error).all()) or (error <= 0.0).any():
        raise NotFinite("Each round needs an estimate and an error above 0. Leave out rounds that could not tell.")
    apart = may_differ * (np.arange(STEPS) + 0.5) * 4.0 / STEPS
    usual, apart_weight = _usual(at, error, apart, may_differ)
    shrunk = [_one_round(usual, apart, here, own) for here, own in zip(at, error, strict=True)]
    new = _Bells(usual.weight, usual.at, np.sqrt(usual.spread**2 + apart**2))
    return Pooled(
        usual=float(usual.weight @ usual.at),
        interval=usual.interval,
        apart=float(apart_weight @ apart),
        better=_gain(usual, better, worth),
        next_better=_gain(new, better, worth),
        rounds=tuple(one.interval for one in shrunk),
        count=len(rounds),
    )


def _usual(at: Floats, error: Floats, apart: Floats, may_differ: float) -> tuple[_Bells, Floats]:
    sure = 1.0 / (error[None, :] ** 2 + apart[:, None] ** 2)
    total = sure.sum(axis=1)
    middle = sure @ at / total
    off = (sure * (at[None, :] - middle[:, None]) ** 2).sum(axis=1)
    log_weight = 0.5 * (np.log(sure).sum(axis=1) - np.log(total) - off - (apart / may_differ) ** 2)
    weight = np.exp(log_weight - logsumexp(log_weight))
    return _Bells(weight, middle, np.sqrt(1.0 / total)), weight


def _one_round(usual: _Bells, apart: Floats, at: float, error: float) -> _Bells:
    """A round drawn towards the usual: by how differently rounds go, and how sure it is itself."""
    own, shared = 1.0 / error**2, 1.0 / apart**2
    keep = own / (own + shared)
    middle = keep * at + (1.0 - keep) * usual.at
    return _Bells(usual.weight, middle, np.sqrt(1.0 / (own + shared) + (1.0 - keep) ** 2 * usual.spread**2))


def _gain(known: _Bells, better: str, worth: float) -> float:
    return known.below(-worth) if better == "lower" else 1.0 - known.below(worth)
