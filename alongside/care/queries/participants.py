"""Tell me: who is in a conversation, who waits for the person's yes, and as whom this viewer writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.care.models import Participant, Thread
from alongside.circle import places
from alongside.circle import queries as circle
from alongside.circle.queries import Footing
from alongside.circle.rules import Area, Effect, MemberState, Standing
from alongside.core.viewer import Viewer
from alongside.people.queries import posts_of

PERSON = "person"


@dataclass(frozen=True)
class SomebodyHere:
    """Somebody in a conversation. `key` names them in forms: a member's id, or "person"."""

    key: str
    name: str
    role: str
    is_me: bool
    is_person: bool = False
    is_outside: bool = False
    participant: UUID | None = None
    until: datetime | None = None
    # For the person only: they are named here, and yet nothing is open to them now.
    is_shut_out: bool = False


@dataclass(frozen=True)
class Signature:
    """As whom somebody writes: name and role as they stand beside the words, for ever."""

    name: str
    role: str
    account: UUID | None
    member: UUID | None
    reader: str


def signature(footing: Footing, by: Viewer) -> Signature:
    """Name, role and organisation of this viewer at this moment."""
    reader = f"account:{by.account}" if by.account else f"link:{footing.member}"
    return Signature(name=by.name, role=role_of(by), account=by.account, member=footing.member, reader=reader)


def role_of(viewer: Viewer) -> str:
    """The role with its organisation: "pain nurse, Persistent pain service, Headland Hospital"."""
    if viewer.service is None or viewer.account is None:
        return viewer.role
    post = next((post for post in posts_of(viewer.account) if post.service == viewer.service), None)
    return with_organisation(viewer.role, post.organisation_name) if post else viewer.role


def with_organisation(role: str, organisation: str) -> str:
    """A role and where it is held, said once."""
    if not organisation or organisation.casefold() in role.casefold():
        return role
    return ", ".join(part for part in (role, organisation) if part)


def people_in(viewer: Viewer, footing: Footing, thread: Thread) -> list[SomebodyHere]:
    """Everybody in a conversation, the person first. To the person it also says until when, and who is shut out."""
    mine = circle_places(viewer, footing)
    rows = list(_present(viewer, thread.pk))
    reach = reaching(viewer, footing, thread, [row.member_id for row in rows]) if footing.is_owner else {}
    found = [
        SomebodyHere(key=PERSON, name=footing.owner_name, role="", is_me=footing.is_owner, is_person=True),
    ]
    for row in rows:
        found.append(
            SomebodyHere(
                key=str(row.member_id),
                name=row.name,
                role=row.role,
                is_me=row.member_id in mine,
                is_outside=row.standing == Standing.OUTSIDE,
                participant=row.pk,
                until=reach.get(row.member_id),
                is_shut_out=footing.is_owner and row.member_id not in reach,
            )
        )
    return found


def waiting_for_yes(viewer: Viewer, footing: Footing, thread: UUID | None = None) -> list[Participant]:
    """Somebody was suggested and waits for the person's yes. Others see only what they suggested themselves."""
    rows = (
        Participant.objects.for_viewer(viewer)
        .filter(thread__space_id=footing.space, waits_for_yes=True, removed_at=None)
        .select_related("thread")
        .order_by("added_at")
    )
    if thread is not None:
        rows = rows.filter(thread_id=thread)
    return list(rows if footing.is_owner else rows.filter(proposed_by_name=viewer.name))


def whom_to_choose(viewer: Viewer, footing: Footing, thread: UUID | None = None) -> list[tuple[str, str]]:
    """Members of the circle who could be in a conversation and are not, as (id, said): whom the viewer may know of."""
    here = set()
    if thread is not None:
        here = set(_live(viewer).filter(thread_id=thread).values_list("member_id", flat=True))
    own = circle_places(viewer, footing)
    return [
        (str(row.pk), ", ".join(part for part in (row.name, row.role) if part))
        for row in circle.circle_of(viewer, footing.space)
        if row.state == MemberState.IN_CIRCLE
        and row.standing != Standing.OUTSIDE
        and row.pk not in here
        and row.pk not in own
    ]


def circle_places(viewer: Viewer, footing: Footing) -> frozenset[UUID]:
    """This viewer's own places in this circle; none for the person."""
    return frozenset() if footing.is_owner else places.places_of(viewer, footing.space)


def somebody_here(viewer: Viewer, footing: Footing, thread: Thread, key: str) -> SomebodyHere | None:
    """Somebody in this conversation by their key."""
    return next((one for one in people_in(viewer, footing, thread) if one.key == key), None)


def reaches(viewer: Viewer, footing: Footing, thread: Thread, member: UUID | None) -> bool:
    """For the person: whether a member can really open this conversation now."""
    return member in reaching(viewer, footing, thread, [member])


def participant_with(viewer: Viewer, thread: UUID, key: str) -> Participant | None:
    """Somebody who is in a conversation now, by the key that forms use."""
    try:
        member = UUID(key)
    except ValueError:
        return None
    return _present(viewer, thread).filter(member=member).first()


def is_team(viewer: Viewer, thread: UUID, member: UUID) -> bool:
    """Whether a participant stands for a whole service."""
    row = _present(viewer, thread).filter(member=member).first()
    return row is not None and row.standing == Standing.TEAM


def _live(viewer: Viewer) -> QuerySet[Participant]:
    return Participant.objects.for_viewer(viewer).filter(removed_at=None)


def _present(viewer: Viewer, thread: UUID) -> QuerySet[Participant]:
    return _live(viewer).filter(thread_id=thread, waits_for_yes=False).order_by("added_at")


def reaching(
    viewer: Viewer, footing: Footing, thread: Thread, members: Iterable[UUID | None]
) -> dict[UUID | None, datetime | None]:
    """For the person: members who can really open this conversation now, and until when."""
    space = circle.own_space(viewer)
    if space is None or space.sharing_paused_at is not None:
        return {}
    asked = [member for member in members if member is not None]
    known = circle.circle_of(viewer, footing.space).values_list("pk", "state", "sent_by")
    states = {pk: state for pk, state, sender in known if sender is None or places.sender_stands(sender, thread.pk)}
    found: dict[UUID | None, datetime | None] = {}
    shut = set()
    for grant in circle.grants_of(viewer, footing.space, members=asked).filter(area=Area.CONVERSATION):
        if states.get(grant.member_id) != MemberState.IN_CIRCLE:
            continue
        if grant.effect == Effect.DENY and grant.item in (None, thread.pk):
            shut.add(grant.member_id)
        elif grant.item == thread.pk or (grant.item is None and grant.member_id == thread.started_by_id):
            found[grant.member_id] = grant.ends_at
    return {member: until for member, until in found.items() if member not in shut}
