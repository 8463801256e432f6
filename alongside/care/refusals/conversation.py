"""Why not, for conversations: starting one, writing in it, who is in it, links for people outside."""

from django.utils.translation import gettext_lazy as _

from alongside.care.rules import FILES_WITH_A_MESSAGE, MESSAGE_LONGEST, SUBJECT_LONGEST
from alongside.core.refusal import Refusal


def gone() -> Refusal:
    return Refusal(
        "thread.gone", _("We could not find that conversation."), _("Go back to your conversations and choose again.")
    )


def may_not_start() -> Refusal:
    return Refusal(
        "thread.not_open",
        _("You cannot start a conversation here."),
        _("The person chooses who may start one with them. You can ask them when you next speak."),
    )


def only_the_person() -> Refusal:
    return Refusal(
        "thread.only_the_person",
        _("Only the person chooses who is in this conversation."),
        _("You can suggest somebody, and they say yes or no."),
    )


def nobody_there() -> Refusal:
    return Refusal(
        "thread.nobody", _("We could not find that somebody in this circle."), _("Go back and choose again.")
    )


def already_here() -> Refusal:
    return Refusal("thread.already", _("They are already in this conversation, or already suggested."))


def nobody_named() -> Refusal:
    return Refusal("thread.no_name", _("Please write who it is, so that the person knows whom you mean."))


def why_not_subject(subject: str) -> Refusal | None:
    """Why a conversation cannot have this subject, if it cannot."""
    if not subject:
        return Refusal("thread.no_subject", _("Please say in a few words what this is about."))
    if len(subject) > SUBJECT_LONGEST:
        return Refusal(
            "thread.long_subject",
            _("This is too long for a subject."),
            _("A few words are enough. The rest can go in the message."),
        )
    return None


def why_not_send(words: str, *, files: int) -> Refusal | None:
    """Why a message cannot be sent, if it cannot."""
    if not words and not files:
        return Refusal("message.empty", _("Please write something first, or add a file."))
    if len(words) > MESSAGE_LONGEST:
        return Refusal(
            "message.long",
            str(_("This is longer than %(most)s characters, so it was not sent.") % {"most": f"{MESSAGE_LONGEST:,}"}),
            _("Nothing is lost: split it into two messages."),
        )
    if files > FILES_WITH_A_MESSAGE:
        return Refusal(
            "message.files",
            str(_("At most %(most)s files can go with one message.") % {"most": FILES_WITH_A_MESSAGE}),
            _("Send the others with the next message."),
        )
    return None


def sent_before() -> Refusal:
    return Refusal(
        "message.sent_before",
        _("This form was already sent, with different words."),
        _(
            "What was sent first stands in the conversation. Your new words are below: send them again if they are still right."
        ),
    )


def words_not_found() -> Refusal:
    return Refusal(
        "unclear.not_found",
        _("We could not find those words in the message."),
        _("Copy them just as they stand there, or ask in your own words in a message."),
    )


def nothing_explained() -> Refusal:
    return Refusal("unclear.empty", _("Please write what the words mean."))


def link_made_before() -> Refusal:
    return Refusal(
        "link.made_before",
        _("This link was already made. Its address is shown only once."),
        _("If you did not keep it, end that link below and make another."),
    )


def how_long_is_it() -> Refusal:
    return Refusal("link.weeks", _("Please choose how long the link works."))


def link_over() -> Refusal:
    return Refusal(
        "link.over",
        _("This link does not work any more."),
        _("Ask the person who gave it to you for another one."),
    )


def say_who_first() -> Refusal:
    return Refusal(
        "link.who",
        _("Please say who you are before you write: your name, what you do, and where you work."),
        _("Everybody in the conversation sees this beside your words."),
    )
