"""A service that listens, with its people, for the tests of this room."""

from dataclasses import dataclass
from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.people import actions as people
from alongside.people.rules import Constituency, PlatformRole, ServiceRole
from tests.factories import a_service, an_account


@dataclass(frozen=True)
class Here:
    """A service and viewers for those around it."""

    service: UUID
    slug: str
    lead: Viewer
    nurse: Viewer
    panel: Viewer
    stranger: Viewer
    facilitator: Viewer


def somebody(name: str = "Somebody") -> Viewer:
    return Viewer(an_account(name).pk, name)


def at_work(service: UUID, role: ServiceRole = ServiceRole.PROFESSIONAL) -> Viewer:
    viewer = somebody("At work")
    people.join_service(account=viewer.account, service=service, job_title="nurse", role=role)
    return viewer


def on_the_panel(service: UUID, lead: Viewer, constituency: Constituency = Constituency.PERSON) -> Viewer:
    viewer = somebody("On the panel")
    seat = people.offer_seat(account=viewer.account, service=service, constituency=constituency, by=lead)
    people.answer_seat(seat=seat.pk, says_yes=True, by=viewer)
    return viewer


def a_service_that_listens() -> Here:
    service = a_service()
    lead = at_work(service.pk, ServiceRole.LEAD)
    facilitator = somebody("Facilitator")
    people.hold_role(account=facilitator.account, role=PlatformRole.FACILITATOR)
    return Here(
        service.pk,
        service.slug,
        lead,
        at_work(service.pk),
        on_the_panel(service.pk, lead),
        somebody("Stranger"),
        facilitator,
    )
