"""Asks: one owner, a day, states that everybody sees, and what is late rises to the owner's service without a word of it."""

from datetime import timedelta

import pytest

from alongside.care.actions import asks as do
from alongside.care.actions import participants
from alongside.care.models import Ask, AskClock, Participant
from alongside.care.queries import asks as tell
from alongside.care.refusals import asks as no
from alongside.care.rules import ASK_MOVES, AskState
from alongside.circle.actions import pausing
from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.walls import action
from tests.factories import (
    Person,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    a_service,
    footing_of,
    lets_in,
    lets_team_in,
    seen_by,
)
from tests.factories.talk import a_conversation, ask_in, opens, said_in, waits_for, writes

pytestmark = pytest.mark.django_db


@action
def _let_days_pass(days: int) -> None:
    """The ask was made earlier than it was."""
    for row in Ask.objects.all():
        Ask.objects.filter(pk=row.pk).update(due_on=row.due_on - timedelta(days=days))
    for row in AskClock.objects.all():
        AskClock.objects.filter(pk=row.pk).update(due_on=row.due_on - timedelta(days=days))


def days_pass(person: Person, days: int) -> None:
    with seen_by(person.viewer):
        _let_days_pass(days)


def stubs(somebody: Somebody) -> list[tell.Stub]:
    with seen_by(somebody.viewer):
        return tell.waiting_in_my_services(somebody.viewer)


def test_an_ask_goes_from_asked_to_seen_to_working_to_answered() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))
    assert ask_in(dawn, dawn.space, thread).state is AskState.ASKED
    assert waits_for(hannah) == ["Is there a date?"]

    opens(hannah, dawn.space, thread)
    shown = ask_in(dawn, dawn.space, thread)
    assert shown.state is AskState.SEEN
    assert shown.steps[-1].by_name == "Hannah"
    assert "psychologist" in shown.steps[-1].by_role

    with seen_by(hannah.viewer):
        do.work_on(
            footing=footing_of(hannah, dawn.space),
            thread=thread,
            ask=shown.id,
            words="I have rung them.",
            version=shown.version,
            by=hannah.viewer,
        )
    assert ask_in(dawn, dawn.space, thread).state is AskState.WORKING

    answer = writes(hannah, dawn.space, thread, "The ninth, at two.", answers=shown.id)
    ended = ask_in(dawn, dawn.space, thread)
    assert (ended.state, ended.answered_in) == (AskState.ANSWERED, answer)
    assert said_in(dawn, dawn.space, thread)[-1].answers[0][1] == "Is there a date?"
    assert waits_for(hannah) == []
    kinds = set(Fact.objects.filter(space=dawn.space).values_list("kind", flat=True))
    assert {"ask.made", "ask.seen", "ask.answered"} <= kinds


def test_only_the_owner_moves_an_ask_and_the_person_what_they_asked_themselves() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    nurse, doctor = lets_in(dawn, hannah), lets_in(dawn, farah)
    thread = a_conversation(dawn, nurse, doctor)
    writes(hannah, dawn.space, thread, "Could you look at the tablets?", asks=str(doctor))
    shown = ask_in(dawn, dawn.space, thread)
    for somebody in (dawn, hannah):
        with seen_by(somebody.viewer), pytest.raises(Refused) as caught:
            do.say_cannot(
                footing=footing_of(somebody, dawn.space),
                thread=thread,
                ask=shown.id,
                because="No.",
                version=shown.version,
                by=somebody.viewer,
            )
        assert "Only Farah can move this ask" in str(caught.value.refusal)
    assert not ask_in(hannah, dawn.space, thread).may_move

    writes(dawn, dawn.space, thread, "And the sleep?", asks=str(doctor))
    own = ask_in(dawn, dawn.space, thread)
    with seen_by(dawn.viewer):
        do.pass_on(
            footing=footing_of(dawn, dawn.space),
            thread=thread,
            ask=own.id,
            to=str(nurse),
            version=own.version,
            by=dawn.viewer,
        )
    assert waits_for(hannah) == ["And the sleep?"]


