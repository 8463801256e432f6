"""Wiring: every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from alongside.web.language import ChooseLanguage
from alongside.web.urls import urlpatterns as web_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", ChooseLanguage.as_view(), name="set_language"),
    path("accounts/", include("allauth.urls")),
    *web_patterns,
]

handler404 = "alongside.web.refusals.not_found"
handler500 = "alongside.web.refusals.went_wrong"
