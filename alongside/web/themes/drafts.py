"""Pages: themes with the people they were heard from, drafts with those who refined them, and what became of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alongside.core import clock
from alongside.people.rules import Constituency
from alongside.principles import catalogue
from alongside.principles.queries import versions
from alongside.principles.rules import Kind, Moment, Ref
from alongside.themes.actions import documents as do_words
from alongside.themes.actions import drafts as do
from alongside.themes.queries import codebook, comparing
from alongside.themes.queries import drafts as tell
from alongside.themes.queries import studies as tell_studies
from alongside.themes.rules import DraftState, GroupSays, Says, still_missing
from alongside.themes.texts import Sentence, sentences
from alongside.web.themes import words
from alongside.web.themes.forms import (
    DraftForm,
    GroupForm,
    PublishForm,
    RefineCodesForm,
    RewordForm,
    ThemeForm,
)
from alongside.web.themes.study_page import StudyPage

TEXTS = ("name", "plain", "i_statement", "we_statement")


class OnThemes(StudyPage):
    """What pages of themes and drafts share: the set that the study feeds, or the one everybody begins with."""

    def the_set(self) -> catalogue.PrincipleSet:
        found = versions.newest(self.place.study.set_id) if self.place.study.set_id else None
        if found is None:
            drafts = [one for one in self.open_versions() if one.set_id == self.place.study.set_id]
            found = versions.version(drafts[0].set_id, drafts[0].version) if drafts else None
        return found.set if found else versions.catalogue_version("both-2019").set

    def open_versions(self) -> list[Ref]:
        """Versions in the making of the set that this study feeds, into which this viewer may put a practice."""
        return [one.ref for one in versions.drafts_open_to(self.viewer) if one.ref.set_id == self.place.study.set_id]

    def practices(self) -> list[tuple[str, str]]:
        return [(one.id, one.name) for one in self.the_set().practices]

    def codes(self) -> list[tuple[str, str]]:
        lines = codebook.tree(codebook.codes_of(self.viewer, self.study_id))
        return [(str(one.code.pk), one.path) for one in lines if not one.code.is_heading]


class Themes(OnThemes):
    """What people say across interviews; which practices speak of it already; how many new codes each person brought."""

    template = "themes/themes.html"
    title = gettext_lazy("Themes")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form(initial=self.kept_words()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            if made := self.made(
                form,
                lambda: do.name_theme(
                    study=self.study_id,
                    name=said["name"],
                    says=said["says"],
                    codes=[UUID(one) for one in said["codes"]],
                    touches=said["touches"],
                    by=self.viewer,
                ),
            ):
                return self.go("theme", study_id=self.study_id, theme_id=made.pk)
        return self._page(form, status=422)

    def _form(self, data: Any = None, **more: Any) -> ThemeForm:
        return ThemeForm(data, codes=self.codes(), practices=self.practices(), **more)

    def _page(self, form: Form, *, status: int = 200) -> HttpResponse:
        lines = tell.themes_of(self.viewer, self.study_id)
        names = dict(self.practices())
        covered = [(names[practice], found) for practice, found in tell.touched(lines, list(names))]
        return self.show(
            lines=lines,
            form=form,
            covered=[one for one in covered if one[1]],
            not_touched=[name for name, found in covered if not found],
            new_codes=tell.new_codes(self.viewer, self.study_id) if self.place.reads else [],
            open_differences=comparing.still_open(self.viewer, self.study_id) if self.place.reads else 0,
            status=status,
        )


class ThemePage(OnThemes):
    """One theme: the words for it and against it, and a first draft of a practice."""

    reads_only = True
    template = "themes/theme.html"

    def get(self, request: HttpRequest, theme_id: UUID) -> HttpResponse:
        return self._page(self._line(theme_id))

    def post(self, request: HttpRequest, theme_id: UUID) -> HttpResponse:
        line, what = self._line(theme_id), request.POST.get("what", "")
        form: Form = Form(request.POST)
        if what in ("for", "against"):
            ticked = self.ticked()
            done = self.attempt(
                form,
                lambda: do.let_stand(
                    theme=theme_id,
                    document=self.which(),
                    ticked=ticked,
                    is_against=what == "against",
                    why=request.POST.get("why", ""),
                    by=self.viewer,
                ),
            )
        elif what == "take":
            done = self.attempt(form, lambda: do.take_from_theme(excerpt=self.which(), by=self.viewer))
        elif what == "reword":
            form = self._reword(line, request.POST)
            done = form.is_valid() and self.attempt(form, lambda: self._say(theme_id, form.cleaned_data))
            if not done:
                return self._page(line, reword=form, status=422)
        elif what == "draft":
            form = self._draft(request.POST)
            if form.is_valid() and (made := self.made(form, lambda: self._open(theme_id, form.cleaned_data))):
                return self.go("draft", study_id=self.study_id, draft_id=made.pk)
            return self._page(line, draft=form, status=422)
        else:
            raise Http404
        if done:
            return self.go("theme", study_id=self.study_id, theme_id=theme_id)
        return self._page(line, refused=form, status=422)

    def _say(self, theme: UUID, said: dict[str, Any]) -> None:
        do.name_theme(
            study=self.study_id,
            theme=theme,
            name=said["name"],
            says=said["says"],
            codes=[UUID(one) for one in said["codes"]],
            touches=said["touches"],
            by=self.viewer,
        )

    def _open(self, theme: UUID, said: dict[str, Any]) -> Any:
        return do.open_draft(
            theme=theme,
            principle=int(said["principle"]),
            moments=[Moment(one) for one in said["moments"]],
            kinds=[Kind(one) for one in said["kinds"]],
            words={name: said[name] for name in TEXTS},
            by=self.viewer,
        )

    def _line(self, theme: UUID) -> tell.ThemeLine:
        line = tell.theme_in(self.viewer, self.study_id, theme)
        if line is None:
            raise Http404
        return line

    def _draft(self, data: Any = None) -> DraftForm:
        return DraftForm(data, principles=[(str(one.number), one.title) for one in self.the_set().principles])

    def _reword(self, line: tell.ThemeLine, data: Any = None) -> ThemeForm:
        row = line.theme
        known = {"name": row.name, "says": row.says, "codes": row.codes, "touches": row.touches}
        return ThemeForm(data, codes=self.codes(), practices=self.practices(), initial=known)

    def _page(
        self,
        line: tell.ThemeLine,
        *,
        draft: Form | None = None,
        reword: Form | None = None,
        refused: Form | None = None,
        status: int = 200,
    ) -> HttpResponse:
        codes = codebook.codes_of(self.viewer, self.study_id)
        reads_as = codebook.resolved(codes)
        wanted = {reads_as.get(UUID(one), UUID(one)) for one in line.theme.codes}
        taken = {(one.document, one.text) for one in line.words}
        held = [one for one in comparing.what_holds(self.viewer, self.study_id) if one.codes & wanted]
        documents = tell_studies.documents_of(self.viewer, self.study_id)
        every = {one.pk: sentences(one.words) for one in documents}
        post = self.request.POST
        do_words.note_look(documents=list(every), by=self.viewer)
        return self.show(
            line=line,
            codes=sorted(row.name for row in codes if row.pk in wanted),
            held=[(one, numbers(one, every[one.document])) for one in held if (one.document, one.text) not in taken],
            documents=[(one, every[one.pk]) for one in documents],
            # What was ticked and typed, where it could not be kept.
            kept={"which": post.get("which"), "why": post.get("why", ""), "ticked": self.ticked()} if refused else {},
            drafts=[pair for pair in tell.drafts_of(self.viewer, self.study_id) if pair[0].theme_id == line.theme.pk],
            states=words.STATES,
            draft=draft or self._draft(),
            reword=reword or self._reword(line),
            reworded=reword is not None,
            refused=refused,
            status=status,
        )


def numbers(held: comparing.Held, every: Sequence[Sentence]) -> list[int]:
    """Which sentences of a document some words take in."""
    return [n for n, one in enumerate(every) if one.start < held.end and one.end > held.start]


class DraftPage(OnThemes):
    """One draft: how it reads, who said what of it, what a group said, and what it still needs."""

    template = "themes/draft.html"

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        return self._page(self._whole(draft_id))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        found, what = self._whole(draft_id), request.POST.get("what", "")
        if what == "codes":
            return self._make_codes(found)
        form = self._form(what)
        if form is None:
            raise Http404
        if form.is_valid() and self.attempt(form, lambda: self._do(what, draft_id, form.cleaned_data)):
            return self.go("draft", study_id=self.study_id, draft_id=draft_id)
        return self._page(found, status=422, **{what: form})

    def _form(self, what: str) -> Form | None:
        data = self.request.POST
        if what == "publish":
            return self._publish(data)
        return {"reword": RewordForm, "group": GroupForm, "leave": Form}.get(what, lambda _data: None)(data)

    def _do(self, what: str, draft: UUID, said: dict[str, Any]) -> None:
        if what == "reword":
            texts = {name: said[name] for name in TEXTS}
            do.reword(draft=draft, words=texts, why=said["why"], by=self.viewer)
        elif what == "group":
            do.note_group(draft=draft, by=self.viewer, **{**said, "says": GroupSays(said["says"])})
        elif what == "leave":
            do.leave_it(draft=draft, by=self.viewer)
        else:
            set_id, _space, version = said["at"].rpartition(" ")
            do.publish(draft=draft, at=Ref(set_id, version), decided_by=said["decided_by"], by=self.viewer)

    def _make_codes(self, found: tell.Whole) -> HttpResponse:
        form = RefineCodesForm(self.request.POST)
        said = form.cleaned_data if form.is_valid() else {}
        made = said and self.made(
            form,
            lambda: do.make_codes(
                draft=found.draft.pk,
                number=said["number"],
                constituency=Constituency(said["constituency"]),
                until=said["until"],
                by=self.viewer,
            ),
        )
        if not made:
            return self._page(found, codes=form, status=422)
        build = self.request.build_absolute_uri
        return self.show(
            "themes/refine_codes.html",
            found=found,
            addresses=[build(reverse("refine", kwargs={"code": one})) for one in made],
            until=form.cleaned_data["until"],
        )

    def _whole(self, draft: UUID) -> tell.Whole:
        row = tell.draft_in(self.viewer, self.study_id, draft)
        if row is None:
            raise Http404
        return tell.whole(self.viewer, row)

    def _publish(self, data: Any = None) -> PublishForm:
        return PublishForm(data, versions=[(str(one), str(one)) for one in self.open_versions()])

    def _page(self, found: tell.Whole, *, status: int = 200, **forms: Form) -> HttpResponse:
        missing = still_missing(tell.standing(found.draft))
        known = {name: getattr(found.newest, name) for name in TEXTS}
        publish = self._publish()
        return self.show(
            found=found,
            is_open=found.draft.state in (DraftState.WRITING, DraftState.REFINING),
            state=words.STATES[DraftState(found.draft.state)],
            missing=words.MISSING[missing] if missing else "",
            said=[(one, self._counted(found, one)) for one in found.wordings],
            says={one.value: said for one, said in words.SAYS.items()},
            group_says={one.value: said for one, said in words.GROUP.items()},
            agree=Says.AGREE.value,
            reword=forms.get("reword") or RewordForm(initial=known),
            group=forms.get("group") or GroupForm(),
            codes=forms.get("codes") or RefineCodesForm(),
            publish=forms.get("publish") or publish,
            can_go=bool(publish.fields["at"].choices),
            leave=forms.get("leave"),
            today=clock.today(),
            status=status,
        )

    @staticmethod
    def _counted(found: tell.Whole, wording: Any) -> list[tuple[Any, int]]:
        said = found.said_of(wording)
        return [(words.SAYS[one], said[one]) for one in Says if said[one]]
