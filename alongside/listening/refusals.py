"""Why something about answering or a story cannot be done, in sentences for whoever reads them."""

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal


def not_asked_here() -> Refusal:
    return Refusal("listening.not-asked", _("This is not among the questions of this service."))


def not_an_answer() -> Refusal:
    return Refusal("listening.not-an-answer", _("Please choose one of the answers."))


def answered_already() -> Refusal:
    return Refusal(
        "listening.answered-already",
        _("You have answered this about this contact already. Your first answer stands, and it counts once."),
        _("There is nothing more you need to do."),
    )


def door_over() -> Refusal:
    return Refusal(
        "listening.door-over",
        _("These questions have ended, or this code was used already."),
        _("Please look at each letter once more. If all are right, you can ask the service for another code."),
    )


def staff_at_the_door() -> Refusal:
    return Refusal(
        "listening.staff-at-the-door",
        _("You work in this service, so your answer belongs on the staff side. Nothing was counted here."),
        _("Answer as staff on the page Listening of your service."),
    )


def not_in_this_service() -> Refusal:
    return Refusal("listening.not-yours", _("Only somebody who works in this service can do that."))


def not_the_lead() -> Refusal:
    return Refusal("listening.not-the-lead", _("Only somebody who leads this service can do that."))


def not_outside() -> Refusal:
    return Refusal(
        "story.not-outside",
        _("A story is read first by somebody from outside the team it is about."),
        _("A facilitator of another organisation can do it."),
    )


def too_many_codes() -> Refusal:
    return Refusal(
        "listening.too-many-codes", _("One sheet holds up to 60 codes."), _("Make another sheet afterwards.")
    )


def no_words() -> Refusal:
    return Refusal("story.no-words", _("Please write a few words first."))


def story_not_there() -> Refusal:
    return Refusal("story.not-there", _("This story is no longer here. Perhaps its author took it back."))


def link_unknown() -> Refusal:
    return Refusal(
        "story.link-unknown",
        _("We do not know this link."),
        _(
            "Please look at each letter once more: it is the whole address that you were shown when you told your story."
        ),
    )


def story_is_closed() -> Refusal:
    return Refusal(
        "story.closed",
        _("This story is not used for anything, so there is nothing to change in it."),
        _("You can tell it again on any day."),
    )


def not_its_words() -> Refusal:
    return Refusal(
        "story.not-its-words",
        _("These words do not stand in the story like this."),
        _("Copy them from the story, without changing a letter."),
    )


def no_new_line() -> Refusal:
    return Refusal("story.no-new-line", _("No new line waits to be read here: its author may have changed it again."))


def waits_for_the_author() -> Refusal:
    return Refusal(
        "story.waits-for-author",
        _("Other words were proposed, and the author has not said yes or no to them yet."),
    )


def not_lent_for_this() -> Refusal:
    return Refusal("story.not-lent", _("The author has not lent this story for that."))


def decided_already() -> Refusal:
    return Refusal("listening.decided", _("Somebody has already decided about these answers."))