def test_an_ask_passed_on_is_asked_of_the_next_one_and_both_steps_stand() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    nurse, doctor = lets_in(dawn, hannah), lets_in(dawn, farah)
    thread = a_conversation(dawn, nurse, doctor)
    writes(dawn, dawn.space, thread, "Take naproxen off my list?", asks=str(nurse))
    opens(hannah, dawn.space, thread)
    shown = ask_in(hannah, dawn.space, thread)
    with seen_by(hannah.viewer):
        do.pass_on(
            footing=footing_of(hannah, dawn.space),
            thread=thread,
            ask=shown.id,
            to=str(doctor),
            words="I cannot change medicines.",
            version=shown.version,
            by=hannah.viewer,
        )
    now = ask_in(dawn, dawn.space, thread)
    assert (now.state, now.owner_name) == (AskState.ASKED, "Farah")
    assert [(step.state, step.by_name) for step in now.steps] == [
        ("asked", "Hannah"),
        ("seen", "Hannah"),
        ("passed-to", "Hannah"),
        ("asked", "Farah"),
    ]
    assert now.due_on == shown.due_on
    assert (waits_for(hannah), waits_for(farah)) == ([], ["Take naproxen off my list?"])


def test_cannot_needs_a_reason_and_the_reason_is_seen() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Can you move the appointment?", asks=str(member))
    shown = ask_in(hannah, dawn.space, thread)

    def cannot(because: str) -> None:
        with seen_by(hannah.viewer):
            do.say_cannot(
                footing=footing_of(hannah, dawn.space),
                thread=thread,
                ask=shown.id,
                because=because,
                version=shown.version,
                by=hannah.viewer,
            )

    with pytest.raises(Refused, match="no_reason"):
        cannot("  ")
    cannot("The hospital books these, I have no way in.")
    ended = ask_in(dawn, dawn.space, thread)
    assert (ended.state, ended.reason) == (AskState.CANNOT, "The hospital books these, I have no way in.")


def test_the_person_can_be_asked_and_nobody_outside_the_conversation() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    elsewhere = lets_in(dawn, farah)
    writes(hannah, dawn.space, thread, "Would mornings suit you?", asks="person")
    assert waits_for(dawn) == ["Would mornings suit you?"]
    opens(dawn, dawn.space, thread)
    assert ask_in(hannah, dawn.space, thread).state is AskState.SEEN
    for key in (str(elsewhere), "nobody"):
        with pytest.raises(Refused, match=r"ask\.owner"):
            writes(hannah, dawn.space, thread, "And you?", asks=key)


def test_a_day_in_the_past_is_refused_and_nothing_is_sent() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    with pytest.raises(Refused, match=r"ask\.past"):
        writes(dawn, dawn.space, thread, "Hello?", asks=str(member), by=clock.today() - timedelta(days=1))
    assert len(said_in(dawn, dawn.space, thread)) == 1


def test_what_is_late_rises_to_the_owners_service_without_a_word_of_it() -> None:
    service = a_service("Pain service")
    dawn, hannah = a_person("Dawn"), a_professional_in(service)
    colleague, elsewhere = a_professional_in(service, name="Priya"), a_professional_in(name="Moses")
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member, subject="A private matter")
    writes(dawn, dawn.space, thread, "Secret words?", asks=str(member))
    assert stubs(colleague) == []

    days_pass(dawn, 10)

    [stub] = stubs(colleague)
    assert (stub.owner_name, stub.service_name, stub.days_late, stub.space) == ("Hannah", "Pain service", 3, None)
    assert not {"Dawn", "A private matter", "Secret words?"} & set(map(str, vars(stub).values()))
    assert stubs(elsewhere) == []
    assert stubs(hannah) == [], "one's own stand among one's own"
    with seen_by(colleague.viewer):
        assert not Ask.objects.exists()
    shown = ask_in(dawn, dawn.space, thread)
    assert (shown.raised_with, shown.raised_on) == ("Pain service", shown.due_on + timedelta(days=1))
    with seen_by(hannah.viewer):
        [late] = tell.overdue_asks(hannah.viewer, dawn.space)
    assert (late.days_late, late.person) == (3, "Dawn")

    writes(hannah, dawn.space, thread, "Here it is.", answers=shown.id)
    assert stubs(colleague) == []


