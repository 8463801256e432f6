"""Pages: one practice of a version, changing it with its reason, adding one, and the title of a principle."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.refusal import insist
from alongside.principles import refusals as no
from alongside.principles.actions import practices as do
from alongside.principles.catalogue import WORDINGS, by_moment_names
from alongside.principles.comparing import Upstream, UpstreamKind
from alongside.principles.queries import versions
from alongside.principles.queries.wordings import provenance_of
from alongside.principles.rules import Nature, PracticeState, Viewpoint
from alongside.principles.versions import PracticeHere, seal_of, words_of
from alongside.web.sets import words
from alongside.web.sets.forms import AddForm, PrincipleForm, ReasonForm, WordsForm
from alongside.web.sets.set_page import SetPage

ADAPT, DROP, ADOPT, KEEP = "adapt", "drop", "adopt", "keep"
CHANGES: dict[str, tuple[Any, Any, Any, Nature]] = {
    ADAPT: (
        gettext_lazy("Say it in our own way"),
        gettext_lazy("Change what does not fit. What it was before stays in the history."),
        gettext_lazy("Save the change"),
        Nature.WORDING,
    ),
    DROP: (
        gettext_lazy("Leave it out"),
        gettext_lazy(
            "Nobody is asked about it any more, and it is on no wall. It stays readable here, with your reason, and its number is never used for anything else."
        ),
        gettext_lazy("Leave it out"),
        Nature.TAKEN_OUT,
    ),
    ADOPT: (
        gettext_lazy("Take it over as it is there"),
        gettext_lazy("The words of the set that this one grew out of stand here then. Yours stay in the history."),
        gettext_lazy("Take it over"),
        Nature.NO_CHANGE,
    ),
    KEEP: (
        gettext_lazy("Keep ours"),
        gettext_lazy(
            "You looked at what changed there, and keep what you have. You are not asked about this change again."
        ),
        gettext_lazy("Keep ours"),
        Nature.NO_CHANGE,
    ),
}


def is_right(*forms: Form | None) -> bool:
    """Whether every form is; each is looked at, so that everything that needs another look is said at once."""
    return [one.is_valid() for one in forms if one is not None].count(False) == 0


class PracticePage(SetPage):
    """One practice in one version, dropped ones too: its words, its story, and what can be done."""

    template = "sets/practice.html"

    def get(self, request: HttpRequest, practice_id: str) -> HttpResponse:
        here, changed = self._look(practice_id)
        practice = (here or changed.theirs).practice if changed else here.practice
        return self.show(
            found=self.found,
            here=here,
            practice=practice,
            title=practice.name,
            texts=[
                (words.FIELDS[field], text) for field, text in words_of(practice).items() if text and field != "name"
            ],
            moments=[by_moment_names()[moment] for moment in practice.moments],
            seen=[(words.VIEWPOINTS[v], words.SEEING[practice.observability.by(v)]) for v in Viewpoint],
            changed=changed,
            changes=versions.changes_of(self.found, practice_id),
            edges=provenance_of(self.found, practice_id),
            ways=self._ways(here, changed),
            words=words,
        )

    def _look(self, practice_id: str) -> tuple[PracticeHere | None, Upstream | None]:
        here = self.found.find(practice_id)
        changed = next((one for one in versions.changed_upstream(self.found) if one.id == practice_id), None)
        if here is None and changed is None:
            raise Http404
        return here, changed

    def _ways(self, here: PracticeHere | None, changed: Upstream | None) -> list[tuple[str, Any]]:
        """What can be done with this practice now: name of the change and what its link says."""
        if not self.may_work():
            return []
        ways: list[tuple[str, Any]] = []
        if changed is not None:
            if changed.kind is UpstreamKind.GONE:
                ways.append((DROP, _("Leave it out here too")))
            else:
                ways.append((ADOPT, CHANGES[ADOPT][0]))
            ways.append((KEEP, _("Leave it out here") if changed.kind is UpstreamKind.NEW else CHANGES[KEEP][0]))
        if here is not None and not here.is_live and changed is None:
            ways.append((ADOPT, _("Bring it back")))
        if here is not None and here.is_live:
            ways.append((ADAPT, CHANGES[ADAPT][0]))
            if changed is None and here.state is PracticeState.CARRIED:
                ways.append((ADOPT, _("We looked, and take it over as it is")))
            if changed is None and here.state is PracticeState.ADAPTED and here.base_seal:
                ways.append((ADOPT, CHANGES[ADOPT][0]))
            if (DROP, _("Leave it out here too")) not in ways:
                ways.append((DROP, CHANGES[DROP][0]))
        return ways


class ChangePractice(SetPage):
    """Change one practice, and say who decided it and why."""

    template = "sets/change.html"
    makers_only = True

    def get(self, request: HttpRequest, practice_id: str, what: str) -> HttpResponse:
        return self._page(practice_id, what, self._reason(what), self._words(practice_id, what))

    def post(self, request: HttpRequest, practice_id: str, what: str) -> HttpResponse:
        reason, said = self._reason(what, request.POST), self._words(practice_id, what, request.POST)
        if is_right(said, reason) and self.attempt(reason, lambda: self._do(practice_id, what, reason, said)):
            messages.info(request, _("Written down, with the reason."))
            return self.go("set_practice", **self.ids, practice_id=practice_id)
        return self._page(practice_id, what, reason, said, status=422)

    def _do(self, practice_id: str, what: str, reason: ReasonForm, said: WordsForm | None) -> None:
        ask: dict[str, Any] = {"at": self.ref, "practice": practice_id, "frame": reason.frame(), "by": self.viewer}
        if said is not None:
            do.adapt(
                **ask,
                words=said.texts(),
                moments=said.when(),
                kinds=said.what(),
                seen=said.seen(),
                stands=self.request.POST.get("stands", ""),
            )
        else:
            {DROP: do.drop, ADOPT: do.adopt, KEEP: do.keep_ours}[what](**ask)

    def _reason(self, what: str, data: Any = None) -> ReasonForm:
        if what not in CHANGES:
            raise Http404
        return ReasonForm(data, needs_reason=what != ADOPT, nature=CHANGES[what][3], initial=self.kept_words())

    def _words(self, practice_id: str, what: str, data: Any = None) -> WordsForm | None:
        if what != ADAPT:
            return None
        here = self.found.find(practice_id)
        if here is None:
            raise Http404
        one = here.practice
        return WordsForm(
            data,
            found=self.found.set,
            initial={
                **words_of(one),
                "moments": [str(m) for m in one.moments],
                "kinds": [str(k) for k in one.kinds],
                "person": one.observability.person,
                "staff": one.observability.staff,
                **self.kept_words(),
            },
        )

    def _page(
        self, practice_id: str, what: str, reason: ReasonForm, said: WordsForm | None, *, status: int = 200
    ) -> HttpResponse:
        insist(no.why_not_work_on(self.viewer.account, self.found.service))
        insist(no.why_not_change(self.found))
        here = self.found.find(practice_id)
        changed = next((one for one in versions.changed_upstream(self.found) if one.id == practice_id), None)
        if here is None and changed is None:
            raise Http404
        name = here.practice.name if here else changed.name if changed else ""
        title, about, button, _nature = CHANGES[what]
        return self.show(
            status=status,
            found=self.found,
            practice_id=practice_id,
            name=name,
            title=title,
            about=about,
            button_words=button,
            reason=reason,
            said=said,
            word_fields=[said[field] for field in WORDINGS] if said else [],
            stands=seal_of(here.practice) if here else "",
            changed=changed if what in (ADOPT, KEEP) else None,
            words=words,
        )


class AddPractice(SetPage):
    """A practice of one's own."""

    template = "sets/add.html"
    title = gettext_lazy("Add a practice of your own")
    makers_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        kept = self.kept_words()
        return self._page(AddForm(found=self.found.set, initial=kept), ReasonForm(nature=Nature.ADDED, initial=kept))

    def post(self, request: HttpRequest) -> HttpResponse:
        form, reason = AddForm(request.POST, found=self.found.set), ReasonForm(request.POST, nature=Nature.ADDED)
        if is_right(form, reason) and (made := self.made(reason, lambda: self._add(form, reason))):
            messages.info(request, _("Added, with the reason."))
            return self.go("set_practice", **self.ids, practice_id=made)
        return self._page(form, reason, status=422)

    def _add(self, form: AddForm, reason: ReasonForm) -> str:
        return do.add_practice(
            at=self.ref,
            principle=int(form.cleaned_data["principle"]),
            words=form.texts(),
            moments=form.when(),
            kinds=form.what(),
            seen=form.seen(),
            frame=reason.frame(),
            once=self.once_key(),
            by=self.viewer,
        )

    def _page(self, form: AddForm, reason: ReasonForm, *, status: int = 200) -> HttpResponse:
        insist(no.why_not_work_on(self.viewer.account, self.found.service))
        insist(no.why_not_change(self.found))
        return self.show(
            status=status, found=self.found, form=form, reason=reason, word_fields=[form[field] for field in WORDINGS]
        )


