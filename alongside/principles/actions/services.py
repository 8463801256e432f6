"""Choose the set that a service works with from a day on. What was before stays."""

from datetime import date
from uuid import UUID

from alongside.core import clock, facts
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.people.queries import place_at
from alongside.principles import refusals as no
from alongside.principles.models import ServiceSet
from alongside.principles.queries.services import planned_after, set_for
from alongside.principles.queries.versions import version_for
from alongside.principles.rules import Ref


@action
def switch(*, service: UUID, to: Ref, begins_on: date, reason: str, by: Viewer) -> None:
    """From `begins_on` the service works with another version. Answers from before keep the set of their day."""
    place = place_at(by.account, service)
    if place is None or not place.leads:
        insist(no.why_not_decide_on(None, service))
    found = version_for(by, to.set_id, to.version)
    if found is None:
        raise Refused(no.not_there())
    insist(no.why_not_switch_to(found))
    insist(no.why_not_reason(reason))
    insist(no.why_not_from(begins_on, clock.today(), is_planned_later=planned_after(service, begins_on)))
    before = set_for(service, begins_on)
    if Ref(before.id, before.version) == to:
        raise Refused(no.same_set())
    number = ServiceSet.objects.filter(service_id=service).count() + 1
    ServiceSet.objects.create(
        service_id=service,
        set_id=to.set_id,
        version=to.version,
        begins_on=begins_on,
        reason=reason.strip(),
        number=number,
        by=by.account,
    )
    facts.record("principles.switched", service=service, by=by.account, set=to.set_id, version=to.version)
