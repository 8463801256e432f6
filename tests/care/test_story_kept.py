"""The story is kept: every version, both of two edits that meet, and only its person writes it."""

from uuid import UUID

import pytest

from alongside.care.actions import communication as do_communication
from alongside.care.actions import story as do
from alongside.care.actions.kept_text import Reach
from alongside.care.queries import communication as tell_communication
from alongside.care.queries import story as tell
from alongside.care.rules import STORY_LONGEST, CommunicationKind, StoryKind
from alongside.circle import queries as circle
from alongside.circle.rules import Area, Effect, Label
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from tests.factories import Person, Somebody, a_carer, a_person, a_professional_in, lets_in, seen_by

pytestmark = pytest.mark.django_db


def writes(person: Person, text: str, version: int = 0, kind: StoryKind = StoryKind.LINE, **more: object) -> do.Saved:
    with seen_by(person.viewer):
        return do.save(space=person.space, kind=kind, text=text, version=version, by=person.viewer, **more)


def reads(somebody: Somebody, space: UUID, kind: StoryKind = StoryKind.LINE) -> str:
    with seen_by(somebody.viewer):
        return tell.story_of(somebody.viewer, space).text(kind)


def history(person: Person, kind: StoryKind = StoryKind.LINE) -> list[tuple[str, bool]]:
    with seen_by(person.viewer):
        return [(row.text, row.set_aside) for row in tell.versions_of(person.viewer, person.space, kind)]


def test_what_was_written_stands_and_what_it_said_before_is_kept() -> None:
    dawn = a_person()
    writes(dawn, "I am tired.")
    writes(dawn, "I plan other people's shifts.", version=1)
    assert reads(dawn, dawn.space) == "I plan other people's shifts."
    assert history(dawn) == [("I plan other people's shifts.", False), ("I am tired.", False)]
    assert Fact.objects.filter(kind="story.part_saved", space=dawn.space).count() == 2


def test_two_edits_that_meet_are_both_kept_and_the_second_writer_sees_both() -> None:
    dawn = a_person()
    writes(dawn, "First.")
    writes(dawn, "From the phone.", version=1)
    met = writes(dawn, "From the laptop.", version=1)
    assert met.both is not None
    assert (met.both.theirs, met.both.yours, met.both.version) == ("From the phone.", "From the laptop.", 2)
    assert reads(dawn, dawn.space) == "From the phone."
    assert ("From the laptop.", True) in history(dawn)
    merged = writes(dawn, "From the phone and the laptop.", version=met.both.version)
    assert merged.both is None
    assert reads(dawn, dawn.space) == "From the phone and the laptop."


def test_two_first_words_that_meet_are_both_kept() -> None:
    dawn = a_person()
    writes(dawn, "From the phone.")
    met = writes(dawn, "From the laptop.")
    assert met.both is not None
    assert {text for text, _aside in history(dawn)} == {"From the phone.", "From the laptop."}


def test_the_same_form_sent_twice_lands_once_and_says_the_same() -> None:
    dawn = a_person()
    writes(dawn, "First.", once="one")
    assert writes(dawn, "First.", once="one").both is None
    writes(dawn, "Phone.", version=1, once="two")
    assert writes(dawn, "Laptop.", version=1, once="three").both is not None
    again = writes(dawn, "Laptop.", version=1, once="three")
    assert again.both is not None
    assert again.both.yours == "Laptop."
    assert len(history(dawn)) == 3


def test_saving_the_same_words_again_makes_no_new_version() -> None:
    dawn = a_person()
    writes(dawn, "First.")
    saved = writes(dawn, "First.\r\n", version=1)
    assert saved.version == 1
    assert len(history(dawn)) == 1


def test_an_earlier_version_is_put_back_as_a_new_one() -> None:
    dawn = a_person()
    writes(dawn, "First.")
    writes(dawn, "Second.", version=1)
    with seen_by(dawn.viewer):
        first = tell.versions_of(dawn.viewer, dawn.space, StoryKind.LINE).get(version=1)
        do.put_back(space=dawn.space, earlier=first.pk, version=2, by=dawn.viewer)
    assert history(dawn) == [("First.", False), ("Second.", False), ("First.", False)]


def test_a_part_can_be_emptied_and_what_it_said_is_still_there_for_its_person() -> None:
    dawn = a_person()
    writes(dawn, "Too much.")
    writes(dawn, "", version=1)
    assert reads(dawn, dawn.space) == ""
    assert ("Too much.", False) in history(dawn)


@pytest.mark.parametrize(
    ("text", "kind"), [("   ", "story.empty"), ("x" * (STORY_LONGEST[StoryKind.LINE] + 1), "story.too_long")]
)
def test_what_cannot_be_kept_is_refused_with_a_reason_and_nothing_is_written(text: str, kind: str) -> None:
    dawn = a_person()
    with pytest.raises(Refused) as refused:
        writes(dawn, text)
    assert refused.value.refusal.kind == kind
    assert history(dawn) == []


