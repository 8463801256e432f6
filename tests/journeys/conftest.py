"""A running server, a browser, and somebody who arrives with one. A journey that fails leaves its last pages in build/journeys/."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import launch_options
from tests.journeys.server import environment_for, running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # The browser's library runs a loop of its own in this thread, which Django would take for an asynchronous caller.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()
    expect.set_options(timeout=None)
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def site(django_db_setup: None) -> Iterator[str]:
    """Our own server on the database of this run."""
    from django.db import connection  # Django is not set up yet when this file is read

    with running(environment_for(str(connection.settings_dict["NAME"]))) as address:
        yield address


FAILED = pytest.StashKey[bool]()
SEEN_LAST = Path(__file__).resolve().parents[2] / "build" / "journeys"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def arrives(transactional_db: None, browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """`arrives(dawn, size=PHONE)`: a browser of their own for somebody, or for nobody yet."""
    from tests.journeys.visitor import Visitor

    here: list[Visitor] = []

    def one(somebody: Any = None, **options: Any) -> Visitor:
        here.append(Visitor(browser, site, somebody=somebody, **options))
        return here[-1]

    yield one
    for number, visitor in enumerate(here):
        if request.node.stash.get(FAILED, False):
            SEEN_LAST.mkdir(parents=True, exist_ok=True)
            visitor.page.screenshot(path=SEEN_LAST / f"{request.node.name[:60]}-{number}.png", full_page=True)
        visitor.leaves()
