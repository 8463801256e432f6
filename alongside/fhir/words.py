"""Says FHIR's small values (coded ideas, amounts, periods, names) in words, as the notes put them.

No interpretation: a number stays the number that was written, a code is never shown without its system's name.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from alongside.fhir import vocabulary
from alongside.fhir.json_text import Written
from alongside.fhir.plain import LONGEST_DETAIL, plain
from alongside.fhir.primitives import is_real_day
from alongside.fhir.values import PartialDate

Json = dict[str, Any]

NOT_RECORDED: Final = "not recorded"
ABSENT_REASON: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

_MOST_DECIMALS: Final = 4


def items(value: Json, name: str) -> list[Json]:
    """The objects of a list element, without the gaps."""
    found = value.get(name)
    return [one for one in found if type(one) is dict] if type(found) is list else []


def coding(value: Json) -> str:
    """A single code in words."""
    display, code, system = plain(value.get("display")), plain(value.get("code")), value.get("system")
    if display:
        return vocabulary.TAG.sub("", display) if system == vocabulary.SNOMED else display
    known = (
        vocabulary.HL7_WORDS.get((str(system).rpartition("/")[2], code))
        if str(system).startswith(vocabulary.HL7)
        else None
    )
    return known or (f"code {code} ({system_name(system)})" if code else "")


def system_name(system: Any) -> str:
    """Where a code comes from, by its name."""
    known = vocabulary.SYSTEMS.get(system) if type(system) is str else None
    if known is None and type(system) is str and system.startswith(vocabulary.HL7):
        return f"HL7 {plain(system.rpartition('/')[2])}"
    return known or plain(system) or "no system given"


def concept(value: Any) -> str:
    """A coded idea in words: its text, else a display, else its code with the system's name.

    >>> concept({"coding": [{"system": "http://snomed.info/sct", "code": "22253000"}]})
    'code 22253000 (SNOMED CT)'
    """
    if type(value) is not dict:
        return ""
    text = plain(value.get("text"))
    codings = items(value, "coding")
    if text:
        return vocabulary.TAG.sub("", text) if any(text == one.get("display") for one in codings) else text
    chosen = sorted(codings, key=lambda one: one.get("userSelected") is not True)
    named = [one for one in chosen if plain(one.get("display"))]
    return next((words for words in map(coding, named or chosen) if words), "")


def concepts(value: Json, name: str) -> list[str]:
    """The coded ideas of a list element, in words."""
    return [words for words in map(concept, items(value, name)) if words]


def codes_of(value: Any) -> set[tuple[str, str]]:
    """The (system, code) pairs of a coded idea."""
    if type(value) is not dict:
        return set()
    return {(str(one.get("system") or ""), str(one.get("code") or "")) for one in items(value, "coding")}


def number(value: Any) -> str:
    """A number as it was written; one with a very long tail is shortened and says so.

    >>> number(Written("72.50")), number(Written("166.8722536043017"))
    ('72.50', 'about 166.87')
    """
    if type(value) is not Written:
        return ""
    exact = Decimal(value.text)
    exponent = exact.as_tuple().exponent
    if "e" in value.text.lower() or not isinstance(exponent, int) or exponent >= -_MOST_DECIMALS:
        return value.text
    places = 2 if abs(exact) >= 1 else 2 - exact.adjusted()
    return f"about {exact:.{places}f}" if places < -exponent else value.text


def unit(value: Json) -> str:
    """A unit as people write it."""
    written = value.get("unit") or value.get("code")
    if type(written) is not str:
        return ""
    return vocabulary.UNITS[written] if written in vocabulary.UNITS else plain(written)


def quantity(value: Any) -> str:
    """An amount with its unit; `not recorded` if it is said to be missing."""
    if type(value) is not dict:
        return ""
    amount = number(value.get("value"))
    if not amount:
        return absent_words(value.get("_value"))
    comparator = vocabulary.COMPARATORS.get(str(value.get("comparator")), "")
    name = unit(value)
    if amount != "1":
        name = vocabulary.SEVERAL.get(name.lower(), name)
    joined = f"{amount}{name}" if name == "%" else f"{amount} {name}".rstrip()
    return f"{comparator} {joined}".lstrip()


def bounds(value: Any) -> str:
    """A range in words."""
    if type(value) is not dict:
        return ""
    low, high = quantity(value.get("low")), quantity(value.get("high"))
    if low and high:
        return f"{low} to {high}"
    return f"from {low}" if low else f"up to {high}" if high else ""


def ratio(value: Any) -> str:
    """A ratio in words."""
    if type(value) is not dict:
        return ""
    above, below = quantity(value.get("numerator")), quantity(value.get("denominator"))
    return f"{above} to {below}" if above and below else above


def day(value: Any) -> PartialDate | None:
    """The day, month or year at the start of a FHIR date, as precise as it was written."""
    return PartialDate(value[:10]) if type(value) is str and is_real_day(value[:10]) else None


def date_words(value: Any) -> str:
    """A FHIR date in words."""
    found = day(value)
    return found.words if found else ""


def period(value: Any) -> str:
    """A stretch of time in words.

    >>> period({"start": "2015-03", "end": "2016-01-04"})
    'from March 2015 to 4 January 2016'
    """
    if type(value) is not dict:
        return ""
    start, end = date_words(value.get("start")), date_words(value.get("end"))
    if start and end:
        return f"on {start}" if start == end else f"from {start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""


def absent_words(value: Any) -> str:
    """`not recorded`, with the reason if one is given, for a value that only says why it is missing."""
    if type(value) is not dict:
        return ""
    for one in items(value, "extension"):
        if one.get("url") == ABSENT_REASON:
            return not_recorded(str(one.get("valueCode")))
    return ""


def not_recorded(reason: str) -> str:
    """`not recorded`, with the reason in words if it says more."""
    return f"{NOT_RECORDED} ({vocabulary.ABSENT[reason]})" if reason in vocabulary.ABSENT else NOT_RECORDED


def person_name(value: Any) -> str:
    """The name to call a person by: the usual one first, never one they gave up.

    >>> person_name([{"use": "old", "text": "Old"}, {"family": "Ray", "given": ["Ana"], "prefix": ["Dr"]}])
    'Dr Ana Ray'
    """
    names = [one for one in value if type(one) is dict] if type(value) is list else [value]
    rank = {
        "usual": 0,
        "official": 1,
        None: 2,
        "nickname": 3,
        "temp": 4,
        "anonymous": 4,
        "maiden": 6,
        "old": 6,
    }
    for one in sorted((n for n in names if type(n) is dict), key=lambda n: rank.get(n.get("use"), 5)):
        text = plain(one.get("text"))
        parts = [
            *_texts(one, "prefix"),
            *_texts(one, "given"),
            plain(one.get("family")),
            *_texts(one, "suffix"),
        ]
        found = text or " ".join(part for part in parts if part)
        if found:
            return found
    return ""


def _texts(value: Json, name: str) -> list[str]:
    found = value.get(name)
    return [plain(one) for one in found] if type(found) is list else []


def notes(value: Json, name: str = "note") -> list[str]:
    """What was added by hand, as sentences."""
    return [f"Note: {full(one.get('text'))}" for one in items(value, name) if full(one.get("text"))]


def full(text: Any) -> str:
    """A longer text on one line, ending like a sentence."""
    return ended(plain(text, LONGEST_DETAIL))


def ended(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def said(label: str, words: str) -> list[str]:
    """`["Label: words."]`, or nothing if there is nothing to say."""
    return [ended(f"{label}: {words}")] if words else []
