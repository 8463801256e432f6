"""Pages of one measure: its chart in three kinds, counting, notes, counts out of a spreadsheet, and all of it as a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.core import clock
from alongside.core.uploads import DOWNLOAD_HEADERS
from alongside.improvement.actions import counting
from alongside.improvement.exported import Row, exported
from alongside.improvement.pasted import Line, read
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import ChangeState, DrawnAs
from alongside.people import queries as people
from alongside.web.mirror.history import head, long_day, rows
from alongside.web.service_page import ServicePage
from alongside.web.trying.drawn import measured, series_of
from alongside.web.trying.forms import CountForm, NoteForm, PasteForm, RebaseForm, TakeOutForm
from alongside.web.trying.one_change import ids
from alongside.web.trying.words import DRAWN, WRONG, measure_name, words

STEPS: dict[str, Any] = {"count": CountForm, "note": NoteForm, "rebase": RebaseForm, "take_out": TakeOutForm}


class OfMeasure(ServicePage):
    """A page about one measure; one of another change or service is not there."""

    change_id: UUID
    row: Any

    def find(self, change_id: UUID, measure_id: UUID, *, by_hand: bool = False) -> Any:
        found = tell.measure_of(self.viewer, self.service.id, change_id, measure_id)
        if found is None or (by_hand and found.practice):
            raise Http404
        self.change_id, self.row = change_id, found
        return found

    def back_to_it(self) -> HttpResponse:
        return self.go("measure", service=self.slug, change_id=self.change_id, measure_id=self.row.pk)


class MeasurePage(OfMeasure):
    """Everything that is counted by one measure, and what happened beside it."""

    template = "trying/measure.html"
    title = gettext_lazy("How it goes")

    def get(self, request: HttpRequest, change_id: UUID, measure_id: UUID) -> HttpResponse:
        self.find(change_id, measure_id)
        return self._page()

    def post(self, request: HttpRequest, change_id: UUID, measure_id: UUID) -> HttpResponse:
        self.find(change_id, measure_id)
        what = request.POST.get("what", "")
        if what == "draw":
            return self._draw(request.POST.get("kind", ""))
        if what == "take_out_note":
            return self._take_out_note(request.POST.get("which", ""))
        if what not in STEPS:
            raise Http404
        form = STEPS[what](request.POST, auto_id=ids(what))
        if form.is_valid() and self.attempt(form, lambda: self._do(what, form.cleaned_data)):
            return self.back_to_it()
        return self._page(**{what: form}, status=422)

    def _draw(self, kind: str) -> HttpResponse:
        form = Form(self.request.POST)
        if kind not in {one.value for one in DrawnAs}:
            raise Http404
        if form.is_valid() and self.attempt(
            form, lambda: counting.draw_as(measure=self.row.pk, kind=DrawnAs(kind), by=self.viewer)
        ):
            return self.back_to_it()
        return self._page(refused=form, status=422)

    def _take_out_note(self, which: str) -> HttpResponse:
        form = Form(self.request.POST)
        note = next((one for one in tell.notes_of(self.viewer, self.row) if str(one.pk) == which), None)
        if note is None:
            raise Http404
        if form.is_valid() and self.attempt(form, lambda: counting.take_out_note(note=note.pk, by=self.viewer)):
            return self.back_to_it()
        return self._page(refused=form, status=422)

    def _do(self, what: str, said: dict[str, Any]) -> None:
        measure, by = self.row.pk, self.viewer
        if what == "count":
            counting.count(measure=measure, on_day=said["on_day"], yes=said["yes"], answers=said["answers"], by=by)
        elif what == "note":
            counting.note(measure=measure, on_day=said["on_day"], words=said["words"], by=by)
        elif what == "take_out":
            counting.take_out_count(measure=measure, on_day=said["on_day"], by=by)
        else:
            counting.rebase(measure=measure, on_day=said["on_day"], reason=said["reason"], by=by)

    def _page(self, *, status: int = 200, **forms: Form) -> HttpResponse:
        wanted = self.request.GET.get("as", "")
        chosen = DrawnAs(self.row.drawn_as)
        kind = DrawnAs(wanted) if wanted in {one.value for one in DrawnAs} else chosen
        one = measured(self.viewer, self.service.id, self.row, kind=kind)
        return self.show(
            change=self.row.change,
            one=one,
            ways=[
                {"kind": one.value, "name": name, "is_shown": one is kind, "is_chosen": one is chosen}
                for one, (name, _why) in DRAWN.items()
            ],
            kind=kind.value,
            is_chosen=kind is chosen,
            about_kind=DRAWN[kind][1],
            head=head(),
            rows=rows(one.series),
            forms={name: forms.get(name) or form(auto_id=ids(name)) for name, form in STEPS.items()},
            refused=forms.get("refused"),
            notes=tell.notes_of(self.viewer, self.row),
            may_count=self.place.works_here and not self.row.practice,
            is_left=self.row.change.state == ChangeState.LEFT,
            words=words(),
            status=status,
        )


@dataclass(frozen=True)
class Preview:
    """One line of what was pasted, as it was read: in words, or with what is wrong with it."""

    line: Line
    day: str
    wrong: str
    replaces: str


class PasteCounts(OfMeasure):
    """Counts out of a spreadsheet: read first, looked at, then entered."""

    template = "trying/paste.html"
    title = gettext_lazy("Paste counts")

    def _may_come(self, place: people.Place) -> bool:
        return place.works_here

    def get(self, request: HttpRequest, change_id: UUID, measure_id: UUID) -> HttpResponse:
        self.find(change_id, measure_id, by_hand=True)
        return self._page(PasteForm(initial=self.kept_words()))

    def post(self, request: HttpRequest, change_id: UUID, measure_id: UUID) -> HttpResponse:
        self.find(change_id, measure_id, by_hand=True)
        form = PasteForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        lines = read(form.cleaned_data["lines"], today=clock.today(), of=form.cleaned_data["of"])
        what = request.POST.get("what", "look")
        good = [(one.on_day, one.yes, one.answers) for one in lines if one.wrong is None and one.on_day is not None]
        if what == "look" or (what == "enter" and len(good) < len(lines)):
            return self._page(form, lines)
        if self.attempt(form, lambda: counting.count_many(measure=self.row.pk, counts=good, by=self.viewer)):
            entered = ngettext("%(n)d day is entered.", "%(n)d days are entered.", len(good)) % {"n": len(good)}
            messages.success(request, entered)
            return self.back_to_it()
        return self._page(form, lines, status=422)

    def _page(self, form: Form, lines: tuple[Line, ...] | None = None, *, status: int = 200) -> HttpResponse:
        stands = {one.on_day: one for one in tell.counts_of(self.viewer, self.row)}
        shown = [self._preview(one, stands) for one in lines or ()]
        return self.show(
            change=self.row.change,
            name=measure_name(self.service.id, self.row),
            form=form,
            looked=lines is not None,
            lines=shown,
            bad=sum(1 for one in shown if one.wrong),
            good=sum(1 for one in shown if not one.wrong),
            status=status,
        )

    def _preview(self, line: Line, stands: dict[date, Any]) -> Preview:
        before = stands.get(line.on_day) if line.on_day else None
        is_new = before is None or (before.yes, before.answers) == (line.yes, line.answers)
        replaces = (
            ""
            if before is None or is_new
            else _("instead of %(yes)d of %(of)d") % {"yes": before.yes, "of": before.answers}
        )
        day = long_day(line.on_day) if line.on_day else ""
        return Preview(line, day, str(WRONG[line.wrong]) if line.wrong else "", replaces)


class MeasureFile(OfMeasure):
    """The points as one file that charting tools of the NHS read. Of a practice, only what was released."""

    def get(self, request: HttpRequest, change_id: UUID, measure_id: UUID) -> HttpResponse:
        row = self.find(change_id, measure_id)
        series = series_of(self.viewer, self.service.id, row)
        rows = [Row(one.opens, one.yes, one.answers) for one in series if one.yes is not None and one.answers]
        notes: dict[date, str] = {}
        for one in measured(self.viewer, self.service.id, row).happened:
            notes[one.on_day] = f"{notes[one.on_day]}; {one.words}" if one.on_day in notes else one.words
        name = measure_name(self.service.id, row)
        made = exported(name, rows, rebased_on=row.rebased_on, notes=notes)
        file = f"{slugify(name)[:60] or 'counts'}.csv"
        headers = {**DOWNLOAD_HEADERS, "Content-Disposition": f'attachment; filename="{file}"'}
        # The mark at the beginning tells spreadsheets that letters with accents are meant as they stand.
        return HttpResponse("\ufeff" + made, content_type="text/csv; charset=utf-8", headers=headers)
