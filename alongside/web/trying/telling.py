"""Pages of telling back: writing, checking, telling, correcting; the public page; and the ledger of everything set out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from alongside.choosing.queries import rounds
from alongside.choosing.rules import PriorityState
from alongside.core import clock
from alongside.improvement.actions import telling
from alongside.improvement.queries import telling as told
from alongside.improvement.queries.ledger import ledger
from alongside.improvement.rules import CLAIMS, Ending, Outcome
from alongside.people import queries as people
from alongside.principles.queries import names_of
from alongside.web.gate import OpenPage
from alongside.web.service_page import ServicePage
from alongside.web.trying.forms import TellForm
from alongside.web.trying.words import ENDINGS, name_of, words


class ToldBack(ServicePage):
    """Telling back: what waits to be written, checked and told; and what was told."""

    template = "trying/told_back.html"
    title = gettext_lazy("Told back")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        what = request.POST.get("what", "")
        which = self.which()
        if what == "write":
            form = TellForm(request.POST, auto_id=ids(which))
            if form.is_valid() and self.attempt(form, lambda: self._write(which, form.cleaned_data)):
                return self.go("told_back", service=self.slug)
            return self._page(form, failed=which, status=422)
        if what not in ("check", "tell"):
            raise Http404
        plain = Form(request.POST)
        if plain.is_valid() and self.attempt(plain, lambda: self._do(what, which)):
            return self.go("told_back", service=self.slug)
        return self._page(refused=plain, status=422)

    def _write(self, priority: UUID, said: dict[str, Any]) -> None:
        telling.write(priority=priority, outcome=Outcome(said["outcome"]), words=said["words"], by=self.viewer)

    def _do(self, what: str, text: UUID) -> None:
        if what == "check":
            telling.check(text=text, by=self.viewer)
            return
        ending: Ending = telling.tell(text=text, by=self.viewer)
        messages.success(self.request, str(ENDINGS[ending]))

    def _page(
        self,
        form: Form | None = None,
        *,
        refused: Form | None = None,
        failed: UUID | None = None,
        status: int = 200,
    ) -> HttpResponse:
        rows, names = rounds.priorities(self.viewer, self.service.id), names_of(self.service.id)
        texts = told.told_about(self.viewer, (row.pk for row in rows))
        return self.show(
            priorities=[
                {
                    "row": row,
                    "name": name_of(names, row.practice, row.words),
                    "texts": texts.get(row.pk, []),
                    "form": form
                    if form is not None and row.pk == failed
                    else TellForm(auto_id=ids(row.pk), has_ended=row.state == PriorityState.CLOSED),
                    "failed": row.pk == failed,
                }
                for row in rows
            ],
            writing=told.being_written(self.viewer, self.service.id),
            wrong=form or refused,
            claims={one.value for one in CLAIMS},
            words=words(),
            me=self.viewer.account,
            status=status,
        )


def ids(priority: UUID) -> str:
    """The page holds one form for each thing set out; each field needs an id of its own."""
    return f"t{priority.hex[:8]}-%s"


class CorrectToldBack(ServicePage):
    """Something that was told was not so: say it anew. What was told before stays readable under it."""

    template = "trying/correct.html"
    title = gettext_lazy("Correct what was told")

    def _may_come(self, place: people.Place) -> bool:
        return place.works_here

    def get(self, request: HttpRequest, text_id: UUID) -> HttpResponse:
        found = self._find(text_id)
        now = {"outcome": found.text.outcome, "words": found.text.words, **self.kept_words()}
        return self._page(found, self._form(found, initial=now))

    def post(self, request: HttpRequest, text_id: UUID) -> HttpResponse:
        found = self._find(text_id)
        form = self._form(found, request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._write(found, form.cleaned_data)):
            return self.go("told_back", service=self.slug)
        return self._page(found, form, status=422)

    def _write(self, found: told.Told, said: dict[str, Any]) -> None:
        telling.write(
            priority=found.text.priority_id,
            outcome=Outcome(said["outcome"]),
            words=said["words"],
            instead_of=found.text.pk,
            by=self.viewer,
        )

    def _find(self, text_id: UUID) -> told.Told:
        found = told.to_correct(self.viewer, self.service.id, text_id)
        if found is None:
            raise Http404
        return found

    def _form(self, found: told.Told, *args: Any, **kwargs: Any) -> TellForm:
        row = rounds.priority(self.viewer, found.text.priority_id)
        return TellForm(*args, has_ended=row is not None and row.state == PriorityState.CLOSED, **kwargs)

    def _page(self, found: told.Told, form: Form, *, status: int = 200) -> HttpResponse:
        claims = {one.value for one in CLAIMS}
        return self.show(told=found, form=form, words=words(), claims=claims, status=status)


class PublicToldBack(OpenPage):
    """What one service told back, for everybody."""

    reason = "what a service tells in public; names nobody"
    template = "trying/public.html"
    title = gettext_lazy("What came of it")

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        service = people.service_by_slug(slug)
        if service is None:
            raise Http404
        return self.show(service=service, told=told.told(service.id), words=words())


class Ledger(ServicePage):
    """Everything that was ever set out, in one table for paper too: heard, chosen, tried, what came of it, told back."""

    template = "trying/ledger.html"
    title = gettext_lazy("From what was heard to what came of it")

    def get(self, request: HttpRequest) -> HttpResponse:
        today = clock.today()
        rows = ledger(self.viewer, self.service.id, today=today)
        names = names_of(self.service.id)
        entries = [(name_of(names, one.priority.practice, one.priority.words), one) for one in rows]
        return self.show(entries=entries, words=words(), today=today)
