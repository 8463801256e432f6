"""Says how a medicine is to be taken, in the notes' own words where they have any, else from the parts.

It adds nothing and advises nothing.
"""

from __future__ import annotations

from typing import Any, Final

from alongside.fhir.plain import LONGEST_DETAIL, plain
from alongside.fhir.words import (
    Json,
    bounds,
    concept,
    concepts,
    items,
    number,
    period,
    quantity,
    ratio,
)

_EACH: Final = {
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "wk": "week",
    "mo": "month",
    "a": "year",
}
_TIMES: Final = {"1": "once", "2": "twice"}
_MOMENTS: Final = {
    "MORN": "in the morning",
    "MORN.early": "early in the morning",
    "MORN.late": "late in the morning",
    "NOON": "at noon",
    "AFT": "in the afternoon",
    "AFT.early": "early in the afternoon",
    "AFT.late": "late in the afternoon",
    "EVE": "in the evening",
    "EVE.early": "early in the evening",
    "EVE.late": "late in the evening",
    "NIGHT": "at night",
    "HS": "at bedtime",
    "WAKE": "on waking",
    "AC": "before meals",
    "ACM": "before breakfast",
    "ACD": "before lunch",
    "ACV": "before dinner",
    "C": "with meals",
    "CM": "with breakfast",
    "CD": "with lunch",
    "CV": "with dinner",
    "PC": "after meals",
    "PCM": "after breakfast",
    "PCD": "after lunch",
    "PCV": "after dinner",
}
_DAYS: Final = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def doses(instructions: list[Json]) -> str:
    """Several instructions as one text, in their order."""
    return "; then ".join(words for words in map(dose, instructions) if words)


def dose(instruction: Json) -> str:
    """One instruction in words.

    >>> from alongside.fhir.json_text import Written
    >>> dose({"timing": {"repeat": {"frequency": Written("2"), "period": Written("1"), "periodUnit": "d"}},
    ...       "doseAndRate": [{"doseQuantity": {"value": Written("1"), "unit": "tablet"}}]})
    '1 tablet, twice a day'
    """
    text = plain(instruction.get("text"), LONGEST_DETAIL) or ", ".join(_parts(instruction))
    own = plain(instruction.get("patientInstruction"), LONGEST_DETAIL)
    if own and own not in text:
        text = f"{text} ({own})" if text else own
    return text


def _parts(instruction: Json) -> list[str]:
    amounts = [
        quantity(one.get("doseQuantity")) or bounds(one.get("doseRange")) for one in items(instruction, "doseAndRate")
    ]
    rates = [
        quantity(one.get("rateQuantity")) or bounds(one.get("rateRange")) or ratio(one.get("rateRatio"))
        for one in items(instruction, "doseAndRate")
    ]
    found = [
        *amounts,
        *(f"at a rate of {rate}" for rate in rates if rate),
        timing(instruction.get("timing")),
        _as_needed(instruction),
        concept(instruction.get("route")),
        concept(instruction.get("method")),
        concept(instruction.get("site")),
        *concepts(instruction, "additionalInstruction"),
    ]
    most = ratio(instruction.get("maxDosePerPeriod"))
    found.append(f"no more than {most}" if most else "")
    return [words for words in found if words]


def _as_needed(instruction: Json) -> str:
    reason = concept(instruction.get("asNeededCodeableConcept"))
    if reason:
        return f"when needed for {reason}"
    return "when needed" if instruction.get("asNeededBoolean") is True else ""


def timing(value: Any) -> str:
    """How often, in words."""
    if type(value) is not dict:
        return ""
    repeat = value.get("repeat")
    coded = concept(value.get("code"))
    if type(repeat) is not dict:
        return coded
    found = [coded or _often(repeat)]
    days, clock, moments = (
        repeat.get("dayOfWeek"),
        repeat.get("timeOfDay"),
        repeat.get("when"),
    )
    found += [f"on {_DAYS[one]}" for one in days or () if one in _DAYS]
    found += [f"at {one[:5]}" for one in clock or () if type(one) is str]
    found += [_MOMENTS[one] for one in moments or () if one in _MOMENTS]
    found.append(period(repeat.get("boundsPeriod")))
    length = quantity(repeat.get("boundsDuration"))
    found.append(f"for {length}" if length else "")
    return ", ".join(words for words in found if words)


def _often(repeat: Json) -> str:
    every, each = (
        number(repeat.get("period")),
        _EACH.get(str(repeat.get("periodUnit")), ""),
    )
    if not every or not each:
        return ""
    count, most = (
        number(repeat.get("frequency")) or "1",
        number(repeat.get("frequencyMax")),
    )
    longest = number(repeat.get("periodMax"))
    stretch = f"every {every} to {longest} {each}s" if longest else f"every {every} {each}s"
    if count == "1" and not most and (longest or every != "1"):
        return stretch
    times = f"{count} to {most} times" if most else _TIMES.get(count, f"{count} times")
    if every == "1" and not longest:
        return f"{times} {'an' if each == 'hour' else 'a'} {each}"
    return f"{times} {stretch}"
