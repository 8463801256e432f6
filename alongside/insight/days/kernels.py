"""The quick formula of next_day.py for very many people, compiled: the same numbers, in a fraction of the time.

Only loaded where numba is installed (the extra "quick"). What it computes is said in moments.py and next_day.py; a test
holds the two together.
"""

from typing import Any

import numba
import numpy as np

# Sums may be taken in any order, so that the processor adds four at once.
LOOSE = {"contract", "reassoc", "nsz"}


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _dot(one: Any, other: Any) -> Any:
    total = 0.0
    for at in range(len(one)):
        total += one[at] * other[at]
    return total


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _lay_out(days: Any, rows: Any) -> bool:
    """One person's days, an item a row, from the second row on; the first row all one. Whether no answer is missing."""
    missing = 0.0
    for item in range(days.shape[1]):
        for day in range(len(days)):
            answer = days[day, item]
            rows[item + 1, day] = answer
            missing += answer * 0.0  # NaN where anything is NaN
    rows[0, :] = 1.0
    return bool(missing == 0.0)


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _products(rows: Any, clock: Any, table: Any) -> None:
    """Sums of products of (one, time, yesterday…, today…) of complete days, the lower half.

    Today by today follows from yesterday by yesterday: only the two ends differ.
    """
    items, pairs = len(rows) - 1, rows.shape[1] - 1
    table[0, 0], table[1, 0], table[1, 1] = pairs, _dot(rows[0, :pairs], clock), _dot(clock, clock)
    for item in range(items):
        x, y, row = item + 2, item + 2 + items, rows[item + 1]
        table[x, 0] = _dot(row[:pairs], rows[0, :pairs])
        table[y, 0] = table[x, 0] - row[0] + row[pairs]
        table[x, 1], table[y, 1] = _dot(row[:pairs], clock), _dot(row[1:], clock)
        for other in range(item + 1):
            table[x, other + 2] = _dot(row[:pairs], rows[other + 1, :pairs])
            table[y, other + 2 + items] = (
                table[x, other + 2] - row[0] * rows[other + 1, 0] + row[pairs] * rows[other + 1, pairs]
            )
        for other in range(items):
            table[y, other + 2] = _dot(row[1:], rows[other + 1, :pairs])


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _products_with_gaps(rows: Any, clock: Any, table: Any, pair: Any) -> None:
    """The same where answers are missing: only pairs of days that hold every answer count."""
    side, items, pairs = len(table), len(rows) - 1, rows.shape[1] - 1
    table[:] = 0.0
    for day in range(pairs):
        pair[0], pair[1] = 1.0, clock[day]
        whole = True
        for item in range(items):
            pair[item + 2], pair[item + 2 + items] = rows[item + 1, day], rows[item + 1, day + 1]
            whole &= bool(np.isfinite(pair[item + 2]) and np.isfinite(pair[item + 2 + items]))
        if whole:
            for row in range(side):
                for column in range(row + 1):
                    table[row, column] += pair[row] * pair[column]


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _take_out(table: Any, at: int, pivot: float) -> None:
    """Take row `at` out of every later row and column of the lower half."""
    for row in range(at + 1, len(table)):
        part = table[row, at] * pivot
        for column in range(at + 1, row + 1):
            table[row, column] -= part * table[column, at]


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _drifts(table: Any, items: int, limit: float) -> bool:
    """As `has_drift` in moments.py."""
    pairs, tt = table[0, 0], table[1, 1]
    if pairs <= items + 6:
        return False
    for item in range(items):
        x, y = item + 2, item + 2 + items
        tx, ty, xx, yy, xy = table[x, 1], table[y, 1], table[x, x], table[y, y], table[y, x]
        left = tt * xx - tx * tx
        if left > 1e-9 * max(tt * xx, 1e-300):
            slope, carry = (ty * xx - tx * xy) / left, (xy * tt - tx * ty) / left
            rest = max(yy - slope * ty - carry * xy, 0.0) / max(pairs - 3.0, 1.0)
            error = np.sqrt(rest * xx / left)
            if error > 0.0 and abs(slope) > limit * error:
                return True
    return False


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _alive(table: Any, raw: Any, item: int, items: int) -> bool:
    """Whether an item moves at all, yesterday and today."""
    x, y = item + 2, item + 2 + items
    return bool(table[x, x] > 1e-10 * raw[x] and table[y, y] > 1e-10 * raw[y])


