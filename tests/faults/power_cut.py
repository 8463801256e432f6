"""A process of its own that is killed a hundred times while it writes, and then tells what is left. Not a test by itself.

Each child writes messages with known keys, each with its fact and its line in the log in one transaction, and says a key
aloud only after the commit. The parent ends it with SIGKILL at a random moment. Afterwards everything that was said aloud
must be there, once, and nothing may be half there. Prints one line of JSON.

A kill cannot show what a power cut would: for that SQLite runs with synchronous=FULL, which is asked here too.
"""

import json
import os
import random
import select
import signal
import sys
import time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.project.settings")
django.setup()

from django.db import connection, connections  # noqa: E402 - models can be read only once Django is set up

from alongside.care.actions import conversation  # noqa: E402 - models can be read only once Django is set up
from alongside.care.models import Message, Thread  # noqa: E402 - models can be read only once Django is set up
from alongside.core import audit  # noqa: E402 - models can be read only once Django is set up
from alongside.core.models import AccessEvent, Fact  # noqa: E402 - models can be read only once Django is set up
from tests.factories import Person, a_person, footing_of, seen_by  # noqa: E402 - models can be read only once Django is set up
from tests.factories.talk import a_conversation  # noqa: E402 - models can be read only once Django is set up

KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 100


def send(person: Person, thread: UUID, key: str) -> UUID:
    """One message with its fact and its line in the log, all or nothing."""
    footing = footing_of(person, person.space)
    with seen_by(person.viewer):
        audit.begin()
        made = conversation.send(footing=footing, thread=thread, words=f"words {key}", once=key, by=person.viewer)
        audit.look(person.viewer, space=person.space, action="test.power_cut", outcome=audit.Outcome.DONE, reason=key)
        return made


def child(person: Person, thread: UUID, round_: int, aloud: int) -> None:
    """Write until the end comes; say each key after its commit."""
    connections.close_all()
    number = 0
    while True:
        key = f"{round_}-{number}"
        send(person, thread, key)
        os.write(aloud, f"{key}\n".encode())
        number += 1


def one_life(person: Person, thread: UUID, round_: int, chance: random.Random) -> list[str]:
    """Begin a child, end it at a random moment; what it had said aloud."""
    ear, mouth = os.pipe()
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        os.close(ear)
        try:
            child(person, thread, round_, mouth)
        finally:
            os._exit(1)
    os.close(mouth)
    if chance.random() < 0.8:
        select.select([ear], [], [], 3)  # let it write at least once; the others die sooner
    time.sleep(chance.uniform(0.0, 0.09))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(ear) as said:
        return [line.strip() for line in said if line.endswith("\n")]


def main() -> None:
    chance = random.Random(20261122)
    person = a_person("Dawn")
    thread = a_conversation(person, words="The first words.")
    said = [key for round_ in range(KILLS) for key in one_life(person, thread, round_, chance)]
    with seen_by(person.viewer):
        rows = list(Message.objects.filter(thread_id=thread).order_by("number").values_list("number", "words"))
        change = Thread.objects.get(pk=thread).change
        logged = list(
            AccessEvent.objects.filter(space=person.space, action="test.power_cut").values_list("reason", flat=True)
        )
    words = [text for _number, text in rows]
    before = len(rows)
    again = chance.sample(said, min(20, len(said)))
    for key in again:
        send(person, thread, key)
    with seen_by(person.viewer):
        after = Message.objects.filter(thread_id=thread).count()
    level = 2
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            level = cursor.execute("PRAGMA synchronous").fetchone()[0]
            journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    else:
        journal = "wal"
    sys.stdout.write(
        json.dumps(
            {
                "kills": KILLS,
                "acknowledged": len(said),
                "missing": [key for key in said if words.count(f"words {key}") != 1],
                "without_log": [text for text in words[1:] if text.removeprefix("words ") not in logged],
                "log_without_words": [key for key in logged if f"words {key}" not in words],
                "facts": Fact.objects.filter(space=person.space, kind="message.sent").count(),
                "messages": before,
                "numbers": [number for number, _text in rows] == list(range(rows[0][0], rows[0][0] + before)),
                "change": change,
                "written_again": after - before,
                "synchronous": level,
                "journal": journal,
            }
        )
    )


if __name__ == "__main__":
    main()
