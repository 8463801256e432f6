"""Reading counts that were copied out of a spreadsheet: a day, so many, of how many. Plain values; nothing is kept here.

Days are read the British way (day before month), or as 2026-05-31. What cannot be read is named line by line, never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alongside.improvement.rules import FIRST_YEAR, MOST_COUNTED

MOST_LINES = 400
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "sept"),
)


class Wrong(StrEnum):
    """Why a line could not be read."""

    COLUMNS = "columns"
    NO_ANSWERS = "no-answers"
    DAY = "day"
    TO_COME = "to-come"
    NUMBER = "number"
    MORE_THAN_ALL = "more-than-all"
    TWICE = "twice"
    TOO_MANY = "too-many"


@dataclass(frozen=True)
class Line:
    """One line as it was typed, and what was read in it or what is wrong with it."""

    number: int
    typed: str
    on_day: date | None = None
    yes: int = 0
    answers: int = 0
    wrong: Wrong | None = None


def read(text: str, *, today: date, of: int | None = None) -> tuple[Line, ...]:
    """Every line that holds something. `of`: of how many, where a line has only a day and one number.

    A first line without any digit is taken for headings. Columns are parted by tabs, semicolons or commas.

    >>> [(one.on_day.isoformat(), one.yes, one.answers) for one in read("4/5/2026;7;10", today=date(2026, 6, 1))]
    [('2026-05-04', 7, 10)]
    """
    lines = [(n, typed.strip()) for n, typed in enumerate(text.splitlines(), start=1) if typed.strip(" \t,;")]
    if lines and not any(sign.isdigit() for sign in lines[0][1]):
        lines = lines[1:]
    found: list[Line] = []
    days: set[date] = set()
    for number, typed in lines[: MOST_LINES + 1]:
        if len(found) == MOST_LINES:
            found.append(Line(number, typed, wrong=Wrong.TOO_MANY))
            break
        one = _line(number, typed, today, of)
        if one.wrong is None and one.on_day in days:
            one = Line(number, typed, wrong=Wrong.TWICE)
        elif one.wrong is None and one.on_day is not None:
            days.add(one.on_day)
        found.append(one)
    return tuple(found)


def _line(number: int, typed: str, today: date, of: int | None) -> Line:
    between = next((sign for sign in ("\t", ";") if sign in typed), ",")
    cells = [cell.strip().strip('"').strip() for cell in typed.split(between)]
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    if len(cells) not in (2, 3):
        return Line(number, typed, wrong=Wrong.COLUMNS)
    if len(cells) == 2 and of is None:
        return Line(number, typed, wrong=Wrong.NO_ANSWERS)
    on_day = _day(cells[0])
    if on_day is None or on_day.year < FIRST_YEAR:
        return Line(number, typed, wrong=Wrong.DAY)
    if on_day > today:
        return Line(number, typed, wrong=Wrong.TO_COME)
    yes, answers = _number(cells[1]), of if len(cells) == 2 else _number(cells[2])
    if yes is None or answers is None or not 1 <= answers <= MOST_COUNTED:
        return Line(number, typed, wrong=Wrong.NUMBER)
    if yes > answers:
        return Line(number, typed, wrong=Wrong.MORE_THAN_ALL)
    return Line(number, typed, on_day, yes, answers)


def _number(cell: str) -> int | None:
    """A whole number, also with a comma between thousands or with an empty decimal part, as spreadsheets write them."""
    plain = re.sub(r"\.0+$", "", cell)
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", plain):
        plain = plain.replace(",", "")
    return int(plain) if re.fullmatch(r"[0-9]{1,9}", plain) else None


def _day(cell: str) -> date | None:
    """A day. The time of day, where a spreadsheet adds it, is left out."""
    plain = re.sub(r"[T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$", "", cell)
    if found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})", plain):
        day, month, year = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})[-/. ]+([A-Za-z]+)\.?[-/., ]+([0-9]{4}|[0-9]{2})", plain):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return None
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month by its name or its first letters; 0 for no month."""
    lower = word.lower()
    return MONTHS.index(lower[:3]) + 1 if lower in (*MONTHS, *FULL_MONTHS) else 0
