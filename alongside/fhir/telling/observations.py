"""Lines about measurements, results and scores. A score is the number that was recorded, and nothing more."""

from __future__ import annotations

import re
from typing import Any, Final

from alongside.fhir.plain import LONGEST_DETAIL, plain
from alongside.fhir.references import Finder
from alongside.fhir.telling.draft import Draft, begin, dated, listed, source_of, when
from alongside.fhir.values import Kind, Standing
from alongside.fhir.words import (
    Json,
    absent_words,
    bounds,
    codes_of,
    concept,
    concepts,
    date_words,
    day,
    items,
    not_recorded,
    notes,
    number,
    period,
    quantity,
    ratio,
    said,
)

_SCORE_CODES: Final = frozenset({"44261-6", "55758-7", "70274-6", "69737-5", "72514-3", "38208-5", "38214-3"})
_SCORE_NAMES: Final = re.compile(
    r"\b(score|rating|scale|PHQ|GAD|questionnaire|assessment|inventory)\b",
    re.IGNORECASE,
)
_UPPER_PRESSURE: Final = "8480-6"


def observation(resource: Json, find: Finder) -> Draft:
    """A measurement, result, finding or score."""
    coded = resource.get("code")
    draft = begin(Kind.OBSERVATION, resource, concept(coded) or "An observation without a name")
    if draft.standing is Standing.NOT_DONE:
        draft.title = f"Cancelled: {draft.title}"
    scored = is_score(resource)
    if scored:
        words = _value(resource, bare=True)
        found = said("Score recorded", words)
    else:
        words = _value(resource)
        found = said("Value", words)
    parts = items(resource, "component")
    # The upper blood pressure is said first, whatever order it was sent in.
    parts.sort(key=lambda part: _UPPER_PRESSURE not in {code for _, code in codes_of(part.get("code"))})
    for part in parts:
        label = concept(part.get("code")) or "A part without a name"
        found += said(label, _value(part, bare=scored) or absent_words(part.get("_valueString")))
        found += [] if scored else _ranges(part, f"{label}: the sender’s usual range")
    if not scored:
        found += _ranges(resource, "The sender’s usual range")
        found += listed("The sender marked it as", concepts(resource, "interpretation"))
    draft.details = found + draft.details
    members = len(items(resource, "hasMember"))
    if members:
        draft.details.append(f"Made up of {members} other {'entry' if members == 1 else 'entries'}.")
    draft.details += said("This is about", find.names(*items(resource, "focus")))
    draft.details += said("How it was done", concept(resource.get("method")))
    draft.details += said("Where in the body", concept(resource.get("bodySite")))
    draft.details += notes(resource)
    draft.said_on, stretch = when(resource, "effective")
    draft.details += said("When", stretch)
    draft.recorded_on = day(resource.get("issued"))
    draft.source = source_of(find, *items(resource, "performer"))
    return draft


def is_score(resource: Json) -> bool:
    """Whether a number here is a questionnaire's or scale's score rather than a measurement."""
    if {"survey"} & {code for one in items(resource, "category") for _, code in codes_of(one)}:
        return True
    amount = resource.get("valueQuantity")
    unit = amount.get("code") or amount.get("unit") if type(amount) is dict else None
    if unit == "{score}" or _SCORE_CODES & {code for _, code in codes_of(resource.get("code"))}:
        return True
    has_number = amount is not None or "valueInteger" in resource
    return has_number and bool(_SCORE_NAMES.search(concept(resource.get("code"))))


def _ranges(value: Json, label: str) -> list[str]:
    shown = [plain(one.get("text")) or bounds(one) for one in items(value, "referenceRange")]
    return listed(label, [one for one in shown if one])


def _value(owner: Json, *, bare: bool = False) -> str:
    """A value[x] in words; `bare` leaves out all but the number or answer itself."""
    amount = owner.get("valueQuantity")
    if amount is not None:
        return number(amount.get("value")) or quantity(amount) if bare and type(amount) is dict else quantity(amount)
    for name, say in _SAYING:
        if name in owner:
            return say(owner[name])
    reason = owner.get("dataAbsentReason")
    if reason is not None:
        codes = sorted(code for _, code in codes_of(reason))
        return not_recorded(codes[0]) if codes else not_recorded("")
    return ""


def _text(value: Any) -> str:
    return plain(value, LONGEST_DETAIL)


def _yes_or_no(value: Any) -> str:
    return "yes" if value is True else "no"


def _series(_: Any) -> str:
    return "a series of measurements, kept but not shown"


def _clock(value: Any) -> str:
    return str(value)[:5]


_SAYING: Final = (
    ("valueCodeableConcept", concept),
    ("valueString", _text),
    ("valueBoolean", _yes_or_no),
    ("valueInteger", number),
    ("valueRange", bounds),
    ("valueRatio", ratio),
    ("valueSampledData", _series),
    ("valueTime", _clock),
    ("valueDateTime", date_words),
    ("valuePeriod", period),
)


def report(resource: Json, find: Finder) -> Draft:
    """A report that brings results together."""
    draft = begin(
        Kind.REPORT,
        resource,
        concept(resource.get("code")) or "A report without a name",
    )
    draft.details = said("It says", plain(resource.get("conclusion"), LONGEST_DETAIL)) + draft.details
    draft.details += listed("Findings", concepts(resource, "conclusionCode"))
    results = items(resource, "result")
    draft.details += listed(
        "Results in it",
        [find.name(one) or plain(one.get("display")) for one in results],
    )
    files = len(items(resource, "presentedForm"))
    if files:
        draft.details.append(f"Holds {files} attached {'file' if files == 1 else 'files'}, kept but not opened here.")
    draft.said_on, stretch = when(resource, "effective")
    draft.details += said("When", stretch)
    draft.recorded_on = day(resource.get("issued"))
    draft.source = source_of(find, *items(resource, "performer"), *items(resource, "resultsInterpreter"))
    return draft


def imaging(resource: Json, find: Finder) -> Draft:
    """A scan or X-ray; the pictures themselves are not in the file."""
    series = items(resource, "series")
    ways = [plain(one.get("display")) for one in items(resource, "modality")]
    ways += [plain(kind.get("display")) for one in series if type(kind := one.get("modality")) is dict]
    named = concepts(resource, "procedureCode") + [plain(resource.get("description"))]
    title = next((words for words in [*named, *ways] if words), "A scan or X-ray")
    draft = begin(Kind.IMAGING, resource, title)
    draft.details += listed("Kind", ways)
    places = [plain(site.get("display")) for one in series if type(site := one.get("bodySite")) is dict]
    draft.details += listed("Where in the body", places)
    draft.details += listed("Reason", concepts(resource, "reasonCode"))
    draft.details += dated("Started", resource.get("started"))
    draft.details += notes(resource)
    draft.said_on = day(resource.get("started"))
    draft.source = source_of(find, *items(resource, "interpreter"), resource.get("referrer"))
    return draft
