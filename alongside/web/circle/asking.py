"""Page: somebody who works in a service asks to be let in. Whatever is true of the address, the answer is the same."""

import time
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy

from alongside.circle.actions import joining
from alongside.core.viewer import Purpose
from alongside.web.circle.forms import AskToJoinForm
from alongside.web.gate import AccountPage
from alongside.web.viewers import account_of

# An answer takes this long at least: how quick it is must not tell whether there was a space.
ANSWER_TAKES = 0.3


class AskToJoin(AccountPage):
    """The person gives the address they use here; whoever asks learns nothing until they are let in."""

    purpose = Purpose.DIRECT_CARE
    template = "circle/ask_to_join.html"
    title = gettext_lazy("Ask to be let in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        began = time.monotonic()
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0.0, began + ANSWER_TAKES - time.monotonic()))
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form(), asked="asked" in request.GET)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: joining.ask_by_address(
                email=form.cleaned_data["email"], service=UUID(form.cleaned_data["service"]), by=self.viewer
            ),
        ):
            response = self.go("ask_to_join")
            response["Location"] += "?asked"
            return response
        return self.show(form=form, asked=False, status=422)

    def _form(self, *args: Any) -> AskToJoinForm:
        posts = account_of(self.request).posts
        if not posts:
            raise Http404
        return AskToJoinForm(*args, services=[(str(post.service), post.words) for post in posts])
