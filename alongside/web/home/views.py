"""Where somebody lands: their own space, the people they help, what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.circle import actions as circle_actions
from alongside.circle import queries as circle
from alongside.core.viewer import Purpose, bound
from alongside.web.gate import AccountPage, SpacePage
from alongside.web.viewers import account_of, own_viewer


class Home(AccountPage):
    """The first page after signing in. Somebody with only their own space goes straight to it."""

    template = "home/home.html"
    title = _("Home")

    def get(self, request: HttpRequest) -> HttpResponse:
        account = account_of(request)
        own = circle.own_space(self.viewer)
        with bound(own_viewer(request, purpose=Purpose.DIRECT_CARE)) as professional:
            helped = circle.spaces_open_to(professional) if account.posts else []
        with bound(own_viewer(request, purpose=Purpose.CARER_SUPPORT)) as carer:
            cared_for = circle.spaces_open_to(carer)
        waiting = circle.invitations_waiting_for(account.id)
        if own and not (helped or cared_for or waiting or account.posts or account.roles):
            return self.go("space", space_id=own.pk)
        return self.show(account=account, own=own, helped=helped, cared_for=cared_for, waiting=waiting)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open a space of one's own."""
        space = circle_actions.open_space(by=self.viewer)
        return self.go("space", space_id=space.pk)


class SpaceHome(SpacePage):
    """The front room of a space."""

    template = "home/space.html"
    log_kind = "home"
    title = _("Home")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()