class PrinciplePage(SetPage):
    """The title of a principle in other words; or one more principle."""

    template = "sets/principle.html"
    makers_only = True

    def get(self, request: HttpRequest, principle: int = 0) -> HttpResponse:
        return self._page(principle, PrincipleForm(initial=self._now(principle)))

    def post(self, request: HttpRequest, principle: int = 0) -> HttpResponse:
        self._now(principle)
        form = PrincipleForm(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._do(principle, form.cleaned_data)):
            messages.info(request, _("Written down, with the reason."))
            return self.go("set_version", **self.ids)
        return self._page(principle, form, status=422)

    def _do(self, principle: int, said: dict[str, Any]) -> None:
        if principle:
            do.say_principle(at=self.ref, number=principle, **said, by=self.viewer)
        else:
            do.add_principle(at=self.ref, **said, by=self.viewer)

    def _now(self, principle: int) -> dict[str, str]:
        if not principle:
            return {}
        one = next((one for one in self.found.set.principles if one.number == principle), None)
        if one is None:
            raise Http404
        return {"title": one.title, "plain": one.plain}

    def _page(self, principle: int, form: Form, *, status: int = 200) -> HttpResponse:
        insist(no.why_not_work_on(self.viewer.account, self.found.service))
        insist(no.why_not_change(self.found))
        title = _("Say the title in other words") if principle else _("Add a principle")
        return self.show(status=status, found=self.found, form=form, title=title)
