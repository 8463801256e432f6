"""Pages: invite somebody. By name from the list of services, by a code to hand over, or inside their account."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alongside.circle.actions import inviting
from alongside.circle.rules import InvitedBy, Standing
from alongside.core import drafts, typed
from alongside.core.once import once as only_once
from alongside.people.queries import colleagues_in, find_services, service, services
from alongside.web.circle.forms import WHOLE_SERVICE, FindForm, InviteCarerForm, InviteFromServiceForm
from alongside.web.circle.room import HolderPage

MOST_FOUND = 40


class Invite(HolderPage):
    """Whom to invite: somebody who works in a service, or somebody from one's own life."""

    template = "circle/invite.html"
    log_kind = "circle.invite"
    title = gettext_lazy("Invite somebody")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()


class FindService(HolderPage):
    """The list of services, and a box to look for a name, a service or a place. Looking is told to nobody."""

    template = "circle/find.html"
    log_kind = "circle.invite"
    title = gettext_lazy("Find a service, or somebody who works there")

    def get(self, request: HttpRequest) -> HttpResponse:
        form = FindForm(request.GET)
        asked = form.cleaned_data["q"] if form.is_valid() else ""
        found = list((find_services(asked) if asked.strip() else services())[: MOST_FOUND + 1])
        return self.show(form=form, asked=asked, found=found[:MOST_FOUND], more=len(found) > MOST_FOUND)


class InviteFromService(HolderPage):
    """One service: one person there, or whoever works there."""

    template = "circle/invite_service.html"
    log_kind = "circle.invite"
    fresh = True

    def get(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        return self._page(service_id)

    def post(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        form = self._form(service_id, request.POST)
        if form.is_valid() and (made := self.made(form, lambda: self._invite(service_id, form.cleaned_data))):
            return self.go("circle_consent", space_id=self.space_id, member_id=made.pk)
        return self._page(service_id, form=form, status=422)

    def _invite(self, service_id: UUID, said: dict[str, Any]) -> Any:
        if said["who"] == WHOLE_SERVICE:
            where = self._service(service_id)
            return inviting.invite_team(
                space=self.space_id, service=service_id, service_name=where.name, by=self.viewer
            )
        return inviting.invite_account(
            space=self.space_id,
            account=UUID(said["who"]),
            standing=Standing.PROFESSIONAL,
            service=service_id,
            words=typed.plain(said["words"]),
            by=self.viewer,
        )

    def _service(self, service_id: UUID) -> Any:
        found = service(service_id)
        if found is None:
            raise Http404
        return found

    def _form(self, service_id: UUID, *args: Any) -> InviteFromServiceForm:
        where = self._service(service_id)
        people = [
            (str(post.account_id), f"{post.account}, {post.job_title}")
            for post in colleagues_in(service_id)
            if post.account_id != self.viewer.account
        ]
        return InviteFromServiceForm(*args, people=people, service=where.name)

    def _page(self, service_id: UUID, *, form: InviteFromServiceForm | None = None, status: int = 200) -> HttpResponse:
        where = self._service(service_id)
        return self.show(status=status, service=where, form=form or self._form(service_id), title=where.name)


class InviteCarer(HolderPage):
    """A carer, family or friend. A code is shown once, to be handed over as the person thinks safe; nothing is sent."""

    template = "circle/invite_carer.html"
    log_kind = "circle.invite"
    fresh = True
    title = gettext_lazy("Invite a carer, family or a friend")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=InviteCarerForm(initial=self.kept_words()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InviteCarerForm(request.POST)
        if not form.is_valid() or not (made := self.made(form, lambda: self._invite(form.cleaned_data))):
            return self.show(form=form, status=422)
        code, member = made
        if code is None:
            return self.go("circle_member", space_id=self.space_id, member_id=member)
        assert self.viewer.account is not None
        drafts.forget(self.viewer.account, self.draft_key())
        return show_code(self, code, form.cleaned_data["name"], member)

    def _invite(self, said: dict[str, Any]) -> tuple[str | None, UUID]:
        """The code, if one was made now, and the member. The same form sent again makes nothing twice."""
        codes: list[str] = []
        told = {"name": said["name"], "role": said["role"], "words": typed.plain(said["words"])}

        def write() -> UUID:
            if said["way"] == InvitedBy.EMAIL:
                return inviting.invite_by_email(space=self.space_id, email=said["email"], by=self.viewer, **told).pk
            made = inviting.invite_by_code(space=self.space_id, by=self.viewer, **told)
            codes.append(made.code)
            return made.member.pk

        body = {**told, "way": said["way"], "email": said["email"], "space": self.space_id}
        member, _now = only_once(self.once_key(), kind="circle.invite", body=body, by=self.viewer, do=write)
        assert member is not None
        return (codes[0] if codes else None), member


class NewCode(HolderPage):
    """A new code instead of one that was lost or has ended."""

    log_kind = "circle.invite"
    title = gettext_lazy("Here is the link")

    def post(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        row = self.member_row(member_id)
        made = inviting.make_new_code(member=row.pk, by=self.viewer)
        return show_code(self, made.code, row.name, row.pk)


def show_code(page: HolderPage, code: str, name: str, member: UUID) -> HttpResponse:
    """The one time that a code is seen."""
    link = page.request.build_absolute_uri(reverse("join", kwargs={"code": code}))
    return page.show("circle/code.html", link=link, name=name, member_id=member, days=inviting.INVITATION_LASTS.days)
