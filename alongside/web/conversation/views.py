"""Pages: the conversations of a space, starting one, one conversation, who is in it, making a link."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import conversation as do
from alongside.care.actions import links as do_links
from alongside.care.actions import participants as do_people
from alongside.care.queries import conversation as tell
from alongside.care.queries import links as tell_links
from alongside.care.queries import participants as who
from alongside.circle import queries as circle
from alongside.circle.rules import Area
from alongside.core.refusal import Refused
from alongside.language import check
from alongside.web.components.qr import picture_of
from alongside.web.conversation.forms import AddForm, LinkForm, StartForm, SuggestForm
from alongside.web.conversation.talking import Talking, add_refusal, ask_from, checked_files
from alongside.web.conversation.words import list_of
from alongside.web.gate import SpacePage


class Conversations(SpacePage):
    """The list: newest change first, what is new and what waits in words."""

    template = "conversation/list.html"
    log_kind = "conversations"
    title = gettext_lazy("Conversations")

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.footing.emergency is not None:
            # No conversation is open in an emergency: an empty list would look as if there were none.
            raise Http404
        return self.show(
            lines=tell.threads(self.viewer, self.footing),
            may_start=may_start(self),
            waiting=who.waiting_for_yes(self.viewer, self.footing) if self.footing.is_owner else [],
            list_of=list_of,
        )


class StartConversation(SpacePage):
    """Start one. The person chooses who is in it; others may start one with the person if they were given leave."""

    template = "conversation/start.html"
    log_kind = "conversation.start"
    title = gettext_lazy("Start a conversation")

    def get(self, request: HttpRequest) -> HttpResponse:
        self._insist_open()
        return self._page(self._form(initial=dict(self.kept_words())))

    def post(self, request: HttpRequest) -> HttpResponse:
        self._insist_open()
        form = self._form(request.POST, request.FILES)
        if "look" in request.POST and not self.footing.is_owner:
            form.is_valid()
            return self._page(form, hints=check(request.POST.get("words", "")))
        files = checked_files(form) if form.is_valid() else None
        if files is None:
            return self._page(form, status=422)
        said = form.cleaned_data
        try:
            made = do.start(
                footing=self.footing,
                subject=said["subject"],
                words=said["words"],
                members=[UUID(one) for one in said.get("members", ())],
                files=files,
                ask=ask_from(form),
                once=self.once_key(),
                by=self.viewer,
            )
        except Refused as refused:
            add_refusal(form, refused.refusal)
            return self._page(form, status=422)
        return self.go("conversation", space_id=self.space_id, thread_id=made)

    def _insist_open(self) -> None:
        if not may_start(self):
            raise Http404

    def _form(self, *args: Any, **kwargs: Any) -> StartForm:
        members = who.whom_to_choose(self.viewer, self.footing) if self.footing.is_owner else []
        asked = members if self.footing.is_owner else [(who.PERSON, self.footing.owner_name)]
        return StartForm(*args, members=members, people=asked, **kwargs)

    def _page(self, form: StartForm, *, status: int = 200, hints: Any = None) -> HttpResponse:
        return self.show(status=status, form=form, hints=hints)


class _InOne(SpacePage):
    """A page of one conversation that is open to the viewer."""

    row: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.thread_id: UUID = kwargs.pop("thread_id")
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> None:
        """The conversation, or nothing to see."""
        self.row = tell.thread(self.viewer, self.space_id, self.thread_id)
        if self.row is None:
            raise Http404


class ConversationPage(_InOne, Talking):
    """One conversation: what was said, what is asked, who has seen it, and a box to write in."""

    template = "conversation/one.html"
    log_kind = "conversation"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.find()
        return self.talk(**self._around())

    def post(self, request: HttpRequest) -> HttpResponse:
        self.find()
        return self.act(request)

    def talk(self, **said: Any) -> HttpResponse:
        return super().talk(**{**self._around(), **said})

    def mark_read(self) -> None:
        # A browser that fetches ahead has nobody in front of it.
        if not self.request.headers.get("Sec-Purpose", "").startswith("prefetch"):
            do.mark_read(footing=self.footing, thread=self.row.pk, by=self.viewer)

    def file_address(self, file_id: UUID) -> str:
        there = {"space_id": self.space_id, "thread_id": self.thread_id, "file_id": file_id}
        return reverse("conversation_file", kwargs=there)

    def _around(self) -> dict[str, Any]:
        return {
            "title": self.row.subject,
            "waiting": who.waiting_for_yes(self.viewer, self.footing, self.row.pk) if self.footing.is_owner else [],
            "may_raise": circle.may_open(self.viewer, self.space_id, Area.UNKNOWNS),
        }


class ConversationFile(_InOne, Talking):
    """A file that came with a message: only ever given as a download."""

    log_kind = "conversation.file"

    def get(self, request: HttpRequest, file_id: UUID) -> HttpResponse:
        self.find()
        return self.give_file(file_id)


class ConversationPeople(_InOne):
    """Who is in it. The person adds and lets go, silently; others may suggest somebody."""

    template = "conversation/people.html"
    log_kind = "conversation.people"
    title = gettext_lazy("Who is in this conversation")

    def get(self, request: HttpRequest) -> HttpResponse:
        self.find()
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        self.find()
        what = request.POST.get("what", "")
        form: Form | None = None
        if what in ("add", "suggest"):
            form = self._add_form(request.POST) if what == "add" else self._suggest_form(request.POST)
            if not form.is_valid():
                return self._page(status=422, form=form)
        try:
            said = self._do(what, form.cleaned_data if form else {})
        except Refused as refused:
            if form is None:
                raise
            form.add_error(None, str(refused.refusal))
            return self._page(status=422, form=form)
        messages.success(request, said)
        return self.go("conversation_people", space_id=self.space_id, thread_id=self.thread_id)

    def _do(self, what: str, said: dict[str, Any]) -> str:
        here = {"footing": self.footing, "thread": self.row.pk, "by": self.viewer}
        if what == "add":
            do_people.add(**here, member=UUID(said["member"]), until=end_of(said["until"]))
            return _("They can read this conversation now. Nothing was sent to them.")
        if what == "suggest":
            member = UUID(said["member"]) if said.get("member") else None
            do_people.suggest(**here, member=member, name=said["name"], role=said["role"])
            return _("Your suggestion waits for the person. Until they say yes, nothing is open to anybody new.")
        try:
            participant = UUID(self.request.POST.get("participant", ""))
        except ValueError:
            raise Http404 from None
        if what == "remove":
            do_people.remove(**here, participant=participant)
            return _("They can no longer read this conversation. Nobody was told.")
        if what == "yes":
            do_people.say_yes(**here, participant=participant)
            return _("They can read this conversation now. Nothing was sent to them.")
        if what == "no":
            do_people.say_no(**here, participant=participant)
            return _("The suggestion is gone. Nobody was told.")
        raise Http404

    def _add_form(self, *args: Any) -> AddForm:
        return AddForm(*args, members=who.whom_to_choose(self.viewer, self.footing, self.row.pk))

    def _suggest_form(self, *args: Any) -> SuggestForm:
        may_know = circle.may_open(self.viewer, self.space_id, Area.CIRCLE)
        members = who.whom_to_choose(self.viewer, self.footing, self.row.pk) if may_know else []
        return SuggestForm(*args, members=members)

    def _page(self, *, status: int = 200, form: Form | None = None) -> HttpResponse:
        own = self.footing.is_owner
        links = tell_links.links(self.viewer, self.footing, self.row.pk)
        return self.show(
            status=status,
            row=self.row,
            people=who.people_in(self.viewer, self.footing, self.row),
            waiting=who.waiting_for_yes(self.viewer, self.footing, self.row.pk),
            form=form or (self._add_form() if own else self._suggest_form()),
            may_send=tell_links.may_send(self.viewer, self.footing, self.row.pk),
            links=links,
            sent={link.participant: link.sent_by for link in links if link.sent_by},
        )


class MakeLink(_InOne):
    """A link for somebody outside, made by the person or by a member with their leave.

    Its address is shown once, with a picture to scan, and never stored.
    """

    fresh = True
    template = "conversation/link.html"
    log_kind = "conversation.link"
    title = gettext_lazy("Let somebody outside answer")

    def find(self) -> None:
        super().find()
        if not tell_links.may_send(self.viewer, self.footing, self.row.pk):
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        self.find()
        wanted = self._suggestion()
        return self._page(LinkForm(initial={"name": wanted.name, "role": wanted.role} if wanted else None))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.find()
        form = LinkForm(request.POST)
        wanted = self._suggestion()
        codes: list[str] = []
        if form.is_valid() and self.attempt(
            form,
            lambda: codes.append(
                do_links.make_link(
                    footing=self.footing,
                    thread=self.row.pk,
                    weeks=form.cleaned_data["weeks"],
                    name=form.cleaned_data["name"],
                    role=form.cleaned_data["role"],
                    suggestion=wanted.pk if wanted else None,
                    once=self.once_key(),
                    by=self.viewer,
                )
            ),
        ):
            self.log_kind = "conversation.link_made"
            address = request.build_absolute_uri(reverse("reply", kwargs={"code": codes[0]}))
            return self.show(
                "conversation/link_made.html",
                row=self.row,
                address=address,
                picture=picture_of(address),
                called=form.cleaned_data["name"],
                until=self._until(),
            )
        return self._page(form, status=422)

    def _until(self) -> datetime | None:
        """Until when the link that was just made works: it may end sooner than was asked, with the leave to send it."""
        return tell_links.links(self.viewer, self.footing, self.row.pk)[0].ends_at

    def _suggestion(self) -> Any:
        if not self.footing.is_owner:
            return None
        waiting = who.waiting_for_yes(self.viewer, self.footing, self.row.pk)
        return next((one for one in waiting if str(one.pk) == self.request.GET.get("for", "")), None)

    def _page(self, form: LinkForm, *, status: int = 200) -> HttpResponse:
        return self.show(
            status=status, row=self.row, form=form, links=tell_links.links(self.viewer, self.footing, self.row.pk)
        )


class EndLink(_InOne):
    """End a link at once: the person any of them, a member those they sent."""

    log_kind = "conversation.link_end"

    def post(self, request: HttpRequest, participant_id: UUID) -> HttpResponse:
        self.find()
        if not self.footing.is_owner and not self._is_mine(participant_id):
            raise Http404
        do_links.end_link(footing=self.footing, thread=self.row.pk, participant=participant_id, by=self.viewer)
        messages.success(request, _("This link has ended. Whoever opens it sees how to ask for another."))
        there = {"space_id": self.space_id, "thread_id": self.thread_id}
        return redirect(f"{reverse('conversation_people', kwargs=there)}#links")

    def _is_mine(self, participant_id: UUID) -> bool:
        sent = tell_links.links(self.viewer, self.footing, self.row.pk)
        return any(link.participant == participant_id for link in sent)


def may_start(page: SpacePage) -> bool:
    """Whether this viewer may start a conversation in this space."""
    return circle.may_open(page.viewer, page.space_id, Area.CONVERSATION) and page.footing.emergency is None


def end_of(day: date | None) -> datetime | None:
    """The end of a day, as a moment."""
    if day is None:
        return None
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_current_timezone()).astimezone(UTC)
