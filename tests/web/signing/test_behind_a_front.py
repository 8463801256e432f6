"""Behind a front every visitor comes from the front's own address: one who guesses must not shut out the others."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import an_account
from tests.factories.browse import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


def tries(visitor: str, email: str, password: str) -> str:
    """What somebody meets who tries to sign in, with what the front says of where they come from."""
    said = {"login": email, "password": password}
    answer = Client().post("/accounts/login/", said, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=visitor)
    return "in" if answer.status_code == 302 else words_of(answer)


def test_somebody_who_guesses_is_slowed_down_and_nobody_else(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    account = an_account("Dawn")
    account.set_password("hand on the blue railing")
    account.save()
    guesses = [tries("192.0.2.1", f"guess-{number}@example.test", "a guess") for number in range(14)]
    assert "do not fit together" in guesses[0]
    assert "Too many failed" in guesses[-1]
    # What a visitor says of themselves before the front adds its own counts for nothing.
    assert "Too many failed" in tries("198.51.100.7, 192.0.2.1", "guess@example.test", "a guess")
    assert tries("198.51.100.7", account.email, "hand on the blue railing") == "in"
