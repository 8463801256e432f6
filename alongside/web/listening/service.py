"""Pages of listening at a service: how it goes, codes and links to give out, answers set aside, what would make it easier."""

from datetime import timedelta

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core import clock
from alongside.listening import catalogue
from alongside.listening.actions import answering, doors, easier
from alongside.listening.queries import asking
from alongside.listening.queries import easier as easier_told
from alongside.listening.rules import Easier as Kind
from alongside.people import queries as people
from alongside.people.rules import Constituency
from alongside.principles.catalogue import Unknown
from alongside.principles.queries import set_for
from alongside.web.components.qr import picture_of
from alongside.web.components.sheet_form import SheetForm
from alongside.web.listening.forms import EasierForm, LinkForm
from alongside.web.listening.words import EASIER
from alongside.web.service_page import ServicePage


class Listening(ServicePage):
    """How listening goes here; what is asked; ways in; what waits for a lead."""

    template = "listening/service.html"
    title = gettext_lazy("Listening")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """A lead decides about answers that were set aside, or ends a link."""
        if not self.place.leads:
            raise Http404
        which = self.which()
        what = request.POST.get("what", "")
        if what == "let-in":
            answering.let_in(line=which, by=self.viewer)
        elif what == "drop":
            answering.drop(line=which, by=self.viewer)
        elif what == "end":
            doors.end_link(door=which, by=self.viewer)
        else:
            raise Http404
        return self.go("listening", service=self.slug)

    def _page(self) -> HttpResponse:
        today = clock.today()
        principles = set_for(self.service.id)
        asked = [
            (
                one.name,
                catalogue.sentence(principles, one.id, "person"),
                catalogue.sentence(principles, one.id, "staff"),
            )
            for one in principles.practices
        ]
        return self.show(
            lately=asking.lately(self.viewer, self.service.id, since=today - timedelta(weeks=4)),
            links=asking.links_of(self.viewer, self.service.id) if self.place.leads else [],
            waits=asking.set_aside(self.viewer, self.service.id),
            asked=asked,
            practices=[(one.id, one.name) for one in principles.practices],
            today=today,
        )


class Codes(ServicePage):
    """Make a sheet of codes and print it. The codes are shown once."""

    template = "listening/codes.html"
    title = gettext_lazy("Codes on paper")

    def _may_come(self, place: people.Place) -> bool:
        return place.works_here

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=SheetForm(), made=[])

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SheetForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, made=[], status=422)
        said = form.cleaned_data
        made = self.made(
            form,
            lambda: doors.make_codes(
                service=self.service.id,
                number=said["number"],
                as_whom=Constituency(said["as_whom"]),
                on=clock.today(),
                by=self.viewer,
            ),
        )
        if not made:
            return self.show(form=form, made=[], status=422)
        shown = [(one.code, picture_of(self._address(one.code))) for one in made]
        return self.show(
            form=form, made=shown, typed=request.build_absolute_uri(reverse("type_code")), ends_on=made[0].door.ends_on
        )

    def _address(self, code: str) -> str:
        return self.request.build_absolute_uri(reverse("answer", kwargs={"code": code}))


class Links(ServicePage):
    """Make an open link for a poster or a letter. It is shown once."""

    leads_only = True
    template = "listening/links.html"
    title = gettext_lazy("An open link")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=LinkForm(), address="")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, address="", status=422)
        made = doors.make_link(
            service=self.service.id,
            called=form.cleaned_data["called"],
            as_whom=Constituency(form.cleaned_data["as_whom"]),
            on=clock.today(),
            by=self.viewer,
        )
        address = request.build_absolute_uri(reverse("answer", kwargs={"code": made.code}))
        return self.show(form=form, address=address, picture=picture_of(address), ends_on=made.door.ends_on)


class MakeEasier(ServicePage):
    """What would make one practice easier: for somebody at work to say, and for all of them to see once enough have spoken."""

    template = "listening/easier.html"
    title = gettext_lazy("What would make this easier?")

    def get(self, request: HttpRequest, practice_id: str) -> HttpResponse:
        rows = easier_told.mine(self.viewer, self.service.id, practice_id)
        words = next((row.words for row in rows if row.words), "")
        return self._page(practice_id, EasierForm(initial={"kinds": [row.kind for row in rows], "words": words}))

    def post(self, request: HttpRequest, practice_id: str) -> HttpResponse:
        if not self.place.works_here:
            raise Http404
        form = EasierForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: easier.ask_for(
                service=self.service.id,
                practice=practice_id,
                kinds=[Kind(one) for one in form.cleaned_data["kinds"]],
                words=form.cleaned_data["words"],
                by=self.viewer,
            ),
        ):
            messages.success(request, _("Thank you. It is counted with what others say, and no name stands beside it."))
            return self.go("make_easier", service=self.slug, practice_id=practice_id)
        return self._page(practice_id, form, status=422)

    def _page(self, practice_id: str, form: Form, *, status: int = 200) -> HttpResponse:
        try:
            practice = set_for(self.service.id).practice(practice_id)
        except Unknown:
            raise Http404 from None
        told = easier_told.enablers(self.viewer, self.service.id, practice_id)
        return self.show(
            practice=practice,
            form=form if self.place.works_here else None,
            told=told,
            kinds=[(EASIER[kind], n) for kind, n in told.kinds] if told else [],
            status=status,
        )
