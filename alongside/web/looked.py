"""How the log says what somebody did: each sentence goes on from a name and a role."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "home": _("opened the first page of your space"),
    "story": _("read your story"),
    "story.prepare": _("read your story before meeting you"),
    "story.file": _("opened a file beside your story"),
    "story.file_add": _("added a file beside your story"),
    "story.file_change": _("changed a file beside your story"),
    "story.edit": _("worked on a part of your story"),
    "story.before": _("looked at what a part of your story said before"),
    "story.meetings": _("looked at first meetings that are coming"),
    "story.read_back": _("read what somebody understood of your story"),
    "communication": _("read how you like to be communicated with"),
    "communication.edit": _("worked on how you like to be communicated with"),
    "communication.before": _("looked at what you said before about how to communicate"),
    "unknowns": _("read the questions nobody can answer yet"),
    "unknown": _("read a question nobody can answer yet"),
    "unknown.raise": _("wrote down a question"),
    "notes": _("read what your notes say"),
    "note-line": _("read one line of your notes"),
    "notes.bring": _("brought in notes"),
    "notes.import": _("looked at how the reading of your notes went"),
    "notes.original": _("downloaded the file of your notes"),
    "looks": _("read who looked"),
    "looks.ask": _("asked about a look"),
    "review": _("read about emergency looks and questions"),
    "take-along": _("looked at how to take everything along"),
    "take-along.file": _("downloaded everything"),
    "leave": _("looked at closing the space"),
    "moment": _("looked at what matters for a coming moment"),
}
