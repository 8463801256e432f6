"""Pages: talking about one practice in a room. Whose turn it is, what is on the wall then, and what was decided."""

import datetime

import pytest
from django.test import Client

from alongside.mirror.talks import queries as talks
from tests.factories import Professional, a_professional_in, a_service, seen_by
from tests.web.circle.browsing import at, signed_in, words
from tests.web.mirror.frozen import STANDS, a_lead, a_reading, on_the_panel

pytestmark = pytest.mark.django_db

PEOPLE, STAFF, RECORDS = "30 answers: 12 yes", "14 answers: 11 yes", "50 contacts"


def turn(lead: Professional, which: str, *, is_open: bool = False) -> str:
    if which == "decision":
        return str(at("practice_decide", service=lead.service.slug, practice_id=STANDS))
    name = "practice_talk_open" if is_open else "practice_talk_turn"
    return str(at(name, service=lead.service.slug, practice_id=STANDS, turn=which))


def what_stands_there(client: Client, address: str) -> list[str]:
    page = words(client.get(address))
    return [one for one in (PEOPLE, STAFF, RECORDS) if one in page]


def test_those_who_live_with_it_come_first_and_each_view_opens_only_after_the_guess() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    client = signed_in(on_the_panel(lead))
    start = at("practice_talk", service=lead.service.slug, practice_id=STANDS)
    assert what_stands_there(client, start) == []
    assert what_stands_there(client, turn(lead, "person")) == []
    assert what_stands_there(client, turn(lead, "person", is_open=True)) == [PEOPLE]
    assert what_stands_there(client, turn(lead, "staff")) == [PEOPLE]
    assert what_stands_there(client, turn(lead, "staff", is_open=True)) == [PEOPLE, STAFF]
    assert what_stands_there(client, turn(lead, "record")) == [PEOPLE, STAFF]
    assert what_stands_there(client, turn(lead, "record", is_open=True)) == [PEOPLE, STAFF, RECORDS]
    asked = words(client.get(turn(lead, "questions")))
    for question in ("What surprises us?", "What do we not know?", "What would we try?"):
        assert question in asked
    assert "Staff say it happens. People do not feel it." in asked


def test_the_kind_of_difference_is_not_on_the_wall_before_everybody_has_spoken() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    client = signed_in(lead)
    for which in ("person", "staff", "record"):
        assert "People do not feel it" not in words(client.get(turn(lead, which, is_open=True)))


def test_a_decision_is_kept_with_its_reasons_and_with_whoever_saw_it_differently() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    noreen = on_the_panel(lead)
    today = datetime.date.today()
    sent = signed_in(noreen).post(
        turn(lead, "decision"),
        {
            "surprises": "That staff are so sure.",
            "decision": "We print both options side by side for a month.",
            "reasons": "People take the sheet home.",
            "dissent": "One of us thinks the choice is made before the appointment.",
            "held_on_day": today.day,
            "held_on_month": today.month,
            "held_on_year": today.year,
            "once": "one",
        },
    )
    assert sent.status_code == 302, words(sent)
    page = words(signed_in(lead).get(sent["Location"]))
    assert "We print both options side by side for a month." in page
    assert "Seen differently" in page
    assert "One of us thinks the choice is made before the appointment." in page
    assert "written down by Noreen" in page
    assert "We print both options" in words(signed_in(lead).get(at("talks", service=lead.service.slug)))


def test_without_a_decision_the_form_asks_kindly_and_keeps_every_word() -> None:
    lead = a_lead()
    sent = signed_in(lead).post(
        turn(lead, "decision"), {"surprises": "That staff are so sure.", "decision": "", "once": "1"}
    )
    assert sent.status_code == 422
    page = words(sent)
    assert "Please write what you decided." in page
    assert "That staff are so sure." in page


def test_a_day_that_is_still_to_come_is_asked_for_again() -> None:
    lead = a_lead()
    later = datetime.date.today() + datetime.timedelta(days=3)
    said = {"decision": "Later.", "held_on_day": later.day, "held_on_month": later.month, "held_on_year": later.year}
    sent = signed_in(lead).post(turn(lead, "decision"), said | {"once": "1"})
    assert sent.status_code == 422
    assert "This day is still to come." in words(sent)
    with seen_by(lead.viewer):
        assert not talks.talks_of(lead.viewer, lead.service.pk).exists()


def test_nothing_is_written_at_another_step_and_no_other_step_exists() -> None:
    lead = a_lead()
    client = signed_in(lead)
    assert client.post(turn(lead, "staff"), {"decision": "Here."}).status_code == 405
    assert client.get(turn(lead, "verdict")).status_code == 404
    assert client.get(turn(lead, "questions", is_open=True)).status_code == 404


def test_to_another_service_the_talk_is_not_there() -> None:
    lead = a_lead()
    stranger = signed_in(a_professional_in(a_service("Elsewhere")))
    assert stranger.post(turn(lead, "decision"), {"decision": "Mine."}).status_code == 404


def test_a_text_is_put_right_and_the_first_one_can_still_be_read() -> None:
    lead = a_lead()
    client = signed_in(lead)
    today = datetime.date.today()
    day = {"held_on_day": today.day, "held_on_month": today.month, "held_on_year": today.year}
    client.post(turn(lead, "decision"), {"decision": "We ask frist.", "dissent": "Not all of us.", "once": "1", **day})
    page = words(client.get(at("practice_here", service=lead.service.slug, practice_id=STANDS)))
    way = next(part.split('"')[0] for part in page.split('href="') if "?put_right=" in part.split('"')[0])
    form = words(client.get(way))
    assert "We ask frist." in form
    assert "The earlier one stays where it is" in form
    which = way.split("put_right=")[1]
    sent = client.post(turn(lead, "decision"), {"decision": "We ask first.", "put_right": which, "once": "2", **day})
    assert sent.status_code == 302, words(sent)
    page = words(client.get(sent["Location"]))
    assert page.index("We ask first.") < page.index("The text as it was written first") < page.index("We ask frist.")
    again = client.post(turn(lead, "decision"), {"decision": "Me too.", "put_right": which, "once": "3", **day})
    assert "Somebody put this text right before you." in words(again)
    for nothing in ("none", "7ac4b5e2-7f5c-4a47-8a3c-7e6f4f0f2f11"):
        assert client.get(f"{turn(lead, 'decision')}?put_right={nothing}").status_code == 404
