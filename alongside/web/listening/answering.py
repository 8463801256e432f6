"""Pages of answering: in one's own space, behind a link or code, and at work. Fifteen seconds, and nothing is owed."""

import secrets
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.circle import queries as circle
from alongside.circle.rules import MemberState
from alongside.core import clock
from alongside.core.pseudonyms import salted
from alongside.listening import refusals as no
from alongside.listening.actions import answering, contacts, doors
from alongside.listening.codes import hash_of
from alongside.listening.queries import asking
from alongside.listening.queries.asking import Question
from alongside.listening.rules import ContactKind, DoorKind, Said, Through, monday
from alongside.people import queries as people
from alongside.people.rules import Constituency
from alongside.web.gate import LinkPage, OpenPage, Page, SpacePage
from alongside.web.listening.forms import LONGEST_AGO, AnswerForm, CodeForm, ServiceContactForm, StaffContactForm
from alongside.web.service_page import ServicePage

COOKIE = "answers"
HALF_A_YEAR = 182 * 24 * 3600


def ask(
    page: Page, *, service: UUID, contact: str, as_whom: Constituency, on: date, data: Any = None, helped: bool = False
) -> tuple[list[Question], AnswerForm]:
    """The questions that this somebody is asked about this contact, and the form for them."""
    tried = asking.asked_more_often(service, today=clock.today())
    questions = asking.due_items(page.viewer, service, contact=contact, as_whom=as_whom, today=on, tried=tried)
    return questions, AnswerForm(data, questions=questions, ask_helped=helped)


def keep(
    page: Page,
    form: AnswerForm,
    questions: list[Question],
    *,
    service: UUID,
    contact: str,
    on: date,
    as_whom: Constituency,
    through: Through,
    door: Any = None,
) -> bool:
    """Keep what was answered; what was left out is remembered as asked, and not asked again for a month."""

    def do() -> None:
        viewpoint = asking.Viewpoint.STAFF if as_whom is Constituency.STAFF else asking.Viewpoint.PERSON
        named = tuple(one.practice for one in questions)
        answering.was_asked(practices=named, viewpoint=viewpoint, contact=contact, on=on, by=page.viewer)
        answering.answer(
            service=service,
            said={practice: Said(said) for practice, said in form.given().items()},
            contact=contact,
            on=on,
            as_whom=as_whom,
            through=through,
            helped=bool(form.cleaned_data.get("helped")),
            door=door,
            by=page.viewer,
        )

    return page.attempt(form, do)


def contact_of(space: UUID, service: UUID, on: date) -> str:
    """The link of one contact: the same when the same day is written down twice. It cannot lead back."""
    return salted("contact", space, service, on.isoformat())


