"""Pages for somebody who was invited: behind the link they were given, or the word that waits inside their account."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.circle import queries as circle
from alongside.circle import refusals as no
from alongside.circle.actions import joining
from alongside.circle.codes import hash_of
from alongside.circle.rules import MemberState, Standing
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.viewer import bound
from alongside.web.circle import words
from alongside.web.gate import AccountPage, LinkPage


class Join(LinkPage):
    """Who invites, and what a yes means. Looking at it answers nothing."""

    template = "circle/join.html"
    log_kind = "circle.join"
    title = gettext_lazy("You are invited")

    def get(self, request: HttpRequest) -> HttpResponse:
        invitation = circle.invitation_behind(self.viewer)
        if invitation is None:
            return self.show("circle/join_over.html", reason=no.unknown_code(), title=_("This link"), status=404)
        member = invitation.member
        mine = request.user.is_authenticated and member.account_id == request.user.pk
        if mine and member.state in (MemberState.WANTS_IN, MemberState.IN_CIRCLE):
            return self.show(
                "circle/join_waits.html", invitation=invitation, inside=member.state != MemberState.WANTS_IN
            )
        refusal = no.why_not_take(invitation, now=clock.now())
        if refusal is not None or member.state != MemberState.INVITED:
            return self.show("circle/join_over.html", reason=refusal or no.over(), title=_("This link"), status=410)
        here = urlencode({"next": request.path})
        return self.show(
            invitation=invitation,
            sign_in_url=f"{reverse('account_login')}?{here}",
            sign_up_url=f"{reverse('account_signup')}?{here}",
        )


class TakeInvitation(AccountPage):
    """Somebody signed in says yes to the code they carry. The person then looks who it is."""

    log_kind = "circle.join"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.go("join", code=code)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        with bound(replace(self.viewer, link=hash_of(code), memo={})) as bearer:
            invitation = circle.invitation_behind(bearer)
            if invitation is None:
                raise Refused(no.unknown_code())
            joining.take_invitation(invitation=invitation, by=bearer)
        return self.go("join", code=code)


class Invited(AccountPage):
    """The word that waits inside for somebody who was invited by name: yes, or no, thank you."""

    template = "circle/invited.html"
    title = gettext_lazy("You are invited")

    def get(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        waiting = self._waiting(member_id)
        return self.show(waiting=waiting, as_what=waiting.role or _(words.STANDINGS[Standing(waiting.standing)]))

    def post(self, request: HttpRequest, member_id: UUID) -> HttpResponse:
        waiting = self._waiting(member_id)
        accept = request.POST.get("answer") == "yes"
        row = joining.answer_invitation(member=waiting.member, accept=accept, by=self.viewer)
        if row.state == MemberState.WANTS_IN:
            thanks = _("Thank you. %(name)s now looks whether it is really you, and then lets you in.")
            messages.success(request, thanks % {"name": waiting.from_name})
            return self.go("home")
        return self.go("space", space_id=row.space_id) if accept else self.go("home")

    def _waiting(self, member_id: UUID) -> Any:
        assert self.viewer.account is not None
        waiting = circle.invitations_waiting_for(self.viewer.account)
        found = next((one for one in waiting if one.member == member_id), None)
        if found is None:
            raise Http404
        return found
