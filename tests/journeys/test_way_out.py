"""The way out: one press, or Escape three times, and an ordinary page stands there."""

import pytest

from tests.factories import a_person
from tests.journeys.visitor import PHONE, Arrives, Visitor, given, then, when

pytestmark = pytest.mark.journey
ELSEWHERE = "www.bbc.co.uk"


def where_ordinary_pages_are(visitor: Visitor) -> None:
    """The ordinary website, played on this machine."""
    visitor.may_reach = frozenset({ELSEWHERE})
    page = "<!doctype html><html lang=en><title>Weather</title><h1>Rain later</h1></html>"
    visitor.context.route(f"https://{ELSEWHERE}/**", lambda route: route.fulfill(content_type="text/html", body=page))


@pytest.mark.parametrize("way", ["press", "escape", "without scripts"])
def test_leaving_is_one_press_or_three_and_the_way_back_does_not_lead_here(arrives: Arrives, way: str) -> None:
    with given("Dawn reads her story, and somebody comes into the room"):
        dawn = a_person("Dawn")
        hers = arrives(dawn, size=PHONE, javascript=way != "without scripts")
        where_ordinary_pages_are(hers)
        hers.opens(f"/p/{dawn.space}/")
        hers.opens(f"/p/{dawn.space}/story/")
    with when("she leaves"):
        if way == "escape":
            for _time in range(3):
                hers.page.keyboard.press("Escape")
        else:
            hers.page.get_by_role("link", name="Leave this page").click()
    with then("an ordinary page stands there"):
        hers.sees("Rain later")
        assert ELSEWHERE in hers.page.url
    if way != "without scripts":
        with then("one step back does not show the story"):
            hers.page.go_back()
            assert "/story/" not in hers.page.url
