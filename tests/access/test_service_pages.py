"""Pages of what a service learns: for those who work there, lead it, or sit on its panel now; to all others they are not there."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from alongside.core.viewer import Viewer
from alongside.people import actions as people
from alongside.people.models import Service
from alongside.people.rules import Constituency, PlatformRole, ServiceRole
from tests.access.route_table import Route, of_kind
from tests.factories import a_service, an_account

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


def address(row: Route, service: Service) -> tuple[str, bool]:
    """An address of this row, and whether it names a thing that is not there."""
    kwargs: dict[str, object] = {"service": service.slug}
    things = re.findall(r"<(\w+):(\w+)>", row.at)
    for kind, name in things:
        if name != "service":
            kwargs[name] = (
                "P1.1" if name == "practice_id" else uuid4() if kind == "uuid" else 1 if kind == "int" else "none"
            )
    return reverse(row.name, kwargs=kwargs), any(name not in ("service", "practice_id") for _kind, name in things)


@pytest.mark.parametrize("who", WHOEVER)
def test_what_a_service_learns_is_for_its_own_people_and_its_panel(who: str) -> None:
    service = a_service()
    client = come_as(who, service)
    wrong = []
    for row in of_kind("service"):
        where, names_a_thing = address(row, service)
        for method, needs in row.methods.items():
            with transaction.atomic():
                response = getattr(client, method)(where)
                transaction.set_rollback(True)
            asked_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
            got = "sign-in" if asked_in else "nothing" if response.status_code == 404 else "shown"
            expected = "sign-in" if who == "nobody" else "shown"
            if expected == "shown" and not all(who in MEETS[need] for need in needs):
                expected = "nothing"
            if response.status_code >= 500:
                wrong.append(f"{method} {row.name}: breaks")
            # A form without a word in it is refused one way or another; what counts here is who may send it at all.
            if got != expected and not (expected == "shown" and (names_a_thing or method == "post")):
                wrong.append(f"{method} {row.name}: {got} ({response.status_code}), expected {expected}")
    assert wrong == []


def test_a_service_that_is_not_there_looks_like_one_that_is_not_yours() -> None:
    client = come_as("works here", a_service())
    other = a_service()
    for row in of_kind("service"):
        there, nowhere = address(row, other)[0], address(row, other)[0].replace(other.slug, "nowhere")
        assert client.get(there).status_code == client.get(nowhere).status_code, row.name
