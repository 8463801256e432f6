"""Why not, for the story, what stands beside it, and what others say they understood of it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.care.rules import CORRECTION_LONGEST, READ_BACK_LONGEST, ReadBackState
from alongside.circle.rules import Standing
from alongside.core.refusal import Refusal


def only_the_person() -> Refusal:
    return Refusal("story.not_yours", _("Only the person whose story this is can change it."))


def nothing_there() -> Refusal:
    return Refusal("story.gone", _("We could not find that."), _("Go back to the story and choose again."))


def why_not_save(text: str, *, longest: int, there_before: bool) -> Refusal | None:
    """Why a text cannot be kept, if it cannot."""
    if not text.strip() and not there_before:
        return Refusal(
            "story.empty",
            _("There is nothing in the box yet."),
            _("Write a few words, or go back. It can stay empty as long as you like."),
        )
    if len(text) > longest:
        return Refusal(
            "story.too_long", too_long(len(text), longest), _("Nothing is cut off: everything is still in the box.")
        )
    return None


def too_long(length: int, longest: int) -> str:
    """How much too long, in a sentence."""
    return str(
        _("There is room here for %(room)s characters, and this has %(length)s.") % {"room": longest, "length": length}
    )


def why_not_meet(on_day: date, *, today: date) -> Refusal | None:
    """Why a first meeting cannot be on a day, if it cannot."""
    if on_day < today:
        return Refusal("meeting.past", _("That day is in the past."), _("Choose today or a later day."))
    return None


def nobody_to_meet() -> Refusal:
    return Refusal("meeting.nobody", _("They are not in the circle."), _("Choose somebody from the list."))


def why_not_read_back(
    words: str, *, standing: Standing | None, last: ReadBackState | None, name: str
) -> Refusal | None:
    """Why somebody cannot write what they understood, if they cannot."""
    if standing not in (Standing.PROFESSIONAL, Standing.TEAM):
        return Refusal("read_back.not_you", _("A read-back is for professionals who are about to meet the person."))
    if last is ReadBackState.WAITING:
        return Refusal(
            "read_back.waiting",
            _("Your last read-back still waits for %(name)s’s answer.") % {"name": name},
            _("You can write another when they have answered."),
        )
    if not words.strip():
        return Refusal("read_back.empty", _("Please write in a line or two what you understood."))
    if len(words) > READ_BACK_LONGEST:
        return Refusal(
            "read_back.too_long",
            too_long(len(words), READ_BACK_LONGEST),
            _("Two lines are enough: what matters most, and what you will not ask again."),
        )
    return None


def why_not_answer(state: ReadBackState, *, right: bool, words: str) -> Refusal | None:
    """Why a read-back cannot be confirmed or put right, if it cannot."""
    if state is not ReadBackState.WAITING:
        return Refusal("read_back.answered", _("You have already answered this one."))
    if not right and not words.strip():
        return Refusal("read_back.no_words", _("Please write what they should know instead. A few words are enough."))
    if len(words) > CORRECTION_LONGEST:
        return Refusal("read_back.long_answer", too_long(len(words), CORRECTION_LONGEST))
    return None
