"""Tell me: themes with who said them, drafts with who refined them, and where every word of a draft came from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core import clock
from alongside.core.viewer import Viewer, respondent_of
from alongside.themes.models import (
    Document,
    Draft,
    FocusGroup,
    RefineCode,
    Refinement,
    Theme,
    ThemeExcerpt,
    Wording,
)
from alongside.themes.queries.codebook import codes_of, resolved
from alongside.themes.queries.comparing import Held, what_holds
from alongside.themes.rules import OPEN, GroupSays, Says, Standing

LONGEST_KEPT = 1900


@dataclass(frozen=True)
class Words:
    """Words that stand for a theme or against it, as they were said."""

    id: UUID
    document: UUID
    called: str
    text: str
    is_against: bool
    why: str
    agreed_on: date
    may_quote: bool


@dataclass(frozen=True)
class ThemeLine:
    """A theme, with how many people it was heard from, and from how many otherwise. People, not mentions."""

    theme: Theme
    people: int
    against: int
    words: tuple[Words, ...] = field(default=())


def themes_of(viewer: Viewer, study: UUID) -> list[ThemeLine]:
    """Every theme of a study. To whoever reads no interviews, without words."""
    held = what_holds(viewer, study)
    reads_as = resolved(codes_of(viewer, study))
    rows = Theme.objects.filter(study_id=study).order_by("made_at")
    every = _words_of(rows)
    return [_line(row, held, reads_as, every.get(row.pk, ())) for row in rows]


def theme_in(viewer: Viewer, study: UUID, theme: UUID) -> ThemeLine | None:
    """One theme of a study."""
    return next((one for one in themes_of(viewer, study) if one.theme.pk == theme), None)


def _line(row: Theme, held: Iterable[Held], reads_as: dict[UUID, UUID], words: Sequence[Words]) -> ThemeLine:
    wanted = {reads_as.get(UUID(one), UUID(one)) for one in row.codes}
    people = {one.called.lower() for one in held if one.codes & wanted}
    people |= {one.called.lower() for one in words if not one.is_against}
    against = {one.called.lower() for one in words if one.is_against}
    return ThemeLine(row, len(people), len(against), tuple(words))


def _words_of(themes: Iterable[Theme]) -> dict[UUID, list[Words]]:
    found: dict[UUID, list[Words]] = {}
    rows = ThemeExcerpt.objects.filter(theme__in=list(themes)).select_related("document").order_by("is_against", "at")
    for row in rows:
        found.setdefault(row.theme_id, []).append(
            Words(
                row.pk,
                row.document_id,
                row.document.called,
                row.document.words[row.start : row.end],
                row.is_against,
                row.why,
                row.document.agreed_on,
                row.document.may_quote,
            )
        )
    return found


def touched(lines: Iterable[ThemeLine], practices: Sequence[str]) -> list[tuple[str, list[ThemeLine]]]:
    """Each practice with the themes that speak of it: also those that no theme touches."""
    every = list(lines)
    return [(practice, [one for one in every if practice in one.theme.touches]) for practice in practices]


@dataclass(frozen=True)
class NewCodes:
    """After one more person: how many codes were new, and how many there are by then."""

    called: str
    new: int
    so_far: int


def new_codes(viewer: Viewer, study: UUID) -> list[NewCodes]:
    """How many new codes each further person brought, in the order in which their words came."""
    held = what_holds(viewer, study)
    order = list(
        dict.fromkeys(
            row.called for row in Document.objects.filter(study_id=study, withdrawn_at=None).order_by("brought_at")
        )
    )
    seen: set[UUID] = set()
    found = []
    for called in order:
        here = set().union(*(one.codes for one in held if one.called == called))
        if any(one.called == called for one in held):
            found.append(NewCodes(called, len(here - seen), len(seen | here)))
            seen |= here
    return found


@dataclass(frozen=True)
class Whole:
    """One draft: its wordings, what people said of each, what groups said; the newest of each first."""

    draft: Draft
    theme: ThemeLine
    wordings: tuple[Wording, ...]
    refinements: tuple[Refinement, ...]
    groups: tuple[FocusGroup, ...]

    @property
    def newest(self) -> Wording:
        return self.wordings[0]

    @property
    def excerpts(self) -> tuple[Words, ...]:
        return self.theme.words

    def said_of(self, wording: Wording) -> Counter[Says]:
        """How often each was said of one wording."""
        return Counter(Says(one.says) for one in self.refinements if one.wording_id == wording.pk)


def drafts_of(viewer: Viewer, study: UUID) -> list[tuple[Draft, Wording]]:
    """Drafts of a study with their newest wording."""
    rows = list(Draft.objects.filter(study_id=study).select_related("theme").order_by("-opened_at"))
    # The last one said of each draft is its newest.
    newest = {one.draft_id: one for one in Wording.objects.filter(draft__in=rows).order_by("number")}
    return [(row, newest[row.pk]) for row in rows]


def draft_in(viewer: Viewer, study: UUID, draft: UUID) -> Draft | None:
    """One draft of a study."""
    return Draft.objects.filter(pk=draft, study_id=study).select_related("theme").first()


def newest_wording(draft: Draft) -> Wording:
    """How a draft reads now."""
    return Wording.objects.filter(draft=draft).order_by("-number")[0]


def standing(draft: Draft) -> Standing:
    """How many people refined it, and what the last group said of the newest wording."""
    people = Refinement.objects.filter(draft=draft).values("voter").distinct().count()
    last = FocusGroup.objects.filter(draft=draft, wording=newest_wording(draft)).order_by("-on_day", "-at").first()
    return Standing(people, GroupSays(last.says) if last else None)


def whole(viewer: Viewer, draft: Draft) -> Whole:
    """Everything about one draft."""
    line = theme_in(viewer, draft.study_id, draft.theme_id)
    assert line is not None
    return Whole(
        draft,
        line,
        tuple(Wording.objects.filter(draft=draft).order_by("-number")),
        tuple(Refinement.objects.filter(draft=draft).order_by("at")),
        tuple(FocusGroup.objects.filter(draft=draft).order_by("-on_day", "-at")),
    )


@dataclass(frozen=True)
class ToRefine:
    """A draft as somebody with a code meets it, with what they said before. `is_open`: they can say something of it now."""

    draft: Draft
    wording: Wording
    said: Refinement | None
    is_open: bool
    until: datetime


def to_refine(viewer: Viewer) -> ToRefine | None:
    """The draft behind a code that has not ended."""
    if viewer.account is not None or not viewer.link:
        return None
    code = RefineCode.objects.filter(code_hash=viewer.link, ends_at__gt=clock.now()).first()
    row = Draft.objects.filter(pk=code.draft_id).first() if code else None
    if code is None or row is None:
        return None
    wording = newest_wording(row)
    said = Refinement.objects.filter(wording=wording, voter=respondent_of(viewer)).first()
    return ToRefine(row, wording, said, row.state in OPEN, code.ends_at)


def reasons_in_words(found: Whole) -> str:
    """Why a draft became a practice, for its history."""
    line, said = found.theme, len({one.voter for one in found.refinements})
    heard = ngettext("Heard from %(n)d person", "Heard from %(n)d people", line.people) % {"n": line.people}
    refined = ngettext("refined by %(n)d", "refined by %(n)d", said) % {"n": said}
    return _("%(heard)s in a study of interviews; %(refined)s; looked at by a group of %(group)d.") % {
        "heard": heard,
        "refined": refined,
        "group": found.groups[0].people,
    }


def dissent_in_words(found: Whole) -> str:
    """What was held against it: by people on its newest wording, by those whose words say otherwise, and in the group."""
    against = [one for one in found.refinements if one.says != Says.AGREE and one.wording_id == found.newest.pk]
    parts = []
    if against:
        parts.append(
            ngettext("%(n)d person saw it otherwise", "%(n)d people saw it otherwise", len(against))
            % {"n": len(against)}
        )
    if found.theme.against:
        parts.append(
            ngettext("%(n)d interview says otherwise", "%(n)d interviews say otherwise", found.theme.against)
            % {"n": found.theme.against}
        )
    if found.groups and found.groups[0].dissent:
        parts.append(_("in the group: %(words)s") % {"words": found.groups[0].dissent})
    return "; ".join(parts)[:LONGEST_KEPT]


def theme_in_words(found: Whole) -> str:
    """A draft as a step of provenance."""
    return _("Drafted from the theme “%(name)s”, heard from %(n)d people.") % {
        "name": found.theme.theme.name,
        "n": found.theme.people,
    }


def excerpt_in_words(words: Words) -> str:
    """An excerpt as a step of provenance: never its words."""
    return (
        _("Words of an interview that say otherwise.") if words.is_against else _("Words of an interview that say so.")
    )


def group_in_words(group: FocusGroup) -> str:
    """A focus group as a step of provenance."""
    return ngettext("A group of %(n)d person read it.", "A group of %(n)d people read it together.", group.people) % {
        "n": group.people
    }
