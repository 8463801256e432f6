"""Do it: a link for somebody without an account, and who its bearer says they are. One link opens one conversation."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alongside.circle import refusals as no
from alongside.circle.actions.history import remember
from alongside.circle.actions.holding import insist_holder
from alongside.circle.actions.inviting import Made
from alongside.circle.codes import hash_of
from alongside.circle.models import Grant, Member, unscoped
from alongside.circle.places import ends_of_sending, place_to_send_from, sent_by_me
from alongside.circle.rules import PURPOSE_OF, Area, MemberState, Standing
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Viewer
from alongside.core.walls import action


@action
def let_outside_in(*, space: UUID, item: UUID, lasts: timedelta, by: Viewer) -> Made:
    """The person makes a link for somebody without an account that opens exactly one conversation, for a while."""
    insist_holder(by, space)
    made = _new_link(
        space, item, ends_at=clock.now() + lasts, name=str(_("Somebody with a link")), role="", sent_by=None
    )
    remember(made.member, "link-made", by, area=Area.CONVERSATION, item=item, until=clock.now() + lasts)
    return made


@action
def send_link(*, space: UUID, item: UUID, lasts: timedelta, name: str, role: str, by: Viewer) -> Made:
    """A member with the person's leave sends a link to a conversation that is open to them. The person sees it at once.

    It ends with the leave to send it, or with the sender's own way into that conversation, if those end sooner.
    """
    sender = place_to_send_from(by, space, item)
    if sender is None:
        raise Refused(no.may_not_send())
    ends_at = min([clock.now() + lasts, *ends_of_sending(by, sender, item)])
    made = _new_link(space, item, ends_at=ends_at, name=name, role=role, sent_by=sender)
    remember(made.member, "link-sent", by, area=Area.CONVERSATION, item=item, until=ends_at)
    return made


@action
def end_sent_link(*, link: UUID, by: Viewer) -> None:
    """A member ends a link that they sent. What others sent, they cannot end."""
    row = sent_by_me(by).filter(pk=link).first()
    if row is None:
        raise Refused(no.nobody_there())
    if _end_sent(row.pk):
        remember(row, "link-ended", by)


def _end_sent(link: UUID) -> bool:
    if connection.vendor == "postgresql":
        return bool(ask_wall("alongside_end_sent", link))
    here = unscoped(Member).filter(pk=link, state=MemberState.IN_CIRCLE)
    return bool(here.update(state=MemberState.ENDED, changed_at=Now()))


def end_links_of(sender: Member, by: Viewer, *, item: UUID | None = None) -> None:
    """End, for the person, every link that this member sent; or those into one conversation."""
    rows = unscoped(Member).filter(sent_by=sender.pk, state=MemberState.IN_CIRCLE)
    if item is not None:
        rows = rows.filter(grants__item=item)
    for row in list(rows):
        unscoped(Member).filter(pk=row.pk).update(state=MemberState.ENDED, changed_at=Now())
        Grant.objects.filter(member=row, withdrawn_at=None).update(withdrawn_at=Now())
        remember(row, "link-ended", by)


def _new_link(space: UUID, item: UUID, *, ends_at: datetime, name: str, role: str, sent_by: UUID | None) -> Made:
    code = secrets.token_urlsafe(24)
    member = Member(
        space_id=space,
        standing=Standing.OUTSIDE,
        state=MemberState.IN_CIRCLE,
        name=name,
        role=role,
        link_hash=hash_of(code),
        sent_by_id=sent_by,
    )
    member.save()
    Grant(
        space_id=space,
        member=member,
        area=Area.CONVERSATION,
        item=item,
        purpose=PURPOSE_OF[Standing.OUTSIDE],
        starts_at=clock.now(),
        ends_at=ends_at,
    ).save()
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
