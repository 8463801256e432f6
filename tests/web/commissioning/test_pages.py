"""What a service shows to those who plan or pay for it: what was released, where its lead says so, one service at a time."""

import re

import pytest
from django.db import transaction
from django.test import Client

from alongside.choosing.actions import priorities
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.viewer import bound
from alongside.improvement.actions import telling
from alongside.improvement.rules import Outcome
from alongside.mirror import queries as mirror
from alongside.people import actions as people
from alongside.people.models import RoleHeld
from tests.factories.browse import at_a_keyboard, words_of
from tests.listening.here import a_service_that_listens, somebody
from tests.web.commissioning.here import Commissioner, a_commissioner
from tests.web.mirror.frozen import AUTUMN, SUMMER, a_lead, a_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def rajan() -> Commissioner:
    return a_commissioner()


@pytest.fixture
def pauline():
    lead = a_lead("Pauline")
    for period in (SUMMER, AUTUMN):
        a_reading(lead.service.pk, period)
    return lead


def shows(lead, to: Commissioner, what: str = "show"):
    where = f"/s/{lead.service.slug}/shown-to/"
    return at_a_keyboard(lead).post(where, {"what": what, "which": str(to.organisation)})


def test_nothing_is_shown_before_the_lead_says_so_and_nothing_after_they_say_no(rajan, pauline) -> None:
    browser, here = at_a_keyboard(rajan), f"/commissioned/{pauline.service.slug}/"
    assert "No service shows you its readings yet" in words_of(browser.get("/commissioned/"))
    assert browser.get(here).status_code == 404
    assert "They see nothing of it here." in words_of(
        at_a_keyboard(pauline).get(f"/s/{pauline.service.slug}/shown-to/")
    )
    assert shows(pauline, rajan).status_code == 302
    assert pauline.service.name in words_of(browser.get("/commissioned/"))
    assert browser.get(here).status_code == 200
    assert browser.get(f"{here}{AUTUMN[1].isoformat()}/").status_code == 200
    for _time in range(2):
        shows(pauline, rajan, "stop")
    assert browser.get(here).status_code == 404
    assert browser.get(f"{here}{AUTUMN[1].isoformat()}/").status_code == 404
    kinds = list(Fact.objects.filter(service=pauline.service.pk).values_list("kind", flat=True))
    assert kinds.count("readings.shown_to") == 1
    assert kinds.count("readings.no_longer_shown_to") == 1


def test_they_read_what_the_service_reads_and_what_is_held_back_is_held_back(rajan, pauline) -> None:
    shows(pauline, rajan)
    browser = at_a_keyboard(rajan)
    page = words_of(browser.get(f"/commissioned/{pauline.service.slug}/{AUTUMN[1].isoformat()}/"))
    assert "We heard from about 30 people and 14 members of staff." in page
    assert "Too few answers" in page or "too few" in page.lower()
    with transaction.atomic(), bound(pauline.viewer):
        (newest, _older) = mirror.readings_of(pauline.viewer, pauline.service.pk)
    with transaction.atomic(), bound(rajan.viewer):
        assert mirror.readings_shown_to(rajan.viewer, pauline.service.pk)[0] == newest
        assert mirror.readings_of(rajan.viewer, pauline.service.pk) == ()


def test_what_the_service_does_with_it_stays_its_own(rajan, pauline) -> None:
    shows(pauline, rajan)
    browser = at_a_keyboard(rajan)
    for page in ("", "stories/", "choosing/", "changes/", "talks/", "panel/", "listening/", "shown-to/", "readings/"):
        assert browser.get(f"/s/{pauline.service.slug}/{page}").status_code == 404, page


def test_what_was_told_back_stands_there(rajan) -> None:
    here = a_service_that_listens()
    with transaction.atomic(), bound(here.lead):
        made = priorities.set_out(service=here.service, thing="P4.5", reason="Said by many.", dissent="", by=here.lead)
        text = telling.write(
            priority=made.pk,
            outcome=Outcome.COULD_NOT,
            words="We could not, because two posts are empty.",
            by=here.lead,
        )
        telling.tell(text=text.pk, by=here.lead)
    people.show_to(service=here.service, organisation=rajan.organisation, by=here.lead)
    page = words_of(at_a_keyboard(rajan).get(f"/commissioned/{here.slug}/"))
    assert "We could not, because two posts are empty." in page
    assert "No reading yet" in page


def test_services_stand_by_name_and_no_number_of_one_beside_another(rajan) -> None:
    names = []
    for name in ("Zennor", "Avon"):
        lead = a_lead(name)
        a_reading(lead.service.pk)
        shows(lead, rajan)
        names.append(lead.service.slug)
    page = at_a_keyboard(rajan).get("/commissioned/")
    assert all(f"/commissioned/{slug}/" in page.content.decode() for slug in names)
    assert not re.search(r"\d", words_of(page)), "no number stands on the list"


def test_only_an_organisation_that_plans_or_pays_can_be_shown_anything_and_only_by_the_lead(rajan, pauline) -> None:
    here = a_service_that_listens()
    for viewer in (here.nurse, here.panel, here.stranger, rajan.viewer):
        with pytest.raises(Refused, match="not-yours"):
            people.show_to(service=here.service, organisation=rajan.organisation, by=viewer)
        with pytest.raises(Refused, match="not-yours"):
            people.stop_showing(service=here.service, organisation=rajan.organisation, by=viewer)
    with pytest.raises(Refused, match="not-who-pays"):
        people.show_to(service=here.service, organisation=pauline.service.organisation_id, by=here.lead)
    odd = at_a_keyboard(pauline).post(
        f"/s/{pauline.service.slug}/shown-to/", {"what": "show", "which": str(pauline.service.organisation_id)}
    )
    assert odd.status_code == 422
    assert "Nobody plans or pays for services in this organisation here." in words_of(odd)
    for sent in ({"what": "show", "which": "none"}, {"what": "sell", "which": str(rajan.organisation)}):
        assert at_a_keyboard(pauline).post(f"/s/{pauline.service.slug}/shown-to/", sent).status_code == 404


def test_it_ends_with_the_role_and_is_nobody_elses(rajan, pauline) -> None:
    shows(pauline, rajan)
    shows(pauline, rajan)
    other = a_commissioner("Olu", "Another Invented Board")
    where = f"/commissioned/{pauline.service.slug}/"
    assert at_a_keyboard(other).get(where).status_code == 404
    assert "/accounts/login/" in Client().get(where)["Location"]
    with transaction.atomic(), bound(somebody()) as nobody:
        assert mirror.readings_shown_to(nobody, pauline.service.pk) == ()
    browser = at_a_keyboard(rajan)
    assert browser.get(f"{where}2020-03-31/").status_code == 404
    assert browser.get(f"{where}never/").status_code == 404
    role = RoleHeld.objects.get(account=rajan.account)
    people.end_role(account=rajan.account.pk, role=role.role)
    assert browser.get(where).status_code == 404
    assert browser.get("/commissioned/").status_code == 404
