"""How likely each stretch of days is to differ from the days before it, where a day carries over into the next.

The sums behind `flare`. It judges nothing and names nothing.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp

from alongside.insight.arrays import Counts, Floats
from alongside.insight.days.carry_over import CARRIES, Whitened, whiten

# What is expected before any day is seen: something begins about once a month; a third of what begins lasts, the rest
# fades by about a seventh a day; it reaches one and a half spreads of a day, up or down.
BEGINS, LASTS, FADES, REACH = 1.0 / 30.0, 0.3, 1.0 / 7.0, 1.5
SHORTEST = 2  # one odd day is no stretch
LENGTHS = np.array([*range(SHORTEST, 15), 16, 18, 20, 23, 26, 30, 35, 40, 45, 52, 60])  # in answers
# Each as likely as the others, also the highest: a chart must stay quiet where days hang together.
ANY_CARRY = CARRIES[::2]
WEIGHT_OF_A_GUESS = 1.0  # of the first guess of the spread: as much as two days
CHUNK = 256  # watched days at a time, so that memory stays flat
IMPOSSIBLE = -1e3  # log-odds of a stretch that would begin in the baseline


@dataclass(frozen=True)
class Evidence:
    """(answers, lengths): log-odds that a stretch of this length ends here and still goes on; its size in points."""

    log_odds: Floats
    size: Floats
    error: Floats
    carry: float
    usual: tuple[float, float]


def weigh(answers: Floats, when: Counts, base: int, guess: float) -> Evidence:
    """Weigh every stretch that ends on a watched day against no change. `guess`: a spread, in points."""
    middle = float(answers[:base].mean())
    white = whiten(np.column_stack([np.ones(len(answers)), answers - middle]), when, ANY_CARRY)
    sums = Sums(white, base, WEIGHT_OF_A_GUESS * guess**2)
    parts = [sums.of(np.arange(at, min(at + CHUNK, len(answers)))) for at in range(base, len(answers), CHUNK)]
    log_odds, size, error = (np.concatenate(part) for part in zip(*parts, strict=True))
    carry, usual, spread = sums.usual()
    return Evidence(log_odds, size, error, carry, (middle + usual, spread))


class Sums:
    """Running sums over whitened days (carries, rows + 1), from which any stretch is weighed by a few subtractions."""

    def __init__(self, white: Whitened, base: int, guess: float) -> None:
        ones, answers = white.table[:, :, 0], white.table[:, :, 1]
        self.ones, self.answers, self.step, self.base, self.guess = ones, answers, white.step, base, guess
        self.cc, self.cy, self.yy = (_running(part) for part in (ones * ones, ones * answers, answers * answers))
        self.log_size = _running(white.log_size)
        stands_for = np.gradient(LENGTHS.astype(np.float64))  # a length stands for those left out beside it
        self.expected = np.log(BEGINS * _still_on()[1] * stands_for)

    def usual(self) -> tuple[float, float, float]:
        """Of the baseline alone: carry-over, mean and its standard deviation."""
        cc, cy, yy = (part[:, self.base] for part in (self.cc, self.cy, self.yy))
        free = WEIGHT_OF_A_GUESS + (self.base - 1) / 2.0
        rest = self.guess + (yy - cy**2 / cc) / 2.0
        log_weight = -self.log_size[:, self.base] - 0.5 * np.log(cc) - free * np.log(rest)
        weight = np.exp(log_weight - logsumexp(log_weight))
        mean = float(weight @ (cy / cc))
        variance = weight @ (rest / (free - 1.0) / cc + (cy / cc - mean) ** 2)
        return float(weight @ ANY_CARRY), mean, float(np.sqrt(variance))

    def of(self, ends: Counts) -> tuple[Floats, Floats, Floats]:
        """Stretches that end on these rows: log-odds, size and its standard deviation, (ends, lengths) each."""
        starts = ends[:, None] - LENGTHS[None, :] + 1
        possible = starts >= self.base
        start = np.maximum(starts, self.base)
        stop = np.broadcast_to(ends[:, None] + 1, start.shape)
        cc, cy, yy, log_size = (
            part[:, self.base, None, None] + part[:, stop] - part[:, start]
            for part in (self.cc, self.cy, self.yy, self.log_size)
        )
        first, later = self.step[:, start], self.cc[:, stop] - self.cc[:, start + 1]
        shift = first**2 + later
        shift_one = first * self.ones[:, start] + later
        shift_answer = first * self.answers[:, start] + self.cy[:, stop] - self.cy[:, start + 1]
        free = WEIGHT_OF_A_GUESS + (self.base + stop - start - 1) / 2.0
        calm = self.guess + (yy - cy**2 / cc) / 2.0
        power = shift - shift_one**2 / cc
        pull = shift_answer - shift_one * cy / cc
        sure = power + 1.0 / REACH**2
        moved = calm - pull**2 / sure / 2.0
        log_calm = -log_size - 0.5 * np.log(cc) - free * np.log(calm)
        log_moved = log_calm - 0.5 * np.log1p(REACH**2 * power) - free * np.log(moved / calm)
        total = logsumexp(log_moved, axis=0)
        weight = np.exp(log_moved - total)
        size = (weight * pull / sure).sum(axis=0)
        variance = (weight * (moved / (free - 1.0) / sure + (pull / sure - size) ** 2)).sum(axis=0)
        log_odds = np.where(possible, total - logsumexp(log_calm, axis=0) + self.expected, IMPOSSIBLE)
        return log_odds, size, np.sqrt(variance)


def _running(part: Floats) -> Floats:
    return np.concatenate([np.zeros((len(part), 1)), np.cumsum(part, axis=1)], axis=1)


def in_turn(log_odds: Floats) -> Floats:
    """Weigh each stretch that still goes on against being back to the usual, after whatever came and went before.

    Day by day: a stretch begins from the usual, and each day it may be over (Fearnhead & Liu 2007, section 3).
    """
    out = np.empty_like(log_odds)
    fading, still = _still_on()
    over = np.log(FADES * fading / still)
    back = np.zeros(len(log_odds) + 1)  # log-weight of usual days after this many rows
    for at, row in enumerate(log_odds):
        begun = row + back[np.maximum(at + 1 - LENGTHS, 0)]
        out[at] = begun - back[at]
        back[at + 1] = np.logaddexp(back[at], np.logaddexp.reduce(begun + over))
    return out


def _still_on() -> tuple[Floats, Floats]:
    """(lengths,) how probable it is that what began this long ago fades and has not yet, and that it lasts or has not yet."""
    fading = (1.0 - LASTS) * (1.0 - FADES) ** (LENGTHS - 1.0)
    return fading, fading + LASTS
