"""Conversations: the person is always in them, nobody else by accident, and nothing is lost."""

from datetime import timedelta
from uuid import UUID

import pytest

from alongside.care.actions import conversation as do
from alongside.care.actions import participants
from alongside.care.models import Message, Participant, Seen, Thread
from alongside.care.queries import participants as people
from alongside.circle.actions import consent, pausing
from alongside.circle.models import Grant
from alongside.circle.rules import Area
from alongside.core import clock
from alongside.core.models import Fact, Once
from alongside.core.refusal import Collision, Refused
from alongside.core.walls import action
from tests.factories import (
    a_carer,
    a_person,
    a_professional_in,
    a_service,
    footing_of,
    lets_in,
    lets_team_in,
    seen_by,
)
from tests.factories.talk import a_conversation, list_of, opens, said_in, writes

pytestmark = pytest.mark.django_db


def test_the_person_starts_a_conversation_and_chooses_who_is_in_it() -> None:
    dawn, hannah, jo = a_person(), a_professional_in(), a_carer()
    nurse, sister = lets_in(dawn, hannah), lets_in(dawn, jo)

    thread = a_conversation(dawn, nurse, words="I wake at three.")

    assert [one.words for one in said_in(hannah, dawn.space, thread)] == ["I wake at three."]
    assert said_in(jo, dawn.space, thread) == []
    assert list_of(jo, dawn.space) == []
    assert sister
    assert Fact.objects.filter(kind="conversation.started", space=dawn.space).count() == 1


def test_whoever_may_start_conversations_does_not_read_the_others() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    lets_in(dawn, hannah, (Area.CONVERSATION,))
    other = a_conversation(dawn, lets_in(dawn, farah), subject="Money")

    assert said_in(hannah, dawn.space, other) == []

    with seen_by(hannah.viewer):
        own = do.start(
            footing=footing_of(hannah, dawn.space), subject="Your visit", words="Hello Dawn.", by=hannah.viewer
        )
    assert [line.subject for line in list_of(hannah, dawn.space)] == ["Your visit"]
    assert [line.subject for line in list_of(dawn, dawn.space)] == ["Your visit", "Money"]
    assert said_in(farah, dawn.space, own) == []


def test_a_member_without_leave_starts_nothing_and_chooses_nobody() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    lets_in(dawn, hannah)
    here = footing_of(hannah, dawn.space)
    with seen_by(hannah.viewer), pytest.raises(Refused, match="not_open"):
        do.start(footing=here, subject="Hello", words="Hello", by=hannah.viewer)
    other = lets_in(dawn, farah)
    with seen_by(dawn.viewer):
        consent.open_area(member=footing_of(hannah, dawn.space).member, area=Area.CONVERSATION, by=dawn.viewer)
    with seen_by(hannah.viewer), pytest.raises(Refused, match="only_the_person"):
        do.start(footing=here, subject="Hello", words="Hello", members=[other], by=hannah.viewer)
    assert not Thread.objects.exists()


def test_a_member_suggests_somebody_and_the_person_says_yes_with_one_tap() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    thread = a_conversation(dawn, lets_in(dawn, hannah, (Area.CIRCLE,)))
    other = lets_in(dawn, farah)

    with seen_by(hannah.viewer):
        place = participants.suggest(
            footing=footing_of(hannah, dawn.space), thread=thread, member=other, by=hannah.viewer
        )
    assert said_in(farah, dawn.space, thread) == [], "a suggestion opens nothing"
    with seen_by(hannah.viewer), pytest.raises(Refused, match="only_the_person"):
        participants.say_yes(
            footing=footing_of(hannah, dawn.space), thread=thread, participant=place.pk, by=hannah.viewer
        )
    with seen_by(dawn.viewer):
        participants.say_yes(footing=footing_of(dawn, dawn.space), thread=thread, participant=place.pk, by=dawn.viewer)
    assert len(said_in(farah, dawn.space, thread)) == 1


@pytest.mark.parametrize("way", ["chosen", "started-it", "through-a-team"])
def test_somebody_let_go_sees_nothing_more_and_the_others_go_on(way: str) -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    member = lets_in(dawn, hannah, (Area.CONVERSATION,) if way == "started-it" else ())
    thread = a_conversation(dawn, lets_in(dawn, farah))
    if way == "started-it":
        with seen_by(hannah.viewer):
            thread = do.start(footing=footing_of(hannah, dawn.space), subject="Visit", words="Hello", by=hannah.viewer)
    else:
        with seen_by(dawn.viewer):
            here = footing_of(dawn, dawn.space)
            participants.add(footing=here, thread=thread, member=member, by=dawn.viewer)
            if way == "through-a-team":
                team = lets_team_in(dawn, hannah.service)
                participants.add(footing=here, thread=thread, member=team, by=dawn.viewer)
    assert said_in(hannah, dawn.space, thread)

    with seen_by(dawn.viewer):
        place = Participant.objects.get(thread=thread, member=member)
        participants.remove(footing=footing_of(dawn, dawn.space), thread=thread, participant=place.pk, by=dawn.viewer)
    writes(dawn, dawn.space, thread, "Only for those who are here.")
    assert said_in(hannah, dawn.space, thread) == []
    assert list_of(hannah, dawn.space) == []
    with seen_by(hannah.viewer):
        assert not Message.objects.exists()
        assert not Participant.objects.exists()

    with seen_by(dawn.viewer):
        participants.add(footing=footing_of(dawn, dawn.space), thread=thread, member=member, by=dawn.viewer)
    assert len(said_in(hannah, dawn.space, thread)) == 2


