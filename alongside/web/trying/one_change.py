"""The page of one change: its small tests with what was expected and what came, what it needs, signatures, leaving it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.improvement.actions import counting, trying
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import Act, ChangeState, Direction, MeasureKind, Stage, Verdict
from alongside.listening.rules import Easier
from alongside.principles.queries import names_of
from alongside.web.service_page import ServicePage
from alongside.web.trying.beside import Beside, beside
from alongside.web.trying.drawn import Measured, measured
from alongside.web.trying.forms import (
    ActForm,
    AnswerNeedForm,
    DoneForm,
    LeaveForm,
    MeasureForm,
    NeedForm,
    PlanForm,
    PredictForm,
    SignForm,
    StudyForm,
)
from alongside.web.trying.words import measure_name, name_of, words

STEPS: dict[str, Any] = {
    "plan": PlanForm,
    "done": DoneForm,
    "study": StudyForm,
    "act": ActForm,
    "sign": SignForm,
    "measure": MeasureForm,
    "need": NeedForm,
    "leave": LeaveForm,
    "met": AnswerNeedForm,
    "cannot": AnswerNeedForm,
}


def ids(step: str) -> str:
    """Many small forms stand on one page; each field needs an id of its own."""
    return f"{step.replace('_', '-')}-%s"


class ChangePage(ServicePage):
    """Each step is one small form; a step that is refused keeps what was typed."""

    template = "trying/change.html"
    title = gettext_lazy("What we try")

    def get(self, request: HttpRequest, change_id: UUID) -> HttpResponse:
        return self._page(self._whole(change_id))

    def post(self, request: HttpRequest, change_id: UUID) -> HttpResponse:
        whole, what = self._whole(change_id), request.POST.get("what", "")
        if what == "predict":
            form: Form = PredictForm(request.POST, measures=self._measures(whole), auto_id=ids("predict"))
        elif what in STEPS:
            form = STEPS[what](request.POST, auto_id=ids(what))
        else:
            raise Http404
        if form.is_valid() and self.attempt(form, lambda: self._do(what, whole, form.cleaned_data)):
            return self.go("change", service=self.slug, change_id=change_id)
        shown = "answer" if what in ("met", "cannot") else what
        return self._page(whole, **{shown: form}, failed=request.POST.get("which", ""), status=422)

    def _do(self, what: str, whole: tell.Whole, said: dict[str, Any]) -> None:
        change, by = whole.change.pk, self.viewer
        if what == "plan":
            which = self.which() if self.request.POST.get("which") else None
            trying.plan(change=change, words=said["words"], who_and_where=said["who_and_where"], cycle=which, by=by)
        elif what == "predict":
            self._predict(said)
        elif what == "done":
            trying.done(cycle=self.which(), happened=said["happened"], by=by)
        elif what == "study":
            self._study(said)
        elif what == "act":
            trying.act(cycle=self.which(), what=Act(said["then"]), why=said["why"], by=by)
        elif what == "sign":
            trying.sign(finding=self.which(), agrees=said["agrees"] == "yes", words=said["words"], by=by)
        elif what == "measure":
            counting.add_measure(change=change, name=said["name"], kind=MeasureKind(said["kind"]), by=by)
        elif what == "need":
            trying.ask_for(change=change, kind=Easier(said["kind"]), words=said["words"], by=by)
        elif what == "leave":
            trying.leave(change=change, why=said["why"], by=by)
            messages.success(self.request, _("It is left. What you tried and learnt stays here."))
        else:
            trying.answer_need(enabler=self.which(), is_met=what == "met", words=said["words"], by=by)

    def _predict(self, said: dict[str, Any]) -> None:
        trying.predict(
            cycle=self.which(),
            measure=UUID(said["measure"]),
            direction=Direction(said["direction"]),
            size=said["size"],
            by_on=said["by_on"],
            by=self.viewer,
        )

    def _study(self, said: dict[str, Any]) -> None:
        trying.study(
            cycle=self.which(),
            learnt=said["learnt"],
            says=Verdict(said["says"]),
            why=said["why"],
            look_again_on=said["look_again_on"],
            by=self.viewer,
        )

    def _whole(self, change: UUID) -> tell.Whole:
        found = tell.whole(self.viewer, self.service.id, change)
        if found is None:
            raise Http404
        return found

    def _measures(self, whole: tell.Whole) -> list[tuple[str, str]]:
        return [(str(one.pk), measure_name(self.service.id, one)) for one in whole.measures]

    def _page(self, whole: tell.Whole, *, status: int = 200, failed: str = "", **forms: Form) -> HttpResponse:
        given = {name: forms.get(name) or form(auto_id=ids(name)) for name, form in STEPS.items()}
        given["answer"] = forms.get("answer") or AnswerNeedForm(auto_id=ids("answer"))
        given["predict"] = forms.get("predict") or PredictForm(measures=self._measures(whole), auto_id=ids("predict"))
        shown = {one.pk: measured(self.viewer, self.service.id, one) for one in whole.measures}
        is_left = whole.change.state == ChangeState.LEFT
        return self.show(
            whole=whole,
            about=name_of(names_of(self.service.id), whole.change.priority.practice, whole.change.priority.words),
            measured=list(shown.values()),
            names={str(pk): one.name for pk, one in shown.items()},
            beside={
                str(test.cycle.pk): _beside(test.cycle, shown[test.cycle.measure_id])
                for test in whole.tests
                if test.cycle.measure_id in shown
            },
            forms=given,
            failed=failed,
            stages={one.name.lower(): one.value for one in Stage},
            to_sign=self._to_sign(whole, failed, forms.get("sign")),
            words=words(),
            may_plan=not is_left and not any(one.cycle.stage != Stage.ACT or not one.cycle.act for one in whole.tests),
            may_leave=not is_left
            and (self.place.leads or (self.place.works_here and whole.change.owner_id == self.viewer.account))
            and not any(one.cycle.stage in trying.RUNNING for one in whole.tests),
            is_left=is_left,
            status=status,
        )

    def _to_sign(self, whole: tell.Whole, failed: str, form: Form | None) -> dict[str, Form]:
        """A form for each finding that this member of the panel has not signed, each with ids of its own."""
        may_sign = self.place.seat is not None and whole.change.owner_id != self.viewer.account
        waiting = [test.found for test in whole.tests if test.found] if may_sign else []
        found = [str(one.finding.pk) for one in waiting if self.place.seat not in {by.seat_id for by in one.signatures}]
        return {
            which: form if form is not None and which == failed else SignForm(auto_id=f"s{which[:8]}-%s")
            for which in found
        }


def _beside(test: Any, one: Measured) -> Beside | None:
    return beside(test, one.series, since=one.row.rebased_on, released=bool(one.row.practice))
