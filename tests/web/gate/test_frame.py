"""The frame says something on every page: what a page tells its own template must not be hidden behind that."""

import ast
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from alongside import web
from alongside.web.frame import frame

# What the frame adds on pages of a space and of a service.
ON_SOME_PAGES = {"space_id", "is_holder", "emergency", "moment_panel", "service_name"}


def test_no_page_gives_its_template_a_name_that_the_frame_gives_as_well():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    taken = set(frame(request)) | ON_SOME_PAGES
    hidden = [
        f"{path.name}:{call.lineno} {given.arg}"
        for path in sorted(Path(web.__file__).parent.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "show"
        for given in call.keywords
        if given.arg in taken
    ]
    assert hidden == []
