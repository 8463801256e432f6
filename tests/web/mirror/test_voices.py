"""Pages: words that people lent stand beside a practice, and what staff asked for once enough of them have spoken."""

from uuid import UUID

import pytest

from alongside.listening.actions import easier, stories
from alongside.listening.models import StoryUse
from alongside.listening.rules import WORDS_NEED, Easier, Use
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from tests.factories import Professional, Somebody, a_person, seen_by
from tests.web.circle.browsing import at, signed_in, words
from tests.web.mirror.frozen import STANDS, a_colleague, a_lead, on_the_panel

pytestmark = pytest.mark.django_db

SAID = "They put both sheets on the table and went quiet."


def page_of(lead: Professional, somebody: Somebody | None = None) -> str:
    address = at("practice_here", service=lead.service.slug, practice_id=STANDS)
    return words(signed_in(somebody or lead).get(address))


def lends(lead: Professional, *, content_note: str = "", weight: int = 0) -> tuple[Somebody, UUID]:
    """Dawn tells and lends a story; a facilitator from elsewhere reads it first and sets some words beside the practice."""
    dawn, noreen = a_person("Dawn"), a_person("Noreen")
    people.hold_role(account=noreen.account.pk, role=PlatformRole.FACILITATOR)
    with seen_by(dawn.viewer):
        told = stories.tell(
            service=lead.service.pk,
            words=f"It was a wet day. {SAID}",
            caption="Please read to the end.",
            by=dawn.viewer,
        )
        stories.lend(story=told.pk, purpose=Use.IMPROVEMENT, lent=True, by=dawn.viewer)
    with seen_by(noreen.viewer):
        stories.clear(story=told.pk, weight=weight, content_note=content_note, by=noreen.viewer)
        stories.excerpt(story=told.pk, practice=STANDS, words=SAID, by=noreen.viewer)
    return dawn, told.pk


def test_words_that_were_lent_stand_beside_the_practice_with_the_line_of_their_author() -> None:
    lead = a_lead()
    lends(lead)
    page = page_of(lead, on_the_panel(lead))
    assert SAID in page
    assert "Please read to the end." in page
    assert "wet day" not in page
    assert "nobody should guess whose they are" in page


def test_where_they_stood_is_written_down_once_for_their_author() -> None:
    lead = a_lead()
    dawn, _told = lends(lead)
    page_of(lead)
    page_of(lead)
    with seen_by(dawn.viewer):
        assert [one.place for one in StoryUse.objects.all()] == ["practice-page"]


def test_a_no_takes_them_away_at_once() -> None:
    lead = a_lead()
    dawn, told = lends(lead)
    assert SAID in page_of(lead)
    with seen_by(dawn.viewer):
        stories.lend(story=told, purpose=Use.IMPROVEMENT, lent=False, by=dawn.viewer)
    assert SAID not in page_of(lead)


def test_words_that_are_hard_to_read_are_folded_away_under_what_is_coming() -> None:
    lead = a_lead()
    lends(lead, content_note="Speaks of not wanting to live.", weight=3)
    page = page_of(lead)
    assert page.index("Speaks of not wanting to live.") < page.index(SAID)
    assert "<details" in page[page.index("In their own words") : page.index(SAID)]


def test_what_staff_ask_for_is_shown_once_enough_have_spoken_and_their_words_to_the_lead_alone() -> None:
    lead = a_lead()
    for number in range(WORDS_NEED):
        assert "would make it easier" not in page_of(lead)
        hannah = a_colleague(lead, f"Hannah {number}")
        with seen_by(hannah.viewer):
            easier.ask_for(
                service=lead.service.pk,
                practice=STANDS,
                kinds=[Easier.TIME],
                words="Ten minutes more.",
                by=hannah.viewer,
            )
    page = page_of(lead)
    assert "What staff say would make it easier" in page
    assert "5 members of staff spoke." in page
    assert "Time: 5" in page
    assert "Ten minutes more." in page
    theirs = page_of(lead, a_colleague(lead, "Priya"))
    assert "Time: 5" in theirs
    assert "Ten minutes more." not in theirs
    assert "Ten minutes more." not in page_of(lead, on_the_panel(lead))
    turns = {"service": lead.service.slug, "practice_id": STANDS, "turn": "staff"}
    opened = words(signed_in(lead).get(at("practice_talk_open", **turns)))
    assert "What would make it easier, staff say: Time" in opened
    assert "Ten minutes more." not in opened, "no words on the wall of a room"
    assert "What would make it easier" not in words(signed_in(lead).get(at("practice_talk_turn", **turns)))
