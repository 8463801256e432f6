"""The person: tells it once, chooses who sees what, says whether notes are right, asks, reads who looked, takes it along."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.factories import a_professional_in, a_service
from tests.journeys.visitor import PHONE, Arrives, given, then, when

pytestmark = pytest.mark.journey


def a_resource(kind: str, **more: Any) -> dict[str, Any]:
    return {"resource": {"resourceType": kind, **more}}


NOTES = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        a_resource("Patient", id="p", name=[{"text": "Dawn Invented"}], birthDate="1980-05"),
        a_resource("Condition", id="c1", subject={"reference": "Patient/p"}, code={"text": "Low back pain"}),
        a_resource("Condition", id="c2", subject={"reference": "Patient/p"}, code={"text": "Fibromyalgia"}),
    ],
}


def test_a_person_tells_it_once_and_decides_who_sees_it(arrives: Arrives, tmp_path: Path) -> None:
    last_day = date.today() + timedelta(days=120)
    with given("Hannah works in the pain service, and Dawn has never been here"):
        hannah = a_professional_in(a_service("Harbour pain service"), name="Hannah Reid", job_title="psychologist")
        dawn, at_work = arrives(size=PHONE), arrives(hannah)
    with when("Dawn makes an account with a password"):
        dawn.opens("/")
        dawn.follows("Make an account")
        dawn.writes("What shall we call you?", "Dawn")
        dawn.writes("Your e-mail address", "dawn@example.test")
        dawn.page.locator("input[name=password1]").fill("quiet-harbour-in-may")
        dawn.page.locator("input[name=password2]").fill("quiet-harbour-in-may")
        dawn.presses("Make my account")
    with then("she is greeted, and opens a space of her own"):
        dawn.is_told("Hello Dawn")
        dawn.presses("Open my space")
        dawn.is_told("Your space")
    with when("she writes a line and a page, and seals what harmed her"):
        dawn.goes_to("My story")
        dawn.follows("A line about you")
        dawn.writes("Your story in a line", "I plan my nights around my back.")
        dawn.picks("People I let see my story")
        dawn.presses("Save")
        dawn.follows("A page about you")
        dawn.writes("Your story on a page", "It began after the second night shift. I am also low in winter.")
        dawn.picks("People I let see my story")
        dawn.presses("Save")
        dawn.follows("Care that harmed", exact=True)
        dawn.writes("What has harmed you in care so far?", "A letter that called me difficult.")
        dawn.picks("Sealed: only people I name")
        dawn.presses("Save")
    with then("all three stand in her story, and the last one is marked"):
        dawn.sees("I plan my nights around my back.")
        dawn.sees("It began after the second night shift.")
        dawn.sees("A letter that called me difficult.")
        dawn.sees("Sealed")
    with when("she invites Hannah, and opens the story and how to talk to her until a day in spring"):
        dawn.goes_to("My circle")
        dawn.follows("Invite somebody")
        dawn.follows("Somebody who works in a service")
        dawn.writes("A name, a service or a place", "harbour")
        dawn.presses("Look")
        dawn.follows("Harbour pain service")
        dawn.picks("Hannah Reid")
        dawn.presses("Go on")
        dawn.is_told("What may Hannah Reid see?")
        dawn.picks("Yes, until a day", group="May Hannah Reid read your story?")
        story = dawn.page.get_by_role("group", name="May Hannah Reid read your story?")
        for label, value in (("Day", last_day.day), ("Month", last_day.month), ("Year", last_day.year)):
            story.get_by_label(label, exact=True).fill(str(value))
        dawn.picks("Yes", group="May Hannah Reid read how you like to be communicated with?", exact=True)
        dawn.presses("Go on")
    with then("she sees it once more before anything is open"):
        dawn.is_told("Is this what you want?")
        dawn.sees(f"until {last_day:%A} {last_day.day} {last_day:%B %Y}")
        dawn.picks("Now", exact=True)
        dawn.presses("Yes, save this")
        dawn.sees("Hannah Reid can read your story")
    with when("Hannah says yes"):
        at_work.opens("/")
        at_work.follows("Answer")
        at_work.presses("Yes")
        at_work.goes_to("Story")
        at_work.sees("I plan my nights around my back.")
        at_work.does_not_see("A letter that called me difficult.")
    with then("Dawn can see it as Hannah sees it"):
        dawn.opens(dawn.page.url)
        dawn.follows("See it as they see it")
        dawn.is_told("As Hannah Reid sees it")
        dawn.sees("I plan my nights around my back.")
        dawn.does_not_see("A letter that called me difficult.")
    with when("she brings in her notes and says which line is not right"):
        file = tmp_path / "notes.json"
        file.write_text(json.dumps(NOTES), encoding="utf-8")
        dawn.goes_to("What my notes say")
        dawn.follows("Bring in notes from elsewhere")
        dawn.page.get_by_label("The file with your notes").set_input_files(file)
        dawn.presses("Bring it in")
        dawn.sees("Dawn Invented, born May 1980")
        dawn.follows("See what the notes say")
        dawn.presses("Yes", within=dawn.page.locator("main li").filter(has_text="Low back pain"))
        dawn.goes_to("What my notes say")
        dawn.follows("Fibromyalgia")
        dawn.picks("It is not right")
        dawn.writes("What is not right about it", "Somebody guessed. Nobody ever said it to me.")
        dawn.presses("Save what I say")
    with then("what she said stands beside the line"):
        dawn.goes_to("What my notes say")
        dawn.sees("Somebody guessed. Nobody ever said it to me.")
    with when("she starts a conversation with an ask"):
        dawn.goes_to("Conversations")
        dawn.follows("Start a conversation")
        dawn.writes("What is it about?", "Getting through the night")
        dawn.picks("Hannah Reid")
        dawn.writes("Your message", "Which of my tablets make the mornings so heavy?")
        dawn.unfolds("Ask somebody to answer")
        dawn.page.get_by_label("Who should answer this?").select_option(
            label="Hannah Reid, psychologist, Harbour pain service"
        )
        dawn.presses("Start the conversation")
    with then("it stands there with its owner and its day"):
        dawn.is_told("Getting through the night")
        dawn.sees("Asked, not seen yet")
        dawn.sees("Hannah Reid")
    with when("she reads who looked"):
        dawn.goes_to("Who looked")
    with then("Hannah’s look is there by name"):
        dawn.sees(re.compile(r"Hannah Reid, psychologist, Harbour pain service,? read your story"))
    with when("she takes everything along"):
        dawn.goes_to("Home")
        dawn.follows("Take everything along")
        with dawn.page.expect_download() as going:
            dawn.page.get_by_role("button", name="Download everything").click()
        going.value.save_as(tmp_path / "space.zip")
    with then("the file holds her words, her notes and a page to read"):
        with ZipFile(tmp_path / "space.zip") as whole:
            page = whole.read("read-me.html").decode()
            assert "I plan my nights around my back." in page
            assert "A letter that called me difficult." in page
            assert "Fibromyalgia" in page
            assert "space.json" in whole.namelist()
