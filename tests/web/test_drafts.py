"""Words not sent yet, on the server: given back to their writer, and not called unsent once their form has landed."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Person, a_person

pytestmark = pytest.mark.django_db


def client_of(dawn: Person) -> Client:
    client = Client()
    client.force_login(dawn.account)
    return client


def form_on(client: Client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    return dict(re.findall(r'name="(draft|once|version)" value="([^"]*)"', html))


def test_words_that_were_not_sent_stand_in_the_box_again() -> None:
    dawn = a_person()
    client = client_of(dawn)
    address = reverse("start_conversation", kwargs={"space_id": dawn.space})
    form = form_on(client, address)
    body = json.dumps({"words": {"words": "The nights are long."}, "once": form["once"]})
    client.post(f"/drafts/{form['draft']}/", body, content_type="application/json")
    assert "The nights are long." in client.get(address).content.decode()


def test_words_a_device_kept_while_their_form_was_on_its_way_do_not_come_back() -> None:
    dawn = a_person()
    client = client_of(dawn)
    address = reverse("start_conversation", kwargs={"space_id": dawn.space})
    form = form_on(client, address)
    sent = client.post(address, {**form, "subject": "Nights", "words": "The nights are long."})
    assert sent.status_code == 302
    body = json.dumps({"words": {"words": "The nights are long."}, "once": form["once"]})
    assert client.post(f"/drafts/{form['draft']}/", body, content_type="application/json").status_code == 200
    assert "The nights are long." not in client.get(address).content.decode()
