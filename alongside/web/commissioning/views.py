"""Pages: a lead says who may read the released readings; those who plan or pay read them, one service at a time.

No page lays two services side by side, and none puts them in an order but that of their names: for that both would have
to say yes, and nobody has asked them.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.improvement.queries import telling
from alongside.mirror import queries as mirror
from alongside.mirror.queries import ReadingShown
from alongside.people import actions as do
from alongside.people import queries as people
from alongside.people.queries import ServiceInWords
from alongside.people.rules import PlatformRole
from alongside.principles import queries as principles
from alongside.web.gate import AccountPage
from alongside.web.mirror import told
from alongside.web.mirror.rows import rows
from alongside.web.mirror.views import in_words
from alongside.web.service_page import ServicePage
from alongside.web.trying.words import words


class ShownTo(ServicePage):
    """To whom this service shows what was released about it: for its leads to say, one organisation at a time."""

    leads_only = True
    template = "commissioning/shown_to.html"
    title = gettext_lazy("Who else reads our readings")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        what = request.POST.get("what", "")
        which = self.which()
        if what not in ("show", "stop"):
            raise Http404
        act = do.show_to if what == "show" else do.stop_showing
        form = Form(request.POST)
        if form.is_valid() and self.attempt(
            form, lambda: act(service=self.service.id, organisation=which, by=self.viewer)
        ):
            messages.success(request, _("Kept. It counts from this moment."))
            return self.go("shown_to", service=self.slug)
        return self._page(form, status=422)

    def _page(self, form: Form | None = None, *, status: int = 200) -> HttpResponse:
        shown = people.shown_by(self.service.id)
        every = [(one.pk, one.name, one.pk in shown) for one in people.commissioning_organisations()]
        return self.show(every=every, form=form or Form(), status=status)


class _OfCommissioner(AccountPage):
    roles = frozenset({PlatformRole.COMMISSIONER})

    def find(self, slug: str) -> ServiceInWords:
        """A service that shows itself to whoever looks; any other is not there."""
        assert self.viewer.account is not None
        found = next((one for one in people.services_shown_to(self.viewer.account) if one.slug == slug), None)
        if found is None:
            raise Http404
        return found


class Commissioned(_OfCommissioner):
    """Services that show their readings, by name."""

    template = "commissioning/services.html"
    title = gettext_lazy("Services that show you what they learn")

    def get(self, request: HttpRequest) -> HttpResponse:
        assert self.viewer.account is not None
        return self.show(services=people.services_shown_to(self.viewer.account))


@dataclass(frozen=True)
class Line:
    """One reading in the list."""

    closes: str
    period: str
    heard: str


class CommissionedService(_OfCommissioner):
    """One service: its released readings, and what it told those who spoke."""

    template = "commissioning/service.html"
    title = gettext_lazy("What this service learns")

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        service = self.find(slug)
        readings = mirror.readings_shown_to(self.viewer, service.id)
        return self.show(
            service=service, readings=[_line(one) for one in readings], told=telling.told(service.id), words=words()
        )


class CommissionedReading(_OfCommissioner):
    """One released reading, in the order of the principles. What was held back for its own people is held back here."""

    template = "commissioning/reading.html"
    title = gettext_lazy("One reading")

    def get(self, request: HttpRequest, slug: str, closes: str) -> HttpResponse:
        service = self.find(slug)
        reading = self._reading(service, closes)
        every = rows(principles.set_for(service.id, on=reading.closes), reading)
        return self.show(
            service=service,
            top=told.top(reading, every),
            head=[_("Practice"), _("People"), _("Staff"), _("Written down")],
            table=[in_words(row) for row in every],
        )

    def _reading(self, service: ServiceInWords, closes: str) -> ReadingShown:
        try:
            day = date.fromisoformat(closes)
        except ValueError:
            raise Http404 from None
        every = mirror.readings_shown_to(self.viewer, service.id)
        found = next((one for one in every if one.closes == day), None)
        if found is None:
            raise Http404
        return found


def _line(one: ReadingShown) -> Line:
    return Line(one.closes.isoformat(), told.period(one).rstrip("."), told.heard(one.heard))
