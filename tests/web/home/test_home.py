"""Home: what waits, in a few sentences; places that are open; no gap where something is not."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from alongside.care.actions import links
from alongside.circle.actions import inviting, pausing
from alongside.circle.rules import Area, Standing
from alongside.core.models import AccessEvent
from tests.factories import a_carer, a_person, a_professional_in, an_account, footing_of, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside, words_of
from tests.factories.talk import a_conversation, writes

pytestmark = pytest.mark.django_db


def test_somebody_with_only_their_own_space_goes_straight_to_it() -> None:
    dawn = a_person("Dawn")
    assert at_a_keyboard(dawn).get("/")["Location"] == inside(dawn.space)


def test_an_invitation_waits_on_the_home_of_whoever_was_invited_and_can_be_declined_silently() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    with seen_by(dawn.viewer):
        inviting.invite_account(
            space=dawn.space,
            account=hannah.account.pk,
            standing=Standing.PROFESSIONAL,
            service=hannah.service.pk,
            by=dawn.viewer,
        )
    told = words_of(at_a_keyboard(hannah).get("/"))
    assert "Dawn would like you in their circle" in told
    assert at_a_keyboard(hannah).get(inside(dawn.space)).status_code == 404


def test_only_open_places_stand_on_the_home_of_a_space() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.NOTES,))
    told = words_of(at_a_keyboard(hannah).get(inside(dawn.space)))
    assert "What services wrote" in told
    assert "Questions nobody can answer yet" not in told
    assert "Every look, by name." not in told


def test_news_is_said_without_a_number_and_without_claiming_that_it_was_read() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    person = at_a_keyboard(dawn)
    assert "something new in your conversations" not in words_of(person.get(inside(dawn.space)))
    writes(hannah, dawn.space, thread, "I asked the clinic.")
    assert "something new in your conversations" in words_of(person.get(inside(dawn.space)))
    with seen_by(dawn.viewer):
        row = AccessEvent.objects.filter(space=dawn.space, actor=dawn.account.pk, action="home").latest("at")
    assert "conversation" not in row.items
    assert "thread" not in row.items


def test_a_carer_finds_the_person_and_their_own_page() -> None:
    dawn, jo = a_person("Dawn"), a_carer("Jo")
    lets_in(dawn, jo, (Area.STORY,))
    carer = at_a_keyboard(jo)
    assert "People you care for" in words_of(carer.get("/"))
    assert "For you, as carer" in words_of(carer.get(inside(dawn.space)))


def test_somebody_paused_finds_no_trace() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah, (Area.STORY,))
    professional = at_a_keyboard(hannah)
    assert "Dawn" in words_of(professional.get("/"))
    with seen_by(dawn.viewer):
        pausing.pause(member=member, by=dawn.viewer)
    assert "Dawn" not in words_of(professional.get("/"))
    assert professional.get(inside(dawn.space)).status_code == 404


def test_a_new_account_can_open_a_space_and_is_not_pushed() -> None:
    account = an_account("Mal")
    client = at_a_keyboard()
    client.force_login(account)
    assert "It is yours, and empty until you put something in." in words_of(client.get("/"))


def test_the_person_reads_at_home_for_a_week_that_a_member_gave_somebody_a_link() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah, (Area.CONVERSATION, Area.LINKS))
    thread = a_conversation(dawn, member)
    sentence = "Hannah gave somebody outside a link to one of your conversations."
    assert sentence not in words_of(at_a_keyboard(dawn).get(inside(dawn.space)))
    with seen_by(hannah.viewer):
        links.make_link(
            footing=footing_of(hannah, dawn.space), thread=thread, weeks=2, name="Dr Okoro", role="GP", by=hannah.viewer
        )
    assert sentence in words_of(at_a_keyboard(dawn).get(inside(dawn.space)))
    assert sentence not in words_of(at_a_keyboard(hannah).get(inside(dawn.space)))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=True):
        assert sentence not in words_of(at_a_keyboard(dawn).get(inside(dawn.space)))
