"""Signing in: with a passkey, with a code from an app, and on a bad day with a code on paper."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.factories import a_person
from tests.journeys.visitor import PHONE, Arrives, Visitor, given, then, when

pytestmark = pytest.mark.journey
PASSWORD = "quiet-harbour-in-may"


def with_password(visitor: Visitor, email: str) -> None:
    visitor.opens("/accounts/login/")
    visitor.writes("Your e-mail address", email)
    visitor.page.locator("input[name=password]").fill(PASSWORD)
    visitor.presses("Sign in", exact=True)


def says_it_is_still_her(visitor: Visitor) -> None:
    """Before the ways in are changed, the password is asked for once more."""
    visitor.is_told("Is it still you?")
    visitor.page.locator("input[name=password]").fill(PASSWORD)
    visitor.presses("Go on")


def signs_out(visitor: Visitor) -> None:
    visitor.presses("Sign out")


def code_now(secret: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_passkey_is_added_and_opens_the_door_without_a_password(arrives: Arrives) -> None:
    with given("Dawn has a phone that knows her by its screen lock"):
        dawn = a_person("Dawn")
        dawn.account.set_password(PASSWORD)
        dawn.account.save()
        hers = arrives(size=PHONE)
        phone = hers.context.new_cdp_session(hers.page)
        phone.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        phone.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        with_password(hers, dawn.account.email)
    with when("she adds a passkey"):
        hers.opens("/account/")
        hers.follows("Passkeys, codes and recovery")
        hers.follows("Add a passkey")
        says_it_is_still_her(hers)
        if hers.page.locator("input[name=passwordless]").count():
            hers.page.locator("input[name=passwordless]").check()
        hers.presses("Add this device")
    with then("the account knows it"):
        hers.opens("/accounts/2fa/")
        hers.sees("You have at least one passkey.")
    with when("she signs out, and comes back with the passkey alone"):
        signs_out(hers)
        hers.opens("/accounts/login/")
        hers.presses("Sign in with a passkey")
    with then("she is in her space"):
        expect(hers.page).to_have_url(re.compile(str(dawn.space)))
        hers.is_told("Your space")


def test_an_app_asks_for_a_code_and_paper_codes_help_when_the_phone_is_lost(arrives: Arrives) -> None:
    with given("Dawn signs in with a password and sets up an app"):
        dawn = a_person("Dawn")
        dawn.account.set_password(PASSWORD)
        dawn.account.save()
        hers = arrives()
        with_password(hers, dawn.account.email)
        hers.opens("/accounts/2fa/")
        hers.follows("Set up an app")
        says_it_is_still_her(hers)
        secret = hers.page.locator("main code").inner_text()
        hers.page.locator("input[name=code]").fill(code_now(secret))
        hers.presses("Use this app")
    with when("she prints her codes for a bad day"):
        hers.opens("/accounts/2fa/")
        hers.follows("recovery codes")
        if hers.page.get_by_role("button", name="Make new codes").count():
            hers.page.wait_for_load_state()
        codes = hers.page.locator("main code").all_inner_texts()
        assert len(codes) >= 5
        signs_out(hers)
    with then("the next time, the password is not enough"):
        with_password(hers, dawn.account.email)
        hers.is_told("One more step")
    with when("the phone is lost, and she gives a paper code"):
        hers.page.locator("input[name=code]").fill(codes[0])
        hers.presses("Go on")
    with then("she is in her space, and the same paper code does not work twice"):
        hers.is_told("Your space")
        signs_out(hers)
        with_password(hers, dawn.account.email)
        hers.page.locator("input[name=code]").fill(codes[0])
        hers.presses("Go on")
        hers.is_told("One more step")
        hers.page.locator("input[name=code]").fill(code_now(secret))
        hers.presses("Go on")
