"""Mixtures of normal curves, many at once, and where they reach a part of their whole: quantiles. It knows no words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from alongside.insight.arrays import Counts, Flags, Floats

ROUNDS, CLOSE = 60, 5e-3  # after a step so small, what is left is about its square
LEAST = 1e-300
ROOT_OF_TURN = float(np.sqrt(2.0 * np.pi))
# Nearer to the whole than this, a probability says nothing of how far away it is.
EDGE = 1e-13
Number = TypeVar("Number", np.float64, np.int64)
Curve = Callable[[Floats, Flags], tuple[Floats, Floats]]


@dataclass(frozen=True)
class Parts:
    """The parts of many wholes, one whole after the other: how `many` each has (wholes,), and the `weight` of each part (parts,). A whole
    is summed to the last bit as it would be alone."""

    many: Counts
    weight: Floats

    def spread(self, values: NDArray[Number]) -> NDArray[Number]:
        """What is said of each whole (…, wholes), said of each of its parts (…, parts)."""
        return np.repeat(values, self.many, axis=-1)

    def sum(self, values: Floats) -> Floats:
        """The weighted sums (…, wholes) of what is said of each part (…, parts)."""
        return np.asarray(np.add.reduceat(values * self.weight, np.cumsum(self.many) - self.many, axis=-1))

    def of(self, going: Flags, *values: Floats) -> "tuple[Parts, tuple[Floats, ...]]":
        """The parts of these wholes alone, and so much of what is said of each part."""
        if going.all():
            return self, values
        which = np.flatnonzero(np.repeat(going, self.many))
        return Parts(self.many[going], self.weight[which]), tuple(each[which] for each in values)


def reached(curve: Curve, part: Floats, start: Floats, *, far: float) -> Floats:
    """Where each of many rising curves reaches these parts, between −far and far (parts, places).

    `curve`: for some of the places, which flags tell (places,), the probability below each and how steeply it rises there;
    `part` (parts, 1); `start` (parts, places). Newton's method on the scale on which a normal curve is a straight line, and halving
    where that would leave what is known to hold the answer. Each place goes on until it is found, whatever becomes of the others.
    """
    found = np.clip(start, -far / 2.0, far / 2.0)
    going = np.ones(start.shape[1], dtype=np.bool_)
    low, high, at = np.full(start.shape, -far), np.full(start.shape, far), found
    wanted = ndtri(part)
    for _round in range(ROUNDS):
        below, rises = curve(at, going)
        short = below < part
        low, high = np.where(short, at, low), np.where(short, high, at)
        here = ndtri(np.clip(below, EDGE, 1.0 - EDGE))
        slope = rises * ROOT_OF_TURN / np.exp(-0.5 * here**2)
        with np.errstate(over="ignore"):
            tried = at + (wanted - here) / np.maximum(slope, LEAST)
        inside = (tried >= low) & (tried <= high)
        after = np.where(inside, tried, (low + high) / 2.0)
        moves = np.abs(after - at).max(axis=0) >= CLOSE
        found[:, going] = after
        going[going] = moves
        if not moves.any():
            break
        low, high, at = low[:, moves], high[:, moves], after[:, moves]
    return found
