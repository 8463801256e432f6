"""Counts as one file of comma-separated values, in the long form that NHS charting tools take: one row for one day of one measure.

`value` is a share in a hundred; `baseline` says from which row on the middle is drawn anew. It knows no page and reads no table.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

HEAD = ("date", "measure", "numerator", "denominator", "value", "baseline", "annotation")
# A spreadsheet takes a cell that begins like this for a formula, and would run it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Row:
    """One day."""

    on_day: date
    yes: int
    answers: int


def exported(name: str, rows: Iterable[Row], *, rebased_on: date | None, notes: Mapping[date, str]) -> str:
    """The whole file. A note of a day without a count stands on the next day that has one, so that none is lost."""
    made = io.StringIO()
    out = csv.writer(made)
    out.writerow(HEAD)
    waiting = sorted(notes.items())
    is_drawn_anew = rebased_on is None
    counted = sorted(rows, key=lambda one: one.on_day)
    for n, one in enumerate(counted):
        until = date.max if n == len(counted) - 1 else one.on_day
        here = [words for day, words in waiting if day <= until]
        waiting = waiting[len(here) :]
        starts = not is_drawn_anew and rebased_on is not None and one.on_day >= rebased_on
        is_drawn_anew = is_drawn_anew or starts
        share = f"{100 * one.yes / one.answers:.2f}"
        baseline, said = "new" if starts else "", harmless("; ".join(here))
        out.writerow([one.on_day.isoformat(), harmless(name), one.yes, one.answers, share, baseline, said])
    return made.getvalue()


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("Rung")
    ("'=1+1", 'Rung')
    """
    plain = " ".join(cell.split())
    return f"'{plain}" if cell.lstrip(" ").startswith(DANGEROUS) or plain.startswith(DANGEROUS) else plain
