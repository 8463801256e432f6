"""Pages: all sets, one version with its steps, its history, making one's own, and saving or bringing a file."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.refusal import Refused
from alongside.core.uploads import DOWNLOAD_HEADERS
from alongside.people.queries import service_in_words
from alongside.principles import refusals as no
from alongside.principles.actions import files
from alongside.principles.actions import sets as do
from alongside.principles.files.shape import MOST_BYTES
from alongside.principles.queries import versions
from alongside.principles.queries.files import file_of
from alongside.principles.queries.services import works_with
from alongside.principles.queries.versions import SetLine
from alongside.principles.queries.wordings import languages_of
from alongside.principles.rules import STILL_MADE, ChangeKind, PracticeState, Ref, SetStatus
from alongside.web.sets import words
from alongside.web.sets.forms import BringForm, ForkForm, StepForm
from alongside.web.sets.set_page import SetPage, SetsPage

WHY = gettext_lazy("Why?")


@dataclass(frozen=True)
class Step:
    """One way on for a version: a form with one box and one button."""

    what: str
    title: Any
    about: Any
    label: Any
    button: Any
    done: Any
    for_deciders: bool = False


STEPS: dict[str, Step] = {
    ChangeKind.REFINE.value: Step(
        ChangeKind.REFINE.value,
        gettext_lazy("People have read it"),
        gettext_lazy("When people who live with both, carers and staff have read this draft and put it right."),
        gettext_lazy("Who read it, and what did they change? No names are needed."),
        gettext_lazy("It has been read"),
        gettext_lazy("Written down. Its words stay as they are, until somebody takes it back to a draft."),
    ),
    ChangeKind.REOPEN.value: Step(
        ChangeKind.REOPEN.value,
        gettext_lazy("Something has to change"),
        gettext_lazy("Then people read it once more."),
        WHY,
        gettext_lazy("Take it back to a draft"),
        gettext_lazy("It is a draft again."),
    ),
    ChangeKind.PUBLISH.value: Step(
        ChangeKind.PUBLISH.value,
        gettext_lazy("Publish it"),
        gettext_lazy(
            "Everybody can read it then, on a page of its own. Its words never change again: a change is a new version."
        ),
        gettext_lazy("Why now?"),
        gettext_lazy("Publish this version"),
        gettext_lazy("Published. Now a service can choose to work with it."),
        for_deciders=True,
    ),
    ChangeKind.NEXT.value: Step(
        ChangeKind.NEXT.value,
        gettext_lazy("Begin the next version"),
        gettext_lazy("It begins with the words of this one. This one stays as it is."),
        WHY,
        gettext_lazy("Begin the next version"),
        gettext_lazy("Here is the next version. It is a draft."),
    ),
    ChangeKind.RETIRE.value: Step(
        ChangeKind.RETIRE.value,
        gettext_lazy("Take it out of use"),
        gettext_lazy("It stays readable. No service can begin to work with it any more."),
        WHY,
        gettext_lazy("Take it out of use"),
        gettext_lazy("Taken out of use."),
        for_deciders=True,
    ),
}
AT: dict[SetStatus, tuple[ChangeKind, ...]] = {
    SetStatus.DRAFT: (ChangeKind.REFINE,),
    SetStatus.REFINED: (ChangeKind.PUBLISH, ChangeKind.REOPEN),
    SetStatus.PUBLISHED: (ChangeKind.NEXT, ChangeKind.RETIRE),
    SetStatus.RETIRED: (ChangeKind.NEXT,),
}


class Sets(SetsPage):
    """Every set this viewer may read."""

    template = "sets/list.html"
    title = gettext_lazy("Sets of principles")

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = versions.versions_for(self.viewer)
        titles = {one.ref: one.title for one in lines}
        return self.show(
            lines=[(one, self._whose(one), titles.get(one.parent, str(one.parent or ""))) for one in lines],
            words=words,
            makes=self.makes_sets(),
        )

    def _whose(self, line: SetLine) -> str:
        if line.comes_with_product:
            return _("Comes with Alongside")
        service = service_in_words(line.service) if line.service else None
        return service.name if service else _("Made by people who run sessions")


class SetVersionPage(SetPage):
    """One version: what it holds, where it came from, what changed there since, and what can be done now."""

    template = "sets/one.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        what = request.POST.get("what", "")
        step = STEPS.get(what)
        if step is None:
            return self._page(status=422)
        form = self._form(step, request.POST)
        at = [self.ref]
        if form.is_valid() and self.attempt(form, lambda: at.append(self._go(step, form.cleaned_data["reasons"]))):
            messages.info(request, step.done)
            return self.go("set_version", set_id=at[-1].set_id, number=at[-1].version)
        return self._page(status=422, tried={what: form})

    def _go(self, step: Step, reasons: str) -> Ref:
        if step.what == ChangeKind.NEXT.value:
            return do.begin_next_version(of=self.ref, reasons=reasons, by=self.viewer)
        on = {
            ChangeKind.REFINE.value: do.refine,
            ChangeKind.REOPEN.value: do.reopen,
            ChangeKind.PUBLISH.value: do.publish,
            ChangeKind.RETIRE.value: do.retire,
        }[step.what]
        on(at=self.ref, reasons=reasons, by=self.viewer)
        return self.ref

    def _form(self, step: Step, data: Any = None) -> StepForm:
        return StepForm(data, label=step.label, auto_id=f"id_{step.what}_%s")

    def _steps(self, tried: dict[str, StepForm]) -> list[tuple[Step, StepForm]]:
        if self.found.comes_with_product or self.found.is_brought or not self.may_ever_work():
            return []
        kinds = AT[self.found.set.status]
        steps = [STEPS[kind.value] for kind in kinds]
        return [
            (one, tried.get(one.what) or self._form(one)) for one in steps if not one.for_deciders or self.may_decide()
        ]

    def _page(self, *, status: int = 200, tried: dict[str, StepForm] | None = None) -> HttpResponse:
        found = self.found
        services = [service_in_words(one) for one in works_with(self.ref.set_id, self.ref.version)]
        others = [one for one in versions.numbers_of(self.ref.set_id) if one != self.ref.version]
        return self.show(
            status=status,
            found=found,
            by_principle=[
                (one, [here for here in found.everything if here.is_live and here.practice in one.practices])
                for one in found.set.principles
            ],
            upstream=versions.changed_upstream(found) if self.may_ever_work() else (),
            waiting=sum(1 for one in found.everything if one.state is PracticeState.CARRIED)
            if found.set.status in STILL_MADE
            else 0,
            steps=self._steps(tried or {}),
            failed=next(iter((tried or {}).values()), None),
            used_by=sorted(one.name for one in services if one),
            others=[one for one in others if versions.version_for(self.viewer, self.ref.set_id, one) is not None],
            languages=[(one, words.language_name(one)) for one in languages_of(found)],
            is_public=versions.published(self.ref.set_id, self.ref.version) is not None,
            makes=self.makes_sets(),
            parent_title=self.parent_title(),
            words=words,
        )


class SetHistory(SetPage):
    """Everything that happened to a version, in order, with every reason."""

    template = "sets/history.html"
    title = gettext_lazy("What was changed, and why")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(found=self.found, changes=versions.changes_of(self.found), words=words)


class ForkSet(SetPage):
    """Make a set of one's own out of this version."""

    template = "sets/fork.html"
    title = gettext_lazy("Make your own set out of this")
    makers_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=ForkForm(owners=self.owners), found=self.found)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ForkForm(request.POST, owners=self.owners)
        if form.is_valid() and (made := self.made(form, lambda: self._make(form.cleaned_data))):
            messages.info(
                request, _("Your set is here. It is a draft, and begins with the words of the one it grew out of.")
            )
            return self.go("set_version", set_id=made.set_id, number=made.version)
        return self.show(form=form, found=self.found, status=422)

    def _make(self, said: dict[str, Any]) -> Ref:
        return do.fork(
            parent=self.ref,
            set_id=said["set_id"].strip(),
            prefix=said["prefix"].strip(),
            title=said["title"],
            service=self.owner_chosen(said["service"]),
            reasons=said["reasons"],
            by=self.viewer,
        )


