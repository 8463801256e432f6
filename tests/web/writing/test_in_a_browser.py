"""The writing aid in a real browser: hints without a new page, and the whole form when the connection is gone."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import launch_options
from tests.factories import a_person
from tests.web.writing.test_pages import browser_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def page(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    # The browser's library runs a loop of its own in this thread, which Django would take for an asynchronous caller.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    cookie = browser_of(a_person()).cookies["sessionid"].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        context = browser.new_context(viewport={"width": 320, "height": 800})
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/writing/")
        yield page
        browser.close()


def test_hints_come_without_a_new_page_and_follow_the_words(page: Page) -> None:
    page.evaluate("window.stillHere = true")
    page.get_by_label("Your text").fill("The pain is chronic.")
    expect(page.locator("[data-writing-summary]")).to_have_count(0)
    page.get_by_role("button", name="Check my words").click()
    expect(page.get_by_role("status").filter(has_text="There is 1 thing")).to_have_count(1)
    page.get_by_label("Your text").fill("The pain is long-lasting.")
    expect(page.locator("[data-writing-summary]")).to_contain_text("Nothing to point out.")
    assert page.evaluate("window.stillHere")


def test_the_page_with_hints_passes_axe_and_fits_a_small_phone(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.get_by_label("Your text").fill("The scan was normal. He denies pain. Take it PRN, not unlike 30% of people.")
    page.get_by_role("button", name="Check my words").click()
    expect(page.locator("[data-writing-summary]")).to_be_visible()
    faults = Axe().run(page, options={"runOnly": AA}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert said == []


def test_when_the_check_does_not_answer_the_form_itself_asks(page: Page) -> None:
    page.route("**/writing/check/", lambda route: route.abort())
    page.evaluate("window.stillHere = true")
    page.get_by_label("Your text").fill("The pain is chronic.")
    page.get_by_role("button", name="Check my words").click()
    expect(page.locator("[data-writing-summary]")).to_contain_text("There is 1 thing")
    assert not page.evaluate("window.stillHere")
    expect(page.get_by_label("Your text")).to_have_value("The pain is chronic.")
