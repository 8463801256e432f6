"""Noreen and Alex, a peer researcher, read an interview alone and then together; Sam refines the draft. Everybody is invented."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.people.queries import account
from tests.factories import Somebody
from tests.journeys.visitor import DESK, PHONE, Arrives, Visitor, given, then, when
from tests.themes.study import a_study
from tests.themes.typed import word

pytestmark = pytest.mark.journey


def test_a_peer_researcher_reads_alone_and_a_practice_begins(arrives: Arrives) -> None:
    with given("a study with three interviews, its keeper at a desk and a peer researcher with a phone"):
        here = a_study()
        noreen, alex = (Somebody(account(one.account), one) for one in (here.noreen, here.alex))
        hers, theirs = arrives(noreen, size=DESK), arrives(alex, size=PHONE)
    with when("Noreen opens a round"):
        hers.opens("/")
        hers.follows("Telling it again")
        hers.follows("Open a round of reading")
        for name in ("Robin", "Noreen", "Alex"):
            hers.page.get_by_label(name, exact=True).check()
        hers.presses("Open the round")
        hers.sees("Each reads alone.")
    with when("Alex comes from home, ticks a sentence and forgets the code"):
        theirs.opens("/")
        theirs.follows("Telling it again")
        theirs.follows("Round 1")
        theirs.follows("Robin")
        theirs.page.get_by_label("Nobody had read the letter.").check()
        theirs.presses("Mark the ticked sentences")
    with then("they are asked for it, and the tick is still there"):
        theirs.sees("Please choose a code.")
        assert theirs.page.get_by_label("Nobody had read the letter.").is_checked()
    with when("they mark it, and one more"):
        theirs.page.get_by_label("Code for the ticked sentences").select_option(label="Not read")
        theirs.writes("A note to yourself, if you like", "It lay on the desk.")
        theirs.presses("Mark the ticked sentences")
        theirs.page.get_by_label("I told it again and again.").check()
        theirs.page.get_by_label("Code for the ticked sentences").select_option(label="Telling again")
        theirs.presses("Mark the ticked sentences")
        theirs.follows("That was the last one. Back to the round")
        theirs.presses("I have read everything")
    with then("Noreen, who still reads, sees nothing of it"):
        hers.follows("Robin")
        hers.does_not_see("It lay on the desk.")
        hers.page.get_by_label("I told it again and again.").check()
        hers.page.get_by_label("Code for the ticked sentences").select_option(label="Telling again")
        hers.presses("Mark the ticked sentences")
        hers.follows("That was the last one. Back to the round")
        hers.presses("I have read everything")
    with then("both see where they differ, and keep both readings"):
        hers.sees("Where you differ")
        hers.sees("It lay on the desk.")
        hers.unfolds("How do you leave it?")
        hers.writes("Why, in a few words", "Both hold.")
        hers.presses("Keep both readings")
        hers.sees("Both readings stay.")
        hers.follows("How alike did we read?")
        hers.sees("It says how alike you read, not who is right.")
    with when("Alex names a theme and drafts a practice on the phone"):
        theirs.opens("/")
        theirs.follows("Telling it again")
        theirs.follows("All themes, and which practices speak of them")
        theirs.unfolds("Name a theme")
        theirs.writes("A short name", "Read it first")
        theirs.writes("What do people say, in one or two sentences?", "Nobody reads what is there.")
        theirs.page.get_by_label("Not read", exact=True).check()
        theirs.presses("Keep the theme")
        theirs.sees("1 person speaks of it")
        theirs.unfolds("Draft a practice")
        form = theirs.page.locator("form", has=theirs.page.get_by_role("button", name="Keep the draft"))
        form.get_by_label("A short name").fill("Read before you ask")
        form.get_by_label("What happens, in a plain sentence").fill("Whoever comes has read what was sent.")
        form.get_by_label("First meeting").check()
        form.get_by_label("Something a service does").check()
        theirs.presses("Keep the draft")
        theirs.sees("First at least five people say what they think of it.")
    with when("Noreen makes one code, and Sam opens it on a phone without an account"):
        hers.opens(theirs.page.url.removeprefix(hers.site))
        hers.unfolds("Ask people what they think")
        form = hers.page.locator("form", has=hers.page.get_by_role("button", name="Make the codes"))
        form.get_by_label("How many?").fill("1")
        hers.gives_day("Until when can they answer?", clock.today() + timedelta(days=9))
        hers.presses("Make the codes")
        address = hers.page.locator(".code-shown").first.inner_text()
        sams = arrives(None, size=PHONE)
        sams.opens(address.removeprefix(sams.site))
        sams.page.get_by_label("I would change something").check()
        sams.presses("Send it")
        sams.sees("Please say in a few words what you would change")
        sams.writes("In your own words", "Leave me room to tell it.")
        sams.presses("Send it")
        sams.sees("Thank you.")
    with then("both read it, and no name stands on it"):
        theirs.opens(theirs.page.url.removeprefix(theirs.site))
        theirs.sees("Leave me room to tell it.")


def test_the_giver_of_an_interview_takes_it_back_on_a_phone_without_scripts(arrives: Arrives) -> None:
    with given("Robin holds the address from the day of the interview"):
        here = a_study()
        robins = arrives(None, size=PHONE, javascript=False)
        robins.opens(f"/interview/{here.returns['Robin']}/")
        robins.sees("Your name does not stand beside them.")
    with when("Robin takes the words back"):
        robins.unfolds("Take my words back")
        robins.presses("Take them back")
    with then("they are gone for everybody"):
        robins.sees("You took your words back")
        hers = arrives(Somebody(account(here.noreen.account), here.noreen), size=DESK)
        hers.opens(f"/studies/{here.study}/")
        hers.does_not_see("Robin")


def test_an_interview_comes_as_a_document_and_is_read_through_first(arrives: Arrives) -> None:
    with given("Noreen, with an interview that was typed up in a word processor, on a phone"):
        here = a_study()
        hers = arrives(Somebody(account(here.noreen.account), here.noreen), size=PHONE)
        hers.opens("/")
        hers.follows("Telling it again")
        hers.follows("Bring words")
    with when("she chooses a recording by mistake"):
        hers.writes("A made-up name for this person", "Kit")
        chooses(hers, "kit.mp3", b"ID3\x04\x00")
        hers.presses("Bring this interview")
    with then("one sentence says what can be done instead, and the name is still there"):
        hers.sees("Sound, scans and PDFs have to be typed up first")
        assert hers.page.get_by_label("A made-up name for this person").first.input_value() == "Kit"
    with when("she chooses the document"):
        chooses(hers, "kit.docx", word("I: How was it?", "R: Mr Hart never rang back."))
        hers.presses("Bring this interview")
    with then("its words stand where she would have typed them, and nothing is kept yet"):
        hers.sees("This is what we read in kit.docx.")
        hers.sees("Mr Hart")
        field = hers.page.get_by_label("Their words")
        assert field.input_value() == "I: How was it?\nR: Mr Hart never rang back."
    with when("she takes the name out and brings it"):
        field.fill(field.input_value().replace("Mr Hart", "They"))
        hers.presses("Bring this interview")
    with then("it is there, with an address for Kit alone"):
        hers.sees("The words of Kit are here")
        hers.sees("/interview/")


def chooses(visitor: Visitor, name: str, data: bytes) -> None:
    """Choose a file in the form."""
    field = visitor.page.get_by_label("Or the document in which they were typed up")
    field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
