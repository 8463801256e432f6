"""Every page there is, found by its links: on a small phone, with large text, without scripts, and by keyboard alone."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import expect

from tests.journeys.everything import Everybody, everything
from tests.journeys.visitor import SMALL_PHONE, Arrives, Visitor, given, then, when

pytestmark = pytest.mark.journey
# Addresses that are no page to be read, each with the reason.
NO_PAGE = {
    "join_take": "sent by a button",
    "circle_pause_all": "sent by a button",
    "circle_new_code": "sent by a button",
    "end_link": "sent by a button",
    "keep_draft": "sent by a script",
    "check_words": "sent by a script",
    "choose_hat": "sent by a button",
    "demo_sign_in": "sent by a button, in the demo only",
    "take_along_file": "a file",
    "story_file": "a file",
    "conversation_file": "a file",
    "reply_file": "a file",
    "notes_original": "a file",
    "set_file": "a file",
    "codebook_file": "a file",
    "measure_file": "a file",
    "thread_news": "a stream",
    "link_news": "a stream",
    "components": "the gallery for people who build, looked at by its own tests",
    "stop_following": "comes by e-mail, and is read by its own tests",
    "circle_really_them": "stands open only while somebody waits; the carer's journey goes through it",
    "back_in": "stands open only while somebody is let back in; read by its own tests",
    "at_work_answer": "comes after a contact was noted; read by its own tests",
    "invited": "stands open only while somebody is asked; the person's journey goes through it",
}


def name_of(address: str) -> str:
    """The name of the page at an address; empty when it is none of ours."""
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


def links_on(visitor: Visitor) -> list[str]:
    found = visitor.page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.href).filter(h => h.startsWith(location.origin))"
    )
    return [urlsplit(one).path for one in found]


def walks_through(visitor: Visitor, *starts: str) -> set[str]:
    """Follow links from page to page, each kind of page once. Gives the names of the pages."""
    waiting, walked = list(starts), set()
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        if not name or name in walked or name in NO_PAGE:
            continue
        walked.add(name)
        answer = visitor.opens(address)
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"
        fits_with_large_text(visitor)
        waiting += links_on(visitor)
    return walked


def fits_with_large_text(visitor: Visitor) -> None:
    """Text at 200 %, on a screen of 640 px."""
    visitor.page.set_viewport_size({"width": 640, "height": 900})
    visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
    visitor.fits()
    visitor.page.set_viewport_size({"width": SMALL_PHONE[0], "height": SMALL_PHONE[1]})


def starts_of(who: str, all_of_them: Everybody) -> tuple[str, ...]:
    space = f"/p/{all_of_them.dawn.space}/"
    return {
        "dawn": (
            *(space, f"{space}how-it-was/{all_of_them.hannah.service.pk}/"),
            f"{space}circle/{all_of_them.sister}/wish/",
            *(f"{space}story/how-to-communicate/", "/writing/"),
        ),
        "hannah": (
            *("/", space, f"{space}moment/", f"{space}circle/"),
            f"/s/{all_of_them.hannah.service.slug}/",
        ),
        "jo": (space, f"{space}circle/", "/"),
        "marta": (
            "/",
            f"/s/{all_of_them.hannah.service.slug}/",
            f"/s/{all_of_them.hannah.service.slug}/choosing/screens/",
            all_of_them.learnt.counts,
        ),
        "reader": ("/",),
        "rajan": ("/",),
        "ada": ("/",),
        "officer": ("/",),
        "pauline": (
            *("/sets/headland-own/2/practice/P1.1/", "/sets/headland-own/2/add/"),
            *("/sets/headland-own/2/principle/", "/sets/headland-own/2/principle/1/", "/sets/headland-own/1/"),
        ),
        "nobody": (
            "/accounts/login/",
            f"/reply/{all_of_them.code}/",
            f"/join/{all_of_them.invitation}/",
            "/principles/",
            *("/answer/", f"/answer/{all_of_them.learnt.slip}/", f"/answer/{all_of_them.learnt.slip}/story/"),
            *(f"/words/{all_of_them.learnt.words}/", f"/choose/{all_of_them.learnt.vote}/"),
            f"/told-back/{all_of_them.hannah.service.slug}/",
            *(f"/interview/{all_of_them.studied.given}/", f"/refine/{all_of_them.studied.refine}/"),
        ),
    }[who]


def test_every_page_fits_a_small_phone_and_large_text_and_has_no_fault_of_access(arrives: Arrives) -> None:
    seen: set[str] = set()
    with given("a space in which something stands on every page"):
        here = everything()
    for who in ("dawn", "hannah", "jo", "ada", "officer", "pauline", "marta", "reader", "rajan", "nobody"):
        with when(f"{who} follows every link"):
            visitor = arrives(getattr(here, who, None), size=SMALL_PHONE)
            seen |= walks_through(visitor, *starts_of(who, here))
    with then("no page was left out"):
        assert every_name() - seen - set(NO_PAGE) == set()


def every_name() -> set[str]:
    """The names of all pages of ours."""

    def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
        return {one.name or "" for one in patterns if isinstance(one, URLPattern)}

    return names(get_resolver().url_patterns) - {"", "set_language"}


def test_without_scripts_everything_works(arrives: Arrives) -> None:
    with given("a browser without scripts"):
        here = everything()
        hers = arrives(here.dawn, size=SMALL_PHONE, javascript=False)
        space = f"/p/{here.dawn.space}/"
    with when("Dawn writes, opens something and asks"):
        hers.opens(f"{space}story/part/also/")
        hers.writes("What else is good to know?", "I hear badly on the left.")
        hers.presses("Save")
        hers.sees("I hear badly on the left.")
        hers.opens(f"{space}conversations/")
        hers.follows("Nights and")
        hers.writes("Your message", "Sent without a script.")
        hers.presses("Send", exact=True)
        hers.sees("Sent without a script.")
        hers.opens(f"{space}circle/")
        hers.follows("Hannah Reid-Featherstonehaugh")
        hers.follows("Change what they can see")
        hers.picks("No", group=re.compile("read what your notes say"), exact=True)
        hers.presses("Go on")
    with then("it is done"):
        hers.sees("cannot read what your notes say")
    with then("the menu and the language are there too"):
        hers.goes_to("Home")
        hers.presses("Cymraeg")
        expect(hers.page.locator("html")).to_have_attribute("lang", "cy")


def test_by_keyboard_alone_the_main_thing_of_a_page_is_near(arrives: Arrives) -> None:
    with given("Dawn cannot hold a mouse today"):
        here = everything()
        hers = arrives(here.dawn)
        hers.opens(f"/p/{here.dawn.space}/story/part/line/")
        keys = hers.page.keyboard
    with when("she presses Tab once and then Enter"):
        keys.press("Tab")
        expect(hers.page.locator(":focus")).to_have_text("Skip to the main part of this page")
        keys.press("Enter")
    with then("she is past the menu, and every stop from there shows where she is"):
        stops = []
        for _press in range(12):
            keys.press("Tab")
            stops.append(hers.page.evaluate(WHERE))
            if stops[-1]["name"] == "text":
                break
        assert stops[-1]["name"] == "text", stops
        assert all(one["seen"] for one in stops), stops
    with when("she writes and goes on to the button"):
        keys.press("Control+A")
        keys.type("I plan my nights around my back.")
        for _press in range(12):
            keys.press("Tab")
            if hers.page.evaluate(WHERE)["text"] == "Save":
                break
        with hers.page.expect_navigation():
            keys.press("Enter")
    with then("it is saved"):
        hers.sees("I plan my nights around my back.")


WHERE = """() => {
  const here = document.activeElement, look = getComputedStyle(here)
  const frame = getComputedStyle(here.closest('.nhsuk-radios__item, .nhsuk-checkboxes__item') || here)
  const beside = here.nextElementSibling ? getComputedStyle(here.nextElementSibling, '::before') : null
  const marked = (s) => s && (s.outlineStyle !== 'none' && s.outlineWidth !== '0px' || s.boxShadow !== 'none')
  return {name: here.name || '', text: here.textContent.trim().slice(0, 40), seen: Boolean(marked(look) || marked(frame) || marked(beside))}
}"""
