"""How fast the practice wall is with two years of readings. Prints a table, never fails; figures depend on the machine.

    python bench/wall.py            eight quarters, 25 practices, on a fresh SQLite file
    python bench/wall.py --quick    fewer rounds

Server time is measured inside one process, from the request to the last byte of the answer. "first" is the first look after
a server started (which reads the code and the commonest templates): the frozen text is taken apart then; later looks find it so.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
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
Path(FOLDER.name, "static").mkdir()

import django  # noqa: E402 - the settings read where their files are when they are loaded, so that comes first

django.setup()

from django.core.management import call_command  # noqa: E402 - models can be read only once Django is set up
from django.db import connection  # noqa: E402 - models can be read only once Django is set up
from django.test import Client  # noqa: E402 - models can be read only once Django is set up
from django.test.utils import CaptureQueriesContext  # noqa: E402 - models can be read only once Django is set up

from alongside.mirror.rules import first_of_month  # noqa: E402 - models can be read only once Django is set up
from alongside.web.warm import warm  # noqa: E402 - models can be read only once Django is set up
from tests.web.mirror.frozen import STANDS, a_lead, a_reading  # noqa: E402 - models can be read only once Django is set up

QUARTERS = 8
LAST_BEGINS = date(2026, 7, 1)


def two_years(service: object) -> None:
    """Eight readings of one service, the last of summer 2026."""
    for back in range(QUARTERS):
        opens = first_of_month(LAST_BEGINS, -3 * back)
        a_reading(service, (opens, first_of_month(opens, 3) - timedelta(days=1)))  # type: ignore[arg-type]  # a service's id


def timed(client: Client, address: str) -> tuple[float, int]:
    began = time.perf_counter()
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    return (time.perf_counter() - began) * 1000, len(page.content)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    rounds = 20 if parser.parse_args().quick else 100
    call_command("migrate", verbosity=0)
    lead = a_lead()
    two_years(lead.service.pk)
    warm()
    client = Client()
    client.force_login(lead.account)
    home = f"/s/{lead.service.slug}/"
    print(f"{QUARTERS} readings of 25 practices, SQLite, {rounds} rounds; load {os.getloadavg()[0]:.1f}")
    print(f"{'page':<18}{'first ms':>9}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'bytes':>8}")
    for name, path in (
        ("wall", ""),
        ("wall by moment", "?order=moments"),
        ("practice", f"practice/{STANDS}/"),
        ("talk", f"practice/{STANDS}/talk/staff/open/"),
        ("readings", "readings/"),
    ):
        first, size = timed(client, home + path)
        wall = sorted(timed(client, home + path)[0] for _round in range(rounds))
        with CaptureQueriesContext(connection) as queries:
            client.get(home + path)
        p50, p95 = statistics.median(wall), wall[int(len(wall) * 0.95)]
        print(f"{name:<18}{first:>9.1f}{p50:>8.1f}{p95:>8.1f}{len(queries):>9}{size:>8}")


if __name__ == "__main__":
    main()
