"""Tell me: the consent grid, and how somebody was invited. What a member is told of it leaves out what is kept from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.circle.models import Invitation, Member
from alongside.circle.queries import grants_of, membership
from alongside.circle.rules import PURPOSE_OF, Area, Effect, InvitedBy, MemberState, Standing
from alongside.core import clock
from alongside.core.viewer import Viewer


@dataclass(frozen=True)
class AreaConsent:
    """How one area stands for one member: open now, opening later, kept from them, or simply not open."""

    area: Area
    is_open: bool = False
    begins_at: datetime | None = None
    until: datetime | None = None
    is_kept: bool = False


@dataclass(frozen=True)
class ItemConsent:
    """One item opened to a member by name, or kept from them."""

    grant: UUID
    area: Area
    item: UUID
    is_kept: bool
    begins_at: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Consents:
    """Everything that stands for one member. What is not in `items` and not open in `areas` is not open."""

    areas: dict[Area, AreaConsent]
    items: tuple[ItemConsent, ...] = ()

    @property
    def opens_nothing(self) -> bool:
        """Whether neither an area nor an item is open or about to open."""
        areas = any(one.is_open or one.begins_at for one in self.areas.values())
        return not areas and all(one.is_kept for one in self.items)


def consents_of(viewer: Viewer, space_id: UUID, members: Iterable[Member]) -> dict[UUID, Consents]:
    """The consent grid: for each member every area, and every single item that is opened to them or kept from them."""
    purposes = {row.pk: PURPOSE_OF[Standing(row.standing)] for row in members}
    now = clock.now()
    areas = {pk: {area: AreaConsent(area) for area in Area} for pk in purposes}
    items: dict[UUID, list[ItemConsent]] = {pk: [] for pk in purposes}
    for row in grants_of(viewer, space_id, members=purposes):
        if row.purpose != purposes[row.member_id]:
            continue
        area, kept = Area(row.area), row.effect == Effect.DENY
        later = row.starts_at if row.starts_at > now else None
        if row.item is not None:
            items[row.member_id].append(ItemConsent(row.pk, area, row.item, kept, later, row.ends_at))
            continue
        before = areas[row.member_id][area]
        if kept:
            areas[row.member_id][area] = AreaConsent(area, is_kept=True, until=row.ends_at)
        elif not before.is_kept and not before.is_open:
            areas[row.member_id][area] = AreaConsent(area, is_open=later is None, begins_at=later, until=row.ends_at)
    return {pk: Consents(areas[pk], tuple(items[pk])) for pk in purposes}


def my_consents(viewer: Viewer, space_id: UUID) -> Consents | None:
    """What a member may see here, told to the member themselves. What is kept from them is not told."""
    own = membership(viewer, space_id)
    if own is None:
        return None
    found = consents_of(viewer, space_id, [own])[own.pk]
    areas = {area: one if one.is_open else AreaConsent(area) for area, one in found.areas.items()}
    return Consents(areas, tuple(one for one in found.items if not one.is_kept and one.begins_at is None))


@dataclass(frozen=True)
class Offer:
    """The way in that waits for one invited member, as the person sees it."""

    way: InvitedBy
    ends_at: datetime
    is_over: bool


def invited_members(viewer: Viewer, space_id: UUID) -> frozenset[UUID]:
    """For the holder: members whom they invited. The others asked by themselves, or are a whole service."""
    rows = Invitation.objects.for_viewer(viewer).filter(member__space_id=space_id)
    return frozenset(rows.values_list("member_id", flat=True))


def meant_by(viewer: Viewer, space_id: UUID, member: UUID) -> str:
    """Whom the person meant when they invited, in their own words; for the person, to compare with whoever came."""
    rows = Invitation.objects.for_viewer(viewer).filter(member_id=member, member__space_id=space_id)
    return rows.order_by("-made_at").values_list("for_name", flat=True).first() or ""


def offers_of(viewer: Viewer, space_id: UUID) -> dict[UUID, Offer]:
    """For the holder: how each invited member was invited, the newest way first."""
    now = clock.now()
    rows = (
        Invitation.objects.for_viewer(viewer)
        .filter(member__space_id=space_id, member__state=MemberState.INVITED, withdrawn_at=None)
        .order_by("made_at")
    )
    return {row.member_id: Offer(InvitedBy(row.way), row.ends_at, row.ends_at <= now) for row in rows}
