"""A lead tries something with her team, the panel signs, and those who spoke are told, on a public page. Everybody is invented."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from alongside.choosing.actions import priorities
from alongside.listening.actions import stories
from alongside.people import actions as people
from alongside.people.rules import Constituency
from tests.factories import Somebody, a_person, seen_by
from tests.journeys.test_every_page import fits_with_large_text
from tests.journeys.visitor import DESK, PHONE, SMALL_PHONE, Arrives, given, then, when
from tests.web.mirror.frozen import AUTUMN, a_lead, a_reading, on_the_panel

pytestmark = pytest.mark.journey
TODAY = datetime.date.today()


def weeks_ago(number: int) -> datetime.date:
    return TODAY - datetime.timedelta(weeks=number)


def test_from_an_idea_to_what_those_who_spoke_are_told(arrives: Arrives) -> None:
    with given("a service that set out to give people time, and somebody who told it why"):
        pauline = a_lead("Pauline")
        noreen, delroy = on_the_panel(pauline, "Noreen"), on_the_panel(pauline, "Delroy")
        dawn = a_person("Dawn")
        service = pauline.service.pk
        a_reading(service, AUTUMN)
        with seen_by(dawn.viewer):
            stories.tell(service=service, words="I signed with a queue behind me.", by=dawn.viewer)
        with seen_by(pauline.viewer):
            priorities.set_out(
                service=service, thing="P4.5", reason="Many sign in a hurry.", dissent="", by=pauline.viewer
            )
        home = f"/s/{pauline.service.slug}/"
    with when("the lead takes on an idea"):
        hers = arrives(pauline, size=DESK)
        hers.opens(f"{home}changes/")
        hers.follows("Try something")
        hers.picks("Time to take it in")
        hers.writes("What do you want to try?", "The paper first, a call later")
        hers.writes("Why do you think that it will help?", "Words need days to sink in.")
        hers.presses("Begin")
        hers.is_told("The paper first, a call later")
    with when("she says what she counts, and pastes what she has counted so far"):
        hers.unfolds("Count something else")
        hers.writes("What do you count?", "Rung within three days")
        hers.picks("Whether we do it")
        hers.presses("Add the measure")
        hers.follows("Rung within three days", exact=True)
        hers.follows("Paste counts from a spreadsheet")
        lines = [f"{weeks_ago(n):%d/%m/%Y}\t{2 + n % 2}\t9" for n in range(6, 0, -1)]
        hers.writes("Your lines", "\n".join(["Week\tRung\tAll", *lines, "last Friday\t2\t9"]))
        hers.presses("Look at it first")
    with then("the line that cannot be read is named, and nothing is lost"):
        hers.sees("We cannot read the day")
        expect(hers.page.get_by_label("Your lines")).to_have_value(re.compile("last Friday"))
    with when("she leaves it out"):
        hers.presses("Leave those lines out and enter the others")
        hers.sees("6 days are entered.")
        hers.sees("If nothing had changed at all")
        hers.follows("As your board sees it")
        hers.presses("Show everybody this kind first")
        hers.follows("Suits few answers")
        hers.presses("Show everybody this kind first")
        hers.follows("Back to this change")
    with when("she plans a small test and forgets to say what she expects"):
        hers.writes("What exactly will you try?", "Two people, one week.")
        hers.presses("Keep the plan")
        hers.presses("Begin the test")
    with then("she is asked for it, and cannot go on without"):
        hers.sees("Say what you expect before you begin. A guess is enough.")
        hers.does_not_see("That is what happened")
    with when("she says it"):
        hers.picks("Rung within three days")
        hers.picks("goes up")
        hers.writes("By how much?", "30")
        hers.gives_day("By when?", TODAY + datetime.timedelta(days=30))
        hers.presses("Begin the test")
        hers.sees("goes up by 30 in a hundred")
    with when("the week is over, and counted"):
        hers.follows("Enter counts, note what happened")
        hers.unfolds("Enter a count")
        hers.gives_day("On which day?", TODAY)
        hers.writes("How many were so?", "8")
        hers.writes("Of how many?", "9")
        hers.presses("Enter it")
        hers.sees("Test 1 began")
        hers.follows("Back to this change")
        hers.writes("What happened?", "Eight were rung, one on a train.")
        hers.presses("That is what happened")
    with then("the counts stand beside what she expected, with a hint that chooses nothing"):
        hers.sees("Before: 15 of 54. Since then: 8 of 9.")
        hers.sees("The counts alone look like “As we expected”")
        expect(hers.page.locator("input[type=radio][name=says]:checked")).to_have_count(0)
    with when("she says what it means"):
        hers.writes("What did you learn?", "Ask when to ring.")
        hers.picks("Partly as we expected")
        hers.writes("Why do you say so?", "It is one week.")
        hers.presses("Let the panel look")
        hers.picks("Keep it")
        hers.writes("Why?", "It is small, and it helps.", exact=True)
        hers.presses("That is what we do")
        hers.sees("It is small, and it helps.")
        hers.sees("Kept")
    with when("two of the panel sign, one of them on a phone"):
        for member, size in ((noreen, PHONE), (delroy, DESK)):
            theirs = arrives(member, size=size)
            theirs.opens(f"{home}changes/")
            theirs.follows("The paper first, a call later")
            theirs.picks("Yes, I sign")
            theirs.presses("Send what I chose")
    with then("the finding stands"):
        hers.opens(f"{home}changes/")
        hers.follows("The paper first, a call later")
        hers.sees("Signed by the panel")
    with when("the lead writes what came of it, and wants to tell it at once"):
        hers.opens(f"{home}told-back/")
        hers.unfolds("Write what came of it")
        hers.picks("We did it")
        hers.writes("What you tell those who spoke", "You get the paper first, and somebody rings before you decide.")
        hers.presses("Keep it")
        hers.sees("one of the panel reads it first")
        expect(hers.page.get_by_role("button", name="Tell it now")).to_have_count(0)
    with when("somebody of the panel has read it"):
        theirs.opens(f"{home}told-back/")
        theirs.presses("I have checked it")
        hers.opens(f"{home}told-back/")
        hers.presses("Tell it now")
        hers.sees("With this, it is brought to an end.")
    with then("everybody can read it, and Dawn finds a line about it at home until she opens it"):
        anybody = arrives(None, size=PHONE)
        anybody.opens(f"/told-back/{pauline.service.slug}/")
        anybody.sees("somebody rings before you decide")
        at_home = arrives(dawn, size=PHONE)
        at_home.opens(f"/p/{dawn.space}/")
        at_home.follows("A service says what came of what people told it")
        at_home.sees("somebody rings before you decide")
        at_home.opens(f"/p/{dawn.space}/")
        at_home.does_not_see("A service says what came of what people told it")
    with when("it turns out not to be so on Fridays"):
        hers.follows("Correct it")
        hers.picks("We did part of it")
        hers.writes("What you tell those who spoke", "You get the paper first. On Fridays nobody rings yet.")
        hers.presses("Keep it")
        theirs.opens(f"{home}told-back/")
        theirs.presses("I have checked it")
        hers.opens(f"{home}told-back/")
        hers.presses("Tell it now")
    with then("the old words stay under the new ones, and the ledger holds all of it"):
        anybody.opens(f"/told-back/{pauline.service.slug}/")
        anybody.sees("On Fridays nobody rings yet.")
        anybody.unfolds("What was told before")
        anybody.sees("somebody rings before you decide")
        hers.opens(f"{home}changes/ledger/")
        hers.sees("Partly as we expected")
        hers.sees("We did part of it")
        small = arrives(noreen, size=SMALL_PHONE, color_scheme="dark")
        for page in ("changes/ledger/", "changes/", "told-back/"):
            small.opens(home + page)
            fits_with_large_text(small)


def test_a_test_is_left_without_a_script_and_the_change_goes_on(arrives: Arrives) -> None:
    with given("a nurse with an idea and a phone without scripts"):
        pauline = a_lead("Pauline")
        sits_too(pauline)
        with seen_by(pauline.viewer):
            priorities.set_out(
                service=pauline.service.pk, thing="P2.1", reason="Many said it.", dissent="", by=pauline.viewer
            )
        hers = arrives(pauline, size=SMALL_PHONE, javascript=False)
    with when("she tries a box in the diary, and it does not help"):
        hers.opens(f"/s/{pauline.service.slug}/changes/new/")
        hers.page.get_by_role("radio").first.check()
        hers.writes("What do you want to try?", "A box in the diary")
        hers.writes("Why do you think that it will help?", "What has a box gets done.")
        hers.presses("Begin")
        hers.writes("What exactly will you try?", "A fortnight.")
        hers.presses("Keep the plan")
        hers.picks("What people say of", group="Which measure?")
        hers.picks("goes up")
        hers.writes("By how much?", "20")
        hers.gives_day("By when?", TODAY + datetime.timedelta(days=14))
        hers.presses("Begin the test")
        hers.writes("What happened?", "We ticked it in the corridor.")
        hers.presses("That is what happened")
        hers.writes("What did you learn?", "A box asks for a tick.")
        hers.picks("Not as we expected")
        hers.writes("Why do you say so?", "Nobody read more.")
        hers.presses("Let the panel look")
        hers.picks("Leave this test")
        hers.writes("Why?", "It asks for a tick.", exact=True)
        hers.presses("That is what we do")
    with then("she cannot sign it herself, the change is still being tried, and she may leave it with a reason"):
        hers.does_not_see("Do you see it like this?")
        hers.sees("Being tried")
        hers.unfolds("Leave this change")
        hers.presses("Leave it", exact=True)
        hers.sees("Why do you leave it?")
        hers.writes("Why do you leave it?", "We look for ten minutes instead.")
        hers.presses("Leave it", exact=True)
        hers.sees("It was left on")


def sits_too(lead: Somebody) -> None:
    """The lead has a seat on the panel as well."""
    seat = people.offer_seat(
        account=lead.account.pk, service=lead.service.pk, constituency=Constituency.STAFF, by=lead.viewer
    )
    people.answer_seat(seat=seat.pk, says_yes=True, by=lead.viewer)
