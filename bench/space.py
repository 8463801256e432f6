"""How fast and how light the shared space is. Prints a table, never fails; figures depend on the machine, so read the ratios.

    python bench/space.py            everything on a fresh SQLite file
    python bench/space.py --quick    fewer rounds

Server time is measured inside one process, from the request to the last byte of the answer, log row and commit included.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))
FOLDER = tempfile.TemporaryDirectory(prefix="alongside-bench-")
os.environ.update(
    ALONGSIDE_ENV="test",
    ALONGSIDE_VAR=FOLDER.name,
    ALONGSIDE_SQLITE=str(Path(FOLDER.name, "bench.sqlite3")),
    DJANGO_SETTINGS_MODULE="alongside.project.settings",
)

import brotli  # noqa: E402 - the settings read where their files are when they are loaded, so that comes first
import django  # noqa: E402 - as above

django.setup()

from django.contrib.staticfiles import finders  # noqa: E402 - models can be read only once Django is set up
from django.core.management import call_command  # noqa: E402 - models can be read only once Django is set up
from django.db import connection  # noqa: E402 - models can be read only once Django is set up
from django.test import Client  # noqa: E402 - models can be read only once Django is set up
from django.test.utils import CaptureQueriesContext  # noqa: E402 - models can be read only once Django is set up

from alongside.circle.rules import Area  # noqa: E402 - models can be read only once Django is set up
from tests.factories import Person, a_person, a_professional_in, lets_in  # noqa: E402 - models can be read only once Django is set up
from tests.factories.talk import a_conversation, writes  # noqa: E402 - models can be read only once Django is set up

THREADS, MESSAGES = 50, 500


def populated() -> Person:
    """A person with 50 conversations and 500 messages."""
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah, tuple(Area))
    threads = [a_conversation(dawn, member, subject=f"Subject {n}") for n in range(THREADS)]
    for number in range(MESSAGES - THREADS):
        writer = hannah if number % 2 else dawn
        writes(
            writer, dawn.space, threads[number % THREADS], f"Message {number}, of a usual length for such a message."
        )
    return dawn


def server_time(client: Client, address: str, rounds: int) -> tuple[float, float, float, int, int]:
    """Milliseconds: median and 95th percentile of the wall clock, median of the processor; queries; bytes."""
    client.get(address)
    wall, cpu = [], []
    for _round in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        page = client.get(address)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    wall.sort()
    return statistics.median(wall), wall[int(len(wall) * 0.95)], statistics.median(cpu), len(queries), len(page.content)


def first_visit() -> int:
    """Bytes a browser gets on its first visit to the sign-in page, with brotli, everything the page names included."""
    body = Client().get("/accounts/login/").content
    total = len(brotli.compress(body))
    names = {part.split('"')[0] for part in body.decode().split('"/static/')[1:]}
    for name in names:
        found = finders.find(name)
        if found:
            total += len(brotli.compress(Path(found).read_bytes()))
    return total


def notes_import() -> str:
    """10,000 resources through the page, in a process of its own: seconds and peak memory."""
    bundle = Path(FOLDER.name, "bundle.json")
    subprocess.run(
        [sys.executable, str(HOME / "bench/fhir_bundle.py"), "--write", str(bundle)], check=True, capture_output=True
    )
    script = (
        "import sys,time,resource,django;django.setup();"
        "from django.test import Client;from tests.factories import a_person;"
        "p=a_person();c=Client();c.force_login(p.account);t=time.perf_counter();"
        f"r=c.post(f'/p/{{p.space}}/notes/bring/',{{'notes':open({str(bundle)!r},'rb')}});"
        "print(f'{time.perf_counter()-t:.1f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024} MB peak')"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], cwd=HOME, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "did not finish"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    rounds = 20 if parser.parse_args().quick else 100
    call_command("migrate", verbosity=0)
    dawn = populated()
    client = Client()
    client.force_login(dawn.account)
    print(f"{THREADS} conversations, {MESSAGES} messages, SQLite, {rounds} rounds; load {os.getloadavg()[0]:.1f}")
    print(f"{'page':<16}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'queries':>9}{'bytes':>8}")
    for name, path in (("home", ""), ("conversations", "conversations/"), ("story", "story/"), ("circle", "circle/")):
        p50, p95, cpu, queries, size = server_time(client, f"/p/{dawn.space}/{path}", rounds)
        print(f"{name:<16}{p50:>8.1f}{p95:>8.1f}{cpu:>8.1f}{queries:>9}{size:>8}")
    print(f"first visit, with brotli: {first_visit() / 1024:.1f} KB")
    print(f"10,000 FHIR resources through the page: {notes_import()}")


if __name__ == "__main__":
    main()
