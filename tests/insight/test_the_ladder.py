"""What may be shown after how many days, what stands in the way, and that "can't tell yet" is an answer."""

from typing import Any

import numpy as np
import pytest

from alongside.insight.days.check import Diary, read
from alongside.insight.days.ladder import Link, Picture, Seen, picture
from alongside.insight.errors import OutOfScale, WrongShape
from alongside.insight.verdicts import CantTell, Interval
from tests.insight.days_that_follow import Floats, diaries

NAMES = ("pain", "sleep", "mood")


def strong(days: int, *, seed: int = 2) -> Floats:
    """Sleep is followed by less pain, plainly; pain and mood go together within a day."""
    values = diaries(1, days, 3, seed=seed, links={(0, 1): -0.6})[0]
    values[:, 2] = np.clip(np.round(10 - 0.8 * values[:, 0] + 0.25 * values[:, 2], 1), 0, 10)
    return values


def shown(values: Floats, **more: Any) -> Picture:
    return picture(read(values, names=NAMES), **more)


def one(found: Picture, when: str, by: str, to: str) -> Link:
    return next(link for link in found.links if (link.when, link.by, link.to) == (when, by, to))


@pytest.mark.parametrize("careful", [True, False])
def test_the_rungs(careful: bool) -> None:
    whole = strong(120)
    found = shown(whole[:13], careful=careful)
    assert found.seen() == ()
    assert {link.answer for link in found.links if link.when == "same_day"} == {CantTell("too_few_days", 1)}
    found = shown(whole[:29], careful=careful)
    assert {link.answer.sure for link in found.seen() if isinstance(link.answer, Seen)} == {"maybe"}
    assert {link.when for link in found.seen()} == {"same_day"}
    found = shown(whole[:59], careful=careful)
    assert one(found, "same_day", "pain", "mood").answer.key == "same_day.likely.down"
    assert one(found, "next_day", "sleep", "pain").answer == CantTell("too_few_days", 1)
    found = shown(whole[:89], careful=careful)
    assert one(found, "next_day", "sleep", "pain").answer.key == "next_day.maybe.down"
    found = shown(whole[:90], careful=careful)
    assert one(found, "next_day", "sleep", "pain").answer.key == "next_day.likely.down"
    assert found.seen()[0].when in ("same_day", "next_day")
    assert found.days == 90
    assert found.pairs == 89


def test_what_is_seen_has_a_strength_within_its_interval_and_no_sentence() -> None:
    for link in shown(strong(120)).seen():
        assert isinstance(link.answer, Seen)
        assert link.answer.interval.low <= link.answer.strength <= link.answer.interval.high
        assert link.answer.interval.width > 0
        assert 0.8 <= link.answer.chance <= 1
        assert "cause" not in link.answer.key
        assert " " not in link.answer.key
    assert Interval(0.1, 0.3).width == pytest.approx(0.2)


def test_what_cannot_be_told_says_about_how_many_more_days_would_help_or_that_nobody_can_say() -> None:
    waits = [
        link.answer.more
        for seed in range(6)
        for link in shown(strong(70, seed=seed)).links
        if isinstance(link.answer, CantTell) and link.answer.key == "not_sure_yet"
    ]
    assert None in waits
    told = [wait for wait in waits if wait is not None]
    assert told
    assert all(5 <= wait <= 365 and wait % 5 == 0 for wait in told)


def test_the_persons_own_arrow_stands_beside_the_one_of_the_days() -> None:
    nan = float("nan")
    beliefs = [[nan, -1, nan], [1, nan, nan], [-1, nan, nan]]
    found = shown(strong(120), beliefs=beliefs)
    assert one(found, "next_day", "sleep", "pain").beside == "agree"
    assert one(found, "next_day", "sleep", "pain").believed == -1
    assert one(found, "next_day", "pain", "sleep").beside == "cant_tell"
    assert one(found, "next_day", "sleep", "mood").beside is None
    assert one(found, "same_day", "pain", "mood").beside == "agree"
    turned = shown(strong(120), beliefs=[[nan, 1, 1], [nan, nan, nan], [nan, nan, nan]], careful=False)
    assert one(turned, "next_day", "sleep", "pain").beside == "differ"
    assert one(turned, "same_day", "pain", "mood").beside == "differ"


def test_without_a_population_beliefs_are_drawn_and_not_mixed_in() -> None:
    without, with_ = shown(strong(120)), shown(strong(120), beliefs=np.ones((3, 3)))
    assert [link.answer for link in without.links] == [link.answer for link in with_.links]


