"""Every check in one go: form, floors and types first, then the whole suite on SQLite and what touches data on PostgreSQL.

The last line is the sum of both, in pytest's own words. Anything after `--` or unknown here goes to pytest.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
SUMMARY = re.compile(r"^=*\s*((?:\d+ [a-z]+(?:, )?)+) in (\d+(?:\.\d+)?)s")
FORM = {
    "ruff": ["ruff", "check", "--output-format=concise", "."],
    "ruff format (make tidy mends it)": ["ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
    "mypy": ["mypy", "--no-error-summary"],
    "djlint": ["djlint", "--lint", "--quiet", "alongside"],
}
# As pytest orders them.
KINDS = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warnings", "errors")
NO_TESTS_CHOSEN = 5


def check_form() -> bool:
    """The quick checks, beside each other."""
    began = time.monotonic()
    print("Checking form and types …", flush=True)
    env = {**os.environ, "ALONGSIDE_ENV": "test"}
    running = {
        name: subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=HOME,
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for name, words in FORM.items()
    }
    good = True
    for name, process in running.items():
        said = process.communicate()[0].strip()
        if process.returncode:
            good = False
            print(f"{name} found something to mend:\n{said}\n", flush=True)
    print(f"  {'good' if good else 'not good'}, {time.monotonic() - began:.0f} s", flush=True)
    return good


def run_suite(database: str, extra: list[str]) -> tuple[int, Counter[str], float]:
    """pytest on one database, shown as it goes. Its exit code, its counts and its seconds."""
    shown = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[database]
    print(f"\nTests on {shown} …", flush=True)
    colour = "yes" if sys.stdout.isatty() else "no"
    command = [sys.executable, "-m", "pytest", f"--db={database}", f"--color={colour}", "-n", workers(), *extra]
    process = subprocess.Popen(command, cwd=HOME, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    last = ""
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
        last = plain if SUMMARY.match(plain) else last
    code = process.wait()
    return (0 if code == NO_TESTS_CHOSEN else code), *counts_in(last)


def workers() -> str:
    return os.environ.get("ALONGSIDE_TEST_WORKERS", "2")


def counts_in(summary: str) -> tuple[Counter[str], float]:
    """The counts and the seconds of pytest's summary line.

    >>> counts_in("== 2 failed, 10 passed in 1.50s ==")
    (Counter({'passed': 10, 'failed': 2}), 1.5)
    """
    found = SUMMARY.match(summary)
    if not found:
        return Counter(), 0.0
    counts: Counter[str] = Counter()
    for number, kind in re.findall(r"(\d+) ([a-z]+)", found[1]):
        counts[{"error": "errors", "warning": "warnings"}.get(kind, kind)] += int(number)
    return counts, float(found[2])


def summed(counts: Counter[str], seconds: float) -> str:
    words = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    whole = int(seconds)
    clock = f" ({whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02})" if seconds >= 60 else ""
    return f" {words or 'no tests ran'} in {seconds:.2f}s{clock} ".center(100, "=")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only-lint", action="store_true", help="form and types, no tests")
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="the suite on one database")
    told, extra = parser.parse_known_args()
    good = check_form()
    if told.only_lint:
        return 0 if good else 1
    databases = [told.only] if told.only else ["sqlite", "postgres"]
    codes: list[int] = []
    counts: Counter[str] = Counter()
    seconds = 0.0
    for database in databases:
        code, its_counts, its_seconds = run_suite(database, [word for word in extra if word != "--"])
        codes.append(code)
        counts += its_counts
        seconds += its_seconds
    passed = good and not any(codes)
    if not any(codes) and not counts["passed"]:
        passed = False  # nothing was proved
    print(f"\nForm and types: {'good' if good else 'NOT GOOD, see the top'}. ", end="")
    print(
        ", ".join(f"{name}: {'passed' if code == 0 else 'FAILED'}" for name, code in zip(databases, codes, strict=True))
    )
    print(summed(Counter({kind: n for kind, n in counts.items() if kind != "deselected"}), seconds), flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nStopped.")
        sys.exit(130)
