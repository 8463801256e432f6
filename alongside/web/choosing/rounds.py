"""Pages: what matters most here - the round, what came of the last one, what was set out. The panel has pages of its own."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.choosing.actions import priorities as do_priorities
from alongside.choosing.actions import rounds as do
from alongside.choosing.queries import rounds as tell
from alongside.choosing.rules import PriorityState
from alongside.core import clock
from alongside.people.rules import Constituency
from alongside.principles.queries import names_of
from alongside.web.choosing.forms import PriorityForm, RoundForm
from alongside.web.choosing.words import SIDES
from alongside.web.components.sheet_form import SheetForm
from alongside.web.service_page import ServicePage


@dataclass(frozen=True)
class Band:
    """A run of things of which neighbours cannot be told apart: by how surely each is among the first five, surest first.

    `others`: how many more are in it, each less likely among them. They are not named: a list of them would read as an order.
    """

    size: int
    lines: list[tuple[str, list[str]]]
    others: int


@dataclass(frozen=True)
class Side:
    """What one constituency put first, in bands of things that cannot be told apart."""

    name: str
    people: str
    bands: list[Band]


def how_sure(chance: float) -> str:
    """How sure it is that something is among the first five; empty where it is less likely than that."""
    if chance >= 0.9:
        return _("Nearly certainly among the first five")
    if chance >= 0.6:
        return _("Likely among the first five")
    if chance >= 0.3:
        return _("Perhaps among the first five")
    return ""


def band_of(names_and_chances: list[tuple[str, float]]) -> Band:
    """These things, which belong together, by how sure each is."""
    lines: dict[str, list[str]] = {}
    for name, chance in sorted(names_and_chances, key=lambda one: -one[1]):
        lines.setdefault(how_sure(chance), []).append(name)
    others = lines.pop("", [])
    return Band(len(names_and_chances), list(lines.items()), len(others))


def sides_of(row: tell.Round, things: list[tell.Thing]) -> list[Side]:
    """Every constituency that enough spoke for, with what it put first: the bands that reach into the first five."""
    found = []
    for group, said in (row.result or {}).get("groups", {}).items():
        bands, told = [], 0
        for band in said["groups"]:
            if told >= 5:
                break
            bands.append(band_of([(things[thing].name, said["inside"][thing]) for thing in band]))
            told += len(band)
        counted = ngettext("%(n)d ballot", "%(n)d ballots", said["people"]) % {"n": said["people"]}
        found.append(Side(str(SIDES[group]), counted, bands))
    return found


def ground_of(row: tell.Round, things: list[tell.Thing]) -> tuple[list[str], list[str]]:
    """What all sides put first, and where they differ most."""
    said = row.result or {}
    if not said.get("common"):
        return [], []
    common = sorted(range(len(things)), key=lambda n: -said["common"][n])
    apart = sorted(range(len(things)), key=lambda n: -said["disagreement"][n])
    return (
        [things[n].name for n in common[:5] if said["common"][n] >= 0.2],
        [things[n].name for n in apart[:3] if said["disagreement"][n] >= 0.4],
    )


class Choosing(ServicePage):
    """What matters most here: the round that is open, what came of the last one, and what was set out."""

    template = "choosing/choosing.html"
    title = gettext_lazy("What matters most")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """A lead opens or closes a round, or answers an idea."""
        if not self.place.leads:
            raise Http404
        what = request.POST.get("what", "")
        if what == "open":
            form = RoundForm(request.POST)
            said = form.cleaned_data if form.is_valid() else None
            if said is None or not self.attempt(
                form,
                lambda: do.open_round(
                    service=self.service.id, opens_on=said["opens_on"], closes_on=said["closes_on"], by=self.viewer
                ),
            ):
                return self._page(form, status=422)
        elif what == "close":
            do.close_round(round_id=self.which(), by=self.viewer)
        elif what in ("idea-in", "idea-out"):
            do.answer_idea(idea=self.which(), lets_in=what == "idea-in", by=self.viewer)
        else:
            raise Http404
        return self.go("choosing", service=self.slug)

    def _page(self, form: Form | None = None, *, status: int = 200) -> HttpResponse:
        last = tell.last_round(self.viewer, self.service.id)
        things = tell.things_of(last) if last else []
        common, apart = ground_of(last, things) if last else ([], [])
        row = tell.open_round(self.viewer, self.service.id)
        begun = tell.my_ballot(self.viewer, row.pk) if row else None
        today = clock.today()
        return self.show(
            row=row,
            today=today,
            can_choose=bool(row and row.opens_on <= today <= row.closes_on),
            is_done=bool(begun and tell.is_done(tell.my_choices(self.viewer, begun))),
            begun=begun,
            last=last,
            sides=sides_of(last, things) if last else [],
            too_few=[str(SIDES[one]) for one in (last.result or {}).get("too_few", [])] if last else [],
            common=common,
            apart=apart,
            mine=self._mine(last, things),
            priorities=named(self, tell.priorities(self.viewer, self.service.id)),
            ideas=tell.ideas_waiting(self.viewer, self.service.id),
            form=form or RoundForm(initial={"opens_on": today}),
            open_state=PriorityState.OPEN.value,
            status=status,
        )

    def _mine(self, last: tell.Round | None, things: list[tell.Thing]) -> list[str]:
        """What I chose as mattering most in the last round: for me alone, after closing."""
        ballot = tell.my_ballot(self.viewer, last.pk) if last else None
        if ballot is None:
            return []
        return [things[one.best].name for one in tell.my_choices(self.viewer, ballot) if one.best >= 0]


def named(page: ServicePage, rows: list[Any]) -> list[tuple[Any, str]]:
    """Priorities with what they are about."""
    principles = names_of(page.service.id)
    return [(row, principles.get(row.practice, row.words or row.practice)) for row in rows]


class Codes(ServicePage):
    """Codes for people without an account: one ballot each. Shown once."""

    leads_only = True
    template = "choosing/codes.html"
    title = gettext_lazy("Codes for choosing")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=SheetForm(), codes=[])

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SheetForm(request.POST)
        row = tell.open_round(self.viewer, self.service.id)
        if row is None:
            raise Http404
        made: list[str] = []
        if form.is_valid():
            said = form.cleaned_data
            made = do.make_codes(
                round_id=row.pk, number=said["number"], constituency=Constituency(said["as_whom"]), by=self.viewer
            )
        shown = [(code, request.build_absolute_uri(reverse("vote_by_code", kwargs={"code": code}))) for code in made]
        return self.show(form=form, codes=shown, closes_on=row.closes_on, status=200 if made else 422)


class SetOut(ServicePage):
    """Write down what the service and its panel agreed to change."""

    leads_only = True
    template = "choosing/set_out.html"
    title = gettext_lazy("Set out to change something")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form(initial=self.kept_words() or {"thing": request.GET.get("practice", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid() and self.attempt(
            form, lambda: do_priorities.set_out(service=self.service.id, by=self.viewer, **form.cleaned_data)
        ):
            return self.go("choosing", service=self.slug)
        return self.show(form=form, status=422)

    def _form(self, *args: Any, **kwargs: Any) -> PriorityForm:
        last = tell.last_round(self.viewer, self.service.id)
        things = [(one.id, one.name) for one in tell.set_for(self.service.id).practices]
        ideas = [(one.id, one.name) for one in tell.things_of(last) if one.id.startswith("idea:")] if last else []
        return PriorityForm(*args, things=things + ideas, **kwargs)
