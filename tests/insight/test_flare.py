"""What stands out in one item: what a person would be told, and the quick sums beside the slow ones."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight.days import flare, stretches
from alongside.insight.days.carry_over import whiten
from alongside.insight.days.check import read
from alongside.insight.days.flare import Watched, watch
from alongside.insight.errors import OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell

USUAL = [4, 5, 3, 4, 4, 5, 4, 3, 5, 4] * 3


def diary(answers, scale=(0, 10), days=None):
    return read([[one] for one in answers], names=["pain"], scale=scale, days=days)


def watch_pain(answers, **more):
    return watch(diary(answers), "pain", **more)


def test_the_example_in_the_docstring_holds():
    assert doctest.testmod(flare).failed == 0


def test_five_bad_days_are_a_flare_that_began_when_they_began():
    seen = watch_pain([*USUAL, 4, 5, 8, 9, 8, 8, 9, 4, 4, 5, 3])
    (stretch,) = seen.stretches
    assert seen.key == "something_stands_out"
    assert (stretch.kind, stretch.worse, stretch.since, stretch.going_on) == ("flare", True, 32, False)
    assert stretch.since_between[0] <= 32 <= stretch.since_between[1]
    assert 35 <= stretch.until <= 37
    assert stretch.by.low > 2
    assert stretch.probability > 0.95
    assert seen.days[seen.flagged].tolist() == list(range(32, stretch.until + 1))


def test_better_days_are_an_easing_and_which_way_is_worse_is_the_persons_to_say():
    better = [*USUAL, 1, 0, 1, 1, 0, 1]
    (stretch,) = watch_pain(better).stretches
    assert (stretch.kind, stretch.worse, stretch.going_on) == ("easing", False, True)
    assert stretch.by.high < -1.9
    (stretch,) = watch_pain(better, worse="lower").stretches
    assert (stretch.kind, stretch.worse) == ("flare", True)


def test_two_weeks_are_a_lasting_change_in_either_direction():
    (stretch,) = watch_pain(USUAL + [8, 7, 8, 9, 8] * 4).stretches
    assert (stretch.kind, stretch.worse, stretch.going_on, stretch.since) == ("lasting_change", True, True, 30)
    (stretch,) = watch_pain(USUAL + [1, 0, 1, 2, 1] * 4).stretches
    assert (stretch.kind, stretch.worse) == ("lasting_change", False)


def test_a_flare_and_a_later_easing_are_told_apart():
    found = watch_pain([*USUAL, 9, 9, 8, 9, 4, 4, 5, 3, 4, 4, 5, 3, 0, 0, 1, 0, 0]).stretches
    assert [one.kind for one in found] == ["flare", "easing"]
    assert found[0].until < found[1].since


def test_a_flare_that_turns_at_once_into_better_days_is_two_stretches():
    assert [one.worse for one in watch_pain([*USUAL, *[9, 8] * 5, *[0, 1] * 6]).stretches] == [True, False]


def test_one_odd_day_is_no_flare():
    assert watch_pain([*USUAL, 4, 8, 4, 5, 3, 4]).stretches == ()


def test_bad_days_with_a_quiet_day_between_are_one_flare():
    found = watch_pain([*USUAL, 7, 7, 7, 4, 7, 7, 7, 7, 7, 7]).stretches
    assert len(found) == 1


def test_nothing_found_is_only_nothing_that_stands_out():
    seen = watch_pain(USUAL * 2)
    assert (seen.key, seen.stretches) == ("nothing_stands_out", ())
    assert not seen.flagged.any()
    assert seen.baseline == (0, 29)
    assert seen.usual.low < 4.1 < seen.usual.high


def test_the_usual_stays_on_the_scale():
    seen = watch_pain([0, 0, 1, 0, 0, 0] * 6)
    assert seen.usual.low >= 0


def test_what_came_earlier_does_not_count_with_a_named_baseline():
    answers = [*[9] * 10, *USUAL[:20], 4, 5]
    assert watch_pain(answers, baseline=(10, 29)).key == "nothing_stands_out"
    assert watch_pain(answers, baseline=(10, 29)).days.tolist() == [30, 31]


def test_too_little_says_how_much_more_is_needed():
    assert watch_pain(USUAL[:20]) == CantTell("too_few_baseline_days", 10)
    assert watch_pain(USUAL, baseline=(0, 14)) == CantTell("too_few_baseline_days", 5)
    assert watch_pain([*USUAL, 5]) == CantTell("too_few_watched_days", 1)
    assert watch_pain([None] * 5) == CantTell("too_few_baseline_days", 30)


def test_an_item_that_never_moved_tells_nothing():
    assert watch_pain([3] * 30 + [5, 6, 5]) == CantTell("never_moved")


def test_bad_input_is_named():
    with pytest.raises(WrongShape, match="no item 'sleep'.*pain"):
        watch(diary(USUAL), "sleep")
    with pytest.raises(OutOfScale, match="ends .day 3. before"):
        watch_pain(USUAL, baseline=(8, 3))
    for bar in (0.5, 1.0, float("nan")):
        with pytest.raises(OutOfScale, match="bar"):
            watch_pain(USUAL, bar=bar)


def test_a_higher_bar_flags_no_day_more():
    answers = [*USUAL, 6, 6, 7, 6, 7, 6, 6]
    assert watch_pain(answers, bar=0.99).flagged.sum() <= watch_pain(answers, bar=0.6).flagged.sum()


def test_a_year_in_pieces_is_the_same_as_at_once(monkeypatch):
    lot = np.random.default_rng(3)
    answers = np.clip(np.round(5 + 1.8 * lot.normal(size=120)), 0, 10)
    whole = watch_pain(answers)
    monkeypatch.setattr(stretches, "CHUNK", 7)
    assert watch_pain(answers).probability == pytest.approx(whole.probability, abs=1e-12)


def slow_log_odds(answers, when, base, start, stop, guess):
    """A stretch from start to stop against none, with whole matrices: what the running sums must give."""
    logs = []
    for moved in (False, True):
        each = []
        for carry in stretches.ANY_CARRY:
            root = np.linalg.cholesky(carry ** np.abs(when[:, None] - when[None, :]).astype(float))
            shift = np.zeros(len(when))
            shift[start:stop] = 1.0
            rows = np.r_[0:base, start:stop]
            one, y, d = np.linalg.solve(root, np.stack([np.ones(len(when)), answers, shift], axis=1))[rows].T
            columns = np.stack([one, d], axis=1) if moved else one[:, None]
            prior = np.diag([0.0, stretches.REACH**-2]) if moved else np.zeros((1, 1))
            gram = columns.T @ columns + prior
            best = np.linalg.solve(gram, columns.T @ y)
            rest = stretches.WEIGHT_OF_A_GUESS * guess**2 + (y @ y - best @ columns.T @ y) / 2.0
            free = stretches.WEIGHT_OF_A_GUESS + (len(rows) - 1) / 2.0
            size = -0.5 * np.linalg.slogdet(gram)[1] - (np.log(stretches.REACH) if moved else 0.0)
            each.append(size - np.log(np.diag(root))[rows].sum() - free * np.log(rest))
        logs.append(np.logaddexp.reduce(each))
    return logs[1] - logs[0]


def test_the_running_sums_weigh_a_stretch_as_whole_matrices_do():
    lot = np.random.default_rng(5)
    when = np.cumsum(lot.integers(1, 3, 45))
    answers = lot.normal(size=45).cumsum() * 0.3
    sums = stretches.Sums(whiten(np.column_stack([np.ones(45), answers]), when, stretches.ANY_CARRY), 30, 0.25)
    ends = np.array([35, 44])
    log_odds, size, error = sums.of(ends)
    for row, end in enumerate(ends):
        for column, length in enumerate(stretches.LENGTHS):
            if end - length + 1 >= 30:
                slow = slow_log_odds(answers, when, 30, end - length + 1, end + 1, 0.5)
                assert log_odds[row, column] - sums.expected[column] == pytest.approx(slow, abs=1e-8)
            else:
                assert log_odds[row, column] == stretches.IMPOSSIBLE
    assert np.isfinite(size).all() and (error > 0).all()


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 10_000), start=st.integers(-400, 400), by=st.sampled_from([0.5, 3.0]), to=st.integers(-20, 20)
)
def test_other_units_another_calendar_and_a_mirrored_scale_change_nothing(seed, start, by, to):
    lot = np.random.default_rng(seed)
    answers = np.clip(np.round(4 + 1.8 * lot.normal(size=50) + 3 * (np.arange(50) > 42)), 0, 10)
    plain = watch_pain(answers)
    moved = watch(diary(answers * by + to, (to, 10 * by + to), np.arange(start, start + 50)), "pain")
    mirrored = watch_pain(10 - answers, worse="lower")
    assert isinstance(plain, Watched)
    for other in (moved, mirrored):
        assert isinstance(other, Watched)
        assert other.probability == pytest.approx(plain.probability, abs=1e-9)
        assert [one.kind for one in other.stretches] == [one.kind for one in plain.stretches]
    for one, other, back in zip(plain.stretches, moved.stretches, mirrored.stretches, strict=True):
        assert (other.since - start, other.until - start) == (one.since, one.until)
        assert (other.by.low, other.by.high) == pytest.approx((one.by.low * by, one.by.high * by))
        assert (-back.by.high, -back.by.low) == pytest.approx((one.by.low, one.by.high))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=1, max_size=60))
def test_whatever_was_answered_there_is_an_answer_without_holes(answers):
    seen = watch_pain(answers)
    if isinstance(seen, Watched):
        assert np.isfinite(seen.probability).all() and ((seen.probability >= 0) & (seen.probability <= 1)).all()
        assert all(np.isfinite([one.by.low, one.by.high, one.probability]).all() for one in seen.stretches)
        assert all(one.since_between[0] <= one.since <= one.since_between[1] for one in seen.stretches)
    else:
        assert seen.more is None or seen.more > 0


def test_stable_diaries_are_left_alone_as_often_as_promised():
    lot = np.random.default_rng(8)
    rows = np.clip(np.round(5 + 1.8 * lot.normal(size=(60, 90))), 0, 10)
    assert np.mean([watch_pain(row).flagged.any() for row in rows]) <= 0.2
