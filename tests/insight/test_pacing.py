"""Boom and bust: what a person would be told, and each piece beside a slow and obvious one."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight.days import pacing
from alongside.insight.days.check import read
from alongside.insight.days.pacing import Pacing, Swings, boom_and_bust
from alongside.insight.errors import WrongShape
from alongside.insight.verdicts import CantTell


def lived(days, good, later, seed=0):
    """Invented days: (days, 2) activity and pain on 0-10."""
    lot = np.random.default_rng(seed)
    pain, doing = np.zeros(days + 30), np.zeros(days + 30)
    for day in range(3, days + 30):
        after = 0.5 * doing[day - 1] + 0.3 * doing[day - 2] + 0.2 * doing[day - 3]
        pain[day] = 0.4 * pain[day - 1] + later * after + lot.normal()
        doing[day] = 0.3 * doing[day - 1] - good * pain[day] + lot.normal()
    return np.clip(np.round(5 + 1.5 * np.stack([doing, pain], axis=1)[30:]), 0, 10)


def ask(values, worse="higher", scale=(0, 10), days=None):
    return boom_and_bust(read(values, names=["doing", "pain"], scale=scale, days=days), "doing", "pain", worse=worse)


def test_the_example_in_the_docstring_holds():
    assert doctest.testmod(pacing).failed == 0


def test_who_does_more_on_good_days_and_pays_later_is_told_so():
    found = ask(lived(120, 0.7, 0.7))
    assert found.key == "boom_and_bust_likely"
    assert found.both == pytest.approx(found.more_on_good_days.probability * found.pay_later.probability)
    assert found.more_on_good_days.interval.high < 0 < found.pay_later.interval.low
    assert found.more_on_good_days.strength < 0 < found.pay_later.strength


def test_before_ninety_days_it_is_only_perhaps():
    found = ask(lived(80, 0.9, 0.9))
    assert found.both > 0.9
    assert found.key == "boom_and_bust_perhaps"


def test_one_of_the_two_is_not_boom_and_bust():
    only_one = [ask(lived(150, *both, seed=seed)) for both in ((0.6, 0.0), (0.0, 0.6)) for seed in range(20)]
    assert np.mean([one.key == "boom_and_bust_likely" for one in only_one]) <= 0.05


def test_nothing_of_it_is_nothing_that_stands_out_and_in_between_nobody_can_tell():
    keys = [ask(lived(100, good, later, seed=2)).key for good, later in ((-0.5, -0.5), (0.35, 0.25))]
    assert keys[0] == "nothing_stands_out"
    assert isinstance(keys[1], CantTell)
    assert keys[1].key == "still_unsure"


def test_how_many_more_days_is_said_only_when_it_can_be():
    sure, weak, against = (pacing._Found(at, 0.1, 90.0) for at in (0.5, 0.2, -0.1))
    assert pacing._more_days(90, sure, weak) > 0
    assert pacing._more_days(90, sure, against) is None
    assert pacing._more_days(90, sure, sure) == 1
    assert pacing._key(0.5, 90, sure, against) == CantTell("still_unsure")


def test_too_few_days_say_about_how_many_more():
    assert ask(lived(40, 0.5, 0.5)) == CantTell("too_few_days", 25)
    half = lived(80, 0.5, 0.5)
    half[::2] = np.nan
    assert ask(half) == CantTell("too_few_days", 365)


def test_an_item_that_never_moves_tells_nothing():
    for which in (0, 1):
        values = lived(100, 0.5, 0.5)
        values[:, which] = 4
        assert ask(values) == CantTell("never_moved")
        values[1:, which] = np.nan
        assert ask(values) == CantTell("never_moved")
        values[:, which] = np.nan
        assert ask(values) == CantTell("never_moved")


def test_bad_input_is_named():
    diary = read(lived(70, 0, 0), names=["doing", "pain"])
    with pytest.raises(WrongShape, match="two different"):
        boom_and_bust(diary, "pain", "pain")
    with pytest.raises(WrongShape, match="no item 'steps'"):
        boom_and_bust(diary, "steps", "pain")


def test_two_items_that_say_the_same_still_give_numbers():
    values = lived(100, 0.3, 0.3)
    for column in (values[:, 0], 10 - values[:, 0]):
        found = ask(np.stack([values[:, 0], column], axis=1))
        assert np.isfinite([found.both, found.pay_later.strength, found.more_on_good_days.strength]).all()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), by=st.sampled_from([0.1, 7.0]), to=st.integers(-9, 9), start=st.integers(-99, 99))
def test_other_units_another_calendar_and_a_mirrored_pain_change_nothing(seed, by, to, start):
    values = lived(90, 0.4, 0.4, seed)
    values[np.random.default_rng(seed).random(90) < 0.05] = np.nan
    values[0], values[-1] = 5, 6
    plain = ask(values)
    moved = ask(values * by + to, scale=(to, 10 * by + to), days=np.arange(start, start + 90))
    mirrored = ask(np.stack([values[:, 0], 10 - values[:, 1]], axis=1), worse="lower")
    for other in (moved, mirrored):
        assert other.both == pytest.approx(plain.both, abs=1e-9)
        assert other.key == plain.key
    assert moved.swings.recent == pytest.approx(plain.swings.recent * by)
    assert moved.swings.ratio.low == pytest.approx(plain.swings.ratio.low)


def test_the_regression_is_least_squares_with_the_start_as_further_rows():
    lot = np.random.default_rng(1)
    columns, answers = lot.normal(size=(30, 4)), lot.normal(size=30)
    prior, wanted = np.array([np.inf, np.inf, 0.5, 0.1]), np.array([0.0, 1.0, 1.0, 2.0])
    rows = np.vstack([columns, np.diag([0, 0, 2.0, 10.0])])
    longer = np.append(answers, np.zeros(4))
    best, *_ = np.linalg.lstsq(rows, longer, rcond=None)
    rest = ((longer - rows @ best) ** 2).sum() + pacing.LEAST_NOISE
    found = pacing._regress(answers, columns, prior, wanted)
    assert found.at == pytest.approx(wanted @ best)
    assert found.freedom == 30 + 1 - 2
    assert found.spread == pytest.approx(np.sqrt(rest / 29 * wanted @ np.linalg.inv(rows.T @ rows) @ wanted))


def test_gaps_are_bridged_by_what_is_expected_between_their_sides():
    lot = np.random.default_rng(2)
    column = np.convolve(lot.normal(size=63), [1, 0.6, 0.3], mode="valid")
    column = (column - column.mean()) / column.std()
    holes = np.array([0, 1, 7, 20, 21, 22, 40, 60])
    column[holes] = np.nan
    filled = pacing._bridged(column)
    here = np.flatnonzero(np.isfinite(column))
    pairs = [at for at in here if at + 1 in here]
    carry = np.clip(np.mean([column[at] * column[at + 1] for at in pairs]), 0, 0.9)
    whole = carry ** np.abs(np.subtract.outer(np.arange(61), np.arange(61)))
    expected = whole[np.ix_(holes, here)] @ np.linalg.solve(whole[np.ix_(here, here)], column[here])
    assert filled[holes] == pytest.approx(expected, abs=1e-9)
    assert (filled[here] == column[here]).all()


def test_activity_that_jumps_more_than_it_used_to_is_seen():
    lot = np.random.default_rng(6)
    values = lived(120, 0.0, 0.0)
    values[:, 0] = 5 + np.round(lot.normal(size=120) * np.where(np.arange(120) < 90, 0.8, 2.0)).clip(-5, 5)
    swings = ask(values).swings
    assert swings.ratio.low > 1 and swings.recent > swings.usual


def test_swings_need_days_and_movement():
    steps = np.arange(30.0) % 3
    assert isinstance(pacing._swings(np.tile(steps, 3)), Swings)
    assert pacing._swings(steps) == CantTell("too_few_days", 14)
    assert pacing._swings(np.concatenate([steps, np.full(30, 2.0)])) == CantTell("never_moved")


def test_the_limits_of_the_swings_hold_the_truth_about_as_often_as_they_say():
    lot = np.random.default_rng(7)
    rows = lot.normal(size=(400, 90))
    held = [one.ratio.low <= 1 <= one.ratio.high for one in map(pacing._swings, rows)]
    assert np.mean(held) == pytest.approx(0.95, abs=0.03)


def test_missing_days_leave_an_answer_without_holes():
    values = lived(140, 0.5, 0.5)
    lot = np.random.default_rng(3)
    values[lot.random(140) < 0.15] = np.nan
    values[lot.random(140) < 0.05, 0] = np.nan
    found = ask(values)
    assert isinstance(found, Pacing)
    assert 60 <= found.days < 140
    assert 0 <= found.both <= 1
