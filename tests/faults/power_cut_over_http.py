"""A process of its own in which four people write to a real server that is killed again and again. Not a test by itself.

Every form that was answered "done" must stand afterwards, once, with its fact and its line in the log, and nothing may be
half there. Prints one line of JSON. Told to use a server that answers too soon, it must find something missing.
"""

import json
import os
import random
import sys
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.project.settings")
django.setup()

from django.conf import settings  # noqa: E402 - models can be read only once Django is set up
from django.db import connection, connections  # noqa: E402 - models can be read only once Django is set up

from alongside.circle.rules import Area  # noqa: E402 - models can be read only once Django is set up
from tests.factories import a_person, a_professional_in, lets_in  # noqa: E402 - models can be read only once Django is set up
from tests.factories.browse import at_a_keyboard, inside  # noqa: E402 - models can be read only once Django is set up
from tests.factories.talk import a_conversation  # noqa: E402 - models can be read only once Django is set up
from tests.faults.forked_server import Kind, Servers  # noqa: E402 - models can be read only once Django is set up
from tests.faults.writers import PATIENCE, Answers, Consents, Letters, Story, Writer  # noqa: E402 - models can be read only once Django is set up

# As in production: what is to be done later stands in a table, written in the transaction of the page.
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DOES_NOT_WAIT = 0.15


def writers() -> list[Writer]:
    """Dawn writes a letter, her story and her consent at once; Hannah asks and answers."""
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah, (Area.STORY,))
    letters, asked = a_conversation(dawn, words="The first words."), a_conversation(dawn, member, subject="Asked")
    warm = at_a_keyboard(dawn)
    for path in (f"conversations/{letters}/", "story/part/whole/", f"circle/{member}/consent/", "circle/"):
        assert warm.get(inside(dawn.space, path)).status_code == 200, path
    return [Letters(dawn, dawn, letters), Answers(hannah, dawn, asked), Story(dawn), Consents(dawn, member)]


def one_life(servers: Servers, kind: Kind, people: list[Writer], who: int, chance: random.Random) -> None:
    """Start a server, let everybody write, kill it at a random moment; mostly after one of them, in turn, got an answer."""
    server = servers.start(kind)
    heard = threading.Event()
    threads = [
        threading.Thread(target=one.write, args=(server.port, heard if one is people[who] else None), daemon=True)
        for one in people
    ]
    for thread in threads:
        thread.start()
    if chance.random() > DOES_NOT_WAIT:
        heard.wait(PATIENCE)
    time.sleep(chance.uniform(0.0, 0.25))
    server.kill()
    for thread in threads:
        thread.join(PATIENCE * 2)
    let_the_database_settle()


def let_the_database_settle() -> None:
    """PostgreSQL goes on for a moment with what a killed process had asked for; wait until it stands still."""
    if connection.vendor != "postgresql":
        return
    others = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND backend_type = 'client backend' AND state IS DISTINCT FROM 'idle'"""
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
            time.sleep(0.005)


def main(seconds: float, least: int, kinds: list[Kind]) -> None:
    chance = random.Random(20261123)
    people = writers()
    if Kind.ANSWERS_TOO_SOON in kinds:
        people = people[:1]
    servers, ends = Servers(), time.monotonic() + seconds
    kills, wrong, unanswered = 0, [], 0
    while kills < least or time.monotonic() < ends:
        one_life(servers, kinds[kills % len(kinds)], people, kills // len(kinds) % len(people), chance)
        kills += 1
        unanswered += sum(one.unanswered is not None for one in people)
        wrong += [f"after kill {kills}: {fault}" for one in people for fault in one.wrong_after_a_kill()]
        if wrong:
            break
    connections.close_all()
    told = {
        "kills": kills,
        "told_done": {type(one).__name__: len(one.told_done) for one in people},
        "unanswered": unanswered,
        "sent_again": sum(one.sent_again for one in people),
        "odd_answers": [odd for one in people for odd in one.odd],
        "wrong": wrong,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), [Kind(name) for name in sys.argv[3:]])
