"""Pages: my studies, one study with what happens in it, who takes part, and the words lent to it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.uploads import clean_name
from alongside.listening.queries import stories
from alongside.principles.queries import versions
from alongside.themes import refusals as no
from alongside.themes.actions import documents as do_words
from alongside.themes.actions import studies as do
from alongside.themes.files.typed_up import typed_up
from alongside.themes.queries import comparing, reading
from alongside.themes.queries import drafts as tell_drafts
from alongside.themes.queries import studies as tell
from alongside.themes.rules import StudyRole, TypedUp
from alongside.themes.texts import may_point_at
from alongside.web.gate import AccountPage
from alongside.web.themes import words
from alongside.web.themes.forms import AskInForm, FeedsForm, InterviewForm, StoryForm, StudyForm
from alongside.web.themes.study_page import StudyPage


class Studies(AccountPage):
    """Studies that I take part in. Whoever runs sessions may open one."""

    template = "themes/studies.html"
    title = gettext_lazy("Studies")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(StudyForm(initial=self.kept_words()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StudyForm(request.POST)
        if form.is_valid() and (
            study := self.made(
                form,
                lambda: do.open_study(
                    title=form.cleaned_data["title"], question=form.cleaned_data["question"], by=self.viewer
                ),
            )
        ):
            return self.go("study", study_id=study.pk)
        return self._page(form, status=422)

    def _page(self, form: Form, *, status: int = 200) -> HttpResponse:
        return self.show(
            places=tell.my_studies(self.viewer),
            form=form if tell.may_open(self.viewer) else None,
            roles=words.SHORT_ROLES,
            status=status,
        )


class StudyHome(StudyPage):
    """One study: its question, what was lent, what is being read, what came of it."""

    template = "themes/study.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(
            documents=tell.documents_of(self.viewer, self.study_id),
            sorts=words.SORTS,
            rounds=reading.rounds_of(self.viewer, self.study_id) if self.place.reads else [],
            open_differences=comparing.still_open(self.viewer, self.study_id) if self.place.reads else 0,
            themes=tell_drafts.themes_of(self.viewer, self.study_id),
            drafts=tell_drafts.drafts_of(self.viewer, self.study_id),
            states=words.STATES,
            role=words.SHORT_ROLES[self.place.role],
        )


class People(StudyPage):
    """Who takes part, and into which set the drafts go."""

    template = "themes/people.html"
    title = gettext_lazy("Who takes part")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        what = request.POST.get("what", "")
        form: Form
        if what == "ask":
            form = AskInForm(request.POST)
            done = form.is_valid() and self.attempt(
                form,
                lambda: do.ask_in(
                    study=self.study_id,
                    email=form.cleaned_data["email"],
                    role=StudyRole(form.cleaned_data["role"]),
                    by=self.viewer,
                ),
            )
            return self._done() if done else self._page(ask=form, status=422)
        if what == "feeds":
            form = self._feeds(request.POST)
            done = form.is_valid() and self.attempt(
                form, lambda: do.feeds(study=self.study_id, set_id=form.cleaned_data["set_id"], by=self.viewer)
            )
            return self._done() if done else self._page(feeds=form, status=422)
        if what != "leave":
            raise Http404
        form = Form(request.POST)
        if not self.attempt(form, lambda: do.leave(member=self.which(), by=self.viewer)):
            return self._page(refused=form, status=422)
        return self._done() if tell.place_in(self.viewer, self.study_id) else self.go("studies")

    def _done(self) -> HttpResponse:
        return self.go("study_people", study_id=self.study_id)

    def _feeds(self, data: Any = None) -> FeedsForm:
        found = dict.fromkeys((one.ref.set_id, one.title) for one in versions.drafts_open_to(self.viewer))
        return FeedsForm(data, sets=list(found), initial={"set_id": self.place.study.set_id})

    def _page(
        self, *, ask: Form | None = None, feeds: Form | None = None, refused: Form | None = None, status: int = 200
    ) -> HttpResponse:
        return self.show(
            members=[
                (row, words.SHORT_ROLES[StudyRole(row.role)]) for row in tell.members_of(self.viewer, self.study_id)
            ],
            ask=ask or AskInForm(),
            feeds=feeds or self._feeds(),
            refused=refused,
            me=self.viewer.account,
            status=status,
        )


class Bring(StudyPage):
    """Bring an interview with its giver's yes, or a story that its author lent for this."""

    keeps_only = True
    template = "themes/bring.html"
    title = gettext_lazy("Bring words")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(InterviewForm(initial=InterviewForm.a_year(clock.today()) | self.kept_words()))

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("what") == "story":
            form: Form = StoryForm(request.POST)
            which = self.which()
            if form.is_valid() and self.attempt(
                form,
                lambda: do_words.bring_story(
                    study=self.study_id, story=which, called=form.cleaned_data["called"], by=self.viewer
                ),
            ):
                return self.go("study", study_id=self.study_id)
            return self._page(InterviewForm(initial=InterviewForm.a_year(clock.today())), story=form, failed=str(which))
        if sent := request.FILES.get("file"):
            return self._read(sent)
        form = InterviewForm(request.POST)
        if form.is_valid() and (brought := self.made(form, lambda: self._bring(form.cleaned_data))):
            row, code = brought
            return self.show(
                "themes/brought.html",
                document=row,
                address=request.build_absolute_uri(reverse("interview_given", kwargs={"code": code})),
            )
        return self._page(form)

    def _bring(self, said: dict[str, Any]) -> tuple[Any, str]:
        said = {name: value for name, value in said.items() if name != "file"}
        return do_words.bring_interview(study=self.study_id, by=self.viewer, **said)

    def _read(self, sent: UploadedFile) -> HttpResponse:
        """What stands in a document, put where it would have been typed: somebody reads it through before it is kept."""
        form = InterviewForm(self.request.POST)
        # It is not brought yet: what is missing is asked for when it is.
        form.errors.clear()
        found = self.made(form, lambda: self._typed_up(sent))
        if found is None:
            return self._page(form)
        data = self.request.POST.copy()
        data["words"] = found.words
        form = InterviewForm(data)
        form.errors.clear()
        return self._page(form, read=found, read_from=clean_name(sent.name or ""))

    def _typed_up(self, sent: UploadedFile) -> TypedUp:
        if self.request.POST.get("words", "").strip():
            raise Refused(no.words_twice())
        return typed_up(sent, settings.UPLOAD_LIMIT_BYTES)

    def _page(
        self,
        form: Form,
        *,
        story: Form | None = None,
        failed: str = "",
        read: TypedUp | None = None,
        read_from: str = "",
    ) -> HttpResponse:
        typed = form.data.get("words", "") if form.is_bound else ""
        there = {one.story for one in tell.documents_of(self.viewer, self.study_id)}
        return self.show(
            form=form,
            marked=may_point_at(typed),
            stories=[one for one in stories.stories_for_theming(self.viewer) if one.pk not in there],
            story=story or StoryForm(),
            failed=failed,
            read_from=read_from,
            left_out=[words.LEFT_OUT[one] for one in read.left_out] if read else [],
            status=422 if (form.is_bound and not read) or story else 200,
        )


class Lent(StudyPage):
    """The words of one person, as they were frozen."""

    reads_only = True
    template = "themes/lent.html"

    def get(self, request: HttpRequest, document_id: UUID) -> HttpResponse:
        document = tell.document_in(self.viewer, self.study_id, document_id)
        if document is None:
            raise Http404
        do_words.note_look(documents=[document.pk], by=self.viewer)
        looks = tell.looks_at(self.viewer, document.pk)
        return self.show(document=document, sorts=words.SORTS, looks=looks)

    def post(self, request: HttpRequest, document_id: UUID) -> HttpResponse:
        """Their giver asked: take them out."""
        if tell.document_in(self.viewer, self.study_id, document_id) is None:
            raise Http404
        do_words.take_out(document=document_id, by=self.viewer)
        return self.go("study", study_id=self.study_id)
