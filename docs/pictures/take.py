"""Takes the pictures of the README from the running demo, as a person and as a professional would see it.

make demo                                   in one window
.venv/bin/python docs/pictures/take.py      in another (needs the test libraries: make tools)
"""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
DEMO = os.environ.get("ALONGSIDE_DEMO", "http://localhost:8000")
PHONE = {"width": 390, "height": 780}
DESK = {"width": 1180, "height": 820}


def be(page: Page, name: str) -> str:
    """Sign in as somebody invented; gives the address where they land."""
    page.goto(f"{DEMO}/accounts/login/")
    page.get_by_role("button", name=re.compile(name)).first.click()
    page.wait_for_load_state()
    return page.url


def take(page: Page, address: str, name: str) -> None:
    """One picture of what stands on the screen."""
    page.goto(address)
    page.wait_for_load_state()
    page.screenshot(path=HERE / f"{name}.png")


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("ALONGSIDE_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        phone = browser.new_page(viewport=PHONE)
        take(phone, f"{DEMO}/accounts/login/", "sign-in")
        space = be(phone, "Dawn")
        for place in ("story", "circle", "conversations", "looks"):
            take(phone, f"{space}{place}/", place)
        take(phone, space, "home")
        desk = browser.new_page(viewport=DESK)
        be(desk, "Siobhan")
        take(desk, f"{space}moment/first-meeting/", "moment")
        desk.goto(f"{space}conversations/")
        desk.get_by_role("link", name=re.compile("Three in the morning")).first.click()
        desk.wait_for_load_state()
        desk.screenshot(path=HERE / "conversation.png")
        browser.close()


if __name__ == "__main__":
    main()
