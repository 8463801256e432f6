"""Pages on which the person writes one part, sees what it said before, and puts an earlier version back.

The story and how to communicate share them. Two edits that meet are shown side by side; neither is lost.
"""

from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.actions import communication as do_communication
from alongside.care.actions import story as do_story
from alongside.care.actions.kept_text import Both, Saved
from alongside.care.queries import communication as tell_communication
from alongside.care.queries import story as tell_story
from alongside.care.rules import COMMUNICATION_LONGEST, STORY_LONGEST, CommunicationKind, StoryKind
from alongside.circle import queries as circle
from alongside.circle.rules import Area, Label, MemberState
from alongside.core import drafts, typed
from alongside.web.gate import SpacePage
from alongside.web.story import words as say
from alongside.web.story.forms import PartForm, ticked_and_own
from alongside.web.story.words import PartWords


class HolderPage(SpacePage):
    """A page on which the person works on their own story."""

    holder_only = True

    def members_to_name(self) -> list[tuple[str, str]]:
        """Whom a sealed thing can be opened to: people in the circle by name, never a whole team or a link."""
        return [
            (str(row.pk), ", ".join(part for part in (row.name, row.role) if part))
            for row in circle.circle_of(self.viewer, self.space_id)
            if row.account_id is not None and row.state in (MemberState.IN_CIRCLE, MemberState.PAUSED)
        ]

    def back_to(self, place: str) -> HttpResponseRedirect:
        """Back to the story, at the place that was worked on."""
        return redirect(f"{reverse('story', kwargs={'space_id': self.space_id})}#{place}")


class _PartPage(HolderPage):
    """What the pages of one part share: which kind it is, and where its words are kept."""

    kinds: ClassVar[type[StrEnum]]
    area_of: ClassVar[Area]
    names: ClassVar[dict[str, str]]
    labels: ClassVar[dict[Label, tuple[str, str]]]
    kind: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            self.kind = self.kinds(kwargs.pop("kind"))
        except ValueError:
            raise Http404 from None
        return super().dispatch(request, *args, **kwargs)

    @property
    def words(self) -> PartWords:
        raise NotImplementedError

    @property
    def title(self) -> str:
        return _(self.words.heading)


class _OfTheStory(_PartPage):
    kinds = StoryKind
    area_of = Area.STORY
    names: ClassVar = {"edit": "story_part", "before": "story_before"}
    labels = say.LABELS
    tell: ClassVar[Any] = tell_story
    do: ClassVar[Any] = do_story

    @property
    def words(self) -> PartWords:
        return say.STORY[self.kind]

    @property
    def longest(self) -> int:
        return STORY_LONGEST[self.kind]

    @property
    def supports(self) -> tuple[str, ...]:
        return ()


class _OfCommunication(_PartPage):
    kinds = CommunicationKind
    area_of = Area.COMMUNICATION
    names: ClassVar = {"edit": "communication_part", "before": "communication_before"}
    labels = say.COMMUNICATION_LABELS
    tell: ClassVar[Any] = tell_communication
    do: ClassVar[Any] = do_communication

    @property
    def words(self) -> PartWords:
        return say.COMMUNICATION[self.kind]

    @property
    def longest(self) -> int:
        return COMMUNICATION_LONGEST

    @property
    def supports(self) -> tuple[str, ...]:
        return say.SUPPORTS.get(self.kind, ())


