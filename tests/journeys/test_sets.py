"""A service lead makes the principles their own: forks, leaves one out with the reason, adds one, publishes, works with it."""

import json
import re

import pytest

from alongside.core import clock
from alongside.principles import queries as principles
from alongside.principles.actions import practices, sets
from alongside.principles.rules import Ref
from tests.journeys.visitor import DESK, PHONE, SMALL_PHONE, Arrives, Visitor, given, then, when
from tests.principles.own_sets import (
    NEW_WORDS,
    House,
    a_facilitator,
    a_fork,
    a_house,
    a_practice,
    as_somebody,
    goes_out,
    why,
)

pytestmark = pytest.mark.journey
HERE = "/sets/headland-own/1/"


def gives_reason(visitor: Visitor, reasons: str, dissent: str = "") -> None:
    visitor.writes("Who decided this?", "the team and the panel")
    visitor.writes("Why?", reasons, exact=True)
    if dissent:
        visitor.writes("Who saw it differently", dissent)


@pytest.mark.parametrize("size", [DESK, SMALL_PHONE], ids=["desk", "small phone"])
def test_a_lead_makes_a_set_publishes_it_and_the_service_works_with_it(arrives: Arrives, size: tuple[int, int]) -> None:
    with given("Pauline leads the pain service; Dawn sits on its panel"):
        house: House = a_house("Headland pain service")
        pauline = arrives(as_somebody(house.lead), size=size)
    with when("she makes a set of their own out of the one that comes with the product"):
        pauline.opens(f"/s/{house.service.slug}/principles/")
        pauline.sees("We work with this set now")
        pauline.follows("All sets you can read")
        pauline.follows("Good care for people")
        pauline.follows("Make your own set out of this")
        pauline.writes("What is it called?", "How we work at Headland")
        pauline.writes("A short name for its address", "headland-own")
        pauline.writes("Letters with which your own practices begin", "H")
        pauline.writes("Why do you want a set of your own?", "We want it in the words of our town.")
        pauline.presses("Make our own set")
        pauline.is_told("How we work at Headland")
    with when("she leaves one out, and at first forgets to say why"):
        pauline.follows("Noticing who needs something different")
        pauline.follows("Leave it out")
        pauline.writes("Who decided this?", "the panel")
        pauline.writes("Who saw it differently", "Two of us would keep it.")
        pauline.presses("Leave it out")
        pauline.sees("Please say why.")
        pauline.sees("Two of us would keep it.")
        pauline.writes("Why?", "Nobody is looked for here.", exact=True)
        pauline.presses("Leave it out")
        pauline.sees("This practice was left out.")
        pauline.sees("Nobody is looked for here.")
    with when("she says one in their own way and adds one"):
        pauline.opens(HERE)
        pauline.follows("Time to ask and listen")
        pauline.follows("Say it in our own way")
        pauline.writes("Short name", "Time that is really there")
        gives_reason(pauline, "The panel’s words.")
        pauline.presses("Save the change")
        pauline.is_told("Time that is really there")
        pauline.opens(f"{HERE}add/")
        pauline.writes("Short name", NEW_WORDS["name"])
        pauline.writes("In a plain sentence", NEW_WORDS["plain"])
        pauline.writes("What a person could say", NEW_WORDS["i_statement"])
        pauline.writes("What a service could say", NEW_WORDS["we_statement"])
        pauline.picks("Always")
        pauline.picks("Something a service has")
        gives_reason(pauline, "Four of us lay on a floor.")
        pauline.presses("Add it")
        pauline.is_told("H1.1")
    with when("people have read it, and she publishes it"):
        pauline.opens(HERE)
        pauline.writes("Who read it, and what did they change?", "Six people read it aloud.")
        pauline.presses("It has been read")
        pauline.sees("Read and put right")
        pauline.writes("Why now?", "It is ready.")
        pauline.presses("Publish this version")
        pauline.sees("Now a service can choose to work with it.")
    with then("anybody reads it, without an account, and can print it"):
        anybody = arrives(size=PHONE)
        anybody.opens("/principles/set/headland-own/1/")
        anybody.sees("What Headland pain service wants care to be")
        anybody.sees("Nobody is looked for here.")
        anybody.follows("Poster to print")
        anybody.is_told("How we work at Headland")
    with then("side by side with the first set, what went and what came is told in words"):
        pauline.opens(f"{HERE}compare/")
        pauline.sees("23 practices are the same.")
        pauline.sees("[put in:")
        pauline.opens(f"{HERE}history/")
        pauline.sees("Two of us would keep it.")
    with when("the service begins to work with it today"):
        pauline.opens(f"/s/{house.service.slug}/principles/")
        pauline.unfolds("Work with another set")
        pauline.writes("Why?", "It is in our words.", exact=True)
        pauline.presses("Work with this set")
    with then("its panel reads so, with the reason"):
        dawn = arrives(as_somebody(house.panel), size=PHONE)
        dawn.opens(f"/s/{house.service.slug}/principles/")
        dawn.sees("How we work at Headland")
        dawn.sees("It is in our words.")
        dawn.does_not_see("Work with another set")
        found = principles.set_for(house.service.pk, clock.today())
        assert (found.id, found.version) == ("headland-own", "1")
    with then("it can be carried away as one file"):
        pauline.opens(HERE)
        with pauline.page.expect_download() as waiting:
            pauline.page.get_by_role("link", name="Save it as a file").click()
        file = json.loads(waiting.value.path().read_text(encoding="utf-8"))
        assert waiting.value.suggested_filename == "headland-own-1.json"
        assert "H1.1" in [one["id"] for one in file["practices"]]


