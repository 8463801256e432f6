"""Invented diaries for the tests of insight: days that really follow each other, by a recipe that is known."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def diaries(
    people: int = 4, days: int = 80, items: int = 3, *, seed: int = 1, links: dict[tuple[int, int], float] | None = None
) -> Floats:
    """(people, days, items) on 0-10; every item carries over by .3; `links` {(to, by): size} hold for everybody."""
    lot = np.random.default_rng(seed)
    carry = 0.3 * np.eye(items)
    for (to, by), size in (links or {}).items():
        carry[to, by] = size
    run = np.zeros((people, days + 20, items))
    for day in range(1, days + 20):
        run[:, day] = run[:, day - 1] @ carry.T + lot.normal(size=(people, items))
    return np.clip(np.round(5.0 + 1.6 * run[:, 20:], 1), 0, 10)
