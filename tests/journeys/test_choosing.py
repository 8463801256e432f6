"""A lead opens a round, people choose by code and account, and nobody sees a thing before it closes. Everybody is invented."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_listening import SIZES, whoever
from tests.journeys.visitor import SMALL_PHONE, Arrives, Visitor, given, then, when
from tests.listening.here import Here, a_service_that_listens

pytestmark = pytest.mark.journey


def chooses(visitor: Visitor, pages: int) -> None:
    """Go through so many pages: what stands first matters most."""
    for _page in range(pages):
        group = visitor.page.get_by_role("group", name="Which of these matters most to you?")
        group.get_by_role("radio").first.check()
        visitor.presses("Go on")


def opens_a_round(lead: Visitor, here: Here) -> None:
    today = datetime.date.today()
    lead.opens(f"/s/{here.slug}/choosing/")
    lead.unfolds("Open a round")
    lead.gives_day("From", today)
    lead.gives_day("Until", today + datetime.timedelta(days=14))
    lead.presses("Open it")
    lead.sees("A round is open")


def codes_of(lead: Visitor, here: Here, number: int) -> list[str]:
    """Ways to choose for people without an account, as the lead copies them."""
    lead.opens(f"/s/{here.slug}/choosing/codes/")
    lead.writes("How many codes?", str(number))
    lead.presses("Make the codes")
    return re.findall(r"/choose/[\w-]+/", lead.page.locator("main").inner_text())


@SIZES
def test_a_round_from_its_opening_to_what_is_set_out(arrives: Arrives, size: tuple[int, int]) -> None:
    with given("a lead who opens a round and gives out five codes"):
        here = a_service_that_listens()
        lead = arrives(whoever(here.lead), size=size)
        opens_a_round(lead, here)
        codes = codes_of(lead, here, 5)
        assert len(codes) == 5
    with when("Ana chooses on two pages, and has to stop"):
        ana = arrives(size=size)
        ana.opens(codes[0])
        ana.sees("Page 1 of 5")
        chooses(ana, 2)
        ana.sees("You can stop at any time and go on later, here or on another device.")
    with then("on another device she goes on where she stopped; there is never a second ballot"):
        again = arrives(size=SMALL_PHONE, javascript=False)
        again.opens(codes[0])
        again.sees("Page 3 of 5")
    with when("nothing on a page fits, and then she comes to the end"):
        again.picks("None of these", exact=True)
        again.presses("Go on")
        chooses(again, 2)
        again.is_told("Thank you")
        again.sees("Until then you can change it.")
        again.writes("Something is missing here", "Somewhere to lie down")
        again.presses("Add it")
        again.sees("Somebody reads your idea first")
    with when("the others choose too, one of the panel and a nurse among them"):
        for code in codes[1:]:
            other = arrives(size=size)
            other.opens(code)
            chooses(other, 5)
            other.is_told("Thank you")
        for viewer in (here.panel, here.nurse):
            somebody = arrives(whoever(viewer), size=size)
            somebody.opens(f"/s/{here.slug}/choosing/")
            somebody.follows("Choose: five short pages")
            chooses(somebody, 5)
    with then("nobody sees anything of it, the lead neither"):
        lead.opens(f"/s/{here.slug}/choosing/")
        lead.sees("Nobody sees anything of it before it closes, whoever they are.")
        lead.does_not_see("What came of the round")
    with when("the lead closes it"):
        lead.page.get_by_text("Close the round and count it").click()
        lead.presses("Close it for everybody")
    with then("each side stands by itself, and too few are not shown"):
        lead.sees("What came of the round that closed on")
        lead.sees("6 ballots")
        lead.sees("Staff: too few to show.")
        ended = arrives(size=size)
        ended.opens(codes[1])
        ended.is_told("This round is not open now.")
    with when("she sets out to change one thing, first without a reason"):
        lead.follows("Set out to change something")
        lead.page.get_by_label("What do you set out to change?").select_option(index=1)
        lead.writes("What did somebody hold against it?", "One of us would begin with the waiting room.")
        lead.presses("Set it out")
        lead.sees("Please say why this one: those who spoke will read it.")
        lead.writes("Why this one?", "Six of six put it first.")
        lead.presses("Set it out")
    with then("the reason and what was held against it stand there for everybody of the service"):
        reader = arrives(whoever(here.panel), size=size)
        reader.opens(f"/s/{here.slug}/choosing/")
        reader.sees("Six of six put it first.")
        reader.sees("One of us would begin with the waiting room.")


@SIZES
def test_a_member_of_the_panel_says_what_they_need_and_how_it_felt(arrives: Arrives, size: tuple[int, int]) -> None:
    with given("somebody on the panel"):
        here = a_service_that_listens()
        panel = arrives(whoever(here.panel), size=size)
        panel.opens(f"/s/{here.slug}/panel/")
    with when("they say what they need"):
        panel.follows("What I need to take part, and how I am thanked")
        panel.writes("What do you need to take part?", "A chair with arms, and a break after half an hour.")
        panel.picks("A voucher")
        panel.presses("Keep it")
        panel.is_told("The panel")
    with when("they mark how the first meeting felt, and keep it to themselves"):
        panel.page.locator("a[href*='/felt/first-meeting/']").click()
        panel.looks()
        panel.presses("Keep it")
        panel.sees("Please find one word for it.")
        panel.writes("One word for it", "rushed")
        panel.picks("Bad", exact=True)
        panel.presses("Keep it")
        panel.sees("You said: rushed.")
    with then("the lead can arrange what is needed, and does not read the feeling"):
        lead = arrives(whoever(here.lead), size=size)
        lead.opens(f"/s/{here.slug}/panel/")
        lead.sees("A chair with arms, and a break after half an hour.")
        lead.does_not_see("rushed")
    with then("a nurse reads neither"):
        nurse = arrives(whoever(here.nurse), size=size)
        nurse.opens(f"/s/{here.slug}/panel/")
        nurse.does_not_see("A chair with arms")
        nurse.does_not_see("rushed")
        expect(nurse.page.get_by_text("Ask somebody to sit on the panel")).to_have_count(0)
