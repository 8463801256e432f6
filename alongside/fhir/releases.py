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

_BY_TYPE: Final[dict[str, list[tuple[str, type | None, str]]]] = {}
for _release, _signs in _SIGNS.items():
    for _type, _element, _given_away_by in _signs:
        _BY_TYPE.setdefault(_type, []).append((_element, _given_away_by, _release))


def seems_to_be(resource: dict[str, Any]) -> str:
    """The other release this resource looks like, or nothing.

    >>> seems_to_be({"resourceType": "Condition", "clinicalStatus": "active"})
    'STU3'
    """
    for element, given_away_by, release in _BY_TYPE.get(str(resource.get("resourceType")), ()):
        if element in resource and (given_away_by is None or isinstance(resource[element], given_away_by)):
            return release
    return ""
