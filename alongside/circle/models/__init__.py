"""Tables of the circle: space, members, consent rows, invitations, the history of every change, break-glass."""

from alongside.circle.models.conditions import (
    choices,
    is_reviewing,
    my_members,
    open_glass,
    remembered,
    services_now,
    unscoped,
)
from alongside.circle.models.history import ConsentChange, Invitation, LogQuestion
from alongside.circle.models.members import (
    BreakGlass,
    Grant,
    Member,
    Opening,
    Openings,
    Space,
    open_areas,
    openings,
    places_now,
    sender_stands,
)

__all__ = [
    "BreakGlass",
    "ConsentChange",
    "Grant",
    "Invitation",
    "LogQuestion",
    "Member",
    "Opening",
    "Openings",
    "Space",
    "choices",
    "is_reviewing",
    "my_members",
    "open_areas",
    "open_glass",
    "openings",
    "places_now",
    "remembered",
    "sender_stands",
    "services_now",
    "unscoped",
]
