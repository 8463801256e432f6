"""Pages of the privacy officer (reviews, answers) and the administrator (services, posts). No page here opens a space."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.circle import queries as circle
from alongside.circle.actions import emergency, log_questions
from alongside.core import audit
from alongside.core.viewer import Purpose
from alongside.people import actions as people
from alongside.people import queries as tell
from alongside.people.rules import OrganisationKind, PlatformRole, ServiceRole
from alongside.web.gate import AccountPage
from alongside.web.stewards.forms import JoinForm, LetBackInForm, NewServiceForm, WordsForm


class Review(AccountPage):
    """Emergency looks that wait to be checked, and questions about the log that wait for an answer."""

    purpose = Purpose.REVIEW
    roles = frozenset({PlatformRole.PRIVACY_OFFICER})
    fresh = True
    template = "stewards/review.html"
    log_kind = "review"
    title = gettext_lazy("Emergency looks and questions")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(WordsForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WordsForm(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._do(form.cleaned_data["words"])):
            return self.go("review")
        return self._page(form, status=422)

    def _do(self, words: str) -> None:
        which = self.which()
        if self.request.POST.get("what") == "glass":
            emergency.review_break_glass(glass=which, review=words, by=self.viewer)
        else:
            log_questions.answer_about_line(question=which, answer=words, by=self.viewer)

    def _page(self, form: WordsForm, *, status: int = 200) -> HttpResponse:
        glass = list(circle.broken_glass(self.viewer)[:100])
        questions = list(circle.log_questions(self.viewer)[:100])
        for one in glass:
            audit.saw("break-glass", [one.pk], space=one.space_id)
        for asked in questions:
            audit.saw("log-question", [asked.pk], space=asked.space_id)
        return self.show(
            form=form, failed=self.request.POST.get("which", ""), glass=glass, questions=questions, status=status
        )


class Administration(AccountPage):
    """Organisations and services. An administrator can see no one's space."""

    roles = frozenset({PlatformRole.ADMINISTRATOR})
    fresh = True
    template = "stewards/administration.html"
    title = gettext_lazy("Services and posts")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(organisations=list(tell.organisations()), form=NewServiceForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewServiceForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            known = {one.name.casefold(): one for one in tell.organisations()}
            organisation = known.get(said["organisation"].strip().casefold()) or people.add_organisation(
                slug=slugify(said["organisation"])[:80],
                name=said["organisation"].strip(),
                kind=OrganisationKind(said["kind"]),
            )
            if any(service.slug == form.slug() for service in tell.services()):
                form.add_error("name", _("There is a service of that name already."))
            else:
                service = people.add_service(organisation=organisation, slug=form.slug(), name=said["name"].strip())
                return self.go("administer_service", service_id=service.pk)
        return self.show(organisations=list(tell.organisations()), form=form, status=422)


class ServicePage(AccountPage):
    """Who works in a service: joining, and leaving, which ends every access through it at once."""

    roles = frozenset({PlatformRole.ADMINISTRATOR})
    fresh = True
    template = "stewards/service.html"

    def get(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        return self._page(service_id, JoinForm())

    def post(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        if request.POST.get("leaves"):
            try:
                somebody = UUID(request.POST["leaves"])
            except ValueError:
                raise Http404 from None
            people.leave_service(account=somebody, service=service_id)
            messages.info(request, _("They have left. Everything they could see through this service is closed."))
            return self.go("administer_service", service_id=service_id)
        form = JoinForm(request.POST)
        if form.is_valid():
            account = tell.account_by_email(form.cleaned_data["email"])
            if account is None or not account.is_active:
                form.add_error("email", _("There is no account with that address. Ask them to make one first."))
            else:
                people.join_service(
                    account=account.pk,
                    service=service_id,
                    job_title=form.cleaned_data["job_title"],
                    role=ServiceRole(form.cleaned_data["role"]),
                )
                return self.go("administer_service", service_id=service_id)
        return self._page(service_id, form, status=422)

    def _page(self, service_id: UUID, form: JoinForm, *, status: int = 200) -> HttpResponse:
        service = tell.services().filter(pk=service_id).first()
        if service is None:
            raise Http404
        return self.show(service=service, posts=list(tell.colleagues_in(service_id)), form=form, status=status)


class LetBackIn(AccountPage):
    """Somebody lost every way in. Two administrators must be sure, a day passes, and the person can stop it.

    No administrator gets a password, a link or a session by this, nor learns whether an address has an account.
    """

    roles = frozenset({PlatformRole.ADMINISTRATOR})
    fresh = True
    template = "stewards/back_in.html"
    title = gettext_lazy("Let somebody back in")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(LetBackInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        what = request.POST.get("what", "")
        form = LetBackInForm(request.POST if what == "ask" else None)
        if what == "ask" and form.is_valid():
            done = self.attempt(form, lambda: people.ask_back_in(email=form.cleaned_data["email"], by=self.viewer))
            said = _("Written down. Now another administrator must be sure as well.")
        elif what == "agree":
            which = self.which()
            people.agree_back_in(which=which, by=self.viewer)
            done, said = True, _("In a day they can choose a new password, unless somebody stops it before.")
        elif what == "back":
            people.take_back_in_back(which=self.which(), by=self.viewer)
            done, said = True, _("Taken back. Nobody is let in.")
        else:
            done, said = False, ""
        if not done:
            return self._page(form, status=422)
        messages.info(request, said)
        return self.go("let_back_in")

    def _page(self, form: LetBackInForm, *, status: int = 200) -> HttpResponse:
        return self.show(form=form, waiting=list(tell.back_ins_open()), reader=self.viewer.account, status=status)
