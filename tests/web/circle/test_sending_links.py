"""Pages: the person lets somebody send links; what each of them then sees of it."""

import re

import pytest
from django.test import Client

from alongside.circle.rules import Area
from tests.factories import a_person, a_professional_in, lets_in, lets_team_in
from tests.factories.talk import a_conversation
from tests.web.circle.browsing import at, choices, open_now, signed_in, words

pytestmark = pytest.mark.django_db


def test_leave_is_off_until_the_person_says_yes_in_a_plain_sentence() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah)
    mine = signed_in(dawn)
    form = words(mine.get(at("circle_consent", space_id=dawn.space, member_id=member)))
    assert "May Hannah send somebody outside a link to a conversation?" in form
    assert re.search(r'name="links"[^>]*value="no"[^>]*checked', form)
    where = at("circle_consent", space_id=dawn.space, member_id=member)
    sure = words(mine.post(where, choices(links="yes")))
    assert "Hannah can send a link to a conversation they are in." in sure
    open_now(dawn, member, links="yes")
    shown = words(mine.get(at("circle_member", space_id=dawn.space, member_id=member)))
    assert "Hannah can send a link to a conversation they are in." in shown
    assert "You can send somebody outside a link" in words(signed_in(hannah).get(at("circle", space_id=dawn.space)))


def test_a_whole_service_is_not_asked_about() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    team = lets_team_in(dawn, hannah.service)
    mine = signed_in(dawn)
    assert 'name="links"' not in words(mine.get(at("circle_consent", space_id=dawn.space, member_id=team)))
    open_now(dawn, team, story="yes")


def test_the_journey_of_a_link_that_a_member_sends() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member, subject="The chair", words="What would help?")
    here = {"space_id": dawn.space, "thread_id": thread}
    hers, mine = signed_in(hannah), signed_in(dawn)
    assert "Make a link" not in words(hers.get(at("conversation_people", **here)))
    assert hers.get(at("make_link", **here)).status_code == 404
    open_now(dawn, member, links="yes")

    assert "Make a link" in words(hers.get(at("conversation_people", **here)))
    made = hers.post(at("make_link", **here), {"name": "Dr Okoro", "role": "GP", "weeks": "2", "once": "one"})
    address = re.search(r"/reply/[\w-]+/", words(made))
    assert address is not None
    assert "Send it in a way that is safe for Dawn" in words(made)
    assert "What would help?" in words(Client().get(address[0]))

    listed = words(mine.get(at("conversation_people", **here)))
    assert "By a link that Hannah sent." in listed
    assert re.search(r"Hannah sent it on \w+ \d+ \w+", listed)
    history = words(mine.get(at("circle_history", space_id=dawn.space)))
    assert "Hannah sent Dr Okoro a link to the conversation “The chair”." in history
    assert "Hannah, psychologist, Invented pain service made a link for somebody outside." in words(
        mine.get(at("looks", space_id=dawn.space))
    )
    assert "Hannah sent the link." in words(mine.get(at("circle", space_id=dawn.space)))
    hers_listed = words(hers.get(at("conversation_people", **here)))
    assert "Dr Okoro" in hers_listed
    assert "Opened" not in hers_listed, "who opened it is the person's to know"

    place = re.search(r"/link/([0-9a-f-]+)/end/", hers_listed)
    assert place is not None
    assert hers.post(at("end_link", **here, participant_id=place[1])).status_code == 302
    assert Client().get(address[0]).status_code == 410
    assert "Hannah ended the link of Dr Okoro." in words(mine.get(at("circle_history", space_id=dawn.space)))


def test_a_link_that_sleeps_says_why_to_the_person() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah, (Area.LINKS,))
    thread = a_conversation(dawn, member)
    here = {"space_id": dawn.space, "thread_id": thread}
    signed_in(hannah).post(at("make_link", **here), {"name": "Dr Okoro", "role": "GP", "weeks": "4", "once": "one"})
    mine = signed_in(dawn)
    mine.post(at("circle_member", space_id=dawn.space, member_id=member), {"what": "pause"})
    listed = words(mine.get(at("conversation_people", **here)))
    assert "Opens nothing now" in listed
    assert "It opens nothing while Hannah may not send links" in listed
    assert "End the link for Dr Okoro" in listed
