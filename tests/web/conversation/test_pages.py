"""The pages of conversations, as a browser without scripts sees them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.care.actions import conversation as do
from alongside.care.models import Ask, AskClock, Message, Participant, Seen
from alongside.circle.rules import Area
from alongside.core import clock
from alongside.core.models import AccessEvent
from alongside.core.walls import action
from tests.factories import a_carer, a_person, a_professional_in, a_service, footing_of, lets_in, seen_by
from tests.factories.talk import a_conversation, ask_in, opens, said_in, writes
from tests.web.conversation.browsing import at, browser_of, hidden, page, plain, says, talk_of, taps

pytestmark = pytest.mark.django_db


def test_the_person_starts_a_conversation_in_plain_words_and_asks_somebody() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = str(lets_in(dawn, hannah))
    browser = browser_of(dawn)
    start = at("start_conversation", dawn)
    asked = {"subject": "Getting through the night", "words": "I wake at three.", "ask_of": member}

    refused = browser.post(start, {**asked, "once": "a"})
    assert refused.status_code == 422
    assert "Tick their name too" in plain(refused)
    assert "I wake at three." in refused.content.decode()

    sent = browser.post(start, {**asked, "members": [member], "once": "b"}, follow=True)
    shown = plain(sent)
    assert "Getting through the night" in shown
    assert "Asked, not seen yet" in shown
    assert "Hannah can read what you write here." in shown
    due = clock.today() + timedelta(days=7)
    assert f"{due.day} {due:%B}" in shown

    seen = plain(page(browser_of(hannah), sent.request["PATH_INFO"]))
    assert "I am working on it" in seen
    assert "The person chooses what is shared here." in seen
    assert "Seen by Hannah, psychologist" in plain(page(browser, sent.request["PATH_INFO"]))


def test_an_ask_is_worked_on_and_answered_with_taps() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))
    theirs, address = browser_of(hannah), talk_of(dawn, thread)

    assert taps(theirs, address, "working").status_code == 302
    assert "Working on it" in plain(page(browser_of(dawn), address))
    ask = ask_in(hannah, dawn.space, thread)
    html = page(theirs, f"{address}?answer={ask.id}")
    assert f'value="{ask.id}" checked' in html
    assert says(theirs, address, "The ninth, at two.", answers=str(ask.id)).status_code == 302
    shown = plain(page(browser_of(dawn), address))
    assert "Answered" in shown
    assert "See the answer" in shown
    assert "This answers: “Is there a date?”" in shown


def test_saying_why_not_without_a_reason_keeps_the_page_and_says_what_is_missing() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))
    theirs, address = browser_of(hannah), talk_of(dawn, thread)
    refused = taps(theirs, address, "cannot", note=" ")
    assert refused.status_code == 409
    assert "Please say in a sentence why it cannot be answered." in plain(refused)
    assert taps(theirs, address, "cannot", note="I have no way in.").status_code == 302
    assert "I have no way in." in plain(page(browser_of(dawn), address))


def test_tapping_twice_is_tapping_once() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))
    theirs, address = browser_of(hannah), talk_of(dawn, thread)
    html = page(theirs, address)
    form = {name: hidden(html, name, what="working") for name in ("once", "ask", "version")}
    for _tap in range(2):
        assert theirs.post(address, {"what": "working", **form}).status_code == 302
    assert [step.state for step in ask_in(dawn, dawn.space, thread).steps].count("working-on-it") == 1


def test_the_same_form_sent_twice_lands_once_and_other_words_show_both_texts() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    mine, address = browser_of(dawn), talk_of(dawn, thread)
    form = {"what": "message", "words": "Yes please.", "once": "k"}
    assert mine.post(address, form).status_code == 302
    assert mine.post(address, form).status_code == 302
    assert len(said_in(dawn, dawn.space, thread)) == 2
    both = mine.post(address, {**form, "words": "No thank you."})
    assert both.status_code == 409
    assert "What stands now Yes please. What you wrote No thank you." in plain(both)
    assert hidden(both.content.decode(), "once", what="message") != "k", "it can be sent again as new words"


def test_a_refused_file_stores_nothing_and_keeps_the_words() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    mine, address = browser_of(dawn), talk_of(dawn, thread)
    bad = SimpleUploadedFile("run.exe", b"MZ\x90\x00 not for keeping")
    refused = mine.post(address, {"what": "message", "words": "My diary.", "files": [bad], "once": "f"})
    assert refused.status_code == 422
    assert "was not stored" in plain(refused)
    assert "My diary." in refused.content.decode()
    assert len(said_in(dawn, dawn.space, thread)) == 1

    good = [SimpleUploadedFile("a.txt", b"Monday"), SimpleUploadedFile("b.txt", b"Tuesday")]
    assert mine.post(address, {"what": "message", "words": "", "files": good, "once": "g"}).status_code == 302
    last = said_in(dawn, dawn.space, thread)[-1]
    assert [file.name for file in last.files] == ["a.txt", "b.txt"]
    file = at("conversation_file", dawn, thread_id=thread, file_id=last.files[0].id)
    given = mine.get(file)
    assert given.content == b"Monday"
    assert given["Content-Disposition"].startswith("attachment")
    assert "sandbox" in given["Content-Security-Policy"]
    stranger = a_carer()
    lets_in(dawn, stranger)
    assert browser_of(stranger).get(file).status_code == 404


def test_whoever_is_not_in_it_gets_the_same_page_as_for_nothing_at_all() -> None:
    dawn, hannah, jo = a_person(), a_professional_in(), a_carer()
    lets_in(dawn, hannah, (Area.STORY, Area.CONVERSATION))
    lets_in(dawn, jo)
    thread = a_conversation(dawn)
    stranger = a_professional_in(name="Stranger")
    for somebody in (hannah, jo, stranger):
        browser = browser_of(somebody)
        for name in ("conversation", "conversation_people", "make_link"):
            there = browser.get(at(name, dawn, thread_id=thread))
            nowhere = browser.get(at(name, dawn, thread_id=dawn.space))
            assert (there.status_code, nowhere.status_code) == (404, 404)
            assert plain(there) == plain(nowhere)
        assert browser.post(talk_of(dawn, thread), {"what": "message", "words": "Hello"}).status_code == 404
    assert "Nothing here for you just now" in plain(page(browser_of(jo), at("conversations", dawn)))
    with seen_by(dawn.viewer):
        assert Message.objects.count() == 1


def test_a_professional_suggests_and_the_person_says_yes_or_no_on_one_page() -> None:
    dawn, hannah, farah = a_person(), a_professional_in(), a_professional_in(name="Farah")
    thread = a_conversation(dawn, lets_in(dawn, hannah, (Area.CIRCLE,)))
    other = lets_in(dawn, farah)
    theirs, mine = browser_of(hannah), browser_of(dawn)
    people = at("conversation_people", dawn, thread_id=thread)
    theirs.post(people, {"what": "suggest", "member": str(other), "once": "a"})
    theirs.post(people, {"what": "suggest", "name": "Ronke", "role": "union representative", "once": "b"})
    assert "Please write who it is" in plain(theirs.post(people, {"what": "suggest", "name": " "}))
    shown = plain(page(mine, people))
    assert "Hannah suggests Farah" in shown
    assert "Make a link for them" in shown
    assert "Say yes or no to Farah" in plain(page(mine, at("conversations", dawn)))
    with seen_by(dawn.viewer):
        waiting = {place.name: str(place.pk) for place in Participant.objects.filter(waits_for_yes=True)}
    assert browser_of(farah).get(talk_of(dawn, thread)).status_code == 404
    mine.post(people, {"what": "yes", "participant": waiting["Farah"]})
    assert browser_of(farah).get(talk_of(dawn, thread)).status_code == 200
    mine.post(people, {"what": "no", "participant": waiting["Ronke"]})
    assert "Ronke" not in plain(page(mine, people))
    assert "Ronke" not in plain(page(theirs, people)), "a no leaves no trace"


def test_letting_go_ends_access_at_once_and_sends_no_message() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    theirs, mine = browser_of(hannah), browser_of(dawn)
    assert theirs.get(talk_of(dawn, thread)).status_code == 200
    with seen_by(dawn.viewer):
        place = Participant.objects.get(member__isnull=False)
    done = mine.post(
        at("conversation_people", dawn, thread_id=thread), {"what": "remove", "participant": str(place.pk)}, follow=True
    )
    assert "Nobody was told" in done.content.decode()
    assert theirs.get(talk_of(dawn, thread)).status_code == 404
    assert "Getting" not in page(theirs, at("conversations", dawn))


def test_hints_on_words_are_for_staff_and_block_nothing() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    theirs, address = browser_of(hannah), talk_of(dawn, thread)
    looked = theirs.post(address, {"what": "message", "words": "She denies any pain.", "look": "yes", "once": "x"})
    assert looked.status_code == 200
    assert "“denies any pain”" in plain(looked)
    assert "She denies any pain." in looked.content.decode()
    assert len(said_in(dawn, dawn.space, thread)) == 1
    assert "Look at my words first" not in page(browser_of(dawn), address)
    assert theirs.post(address, {"what": "message", "words": "She denies any pain.", "once": "x"}).status_code == 302


def test_what_does_this_mean_is_asked_and_answered() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    message = writes(hannah, dawn.space, thread, "It may be central sensitisation.")
    mine, theirs, address = browser_of(dawn), browser_of(hannah), talk_of(dawn, thread)
    wrong = taps(mine, address, "unclear", message=str(message), marked="sciatica")
    assert "We could not find those words in the message." in plain(wrong)
    taps(mine, address, "unclear", message=str(message), marked="central sensitisation")
    assert "Some of your words were not clear" in plain(page(theirs, at("conversations", dawn)))
    html = page(theirs, address)
    assert "Dawn would like to know what “central sensitisation” means." in plain(html)
    taps(theirs, address, "explain", unclear=hidden(html, "unclear"), answer="Very watchful nerves.")
    assert "Very watchful nerves." in plain(page(mine, address))


def test_waiting_in_my_service_shows_ones_own_in_full_and_of_others_only_that_it_is_late() -> None:
    service = a_service("Pain service")
    dawn, hannah = a_person("Dawn"), a_professional_in(service)
    colleague = a_professional_in(service, name="Priya")
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member, subject="Private matter")
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))

    @action
    def ten_days_pass() -> None:
        for table in (Ask, AskClock):
            for row in table.objects.all():
                table.objects.filter(pk=row.pk).update(due_on=row.due_on - timedelta(days=10))

    with seen_by(dawn.viewer):
        ten_days_pass()
    own = plain(page(browser_of(hannah), "/staff/asks/"))
    assert "Dawn" in own
    assert "Is there a date?" in own
    assert "3 days late" in own
    theirs = plain(page(browser_of(colleague), "/staff/asks/"))
    assert "An ask to Hannah is 3 days late. You cannot see it." in theirs
    assert "Dawn" not in theirs
    assert "Private matter" not in theirs
    shown = plain(page(browser_of(dawn), talk_of(dawn, thread)))
    assert "It has been raised with Pain service since" in shown
    with seen_by(dawn.viewer):
        looks = AccessEvent.objects.filter(action="work.asks", space=dawn.space)
        assert list(looks.values_list("actor_name", flat=True)) == ["Hannah"]


@pytest.mark.parametrize("how", ["pause", "end", "pause all", "let go"])
def test_a_service_hears_no_more_of_what_was_asked_of_somebody_who_is_shut_out(how: str) -> None:
    service = a_service("Pain service")
    dawn, hannah = a_person("Dawn"), a_professional_in(service)
    colleague = browser_of(a_professional_in(service, name="Priya"))
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member)
    writes(dawn, dawn.space, thread, "Is there a date?", asks=str(member))

    @action
    def ten_days_pass() -> None:
        for row in AskClock.objects.all():
            AskClock.objects.filter(pk=row.pk).update(due_on=row.due_on - timedelta(days=10))

    with seen_by(dawn.viewer):
        ten_days_pass()
        place = Participant.objects.get(member=member).pk
    assert "An ask to Hannah" in plain(page(colleague, "/staff/asks/"))
    mine = browser_of(dawn)
    if how == "pause":
        mine.post(at("circle_member", dawn, member_id=member), {"what": "pause"})
    elif how == "end":
        mine.post(at("circle_end", dawn, member_id=member))
    elif how == "pause all":
        mine.post(at("circle_pause_all", dawn))
    else:
        people = at("conversation_people", dawn, thread_id=thread)
        mine.post(people, {"what": "remove", "participant": str(place)})
    assert browser_of(hannah).get(talk_of(dawn, thread)).status_code == 404
    assert "No ask to your colleagues is late." in plain(page(colleague, "/staff/asks/"))
    assert "No ask to your colleagues is late." in plain(page(browser_of(hannah), "/staff/asks/"))


def test_a_browser_that_fetches_ahead_has_read_nothing() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    browser_of(hannah).get(talk_of(dawn, thread), headers={"Sec-Purpose": "prefetch"})
    with seen_by(dawn.viewer):
        assert not Seen.objects.filter(name="Hannah").exists()
    browser_of(hannah).get(talk_of(dawn, thread))
    with seen_by(dawn.viewer):
        assert Seen.objects.filter(name="Hannah").exists()


def test_a_long_conversation_shows_its_newest_part_and_the_way_to_what_came_before() -> None:
    dawn = a_person()
    thread = a_conversation(dawn, words="The very first.")
    for number in range(45):
        writes(dawn, dawn.space, thread, f"Line {number}.")
    mine, address = browser_of(dawn), talk_of(dawn, thread)
    newest = page(mine, address)
    assert "Line 44." in newest
    assert "The very first." not in newest
    assert "?before=" in newest
    assert "The very first." in page(mine, f"{address}?before=7")


def test_fifty_conversations_and_five_hundred_messages_ask_no_more_of_the_database_than_five() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    footing = footing_of(dawn, dawn.space)
    made: list[UUID] = []

    @action
    def grow(threads: int) -> None:
        for number in range(threads):
            made.append(
                do.start(footing=footing, subject=f"Subject {number}", words="Hi", members=[member], by=dawn.viewer)
            )
            Message.objects.bulk_create(
                Message(thread_id=made[-1], author_name="Hannah", words=f"Line {line}", number=line)
                for line in range(2, 11)
            )

    def asked() -> dict[str, int]:
        browser = browser_of(dawn)
        counted = {}
        for address in (at("conversations", dawn), talk_of(dawn, made[0])):
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            counted[address] = len(queries)
        return counted

    with seen_by(dawn.viewer):
        grow(5)
    few = asked()
    with seen_by(dawn.viewer):
        grow(45)
    assert asked() == few
    assert max(few.values()) < 50, few


def test_whoever_passed_an_ask_on_is_not_said_to_have_seen_it_for_the_next() -> None:
    dawn, hannah, marcia = a_person("Dawn"), a_professional_in(), a_professional_in(name="Marcia")
    theirs = lets_in(dawn, marcia)
    first = lets_in(dawn, hannah)
    thread = a_conversation(dawn, first, theirs)
    writes(dawn, dawn.space, thread, "Who knows about chairs?", asks=str(first))
    opens(hannah, dawn.space, thread)
    assert (seen := ask_in(dawn, dawn.space, thread).seen) is not None
    assert seen.by_name == "Hannah"
    ask = ask_in(hannah, dawn.space, thread)
    sent = {"what": "pass", "ask": str(ask.id), "to": str(theirs), "version": str(ask.version), "note": ""}
    assert browser_of(hannah).post(talk_of(dawn, thread), sent).status_code == 302
    assert ask_in(dawn, dawn.space, thread).seen is None
    opens(marcia, dawn.space, thread)
    assert (seen := ask_in(dawn, dawn.space, thread).seen) is not None
    assert seen.by_name == "Marcia"


@action
def _their_days_pass(days: int) -> None:
    for row in Ask.objects.all():
        Ask.objects.filter(pk=row.pk).update(due_on=row.due_on - timedelta(days=days))


def test_lateness_is_said_kindly_to_the_person_and_plainly_to_whoever_is_late() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah)
    asked, asking = a_conversation(dawn, member), a_conversation(dawn, member, subject="Another")
    writes(dawn, dawn.space, asked, "Could you look?", asks=str(member))
    writes(hannah, dawn.space, asking, "How was the night?", asks="person")
    with seen_by(dawn.viewer):
        _their_days_pass(9)
    mine, hers = browser_of(dawn), browser_of(hannah)
    shown = plain(page(mine, talk_of(dawn, asked)))
    assert "They have not answered yet." in shown
    assert "This is late" not in shown
    own = plain(page(mine, talk_of(dawn, asking)))
    assert "The day has passed. Answer when it suits you." in own
    assert "This is late" not in own
    assert "This is late" in plain(page(hers, talk_of(dawn, asked)))
    listed = plain(page(mine, at("conversations", dawn)))
    assert listed.count("Not answered yet") == 1, "what the person was asked is never late to them"
    assert "An answer is late" not in listed
