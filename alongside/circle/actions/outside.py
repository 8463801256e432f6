"""Do it: a link for somebody without an account, and who its bearer says they are. One link opens one conversation."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alongside.circle import refusals as no
from alongside.circle.actions.history import remember
from alongside.circle.actions.holding import insist_holder
from alongside.circle.actions.inviting import Made
from alongside.circle.codes import hash_of
from alongside.circle.models import Grant, Member, unscoped
from alongside.circle.rules import PURPOSE_OF, Area, MemberState, Standing
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action


@action
def let_outside_in(*, space: UUID, item: UUID, lasts: timedelta, by: Viewer, giver: Viewer | None = None) -> Made:
    """Make a link for somebody without an account that opens exactly one conversation, for a while."""
    insist_holder(by, space)
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
    remember(member, "link-made", giver or by, area=Area.CONVERSATION, item=item, until=now + lasts)
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
