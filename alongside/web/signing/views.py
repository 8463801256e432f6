"""Pages of the account: name and notices, signed-in devices, ways in for a bad day, and the demo's buttons."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.viewer import Purpose
from alongside.people import actions as people
from alongside.people import queries as tell
from alongside.people.queries import account as account_with_id
from alongside.people.rules import Channel
from alongside.web.gate import AccountPage, OpenPage
from alongside.web.signing.forms import AccountForm
from alongside.web.viewers import account_of


class AccountSettings(AccountPage):
    """What we call you, and whether we may write to you."""

    template = "signing/account.html"
    title = gettext_lazy("Your account")

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        initial = {"called": user.called, "notices": user.notices, "notice_words": user.notice_words}
        return self.show(form=AccountForm(initial=initial), account=account_of(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, account=account_of(request), status=422)
        said, me = form.cleaned_data, self.viewer.account
        assert me is not None
        people.choose_name(account=me, called=said["called"], by=self.viewer)
        people.choose_notices(account=me, channel=Channel(said["notices"]), words=said["notice_words"], by=self.viewer)
        return self.go("account")


class Devices(AccountPage):
    """Where this account is signed in; each can be ended by itself."""

    template = "signing/devices.html"
    title = gettext_lazy("Signed-in devices")

    def get(self, request: HttpRequest) -> HttpResponse:
        UserSession.objects.create_from_request(request)
        return self.show(sessions=UserSession.objects.purge_and_list(request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        for session in UserSession.objects.filter(user=request.user, pk=request.POST.get("session") or 0):
            session.end()
        return self.go("devices")


class BackIn(AccountPage):
    """Somebody asked that this account be let in again. Whoever is signed in to it can stop that."""

    template = "signing/back_in.html"
    title = gettext_lazy("Being let in again")

    def get(self, request: HttpRequest) -> HttpResponse:
        me = self.viewer.account
        assert me is not None
        return self.show(waiting=tell.back_in_of(me))

    def post(self, request: HttpRequest) -> HttpResponse:
        if people.stop_back_in(by=self.viewer):
            messages.success(request, _("Stopped. Everything stays as it is."))
        return self.go("back_in")


class ChooseHat(AccountPage):
    """Somebody who is carer and professional at once says as which of the two they come."""

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("as", "")
        if chosen in (Purpose.DIRECT_CARE, Purpose.CARER_SUPPORT):
            request.session["as"] = chosen
        return self.go("home")


class CannotGetIn(OpenPage):
    """Ways in when nothing works, in small steps."""

    reason = "somebody who cannot sign in must be able to read it"
    template = "signing/cannot_get_in.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()


class DemoSignIn(OpenPage):
    """One button per invented person. Only in the demo, and only for accounts that are marked as invented."""

    reason = "signs in to invented accounts; answers 404 outside the demo"

    def post(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        account = account_with_id(request.POST.get("account") or None) if request.POST.get("account") else None
        if account is None or not account.invented or not account.is_active:
            raise Http404(_("There is nobody of that name in the demo."))
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        there = request.POST.get("next", "/")
        safe = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
        return redirect(there if safe else "/")
