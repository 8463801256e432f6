"""Every page, one list a menu place."""

from importlib import import_module

from django.urls import URLPattern, URLResolver

# The rooms of the web floor, in the order of the menu. Each exports `urlpatterns`.
ROOMS = (
    "home",
    "circle",
    "drafts",
    "story",
    "conversation",
    "unknowns",
    "visitor",
    "signing",
    "notes",
    "looks",
    "stewards",
    "leaving",
    "components",
    "moments",
    "writing",
    "listening",
    "mirror",
    "choosing",
    "trying",
    "sets",
    "themes",
    "commissioning",
)

urlpatterns: list[URLPattern | URLResolver] = []
for room in ROOMS:
    urlpatterns += import_module(f"alongside.web.{room}.urls").urlpatterns
