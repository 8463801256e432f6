"""Invented diaries whose links are known: for asking how often the engine is right. Nobody real is in them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """`values` (people, days, items) on 0-10; `lagged[k, i, j]`: item j one day → item i the next, standardised.

    `partial` (people, items, items): same-day partial correlations. `beliefs` (people, items, items): what they believe.
    """

    values: Floats
    lagged: Floats
    partial: Floats


def ema_world(people: int, days: int, items: int = 6, *, seed: int, coarse: bool = True) -> World:
    """Daily check-ins as studies describe them: strong carry-over, few and small links, shared tendencies, floors.

    Own carry-over .30 ± .13; about a quarter of the links between items exist, of size .04-.30, some of them common in this
    population; same-day partial correlations .05-.5. `coarse`: whole numbers 0-10, two items near the floor.
    """
    lot = np.random.default_rng(seed)
    off = ~np.eye(items, dtype=bool)
    common = (lot.random((items, items)) < 0.3) & off
    how_often = np.where(common, 0.52, 0.13) * off
    sign = np.where(lot.random((items, items)) < 0.5, -1.0, 1.0)
    size = lot.uniform(0.08, 0.25, (items, items))
    close = np.triu(lot.random((items, items)) < 0.5, 1)
    how_close = lot.uniform(0.05, 0.5, (items, items)) * np.where(lot.random((items, items)) < 0.4, -1, 1)
    values = np.empty((people, days, items))
    lagged = np.empty((people, items, items))
    partial = np.empty((people, items, items))
    for k in range(people):
        own = np.clip(lot.normal(0.30, 0.13, items), -0.1, 0.75)
        shared = sign * np.clip(size * np.exp(lot.normal(0, 0.4, (items, items))), 0.04, 0.30)
        alone = lot.uniform(0.04, 0.30, (items, items)) * np.where(lot.random((items, items)) < 0.5, -1, 1)
        b = np.where(lot.random((items, items)) < how_often, np.where(common, shared, alone), 0.0) + np.diag(own)
        while np.abs(np.linalg.eigvals(b)).max() > 0.95:
            b *= 0.9
        precision, between = _precision(close, how_close, lot)
        noise = np.linalg.cholesky(np.linalg.inv(precision))
        y = np.zeros(items)
        run = np.empty((days + 50, items))
        for t in range(days + 50):
            y = b @ y + noise @ lot.normal(size=items)
            run[t] = y
        spread = np.sqrt(np.diag(_stationary(b, noise @ noise.T)))
        lagged[k] = b * spread[None, :] / spread[:, None]
        partial[k] = between
        z = run[50:] / spread
        if coarse:
            middle = np.where(np.arange(items) < 2, 2.0, 5.0) + lot.normal(0, 0.5, items)
            z = np.clip(np.round(middle + 1.8 * z), 0, 10)
        values[k] = z
    return World(values, lagged, partial)


def _precision(close: Floats, how_close: Floats, lot: np.random.Generator) -> tuple[Floats, Floats]:
    """A precision matrix with these partial correlations, person by person a little different."""
    items = len(close)
    r = np.where(close, how_close * np.exp(lot.normal(0, 0.3, close.shape)), 0.0)
    r = np.clip(r, -0.5, 0.5)
    r = r + r.T
    for _turn in range(60):
        k = np.eye(items) - r
        if np.linalg.eigvalsh(k).min() > 0.1:
            break
        r *= 0.93
    scale = lot.uniform(0.8, 1.25, items)
    return k * np.sqrt(np.outer(scale, scale)), r


def _stationary(b: Floats, noise: Floats) -> Floats:
    """The covariance that this carry-over settles to."""
    items = len(b)
    flat = np.linalg.solve(np.eye(items * items) - np.kron(b, b), noise.ravel())
    return flat.reshape(items, items)


def beliefs_of(world: World, right: float, *, seed: int) -> NDArray[np.int64]:
    """What each person believes of each link (-1, 0, 1): right this often, else one of the other two."""
    lot = np.random.default_rng(seed)
    truth = np.sign(np.where(np.abs(world.lagged) > 1e-9, world.lagged, 0)).astype(np.int64)
    other = (truth + 1 + lot.integers(1, 3, truth.shape)) % 3 - 1
    told = np.where(lot.random(truth.shape) < right, truth, other)
    return np.where(np.eye(truth.shape[1], dtype=bool), 0, told)
