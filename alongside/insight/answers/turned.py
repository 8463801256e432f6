"""Where a rising curve of probability reaches a part of its whole: quantiles of mixtures, many at once. It knows no words."""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtri

from alongside.insight.arrays import Floats

ROUNDS, CLOSE = 60, 5e-3  # after a step so small, what is left is about its square
LEAST = 1e-300
ROOT_OF_TURN = float(np.sqrt(2.0 * np.pi))
# Nearer to the whole than this, a probability says nothing of how far away it is.
EDGE = 1e-13
Curve = Callable[[Floats], tuple[Floats, Floats]]


def reached(curve: Curve, part: Floats, start: Floats, *, far: float) -> Floats:
    """Where each of many rising curves reaches these parts, between −far and far (parts, places).

    `curve`: the probability below each place, and how steeply it rises there; `part` (parts, 1); `start` (parts, places). Newton's
    method on the scale on which a normal curve is a straight line, and halving where that would leave what is known to hold the answer.
    """
    low, high = np.full(start.shape, -far), np.full(start.shape, far)
    wanted = ndtri(part)
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
