"""How long it takes from facts to readings, and how that grows. Prints a table, never fails; read the ratios.

    python bench/readings.py                         1 and 10 million facts on the engine that comes along
    python bench/readings.py --rows 1 10 100         more of them, in millions; more than ten are counted ten by ten
    python bench/readings.py --engine spark --rows 1 on Spark in this machine (requirements/scale.txt, Java 17)
    python bench/readings.py --same                  whether both engines give the very same cells

Facts are invented, with a fixed seed. Each size runs in a process of its own, so that its peak of memory is its own.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.project.settings")
os.environ["ALONGSIDE_ENV"] = "test"

import numpy as np  # noqa: E402
import pyarrow as pa  # noqa: E402
import pyarrow.compute as pc  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

MILLION = 1_000_000
AT_ONCE = 10
# One service in one quarter: contacts, answers of people, answers of staff, facts of the shared spaces.
CONTACTS, PEOPLE, STAFF, RECORDS = 400, 650, 250, 350
ROWS = CONTACTS + PEOPLE + STAFF + RECORDS + 1
QUARTERS = 8
FIRST = date(2024, 1, 1)
FROZEN = 60
# Odd, so that no two numbers meet.
SPREAD = np.int64(0x1E3779B97F4A7C15)
CONTACT_LINK, SPACE_LINK, PERSON_LINK, STAFF_LINK = range(1, 5)


def links(kind: int, numbers: np.ndarray) -> pa.Array:
    """Links of one kind, as they stand in fact files: spread over all numbers that there are, as hashes are."""
    return pa.array((numbers.astype(np.int64) * 8 + kind) * SPREAD & (2**63 - 1))


def names(numbers: np.ndarray) -> pa.Array:
    """What stands for services in fact files."""
    return pc.binary_join_element_wise("v", pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 11, "0"), "")


def one_quarter(folder: Path, services: range, quarter: int, seed: int) -> int:
    """The facts of these services in one quarter, as one file; gives how many."""
    from alongside.mirror.counting import files

    lot = np.random.default_rng([seed, quarter, services.start])
    count = len(services)
    weeks = mondays(quarter)
    practices = np.array(
        [f"P{p}.{n}" for p, most in ((1, 3), (2, 6), (3, 5), (4, 7), (5, 4)) for n in range(1, most + 1)]
    )
    kinds = np.array(sorted(signals_told().kinds()))
    sizes = {files.CONTACT: CONTACTS, "person": PEOPLE, "staff": STAFF, "record": RECORDS, files.TEAM: 1}
    tables = []
    for what, each in sizes.items():
        rows = count * each
        service = np.repeat(np.arange(services.start, services.stop), each)
        contact = (service * QUARTERS + quarter) * CONTACTS
        contact += lot.integers(0, CONTACTS, rows) if what != files.CONTACT else np.tile(np.arange(CONTACTS), count)
        none = pa.array(np.zeros(rows, dtype=np.int64))
        practice = pa.array(practices[lot.integers(0, 25, rows)])
        said = pa.array(np.array(files.VALUES)[lot.choice(5, rows, p=[0.5, 0.2, 0.2, 0.05, 0.05])])
        space = links(SPACE_LINK, service * 1000 + lot.integers(0, 150, rows))
        is_answer, is_contact = what in ("person", "staff"), what == files.CONTACT
        who = {
            files.CONTACT: pc.if_else(pa.array(lot.random(rows) < 0.5), space, none),
            "person": links(PERSON_LINK, contact if is_answer else service),
            "staff": links(STAFF_LINK, service * 1000 + lot.integers(0, 14, rows)),
            "record": space,
            files.TEAM: none,
        }[what]
        blank = pa.array(np.full(rows, ""))
        tables.append(
            pa.table(
                [
                    pa.array(np.full(rows, files.ANSWER if is_answer else what))
                    if what != "record"
                    else pa.array(kinds[lot.integers(0, len(kinds), rows)]),
                    names(service),
                    pa.array(np.array(weeks, dtype="datetime64[D]")[lot.integers(0, len(weeks), rows)]),
                    links(CONTACT_LINK, contact) if is_answer or is_contact else none,
                    who,
                    practice if is_answer else blank,
                    pa.array(np.full(rows, what)) if is_answer else blank,
                    pa.array(np.full(rows, what)) if is_answer else blank,
                    said
                    if is_answer
                    else pa.array(np.full(rows, "14" if what == files.TEAM else "visit" if is_contact else "")),
                    pa.array(np.full(rows, "work" if what == "staff" else "space")) if is_answer else blank,
                ],
                schema=files.schema(),
            )
        )
    whole = pa.concat_tables(tables)
    pq.write_table(whole, folder / f"{services.start}-{quarter}.parquet", compression="zstd", row_group_size=250_000)
    return whole.num_rows


def mondays(quarter: int) -> list[date]:
    """The Mondays of a quarter, counted from the first."""
    from alongside.mirror.rules import Period, first_of_month

    opens = first_of_month(FIRST, 3 * quarter)
    return list(Period(opens, first_of_month(opens, 3) - timedelta(days=1)).weeks())


def signals_told():
    from alongside.mirror.catalogue import signals

    return signals()


def one_size(millions: float, engine: str, threads: int) -> dict:
    """Count so many facts, in parts that are made and taken away again, and freeze some of their readings."""
    from alongside.insight.disclosure import POLICY
    from alongside.mirror.counting import engine as engines
    from alongside.mirror.counting.count import count
    from alongside.mirror.freezing.whole import freeze
    from alongside.mirror.rules import period_closing
    from alongside.principles.catalogue import principle_set

    told = signals_told()
    services = max(int(millions * MILLION / ROWS / QUARTERS), 1)
    part = max(int(min(millions, AT_ONCE) * MILLION / ROWS / QUARTERS), 1)
    rows = made = 0
    making = counting = worked = 0.0
    size = 0
    cells = ()
    for start in range(0, services, part):
        with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
            begun = time.perf_counter()
            some = range(start, min(start + part, services))
            # Made by a process of its own: the peak below is that of counting.
            told_by = subprocess.run(
                [sys.executable, __file__, "--make", folder, str(some.start), str(some.stop)],
                capture_output=True,
                text=True,
                check=True,
            )
            rows += int(told_by.stdout)
            paths = sorted(Path(folder).glob("*.parquet"))
            size = max(size, sum(path.stat().st_size for path in paths))
            making += time.perf_counter() - begun
            begun, at_work = time.perf_counter(), time.process_time()
            with engines.opened(engine, threads=threads) as at:
                cells = count(paths, told.every, engine=at)
            counting += time.perf_counter() - begun
            worked += time.process_time() - at_work
            made += len(cells)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    principles = principle_set("both-2019")
    begun = time.perf_counter()
    chosen = cells[:: max(len(cells) // FROZEN, 1)][:FROZEN]
    for one in chosen:
        freeze(
            one,
            service=one.service,
            period=period_closing(date(2025, 12, 31)),
            principles=principles,
            signals={signal.practice: told.version for signal in told.every},
            policy=POLICY,
        )
    each = (time.perf_counter() - begun) / len(chosen)
    return {
        "rows": rows,
        "readings": made,
        "making": making,
        "counting": counting,
        "worked": worked,
        "peak": peak,
        "disk": size / 2**20,
        "freeze": each * 1000,
    }


def same(threads: int) -> None:
    """Both engines over the same facts."""
    from alongside.mirror.counting import engine as engines
    from alongside.mirror.counting.count import count

    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        for quarter in range(2):
            one_quarter(Path(folder), range(40), quarter, 1)
        paths = sorted(Path(folder).glob("*.parquet"))
        found = []
        for name in engines.ENGINES:
            with engines.opened(name, threads=threads) as at:
                found.append(count(paths, signals_told().every, engine=at))
    print("the very same cells" if found[0] == found[1] else "NOT the same cells", f"of {len(found[0])} readings")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", nargs="*", type=float, default=[1, 10], help="millions of facts")
    asked.add_argument("--engine", default="duckdb", choices=("duckdb", "spark"))
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--same", action="store_true")
    asked.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    asked.add_argument("--one", type=float, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.make:
        folder, start, stop = said.make
        print(sum(one_quarter(Path(folder), range(int(start), int(stop)), quarter, 1) for quarter in range(QUARTERS)))
        return
    if said.same:
        same(said.threads)
        return
    if said.one is not None:
        print(json.dumps(one_size(said.one, said.engine, said.threads)))
        return
    head = (
        "facts",
        "readings",
        "count s",
        "processor s",
        "facts/s",
        "peak MB",
        "files MB",
        "made in s",
        "freeze one, ms",
    )
    print(f"{said.engine}, {said.threads} threads")
    print("".join(f"{one:>16}" for one in head))
    for millions in said.rows:
        command = [
            sys.executable,
            __file__,
            "--one",
            str(millions),
            "--engine",
            said.engine,
            "--threads",
            str(said.threads),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(
                f"{millions:>16} did not run: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}"
            )
            continue
        one = json.loads(done.stdout.strip().splitlines()[-1])
        numbers = (
            one["rows"],
            one["readings"],
            one["counting"],
            one["worked"],
            one["rows"] / one["counting"],
            one["peak"],
            one["disk"],
            one["making"],
            one["freeze"],
        )
        print("".join(f"{number:>16,.1f}" if number < 1000 else f"{number:>16,.0f}" for number in numbers), flush=True)


if __name__ == "__main__":
    main()
