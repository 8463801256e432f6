"""Who is asked what: everything comes round, nothing comes back within a month, the same page asks the same."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.listening import catalogue
from alongside.listening.rules import REST, Askable, choose, contacts_that_vouch, is_plausible, monday
from alongside.principles.catalogue import principle_set
from alongside.principles.rules import Viewpoint

TODAY = date(2026, 5, 6)
PEOPLE = catalogue.askable(principle_set("both-2019"), Viewpoint.PERSON)
STAFF = catalogue.askable(principle_set("both-2019"), Viewpoint.STAFF)


def test_what_a_side_cannot_see_is_asked_of_nobody_there():
    assert {one.practice for one in STAFF} - {one.practice for one in PEOPLE} == {"P4.6", "P5.4"}
    assert len(STAFF) == 25


def test_over_many_contacts_every_practice_comes_up_and_weak_ones_less_often():
    asked = Counter(practice for n in range(3000) for practice in choose(PEOPLE, {}, today=TODAY, number=2, key=f"{n}"))
    assert set(asked) == {one.practice for one in PEOPLE}
    weak = [asked[one.practice] for one in PEOPLE if one.weak]
    strong = [asked[one.practice] for one in PEOPLE if not one.weak]
    assert max(weak) < min(strong)


def test_what_is_being_tried_out_is_asked_more_often():
    often = sum(
        "P4.5" in choose(PEOPLE, {}, today=TODAY, number=2, key=f"{n}", tried=frozenset({"P4.5"})) for n in range(500)
    )
    usual = sum("P4.5" in choose(PEOPLE, {}, today=TODAY, number=2, key=f"{n}") for n in range(500))
    assert often > 2 * usual


@given(
    st.dictionaries(st.sampled_from([one.practice for one in PEOPLE]), st.integers(0, 60), max_size=23),
    st.text(max_size=8),
    st.integers(1, 5),
)
@settings(max_examples=150, deadline=None)
def test_nothing_comes_back_within_a_month_and_nothing_twice(ago, key, number):
    asked = {practice: TODAY - timedelta(days=days) for practice, days in ago.items()}
    chosen = choose(PEOPLE, asked, today=TODAY, number=number, key=key)
    assert len(chosen) == len(set(chosen)) <= number
    assert all(practice not in asked or TODAY - asked[practice] > REST for practice in chosen)
    assert chosen == choose(reversed(PEOPLE), asked, today=TODAY, number=number, key=key)
    rested = [one for one in PEOPLE if one.practice not in asked or TODAY - asked[one.practice] > REST]
    assert len(chosen) == min(number, len(rested))


def test_somebody_who_answers_every_week_meets_everything_and_is_never_asked_twice_in_a_month():
    asked: dict[str, date] = {}
    for week in range(30):
        today = TODAY + timedelta(weeks=week)
        for practice in choose(PEOPLE, asked, today=today, number=2, key=f"me|{week}"):
            assert practice not in asked or today - asked[practice] > REST
            asked[practice] = today
    assert set(asked) == {one.practice for one in PEOPLE}


def test_a_week_is_kept_and_not_a_day():
    assert monday(date(2026, 5, 6)) == monday(date(2026, 5, 10)) == date(2026, 5, 4)


def test_a_few_answers_a_day_are_plausible_without_any_contact_noted_and_more_with_them():
    assert is_plausible(through_door_today=7, contacts=0)
    assert not is_plausible(through_door_today=8, contacts=0)
    assert is_plausible(through_door_today=59, contacts=20)
    assert not is_plausible(through_door_today=60, contacts=20)


def test_nobody_left_to_ask_means_no_question():
    assert choose([Askable("P1.1")], {"P1.1": TODAY}, today=TODAY, number=2, key="x") == ()


@pytest.mark.parametrize(
    ("this_week", "before", "vouch"),
    [
        (6, [], 6),
        (400, [], 10),
        (400, [0, 0, 0, 0, 0, 0, 0, 5], 10),
        (30, [20] * 8, 30),
        (400, [20] * 8, 40),
        # One stuffed week, or three, move the middle one hardly.
        (400, [20, 20, 20, 20, 20, 400, 400, 400], 40),
    ],
)
def test_contacts_vouch_up_to_twice_a_usual_week_however_many_are_noted(this_week, before, vouch):
    assert contacts_that_vouch(noted_this_week=this_week, noted_before=before) == vouch
