"""A form that our own page shows must be taken when a browser sends it."""

import re

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_a_page_does_not_make_its_own_forms_look_forged() -> None:
    page = Client().get(reverse("account_login"))
    policy = page.headers["Referrer-Policy"]
    assert policy == "same-origin", "with no-referrer browsers send “Origin: null”, and Django refuses every form"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/answer/?day=2026-11-23", "/answer/"),
        ("https://elsewhere.example/answer/", "/"),
        ("http://testserver.elsewhere.example/answer/", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_is_too_old_leads_back_to_its_own_page_with_what_was_typed(came_from: str, leads_to: str) -> None:
    typed = "Typed with one finger on a bad day."
    late = Client(enforce_csrf_checks=True).post("/answer/", {"code": typed}, headers={"referer": came_from})
    page = late.content.decode()
    assert late.status_code == 403
    assert typed in page
    back = re.search(r'<a class="nhsuk-button[^"]*"[^>]*href="([^"]*)"|href="([^"]*)"[^>]*class="nhsuk-button', page)
    assert back is not None
    assert (back[1] or back[2]) == leads_to
