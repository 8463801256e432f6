"""Pages for when something went wrong on the way in: a clear sentence, and nothing typed is lost."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from alongside.core.refusal import Refusal
from alongside.web.gate import keep_held, typed_words


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or did not come from this site."""
    keep_held(request)
    refusal = Refusal(
        "csrf",
        _("We could not be sure that this form came from you, so nothing was changed."),
        _("Go back, load the page again and send it once more. What you typed is below."),
    )
    shown: dict[str, object] = {"reason": refusal, "typed": typed_words(request)}
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        shown |= {"back_href": urlsplit(came_from).path, "back_text": _("Load the page again")}
    return render(request, "refusal.html", shown, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing for this viewer: the two look the same."""
    return render(request, "errors/404.html", status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return render(request, "errors/500.html", {"typed": typed_words(request)}, status=500)
