"""One conversation in two browsers: what one says appears to the other, and both may write at once."""

import pytest
from playwright.sync_api import expect

from alongside.circle.rules import Area
from tests.factories import a_person, a_professional_in, lets_in
from tests.factories.talk import a_conversation
from tests.journeys.visitor import PHONE, Arrives, given, then, when

pytestmark = pytest.mark.journey


def test_a_message_appears_to_the_other_without_loading_the_page_again(arrives: Arrives) -> None:
    with given("Dawn and Hannah both have the conversation open"):
        dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah Reid")
        member = lets_in(dawn, hannah, (Area.STORY,))
        thread = a_conversation(dawn, member, subject="Sleep", words="I wake at three.")
        address = f"/p/{dawn.space}/conversations/{thread}/"
        hers, theirs = arrives(dawn, size=PHONE), arrives(hannah)
        hers.opens(address)
        theirs.opens(address)
        hers.page.evaluate("window.stillHere = true")
    with when("Hannah writes, while Dawn has begun a sentence of her own"):
        hers.page.get_by_label("Your message").fill("And then I cannot")
        theirs.writes("Your message", "What helps you back to sleep?")
        theirs.presses("Send", exact=True)
    with then("it appears to Dawn, on the same page, and her sentence is still there"):
        expect(hers.page.locator("#thread")).to_contain_text("What helps you back to sleep?")
        assert hers.page.evaluate("window.stillHere")
        expect(hers.page.get_by_label("Your message")).to_have_value("And then I cannot")
    with then("Dawn sends hers, and Hannah’s page, which has just sent one, is live still"):
        hers.writes("Your message", "And then I cannot lie down again.")
        hers.presses("Send", exact=True)
        expect(theirs.page.locator("#thread")).to_contain_text("And then I cannot lie down again.")
