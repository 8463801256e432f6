"""Do it: set out to change something, with reasons and dissent; close it only once those who spoke were told."""

from uuid import UUID

from alongside.choosing import refusals as no
from alongside.choosing.models import Idea, Priority
from alongside.choosing.rules import MOST_OPEN, PriorityState
from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.people.queries import place_at
from alongside.principles.queries import set_for


@action
def set_out(*, service: UUID, thing: str, reason: str, dissent: str, by: Viewer) -> Priority:
    """A lead writes down what the service and its panel agreed to change. `thing`: a practice, or `idea:` and its id."""
    place = place_at(by.account, service)
    if place is None or not place.leads:
        raise Refused(no.not_the_lead())
    if not reason.strip():
        raise Refused(no.reason_needed())
    practice, words = "", ""
    if thing.startswith("idea:"):
        idea = Idea.objects.filter(pk=thing.removeprefix("idea:"), service_id=service, let_in_at__isnull=False).first()
        words = idea.words if idea else ""
    elif thing in {one.id for one in set_for(service).practices}:
        practice = thing
    if not practice and not words:
        raise Refused(no.not_a_practice())
    live = Priority.objects.filter(service_id=service, state=PriorityState.OPEN)
    if live.filter(practice=practice, words=words).exists():
        raise Refused(no.chosen_already())
    if live.count() >= MOST_OPEN:
        raise Refused(no.three_already())
    row = Priority(
        service_id=service,
        practice=practice,
        words=words,
        reason=typed.within(reason, 1000),
        dissent=typed.within(dissent, 1000),
        chosen_on=clock.today(),
    )
    row.save()
    facts.record("priority.set_out", service=service, by=by.account, priority=row.pk)
    return row


@action
def close(*, priority: UUID, told_back: bool, by: Viewer) -> None:
    """Close a priority. Only telling back calls this with `told_back`: nobody closes one in silence."""
    if not told_back:
        raise Refused(no.tell_back_first())
    row = Priority.objects.filter(pk=priority, state=PriorityState.OPEN).first()
    if row is None:
        return
    row.state, row.closed_on = PriorityState.CLOSED, clock.today()
    row.save(update_fields=["state", "closed_on"])
    facts.record("priority.closed", service=row.service_id, by=by.account, priority=row.pk)
