"""A professional outside: a link to one conversation, no account, and an end whenever the person says so."""

import pytest

from tests.factories import a_person, a_professional_in, lets_in
from tests.factories.talk import a_conversation
from tests.journeys.visitor import PHONE, Arrives, given, then, when

pytestmark = pytest.mark.journey


def test_somebody_outside_answers_by_link_until_the_person_ends_it(arrives: Arrives) -> None:
    with given("Ewa has a conversation about work"):
        ewa = a_person("Ewa")
        thread = a_conversation(ewa, subject="My chair at work", words="My manager asks what would help.")
        a_conversation(ewa, subject="Something private", words="For nobody else.")
        hers = arrives(ewa)
    with when("she makes a link for the occupational health nurse"):
        hers.opens(f"/p/{ewa.space}/conversations/{thread}/people/")
        hers.follows("Make a link")
        hers.writes("Who is it for?", "Ms Brand")
        hers.picks("One week")
        hers.presses("Make the link")
        address = hers.page.get_by_label("The address, to copy").input_value()
        hers.sees("It works until")
    with when("the nurse opens it on a phone"):
        nurse = arrives(size=PHONE)
        nurse.opens(address)
    with then("there is this one conversation, and nothing else"):
        nurse.is_told("My chair at work")
        nurse.sees("My manager asks what would help.")
        nurse.does_not_see("Something private")
    with when("she says who she is and answers"):
        nurse.writes("Your name", "Carla Brand")
        nurse.writes("What you do", "occupational health nurse")
        nurse.writes("Where you work", "Invented Works Ltd")
        nurse.writes("Your message", "A chair that tips, and a break each hour. I can write that to them.")
        nurse.presses("Send", exact=True)
        nurse.sees("You write as Carla Brand")
    with then("Ewa reads it with name and role, and that the link was opened"):
        hers.opens(f"/p/{ewa.space}/conversations/{thread}/")
        hers.sees("A chair that tips, and a break each hour.")
        hers.sees("occupational health nurse")
        hers.follows("See, add or let go")
        hers.sees("Opened")
    with when("Ewa ends the link"):
        hers.presses("End the link for")
    with then("the same address opens nothing, says so kindly, and gives typed words back"):
        nurse.writes("Your message", "One more thing, about the lamp.")
        nurse.presses("Send", exact=True)
        nurse.is_told("This link does not open anything now")
        nurse.sees("One more thing, about the lamp.")
        gone = nurse.opens(address)
        assert gone is not None
        assert gone.status == 410
        nurse.sees("You can ask whoever gave it to you for another one.")


def test_somebody_with_leave_sends_a_link_and_the_person_sees_it_and_ends_it(arrives: Arrives) -> None:
    with given("Ewa talks with her physiotherapist about work"):
        ewa, piotr = a_person("Ewa"), a_professional_in(name="Piotr", job_title="physiotherapist")
        member = lets_in(ewa, piotr)
        thread = a_conversation(ewa, member, subject="My chair at work", words="My manager asks what would help.")
        hers, his = arrives(ewa), arrives(piotr, size=PHONE)
        people = f"/p/{ewa.space}/conversations/{thread}/people/"
        his.opens(people)
        his.does_not_see("Make a link")
    with when("she allows him to send links, until she says otherwise"):
        hers.opens(f"/p/{ewa.space}/circle/{member}/consent/")
        hers.picks("Yes", group="send somebody outside a link", exact=True)
        hers.presses("Go on")
        hers.is_told("Is this what you want?")
        hers.sees("Piotr can send a link to a conversation they are in.")
        hers.picks("Now")
        hers.presses("Yes, save this")
    with when("he sends one to the occupational health nurse"):
        his.opens(people)
        his.follows("Make a link")
        his.sees("Speak with Ewa first.")
        his.writes("Who is it for?", "Ms Brand")
        his.writes("What do they do, and where?", "occupational health nurse")
        his.picks("One week")
        his.presses("Make the link")
        address = his.page.get_by_label("The address, to copy").input_value()
    with then("the nurse reads it without an account"):
        nurse = arrives(size=PHONE)
        nurse.opens(address)
        nurse.sees("My manager asks what would help.")
    with then("Ewa sees who sent it to whom, and ends it"):
        hers.opens(people)
        hers.sees("By a link that Piotr sent.")
        hers.presses("End the link for Ms Brand")
        hers.opens(f"/p/{ewa.space}/circle/history/")
        hers.sees("Piotr sent Ms Brand a link to the conversation “My chair at work”.")
        gone = nurse.opens(address)
        assert gone is not None
        assert gone.status == 410
