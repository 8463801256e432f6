"""How states and steps of an ask are said, and who reads a message."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from alongside.care.queries.participants import SomebodyHere
from alongside.care.rules import AskState

STATE_WORDS: dict[AskState, str] = {
    AskState.ASKED: gettext_noop("Asked, not seen yet"),
    AskState.SEEN: gettext_noop("Seen"),
    AskState.WORKING: gettext_noop("Working on it"),
    AskState.ANSWERED: gettext_noop("Answered"),
    AskState.PASSED: gettext_noop("Passed on"),
    AskState.CANNOT: gettext_noop("Cannot be answered"),
}
STATE_KINDS: dict[AskState, str] = {
    AskState.ASKED: "waiting",
    AskState.SEEN: "waiting",
    AskState.WORKING: "waiting",
    AskState.ANSWERED: "done",
    AskState.PASSED: "waiting",
    AskState.CANNOT: "note",
}
# Each goes on from a name; "asked" is said of the one who is asked.
STEP_WORDS: dict[AskState, str] = {
    AskState.ASKED: gettext_noop("was asked"),
    AskState.SEEN: gettext_noop("saw it"),
    AskState.WORKING: gettext_noop("is working on it"),
    AskState.ANSWERED: gettext_noop("answered"),
    AskState.PASSED: gettext_noop("passed it on"),
    AskState.CANNOT: gettext_noop("said why it cannot be answered"),
}


def ask_words() -> dict[str, dict[str, str]]:
    """Sentences for states and steps, in the language of the page."""
    return {
        "states": {state: _(said) for state, said in STATE_WORDS.items()},
        "kinds": dict(STATE_KINDS),
        "steps": {state: _(said) for state, said in STEP_WORDS.items()},
    }


def list_of(names: Sequence[str]) -> str:
    """ "Ann", "Ann and Ben", "Ann, Ben and Cas"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def readers(people: Iterable[SomebodyHere]) -> str:
    """Who reads what is written here, as one sentence."""
    names = [one.name for one in people if not one.is_me and not one.is_shut_out]
    if not names:
        return _("Only you can read this so far.")
    return _("%(names)s can read what you write here.") % {"names": list_of(names)}


def late_words(days: int, is_mine: bool, to_the_person: bool) -> str:
    """Of a day that has passed: to the person it is never their fault, and what others owe them is not theirs to carry."""
    if not days or not to_the_person:
        return ""
    if is_mine:
        return _("The day has passed. Answer when it suits you.")
    return _("They have not answered yet.")


def lateness(days: int) -> str:
    """ "3 days late"."""
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
