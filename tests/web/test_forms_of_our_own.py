"""A form that our own page shows must be taken when a browser sends it."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_a_page_does_not_make_its_own_forms_look_forged() -> None:
    page = Client().get(reverse("account_login"))
    policy = page.headers["Referrer-Policy"]
    assert policy == "same-origin", "with no-referrer browsers send “Origin: null”, and Django refuses every form"
