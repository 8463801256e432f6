"""Do it: open a space, invite, say yes, open and close areas, pause, end, leave. Every change leaves a line of history."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alongside.circle import refusals as no
from alongside.circle.models import (
    BreakGlass,
    ConsentChange,
    Grant,
    Invitation,
    LogQuestion,
    Member,
    Space,
    unscoped,
)
from alongside.circle.queries import own_space, own_space_id, space_for_emergency
from alongside.circle.rules import (
    BREAK_GLASS_LASTS,
    MOVES,
    PURPOSE_OF,
    Area,
    Effect,
    InvitedBy,
    MemberState,
    Standing,
)
from alongside.core import clock, facts
from alongside.core.models import AccessEvent
from alongside.core.refusal import Refusal, Refused, insist
from alongside.core.viewer import Purpose, Viewer
from alongside.core.walls import action
from alongside.people.queries import account as account_with_id
from alongside.people.queries import account_by_email, posts_of

INVITATION_LASTS = timedelta(days=14)
# People find a word that was left for them inside only when they next come by.
INVITATION_INSIDE_LASTS = timedelta(days=90)
ANSWER_WITHIN = timedelta(days=2)


def hash_of(code: str) -> str:
    """What is kept of a code in a link: enough to know it again, not enough to use it."""
    return hashlib.sha256(f"alongside-link:{code}".encode()).hexdigest()


@dataclass(frozen=True)
class Made:
    """A new way in: the member it is for and the code, which is shown once and never stored."""

    member: Member
    code: str


@action
def open_space(*, by: Viewer) -> Space:
    """A person opens their own space. Nobody else is in it and nothing in it is open."""
    existing = own_space(by)
    if existing is not None:
        return existing
    space = Space(owner_id=by.account)
    space.save()
    facts.record("space.opened", space=space.pk, by=by.account)
    return space


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
    _insist_own(by, space)
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
    _remember(member, "invited", by)
    return member


@action
def invite_by_email(*, space: UUID, email: str, name: str, role: str = "", words: str = "", by: Viewer) -> Member:
    """Invite somebody who may have an account with this address. Whether they have one looks the same from here.

    Nothing is sent. If they have, a word waits for them inside, and after their yes the person sees who it is.
    """
    _insist_own(by, space)
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
    _remember(member, "invited", by)
    return member


@action
def invite_team(*, space: UUID, service: UUID, service_name: str, by: Viewer) -> Member:
    """Let a whole service in: whoever works there now. Who actually looked stands in the log by name."""
    _insist_own(by, space)
    known = _already(space, account=None, service=service)
    if known is not None:
        return known
    member = Member(
        space_id=space, service_id=service, standing=Standing.TEAM, state=MemberState.IN_CIRCLE, name=service_name
    )
    member.save()
    _remember(member, "team-added", by)
    facts.record("circle.team_added", space=space, service=service, by=by.account)
    return member


@action
def invite_by_code(*, space: UUID, name: str, role: str = "", words: str = "", by: Viewer) -> Made:
    """Invite somebody without an account yet. The code opens nothing: whoever takes it still waits for the person's yes."""
    _insist_own(by, space)
    member = Member(space_id=space, standing=Standing.CARER, name=name.strip(), role=role.strip())
    member.save()
    code = _offer(member, InvitedBy.CODE, words, by)
    _remember(member, "invited", by)
    return Made(member=member, code=code)


@action
def make_new_code(*, member: UUID, by: Viewer) -> Made:
    """A new code instead of one that was lost or has ended. The old one opens nothing any more."""
    row = _own_member(member, by)
    before = unscoped(Invitation).filter(member=row).order_by("-made_at").first()
    if row.state != MemberState.INVITED or before is None or before.way != InvitedBy.CODE:
        raise Refused(no.not_from_here(MemberState(row.state), MemberState.INVITED))
    unscoped(Invitation).filter(member_id=row.pk, withdrawn_at=None).update(withdrawn_at=Now())
    return Made(member=row, code=_offer(row, InvitedBy.CODE, before.words, by))


@action
def take_invitation(*, invitation: Invitation, by: Viewer) -> Member:
    """Somebody signed in takes a code. The person then sees who it is, and says yes or no."""
    member = invitation.member
    if by.account is None:
        raise Refused(no.nobody_there())
    if member.account_id == by.account and member.state in (MemberState.WANTS_IN, MemberState.IN_CIRCLE):
        return member
    insist(no.why_not_take(invitation, now=clock.now()))
    if own_space_id(by) == member.space_id:
        raise Refused(no.yourself())
    here = unscoped(Member).filter(space_id=member.space_id, account_id=by.account, standing=Standing.CARER)
    if here.filter(state__in=(MemberState.IN_CIRCLE, MemberState.WANTS_IN)).exists():
        raise Refused(no.already_in())
    taken = unscoped(Invitation).filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(used_at=Now())
    if not taken or not _wants_in(member, by):
        raise Refused(no.used_already())
    return member


