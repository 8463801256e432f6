"""One person's check-ins, read and found whole: in order, on their scale, gaps allowed. Nothing is estimated here."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import NotFinite, Nothing, NotInOrder, OutOfScale, TooMany, WrongShape

MOST_ITEMS = 8
LONGEST = 20_000  # days from first to last: more than fifty years


@dataclass(frozen=True)
class Diary:
    """One person's check-ins on a calendar without holes.

    `values` (days, items): one row for each day from the first to the last, NaN where nothing was said; `days` (days,):
    their numbers; `scale`: lowest and highest possible answer; `names` (items,).
    """

    names: tuple[str, ...]
    days: Counts
    values: Floats
    scale: tuple[float, float]

    @property
    def said(self) -> Flags:
        """(days,) whether anything was said on that day."""
        return np.asarray(np.isfinite(self.values).any(axis=1))

    @property
    def days_said(self) -> int:
        """How many days hold an answer."""
        return int(self.said.sum())

    @property
    def still(self) -> Flags:
        """(items,) items that never moved, or were answered fewer than twice: nothing hangs together with them."""
        return np.asarray(still_items(self.values[None])[0])


def read(
    values: ArrayLike,
    days: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    scale: tuple[float, float] = (0.0, 10.0),
) -> Diary:
    """Read check-ins: which days, which answers.

    `values` (rows, items): one row a day, at most 8 items, None or NaN where nothing was said. `days` (rows,): whole day
    numbers that grow (for example `date.toordinal()`); without them the rows follow each other day by day. Gaps are filled
    with empty days. Units: those of the scale.

    Raises WrongShape, Nothing, TooMany (items, or days), NotFinite, OutOfScale, NotInOrder.

    >>> diary = read([[3, 5], [4, None], [6, 7]], days=[10, 11, 13], names=["pain", "mood"])
    >>> diary.values.shape, diary.days_said
    ((4, 2), 3)
    """
    told = as_numbers(values)
    if told.size == 0:
        raise Nothing("There are no check-ins yet. Give at least one day with one item.")
    if told.ndim != 2:
        raise WrongShape(
            f"Check-ins are a table of days by items, and this has {told.ndim} dimensions. Give one row a day."
        )
    rows, items = told.shape
    if items > MOST_ITEMS:
        raise TooMany(f"{items} items are more than can be told apart; choose at most {MOST_ITEMS}.")
    called = tuple(names) if names is not None else tuple(f"item {number + 1}" for number in range(items))
    if len(called) != items or len(set(called)) != items:
        raise WrongShape(f"There are {items} items; give each one name, all different.")
    insist_on_scale(told, scale)
    when = _in_order(days, rows)
    calendar = np.arange(when[0], when[-1] + 1)
    whole = np.full((len(calendar), items), np.nan)
    whole[when - when[0]] = told
    return Diary(called, calendar, whole, (float(scale[0]), float(scale[1])))


def as_numbers(values: ArrayLike) -> Floats:
    """Numbers of our own, None as NaN. Raises WrongShape when they are no table of numbers."""
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise WrongShape(
            "Check-ins are numbers, with every row as long as the others; use None where nothing was said."
        ) from fault


def insist_on_scale(values: Floats, scale: tuple[float, float]) -> None:
    """Raises NotFinite and OutOfScale."""
    low, high = scale
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise OutOfScale(f"A scale goes from a lower to a higher number; {low} to {high} does not.")
    if np.isinf(values).any():
        raise NotFinite("An answer is infinite. Leave it empty (None) if nothing was said.")
    if (values < low).any() or (values > high).any():
        raise OutOfScale(f"An answer lies outside {low:g} to {high:g}. Mend it, or name the scale it was given on.")


def _in_order(days: ArrayLike | None, rows: int) -> Counts:
    if days is None:
        return np.arange(rows, dtype=np.int64)
    told = as_numbers(days)
    if told.shape != (rows,):
        raise WrongShape(f"There are {rows} rows of answers; give one day for each.")
    if not np.isfinite(told).all() or (told != np.round(told)).any():
        raise NotFinite("Days are whole numbers, for example date.toordinal().")
    when = told.astype(np.int64)
    steps = np.diff(when)
    if (steps == 0).any():
        raise NotInOrder(f"Day {when[1:][steps == 0][0]} is there twice. Put its answers together first.")
    if (steps < 0).any():
        raise NotInOrder(f"Day {when[1:][steps < 0][0]} comes after a later day. Sort the check-ins by day.")
    if when[-1] - when[0] >= LONGEST:
        raise TooMany(f"From the first day to the last are more than {LONGEST} days. Are the days numbered right?")
    return when


def still_items(values: Floats) -> Flags:
    """(people, items) of values (people, days, items): items that never move, or were answered fewer than twice."""
    low = np.min(np.where(np.isnan(values), np.inf, values), axis=1)
    high = np.max(np.where(np.isnan(values), -np.inf, values), axis=1)
    return np.asarray(~(high > low))
