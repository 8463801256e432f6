"""Do it: allow looks in an emergency, look in one, and review it afterwards. Short, reasoned, told to the person."""

from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alongside.circle import refusals as no
from alongside.circle.actions.history import remember
from alongside.circle.actions.holding import own_space_of
from alongside.circle.models import BreakGlass, Space
from alongside.circle.queries import space_for_emergency
from alongside.circle.rules import BREAK_GLASS_LASTS
from alongside.core import clock, facts
from alongside.core.refusal import Refusal, Refused, insist
from alongside.core.viewer import Purpose, Viewer
from alongside.core.walls import action
from alongside.people.queries import posts_of


@action
def choose_break_glass(*, allowed: bool, by: Viewer) -> None:
    """Whether professionals may look in an emergency without being in the circle."""
    space = own_space_of(by)
    if Space.objects.filter(pk=space.pk, break_glass_allowed=not allowed).update(break_glass_allowed=allowed):
        remember(None, "emergency-allowed" if allowed else "emergency-not-allowed", by, space=space.pk)


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