def test_nobody_but_the_person_writes_in_a_story() -> None:
    dawn, hannah, jo = a_person(), a_professional_in(), a_carer()
    writes(dawn, "Mine.")
    for somebody in (hannah, jo):
        lets_in(dawn, somebody, (Area.STORY, Area.COMMUNICATION))
        with seen_by(somebody.viewer), pytest.raises(Refused) as refused:
            do.save(space=dawn.space, kind=StoryKind.LINE, text="Theirs.", version=1, by=somebody.viewer)
        assert refused.value.refusal.kind == "story.not_yours"
        with seen_by(somebody.viewer), pytest.raises(Refused):
            do_communication.save(
                space=dawn.space, kind=CommunicationKind.HOW, text="Theirs.", version=0, by=somebody.viewer
            )
    assert reads(dawn, dawn.space) == "Mine."


def test_what_it_said_before_is_nobody_elses() -> None:
    dawn, hannah = a_person(), a_professional_in()
    writes(dawn, "Taken back.")
    writes(dawn, "Meant.", version=1)
    lets_in(dawn, hannah, (Area.STORY,))
    with seen_by(hannah.viewer):
        assert list(tell.versions_of(hannah.viewer, dawn.space, StoryKind.LINE)) == []


@pytest.mark.parametrize(
    ("label", "named", "professional", "carer"),
    [
        (Label.ORDINARY, False, True, True),
        (Label.NOT_FOR_CARERS, False, True, False),
        (Label.SEALED, True, True, False),
        (Label.SEALED, False, False, False),
        (Label.PRIVATE, True, False, False),
    ],
)
def test_the_label_decides_who_reads_a_part(label: Label, named: bool, professional: bool, carer: bool) -> None:
    dawn, hannah, jo = a_person(), a_professional_in(), a_carer()
    member = lets_in(dawn, hannah, (Area.STORY,))
    lets_in(dawn, jo, (Area.STORY,))
    writes(dawn, "The bad fortnight.", reach=Reach(label, frozenset({member} if named else ())))
    assert bool(reads(hannah, dawn.space)) is professional
    assert bool(reads(jo, dawn.space)) is carer
    assert reads(dawn, dawn.space) == "The bad fortnight."


def test_a_part_that_is_no_longer_sealed_leaves_no_consent_row_behind() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    writes(dawn, "Sealed.", reach=Reach(Label.SEALED, frozenset({member})))
    assert reads(hannah, dawn.space) == "Sealed."
    with seen_by(dawn.viewer):
        do.open_to(space=dawn.space, kind=StoryKind.LINE, reach=Reach(Label.ORDINARY), by=dawn.viewer)
        assert not circle.grants_of(dawn.viewer, dawn.space).filter(effect=Effect.ALLOW).exists()
    assert reads(hannah, dawn.space) == ""


def test_somebody_taken_off_a_sealed_part_sees_it_no_more() -> None:
    dawn, hannah, moses = a_person(), a_professional_in(), a_professional_in(name="Moses")
    first, second = lets_in(dawn, hannah), lets_in(dawn, moses)
    writes(dawn, "Sealed.", reach=Reach(Label.SEALED, frozenset({first})))
    writes(dawn, "Sealed.", version=1, reach=Reach(Label.SEALED, frozenset({second})))
    assert reads(hannah, dawn.space) == ""
    assert reads(moses, dawn.space) == "Sealed."


def test_the_card_shows_whoever_writes_what_the_person_needs_first() -> None:
    dawn, hannah, stranger = a_person(), a_professional_in(), a_professional_in(name="Stranger")
    with seen_by(dawn.viewer):
        for kind, text in (
            (CommunicationKind.CONTACT, "Please do not ring"),
            (CommunicationKind.NEEDS, "- Standing\n\nA pause"),
        ):
            do_communication.save(space=dawn.space, kind=kind, text=text, version=0, by=dawn.viewer)
        assert tell_communication.card(dawn.viewer, dawn.space) is None
    lets_in(dawn, hannah, (Area.COMMUNICATION,))
    with seen_by(hannah.viewer):
        card = tell_communication.card(hannah.viewer, dawn.space)
    assert card is not None
    assert card.name == "Dawn"
    assert [(part.kind, part.lines) for part in card.parts] == [
        ("needs", ("Standing", "A pause")),
        ("contact", ("Please do not ring",)),
    ]
    with seen_by(stranger.viewer):
        assert tell_communication.card(stranger.viewer, dawn.space) is None


def test_the_line_is_for_those_the_story_is_open_to() -> None:
    dawn, hannah, stranger = a_person(), a_professional_in(), a_professional_in(name="Stranger")
    writes(dawn, "One line.")
    lets_in(dawn, hannah, (Area.STORY,))
    with seen_by(hannah.viewer):
        assert tell.line_of(hannah.viewer, dawn.space) == "One line."
    with seen_by(stranger.viewer):
        assert tell.line_of(stranger.viewer, dawn.space) == ""
        assert not tell.may_read(stranger.viewer, dawn.space)
