"""How long it takes from facts to frozen readings, and how that grows. Prints a table, never fails; read the ratios.

    python bench/readings.py                         1 and 10 million facts on the engine that comes along
    python bench/readings.py --rows 1 3 10 30 100    more of them, in millions; more than ten are read ten by ten
    python bench/readings.py --busy 4                services four times as busy: fewer and larger readings of as many facts
    python bench/readings.py --cores 1               in one process
    python bench/readings.py --engine spark --rows 1 on Spark in this machine (requirements/scale.txt, Java 17)
    python bench/readings.py --same                  whether both engines give the very same cells

"read s" is all of it by the clock, from the start of the first process: counting, hiding, estimates, text and fingerprint of every
service and quarter. "peak MB" is of all processes together. Facts are invented, with a fixed seed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.project.settings")
os.environ["ALONGSIDE_ENV"] = "test"


MILLION = 1_000_000
AT_ONCE = 10
# One service in one quarter: contacts, answers of people, answers of staff, facts of the shared spaces; a small one, or so many times that.
BUSY = int(os.environ.get("ALONGSIDE_BENCH_BUSY", "1"))
CONTACTS, PEOPLE, STAFF, RECORDS = (BUSY * each for each in (400, 650, 250, 350))
ROWS = CONTACTS + PEOPLE + STAFF + RECORDS + 1
QUARTERS = 8
FIRST = date(2024, 1, 1)
# Services in one set of files, a file for each quarter.
AT_MOST = 380
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
        space = links(SPACE_LINK, service * 10_000 + lot.integers(0, BUSY * 150, rows))
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


def one_size(millions: float, engine: str, cores: int) -> dict:
    """Read so many facts, in parts that are made and taken away again."""
    from alongside.insight.disclosure import POLICY
    from alongside.mirror.freezing.many import Asked, Part, read
    from alongside.principles.catalogue import principle_set

    os.environ["ALONGSIDE_READINGS_ENGINE"] = engine
    services = max(int(millions * MILLION / ROWS / QUARTERS), 1)
    part = max(int(min(millions, AT_ONCE) * MILLION / ROWS / QUARTERS), 1)
    rows = made = letters = 0
    making = reading = size = 0.0
    principles = principle_set("both-2019")
    for start in range(0, services, part):
        with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
            begun = time.perf_counter()
            some = range(start, min(start + part, services))
            lot = -(-len(some) // (max(cores, -(-len(some) // AT_MOST))))
            lumps = [range(at, min(at + lot, some.stop)) for at in range(some.start, some.stop, lot)]
            # Made by processes of their own: the peak below is that of reading.
            for lump in lumps:
                command = [sys.executable, __file__, "--make", folder, str(lump.start), str(lump.stop)]
                rows += int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            size = max(size, sum(path.stat().st_size for path in Path(folder).glob("*.parquet")))
            making += time.perf_counter() - begun
            begun = time.perf_counter()
            parts = [
                Part(
                    tuple(sorted(Path(folder).glob(f"{lump.start}-*.parquet"))),
                    {name: Asked(name, principles) for name in names(np.array(lump)).to_pylist()},
                    POLICY,
                )
                for lump in lumps
            ]
            for one in read(parts, cores=cores):
                made += 1
                letters += len(one.frozen.text)
            reading += time.perf_counter() - begun
    return {
        "rows": rows,
        "readings": made,
        "making": making,
        "reading": reading,
        "disk": size / 2**20,
        "letters": letters / made,
    }


def watched(command: list[str]) -> tuple[subprocess.CompletedProcess, float, float]:
    """Run it; gives its most memory at any time with all its children, in MB, and what it took of the processors."""
    import psutil

    run = psutil.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak, worked = 0, {}
    while run.poll() is None:
        try:
            family = [run, *run.children(recursive=True)]
            family = [one for one in family if "--make" not in one.cmdline()]
            peak = max(peak, sum(one.memory_info().rss for one in family))
            worked |= {one.pid: sum(one.cpu_times()[:2]) for one in family}
        except psutil.Error:
            pass
        time.sleep(0.05)
    out, err = run.communicate()
    return subprocess.CompletedProcess(command, run.returncode, out, err), peak / 2**20, sum(worked.values())


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
    asked.add_argument("--cores", type=int, default=2)
    asked.add_argument("--busy", type=int, default=BUSY, help="how many times as busy as a small service")
    asked.add_argument("--same", action="store_true")
    asked.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    asked.add_argument("--one", type=float, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.make:
        folder, start, stop = said.make
        print(sum(one_quarter(Path(folder), range(int(start), int(stop)), quarter, 1) for quarter in range(QUARTERS)))
        return
    if said.same:
        same(said.cores)
        return
    if said.one is not None:
        print(json.dumps(one_size(said.one, said.engine, said.cores)))
        return
    head = ("facts", "readings", "read s", "processor s", "facts/s", "peak MB", "files MB", "made in s", "letters each")
    os.environ["ALONGSIDE_BENCH_BUSY"] = str(said.busy)
    print(f"{said.engine}, {said.cores} cores, services {said.busy} times as busy as a small one")
    print("".join(f"{one:>14}" for one in head))
    for millions in said.rows:
        command = [
            sys.executable,
            __file__,
            "--one",
            str(millions),
            "--engine",
            said.engine,
            "--cores",
            str(said.cores),
        ]
        done, peak, worked = watched(command)
        if done.returncode:
            why = done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode
            print(f"{millions:>14} did not run: {why}")
            continue
        one = json.loads(done.stdout.strip().splitlines()[-1])
        speed = one["rows"] / one["reading"]
        numbers = (
            one["rows"],
            one["readings"],
            one["reading"],
            worked,
            speed,
            peak,
            one["disk"],
            one["making"],
            one["letters"],
        )
        print("".join(f"{number:>14,.1f}" if number < 1000 else f"{number:>14,.0f}" for number in numbers), flush=True)


if __name__ == "__main__":
    main()
