"""Do it: one line of the history of consent, for the person to read. Other files here write it with every change."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from alongside.circle.models import ConsentChange, Member
from alongside.circle.rules import NARROWS, Area
from alongside.core import facts
from alongside.core.viewer import Viewer


def remember(
    member: Member | None,
    kind: str,
    by: Viewer,
    *,
    space: UUID | None = None,
    area: Area | None = None,
    item: UUID | None = None,
    until: datetime | None = None,
) -> None:
    ConsentChange(
        space_id=member.space_id if member else space,
        member=member,
        at=Now(),
        kind=kind,
        area=area.value if area else "",
        item=item,
        until=until,
        by_name=by.name,
    ).save()
    if kind in NARROWS:
        facts.record("circle.narrowed", space=member.space_id if member else space)
