"""P5.1 Across specialties and organisations, with the person.

Dawn is tired of carrying messages between her surgery, the pain service and her work. She begins one conversation about one thing and
chooses who is in it. Nobody talks about her without her: there is no thread that she is not in. She asks the pain nurse for a date, and sees
when it was seen, by whom, and how it ended. When the day passes, the nurse's service hears that an answer is late, and nothing of what
or whom it is about. Her union representative answers from a telephone, by a link, without an account; Dawn sees each
opening and can end the link at once. Words that nobody understands are asked about, kindly. Everybody here is invented.
"""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from alongside.care.models import Ask, AskClock, Participant
from alongside.core.models import Fact
from alongside.core.walls import action
from alongside.people import actions as people
from alongside.people.rules import Channel
from tests.factories import (
    Person,
    Professional,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    a_service,
    lets_in,
    seen_by,
)
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dawn() -> Person:
    return a_person("Dawn Ellery")


@pytest.fixture
def priya() -> Professional:
    return a_professional_in(a_service("Persistent pain service"), "Priya Nair", "pain nurse")


@pytest.fixture
def farah() -> Professional:
    return a_professional_in(a_service("Saltpan Surgery"), "Farah Siddiqui", "GP")


def begins(dawn: Person, *members: UUID, subject: str = "When does the group start?", **more: Any) -> str:
    """Dawn begins a conversation; gives its address."""
    form = {"subject": subject, "words": "I need six weeks to swap shifts.", "members": [str(one) for one in members]}
    sent = at_a_keyboard(dawn).post(inside(dawn.space, "conversations/new/"), {**form, **more, "once": subject})
    assert sent.status_code == 302, words_of(sent)
    return str(sent["Location"])


def reads(somebody: Somebody, address: str) -> str:
    return words_of(at_a_keyboard(somebody).get(address))


def says(somebody: Somebody, address: str, words: str, **more: Any) -> None:
    sent = at_a_keyboard(somebody).post(address, {"what": "message", "words": words, "once": words, **more})
    assert sent.status_code == 302, words_of(sent)


def ask_in(somebody: Somebody) -> tuple[str, str]:
    with seen_by(somebody.viewer):
        row = Ask.objects.get()
        return str(row.pk), str(row.version)


def test_there_is_no_conversation_without_the_person(dawn: Person, priya: Professional, farah: Professional) -> None:
    lets_in(dawn, priya)
    lets_in(dawn, farah)
    start = at_a_keyboard(priya).get(inside(dawn.space, "conversations/new/"))
    assert start.status_code == 404, "who was not given leave to begin one has no page for it"
    address = begins(dawn)
    assert "In this conversation: Dawn Ellery." in reads(dawn, address)


def test_everybody_she_chose_reads_the_same_words_and_nobody_else_finds_a_trace(
    dawn: Person, priya: Professional, farah: Professional
) -> None:
    nurse, jo = lets_in(dawn, priya), a_carer("Jo")
    lets_in(dawn, jo)
    address = begins(dawn, nurse)
    assert "I need six weeks to swap shifts." in reads(priya, address)
    for outside in (jo, farah):
        assert at_a_keyboard(outside).get(address).status_code == 404
    assert "Nothing here for you just now" in reads(jo, inside(dawn.space, "conversations/"))


def test_an_ask_has_one_owner_and_ends_answered(dawn: Person, priya: Professional) -> None:
    nurse = lets_in(dawn, priya)
    address = begins(dawn, nurse, ask_of=str(nurse), ask_words="Is there a date?")
    assert "Asked, not seen yet" in reads(dawn, address)
    assert "Is there a date?" in reads(priya, "/staff/asks/")

    reads(priya, address)
    assert re.search(r"Seen by Priya Nair, pain nurse, Persistent pain service, .* at \d", reads(dawn, address))

    ask, version = ask_in(dawn)
    at_a_keyboard(priya).post(address, {"what": "working", "ask": ask, "version": version})
    assert "Working on it" in reads(dawn, address)
    says(priya, address, "The ninth, at two.", answers=ask)
    assert "This answers: “Is there a date?”" in reads(dawn, address)
    assert "Nothing waits for you" in reads(priya, "/staff/asks/")
    kinds = set(Fact.objects.filter(space=dawn.space).values_list("kind", flat=True))
    assert {"conversation.started", "message.sent", "ask.made", "ask.seen", "ask.answered"} <= kinds


