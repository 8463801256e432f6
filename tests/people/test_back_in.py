"""Somebody lost every way to sign in. They are let back in, by two, after a day, told everywhere; and nobody else gets in by it."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.jobs import back_in
from alongside.people import actions as people
from alongside.people import rules
from alongside.people.models import Account, LetBackIn
from alongside.people.rules import PlatformRole
from tests.factories import Somebody, a_person, a_professional_in, an_account
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db

PAGE = "/administration/let-back-in/"
# Moments stand on the page to the minute: two that were asked one after the other may have another one.
MOMENT = re.compile(r"\w+day \d+ \w+( \d{4})? at (\d+(:\d\d)?[ap]m|midday|midnight)")


@pytest.fixture(autouse=True)
def post_box(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def a_day_passes() -> None:
    """Rather than the database's clock, what waits is moved back by a day."""
    for row in LetBackIn.objects.exclude(ready_at=None):
        LetBackIn.objects.filter(pk=row.pk).update(ready_at=row.ready_at - timedelta(hours=24))


def an_administrator(name: str) -> tuple[Account, Client]:
    account = an_account(name)
    people.hold_role(account=account.pk, role=PlatformRole.ADMINISTRATOR)
    client = Client()
    client.force_login(account)
    return account, client


def locked_out(somebody: Somebody) -> None:
    """Give them a password, an app and paper codes: all of it is what they lost."""
    somebody.account.set_password("lost and forgotten words")
    somebody.account.save()
    TOTP.activate(somebody.account, generate_totp_secret())
    RecoveryCodes.activate(somebody.account)


def asks(client: Client, email: str) -> str:
    return words_of(client.post(PAGE, {"what": "ask", "email": email}, follow=True))


def agrees(client: Client, email: str):
    which = LetBackIn.objects.get(email=email, over_at=None).pk
    return client.post(PAGE, {"what": "agree", "which": which}, follow=True)


def can_sign_in(somebody: Somebody, password: str) -> bool:
    answer = Client().post("/accounts/login/", {"login": somebody.account.email, "password": password})
    return answer.status_code == 302 and "/accounts/" not in answer["Location"]


def test_two_administrators_and_a_day_later_a_new_password_is_all_that_is_needed() -> None:
    dawn = a_person("Dawn")
    locked_out(dawn)
    _ada, first = an_administrator("Ada")
    _bea, second = an_administrator("Bea")
    asks(first, dawn.account.email.upper())
    agrees(second, dawn.account.email)
    a_day_passes()
    call_command("keep_promises", verbosity=0)
    dawn.account.refresh_from_db()
    assert not is_mfa_enabled(dawn.account)
    assert not can_sign_in(dawn, "lost and forgotten words"), "the old password alone must not open the door now"
    Client().post("/accounts/password/reset/", {"email": dawn.account.email})
    link = next(line for line in mail.outbox[-1].body.split() if "/accounts/password/reset/key/" in line)
    browser = Client()
    form = browser.get(link.split("testserver", 1)[-1], follow=True)
    new = {"password1": "hand on the blue railing", "password2": "hand on the blue railing"}
    browser.post(form.redirect_chain[-1][0], new)
    assert can_sign_in(dawn, "hand on the blue railing")


def test_before_the_day_is_over_nothing_changes_and_the_queue_cannot_hurry_it() -> None:
    dawn = a_person("Dawn")
    locked_out(dawn)
    _ada, first = an_administrator("Ada")
    _bea, second = an_administrator("Bea")
    asks(first, dawn.account.email)
    agrees(second, dawn.account.email)
    row = LetBackIn.objects.get()
    assert row.ready_at - row.agreed_at == rules.BACK_IN_WAITS == timedelta(hours=24)
    assert back_in.let_in(which=str(row.pk)) is False
    assert back_in.let_in_all_due() == 0
    assert is_mfa_enabled(dawn.account)


def test_one_administrator_alone_lets_nobody_in() -> None:
    dawn = a_person("Dawn")
    locked_out(dawn)
    ada, first = an_administrator("Ada")
    asks(first, dawn.account.email)
    refused = agrees(first, dawn.account.email)
    assert refused.status_code == 409
    assert "somebody else must agree" in words_of(refused)
    assert "I rang too" not in words_of(first.get(PAGE))
    call_command("keep_promises", verbosity=0)
    assert is_mfa_enabled(dawn.account)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetBackIn.objects.update(agreed_by=ada)


def test_nobody_lets_themselves_in() -> None:
    ada, first = an_administrator("Ada")
    bea, second = an_administrator("Bea")
    assert "signed in with this address yourself" in asks(first, ada.email)
    asks(first, bea.email)
    assert agrees(second, bea.email).status_code == 409