@action
def answer_invitation(*, member: UUID, accept: bool, by: Viewer) -> Member:
    """Somebody for whom a word waited inside says yes or no.

    Picked by name from a service, they are in with their yes. Found by an address, they wait for the person's yes.
    """
    row = unscoped(Member).filter(pk=member, account_id=by.account).first()
    if row is None:
        raise Refused(no.nobody_there())
    offer = unscoped(Invitation).filter(member_id=row.pk).order_by("-made_at").first()
    if offer is not None and offer.used_at is None:
        insist(no.why_not_take(offer, now=clock.now()))
        unscoped(Invitation).filter(pk=offer.pk, used_at=None).update(used_at=Now())
    if not accept:
        return _move(row, MemberState.DECLINED, mover="member", by=by)
    if offer is not None and offer.way == InvitedBy.EMAIL and row.state == MemberState.INVITED:
        if not _wants_in(row, by):
            raise Refused(no.not_from_here(MemberState.INVITED, MemberState.WANTS_IN))
        return row
    return _move(row, MemberState.IN_CIRCLE, mover="member", by=by, kind="accepted")


@action
def ask_to_join(*, space: UUID, service: UUID, by: Viewer) -> Member:
    """A professional asks to be let in. Nothing opens until the person says yes."""
    posts = [post for post in posts_of(by.account) if post.service == service] if by.account else []
    if not posts:
        raise Refused(no.not_in_that_service())
    row = Member(
        space_id=space,
        account_id=by.account,
        service_id=service,
        standing=Standing.PROFESSIONAL,
        state=MemberState.WANTS_IN,
        name=by.name,
        role=posts[0].words,
    )
    row.save()
    _remember(row, "asked", by)
    facts.record("circle.wants_in", space=space, service=service, by=by.account)
    return row


@action
def say_yes(*, member: UUID, by: Viewer) -> Member:
    """The person's yes: this somebody is in the circle. Nothing is open to them until an area is opened."""
    return _move(_own_member(member, by), MemberState.IN_CIRCLE, mover="person", by=by, kind="let-in")


@action
def pause(*, member: UUID, by: Viewer) -> Member:
    """Pause somebody, silently: to them it looks as if there were nothing new."""
    return _move(_own_member(member, by), MemberState.PAUSED, mover="person", by=by)


@action
def resume(*, member: UUID, by: Viewer) -> Member:
    """Let somebody in again as before."""
    return _move(_own_member(member, by), MemberState.IN_CIRCLE, mover="person", by=by, kind="let-in-again")


@action
def end(*, member: UUID, by: Viewer) -> Member:
    """End somebody's place in the circle, silently. Their consent rows are withdrawn in the same breath."""
    row = _own_member(member, by)
    moved = _move(row, MemberState.ENDED, mover="person", by=by)
    Grant.objects.filter(member=row, withdrawn_at=None).update(withdrawn_at=Now())
    Invitation.objects.filter(member=row, withdrawn_at=None).update(withdrawn_at=Now())
    return moved


@action
def leave(*, member: UUID, by: Viewer) -> Member:
    """Somebody leaves a circle by themselves."""
    row = Member.objects.filter(pk=member, account_id=by.account).first()
    if row is None:
        raise Refused(no.nobody_there())
    return _move(row, MemberState.LEFT, mover="member", by=by)


@action
def open_area(
    *,
    member: UUID,
    area: Area,
    until: datetime | None = None,
    item: UUID | None = None,
    starts: datetime | None = None,
    by: Viewer,
) -> Grant:
    """Open an area, or one sealed item, to somebody; until a day, if the person names one."""
    row = _own_member(member, by)
    now = clock.now()
    insist(no.why_not_open(row, until=until, starts=starts or now, now=now))
    _withdraw(row, area, item, effect=None)
    grant = Grant(
        space_id=row.space_id,
        member=row,
        area=area,
        item=item,
        purpose=PURPOSE_OF[Standing(row.standing)],
        starts_at=starts or now,
        ends_at=until,
    )
    grant.save()
    _remember(row, "opened", by, area=area, item=item, until=until)
    facts.record("consent.given", space=row.space_id, service=row.service_id, by=by.account, area=area.value)
    return grant


