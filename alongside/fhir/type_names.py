"""FHIR resource types in plain words, for counting and for saying where a fault is."""

from __future__ import annotations

from typing import Final

# singular, plural
NAMES: Final[dict[str, tuple[str, str]]] = {
    "Account": ("a billing account", "billing accounts"),
    "AllergyIntolerance": ("an allergy or intolerance", "allergies and intolerances"),
    "Appointment": ("an appointment", "appointments"),
    "AuditEvent": ("a log entry", "log entries"),
    "Basic": ("an entry of the sender’s own kind", "entries of the sender’s own kind"),
    "Binary": ("an attached file", "attached files"),
    "BodyStructure": ("a part of the body", "parts of the body"),
    "Bundle": ("a bundle inside the bundle", "bundles inside the bundle"),
    "CarePlan": ("a care plan", "care plans"),
    "CareTeam": ("a care team", "care teams"),
    "Claim": ("a bill", "bills"),
    "ClaimResponse": ("an answer to a bill", "answers to bills"),
    "ClinicalImpression": ("a clinical opinion", "clinical opinions"),
    "Communication": ("a message", "messages"),
    "CommunicationRequest": (
        "a request to send a message",
        "requests to send a message",
    ),
    "Composition": ("a document", "documents"),
    "Condition": ("a condition", "conditions"),
    "Consent": ("a consent", "consents"),
    "Coverage": ("an insurance", "insurances"),
    "DetectedIssue": ("a warning about care", "warnings about care"),
    "Device": ("a device", "devices"),
    "DeviceRequest": ("a request for a device", "requests for a device"),
    "DeviceUseStatement": ("a note about using a device", "notes about using a device"),
    "DiagnosticReport": ("a report", "reports"),
    "DocumentReference": ("a document", "documents"),
    "Encounter": ("a visit", "visits"),
    "EpisodeOfCare": ("a time under one service", "times under one service"),
    "ExplanationOfBenefit": ("an insurer’s statement", "insurers’ statements"),
    "FamilyMemberHistory": (
        "a note about a relative’s health",
        "notes about relatives’ health",
    ),
    "Flag": ("an alert", "alerts"),
    "Goal": ("a goal", "goals"),
    "Group": ("a group of people", "groups of people"),
    "GuidanceResponse": (
        "an answer from a decision tool",
        "answers from a decision tool",
    ),
    "HealthcareService": ("a service", "services"),
    "ImagingStudy": ("a scan or X-ray", "scans and X-rays"),
    "Immunization": ("a vaccination", "vaccinations"),
    "ImmunizationRecommendation": ("a vaccination advice", "vaccination advices"),
    "List": ("a list of other entries", "lists of other entries"),
    "Location": ("a place", "places"),
    "Media": ("a picture or recording", "pictures and recordings"),
    "Medication": ("a description of a medicine", "descriptions of medicines"),
    "MedicationAdministration": (
        "a medicine that was given",
        "medicines that were given",
    ),
    "MedicationDispense": (
        "a medicine that was handed out",
        "medicines that were handed out",
    ),
    "MedicationRequest": ("a prescription", "prescriptions"),
    "MedicationStatement": ("a medicine", "medicines"),
    "MessageHeader": ("an envelope of a message", "envelopes of messages"),
    "NutritionOrder": ("a diet order", "diet orders"),
    "Observation": ("an observation", "observations"),
    "OperationOutcome": (
        "a notice from the sending computer",
        "notices from the sending computer",
    ),
    "Organization": ("an organisation", "organisations"),
    "Parameters": ("a list of settings", "lists of settings"),
    "Patient": ("the person the notes are about", "people the notes are about"),
    "Person": (
        "a link between records of one person",
        "links between records of one person",
    ),
    "Practitioner": ("a professional", "professionals"),
    "PractitionerRole": ("a professional’s role", "professionals’ roles"),
    "Procedure": ("a procedure", "procedures"),
    "Provenance": ("a note on who wrote what", "notes on who wrote what"),
    "Questionnaire": ("a blank questionnaire", "blank questionnaires"),
    "QuestionnaireResponse": ("a filled-in questionnaire", "filled-in questionnaires"),
    "RelatedPerson": ("a relative or friend", "relatives and friends"),
    "RequestGroup": ("a group of requests", "groups of requests"),
    "RiskAssessment": ("a risk assessment", "risk assessments"),
    "Schedule": ("a calendar", "calendars"),
    "ServiceRequest": ("a referral or request", "referrals and requests"),
    "Slot": ("a free appointment", "free appointments"),
    "Specimen": ("a sample", "samples"),
    "SupplyDelivery": ("a delivery", "deliveries"),
    "SupplyRequest": ("a request for supplies", "requests for supplies"),
    "Task": ("a task", "tasks"),
    "VisionPrescription": ("a prescription for glasses", "prescriptions for glasses"),
}


def one(resource_type: str) -> str:
    """One resource of this type, in words."""
    found = NAMES.get(resource_type)
    return found[0] if found else f"an entry of the kind “{resource_type}”"


def some(resource_type: str, count: int) -> str:
    """A number of resources of this type, in words.

    >>> some("Claim", 3), some("Claim", 1), some("Toaster", 2)
    ('3 bills', '1 bill', '2 entries of a kind we do not know, “Toaster”')
    """
    found = NAMES.get(resource_type)
    if found is None:
        return f"{count:,} {'entry' if count == 1 else 'entries'} of a kind we do not know, “{resource_type}”"
    if count == 1:
        return f"1 {found[0].partition(' ')[2]}"
    return f"{count:,} {found[1]}"
