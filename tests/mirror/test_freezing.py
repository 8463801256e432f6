"""From cells to what may be shown: what is hidden, what stands in its place, and what is said out of shown numbers only."""

import json
from datetime import date
from itertools import product

import numpy as np
import orjson
import pytest

from alongside.insight.disclosure import POLICY
from alongside.insight.disclosure.audit import is_network
from alongside.mirror.counting.cells import Cell, Cells
from alongside.mirror.freezing.marks import of_people, of_staff, tidy, worth
from alongside.mirror.freezing.printed import Between, _frame, can_have_months, printed
from alongside.mirror.freezing.whole import fingerprint
from alongside.mirror.rules import Kind, Mark, Period, Reason
from tests.mirror.a_service_that_listens import SEEN_BY, SERVICE, SET, SUMMER, a_service, frozen, three_months


def cell(yes: int, partly: int, no: int, voices: int | None = None) -> Cell:
    """Everything in the first month."""
    return Cell(((yes, partly, no), (0, 0, 0), (0, 0, 0)), yes + partly + no if voices is None else voices)


def test_a_mark_shows_rounded_counts_and_a_share_of_those():
    mark = of_people(cell(23, 8, 11), POLICY)

    assert mark.state is Mark.SHOWN
    assert mark.printed.counts == {"yes": 25, "rest": 20, "all": 40, "partly": 10, "no": 10}
    assert 0.5 < mark.share < 0.6
    assert mark.low < mark.share < mark.high


def test_where_few_said_yes_their_number_is_hidden_and_the_mark_says_that_it_is_few():
    mark = of_people(cell(3, 4, 13), POLICY)

    assert (mark.state, mark.reason) == (Mark.SHOWN, Reason.FEW_SAID_YES)
    assert mark.printed.counts["yes"] is None
    assert mark.low < 0.15 < mark.high


def test_a_rare_no_does_not_take_the_mark_with_it():
    mark = of_people(cell(28, 1, 1), POLICY)

    assert (mark.state, mark.reason) == (Mark.SHOWN, Reason.FEW_SAID_OTHERWISE)
    assert mark.printed.counts["yes"] == 30 and mark.printed.counts["rest"] is None
    assert mark.high > 0.9


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_never_stands_in_a_reading(number):
    with pytest.raises(ValueError, match="not a number"):
        tidy(number)


def test_a_mark_is_written_down_once_and_says_what_it_says():
    mark = of_people(cell(28, 12, 9), POLICY)

    assert orjson.loads(orjson.dumps(mark.text)) == mark.frozen()
    assert mark.text is mark.text


@pytest.mark.parametrize("size", range(10))
def test_fewer_than_ten_people_show_as_too_few_and_never_as_none(size):
    mark = of_people(cell(size, 0, 0), POLICY)

    assert mark.state is Mark.TOO_FEW
    assert all(value in (None, False, "too-few", "too-few-answers") for value in mark.frozen().values())


def test_many_answers_of_few_people_are_too_few():
    assert of_people(cell(20, 10, 10, voices=9), POLICY).state is Mark.TOO_FEW


def test_staff_of_a_small_team_have_no_mark_however_often_they_answered():
    assert of_staff(cell(20, 10, 10, voices=7), 7, POLICY).reason is Reason.TEAM_TOO_SMALL
    assert of_staff(cell(20, 10, 10, voices=4), 14, POLICY).reason is Reason.TOO_FEW_ANSWERS
    assert of_staff(cell(20, 10, 10, voices=9), 14, POLICY).state is Mark.SHOWN
    assert of_staff(cell(20, 10, 10, voices=9), 8, POLICY).state is Mark.SHOWN, "somebody left since they answered"


def test_rounding_and_hiding_make_the_share_less_sure_than_exact_counts_would():
    exact = worth(Between(20, 20), Between(20, 20))
    rounded = worth(Between(18, 22), Between(18, 22))
    hidden = worth(Between(0, 7), Between(33, 37))

    assert exact == (0.5, 40.0)
    assert rounded[1] < 40
    assert hidden[1] < worth(Between(3, 4), Between(35, 35))[1]


def test_partly_and_no_are_told_apart_only_where_both_are_many():
    assert printed((20, 8, 9), (), POLICY).counts["partly"] == 10
    assert "partly" not in printed((20, 7, 10), (), POLICY).counts


@pytest.mark.parametrize("fine", [False, True])
@pytest.mark.parametrize("months", [0, 3])
def test_it_is_seen_at_once_whether_a_table_of_any_cut_may_be_shown_whole(fine, months):
    assert is_network(_frame(months, fine)[1])


def test_months_are_printed_only_where_every_month_can_be():
    months = ((12, 5, 6), (11, 6, 7), (15, 8, 8))
    whole = tuple(sum(part) for part in zip(*months, strict=True))

    found = of_people(Cell(months, sum(whole)), POLICY)
    assert found.printed.months == ((10, 25), (10, 25), (15, 30))
    small = of_people(Cell((*months[:2], (4, 1, 2)), 60), POLICY)
    assert small.printed.months == ()


