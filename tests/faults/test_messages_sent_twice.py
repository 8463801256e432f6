"""Faults: many send at once, and the same message comes again and again. Each lands once, none is lost, numbers have no gap."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection

from alongside.care.actions import conversation as do
from alongside.care.models import Message
from alongside.core.refusal import Collision
from tests.factories import Person, Somebody, a_person, a_professional_in, footing_of, lets_in, seen_by
from tests.factories.talk import a_conversation

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 10


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """Do all of it in threads that start together; gives each result or the exception it ended with."""
    gate = threading.Barrier(len(jobs))
    results: list[object] = [None] * len(jobs)

    def one(place: int, job: Callable[[], object]) -> None:
        gate.wait()
        try:
            results[place] = job()
        except Exception as ended:
            results[place] = ended
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=25)
    return results


def sends(somebody: Somebody, space: UUID, thread: UUID, words: str, once: str) -> Callable[[], object]:
    footing = footing_of(somebody, space)

    def send() -> object:
        with seen_by(somebody.viewer.for_purpose(somebody.viewer.purpose)) as viewer:
            return do.send(footing=footing, thread=thread, words=words, once=once, by=viewer)

    return send


def stands(person: Person, thread: UUID) -> list[tuple[int, str]]:
    with seen_by(person.viewer):
        rows = Message.objects.filter(thread=thread).order_by("number")
        return list(rows.values_list("number", "words"))


def test_the_same_message_sent_ten_times_at_once_lands_once() -> None:
    dawn = a_person()
    thread = a_conversation(dawn, words="First.")
    results = at_once(*[sends(dawn, dawn.space, thread, "Again and again.", "same") for _ in range(WRITERS)])
    assert len(set(map(str, results))) == 1, results
    assert all(isinstance(one, UUID) for one in results), results
    assert stands(dawn, thread) == [(1, "First."), (2, "Again and again.")]


def test_ten_messages_written_at_once_all_land_in_one_order() -> None:
    dawn, hannah = a_person(), a_professional_in()
    thread = a_conversation(dawn, lets_in(dawn, hannah), words="First.")
    jobs = [
        sends((dawn, hannah)[number % 2], dawn.space, thread, f"Line {number}", f"key-{number}")
        for number in range(WRITERS)
    ]
    results = at_once(*jobs)
    assert all(isinstance(one, UUID) for one in results), results
    landed = stands(dawn, thread)
    assert [number for number, _words in landed] == list(range(1, WRITERS + 2))
    assert {words for _number, words in landed} == {"First."} | {f"Line {number}" for number in range(WRITERS)}


def test_different_words_racing_under_one_key_leave_one_standing_and_every_other_writer_has_both_texts() -> None:
    dawn = a_person()
    thread = a_conversation(dawn, words="First.")
    results = at_once(*[sends(dawn, dawn.space, thread, f"Text {number}", "same") for number in range(WRITERS)])
    landed = [words for number, words in stands(dawn, thread) if number > 1]
    assert len(landed) == 1
    others = [one for one in results if isinstance(one, Collision)]
    assert len(others) == WRITERS - 1, results
    assert {one.theirs for one in others} == set(landed)
    assert {one.yours for one in others} | set(landed) == {f"Text {number}" for number in range(WRITERS)}


def test_a_queue_that_replays_everything_in_any_order_changes_nothing() -> None:
    dawn = a_person()
    thread = a_conversation(dawn, words="First.")
    jobs = [sends(dawn, dawn.space, thread, f"Line {number}", f"key-{number}") for number in range(5)]
    first = [job() for job in jobs]
    before = stands(dawn, thread)
    assert [job() for job in reversed(jobs)] == first[::-1]
    assert stands(dawn, thread) == before
