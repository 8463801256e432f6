"""Pages behind a code, without an account: read back one's own interview and take it back; say what one thinks of a draft."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy

from alongside.core import clock
from alongside.themes import refusals as no
from alongside.themes.actions import documents as do_words
from alongside.themes.actions import drafts as do
from alongside.themes.queries import drafts as tell
from alongside.themes.queries import studies as tell_studies
from alongside.themes.rules import Says
from alongside.web.gate import LinkPage
from alongside.web.themes.forms import RefineForm
from alongside.web.themes.words import SAYS


class InterviewGiven(LinkPage):
    """What I said in an interview, for me; and the way to take it back."""

    template = "themes/given.html"
    title = gettext_lazy("What you told us")

    def link_of(self, code: str) -> str:
        return tell_studies.link_of(code)

    def get(self, request: HttpRequest) -> HttpResponse:
        row = tell_studies.interview_behind(self.viewer)
        if row is None:
            return self.show("ended.html", reason=no.code_has_ended(), status=410)
        looks = tell_studies.looks_at(self.viewer, row.pk)
        return self.show(document=row, has_ended=row.ends_at <= clock.now(), looks=looks)

    def post(self, request: HttpRequest) -> HttpResponse:
        if tell_studies.interview_behind(self.viewer) is None:
            return self.show("ended.html", reason=no.code_has_ended(), status=410)
        do_words.take_back(by=self.viewer)
        return self.go("interview_given", code=self.code)


class Refine(LinkPage):
    """Read a draft, and say what one thinks of it."""

    template = "themes/refine.html"
    title = gettext_lazy("What do you think of this?")

    def link_of(self, code: str) -> str:
        return tell_studies.link_of(code)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = tell.to_refine(self.viewer)
        if found is None:
            return self.show("ended.html", reason=no.code_has_ended(), status=410)
        known = {"says": found.said.says, "words": found.said.words} if found.said else {}
        thanks = bool(request.GET.get("thanks"))
        return self.show(found=found, form=RefineForm(initial=known), said=self._said(found), thanks=thanks)

    def post(self, request: HttpRequest) -> HttpResponse:
        found = tell.to_refine(self.viewer)
        # What comes too late is given back to whoever typed it.
        if found is None:
            return self._refused(request, no.code_has_ended(), status=410)
        if not found.is_open:
            return self._refused(request, no.draft_is_closed())
        form = RefineForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.refine(says=Says(form.cleaned_data["says"]), words=form.cleaned_data["words"], by=self.viewer),
        ):
            return HttpResponseRedirect(f"{request.path}?thanks=1")
        return self.show(found=found, form=form, said="", thanks=False, status=422)

    @staticmethod
    def _said(found: tell.ToRefine) -> str:
        return str(SAYS[Says(found.said.says)]) if found.said else ""
