"""The start-up check of the gate: every route is one of the gate's kinds or stands on the short public list."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from alongside.web.gate import AccountPage, LinkPage, OpenPage, SpacePage
from alongside.web.live import LivePage

# Views that are not ours, by the module they come from, with the reason why they may stand outside the gate.
OUTSIDE_THE_GATE: dict[str, str] = {
    "allauth.account": "signing in and out; knows accounts, no space",
    "allauth.mfa": "second factors of one's own account; knows no space",
    "allauth.usersessions": "one's own sessions; knows no space",
    "django.views.generic.base": "redirects only",
}


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every route as (path pattern, name, view)."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.name or "", entry.callback


def kind_of(view: Any) -> type | str | None:
    """Which kind of the gate a view is, the reason why it stands outside, or None."""
    cls = getattr(view, "view_class", None)
    if cls is not None:
        for kind in (SpacePage, AccountPage, LinkPage, OpenPage, LivePage):
            if issubclass(cls, kind):
                return kind
    module = getattr(cls or view, "__module__", "")
    return next((why for start, why in OUTSIDE_THE_GATE.items() if module.startswith(start)), None)


@register()
def every_route_goes_through_the_gate(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start on a route that is no kind of the gate, on a space's path without SpacePage, or open without a reason."""
    found: list[CheckMessage] = []
    for path, name, view in routes():
        kind = kind_of(view)
        if kind is None:
            found.append(Error(f"{path} ({name}) does not go through the gate.", id="alongside.E001"))
        elif path.startswith("p/<") and kind is not SpacePage:
            found.append(Error(f"{path} lies in a space and must be a SpacePage.", id="alongside.E002"))
        elif kind is OpenPage and not view.view_class.reason:
            found.append(Error(f"{path} is open to all and does not say why.", id="alongside.E003"))
    return found
