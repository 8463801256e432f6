"""Somebody at a real browser. Whatever they open is looked at: no fault of access, no error, nothing sent elsewhere."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request, Response, expect

from tests.factories import Somebody

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HERE = {"localhost", "127.0.0.1", ""}
PHONE, DESK, SMALL_PHONE = (390, 844), (1280, 900), (320, 640)
# Pages that were looked at already in this run, by their shape: the same page twice need not be judged twice.
_judged: set[str] = set()
SHAPE = "() => [...document.querySelectorAll('*')].map(e => e.tagName + '.' + e.className).join(' ')"


@contextmanager
def _step(kind: str, words: str) -> Iterator[None]:
    try:
        yield
    except BaseException as fault:
        fault.add_note(f"  … {kind} {words}")
        raise


def given(words: str) -> Any:
    """What is so before."""
    return _step("given that", words)


def when(words: str) -> Any:
    """What somebody does. A journey that fails says in which step."""
    return _step("when", words)


def then(words: str) -> Any:
    """What they notice."""
    return _step("then", words)


class Visitor:
    """One browser of one somebody, with their own cookies."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        *,
        somebody: Somebody | None = None,
        size: tuple[int, int] = DESK,
        javascript: bool = True,
        **options: Any,
    ) -> None:
        self.site = site
        self.javascript = javascript
        self.context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            locale=options.pop("locale", "en-GB"),
            **options,
        )
        self.context.set_default_timeout(15_000)
        self.trouble: list[str] = []
        self.page = self.context.new_page()
        self._watch(self.page)
        if somebody is not None:
            self.is_signed_in_as(somebody)

    def is_signed_in_as(self, somebody: Somebody) -> None:
        """They signed in before this journey begins."""
        client = Client()
        client.force_login(somebody.account)
        cookie = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.site}])

    def _watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda fault: self.trouble.append(f"script fault: {fault}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("dialog", self._dialog)

    def _console(self, line: ConsoleMessage) -> None:
        # A page that says "no" kindly (404, 409, 410, 422) is an answer, not an error; the browser writes it down all the same.
        said_no = re.search(r"status of (404|409|410|422)", line.text)
        # A stream is cut when its page is left, and the connection may be down on purpose.
        gone = "ERR_INTERNET_DISCONNECTED" in line.text or "/live/" in line.location.get("url", "")
        if line.type in ("error", "warning") and not said_no and not gone:
            self.trouble.append(f"console {line.type}: {line.text} ({line.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HERE | self.may_reach:
            self.trouble.append(f"asked {request.url}")

    may_reach: frozenset[str] | set[str] = frozenset()

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.trouble.append(f"{response.status} from {response.url}")

    def _dialog(self, dialog: Dialog) -> None:
        dialog.accept()

    # --- what they do

    def opens(self, path: str) -> Response | None:
        """Go to an address."""
        answer = self.page.goto(path)
        self.looks()
        return answer

    def presses(self, name: str, *, within: Locator | None = None, exact: bool = False) -> None:
        """Press a button and see what comes."""
        self._go((within or self.page).get_by_role("button", name=name, exact=exact).first)

    def follows(self, name: str, *, within: Locator | None = None, exact: bool = False) -> None:
        """Follow a link, also one that looks like a button, and see what comes."""
        place = within or self.page.locator("main, main ~ aside, .way-back")
        self._go(
            place.locator("a[href]")
            .filter(has_text=re.compile(f"^\\s*{re.escape(name)}\\s*$") if exact else name)
            .first
        )

    def goes_to(self, place: str) -> None:
        """A place of the menu."""
        wide = self.page.locator(".menu--wide")
        if wide.is_visible():
            self.follows(place, within=wide)
        else:
            self.page.locator("summary.menu__open").click()
            self.follows(place, within=self.page.locator(".menu--folded"))

    def _go(self, what: Locator) -> None:
        with self.page.expect_navigation(wait_until="load"):
            what.click()
        self.looks()

    def writes(self, label: str, text: str, *, exact: bool = False) -> None:
        """Fill a field."""
        self.page.get_by_label(label, exact=exact).first.fill(text)

    def picks(self, label: str, *, group: str = "", exact: bool = False) -> None:
        """Choose a radio button or tick a box; `group` is the question it answers."""
        place = self.page.get_by_role("group", name=group) if group else self.page
        place.get_by_label(label, exact=exact).first.check()

    def unfolds(self, words: str) -> None:
        """Open what is folded away."""
        self.page.locator("summary", has_text=words).first.click()

    def gives_day(self, group: str, day: Any) -> None:
        """Fill a day in its three boxes."""
        place = self.page.get_by_role("group", name=group).last
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            place.get_by_label(label, exact=True).fill(str(value))

    # --- what they notice

    def sees(self, words: str | re.Pattern[str]) -> None:
        """These words stand on the page."""
        expect(self.page.locator("body")).to_contain_text(words)

    def does_not_see(self, words: str) -> None:
        """These words are nowhere on the page."""
        expect(self.page.locator("body")).not_to_contain_text(words)

    def is_told(self, heading: str | re.Pattern[str]) -> None:
        """The page has this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def looks(self) -> None:
        """Everything that must hold on every page."""
        assert self.trouble == [], f"{self.page.url}: {self.trouble}"
        self.fits()
        twice = self.page.evaluate(IDS_TWICE)
        assert twice == [], f"{self.page.url}: a label would lead to another box than its own: {twice}"
        if self.javascript:
            self.judge()

    def fits(self) -> None:
        """Nothing stands out to the side."""
        wide, room = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, (
            f"{self.page.url} is {wide} px wide, with room for {room}: {self.page.evaluate(WHO_IS_WIDE)}"
        )

    def judge(self) -> None:
        """axe at WCAG 2.2 AA, without a single fault."""
        shape = hashlib.sha256(str(self.page.evaluate(SHAPE)).encode()).hexdigest()
        if shape in _judged:
            return
        faults = Axe().run(self.page, options={"runOnly": AA, "resultTypes": ["violations"]}).response["violations"]
        found = [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults]
        assert found == [], f"{self.page.url}: {found}"
        _judged.add(shape)

    def leaves(self) -> None:
        """Close the browser."""
        self.context.close()
        assert self.trouble == [], self.trouble


IDS_TWICE = """() => { const all = [...document.querySelectorAll('[id]')].map(e => e.id); return [...new Set(all.filter((id, n) => all.indexOf(id) < n))] }"""
WHO_IS_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && getComputedStyle(e).position !== 'absolute')
  .slice(0, 5).map(e => e.tagName + '.' + e.className)"""

Arrives = Callable[..., Visitor]
