"""Answering in a browser: in one's space, by a slip of paper, by an open link, at work; and every way of getting it wrong."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from alongside.core import clock
from alongside.core.viewer import COUNTER, bound
from alongside.listening.actions import doors
from alongside.listening.models import Contact
from alongside.listening.queries.counting import answers_to_count
from alongside.people.models import Account
from alongside.people.rules import Constituency
from tests.factories import a_person, a_professional_in, lets_in
from tests.factories.browse import at_a_keyboard, inside, words_of
from tests.listening.here import a_service_that_listens

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return a_service_that_listens()


def signed_in(viewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.account))
    return client


def counted(service):
    today = clock.today()
    with transaction.atomic(), bound(COUNTER):
        return list(answers_to_count(service, today - timedelta(days=90), today))


def whole(page) -> str:
    return page.content.decode()


def asked_on(page) -> list[str]:
    return sorted(set(re.findall(r'name="(P\d\.\d)"', page.content.decode())))


def a_code(here) -> str:
    return doors.make_codes(
        service=here.service, number=1, as_whom=Constituency.PERSON, on=clock.today(), by=here.nurse
    )[0].code


def a_link(here) -> str:
    return doors.make_link(
        service=here.service, called="wall", as_whom=Constituency.PERSON, on=clock.today(), by=here.lead
    ).code


def test_the_person_says_in_their_space_how_it_was_and_nobody_in_the_circle_sees_it():
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah)
    client, today = at_a_keyboard(dawn), clock.today()
    assert "Invented pain service" in words_of(client.get(inside(dawn.space, "how-it-was/")))
    sent = {
        "service": str(hannah.service.pk),
        "kind": "appointment",
        "on_day_day": today.day,
        "on_day_month": today.month,
        "on_day_year": today.year,
    }
    to_questions = client.post(inside(dawn.space, "how-it-was/"), sent)
    page = client.get(to_questions["Location"])
    practices = asked_on(page)
    assert len(practices) == 2
    after = client.post(to_questions["Location"], {practices[0]: "partly"}, follow=True)
    assert "counted together with what others say" in words_of(after)
    (one,) = counted(hannah.service.pk)
    assert (one.practice, one.value, one.through) == (practices[0], "partly", "space")
    assert asked_on(client.get(to_questions["Location"])) == practices
    assert at_a_keyboard(hannah).get(inside(dawn.space, "how-it-was/")).status_code == 404
    client.post(inside(dawn.space, "how-it-was/"), sent)
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(("days", "told"), [(1, "has not come yet"), (-70, "more than eight weeks ago")])
def test_a_day_that_cannot_be_is_said_kindly_and_kept(days, told):
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah)
    day = clock.today() + timedelta(days=days)
    page = at_a_keyboard(dawn).post(
        inside(dawn.space, "how-it-was/"),
        {
            "service": str(hannah.service.pk),
            "kind": "call",
            "on_day_day": day.day,
            "on_day_month": day.month,
            "on_day_year": day.year,
        },
    )
    assert page.status_code == 422
    assert told in words_of(page)
    assert f'value="{day.year}"' in page.content.decode()


def test_a_slip_of_paper_leads_to_two_questions_and_counts_once(here):
    code, browser = a_code(here), Client()
    typed = browser.post("/answer/", {"code": code.lower()})
    page = browser.get(typed["Location"])
    practices = asked_on(page)
    assert len(practices) == 2
    done = browser.post(typed["Location"], dict.fromkeys(practices, "yes") | {"helped": "on"})
    assert "Thank you" in words_of(done)
    Client().post(typed["Location"], dict.fromkeys(practices, "no"))
    assert {(one.practice, one.value) for one in counted(here.service)} == {(one, "no") for one in practices}


def test_a_slip_that_was_used_ends_after_ten_minutes(here, monkeypatch):
    code = a_code(here)
    browser = Client()
    practices = asked_on(browser.get(f"/answer/{code}/"))
    browser.post(f"/answer/{code}/", {practices[0]: "yes"})
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    again = browser.get(f"/answer/{code}/")
    assert again.status_code == 410
    assert "this code was used already" in words_of(again)


@pytest.mark.parametrize("code", ["", "7HK2M-4TQ9B"])
def test_a_code_nobody_knows_gets_a_clear_sentence(code):
    page = Client().post("/answer/", {"code": code})
    assert page.status_code == 422
    assert ("do not know this code" if code else "type the code") in words_of(page)
    assert Client().get("/answer/never-was/").status_code == 410


def test_somebody_who_works_there_does_not_answer_as_a_person(here):
    for code in (a_code(here), a_link(here)):
        page = signed_in(here.nurse).get(f"/answer/{code}/")
        assert page.status_code == 409
        assert "your answer belongs on the staff side" in words_of(page)
        assert signed_in(here.nurse).post(f"/answer/{code}/", {"P1.1": "yes"}).status_code == 409
    assert counted(here.service) == []


def test_an_open_link_counts_a_browser_once_a_week_and_sets_a_flood_aside(here):
    code = a_link(here)
    one = Client()
    practices = asked_on(one.get(f"/answer/{code}/"))
    for _time in range(3):
        one.post(f"/answer/{code}/", dict.fromkeys(asked_on(one.get(f"/answer/{code}/")), "yes"))
    assert len(counted(here.service)) == len(practices)
    for _n in range(10):
        other = Client()
        other.post(f"/answer/{code}/", dict.fromkeys(asked_on(other.get(f"/answer/{code}/")), "yes"))
    assert any(row.set_aside for row in counted(here.service))
    page = signed_in(here.lead).get(f"/s/{here.slug}/listening/")
    assert "more than the contacts of a usual week make likely" in words_of(page)
    which = re.search(r'name="which" value="([^"]+)"', page.content.decode())[1]
    assert (
        signed_in(here.nurse).post(f"/s/{here.slug}/listening/", {"what": "let-in", "which": which}).status_code == 404
    )
    signed_in(here.lead).post(f"/s/{here.slug}/listening/", {"what": "let-in", "which": which})
    assert not any(row.set_aside for row in counted(here.service))


def test_both_sides_of_one_contact_find_each_other_by_the_code(here):
    code = a_code(here)
    nurse, today = signed_in(here.nurse), clock.today()
    sent = {
        "kind": "appointment",
        "on_day_day": today.day,
        "on_day_month": today.month,
        "on_day_year": today.year,
        "code": code,
    }
    to_question = nurse.post(f"/s/{here.slug}/listening/contact/", sent)
    (practice,) = asked_on(nurse.get(to_question["Location"]))
    assert "Nobody sees who answered what" in whole(nurse.post(to_question["Location"], {practice: "no"}, follow=True))
    browser = Client()
    browser.post(f"/answer/{code}/", {asked_on(browser.get(f"/answer/{code}/"))[0]: "yes"})
    rows = counted(here.service)
    assert {row.viewpoint for row in rows} == {"staff", "person"}
    assert len({row.contact for row in rows}) == 1
    wrong = nurse.post(f"/s/{here.slug}/listening/contact/", sent | {"code": "22222-22222"})
    assert wrong.status_code == 422
    assert "no code of your service" in words_of(wrong)


def test_codes_are_shown_once_and_a_wrong_number_is_said_kindly(here):
    nurse = signed_in(here.nurse)
    page = nurse.post(f"/s/{here.slug}/listening/codes/", {"number": "3", "as_whom": "person"})
    assert len(re.findall(r"slip__code", page.content.decode())) == 3
    assert nurse.get(f"/s/{here.slug}/listening/codes/").content.decode().count("slip__code") == 0
    for number in ("0", "61", "many", ""):
        wrong = nurse.post(f"/s/{here.slug}/listening/codes/", {"number": number, "as_whom": "person"})
        assert wrong.status_code == 422


def test_a_lead_makes_and_ends_a_link(here):
    lead = signed_in(here.lead)
    page = lead.post(f"/s/{here.slug}/listening/links/", {"called": "poster", "as_whom": "person"})
    address = re.search(r'value="http://testserver(/answer/[^"]+)"', page.content.decode())[1]
    assert Client().get(address).status_code == 200
    listed = lead.get(f"/s/{here.slug}/listening/")
    which = re.search(r'name="which" value="([^"]+)"', listed.content.decode())[1]
    lead.post(f"/s/{here.slug}/listening/", {"what": "end", "which": which})
    assert Client().get(address).status_code == 410
    assert lead.post(f"/s/{here.slug}/listening/", {"what": "x", "which": which}).status_code == 404
    assert lead.post(f"/s/{here.slug}/listening/", {"what": "end", "which": "x"}).status_code == 404


def test_what_would_make_it_easier_is_said_and_said_again(here):
    nurse = signed_in(here.nurse)
    address = f"/s/{here.slug}/listening/easier/P3.1/"
    wrong = nurse.post(address, {"words": "An hour, not twenty minutes."})
    assert wrong.status_code == 422
    assert "An hour, not twenty minutes." in wrong.content.decode()
    done = nurse.post(address, {"words": "An hour.", "kinds": ["time"]}, follow=True)
    assert "no name stands beside it" in whole(done)
    assert "shown once five of you have spoken" in words_of(done)
    assert "<textarea" not in signed_in(here.panel).get(address).content.decode()
    assert nurse.get(f"/s/{here.slug}/listening/easier/P9.1/").status_code == 404


def test_a_contact_address_that_is_none_is_not_found(here):
    nurse = signed_in(here.nurse)
    assert nurse.get(f"/s/{here.slug}/listening/contact/short/2026-05-05/").status_code == 404
    assert nurse.get(f"/s/{here.slug}/listening/contact/{'a' * 32}/some-day/").status_code == 404
    assert nurse.get(f"/s/{here.slug}/listening/contact/{'a' * 32}/2026-05-04/").status_code == 404
    a_code(here)
    noted = Contact.objects.get()
    assert nurse.get(f"/s/{here.slug}/listening/contact/{noted.link}/{noted.week}/").status_code == 200
    assert nurse.get(f"/s/{here.slug}/listening/contact/{noted.link}/2020-01-06/").status_code == 404


@pytest.mark.parametrize("day", ["2020-01-06", "2099-01-05"])
def test_a_day_in_the_address_is_held_to_the_same_limits_as_in_the_form(day):
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah)
    address = inside(dawn.space, f"how-it-was/{hannah.service.pk}/")
    assert at_a_keyboard(dawn).get(f"{address}?day={day}").status_code == 404


def test_whoever_sends_nothing_is_told_that_nothing_is_counted_and_can_go_back(here):
    code = a_code(here)
    page = Client().post(f"/answer/{code}/", {})
    said = words_of(page)
    assert "You left everything out, and that is all right. Nothing is counted." in said
    assert "Your answers are counted" not in said
    assert f'href="/answer/{code}/"' in whole(page)
    assert counted(here.service) == []
    again = Client().post(f"/answer/{code}/", {asked_on(Client().get(f"/answer/{code}/"))[0]: "yes"})
    assert "Your answers are counted" in words_of(again)


def test_a_code_may_be_typed_letter_by_letter_with_spaces_between(here):
    code = a_code(here)
    spaced = " ".join(code.replace("-", ""))
    assert Client().post("/answer/", {"code": f" {spaced} - "}).status_code == 302


def test_from_a_code_that_has_ended_a_way_leads_to_typing_another():
    page = Client().get("/answer/AAAAA-BBBBB/")
    assert page.status_code == 410
    assert 'href="/answer/"' in whole(page)
