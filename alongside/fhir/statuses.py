"""What FHIR's status codes mean to a person: how a line stands, and the words for it.

The codes are FHIR R4's own; the words are ours and never say that something is over for good.
"""

from __future__ import annotations

from typing import Final

from alongside.fhir.values import Standing as S

Words = tuple[S, str]

MISTAKE: Final[Words] = (
    S.MISTAKE,
    "taken back by the service: it was put in by mistake",
)
UNKNOWN: Final[Words] = (S.NOT_SAID, "not known")

_REQUEST: Final[dict[str, Words]] = {
    "draft": (S.PLANNED, "a draft, not decided"),
    "active": (S.CURRENT, "current"),
    "on-hold": (S.PLANNED, "on hold"),
    "revoked": (S.ENDED, "withdrawn"),
    "completed": (S.ENDED, "completed"),
}
_EVENT: Final[dict[str, Words]] = {
    "preparation": (S.PLANNED, "being prepared"),
    "in-progress": (S.CURRENT, "under way"),
    "not-done": (S.NOT_DONE, "not done"),
    "on-hold": (S.PLANNED, "on hold"),
    "stopped": (S.ENDED, "stopped before its end"),
    "completed": (S.ENDED, "done"),
}
_RESULT: Final[dict[str, Words]] = {
    "registered": (S.PLANNED, "asked for, no result yet"),
    "partial": (S.DOUBTED, "only a part of the results"),
    "preliminary": (S.DOUBTED, "an early result, it may change"),
    "final": (S.ENDED, "final"),
    "amended": (S.ENDED, "changed after it was final"),
    "corrected": (S.ENDED, "corrected after it was final"),
    "appended": (S.ENDED, "added to after it was final"),
    "cancelled": (S.NOT_DONE, "cancelled"),
}

BY_TYPE: Final[dict[str, dict[str, Words]]] = {
    "AllergyIntolerance": {
        "active": (S.CURRENT, "current"),
        "inactive": (S.ENDED, "no longer active"),
        "resolved": (S.ENDED, "resolved"),
    },
    "Appointment": {
        "proposed": (S.PLANNED, "suggested"),
        "pending": (S.PLANNED, "waiting for an answer"),
        "booked": (S.PLANNED, "booked"),
        "arrived": (S.CURRENT, "arrived"),
        "fulfilled": (S.ENDED, "took place"),
        "cancelled": (S.NOT_DONE, "cancelled"),
        "noshow": (S.NOT_DONE, "did not take place"),
        "checked-in": (S.CURRENT, "checked in"),
        "waitlist": (S.PLANNED, "on a waiting list"),
    },
    "CarePlan": _REQUEST,
    "CareTeam": {
        "proposed": (S.PLANNED, "suggested"),
        "active": (S.CURRENT, "current"),
        "suspended": (S.PLANNED, "paused"),
        "inactive": (S.ENDED, "no longer together"),
    },
    "Composition": {
        "preliminary": (S.DOUBTED, "an early version"),
        "final": (S.ENDED, "final"),
        "amended": (S.ENDED, "changed after it was final"),
    },
    "Condition": {
        "active": (S.CURRENT, "current"),
        "recurrence": (S.CURRENT, "come back"),
        "relapse": (S.CURRENT, "come back after getting better"),
        "inactive": (S.ENDED, "not active when this was written"),
        "remission": (S.ENDED, "in remission when this was written"),
        "resolved": (S.ENDED, "resolved when this was written"),
    },
    "DiagnosticReport": _RESULT,
    "DocumentReference": {
        "current": (S.CURRENT, "current"),
        "superseded": (S.ENDED, "replaced by a newer one"),
    },
    "Encounter": {
        "planned": (S.PLANNED, "planned"),
        "arrived": (S.CURRENT, "arrived"),
        "triaged": (S.CURRENT, "seen first by somebody who decides how urgent it is"),
        "in-progress": (S.CURRENT, "under way"),
        "onleave": (S.CURRENT, "on leave from it"),
        "finished": (S.ENDED, "took place"),
        "cancelled": (S.NOT_DONE, "cancelled"),
    },
    "FamilyMemberHistory": {
        "partial": (S.DOUBTED, "not complete"),
        "completed": (S.CURRENT, "complete when this was written"),
        "health-unknown": (S.NOT_SAID, "nothing known about this relative’s health"),
    },
    "Flag": {
        "active": (S.CURRENT, "current"),
        "inactive": (S.ENDED, "no longer active"),
    },
    "Goal": {
        "proposed": (S.PLANNED, "suggested"),
        "planned": (S.PLANNED, "planned"),
        "accepted": (S.CURRENT, "agreed"),
        "active": (S.CURRENT, "being worked towards"),
        "on-hold": (S.PLANNED, "on hold"),
        "completed": (S.ENDED, "completed"),
        "cancelled": (S.NOT_DONE, "given up"),
        "rejected": (S.NOT_DONE, "turned down"),
    },
    "ImagingStudy": {
        "registered": (S.PLANNED, "asked for"),
        "available": (S.ENDED, "available"),
        "cancelled": (S.NOT_DONE, "cancelled"),
    },
    "Immunization": {
        "completed": (S.ENDED, "given"),
        "not-done": (S.NOT_DONE, "not given"),
    },
    "MedicationAdministration": {
        "in-progress": (S.CURRENT, "under way"),
        "not-done": (S.NOT_DONE, "not given"),
        "on-hold": (S.PLANNED, "on hold"),
        "completed": (S.ENDED, "given"),
        "stopped": (S.ENDED, "stopped before its end"),
    },
    "MedicationDispense": {
        "preparation": (S.PLANNED, "being prepared"),
        "in-progress": (S.CURRENT, "under way"),
        "cancelled": (S.NOT_DONE, "cancelled"),
        "on-hold": (S.PLANNED, "on hold"),
        "completed": (S.ENDED, "handed out"),
        "stopped": (S.ENDED, "stopped"),
        "declined": (S.NOT_DONE, "turned down"),
    },
    "MedicationRequest": {
        "draft": (S.PLANNED, "a draft, not decided"),
        "active": (S.CURRENT, "current"),
        "on-hold": (S.PLANNED, "on hold"),
        "completed": (S.ENDED, "completed"),
        "cancelled": (S.NOT_DONE, "cancelled"),
        "stopped": (S.ENDED, "stopped"),
    },
    "MedicationStatement": {
        "active": (S.CURRENT, "current"),
        "completed": (S.ENDED, "finished"),
        "intended": (S.PLANNED, "meant to be taken later"),
        "stopped": (S.ENDED, "stopped"),
        "on-hold": (S.PLANNED, "on hold"),
        "not-taken": (S.NOT_DONE, "not taken"),
    },
    "Observation": {code: words for code, words in _RESULT.items() if code not in {"appended", "partial"}},
    "Procedure": _EVENT,
    "QuestionnaireResponse": {
        "in-progress": (S.DOUBTED, "not finished"),
        "completed": (S.ENDED, "completed"),
        "amended": (S.ENDED, "changed after it was completed"),
        "stopped": (S.DOUBTED, "stopped before its end"),
    },
    "ServiceRequest": _REQUEST,
}


def in_words(resource_type: str, status: str) -> Words:
    """How a status stands and the words for it.

    >>> in_words("Condition", "remission")[1]
    'in remission when this was written'
    """
    if status == "entered-in-error":
        return MISTAKE
    return BY_TYPE[resource_type].get(status, UNKNOWN)
