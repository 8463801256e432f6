"""Home: what waits, in a few sentences; places that are open; no gap where something is not."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from alongside.care.actions import links, read_backs
from alongside.circle.actions import inviting, pausing
from alongside.circle.rules import Area, Standing
from alongside.core.models import AccessEvent
from alongside.core.viewer import COUNTER, bound
from alongside.listening.queries import counting
from alongside.people.actions import answer_seat, offer_seat
from alongside.people.rules import Constituency
from alongside.web.components import words
from tests.factories import a_carer, a_person, a_professional_in, an_account, footing_of, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside, words_of
from tests.factories.talk import a_conversation, writes
from tests.listening.here import a_service_that_listens

pytestmark = pytest.mark.django_db


def test_somebody_with_only_their_own_space_goes_straight_to_it() -> None:
    dawn = a_person("Dawn")
    assert at_a_keyboard(dawn).get("/")["Location"] == inside(dawn.space)


def test_whoever_sits_on_a_panel_finds_the_way_to_it_in_their_own_space_and_nobody_else_does() -> None:
    dawn, jo = a_person("Dawn"), a_person("Jo")
    listens = a_service_that_listens()
    people = {one: at_a_keyboard(one).get(inside(one.space)).text for one in (dawn, jo)}
    assert not any("You sit on its panel." in told for told in people.values())
    seat = offer_seat(
        account=dawn.account.pk, service=listens.service, constituency=Constituency.PERSON, by=listens.lead
    )
    answer_seat(seat=seat.pk, says_yes=True, by=dawn.viewer)
    told = at_a_keyboard(dawn).get(inside(dawn.space)).text
    assert "You sit on its panel." in told
    assert f'href="/s/{listens.slug}/"' in told
    assert "You sit on its panel." not in at_a_keyboard(jo).get(inside(jo.space)).text


def test_how_it_was_is_a_place_of_ones_own_space() -> None:
    dawn = a_person("Dawn")
    assert "two short questions, if you like." in words_of(at_a_keyboard(dawn).get(inside(dawn.space)))


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


def test_after_a_first_meeting_one_gentle_line_leads_to_two_questions_and_can_be_put_away() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.STORY,))
    today = timezone.localdate()
    with seen_by(hannah.viewer):
        read_backs.record_meeting(footing=footing_of(hannah, dawn.space), on_day=today, by=hannah.viewer)
    person, line = at_a_keyboard(dawn), "If you like, say in two taps how it was."
    assert line not in words_of(person.get(inside(dawn.space))), "not on the day itself"
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        person = at_a_keyboard(dawn)
        page = person.get(inside(dawn.space))
        assert f"You met Hannah on {words.day(today)}. {line}" in words_of(page)
        assert line not in words_of(at_a_keyboard(hannah).get(inside(dawn.space)))
        (there,) = set(re.findall(r'href="([^"]*how-it-was/[^"]+)"', page.content.decode()))
        there = there.replace("&amp;", "&")
        assert len(set(re.findall(r'name="(P\d\.\d)"', person.get(there).content.decode()))) == 2
        away = person.post(there, {"what": "put-away"})
        assert away["Location"] == inside(dawn.space)
        assert line not in words_of(person.get(inside(dawn.space)))
        assert len(set(re.findall(r'name="(P\d\.\d)"', person.get(there).content.decode()))) == 2, "only put away"


def test_the_line_after_a_meeting_is_gone_once_it_was_answered_and_after_two_weeks() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.STORY,))
    with seen_by(hannah.viewer):
        today = timezone.localdate()
        read_backs.record_meeting(footing=footing_of(hannah, dawn.space), on_day=today, by=hannah.viewer)
    line = "say in two taps how it was"
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert line not in words_of(at_a_keyboard(dawn).get(inside(dawn.space)))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        person = at_a_keyboard(dawn)
        page = person.get(inside(dawn.space)).content.decode()
        there = re.findall(r'href="([^"]*how-it-was/[^"]+)"', page)[0].replace("&amp;", "&")
        asked = re.findall(r'name="(P\d\.\d)"', person.get(there).content.decode())[0]
        person.post(there, {asked: "yes"})
        assert line not in words_of(person.get(inside(dawn.space)))
    with transaction.atomic(), bound(COUNTER):
        weeks = timezone.localdate() - timedelta(days=7), timezone.localdate() + timedelta(days=7)
        assert [one.practice for one in counting.answers_to_count(hannah.service.pk, *weeks)] == [asked]
        (contact,) = counting.contacts_to_count(hannah.service.pk, *weeks)
    assert contact.kind == "first-meeting"
