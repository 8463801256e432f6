"""Why not, for notes from elsewhere."""

from django.utils.translation import gettext_lazy as _

from alongside.care.rules import LineMark
from alongside.core.refusal import Refusal


def gone() -> Refusal:
    return Refusal("notes.gone", _("We could not find that line."), _("Go back to the list and choose again."))


def why_not_take_in(*, size: int, limit: int) -> Refusal | None:
    """Why a file of notes cannot be taken in, before anybody has read it."""
    if size == 0:
        return Refusal("notes.empty", _("This file is empty."), _("Choose it again, or ask for it to be sent again."))
    if size > limit:
        most = limit // (1024 * 1024)
        return Refusal(
            "notes.too_large",
            _("This file is too large: at most %(most)s MB can be read.") % {"most": most},
            _("Ask the service for a shorter summary, such as a patient summary."),
        )
    return None


def why_not_mark(mark: LineMark, words: str) -> Refusal | None:
    """Why a line cannot be marked this way, if it cannot."""
    if mark is LineMark.NOT_RIGHT and not words.strip():
        return Refusal("notes.why_not_right", _("Please say in a few words what is not right about it."))
    return None
