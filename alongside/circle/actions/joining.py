"""Do it: answer an invitation, take a code, ask to come in, say yes, leave. Nobody is in without the person's yes."""

from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now

from alongside.circle import refusals as no
from alongside.circle.actions.history import remember
from alongside.circle.actions.holding import member_of_own
from alongside.circle.actions.moving import move, wants_in
from alongside.circle.models import Invitation, Member, unscoped
from alongside.circle.queries import own_space_id, space_to_ask
from alongside.circle.rules import InvitedBy, MemberState, Standing
from alongside.core import clock, facts
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.people.queries import account_by_email, posts_of

# Told of every try, whatever came of it, and of no space.
ASKED = "circle.asked_by_address"


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
    if not taken or not wants_in(member, by):
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
        return move(row, MemberState.DECLINED, mover="member", by=by)
    if offer is not None and offer.way == InvitedBy.EMAIL and row.state == MemberState.INVITED:
        if not wants_in(row, by):
            raise Refused(no.not_from_here(MemberState.INVITED, MemberState.WANTS_IN))
        return row
    return move(row, MemberState.IN_CIRCLE, mover="member", by=by, kind="accepted")


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
    remember(row, "asked", by)
    facts.record("circle.wants_in", space=space, service=service, by=by.account)
    return row


@action
def ask_by_address(*, email: str, service: UUID, by: Viewer) -> None:
    """A professional asks somebody whose address they were given. It gives nothing back, whoever they ask.

    Each try counts alike, so that the limit tells nothing either.
    """
    if by.account is None or service not in {post.service for post in posts_of(by.account)}:
        raise Refused(no.not_in_that_service())
    day_ago = clock.now() - timedelta(days=1)
    insist(no.why_not_ask(facts.times_told(ASKED, by=by.account, since=day_ago)))
    facts.record(ASKED, service=service, by=by.account)
    somebody = account_by_email(email)
    space = space_to_ask(by, somebody.pk, service) if somebody is not None and somebody.is_active else None
    if space is not None:
        ask_to_join(space=space, service=service, by=by)


@action
def say_yes(*, member: UUID, by: Viewer) -> Member:
    """The person's yes: this somebody is in the circle. Nothing is open to them until an area is opened."""
    return move(member_of_own(member, by), MemberState.IN_CIRCLE, mover="person", by=by, kind="let-in")


@action
def leave(*, member: UUID, by: Viewer) -> Member:
    """Somebody leaves a circle by themselves."""
    row = Member.objects.filter(pk=member, account_id=by.account).first()
    if row is None:
        raise Refused(no.nobody_there())
    return move(row, MemberState.LEFT, mover="member", by=by)
