"""Talking about one practice together, on a wall in a room: one view at a time, guess before you look, then decide.

Each step has its own address, so that it works without scripts and the way back closes what was opened.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.mirror.queries import ReadingShown
from alongside.mirror.talks import actions as do
from alongside.mirror.talks import queries as talks
from alongside.mirror.talks.queries import Talk
from alongside.mirror.talks.rules import TURNS, Turn, after, before, opened_by
from alongside.web.mirror import told, voices
from alongside.web.mirror.forms import TalkForm
from alongside.web.mirror.marks import Mark, ticks
from alongside.web.mirror.practice import PracticePage
from alongside.web.mirror.rows import marks_of
from alongside.web.mirror.views import MirrorPage
from alongside.web.mirror.words import NEXT_TURN, TurnInWords
from alongside.web.mirror.words import TURNS as TURN_WORDS

VIEWS = (Turn.PERSON, Turn.STAFF, Turn.RECORD)


@dataclass(frozen=True)
class Step:
    """One step in the line of steps."""

    title: str | Promise
    href: str
    current: bool


class Talking(PracticePage):
    """One step of the talk. A view that was not opened yet is not on the page at all."""

    template = "mirror/talk.html"
    opened: ClassVar[bool] = False

    def get(self, request: HttpRequest, practice_id: str, turn: str = "start") -> HttpResponse:
        self.practice, self.turn = self.find(practice_id, self.reading()), self._turn(turn)
        return self._page(TalkForm())

    def _turn(self, turn: str) -> Turn:
        try:
            found = Turn(turn)
        except ValueError:
            raise Http404 from None
        if self.opened and found not in VIEWS:
            raise Http404
        return found

    def _page(self, form: TalkForm, *, status: int = 200, put_right: Talk | None = None) -> HttpResponse:
        reading, following, earlier = self.reading(), after(self.turn), before(self.turn)
        return self.show(
            practice=self.practice,
            turn=self.turn.value,
            words=TURN_WORDS[self.turn],
            is_open=self.opened,
            steps=[self._step(one) for one in TURNS],
            shown=self._shown(reading),
            ticks=ticks(),
            said=self._said(reading),
            easier=self._easier(),
            look_href="" if self.opened or self.turn not in VIEWS else self._address(self.turn, is_open=True),
            next=(NEXT_TURN[self.turn], self._address(following)) if following else None,
            back_href=self._address(earlier) if earlier else "",
            form=form,
            put_right=str(put_right.pk) if put_right else "",
            status=status,
        )

    def _shown(self, reading: ReadingShown | None) -> tuple[Mark, ...]:
        """The marks that were opened so far: this one's only after everybody guessed. None beside the form, to leave it room."""
        if self.turn is Turn.DECISION:
            return ()
        seen = reading.practices.get(self.practice.id) if reading else None
        allowed = opened_by(self.turn) - (frozenset() if self.opened or self.turn not in VIEWS else {self.turn})
        return tuple(one for one in marks_of(self.practice, seen) if Turn(one.viewpoint.value) in allowed)

    def _said(self, reading: ReadingShown | None) -> list[str | Promise]:
        """What stands out between the views; only when all of them are open."""
        if self.turn is not Turn.QUESTIONS:
            return []
        seen = reading.practices.get(self.practice.id) if reading else None
        kind = self.kind_of(reading)
        return [told.gap(seen.gap if seen else None)[0], kind.name, kind.step]

    def _easier(self) -> list[str]:
        """What staff asked for, once it is their turn and their view is open. Kinds only: no words on the wall of a room."""
        if self.turn is not Turn.STAFF or not self.opened:
            return []
        found = voices.makes_easier(self.viewer, self.service, self.practice.id)
        return [str(kind) for kind, _number in found.kinds] if found else []

    def _address(self, turn: Turn, *, is_open: bool = False) -> str:
        kwargs = {"service": self.slug, "practice_id": self.practice.id}
        if turn is Turn.START:
            return reverse("practice_talk", kwargs=kwargs)
        if turn is Turn.DECISION:
            return reverse("practice_decide", kwargs=kwargs)
        return reverse("practice_talk_open" if is_open else "practice_talk_turn", kwargs=kwargs | {"turn": turn.value})

    def _step(self, turn: Turn) -> Step:
        words: TurnInWords = TURN_WORDS[turn]
        return Step(words.title, self._address(turn), turn is self.turn)


class Deciding(Talking):
    """The last step of the talk: what was decided is written down, by anybody of the service or its panel."""

    def get(self, request: HttpRequest, practice_id: str, turn: str = Turn.DECISION) -> HttpResponse:
        self.practice, self.turn = self.find(practice_id, self.reading()), Turn.DECISION
        earlier = self._earlier()
        said = {name: getattr(earlier, name) for name in TalkForm.base_fields} if earlier else {}
        return self._page(TalkForm(initial=said | self.kept_words() or None), put_right=earlier)

    def post(self, request: HttpRequest, practice_id: str) -> HttpResponse:
        self.practice, self.turn = self.find(practice_id, self.reading()), Turn.DECISION
        form = TalkForm(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._write_down(form)):
            messages.success(request, _("Written down. Everybody in this service and on its panel can read it."))
            return self.go("practice_here", service=self.slug, practice_id=practice_id)
        return self._page(form, status=422, put_right=self._earlier())

    def _earlier(self) -> Talk | None:
        """The talk whose text is put right here, if one is named; one that is not there is not found."""
        named = self.request.POST.get("put_right") or self.request.GET.get("put_right")
        if not named:
            return None
        try:
            found = talks.talk(self.viewer, self.service.id, UUID(named))
        except ValueError:
            raise Http404 from None
        if found is None or found.practice != self.practice.id:
            raise Http404
        return found

    def _write_down(self, form: TalkForm) -> UUID:
        reading, earlier = self.reading(), self._earlier()
        return do.write_down(
            service=self.service.id,
            practice=self.practice.id,
            reading=earlier.reading_id if earlier else reading.id if reading else None,
            instead_of=earlier.pk if earlier else None,
            once=self.request.POST.get("once", ""),
            by=self.viewer,
            **form.cleaned_data,
        )


@dataclass(frozen=True)
class TalkLine:
    """One talk in the list."""

    practice: str
    href: str
    talk: object


class Talks(MirrorPage):
    """Every talk of this service that was written down, newest first."""

    template = "mirror/talks.html"
    title = gettext_lazy("What we decided together")

    def get(self, request: HttpRequest) -> HttpResponse:
        names = {practice.id: practice.name for practice in self.principles().practices}
        found = [
            TalkLine(
                names.get(talk.practice, talk.practice),
                reverse("practice_here", kwargs={"service": self.slug, "practice_id": talk.practice})
                if talk.practice in names
                else "",
                talk,
            )
            for talk in talks.talks_of(self.viewer, self.service.id)
        ]
        return self.show(talks=found)
