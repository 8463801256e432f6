"""Tell me: the links that let somebody outside into one conversation, and what the bearer of one may know."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from alongside.care.models import Follower, Message, Participant, Seen, Thread
from alongside.circle import places
from alongside.circle import queries as circle
from alongside.circle.queries import Footing
from alongside.circle.rules import Standing
from alongside.core import audit
from alongside.core.viewer import Viewer

# How an opening by link stands in the log.
OPENED = "reply"
STOP_SALT = "alongside.stop-following"


@dataclass(frozen=True)
class LinkLine:
    """A link as the person sees it: for whom, whether it still works, when it was opened."""

    participant: UUID | None
    name: str
    role: str
    made_at: datetime
    ends_at: datetime | None
    is_open: bool
    is_withdrawn: bool
    times_opened: int
    last_opened_at: datetime | None
    # Who sent it, when it was not the person; and whether it opens nothing because they may not send links now.
    sent_by: str = ""
    is_asleep: bool = False


@dataclass(frozen=True)
class Behind:
    """What lies behind a link: one conversation, until when, and as whom its bearer writes."""

    footing: Footing
    thread: Thread
    member: UUID
    name: str
    role: str
    # Whether they have said who they are. Before that they can read, not write.
    is_known: bool
    until: datetime | None
    email: str


def links(viewer: Viewer, footing: Footing, thread: UUID) -> list[LinkLine]:
    """Links to a conversation, newest first: every one for the person, for a member those they sent."""
    rows = places.links_into(viewer, footing.space, thread, action=OPENED)
    named = {
        row.member_id: row
        for row in Participant.objects.for_viewer(viewer).filter(thread=thread, standing=Standing.OUTSIDE)
    }
    return [
        LinkLine(
            participant=named[row.member].pk if row.member in named else None,
            name=named[row.member].name if row.member in named else row.name,
            role=named[row.member].role if row.member in named else row.role,
            made_at=row.made_at,
            ends_at=row.ends_at,
            is_open=row.is_open,
            is_withdrawn=row.is_withdrawn,
            times_opened=row.times_opened,
            last_opened_at=row.last_opened_at,
            sent_by=row.sent_by_name,
            is_asleep=row.is_asleep,
        )
        for row in rows
    ]


def may_send(viewer: Viewer, footing: Footing, thread: UUID) -> bool:
    """Whether somebody may let a person outside into this conversation: the holder, and a member with their leave."""
    return footing.is_owner or places.place_to_send_from(viewer, footing.space, thread) is not None


def behind(viewer: Viewer) -> Behind | None:
    """The conversation behind the link this viewer carries; None when it has ended or never was."""
    if not viewer.link:
        return None
    thread = Thread.objects.for_viewer(viewer).first()
    footing = circle.footing(viewer, thread.space_id) if thread else None
    if thread is None or footing is None or footing.member is None:
        return None
    place = places.own_place(viewer, footing.member)
    here = Participant.objects.for_viewer(viewer).filter(thread=thread, member=footing.member, removed_at=None).first()
    if place is None or here is None:
        return None
    follower = _follower(viewer, thread.pk, footing.member)
    audit.saw("conversation", [thread.pk], space=thread.space_id)
    return Behind(
        footing=footing,
        thread=thread,
        member=footing.member,
        name=here.name,
        role=here.role,
        is_known=bool(place.role),
        until=places.own_link_ends(viewer, thread.pk),
        email=follower.email if follower else "",
    )


def way_to_stop(follower_id: UUID, link: str) -> str:
    """What stands in an e-mail so that its reader can stop following: it opens nothing else."""
    return signing.dumps([follower_id.hex, link], salt=STOP_SALT)


def behind_way_to_stop(token: str) -> tuple[UUID, str] | None:
    """Follower and link named by such a token; None for any other text."""
    try:
        follower_id, link = signing.loads(token, salt=STOP_SALT)
        return UUID(follower_id), str(link)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def follower(viewer: Viewer, follower_id: UUID) -> Follower | None:
    """Somebody who follows by e-mail, as long as their link works."""
    return Follower.objects.for_viewer(viewer).filter(pk=follower_id, ended_at=None).first()


def has_read(viewer: Viewer, here: Behind) -> bool:
    """Whether the bearer said that they have read everything that stands here."""
    marks = Seen.objects.for_viewer(viewer).filter(thread=here.thread, reader=f"link:{here.member}")
    read = marks.values_list("number", flat=True).first() or 0
    return not Message.objects.for_viewer(viewer).filter(thread=here.thread, number__gt=read).exists()


def _follower(viewer: Viewer, thread: UUID, member: UUID) -> Follower | None:
    return Follower.objects.for_viewer(viewer).filter(thread=thread, member=member, ended_at=None).first()
