"""Pages behind a link: one conversation for somebody outside, without an account. Opening is logged and counts as nothing else."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from alongside.care.actions import links as do
from alongside.care.queries import links as tell
from alongside.care.queries.links import OPENED, Behind, behind_way_to_stop
from alongside.circle.places import spaces_behind
from alongside.core import audit
from alongside.core.audit import Outcome
from alongside.core.refusal import Refused
from alongside.web.conversation.forms import FollowForm, WhoForm
from alongside.web.conversation.talking import Talking
from alongside.web.gate import LinkPage, typed_words


class BehindLink(LinkPage, Talking):
    """What the pages behind a link share: finding the conversation, or saying kindly that the link has ended."""

    here: Behind | None = None

    def find(self) -> bool:
        """Whether the link opens something now; then this page looks and writes as whoever carries it."""
        self.here = tell.behind(self.viewer)
        if self.here is None:
            return False
        self.footing, self.row = self.here.footing, self.here.thread
        self.viewer = replace(self.viewer, name=self.here.name, role=self.here.role)
        return True

    def ended(self) -> HttpResponse:
        """The same page for a code that has ended, was withdrawn or never was. What was typed is given back."""
        for space in spaces_behind(self.viewer):
            audit.look(self.viewer, space=space, action=OPENED, outcome=Outcome.REFUSED, reason="link-ended")
        return self.show("reply/ended.html", status=410, typed=typed_words(self.request))

    def member_behind(self) -> UUID | None:
        return self.here.member if self.here else None


class Reply(BehindLink):
    """The conversation: read it, say who you are, answer, follow by e-mail."""

    template = "reply/one.html"
    log_kind = OPENED
    title = gettext_lazy("A conversation that was shared with you")

    def get(self, request: HttpRequest, **_where: Any) -> HttpResponse:
        return self.talk() if self.find() else self.ended()

    def post(self, request: HttpRequest, **_where: Any) -> HttpResponse:
        if not self.find():
            return self.ended()
        assert self.here is not None
        what = request.POST.get("what", "")
        if what == "read":
            do.say_read(here=self.here, by=self.viewer)
        elif what == "follow":
            form = FollowForm(request.POST)
            if not form.is_valid():
                return self.talk(follow=form, status=422)
            do.follow(here=self.here, email=form.cleaned_data["email"], by=self.viewer)
        elif what == "unfollow":
            do.stop_following_here(here=self.here, by=self.viewer)
        else:
            return self._say(request, what)
        return redirect(f"{request.path}#follow" if "follow" in what else f"{request.path}#thread")

    def talk(self, **said: Any) -> HttpResponse:
        assert self.here is not None
        said.setdefault("follow", FollowForm())
        said.setdefault("who", WhoForm(initial={"name": self.here.name if self.here.is_known else ""}))
        return super().talk(
            here=self.here,
            code=self.code,
            has_read=self.has_read(),
            change_who="who" in self.request.GET,
            **said,
        )

    def file_address(self, file_id: UUID) -> str:
        return reverse("reply_file", kwargs={"code": self.code, "file_id": file_id})

    def has_read(self) -> bool:
        """Whether there is nothing here that they have not said they read."""
        assert self.here is not None
        return tell.has_read(self.viewer, self.here)

    def _say(self, request: HttpRequest, what: str) -> HttpResponse:
        """Write, or move an ask; whoever has not said who they are says so first."""
        assert self.here is not None
        if what == "who" or not self.here.is_known or "role" in request.POST:
            form = WhoForm(request.POST)
            if not form.is_valid():
                return self.talk(who=form, form=self.form_sent(request), once=self.once_key(), status=422)
            try:
                self.viewer = do.say_who(here=self.here, **form.cleaned_data, by=self.viewer)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
                return self.talk(who=form, form=self.form_sent(request), once=self.once_key(), status=422)
            self.here = replace(self.here, name=self.viewer.name, role=self.viewer.role, is_known=True)
            if what == "who":
                return redirect(f"{request.path}#write")
        return self.act(request)


class ReplyFile(BehindLink):
    """A file that came with a message of this one conversation."""

    log_kind = "reply.file"

    def get(self, request: HttpRequest, file_id: UUID) -> HttpResponse:
        return self.give_file(file_id) if self.find() else self.ended()


class StopFollowing(LinkPage):
    """From an e-mail: no more of them. A button, because programs that check mail open every address."""

    template = "reply/stop.html"
    log_kind = "reply.stop"
    title = gettext_lazy("Stop these e-mails")

    def link_of(self, code: str) -> str:
        found = behind_way_to_stop(code)
        return found[1] if found else ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(is_done=False)

    def post(self, request: HttpRequest) -> HttpResponse:
        found = behind_way_to_stop(self.code)
        if found is not None:
            do.stop_following(follower=found[0], by=self.viewer)
        return self.show(is_done=True)


reply_urls = [
    path("reply/<str:code>/", Reply.as_view(), name="reply"),
    path("reply/<str:code>/files/<uuid:file_id>/", ReplyFile.as_view(), name="reply_file"),
    path("stop/<str:code>/", StopFollowing.as_view(), name="stop_following"),
]
