"""The public pages in a real browser: no barrier that a machine can find, no sideways scrolling, and one side of paper."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.browser import launch_options
from tests.web import page_server

pytestmark = pytest.mark.journey

PAGES = ["/principles/", "/principles/by-moment/", "/principles/P4.4/", "/principles/poster/", "/help-now/"]
SHEETS = {
    "/principles/poster/": "A4",
    "/principles/poster/?voice=we": "A4",
    "/principles/poster/?size=large": "A3",
    "/principles/poster/?size=large&voice=we": "A3",
    "/help-now/": "A4",
}
POINTS = {"A4": (595, 842), "A3": (842, 1191)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**launch_options())
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages() -> Iterator[Any]:
    server, seen, address = page_server.start()
    yield seen, address
    server.shutdown()
    server.server_close()


def open_page(browser: Any, pages: Any, address: str, **context: Any) -> Any:
    """Draw a page by its view, without a database, and open it in the browser under our content policy."""
    seen, home = pages
    seen.pages["/page/"] = Client().get(address).content.decode()
    page = browser.new_context(**context).new_page()
    page.goto(f"{home}/page/")
    return page


@pytest.mark.parametrize(
    ("address", "scheme"),
    [*((address, "light") for address in PAGES), ("/principles/P4.4/", "dark"), ("/help-now/", "dark")],
)
def test_a_public_page_has_no_barrier_that_axe_finds(browser, pages, address, scheme):
    page = open_page(browser, pages, address, color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_fits_a_small_phone_at_twice_the_text_size(browser, pages, address):
    page = open_page(browser, pages, address, viewport={"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize(("address", "paper"), list(SHEETS.items()))
def test_what_is_meant_for_paper_fits_one_side_of_it(browser, pages, address, paper):
    page = open_page(browser, pages, address)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    width, height = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed).groups()
    assert (round(float(width)), round(float(height))) == pytest.approx(POINTS[paper], abs=1)


def test_menus_and_buttons_stay_off_the_paper(browser, pages):
    page = open_page(browser, pages, "/principles/poster/")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Leave this page").is_visible()
    assert not page.get_by_role("link", name="By moment").is_visible()
    assert page.get_by_role("heading", name="What good care feels like").is_visible()
    assert page.locator(".sheet").get_by_text("If a life is in danger, call 999").is_visible()


def test_large_print_is_at_least_sixteen_points(browser, pages):
    page = open_page(browser, pages, "/principles/poster/?size=large")
    page.emulate_media(media="print")
    sizes = page.evaluate(
        "[...document.querySelectorAll('.sheet li')].map(li => parseFloat(getComputedStyle(li).fontSize))"
    )
    assert len(sizes) == 25
    assert min(sizes) * 72 / 96 >= 16
