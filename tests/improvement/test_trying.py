"""Trying: no test without a prediction, which then stands; a finding needs the panel; nothing closes before it was told back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from alongside.choosing.actions import priorities, rounds
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, bound
from alongside.core.walls import action
from alongside.improvement.actions import counting, trying
from alongside.improvement.models import Change, Cycle
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import Act, ChangeState, Direction, MeasureKind, Stage, Verdict, hint, sides
from alongside.listening.queries import asking
from alongside.listening.rules import Easier
from alongside.people import actions as people
from alongside.people.rules import Constituency, ServiceRole
from tests.improvement.walk import as_, asks, planned, predicted, studied, whole
from tests.listening.here import at_work, on_the_panel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("missing", ["measure", "direction", "size", "by_on"])
def test_no_test_begins_without_a_whole_prediction(here, change, missing):
    cycle = planned(here, change)
    with pytest.raises(Refused, match="predict-first"):
        predicted(here, change, cycle, **{missing: None})
    with pytest.raises(Refused, match="predict-first"):
        predicted(here, change, cycle, by_on=clock.today())
    assert whole(here, change).tests[0].cycle.stage == Stage.PLAN
    with pytest.raises(Refused, match="stage"):
        as_(here.nurse, trying.done, cycle=cycle, happened="x")
    with pytest.raises(IntegrityError), transaction.atomic(), bound(here.nurse):
        action(lambda: Cycle.objects.filter(pk=cycle).update(stage=Stage.DO))()


def test_a_prediction_stands_once_the_test_has_begun(here, change):
    cycle = planned(here, change)
    as_(here.nurse, trying.plan, change=change, cycle=cycle, words="Three people.", who_and_where="")
    predicted(here, change, cycle)
    for again in (
        lambda: predicted(here, change, cycle, size=5),
        lambda: as_(here.nurse, trying.plan, change=change, cycle=cycle, words="x", who_and_where=""),
    ):
        with pytest.raises(Refused, match="begun"):
            again()
    one = whole(here, change).tests[0].cycle
    assert (one.plan, one.size, one.begun_on) == ("Three people.", 20, clock.today())


def test_a_test_goes_through_its_steps_and_what_follows_is_kept(here, change):
    cycle, _finding = studied(here, change)
    with pytest.raises(Refused, match="stage"):
        as_(here.nurse, trying.study, cycle=cycle, learnt="x", says=Verdict.NOT, why="x")
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, trying.act, cycle=cycle, what=Act.ADOPT, why=" ")
    as_(here.nurse, trying.act, cycle=cycle, what=Act.ADOPT, why="It works.")
    with pytest.raises(Refused, match="stage"):
        as_(here.nurse, trying.act, cycle=cycle, what=Act.ABANDON, why="x")
    assert whole(here, change).change.state == ChangeState.KEPT
    assert planned(here, change) != cycle
    assert [one.cycle.number for one in whole(here, change).tests] == [1, 2]


def test_cannot_tell_yet_says_when_to_look_again(here, change):
    with pytest.raises(Refused, match="reason"):
        studied(here, change, Verdict.CANNOT_TELL)


def test_a_finding_stands_with_two_of_the_panel_one_of_whom_lives_with_it(here, change):
    _cycle, finding = studied(here, change)
    staff = [on_the_panel(here.service, here.lead, Constituency.STAFF) for _n in range(2)]
    for viewer in staff:
        as_(viewer, trying.sign, finding=finding, agrees=True, words="")
    assert not whole(here, change).tests[0].found.stands
    assert [one.pk for one in asks(here.panel, tell.waiting_for_a_signature, here.service)] == [finding]
    with pytest.raises(Refused, match="reason"):
        as_(here.panel, trying.sign, finding=finding, agrees=False, words="")
    as_(here.panel, trying.sign, finding=finding, agrees=True, words="")
    assert whole(here, change).tests[0].found.stands
    with pytest.raises(Refused, match="signed"):
        as_(here.panel, trying.sign, finding=finding, agrees=True, words="")
    with pytest.raises(Refused, match="not-on-panel"):
        as_(here.nurse, trying.sign, finding=finding, agrees=True, words="")
    assert asks(here.panel, tell.waiting_for_a_signature, here.service) == []
    assert asks(here.nurse, tell.waiting_for_a_signature, here.service) == []


def test_whoever_looks_after_a_change_does_not_sign_what_came_of_it(here, priority):
    owner = on_the_panel(here.service, here.lead, Constituency.STAFF)
    people.join_service(account=owner.account, service=here.service, job_title="nurse", role=ServiceRole.PROFESSIONAL)
    change = as_(owner, trying.begin, priority=priority, idea="A film", why="Some do not read.").pk
    _cycle, finding = studied(here, change)
    assert asks(owner, tell.waiting_for_a_signature, here.service) == []
    with pytest.raises(Refused, match="not-your-own"):
        as_(owner, trying.sign, finding=finding, agrees=True, words="")


def test_what_is_needed_is_met_or_answered_with_a_reason(here, change):
    need = as_(here.nurse, trying.ask_for, change=change, kind=Easier.TIME, words="Ten minutes a day").pk
    with pytest.raises(Refused, match="not-the-lead"):
        as_(here.nurse, trying.answer_need, enabler=need, is_met=True, words="")
    with pytest.raises(Refused, match="reason"):
        as_(here.lead, trying.answer_need, enabler=need, is_met=False, words="")
    as_(here.lead, trying.answer_need, enabler=need, is_met=True, words="From Monday on.")
    assert whole(here, change).needs[0].state == "met"
    with pytest.raises(Refused, match="not-there"):
        as_(here.lead, trying.answer_need, enabler=change, is_met=True, words="")


def test_only_those_who_work_there_try_and_a_change_needs_something_set_out(here, priority, change):
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, trying.begin, priority=priority, idea="x", why="y")
    with pytest.raises(Refused, match="no-priority"):
        as_(here.nurse, trying.begin, priority=here.service, idea="x", why="y")
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, trying.begin, priority=priority, idea="x", why="")
    for wrong in (trying.ask_for,):
        with pytest.raises(Refused, match="not-there"):
            as_(here.nurse, wrong, change=priority, kind=Easier.TIME, words="x")
    with pytest.raises(Refused, match="not-there"):
        as_(here.nurse, trying.done, cycle=priority, happened="x")
    assert asks(here.panel, tell.changes, here.service)[0].pk == change
    assert asks(here.stranger, tell.changes, here.service) == []
    with transaction.atomic(), bound(here.stranger):
        assert not Change.objects.exists()
        assert tell.whole(here.stranger, here.service, change) is None


@pytest.mark.parametrize(
    ("before", "after", "direction", "says"),
    [
        ((10, 30), (24, 30), Direction.UP, Verdict.AS_PREDICTED),
        ((10, 30), (14, 30), Direction.UP, Verdict.PARTLY),
        ((10, 30), (9, 30), Direction.UP, Verdict.NOT),
        ((24, 30), (10, 30), Direction.DOWN, Verdict.AS_PREDICTED),
        ((0, 0), (9, 30), Direction.UP, Verdict.CANNOT_TELL),
        ((9, 30), (0, 0), Direction.UP, Verdict.CANNOT_TELL),
    ],
)
def test_what_data_suggest_beside_a_prediction(before, after, direction, says):
    assert hint(before=before, after=after, direction=direction, size=20) is says


def test_counts_fall_before_or_after_the_day_on_which_a_test_began():
    def point(first, last, yes, answers):
        return date(2026, 3, first), date(2026, 3, last), yes, answers

    points = [point(1, 1, 2, 9), point(2, 8, 3, 9), point(5, 5, 5, 8), point(9, 9, None, None), point(20, 20, 7, 8)]
    assert sides(points, begun=date(2026, 3, 5)) == ((2, 9), (12, 16))
    assert sides(points, begun=date(2026, 3, 5), ended=date(2026, 3, 10)) == ((2, 9), (5, 8))
    assert sides(points, begun=date(2026, 3, 5), since=date(2026, 3, 3)) == ((0, 0), (12, 16))
    assert sides(points, begun=date(2026, 3, 5), since=date(2026, 3, 12)) == ((2, 9), (12, 16))


def test_leaving_a_test_leaves_the_change_and_the_change_is_left_by_whoever_looks_after_it(here, change):
    cycle, _finding = studied(here, change)
    as_(here.nurse, trying.act, cycle=cycle, what=Act.ABANDON, why="Nobody used it.")
    assert whole(here, change).change.state == ChangeState.TRYING
    colleague = at_work(here.service)
    with pytest.raises(Refused, match="not-the-owner"):
        as_(colleague, trying.leave, change=change, why="x")
    running = planned(here, change)
    predicted(here, change, running)
    with pytest.raises(Refused, match="under-way"):
        as_(here.nurse, trying.leave, change=change, why="It does not fit.")
    as_(here.nurse, trying.done, cycle=running, happened="Nothing.")
    as_(here.nurse, trying.study, cycle=running, learnt="Enough.", says=Verdict.NOT, why="Seen.")
    with pytest.raises(Refused, match="reason"):
        as_(here.lead, trying.leave, change=change, why=" ")
    never_begun = as_(here.nurse, trying.plan, change=change, words="One more.", who_and_where="").pk
    as_(here.lead, trying.leave, change=change, why="It does not fit this clinic.")
    left = whole(here, change).change
    assert (left.state, left.left_why, left.left_on) == (
        ChangeState.LEFT,
        "It does not fit this clinic.",
        clock.today(),
    )
    for again in (
        lambda: as_(here.lead, trying.leave, change=change, why="x"),
        lambda: planned(here, change),
        lambda: predicted(here, change, never_begun),
    ):
        with pytest.raises(Refused, match="trying.left"):
            again()
    as_(here.nurse, trying.act, cycle=running, what=Act.ADAPT, why="For whoever comes next.")
    assert whole(here, change).change.state == ChangeState.LEFT


def test_what_is_tried_is_asked_about_more_often_of_everybody_until_the_last_test_ends(here, priority, change):
    def often(viewer):
        return asks(viewer, lambda _v: asking.asked_more_often(here.service, today=clock.today()))

    assert often(here.stranger) == frozenset()
    cycle, _finding = studied(here, change)
    behind_a_link = Viewer(None, "", link="a link")
    for viewer in (here.stranger, behind_a_link, here.nurse):
        assert often(viewer) == {"P4.5"}
    other = as_(here.nurse, trying.begin, priority=priority, idea="A film", why="Some do not read.").pk
    second = planned(here, other)
    predicted(here, other, second)
    as_(here.nurse, trying.act, cycle=cycle, what=Act.ADOPT, why="It works.")
    assert often(behind_a_link) == {"P4.5"}
    as_(here.nurse, trying.done, cycle=second, happened="Seen by two.")
    as_(here.nurse, trying.study, cycle=second, learnt="Short is good.", says=Verdict.PARTLY, why="Seen.")
    as_(here.nurse, trying.act, cycle=second, what=Act.ADAPT, why="Shorter.")
    assert often(behind_a_link) == frozenset()


def test_something_in_peoples_own_words_is_tried_without_a_practice_to_ask_about(here):
    idea = as_(here.panel, rounds.add_idea, service=here.service, words="A bench by the lift").pk
    as_(here.lead, rounds.answer_idea, idea=idea, lets_in=True)
    thing = f"idea:{idea}"
    made = as_(here.lead, priorities.set_out, service=here.service, thing=thing, reason="Stairs hurt.", dissent="").pk
    change = as_(here.nurse, trying.begin, priority=made, idea="A bench", why="To sit.").pk
    assert whole(here, change).measures == ()
    measure = as_(here.nurse, counting.add_measure, change=change, name="Sat", kind=MeasureKind.OUTCOME).pk
    cycle = planned(here, change)
    predicted(here, change, cycle, measure=measure)
    assert asks(here.nurse, lambda _v: asking.asked_more_often(here.service, today=clock.today())) == frozenset()
    assert [one.number for one in asks(here.nurse, tell.begun_tests, change)] == [1]
    as_(here.nurse, trying.done, cycle=cycle, happened="Two sat.")
    as_(here.nurse, trying.study, cycle=cycle, learnt="It is used.", says=Verdict.PARTLY, why="Seen.")
    as_(here.nurse, trying.act, cycle=cycle, what=Act.ADOPT, why="It stays.")


def test_a_plan_and_what_happened_need_words(here, change):
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, trying.plan, change=change, words=" ", who_and_where="")
    cycle = planned(here, change)
    predicted(here, change, cycle)
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, trying.done, cycle=cycle, happened=" ")
