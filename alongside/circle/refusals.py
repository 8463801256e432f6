"""Why not, in plain words. The same sentences refuse a write and explain it on the page."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.circle.rules import ASKS_TO_JOIN_A_DAY, MAY_SEND_LINKS, MemberState
from alongside.core.refusal import Refusal


class _Invitation(Protocol):
    ends_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None


class _Member(Protocol):
    state: str
    standing: str


def nobody_there() -> Refusal:
    return Refusal("circle.nobody", _("We could not find that person."), _("Go back and choose again."))


def yourself() -> Refusal:
    return Refusal("circle.yourself", _("This is your own space, so you are already in it."))


def not_yours() -> Refusal:
    return Refusal("circle.not_yours", _("Only the person whose space this is can do that."))


def not_in_that_service() -> Refusal:
    return Refusal("circle.not_in_service", _("They do not work in that service now."), _("Choose another service."))


def not_from_here(state: MemberState, to: MemberState) -> Refusal:
    return Refusal(
        f"circle.{state.value}.{to.value}",
        _("That cannot be done any more: something changed in the meantime."),
        _("Open your circle again to see how things stand now."),
    )


def already_in() -> Refusal:
    return Refusal(
        "circle.already_in",
        _("You are in this circle already, or you wait for a yes."),
        _("There is nothing more to do."),
    )


def used_already() -> Refusal:
    return Refusal(
        "invitation.used",
        _("This invitation was already used."),
        _("If that was not you, please tell the person who sent it to you."),
    )


def over() -> Refusal:
    return Refusal(
        "invitation.over", _("This invitation has ended."), _("Ask the person who sent it to you for a new one.")
    )


def unknown_code() -> Refusal:
    return Refusal(
        "invitation.unknown",
        _("We do not know this link. It may have ended, or a part of it is missing."),
        _("Check that you have the whole link, or ask the person who gave it to you for a new one."),
    )


def why_not_take(invitation: _Invitation, *, now: datetime) -> Refusal | None:
    """Why an invitation cannot be taken, if it cannot."""
    if invitation.withdrawn_at is not None or invitation.ends_at <= now:
        return over()
    if invitation.used_at is not None:
        return used_already()
    return None


def why_not_open(
    member: _Member, *, until: datetime | None, now: datetime, starts: datetime | None = None
) -> Refusal | None:
    """Why an area cannot be opened to somebody, if it cannot."""
    if member.state in (MemberState.ENDED, MemberState.LEFT, MemberState.DECLINED):
        return Refusal(
            "consent.not_in_circle", _("They are not in your circle any more."), _("Invite them again first.")
        )
    if until is not None and until <= now:
        return Refusal("consent.in_the_past", _("That day is in the past."), _("Choose a later day, or no end."))
    if until is not None and starts is not None and until <= starts:
        return Refusal(
            "consent.ends_before_it_begins",
            _("That day is over before the sharing begins."),
            _("Choose a later day, or let it begin now."),
        )
    return None


def why_not_let_send(member: _Member, *, item: UUID | None) -> Refusal | None:
    """Why somebody cannot be given leave to send links, if they cannot."""
    if member.standing not in MAY_SEND_LINKS or item is not None:
        return Refusal(
            "consent.links_by_name_only",
            _("Only somebody in your circle with a name of their own can be allowed to send links."),
            _("Choose one person, not a whole service."),
        )
    return None


def may_not_send() -> Refusal:
    return Refusal(
        "link.may_not_send",
        _("You cannot send a link to this conversation."),
        _("The person chooses who may send links. You can suggest somebody, and they say yes or no."),
    )


def why_not_ask(times: int) -> Refusal | None:
    """Why somebody cannot ask to be let in again today, if they cannot."""
    if times >= ASKS_TO_JOIN_A_DAY:
        return Refusal(
            "join.often",
            _("You have asked often enough for one day."),
            _("Please try again tomorrow, or ask the person to invite you."),
        )
    return None


def why_not_break_glass(*, posts: bool, allowed: bool, reason: str) -> Refusal | None:
    """Why an emergency look is not possible, if it is not."""
    if not posts:
        return Refusal("glass.no_post", _("Emergency access is for people who work in a service now."))
    if not allowed:
        return Refusal(
            "glass.not_allowed",
            _("Emergency access is not available here."),
            _("In danger of life call 999. Ask the person, or the people you know are helping them."),
        )
    if len(reason.split()) < 3:
        return Refusal(
            "glass.no_reason",
            _("Please say in a sentence why you need to look."),
            _("The person will read it, and a privacy officer checks every emergency look."),
        )
    return None