class _Edit:
    """Write one part."""

    template = "story/edit.html"

    def get(self: Any, request: HttpRequest) -> HttpResponse:
        part = self.tell.part_of(self.viewer, self.space_id, self.kind)
        stands = part.text if part else ""
        ticked, own = ticked_and_own(stands, self.supports)
        draft = drafts.kept(self.viewer.account, self.draft_key())
        kept = draft.words.get("text", "") if draft else ""
        unsent = bool(kept.strip()) and typed.plain(kept) != typed.plain(own)
        # Words typed before something else was saved: show both, so that saving does not quietly drop the newer text.
        overtaken = unsent and part is not None and draft.kept_at < part.changed_at
        box = kept if unsent else own
        split = "split" in request.GET and typed.has_long_paragraph(box)
        form = self._form(
            initial={
                "text": typed.in_shorter_paragraphs(box) if split else box,
                "supports": ticked,
                "label": part.label if part else Label.ORDINARY,
                "named": self._named(part),
            }
        )
        return self._page(
            form,
            version=part.version if part else 0,
            both=Both(theirs=stands, yours=kept, version=part.version) if overtaken else None,
            put_back=unsent and not overtaken and not split,
            long=not split and not overtaken and typed.has_long_paragraph(box),
            split=split,
        )

    def post(self: Any, request: HttpRequest) -> HttpResponse:
        version = int(request.POST["version"]) if request.POST.get("version", "").isdigit() else 0
        form = self._form(request.POST)
        done: list[Saved] = []
        if form.is_valid() and self.attempt(form, lambda: done.append(self._save(form, version))):
            saved = done[0]
            if saved.both is not None:
                return self._page(form, version=saved.version, both=saved.both, status=409, once=uuid4().hex)
            messages.success(request, _("Saved."))
            if typed.has_long_paragraph(form.words()):
                return self.go(self.names["edit"], space_id=self.space_id, kind=self.kind.value)
            return self.back_to(self.kind.value)
        return self._page(form, version=version, status=422)

    def _save(self: Any, form: PartForm, version: int) -> Saved:
        saved = self.do.save(
            space=self.space_id,
            kind=self.kind,
            text=form.words(),
            version=version,
            reach=form.reach(),
            once=self.once_key(),
            by=self.viewer,
        )
        assert isinstance(saved, Saved)
        return saved

    def _form(self: Any, *args: Any, **kwargs: Any) -> PartForm:
        return PartForm(
            *args,
            words=self.words,
            longest=self.longest,
            on_one_line=self.kind == StoryKind.LINE,
            supports=self.supports,
            members=self.members_to_name(),
            labels=self.labels,
            **kwargs,
        )

    def _named(self: Any, part: Any) -> list[str]:
        if part is None:
            return []
        found = tell_story.named_readers(self.viewer, self.space_id, self.area_of, [part.pk])
        return [str(one) for one in found.get(part.pk, [])]

    def _page(
        self: Any,
        form: PartForm,
        *,
        version: int,
        both: Both | None = None,
        status: int = 200,
        once: str = "",
        **more: bool,
    ) -> HttpResponse:
        return self.show(
            status=status,
            form=form,
            version=version,
            both=both,
            once=once or self.once_key(),
            rows=2 if self.kind == StoryKind.LINE else 16 if self.kind in (StoryKind.PAGE, StoryKind.WHOLE) else 7,
            limit=self.longest if self.longest < 10_000 else 0,
            put_back=more.get("put_back", False),
            long=more.get("long", False),
            split=more.get("split", False),
            before_href=reverse(self.names["before"], kwargs={"space_id": self.space_id, "kind": self.kind.value})
            if version
            else "",
        )


class _Before:
    """What one part said before, newest first; each can be put back."""

    template = "story/before.html"

    def get(self: Any, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self: Any, request: HttpRequest) -> HttpResponse:
        part = self.tell.part_of(self.viewer, self.space_id, self.kind)
        try:
            earlier, version = UUID(request.POST.get("earlier", "")), int(request.POST.get("version", ""))
        except ValueError:
            raise Http404 from None
        if part is None:
            raise Http404
        saved = self.do.put_back(
            space=self.space_id, earlier=earlier, version=version, once=self.once_key(), by=self.viewer
        )
        if saved.both is not None:
            return self._page(met=True, status=409)
        messages.success(request, _("Put back. What it said in between is kept here too."))
        return self.go(self.names["before"], space_id=self.space_id, kind=self.kind.value)

    def _page(self: Any, *, met: bool = False, status: int = 200) -> HttpResponse:
        part = self.tell.part_of(self.viewer, self.space_id, self.kind)
        if part is None:
            raise Http404
        return self.show(
            status=status,
            part=part,
            met=met,
            versions=list(self.tell.versions_of(self.viewer, self.space_id, self.kind)[:200]),
            edit_href=reverse(self.names["edit"], kwargs={"space_id": self.space_id, "kind": self.kind.value}),
        )


class EditStoryPart(_Edit, _OfTheStory):
    """Write one part of the story."""

    log_kind = "story.edit"


class StoryPartBefore(_Before, _OfTheStory):
    """What a part of the story said before."""

    log_kind = "story.before"


class EditCommunicationPart(_Edit, _OfCommunication):
    """Write one heading of how to communicate."""

    log_kind = "communication.edit"


class CommunicationPartBefore(_Before, _OfCommunication):
    """What a heading said before."""

    log_kind = "communication.before"
