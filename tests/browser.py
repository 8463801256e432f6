"""How tests start the browser of this machine: shut off from the network, with a fresh profile each time."""

from typing import Any

from scripts.set_up import find_browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def launch_options() -> dict[str, Any]:
    """For Playwright: `playwright.chromium.launch(**launch_options())`."""
    return {"executable_path": find_browser(), "args": list(FLAGS), "headless": True}
