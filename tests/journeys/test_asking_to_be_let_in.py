"""A professional asks to be let in by an address: told nothing, whoever it is; let in only by the person's yes."""

import pytest

from tests.factories import a_person, a_professional_in
from tests.journeys.visitor import PHONE, Arrives, given, then, when

pytestmark = pytest.mark.journey


def test_a_professional_asks_and_learns_nothing_until_the_person_says_yes(arrives: Arrives) -> None:
    with given("Delroy keeps a space; Hannah works in a service and was told of it in a corridor"):
        delroy, hannah = a_person("Delroy"), a_professional_in(name="Hannah Reid")
        hers = arrives(hannah)
    answers = []
    with when("she asks by an address that nobody has, and then by his"):
        for address in ("nobody@example.test", delroy.account.email):
            hers.opens("/")
            hers.follows("Ask to be let in")
            hers.writes("The person’s e-mail address", address)
            hers.presses("Ask", exact=True)
            hers.sees("your question waits for them inside")
            answers.append(hers.page.locator("main").inner_text())
    with then("both answers are the same, and nothing is open to her"):
        assert answers[0] == answers[1]
        before = hers.opens(f"/p/{delroy.space}/")
        assert before is not None
        assert before.status == 404
    with when("Delroy looks who asks, and says yes"):
        his = arrives(delroy, size=PHONE)
        his.opens("/")
        his.follows("Hannah Reid would like to be in your circle")
        his.follows("Hannah Reid")
        his.presses("Yes, this is them")
    with then("she finds him on her first page, and what he has not opened is not there"):
        hers.opens("/")
        hers.follows("Delroy")
        hers.does_not_see("My story")
        story = hers.opens(f"/p/{delroy.space}/story/")
        assert story is not None
        assert story.status == 404
