"""Rules and actions: a talk that was held is written down, found by its service and panel, and put right without loss."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.walls import WrittenOutsideAnAction, action, first_wall_open
from alongside.mirror.talks import actions as do
from alongside.mirror.talks import queries as tell
from alongside.mirror.talks.models import Talk
from alongside.mirror.talks.rules import LONGEST, TURNS, Turn, after, before, opened_by
from tests.factories import Professional, a_person, a_professional_in, a_service, seen_by
from tests.web.mirror.frozen import a_lead, on_the_panel


def held(lead: Professional, by: object = None, **said: object) -> object:
    somebody = by or lead
    words = {"decision": "We ask first.", "practice": "P4.1", "held_on": clock.today(), **said}
    with seen_by(somebody.viewer):  # type: ignore[attr-defined]  # anybody with a viewer
        return do.write_down(service=lead.service.pk, by=somebody.viewer, **words)  # type: ignore[attr-defined,arg-type]  # as above


def test_the_turns_begin_with_those_who_live_with_it_and_end_with_the_decision() -> None:
    assert [turn.value for turn in TURNS] == ["start", "person", "staff", "record", "questions", "decision"]
    assert before(Turn.START) is None
    assert before(Turn.STAFF) is Turn.PERSON
    assert after(Turn.RECORD) is Turn.QUESTIONS
    assert after(Turn.DECISION) is None


@pytest.mark.parametrize(
    ("turn", "hidden"),
    [
        (Turn.START, {Turn.PERSON, Turn.STAFF, Turn.RECORD}),
        (Turn.PERSON, {Turn.STAFF, Turn.RECORD}),
        (Turn.STAFF, {Turn.RECORD}),
        (Turn.DECISION, set()),
    ],
)
def test_nobodys_view_is_open_before_their_turn(turn: Turn, hidden: set[Turn]) -> None:
    assert not opened_by(turn) & hidden


@pytest.mark.django_db
def test_a_talk_is_read_by_those_of_the_service_and_its_panel_and_by_nobody_else() -> None:
    lead = a_lead()
    noreen = on_the_panel(lead)
    which = held(lead, noreen, dissent="Not all of us.")
    for somebody in (lead, noreen, a_professional_in(lead.service)):
        with seen_by(somebody.viewer):
            assert [one.pk for one in tell.talks_about(somebody.viewer, lead.service.pk, "P4.1")] == [which]
            assert list(tell.talks_about(somebody.viewer, lead.service.pk, "P4.2")) == []
    for stranger in (a_person("Dawn"), a_professional_in(a_service("Elsewhere"))):
        with seen_by(stranger.viewer):
            assert list(tell.talks_of(stranger.viewer, lead.service.pk)) == []
            assert tell.talk(stranger.viewer, lead.service.pk, which) is None  # type: ignore[arg-type]  # an id


@pytest.mark.django_db
def test_a_fact_says_that_a_talk_was_written_down_and_none_of_its_words() -> None:
    lead = a_lead()
    held(lead, decision="Canaryword we ask first.")
    fact = Fact.objects.get(kind="talk.written-down")
    assert fact.service == lead.service.pk
    assert fact.about["practice"] == "P4.1"
    assert "Canaryword" not in str(fact.about)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"decision": "  "}, "Please write what you decided."),
        ({"held_on": date(2199, 1, 1)}, "This day is still to come."),
        ({"reasons": "x" * (LONGEST + 1)}, "longer than there is room for"),
    ],
)
def test_what_cannot_be_written_down_is_refused_with_a_way_out(said: dict[str, object], sentence: str) -> None:
    lead = a_lead()
    with pytest.raises(Refused) as no:
        held(lead, **said)
    assert sentence in str(no.value.refusal)
    assert no.value.refusal.way_out
    with seen_by(lead.viewer):
        assert not Talk.objects.exists()


@pytest.mark.django_db
def test_a_stranger_writes_nothing_down() -> None:
    lead, stranger = a_lead(), a_professional_in(a_service("Elsewhere"))
    with pytest.raises(Refused) as no:
        held(lead, stranger)
    assert no.value.refusal.kind == "not-of-the-service"


@pytest.mark.django_db
def test_a_text_put_right_stands_beside_the_earlier_one_and_is_put_right_once() -> None:
    lead = a_lead()
    first = held(lead, decision="We ask frist.", held_on=clock.today() - timedelta(days=2))
    second = held(lead, decision="We ask first.", instead_of=first)
    with seen_by(lead.viewer):
        assert [one.pk for one in tell.talks_of(lead.viewer, lead.service.pk)] == [second]
        earlier = tell.talk(lead.viewer, lead.service.pk, first)  # type: ignore[arg-type]  # an id
        assert earlier is not None
        assert earlier.decision == "We ask frist."
    with pytest.raises(Refused) as no:
        held(lead, instead_of=first)
    assert no.value.refusal.kind == "put-right-already"
    with pytest.raises(Refused) as no:
        held(lead, practice="P1.1", instead_of=second)
    assert no.value.refusal.kind == "no-such-talk"


@pytest.mark.django_db
def test_the_same_form_sent_twice_lands_once() -> None:
    lead = a_lead()
    assert held(lead, once="one") == held(lead, once="one")


@pytest.mark.django_db
def test_a_talk_is_saved_by_an_action_and_by_nothing_else() -> None:
    lead = a_lead()
    with seen_by(lead.viewer), pytest.raises(WrittenOutsideAnAction):
        Talk(service_id=lead.service.pk, practice="P4.1", decision="x", held_on=clock.today()).save()


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_second_wall_alone_keeps_talks_to_the_service_and_its_panel_and_as_they_were_written() -> None:
    lead = a_lead()
    noreen = on_the_panel(lead)
    which = held(lead, noreen)
    with first_wall_open():
        for stranger in (a_person("Dawn"), a_professional_in(a_service("Elsewhere"))):
            with seen_by(stranger.viewer):
                assert not Talk.objects.exists()
        with seen_by(noreen.viewer):
            assert [one.pk for one in Talk.objects.all()] == [which]
            assert change_it() == 0, "a written talk stays as it is"


@action
def change_it() -> int:
    """What an action would do that wanted to write over a talk."""
    return int(Talk.objects.update(decision="Something else."))
