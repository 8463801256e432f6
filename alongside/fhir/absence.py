"""Words for entries that say "none known": a silence in the notes, never an all-clear.

Codes: IPS absent-or-unknown (CC0) and the SNOMED CT codes that IPS maps them to.
"""

from __future__ import annotations

from typing import Any, Final

from alongside.fhir.plain import plain
from alongside.fhir.words import codes_of, items

IPS: Final = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
SNOMED: Final = "http://snomed.info/sct"

NOT_PROOF: Final = "That is only what was written; it does not mean there is none. Say so if it is not right for you."

_ALLERGY: Final = "The notes list no allergy"
_CODES: Final[dict[tuple[str, str], str]] = {
    (IPS, "no-allergy-info"): "The notes say nothing about allergies",
    (IPS, "no-known-allergies"): _ALLERGY,
    (IPS, "no-known-medication-allergies"): "The notes list no allergy to medicines",
    (
        IPS,
        "no-known-environmental-allergies",
    ): "The notes list no allergy to things around you",
    (IPS, "no-known-food-allergies"): "The notes list no food allergy",
    (IPS, "no-device-info"): "The notes say nothing about devices",
    (IPS, "no-known-devices"): "The notes list no device in use",
    (IPS, "no-immunization-info"): "The notes say nothing about vaccinations",
    (IPS, "no-known-immunizations"): "The notes list no vaccination",
    (IPS, "no-medication-info"): "The notes say nothing about medicines",
    (IPS, "no-known-medications"): "The notes list no medicine",
    (IPS, "no-problem-info"): "The notes say nothing about health problems",
    (IPS, "no-known-problems"): "The notes list no health problem",
    (IPS, "no-procedure-info"): "The notes say nothing about procedures",
    (IPS, "no-known-procedures"): "The notes list no procedure",
    (SNOMED, "716186003"): _ALLERGY,
    (SNOMED, "160244002"): _ALLERGY,
    (SNOMED, "409137002"): "The notes list no allergy to medicines",
    (SNOMED, "428607008"): "The notes list no allergy to things around you",
    (SNOMED, "429625007"): "The notes list no food allergy",
    (SNOMED, "787483001"): "The notes list no device in use",
    (SNOMED, "787482006"): "The notes list no vaccination",
    (SNOMED, "787481004"): "The notes list no medicine",
    (SNOMED, "787480003"): "The notes list no procedure",
    (SNOMED, "160245001"): "The notes list no health problem",
}
_TEXTS: Final = {
    "nka": _ALLERGY,
    "nkda": "The notes list no allergy to medicines",
    "nil known": _ALLERGY,
    "nil known allergies": _ALLERGY,
    "no known allergies": _ALLERGY,
    "no known allergy": _ALLERGY,
    "no known drug allergies": "The notes list no allergy to medicines",
    "no known drug allergy": "The notes list no allergy to medicines",
    "no known food allergies": "The notes list no food allergy",
    "no known medications": "The notes list no medicine",
    "no known problems": "The notes list no health problem",
}


def none_known(value: Any) -> str:
    """What to say for a coded idea that stands for "none known" or "no information"; else nothing.

    >>> none_known({"coding": [{"system": IPS, "code": "no-known-food-allergies"}]})
    'The notes list no food allergy'
    """
    for pair in sorted(codes_of(value)):
        if pair in _CODES:
            return _CODES[pair]
    if type(value) is not dict:
        return ""
    texts = [value.get("text"), *(one.get("display") for one in items(value, "coding"))]
    bare = (plain(text).casefold().removesuffix(".").removesuffix(" (situation)") for text in texts)
    return next((_TEXTS[text] for text in bare if text in _TEXTS), "")
