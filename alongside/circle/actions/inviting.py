"""Do it: invite somebody by name, by address, by a code, or a whole service. Nothing is announced; it waits for them inside."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from alongside.circle import refusals as no
from alongside.circle.actions.history import remember
from alongside.circle.actions.holding import insist_holder, member_of_own
from alongside.circle.codes import hash_of
from alongside.circle.models import Invitation, Member, unscoped
from alongside.circle.rules import InvitedBy, MemberState, Standing
from alongside.core import clock, facts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.people.queries import account as account_with_id
from alongside.people.queries import account_by_email, posts_of

INVITATION_LASTS = timedelta(days=14)
# People find a word that was left for them inside only when they next come by.
INVITATION_INSIDE_LASTS = timedelta(days=90)


@dataclass(frozen=True)
class Made:
    """A new way in: the member it is for and the code, which is shown once and never stored."""

    member: Member
    code: str


@action
def invite_account(
    *,
    space: UUID,
    account: UUID,
    standing: Standing,
    service: UUID | None = None,
    role: str = "",
    words: str = "",
    by: Viewer,
) -> Member:
    """Invite somebody by name: they are in as soon as they accept. Nothing is announced; it waits for them inside."""
    insist_holder(by, space)
    somebody = account_with_id(account)
    if somebody is None or not somebody.is_active:
        raise Refused(no.nobody_there())
    if account == by.account:
        raise Refused(no.yourself())
    if service is not None:
        posts = [post for post in posts_of(account) if post.service == service]
        if not posts:
            raise Refused(no.not_in_that_service())
        role = role or posts[0].words
    known = _already(space, account=account, service=service)
    if known is not None:
        return known
    member = Member(
        space_id=space, account_id=account, service_id=service, standing=standing, name=str(somebody), role=role
    )
    member.save()
    _offer(member, InvitedBy.NAME, words, by)
    remember(member, "invited", by)
    return member


@action
def invite_by_email(*, space: UUID, email: str, name: str, role: str = "", words: str = "", by: Viewer) -> Member:
    """Invite somebody who may have an account with this address. Whether they have one looks the same from here.

    Nothing is sent. If they have, a word waits for them inside, and after their yes the person sees who it is.
    """
    insist_holder(by, space)
    somebody = account_by_email(email)
    if somebody is not None and somebody.pk == by.account:
        raise Refused(no.yourself())
    known = somebody is None or not somebody.is_active or _already(space, account=somebody.pk, service=None) is not None
    member = Member(
        space_id=space,
        account_id=None if known or somebody is None else somebody.pk,
        standing=Standing.CARER,
        name=name.strip(),
        role=role.strip(),
    )
    member.save()
    _offer(member, InvitedBy.EMAIL, words, by)
    remember(member, "invited", by)
    return member


@action
def invite_team(*, space: UUID, service: UUID, service_name: str, by: Viewer) -> Member:
    """Let a whole service in: whoever works there now. Who actually looked stands in the log by name."""
    insist_holder(by, space)
    known = _already(space, account=None, service=service)
    if known is not None:
        return known
    member = Member(
        space_id=space, service_id=service, standing=Standing.TEAM, state=MemberState.IN_CIRCLE, name=service_name
    )
    member.save()
    remember(member, "team-added", by)
    facts.record("circle.team_added", space=space, service=service, by=by.account)
    return member


@action
def invite_by_code(*, space: UUID, name: str, role: str = "", words: str = "", by: Viewer) -> Made:
    """Invite somebody without an account yet. The code opens nothing: whoever takes it still waits for the person's yes."""
    insist_holder(by, space)
    member = Member(space_id=space, standing=Standing.CARER, name=name.strip(), role=role.strip())
    member.save()
    code = _offer(member, InvitedBy.CODE, words, by)
    remember(member, "invited", by)
    return Made(member=member, code=code)


@action
def make_new_code(*, member: UUID, by: Viewer) -> Made:
    """A new code instead of one that was lost or has ended. The old one opens nothing any more."""
    row = member_of_own(member, by)
    before = unscoped(Invitation).filter(member=row).order_by("-made_at").first()
    if row.state != MemberState.INVITED or before is None or before.way != InvitedBy.CODE:
        raise Refused(no.not_from_here(MemberState(row.state), MemberState.INVITED))
    unscoped(Invitation).filter(member_id=row.pk, withdrawn_at=None).update(withdrawn_at=Now())
    return Made(member=row, code=_offer(row, InvitedBy.CODE, before.words, by))


def _already(space: UUID, *, account: UUID | None, service: UUID | None) -> Member | None:
    gone = (MemberState.ENDED, MemberState.LEFT, MemberState.DECLINED)
    return (
        Member.objects.filter(space_id=space, account_id=account, service_id=service)
        .exclude(Q(state__in=gone) | Q(standing=Standing.OUTSIDE) | Q(standing=Standing.CARER, account=None))
        .first()
    )


def _offer(member: Member, way: InvitedBy, words: str, by: Viewer) -> str:
    """Leave a way in; gives its code, which is nowhere kept."""
    code = secrets.token_urlsafe(24)
    lasts = INVITATION_LASTS if way is InvitedBy.CODE else INVITATION_INSIDE_LASTS
    Invitation(
        member=member,
        way=way,
        code_hash=hash_of(code),
        from_name=by.name,
        for_name=member.name,
        words=words.strip(),
        ends_at=clock.now() + lasts,
    ).save()
    return code
