"""Why not, for asks. The same sentences refuse a move and explain on the page why there is no button."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.care.rules import ASK_MOVES, AskState
from alongside.core.refusal import Refusal


def gone() -> Refusal:
    return Refusal("ask.gone", _("We could not find that ask."), _("Open the conversation again."))


def nobody_to_ask() -> Refusal:
    return Refusal(
        "ask.owner",
        _("They are not in this conversation, so they cannot be asked here."),
        _("Choose somebody who is in it."),
    )


def nothing_asked() -> Refusal:
    return Refusal("ask.empty", _("Please write what you would like to know."))


def passed_to_same() -> Refusal:
    return Refusal("ask.same_owner", _("It is already with them."), _("Choose somebody else to pass it to."))


def somebody_was_first() -> Refusal:
    return Refusal(
        "ask.changed",
        _("Something changed in this ask while you were here."),
        _("Look at how it stands now, and choose again. Your words are still below."),
    )


def why_not_due(due_on: date, *, today: date) -> Refusal | None:
    """Why a day cannot be the day to answer by, if it cannot."""
    if due_on < today:
        return Refusal("ask.past", _("That day is in the past."), _("Choose today or a later day."))
    return None


def why_not_move(
    state: AskState, to: AskState, *, may_move: bool, owner_name: str, because: str = ""
) -> Refusal | None:
    """Why an ask cannot go this way, if it cannot."""
    if not may_move:
        return Refusal(
            "ask.not_yours",
            str(_("Only %(name)s can move this ask: it is with them.") % {"name": owner_name}),
            _("You can write a message to add something."),
        )
    if to not in ASK_MOVES[state]:
        if not ASK_MOVES[state]:
            return Refusal(
                "ask.ended", _("This ask has already ended."), _("Ask again in a new message if there is more.")
            )
        return Refusal("ask.already", _("This ask already stands there."), _("Open the conversation again to see it."))
    if to is AskState.CANNOT and not because:
        return Refusal(
            "ask.no_reason",
            _("Please say in a sentence why it cannot be answered."),
            _("Whoever asked would rather know the reason than hear nothing."),
        )
    return None