@numba.njit(cache=True, error_model="numpy", fastmath=LOOSE)
def _solve(system: Any, items: int, at: Any, spread: Any) -> float:
    """Coefficients and the diagonal of the inverse of the first rows of a table; gives what its corner keeps.

    The lower half is replaced by its Cholesky root, and that by its inverse.
    """
    for row in range(items + 1):
        for column in range(row + 1):
            total = system[row, column]
            for inner in range(column):
                total -= system[row, inner] * system[column, inner]
            if row > column:
                system[row, column] = total * spread[column]
            elif row < items:
                spread[row] = 1.0 / np.sqrt(total)
            else:
                rest = total
    for row in range(items - 1, -1, -1):
        total = system[items, row]
        for below in range(row + 1, items):
            total -= system[below, row] * at[below]
        at[row] = total * spread[row]
    for column in range(items):
        system[column, column] = spread[column]
        for row in range(column + 1, items):
            total = 0.0
            for inner in range(column, row):
                total += system[row, inner] * system[inner, column]
            system[row, column] = -total * spread[row]
    for column in range(items):
        total = 0.0
        for row in range(column, items):
            total += system[row, column] * system[row, column]
        spread[column] = total
    return float(rest)


@numba.njit(parallel=True, cache=True, error_model="numpy", fastmath=LOOSE)
def refresh(
    values: Any,
    clock: Any,
    prior_mean: Any,
    prior_variance: Any,
    settings: Any,
    mean: Any,
    spread: Any,
    pairs: Any,
    moves: Any,
    free: Any,
    groups: int,
) -> None:
    """Fill `mean`, `spread` (people, items, items), `pairs`, `free` (people,), `moves` (people, items).

    `settings`: how much slope is a drift, the weight of the first guess of the noise, the least noise, what coarse answers
    add to the variance. `groups`: into how many parts the people are cut, each for one thread at a time.
    """
    people, days, items = values.shape
    limit, weight, least, coarse = settings[0], settings[1], settings[2], settings[3]
    for group in numba.prange(groups):
        rows = np.empty((1 + items, days))
        table = np.empty((2 + 2 * items, 2 + 2 * items))
        system = np.empty((items + 1, items + 1))
        raw = np.empty(2 + 2 * items)
        wide, diagonal = np.empty(items), np.empty(items)
        for person in range(group * people // groups, (group + 1) * people // groups):
            if _lay_out(values[person], rows):
                _products(rows, clock, table)
            else:
                _products_with_gaps(rows, clock, table, raw)
            for row in range(2, 2 + 2 * items):
                raw[row] = max(table[row, row], 1e-300)
            _take_out(table, 0, 1.0 / max(table[0, 0], 1.0))
            for item in range(items):
                moves[person, item] = _alive(table, raw, item, items)
            drifting = _drifts(table, items, limit)
            left = max(max(table[0, 0], 1.0) - 1.0 - (1.0 if drifting else 0.0), 1.0)
            if drifting:
                _take_out(table, 1, 1.0 / max(table[1, 1], 1e-12))
            for item in range(items):
                moves[person, item] &= _alive(table, raw, item, items)
                own = table[item + 2, item + 2] + table[item + 2 + items, item + 2 + items]
                wide[item] = 1.0 / np.sqrt(own / (2.0 * left)) if moves[person, item] else 0.0
            pairs[person], free[person] = np.int64(table[0, 0]), left
            for to in range(items):
                y, scale = to + 2 + items, wide[to] * wide[to]
                own, cross, after = table[to + 2, to + 2] * scale, table[y, to + 2] * scale, table[y, y] * scale
                guess = max((after - (cross * cross / own if own > 0.0 else 0.0)) / left, least)
                pull = 0.0
                for row in range(items):
                    for column in range(row + 1):
                        system[row, column] = table[row + 2, column + 2] * wide[row] * wide[column]
                    sure, middle = guess / prior_variance[to, row], prior_mean[to, row]
                    system[row, row] += sure
                    system[items, row] = table[y, row + 2] * wide[to] * wide[row] + sure * middle
                    pull += middle * middle * sure
                system[items, items] = after
                rest = _solve(system, items, mean[person, to], diagonal) + pull
                noise = (weight * guess + rest / 2.0) / (weight + left / 2.0)
                for by in range(items):
                    spread[person, to, by] = np.sqrt(diagonal[by] * noise * coarse)
