"""The carer: takes a code, waits for the yes, sees only what is open, has needs of their own, and may leave."""

import pytest

from tests.factories import a_person
from tests.journeys.visitor import PHONE, Arrives, given, then, when

pytestmark = pytest.mark.journey


def test_a_carer_comes_by_code_sees_what_is_open_and_leaves(arrives: Arrives) -> None:
    with given("Delroy keeps a space, and would like his daughter in it"):
        delroy = a_person("Delroy")
        his = arrives(delroy, size=PHONE)
        his.opens(f"/p/{delroy.space}/story/part/line/")
        his.writes("Your story in a line", "I mend clocks, when my neck lets me.")
        his.picks("The same, but not my carers")
        his.presses("Save")
        his.opens(f"/p/{delroy.space}/story/part/page/")
        his.writes("Your story on a page", "Marcia drives me. The mornings are worst.")
        his.presses("Save")
    with when("he makes an invitation with a code that he gives her himself"):
        his.goes_to("My circle")
        his.follows("Invite somebody")
        his.follows("A carer, family or a friend")
        his.writes("What is their name?", "Marcia")
        his.writes("Who are they to you?", "my daughter")
        his.picks("With a link that I give them myself")
        his.presses("Invite them")
        address = his.page.locator("#the-link").input_value()
    with when("Marcia opens it, makes an account and says yes"):
        hers = arrives(size=PHONE)
        hers.opens(address)
        hers.is_told("Delroy would like you beside them")
        hers.follows("Make an account")
        hers.writes("What shall we call you?", "Marcia Hinds")
        hers.writes("Your e-mail address", "marcia@example.test")
        hers.page.locator("input[name=password1]").fill("clockwork-on-sunday")
        hers.page.locator("input[name=password2]").fill("clockwork-on-sunday")
        hers.presses("Make my account")
        hers.presses("Yes, I would like to")
    with then("she waits, and nothing is open to her yet"):
        hers.sees("Delroy")
        answer = hers.opens(f"/p/{delroy.space}/")
        assert answer is not None
        assert answer.status == 404
    with when("Delroy looks whether it is really her, says yes, and opens the story"):
        his.goes_to("Home")
        his.follows("Marcia Hinds would like to be in your circle")
        his.follows("Marcia Hinds")
        his.is_told("Is this really them?")
        his.presses("Yes, this is them")
        his.picks("Yes", group="May Marcia Hinds read your story?", exact=True)
        his.presses("Go on")
        his.picks("Now", exact=True)
        his.presses("Yes, save this")
    with then("she reads what is open to her, and finds no trace of the rest"):
        hers.opens("/")
        hers.follows("Delroy")
        hers.goes_to("Story")
        hers.sees("Marcia drives me.")
        hers.does_not_see("I mend clocks")
        notes = hers.opens(f"/p/{delroy.space}/notes/")
        assert notes is not None
        assert notes.status == 404
    with when("she writes down what she needs herself, for professionals only"):
        hers.opens(f"/p/{delroy.space}/")
        hers.goes_to("Your own place")
        hers.writes("What do you need?", "One evening a week to myself.")
        hers.picks("The professionals in this circle")
        hers.presses("Write it down")
    with then("it stands on her page, and Delroy does not read it"):
        hers.sees("One evening a week to myself.")
        his.opens(f"/p/{delroy.space}/circle/needs/")
        his.does_not_see("One evening a week")
    with when("she leaves the circle"):
        hers.follows("I want to leave this circle")
        hers.presses("Leave now")
    with then("nothing is open to her any more, and Delroy can see that she left"):
        gone = hers.opens(f"/p/{delroy.space}/")
        assert gone is not None
        assert gone.status == 404
        his.goes_to("My circle")
        his.unfolds("Who was here before")
        his.sees("Left by themselves")
