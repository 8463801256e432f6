"""Page: what waits in the services where somebody works. One's own asks in full; of colleagues' late asks only that they are late."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from alongside.care.queries import asks as tell
from alongside.core.viewer import Purpose
from alongside.web.conversation.words import ask_words, lateness
from alongside.web.gate import AccountPage
from alongside.web.viewers import account_of


class WorkAsks(AccountPage):
    """Sorted by the day. Leads see the same as everybody: leading a service opens nobody's space."""

    purpose = Purpose.DIRECT_CARE
    template = "conversation/work.html"
    log_kind = "work.asks"
    title = gettext_lazy("Waiting in my service")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(
            mine=tell.asks_waiting_for(self.viewer),
            others=tell.waiting_in_my_services(self.viewer),
            posts=account_of(request).posts,
            words=ask_words(),
            lateness=lateness,
        )
