"""What goes into a chart, checked once: numbers in order of time, which of them are there, and where the baseline moves and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import BadInput, NotFinite, Nothing, NotInOrder, OutOfScale, WrongShape

LARGEST = 1e150  # sums and squares of larger numbers leave what a computer can hold


@dataclass(frozen=True)
class Rebase:
    """The baseline starts anew at this point (counted from 0), because somebody said so and why."""

    index: int
    reason: str


def read_numbers(values: ArrayLike, present: ArrayLike | None, what: str = "values") -> tuple[Floats, Flags]:
    """A line of finite numbers, and which of them are there. A missing one must be named in `present`; it comes back as 0."""
    try:
        numbers = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise WrongShape(f"Give {what} as one line of numbers.") from wrong
    if numbers.ndim != 1:
        raise WrongShape(f"Give {what} as one line of numbers, not {numbers.ndim} dimensions.")
    if not numbers.size:
        raise Nothing(f"There are no {what}. Give at least one.")
    try:
        there = np.ones(numbers.shape, dtype=np.bool_) if present is None else np.array(present)
    except ValueError:  # lines of unequal length
        there = np.empty(0)
    if there.shape != numbers.shape or there.dtype != np.bool_:
        raise WrongShape(f"Give `present` as true or false for each of the {numbers.size} {what}.")
    if not np.isfinite(numbers[there]).all():
        raise NotFinite(
            f"Some {what} are missing or infinite. Mark missing points as not present, and take out infinite ones."
        )
    numbers[~there] = 0.0
    if (np.abs(numbers) > LARGEST).any():
        raise OutOfScale(f"Some {what} are too large to reckon with. Use a larger unit.")
    if not there.any():
        raise Nothing(f"All {what} are missing. Give at least one.")
    return numbers, there


def read_number(value: object, what: str) -> float:
    """One finite number."""
    if not isinstance(value, int | float | np.integer | np.floating):
        raise WrongShape(f"Give one {what} as a number, or none.")
    number = float(value)
    if not abs(number) <= LARGEST:  # true of "not a number" as well
        raise NotFinite(f"The {what} is missing, infinite or too large. Leave it out where there is none.")
    return number


def read_counts(values: ArrayLike, what: str, size: int | None = None) -> Counts:
    """A line of whole numbers from 0, as long as asked."""
    numbers, _ = read_numbers(values, None, what)
    if size is not None and numbers.size != size:
        raise WrongShape(f"Give as many {what} as there are points: {size}, not {numbers.size}.")
    if (numbers < 0).any() or (numbers != np.floor(numbers)).any() or (numbers > 1e15).any():
        raise OutOfScale(f"Give {what} as whole numbers from 0.")
    return numbers.astype(np.int64)


def read_rebases(rebases: Iterable[Rebase | tuple[int, str]], size: int) -> tuple[Rebase, ...]:
    """Each move of the baseline with its reason, in order, each inside the line and only once."""
    read: list[Rebase] = []
    for given in rebases:
        try:
            index, reason = (given.index, given.reason) if isinstance(given, Rebase) else given
        except (TypeError, ValueError) as wrong:
            raise WrongShape("Give each move of the baseline as (point, reason).") from wrong
        if not isinstance(reason, str) or not reason.strip():
            raise BadInput("A baseline moves only for a reason. Say in words why it moves here.")
        if isinstance(index, bool) or not isinstance(index, int | np.integer):
            raise OutOfScale("Say at which point the baseline moves, as a whole number counted from 0.")
        if not 0 <= index < size:
            raise OutOfScale(f"The baseline can move at points 0 to {size - 1}, not at {index}.")
        if read and index <= read[-1].index:
            raise NotInOrder("Give the moves of the baseline in order of time, each point once.")
        read.append(Rebase(int(index), reason.strip()))
    return tuple(read)


def stretches(size: int, rebases: Sequence[Rebase]) -> tuple[Counts, Counts]:
    """Where each stretch between moves of the baseline starts, and how long it is. A move at the first point changes nothing."""
    starts = np.array([0, *(one.index for one in rebases if one.index)], dtype=np.int64)
    return starts, np.diff(np.append(starts, size))


def locked(values: np.ndarray) -> np.ndarray:
    """The same array, never to be written to again."""
    values.flags.writeable = False
    return values
