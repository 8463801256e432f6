"""Tell me: whose space, who is in the circle, what each may see, what changed, who looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from alongside.circle.models import (
    BreakGlass,
    ConsentChange,
    Grant,
    Invitation,
    LogQuestion,
    Member,
    Space,
    open_glass,
    openings,
    unscoped,
)
from alongside.circle.models import my_members as _my_members
from alongside.circle.rules import EMERGENCY_AREAS, Area, Effect, MemberState, Standing
from alongside.core.models import AccessEvent
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Purpose, Viewer
from alongside.people.queries import posts_of


@dataclass(frozen=True)
class Footing:
    """On what footing somebody stands in a space: as its holder, as a member, or in an emergency."""

    space: UUID
    owner: UUID
    owner_name: str
    is_owner: bool
    standing: Standing | None = None
    member: UUID | None = None
    emergency: UUID | None = None


def own_space(viewer: Viewer) -> Space | None:
    """The space this viewer holds."""
    return Space.objects.for_viewer(viewer).filter(owner_id=viewer.account).first()


def footing(viewer: Viewer, space_id: UUID) -> Footing | None:
    """How `viewer` stands in this space now; None for a stranger, who gets no hint that it exists."""
    space = Space.objects.for_viewer(viewer).select_related("owner").filter(pk=space_id).first()
    if space is None:
        return None
    base = {"space": space.pk, "owner": space.owner_id, "owner_name": str(space.owner)}
    if space.owner_id == viewer.account and viewer.purpose is Purpose.OWN:
        return Footing(**base, is_owner=True)
    if viewer.purpose is Purpose.EMERGENCY:
        glass = unscoped(BreakGlass).filter(open_glass(viewer), space_id=space_id).first()
        return Footing(**base, is_owner=False, emergency=glass.pk) if glass else None
    if space.sharing_paused_at is not None:
        return None
    member = membership(viewer, space_id)
    if member is None:
        return None
    return Footing(**base, is_owner=False, standing=Standing(member.standing), member=member.pk)


def membership(viewer: Viewer, space_id: UUID) -> Member | None:
    """This viewer's own place in the circle for the purpose they look for; in person before as a team."""
    standings = (
        (Standing.CARER,)
        if viewer.purpose is Purpose.CARER_SUPPORT
        else (Standing.PROFESSIONAL, Standing.OUTSIDE, Standing.TEAM)
    )
    rows = (
        unscoped(Member)
        .filter(_my_members(viewer), space_id=space_id, state=MemberState.IN_CIRCLE, standing__in=standings)
        .order_by("standing")
    )
    ordered = sorted(rows, key=lambda row: standings.index(Standing(row.standing)))
    return ordered[0] if ordered else None


def purposes_in(account: UUID, space_id: UUID) -> list[Purpose]:
    """For which purposes this account may come to this space at all: own, care, carer support."""
    probe = Viewer(account=account, name="")
    found: list[Purpose] = []
    if unscoped(Space).filter(pk=space_id, owner_id=account).exists():
        return [Purpose.OWN]
    standings = set(
        unscoped(Member)
        .filter(_my_members(probe), space_id=space_id, state=MemberState.IN_CIRCLE)
        .values_list("standing", flat=True)
    )
    if standings & {Standing.PROFESSIONAL, Standing.TEAM}:
        found.append(Purpose.DIRECT_CARE)
    if Standing.CARER in standings:
        found.append(Purpose.CARER_SUPPORT)
    return found


def spaces_open_to(viewer: Viewer) -> list[Footing]:
    """Every space in which this viewer has a place for the purpose they look for, by the holder's name."""
    rows = (
        Member.objects.for_viewer(viewer)
        .filter(_my_members(viewer), state=MemberState.IN_CIRCLE, space__sharing_paused_at=None)
        .select_related("space__owner")
        .order_by("space__owner__called")
    )
    found: dict[UUID, Footing] = {}
    for row in rows:
        carer = row.standing == Standing.CARER
        if carer != (viewer.purpose is Purpose.CARER_SUPPORT):
            continue
        found.setdefault(
            row.space_id,
            Footing(
                space=row.space_id,
                owner=row.space.owner_id,
                owner_name=str(row.space.owner),
                is_owner=False,
                standing=Standing(row.standing),
                member=row.pk,
            ),
        )
    return list(found.values())


def may_open(viewer: Viewer, space_id: UUID, area: Area) -> bool:
    """Whether a whole area is open to the viewer (the holder: always). For pages, so that they show no dead links."""
    found = openings(viewer)
    if space_id in found.owned:
        return True
    if space_id in found.emergency:
        return area in EMERGENCY_AREAS
    mine = [row for row in found.rows if row.space == space_id and row.area is area and row.item is None]
    return any(r.effect is Effect.ALLOW for r in mine) and not any(r.effect is Effect.DENY for r in mine)


def circle_of(viewer: Viewer, space_id: UUID) -> QuerySet[Member]:
    """Members of a circle that the viewer may know of."""
    return (
        Member.objects.for_viewer(viewer)
        .filter(space_id=space_id)
        .exclude(state__in=(MemberState.ENDED, MemberState.DECLINED, MemberState.LEFT))
        .select_related("account", "service__organisation")
        .order_by("since")
    )


