"""A browser without scripts, signed in as somebody."""

from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from alongside.circle.rules import Area
from tests.factories import Person, Somebody


def signed_in(somebody: Somebody) -> Client:
    client = Client()
    client.force_login(somebody.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs)


def words(response: Any) -> str:
    """What the page says, with its signs as people see them."""
    return unescape(response.content.decode())


def choices(**opened: str) -> dict[str, str]:
    """The consent form with every area on no, but for these."""
    return {**{area.value: "no" for area in Area}, **opened}


def open_now(person: Person, member: Any, **opened: str) -> None:
    where = at("circle_consent", space_id=person.space, member_id=member)
    sent = signed_in(person).post(where, {**choices(**opened), "step": "sure", "begins": "now"})
    assert sent.status_code == 302, words(sent)
