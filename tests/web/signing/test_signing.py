"""Signing in and out, the account, and a session that ends while somebody writes."""

import json

import pytest
from django.core import mail
from django.test import Client

from alongside.core.viewer import bound
from alongside.web.gate import DRAFT_SALT
from tests.factories import a_person, an_account
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long quiet sentence 7"


def test_somebody_signs_up_opens_a_space_and_nothing_is_sent() -> None:
    client = Client()
    client.post(
        "/accounts/signup/",
        {"called": "Mal", "email": "mal@example.test", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert "Hello Mal" in words_of(client.get("/"))
    sent = client.post("/")
    assert sent["Location"].startswith("/p/")
    assert client.get(sent["Location"]).status_code == 200
    assert mail.outbox == []


def test_a_wrong_password_gets_a_sentence_and_no_hint_whether_the_account_exists() -> None:
    account = an_account("Mal")
    answers = [
        words_of(Client().post("/accounts/login/", {"login": email, "password": "wrong words here"})).replace(email, "")
        for email in (account.email, "nobody@example.test")
    ]
    assert answers[0] == answers[1]


def test_words_typed_when_the_session_ended_are_there_after_signing_in_again() -> None:
    dawn = a_person("Dawn")
    client = at_a_keyboard(dawn)
    page = client.get(inside(dawn.space, "unknowns/new/")).content.decode()
    token = page.split('name="draft" value="')[1].split('"')[0]
    client.logout()

    sent = client.post(inside(dawn.space, "unknowns/new/"), {"question": "What if I lose this?", "draft": token})
    assert sent["Location"].startswith("/accounts/login/")

    client.force_login(dawn.account)
    assert "What if I lose this?" in client.get(inside(dawn.space, "unknowns/new/")).content.decode()


def test_somebody_else_who_signs_in_next_does_not_get_those_words() -> None:
    dawn, other = a_person("Dawn"), a_person("Other")
    client = at_a_keyboard(dawn)
    page = client.get(inside(dawn.space, "unknowns/new/")).content.decode()
    token = page.split('name="draft" value="')[1].split('"')[0]
    client.logout()
    client.post(inside(dawn.space, "unknowns/new/"), {"question": "Only for me", "draft": token})
    client.force_login(other.account)
    assert client.get(inside(dawn.space, "unknowns/new/")).status_code == 404
    assert "Only for me" not in client.get(inside(other.space, "unknowns/new/")).content.decode()


def test_autosave_keeps_words_for_their_writer_and_forgets_them_once_sent() -> None:
    dawn = a_person("Dawn")
    client = at_a_keyboard(dawn)
    address = inside(dawn.space, "unknowns/new/")
    token = client.get(address).content.decode().split('name="draft" value="')[1].split('"')[0]
    kept = client.post(
        f"/drafts/{token}/", json.dumps({"words": {"question": "Half a thought"}}), content_type="application/json"
    )
    assert "kept_at" in kept.json()
    assert "Half a thought" in client.get(address).content.decode()
    client.post(address, {"question": "A whole thought"})
    assert "Half a thought" not in client.get(address).content.decode()


def test_a_draft_place_cannot_be_made_up() -> None:
    dawn = a_person("Dawn")
    answer = at_a_keyboard(dawn).post("/drafts/made-up/", "{}", content_type="application/json")
    assert answer.status_code == 400
    assert DRAFT_SALT
    assert bound


def test_the_demo_buttons_do_not_exist_outside_the_demo() -> None:
    account = an_account("Invented")
    assert Client().post("/demo/sign-in/", {"account": str(account.pk)}).status_code == 404
    assert "Be Invented" not in Client().get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/account/",
        "/account/devices/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/logout/",
        "/accounts/reauthenticate/",
        "/cannot-get-in/",
        "/accounts/password/reset/",
    ],
)
def test_every_page_of_the_account_opens(address: str) -> None:
    client = Client()
    client.post(
        "/accounts/signup/",
        {"called": "Mal", "email": "mal@example.test", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert client.get(address, follow=True).status_code == 200


def test_name_and_notices_are_chosen_and_nothing_is_on_before() -> None:
    account = an_account("Mal")
    client = Client()
    client.force_login(account)
    assert account.notices == "none"
    client.post("/account/", {"called": "Mal M.", "notices": "email", "notice_words": "Reminder"})
    account.refresh_from_db()
    assert (account.called, account.notices, account.notice_words) == ("Mal M.", "email", "Reminder")


def test_a_letter_about_signing_in_says_only_what_it_must() -> None:
    account = an_account("Mal")
    for email in (account.email, "nobody@example.test"):
        Client().post("/accounts/password/reset/", {"email": email})
    (letter,) = mail.outbox  # an address that belongs to nobody here hears nothing
    assert letter.subject == "The link you asked for"
    assert "/accounts/password/reset/key/" in letter.body
    assert "you need do nothing" in letter.body
    for word in ("pain", "mental", "space", "Alongside", "example.com", "Mal"):
        assert word not in letter.body
