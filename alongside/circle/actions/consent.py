"""Do it: open an area or one item to somebody, close it, keep it from them. Consent rows are withdrawn, never rewritten."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from alongside.circle import refusals as no
from alongside.circle.actions.history import remember
from alongside.circle.actions.holding import member_of_own
from alongside.circle.actions.outside import end_links_of
from alongside.circle.models import Grant, Member
from alongside.circle.rules import PURPOSE_OF, Area, Effect, Standing
from alongside.core import clock, facts
from alongside.core.refusal import insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action


@action
def open_area(
    *,
    member: UUID,
    area: Area,
    until: datetime | None = None,
    item: UUID | None = None,
    starts: datetime | None = None,
    by: Viewer,
) -> Grant:
    """Open an area, or one sealed item, to somebody; until a day, if the person names one."""
    row = member_of_own(member, by)
    now = clock.now()
    insist(no.why_not_open(row, until=until, starts=starts or now, now=now))
    if area is Area.LINKS:
        insist(no.why_not_let_send(row, item=item))
    _withdraw(row, area, item)
    grant = Grant(
        space_id=row.space_id,
        member=row,
        area=area,
        item=item,
        purpose=PURPOSE_OF[Standing(row.standing)],
        starts_at=starts or now,
        ends_at=until,
    )
    grant.save()
    remember(row, "opened", by, area=area, item=item, until=until)
    facts.record("consent.given", space=row.space_id, service=row.service_id, by=by.account, area=area.value)
    return grant


@action
def close_area(*, member: UUID, area: Area, item: UUID | None = None, by: Viewer) -> None:
    """Close an area, or one item, to somebody. At once, and silently."""
    row = member_of_own(member, by)
    _end_what_was_sent(row, area, item, by)
    if _withdraw(row, area, item):
        remember(row, "closed", by, area=area, item=item)
        facts.record("consent.withdrawn", space=row.space_id, service=row.service_id, by=by.account, area=area.value)


@action
def shut_item(*, member: UUID, area: Area, item: UUID, by: Viewer) -> Grant:
    """Keep one item from somebody who may see the rest. Deny wins over whatever else is open."""
    return _shut(member, area, item, by)


@action
def shut_area(*, member: UUID, area: Area, by: Viewer) -> Grant:
    """Keep a whole area from somebody who would see it through their team. It holds until the person closes or opens it."""
    return _shut(member, area, None, by)


def _shut(member: UUID, area: Area, item: UUID | None, by: Viewer) -> Grant:
    row = member_of_own(member, by)
    _end_what_was_sent(row, area, item, by)
    _withdraw(row, area, item)
    grant = Grant(
        space_id=row.space_id,
        member=row,
        area=area,
        item=item,
        effect=Effect.DENY,
        purpose=PURPOSE_OF[Standing(row.standing)],
        starts_at=clock.now(),
    )
    grant.save()
    remember(row, "shut", by, area=area, item=item)
    return grant


def _withdraw(row: Member, area: Area, item: UUID | None) -> int:
    rows = Grant.objects.filter(member=row, area=area, item=item, withdrawn_at=None)
    return rows.update(withdrawn_at=Now())


def _end_what_was_sent(row: Member, area: Area, item: UUID | None, by: Viewer) -> None:
    """Whoever sent a link knows its address. What is closed to them must not stay open to them by a link of their own."""
    if area is Area.LINKS or area is Area.CONVERSATION:
        end_links_of(row, by, item=item)