def test_passing_on_moves_the_clock_to_the_next_service_and_to_none_for_a_carer() -> None:
    dawn, jo = a_person(), a_carer()
    pain, surgery = a_service("Pain service"), a_service("Surgery")
    hannah, farah = a_professional_in(pain), a_professional_in(surgery, name="Farah")
    nurse, doctor, sister = lets_in(dawn, hannah), lets_in(dawn, farah), lets_in(dawn, jo)
    thread = a_conversation(dawn, nurse, doctor, sister)
    writes(dawn, dawn.space, thread, "Who can drive me?", asks=str(nurse))

    def passed_by(somebody: Somebody, to: object) -> None:
        shown = ask_in(somebody, dawn.space, thread)
        with seen_by(somebody.viewer):
            do.pass_on(
                footing=footing_of(somebody, dawn.space),
                thread=thread,
                ask=shown.id,
                to=str(to),
                version=shown.version,
                by=somebody.viewer,
            )

    passed_by(hannah, doctor)
    with seen_by(dawn.viewer):
        assert [one.service.name for one in AskClock.objects.all()] == ["Surgery"]
    with pytest.raises(Refused, match="same_owner"):
        passed_by(farah, doctor)
    passed_by(farah, sister)
    with seen_by(dawn.viewer):
        assert not AskClock.objects.exists()
    passed_by(jo, "person")
    assert waits_for(dawn) == ["Who can drive me?"]


def test_a_late_ask_falls_silent_when_its_owner_is_paused_or_let_go_and_the_person_sees_it_is_stranded() -> None:
    service = a_service("Pain service")
    dawn, hannah = a_person(), a_professional_in(service)
    colleague = a_professional_in(service, name="Priya")
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))
    days_pass(dawn, 10)
    assert len(stubs(colleague)) == 1
    with seen_by(dawn.viewer):
        pausing.pause(member=member, by=dawn.viewer)
        do.settle_clocks(footing=footing_of(dawn, dawn.space), by=dawn.viewer)
    assert stubs(colleague) == []
    assert stubs(hannah) == []
    with seen_by(dawn.viewer):
        pausing.resume(member=member, by=dawn.viewer)
        do.settle_clocks(footing=footing_of(dawn, dawn.space), by=dawn.viewer)
    assert len(stubs(colleague)) == 1
    with seen_by(dawn.viewer):
        place = Participant.objects.get(member=member)
        participants.remove(footing=footing_of(dawn, dawn.space), thread=thread, participant=place.pk, by=dawn.viewer)
    assert stubs(colleague) == []
    assert ask_in(dawn, dawn.space, thread).is_stranded


def test_whoever_takes_an_ask_that_went_to_a_team_becomes_its_name() -> None:
    service = a_service("Duty team")
    dawn, priya = a_person(), a_professional_in(service, name="Priya", job_title="duty nurse")
    team = lets_team_in(dawn, service)
    thread = a_conversation(dawn, team)
    writes(dawn, dawn.space, thread, "Could somebody ring?", asks=str(team))
    assert waits_for(priya) == ["Could somebody ring?"]
    opens(priya, dawn.space, thread)
    shown = ask_in(priya, dawn.space, thread)
    with seen_by(priya.viewer):
        do.work_on(
            footing=footing_of(priya, dawn.space),
            thread=thread,
            ask=shown.id,
            version=shown.version,
            by=priya.viewer,
        )
    assert ask_in(dawn, dawn.space, thread).owner_name == "Priya"


def test_two_moves_at_once_the_second_hears_of_the_first() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))
    shown = ask_in(hannah, dawn.space, thread)
    for expected in (None, "ask.changed"):
        with seen_by(hannah.viewer):
            try:
                do.work_on(
                    footing=footing_of(hannah, dawn.space),
                    thread=thread,
                    ask=shown.id,
                    version=shown.version,
                    by=hannah.viewer,
                )
                happened = None
            except Refused as refused:
                happened = refused.refusal.kind
        assert happened == expected


@pytest.mark.parametrize("state", list(AskState))
@pytest.mark.parametrize("to", list(AskState))
def test_every_move_is_in_the_table_or_says_why_not(state: AskState, to: AskState) -> None:
    why_not = no.why_not_move(state, to, may_move=True, owner_name="Farah", because="reason")
    assert (why_not is None) == (to in ASK_MOVES[state])
    assert no.why_not_move(state, to, may_move=False, owner_name="Farah", because="reason") is not None
