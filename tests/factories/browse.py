"""Somebody at a keyboard: a signed-in client, and the words of a page without its tags."""

import html
import re
from uuid import UUID

from django.http import HttpResponseBase
from django.test import Client

from tests.factories import Somebody


def at_a_keyboard(somebody: Somebody | None = None) -> Client:
    """A browser without scripts, signed in as somebody, or as nobody."""
    client = Client()
    if somebody is not None:
        client.force_login(somebody.account)
    return client


def words_of(response: HttpResponseBase) -> str:
    """What the main part of a page says."""
    body = response.content.decode()  # type: ignore[attr-defined]  # a page is never a stream
    main = body.split("<main", 1)[-1].split("</main", 1)[0].split(">", 1)[-1]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main))).strip()


def inside(space: UUID, path: str = "") -> str:
    """The address of a page of a space."""
    return f"/p/{space}/{path}"
