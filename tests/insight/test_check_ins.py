"""Check-ins are read whole or refused by name, in a sentence that says what to do."""

from datetime import date

import numpy as np
import pytest

from alongside.insight.days.check import LONGEST, read
from alongside.insight.errors import BadInput, NotFinite, Nothing, NotInOrder, OutOfScale, TooMany, WrongShape


def test_gaps_become_empty_days() -> None:
    first = date(2026, 3, 1).toordinal()
    diary = read([[3, 5], [4, None], [6, 7]], days=[first, first + 1, first + 4], names=["pain", "mood"])
    assert diary.values.shape == (5, 2)
    assert diary.said.tolist() == [True, True, False, False, True]
    assert diary.days_said == 3
    assert np.isnan(diary.values[1, 1])


def test_what_was_given_is_not_changed_and_not_kept() -> None:
    given = np.array([[1.0, 2.0], [3.0, 4.0]])
    diary = read(given)
    given[0, 0] = 9.0
    assert diary.values[0, 0] == 1.0


def test_items_that_never_moved_are_said_to_be_still() -> None:
    nan = float("nan")
    assert read([[3, 5, nan, 1], [3, 4, nan, nan]]).still.tolist() == [True, False, True, True]


@pytest.mark.parametrize(
    ("refused", "values", "more"),
    [
        (WrongShape, [1, 2, 3], {}),
        (WrongShape, [[1, 2], [3]], {}),
        (WrongShape, [["much", 2]], {}),
        (WrongShape, [[1, 2]], {"names": ["pain"]}),
        (WrongShape, [[1, 2]], {"names": ["pain", "pain"]}),
        (WrongShape, [[1], [2]], {"days": [1]}),
        (Nothing, [], {}),
        (Nothing, np.empty((0, 3)), {}),
        (Nothing, np.empty((3, 0)), {}),
        (TooMany, np.ones((2, 9)), {}),
        (TooMany, [[1], [2]], {"days": [0, LONGEST]}),
        (NotFinite, [[1, np.inf]], {}),
        (NotFinite, [[1], [2]], {"days": [1, 2.5]}),
        (NotFinite, [[1], [2]], {"days": [1, None]}),
        (OutOfScale, [[1, 11]], {}),
        (OutOfScale, [[-1, 1]], {}),
        (OutOfScale, [[1, 1]], {"scale": (5, 5)}),
        (OutOfScale, [[1, 1]], {"scale": (0, np.inf)}),
        (NotInOrder, [[1], [2]], {"days": [2, 1]}),
        (NotInOrder, [[1], [2]], {"days": [2, 2]}),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    refused: type[BadInput], values: object, more: dict[str, object]
) -> None:
    with pytest.raises(refused) as said:
        read(values, **more)  # type: ignore[arg-type]  # wrong on purpose
    assert str(said.value)[-1] in ".?"
    assert isinstance(said.value, ValueError)


def test_a_day_that_is_there_twice_and_one_that_comes_too_late_are_named() -> None:
    with pytest.raises(NotInOrder, match="Day 7 is there twice"):
        read([[1], [2]], days=[7, 7])
    with pytest.raises(NotInOrder, match="Day 6 comes after a later day"):
        read([[1], [2]], days=[7, 6])
