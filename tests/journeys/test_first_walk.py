"""The first walk of the README and of docs/tutorials, on the demo as `make demo` starts it; pictures are taken on the way.

They are left in build/pictures. `make pictures` keeps them for the README.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.first_quarter_hour import a_quarter_of_an_hour, becomes
from tests.journeys.server import HOME, free_port, wait_for
from tests.journeys.visitor import Visitor, given, then, when

pytestmark = [pytest.mark.journey, pytest.mark.sqlite]

PICTURES = HOME / os.environ.get("ALONGSIDE_PICTURES", "build/pictures")
PHONE, DESK = (390, 780), (1180, 820)
BUILDING = 300.0


@contextmanager
def the_demo(var: Path) -> Iterator[str]:
    """The demo in a process and a folder of its own. Gives its address."""
    port = free_port()
    told = {name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE_", "DJANGO_"))}
    told |= {"ALONGSIDE_ENV": "demo", "ALONGSIDE_VAR": str(var)}
    var.mkdir()
    log = var / "demo.log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)], cwd=HOME, env=told, stdout=said, stderr=said
        )
        try:
            address = f"http://localhost:{port}"
            wait_for(address, process, log, patience=BUILDING)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def picture(visitor: Visitor, name: str) -> None:
    """What stands on the screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    visitor.page.mouse.move(0, 0)
    visitor.page.screenshot(path=PICTURES / f"{name}.png")


def test_the_first_walk_of_the_readme(browser: Browser, tmp_path: Path) -> None:
    with the_demo(tmp_path / "var") as site:
        with given("somebody who knows nothing yet opens the address"):
            phone = Visitor(browser, site, size=PHONE)
            phone.opens("/accounts/login/")
            phone.sees("invented")
            picture(phone, "sign-in")
        with when("they begin as Dawn"):
            space = becomes(phone, "Dawn").removeprefix(site)
            phone.is_told("Your space")
            picture(phone, "home")
        with then("her story is there, with what somebody understood of it"):
            phone.opens(f"{space}story/")
            phone.sees("understood")
            picture(phone, "story")
        with then("so is her circle, with what each may see"):
            phone.opens(f"{space}circle/")
            phone.sees("Siobhan")
            picture(phone, "circle")
        with then("so are her conversations, and who looked"):
            phone.opens(f"{space}conversations/")
            phone.sees("Three in the morning")
            picture(phone, "conversations")
            phone.opens(f"{space}looks/")
            phone.sees("Siobhan")
            picture(phone, "looks")
        phone.leaves()
        with when("they are Siobhan, who prepares a first meeting"):
            desk = Visitor(browser, site, size=DESK)
            becomes(desk, "Siobhan")
            desk.opens(f"{space}moment/first-meeting/")
            desk.sees("Dawn")
            picture(desk, "moment")
        with then("in the conversation everybody has a name and a role"):
            desk.opens(f"{space}conversations/")
            desk.follows("Three in the morning")
            desk.sees("Siobhan")
            picture(desk, "conversation")
        desk.leaves()
        with when("they are Pauline, who leads a pain service"):
            lead = Visitor(browser, site, size=DESK)
            becomes(lead, "Pauline")
            lead.opens("/s/headland-pain/")
        with then("what most needs talking about stands first, and on its page a first step"):
            lead.sees("Talk about these first")
            first = lead.page.get_by_role("heading", name="Talk about these first")
            first.evaluate("heading => window.scrollTo(0, heading.getBoundingClientRect().top + window.scrollY - 24)")
            picture(lead, "wall")
            lead.follows("Story known, still yours to tell")
            lead.sees("People do not feel it.")
        lead.leaves()
        a_quarter_of_an_hour(browser, site)
    drawn = {path.stem for path in PICTURES.glob("*.png") if path.stat().st_size > 10_000}
    asked = set(re.findall(r"docs/pictures/([a-z-]+)\.png", (HOME / "README.md").read_text(encoding="utf-8")))
    assert asked <= drawn, "the README shows pictures that no walk takes"
