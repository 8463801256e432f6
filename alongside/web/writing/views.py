"""Pages: try a text on the aid; and the piece of page that scripts ask for while somebody writes."""

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from alongside.web.gate import AccountPage
from alongside.web.writing.advice import advice_if_asked, advice_on, shown_again
from alongside.web.writing.forms import TextForm

# A fault report lists what was sent; these words must never be in one.
keeps_no_words = method_decorator(sensitive_post_parameters(), name="dispatch")


@keeps_no_words
class TryText(AccountPage):
    """A place to check any text before it goes to somebody: a letter, a leaflet, a message."""

    template = "writing/try.html"
    title = _("Check a text before you send it")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=TextForm(), advice=None)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=shown_again(TextForm(request.POST)), advice=advice_if_asked(request))


@keeps_no_words
class CheckWords(AccountPage):
    """Hints on `text` as a piece of a page, in the language of the page; `field` is the name of the box."""

    template = "writing/hints.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.show(advice=advice_on(request.POST.get("text", ""), field=request.POST.get("field", "")))