def test_a_set_that_grew_out_of_another_is_told_what_changed_there(arrives: Arrives) -> None:
    with given("Slipway’s set grew out of Headland’s, which has a second version now"):
        headland, slipway = a_house("Headland"), a_house("Slipway")
        at = a_fork(headland)
        goes_out(at, headland.lead)
        a_fork(slipway, "slipway-own", "S", at)
        second = sets.begin_next_version(of=at, reasons="We learnt.", by=headland.lead)
        practices.adapt(
            at=second, practice="P1.1", words={"name": "Time that is really there"}, frame=why(), by=headland.lead
        )
        newer = a_practice(second, headland.lead)
        goes_out(second, headland.lead)
        lead = arrives(as_somebody(slipway.lead))
    with when("Slipway’s lead looks"):
        lead.opens("/sets/slipway-own/1/")
        lead.sees("The set it grew out of has changed")
        lead.follows("Time to ask and listen")
        lead.sees("[taken out:")
        lead.follows("Take it over as it is there")
        gives_reason(lead, "It is better.")
        lead.presses("Take it over")
        lead.is_told("Time that is really there")
    with when("she leaves the new one out"):
        lead.opens(f"/sets/slipway-own/1/practice/{newer}/")
        lead.follows("Leave it out here")
        gives_reason(lead, "We have no such room.")
        lead.presses("Keep ours")
        lead.sees("We have no such room.")
    with then("nothing waits any more"):
        lead.opens("/sets/slipway-own/1/")
        lead.does_not_see("has changed")


def test_whoever_runs_sessions_puts_words_into_another_language_on_a_phone_without_scripts(arrives: Arrives) -> None:
    with given("a published set, and Noreen who runs sessions"):
        house = a_house()
        at: Ref = a_fork(house)
        goes_out(at, house.lead)
        noreen = arrives(as_somebody(a_facilitator()), size=PHONE, javascript=False)
    with when("she begins Welsh and writes one practice"):
        noreen.opens(f"{HERE}languages/")
        noreen.presses("Begin")
        noreen.is_told("Welsh")
        noreen.opens(f"{HERE}languages/cy/P1.1/")
        noreen.writes("Short name", "Amser i ofyn a gwrando")
        noreen.presses("Save")
    with then("it stands beside the first wording, as a draft"):
        noreen.sees("Amser i ofyn a gwrando")
        noreen.sees(re.compile("Nobody else has read it over yet"))
        anybody = arrives(size=SMALL_PHONE)
        anybody.opens("/principles/set/headland-own/1/?language=cy")
        anybody.sees("Amser i ofyn a gwrando")
        anybody.sees("not translated yet")
