"""Pages of the panel: what it agreed on, who sits on it, what its members need, how moments felt to them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.choosing.actions import panel as do_panel
from alongside.choosing.queries import panel as tell_panel
from alongside.choosing.rules import Four, Payment
from alongside.people import actions as people_do
from alongside.people import queries as people
from alongside.people.rules import Constituency
from alongside.principles.catalogue import by_moment_names
from alongside.principles.rules import Moment
from alongside.web.choosing.forms import FeelingForm, MeetingForm, NeedsForm, OfferSeatForm, TermsForm
from alongside.web.choosing.words import FOUR, SIDES
from alongside.web.gate import AccountPage
from alongside.web.service_page import ServicePage


class Panel(ServicePage):
    """The panel: what it agreed on, who sits on it, when it meets, how moments felt."""

    template = "choosing/panel.html"
    title = gettext_lazy("The panel")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Somebody on the panel leaves it; a lead offers a seat, or says when the panel meets."""
        what = request.POST.get("what", "")
        if not self.place.leads and not self.place.on_panel:
            raise Http404
        if what == "leave" and self.place.seat:
            people_do.leave_seat(seat=self.place.seat, by=self.viewer)
            messages.success(request, _("You have left the panel. Thank you for what you gave."))
            return self.go("home")
        if what == "offer":
            form = OfferSeatForm(request.POST)
            if form.is_valid():
                self._offer(form)
                messages.success(
                    request, _("If somebody has this address here, the invitation waits on their first page.")
                )
                return self.go("panel", service=self.slug)
            return self._page(offer=form, status=422)
        if what == "meeting":
            meeting = MeetingForm(request.POST)
            if meeting.is_valid():
                said = meeting.cleaned_data
                do_panel.note_meeting(
                    service=self.service.id,
                    on_day=said["on_day"],
                    about=said["about"],
                    at_place=said["place"],
                    by=self.viewer,
                )
                return self.go("panel", service=self.slug)
            return self._page(meeting=meeting, status=422)
        raise Http404

    def _offer(self, form: OfferSeatForm) -> None:
        somebody = people.account_by_email(form.cleaned_data["email"])
        if somebody is not None:
            people_do.offer_seat(
                account=somebody.pk,
                service=self.service.id,
                constituency=Constituency(form.cleaned_data["constituency"]),
                by=self.viewer,
            )

    def _page(self, *, offer: Form | None = None, meeting: Form | None = None, status: int = 200) -> HttpResponse:
        terms = tell_panel.terms(self.viewer, self.service.id)
        moments = by_moment_names()
        shared = tell_panel.shared_feelings(self.viewer, self.service.id)
        mine = tell_panel.my_feelings(self.viewer, self.service.id) if self.place.on_panel else {}
        return self.show(
            terms=[(key.value, *FOUR[key], terms.get(key)) for key in Four],
            members=[(str(seat.account), str(SIDES[seat.constituency])) for seat in people.panel_of(self.service.id)],
            needs=tell_panel.needs_to_arrange(self.viewer, self.service.id),
            meetings=tell_panel.meetings(self.viewer, self.service.id),
            moments=[(one.value, moments[one].name, mine.get(one.value), shared.get(one.value, [])) for one in Moment],
            offer=offer or OfferSeatForm(),
            meeting=meeting or MeetingForm(),
            status=status,
        )


class PanelTerms(ServicePage):
    """Agree on one heading."""

    leads_only = True
    panel_only = True
    template = "choosing/terms.html"
    title = gettext_lazy("What we agree on")

    def get(self, request: HttpRequest, heading: str) -> HttpResponse:
        known = tell_panel.terms(self.viewer, self.service.id).get(self._heading(heading))
        return self.show(form=TermsForm(initial={"words": known.words if known else ""}), words=FOUR[Four(heading)])

    def post(self, request: HttpRequest, heading: str) -> HttpResponse:
        form = TermsForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do_panel.agree(
                service=self.service.id,
                heading=self._heading(heading),
                words=form.cleaned_data["words"],
                by=self.viewer,
            ),
        ):
            return self.go("panel", service=self.slug)
        return self.show(form=form, words=FOUR[self._heading(heading)], status=422)

    def _heading(self, heading: str) -> Four:
        try:
            return Four(heading)
        except ValueError:
            raise Http404 from None


