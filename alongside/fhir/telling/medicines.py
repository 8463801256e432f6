"""Lines about medicines: as told, prescribed, handed out or given."""

from __future__ import annotations

from typing import Final

from alongside.fhir import dosing
from alongside.fhir.references import Finder
from alongside.fhir.telling.draft import (
    Draft,
    begin,
    dated,
    listed,
    none_known,
    source_of,
    when,
)
from alongside.fhir.values import Kind, Standing
from alongside.fhir.words import (
    Json,
    concept,
    concepts,
    day,
    items,
    notes,
    quantity,
    said,
)

_INTENTS: Final = {
    "proposal": "This was a suggestion, not a prescription.",
    "plan": "This was a plan, not yet a prescription.",
    "option": "This was one of several options.",
}
_UNNAMED: Final = "A medicine that is not named in this file"


def medicine(resource: Json, find: Finder) -> Draft:
    """Any of the four resources that speak of a medicine."""
    coded = resource.get("medicationCodeableConcept")
    reference = resource.get("medicationReference")
    draft = begin(Kind.MEDICINE, resource, concept(coded) or find.name(reference) or _UNNAMED)
    taken_back, status = draft.standing is Standing.MISTAKE, draft.status
    if none_known(draft, coded) or _reference_says_none(draft, reference, find):
        draft.standing = Standing.MISTAKE if taken_back else draft.standing
        draft.status = status
    elif draft.standing is Standing.NOT_DONE:
        draft.title = f"Not taken or not given: {draft.title}"
    if resource.get("doNotPerform") is True:
        draft.title, draft.standing = (
            f"Not to be given: {draft.title}",
            Standing.NOT_DONE,
        )
    draft.details += [_INTENTS[resource["intent"]]] if resource.get("intent") in _INTENTS else []
    dosage = resource.get("dosage")
    single = [dosage] if type(dosage) is dict else []
    draft.details += said(
        "How to take it",
        dosing.doses(items(resource, "dosage") + items(resource, "dosageInstruction")) or _given(single),
    )
    draft.details += listed("Reason", concepts(resource, "reasonCode"))
    # One reason in a prescription, a list of them elsewhere, and a name of its own when handed out.
    stands = [concept(resource.get("statusReason")), concept(resource.get("statusReasonCodeableConcept"))]
    draft.details += listed("Why it stands so", stands + concepts(resource, "statusReason"))
    draft.details += said("Reason", find.names(*items(resource, "reasonReference")))
    draft.details += said("Amount", quantity(resource.get("quantity")))
    draft.details += _supply(resource)
    _date(draft, resource)
    draft.details += notes(resource)
    people = (one.get("actor") for one in items(resource, "performer"))
    sources = (
        resource.get("informationSource"),
        resource.get("requester"),
        resource.get("recorder"),
    )
    draft.source = source_of(find, *sources, *people)
    return draft


def _reference_says_none(draft: Draft, reference: object, find: Finder) -> bool:
    written = reference.get("reference") if type(reference) is dict else None
    inside = find.inside(written) if type(written) is str and written.startswith("#") else None
    return none_known(draft, (inside or {}).get("code") or {"text": find.name(reference)})


def _given(dosages: list[Json]) -> str:
    """A medicine given once says its dose in another shape."""
    for one in dosages:
        reshaped = {**one, "doseAndRate": [{**one, "doseQuantity": one.get("dose")}]}
        return dosing.dose(reshaped)
    return ""


def _supply(resource: Json) -> list[str]:
    request = resource.get("dispenseRequest")
    if type(request) is not dict:
        return said("Supply for", quantity(resource.get("daysSupply")))
    found = said("Amount", quantity(request.get("quantity")))
    return found + said("Supply for", quantity(request.get("expectedSupplyDuration")))


def _date(draft: Draft, resource: Json) -> None:
    draft.said_on, stretch = when(resource, "effective")
    draft.details += said("When", stretch)
    authored, handed_over = resource.get("authoredOn"), resource.get("whenHandedOver")
    draft.said_on = draft.said_on or day(authored) or day(handed_over)
    draft.recorded_on = day(resource.get("dateAsserted")) or day(authored)
    draft.details += dated("Handed out", handed_over)
