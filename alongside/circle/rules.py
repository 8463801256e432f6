"""May this viewer do this to this item, in this role, for this purpose, now? One pure answer for Python, SQL and docs.

Deny wins; absent means no; a private item is its person's alone. No tables and no clock in this room.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Area(StrEnum):
    """The columns of the consent grid: what in a space can be opened to somebody."""

    STORY = "story"
    COMMUNICATION = "communication"
    NOTES = "notes"
    CONVERSATION = "conversation"
    UNKNOWNS = "unknowns"
    CIRCLE = "circle"
    # Not a thing to see but a thing to do: send links to conversations that are open to them already.
    LINKS = "links"


class Label(StrEnum):
    """How closely one item is kept."""

    ORDINARY = "ordinary"
    NOT_FOR_CARERS = "not-for-carers"
    SEALED = "sealed"
    PRIVATE = "private"


class Standing(StrEnum):
    """As what somebody is in the circle."""

    CARER = "carer"
    PROFESSIONAL = "professional"
    TEAM = "team"
    OUTSIDE = "outside"


class MemberState(StrEnum):
    INVITED = "invited"
    WANTS_IN = "wants-in"
    IN_CIRCLE = "in-circle"
    PAUSED = "paused"
    ENDED = "ended"
    LEFT = "left"
    DECLINED = "declined"


class InvitedBy(StrEnum):
    """Which way an invitation goes. By name: picked from the list of services, so a yes lets them in. Else the person looks first."""

    CODE = "code"
    EMAIL = "email"
    NAME = "name"


# Who may be given leave to send links: somebody with a name, never a whole service and never the bearer of a link.
MAY_SEND_LINKS = (Standing.CARER, Standing.PROFESSIONAL)


class Effect(StrEnum):
    ALLOW = "allow"
    DENY = "deny"


PURPOSE_OF: dict[Standing, str] = {
    Standing.CARER: "carer-support",
    Standing.PROFESSIONAL: "direct-care",
    Standing.TEAM: "direct-care",
    Standing.OUTSIDE: "direct-care",
}
OWN_PURPOSE = "own-use"
EMERGENCY_PURPOSE = "emergency"
# What a break-glass session opens: enough to help safely, never what is sealed, kept from carers or private.
EMERGENCY_AREAS = frozenset({Area.STORY, Area.COMMUNICATION, Area.NOTES})
BREAK_GLASS_LASTS = timedelta(hours=4)
# How often somebody may ask to be let in, whoever they ask; and how long nobody asks again whom the person said no to.
ASKS_TO_JOIN_A_DAY = 10
QUIET_AFTER_A_NO = timedelta(days=30)

# From which state a membership may go where, and who may move it: "person" (whose space it is) or "member".
# Changes after which somebody sees less than before. An old copy of the database would undo them.
NARROWS = frozenset({"closed", "shut", "paused", "ended", "left", "link-ended", "all-paused", "emergency-not-allowed"})
RESTORED = "paused-after-restore"
MOVES: dict[tuple[MemberState, MemberState], str] = {
    (MemberState.INVITED, MemberState.WANTS_IN): "member",
    (MemberState.INVITED, MemberState.IN_CIRCLE): "member",
    (MemberState.INVITED, MemberState.DECLINED): "member",
    (MemberState.INVITED, MemberState.ENDED): "person",
    (MemberState.WANTS_IN, MemberState.IN_CIRCLE): "person",
    (MemberState.WANTS_IN, MemberState.ENDED): "person",
    (MemberState.WANTS_IN, MemberState.LEFT): "member",
    (MemberState.IN_CIRCLE, MemberState.PAUSED): "person",
    (MemberState.IN_CIRCLE, MemberState.ENDED): "person",
    (MemberState.IN_CIRCLE, MemberState.LEFT): "member",
    (MemberState.PAUSED, MemberState.IN_CIRCLE): "person",
    (MemberState.PAUSED, MemberState.ENDED): "person",
    (MemberState.PAUSED, MemberState.LEFT): "member",
}


@dataclass(frozen=True)
class GrantFacts:
    """One consent row and everything its force depends on."""

    area: Area
    item: UUID | None
    effect: Effect
    purpose: str
    starts_at: datetime
    ends_at: datetime | None
    withdrawn_at: datetime | None
    standing: Standing
    member_state: MemberState
    works_there: bool = True
    # A link sent by a member stands on them: on their leave to send links, and on their own way into that conversation.
    sender_stands: bool = True


@dataclass(frozen=True)
class ItemFacts:
    """The item that somebody wants to see."""

    area: Area
    item: UUID
    label: Label


class Why(StrEnum):
    """The rule that decided. Stable: it is logged, tested and documented."""

    OWNER = "owner"
    GRANT = "grant"
    EMERGENCY = "emergency"
    NO_GRANT = "no-grant"
    DENIED = "denied"
    PRIVATE = "private"
    PAUSED = "sharing-paused"


@dataclass(frozen=True)
class Decision:
    allowed: bool
    why: Why


def in_force(grant: GrantFacts, *, purpose: str, now: datetime) -> bool:
    """Whether a consent row counts at this moment: begun, not over, not withdrawn, its bearer in the circle and in post."""
    return (
        grant.purpose == purpose
        and grant.member_state is MemberState.IN_CIRCLE
        and grant.works_there
        and grant.sender_stands
        and grant.starts_at <= now
        and (grant.ends_at is None or now < grant.ends_at)
        and grant.withdrawn_at is None
    )


def opens(grant: GrantFacts, item: ItemFacts) -> bool:
    """Whether an allowing row covers this item. A row for an area never covers what is sealed."""
    if grant.area is not item.area or item.label is Label.PRIVATE:
        return False
    if item.label is Label.NOT_FOR_CARERS and grant.standing is Standing.CARER:
        return False
    if grant.item is not None:
        return grant.item == item.item
    return item.label is not Label.SEALED


def shuts(grant: GrantFacts, item: ItemFacts) -> bool:
    """Whether a denying row covers this item."""
    return grant.area is item.area and grant.item in (None, item.item)


def may_see(
    *,
    owner: bool,
    purpose: str,
    item: ItemFacts,
    grants: Iterable[GrantFacts],
    now: datetime,
    sharing_paused: bool = False,
    glass_broken: bool = False,
) -> Decision:
    """Decide one look. `grants` are all rows of this viewer in this space, whatever their state."""
    if owner and purpose == OWN_PURPOSE:
        return Decision(True, Why.OWNER)
    if item.label is Label.PRIVATE:
        return Decision(False, Why.PRIVATE)
    if purpose == EMERGENCY_PURPOSE:
        opened = glass_broken and item.area in EMERGENCY_AREAS and item.label is Label.ORDINARY
        return Decision(opened, Why.EMERGENCY if opened else Why.NO_GRANT)
    if sharing_paused:
        return Decision(False, Why.PAUSED)
    live = [grant for grant in grants if in_force(grant, purpose=purpose, now=now)]
    if any(grant.effect is Effect.DENY and shuts(grant, item) for grant in live):
        return Decision(False, Why.DENIED)
    if any(grant.effect is Effect.ALLOW and opens(grant, item) for grant in live):
        return Decision(True, Why.GRANT)
    return Decision(False, Why.NO_GRANT)