def past_circle_of(viewer: Viewer, space_id: UUID) -> QuerySet[Member]:
    """Members who are no longer in the circle; for the holder."""
    return (
        Member.objects.for_viewer(viewer)
        .filter(space_id=space_id, state__in=(MemberState.ENDED, MemberState.DECLINED, MemberState.LEFT))
        .select_related("account", "service__organisation")
        .order_by("-changed_at")
    )


def member(viewer: Viewer, member_id: UUID) -> Member | None:
    """One member of a circle, if the viewer may know of them."""
    return (
        Member.objects.for_viewer(viewer)
        .filter(pk=member_id)
        .select_related("account", "service__organisation")
        .first()
    )


def grants_of(viewer: Viewer, space_id: UUID, *, members: Iterable[UUID] | None = None) -> QuerySet[Grant]:
    """Consent rows that are neither withdrawn nor over."""
    rows = (
        Grant.objects.for_viewer(viewer)
        .filter(space_id=space_id, withdrawn_at=None)
        .filter(Q(ends_at=None) | Q(ends_at__gt=Now()))
        .order_by("given_at")
    )
    return rows if members is None else rows.filter(member_id__in=list(members))


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


def consent_history(viewer: Viewer, space_id: UUID) -> QuerySet[ConsentChange]:
    """Every change of consent, newest first."""
    return ConsentChange.objects.for_viewer(viewer).filter(space_id=space_id).select_related("member").order_by("-at")


def invitation_behind(viewer: Viewer) -> Invitation | None:
    """The invitation whose code this viewer carries, whatever its state."""
    if not viewer.link:
        return None
    return Invitation.objects.for_viewer(viewer).filter(code_hash=viewer.link).select_related("member").first()


@dataclass(frozen=True)
class Waiting:
    """A word that waits inside for somebody: who would like them in their circle, and as what."""

    member: UUID
    from_name: str
    words: str
    standing: Standing
    role: str
    ends_at: datetime


def invitations_waiting_for(account: UUID) -> list[Waiting]:
    """Circles that wait for this account's answer. It must be the account that is bound."""
    rows = (
        unscoped(Invitation)
        .filter(member__account_id=account, member__state=MemberState.INVITED)
        .filter(used_at=None, withdrawn_at=None, ends_at__gt=Now())
        .select_related("member")
        .order_by("made_at")
    )
    return [
        Waiting(
            member=row.member_id,
            from_name=row.from_name,
            words=row.words,
            standing=Standing(row.member.standing),
            role=row.member.role,
            ends_at=row.ends_at,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Offer:
    """The way in that waits for one invited member, as the person sees it."""

    way: InvitedBy
    ends_at: datetime
    is_over: bool


def offers_of(viewer: Viewer, space_id: UUID) -> dict[UUID, Offer]:
    """For the holder: how each invited member was invited, the newest way first."""
    now = clock.now()
    rows = (
        Invitation.objects.for_viewer(viewer)
        .filter(member__space_id=space_id, member__state=MemberState.INVITED, withdrawn_at=None)
        .order_by("made_at")
    )
    return {row.member_id: Offer(InvitedBy(row.way), row.ends_at, row.ends_at <= now) for row in rows}


def looks(viewer: Viewer, space_id: UUID, *, with_own: bool = False) -> QuerySet[AccessEvent]:
    """Who looked, newest first. Only the holder of the space has a log to read; their own looks are left out unless asked for."""
    if own_space_id(viewer) != space_id:
        return AccessEvent.objects.none()
    rows = AccessEvent.objects.filter(space=space_id).order_by("-at")
    return rows if with_own else rows.exclude(actor=viewer.account)


def own_space_id(viewer: Viewer) -> UUID | None:
    """Id of the space this viewer holds."""
    space = own_space(viewer)
    return space.pk if space else None


def log_questions(viewer: Viewer, space_id: UUID | None = None) -> QuerySet[LogQuestion]:
    """Questions about lines of the log: the person's own, or all for a privacy officer in review."""
    rows = LogQuestion.objects.for_viewer(viewer).order_by("-asked_at")
    return rows if space_id is None else rows.filter(space_id=space_id)


def broken_glass(viewer: Viewer, *, unreviewed_only: bool = False) -> QuerySet[BreakGlass]:
    """Emergency looks the viewer may know of."""
    rows = BreakGlass.objects.for_viewer(viewer).order_by("-starts_at")
    return rows.filter(reviewed_at=None) if unreviewed_only else rows


def space_for_emergency(viewer: Viewer, owner: UUID) -> UUID | None:
    """The space of this account, for an emergency look: only for somebody in post, only if its holder allows it."""
    if connection.vendor == "postgresql":
        found = ask_wall("alongside_emergency_space", owner)
        return UUID(str(found)) if found else None
    if viewer.account is None or not posts_of(viewer.account):
        return None
    return unscoped(Space).filter(owner_id=owner, break_glass_allowed=True).values_list("pk", flat=True).first()


def glass_open_until(viewer: Viewer, space_id: UUID) -> datetime | None:
    """Until when an emergency look of this viewer into this space lasts, if one is open."""
    row = unscoped(BreakGlass).filter(open_glass(viewer), space_id=space_id).first()
    return row.ends_at if row else None
