"""Which language somebody reads: chosen at the foot of every page, kept on the device and with the account."""

from collections.abc import Callable
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from alongside.people import actions as people
from alongside.web.gate import OpenPage
from alongside.web.viewers import own_viewer


class ChooseLanguage(OpenPage):
    """Takes the choice and goes back to where it was made."""

    reason = "anybody may choose a language; it reads nothing"
    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        there = request.POST.get("next", "/")
        safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
        response = redirect(there if safe and there.startswith("/") else "/")
        language = request.POST.get("language", "")
        if language not in dict(settings.LANGUAGES):
            return response
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
        if request.user.is_authenticated:
            people.choose_language(account=request.user.pk, language=language, by=own_viewer(request))
        return response


class InTheirLanguage:
    """Somebody signed in reads the language of their account, on whatever device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A live stream says nothing in any language.
        if not request.path.startswith("/live/") and request.user.is_authenticated:
            language = request.user.language
            if language in dict(settings.LANGUAGES):
                translation.activate(language)
                request.LANGUAGE_CODE = language
        return self.get_response(request)
