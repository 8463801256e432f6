"""Single items left out of a day: what they may have been, with how unsure that is. Whole empty days stay empty.

For the nightly path: it costs some milliseconds a person, and tells more than leaving out every day with a hole.
"""

import numpy as np

from alongside.insight.arrays import Floats
from alongside.insight.days.moments import Following, clock, following, from_products
from alongside.insight.days.next_day import NextDay

ROUNDS = 4
LEAST_SHARE = 0.02  # of days with a hole, below which filling changes nothing
LEAST = 0.02


def has_gaps_to_fill(values: Floats) -> bool:
    """Whether days with some answers but not all are common enough to matter; values (days, items)."""
    there = np.isfinite(values)
    some, every = there.any(axis=1), there.all(axis=1)
    return bool(some.sum() > 0 and (some & ~every).sum() > LEAST_SHARE * some.sum())


def following_with_gaps_filled(values: Floats, links: NextDay) -> Following:
    """As `following`, with single missing items filled by what the days around them say; values (people, days, items).

    `links`: what `next_day` found from whole days. Method: expectation maximisation of a first-order vector
    autoregression by Kalman filter and smoother (Shumway & Stoffer 1982), in standardised units; sums of products are taken
    as expected, and weighed down to the share of answers that were really given.
    """
    people, _days, items = values.shape
    base = following(values, take_out_drift=False)
    middle, spread = _levels(values)
    scaled = (values - middle[:, None]) / spread[:, None]
    carry = links.mean.copy()
    noise = _diagonal_of(np.maximum(links.noise, LEAST))
    products = np.zeros((people, 2 * items + 2, 2 * items + 2))
    for _round in range(ROUNDS):
        products = _expected_products(scaled, carry, noise)
        carry, noise = _refit(products, items)
    there = np.isfinite(values)
    given = (there[:, :-1].mean(axis=2) * there[:, 1:].mean(axis=2)).sum(axis=1)
    pairs = max(values.shape[1] - 1, 1)
    pairs_given = np.maximum(np.round(given).astype(np.int64), base.pairs)
    products *= (pairs_given / pairs)[:, None, None]
    found = from_products(products, pairs_given, items, take_out_drift=True)
    return Following(
        **{
            **vars(found),
            "spread": found.spread * spread,
            "mean_before": middle + found.mean_before * spread,
            "mean_after": middle + found.mean_after * spread,
        }
    )


def _levels(values: Floats) -> tuple[Floats, Floats]:
    """(people, items): mean and spread of what was said."""
    there = np.isfinite(values)
    count = np.maximum(there.sum(axis=1), 1).astype(np.float64)
    middle: Floats = np.where(there, values, 0.0).sum(axis=1) / count
    apart = np.where(there, values - middle[:, None], 0.0)
    spread: Floats = np.sqrt((apart**2).sum(axis=1) / count)
    moving: Floats = np.where(spread > 1e-9, spread, 1.0)
    return middle, moving


def _diagonal_of(rows: Floats) -> Floats:
    return np.asarray(rows[:, :, None] * np.eye(rows.shape[1]))


def _expected_products(scaled: Floats, carry: Floats, noise: Floats) -> Floats:
    """Sums of products of (one, time, yesterday, today) as expected given every answer."""
    people, days, items = scaled.shape
    at, wide, ahead, ahead_wide = _filter(scaled, carry, noise)
    between = np.zeros((people, days, items, items))
    for day in range(days - 2, -1, -1):
        gain = np.linalg.solve(ahead_wide[:, day + 1], carry @ wide[:, day]).transpose(0, 2, 1)
        at[:, day] += (gain @ (at[:, day + 1] - ahead[:, day + 1])[..., None])[..., 0]
        wide[:, day] += gain @ (wide[:, day + 1] - ahead_wide[:, day + 1]) @ gain.transpose(0, 2, 1)
        between[:, day + 1] = wide[:, day + 1] @ gain.transpose(0, 2, 1)
    pairs = days - 1
    table = np.empty((people, pairs, 2 * items + 2))
    table[:, :, 0], table[:, :, 1] = 1.0, clock(pairs)
    table[:, :, 2 : 2 + items], table[:, :, 2 + items :] = at[:, :-1], at[:, 1:]
    products = table.transpose(0, 2, 1) @ table
    before, after = slice(2, 2 + items), slice(2 + items, 2 + 2 * items)
    products[:, before, before] += wide[:, :-1].sum(axis=1)
    products[:, after, after] += wide[:, 1:].sum(axis=1)
    products[:, after, before] += between[:, 1:].sum(axis=1)
    products[:, before, after] += between[:, 1:].sum(axis=1).transpose(0, 2, 1)
    return products


def _filter(scaled: Floats, carry: Floats, noise: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Where each day stands given the days up to it, and where it was expected: means and covariances."""
    people, days, items = scaled.shape
    at, ahead = np.zeros((people, days, items)), np.zeros((people, days, items))
    wide, ahead_wide = np.zeros((people, days, items, items)), np.zeros((people, days, items, items))
    unknown = 1e6
    for day in range(days):
        if day:
            ahead[:, day] = (carry @ at[:, day - 1][..., None])[..., 0]
            ahead_wide[:, day] = carry @ wide[:, day - 1] @ carry.transpose(0, 2, 1) + noise
        else:
            ahead_wide[:, 0] = np.eye(items)
        there = np.isfinite(scaled[:, day])
        error = np.where(there, 1e-6, unknown)
        surprise = np.where(there, scaled[:, day] - ahead[:, day], 0.0)
        total = ahead_wide[:, day] + error[:, :, None] * np.eye(items)
        gain = np.linalg.solve(total, ahead_wide[:, day]).transpose(0, 2, 1)
        at[:, day] = ahead[:, day] + (gain @ surprise[..., None])[..., 0]
        wide[:, day] = ahead_wide[:, day] - gain @ ahead_wide[:, day]
        wide[:, day] = (wide[:, day] + wide[:, day].transpose(0, 2, 1)) / 2.0
    return at, wide, ahead, ahead_wide


def _refit(products: Floats, items: int) -> tuple[Floats, Floats]:
    """Carry-over and noise from expected sums, drawn a little towards none."""
    before, after = slice(2, 2 + items), slice(2 + items, 2 + 2 * items)
    count = np.maximum(products[:, 0, 0], 2.0)[:, None, None]
    centred = products - products[:, :, :1] * products[:, :1, :] / count
    bb = centred[:, before, before] + 10.0 * np.eye(items)
    carry = np.linalg.solve(bb, centred[:, before, after]).transpose(0, 2, 1)
    rest = centred[:, after, after] - carry @ centred[:, before, after]
    noise: Floats = (rest + rest.transpose(0, 2, 1)) / 2.0 / count + LEAST * np.eye(items)
    return np.asarray(carry, dtype=np.float64), noise