@action
def close_area(*, member: UUID, area: Area, item: UUID | None = None, by: Viewer) -> None:
    """Close an area, or one item, to somebody. At once, and silently."""
    row = _own_member(member, by)
    if _withdraw(row, area, item, effect=None):
        _remember(row, "closed", by, area=area, item=item)
        facts.record("consent.withdrawn", space=row.space_id, service=row.service_id, by=by.account, area=area.value)


@action
def shut_item(*, member: UUID, area: Area, item: UUID, by: Viewer) -> Grant:
    """Keep one item from somebody who may see the rest. Deny wins over whatever else is open."""
    return _shut(member, area, item, by)


@action
def shut_area(*, member: UUID, area: Area, by: Viewer) -> Grant:
    """Keep a whole area from somebody who would see it through their team. It holds until the person closes or opens it."""
    return _shut(member, area, None, by)


@action
def pause_all(*, by: Viewer) -> None:
    """Pause all sharing at once. To everybody else it looks as if nothing had changed and nothing were new."""
    space = _own(by)
    if not Space.objects.filter(pk=space.pk, sharing_paused_at=None).update(sharing_paused_at=Now()):
        return
    _remember(None, "all-paused", by, space=space.pk)
    facts.record("consent.all_paused", space=space.pk, by=by.account)


@action
def resume_all(*, by: Viewer) -> None:
    """Share again as before the pause."""
    space = _own(by)
    if not Space.objects.filter(pk=space.pk, sharing_paused_at__isnull=False).update(sharing_paused_at=None):
        return
    _remember(None, "all-resumed", by, space=space.pk)
    facts.record("consent.all_resumed", space=space.pk, by=by.account)


@action
def set_closing(*, closing: bool, by: Viewer) -> None:
    """The person wishes to close the space, or wishes it no more."""
    space = _own(by)
    Space.objects.filter(pk=space.pk).update(closing_asked_at=Now() if closing else None)
    facts.record("space.closing_asked" if closing else "space.kept", space=space.pk, by=by.account)


@action
def choose_break_glass(*, allowed: bool, by: Viewer) -> None:
    """Whether professionals may look in an emergency without being in the circle."""
    space = _own(by)
    if Space.objects.filter(pk=space.pk, break_glass_allowed=not allowed).update(break_glass_allowed=allowed):
        _remember(None, "emergency-allowed" if allowed else "emergency-not-allowed", by, space=space.pk)


@action
def let_outside_in(*, space: UUID, item: UUID, lasts: timedelta, by: Viewer, giver: Viewer | None = None) -> Made:
    """Make a link for somebody without an account that opens exactly one conversation, for a while."""
    _insist_own(by, space)
    code = secrets.token_urlsafe(24)
    member = Member(
        space_id=space,
        standing=Standing.OUTSIDE,
        state=MemberState.IN_CIRCLE,
        name=str(_("Somebody with a link")),
        link_hash=hash_of(code),
    )
    member.save()
    now = clock.now()
    Grant(
        space_id=space,
        member=member,
        area=Area.CONVERSATION,
        item=item,
        purpose=PURPOSE_OF[Standing.OUTSIDE],
        starts_at=now,
        ends_at=now + lasts,
    ).save()
    _remember(member, "link-made", giver or by, area=Area.CONVERSATION, item=item, until=now + lasts)
    return Made(member=member, code=code)


@action
def say_who(*, member: UUID, name: str, role: str, organisation: str, by: Viewer) -> Member:
    """The bearer of a link says who they are. It stands beside everything they write."""
    row = unscoped(Member).filter(pk=member, link_hash=by.link, standing=Standing.OUTSIDE).first()
    if row is None or not by.link:
        raise Refused(no.nobody_there())
    row.name = name.strip()[:200]
    row.role = ", ".join(part.strip() for part in (role, organisation) if part.strip())[:200]
    unscoped(Member).filter(pk=row.pk).update(name=row.name, role=row.role, changed_at=Now())
    return row


@action
def break_glass(*, owner: UUID, service: UUID, reason: str, by: Viewer) -> BreakGlass:
    """Look without consent because somebody may come to harm. Short, reasoned, shown to the person, reviewed."""
    posts = [post for post in posts_of(by.account) if post.service == service] if by.account else []
    space = space_for_emergency(by, owner)
    insist(no.why_not_break_glass(posts=bool(posts), allowed=space is not None, reason=reason))
    now = clock.now()
    glass = BreakGlass(
        space_id=space,
        account_id=by.account,
        service_id=service,
        by_name=by.name,
        by_role=posts[0].words,
        reason=reason.strip(),
        starts_at=now,
        ends_at=now + BREAK_GLASS_LASTS,
    )
    glass.save()
    facts.record("break_glass.opened", space=space, service=service, by=by.account)
    return glass


