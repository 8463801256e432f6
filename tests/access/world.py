"""Builds every combination of the access table in the database: one space each, two consent rows for one somebody."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction

from alongside.care.models import StoryPart
from alongside.circle.models import Grant, Member, Space
from alongside.circle.rules import PURPOSE_OF, Area, Effect, MemberState, Standing
from alongside.core import clock
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.core.walls import action
from alongside.people import actions as people
from alongside.people.models import Account, Service
from alongside.people.rules import OrganisationKind
from tests.access.oracle import LABELS

KINDS = ("line", "page", "whole", "also")


@dataclass(frozen=True)
class Cell:
    """One space and the somebody who looks at it."""

    space: UUID
    viewer: Viewer
    items: dict[str, UUID]
    holder: Viewer


def a_service() -> Service:
    """A service of an invented organisation."""
    tag = uuid4().hex[:12]
    organisation = people.add_organisation(slug=f"org-{tag}", name="Invented Health", kind=OrganisationKind.HOSPITAL)
    return people.add_service(organisation=organisation, slug=f"service-{tag}", name="Invented pain service")


def somebody(name: str) -> Account:
    """An account nobody else has."""
    return people.open_account(email=f"{uuid4().hex[:16]}@example.test", called=name)


@action
def _save(*rows: object) -> None:
    for row in rows:
        row.save()  # type: ignore[attr-defined]


def build(standing: str, member_state: str, pair: tuple[str, str]) -> Cell:
    """Make one cell of the table."""
    kind = Standing(standing)
    holder = somebody("Holder")
    service = a_service() if kind in (Standing.PROFESSIONAL, Standing.TEAM) else None
    account = None if kind is Standing.OUTSIDE else somebody("Looker")
    link = uuid4().hex * 2 if kind is Standing.OUTSIDE else ""
    if account and service:
        people.join_service(account=account.pk, service=service.pk, job_title="physiotherapist")
    purpose = Purpose(PURPOSE_OF[kind])
    own = Viewer(holder.pk, "Holder")
    with transaction.atomic(), bound(own):
        now = clock.now()
        day = timedelta(days=1)
        space = Space(owner_id=holder.pk, sharing_paused_at=now if member_state == "all-sharing-paused" else None)
        member = Member(
            space=space,
            account=account if kind is not Standing.TEAM else None,
            service=service,
            standing=kind,
            state={
                "invited": MemberState.INVITED,
                "paused": MemberState.PAUSED,
                "ended": MemberState.ENDED,
            }.get(member_state, MemberState.IN_CIRCLE),
            name="Looker",
            link_hash=link,
        )
        _save(space, member)
        items = {}
        for label, story_kind in zip(LABELS, KINDS, strict=True):
            part = StoryPart(space=space, kind=story_kind, label=label, text=f"{label} words")
            _save(part)
            items[label] = part.pk
        for state in pair:
            for item in _items_of(state, items):
                row = Grant(
                    space=space, member=member, area=Area.STORY, item=item, purpose=purpose, starts_at=now - day
                )
                if state == "withdrawn":
                    row.withdrawn_at = now - timedelta(hours=1)
                elif state == "expired":
                    row.ends_at = now - timedelta(minutes=1)
                elif state == "not-begun":
                    row.starts_at = now + timedelta(minutes=5)
                elif state == "for-another-purpose":
                    row.purpose = Purpose.CARER_SUPPORT if purpose is Purpose.DIRECT_CARE else Purpose.DIRECT_CARE
                elif state == "kept-from-them":
                    row.effect = Effect.DENY
                if state != "none":
                    _save(row)
    if member_state == "left-service" and account and service:
        people.leave_service(account=account.pk, service=service.pk)
    return Cell(space.pk, Viewer(account.pk if account else None, "Looker", purpose, link=link), items, own)


def _items_of(state: str, items: dict[str, UUID]) -> list[UUID | None]:
    if state == "live-for-this-item":
        return list(items.values())
    if state == "live-for-another-item":
        return [uuid4()]
    return [None]
