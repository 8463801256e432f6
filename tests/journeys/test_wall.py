"""A lead and a member of the panel look at the practice wall, and talk about one practice in a room. Everybody is invented."""

import datetime

import pytest
from playwright.sync_api import expect

from tests.journeys.test_every_page import fits_with_large_text
from tests.journeys.visitor import DESK, PHONE, SMALL_PHONE, Arrives, given, then, when
from tests.web.mirror.frozen import AUTUMN, STANDS, SUMMER, a_lead, a_reading, on_the_panel

pytestmark = pytest.mark.journey
PROJECTOR = (1920, 1080)


def test_a_lead_reads_the_wall_and_the_panel_speaks_first_in_the_room(arrives: Arrives) -> None:
    with given("two readings of an invented service, and somebody on its panel who lives with both"):
        pauline = a_lead("Pauline")
        noreen = on_the_panel(pauline, "Noreen")
        a_reading(pauline.service.pk, SUMMER)
        a_reading(pauline.service.pk, AUTUMN)
        home = f"/s/{pauline.service.slug}/"
    with when("the lead opens the wall"):
        hers = arrives(pauline, size=DESK)
        hers.opens(home)
    with then("she reads who was heard, how sure it is, and what to talk about first"):
        hers.is_told("What we see")
        hers.sees("We heard from about 30 people and 14 members of staff.")
        hers.sees("Talk about these first")
        hers.unfolds("The same as a table")
        hers.looks()
    with when("she looks only at one moment, then at the first practice"):
        hers.unfolds("Only one moment")
        hers.follows("Deciding together")
        hers.follows("Options compared fairly")
        hers.sees("Staff say it happens. People do not feel it.")
    with when("she brings it to a conversation in a room with a projector"):
        hers.page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
        hers.follows("Bring to conversation")
        hers.does_not_see("about 30 answers")
        hers.follows("Start with those who live with it")
        hers.does_not_see("about 30 answers")
        hers.follows("We have guessed. Let us look")
    with then("the view of people stands there, and no other"):
        hers.sees("about 30 answers: 12 yes, 9 partly, 9 no")
        hers.does_not_see("about 14 answers")
        hers.follows("Go on to staff")
        hers.does_not_see("about 14 answers")
        hers.follows("We have guessed. Let us look")
        hers.sees("about 14 answers")
        hers.does_not_see("contacts:")
        hers.follows("Go on to what is written down")
        hers.follows("We have guessed. Let us look")
        hers.sees("about 50 contacts")
        hers.follows("Go on to the three questions")
        hers.sees("What do we not know?")
    with when("Noreen writes down what they decided, on her phone, and forgets the decision itself"):
        theirs = arrives(noreen, size=PHONE)
        theirs.opens(f"{home}practice/{STANDS}/talk/decision/")
        theirs.writes("What surprises us?", "That staff are so sure.")
        theirs.presses("Write it down")
    with then("she is asked kindly, and her words are still there"):
        theirs.sees("Please write what you decided.")
        expect(theirs.page.get_by_label("What surprises us?")).to_have_value("That staff are so sure.")
    with when("she writes it, and who saw it differently"):
        theirs.writes("What did we decide?", "We print both options side by side.")
        theirs.writes("Who sees it differently, and how?", "One of us thinks it is decided before anybody sits down.")
        theirs.gives_day("On which day did you talk?", datetime.date.today())
        theirs.presses("Write it down")
    with then("both of them read it"):
        theirs.sees("We print both options side by side.")
        hers.opens(f"{home}talks/")
        hers.sees("One of us thinks it is decided before anybody sits down.")


def test_the_wall_is_read_on_a_small_phone_by_keyboard_and_without_scripts(arrives: Arrives) -> None:
    with given("a reading"):
        pauline = a_lead("Pauline")
        a_reading(pauline.service.pk)
        home = f"/s/{pauline.service.slug}/"
    pages = (
        "",
        "?order=moments",
        "readings/",
        "not-heard/",
        f"practice/{STANDS}/",
        f"practice/{STANDS}/talk/record/open/",
    )
    with when("she comes with a small phone, large text, in the dark"):
        hers = arrives(pauline, size=SMALL_PHONE, color_scheme="dark")
        for page in pages:
            hers.opens(home + page)
            fits_with_large_text(hers)
    with when("scripts are off"):
        quiet = arrives(pauline, size=PHONE, javascript=False)
        quiet.opens(home)
        quiet.follows("By moment")
        quiet.follows("Options compared fairly")
        quiet.follows("Bring to conversation")
        quiet.sees("Whoever lives with it speaks first.")
    with when("there is no mouse"):
        keys = arrives(pauline, size=DESK)
        keys.opens(f"{home}practice/{STANDS}/talk/")
        keys.page.get_by_role("button", name="Start with those who live with it").first.focus()
        with keys.page.expect_navigation(wait_until="load"):
            keys.page.keyboard.press("Enter")
        keys.is_told("First: those who live with it")
