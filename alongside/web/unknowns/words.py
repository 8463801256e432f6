"""How states and steps of an unknown are said."""

from django.utils.translation import gettext_noop as _

from alongside.care.rules import UnknownState

STATE_WORDS: dict[str, str] = {
    UnknownState.OPEN: _("Still open"),
    UnknownState.FOUND: _("We found something"),
    UnknownState.NOBODY_KNOWS: _("Nobody knows yet"),
    UnknownState.LET_GO: _("Let go"),
}
STATE_KINDS: dict[str, str] = {
    UnknownState.OPEN: "waiting",
    UnknownState.FOUND: "done",
    UnknownState.NOBODY_KNOWS: "note",
    UnknownState.LET_GO: "plain",
}
STEP_WORDS: dict[str, str] = {
    "raised": _("asked this"),
    "given-to": _("asked somebody to look"),
    "added": _("added"),
    "found": _("wrote what was found"),
    "nobody-knows": _("ended it: nobody knows yet"),
    "let-go": _("let it go"),
    "opened-again": _("opened it again"),
}
