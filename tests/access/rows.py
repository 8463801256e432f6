"""Consent rows in every state they can be in, and rows of a space written without their history. For tests only."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from alongside.circle.models import Grant
from alongside.circle.rules import Area, Effect, MemberState
from alongside.core.viewer import Purpose
from alongside.core.walls import action

DAY = timedelta(days=1)
STATE_OF_PLACE = {
    "invited": MemberState.INVITED,
    "wants-in": MemberState.WANTS_IN,
    "paused": MemberState.PAUSED,
    "ended": MemberState.ENDED,
    "left": MemberState.LEFT,
}


@action
def save(*rows: models.Model) -> None:
    """Rows as they would stand there after a while."""
    for row in rows:
        row.save()


@action
def save_all(*many: Sequence[models.Model]) -> None:
    """The same for many rows of one kind at once."""
    for rows in many:
        if rows:
            type(rows[0]).objects.bulk_create(rows)  # type: ignore[attr-defined]  # every model of ours has it


@action
def remove(rows: models.QuerySet[Any]) -> None:
    """Rows that never were."""
    rows.delete()


def consent_rows(
    state: str, *, space: UUID, member: UUID, area: Area, items: list[UUID], purpose: Purpose, now: datetime
) -> list[Grant]:
    """The rows of one consent state. `items`: the things of this area, for the states that name one."""
    if state == "none":
        return []
    by_name = state in ("live-for-this-item", "this-item-kept-from-them")
    named: list[UUID | None] = [*items] if by_name else [uuid4()] if state == "live-for-another-item" else [None]
    rows = [
        Grant(space_id=space, member_id=member, area=area, item=item, purpose=purpose, starts_at=now - DAY)
        for item in named
    ]
    for row in rows:
        if state in ("withdrawn", "no-longer-kept-from-them"):
            row.withdrawn_at = now - timedelta(hours=1)
        if state == "expired":
            row.ends_at = now - timedelta(minutes=1)
        if state == "not-begun":
            row.starts_at = now + timedelta(minutes=5)
        if state == "for-another-purpose":
            care = purpose is Purpose.DIRECT_CARE
            row.purpose = Purpose.CARER_SUPPORT if care else Purpose.DIRECT_CARE
        if "kept-from-them" in state:
            row.effect = Effect.DENY
    return rows
