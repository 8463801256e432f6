"""Signs that a resource was written for another release of FHIR, so that the fault can say which file to ask for.

It never changes what is read: a sign only makes the sentence clearer.
"""

from __future__ import annotations

from typing import Any, Final

# (type, element, JSON type that gives it away; None = any)
_SIGNS: Final[dict[str, tuple[tuple[str, str, type | None], ...]]] = {
    "STU3": (
        ("AllergyIntolerance", "assertedDate", None),
        ("AllergyIntolerance", "clinicalStatus", str),
        ("AllergyIntolerance", "verificationStatus", str),
        ("CarePlan", "context", None),
        ("CarePlan", "definition", None),
        ("Condition", "assertedDate", None),
        ("Condition", "clinicalStatus", str),
        ("Condition", "context", None),
        ("Condition", "verificationStatus", str),
        ("DiagnosticReport", "codedDiagnosis", None),
        ("DiagnosticReport", "context", None),
        ("DocumentReference", "class", None),
        ("DocumentReference", "created", None),
        ("DocumentReference", "indexed", None),
        ("Encounter", "incomingReferral", None),
        ("Encounter", "reason", None),
        ("Goal", "status", None),
        ("Immunization", "date", None),
        ("Immunization", "notGiven", None),
        ("MedicationRequest", "context", None),
        ("MedicationRequest", "definition", None),
        ("MedicationStatement", "reasonNotTaken", None),
        ("MedicationStatement", "taken", None),
        ("Observation", "comment", None),
        ("Observation", "context", None),
        ("Observation", "related", None),
        ("Patient", "animal", None),
        ("Procedure", "context", None),
        ("Procedure", "definition", None),
        ("Procedure", "notDone", None),
    ),
    "R5": (
        ("AllergyIntolerance", "participant", None),
        ("AllergyIntolerance", "type", dict),
        ("Condition", "participant", None),
        ("DocumentReference", "event", None),
        ("DocumentReference", "modality", None),
        ("Encounter", "actualPeriod", None),
        ("Encounter", "class", list),
        ("Encounter", "subjectStatus", None),
        ("Immunization", "informationSource", None),
        ("MedicationAdministration", "medication", None),
        ("MedicationAdministration", "occurenceDateTime", None),
        ("MedicationDispense", "medication", None),
        ("MedicationRequest", "medication", None),
        ("MedicationStatement", "medication", None),
        ("Observation", "bodyStructure", None),
        ("Observation", "triggeredBy", None),
        ("Procedure", "focus", None),
        ("Procedure", "occurrenceDateTime", None),
        ("Procedure", "occurrencePeriod", None),
        ("Procedure", "reason", None),
    ),
}


def seems_to_be(resource: dict[str, Any]) -> str:
    """The other release this resource looks like, or nothing.

    >>> seems_to_be({"resourceType": "Condition", "clinicalStatus": "active"})
    'STU3'
    """
    kind = resource.get("resourceType")
    for release, signs in _SIGNS.items():
        for of_type, element, given_away_by in signs:
            shown = of_type == kind and element in resource
            if shown and (given_away_by is None or isinstance(resource[element], given_away_by)):
                return release
    return ""