def test_what_is_printed_of_every_small_table_leaves_each_count_open():
    for yes, rest in product(range(0, 31, 1), range(0, 31, 3)):
        found = printed((yes, 0, rest), (), POLICY)
        assert all(one.is_open for one in found.release.opened), (yes, rest)
        for name, count in (("yes", yes), ("rest", rest), ("all", yes + rest)):
            assert found.counts[name] is None or abs(found.counts[name] - count) <= 2
        if count > 0 and found.yes is not None:
            assert found.yes.low <= yes <= found.yes.high
            assert found.rest.low <= rest <= found.rest.high


def test_what_is_printed_at_once_is_what_the_audit_would_have_printed():
    lot = np.random.default_rng(23)
    looked = 0
    for yes, rest in product(range(0, 34, 2), range(1, 34, 3)):
        found = printed((yes, 0, rest), (), POLICY)
        assert found.release.shown == tuple(found.counts.values())
    for _number in range(300):
        months = three_months(lot, 60, 0.5)
        whole = tuple(sum(part) for part in zip(*months, strict=True))
        found = printed(whole, months if can_have_months(months, POLICY) else (), POLICY)
        if found.months and looked < 12:
            looked += 1
            assert found.release.shown == tuple(found.counts.values())
    assert looked == 12


def seen(cells: Cells, **more) -> dict:
    return json.loads(frozen(cells, **more).text)


def test_an_empty_service_shows_too_few_everywhere_and_says_nothing_else():
    said = seen(Cells(SERVICE, 8106))

    assert {said["practices"][one]["person"]["state"] for one in SEEN_BY["person"]} == {"too-few"}
    heard = said["heard"]
    assert (heard["contacts"], heard["person"], heard["staff"], heard["linked_share"]) == (None,) * 4
    assert heard["through"] == {"link": None, "paper": None, "space": None}
    assert {(one["seen"], one["answered"]) for one in heard["not_heard"]} == {(None, None)}
    assert said["offset"] is None
    assert all(one["gap"] is None and one["talk"] == 0 and one["series"] == [] for one in said["practices"].values())


def test_a_service_that_one_person_answered_shows_the_same_as_an_empty_one():
    one_answer = {("P2.1", "person"): Cell(((0, 0, 1), (0, 0, 0), (0, 0, 0)), 1)}
    alone = Cells(
        SERVICE,
        8106,
        of=one_answer,
        contacts=1,
        answered=1,
        people=1,
        through={"space": 1, "person": 1},
        groups={("kind", "call"): (1, 1)},
    )
    said, empty = seen(alone), seen(Cells(SERVICE, 8106))

    assert said == empty


def test_what_a_view_cannot_see_is_a_blank_and_not_a_lack():
    said = seen(a_service(np.random.default_rng(1)))

    assert said["practices"]["P5.4"]["person"]["state"] == "not-asked"
    assert said["practices"]["P3.5"]["record"]["state"] == "not-asked"


