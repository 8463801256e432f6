"""Pages: who looked, asking about one look, and looking in an emergency."""

from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from alongside.circle import queries as tell
from alongside.circle.actions import emergency, log_questions
from alongside.core.viewer import Purpose
from alongside.people.queries import account_by_email
from alongside.web.gate import AccountPage, SpacePage
from alongside.web.looks.forms import AskForm, BreakGlassForm
from alongside.web.looks.lines import LogLine, folded, line
from alongside.web.viewers import account_of

PAGE = 60


class Looks(SpacePage):
    """The log in plain words, day by day. Own looks only when asked for."""

    holder_only = True
    fresh = True
    template = "looks/list.html"
    log_kind = "looks"
    title = gettext_lazy("Who looked")

    def get(self, request: HttpRequest) -> HttpResponse:
        with_own = request.GET.get("own") == "1"
        rows = tell.looks(self.viewer, self.space_id, with_own=with_own)
        before = self._before()
        if before:
            rows = rows.filter(at__lt=before)
        found = [line(event, me=self.viewer.account) for event in rows[: PAGE + 1]]
        shown = found[:PAGE]
        days = [
            (day, folded(lines)) for day, lines in groupby(shown, key=lambda one: timezone.localtime(one.at).date())
        ]
        return self.show(
            days=days,
            with_own=with_own,
            earlier=shown[-1].at.isoformat() if len(found) > PAGE else "",
            questions=list(tell.log_questions(self.viewer, self.space_id)),
            emergencies=list(tell.broken_glass(self.viewer).filter(space_id=self.space_id)),
        )

    def _before(self) -> datetime | None:
        try:
            return parse_datetime(self.request.GET.get("before", "").replace(" ", "+"))
        except ValueError:
            return None


class AskAboutLook(SpacePage):
    """Ask about one line; somebody answers within two days."""

    holder_only = True
    fresh = True
    template = "looks/ask.html"
    log_kind = "looks.ask"

    def get(self, request: HttpRequest, event_id: UUID) -> HttpResponse:
        return self.show(line=self._line(event_id), form=AskForm())

    def post(self, request: HttpRequest, event_id: UUID) -> HttpResponse:
        found, form = self._line(event_id), AskForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: log_questions.ask_about_line(
                event=event_id, line=found.sentence, question=form.cleaned_data["question"], by=self.viewer
            ),
        ):
            return self.go("looks", space_id=self.space_id)
        return self.show(line=found, form=form, status=422)

    def _line(self, event_id: UUID) -> LogLine:
        event = tell.looks(self.viewer, self.space_id, with_own=True).filter(pk=event_id).first()
        if event is None:
            raise Http404
        return line(event, me=self.viewer.account)


class BreakGlassPage(AccountPage):
    """A professional looks without consent because somebody may come to harm."""

    purpose = Purpose.EMERGENCY
    fresh = True
    template = "looks/break_glass.html"
    title = gettext_lazy("Look in an emergency")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            somebody = account_by_email(form.cleaned_data["email"])
            # An unknown address and a space without emergency access get the same answer.
            owner = somebody.pk if somebody else UUID(int=0)
            if made := self.made(
                form,
                lambda: emergency.break_glass(
                    owner=owner,
                    service=UUID(form.cleaned_data["service"]),
                    reason=form.cleaned_data["reason"],
                    by=self.viewer,
                ),
            ):
                return self.go("space", space_id=made.space_id)
        return self.show(form=form, status=422)

    def _form(self, *args: object) -> BreakGlassForm:
        posts = account_of(self.request).posts
        if not posts:
            raise Http404
        return BreakGlassForm(*args, services=[(str(post.service), post.words) for post in posts])
