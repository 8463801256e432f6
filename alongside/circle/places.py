"""Tell me: through which places and links somebody comes. For the rooms above that put people into single items."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Now

from alongside.circle.models import Grant, Member, openings, places_now, sender_stands, unscoped
from alongside.circle.models import my_members as _my_members
from alongside.circle.queries import may_open, own_space_id
from alongside.circle.rules import PURPOSE_OF, Area, Effect, MemberState, Standing
from alongside.core import clock
from alongside.core.models import AccessEvent
from alongside.core.viewer import Viewer


def places_of(viewer: Viewer, space_id: UUID | None = None) -> frozenset[UUID]:
    """Ids of this viewer's own live places, in one space or in all, for the purpose they look for."""
    rows = unscoped(Member).filter(_my_members(viewer), state=MemberState.IN_CIRCLE, space__sharing_paused_at=None)
    if space_id is not None:
        rows = rows.filter(space_id=space_id)
    found = rows.values_list("pk", "standing")
    return frozenset(pk for pk, standing in found if PURPOSE_OF[Standing(standing)] == viewer.purpose)


def place_that_opens(viewer: Viewer, space_id: UUID, area: Area) -> UUID | None:
    """Through which of their places a whole area is open to this viewer; None when it is not, or when the space is theirs."""
    if not may_open(viewer, space_id, area):
        return None
    rows = [r for r in openings(viewer).rows if r.space == space_id and r.area is area and r.item is None]
    return rows[0].member if rows else None


@dataclass(frozen=True)
class LinkIn:
    """A link that opens one item to its bearer: whose it is, until when, whether it still opens, how often it was opened."""

    member: UUID
    name: str
    role: str
    made_at: datetime
    ends_at: datetime | None
    is_open: bool
    is_withdrawn: bool
    times_opened: int
    last_opened_at: datetime | None
    # Who sent it, when it was not the person; and whether it sleeps because its sender may not send links now.
    sent_by: UUID | None = None
    sent_by_name: str = ""
    is_asleep: bool = False


def links_into(viewer: Viewer, space_id: UUID, item: UUID, *, action: str) -> list[LinkIn]:
    """Links to one item, newest first: all of them for the holder, for a member those they sent themselves.

    `action` names an opening in the log, which is the holder's alone to read.
    """
    now = clock.now()
    known = Grant.objects.for_viewer(viewer).filter(space_id=space_id, item=item, effect=Effect.ALLOW)
    if own_space_id(viewer) != space_id:
        known = known.filter(member__in=sent_by_me(viewer))
    rows = list(
        known.filter(member__standing=Standing.OUTSIDE)
        .select_related("member", "member__sent_by")
        .order_by("-given_at")
    )
    opened = {
        row["member"]: row
        for row in AccessEvent.objects.filter(
            space=space_id, action=action, outcome="shown", member__in=[row.member_id for row in rows]
        )
        .values("member")
        .annotate(times=Count("pk"), last=Max("at"))
    }
    found = []
    for row in rows:
        seen = opened.get(row.member_id, {})
        withdrawn = row.withdrawn_at is not None or row.member.state != MemberState.IN_CIRCLE
        over = row.ends_at is not None and row.ends_at <= now
        sender = row.member.sent_by
        asleep = sender is not None and not sender_stands(sender.pk, item)
        found.append(
            LinkIn(
                member=row.member_id,
                name=row.member.name,
                role=row.member.role,
                made_at=row.given_at,
                ends_at=row.ends_at,
                is_open=not withdrawn and not over and not asleep,
                is_withdrawn=withdrawn,
                times_opened=seen.get("times", 0),
                last_opened_at=seen.get("last"),
                sent_by=sender.pk if sender else None,
                sent_by_name=sender.name if sender else "",
                is_asleep=asleep and not withdrawn and not over,
            )
        )
    return found


def sent_by_me(viewer: Viewer) -> QuerySet[Member]:
    """Links that this viewer sent from a live place of theirs."""
    return Member.objects.for_viewer(viewer).filter(sent_by__in=places_now(viewer), standing=Standing.OUTSIDE)


def place_to_send_from(viewer: Viewer, space_id: UUID, item: UUID) -> UUID | None:
    """Through which of their places this viewer may send a link to one conversation; None when they may not."""
    place = place_that_opens(viewer, space_id, Area.LINKS)
    return place if place is not None and sender_stands(place, item) else None


def ends_of_sending(viewer: Viewer, place: UUID, item: UUID) -> list[datetime]:
    """When the leave to send links ends for this place, and when its own way into the conversation does; if they end."""
    rows = [
        row
        for row in Grant.objects.for_viewer(viewer)
        .filter(member=place, effect=Effect.ALLOW, withdrawn_at=None, starts_at__lte=Now())
        .filter(Q(ends_at=None) | Q(ends_at__gt=Now()))
        if row.item in (None, item)
    ]
    ends = []
    for area in (Area.LINKS, Area.CONVERSATION):
        moments = [row.ends_at for row in rows if row.area == area]
        if moments and None not in moments:
            ends.append(max(moments))
    return ends


def own_link_ends(viewer: Viewer, item: UUID) -> datetime | None:
    """Until when the bearer of this link may see the item it opens."""
    row = Grant.objects.for_viewer(viewer).filter(item=item, withdrawn_at=None, effect=Effect.ALLOW).first()
    return row.ends_at if row else None


def own_place(viewer: Viewer, member_id: UUID) -> Member | None:
    """One of this viewer's own places, as it stands."""
    return unscoped(Member).filter(_my_members(viewer), pk=member_id).first()


def spaces_behind(viewer: Viewer) -> list[UUID]:
    """Spaces that the code of this link belongs to, also when the link has ended: so that a try is logged there."""
    if not viewer.link:
        return []
    rows = unscoped(Member).filter(_my_members(viewer)).exclude(state=MemberState.ENDED)
    return list(rows.values_list("space_id", flat=True))