def test_a_reading_has_one_way_of_being_written_and_carries_its_fingerprint():
    cells = a_service(np.random.default_rng(2))
    one, other = frozen(cells), frozen(cells)

    assert one == other
    assert one.sha256 == fingerprint(one.text)
    assert json.dumps(json.loads(one.text), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == one.text
    assert (said := json.loads(one.text))["opens"] == "2026-07-01" and said["closes"] == "2026-09-30"
    assert said["policy"]["respondents"] == 10 and said["set"] == {"id": "both-2019", "version": SET.version}


def test_nothing_that_is_printed_as_a_count_is_an_exact_count():
    said = seen(a_service(np.random.default_rng(3), people=60, staff=40))
    counts = [
        mark[name]
        for practice in said["practices"].values()
        for view in ("person", "staff")
        for mark in [practice[view]]
        for name in ("yes", "rest", "partly", "no", "answers")
    ]
    assert counts and all(one is None or one % 5 == 0 for one in counts)


def test_a_real_gap_is_found_named_and_put_first():
    cells = a_service(
        np.random.default_rng(4), people=150, staff=100, offset=0.4, usual={"P2.1": -1.2}, gaps={"P2.1": 2.4}
    )
    said = seen(cells)
    gap = said["practices"]["P2.1"]["gap"]

    assert gap["stands"] and gap["pair"] == ["staff", "person"] and gap["middle"] > 0.2 and gap["more"] == 0
    assert said["practices"]["P2.1"]["kind"] == Kind.NOT_FELT
    assert said["practices"]["P2.1"]["talk"] == max(one["talk"] for one in said["practices"].values())
    assert said["offset"]["middle"] > 0


def test_what_staff_see_rosier_everywhere_is_one_offset_and_no_gap():
    said = seen(a_service(np.random.default_rng(5), people=40, staff=30, offset=1.2))

    assert said["offset"]["low"] > 0.05
    assert not any(one["gap"] and one["gap"]["stands"] for one in said["practices"].values())


def test_importance_orders_the_wall_and_changes_no_number():
    cells = a_service(np.random.default_rng(6))
    plain, weighed = seen(cells), seen(cells, importance={"P1.1": 0.0, "P1.2": 0.5})

    assert weighed["practices"]["P1.1"]["talk"] == 0.0
    for practice, one in plain["practices"].items():
        assert {**one, "talk": 0} == {**weighed["practices"][practice], "talk": 0}


def test_pairs_are_shown_all_four_or_not_at_all():
    few = Cells(SERVICE, 8106, pairs={"P2.1": (30, 7, 12, 10)})
    many = Cells(SERVICE, 8106, pairs={"P2.1": (31, 22, 12, 10)})

    assert seen(few)["practices"]["P2.1"]["paired"] is None
    shown = seen(many)["practices"]["P2.1"]["paired"]
    assert {name: shown[name] for name in ("pairs", "both", "first_only", "second_only", "neither")} == {
        "pairs": 75,
        "both": 30,
        "first_only": 20,
        "second_only": 10,
        "neither": 10,
    }
    assert 0 < shown["chance"] <= 1


def three(**counts: int):
    """Person, staff, record as three letters of y and n, with how many contacts that is."""

    def at(person: str, staff: str, record: str) -> int:
        return counts.get(person + staff + record, 0)

    return tuple(tuple(tuple(at(p, s, r) for r in "ny") for s in "ny") for p in "ny")


@pytest.mark.parametrize(
    ("contacts", "kind"),
    [
        (three(nyn=40, yyn=12), Kind.DONE_NOT_WRITTEN),
        (three(nny=40, yyy=12), Kind.WRITTEN_NOT_FELT),
        (three(nnn=40, yyy=12), Kind.NOT_HAPPENING),
        (three(nyy=7, yyy=40), None),
        (three(yyy=40), None),
    ][1:],
)
def test_the_kind_of_disagreement_is_read_off_the_same_contacts_where_they_are_many(contacts, kind):
    said = seen(Cells(SERVICE, 8106, threes={"P2.1": contacts}))

    assert said["practices"]["P2.1"]["kind"] == kind


def test_where_everybody_says_seldom_it_is_not_happening():
    of = {("P2.1", "person"): cell(8, 20, 32), ("P2.1", "staff"): cell(9, 20, 30, voices=12)}
    said = seen(Cells(SERVICE, 8106, of=of, team=14))

    assert said["practices"]["P2.1"]["kind"] == Kind.NOT_HAPPENING


def test_who_was_not_heard_is_told_group_by_group():
    groups = {("kind", "appointment"): (120, 60), ("kind", "call"): (60, 3)}
    said = seen(Cells(SERVICE, 8106, contacts=180, answered=63, groups=groups))["heard"]["not_heard"]

    assert {"group": "kind", "key": "call", "seen": 60, "answered": None} in said
    assert {"group": "kind", "key": "appointment", "seen": 120, "answered": 60} in said


def test_the_linked_share_is_rounded_and_hidden_where_either_part_is_small():
    assert seen(Cells(SERVICE, 8106, contacts=200, answered=90, linked=40))["heard"]["linked_share"] == 0.45
    assert seen(Cells(SERVICE, 8106, contacts=200, answered=90, linked=7))["heard"]["linked_share"] is None


def test_set_aside_answers_are_told_apart():
    through = {"person": 20}
    said = seen(Cells(SERVICE, 8106, people=20, through=through, set_aside=40))

    assert said["heard"]["through"] == {"link": None, "paper": None, "space": None, "set-aside": 40}


def test_every_table_of_a_reading_is_in_the_log():
    made = frozen(a_service(np.random.default_rng(8)))
    names = [one.table for one in made.log]

    assert len(names) == len(set(names))
    assert {f"{one} person" for one in SEEN_BY["person"]} <= set(names)
    assert {"heard people", "heard kind"} <= set(names)
    held = next(one for one in made.log if one.outcome == "held-back")
    assert held.shown == 0 and held.hidden > 0


def test_no_gaps_means_that_at_most_five_in_a_hundred_services_show_one():
    lot = np.random.default_rng(2026)
    showed = 0
    for number in range(40):
        said = seen(
            a_service(lot, offset=(0.0, 0.6, 1.2)[number % 3]), period=Period(date(2026, 7, 1), date(2026, 9, 30))
        )
        showed += any(one["gap"] and one["gap"]["stands"] for one in said["practices"].values())
    assert showed <= 2


def test_the_days_of_a_chart_are_those_of_the_period():
    said = seen(a_service(np.random.default_rng(9), people=30))
    points = [one["series"] for one in said["practices"].values() if one["series"]]

    assert points and all(
        one[0]["from"] == "2026-07-01" and one[-1]["to"] == SUMMER.closes.isoformat() for one in points
    )
