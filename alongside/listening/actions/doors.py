"""Do it: open and close ways to answer without a space. A code is shown once and kept as a hash."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from alongside.core import clock, facts
from alongside.core.codes import MOST_ON_A_SHEET, new_code
from alongside.core.pseudonyms import salted
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.listening import refusals as no
from alongside.listening.codes import hash_of
from alongside.listening.models import Contact, Door
from alongside.listening.rules import LINK_WEEKS, PAPER_WEEKS, ContactKind, DoorKind, monday
from alongside.people.queries import place_at
from alongside.people.rules import Constituency


@dataclass(frozen=True)
class Made:
    """A way in that was just made, with the code that nobody can read again later."""

    door: Door
    code: str


@action
def make_link(*, service: UUID, called: str, as_whom: Constituency, on: date, by: Viewer) -> Made:
    """A lead makes a link that may hang on a wall or stand in a letter. It ends by itself after a quarter."""
    place = place_at(by.account, service)
    if place is None or not place.leads:
        raise Refused(no.not_the_lead())
    code, ends_on = secrets.token_urlsafe(12), on + timedelta(weeks=LINK_WEEKS)
    door = _door(service, DoorKind.LINK, as_whom, code, ends_on, clock.now(), called=called.strip()[:80])
    door.save()
    facts.record("door.link_made", service=service, by=by.account, door=door.pk)
    return Made(door, code)


@action
def make_codes(
    *,
    service: UUID,
    number: int,
    as_whom: Constituency,
    on: date,
    by: Viewer,
    kind: ContactKind = ContactKind.APPOINTMENT,
) -> list[Made]:
    """A sheet of codes, one for each contact of a day. The staff side of the same contact answers by the same code."""
    if place_at(by.account, service) is None or not _works_there(by, service):
        raise Refused(no.not_in_this_service())
    if not 1 <= number <= MOST_ON_A_SHEET:
        raise Refused(no.too_many_codes())
    now, ends_on = clock.now(), on + timedelta(weeks=PAPER_WEEKS)
    codes = [new_code() for _each in range(number)]
    links = [contact_of_code(code) for code in codes]
    Contact.objects.bulk_create(
        Contact(service_id=service, week=monday(on), kind=kind, link=link, noted_at=now) for link in links
    )
    rows = Door.objects.bulk_create(
        _door(service, DoorKind.PAPER, as_whom, code, ends_on, now, contact=link)
        for code, link in zip(codes, links, strict=True)
    )
    facts.record("door.codes_made", service=service, by=by.account, number=number)
    return [Made(row, code) for row, code in zip(rows, codes, strict=True)]


@action
def end_link(*, door: UUID, by: Viewer) -> None:
    """A lead ends a link: whoever opens it reads that the questions have ended."""
    row = Door.objects.select_for_update().filter(pk=door, kind=DoorKind.LINK).first()
    place = place_at(by.account, row.service_id) if row else None
    if row is None or place is None or not place.leads:
        raise Refused(no.not_the_lead())
    if row.ended_at is None:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        facts.record("door.ended", service=row.service_id, by=by.account, door=row.pk)


@action
def use_code(*, door: Door) -> None:
    """The code on this piece of paper was answered: it opens once more for ten minutes, to put something right, and then never."""
    Door.objects.filter(pk=door.pk, kind=DoorKind.PAPER, used_at=None).update(used_at=clock.now())


def contact_of_code(code: str) -> str:
    """The contact that a code on paper stands for: the same for the person who answers and for the staff side."""
    return salted("contact", hash_of(code))


def _works_there(by: Viewer, service: UUID) -> bool:
    place = place_at(by.account, service)
    return place is not None and place.works_here


def _door(
    service: UUID, kind: DoorKind, as_whom: Constituency, code: str, ends_on: date, now: datetime, **more: str
) -> Door:
    return Door(
        service_id=service,
        kind=kind,
        code_hash=hash_of(code),
        constituency=as_whom,
        made_at=now,
        ends_on=ends_on,
        **more,
    )
