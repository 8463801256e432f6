"""Whether a simple value (a date, a code, a number…) is written as FHIR R4 asks, and why not, in words.

Source of the patterns: the R4 (4.0.1) data types page. Dates are also checked against the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from alongside.fhir.json_text import Written

Check = Callable[[Any], str]

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CLOCK: Final = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?"
_ZONE: Final = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)"
_DATE_TIME: Final = re.compile(rf"(\d{{4}}-\d\d-\d\d)T{_CLOCK}{_ZONE}")
_WITHOUT_ZONE: Final = re.compile(rf"\d{{4}}-\d\d-\d\dT{_CLOCK}")
_TIME: Final = re.compile(_CLOCK)
_CODE: Final = re.compile(r"\S+(?:[ \t\n\r]\S+)*")
_SPACE: Final = re.compile(r"\s")
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_OID: Final = re.compile(r"urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+")
_UUID: Final = re.compile(r"urn:uuid:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/=\s]*")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d{0,9})")
_LONGEST_NUMBER: Final = 64
_LARGEST: Final = 2**31 - 1


def is_real_day(written: str) -> bool:
    """Whether a date, a month or a year as FHIR writes it is in the calendar.

    >>> is_real_day("2019-02-29"), is_real_day("2020-02"), is_real_day("2019-13")
    (False, True, False)
    """
    parts = _DATE.fullmatch(written)
    if not parts:
        return False
    year, month, day = parts.groups(default="1")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _not_a_string(value: Any) -> str:
    if type(value) is not str:
        return "is not a piece of text"
    return "" if value else "is empty, and should have been left out"


def _string(value: Any) -> str:
    # The usual case first: this runs for every text of every resource.
    return "" if type(value) is str and value else _not_a_string(value)


def _date(value: Any) -> str:
    return _not_a_string(value) or ("" if is_real_day(value) else "is not a real date")


def _instant(value: Any) -> str:
    wrong = _not_a_string(value)
    if wrong:
        return wrong
    parts = _DATE_TIME.fullmatch(value)
    if parts and is_real_day(parts[1]):
        return ""
    if _WITHOUT_ZONE.fullmatch(value):
        return "has a time without its time zone"
    return "is not a real date and time"


def _date_time(value: Any) -> str:
    if type(value) is str and "T" in value:
        return _instant(value)
    return _date(value)


def _time(value: Any) -> str:
    return _not_a_string(value) or ("" if _TIME.fullmatch(value) else "is not a time of day")


def _code(value: Any) -> str:
    return _not_a_string(value) or ("" if _CODE.fullmatch(value) else "is not written as a code (stray spaces)")


def _uri(value: Any) -> str:
    return _not_a_string(value) or ("is not an address (it holds spaces)" if _SPACE.search(value) else "")


def _matching(pattern: re.Pattern[str], words: str) -> Check:
    def check(value: Any) -> str:
        return _not_a_string(value) or ("" if pattern.fullmatch(value) else words)

    return check


def _boolean(value: Any) -> str:
    return "" if type(value) is bool else "is not true or false"


def _decimal(value: Any) -> str:
    if type(value) is not Written:
        return "is not a number"
    return "" if len(value.text) <= _LONGEST_NUMBER else "is a number too long to be true"


def _whole(lowest: int, words: str) -> Check:
    def check(value: Any) -> str:
        if type(value) is not Written:
            return "is not a number"
        if not _INTEGER.fullmatch(value.text):
            return words
        return "" if lowest <= int(value.text) <= _LARGEST else words

    return check


def _narrative(value: Any) -> str:
    return _not_a_string(value) or ("" if value.lstrip().startswith("<") else "is not marked-up text")


CHECKS: Final[dict[str, Check]] = {
    "base64Binary": _matching(_BASE64, "is not a file in base64 form"),
    "boolean": _boolean,
    "canonical": _uri,
    "code": _code,
    "date": _date,
    "dateTime": _date_time,
    "decimal": _decimal,
    "id": _matching(_ID, "is not an id (letters, digits, “-” and “.”, at most 64)"),
    "instant": _instant,
    "integer": _whole(-_LARGEST - 1, "is not a whole number"),
    "markdown": _string,
    "oid": _matching(_OID, "is not an OID"),
    "positiveInt": _whole(1, "is not a whole number above 0"),
    "string": _string,
    "String": _string,
    "time": _time,
    "unsignedInt": _whole(0, "is not a whole number from 0 up"),
    "uri": _uri,
    "url": _uri,
    "uuid": _matching(_UUID, "is not a UUID"),
    "xhtml": _narrative,
}
