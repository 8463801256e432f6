"""Pages: what a service tries, and beginning something."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from alongside.choosing.queries import rounds
from alongside.improvement.actions import trying
from alongside.improvement.queries import trying as tell
from alongside.people import queries as people
from alongside.principles.queries import names_of
from alongside.web.service_page import ServicePage
from alongside.web.trying.forms import BeginForm
from alongside.web.trying.words import name_of, words


class Changes(ServicePage):
    """What this service tries, and what waits for the panel."""

    template = "trying/changes.html"
    title = gettext_lazy("What we try")

    def get(self, request: HttpRequest) -> HttpResponse:
        rows, names = tell.changes(self.viewer, self.service.id), names_of(self.service.id)
        return self.show(
            changes=[(row, name_of(names, row.priority.practice, row.priority.words)) for row in rows],
            waits=tell.waiting_for_a_signature(self.viewer, self.service.id),
            words=words(),
        )


class BeginChange(ServicePage):
    """Take on an idea for something that was set out."""

    template = "trying/begin.html"
    title = gettext_lazy("Try something")

    def _may_come(self, place: people.Place) -> bool:
        return place.works_here

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form(initial=self.kept_words()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            if made := self.made(
                form,
                lambda: trying.begin(
                    priority=UUID(said["priority"]), idea=said["idea"], why=said["why"], by=self.viewer
                ),
            ):
                return self.go("change", service=self.slug, change_id=made.pk)
        return self.show(form=form, status=422)

    def _form(self, *args: Any, **kwargs: Any) -> BeginForm:
        rows = rounds.priorities(self.viewer, self.service.id, also_closed=False)
        names = names_of(self.service.id)
        return BeginForm(
            *args,
            priorities=[(str(row.pk), name_of(names, row.practice, row.words)) for row in rows],
            **kwargs,
        )
