"""Pages: the codebook of a study, what was done to it, and taking it to other tools and back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.themes.actions import codebook as do
from alongside.themes.queries import codebook as tell
from alongside.themes.rules import Deed
from alongside.web.themes import words
from alongside.web.themes.forms import CodebookFileForm, CodeForm, NewCodeForm, OtherCodeForm, SplitForm
from alongside.web.themes.study_page import StudyPage


class CodebookPage(StudyPage):
    """The tree of codes. Every deed is in the log below it."""

    template = "themes/codebook.html"
    title = gettext_lazy("Codebook")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        what = request.POST.get("what", "")
        form = self._form(what)
        if form is None:
            raise Http404
        if form.is_valid() and self.attempt(form, lambda: self._do(what, form.cleaned_data)):
            return self.go("codebook", study_id=self.study_id)
        return self._page(failed=request.POST.get("which", ""), status=422, **{what: form})

    def _form(self, what: str) -> Form | None:
        data = self.request.POST
        if what == "new":
            return NewCodeForm(data, codes=self._choices())
        if what == "file":
            return CodebookFileForm(data, self.request.FILES)
        if what in ("move", "merge"):
            return OtherCodeForm(data, codes=self._choices(), top=what == "move")
        return {"reword": CodeForm, "split": SplitForm, "retire": Form, "bring_back": Form}.get(
            what, lambda _data: None
        )(data)

    def _do(self, what: str, said: dict[str, Any]) -> None:
        by = self.viewer
        if what == "new":
            below = UUID(said["parent"]) if said["parent"] else None
            do.add_code(study=self.study_id, name=said["name"], description=said["description"], parent=below, by=by)
        elif what == "file":
            added, reworded = do.bring_codebook(study=self.study_id, data=said["file"].read(), by=by)
            messages.success(
                self.request,
                _("The file was read: %(added)d codes added, %(reworded)d reworded.")
                % {"added": added, "reworded": reworded},
            )
        elif what == "reword":
            do.reword(code=self.which(), name=said["name"], description=said["description"], by=by)
        elif what == "move":
            do.move(code=self.which(), below=UUID(said["other"]) if said["other"] else None, by=by)
        elif what == "merge":
            do.merge(code=self.which(), into=UUID(said["other"]), by=by)
        elif what == "split":
            do.split(code=self.which(), names=[said["first"], said["second"]], by=by)
        elif what == "retire":
            do.retire(code=self.which(), by=by)
        else:
            do.bring_back(code=self.which(), by=by)

    def _choices(self) -> list[tuple[str, str]]:
        return [(str(one.code.pk), one.path) for one in tell.tree(tell.codes_of(self.viewer, self.study_id))]

    def _page(self, *, failed: str = "", status: int = 200, **forms: Form) -> HttpResponse:
        codes = tell.codes_of(self.viewer, self.study_id)
        choices = self._choices()
        return self.show(
            lines=tell.tree(codes),
            away=tell.put_away(codes),
            log=[(row, words.DEEDS[Deed(row.deed)]) for row in tell.log_of(self.viewer, self.study_id, 30)],
            new=forms.get("new") or NewCodeForm(codes=choices),
            file=forms.get("file") or CodebookFileForm(),
            reword=forms.get("reword"),
            move=forms.get("move") or OtherCodeForm(codes=choices, top=True),
            merge=forms.get("merge") or OtherCodeForm(codes=choices),
            split=forms.get("split") or SplitForm(),
            retire=forms.get("retire"),
            code_form=CodeForm,
            failed=failed,
            status=status,
        )


class CodebookFile(StudyPage):
    """The codebook as one REFI-QDA file."""

    reads_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        name = slugify(self.place.study.title)[:60] or "codebook"
        response = HttpResponse(tell.file_of(self.viewer, self.study_id), content_type="application/xml")
        response["Content-Disposition"] = f'attachment; filename="{name}.qdc"'
        return response
