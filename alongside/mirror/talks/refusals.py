"""Why a decision cannot be written down as it is, and the way out."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal
from alongside.mirror.talks.rules import LONGEST, is_still_to_come


def not_of_the_service() -> Refusal:
    return Refusal(
        "not-of-the-service",
        _("Only those who work in this service or sit on its panel write down what was decided here."),
        _("Please ask somebody of the service to write it down."),
    )


def why_not_write_down(*, decision: str, held_on: date, today: date, texts: tuple[str, ...]) -> Refusal | None:
    """One rule for guard and page: something was decided, the talk was held, and the words have room."""
    if not decision.strip():
        return Refusal(
            "nothing-decided",
            _("Please write what you decided."),
            _("“Nothing yet, because …” is a decision too."),
        )
    if is_still_to_come(held_on, today):
        return Refusal(
            "still-to-come",
            _("This day is still to come."),
            _("Please give the day on which you talked."),
        )
    if any(len(text) > LONGEST for text in texts):
        return Refusal(
            "too-long",
            _("One of these texts is longer than there is room for."),
            _("Please shorten it to 4,000 characters. Nothing is lost: your words are still in the box."),
        )
    return None


def why_not_put_right(earlier_practice: str, practice: str, *, is_done: bool) -> Refusal | None:
    """A text is put right once, by a later text about the same practice. A text that was put right is not the last one."""
    if earlier_practice != practice:
        return Refusal(
            "no-such-talk",
            _("We cannot find the text that you want to put right."),
            _("Please open it again from the page of its practice."),
        )
    if is_done:
        return Refusal(
            "put-right-already",
            _("Somebody put this text right before you."),
            _("Please read the later text first. Your words are below."),
        )
    return None
