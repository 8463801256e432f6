"""Pages of stories: telling, lending for one use at a time, where my words went; reading first, from outside the team."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core import clock
from alongside.core.viewer import Viewer, bound
from alongside.listening import refusals as no
from alongside.listening.actions import stories as do
from alongside.listening.codes import hash_of
from alongside.listening.queries import asking
from alongside.listening.queries import stories as tell
from alongside.listening.queries.stories import MyWords
from alongside.listening.rules import CLOSED, Stood, StoryState, Use
from alongside.people import queries as people
from alongside.people.rules import PlatformRole
from alongside.principles.queries import set_for
from alongside.web.gate import AccountPage, LinkPage
from alongside.web.listening.came import read_now
from alongside.web.listening.forms import (
    CaptionForm,
    ClearForm,
    ExcerptForm,
    KeepPrivateForm,
    LendForm,
    ProposeForm,
    ServiceStoryForm,
    StoryForm,
)
from alongside.web.listening.words import STATES, STOOD, USES
from alongside.web.service_page import ServicePage
from alongside.web.trying.words import words as outcomes


class Stories(ServicePage):
    """Stories lent to this service for making it better. No name stands beside them, and nobody can write to an author."""

    template = "listening/stories.html"
    title = gettext_lazy("Stories")

    def get(self, request: HttpRequest) -> HttpResponse:
        lent = tell.stories_lent(self.viewer, self.service.id)
        if lent:
            do.used(stories=lent, purpose=Use.IMPROVEMENT, place=Stood.STORIES, by=self.viewer)
        return self.show(stories=lent)


class MyStories(AccountPage):
    """What I told services, and where my words went."""

    template = "listening/my_words.html"
    title = gettext_lazy("My words and where they went")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(mine=tell.my_words(self.viewer), states=states(), came=read_now(self.viewer), words=outcomes())


class TellStory(AccountPage):
    """Tell a service what it was like, from an account."""

    template = "listening/tell.html"
    title = gettext_lazy("Tell what it was like")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form(initial=self.kept_words()), place=None)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            said = dict(form.cleaned_data)
            service = UUID(said.pop("service"))
            if made := self.made(form, lambda: do.tell(service=service, by=self.viewer, **said)):
                return self.go("my_story_lent", story_id=made.pk)
        return self.show(form=form, place=None, status=422)

    def _form(self, *args: Any, **kwargs: Any) -> ServiceStoryForm:
        return ServiceStoryForm(*args, services=[(str(one.pk), str(one)) for one in people.services()], **kwargs)


class _OneOfMine:
    """One story of mine: what it may be used for, other words that were proposed, taking it back."""

    def _post(self: Any, request: HttpRequest, found: MyWords) -> HttpResponse | None:
        what = request.POST.get("what", "")
        story = found.story.pk
        if what == "lend":
            form = LendForm(request.POST)
            if not (form.is_valid() and self.attempt(form, lambda: self._lend(found, form.cleaned_data))):
                return self._page(found, lend=form, status=422)
            messages.success(request, _("Kept. It counts from this moment."))
        elif what == "caption":
            line = CaptionForm(request.POST)
            if not (line.is_valid() and self.attempt(line, lambda: self._caption(story, line.cleaned_data))):
                return self._page(found, caption=line, status=422)
            messages.success(request, _("Kept."))
        elif what in ("hear", "hear-no-more"):
            do.hear(story=story, wants=what == "hear", by=self.viewer)
            messages.success(request, _("Kept. You can change it on any day."))
        elif what == "take-back":
            do.take_back(story=story, by=self.viewer)
            messages.success(request, _("You took it back. What was printed or said aloud before cannot be called in."))
        elif what in ("words-yes", "words-no") and found.proposed is not None:
            says_yes = what == "words-yes"
            do.answer_words(edit=found.proposed.pk, says_yes=says_yes, by=self.viewer)
            told = _("The new words stand from now on.") if says_yes else _("Your own words stay as they are.")
            messages.success(request, told)
        elif what in ("words-yes", "words-no"):
            # Answered already, by going back and pressing again.
            messages.info(request, _("No other words wait for you here. Below you see the words that stand."))
        else:
            raise Http404
        return None

    def _lend(self: Any, found: MyWords, said: dict[str, Any]) -> None:
        until = said["until"]
        ends = make_aware(datetime.combine(until, time.max)) if until else None
        for use in Use:
            wanted = use.value in said["uses"]
            if wanted != (use in found.lent) or (wanted and ends != found.lent[use].ends_at):
                do.lend(story=found.story.pk, purpose=use, lent=wanted, until=ends, by=self.viewer)

    def _caption(self: Any, story: UUID, said: dict[str, Any]) -> None:
        do.caption(story=story, words=said["caption"], by=self.viewer)

    def _page(
        self: Any, found: MyWords, *, lend: Form | None = None, caption: Form | None = None, status: int = 200
    ) -> HttpResponse:
        now = {"uses": [use.value for use in found.lent], "until": _until(found)}
        return self.show(
            "listening/my_story.html",
            mine=found,
            lend=lend or LendForm(initial=now),
            uses={use.value: about for use, (_name, about) in USES.items()},
            caption=caption or CaptionForm(initial={"caption": found.story.new_caption or found.story.caption}),
            is_open=found.story.state not in CLOSED,
            is_taken_back=found.story.state == StoryState.TAKEN_BACK,
            stood=_stood(found),
            states=states(),
            # Without an account there is one page for all of it.
            came=read_now(self.viewer) if self.viewer.account is None else [],
            words=outcomes(),
            status=status,
        )


class MyStory(_OneOfMine, AccountPage):
    """One story that I told from my account."""

    title = gettext_lazy("My words and where they went")

    def get(self, request: HttpRequest, story_id: UUID) -> HttpResponse:
        return self._page(self._one(story_id))

    def post(self, request: HttpRequest, story_id: UUID) -> HttpResponse:
        return self._post(request, self._one(story_id)) or self.go("my_story_lent", story_id=story_id)

    def _one(self, story_id: UUID) -> MyWords:
        found = next((one for one in tell.my_words(self.viewer) if one.story.pk == story_id), None)
        if found is None:
            raise Http404
        return found


class TellBehindLink(LinkPage):
    """Tell a service what it was like without an account: with a link to come back by."""

    template = "listening/tell.html"
    title = gettext_lazy("Tell what it was like")

    def link_of(self, code: str) -> str:
        return hash_of(code)

    def get(self, request: HttpRequest) -> HttpResponse:
        service = self._service()
        return self.show(form=StoryForm(), place=service) if service else self._ended()

    def post(self, request: HttpRequest) -> HttpResponse:
        service = self._service()
        if service is None:
            # What was typed comes back on the page.
            return self._refused(request, no.door_over(), status=410)
        form = StoryForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, place=service, status=422)
        code, link = do.new_return_code(request.POST.get("once", "")[:64], form.cleaned_data["words"])
        author = Viewer(account=None, name="", link=link)
        with transaction.atomic(), bound(author):
            do.tell(service=service.id, by=author, **form.cleaned_data)
        address = request.build_absolute_uri(reverse("my_words_by_link", kwargs={"code": code}))
        return self.show("listening/told.html", address=address)

    def _service(self) -> people.ServiceInWords | None:
        door = asking.door_with(self.code, today=clock.today())
        account = self.request.user.pk if self.request.user.is_authenticated else None
        if door is None or asking.works_behind(account, door):
            return None
        return people.service_in_words(door.service_id)

    def _ended(self) -> HttpResponse:
        return self.show("ended.html", reason=no.door_over(), again=reverse("type_code"), status=410)


class MyWordsByLink(_OneOfMine, LinkPage):
    """Somebody without an account comes back to their own story."""

    title = gettext_lazy("My words and where they went")

    def link_of(self, code: str) -> str:
        return hash_of(code)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self._one()
        return self._page(found) if found else self.show("ended.html", reason=no.link_unknown(), status=410)

    def post(self, request: HttpRequest) -> HttpResponse:
        found = self._one()
        if found is None:
            return self._refused(request, no.link_unknown(), status=410)
        return self._post(request, found) or self.go("my_words_by_link", code=self.code)

    def _one(self) -> MyWords | None:
        return next(iter(tell.my_words(self.viewer)), None)


class ReadingDesk(AccountPage):
    """New stories, for a facilitator from outside the team that they are about."""

    roles = frozenset({PlatformRole.FACILITATOR})
    template = "listening/desk.html"
    title = gettext_lazy("Stories to read first")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(stories=tell.to_read_first(self.viewer))


class ReadFirst(AccountPage):
    """One story, read by somebody from outside the team: is nobody recognised, are other words needed, which words stand where?"""

    roles = frozenset({PlatformRole.FACILITATOR})
    template = "listening/read_first.html"
    title = gettext_lazy("Read a story first")

    def get(self, request: HttpRequest, story_id: UUID) -> HttpResponse:
        return self._page(story_id)

    def post(self, request: HttpRequest, story_id: UUID) -> HttpResponse:
        what = request.POST.get("what", "")
        forms = self._forms(story_id, request.POST if what else None, only=what)
        form = forms.get(what)
        if form is None:
            raise Http404
        if form.is_valid() and self.attempt(form, lambda: self._do(what, story_id, form.cleaned_data)):
            return self.go("reading_desk") if what == "keep_private" else self.go("read_first", story_id=story_id)
        return self._page(story_id, forms=forms, status=422)

    def _do(self, what: str, story: UUID, said: dict[str, Any]) -> None:
        if what == "clear":
            do.clear(story=story, weight=int(said["weight"]), content_note=said["content_note"], by=self.viewer)
        elif what == "propose":
            do.propose(story=story, words=said["words"], why=said["why"], by=self.viewer)
        elif what in ("line_stands", "line_not"):
            do.clear_caption(story=story, stands=what == "line_stands", by=self.viewer)
        elif what == "keep_private":
            do.keep_private(story=story, kindly=said["kindly"], by=self.viewer)
        else:
            do.excerpt(story=story, practice=said["practice"], words=said["quote"], by=self.viewer)

    def _forms(self, story_id: UUID, data: Any = None, *, only: str = "") -> dict[str, Form]:
        row = tell.to_read(self.viewer, story_id)
        if row is None:
            raise Http404
        practices = [(one.id, one.name) for one in set_for(row.service_id).practices]
        every = ("clear", "propose", "keep_private", "excerpt", "line_stands", "line_not")
        given = {name: data if name == only else None for name in every}
        return {
            "clear": ClearForm(given["clear"]),
            "propose": ProposeForm(given["propose"], initial={"words": row.words}),
            "keep_private": KeepPrivateForm(given["keep_private"]),
            "excerpt": ExcerptForm(given["excerpt"], practices=practices),
            "line_stands": Form(given["line_stands"]),
            "line_not": Form(given["line_not"]),
        }

    def _page(self, story_id: UUID, *, forms: dict[str, Form] | None = None, status: int = 200) -> HttpResponse:
        row = tell.to_read(self.viewer, story_id)
        if row is None:
            raise Http404
        return self.show(
            story=row,
            forms=forms or self._forms(story_id),
            waits=tell.proposed_for(self.viewer, story_id),
            excerpts=tell.excerpts_of(self.viewer, story_id),
            status=status,
        )


def states() -> dict[str, str]:
    """Where a story stands, in sentences."""
    return {state.value: str(words) for state, words in STATES.items()}


def _stood(found: MyWords) -> list[Any]:
    """Where my words stood: the day, what for, where, and which of them."""
    cut = {one.pk: one.words for one in found.excerpts}
    return [
        (one.first_at, USES[Use(one.purpose)][0], STOOD[Stood(one.place)], cut.get(one.excerpt, ""))
        for one in found.uses
    ]


def _until(found: MyWords) -> Any:
    ends = [row.ends_at for row in found.lent.values() if row.ends_at is not None]
    return min(ends).date() if ends else None
