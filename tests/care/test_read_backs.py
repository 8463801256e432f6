"""First meetings and read-backs: who may say what, and what is refused with which reason."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.care.actions import communication as do_communication
from alongside.care.actions import read_backs as do
from alongside.care.actions import story as do_story
from alongside.care.actions import story_files as do_files
from alongside.care.actions.kept_text import Reach
from alongside.care.queries import communication as tell_communication
from alongside.care.queries import read_backs as tell
from alongside.care.rules import CORRECTION_LONGEST, READ_BACK_LONGEST, CommunicationKind, ReadBackState, StoryKind
from alongside.circle.actions import pausing
from alongside.circle.rules import Area, Label
from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.uploads import CheckedFile
from tests.factories import (
    Person,
    Professional,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    footing_of,
    lets_in,
    seen_by,
)

pytestmark = pytest.mark.django_db


def reads_back(somebody: Somebody, person: Person, words: str = "You keep the buses running.") -> object:
    with seen_by(somebody.viewer):
        return do.write_read_back(footing=footing_of(somebody, person.space), words=words, by=somebody.viewer)


def two_who_are_about_to_meet() -> tuple[Person, Professional]:
    dawn, hannah = a_person(), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY,))
    return dawn, hannah


@pytest.mark.parametrize(
    ("words", "kind"), [("  \n ", "read_back.empty"), ("x" * (READ_BACK_LONGEST + 1), "read_back.too_long")]
)
def test_a_read_back_is_two_lines(words: str, kind: str) -> None:
    dawn, hannah = two_who_are_about_to_meet()
    with pytest.raises(Refused) as refused:
        reads_back(hannah, dawn, words)
    assert refused.value.refusal.kind == kind
    assert not Fact.objects.filter(kind="story.read_back_written", space=dawn.space).exists()


def test_one_read_back_waits_at_a_time() -> None:
    dawn, hannah = two_who_are_about_to_meet()
    reads_back(hannah, dawn)
    with pytest.raises(Refused, match="read_back.waiting") as refused:
        reads_back(hannah, dawn, "Something else.")
    assert "Dawn" in str(refused.value.refusal)


def test_a_carer_and_somebody_without_the_story_write_none() -> None:
    dawn, jo, hannah = a_person(), a_carer(), a_professional_in()
    lets_in(dawn, jo, (Area.STORY,))
    lets_in(dawn, hannah, (Area.COMMUNICATION,))
    for somebody in (jo, hannah):
        with pytest.raises(Refused, match="read_back.not_you"):
            reads_back(somebody, dawn)


@pytest.mark.parametrize(
    ("right", "words", "kind"),
    [(False, " ", "read_back.no_words"), (True, "x" * (CORRECTION_LONGEST + 1), "read_back.long_answer")],
)
def test_an_answer_that_says_nothing_or_too_much_is_refused_and_waits_on(right: bool, words: str, kind: str) -> None:
    dawn, hannah = two_who_are_about_to_meet()
    made = reads_back(hannah, dawn)
    with seen_by(dawn.viewer), pytest.raises(Refused, match=kind):
        do.answer_read_back(
            footing=footing_of(dawn, dawn.space), read_back=made, right=right, words=words, by=dawn.viewer
        )
    with seen_by(dawn.viewer):
        assert [row.state for row in tell.waiting_for_the_person(dawn.viewer, dawn.space)] == [ReadBackState.WAITING]


def test_an_answer_is_given_once_and_only_by_the_person() -> None:
    dawn, hannah = two_who_are_about_to_meet()
    made = reads_back(hannah, dawn)
    with seen_by(hannah.viewer), pytest.raises(Refused, match="story.gone"):
        do.answer_read_back(footing=footing_of(hannah, dawn.space), read_back=made, right=True, by=hannah.viewer)
    here = footing_of(dawn, dawn.space)
    with seen_by(dawn.viewer):
        do.answer_read_back(footing=here, read_back=made, right=True, by=dawn.viewer)
        assert [row.state for row in tell.answered_by_the_person(dawn.viewer, dawn.space)] == [ReadBackState.CONFIRMED]
    with seen_by(dawn.viewer), pytest.raises(Refused, match="read_back.answered"):
        do.answer_read_back(footing=here, read_back=made, right=False, words="No.", by=dawn.viewer)


def test_a_first_meeting_is_with_a_professional_of_the_circle_and_not_in_the_past() -> None:
    dawn, jo, hannah = a_person(), a_carer(), a_professional_in()
    carer, gone = lets_in(dawn, jo, (Area.STORY,)), lets_in(dawn, hannah, (Area.STORY,))
    here, soon = footing_of(dawn, dawn.space), clock.today() + timedelta(days=1)
    with seen_by(dawn.viewer):
        pausing.end(member=gone, by=dawn.viewer)
        for member in (carer, gone, uuid4(), None):
            with pytest.raises(Refused, match="meeting.nobody"):
                do.record_meeting(footing=here, member=member, on_day=soon, by=dawn.viewer)
        with pytest.raises(Refused, match="meeting.past"):
            do.record_meeting(footing=here, member=carer, on_day=clock.today() - timedelta(days=1), by=dawn.viewer)
        assert tell.coming_meetings(dawn.viewer, dawn.space) == []


def test_a_carer_records_no_first_meeting_and_nobody_but_the_person_takes_one_away() -> None:
    dawn, hannah = two_who_are_about_to_meet()
    jo = a_carer()
    lets_in(dawn, jo, (Area.STORY,))
    soon = clock.today() + timedelta(days=1)
    with seen_by(jo.viewer), pytest.raises(Refused, match="meeting.nobody"):
        do.record_meeting(footing=footing_of(jo, dawn.space), on_day=soon, by=jo.viewer)
    there = footing_of(hannah, dawn.space)
    with seen_by(hannah.viewer):
        meeting = do.record_meeting(footing=there, on_day=soon, by=hannah.viewer)
    with seen_by(hannah.viewer), pytest.raises(Refused, match="story.not_yours"):
        do.drop_meeting(footing=there, meeting=meeting, by=hannah.viewer)
    with seen_by(hannah.viewer):
        assert tell.coming_meetings(hannah.viewer, dawn.space) == []
        assert tell.my_coming_meeting(hannah.viewer, there) is not None
    with seen_by(dawn.viewer):
        assert [row.pk for row in tell.coming_meetings(dawn.viewer, dawn.space)] == [meeting]
        assert tell.my_coming_meeting(dawn.viewer, footing_of(dawn, dawn.space)) is None


def test_to_a_stranger_and_a_carer_there_is_no_state_to_tell() -> None:
    dawn, hannah = two_who_are_about_to_meet()
    jo, stranger = a_carer(), a_professional_in(name="Stranger")
    lets_in(dawn, jo, (Area.STORY,))
    reads_back(hannah, dawn)
    for somebody in (jo, stranger):
        with seen_by(somebody.viewer):
            assert tell.read_back_state(somebody.viewer, dawn.space) == tell.ReadBackStanding()
            assert tell.waiting_for_the_person(somebody.viewer, dawn.space) == []


def test_opening_the_story_without_a_coming_meeting_is_no_preparation() -> None:
    dawn, hannah = two_who_are_about_to_meet()
    there = footing_of(hannah, dawn.space)
    with seen_by(hannah.viewer):
        assert not do.note_opened(footing=there, by=hannah.viewer)
        do.record_meeting(footing=there, on_day=clock.today(), by=hannah.viewer)
        assert do.note_opened(footing=there, by=hannah.viewer)
        assert not do.note_opened(footing=there, by=hannah.viewer)


def test_how_to_communicate_keeps_its_versions_and_its_reach_for_the_person() -> None:
    dawn, hannah = a_person(), a_professional_in()
    lets_in(dawn, hannah, (Area.COMMUNICATION,))
    with seen_by(dawn.viewer):
        for version, text in enumerate(("Slowly.", "Slowly, please.")):
            do_communication.save(
                space=dawn.space, kind=CommunicationKind.HOW, text=text, version=version, by=dawn.viewer
            )
        first = tell_communication.versions_of(dawn.viewer, dawn.space, CommunicationKind.HOW).get(version=1)
        do_communication.put_back(space=dawn.space, earlier=first.pk, version=2, by=dawn.viewer)
    with seen_by(hannah.viewer):
        part = tell_communication.part_of(hannah.viewer, dawn.space, CommunicationKind.HOW)
        assert part is not None
        assert part.text == "Slowly."
        assert not tell_communication.versions_of(hannah.viewer, dawn.space, CommunicationKind.HOW).exists()
    with seen_by(dawn.viewer):
        do_communication.open_to(
            space=dawn.space, kind=CommunicationKind.HOW, reach=Reach(Label.PRIVATE), by=dawn.viewer
        )
    with seen_by(hannah.viewer):
        assert tell_communication.part_of(hannah.viewer, dawn.space, CommunicationKind.HOW) is None


def test_what_is_not_there_cannot_be_put_back_opened_or_taken_away() -> None:
    dawn, hannah = two_who_are_about_to_meet()
    with seen_by(dawn.viewer):
        for do_text in (do_story, do_communication):
            with pytest.raises(Refused, match="story.gone"):
                do_text.put_back(space=dawn.space, earlier=uuid4(), version=1, by=dawn.viewer)
        with pytest.raises(Refused, match="story.not_yours"):
            do_story.open_to(space=dawn.space, kind=StoryKind.ALSO, reach=Reach(Label.PRIVATE), by=dawn.viewer)
        with pytest.raises(Refused, match="story.gone"):
            do_files.remove(space=dawn.space, file=uuid4(), by=dawn.viewer)
    file = CheckedFile("words.txt", "text/plain; charset=utf-8", 5, "0" * 64, b"words")
    with seen_by(hannah.viewer), pytest.raises(Refused, match="story.not_yours"):
        do_files.add(space=dawn.space, file=file, caption="", reach=Reach(Label.ORDINARY), by=hannah.viewer)


def test_somebody_who_left_their_service_prepares_for_nothing() -> None:
    dawn, hannah = two_who_are_about_to_meet()
    there = replace(footing_of(hannah, dawn.space), standing=None)
    with seen_by(hannah.viewer), pytest.raises(Refused, match="read_back.not_you"):
        do.write_read_back(footing=there, words="You …", by=hannah.viewer)
