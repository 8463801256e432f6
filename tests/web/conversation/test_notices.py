"""Notices: that there is something new, and nothing else; to nobody who did not choose; not again and again."""

import re
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client, override_settings
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from alongside.care.models import Follower
from alongside.core import clock
from alongside.core.models import Once
from alongside.people import actions as people
from alongside.people.rules import Channel
from tests.factories import Somebody, a_carer, a_person, a_professional_in, a_service, lets_in, lets_team_in, seen_by
from tests.factories.talk import a_conversation, a_link, opens, writes

pytestmark = pytest.mark.django_db

LATER = {"TASKS": {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}}


def wishes_email(somebody: Somebody, words: str = "") -> None:
    people.choose_notices(account=somebody.account.pk, channel=Channel.EMAIL, words=words, by=somebody.viewer)


def in_full(message: mail.EmailMessage) -> str:
    """Everything that leaves this machine: headers, subject, body."""
    return message.message().as_string()


def test_nothing_is_sent_to_anybody_who_has_not_chosen_a_channel() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    writes(hannah, dawn.space, thread, "Good morning.")
    assert mail.outbox == []


def test_a_notice_says_that_there_is_something_new_and_nothing_else() -> None:
    dawn, hannah = a_person("Dawn Ellery"), a_professional_in(a_service("Pain service"), "Hannah Feldman")
    wishes_email(dawn, "Your library books")
    wishes_email(hannah)
    member = lets_in(dawn, hannah)
    thread = a_conversation(dawn, member, subject="Bad nights", words="Secret words.")
    writes(hannah, dawn.space, thread, "Secret answer.", asks="person")
    to_hannah, to_dawn = mail.outbox
    assert (to_hannah.to, to_hannah.subject) == ([hannah.account.email], "You have a message")
    assert (to_dawn.to, to_dawn.subject) == ([dawn.account.email], "Your library books")
    for message in mail.outbox:
        said = in_full(message)
        assert "There is something new for you." in said
        told = ("Dawn", "Ellery", "Hannah", "Feldman", "Pain", "Bad nights", "Secret", "Invented Health")
        assert not [word for word in told if word in said]
        assert re.findall(r"https?://\S+", said) == ["http://localhost:8000/"]
        for one in (dawn.account.pk, hannah.account.pk, dawn.space, thread, member):
            assert str(one) not in said
            assert one.hex not in said


def test_one_unread_notice_is_enough_and_after_a_visit_the_next_news_may_be_told() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    wishes_email(dawn)
    for number in range(5):
        writes(hannah, dawn.space, thread, f"Line {number}")
    assert len(mail.outbox) == 1
    opens(dawn, dawn.space, thread)
    writes(hannah, dawn.space, thread, "And one more thing.")
    assert len(mail.outbox) == 2
    writes(hannah, dawn.space, thread, "And another.")
    assert len(mail.outbox) == 2
    Once.objects.filter(key="notice.email").update(at=clock.now() - timedelta(hours=5))
    writes(hannah, dawn.space, thread, "In the evening.")
    assert len(mail.outbox) == 3


def test_whoever_was_let_go_paused_or_only_comes_through_a_team_hears_nothing() -> None:
    from alongside.circle.actions import pausing

    service = a_service()
    dawn, hannah, jo, priya = a_person(), a_professional_in(), a_carer(), a_professional_in(service, "Priya")
    paused, other = lets_in(dawn, hannah), lets_in(dawn, jo)
    thread = a_conversation(dawn, paused, other, lets_team_in(dawn, service))
    for somebody in (hannah, jo, priya):
        wishes_email(somebody)
    with seen_by(dawn.viewer):
        pausing.pause(member=paused, by=dawn.viewer)
    writes(dawn, dawn.space, thread, "Hello.")
    assert [message.to for message in mail.outbox] == [[jo.account.email]]


