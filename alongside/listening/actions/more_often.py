"""Do it: ask everybody about a practice more often while something is tried, and stop when it ends."""

from datetime import date
from uuid import UUID

from alongside.core import facts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.listening import refusals as no
from alongside.listening.models import MoreOften
from alongside.people.queries import place_at


@action
def ask_more_often(*, service: UUID, practice: str, until: date, by: Viewer) -> None:
    """From now until this day; asked for again, the later day holds."""
    _at_work(service, by)
    row = MoreOften.objects.filter(service_id=service, practice=practice).first()
    if row is not None and row.until >= until:
        return
    MoreOften.objects.update_or_create(service_id=service, practice=practice, defaults={"until": until})
    facts.record("practice.asked_more_often", service=service, by=by.account, practice=practice)


@action
def ask_as_before(*, service: UUID, practice: str, by: Viewer) -> None:
    """As often as everything else again."""
    _at_work(service, by)
    if MoreOften.objects.filter(service_id=service, practice=practice).delete()[0]:
        facts.record("practice.asked_as_before", service=service, by=by.account, practice=practice)


def _at_work(service: UUID, by: Viewer) -> None:
    place = place_at(by.account, service)
    if place is None or not place.works_here:
        raise Refused(no.not_in_this_service())