class HowItWas(SpacePage):
    """In one's own space: say that there was a contact, and how it was. Nobody in the circle sees any of it."""

    holder_only = True
    template = "listening/how_it_was.html"
    log_kind = "how-it-was"
    title = gettext_lazy("How was it?")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(
            form=self._form(initial={"on_day": clock.today(), **self.kept_words()}),
            thanks="thanks" in request.GET,
            nothing="nothing" in request.GET,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self.show(form=form, thanks=False, nothing=False, status=422)
        said = form.cleaned_data
        service, on = UUID(said["service"]), said["on_day"]
        contacts.note_contact(
            service=service,
            on=on,
            kind=ContactKind(said["kind"]),
            link=contact_of(self.space_id, service, on),
            by=self.viewer,
            space=self.space_id,
        )
        response = self.go("how_it_was_answer", space_id=self.space_id, service_id=service)
        response["Location"] += f"?day={on.isoformat()}"
        return response

    def _form(self, *args: Any, **kwargs: Any) -> ServiceContactForm:
        return ServiceContactForm(*args, services=services_of(self), **kwargs)


class HowItWasAnswer(SpacePage):
    """The two questions about one contact."""

    holder_only = True
    template = "listening/answer.html"
    log_kind = "how-it-was"
    title = gettext_lazy("How was it?")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        try:
            self.on = date.fromisoformat(request.GET.get("day", ""))
        except ValueError:
            self.on = clock.today()
        if not 0 <= (clock.today() - self.on).days <= LONGEST_AGO:
            raise Http404
        # From home one comes straight here, and nobody has written the contact down yet.
        known = {one.value for one in ContactKind}
        self.kind = ContactKind(request.GET["kind"]) if request.GET.get("kind") in known else None

    def get(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        questions, form = self._ask(service_id)
        return self._page(service_id, form, questions)

    def post(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        questions, form = self._ask(service_id, request.POST)
        if request.POST.get("what") == "put-away":
            answering.put_away(contact=self._contact(service_id), on=clock.today(), by=self.viewer)
            return self.go("space", space_id=self.space_id)
        if form.is_valid() and self._keep(service_id, form, questions):
            response = self.go("how_it_was", space_id=self.space_id)
            response["Location"] += "?thanks" if form.given() else "?nothing"
            return response
        return self._page(service_id, form, questions, status=422)

    def _keep(self, service_id: UUID, form: AnswerForm, questions: list[Question]) -> bool:
        if self.kind is not None and form.given():
            contacts.note_contact(
                service=service_id,
                on=self.on,
                kind=self.kind,
                link=self._contact(service_id),
                by=self.viewer,
                space=self.space_id,
            )
        return keep(
            self,
            form,
            questions,
            service=service_id,
            contact=self._contact(service_id),
            on=self.on,
            as_whom=Constituency.PERSON,
            through=Through.SPACE,
        )

    def _contact(self, service_id: UUID) -> str:
        return contact_of(self.space_id, service_id, self.on)

    def _ask(self, service_id: UUID, data: Any = None) -> tuple[list[Question], AnswerForm]:
        if str(service_id) not in dict(services_of(self)):
            raise Http404
        return ask(
            self,
            service=service_id,
            contact=self._contact(service_id),
            as_whom=Constituency.PERSON,
            on=self.on,
            data=data,
            helped=True,
        )

    def _page(self, service_id: UUID, form: Form, questions: list[Question], *, status: int = 200) -> HttpResponse:
        return self.show(
            form=form,
            questions=questions,
            service=people.service_in_words(service_id),
            day=self.on,
            back_to=None,
            status=status,
        )


def services_of(page: SpacePage) -> list[tuple[str, str]]:
    """Services of those who are in the person's circle now."""
    found = {}
    for member in circle.circle_of(page.viewer, page.space_id):
        if member.service_id and member.state == MemberState.IN_CIRCLE:
            found[str(member.service_id)] = str(member.service)
    return sorted(found.items(), key=lambda one: one[1])


class TypeCode(OpenPage):
    """Somebody types the code from their paper."""

    reason = "leads to questions by a code; shows nothing of anybody"
    template = "listening/type_code.html"
    title = gettext_lazy("Answer with a code")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if form.is_valid():
            if asking.door_with(form.cleaned_data["code"], today=clock.today()) is not None:
                return self.go("answer", code=form.cleaned_data["code"].strip())
            form.add_error("code", _("We do not know this code, or it has ended. Please look again at each letter."))
        return self.show(form=form, status=422)


class Answer(LinkPage):
    """The questions behind an open link or a code on paper."""

    template = "listening/answer.html"
    title = gettext_lazy("How was it?")

    def link_of(self, code: str) -> str:
        """By a code on paper one answers as that piece of paper; by an open link, as this browser."""
        door = asking.door_with(code, today=clock.today())
        if door is None or door.kind == DoorKind.PAPER:
            return hash_of(code)
        return hash_of(f"{code}|{self.browser}")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.browser = request.COOKIES.get(COOKIE, "")[:40] or secrets.token_urlsafe(16)
        response = super().dispatch(request, *args, **kwargs)
        response.set_cookie(
            COOKIE,
            self.browser,
            max_age=HALF_A_YEAR,
            path="/answer/",
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE,
        )
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self._find()
        if isinstance(found, HttpResponse):
            return found
        door, questions, form = found
        return self._page(door, form, questions)

    def post(self, request: HttpRequest) -> HttpResponse:
        found = self._find(request.POST)
        if isinstance(found, HttpResponse):
            return found
        door, questions, form = found
        through = Through.PAPER if door.kind == DoorKind.PAPER else Through.LINK
        if form.is_valid() and keep(
            self,
            form,
            questions,
            service=door.service_id,
            contact=self._contact(door),
            on=self._day(door),
            as_whom=Constituency(door.constituency),
            through=through,
            door=door,
        ):
            if form.given():
                doors.use_code(door=door)
            return self.show("listening/thanks.html", door=door, code=self.code, given=form.given())
        return self._page(door, form, questions, status=422)

    def _find(self, data: Any = None) -> Any:
        door = asking.door_with(self.code, today=clock.today())
        if door is None or (door.used_at is not None and clock.now() - door.used_at > answering.PUT_RIGHT):
            return self.show("ended.html", reason=no.door_over(), again=reverse("type_code"), status=410)
        account = self.request.user.pk if self.request.user.is_authenticated else None
        if asking.works_behind(account, door):
            return self.show("ended.html", reason=no.staff_at_the_door(), status=409)
        questions, form = ask(
            self,
            service=door.service_id,
            contact=self._contact(door),
            as_whom=Constituency(door.constituency),
            on=self._day(door),
            data=data,
            helped=True,
        )
        return door, questions, form

    def _day(self, door: Any) -> date:
        """A code on paper is about the contact at which it was given; an open link about this week."""
        return door.made_at.date() if door.kind == DoorKind.PAPER else clock.today()

    def _contact(self, door: Any) -> str:
        if door.kind == DoorKind.PAPER:
            return str(door.contact)
        return salted("contact", self.viewer.link, monday(clock.today()).isoformat())

    def _page(self, door: Any, form: Form, questions: list[Question], *, status: int = 200) -> HttpResponse:
        service = people.service_in_words(door.service_id)
        return self.show(form=form, questions=questions, service=service, day=None, back_to=None, status=status)


class AtWork(ServicePage):
    """Somebody at work had a contact: one question."""

    template = "listening/at_work.html"
    title = gettext_lazy("I had a contact")

    def _may_come(self, place: people.Place) -> bool:
        return place.works_here

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=StaffContactForm(initial={"on_day": clock.today()}), failed=False)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StaffContactForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=422)
        said = form.cleaned_data
        if said["code"]:
            known = asking.contact_by_code(self.viewer, self.service.id, said["code"])
            if known is None:
                form.add_error(
                    "code", _("This is no code of your service. Please look again at each letter, or leave it empty.")
                )
                return self.show(form=form, status=422)
            noted = known
        else:
            link = salted("contact", uuid4())
            noted = contacts.note_contact(
                service=self.service.id, on=said["on_day"], kind=ContactKind(said["kind"]), link=link, by=self.viewer
            )
        return self.go("at_work_answer", service=self.slug, contact=noted.link, day=noted.week.isoformat())


class AtWorkAnswer(ServicePage):
    """The one question about a contact at work."""

    template = "listening/answer.html"
    title = gettext_lazy("How was it?")

    def _may_come(self, place: people.Place) -> bool:
        return place.works_here

    def get(self, request: HttpRequest, contact: str, day: str) -> HttpResponse:
        questions, form = self._ask(contact, day)
        return self._page(form, questions)

    def post(self, request: HttpRequest, contact: str, day: str) -> HttpResponse:
        questions, form = self._ask(contact, day, request.POST)
        if form.is_valid() and keep(
            self,
            form,
            questions,
            service=self.service.id,
            contact=contact,
            on=self.on,
            as_whom=Constituency.STAFF,
            through=Through.WORK,
        ):
            messages.success(request, _("Thank you. Nobody sees who answered what."))
            return self.go("listening", service=self.slug)
        return self._page(form, questions, status=422)

    def _ask(self, contact: str, day: str, data: Any = None) -> tuple[list[Question], AnswerForm]:
        known = asking.contact_with(self.viewer, self.service.id, contact)
        if known is None or known.week.isoformat() != day:
            raise Http404
        self.on = known.week
        return ask(self, service=self.service.id, contact=contact, as_whom=Constituency.STAFF, on=self.on, data=data)

    def _page(self, form: Form, questions: list[Question], *, status: int = 200) -> HttpResponse:
        return self.show(
            form=form, questions=questions, service=self.service, day=None, back_to="listening", status=status
        )
