"""What goes into an estimate, checked once: how many answered, and how many of them said yes. It computes nothing."""

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Floats
from alongside.insight.errors import NotFinite, Nothing, OutOfScale, TooMany, WrongShape

MOST_ANSWERS = 1e7  # beyond this the sums of logarithms lose the digits that tell services apart
MOST_CELLS = 2_000_000


def read_numbers(values: ArrayLike, what: str, *, dimensions: int | None = None) -> Floats:
    """Finite numbers, at least one; a single number is a line of one."""
    try:
        given = np.array(values)
    except ValueError as wrong:
        raise WrongShape(f"Give {what} as rows of equal length.") from wrong
    if given.size and given.dtype.kind not in "biuf":
        raise WrongShape(f"Give {what} as numbers.")
    numbers = np.atleast_1d(given.astype(np.float64))
    if dimensions is not None and numbers.ndim != dimensions:
        raise WrongShape(f"Give {what} with {dimensions} dimensions, not {numbers.ndim}.")
    if not numbers.size:
        raise Nothing(f"There are no {what}. Give at least one.")
    if numbers.size > MOST_CELLS:
        raise TooMany(f"These are too many {what} at once. Give them in parts.")
    if not np.isfinite(numbers).all():
        raise NotFinite(f"Some {what} are missing or infinite. Where nobody answered, give 0.")
    return numbers


def read_counts(values: ArrayLike, what: str, *, dimensions: int | None = None) -> Floats:
    """Whole numbers from 0."""
    counts = read_numbers(values, what, dimensions=dimensions)
    if (counts < 0).any() or (counts != np.floor(counts)).any():
        raise OutOfScale(f"Give {what} as whole numbers from 0.")
    if (counts > MOST_ANSWERS).any():
        raise OutOfScale(f"Give {what} of at most ten million.")
    return counts


def read_yes(yes: ArrayLike, answers: ArrayLike, *, dimensions: int | None = None) -> tuple[Floats, Floats]:
    """How many said yes, and how many answered, in the same shape."""
    said = read_counts(yes, "counts of yes", dimensions=dimensions)
    heard = read_counts(answers, "counts of answers", dimensions=dimensions)
    if said.shape != heard.shape:
        raise WrongShape(f"Give as many counts of answers as of yes: {said.shape}, not {heard.shape}.")
    if (said > heard).any():
        raise OutOfScale("No more people can say yes than answered. Check which count is which.")
    return said, heard


def read_part(value: float, what: str, *, whole: bool = False) -> float:
    """One number above 0 and below 1 (or 0 to 1 with `whole`)."""
    if not isinstance(value, int | float | np.integer | np.floating) or isinstance(value, bool):
        raise WrongShape(f"Give the {what} as one number.")
    if not (0.0 <= value <= 1.0 if whole else 0.0 < value < 1.0):
        raise OutOfScale(f"The {what} lies between 0 and 1.")
    return float(value)


def read_fewest(value: int, what: str) -> int:
    """One whole number from 1."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise OutOfScale(f"Give the {what} as a whole number from 1.")
    return int(value)


def locked(values: Floats) -> Floats:
    """The same array, never to be written to again."""
    values.flags.writeable = False
    return values