@pytest.mark.parametrize("beliefs", [[[1, 1], [1, 1]], [[2, 0, 0]] * 3, [[np.inf, 0, 0]] * 3])
def test_beliefs_that_cannot_be_read_are_refused(beliefs: object) -> None:
    with pytest.raises((WrongShape, OutOfScale)):
        shown(strong(30), beliefs=beliefs)


def test_an_item_that_never_moves_is_said_to_be_so() -> None:
    values = strong(100)
    values[:, 1] = 5.0
    found = shown(values)
    assert one(found, "next_day", "sleep", "pain").answer == CantTell("does_not_move")
    assert one(found, "same_day", "pain", "sleep").answer == CantTell("does_not_move")
    assert isinstance(one(found, "same_day", "pain", "mood").answer, Seen)


def test_days_with_holes_do_not_count_as_whole_days() -> None:
    values = strong(40)
    values[::2] = np.nan
    found = picture(read(values, names=NAMES))
    assert one(found, "same_day", "pain", "mood").answer == CantTell("too_few_whole_days", 13)


def test_answers_carried_forward_are_found_before_any_next_day_link_is_shown() -> None:
    lot = np.random.default_rng(4)
    values = np.round(strong(150))
    for day in range(1, 150):
        if lot.random() < 0.6:
            values[day, 1] = values[day - 1, 1]
    found = shown(values)
    assert found.doubts.copied.tolist() == [False, True, False]
    assert one(found, "next_day", "sleep", "pain").answer == CantTell("carried_forward")
    assert isinstance(one(found, "same_day", "pain", "mood").answer, Seen)


def test_an_item_that_only_ever_moved_twice_looks_carried_forward() -> None:
    values = strong(60)
    values[:, 1] = np.repeat([4.0, 6.0, 5.0], 20)
    assert shown(values).doubts.copied[1]


def test_whole_days_that_were_copied_are_found() -> None:
    lot = np.random.default_rng(4)
    values = strong(150)
    for day in range(1, 150):
        if lot.random() < 0.2:
            values[day] = values[day - 1]
    found = shown(values)
    assert found.doubts.whole_days
    assert one(found, "next_day", "sleep", "pain").answer.key in ("whole_days_carried_forward", "carried_forward")


def test_good_weeks_at_the_end_of_the_scale_are_no_copies() -> None:
    values = np.round(strong(150))
    values[30:90, 0] = 0.0
    values[100:140] = 0.0
    assert not shown(values).doubts.copied.any()
    assert not shown(values).doubts.whole_days


def test_honest_diaries_are_hardly_ever_doubted() -> None:
    doubted = 0
    for seed in range(40):
        found = picture(read(np.round(diaries(1, 100, 3, seed=seed)[0])))
        doubted += bool(found.doubts.copied.any() or found.doubts.wanders.any() or found.doubts.whole_days)
    assert doubted == 0


def test_an_item_that_wanders_has_no_next_day_links() -> None:
    lot = np.random.default_rng(1)
    values = strong(300)
    values[:, 1] = np.clip(5 + np.cumsum(lot.normal(0, 0.25, 300)), 0.1, 9.9)
    found = shown(values)
    assert found.doubts.wanders[1]
    assert one(found, "next_day", "sleep", "pain").answer == CantTell("wanders")


def test_a_drift_is_said() -> None:
    values = strong(100)
    values[:, 0] = np.clip(values[:, 0] * 0.5 + np.linspace(0, 5, 100), 0, 10)
    assert shown(values).drift_taken_out
    assert not shown(strong(100)).drift_taken_out


def test_missing_single_items_are_filled_at_night() -> None:
    values = strong(140)
    lot = np.random.default_rng(2)
    values[lot.random(values.shape) < 0.12] = np.nan
    careful, quick = shown(values), shown(values, careful=False)
    assert careful.pairs > quick.pairs + 20
    assert isinstance(one(careful, "next_day", "sleep", "pain").answer, Seen)


@pytest.mark.parametrize(
    "values",
    [
        np.full((3, 2), np.nan),
        np.array([[1.0, np.nan]]),
        np.array([[1.0, 2.0]]),
        np.full((100, 2), 4.0),
        np.eye(2)[[0] * 99],
    ],
)
def test_nothing_to_see_is_an_answer(values: Floats) -> None:
    diary: Diary = read(values)
    for careful in (True, False):
        found = picture(diary, careful=careful)
        assert found.seen() == ()
        assert all(isinstance(link.answer, CantTell) for link in found.links)
