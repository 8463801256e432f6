"""Why something about a study cannot be done, in sentences for whoever reads them."""

from django.utils.translation import gettext_lazy as _

from alongside.core.refusal import Refusal
from alongside.themes.rules import Missing


def only_facilitators() -> Refusal:
    return Refusal("themes.only-facilitators", _("Somebody who runs sessions opens a study, and asks others in."))


def not_there() -> Refusal:
    return Refusal("themes.not-there", _("This is not here, or not any more: its giver may have taken it back."))


def only_researchers() -> Refusal:
    return Refusal("themes.only-researchers", _("Only a researcher of this study can do that."))


def only_readers() -> Refusal:
    return Refusal("themes.only-readers", _("Only those who read and mark in this study can do that."))


def nobody_with_this_address() -> Refusal:
    return Refusal(
        "themes.nobody",
        _("Nobody with this e-mail address has an account here."),
        _("Ask them to make one first."),
    )


def in_it_already() -> Refusal:
    return Refusal("themes.in-it-already", _("They take part in this study already."))


def last_researcher() -> Refusal:
    return Refusal(
        "themes.last-researcher",
        _("A study keeps at least one researcher: somebody must be there when a giver takes their words back."),
        _("Ask another researcher in first."),
    )


def no_words() -> Refusal:
    return Refusal("themes.no-words", _("There are no words in it yet."))


def too_long() -> Refusal:
    return Refusal("themes.too-long", _("This is longer than one interview can be here."), _("Bring it in two parts."))


def no_typed_document() -> Refusal:
    return Refusal(
        "themes.no-typed-document",
        _("Words can be read out of a Word document (.docx), an OpenDocument text (.odt) or plain text (.txt, .md)."),
        _("Sound, scans and PDFs have to be typed up first, or their text pasted here."),
    )


def old_or_locked() -> Refusal:
    return Refusal(
        "themes.old-or-locked",
        _("This document has a password, or comes from an old word processor (.doc), so it cannot be read."),
        _("Open it on your device and save it as .docx or .odt, without a password."),
    )


def no_words_in_document() -> Refusal:
    return Refusal(
        "themes.no-words-in-document",
        _("There are no words in this document that a program can read."),
        _("If it holds pictures of pages, type up what they say, or paste it here."),
    )


def words_twice() -> Refusal:
    return Refusal(
        "themes.words-twice",
        _("There are words here already, and you chose a document as well."),
        _("Empty the field of words if the document should take their place, and choose it again."),
    )


def brought_already() -> Refusal:
    return Refusal("themes.brought-already", _("The very same words are in this study already."))


def days_do_not_fit() -> Refusal:
    return Refusal("themes.days", _("A yes begins before it ends, and has not ended yet."))


def points_at_somebody() -> Refusal:
    return Refusal(
        "themes.points-at-somebody",
        _("Something in it may point at somebody. Look at the marked words."),
        _("Put made-up ones in their place, or say that they point at nobody."),
    )


def not_lent() -> Refusal:
    return Refusal("themes.not-lent", _("This story is not lent for making principles."))


def no_such_code() -> Refusal:
    return Refusal("themes.no-such-code", _("This code is not in the codebook, or was put away."))


def same_name() -> Refusal:
    return Refusal("themes.same-name", _("A code of this name stands at the same place already."))


def needs_a_name() -> Refusal:
    return Refusal("themes.needs-a-name", _("Please give it a name."))


def in_itself() -> Refusal:
    return Refusal("themes.in-itself", _("A code cannot stand below itself."))


def heading_takes_no_marks() -> Refusal:
    return Refusal("themes.heading", _("This is a heading: it gathers codes and takes no marks itself."))


def has_codes_below() -> Refusal:
    return Refusal("themes.has-codes-below", _("Codes stand below it."), _("Move them first."))


def too_many_codes() -> Refusal:
    return Refusal("themes.too-many-codes", _("One sheet holds up to 60 codes. Make another sheet afterwards."))


def nothing_to_read() -> Refusal:
    return Refusal("themes.nothing-to-read", _("Please choose what is read, and by whom."))


def not_your_round() -> Refusal:
    return Refusal("themes.not-your-round", _("You do not read in this round."))


def finished_already() -> Refusal:
    return Refusal(
        "themes.finished",
        _("You have finished this round, so your marks stand."),
        _("Open a new round to read again."),
    )


def nothing_ticked() -> Refusal:
    return Refusal("themes.nothing-ticked", _("Please tick at least one sentence, and choose a code."))


def round_lasts() -> Refusal:
    return Refusal("themes.round-lasts", _("Somebody still reads. Until everybody has finished, each reads alone."))


def no_difference_here() -> Refusal:
    return Refusal("themes.no-difference", _("The readers do not differ here."))


def theme_needs_codes() -> Refusal:
    return Refusal("themes.needs-codes", _("Please choose the codes that this theme grew from."))


def needs_both_texts() -> Refusal:
    return Refusal(
        "themes.needs-texts", _("A practice needs a short name, and a plain sentence that says what happens.")
    )


def say_what_changed() -> Refusal:
    return Refusal("themes.say-why", _("Please say what changed and why: those who answered will read it."))


def nothing_differs() -> Refusal:
    return Refusal("themes.nothing-differs", _("Nothing in it has changed."))


def draft_is_closed() -> Refusal:
    return Refusal("themes.draft-closed", _("This draft is not open any more. What you said is kept."))


def code_has_ended() -> Refusal:
    return Refusal(
        "themes.code-ended",
        _("This code has ended, or was never one."),
        _("Ask whoever gave it to you for another."),
    )


def say_what_to_change() -> Refusal:
    return Refusal("themes.say-what", _("Please say in a few words what you would change, or how you lived it."))


def group_too_small() -> Refusal:
    return Refusal("themes.group-too-small", _("Three people or more make a group."))


def day_to_come() -> Refusal:
    return Refusal("themes.day-to-come", _("This day is still to come. Write it down afterwards."))


def not_ready(missing: Missing) -> Refusal:
    """Why a draft cannot become a practice yet."""
    said = {
        Missing.REFINED: _("Fewer than five people have said what they think of this draft."),
        Missing.GROUP: _("No group has looked at the newest wording yet."),
        Missing.GROUP_SAYS_NO: _("The group that looked at it last did not say that it can stand."),
    }
    return Refusal(f"themes.not-ready-{missing.value}", said[missing])


def no_set() -> Refusal:
    return Refusal(
        "themes.no-set",
        _("This study feeds no set of principles that is being made."),
        _("Choose one on the page of the study."),
    )