def test_the_person_sees_who_is_shut_out_and_the_others_see_no_difference() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member, lets_in(dawn, farah))
    with seen_by(dawn.viewer):
        pausing.pause(member=member, by=dawn.viewer)

    def seen(somebody: object) -> dict[str, bool]:
        with seen_by(somebody.viewer) as viewer:
            row = Thread.objects.get(pk=thread)
            return {
                one.name: one.is_shut_out for one in people.people_in(viewer, footing_of(somebody, dawn.space), row)
            }

    assert seen(dawn) == {"Dawn": False, "Hannah": True, "Farah": False}
    assert seen(farah) == {"Dawn": False, "Hannah": False, "Farah": False}


def test_a_message_carries_name_role_and_organisation_of_its_moment() -> None:
    dawn = a_person()
    hannah = a_professional_in(a_service("Pain service"), job_title="pain nurse")
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    writes(hannah, dawn.space, thread, "Good morning.")

    last = said_in(dawn, dawn.space, thread)[-1]
    assert (last.name, last.role, last.is_mine) == ("Hannah", "pain nurse, Pain service, Invented Health", False)
    assert said_in(dawn, dawn.space, thread)[0].is_mine


def test_being_read_is_seen_with_name_and_role() -> None:
    dawn, hannah = a_person(), a_professional_in(a_service("Pain service"), job_title="pain nurse")
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    assert said_in(dawn, dawn.space, thread)[0].seen_by == ()
    assert list_of(hannah, dawn.space)[0].is_new

    opens(hannah, dawn.space, thread)
    opens(hannah, dawn.space, thread)

    first = said_in(dawn, dawn.space, thread)[0]
    assert first.seen_by == ("Hannah",)
    assert [(mark.name, mark.role) for mark in first.seen_here] == [
        ("Hannah", "pain nurse, Pain service, Invented Health")
    ]
    assert not list_of(hannah, dawn.space)[0].is_new
    with seen_by(dawn.viewer):
        assert Seen.objects.count() == 2


def test_reading_again_changes_nothing() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    opens(hannah, dawn.space, thread)
    with seen_by(dawn.viewer):
        before = Thread.objects.get(pk=thread).change
    opens(hannah, dawn.space, thread)
    with seen_by(dawn.viewer):
        assert Thread.objects.get(pk=thread).change == before


def test_the_same_message_sent_again_lands_once_also_a_month_later() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    first = writes(dawn, dawn.space, thread, "Hello?", once="k1")
    Once.objects.update(at=clock.now() - timedelta(days=30))
    assert writes(dawn, dawn.space, thread, "Hello?", once="k1") == first
    assert [one.words for one in said_in(dawn, dawn.space, thread)] == ["I wake at three.", "Hello?"]


def test_other_words_under_the_same_key_are_refused_and_both_texts_kept() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    writes(dawn, dawn.space, thread, "Yes please.", once="k1")
    with pytest.raises(Collision) as caught:
        writes(dawn, dawn.space, thread, "No thank you.", once="k1")
    assert (caught.value.theirs, caught.value.yours) == ("Yes please.", "No thank you.")
    assert len(said_in(dawn, dawn.space, thread)) == 2


def test_an_empty_message_says_what_to_do() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    with pytest.raises(Refused) as caught:
        writes(dawn, dawn.space, thread, "  \n ")
    assert "write something" in str(caught.value.refusal)


def test_words_nobody_understood_are_told_to_their_writer_and_explained() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    message = writes(hannah, dawn.space, thread, "It may be central sensitisation.")
    with seen_by(dawn.viewer), pytest.raises(Refused, match="not_found"):
        do.ask_what_it_means(
            footing=footing_of(dawn, dawn.space), thread=thread, message=message, words="sciatica", by=dawn.viewer
        )
    with seen_by(dawn.viewer):
        here = footing_of(dawn, dawn.space)
        mark = do.ask_what_it_means(
            footing=here, thread=thread, message=message, words="“Central  sensitisation”", by=dawn.viewer
        )
        again = do.ask_what_it_means(
            footing=here, thread=thread, message=message, words="central sensitisation", by=dawn.viewer
        )
    assert again.pk == mark.pk
    assert list_of(hannah, dawn.space)[0].unclear_words == ("Central sensitisation",)
    with seen_by(hannah.viewer):
        do.explain(
            footing=footing_of(hannah, dawn.space),
            thread=thread,
            unclear=mark.pk,
            answer="Nerves that have become very watchful.",
            by=hannah.viewer,
        )
    assert list_of(hannah, dawn.space)[0].unclear_words == ()
    explained = said_in(dawn, dawn.space, thread)[-1].unclear[0]
    assert explained.answer == "Nerves that have become very watchful."


@action
def that_day_has_come(member: UUID) -> None:
    """Time passes: whatever was open until a day is over."""
    Grant.objects.filter(member_id=member).update(ends_at=clock.now() - timedelta(seconds=1))


def test_access_until_a_day_ends_on_that_day() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn)
    member = lets_in(dawn, hannah)
    with seen_by(dawn.viewer):
        participants.add(
            footing=footing_of(dawn, dawn.space),
            thread=thread,
            member=member,
            until=clock.now() + timedelta(days=1),
            by=dawn.viewer,
        )
    assert said_in(hannah, dawn.space, thread)
    with seen_by(dawn.viewer):
        that_day_has_come(member)
    assert said_in(hannah, dawn.space, thread) == []