class MyNeeds(ServicePage):
    """What I need to take part, and how I am thanked."""

    panel_only = True
    template = "choosing/needs.html"
    title = gettext_lazy("What I need")

    def get(self, request: HttpRequest) -> HttpResponse:
        known = tell_panel.my_needs(self.viewer, self.place.seat) if self.place.seat else None
        return self.show(
            form=NeedsForm(
                initial={"words": known.words, "payment": known.payment} if known else {"payment": Payment.COSTS.value}
            )
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NeedsForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            do_panel.need(
                service=self.service.id, words=said["words"], payment=Payment(said["payment"]), by=self.viewer
            )
            messages.success(request, _("Kept. Those who lead the service read it, to arrange it."))
            return self.go("panel", service=self.slug)
        return self.show(form=form, status=422)


class MarkFeeling(ServicePage):
    """How one moment felt to me."""

    panel_only = True
    template = "choosing/feeling.html"
    title = gettext_lazy("How did it feel?")

    def get(self, request: HttpRequest, moment: str) -> HttpResponse:
        known = tell_panel.my_feelings(self.viewer, self.service.id).get(self._moment(moment).value)
        initial = (
            {"word": known.word, "felt": str(known.felt), "sentence": known.sentence, "is_shared": known.is_shared}
            if known
            else {}
        )
        return self._page(FeelingForm(initial=initial), moment)

    def post(self, request: HttpRequest, moment: str) -> HttpResponse:
        form = FeelingForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            do_panel.feel(
                service=self.service.id,
                moment=self._moment(moment),
                word=said["word"],
                felt=int(said["felt"]),
                sentence=said["sentence"],
                is_shared=said["is_shared"],
                by=self.viewer,
            )
            shared = _("Kept. It is shown without your name, once three of you have shared how this felt.")
            messages.success(request, shared if said["is_shared"] else _("Kept. Only you see it."))
            return self.go("panel", service=self.slug)
        return self._page(form, moment, status=422)

    def _page(self, form: Form, moment: str, *, status: int = 200) -> HttpResponse:
        return self.show(
            form=form, moment=by_moment_names()[self._moment(moment)], words=FeelingForm.suggestions, status=status
        )

    def _moment(self, moment: str) -> Moment:
        try:
            return Moment(moment)
        except ValueError:
            raise Http404 from None


class SeatOffered(AccountPage):
    """Somebody is asked to sit on a panel: what it means, yes or no."""

    template = "choosing/seat.html"
    title = gettext_lazy("An invitation to a panel")

    def get(self, request: HttpRequest, seat_id: UUID) -> HttpResponse:
        seat = self._seat(seat_id)
        return self._page(seat) if seat.is_offered else self._answered(seat)

    def post(self, request: HttpRequest, seat_id: UUID) -> HttpResponse:
        seat, said = self._seat(seat_id), request.POST.get("answer")
        if not seat.is_offered:
            return self._answered(seat)
        if said not in ("yes", "no"):
            return self._page(seat, status=422)
        people_do.answer_seat(seat=seat.pk, says_yes=said == "yes", by=self.viewer)
        if said == "yes":
            messages.success(request, _("Thank you. You sit on the panel from now on."))
            return self.go("panel", service=seat.service.slug)
        messages.success(request, _("Thank you for answering. Nothing changes about the help you get."))
        return self.go("home")

    def _page(self, seat: Any, *, status: int = 200) -> HttpResponse:
        return self.show(seat=seat, side=SIDES[seat.constituency], status=status)

    def _answered(self, seat: Any) -> HttpResponse:
        """Going back to an invitation that was answered leads to where the answer led."""
        if seat.is_taken:
            messages.info(self.request, _("You have said yes to this already. You can leave on any day."))
            return self.go("panel", service=seat.service.slug)
        messages.info(
            self.request, _("This invitation has ended. The service can ask you again, if you would like that.")
        )
        return self.go("home")

    def _seat(self, seat_id: UUID) -> Any:
        assert self.viewer.account is not None
        found = people.seat_of(self.viewer.account, seat_id)
        if found is None:
            raise Http404
        return found
