"""Invented people in domain words, made through the same actions as real ones. For tests only."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from alongside.circle import queries as circle_queries
from alongside.circle.actions import consent, inviting, joining, spaces
from alongside.circle.queries import Footing
from alongside.circle.rules import Area, Standing
from alongside.core import clock
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.people import actions as people
from alongside.people.models import Account, Service
from alongside.people.rules import OrganisationKind


@dataclass(frozen=True)
class Somebody:
    """An account and the viewer as who they come."""

    account: Account
    viewer: Viewer

    @property
    def name(self) -> str:
        return str(self.account)


@dataclass(frozen=True)
class Person(Somebody):
    """Somebody with a space of their own."""

    space: UUID


@dataclass(frozen=True)
class Professional(Somebody):
    """Somebody who works in a service."""

    service: Service


def an_account(name: str = "Somebody") -> Account:
    """An account nobody else has."""
    return people.open_account(email=f"{uuid4().hex[:16]}@example.test", called=name, invented=True)


@contextmanager
def seen_by(viewer: Viewer) -> Iterator[Viewer]:
    """A transaction with this viewer bound, as a page would have it."""
    with transaction.atomic(), bound(viewer):
        yield viewer


def a_person(name: str = "Dawn") -> Person:
    """Somebody who has opened a space; nobody else is in it."""
    account = an_account(name)
    viewer = Viewer(account.pk, name)
    with seen_by(viewer):
        space = spaces.open_space(by=viewer)
    return Person(account, viewer, space.pk)


def a_service(name: str = "Invented pain service") -> Service:
    """A service of an invented organisation."""
    tag = uuid4().hex[:12]
    organisation = people.add_organisation(
        slug=f"org-{tag}", name="Invented Health", kind=OrganisationKind.HOSPITAL, invented=True
    )
    return people.add_service(organisation=organisation, slug=f"service-{tag}", name=name)


def a_professional_in(
    service: Service | None = None, name: str = "Hannah", job_title: str = "psychologist"
) -> Professional:
    """Somebody who works in a service."""
    service = service or a_service()
    account = an_account(name)
    people.join_service(account=account.pk, service=service.pk, job_title=job_title)
    viewer = Viewer(
        account.pk,
        name,
        Purpose.DIRECT_CARE,
        role=f"{job_title}, {service.name}",
        service=service.pk,
        service_name=service.name,
    )
    return Professional(account, viewer, service)


def a_carer(name: str = "Jo") -> Somebody:
    """Somebody who helps at home."""
    account = an_account(name)
    return Somebody(account, Viewer(account.pk, name, Purpose.CARER_SUPPORT, role="sister"))


def lets_in(
    person: Person,
    somebody: Somebody,
    areas: tuple[Area, ...] = (),
    *,
    until: datetime | None = None,
) -> UUID:
    """The person lets somebody into the circle, with these areas open. Gives the member's id."""
    with seen_by(person.viewer):
        member = inviting.invite_account(
            space=person.space,
            account=somebody.account.pk,
            standing=Standing.PROFESSIONAL if isinstance(somebody, Professional) else Standing.CARER,
            service=somebody.service.pk if isinstance(somebody, Professional) else None,
            role=somebody.viewer.role,
            by=person.viewer,
        )
    with seen_by(somebody.viewer):
        joining.answer_invitation(member=member.pk, accept=True, by=somebody.viewer)
    with seen_by(person.viewer):
        for area in areas:
            consent.open_area(member=member.pk, area=area, until=until, by=person.viewer)
    return member.pk


def lets_team_in(person: Person, service: Service, areas: tuple[Area, ...] = ()) -> UUID:
    """The person lets a whole service in."""
    with seen_by(person.viewer):
        member = inviting.invite_team(
            space=person.space, service=service.pk, service_name=service.name, by=person.viewer
        )
        for area in areas:
            consent.open_area(member=member.pk, area=area, by=person.viewer)
    return member.pk


def footing_of(somebody: Somebody, space: UUID) -> Footing:
    """How somebody stands in a space now."""
    with seen_by(somebody.viewer):
        found = circle_queries.footing(somebody.viewer, space)
    assert found is not None, "a stranger has no footing"
    return found


def in_days(days: int) -> datetime:
    """A moment some days from now."""
    return clock.now() + timedelta(days=days)
