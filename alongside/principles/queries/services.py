"""Tell me: which set a service works with on a day, and which ones it worked with before."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.core import clock
from alongside.principles.catalogue import PrincipleSet, principle_set
from alongside.principles.models import ServiceSet
from alongside.principles.queries import versions
from alongside.principles.rules import Ref

FIRST_SET = "both-2019"


@dataclass(frozen=True)
class Switch:
    """From this day a service works with this set. `role` is as what somebody said so."""

    ref: Ref
    title: str
    begins_on: date
    reason: str
    at: datetime | None = None


def set_for(service_id: UUID, on: date | None = None) -> PrincipleSet:
    """The set that a service works with on a day (today when none is said). Until it chose one, the first set."""
    row = _counting(service_id, on or clock.today())
    found = versions.version(row.set_id, row.version) if row else None
    return found.set if found else principle_set(FIRST_SET)


def names_of(service_id: UUID) -> dict[str, str]:
    """What each practice is called here now; one that a set left out since keeps the name it had when it was last in use."""
    rows = ServiceSet.objects.filter(service_id=service_id, begins_on__lte=clock.today()).order_by(
        "begins_on", "number"
    )
    names = {one.id: one.name for one in principle_set(FIRST_SET).practices}
    for ref in dict.fromkeys((row.set_id, row.version) for row in rows):
        if found := versions.version(*ref):
            names |= {one.id: one.name for one in found.set.practices}
    return names | {one.id: one.name for one in set_for(service_id).practices}


def switches_of(service_id: UUID) -> list[Switch]:
    """Every switch of a service, the newest first, planned ones too."""
    rows = ServiceSet.objects.filter(service_id=service_id).order_by("-begins_on", "-number")
    return [
        Switch(Ref(row.set_id, row.version), _title(row.set_id, row.version), row.begins_on, row.reason, row.at)
        for row in rows
    ]


def works_with(set_id: str, number: str, on: date | None = None) -> list[UUID]:
    """The services that work with this version on a day."""
    day = on or clock.today()
    seen = ServiceSet.objects.filter(begins_on__lte=day).values_list("service_id", flat=True).distinct()
    return [
        service
        for service in seen
        if (row := _counting(service, day)) and (row.set_id, row.version) == (set_id, number)
    ]


def will_work_with(set_id: str, number: str) -> list[UUID]:
    """The services that work with this version today, and those that are to begin on a later day."""
    later = ServiceSet.objects.filter(begins_on__gt=clock.today(), set_id=set_id, version=number)
    # A plan may have been replaced by another one for the same day.
    still = {row.service_id for row in later if _counting(row.service_id, row.begins_on) == row}
    return sorted({*works_with(set_id, number), *still})


def planned_after(service_id: UUID, day: date) -> bool:
    """Whether a switch after this day is already written down."""
    return ServiceSet.objects.filter(service_id=service_id, begins_on__gt=day).exists()


def _counting(service_id: UUID, day: date) -> ServiceSet | None:
    rows = ServiceSet.objects.filter(service_id=service_id, begins_on__lte=day)
    return rows.order_by("-begins_on", "-number").first()


def _title(set_id: str, number: str) -> str:
    found = versions.version(set_id, number)
    return found.set.title if found else set_id
