"""One item of one person's check-ins: the answers that were given, and on which days. Nothing is estimated here."""

import numpy as np

from alongside.insight.arrays import Counts, Floats
from alongside.insight.days.check import Diary
from alongside.insight.errors import WrongShape

WIDE = 1.959963984540054  # standard deviations on either side that hold 95 %
GUESS_OF_SPREAD = 0.1  # of the scale: how far a day lies from the next one's answer, before any day is seen


def column_of(diary: Diary, item: str) -> Floats:
    """(days,) one item, NaN where nothing was said. Raises WrongShape when there is no such item."""
    if item not in diary.names:
        raise WrongShape(f"There is no item {item!r} in these check-ins. Choose one of: {', '.join(diary.names)}.")
    return np.asarray(diary.values[:, diary.names.index(item)])


def answers_of(diary: Diary, item: str) -> tuple[Floats, Counts]:
    """The answers given to one item, and their day numbers. Raises WrongShape when there is no such item."""
    values = column_of(diary, item)
    here = np.isfinite(values)
    return values[here], diary.days[here]


def guess_of_spread(diary: Diary) -> float:
    """A tenth of the scale. Whole numbers and floors make quiet days look quieter than they are; this keeps a few
    equal answers from passing for certainty."""
    return GUESS_OF_SPREAD * (diary.scale[1] - diary.scale[0])
