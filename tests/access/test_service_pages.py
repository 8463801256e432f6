"""Pages of what a service learns: for those who work there, lead it, or sit on its panel now; to all others they are not there."""

import re
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from alongside.choosing.actions import priorities, rounds
from alongside.core import clock
from alongside.core.pseudonyms import salted
from alongside.core.viewer import Viewer
from alongside.improvement.actions import counting, telling, trying
from alongside.improvement.rules import MeasureKind, Outcome
from alongside.listening.actions import contacts, doors
from alongside.listening.rules import ContactKind
from alongside.people import actions as people
from alongside.people.models import Service
from alongside.people.rules import Constituency, PlatformRole, ServiceRole
from tests.access.route_table import Route, of_kind
from tests.factories import a_service, an_account, seen_by
from tests.web.commissioning.here import a_commissioner
from tests.web.mirror.frozen import AUTUMN, STANDS, SUMMER, a_reading

pytestmark = pytest.mark.django_db

MEETS = {
    "of-the-service": {"works here", "leads", "sits on the panel"},
    "works-in-service": {"works here", "leads"},
    "leads-service": {"leads"},
    "on-the-panel": {"sits on the panel"},
    "leads-or-panel": {"leads", "sits on the panel"},
}
ELSEWHERE = ("works elsewhere", "leads elsewhere", "sits on another panel")
NO_LONGER = ("worked here", "led", "sat on the panel", "was offered a seat", "said no to a seat")
WHOEVER = (
    "nobody",
    "somebody",
    *ELSEWHERE,
    *NO_LONGER,
    *map(str, PlatformRole),
    "works here",
    "leads",
    "sits on the panel",
)


def joins(account: object, service: Service, role: ServiceRole = ServiceRole.PROFESSIONAL) -> None:
    people.join_service(account=account.pk, service=service.pk, job_title="nurse", role=role)


def is_offered_a_seat(account: object, service: Service) -> object:
    boss = an_account("Lead")
    joins(boss, service, ServiceRole.LEAD)
    return people.offer_seat(
        account=account.pk, service=service.pk, constituency=Constituency.PERSON, by=Viewer(boss.pk, "Lead")
    )


def sits(account: object, service: Service) -> object:
    seat = is_offered_a_seat(account, service)
    people.answer_seat(seat=seat.pk, says_yes=True, by=Viewer(account.pk, "Looker"))
    return seat


def come_as(who: str, service: Service) -> Client:
    """A browser of somebody who stands like this towards the service."""
    client = Client()
    if who == "nobody":
        return client
    account = an_account("Looker")
    here = a_service() if who in ELSEWHERE else service
    viewer = Viewer(account.pk, "Looker")
    if who in ("works here", "works elsewhere", "worked here"):
        joins(account, here)
    elif who in ("leads", "leads elsewhere", "led"):
        joins(account, here, ServiceRole.LEAD)
    elif who in ("sits on the panel", "sits on another panel"):
        sits(account, here)
    elif who == "sat on the panel":
        people.leave_seat(seat=sits(account, here).pk, by=viewer)
    elif who == "was offered a seat":
        is_offered_a_seat(account, here)
    elif who == "said no to a seat":
        people.answer_seat(seat=is_offered_a_seat(account, here).pk, says_yes=False, by=viewer)
    elif who in set(PlatformRole):
        people.hold_role(account=account.pk, role=PlatformRole(who))
    if who in ("worked here", "led"):
        people.leave_service(account=account.pk, service=here.pk)
    client.force_login(account)
    return client


@dataclass(frozen=True)
class Lived:
    """A service in which every page has something to show. `things`: what stands in an address, or in a form that is sent."""

    service: Service
    things: dict[str, str]

    def address(self, row: Route) -> str:
        names = re.findall(r"<\w+:(\w+)>", row.at)
        return reverse(
            row.name, kwargs={"service": self.service.slug, **{n: self.things[n] for n in names if n != "service"}}
        )

    def words(self, row: Route) -> dict[str, str]:
        return {key: value.format(**self.things) for key, value in row.send.items()}


def lived_in(service: Service) -> Lived:
    """A reading, a contact, an open link, a round, something set out and something tried."""
    boss, today = an_account("Lead"), clock.today()
    joins(boss, service, ServiceRole.LEAD)
    lead = Viewer(boss.pk, "Lead")
    for period in (SUMMER, AUTUMN):
        a_reading(service.pk, period)
    with seen_by(lead):
        contact = contacts.note_contact(
            service=service.pk, on=today, kind=ContactKind.CALL, link=salted("contact", "one"), by=lead
        )
        link = doors.make_link(service=service.pk, called="poster", as_whom=Constituency.PERSON, on=today, by=lead)
        rounds.open_round(service=service.pk, opens_on=today, closes_on=today, by=lead)
        made = priorities.set_out(service=service.pk, thing="P4.5", reason="Said by many.", dissent="", by=lead)
        change = trying.begin(priority=made.pk, idea="Chairs", why="To sit down.", by=lead)
        measure = counting.add_measure(change=change.pk, name="Sat down", kind=MeasureKind.PROCESS, by=lead)
        told = telling.write(priority=made.pk, outcome=Outcome.STILL_TRYING, words="We are at it.", by=lead)
        telling.tell(text=told.pk, by=lead)
    things = {
        "practice_id": STANDS,
        "closes": AUTUMN[1].isoformat(),
        "turn": "person",
        "contact": contact.link,
        "day": contact.week.isoformat(),
        "heading": "process",
        "moment": "first-meeting",
        "change_id": str(change.pk),
        "measure_id": str(measure.pk),
        "text_id": str(told.pk),
        "priority": str(made.pk),
        "link": str(link.door.pk),
        "organisation": str(a_commissioner().organisation),
    }
    return Lived(service, things)


# What those who may get: the page, a way on, or their own words again with what is missing.
TAKEN = {"get": {200, 302}, "post": {200, 302, 422}}


@pytest.mark.parametrize("who", WHOEVER)
def test_what_a_service_learns_is_for_its_own_people_and_its_panel(who: str) -> None:
    here = lived_in(a_service())
    client = come_as(who, here.service)
    wrong = []
    for row in of_kind("service"):
        for method, needs in row.methods.items():
            with transaction.atomic():
                response = getattr(client, method)(here.address(row), here.words(row) if method == "post" else None)
                transaction.set_rollback(True)
            got = response.status_code
            may = all(who in MEETS[need] for need in needs)
            if who == "nobody":
                good = got == 302 and "/accounts/login/" in response["Location"]
            else:
                good = got in TAKEN[method] if may else got == 404
            if not good:
                wrong.append(f"{method} {row.name}: {got}, and they {'may' if may else 'may not'}")
    assert wrong == []


def test_the_words_that_are_sent_here_are_those_of_a_form_that_stands_on_the_page() -> None:
    here = lived_in(a_service())
    client = come_as("leads", here.service)
    for row in of_kind("service"):
        if row.send and "get" in row.methods:
            page = client.get(here.address(row)).content.decode()
            missing = [name for name in row.send if f'name="{name}"' not in page]
            assert not missing, row.name


def test_a_service_that_is_not_there_looks_like_one_that_is_not_yours() -> None:
    client = come_as("works here", a_service())
    other = lived_in(a_service())
    for row in of_kind("service"):
        there, nowhere = other.address(row), other.address(row).replace(other.service.slug, "nowhere")
        assert client.get(there).status_code == client.get(nowhere).status_code, row.name
