"""Where a rising curve of probability reaches a part of its whole: quantiles of mixtures, many at once. It knows no words."""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtri

from alongside.insight.arrays import Floats

ROUNDS, CLOSE = 60, 1e-4  # after a step so small, what is left is about its square
LEAST = 1e-300
ROOT_OF_TURN = float(np.sqrt(2.0 * np.pi))
# Nearer to the whole than this, a probability says nothing of how far away it is.
EDGE = 1e-13
Curve = Callable[[Floats], tuple[Floats, Floats]]


def reached(curve: Curve, part: float, start: Floats, *, far: float) -> Floats:
    """Where each of many rising curves reaches this part, between −far and far.

    `curve`: the probability below each place, and how steeply it rises there; `start` (places,). Newton's method on the scale
    on which a normal curve is a straight line, and halving where that would leave what is known to hold the answer.
    """
    low, high = np.full(len(start), -far), np.full(len(start), far)
    wanted = float(ndtri(part))
    at = np.clip(start, low / 2.0, high / 2.0)
    for _round in range(ROUNDS):
        below, rises = curve(at)
        short = below < part
        low, high = np.where(short, at, low), np.where(short, high, at)
        here = ndtri(np.clip(below, EDGE, 1.0 - EDGE))
        slope = rises * ROOT_OF_TURN / np.exp(-0.5 * here**2)
        with np.errstate(over="ignore"):
            tried = at + (wanted - here) / np.maximum(slope, LEAST)
        inside = (tried >= low) & (tried <= high)
        after = np.where(inside, tried, (low + high) / 2.0)
        moved = np.abs(after - at).max()
        at = after
        if moved < CLOSE:
            break
    return np.asarray(at)
