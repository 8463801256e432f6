"""Pages of choosing: five screens, from an account or by a code; to be paused and gone on with on any device."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alongside.choosing import refusals as no
from alongside.choosing.actions import rounds as do
from alongside.choosing.codes import hash_of
from alongside.choosing.queries import rounds as tell
from alongside.choosing.rules import LATER, is_open
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.people.queries import place_at
from alongside.people.rules import Constituency
from alongside.web.choosing.forms import IdeaForm, ScreenForm
from alongside.web.gate import LinkPage
from alongside.web.service_page import ServicePage


class _Screens:
    """What voting from an account and by a code share."""

    def _pause_at(self) -> str:
        """Where somebody goes who pauses; by a code they close the page."""
        return ""

    def _screen(self: Any, row: tell.Round, ballot: tell.Ballot, data: Any = None) -> HttpResponse:
        screens = tell.my_choices(self.viewer, ballot)
        asked = self.request.GET.get("screen", "")
        number = (
            int(asked) - 1
            if asked.isdecimal() and len(asked) < 4
            else next((n for n, one in enumerate(screens) if one.best == LATER), len(screens))
        )
        if "idea" in self.request.POST.get("what", ""):
            return self._idea(row, number)
        if not 0 <= number < len(screens):
            return self._voted(IdeaForm(), row, len(screens), idea_at=self._at(len(screens) + 1))
        one, things = screens[number], tell.things_of(row)
        options = [(str(thing), things[thing].name) for thing in one.shown]
        known = {
            "best": str(one.best) if one.best != LATER else None,
            "worst": str(one.worst) if one.worst >= 0 else None,
        }
        form = ScreenForm(data, options=options, initial=known)
        if data is not None and form.is_valid():
            best, worst = form.chosen()
            if self.attempt(
                form, lambda: do.choose(ballot=ballot.pk, screen=number, best=best, worst=worst, by=self.viewer)
            ):
                return self._go_on(number + 1)
        return self.show(
            "choosing/screen.html",
            form=form,
            number=number + 1,
            last=len(screens),
            back_at=self._at(number) if number else "",
            hints={str(thing): things[thing].plain for thing in one.shown},
            pause_at=self._pause_at(),
            row=row,
            status=422 if data is not None else 200,
        )

    def _idea(self: Any, row: tell.Round, number: int) -> HttpResponse:
        form = IdeaForm(self.request.POST)
        if form.is_valid():
            do.add_idea(service=row.service_id, words=form.cleaned_data["words"], by=self.viewer)
            return self._voted(None, row, number, idea_at="")
        return self._voted(form, row, number, idea_at=self._at(number + 1), status=422)

    def _voted(
        self: Any, idea: IdeaForm | None, row: tell.Round, last: int, *, idea_at: str, status: int = 200
    ) -> HttpResponse:
        return self.show(
            "choosing/voted.html",
            idea=idea,
            last=last,
            again=self._at(last),
            row=row,
            idea_at=idea_at,
            pause_at=self._pause_at(),
            status=status,
        )

    def _go_on(self: Any, number: int) -> HttpResponse:
        response = HttpResponse(status=302)
        response["Location"] = self._at(number + 1)
        return response


class Vote(_Screens, ServicePage):
    """Choosing from an account: the staff of a service, and its panel."""

    template = "choosing/screen.html"
    title = gettext_lazy("What matters most")

    def get(self, request: HttpRequest) -> HttpResponse:
        row, ballot = self._mine()
        return self._screen(row, ballot)

    def post(self, request: HttpRequest) -> HttpResponse:
        row, ballot = self._mine()
        return self._screen(row, ballot, request.POST)

    def _pause_at(self) -> str:
        return reverse("choosing", kwargs={"service": self.slug})

    def _mine(self) -> tuple[tell.Round, tell.Ballot]:
        row = tell.open_round(self.viewer, self.service.id)
        if row is None:
            raise Refused(no.round_over())
        side = self.place.constituency or Constituency.STAFF
        return row, do.begin(round_id=row.pk, constituency=side, by=self.viewer)

    def _at(self, number: int) -> str:
        return f"{reverse('vote', kwargs={'service': self.slug})}?screen={number}"


class VoteByCode(_Screens, LinkPage):
    """Choosing with a code. The same code goes on where it stopped; it never gives a second ballot."""

    template = "choosing/screen.html"
    title = gettext_lazy("What matters most")

    def link_of(self, code: str) -> str:
        return hash_of(code)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(None)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._page(request.POST)

    def _page(self, data: Any) -> HttpResponse:
        found = tell.round_behind(self.code)
        if found is None or not _is_open(found[0]):
            return self.show("ended.html", reason=no.round_over(), status=410)
        row, code = found
        place = place_at(self.request.user.pk, row.service_id) if self.request.user.is_authenticated else None
        if place is not None and place.works_here and code.constituency != Constituency.STAFF:
            return self.show("ended.html", reason=no.staff_with_this_code(), status=409)
        ballot = do.begin(round_id=row.pk, constituency=Constituency(code.constituency), by=self.viewer)
        return self._screen(row, ballot, data)

    def _at(self, number: int) -> str:
        return f"{reverse('vote_by_code', kwargs={'code': self.code})}?screen={number}"


def _is_open(row: tell.Round) -> bool:
    return is_open(
        opens_on=row.opens_on, closes_on=row.closes_on, is_closed=row.closed_at is not None, today=clock.today()
    )
