"""Pages: what nobody knows yet, one question, raising one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import unknowns as do
from alongside.care.queries import story
from alongside.care.queries import unknowns as tell
from alongside.care.rules import RaisedFrom, UnknownKind, UnknownState
from alongside.circle import queries as circle
from alongside.circle.rules import Area, MemberState, Standing
from alongside.core import clock
from alongside.web.gate import SpacePage
from alongside.web.unknowns.forms import AddForm, AnswerForm, GiveForm, RaiseForm
from alongside.web.unknowns.words import STATE_KINDS, STATE_WORDS, STEP_WORDS
from alongside.web.writing.advice import Advice, advice_if_asked, shown_again


@dataclass(frozen=True)
class CameFrom:
    """Where a question came up: what it is called, the words back to it, and its address."""

    words: str
    back: str
    href: str


class _UnknownsRoom(SpacePage):
    """What the pages of this room share: who may be asked to look, and how states are said."""

    def owners(self) -> list[tuple[str, str]]:
        """Whom one may ask to look: the person, oneself, and whoever in the circle one may know of."""
        me = self.footing.member
        person = _("Me") if self.footing.is_owner else self.footing.owner_name
        found = [("person", str(person))]
        for member in circle.circle_of(self.viewer, self.space_id):
            if member.state == MemberState.IN_CIRCLE and member.standing != Standing.OUTSIDE:
                said = _("Me") if member.pk == me else ", ".join(part for part in (member.name, member.role) if part)
                if self.footing.is_owner or member.pk == me or circle.may_open(self.viewer, self.space_id, Area.CIRCLE):
                    found.append((str(member.pk), said))
        return found

    def came_from(self, origin: str, thread: UUID | None) -> CameFrom | None:
        """Where a question came up, if that is open to the viewer."""
        here = {"space_id": self.space_id}
        if thread is not None:
            subject = tell.thread_it_came_from(self.viewer, self.space_id, thread)
            if subject is None:
                return None
            words = _("The conversation “%(subject)s”") % {"subject": subject}
            href = reverse("conversation", kwargs={**here, "thread_id": thread})
            return CameFrom(words, _("Back to the conversation"), href)
        if origin == RaisedFrom.STORY and story.may_read(self.viewer, self.space_id):
            words = _("My story") if self.footing.is_owner else _("The story")
            return CameFrom(words, _("Back to the story"), reverse("story", kwargs=here))
        if origin == RaisedFrom.NOTES and circle.may_open(self.viewer, self.space_id, Area.NOTES):
            return CameFrom(_("What the notes say"), _("Back to the notes"), reverse("notes", kwargs=here))
        return None

    def words(self) -> dict[str, dict[str, str]]:
        """Sentences for states and steps, in the language of the page."""
        return {
            "states": {key: _(said) for key, said in STATE_WORDS.items()},
            "kinds": {str(key): kind for key, kind in STATE_KINDS.items()},
            "steps": {key: _(said) for key, said in STEP_WORDS.items()},
        }


class Unknowns(_UnknownsRoom):
    """The list: what is open first, then what ended."""

    area = Area.UNKNOWNS
    template = "unknowns/list.html"
    log_kind = "unknowns"
    title = gettext_lazy("What we don’t know")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(
            open=tell.open_unknowns(self.viewer, self.space_id),
            ended=tell.ended_unknowns(self.viewer, self.space_id),
            today=clock.today(),
            words=self.words(),
        )


class RaiseUnknown(_UnknownsRoom):
    """Raise a question: from the list, or from a conversation, the story or the notes (`?from=…&thread=…`)."""

    template = "unknowns/raise.html"
    log_kind = "unknown.raise"
    title = gettext_lazy("Ask something nobody knows yet")

    def get(self, request: HttpRequest) -> HttpResponse:
        self._insist_open()
        return self.show(form=self._form(initial=self.kept_words()), advice=None, **self._origin())

    def post(self, request: HttpRequest) -> HttpResponse:
        self._insist_open()
        form = self._form(request.POST)
        if (advice := advice_if_asked(request)) is not None:
            return self.show(form=shown_again(form), advice=advice, **self._origin())
        if form.is_valid():
            origin = self._origin()
            said = form.cleaned_data
            if made := self.made(
                form,
                lambda: do.raise_unknown(
                    footing=self.footing,
                    question=said["question"],
                    why=said["why"],
                    kind=UnknownKind(said.get("kind") or UnknownKind.UNKNOWN),
                    raised_from=RaisedFrom(origin["origin"]),
                    thread=origin["thread"],
                    owner=said["owner"],
                    due_on=said["due_on"],
                    once=self.once_key(),
                    by=self.viewer,
                ),
            ):
                return self.go("unknown", space_id=self.space_id, unknown_id=made)
        return self.show(form=form, advice=None, status=422, **self._origin())

    def _insist_open(self) -> None:
        origin = self._origin()
        if origin["thread"] is None and not circle.may_open(self.viewer, self.space_id, Area.UNKNOWNS):
            raise Http404

    def _form(self, *args: Any, **kwargs: Any) -> RaiseForm:
        asks = not self.footing.is_owner and self.footing.standing is not Standing.CARER
        return RaiseForm(*args, owners=self.owners(), asks_the_person=asks, **kwargs)

    def _origin(self) -> dict[str, Any]:
        said = self.request.GET.get("from", "")
        origin = said if said in set(RaisedFrom) else RaisedFrom.ELSEWHERE.value
        thread: UUID | None = None
        if self.request.GET.get("thread"):
            try:
                thread = UUID(self.request.GET["thread"])
            except ValueError:
                raise Http404 from None
            if tell.thread_it_came_from(self.viewer, self.space_id, thread) is None:
                raise Http404
        return {"origin": origin, "thread": thread, "came_from": self.came_from(origin, thread)}


class UnknownPage(_UnknownsRoom):
    """One question: who looks, what was learnt, how it ended."""

    template = "unknowns/one.html"
    log_kind = "unknown"

    def get(self, request: HttpRequest, unknown_id: UUID) -> HttpResponse:
        return self._page(unknown_id)

    def post(self, request: HttpRequest, unknown_id: UUID) -> HttpResponse:
        row = self._row(unknown_id)
        if (advice := advice_if_asked(request)) is not None:
            return self._page(unknown_id, advice=advice, add=shown_again(self._add_form(row, request.POST)))
        what = request.POST.get("what", "")
        version = int(request.POST["version"]) if request.POST.get("version", "").isdigit() else row.version
        if what == "give":
            form: Form = GiveForm(request.POST, owners=self.owners())
        elif what == "again":
            form = AddForm({**request.POST.dict(), "how": "add"})
        else:
            form = self._add_form(row, request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._do(what, row.pk, version, form.cleaned_data)):
            return self.go("unknown", space_id=self.space_id, unknown_id=unknown_id)
        return self._page(unknown_id, status=422, **{"give" if what == "give" else "add": form})

    def _do(self, what: str, unknown: UUID, version: int, said: dict[str, Any]) -> None:
        if what == "give":
            due: date | None = said["due_on"]
            do.give_to(
                footing=self.footing, unknown=unknown, owner=said["owner"], due_on=due, version=version, by=self.viewer
            )
        elif what == "again":
            do.open_again(footing=self.footing, unknown=unknown, words=said["words"], version=version, by=self.viewer)
        elif said["how"] == "add":
            do.add(footing=self.footing, unknown=unknown, words=said["words"], by=self.viewer)
        else:
            ending = UnknownState(said["how"])
            do.end(
                footing=self.footing, unknown=unknown, to=ending, words=said["words"], version=version, by=self.viewer
            )

    def _add_form(self, row: Any, *args: Any, **kwargs: Any) -> Form:
        answers = row.kind == UnknownKind.TELL_ME and self.footing.is_owner
        return (AnswerForm if answers else AddForm)(*args, **kwargs)

    def _row(self, unknown_id: UUID) -> Any:
        row = tell.unknown(self.viewer, self.space_id, unknown_id)
        if row is None:
            raise Http404
        return row

    def _page(
        self, unknown_id: UUID, *, status: int = 200, advice: Advice | None = None, **forms: Form
    ) -> HttpResponse:
        row = self._row(unknown_id)
        kept = self.kept_words()
        owner = str(row.owner_id or ("person" if row.owner_name else ""))
        return self.show(
            status=status,
            advice=advice,
            row=row,
            came_from=self.came_from(row.raised_from, row.thread_id),
            in_list=circle.may_open(self.viewer, self.space_id, Area.UNKNOWNS),
            title=row.question,
            steps=list(tell.steps_of(self.viewer, row)),
            add=forms.get("add") or self._add_form(row, initial={"words": kept.get("words", "")}),
            give=forms.get("give") or GiveForm(owners=self.owners(), initial={"owner": owner, "due_on": row.due_on}),
            late=row.state == UnknownState.OPEN and row.due_on is not None and row.due_on < clock.today(),
            words=self.words(),
        )