class SetFilePage(SetPage):
    """The version as one file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.found.comes_with_product:
            raise Refused(no.no_file())
        name = f"{self.ref.set_id}-{self.ref.version}.json"
        headers = {**DOWNLOAD_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(file_of(self.found), content_type="application/json", headers=headers)


class BringSet(SetsPage):
    """Bring a version that was saved as a file somewhere else."""

    template = "sets/bring.html"
    title = gettext_lazy("Bring a set as a file")
    makers_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=BringForm(owners=self.owners))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BringForm(request.POST, request.FILES, owners=self.owners)
        if form.is_valid() and (made := self.made(form, lambda: self._bring(form.cleaned_data))):
            messages.info(request, _("The set is here, as it came. To change it, make your own set out of it."))
            return self.go("set_version", set_id=made.set_id, number=made.version)
        return self.show(form=form, status=422)

    def _bring(self, said: dict[str, Any]) -> Ref:
        # One byte more than may come is enough to know that it is too big.
        data = said["file"].read(MOST_BYTES + 1)
        return files.bring(data=data, service=self.owner_chosen(said["service"]), by=self.viewer)


def ref_in(said: str) -> Ref:
    """A version as it stands in an address: `headland-own:1`."""
    set_id, _colon, number = said.partition(":")
    if not number:
        raise Http404
    return Ref(set_id, number)
