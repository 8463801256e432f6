"""Pages: the story as its person and as others see it, before a first meeting, a read-back and its answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import read_backs as do
from alongside.care.queries import communication as tell_communication
from alongside.care.queries import read_backs as tell
from alongside.care.queries import story as tell_story
from alongside.care.rules import READ_BACK_LONGEST, StoryKind
from alongside.circle import queries as circle
from alongside.circle.rules import Area, Standing
from alongside.language.checking import check
from alongside.web.gate import SpacePage
from alongside.web.story.editing import HolderPage
from alongside.web.story.forms import AnswerForm, MeetingForm, ReadBackForm
from alongside.web.story.showing import communication_section, story_sections

MOST_HINTS = 5


class _Reading(SpacePage):
    """What pages that show a story share."""

    def story(self) -> dict[str, Any]:
        """The story and what stands beside it, as far as this viewer may read it."""
        mine = self.footing.is_owner
        story = tell_story.story_of(self.viewer, self.space_id)
        names = self._names(Area.STORY, [part.pk for part in story.parts.values()]) if mine else {}
        return {
            "story": story,
            "sections": story_sections(story.parts, mine=mine, name=self.footing.owner_name, readers=names),
            "files": tell_story.files_of(self.viewer, self.space_id),
        }

    def communication(self) -> Any:
        """How to communicate, as a section."""
        mine = self.footing.is_owner
        parts = tell_communication.parts_of(self.viewer, self.space_id)
        names = self._names(Area.COMMUNICATION, [part.pk for part in parts.values()]) if mine else {}
        return communication_section(parts, mine=mine, readers=names)

    def _names(self, area: Area, items: list[UUID]) -> dict[UUID, list[str]]:
        """Names of those a sealed part is opened to."""
        found = tell_story.named_readers(self.viewer, self.space_id, area, items)
        if not found:
            return {}
        known = {row.pk: row.name for row in circle.circle_of(self.viewer, self.space_id)}
        return {item: [known[one] for one in members if one in known] for item, members in found.items()}


class StoryPage(_Reading):
    """The story. To its person: to read, change and add to. To others: to read what is open to them."""

    log_kind = "story"

    @property
    def title(self) -> str:
        if self.footing.is_owner:
            return _("My story")
        return _("%(name)s’s story") % {"name": self.footing.owner_name}

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.footing.is_owner:
            return self.show(
                "story/mine.html",
                **self.story(),
                how=self.communication(),
                waiting=tell.waiting_for_the_person(self.viewer, self.space_id),
                answered=tell.answered_by_the_person(self.viewer, self.space_id),
                meetings=tell.coming_meetings(self.viewer, self.space_id),
                told=tell_story.people_who_read_it(self.viewer, self.space_id),
            )
        if not tell_story.may_read(self.viewer, self.space_id):
            raise Http404
        do.note_opened(footing=self.footing, by=self.viewer)
        return self.show(
            "story/theirs.html",
            **self.story(),
            card=tell_communication.card(self.viewer, self.space_id),
            name=self.footing.owner_name,
            may_raise=circle.may_open(self.viewer, self.space_id, Area.UNKNOWNS),
            may_prepare=self.footing.standing in do.MEETS and circle.may_open(self.viewer, self.space_id, Area.STORY),
        )


class CommunicationPage(_Reading):
    """How somebody likes to be communicated with; for those to whom this is open, with or without the story."""

    area = Area.COMMUNICATION
    log_kind = "communication"
    template = "story/communication.html"

    @property
    def title(self) -> str:
        if self.footing.is_owner:
            return _("How I like to be communicated with")
        return _("How to communicate with %(name)s") % {"name": self.footing.owner_name}

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(how=self.communication())


class Prepare(_Reading):
    """Before you meet somebody: their line, how to communicate, their story, and two lines back to them."""

    area = Area.STORY
    log_kind = "story.prepare"
    template = "story/prepare.html"

    @property
    def title(self) -> str:
        return _("Before you meet %(name)s") % {"name": self.footing.owner_name}

    def get(self, request: HttpRequest) -> HttpResponse:
        self._insist_about_to_meet()
        do.note_opened(footing=self.footing, by=self.viewer)
        return self._page(words=ReadBackForm(initial={"words": self.kept_words().get("words", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        self._insist_about_to_meet()
        if request.POST.get("what") == "meeting":
            day = MeetingForm(request.POST)
            if day.is_valid() and self.attempt(
                day,
                lambda: do.record_meeting(footing=self.footing, on_day=day.cleaned_data["on_day"], by=self.viewer),
            ):
                return self.go("prepare", space_id=self.space_id)
            return self._page(words=ReadBackForm(), day=day, status=422)
        form = ReadBackForm(request.POST)
        if request.POST.get("what") == "check":
            said = form.cleaned_data["words"] if form.is_valid() else request.POST.get("words", "")
            return self._page(words=form, hints=check(said)[:MOST_HINTS], looked=form.is_valid())
        if form.is_valid() and self.attempt(
            form,
            lambda: do.write_read_back(
                footing=self.footing, words=form.cleaned_data["words"], once=self.once_key(), by=self.viewer
            ),
        ):
            messages.success(request, _("Sent. %(name)s will read it.") % {"name": self.footing.owner_name})
            return self.go("prepare", space_id=self.space_id)
        return self._page(words=form, status=422)

    def _insist_about_to_meet(self) -> None:
        if self.footing.is_owner or self.footing.standing not in (Standing.PROFESSIONAL, Standing.TEAM):
            raise Http404

    def _page(
        self,
        *,
        words: ReadBackForm,
        day: MeetingForm | None = None,
        hints: Any = (),
        looked: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        meeting = tell.my_coming_meeting(self.viewer, self.footing)
        found = self.story()
        return self.show(
            status=status,
            **found,
            card=tell_communication.card(self.viewer, self.space_id),
            name=self.footing.owner_name,
            line=found["story"].line,
            tired=next(
                (one for part in found["sections"] for one in part.shown if one.kind == StoryKind.TIRED_OF_REPEATING),
                None,
            ),
            meeting=meeting,
            day=day or MeetingForm(initial={"on_day": meeting.on_day if meeting else None}),
            words=words,
            hints=hints,
            looked=looked,
            limit=READ_BACK_LONGEST,
            read_backs=tell.my_read_backs(self.viewer, self.space_id),
        )


class AnswerReadBack(HolderPage):
    """The person reads what somebody understood, and says yes or puts it right."""

    log_kind = "story.read_back"
    template = "story/read_back.html"
    title = gettext_lazy("What somebody understood")

    def get(self, request: HttpRequest, read_back_id: UUID) -> HttpResponse:
        return self._page(read_back_id, AnswerForm(initial={"words": self.kept_words().get("words", "")}))

    def post(self, request: HttpRequest, read_back_id: UUID) -> HttpResponse:
        form = AnswerForm(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.answer_read_back(
                footing=self.footing,
                read_back=read_back_id,
                right=form.cleaned_data["right"] == "yes",
                words=form.cleaned_data["words"],
                by=self.viewer,
            ),
        ):
            messages.success(request, _("Thank you. They can see your answer."))
            return self.back_to("understood")
        return self._page(read_back_id, form, status=422)

    def _page(self, read_back_id: UUID, form: AnswerForm, *, status: int = 200) -> HttpResponse:
        row = tell.read_back(self.viewer, self.space_id, read_back_id)
        if row is None:
            raise Http404
        return self.show(status=status, row=row, form=form)


class FirstMeetings(HolderPage):
    """The person says whom they meet for the first time, and when; or that it will not happen."""

    log_kind = "story.meetings"
    template = "story/meetings.html"
    title = gettext_lazy("First meetings that are coming")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("what") == "drop":
            try:
                meeting = UUID(request.POST.get("meeting", ""))
            except ValueError:
                raise Http404 from None
            do.drop_meeting(footing=self.footing, meeting=meeting, by=self.viewer)
            return self.go("first_meetings", space_id=self.space_id)
        form = self._form(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.record_meeting(
                footing=self.footing,
                member=UUID(form.cleaned_data["member"]),
                on_day=form.cleaned_data["on_day"],
                by=self.viewer,
            ),
        ):
            return self.go("first_meetings", space_id=self.space_id)
        return self._page(form, status=422)

    def _form(self, *args: Any) -> MeetingForm:
        members = [(str(pk), said) for pk, said in tell.whom_one_may_meet(self.viewer, self.space_id)]
        return MeetingForm(*args, members=members)

    def _page(self, form: MeetingForm, *, status: int = 200) -> HttpResponse:
        return self.show(status=status, form=form, meetings=tell.coming_meetings(self.viewer, self.space_id))
