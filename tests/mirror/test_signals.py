"""What counts as written down is a file that is checked at start; and the days of readings are fixed."""

import ast
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from alongside.core.content import ContentFault
from alongside.mirror.catalogue import read_signals, signals
from alongside.mirror.rules import (
    Period,
    is_closing_day,
    is_settled,
    last_closing_day,
    newest_settled,
    period_closing,
)
from alongside.principles.catalogue import principle_set
from alongside.principles.rules import Observed

SET = principle_set("both-2019")
PACKAGE = Path(__file__).resolve().parents[2] / "alongside"


def file(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "signals.yaml"
    path.write_text('version: "9"\nsignals:\n' + "\n".join(rows) + "\n", encoding="utf-8")
    return path


GOOD = "  - {practice: P2.1, written: [story.opened], when: before, weeks: 4}"
WRONG = {
    "there is no practice": "  - {practice: P9.1, written: [story.opened], when: before, weeks: 4}",
    "cannot be seen in records": "  - {practice: P3.5, written: [story.opened], when: before, weeks: 4}",
    "should be a number of weeks from 1": "  - {practice: P2.1, written: [story.opened], when: before, weeks: 0}",
    "is not one of: before, around": "  - {practice: P2.1, written: [story.opened], when: after, weeks: 4}",
    "is not a kind of fact": "  - {practice: P2.1, written: [The story was opened], when: before, weeks: 4}",
    "is not a known key": "  - {practice: P2.1, written: [story.opened], when: before, weeks: 4, done: yes}",
    "is there twice": f"{GOOD}\n{GOOD}",
}


@pytest.mark.parametrize("says", WRONG)
def test_a_slip_in_a_signal_stops_the_start_and_is_named(tmp_path, says):
    with pytest.raises(ContentFault, match=says):
        read_signals(file(tmp_path, WRONG[says]), SET)


def test_a_signal_says_which_facts_and_how_near_in_time(tmp_path):
    around = "  - {practice: P1.1, written: [ask.answered], of: [ask.made], when: around, weeks: 6}"
    found = read_signals(file(tmp_path, GOOD, around), SET)

    assert found.version == "9"
    assert [(one.practice, one.weeks_before, one.weeks_after) for one in found.every] == [
        ("P2.1", 4, 0),
        ("P1.1", 6, 6),
    ]
    assert found.kinds() == {"story.opened", "ask.answered", "ask.made"}
    assert found.furthest_back() == 6


def facts_written() -> set[str]:
    """Every kind of fact that some action of the care side writes as it stands in its text."""
    return {
        node.value
        for path in PACKAGE.joinpath("care").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value
    }


def test_every_signal_of_ours_looks_at_facts_that_care_really_writes_and_at_practices_that_records_can_see():
    assert signals().kinds() <= facts_written()
    assert all(SET.practice(one.practice).observability.record is not Observed.NO for one in signals().every)


def test_quarters_end_on_their_last_day_and_on_no_other():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]

    assert [one for one in days if is_closing_day(one)] == [
        date(2026, 3, 31),
        date(2026, 6, 30),
        date(2026, 9, 30),
        date(2026, 12, 31),
    ]


@pytest.mark.parametrize("closes", [date(2026, 3, 31), date(2026, 12, 31), date(2028, 3, 31)])
def test_quarters_follow_each_other_without_a_day_between(closes):
    period = period_closing(closes)
    before = period_closing(period.opens - timedelta(days=1))

    assert before.closes + timedelta(days=1) == period.opens
    assert period.months()[0].opens == period.opens
    assert period.months()[-1].closes == closes


def test_every_monday_belongs_to_one_quarter():
    mondays = [one for closes in (date(2026, 3, 31), date(2026, 6, 30)) for one in period_closing(closes).weeks()]

    assert len(mondays) == len(set(mondays)) == 26
    assert all(one.weekday() == 0 for one in mondays)


def test_a_quarter_carries_its_name():
    assert Period(date(2026, 10, 1), date(2026, 12, 31)).name == "2026-Q4"


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        (date(2026, 10, 6), date(2026, 6, 30)),
        (date(2026, 10, 7), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2026, 9, 30)),
        (date(2027, 1, 3), date(2026, 9, 30)),
    ],
)
def test_the_newest_quarter_to_read_is_one_that_has_been_over_for_a_week(today, newest):
    assert newest_settled(today) == newest
    assert is_settled(newest, today)
    assert last_closing_day(today) >= newest


def test_no_page_waits_for_what_only_counting_needs():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django, sys; django.setup(); import alongside.project.urls, alongside.mirror.queries;"
            "print(sorted({'ibis', 'duckdb', 'pyarrow', 'pandas', 'pyspark'} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "alongside.project.settings", "ALONGSIDE_ENV": "test"},
    )
    assert said.stdout.strip() == "[]"
