"""A browser without scripts, for the pages of conversations."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import Person, Somebody


def browser_of(somebody: Somebody) -> Client:
    client = Client()
    client.force_login(somebody.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name: str, person: Person, **more: Any) -> str:
    return reverse(name, kwargs={"space_id": person.space, **more})


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def plain(html: str | HttpResponse) -> str:
    """What stands on the page, without its tags."""
    text = html if isinstance(html, str) else html.content.decode()
    main = text[text.index("<main") : text.index("</main")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def hidden(html: str, name: str, *, what: str = "") -> str:
    """The value of a hidden field, in the form for `what`."""
    if what:
        html = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if f'value="{what}"' in form)
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return found.group(1)


def says(client: Client, address: str, words: str, **more: Any) -> HttpResponse:
    """Fill the box at the foot of the page and send it."""
    html = page(client, address)
    sent: HttpResponse = client.post(
        address, {"what": "message", "words": words, "once": hidden(html, "once", what="message"), **more}
    )
    return sent


def taps(client: Client, address: str, what: str, **more: Any) -> HttpResponse:
    """Press one of the small buttons, with the hidden fields of its form."""
    html = page(client, address)
    fields = {name: hidden(html, name, what=what) for name in ("once", "ask", "version") if _has(html, name, what)}
    sent: HttpResponse = client.post(address, {"what": what, **fields, **more})
    return sent


def _has(html: str, name: str, what: str) -> bool:
    return any(
        f'value="{what}"' in form and f'name="{name}"' in form
        for form in re.findall(r"<form.*?</form>", html, re.DOTALL)
    )


def talk_of(person: Person, thread: UUID) -> str:
    return at("conversation", person, thread_id=thread)
