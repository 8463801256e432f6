"""Pages: what the notes say, one line and what the person says of it, bringing a file in."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import notes as do
from alongside.care.queries import notes as tell
from alongside.care.rules import ImportState, LineMark
from alongside.circle.rules import Area, Label
from alongside.web.gate import SpacePage
from alongside.web.notes.forms import BringForm, LabelForm, MarkForm
from alongside.web.notes.words import KIND_WORDS, MARK_KINDS, MARK_WORDS, MARK_WORDS_FOR_OTHERS, STATE_WORDS

FIRST_FEW = 5


class _NotesRoom(SpacePage):
    """What the pages of this room share: words for kinds, marks and states."""

    def words(self) -> dict[str, dict[str, str]]:
        """Sentences in the language of the page."""
        marks = MARK_WORDS if self.footing.is_owner else MARK_WORDS_FOR_OTHERS
        return {
            "kinds": {kind: _(said) for kind, said in KIND_WORDS.items()},
            "marks": {str(mark): _(said) if said else "" for mark, said in marks.items()},
            "mark_kinds": {str(mark): kind for mark, kind in MARK_KINDS.items()},
            "states": {str(state): _(said) for state, said in STATE_WORDS.items()},
        }


class Notes(_NotesRoom):
    """The first few lines of every kind."""

    area = Area.NOTES
    template = "notes/list.html"
    log_kind = "notes"
    title = gettext_lazy("What my notes say")

    def get(self, request: HttpRequest) -> HttpResponse:
        here = set(tell.kinds_here(self.viewer, self.space_id))
        sections = []
        for kind in KIND_WORDS:
            if kind in here:
                lines = tell.lines_of_kind(self.viewer, self.space_id, kind, many=FIRST_FEW)
                sections.append({"kind": kind, "lines": lines[:FIRST_FEW], "more": len(lines) > FIRST_FEW})
        imports = list(tell.imports(self.viewer, self.space_id)[:5]) if self.footing.is_owner else []
        return self.show(sections=sections, imports=imports, words=self.words())


class NotesOfKind(_NotesRoom):
    """All lines of one kind, a page at a time."""

    area = Area.NOTES
    template = "notes/kind.html"
    log_kind = "notes"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in KIND_WORDS:
            raise Http404
        asked = request.GET.get("from", "0")
        start = int(asked) if asked.isdigit() and len(asked) < 8 else 0
        lines = tell.lines_of_kind(self.viewer, self.space_id, kind, start=start)
        more = start + tell.PAGE if len(lines) > tell.PAGE else None
        return self.show(kind=kind, lines=lines[: tell.PAGE], more=more, words=self.words())


class NoteLinePage(_NotesRoom):
    """One line: what it says, where from, and what the person says of it."""

    area = Area.NOTES
    template = "notes/line.html"
    log_kind = "note-line"

    def get(self, request: HttpRequest, line_id: UUID) -> HttpResponse:
        return self._page(line_id)

    def post(self, request: HttpRequest, line_id: UUID) -> HttpResponse:
        if not self.footing.is_owner:
            raise Http404
        if "label" in request.POST:
            keep = LabelForm(request.POST)
            if keep.is_valid() and self.attempt(
                keep,
                lambda: do.label_line(
                    space=self.space_id, line=line_id, label=Label(keep.cleaned_data["label"]), by=self.viewer
                ),
            ):
                return self.go("note_line", space_id=self.space_id, line_id=line_id)
            return self._page(line_id, status=422, keep=keep)
        form = MarkForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.mark_line(
                space=self.space_id,
                line=line_id,
                mark=LineMark(form.cleaned_data["mark"]),
                words=form.cleaned_data["words"],
                by=self.viewer,
            ),
        ):
            return self.go("note_line", space_id=self.space_id, line_id=line_id)
        return self._page(line_id, status=422, form=form)

    def _page(self, line_id: UUID, *, status: int = 200, **forms: Any) -> HttpResponse:
        row = tell.line(self.viewer, self.space_id, line_id)
        if row is None:
            raise Http404
        said = {"mark": row.mark if row.mark != LineMark.NONE else None, "words": row.mark_words, **self.kept_words()}
        return self.show(
            status=status,
            row=row,
            marks=list(tell.marks_of(self.viewer, row)),
            form=forms.get("form") or MarkForm(initial=said),
            keep=forms.get("keep") or LabelForm(initial={"label": row.label}),
            words=self.words(),
        )


class BringNotes(_NotesRoom):
    """Bring in a file. Only the person does that."""

    holder_only = True
    template = "notes/bring.html"
    log_kind = "notes.bring"
    title = gettext_lazy("Bring in notes from elsewhere")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=BringForm(), most=settings.BUNDLE_LIMIT_BYTES)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BringForm(request.POST, request.FILES)
        if form.is_valid() and (made := self.made(form, lambda: self._take_in(form.cleaned_data["notes"]))):
            return self.go("notes_import", space_id=self.space_id, notes_id=made)
        return self.show(form=form, most=settings.BUNDLE_LIMIT_BYTES, status=422)

    def _take_in(self, sent: UploadedFile) -> UUID:
        most = settings.BUNDLE_LIMIT_BYTES
        data = sent.read(most + 1) if (sent.size or 0) <= most else b" " * (most + 1)
        name = (sent.name or "").replace("\x00", "")
        return do.take_in(space=self.space_id, file_name=name, data=data, limit=most, by=self.viewer).pk


class NotesImportPage(_NotesRoom):
    """How the reading of one file goes, and how it went."""

    holder_only = True
    template = "notes/import.html"
    log_kind = "notes.import"

    def get(self, request: HttpRequest, notes_id: UUID) -> HttpResponse:
        row = tell.notes_import(self.viewer, self.space_id, notes_id)
        if row is None:
            raise Http404
        going = row.state in (ImportState.WAITING, ImportState.READING)
        return self.show(row=row, going=going, words=self.words())

    def post(self, request: HttpRequest, notes_id: UUID) -> HttpResponse:
        """Take these notes out again."""
        if tell.notes_import(self.viewer, self.space_id, notes_id) is None:
            raise Http404
        do.take_out(space=self.space_id, notes=notes_id, by=self.viewer)
        return self.go("notes", space_id=self.space_id)


class NotesOriginalFile(SpacePage):
    """The file exactly as it came, as a download."""

    holder_only = True
    log_kind = "notes.original"

    def get(self, request: HttpRequest, notes_id: UUID) -> HttpResponse:
        data = tell.original(self.viewer, self.space_id, notes_id)
        if data is None:
            raise Http404
        return HttpResponse(
            data,
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": 'attachment; filename="notes.json"',
                "Content-Security-Policy": "sandbox; default-src 'none'",
            },
        )
