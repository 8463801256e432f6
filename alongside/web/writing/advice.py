"""Hints of the plain-English engine, put together for a page: like with like, a few at a time, in finished sentences.

How a page of ours asks for them: draw `check_my_words(…)` under the box, and in `post` first

    if (advice := advice_if_asked(request)) is not None:
        return self.show(form=shown_again(form), advice=advice)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.language import Hint, Source, TooShort, check, reading_ease, standard_words

LONGEST_TEXT = 20_000
MOST_SHOWN = 12
FIRST_WORDS = 8
ASKED = "check_words"

Form = TypeVar("Form", bound=BaseForm)


@dataclass(frozen=True)
class Suggestion:
    """One thing to look at again, however often it stands in the text. `swaps` may be empty."""

    found: str
    why: str
    swaps: tuple[str, ...]
    times: int

    @property
    def how_often(self) -> str:
        """Said only when it stands there more than once."""
        if self.times == 1:
            return ""
        return ngettext("It stands here %(n)d time.", "It stands here %(n)d times.", self.times) % {"n": self.times}


@dataclass(frozen=True)
class Advice:
    """What the aid has to say about one text. `field` is the name of the box that was checked."""

    field: str
    summary: str
    suggestions: tuple[Suggestion, ...] = ()
    more: str = ""
    how_easy: str = ""
    sources: tuple[str, ...] = ()
    language: str = ""


def advice_if_asked(request: HttpRequest) -> Advice | None:
    """Advice when somebody pressed “Check my words”, else None: then the form is sent for good."""
    field = request.POST.get(ASKED, "")
    if request.method != "POST" or not field:
        return None
    return advice_on(request.POST.get(field, ""), field=field)


def shown_again(form: Form) -> Form:
    """The same form with everything typed in it, and no complaint yet: nobody has sent it."""
    # Django offers no public way to show what was typed without judging it; `errors` reads exactly this.
    form._errors = ErrorDict()
    return form


def advice_on(text: str, *, field: str = "") -> Advice:
    """Look at a text once. Nothing of it is kept, here or in a log."""
    if not text.strip():
        return Advice(field, _("There are no words here yet."))
    if len(text) > LONGEST_TEXT:
        return Advice(field, _("This is too long to check in one go. Check a part of it."))
    hints = check(text)
    together = _together(hints)
    shown = together[:MOST_SHOWN]
    left = len(together) - len(shown)
    return Advice(
        field=field,
        summary=_summary(len(together)),
        suggestions=tuple(shown),
        more=ngettext("There is %(n)d more further on.", "There are %(n)d more further on.", left) % {"n": left}
        if left
        else "",
        how_easy=_how_easy(text),
        sources=_sources(hints),
        language=standard_words().language,
    )


def _summary(many: int) -> str:
    if not many:
        return _("Nothing to point out. Somebody who reads it to you knows better still.")
    return ngettext(
        "There is %(n)d thing you could look at again. You decide.",
        "There are %(n)d things you could look at again. You decide.",
        many,
    ) % {"n": many}


def _together(hints: Iterable[Hint]) -> list[Suggestion]:
    """The same words for the same reason are said once, where they first stand."""
    groups: dict[tuple[str, str], list[Hint]] = {}
    for hint in hints:
        groups.setdefault((hint.about, " ".join(hint.found.casefold().split())), []).append(hint)
    return [Suggestion(_short(one[0].found), one[0].why, one[0].alternatives, len(one)) for one in groups.values()]


def _short(found: str) -> str:
    """A long sentence by how it begins."""
    said = " ".join(found.split())
    parts = said.split(" ")
    return said if len(parts) <= FIRST_WORDS else " ".join(parts[:FIRST_WORDS]) + " …"


def _how_easy(text: str) -> str:
    found = reading_ease(text)
    return "" if isinstance(found, TooShort) else found.sentence


def _sources(hints: Iterable[Hint]) -> tuple[str, ...]:
    keys = dict.fromkeys(key for hint in hints for key in hint.sources)
    return tuple(_told(standard_words().sources[key]) for key in keys)


def _told(source: Source) -> str:
    return f"{source.title}. {source.by}, {source.year}."
