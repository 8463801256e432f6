"""Why letting somebody back in, or a seat on a panel, is refused, in sentences for whoever reads them."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal


def why_not_agree(*, asked_by: UUID, account: UUID | None, by: UUID | None) -> Refusal | None:
    """The second to be sure is somebody else than the first, and neither is whoever is let in."""
    if by is None or by == asked_by:
        return Refusal(
            "back-in.same",
            _("You asked for this yourself, so somebody else must agree."),
            _("Ask another administrator to ring the person too."),
        )
    if by == account:
        return Refusal("back-in.self", _("Nobody agrees to let themselves in."), _("Ask another administrator."))
    return None


def not_an_administrator() -> Refusal:
    return Refusal("back-in.not-yours", _("Only an administrator can do that."))


def not_oneself() -> Refusal:
    return Refusal(
        "back-in.self", _("You are signed in with this address yourself."), _("Ask another administrator to do it.")
    )


def no_longer_open() -> Refusal:
    return Refusal("back-in.over", _("This is over already."), _("If it is still needed, begin again."))


def not_the_lead() -> Refusal:
    return Refusal("seat.not-yours", _("Only somebody who leads this service can do that."))


def not_who_pays() -> Refusal:
    return Refusal(
        "shown.not-who-pays",
        _("Nobody plans or pays for services in this organisation here."),
        _("Choose one of the list."),
    )


def seat_no_longer_open() -> Refusal:
    return Refusal("seat.over", _("This invitation is no longer open."), _("Ask the service to invite you again."))
