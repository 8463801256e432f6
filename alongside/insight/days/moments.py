"""What of many days is enough to see how one day follows another: sums of products, person by person.

Everything that looks at next-day or same-day links works on these few numbers, so that a year costs no more than a month.
"""

from dataclasses import dataclass

import numpy as np

from alongside.insight.arrays import Counts, Flags, Floats

DRIFTS = 3.0  # how many standard errors a slope must stand off, carry-over allowed for, to be called a drift
CHUNK = 1024  # people at a time, so that memory stays flat


@dataclass(frozen=True)
class Following:
    """Standardised sums of products over pairs of following days, of many people. Person on the first axis.

    `before` (people, items, items): yesterday by yesterday; `across`: yesterday by today; `after`: today by today; all in
    units of each item's own spread and with the mean (and the drift, where there is one) taken out. `pairs` (people,):
    pairs of days in which everything was said; `free` (people,): what is left of them; `spread`, `mean_before`,
    `mean_after` (people, items) on the scale of the answers; `moves` (people, items): whether an item moves at all;
    `drifts` (people,): whether a slow drift was taken out.
    """

    before: Floats
    across: Floats
    after: Floats
    pairs: Counts
    free: Floats
    spread: Floats
    mean_before: Floats
    mean_after: Floats
    moves: Flags
    drifts: Flags

    @property
    def items(self) -> int:
        return int(self.before.shape[1])


def following(values: Floats, *, take_out_drift: bool = True) -> Following:
    """How days follow each other: values (people, days, items), NaN where nothing was said.

    Only pairs of following days in which every item was said count.
    """
    people, _days, items = values.shape
    products = np.empty((people, 2 * items + 2, 2 * items + 2))
    pairs = np.zeros(people, dtype=np.int64)
    for start in range(0, people, CHUNK):
        part = slice(start, start + CHUNK)
        products[part], pairs[part] = _products(values[part])
    return from_products(products, pairs, items, take_out_drift=take_out_drift)


def _products(values: Floats) -> tuple[Floats, Counts]:
    """Raw sums of products of (one, time, yesterday, today), and how many pairs went into them."""
    people, days, items = values.shape
    pairs = max(days - 1, 0)
    table = np.empty((people, pairs, 2 * items + 2))
    table[:, :, 0] = 1.0
    table[:, :, 1] = clock(pairs)
    table[:, :, 2 : 2 + items] = values[:, :-1] if pairs else 0.0
    table[:, :, 2 + items :] = values[:, 1:]
    whole = np.isfinite(table).all(axis=2)
    if not whole.all():
        table[~whole] = 0.0
    return table.transpose(0, 2, 1) @ table, whole.sum(axis=1)


def clock(pairs: int) -> Floats:
    """Time from -1 to 1 over this many pairs of days."""
    return np.linspace(-1.0, 1.0, pairs) if pairs > 1 else np.zeros(pairs)


def from_products(products: Floats, pairs: Counts, items: int, *, take_out_drift: bool) -> Following:
    """Take the mean out (and the drift, where there is one), and put every item on its own spread."""
    count = np.maximum(pairs, 1).astype(np.float64)
    means = products[:, 0, 2:] / count[:, None]
    centred = products - products[:, :, :1] * products[:, :1, :] / count[:, None, None]
    raw = np.maximum(_diagonal(products)[:, 2:], 1e-300)
    moves_so = _diagonal(centred)[:, 2:] > 1e-10 * raw
    moves = moves_so[:, :items] & moves_so[:, items:]
    free = count - 1.0
    drifts = has_drift(centred, pairs, items) & take_out_drift
    time = np.where(drifts, np.maximum(centred[:, 1, 1], 1e-12), np.inf)
    centred = centred - centred[:, :, 1:2] * centred[:, 1:2, :] / time[:, None, None]
    free = np.maximum(free - drifts, 1.0)
    own = np.maximum(_diagonal(centred)[:, 2:], 0.0)
    moves &= (own[:, :items] > 1e-10 * raw[:, :items]) & (own[:, items:] > 1e-10 * raw[:, items:])
    spread = np.where(moves, np.sqrt((own[:, :items] + own[:, items:]) / (2.0 * free[:, None])), 1.0)
    both = np.concatenate([spread, spread], axis=1)
    scaled = centred[:, 2:, 2:] / (both[:, :, None] * both[:, None, :])
    alive = np.concatenate([moves, moves], axis=1)
    scaled = np.where(alive[:, :, None] & alive[:, None, :], scaled, 0.0)
    return Following(
        before=scaled[:, :items, :items],
        across=scaled[:, :items, items:],
        after=scaled[:, items:, items:],
        pairs=pairs,
        free=free,
        spread=spread,
        mean_before=means[:, :items],
        mean_after=means[:, items:],
        moves=moves,
        drifts=drifts,
    )


def _diagonal(square: Floats) -> Floats:
    return np.asarray(np.einsum("nii->ni", square))


def has_drift(centred: Floats, pairs: Counts, items: int) -> Flags:
    """(people,) whether any item slopes slowly up or down, beyond what carrying over from day to day explains.

    For each item: today on time and on its own yesterday, by least squares; the slope against its standard error.
    """
    x, y = slice(2, 2 + items), slice(2 + items, 2 + 2 * items)
    diagonal = _diagonal(centred)
    tt, tx, ty = centred[:, 1, 1][:, None], centred[:, 1, x], centred[:, 1, y]
    xx, yy = diagonal[:, x], diagonal[:, y]
    xy = np.einsum("nii->ni", centred[:, x, y])
    left_t = tt * xx - tx * tx
    good = (left_t > 1e-9 * np.maximum(tt * xx, 1e-300)) & (pairs[:, None] > items + 6)
    safe = np.where(good, left_t, 1.0)
    slope = (ty * xx - tx * xy) / safe
    carry = (xy * tt - tx * ty) / safe
    rest = np.maximum(yy - slope * ty - carry * xy, 0.0) / np.maximum(pairs[:, None] - 3.0, 1.0)
    error = np.sqrt(rest * np.where(good, xx, 0.0) / safe)
    steep = good & (np.abs(slope) > DRIFTS * error) & (error > 0)
    return np.asarray(steep.any(axis=1))
