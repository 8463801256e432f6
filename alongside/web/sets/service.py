"""The page of a service: which set it works with, since when and why, and choosing another one from a day on."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core import clock
from alongside.principles import queries as principles
from alongside.principles.actions import services as do
from alongside.principles.queries import versions
from alongside.principles.queries.services import switches_of
from alongside.principles.rules import Ref, SetStatus
from alongside.web.service_page import ServicePage
from alongside.web.sets import words
from alongside.web.sets.forms import SwitchForm
from alongside.web.sets.views import ref_in


class ServiceSetPage(ServicePage):
    """Our principles: for everybody of the service and its panel. Its leads may choose another set."""

    template = "sets/service.html"
    title = gettext_lazy("Our principles")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.place.leads:
            raise Http404
        form = self._form(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._switch(form.cleaned_data)):
            messages.info(request, _("Written down. What people answered before stays with the set of its day."))
            return self.go("service_set", service=self.slug)
        return self._page(form, status=422)

    def _switch(self, said: dict[str, Any]) -> None:
        begins_on: date = said["begins_on"]
        do.switch(
            service=self.service.id, to=ref_in(said["to"]), begins_on=begins_on, reason=said["reason"], by=self.viewer
        )

    def _form(self, data: Any = None) -> SwitchForm:
        now = self._now()
        choices = [
            (
                f"{one.ref.set_id}:{one.ref.version}",
                _("%(title)s, version %(number)s") % {"title": one.title, "number": one.ref.version},
            )
            for one in versions.versions_for(self.viewer)
            if (one.comes_with_product or one.status is SetStatus.PUBLISHED)
        ]
        return SwitchForm(data, choices=[one for one in choices if one[0] != f"{now.set_id}:{now.version}"])

    def _now(self) -> Ref:
        found = principles.set_for(self.service.id)
        return Ref(found.id, found.version)

    def _page(self, form: SwitchForm, *, status: int = 200) -> HttpResponse:
        now = self._now()
        found = versions.version(now.set_id, now.version)
        today = clock.today()
        line = switches_of(self.service.id)
        mine = [one for one in versions.versions_for(self.viewer) if one.service == self.service.id]
        return self.show(
            status=status,
            found=found,
            planned=[one for one in line if one.begins_on > today],
            before=[one for one in line if one.begins_on <= today],
            ours=mine,
            form=form if self.place.leads and form.fields["to"].choices else None,
            may_read=found is not None and versions.may_read(self.viewer, found),
            words=words,
        )
