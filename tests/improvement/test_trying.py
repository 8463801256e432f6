"""Trying: no test without a prediction, which then stands; a finding needs the panel; nothing closes before it was told back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.choosing.actions import priorities
from alongside.choosing.queries import rounds
from alongside.choosing.rules import PriorityState
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.viewer import bound
from alongside.core.walls import action
from alongside.improvement.actions import telling, trying
from alongside.improvement.models import Change, Cycle
from alongside.improvement.queries import telling as told
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import Act, ChangeState, Direction, MeasureKind, Outcome, Stage, Verdict, hint
from alongside.listening.rules import Easier
from alongside.people.rules import Constituency
from tests.listening.here import a_service_that_listens, on_the_panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return a_service_that_listens()


def as_(viewer, action, **said):
    with transaction.atomic(), bound(viewer):
        return action(by=viewer, **said)


def asks(viewer, query, *said):
    with transaction.atomic(), bound(viewer):
        return query(viewer, *said)


@pytest.fixture
def priority(here):
    return as_(here.lead, priorities.set_out, service=here.service, thing="P4.5", reason="Many said it.", dissent="").pk


@pytest.fixture
def change(here, priority):
    return as_(
        here.nurse, trying.begin, priority=priority, idea="The paper first, a call later", why="So it can sink in."
    ).pk


def whole(here, change, viewer=None):
    return asks(viewer or here.nurse, tell.whole, here.service, change)


def planned(here, change):
    return as_(here.nurse, trying.plan, change=change, words="Two people, one week.", who_and_where="Room 2").pk


def predicted(here, change, cycle, **more):
    measure = whole(here, change).measures[0].pk
    said = {
        "measure": measure,
        "direction": Direction.UP,
        "size": 20,
        "by_on": clock.today() + timedelta(days=30),
    } | more
    as_(here.nurse, trying.predict, cycle=cycle, **said)


def studied(here, change, says=Verdict.AS_PREDICTED, **more):
    cycle = planned(here, change)
    predicted(here, change, cycle)
    as_(here.nurse, trying.done, cycle=cycle, happened="Both read it at home.")
    return cycle, as_(
        here.nurse, trying.study, cycle=cycle, learnt="A call is enough.", says=says, why="Seen.", **more
    ).pk


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


def test_counts_by_hand_are_whole_and_fit_together(here, change):
    measure = as_(
        here.nurse, trying.add_measure, change=change, name="Rung within three days", kind=MeasureKind.PROCESS
    ).pk
    today = clock.today()
    for yes, answers in ((5, 4), (-1, 4), (0, 0)):
        with pytest.raises(Refused, match="count"):
            as_(here.nurse, trying.count, measure=measure, on_day=today, yes=yes, answers=answers)
    as_(here.nurse, trying.count, measure=measure, on_day=today, yes=3, answers=4)
    as_(here.nurse, trying.count, measure=measure, on_day=today, yes=4, answers=4)
    as_(here.nurse, trying.note, measure=measure, on_day=today, words="A new colleague began.")
    row = (
        whole(here, change).measures[-1]
        if whole(here, change).measures[-1].pk == measure
        else whole(here, change).measures[0]
    )
    assert [(one.yes, one.answers) for one in asks(here.nurse, tell.counts_of, row)] == [(4, 4)]
    assert [one.words for one in asks(here.nurse, tell.notes_of, row)] == ["A new colleague began."]
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, trying.rebase, measure=measure, on_day=today, reason="")
    as_(here.nurse, trying.rebase, measure=measure, on_day=today, reason="We count calls by anybody now.")
    for wrong in (
        lambda: as_(here.nurse, trying.count, measure=change, on_day=today, yes=1, answers=1),
        lambda: as_(here.nurse, trying.note, measure=change, on_day=today, words="x"),
        lambda: as_(here.nurse, trying.rebase, measure=change, on_day=today, reason="x"),
    ):
        with pytest.raises(Refused, match="not-there"):
            wrong()
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, trying.add_measure, change=change, name=" ", kind=MeasureKind.PROCESS)


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
    assert asks(here.nurse, lambda _v: tell.tried_practices(here.service)) == {"P4.5"}


def test_nobody_closes_in_silence_and_a_claim_is_checked_by_somebody_else(here, priority):
    with pytest.raises(Refused, match="tell-back-first"):
        as_(here.lead, priorities.close, priority=priority, told_back=False)
    text = as_(
        here.nurse, telling.write, priority=priority, outcome=Outcome.DID, words="You get the paper first, and a call."
    ).pk
    with pytest.raises(Refused, match="not-checked"):
        as_(here.nurse, telling.tell, text=text)
    for viewer in (here.nurse, here.lead):
        with pytest.raises(Refused, match="second-reader"):
            as_(viewer, telling.check, text=text)
    with pytest.raises(Refused, match="not-there"):
        as_(here.stranger, telling.check, text=text)
    assert told.told(here.service) == []
    as_(here.panel, telling.check, text=text)
    as_(here.nurse, telling.tell, text=text)
    assert asks(here.lead, rounds.priority, priority).state == PriorityState.CLOSED
    assert [one.words for one in asks(here.stranger, lambda _v: told.told(here.service))] == [
        "You get the paper first, and a call."
    ]
    with pytest.raises(Refused, match="told"):
        as_(here.nurse, telling.tell, text=text)
    again = as_(
        here.nurse,
        telling.write,
        priority=priority,
        outcome=Outcome.PARTLY,
        words="Not on Fridays yet.",
        instead_of=text,
    )
    assert asks(here.lead, told.being_written, here.service) == [again]
    assert asks(here.lead, told.told_of, priority)[0].pk == text
    assert asks(here.stranger, lambda _v: told.services_that_told()) == [here.service]


def test_we_could_not_because_ends_it_and_still_trying_does_not(here, priority):
    with pytest.raises(Refused, match="what-changed"):
        as_(here.nurse, telling.write, priority=priority, outcome=Outcome.DID, words=" ")
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, telling.write, priority=priority, outcome=Outcome.DID, words="x")
    with pytest.raises(Refused, match="no-priority"):
        as_(here.nurse, telling.write, priority=here.service, outcome=Outcome.DID, words="x")
    still = as_(here.nurse, telling.write, priority=priority, outcome=Outcome.STILL_TRYING, words="We are at it.").pk
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, telling.tell, text=still)
    as_(here.nurse, telling.tell, text=still)
    assert asks(here.lead, rounds.priority, priority).state == PriorityState.OPEN
    no = as_(
        here.nurse, telling.write, priority=priority, outcome=Outcome.COULD_NOT, words="There is no room with a door."
    ).pk
    as_(here.nurse, telling.tell, text=no)
    assert asks(here.lead, rounds.priority, priority).state == PriorityState.CLOSED


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
