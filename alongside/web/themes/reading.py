"""Pages: open a round, read and mark alone, then see side by side where readers differ."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.insight import CantTell
from alongside.themes.actions import documents as do_words
from alongside.themes.actions import reading as do
from alongside.themes.likeness import FEWEST_EXAMPLES, like_these
from alongside.themes.queries import codebook, comparing
from alongside.themes.queries import reading as tell
from alongside.themes.queries import studies as tell_studies
from alongside.themes.rules import READS, Settled, StudyRole
from alongside.web.themes import words
from alongside.web.themes.forms import MarkForm, RoundForm, SettleForm
from alongside.web.themes.study_page import StudyPage


class NewRound(StudyPage):
    """Say what is read, and by whom."""

    keeps_only = True
    template = "themes/new_round.html"
    title = gettext_lazy("Open a round of reading")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            if made := self.made(
                form,
                lambda: do.open_round(
                    study=self.study_id,
                    documents=[UUID(one) for one in said["documents"]],
                    coders=[UUID(one) for one in said["readers"]],
                    by=self.viewer,
                ),
            ):
                return self.go("reading_round", study_id=self.study_id, round_id=made.pk)
        return self.show(form=form, status=422)

    def _form(self, data: Any = None) -> RoundForm:
        documents = tell_studies.documents_of(self.viewer, self.study_id)
        members = tell_studies.members_of(self.viewer, self.study_id)
        return RoundForm(
            data,
            documents=[(str(one.pk), one.called) for one in documents],
            readers=[(str(one.account_id), str(one.account)) for one in members if StudyRole(one.role) in READS],
        )


class InRound(StudyPage):
    """A page inside one round of reading."""

    reads_only = True
    line: tell.RoundLine

    def find(self, round_id: UUID) -> None:
        """The round, or a page that is not there."""
        line = tell.round_in(self.viewer, self.study_id, round_id)
        if line is None:
            raise Http404
        self.line = line

    @property
    def number(self) -> int:
        return self.line.round.number


@dataclass(frozen=True)
class Shown:
    """A stretch with the names of codes, and whether its form was refused."""

    stretch: comparing.Stretch
    readings: list[tuple[str, list[str], tuple[str, ...]]]
    ways: list[tuple[str, str]]
    holds: list[str]


class RoundPage(InRound):
    """A round: what is still to read; and when all have finished, differences first and the number after them."""

    template = "themes/round.html"

    def get(self, request: HttpRequest, round_id: UUID) -> HttpResponse:
        self.find(round_id)
        return self._page()

    def post(self, request: HttpRequest, round_id: UUID) -> HttpResponse:
        self.find(round_id)
        what = request.POST.get("what", "")
        form: Form = Form(request.POST)
        if what == "finish":
            done = self.attempt(form, lambda: do.finish(round_id=round_id, by=self.viewer))
        elif what == "excuse":
            done = self.attempt(form, lambda: do.excuse(round_id=round_id, account=self.which(), by=self.viewer))
        elif what == "settle":
            # One button for each way: it says whether both stay, or which codes hold.
            left_as, _space, codes = request.POST.get("left_as", "").partition(" ")
            form = SettleForm({"why": request.POST.get("why", ""), "left_as": left_as})
            done = form.is_valid() and self.attempt(form, lambda: self._settle(form.cleaned_data, codes))
        else:
            raise Http404
        if done:
            return self.go("reading_round", study_id=self.study_id, round_id=round_id)
        return self._page(refused=form, status=422)

    def _settle(self, said: dict[str, Any], codes_said: str) -> None:
        post = self.request.POST
        try:
            start, end = int(post.get("start", "")), int(post.get("end", ""))
            codes = [UUID(one) for one in codes_said.split()]
        except ValueError:
            raise Http404 from None
        do.settle(
            round_id=self.line.round.pk,
            document=self.which(),
            start=start,
            end=end,
            left_as=Settled(said["left_as"]),
            codes=codes,
            why=said["why"],
            by=self.viewer,
        )

    def _page(self, *, refused: Form | None = None, status: int = 200) -> HttpResponse:
        names = {row.pk: row.name for row in codebook.codes_of(self.viewer, self.study_id)}
        found = [self._shown(one, names) for one in comparing.stretches(self.viewer, self.line.round)]
        documents = {str(one.pk): one for one in tell_studies.documents_of(self.viewer, self.study_id)}
        do_words.note_look(documents={one.stretch.document for one in found}, by=self.viewer)
        return self.show(
            line=self.line,
            documents=[documents[one] for one in self.line.round.documents if one in documents],
            gone=sum(1 for one in self.line.round.documents if one not in documents),
            differences=[one for one in found if one.stretch.differs],
            alike=[one for one in found if not one.stretch.differs],
            agreement=self._agreement() if self.request.GET.get("number") and self.line.is_over else None,
            refused=refused,
            # What was typed beside a difference that could not be kept.
            failed=(self.request.POST.get("which", ""), self.request.POST.get("start", "")) if refused else (),
            typed=self.request.POST.get("why", ""),
            both=Settled.BOTH.value,
            one_way=Settled.ONE.value,
            me=self.viewer.account,
            status=status,
        )

    def _shown(self, one: comparing.Stretch, names: dict[UUID, str]) -> Shown:
        def said(codes: frozenset[UUID]) -> list[str]:
            return sorted(names[code] for code in codes)

        ways = {
            " ".join(sorted(map(str, reading.codes))): ", ".join(said(reading.codes)) or _("no code")
            for reading in one.readings
        }
        return Shown(
            one,
            [(each.name, said(each.codes), each.memos) for each in one.readings],
            list(ways.items()),
            said(one.holds),
        )

    def _agreement(self) -> list[tuple[str, str, str]]:
        rows = []
        for one in comparing.agreement_of(self.viewer, self.line.round):
            if isinstance(one.found, CantTell):
                rows.append((one.code.name, "", words.why_not(one.found)))
                continue
            sure = one.found.interval
            band = (
                words.why_not(sure)
                if isinstance(sure, CantTell)
                else _("%(low).2f to %(high).2f") % {"low": sure.low, "high": sure.high}
            )
            rows.append((one.code.name, f"{one.found.alpha:.2f}", band))
        return rows


class ReadWords(InRound):
    """Read one document sentence by sentence and mark what is in it, alone."""

    template = "themes/read.html"

    def get(self, request: HttpRequest, round_id: UUID, document_id: UUID) -> HttpResponse:
        self.find(round_id)
        return self._page(self._document(document_id))

    def post(self, request: HttpRequest, round_id: UUID, document_id: UUID) -> HttpResponse:
        self.find(round_id)
        document, what = self._document(document_id), request.POST.get("what", "")
        form: Form = Form(request.POST)
        if what == "mark":
            form = MarkForm(request.POST, codes=self._codes())
            ticked = self.ticked()
            done = form.is_valid() and self.attempt(
                form,
                lambda: do.mark(
                    round_id=round_id,
                    document=document_id,
                    ticked=ticked,
                    code=UUID(form.cleaned_data["code"]),
                    memo=form.cleaned_data["memo"],
                    by=self.viewer,
                ),
            )
            if not done:
                return self._page(document, form=form, ticked=ticked, status=422)
            return self._on(f"#s{ticked[-1]}")
        if what == "unmark":
            done = self.attempt(form, lambda: do.unmark(coding=self.which(), by=self.viewer))
        elif what in ("yes", "no"):
            number = next(iter(self.ticked()), -1)
            done = self.attempt(
                form,
                lambda: do.answer_suggestion(
                    round_id=round_id,
                    document=document_id,
                    sentence=number,
                    code=self.which(),
                    because=request.POST.get("because", "").split(" · "),
                    accepts=what == "yes",
                    by=self.viewer,
                ),
            )
        else:
            raise Http404
        if not done:
            return self._page(document, refused=form, status=422)
        return self._on(f"?like={self.which()}" if what != "unmark" else "")

    def _on(self, rest: str) -> HttpResponse:
        return HttpResponseRedirect(self.request.path + rest)

    def _document(self, document_id: UUID) -> tell_studies.Document:
        document = tell_studies.document_in(self.viewer, self.study_id, document_id)
        if document is None or str(document_id) not in self.line.round.documents or self.line.mine is None:
            raise Http404
        return document

    def _codes(self) -> list[tuple[str, str]]:
        lines = codebook.tree(codebook.codes_of(self.viewer, self.study_id))
        return [(str(one.code.pk), one.path) for one in lines if not one.code.is_heading]

    def _page(
        self,
        document: tell_studies.Document,
        *,
        form: Form | None = None,
        refused: Form | None = None,
        ticked: list[int] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        do_words.note_look(documents=[document.pk], by=self.viewer)
        marked = tell.my_page(self.viewer, self.line.round.pk, document)
        order = self.line.round.documents
        at = order.index(str(document.pk))
        there = {str(one.pk) for one in tell_studies.documents_of(self.viewer, self.study_id)}
        following = next((one for one in order[at + 1 :] if one in there), "")
        return self.show(
            document=document,
            line=self.line,
            marked=marked,
            ticked=ticked or [],
            form=form or MarkForm(codes=self._codes()),
            refused=refused,
            likes=self._like(document, marked),
            codes=self._codes(),
            fewest=FEWEST_EXAMPLES,
            following=reverse(
                "read_words",
                kwargs={"study_id": self.study_id, "round_id": self.line.round.pk, "document_id": following},
            )
            if following
            else "",
            status=status,
        )

    def _like(self, document: tell_studies.Document, marked: list[tell.Marked]) -> dict[str, Any] | None:
        """Sentences of this document that read like those I marked with the code in the address."""
        try:
            code = tell.code_in(self.viewer, self.study_id, UUID(self.request.GET.get("like", "")))
        except ValueError:
            return None
        if code is None or not self.line.i_read:
            return None
        examples = [
            found.words[mark.start : mark.end] for found, mark in tell.my_marks_of(self.viewer, self.study_id, code.pk)
        ]
        said = tell.answered(self.viewer, self.line.round.pk, document.pk, code.pk)
        free = [
            one
            for one in marked
            if one.sentence.start not in said and all(mark.code_id != code.pk for mark in one.marks)
        ]
        found = like_these(examples, [one.sentence.text for one in free])
        return {
            "code": code,
            "enough": len(examples) >= FEWEST_EXAMPLES,
            "found": [(free[one.number], one.because) for one in found],
        }
