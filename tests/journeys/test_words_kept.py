"""Words are not lost: not when the connection goes, and not when a session has ended."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.factories import a_person
from tests.journeys.visitor import PHONE, Arrives, given, then, when

pytestmark = pytest.mark.journey
WORDS = "It began after the second night shift, and nobody asked."


def test_words_typed_without_a_connection_are_kept_and_saved_when_it_is_back(arrives: Arrives) -> None:
    with given("Dawn writes the page of her story on a train"):
        dawn = a_person("Dawn")
        hers = arrives(dawn, size=PHONE)
        hers.opens(f"/p/{dawn.space}/story/part/page/")
    with when("the connection goes while she writes"):
        hers.context.set_offline(True)
        hers.writes("Your story on a page", WORDS)
        expect(hers.page.locator(".kept")).to_contain_text("No connection")
    with then("it comes back, and her words are kept on the server"):
        hers.context.set_offline(False)
        expect(hers.page.locator(".kept")).to_contain_text("Kept safe")
    with then("on another device they stand in the box"):
        other = arrives(dawn)
        other.opens(f"/p/{dawn.space}/story/part/page/")
        expect(other.page.get_by_label("Your story on a page")).to_have_value(WORDS)


def test_words_sent_after_the_session_ended_wait_behind_the_sign_in(arrives: Arrives) -> None:
    with given("Dawn writes for a long time, and her session ends on the way"):
        dawn = a_person("Dawn")
        dawn.account.set_password("quiet-harbour-in-may")
        dawn.account.save()
        hers = arrives(dawn, size=PHONE)
        hers.opens(f"/p/{dawn.space}/story/part/page/")
        hers.page.get_by_label("Your story on a page").fill(WORDS)
        Session.objects.all().delete()
    with when("she saves"):
        hers.presses("Save")
    with then("she is asked to sign in, and told that her words are kept"):
        hers.is_told("Sign in")
        hers.sees("your words are kept for you")
    with when("she signs in"):
        hers.writes("Your e-mail address", dawn.account.email)
        hers.page.locator("input[name=password]").fill("quiet-harbour-in-may")
        hers.presses("Sign in", exact=True)
    with then("she is back on the page, with every word in the box, and can save it"):
        expect(hers.page).to_have_url(re.compile("/story/part/page/"))
        expect(hers.page.get_by_label("Your story on a page")).to_have_value(WORDS)
        hers.presses("Save")
        hers.sees(WORDS)


def test_a_sent_message_is_not_given_back_as_if_it_had_not_been_sent(arrives: Arrives) -> None:
    with given("Dawn starts a conversation"):
        dawn = a_person("Dawn")
        hers = arrives(dawn)
        hers.opens(f"/p/{dawn.space}/conversations/new/")
        hers.writes("What is it about?", "Nights")
        hers.writes("Your message", WORDS)
        hers.presses("Start the conversation")
        hers.is_told("Nights")
    with when("she writes on in it, twice"):
        for words in ("And another thing.", "And a last one."):
            hers.writes("Your message", words)
            hers.presses("Send", exact=True)
            hers.sees(words)
    with then("each box is empty again, here and where the next one starts"):
        expect(hers.page.get_by_label("Your message")).to_have_value("")
        hers.opens(f"/p/{dawn.space}/conversations/new/")
        expect(hers.page.get_by_label("Your message")).to_have_value("")
