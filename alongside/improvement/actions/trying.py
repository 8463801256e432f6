"""Do it: begin a change, ask for what it needs, plan, do, study and act on a small test, sign what was found, leave the change."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from alongside.choosing.queries.rounds import priority as priority_of
from alongside.choosing.rules import PriorityState
from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.improvement import refusals as no
from alongside.improvement.models import Change, Cycle, Enabler, Finding, Measure, Signature
from alongside.improvement.rules import Act, ChangeState, Direction, EnablerState, MeasureKind, Stage, Verdict
from alongside.listening.actions import more_often
from alongside.listening.rules import Easier
from alongside.people.queries import Place, place_at

RUNNING = (Stage.DO, Stage.STUDY)


@action
def begin(*, priority: UUID, idea: str, why: str, by: Viewer) -> Change:
    """Somebody at work takes on an idea. It gets one measure at once: what people say of the practice it is about."""
    row = priority_of(by, priority)
    if row is None or row.state != PriorityState.OPEN:
        raise Refused(no.no_priority())
    _at_work(row.service_id, by)
    if not idea.strip() or not why.strip():
        raise Refused(no.reason_needed())
    change = Change(
        service_id=row.service_id,
        priority=row,
        idea=typed.within(idea, 300),
        why=typed.within(why, 1000),
        owner_id=by.account,
        owner_name=by.name,
        begun_on=clock.today(),
    )
    change.save()
    if row.practice:
        Measure(
            service_id=row.service_id, change=change, name="", kind=MeasureKind.OUTCOME, practice=row.practice
        ).save()
    facts.record("change.begun", service=row.service_id, by=by.account, change=change.pk)
    return change


@action
def ask_for(*, change: UUID, kind: Easier, words: str, by: Viewer) -> Enabler:
    """What the change needs and does not have."""
    row = _change(change, by)
    need = Enabler(
        service_id=row.service_id, change=row, kind=kind, words=typed.within(words, 300), asked_on=clock.today()
    )
    need.save()
    facts.record("enabler.asked", service=row.service_id, by=by.account, enabler=need.pk, what=kind.value)
    return need


@action
def answer_need(*, enabler: UUID, is_met: bool, words: str, by: Viewer) -> None:
    """A lead meets what was asked for, or says why it cannot be."""
    need = Enabler.objects.filter(pk=enabler).first()
    if need is None:
        raise Refused(no.not_there())
    if not _at_work(need.service_id, by).leads:
        raise Refused(no.not_the_lead())
    if not is_met and not words.strip():
        raise Refused(no.reason_needed())
    need.state = EnablerState.MET if is_met else EnablerState.CANNOT
    need.answer, need.answered_on = typed.within(words, 300), clock.today()
    need.save()
    facts.record("enabler.met" if is_met else "enabler.cannot", service=need.service_id, by=by.account, enabler=need.pk)


@action
def plan(*, change: UUID, words: str, who_and_where: str, by: Viewer, cycle: UUID | None = None) -> Cycle:
    """Plan a small test, or change the plan of one that has not begun."""
    row = _change(change, by)
    if row.state == ChangeState.LEFT:
        raise Refused(no.left_already())
    if not words.strip():
        raise Refused(no.reason_needed())
    test = (
        _cycle(cycle, by)
        if cycle
        else Cycle(service_id=row.service_id, change=row, number=Cycle.objects.filter(change=row).count() + 1)
    )
    if test.stage != Stage.PLAN:
        raise Refused(no.begun_already())
    test.plan, test.who_and_where = typed.within(words, 2000), typed.within(who_and_where, 500)
    test.save()
    facts.record("test.planned", service=row.service_id, by=by.account, test=test.pk)
    return test


@action
def predict(
    *, cycle: UUID, measure: UUID | None, direction: Direction | None, size: int | None, by_on: date | None, by: Viewer
) -> None:
    """Say what is expected, and begin. From here on the prediction stands as it is."""
    test = _cycle(cycle, by)
    if test.stage != Stage.PLAN:
        raise Refused(no.begun_already())
    if test.change.state == ChangeState.LEFT:
        raise Refused(no.left_already())
    known = Measure.objects.filter(pk=measure, change_id=test.change_id).first() if measure else None
    if known is None or direction is None or not size or size < 1 or by_on is None or by_on <= clock.today():
        raise Refused(no.predict_first())
    test.measure, test.direction, test.size, test.by_on = known, direction, min(size, 100), by_on
    test.stage, test.begun_on = Stage.DO, clock.today()
    test.save()
    facts.record("test.begun", service=test.service_id, by=by.account, test=test.pk)
    practice = test.change.priority.practice
    if practice:
        more_often.ask_more_often(service=test.service_id, practice=practice, until=by_on, by=by)


@action
def done(*, cycle: UUID, happened: str, by: Viewer) -> None:
    """What happened when it was tried, surprises included."""
    test = _at(cycle, Stage.DO, by)
    if not happened.strip():
        raise Refused(no.reason_needed())
    test.happened, test.stage = typed.within(happened, 2000), Stage.STUDY
    test.save(update_fields=["happened", "stage"])
    facts.record("test.done", service=test.service_id, by=by.account, test=test.pk)


@action
def study(
    *, cycle: UUID, learnt: str, says: Verdict, why: str, by: Viewer, look_again_on: date | None = None
) -> Finding:
    """What was learnt, and what became of the prediction as the owner sees it. The panel signs it afterwards."""
    test = _at(cycle, Stage.STUDY, by)
    if not learnt.strip() or not why.strip() or (says is Verdict.CANNOT_TELL and look_again_on is None):
        raise Refused(no.reason_needed())
    test.learnt, test.stage = typed.within(learnt, 2000), Stage.ACT
    test.save(update_fields=["learnt", "stage"])
    found = Finding(
        service_id=test.service_id,
        change_id=test.change_id,
        cycle=test,
        says=says,
        why=typed.within(why, 1000),
        look_again_on=look_again_on,
        found_on=clock.today(),
    )
    found.save()
    facts.record("test.studied", service=test.service_id, by=by.account, test=test.pk, says=says.value)
    return found


@action
def act(*, cycle: UUID, what: Act, why: str, by: Viewer) -> None:
    """Keep it, change it and test again, or leave this test. What is left here is the test: the change stays until somebody leaves it."""
    test = _at(cycle, Stage.ACT, by)
    if test.act:
        raise Refused(no.wrong_stage())
    if not why.strip():
        raise Refused(no.reason_needed())
    test.act, test.act_why, test.ended_on = what, typed.within(why, 1000), clock.today()
    test.save(update_fields=["act", "act_why", "ended_on"])
    if what is Act.ADOPT:
        _still(test).update(state=ChangeState.KEPT)
    elif what is Act.ADAPT:
        _still(test).update(state=ChangeState.TRYING)
    facts.record("test.acted_on", service=test.service_id, by=by.account, test=test.pk, what=what.value)
    _ask_as_before(test, by)


@action
def leave(*, change: UUID, why: str, by: Viewer) -> None:
    """Whoever looks after a change, or a lead, says that it is left, and why. Its tests and what they taught stay."""
    row = _change(change, by)
    if row.owner_id != by.account and not _at_work(row.service_id, by).leads:
        raise Refused(no.not_the_owner())
    if row.state == ChangeState.LEFT:
        raise Refused(no.left_already())
    if Cycle.objects.filter(change=row, stage__in=RUNNING).exists():
        raise Refused(no.test_under_way())
    if not why.strip():
        raise Refused(no.reason_needed())
    row.state, row.left_on, row.left_why = ChangeState.LEFT, clock.today(), typed.within(why, 1000)
    row.save(update_fields=["state", "left_on", "left_why"])
    facts.record("change.left", service=row.service_id, by=by.account, change=row.pk)


@action
def sign(*, finding: UUID, agrees: bool, words: str, by: Viewer) -> None:
    """One of the panel signs a finding, or says how they see it instead."""
    found = Finding.objects.filter(pk=finding).select_related("change").first()
    place = place_at(by.account, found.service_id) if found else None
    if found is None or place is None or place.seat is None:
        raise Refused(no.not_on_the_panel())
    if found.change.owner_id == by.account:
        raise Refused(no.not_your_own())
    if Signature.objects.filter(finding=found, seat_id=place.seat).exists():
        raise Refused(no.signed_already())
    if not agrees and not words.strip():
        raise Refused(no.reason_needed())
    Signature(
        service_id=found.service_id,
        change_id=found.change_id,
        finding=found,
        seat_id=place.seat,
        constituency=place.constituency or "",
        agrees=agrees,
        words=typed.within(words, 500),
        signed_on=clock.today(),
    ).save()
    facts.record("finding.signed", service=found.service_id, finding=found.pk, agrees=agrees)


def _still(test: Cycle) -> QuerySet[Change]:
    """The change of a test, unless somebody has left it since."""
    return Change.objects.filter(pk=test.change_id).exclude(state=ChangeState.LEFT)


def _ask_as_before(test: Cycle, by: Viewer) -> None:
    """The last test about a practice has ended: nobody is asked about it more often any longer."""
    practice = test.change.priority.practice
    others = Cycle.objects.filter(service_id=test.service_id, stage__in=RUNNING, change__priority__practice=practice)
    if practice and not others.exists():
        more_often.ask_as_before(service=test.service_id, practice=practice, by=by)


def _change(change: UUID, by: Viewer) -> Change:
    row = Change.objects.filter(pk=change).first()
    if row is None:
        raise Refused(no.not_there())
    _at_work(row.service_id, by)
    return row


def _cycle(cycle: UUID, by: Viewer) -> Cycle:
    row = Cycle.objects.filter(pk=cycle).select_related("change__priority").first()
    if row is None:
        raise Refused(no.not_there())
    _at_work(row.service_id, by)
    return row


def _at(cycle: UUID, stage: Stage, by: Viewer) -> Cycle:
    row = _cycle(cycle, by)
    if row.stage != stage:
        raise Refused(no.wrong_stage())
    return row


def _at_work(service: UUID, by: Viewer) -> Place:
    place = place_at(by.account, service)
    if place is None or not place.works_here:
        raise Refused(no.not_in_this_service())
    return place
