"""Lines about documents and filled-in questionnaires. Attached files are kept and never opened here."""

from __future__ import annotations

from typing import Any, Final

from alongside.fhir.absence import NOT_PROOF
from alongside.fhir.json_text import Written
from alongside.fhir.plain import LONGEST_DETAIL, narrative_as_text, plain
from alongside.fhir.references import Finder
from alongside.fhir.telling.draft import Draft, begin, listed, source_of
from alongside.fhir.values import Kind
from alongside.fhir.words import (
    Json,
    codes_of,
    coding,
    concept,
    concepts,
    date_words,
    day,
    items,
    number,
    quantity,
    said,
)

_EMPTY: Final = {
    "nilknown": f"nothing was written here. {NOT_PROOF}",
    "notasked": "nobody asked",
    "withheld": "kept back by the service",
    "unavailable": "not available when this was written",
    "notstarted": "not begun when this was written",
    "closed": "no longer kept up",
}
_DEEPEST_SECTION: Final = 6
_MOST_ANSWERS: Final = 60


def document(resource: Json, find: Finder) -> Draft:
    """A document kept elsewhere or attached."""
    contents = items(resource, "content")
    files = [found for one in contents if type(found := one.get("attachment")) is dict]
    named = [plain(resource.get("description")), concept(resource.get("type"))]
    named += [plain(one.get("title")) for one in files]
    draft = begin(
        Kind.DOCUMENT,
        resource,
        next((words for words in named if words), "A document without a name"),
    )
    draft.details += said("Kind", concept(resource.get("type")))
    draft.details += listed("Filed under", concepts(resource, "category"))
    number_of = len(files)
    draft.details.append(
        f"Holds {number_of} attached {'file' if number_of == 1 else 'files'}, kept but not opened here."
    )
    made_on = next((found for one in files if (found := day(one.get("creation")))), None)
    draft.recorded_on = day(resource.get("date"))
    draft.said_on = made_on or draft.recorded_on
    draft.source = source_of(find, *items(resource, "author"), resource.get("custodian"))
    return draft


def composition(resource: Json, find: Finder) -> Draft:
    """A document made of sections; words stand here only where a section holds no entries of its own."""
    title = plain(resource.get("title")) or concept(resource.get("type")) or "A document without a name"
    draft = begin(Kind.DOCUMENT, resource, title)
    draft.details += said("Kind", concept(resource.get("type")))
    found: list[str] = []
    _sections(resource, found, _DEEPEST_SECTION)
    draft.details += found
    draft.said_on = draft.recorded_on = day(resource.get("date"))
    draft.source = find.names(*items(resource, "author"), resource.get("custodian"))
    return draft


def _sections(owner: Json, found: list[str], deeper: int) -> None:
    for section in items(owner, "section"):
        label = plain(section.get("title")) or concept(section.get("code")) or "A section without a name"
        entries, narrative = items(section, "entry"), section.get("text")
        codes = [code for _, code in sorted(codes_of(section.get("emptyReason")))]
        if "emptyReason" in section:
            found += said(label, _EMPTY.get(codes[0] if codes else "", "nothing was written here"))
        elif entries:
            count = len(entries)
            found.append(f"{label}: {count} {'entry' if count == 1 else 'entries'}.")
        elif type(narrative) is dict:
            found += said(label, narrative_as_text(narrative.get("div")))
        if deeper:
            _sections(section, found, deeper - 1)


def questionnaire(resource: Json, find: Finder) -> Draft:
    """Questions and the answers that were given, with no reading of them."""
    beside = resource.get("_questionnaire")
    shown = items(beside, "extension") if type(beside) is dict else []
    title = next(
        (words for one in shown if (words := plain(one.get("valueString")))),
        "A filled-in questionnaire",
    )
    draft = begin(Kind.QUESTIONNAIRE, resource, title)
    answers: list[str] = []
    _answers(resource, answers)
    draft.details = answers[:_MOST_ANSWERS] + draft.details
    if len(answers) > _MOST_ANSWERS:
        draft.details.append(f"And {len(answers) - _MOST_ANSWERS} more answers, kept but not shown here.")
    draft.said_on = draft.recorded_on = day(resource.get("authored"))
    draft.source = source_of(find, resource.get("source"), resource.get("author"))
    return draft


def _answers(owner: Json, found: list[str]) -> None:
    for item in items(owner, "item"):
        label = plain(item.get("text")) or f"Question {plain(item.get('linkId'))}"
        given = [_answer(one) for one in items(item, "answer")]
        found += said(label, "; ".join(words for words in given if words))
        _answers(item, found)
        for one in items(item, "answer"):
            _answers(one, found)


def _answer(answer: Json) -> str:
    for name, value in answer.items():
        if name.startswith("value"):
            return _shown(name, value)
    return ""


def _shown(name: str, value: Any) -> str:
    if isinstance(value, Written):
        return number(value)
    if type(value) is bool:
        return "yes" if value else "no"
    if name == "valueCoding":
        return coding(value)
    if name == "valueQuantity":
        return quantity(value)
    if name in {"valueDate", "valueDateTime"}:
        return date_words(value)
    if name == "valueAttachment":
        return "an attached file, kept but not opened here"
    if type(value) is dict:
        return plain(value.get("display"))
    return plain(value, LONGEST_DETAIL)
