"""How much one day carries over into the next, and what that does to sums over days. Days may be missing.

The carry-over is never estimated and then trusted: every answer is an average over a row of possible ones.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, stdtr, stdtrit

from alongside.insight.arrays import Counts, Floats

CARRIES: Floats = np.round(np.linspace(-0.2, 0.95, 24), 2)
# Daily pain, sleep and mood usually carry over by about a third.
USUAL, USUAL_SPREAD = 0.3, 0.25
FINE = 80  # halvings in the search for a quantile


def usual_carry() -> Floats:
    """(carries,) log-probability of each carry-over before any day was seen."""
    bell = -0.5 * ((CARRIES - USUAL) / USUAL_SPREAD) ** 2
    return np.asarray(bell - logsumexp(bell))


@dataclass(frozen=True)
class Whitened:
    """Columns over days with the carry-over taken out, for each possible carry-over.

    `table` (carries, rows, columns); `step` (carries, rows): what a column that starts on this day holds on it, 1 / its
    spread given the day before; `log_size` (carries, rows): logarithm of that spread.
    """

    table: Floats
    step: Floats
    log_size: Floats


def whiten(columns: Floats, when: Counts, carries: Floats = CARRIES) -> Whitened:
    """Take each carry-over (carries,) out of columns (rows, columns) seen on growing day numbers `when` (rows,).

    What carries over `c` a day carries over c to the power of the gap over a gap. The spread of a day on its own is 1; the
    first row stays as it is.
    """
    keeps = np.zeros((len(carries), len(when)))
    keeps[:, 1:] = carries[:, None] ** np.diff(when)[None, :].astype(np.float64)
    spread = np.sqrt(1.0 - keeps**2)
    before = np.vstack([np.zeros((1, columns.shape[1])), columns[:-1]])
    table = (columns[None] - keeps[:, :, None] * before[None]) / spread[:, :, None]
    return Whitened(table, 1.0 / spread, np.log(spread))


@dataclass(frozen=True)
class Told:
    """What days say of one number: a mixture of Student's t, one for each possible carry-over.

    `weight`, `at`, `spread` (carries,), `freedom` degrees; `carry`: mean carry-over.
    """

    weight: Floats
    at: Floats
    spread: Floats
    freedom: float

    @property
    def mean(self) -> float:
        return float(self.weight @ self.at)

    @property
    def error(self) -> float:
        """Its standard deviation."""
        inside = self.spread**2 * self.freedom / (self.freedom - 2.0)
        return float(np.sqrt(self.weight @ (inside + (self.at - self.mean) ** 2)))

    @property
    def carry(self) -> float:
        """What carries over from a day to the next, on average."""
        return float(self.weight @ CARRIES)

    def below(self, point: float) -> float:
        """How probable it is that the number lies below this point."""
        return float(min(1.0, self.weight @ stdtr(self.freedom, (point - self.at) / self.spread)))

    def quantile(self, share: float) -> float:
        """Below which point it lies with this probability. By halving."""
        reach = float(np.abs(stdtrit(self.freedom, share))) + 1.0
        low, high = float((self.at - reach * self.spread).min()), float((self.at + reach * self.spread).max())
        return halve(self.below, share, low, high)


def halve(below: Callable[[float], float], share: float, low: float, high: float) -> float:
    """Where a probability that grows between these two points reaches this share."""
    for _halving in range(FINE):
        middle = 0.5 * (low + high)
        if below(middle) < share:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def last_column(answers: Floats, columns: Floats, when: Counts, *, prior_spread: float | None, guess: float) -> Told:
    """What answers (rows,) say of the last of the columns (rows, columns): how far it moves them.

    `prior_spread`: how far it may reach, in spreads of a day, before any day was seen; None: anywhere. `guess`: a spread of
    a day, in points, that counts as much as one day. Needs three more rows than columns, and columns that differ.
    Method: generalised least squares with first-order autoregressive errors; the carry-over, the noise and the other columns
    are integrated out (Bayesian, and for the carry-over the same as the restricted likelihood).
    """
    white = whiten(np.column_stack([columns, answers]), when)
    inner = white.table.transpose(0, 2, 1) @ white.table
    width = columns.shape[1]
    gram, cross, square = inner[:, :width, :width], inner[:, :width, width], inner[:, width, width]
    free = len(answers) - width + 1
    if prior_spread is not None:
        gram = gram.copy()
        gram[:, -1, -1] += 1.0 / prior_spread**2
        free += 1
    inverse = np.linalg.inv(gram)
    at = np.einsum("kij,kj->ki", inverse, cross)
    rest = np.maximum(square - (at * cross).sum(axis=1), 0.0) + guess**2
    log_weight = (
        usual_carry() - white.log_size.sum(axis=1) - 0.5 * np.linalg.slogdet(gram)[1] - 0.5 * free * np.log(rest)
    )
    weight = np.exp(log_weight - logsumexp(log_weight))
    return Told(weight, at[:, -1], np.sqrt(rest / free * inverse[:, -1, -1]), float(free))
