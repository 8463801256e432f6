"""How the log says what somebody did: each sentence goes on from a name and a role."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "home": _("opened the first page of your space"),
    "unknowns": _("read the questions nobody can answer yet"),
    "unknown": _("read a question nobody can answer yet"),
    "unknown.raise": _("wrote down a question"),
    "notes": _("read what your notes say"),
    "note-line": _("read one line of your notes"),
    "notes.bring": _("brought in notes"),
    "notes.import": _("looked at how the reading of your notes went"),
    "notes.original": _("downloaded the file of your notes"),
}
