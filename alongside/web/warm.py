"""What a server does before its first page, so that nobody's first look pays for it. It reads no table and looks as nobody.

The addresses bring the code of every page; the charts bring heavy arithmetic; the frame and the wall stand for the templates.
"""

from importlib import import_module

from django.template import engines
from django.urls import get_resolver

# Each is on the way to almost every page of a person's space or of a service. The rest is read when it is first asked for.
FRAMES = ("layout.html", "home/home.html", "mirror/wall.html", "mirror/practice.html")
HEAVY = ("alongside.insight.charts",)


def warm() -> None:
    """Read once what first pages would read. Called as a server starts, before its processes part."""
    get_resolver().url_patterns  # noqa: B018  # asking is what loads them
    for room in HEAVY:
        import_module(room)
    for name in FRAMES:
        engines["jinja2"].get_template(name)
