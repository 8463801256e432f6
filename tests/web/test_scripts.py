"""The scripts of a page, in a real browser: leaving, keeping words, live changes, files, double taps."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import engines
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from alongside.web.components.samples import samples
from tests.web import page_server
from tests.web.page_server import Seen

CHROMIUM = os.environ.get("ALONGSIDE_CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
SECRET = "The night shifts are what breaks me"
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not CHROMIUM, reason="No Chromium on this machine: install Debian's chromium, or set ALONGSIDE_CHROMIUM."
    ),
]

FORM = """
<h1>Page</h1>
<form method="post" action="/write/" data-draft-key="token-1">
<input type="hidden" name="csrfmiddlewaretoken" value="csrf-1"><input type="hidden" name="once" value="once-1">
<div class="nhsuk-form-group"><label for="w">Words</label><textarea id="w" name="words" data-draft="words">FIRST</textarea></div>
<button class="nhsuk-button">Save</button></form>
<form method="post" action="/out/" data-sign-out><button>Out</button></form>
"""


def page_of(content: str, **context: Any) -> str:
    """A page in our frame with this inside."""
    source = '{% extends "layout.html" %}{% block content %}' + content + "{% endblock %}"
    return engines["jinja2"].env.from_string(source).render(leave_url="/weather/", draft_key=KEY, **context)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The browser's library runs a loop of its own in this thread, which Django would take for an asynchronous caller.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site() -> Iterator[tuple[Seen, str]]:
    server, seen, address = page_server.start()
    seen.pages |= {
        "/write/": page_of(FORM.replace("FIRST", "")),
        "/other/": page_of("<h1>Another page</h1>" + FORM.split("<form", 1)[0]),
        "/out/": page_of("<h1>Signed out</h1>"),
        "/weather/": "<!DOCTYPE html><html lang='en'><title>Weather</title><h1>Rain later</h1></html>",
    }
    yield seen, address
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Browser, site: tuple[Seen, str]) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def go(path: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site[1] + path)
        return page

    yield go
    for context in contexts:
        context.close()


def until(true: Callable[[], object], seconds: float = 6) -> None:
    """Wait until something is so, or say that it never was."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def stored(page: Page) -> dict[str, str]:
    return page.evaluate("({...sessionStorage})")


