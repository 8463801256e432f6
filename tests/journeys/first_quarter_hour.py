"""The steps of docs/tutorials/first-walk.md, one after the other, on the demo. Called by the test of the first walk, which has one running.

Change a step here and there together.
"""

import re

from playwright.sync_api import Browser

from tests.journeys.visitor import DESK, Visitor, then, when

LATE = "When does the pain programme start?"
ANSWER = "There is an afternoon group from 9 March. A place is kept for you until you say."


def becomes(visitor: Visitor, name: str) -> str:
    """Choose whom to be, as the sign-in page of the demo offers it. Gives the address where they land."""
    visitor.opens("/accounts/login/")
    visitor._go(visitor.page.get_by_role("button", name=re.compile(name)).first)
    return visitor.page.url


def a_quarter_of_an_hour(browser: Browser, site: str) -> None:
    """Two windows: one is Dawn, the other is first Siobhan, then Moses, then somebody outside."""
    dawn, other = Visitor(browser, site, size=DESK), Visitor(browser, site, size=DESK)
    space = becomes(dawn, "Dawn").removeprefix(site)
    with when("1. Dawn reads what Hannah understood, and says yes"):
        dawn.follows("Dr Hannah Feldman wrote what they understood of your story")
        dawn.picks("Yes, that is it")
        dawn.presses("Send my answer")
        dawn.goes_to("My story")
        dawn.does_not_see("Say yes, or put it right")
    with when("2. she looks at her story through Moses's eyes, and closes her notes to him"):
        dawn.goes_to("My circle")
        dawn.follows("Moses Kiplagat")
        dawn.sees("Moses Kiplagat can read what your notes say")
        dawn.follows("See it as they see it")
        dawn.sees("It does not count as a look of theirs")
        dawn.goes_to("My circle")
        dawn.follows("Moses Kiplagat")
        dawn.follows("Change what they can see")
        dawn.picks("No", group="May Moses Kiplagat read what your notes say?", exact=True)
        dawn.presses("Go on")
        dawn.sees("Moses Kiplagat cannot read what your notes say")
    with then("Moses finds no door to them, and no gap where it was"):
        becomes(other, "Moses")
        other.follows("Dawn Ellery")
        other.does_not_see("Notes")
        gone = other.opens(f"{space}notes/")
        assert gone is not None
        assert gone.status == 404
    with when("3. Siobhan answers what is late"):
        other.opens("/accounts/logout/")
        other.presses("Sign out")
        becomes(other, "Siobhan")
        other.sees("Late")
        other.follows(LATE)
        other.sees("This is late")
        other.picks("I was told", group="Does this answer what you were asked?")
        other.writes("Your message", ANSWER)
        other.presses("Send", exact=True)
        other.does_not_see("This is late")
    with then("4. Dawn sees that it is answered, and by whom; her list of looks says that Siobhan was there"):
        dawn.goes_to("Conversations")
        dawn.follows(LATE)
        dawn.sees(ANSWER)
        dawn.sees("Answered")
        dawn.goes_to("Who looked")
        dawn.sees(re.compile(r"Siobhan Doyle, Pain nurse, Headland Pain Service read a conversation"))
    with when("5. Dawn lets somebody outside answer, by a link"):
        dawn.goes_to("Conversations")
        dawn.follows("Naproxen is still on my list")
        dawn.follows("See, add or let go")
        dawn.follows("Make a link")
        dawn.writes("Who is it for?", "Dr Okoro")
        dawn.picks("One week")
        dawn.presses("Make the link")
        link = re.search(r"https?://\S+/reply/[\w-]+/", dawn.page.locator("main").inner_text())
        assert link is not None, dawn.page.locator("main").inner_text()
        outside = Visitor(browser, site, size=DESK)
        outside.opens(link[0].removeprefix(site))
        outside.sees("Naproxen is still on my list")
        outside.does_not_see("Three in the morning")
        outside.leaves()
    with when("6. Dawn pauses everything"):
        dawn.goes_to("My circle")
        dawn.presses("Pause all sharing")
        dawn.sees("All sharing is paused")
    with then("to Siobhan it looks as if Dawn's space were not there, until Dawn shares again"):
        other.opens("/")
        other.does_not_see("Dawn Ellery")
        dawn.presses("Share again as before")
        other.opens("/")
        other.sees("Dawn Ellery")
    with when("7. Dawn marks a line of her notes, and takes everything along"):
        dawn.goes_to("What my notes say")
        dawn.sees("Fibromyalgia")
        dawn.sees("Not certain, the notes say")
        dawn.opens(space)
        dawn.follows("Take everything along, or leave")
        dawn.sees("Take everything along")
    with then("8. one button leaves the page at once"):
        assert dawn.page.locator("a.leave").is_visible()
    dawn.leaves()
    other.leaves()
