"""Answering without an account: one link, one conversation, said plainly, logged, ended at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from alongside.care.actions import conversation as do
from alongside.care.models import Ask, Follower, Message, Participant, Seen, Thread
from alongside.care.queries import links as tell
from alongside.circle.models import Grant
from alongside.core import clock
from alongside.core.models import AccessEvent, Fact
from alongside.core.uploads import checked
from alongside.core.walls import action, first_wall_open
from tests.factories import a_person, a_professional_in, footing_of, lets_in, seen_by
from tests.factories.talk import a_conversation, a_link, ask_in, bearer_of, said_in, writes
from tests.web.conversation.browsing import at, browser_of, hidden, page, plain, says, talk_of

pytestmark = pytest.mark.django_db

WHO = {"name": "Ronke Balogun", "role": "representative", "organisation": "Bus workers’ branch"}


@action
def _move_ends(by: timedelta) -> None:
    for row in Grant.objects.exclude(ends_at=None):
        Grant.objects.filter(pk=row.pk).update(ends_at=row.ends_at - by)


def test_the_person_makes_a_link_and_its_address_is_shown_once() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    mine, make = browser_of(dawn), at("make_link", dawn, thread_id=thread)
    once = hidden(page(mine, make), "once")
    form = {"name": "Dr Okoro", "weeks": "2", "once": once}
    made = mine.post(make, form)
    assert made.status_code == 200
    html = made.content.decode()
    assert "http://testserver/reply/" in html
    assert "data:image/svg+xml;base64," in html
    assert "Sleep" not in plain(html), "what may be printed says nothing of what it is about"
    again = mine.post(make, form)
    assert "Its address is shown only once" in plain(again)
    listed = plain(page(mine, at("conversation_people", dawn, thread_id=thread)))
    assert "Dr Okoro" in listed
    assert "Not opened yet." in listed
    assert "http://testserver/reply/" not in listed
    assert Fact.objects.filter(kind="link.made").count() == 1


def test_somebody_outside_reads_says_who_they_are_and_answers() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah), words="Gary said no.")
    code = a_link(dawn, thread, name="Ronke")
    outside = Client()
    shown = plain(page(outside, f"/reply/{code}/"))
    assert "Dawn has shared this one conversation with you" in shown
    assert "Gary said no." in shown
    assert "Before your first words, please say who you are." in shown

    nameless = says(outside, f"/reply/{code}/", "That is not a reason.")
    assert nameless.status_code == 422
    assert "Please say what you do." in plain(nameless)
    assert "That is not a reason." in nameless.content.decode()

    assert says(outside, f"/reply/{code}/", "That is not a reason.", **WHO).status_code == 302
    assert says(outside, f"/reply/{code}/", "I can come to the meeting.").status_code == 302
    said = said_in(dawn, dawn.space, thread)
    assert [(one.name, one.role, one.is_outside) for one in said[1:]] == [
        ("Ronke Balogun", "representative, Bus workers’ branch", True)
    ] * 2
    assert "You write as Ronke Balogun" in plain(page(outside, f"/reply/{code}/"))
    assert "answering by link" in plain(page(browser_of(hannah), talk_of(dawn, thread)))
    assert Fact.objects.filter(kind="link.answered").count() == 2


def test_opening_alone_is_logged_and_changes_nothing_else() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread)

    def everything() -> tuple[object, ...]:
        with seen_by(dawn.viewer):
            return (
                Thread.objects.get(pk=thread).change,
                list(Seen.objects.order_by("pk").values()),
                list(Participant.objects.order_by("pk").values()),
                list(Ask.objects.values()),
                Fact.objects.count(),
            )

    before = everything()
    for _scanner in range(3):
        assert Client().get(f"/reply/{code}/").status_code == 200
        assert Client().head(f"/reply/{code}/").status_code == 200
    assert everything() == before
    with seen_by(dawn.viewer):
        assert AccessEvent.objects.filter(action="reply", outcome="shown", space=dawn.space).count() == 6
    listed = plain(page(browser_of(dawn), at("conversation_people", dawn, thread_id=thread)))
    assert "Opened 6 times" in listed


def test_having_read_it_is_said_with_a_button() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread, name="Ronke")
    outside = Client()
    assert "I have read this" in plain(page(outside, f"/reply/{code}/"))
    outside.post(f"/reply/{code}/", {"what": "read"})
    assert said_in(dawn, dawn.space, thread)[0].seen_by == ("Ronke",)
    assert "I have read this" not in plain(page(outside, f"/reply/{code}/"))
    assert Fact.objects.filter(kind="link.opened").count() == 1


def test_somebody_outside_can_be_asked_and_answers_the_ask() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread, name="Ronke")
    with seen_by(dawn.viewer):
        member = Participant.objects.get(standing="outside").member_id
    writes(dawn, dawn.space, thread, "Would you come with me?", asks=str(member))
    outside = Client()
    assert "Asked, not seen yet" in plain(page(outside, f"/reply/{code}/"))
    ask = ask_in(dawn, dawn.space, thread)
    assert says(outside, f"/reply/{code}/", "I will.", answers=str(ask.id), **WHO).status_code == 302
    ended = ask_in(dawn, dawn.space, thread)
    assert (ended.state, ended.owner_name) == ("answered", "Ronke Balogun")


@pytest.mark.parametrize("why", ["expired", "ended by the person", "never was", "all sharing paused"])
def test_a_link_that_opens_nothing_says_so_kindly_and_always_the_same(why: str) -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread, name="Ronke")
    mine = browser_of(dawn)
    if why == "expired":
        with seen_by(dawn.viewer):
            _move_ends(timedelta(weeks=2, minutes=1))
    elif why == "ended by the person":
        people = page(mine, at("conversation_people", dawn, thread_id=thread))
        place = hidden(people, "participant")
        mine.post(at("end_link", dawn, thread_id=thread, participant_id=place))
    elif why == "all sharing paused":
        from alongside.circle.actions import pausing

        with seen_by(dawn.viewer):
            pausing.pause_all(by=dawn.viewer)
    else:
        code = "x" * 32
    outside = Client()
    ended = outside.get(f"/reply/{code}/")
    assert ended.status_code == 410
    assert "You can ask whoever gave it to you for another one." in plain(ended)
    assert plain(ended) == plain(outside.get("/reply/nothing/"))
    words = "These words took me a while to write."
    late = outside.post(f"/reply/{code}/", {"what": "message", "words": words, **WHO})
    assert late.status_code == 410
    assert words in plain(late)
    with seen_by(dawn.viewer):
        assert Message.objects.count() == 1
    if why == "ended by the person":
        assert "You ended it" in plain(page(mine, at("conversation_people", dawn, thread_id=thread)))
    if why == "expired":
        with seen_by(dawn.viewer):
            assert AccessEvent.objects.filter(outcome="refused", reason="link-ended", space=dawn.space).count() == 2


def test_the_link_opens_one_conversation_and_its_files_and_nothing_else() -> None:
    dawn = a_person()
    shared, other = a_conversation(dawn, subject="Shared"), a_conversation(dawn, subject="Other")
    with seen_by(dawn.viewer):
        for thread in (shared, other):
            file = checked(SimpleUploadedFile("a.txt", b"words"), 1000)
            do.send(footing=footing_of(dawn, dawn.space), thread=thread, words="", files=[file], by=dawn.viewer)
    code = a_link(dawn, shared)
    files = {thread: said_in(dawn, dawn.space, thread)[-1].files[0].id for thread in (shared, other)}
    outside = Client()
    assert outside.get(f"/reply/{code}/files/{files[shared]}/").content == b"words"
    assert outside.get(f"/reply/{code}/files/{files[other]}/").status_code == 404
    assert outside.get(talk_of(dawn, shared)).status_code == 302, "the space itself asks for a sign-in"
    viewer = bearer_of(code)
    with seen_by(viewer):
        assert [row.pk for row in Thread.objects.all()] == [shared]
    if connection.vendor == "postgresql":
        with first_wall_open(), seen_by(viewer):
            assert [row.pk for row in Thread.objects.all()] == [shared]
            assert {row.thread_id for row in Message.objects.all()} == {shared}


def test_following_by_email_can_be_begun_and_ended_on_the_page() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread)
    outside = Client()
    assert "Please check the address" in plain(outside.post(f"/reply/{code}/", {"what": "follow", "email": "ronke"}))
    outside.post(f"/reply/{code}/", {"what": "follow", "email": "Ronke@Branch.test"})
    assert "ronke@branch.test gets a message that says only that" in plain(page(outside, f"/reply/{code}/"))
    outside.post(f"/reply/{code}/", {"what": "unfollow"})
    assert "Tell me by e-mail" in plain(page(outside, f"/reply/{code}/"))
    with seen_by(dawn.viewer):
        assert Follower.objects.filter(ended_at=None).count() == 0


def test_the_way_out_of_an_email_needs_a_button() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread)
    Client().post(f"/reply/{code}/", {"what": "follow", "email": "ronke@branch.test"})
    with seen_by(dawn.viewer):
        follower = Follower.objects.get().pk
    stop = f"/stop/{tell.way_to_stop(follower, bearer_of(code).link)}/"
    assert Client().get(stop).status_code == 200
    with seen_by(dawn.viewer):
        assert Follower.objects.get().ended_at is None
    assert "No more of these e-mails" in plain(Client().post(stop))
    with seen_by(dawn.viewer):
        assert Follower.objects.get().ended_at is not None
    assert "No more of these e-mails" in plain(Client().post("/stop/nonsense/"))


def test_that_is_not_me_changes_who_writes_from_now_on_and_no_word_that_stands() -> None:
    dawn = a_person()
    thread = a_conversation(dawn)
    code = a_link(dawn, thread)
    outside = Client()
    says(outside, f"/reply/{code}/", "First.", **WHO)
    assert "This is who I am" in page(outside, f"/reply/{code}/?who=1")
    outside.post(f"/reply/{code}/", {"what": "who", "name": "Sam", "role": "assistant", "organisation": "Branch"})
    says(outside, f"/reply/{code}/", "Second.")
    assert [one.name for one in said_in(dawn, dawn.space, thread)[1:]] == ["Ronke Balogun", "Sam"]


def test_a_suggested_somebody_outside_takes_the_link_that_the_person_makes() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    browser_of(hannah).post(
        at("conversation_people", dawn, thread_id=thread),
        {"what": "suggest", "name": "Ronke", "role": "representative"},
    )
    with seen_by(dawn.viewer):
        place = Participant.objects.get(waits_for_yes=True).pk
    mine, make = browser_of(dawn), f"{at('make_link', dawn, thread_id=thread)}?for={place}"
    html = page(mine, make)
    assert 'value="Ronke"' in html
    mine.post(make, {"name": "Ronke", "role": "representative", "weeks": "1", "once": "m"})
    with seen_by(dawn.viewer):
        made = Participant.objects.get(pk=place)
        assert (made.waits_for_yes, made.standing) == (False, "outside")
        ends = Grant.objects.get(member=made.member_id).ends_at
    assert abs(ends - clock.now() - timedelta(weeks=1)) < timedelta(minutes=1)
