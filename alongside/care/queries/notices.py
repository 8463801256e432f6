"""Tell me: who could be told that there is something new in a conversation. Asked with the person's own rights, by the jobs room."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from alongside.care.models import Follower, Participant, Seen, Thread
from alongside.care.queries.participants import reaching
from alongside.circle import queries as circle
from alongside.core.viewer import Viewer


@dataclass(frozen=True)
class ToTell:
    """Somebody with an account who is in the conversation and did not write the news themselves."""

    account: UUID
    # Up to when they were here last, to know whether the last notice was read.
    last_here: float


@dataclass(frozen=True)
class FollowerToTell:
    """Somebody outside who asked to hear by e-mail."""

    id: UUID
    email: str
    link: str


def accounts_to_tell(viewer: Viewer, thread_id: UUID, *, writer: str) -> list[ToTell]:
    """Accounts in a conversation whose access is in force now; a whole team is not told, its members look in by themselves."""
    row, members = _reaching(viewer, thread_id)
    if row is None:
        return []
    here = {mark.reader: mark.at.timestamp() for mark in Seen.objects.for_viewer(viewer).filter(thread=row)}
    accounts = [viewer.account, *(member.account_id for member in members)]
    return [
        ToTell(account=account, last_here=here.get(f"account:{account}", 0.0))
        for account in dict.fromkeys(accounts)
        if account is not None and str(account) != writer
    ]


def followers_to_tell(viewer: Viewer, thread_id: UUID, *, writer: str) -> list[FollowerToTell]:
    """Followers whose link still works."""
    row, members = _reaching(viewer, thread_id)
    if row is None:
        return []
    links = {member.pk: member.link_hash for member in members if member.link_hash}
    rows = Follower.objects.for_viewer(viewer).filter(thread=row, member__in=list(links), ended_at=None)
    return [
        FollowerToTell(id=one.pk, email=one.email, link=links[one.member_id])
        for one in rows
        if str(one.member_id) != writer
    ]


def _reaching(viewer: Viewer, thread_id: UUID) -> tuple[Thread | None, list[Any]]:
    row = Thread.objects.for_viewer(viewer).filter(pk=thread_id).first()
    footing = circle.footing(viewer, row.space_id) if row else None
    if row is None or footing is None or not footing.is_owner:
        return None, []
    present = Participant.objects.for_viewer(viewer).filter(thread=row, removed_at=None, waits_for_yes=False)
    members = set(reaching(viewer, footing, row, present.values_list("member_id", flat=True)))
    return row, [member for member in circle.circle_of(viewer, row.space_id) if member.pk in members]