# --- looking


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_piece_passes_axe_and_fits(
    site: tuple[Seen, str], visit: Callable[..., Page], scheme: str, width: int
) -> None:
    gallery = engines["jinja2"].env.get_template("components/gallery.html")
    site[0].pages["/gallery/"] = gallery.render(
        **samples(), demo=True, account_menu=[("Your account", "#")], sign_out_url="/out/"
    )
    said: list[str] = []
    page = visit("/gallery/", color_scheme=scheme, viewport={"width": width, "height": 800})
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.reload()
    faults = Axe().run(page, options={"runOnly": AA}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == [], "the content policy or a script complained"


def test_at_320_pixels_and_double_text_nothing_runs_off_the_side(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    site[0].pages["/gallery/"] = engines["jinja2"].env.get_template("components/gallery.html").render(**samples())
    page = visit("/gallery/", viewport={"width": 320, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_menu_opens_without_javascript_on_a_phone(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    site[0].pages["/menu/"] = page_of("<h1>Here</h1>", menu=[("Home", "/", True), ("My story", "/story/", False)])
    page = visit("/menu/", viewport={"width": 320, "height": 700}, java_script_enabled=False)
    expect(page.get_by_role("link", name="My story")).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("link", name="My story")).to_be_visible()
    expect(page.get_by_role("link", name="Help now", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Leave this page")).to_be_in_viewport()


# --- leaving


def test_leave_this_page_puts_an_ordinary_site_in_its_place_in_the_history(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    page = visit("/other/")
    page.goto(site[1] + "/write/")
    page.get_by_role("link", name="Leave this page").click()
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Another page")).to_be_visible()


def test_escape_three_times_leaves_and_twice_does_not(visit: Callable[..., Page]) -> None:
    page = visit("/write/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#live-words")).to_have_text("Press Escape once more to leave this page.")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Page", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()


def test_leaving_asks_nothing_even_with_unsent_words(visit: Callable[..., Page]) -> None:
    page = visit("/write/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Words").press_sequentially("abc")
    page.get_by_role("link", name="Leave this page").click()
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()
    assert asked == []


def test_leave_this_page_is_a_plain_link_without_javascript(visit: Callable[..., Page]) -> None:
    page = visit("/write/", java_script_enabled=False)
    page.get_by_role("link", name="Leave this page").click()
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()


# --- keeping words


def test_words_are_kept_two_seconds_after_typing_stops(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    page = visit("/write/")
    page.get_by_label("Words").press_sequentially(SECRET)
    assert site[0].drafts == []
    expect(page.locator(".kept")).to_have_text("Kept safe at 14:02")
    token, sent, csrf = site[0].drafts[-1]
    assert (token, sent, csrf) == ("token-1", {"words": {"words": SECRET}, "once": "once-1"}, "csrf-1")
    assert stored(page) == {}


def test_without_a_connection_words_stay_on_the_device_unreadable_and_go_out_when_it_is_back(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    page = visit("/write/")
    page.context.set_offline(True)
    page.get_by_label("Words").press_sequentially(SECRET)
    expect(page.locator(".kept")).to_have_text("No connection. Your words are kept on this device until it comes back.")
    until(lambda: stored(page))
    assert "night" not in str(stored(page)) and "write" not in str(stored(page))
    page.context.set_offline(False)
    expect(page.locator(".kept")).to_have_text("Kept safe at 14:02")
    assert site[0].drafts[-1][1]["words"]["words"] == SECRET
    until(lambda: stored(page) == {})


def test_words_on_the_device_are_put_back_when_the_page_is_opened_again(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    site[0].draft_status = 503
    page = visit("/write/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Words").press_sequentially(SECRET)
    until(lambda: stored(page))
    page.goto(site[1] + "/other/")
    page.goto(site[1] + "/write/")
    expect(page.get_by_label("Words")).to_have_value(SECRET)
    site[0].draft_status = 200
    page.evaluate("window.dispatchEvent(new Event('online'))")
    until(lambda: site[0].drafts and stored(page) == {})


def test_words_of_another_page_are_sent_from_wherever_the_person_is(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    site[0].draft_status = 503
    page = visit("/write/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Words").press_sequentially(SECRET)
    until(lambda: stored(page))
    page.goto(site[1] + "/other/")
    site[0].draft_status = 200
    page.evaluate("window.dispatchEvent(new Event('online'))")
    until(lambda: site[0].drafts and stored(page) == {})
    assert site[0].drafts[-1][1]["words"]["words"] == SECRET


def test_newer_words_in_the_box_are_never_written_over(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    site[0].draft_status = 503
    page = visit("/write/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Words").press_sequentially(SECRET)
    until(lambda: stored(page))
    site[0].pages["/write/"] = page_of(FORM.replace("FIRST", "Written on my other phone"))
    page.goto(site[1] + "/write/")
    expect(page.get_by_label("Words")).to_have_value("Written on my other phone")
    expect(page.get_by_text(SECRET)).to_be_visible()
    page.get_by_role("button", name="Add these words to the box").click()
    expect(page.get_by_label("Words")).to_have_value(f"Written on my other phone\n\n{SECRET}")


def test_signing_out_wipes_the_device(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    site[0].draft_status = 503
    page = visit("/write/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Words").press_sequentially(SECRET)
    until(lambda: stored(page))
    page.get_by_role("button", name="Out").click()
    expect(page.get_by_role("heading", name="Signed out")).to_be_visible()
    assert stored(page) == {}


def test_closing_asks_only_while_something_is_unsaved(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    page = visit("/write/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Words").press_sequentially("abc")
    page.reload()
    assert asked == ["beforeunload"]
    page.get_by_label("Words").press_sequentially("abc")
    expect(page.locator(".kept")).to_have_text("Kept safe at 14:02")
    page.reload()
    assert asked == ["beforeunload"]


def test_a_signed_out_writer_is_told_and_keeps_the_words(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    site[0].draft_status = 403
    page = visit("/write/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Words").press_sequentially(SECRET)
    expect(page.locator(".kept")).to_contain_text("You have been signed out. Your words are kept on this device")


def test_saving_without_a_connection_keeps_the_page_and_the_words(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    page = visit("/write/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Words").press_sequentially(SECRET)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".kept")).to_contain_text("No connection")
    expect(page.get_by_label("Words")).to_have_value(SECRET)
    page.context.set_offline(False)


def test_words_that_were_sent_do_not_come_back(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    seen, _address = site
    page = visit("/write/")
    seen.post_goes_to = "/write/"
    seen.pages["/write/"] = page_of(FORM.replace("FIRST", "").replace("once-1", "once-2"))
    page.get_by_label("Words").press_sequentially(SECRET)
    page.get_by_role("button", name="Save").click()
    page.wait_for_function("document.querySelector('[name=once]')?.value === 'once-2'")
    page.wait_for_timeout(300)
    expect(page.get_by_label("Words")).to_have_value("")
    assert stored(page) == {}


# --- sending


def test_a_double_tap_sends_once_and_says_so(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    site[0].slow = 0.6
    page = visit("/write/")
    page.get_by_label("Words").fill("Hello")
    button = page.locator("button.nhsuk-button")
    button.dblclick(no_wait_after=True)
    until(lambda: site[0].posts)
    page.wait_for_load_state()
    page.wait_for_timeout(900)
    assert len([path for path, _body in site[0].posts if path == "/write/"]) == 1


UPLOAD = """<h1>Send a file</h1><form method="post" action="/send/" enctype="multipart/form-data" data-upload data-most="1000"
data-too-big="This file is larger than 1 KB."><label for="f">File</label><input type="file" id="f" name="f"><button class="nhsuk-button">Send</button></form>"""


def test_a_file_that_is_too_big_is_refused_before_it_is_sent(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    site[0].pages["/send/"] = page_of(UPLOAD)
    page = visit("/send/")
    page.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 5000})
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".progress__words")).to_have_text("This file is larger than 1 KB.")
    expect(page.get_by_role("button", name="Send")).to_be_enabled()
    assert site[0].posts == []


def test_a_sent_file_leads_on_and_a_refused_one_shows_why(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    seen, _address = site
    seen.pages["/send/"] = page_of(UPLOAD)
    page = visit("/send/")
    page.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 50})
    seen.pages["/send/"] = page_of(
        "<h1>This kind of file cannot be taken</h1>" + UPLOAD.replace("<h1>Send a file</h1>", "")
    )
    seen.post_status = 422
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="This kind of file cannot be taken")).to_be_visible()
    seen.post_goes_to = "/other/"
    page.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 50})
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Another page")).to_be_visible()


# --- live


def thread(*messages: tuple[str, str]) -> str:
    inside = "".join(
        f'<article id="{name}"><p>{text}</p><form method="post" action="#"><label for="r{name}">Answer {name}</label>'
        f'<input type="text" id="r{name}" name="r"></form></article>'
        for name, text in messages
    )
    return page_of(
        f'<h1>Thread</h1><section id="thread" data-live-url="/live/" data-live-words="Something new here">{inside}</section>'
    )


def test_a_new_message_appears_a_withdrawn_one_goes_and_typing_is_left_alone(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    seen, _address = site
    seen.pages["/thread/"] = thread(("m1", "First"), ("m2", "Second"), ("m3", "Third"))
    page = visit("/thread/")
    until(lambda: seen.live_opened)
    page.get_by_label("Answer m2").press_sequentially("I am wri")
    seen.pages["/thread/"] = thread(("m1", "First, changed"), ("m2", "Second, changed"), ("m4", "Fourth"))
    seen.events += 1
    expect(page.get_by_text("Fourth")).to_be_visible()
    expect(page.get_by_text("First, changed")).to_be_visible()
    expect(page.get_by_text("Third")).to_have_count(0)
    expect(page.get_by_label("Answer m2")).to_have_value("I am wri")
    expect(page.get_by_label("Answer m2")).to_be_focused()
    expect(page.locator("#live-words")).to_have_text("Something new here")


def test_live_stops_in_a_hidden_tab_and_catches_up_when_it_is_shown(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    seen, _address = site
    seen.pages["/thread/"] = thread(("m1", "First"))
    page = visit("/thread/")
    until(lambda: seen.live_opened == 1)
    show = "(hidden) => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true}); document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(show, True)
    seen.pages["/thread/"] = thread(("m1", "First"), ("m2", "While you were away"))
    seen.events += 1
    page.wait_for_timeout(600)
    expect(page.get_by_text("While you were away")).to_have_count(0)
    page.evaluate(show, False)
    expect(page.get_by_text("While you were away")).to_be_visible()
    until(lambda: seen.live_opened == 2)


def test_a_page_that_is_taken_away_is_said_quietly(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    seen, _address = site
    seen.pages["/thread/"] = thread(("m1", "First"))
    page = visit("/thread/")
    until(lambda: seen.live_opened)
    del seen.pages["/thread/"]
    seen.events += 1
    expect(page.locator("#live-words")).to_have_text(re.compile("This page has changed"))
    expect(page.get_by_text("First")).to_be_visible()


# --- reading aloud

ALOUD = """
{% from "components/actions.html" import read_aloud %}
<h1>Page</h1>{{ read_aloud("#part") }}
<form id="part"><fieldset><legend>Which matters most?</legend><label>Time</label><label>Quiet</label></fieldset><p hidden>Not this</p></form>
"""
# A browser in a test has no voices: this one says what it is given into a list, and never ends by itself.
VOICES = """
window.said = []
window.SpeechSynthesisUtterance = class { constructor (text) { this.text = text } }
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => VOICES_HERE,
  speak: (one) => window.said.push([one.text, one.voice.name]),
  cancel: () => window.said.push('quiet'),
} })
"""
ON_THE_DEVICE = (
    "[{ name: 'Ffion', lang: 'cy-GB', localService: true }, { name: 'Ann', lang: 'en-GB', localService: true }]"
)
FAR_AWAY = "[{ name: 'Cloud', lang: 'en-GB', localService: false }]"


def test_a_page_is_read_aloud_by_a_voice_of_the_device_and_stops_when_asked(
    site: tuple[Seen, str], visit: Callable[..., Page]
) -> None:
    site[0].pages["/aloud/"] = page_of(ALOUD)
    page = visit("/other/")
    page.add_init_script(VOICES.replace("VOICES_HERE", ON_THE_DEVICE))
    page.goto(f"{site[1]}/aloud/")
    page.get_by_role("button", name="Read this page aloud").click()
    assert page.evaluate("window.said") == [["Which matters most?", "Ann"], ["Time", "Ann"], ["Quiet", "Ann"]]
    page.get_by_role("button", name="Stop reading").click()
    assert page.evaluate("window.said.at(-1)") == "quiet"
    assert page.get_by_role("button", name="Read this page aloud").is_visible()


def test_no_page_is_sent_to_a_voice_that_lives_elsewhere(site: tuple[Seen, str], visit: Callable[..., Page]) -> None:
    site[0].pages["/aloud/"] = page_of(ALOUD)
    page = visit("/other/")
    page.add_init_script(VOICES.replace("VOICES_HERE", FAR_AWAY))
    page.goto(f"{site[1]}/aloud/")
    assert page.get_by_role("button", name="Read this page aloud").count() == 0
    assert page.evaluate("window.said") == []
