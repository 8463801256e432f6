"""Pages: what a service tries, one change with its tests, telling back, and the public page of what was told."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.choosing.queries import rounds
from alongside.core import clock
from alongside.improvement.actions import counting, telling, trying
from alongside.improvement.queries import telling as told
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import CLAIMS, Act, Direction, MeasureKind, Outcome, Stage, Verdict
from alongside.listening.rules import Easier
from alongside.mirror import queries as mirror
from alongside.mirror.queries import Point
from alongside.people import queries as people
from alongside.principles.catalogue import Unknown
from alongside.principles.queries import set_for
from alongside.web.gate import OpenPage
from alongside.web.listening.words import EASIER
from alongside.web.mirror import history
from alongside.web.service_page import ServicePage
from alongside.web.trying.forms import (
    ActForm,
    AnswerNeedForm,
    BeginForm,
    CountForm,
    DoneForm,
    MeasureForm,
    NeedForm,
    NoteForm,
    PlanForm,
    PredictForm,
    RebaseForm,
    SignForm,
    StudyForm,
    TellForm,
)
from alongside.web.trying.words import ACTS, DIRECTIONS, KINDS, NEEDS, OUTCOMES, STAGES, STATES, VERDICTS


def words() -> dict[str, dict[str, str]]:
    """Sentences for every state, in the language of the page."""
    every = {
        "states": STATES,
        "stages": STAGES,
        "directions": DIRECTIONS,
        "acts": ACTS,
        "kinds": KINDS,
        "verdicts": VERDICTS,
    }
    every |= {"outcomes": OUTCOMES, "needs": NEEDS, "easier": EASIER}
    return {name: {str(key): str(said) for key, said in one.items()} for name, one in every.items()}


def name_of(service: UUID, practice: str, otherwise: str = "") -> str:
    """What a practice is called in the set of this service."""
    try:
        return set_for(service).practice(practice).name if practice else otherwise
    except Unknown:
        return practice


class Changes(ServicePage):
    """What this service tries, and what waits for the panel."""

    template = "trying/changes.html"
    title = gettext_lazy("What we try")

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = tell.changes(self.viewer, self.service.id)
        return self.show(
            changes=[(row, name_of(self.service.id, row.priority.practice, row.priority.words)) for row in rows],
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
        made: list[Any] = []
        if form.is_valid():
            said = form.cleaned_data
            if self.attempt(
                form,
                lambda: made.append(
                    trying.begin(priority=UUID(said["priority"]), idea=said["idea"], why=said["why"], by=self.viewer)
                ),
            ):
                return self.go("change", service=self.slug, change_id=made[0].pk)
        return self.show(form=form, status=422)

    def _form(self, *args: Any, **kwargs: Any) -> BeginForm:
        rows = rounds.priorities(self.viewer, self.service.id, also_closed=False)
        return BeginForm(
            *args,
            priorities=[(str(row.pk), name_of(self.service.id, row.practice, row.words)) for row in rows],
            **kwargs,
        )


@dataclass(frozen=True)
class Measured:
    """A measure with its name, its chart and what happened beside it."""

    row: Any
    name: str
    chart: history.Chart | None
    points: list[Any]
    notes: list[Any]


STEPS: dict[str, Any] = {
    "plan": PlanForm,
    "done": DoneForm,
    "study": StudyForm,
    "act": ActForm,
    "sign": SignForm,
    "measure": MeasureForm,
    "count": CountForm,
    "note": NoteForm,
    "need": NeedForm,
    "rebase": RebaseForm,
}


class ChangePage(ServicePage):
    """One change: its small tests with what was expected and what came, measures, what it needs, signatures."""

    template = "trying/change.html"
    title = gettext_lazy("What we try")

    def get(self, request: HttpRequest, change_id: UUID) -> HttpResponse:
        return self._page(self._whole(change_id))

    def post(self, request: HttpRequest, change_id: UUID) -> HttpResponse:
        whole, what = self._whole(change_id), request.POST.get("what", "")
        if what in ("met", "cannot"):
            need = AnswerNeedForm(request.POST)
            if need.is_valid() and self.attempt(
                need,
                lambda: trying.answer_need(
                    enabler=self._which(), is_met=what == "met", words=need.cleaned_data["words"], by=self.viewer
                ),
            ):
                return self.go("change", service=self.slug, change_id=change_id)
            return self._page(whole, answer=need, failed=request.POST.get("which", ""), status=422)
        if what == "predict":
            form: Form = PredictForm(request.POST, measures=self._measures(whole))
        elif what in STEPS:
            form = STEPS[what](request.POST)
        else:
            raise Http404
        if form.is_valid() and self.attempt(form, lambda: self._do(what, whole, form.cleaned_data)):
            return self.go("change", service=self.slug, change_id=change_id)
        return self._page(whole, **{what: form}, failed=request.POST.get("which", ""), status=422)

    def _do(self, what: str, whole: tell.Whole, said: dict[str, Any]) -> None:
        change, by = whole.change.pk, self.viewer
        if what == "plan":
            which = self._which() if self.request.POST.get("which") else None
            trying.plan(change=change, words=said["words"], who_and_where=said["who_and_where"], cycle=which, by=by)
        elif what == "predict":
            trying.predict(
                cycle=self._which(),
                measure=UUID(said["measure"]),
                direction=Direction(said["direction"]),
                size=said["size"],
                by_on=said["by_on"],
                by=by,
            )
        elif what == "done":
            trying.done(cycle=self._which(), happened=said["happened"], by=by)
        elif what == "study":
            trying.study(
                cycle=self._which(),
                learnt=said["learnt"],
                says=Verdict(said["says"]),
                why=said["why"],
                look_again_on=said["look_again_on"],
                by=by,
            )
        elif what == "act":
            trying.act(cycle=self._which(), what=Act(said["what"]), why=said["why"], by=by)
        elif what == "sign":
            trying.sign(finding=self._which(), agrees=said["agrees"] == "yes", words=said["words"], by=by)
        elif what == "measure":
            counting.add_measure(change=change, name=said["name"], kind=MeasureKind(said["kind"]), by=by)
        elif what == "count":
            counting.count(
                measure=self._which(), on_day=said["on_day"], yes=said["yes"], answers=said["answers"], by=by
            )
        elif what == "note":
            counting.note(measure=self._which(), on_day=said["on_day"], words=said["words"], by=by)
        elif what == "rebase":
            counting.rebase(measure=self._which(), on_day=said["on_day"], reason=said["reason"], by=by)
        else:
            trying.ask_for(change=change, kind=Easier(said["kind"]), words=said["words"], by=by)

    def _which(self) -> UUID:
        try:
            return UUID(self.request.POST.get("which", ""))
        except ValueError:
            raise Http404 from None

    def _whole(self, change: UUID) -> tell.Whole:
        found = tell.whole(self.viewer, self.service.id, change)
        if found is None:
            raise Http404
        return found

    def _measures(self, whole: tell.Whole) -> list[tuple[str, str]]:
        return [(str(one.pk), self._name(one)) for one in whole.measures]

    def _name(self, measure: Any) -> str:
        if measure.practice:
            return _("What people say of “%(practice)s”") % {"practice": name_of(self.service.id, measure.practice)}
        return str(measure.name)

    def _measured(self, measure: Any) -> Measured:
        if measure.practice:
            series = history.points(mirror.readings_of(self.viewer, self.service.id), measure.practice)
        else:
            counts = tell.counts_of(self.viewer, measure)
            series = tuple(Point(one.on_day, one.on_day, one.yes, one.answers) for one in counts)
        # A person may have said from which day on the middle is drawn anew; what lies before stays in the table.
        drawn = tuple(one for one in series if measure.rebased_on is None or one.opens >= measure.rebased_on)
        return Measured(
            measure, self._name(measure), history.chart(drawn), list(series), tell.notes_of(self.viewer, measure)
        )

    def _page(self, whole: tell.Whole, *, status: int = 200, failed: str = "", **forms: Form) -> HttpResponse:
        given = {name: forms.get(name) or form() for name, form in STEPS.items()}
        given["answer"] = forms.get("answer") or AnswerNeedForm()
        given["predict"] = forms.get("predict") or PredictForm(measures=self._measures(whole))
        seat = self.place.seat
        return self.show(
            whole=whole,
            about=name_of(self.service.id, whole.change.priority.practice, whole.change.priority.words),
            measured=[self._measured(one) for one in whole.measures],
            names=dict(self._measures(whole)),
            forms=given,
            failed=failed,
            stages={one.name.lower(): one.value for one in Stage},
            to_sign={
                str(test.found.finding.pk)
                for test in whole.tests
                if seat and test.found and seat not in {one.seat_id for one in test.found.signatures}
            },
            words=words(),
            may_plan=not any(one.cycle.stage != Stage.ACT or not one.cycle.act for one in whole.tests),
            status=status,
        )


class ToldBack(ServicePage):
    """Telling back: what waits to be written, checked and told; and what was told."""

    template = "trying/told_back.html"
    title = gettext_lazy("Told back")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        what = request.POST.get("what", "")
        try:
            which = UUID(request.POST.get("which", ""))
        except ValueError:
            raise Http404 from None
        if what == "write":
            form = TellForm(request.POST)
            if form.is_valid() and self.attempt(
                form,
                lambda: telling.write(
                    priority=which,
                    outcome=Outcome(form.cleaned_data["outcome"]),
                    words=form.cleaned_data["words"],
                    by=self.viewer,
                ),
            ):
                return self.go("told_back", service=self.slug)
            return self._page(form, failed=str(which), status=422)
        do = {"check": telling.check, "tell": telling.tell}.get(what)
        if do is None:
            raise Http404
        plain = Form(request.POST)
        if plain.is_valid() and self.attempt(plain, lambda: do(text=which, by=self.viewer)):
            return self.go("told_back", service=self.slug)
        return self._page(refused=plain, status=422)

    def _page(
        self, form: Form | None = None, *, refused: Form | None = None, failed: str = "", status: int = 200
    ) -> HttpResponse:
        rows = rounds.priorities(self.viewer, self.service.id)
        return self.show(
            priorities=[
                (row, name_of(self.service.id, row.practice, row.words), told.told_of(self.viewer, row.pk))
                for row in rows
            ],
            writing=told.being_written(self.viewer, self.service.id),
            form=form or TellForm(),
            refused=refused,
            claims={one.value for one in CLAIMS},
            failed=failed,
            words=words(),
            me=self.viewer.account,
            today=clock.today(),
            status=status,
        )


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
