"""Why not, for what we don't know."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.care.rules import UnknownState
from alongside.core.refusal import Refusal


def nothing_asked() -> Refusal:
    return Refusal("unknown.empty", _("Please write what you would like to know."))


def gone() -> Refusal:
    return Refusal("unknown.gone", _("We could not find that question."), _("Go back to the list and choose again."))


def somebody_was_first() -> Refusal:
    return Refusal(
        "unknown.changed",
        _("Somebody else added to this question while you were writing."),
        _("What they wrote is shown above. Your words are still here: read, and send again if they still fit."),
    )


def nobody_to_look() -> Refusal:
    return Refusal("unknown.owner", _("That person cannot see this question."), _("Choose somebody else to look."))


def why_not_end(state: UnknownState, *, to: UnknownState, words: str) -> Refusal | None:
    """Why a question cannot be ended this way, if it cannot."""
    if state is not UnknownState.OPEN:
        return Refusal(
            "unknown.ended",
            _("This question has already ended."),
            _("You can open it again if there is something new."),
        )
    if to is UnknownState.FOUND and not words.strip():
        return Refusal("unknown.no_words", _("Please write what you found, in a sentence or two."))
    return None


def why_not_due(due_on: date | None, *, today: date) -> Refusal | None:
    """Why a day cannot be the day to look by, if it cannot."""
    if due_on is not None and due_on < today:
        return Refusal(
            "unknown.past", _("That day is in the past."), _("Choose today or a later day, or leave it empty.")
        )
    return None
