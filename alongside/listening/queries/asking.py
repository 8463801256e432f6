"""Tell me: which questions somebody is asked now, ways in that are open, and what waits for a lead."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from alongside.core.viewer import Viewer, respondent_of
from alongside.listening import catalogue
from alongside.listening.codes import hash_of
from alongside.listening.models import Answer, Asked, Contact, Door, MoreOften, SetAside
from alongside.listening.rules import ITEMS_PERSON, ITEMS_STAFF, NOTHING, REST, DoorKind, choose, monday
from alongside.people.queries import place_at
from alongside.people.rules import Constituency
from alongside.principles.queries import set_for
from alongside.principles.rules import Viewpoint


@dataclass(frozen=True)
class Question:
    """One sentence to answer, and what was answered already."""

    practice: str
    sentence: str
    said: str = ""


def due_items(
    viewer: Viewer,
    service: UUID,
    *,
    contact: str,
    as_whom: Constituency,
    today: date,
    tried: frozenset[str] = frozenset(),
) -> list[Question]:
    """What this somebody is asked about this contact. The same contact always asks the same."""
    viewpoint = Viewpoint.STAFF if as_whom is Constituency.STAFF else Viewpoint.PERSON
    me = respondent_of(viewer)
    principles = set_for(service)
    asked = Asked.objects.filter(respondent=me, viewpoint=viewpoint, on_day__gte=today - REST)
    before = asked.exclude(practice=NOTHING).order_by("on_day")
    here = [row.practice for row in before if contact and row.contact == contact]
    if here:
        chosen = tuple(dict.fromkeys(here))
    else:
        chosen = choose(
            catalogue.askable(principles, viewpoint),
            {row.practice: row.on_day for row in before},
            today=today,
            number=ITEMS_STAFF if viewpoint is Viewpoint.STAFF else ITEMS_PERSON,
            key=f"{me}|{contact}|{monday(today)}",
            tried=tried,
        )
    said = dict(
        Answer.objects.filter(respondent=me, contact=contact, viewpoint=viewpoint, practice__in=chosen).values_list(
            "practice", "value"
        )
    )
    return [Question(one, catalogue.sentence(principles, one, as_whom.value), said.get(one, "")) for one in chosen]


def asked_more_often(service: UUID, *, today: date) -> frozenset[str]:
    """Practices that everybody is asked about more often now, whichever way they come. It names nobody, so anybody may ask."""
    rows = MoreOften.objects.filter(service_id=service, until__gte=today)
    return frozenset(rows.values_list("practice", flat=True))


def was_put_before(viewer: Viewer, contact: str) -> bool:
    """Whether this somebody was asked about this contact already, or put its questions away."""
    return Asked.objects.filter(respondent=respondent_of(viewer), contact=contact).exists()


def door_with(code: str, *, today: date) -> Door | None:
    """The way in that this code opens; None when there is none or it has ended."""
    row = Door.objects.select_related("service__organisation").filter(code_hash=hash_of(code)).first()
    if row is None or row.ended_at is not None or row.ends_on < today:
        return None
    return row


def works_behind(viewer_account: UUID | None, door: Door) -> bool:
    """Whether whoever opens this door works in the service that it asks about."""
    place = place_at(viewer_account, door.service_id)
    return place is not None and place.works_here


def links_of(viewer: Viewer, service: UUID) -> list[Door]:
    """Open links of a service, for those who work there."""
    if not _works_there(viewer, service):
        return []
    return list(Door.objects.filter(service_id=service, kind=DoorKind.LINK).order_by("-made_at")[:50])


def contact_by_code(viewer: Viewer, service: UUID, code: str) -> Contact | None:
    """The contact that a code on paper stands for, for the staff side of the same contact."""
    if not _works_there(viewer, service):
        return None
    door = Door.objects.filter(code_hash=hash_of(code), service_id=service, kind=DoorKind.PAPER).first()
    return Contact.objects.filter(link=door.contact).first() if door else None


def contact_with(viewer: Viewer, service: UUID, link: str) -> Contact | None:
    """A contact of this service that was noted, for those who work there."""
    if not _works_there(viewer, service):
        return None
    return Contact.objects.filter(link=link, service_id=service).first()


def set_aside(viewer: Viewer, service: UUID) -> list[SetAside]:
    """Answers that wait for a lead's word: how many, through which link, on which day. Never which."""
    place = place_at(viewer.account, service)
    if place is None or not place.leads:
        return []
    rows = SetAside.objects.filter(door__service_id=service, answers__gt=0, let_in_at=None, dropped_at=None)
    return list(rows.select_related("door").order_by("-on_day"))


@dataclass(frozen=True)
class Lately:
    """What reached a service in the last weeks, in numbers that tell of nobody: contacts noted, codes given out."""

    contacts: int
    codes: int


def lately(viewer: Viewer, service: UUID, *, since: date) -> Lately | None:
    """How listening goes, for those who work there."""
    if not _works_there(viewer, service):
        return None
    contacts = Contact.objects.filter(service_id=service, week__gte=since).count()
    codes = Door.objects.filter(service_id=service, kind=DoorKind.PAPER, made_at__date__gte=since).count()
    return Lately(contacts, codes)


def kinds_of_contact(service: UUID, opens: date, closes: date) -> dict[str, int]:
    """Contacts by kind; for the count only."""
    rows = Contact.objects.filter(service_id=service, week__gte=opens, week__lte=closes)
    return dict(rows.values_list("kind").annotate(n=Count("pk")).order_by("kind"))


def _works_there(viewer: Viewer, service: UUID) -> bool:
    place = place_at(viewer.account, service)
    return place is not None and place.works_here
