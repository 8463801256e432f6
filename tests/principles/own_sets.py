"""Invented services, leads and sets for the tests of sets that people made their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.core import clock
from alongside.core.viewer import Viewer
from alongside.people import actions as people
from alongside.people.models import Service
from alongside.people.rules import Constituency, PlatformRole, ServiceRole
from alongside.principles.actions import sets
from alongside.principles.queries import versions
from alongside.principles.rules import Frame, KeepsMeaning, Kind, Level, Moment, Nature, Ref
from alongside.principles.versions import Version
from tests.factories import Somebody, a_service, an_account

FIRST = Ref("both-2019", "1")
NEW_WORDS = {
    "name": "A warm place to wait",
    "plain": "There is somewhere to sit, lie or walk about while people wait.",
    "i_statement": "I could wait in a way that did not make things worse.",
    "we_statement": "We keep a place where people can wait as their body needs.",
}


@dataclass(frozen=True)
class House:
    """A service with its lead, somebody who works there, and somebody on its panel."""

    service: Service
    lead: Viewer
    nurse: Viewer
    panel: Viewer


def a_viewer(name: str) -> Viewer:
    account = an_account(name)
    return Viewer(account.pk, name)


def a_house(name: str = "Headland pain service") -> House:
    service = a_service(name)
    lead, nurse, panel = a_viewer("Pauline"), a_viewer("Siobhan"), a_viewer("Dawn")
    people.join_service(account=lead.account, service=service.pk, job_title="Lead", role=ServiceRole.LEAD)
    people.join_service(account=nurse.account, service=service.pk, job_title="Nurse")
    seat = people.offer_seat(account=panel.account, service=service.pk, constituency=Constituency.PERSON, by=lead)
    people.answer_seat(seat=seat.pk, says_yes=True, by=panel)
    return House(service, lead, nurse, panel)


def a_facilitator(name: str = "Noreen") -> Viewer:
    viewer = a_viewer(name)
    people.hold_role(account=viewer.account, role=PlatformRole.FACILITATOR)
    return viewer


def as_somebody(viewer: Viewer) -> Somebody:
    from alongside.people.models import Account

    return Somebody(Account.objects.get(pk=viewer.account), viewer)


def why(reasons: str = "Our panel asked for it.", *, on: date | None = None, **more: Any) -> Frame:
    return Frame(
        on=on or clock.today(),
        decided_by="the team and the panel",
        reasons=reasons,
        level=Level.SERVICE,
        nature=Nature.WORDING,
        keeps_meaning=KeepsMeaning.YES,
        **more,
    )


def a_fork(
    house: House, set_id: str = "headland-own", prefix: str = "H", parent: Ref = FIRST, *, by: Viewer | None = None
) -> Ref:
    return sets.fork(
        parent=parent,
        set_id=set_id,
        prefix=prefix,
        title="How we work at Headland",
        service=house.service.pk,
        reasons="We want it in the words of our town.",
        by=by or house.lead,
    )


def a_practice(at: Ref, by: Viewer, words: dict[str, str] | None = None, **more: Any) -> str:
    more = {"principle": 1, "moments": [Moment.ALWAYS], "kinds": [Kind.STRUCTURE], **more}
    return sets.add_practice(at=at, words=words or NEW_WORDS, frame=why(), by=by, **more)


def goes_out(at: Ref, by: Viewer) -> None:
    """Read by people, then published."""
    sets.refine(at=at, reasons="Six people of the panel read it.", by=by)
    sets.publish(at=at, reasons="It is ready.", by=by)


class _Back(Exception):
    """Carries what was made out of a transaction that is taken back."""

    def __init__(self, made: Any) -> None:
        self.made = made


def as_on_another_machine(make: Callable[[], Any]) -> Any:
    """What `make` gives, while nothing of what it wrote is here: a set made in another place, and sent as a file."""
    try:
        with transaction.atomic():
            raise _Back(make())
    except _Back as back:
        return back.made


def stands(at: Ref) -> Version:
    found = versions.version(at.set_id, at.version)
    assert found is not None
    return found


def service_id(house: House) -> UUID:
    return house.service.pk