def test_an_ask_is_passed_on_or_ends_with_the_reason_never_in_silence(
    dawn: Person, priya: Professional, farah: Professional
) -> None:
    nurse, doctor = lets_in(dawn, priya), lets_in(dawn, farah)
    address = begins(dawn, nurse, doctor, ask_of=str(nurse), ask_words="Who can change my tablets?")
    ask, version = ask_in(dawn)
    passed = {"what": "pass", "ask": ask, "version": version, "to": str(doctor), "note": "I cannot prescribe."}
    at_a_keyboard(priya).post(address, passed)
    shown = reads(dawn, address)
    assert "With Farah Siddiqui, GP" in shown
    assert "I cannot prescribe." in shown

    ask, version = ask_in(dawn)
    cannot = {"what": "cannot", "ask": ask, "version": version}
    at_a_keyboard(farah).post(address, {**cannot, "note": ""})
    assert "Cannot be answered" not in reads(dawn, address)
    at_a_keyboard(farah).post(address, {**cannot, "version": ask_in(dawn)[1], "note": "Only the hospital can."})
    assert "Because Only the hospital can." in reads(dawn, address)


def test_what_is_late_rises_to_the_service_and_tells_nobody_whom_it_is_about(dawn: Person, priya: Professional) -> None:
    colleague = a_professional_in(priya.service, "Sam Obi", "psychologist")
    nurse = lets_in(dawn, priya)
    address = begins(dawn, nurse, ask_of=str(nurse))

    @action
    def ten_days_pass() -> None:
        for table in (Ask, AskClock):
            for row in table.objects.all():
                table.objects.filter(pk=row.pk).update(due_on=row.due_on - timedelta(days=10))

    with seen_by(dawn.viewer):
        ten_days_pass()
    theirs = reads(colleague, "/staff/asks/")
    assert "An ask to Priya Nair is 3 days late. You cannot see it." in theirs
    assert "Dawn" not in theirs
    assert "group" not in theirs
    assert "It has been raised with Persistent pain service since" in reads(dawn, address)


def test_somebody_outside_answers_by_a_link_and_she_ends_it(dawn: Person) -> None:
    address = begins(dawn, subject="The early shift")
    made = at_a_keyboard(dawn).post(f"{address}link/", {"name": "Ronke", "weeks": "1", "once": "l"})
    found = re.search(r"/reply/[\w-]+/", made.content.decode())
    assert found is not None, "the address is shown this once"
    link, telephone = found[0], Client()
    assert "Dawn Ellery has shared this one conversation with you" in words_of(telephone.get(link))
    answer = {"what": "message", "words": "That is not a reason.", "once": "r"}
    assert "Please give your name." in words_of(telephone.post(link, answer))
    who = {"name": "Ronke Balogun", "role": "representative", "organisation": "Bus branch"}
    assert telephone.post(link, {**answer, **who}).status_code == 302
    shown = reads(dawn, address)
    assert "Ronke Balogun representative, Bus branch · answering by link That is not a reason." in shown
    assert "Opened 2 times" in reads(dawn, f"{address}people/")

    with seen_by(dawn.viewer):
        place = Participant.objects.get(standing="outside").pk
    at_a_keyboard(dawn).post(f"{address}link/{place}/end/")
    ended = telephone.get(link)
    assert ended.status_code == 410
    assert "You can ask whoever gave it to you for another one." in words_of(ended)


def test_words_nobody_understands_are_asked_about_and_explained(dawn: Person, farah: Professional) -> None:
    address = begins(dawn, lets_in(dawn, farah))
    says(farah, address, "It may be nociplastic pain.")
    message = re.findall(r'name="message" value="([^"]+)"', at_a_keyboard(dawn).get(address).content.decode())[-1]
    at_a_keyboard(dawn).post(address, {"what": "unclear", "message": message, "marked": "nociplastic"})
    html = at_a_keyboard(farah).get(address).content.decode()
    assert "Dawn Ellery would like to know what “nociplastic” means." in reads(farah, address)
    mark = re.findall(r'name="unclear" value="([^"]+)"', html)[-1]
    at_a_keyboard(farah).post(address, {"what": "explain", "unclear": mark, "answer": "Nerves that ring too early."})
    assert "Nerves that ring too early." in reads(dawn, address)


def test_a_notice_says_only_that_there_is_something_new(dawn: Person, priya: Professional) -> None:
    people.choose_notices(account=dawn.account.pk, channel=Channel.EMAIL, words="Your order", by=dawn.viewer)
    address = begins(dawn, lets_in(dawn, priya))
    says(priya, address, "Very private words.")
    [notice] = mail.outbox
    assert notice.subject == "Your order"
    assert "There is something new for you." in notice.body
    assert not [word for word in ("Priya", "Dawn", "pain", "private") if word in notice.subject + notice.body]