@action
def review_break_glass(*, glass: UUID, review: str, by: Viewer) -> None:
    """A privacy officer writes what they found about an emergency look. The person reads it."""
    if by.purpose is not Purpose.REVIEW:
        raise Refused(no.nobody_there())
    if not review.strip():
        raise Refused(Refusal("review.empty", _("Please write what you found.")))
    BreakGlass.objects.filter(pk=glass, reviewed_at=None).update(
        reviewed_at=Now(), reviewed_by_id=by.account, review=review.strip()
    )


@action
def ask_about_line(*, event: UUID, line: str, question: str, by: Viewer) -> LogQuestion:
    """The person asks about one line of their log. Somebody answers within two days."""
    space = _own(by)
    if not AccessEvent.objects.filter(pk=event, space=space.pk).exists():
        raise Refused(no.nobody_there())
    row = LogQuestion(
        space=space,
        event=event,
        line=line[:500],
        question=question.strip(),
        due_at=clock.now() + ANSWER_WITHIN,
    )
    row.save()
    facts.record("log.line_asked_about", space=space.pk, by=by.account)
    return row


@action
def answer_about_line(*, question: UUID, answer: str, by: Viewer) -> None:
    """A privacy officer answers a question about the log in plain words."""
    if by.purpose is not Purpose.REVIEW:
        raise Refused(no.nobody_there())
    if not answer.strip():
        raise Refused(Refusal("answer.empty", _("Please write an answer.")))
    LogQuestion.objects.filter(pk=question, answered_at=None).update(
        answer=answer.strip(), answered_at=Now(), answered_by=by.name
    )


def _own(by: Viewer) -> Space:
    space = own_space(by)
    if space is None:
        raise Refused(no.not_yours())
    return space


def _insist_own(by: Viewer, space: UUID) -> None:
    if _own(by).pk != space:
        raise Refused(no.not_yours())


def _own_member(member: UUID, by: Viewer) -> Member:
    row = Member.objects.for_viewer(by).filter(pk=member, space_id=_own(by).pk).first()
    if row is None:
        raise Refused(no.nobody_there())
    return row


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


def _wants_in(member: Member, by: Viewer) -> bool:
    """Whoever said yes stands before the person with the name of their own account. True once only."""
    somebody = account_with_id(by.account) if by.account else None
    if somebody is None:
        return False
    waiting = unscoped(Member).filter(pk=member.pk, state=MemberState.INVITED)
    if not waiting.update(account_id=by.account, state=MemberState.WANTS_IN, name=str(somebody), changed_at=Now()):
        return False
    member.account_id, member.state, member.name = by.account, MemberState.WANTS_IN, str(somebody)
    _remember(member, "wants-in", by)
    facts.record("circle.wants_in", space=member.space_id, by=by.account)
    return True


def _move(row: Member, to: MemberState, *, mover: str, by: Viewer, kind: str = "") -> Member:
    """Move a membership along the table of moves; a move made twice is made once."""
    state = MemberState(row.state)
    if state is to:
        return row
    if MOVES.get((state, to)) != mover:
        raise Refused(no.not_from_here(state, to))
    moved = unscoped(Member).filter(pk=row.pk, state=state).update(state=to, changed_at=Now())
    if not moved:
        raise Refused(no.not_from_here(state, to))
    row.state = to
    _remember(row, kind or to.value, by)
    facts.record(f"circle.{to.value.replace('-', '_')}", space=row.space_id, service=row.service_id, by=by.account)
    return row


def _shut(member: UUID, area: Area, item: UUID | None, by: Viewer) -> Grant:
    row = _own_member(member, by)
    _withdraw(row, area, item, effect=None)
    grant = Grant(
        space_id=row.space_id,
        member=row,
        area=area,
        item=item,
        effect=Effect.DENY,
        purpose=PURPOSE_OF[Standing(row.standing)],
        starts_at=clock.now(),
    )
    grant.save()
    _remember(row, "shut", by, area=area, item=item)
    return grant


def _withdraw(row: Member, area: Area, item: UUID | None, *, effect: Effect | None) -> int:
    rows = Grant.objects.filter(member=row, area=area, item=item, withdrawn_at=None)
    return rows.update(withdrawn_at=Now())


def _remember(
    member: Member | None,
    kind: str,
    by: Viewer,
    *,
    space: UUID | None = None,
    area: Area | None = None,
    item: UUID | None = None,
    until: datetime | None = None,
) -> None:
    ConsentChange(
        space_id=member.space_id if member else space,
        member=member,
        at=Now(),
        kind=kind,
        area=area.value if area else "",
        item=item,
        until=until,
        by_name=by.name,
    ).save()
