"""Words that stand beside a practice: what people lent of their stories, and what staff say would make it easier."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.viewer import Viewer
from alongside.listening.actions import stories as do_stories
from alongside.listening.queries import easier, stories
from alongside.listening.rules import Stood, Use
from alongside.people.queries import ServiceInWords
from alongside.web.mirror.words import EASIER

# So many at most, the newest first: words of a few people, never a count of how people feel.
AT_MOST = 3
# From this weight on, words are folded away under a line that says what is coming.
HEAVY = 2


@dataclass(frozen=True)
class Voice:
    """Somebody's own words. `note`: what is coming, for whoever reads; `caption`: the author's line, which stays with them."""

    words: str
    note: str
    caption: str
    folded: bool


def lent(viewer: Viewer, service: ServiceInWords, practice: str) -> tuple[Voice, ...]:
    """Words that their authors lent for making this service better. Where they stood is written down for the authors."""
    found = stories.excerpts_for(viewer, service.id, practice, Use.IMPROVEMENT)[:AT_MOST]
    if found:
        do_stories.used(excerpts=found, purpose=Use.IMPROVEMENT, place=Stood.PRACTICE, by=viewer)
    return tuple(
        Voice(
            words=one.words,
            note=one.story.content_note or _("This may be hard to read."),
            caption=one.story.caption,
            folded=(one.story.weight or 0) >= HEAVY or bool(one.story.content_note),
        )
        for one in found
    )


@dataclass(frozen=True)
class MakesEasier:
    """What staff asked for: how many spoke, each kind with its number, and their words where the lead reads."""

    asked: str
    kinds: tuple[tuple[str | Promise, str], ...]
    words: tuple[str, ...]


def makes_easier(viewer: Viewer, service: ServiceInWords, practice: str) -> MakesEasier | None:
    """None while too few have spoken."""
    found = easier.enablers(viewer, service.id, practice)
    if found is None:
        return None
    asked = ngettext("%(n)d member of staff spoke.", "%(n)d members of staff spoke.", found.asked) % {"n": found.asked}
    return MakesEasier(asked, tuple((EASIER[kind], str(n)) for kind, n in found.kinds), found.words)