def test_a_follower_outside_hears_as_long_as_the_link_works_and_can_stop() -> None:
    dawn = a_person("Dawn Ellery")
    thread = a_conversation(dawn, subject="Bad nights")
    code = a_link(dawn, thread, name="Ronke")
    Client().post(f"/reply/{code}/", {"what": "follow", "email": "ronke@branch.test"})
    writes(dawn, dawn.space, thread, "Secret words.")
    [message] = mail.outbox
    said = message.body
    assert message.to == ["ronke@branch.test"]
    assert not [word for word in ("Dawn", "Ellery", "Ronke", "Bad nights", "Secret", code, str(thread)) if word in said]
    front, stop = re.findall(r"https?://\S+", said)
    assert front == "http://localhost:8000/"
    path = stop.removeprefix("http://localhost:8000")
    assert path.startswith("/stop/")
    Client().post(path)
    Once.objects.all().delete()
    writes(dawn, dawn.space, thread, "More.")
    assert len(mail.outbox) == 1
    with seen_by(dawn.viewer):
        assert Follower.objects.get().ended_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_notice_is_asked_for_in_the_same_transaction_as_the_message() -> None:
    dawn, hannah = a_person(), a_professional_in()
    wishes_email(dawn)
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    with override_settings(**LATER):
        writes(hannah, dawn.space, thread, "Good morning.")
        queued = DBTaskResult.objects.get()
        assert mail.outbox == []
        assert "Good morning" not in str(queued.args_kwargs)
        with pytest.raises(RuntimeError, match="power cut"), seen_by(hannah.viewer):
            _sends_and_breaks(hannah, dawn, thread)
        assert DBTaskResult.objects.count() == 1
        call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False, worker_id="t")
    assert [message.to for message in mail.outbox] == [[dawn.account.email]]


def _sends_and_breaks(hannah: Somebody, dawn: Any, thread: Any) -> None:
    writes(hannah, dawn.space, thread, "Never arrives.")
    raise RuntimeError("power cut")


class PostIsClosed(EmailBackend):
    """A post office that is shut until it has been tried three times."""

    tries = 0

    def send_messages(self, messages: Any) -> int:
        type(self).tries += 1
        if self.tries < 3:
            raise SMTPServerDisconnected("closed")
        return super().send_messages(messages)


@pytest.mark.django_db(transaction=True)
def test_when_the_post_does_not_go_out_it_is_tried_again_later_and_later_still() -> None:
    dawn, hannah = a_person(), a_professional_in()
    wishes_email(dawn)
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    PostIsClosed.tries = 0
    waits = []
    with override_settings(EMAIL_BACKEND=f"{__name__}.PostIsClosed", **LATER):
        writes(hannah, dawn.space, thread, "Good morning.")
        for _round in range(5):
            call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False, worker_id="t")
            waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
            waits += [round((job.run_after - clock.now()).total_seconds() / 60) for job in waiting]
            waiting.update(run_after=clock.now() - timedelta(seconds=5))
    assert waits == [1, 10]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_work_that_a_killed_worker_left_behind_is_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    dawn, hannah = a_person(), a_professional_in()
    wishes_email(dawn)
    thread = a_conversation(dawn, lets_in(dawn, hannah))
    with override_settings(**LATER):
        writes(hannah, dawn.space, thread, "Good morning.")
        DBTaskResult.objects.get().claim("killed")
        call_command("free_stuck_jobs")
        assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING, "it may still be at it"
        DBTaskResult.objects.update(started_at=clock.now() - timedelta(minutes=16))
        call_command("free_stuck_jobs")
        assert "1 job put back." in capsys.readouterr().out
        for _again in range(2):
            call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False, worker_id="t")
    assert len(mail.outbox) == 1


def test_every_mail_template_holds_only_words_that_say_nothing_about_anybody() -> None:
    """A lint: variables are the two addresses and a day, and no word names what this is about."""
    home = Path(__file__).resolve().parents[3] / "alongside"
    found = [path for path in home.rglob("*.txt") if "templates" in path.parts]
    notices = [path for path in found if path.parent.name == "notices"]
    assert len(notices) >= 2
    for path in found:
        text = path.read_text()
        if path in notices:
            assert set(re.findall(r"\{\{\s*([\w.|]+)\s*\}\}", text)) <= {"front_page", "stop", "when"}, path
        telling = r"(?i)\b(pain|mental|health|care|carer|nurse|doctor|service|clinic|hospital|story|circle|ask(ed)?)\b"
        assert not re.search(telling, re.sub(r"\{%.*?%\}(?<!\")", _only_words, text)), path


def _only_words(tag: re.Match[str]) -> str:
    """Of a template tag only what a reader would see."""
    return " ".join(re.findall(r'"([^"]*)"', tag.group()))
