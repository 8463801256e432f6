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
    places_now,
    remembered,
    services_now,
    unscoped,
)
from alongside.circle.models import my_members as _my_members
from alongside.circle.rules import EMERGENCY_AREAS, QUIET_AFTER_A_NO, RESTORED, Area, Effect, MemberState, Standing
from alongside.core import clock
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
    return remembered(viewer, ("footing", space_id), lambda: _footing(viewer, space_id))


def _footing(viewer: Viewer, space_id: UUID) -> Footing | None:
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


def membership(viewer: Viewer, space_id: UUID, purpose: Purpose | None = None) -> Member | None:
    """This viewer's own place in the circle for the purpose they look for; in person before as a team."""
    standings = (
        (Standing.CARER,)
        if (purpose or viewer.purpose) is Purpose.CARER_SUPPORT
        else (Standing.PROFESSIONAL, Standing.OUTSIDE, Standing.TEAM)
    )
    mine = [row for row in _my_places(viewer, space_id) if row.standing in standings]
    return min(mine, key=lambda row: standings.index(Standing(row.standing)), default=None)


def _my_places(viewer: Viewer, space_id: UUID) -> list[Member]:
    """Every place in this circle that is this viewer's now, in whatever standing."""
    rows = unscoped(Member).filter(_my_members(viewer), space_id=space_id, state=MemberState.IN_CIRCLE)
    return remembered(viewer, ("places", space_id), lambda: list(rows))


def purposes_in(viewer: Viewer, space_id: UUID) -> list[Purpose]:
    """For which purposes this account may come to this space at all: own, or care, carer support."""
    space = unscoped(Space).filter(pk=space_id).first()
    if space is not None and space.owner_id == viewer.account:
        return [Purpose.OWN]
    if space is None or space.sharing_paused_at is not None:
        return []
    standings = {row.standing for row in _my_places(viewer, space_id)}
    found: list[Purpose] = []
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


def may_open_some(viewer: Viewer, space_id: UUID, area: Area) -> bool:
    """Whether a whole area is open to the viewer, or a single thing of it by name."""
    rows = [row for row in openings(viewer).rows if row.space == space_id and row.area is area]
    return may_open(viewer, space_id, area) or any(row.item and row.effect is Effect.ALLOW for row in rows)


def circle_of(viewer: Viewer, space_id: UUID) -> QuerySet[Member]:
    """Members of a circle that the viewer may know of."""
    return (
        Member.objects.for_viewer(viewer)
        .filter(space_id=space_id)
        .exclude(state__in=(MemberState.ENDED, MemberState.DECLINED, MemberState.LEFT))
        # A link that a member sent stands with its conversation, not among the people they know of.
        .exclude(sent_by__in=places_now(viewer))
        .select_related("account", "sent_by", "service__organisation")
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


def is_paused_after_restore(viewer: Viewer, space_id: UUID) -> bool:
    """Whether it was an old copy of the database, and not the person, that made sharing pause. Asked only of a space that is paused."""
    kinds = ("all-paused", "all-resumed", RESTORED)
    last = ConsentChange.objects.for_viewer(viewer).filter(space_id=space_id, kind__in=kinds).order_by("-at").first()
    return last is not None and last.kind == RESTORED


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


def looks(viewer: Viewer, space_id: UUID, *, with_own: bool = False) -> QuerySet[AccessEvent]:
    """Who looked, newest first. Only the holder of the space has a log to read; their own looks are left out unless asked for."""
    if own_space_id(viewer) != space_id:
        return AccessEvent.objects.none()
    rows = AccessEvent.objects.filter(space=space_id).order_by("-at")
    return rows if with_own else rows.exclude(actor=viewer.account)


def own_space_id(viewer: Viewer) -> UUID | None:
    """Id of the space this viewer holds."""
    return remembered(viewer, "own space", lambda: getattr(own_space(viewer), "pk", None))


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


def space_to_ask(viewer: Viewer, owner: UUID, service: UUID) -> UUID | None:
    """The space of this account, for somebody in that service to ask to be let in. For the action, never for a page.

    None as well while they are there, invited or waiting, and for a month after the person said no or ended it.
    """
    if connection.vendor == "postgresql":
        found = ask_wall("alongside_space_to_ask", owner, service)
        return UUID(str(found)) if found else None
    if viewer.account in (None, owner) or service not in services_now(viewer):
        return None
    here = unscoped(Member).filter(space__owner_id=owner, account_id=viewer.account, service_id=service)
    there = Q(state__in=(MemberState.INVITED, MemberState.WANTS_IN, MemberState.IN_CIRCLE, MemberState.PAUSED))
    said_no = Q(state=MemberState.ENDED, changed_at__gt=clock.now() - QUIET_AFTER_A_NO)
    if here.filter(there | said_no).exists():
        return None
    return unscoped(Space).filter(owner_id=owner).values_list("pk", flat=True).first()


def glass_open_until(viewer: Viewer, space_id: UUID) -> datetime | None:
    """Until when an emergency look of this viewer into this space lasts, if one is open."""
    row = unscoped(BreakGlass).filter(open_glass(viewer), space_id=space_id).first()
    return row.ends_at if row else None
