"""Turns one checked resource into one `Line`: which words to use, and what must be said before them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from alongside.fhir.plain import LONGEST_TITLE, plain
from alongside.fhir.references import Finder
from alongside.fhir.telling import (
    conditions,
    events,
    medicines,
    observations,
    papers,
    plans,
)
from alongside.fhir.telling.draft import Draft
from alongside.fhir.values import Standing
from alongside.fhir.words import Json, items

Tell = Callable[[Json, Finder], Draft]

TELLING: Final[dict[str, Tell]] = {
    "AllergyIntolerance": conditions.allergy,
    "Appointment": events.appointment,
    "CarePlan": plans.care_plan,
    "CareTeam": plans.care_team,
    "Composition": papers.composition,
    "Condition": conditions.condition,
    "DiagnosticReport": observations.report,
    "DocumentReference": papers.document,
    "Encounter": events.encounter,
    "FamilyMemberHistory": conditions.family,
    "Flag": plans.alert,
    "Goal": plans.goal,
    "ImagingStudy": observations.imaging,
    "Immunization": events.immunization,
    "MedicationAdministration": medicines.medicine,
    "MedicationDispense": medicines.medicine,
    "MedicationRequest": medicines.medicine,
    "MedicationStatement": medicines.medicine,
    "Observation": observations.observation,
    "Procedure": events.procedure,
    "QuestionnaireResponse": papers.questionnaire,
    "ServiceRequest": events.referral,
}

_UNREADABLE_MARK: Final = "This entry carries a mark that we cannot read. It may change what the entry means."
_LONGEST_REF: Final = 200


def tell(resource: Json, find: Finder, text: str) -> Draft:
    """The words for a resource, with a warning first if a part of it that may change its meaning is unread."""
    draft = TELLING[str(resource["resourceType"])](resource, find)
    if _may_mean_otherwise(resource, text):
        draft.title = plain(f"To check with the service: {draft.title}", LONGEST_TITLE)
        draft.details.insert(0, _UNREADABLE_MARK)
        if draft.standing is not Standing.MISTAKE:
            draft.standing = Standing.DOUBTED
    return draft


def _may_mean_otherwise(resource: Json, text: str) -> bool:
    if "implicitRules" in resource:
        return True
    # The text is searched first because it is quick; an escaped spelling must not slip through.
    return ("modifierExtension" in text or "\\u" in text) and _holds_mark(resource)


def _holds_mark(value: Any) -> bool:
    if type(value) is dict:
        return "modifierExtension" in value or any(map(_holds_mark, value.values()))
    return type(value) is list and any(map(_holds_mark, value))


def refs_of(resource: Json, full_url: str, fingerprint: str) -> tuple[str, ...]:
    """Names for where a line came from, the best first; the last one can be no other resource's."""
    kind, found_id = resource["resourceType"], resource.get("id")
    found = [f"{kind}/{found_id}"] if found_id else []
    if found_id and full_url:
        found.append(full_url)
    if not found_id:
        found += (
            f"{kind}?identifier={plain(one.get('system'))}|{plain(one['value'])}"
            for one in items(resource, "identifier")
            if plain(one.get("value"))
        )
    return tuple(one for one in found if len(one) <= _LONGEST_REF) + (f"{kind}#{fingerprint}",)
