"""What a conversation's page and the page behind a link share: showing it, writing in it, moving asks, asking what words mean."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from alongside.care.actions import asks as do_asks
from alongside.care.actions import conversation as do
from alongside.care.actions.asks import NewAsk
from alongside.care.queries import conversation as tell
from alongside.care.queries import participants as who
from alongside.care.queries.participants import SomebodyHere
from alongside.circle.queries import Footing
from alongside.circle.rules import Standing
from alongside.core.once import first_result
from alongside.core.once import once as only_once
from alongside.core.refusal import Collision, Refusal, Refused
from alongside.core.uploads import DOWNLOAD_HEADERS, CheckedFile, checked
from alongside.language import Hint, check
from alongside.web.conversation.forms import NO_ANSWER, MessageForm
from alongside.web.conversation.words import ask_words, late_words, list_of, readers
from alongside.web.gate import Page

MOVES = ("working", "pass", "cannot")


class Talking(Page):
    """A page with one conversation on it. The gate's kind beside it decides who may come."""

    footing: Footing
    row: Any

    @property
    def is_staff(self) -> bool:
        """Hints on words are for people who write as part of their work, never for the person or a carer."""
        return self.footing.standing in (Standing.PROFESSIONAL, Standing.TEAM, Standing.OUTSIDE)

    def draft_key(self) -> str:
        """Only sending the message lets its draft go; a tap on a button beside it does not."""
        what = self.request.POST.get("what", "message")
        return self.request.path if what == "message" else f"{self.request.path}#{what}"

    def people(self) -> list[SomebodyHere]:
        """Everybody in this conversation."""
        return who.people_in(self.viewer, self.footing, self.row)

    def mark_read(self) -> None:
        """Say that this viewer has read it. Behind a link opening is not reading: a button says so there."""

    def message_form(self, *args: Any, people: list[SomebodyHere], own_asks: list[Any], **kwargs: Any) -> MessageForm:
        """The form to write with. One can ask anybody here, oneself too."""
        kept = self.kept_words()
        wanted = self.request.GET.get("answer", "")
        kwargs["initial"] = {
            "words": kept.get("words", ""),
            "ask_words": kept.get("ask_words", ""),
            "answers": wanted if wanted in {str(ask.id) for ask in own_asks} else NO_ANSWER,
        }
        return MessageForm(
            *args,
            people=[
                (one.key, ", ".join(part for part in (one.name, one.role) if part))
                for one in people
                if not one.is_shut_out
            ],
            own_asks=[(str(ask.id), ask.words if len(ask.words) < 90 else f"{ask.words[:88]}…") for ask in own_asks],
            **kwargs,
        )

    def file_address(self, file_id: UUID) -> str:
        """Where a file of this conversation is given out."""
        raise NotImplementedError

    def form_sent(self, request: HttpRequest) -> MessageForm:
        """The form to write with, as it was sent."""
        talk = tell.conversation(self.viewer, self.footing, self.row)
        # The same form once more, because no answer came back: what it answered is no longer open, and it is still right.
        landed = first_result(request.POST.get("once", ""), by=self.viewer) is not None
        before = request.POST.get("answers") if landed else None
        own_asks = [ask for ask in talk.asks if (ask.is_open and ask.is_mine) or str(ask.id) == before]
        return self.message_form(request.POST, request.FILES, people=self.people(), own_asks=own_asks)

    def talk(
        self,
        *,
        form: MessageForm | None = None,
        status: int = 200,
        once: str = "",
        hints: tuple[Hint, ...] | None = None,
        both: Collision | None = None,
        problem: Refusal | None = None,
        typed: list[str] | None = None,
        **extra: Any,
    ) -> HttpResponse:
        """Show the conversation, with whatever went wrong and whatever was typed."""
        before = self.request.GET.get("before", "")
        read = tell.read_up_to(self.viewer, self.footing, self.row)
        self.mark_read()
        talk = tell.conversation(
            self.viewer, self.footing, self.row, before=int(before) if before.isdigit() else None, read=read
        )
        people = self.people()
        own_asks = [ask for ask in talk.asks if ask.is_open and ask.is_mine]
        return self.show(
            status=status,
            talk=talk,
            people=people,
            own_asks=own_asks,
            form=form or self.message_form(people=people, own_asks=own_asks),
            once=once or uuid4().hex,
            hints=hints,
            both=both,
            problem=problem,
            typed=typed or [],
            readers=readers(people),
            words=ask_words(),
            late_words=late_words,
            list_of=list_of,
            since=tell.change_of(self.viewer, self.row.space_id, self.row.pk),
            upload_most=settings.UPLOAD_LIMIT_BYTES,
            **extra,
        )

    def act(self, request: HttpRequest) -> HttpResponse:
        """Do what a form on this page asks for."""
        what = request.POST.get("what", "")
        if what == "message":
            return self.send(request)
        said = {
            name: request.POST[name] for name in request.POST if name not in ("csrfmiddlewaretoken", "once", "draft")
        }
        try:
            only_once(
                request.POST.get("once", ""),
                kind=f"conversation.{what}",
                body={**said, "thread": self.row.pk},
                by=self.viewer,
                do=lambda: self.move(what, request),
            )
        except Refused as refused:
            typed = [request.POST[name] for name in ("note", "answer", "marked") if request.POST.get(name)]
            return self.talk(problem=refused.refusal, typed=typed, status=409)
        return redirect(f"{request.path}#{request.POST.get('at', '') or 'thread'}")

    def move(self, what: str, request: HttpRequest) -> None:
        """Move an ask, or ask and say what words mean."""
        here = {"footing": self.footing, "thread": self.row.pk, "by": self.viewer}
        note = request.POST.get("note", "")
        if what in MOVES:
            version = request.POST.get("version", "")
            asked = {"ask": self.id_from("ask"), "version": int(version) if version.isdigit() else -1}
            if what == "working":
                do_asks.work_on(**here, **asked, words=note)
            elif what == "pass":
                do_asks.pass_on(**here, **asked, to=request.POST.get("to", ""), words=note)
            else:
                do_asks.say_cannot(**here, **asked, because=note)
        elif what == "unclear":
            do.ask_what_it_means(**here, message=self.id_from("message"), words=request.POST.get("marked", ""))
        elif what == "explain":
            do.explain(**here, unclear=self.id_from("unclear"), answer=request.POST.get("answer", ""))
        else:
            raise Http404

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send a message; or, for staff who ask for it, first show hints on the words."""
        form = self.form_sent(request)
        once = self.once_key()
        if "look" in request.POST and self.is_staff:
            form.is_valid()
            return self.talk(form=form, once=once, hints=check(request.POST.get("words", "")))
        files = checked_files(form) if form.is_valid() else None
        if files is None:
            return self.talk(form=form, once=once, status=422)
        said = form.cleaned_data
        try:
            do.send(
                footing=self.footing,
                thread=self.row.pk,
                words=said["words"],
                files=files,
                ask=ask_from(form),
                answers=UUID(said["answers"]) if said.get("answers") else None,
                once=once,
                by=self.viewer,
            )
        except Collision as both:
            return self.talk(form=form, both=both, status=409)
        except Refused as refused:
            add_refusal(form, refused.refusal)
            return self.talk(form=form, once=once, status=422)
        return redirect(f"{request.path}#write")

    def id_from(self, name: str) -> UUID:
        """An id that a form carries."""
        try:
            return UUID(self.request.POST.get(name, ""))
        except ValueError:
            raise Http404 from None

    def give_file(self, file_id: UUID) -> HttpResponse:
        """A file that came with a message, as a download."""
        row = tell.file(self.viewer, self.row.pk, file_id)
        if row is None:
            raise Http404
        response = HttpResponse(bytes(row.data), content_type=row.media_type, headers=DOWNLOAD_HEADERS)
        response.headers["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
        return response


def checked_files(form: MessageForm) -> list[CheckedFile] | None:
    """The files of a form, each looked at; None when one was refused, and the form says why."""
    try:
        return [checked(one, settings.UPLOAD_LIMIT_BYTES) for one in form.cleaned_data["files"]]
    except Refused as refused:
        form.add_error("files", str(refused.refusal))
        return None


def ask_from(form: MessageForm) -> NewAsk | None:
    """The ask that a form carries, if somebody was chosen to answer."""
    said = form.cleaned_data
    if not said.get("ask_of"):
        return None
    return NewAsk(owner=said["ask_of"], due_on=said["due_on"] or form.initial["due_on"], words=said["ask_words"])


def add_refusal(form: MessageForm, refusal: Refusal) -> None:
    """Put a refusal beside the field it is about."""
    beside = {"ask.past": "due_on", "ask.owner": "ask_of", "ask.empty": "ask_words", "message.files": "files"}
    field = beside.get(refusal.kind, "words" if refusal.kind.startswith("message.") else None)
    form.add_error(field, str(refusal))