@pytest.mark.parametrize("who", ["a person", "a professional", "nobody"])
def test_the_page_is_there_for_administrators_only(who: str) -> None:
    browser = {
        "a person": lambda: at_a_keyboard(a_person()),
        "a professional": lambda: at_a_keyboard(a_professional_in()),
        "nobody": at_a_keyboard,
    }[who]()
    for answer in (browser.get(PAGE), browser.post(PAGE, {"what": "ask", "email": "a@example.test"})):
        assert answer.status_code == (302 if who == "nobody" else 404)
    assert not LetBackIn.objects.exists()


def test_an_address_that_nobody_has_looks_the_same_to_the_end() -> None:
    dawn = a_person("Dawn")
    said = {}
    for email in (dawn.account.email, "nobody-has-this@example.test"):
        _ada, first = an_administrator("Ada")
        _bea, second = an_administrator("Bea")
        seen = [asks(first, email), words_of(agrees(second, email))]
        a_day_passes()
        call_command("keep_promises", verbosity=0)
        seen.append(words_of(first.get(PAGE)))
        said[email] = [MOMENT.sub("then", one.replace(email, "the address")) for one in seen]
    one, other = said.values()
    assert one == other
    assert "Ada asked, then." in one[0]
    assert "Bea agreed. Ready then." in one[1]
    assert {address for message in mail.outbox for address in message.to} == {dawn.account.email}


def test_the_person_is_told_by_mail_on_their_next_page_and_in_their_log() -> None:
    dawn = a_person("Dawn")
    _ada, first = an_administrator("Ada")
    _bea, second = an_administrator("Bea")
    asks(first, dawn.account.email)
    agrees(second, dawn.account.email)
    [letter] = mail.outbox
    assert letter.to == [dawn.account.email]
    assert "If it was not you, sign in and stop it" in letter.body
    assert "Dawn" not in letter.body + letter.subject
    browser = at_a_keyboard(dawn)
    assert "Somebody asked that you be let in again" in words_of(browser.get(inside(dawn.space)))
    looks = words_of(browser.get(inside(dawn.space, "looks/?own=1")))
    assert "Ada, administrator of this site asked that you be let in again" in looks
    assert "Bea, administrator of this site agreed that you be let in again after a day" in looks


def test_whoever_is_signed_in_stops_it_with_one_button() -> None:
    dawn = a_person("Dawn")
    locked_out(dawn)
    _ada, first = an_administrator("Ada")
    _bea, second = an_administrator("Bea")
    asks(first, dawn.account.email)
    agrees(second, dawn.account.email)
    a_day_passes()
    browser = at_a_keyboard(dawn)
    assert "Stop it" in words_of(browser.get("/account/back-in/"))
    assert "Everything is as it was" in words_of(browser.post("/account/back-in/", follow=True))
    call_command("keep_promises", verbosity=0)
    assert is_mfa_enabled(dawn.account)
    assert can_still_open(browser, dawn.space)
    assert "You stopped being let in again" in words_of(browser.get(inside(dawn.space, "looks/?own=1")))


def can_still_open(browser: Client, space: object) -> bool:
    return browser.get(f"/p/{space}/").status_code == 200


def test_every_session_ends_with_the_old_password() -> None:
    dawn = a_person("Dawn")
    browser = at_a_keyboard(dawn)
    assert can_still_open(browser, dawn.space)
    _ada, first = an_administrator("Ada")
    _bea, second = an_administrator("Bea")
    asks(first, dawn.account.email)
    agrees(second, dawn.account.email)
    a_day_passes()
    call_command("keep_promises", verbosity=0)
    assert browser.get(inside(dawn.space)).status_code == 302


def test_an_administrator_with_doubts_takes_it_back() -> None:
    dawn = a_person("Dawn")
    locked_out(dawn)
    _ada, first = an_administrator("Ada")
    _bea, second = an_administrator("Bea")
    asks(first, dawn.account.email)
    agrees(second, dawn.account.email)
    a_day_passes()
    first.post(PAGE, {"what": "back", "which": LetBackIn.objects.get().pk})
    call_command("keep_promises", verbosity=0)
    assert is_mfa_enabled(dawn.account)


def test_what_nobody_agreed_to_in_a_week_counts_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    dawn = a_person("Dawn")
    _ada, first = an_administrator("Ada")
    _bea, second = an_administrator("Bea")
    asks(first, dawn.account.email)
    monkeypatch.setattr("alongside.people.actions.BACK_IN_LAPSES", timedelta(0))
    assert agrees(second, dawn.account.email).status_code == 409
    asks(second, dawn.account.email)
    assert LetBackIn.objects.filter(over_at=None).count() == 1


def test_an_administrator_needs_a_second_step_to_sign_in_like_all_staff(settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    _ada, first = an_administrator("Ada")
    assert first.get(PAGE)["Location"].endswith("/accounts/2fa/")
