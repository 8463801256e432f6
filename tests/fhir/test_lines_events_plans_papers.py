"""Visits, plans and papers, each in the words a person would want."""

from __future__ import annotations

import pytest

from alongside.fhir import Kind
from tests.fhir.invented import Json, line, made, status


@pytest.mark.parametrize(
    ("resource", "kind", "title", "details"),
    [
        (
            made(
                "Encounter",
                status="cancelled",
                **{"class": {"code": "HH"}},
                reasonCode=[{"text": "Back pain"}],
                serviceType={"text": "Physiotherapy"},
                location=[{"location": {"display": "At home"}}],
            ),
            Kind.ENCOUNTER,
            "Cancelled: Back pain",
            (
                "Marked as: cancelled.",
                "Kind of visit: a visit at home.",
                "Reason: Back pain.",
                "Service: Physiotherapy.",
            ),
        ),
        (
            made("Encounter", status="finished", **{"class": {"code": "ZZ", "display": "a walk"}}),
            Kind.ENCOUNTER,
            "A walk",
            ("Marked as: took place.",),
        ),
        (
            made(
                "Procedure",
                status="not-done",
                statusReason={"text": "She preferred to wait"},
                code={"text": "Injection"},
                reasonCode=[{"text": "Back pain"}],
                outcome={"text": "none"},
                performedDateTime="2020",
            ),
            Kind.PROCEDURE,
            "Not done: Injection",
            ("Marked as: not done.", "Why it stands so: She preferred to wait.", "Reason: Back pain."),
        ),
        (
            made(
                "Immunization",
                status="not-done",
                statusReason={"text": "She said no"},
                vaccineCode={"text": "Influenza"},
                occurrenceString="last winter",
                primarySource=False,
            ),
            Kind.IMMUNIZATION,
            "Not given: Influenza",
            (
                "Marked as: not given.",
                "Why it stands so: She said no.",
                "Written down from what somebody told, not by who gave it.",
                "When: last winter.",
            ),
        ),
        (
            {
                "resourceType": "Appointment",
                "status": "noshow",
                "description": "Pain clinic",
                "start": "2026-03-01T10:00:00Z",
                "cancelationReason": {"text": "snow"},
                "participant": [{"status": "accepted"}],
            },
            Kind.APPOINTMENT,
            "Did not take place: Pain clinic",
            ("Marked as: did not take place.", "Why it stands so: snow.", "When: 1 March 2026."),
        ),
        (
            made(
                "ServiceRequest",
                status="active",
                intent="plan",
                doNotPerform=True,
                code={"text": "Scan"},
                performer=[{"display": "Radiology"}],
                occurrenceDateTime="2021",
            ),
            Kind.REFERRAL,
            "Not to be done: Scan",
            (
                "Marked as: current.",
                "This was an idea or a plan, not yet a request.",
                "Sent to: Radiology.",
                "Wanted: 2021.",
            ),
        ),
        (
            made("ServiceRequest", status="revoked", intent="order", code={"text": "Scan"}),
            Kind.REFERRAL,
            "Withdrawn: Scan",
            ("Marked as: withdrawn.",),
        ),
        (
            made(
                "CarePlan",
                status="revoked",
                intent="proposal",
                title="Pacing plan",
                description="Small steps",
                activity=[
                    {"detail": {"status": "completed", "code": {"text": "Walk"}}},
                    {"detail": {"status": "unknown", "description": "Rest"}},
                    {"detail": {"status": "entered-in-error", "code": {"text": "Run"}}},
                    {"detail": {"status": "scheduled", "doNotPerform": True, "code": {"text": "Lift"}}},
                    {"reference": {"display": "See a friend"}},
                ],
            ),
            Kind.CARE_PLAN,
            "Withdrawn: Pacing plan",
            (
                "Marked as: withdrawn.",
                "This was a suggestion.",
                "About it: Small steps.",
                "What it holds: Walk (done); Rest; not to be done: Lift; See a friend.",
            ),
        ),
        (
            made(
                "CarePlan",
                status="active",
                intent="plan",
                period={"start": "2020"},
                text={"status": "generated", "div": "<div>Walk <b>daily</b><style>x</style></div>"},
            ),
            Kind.CARE_PLAN,
            "A care plan",
            ("Marked as: current.", "In the notes’ words: Walk daily.", "When: from 2020."),
        ),
        (
            made(
                "Goal",
                lifecycleStatus="rejected",
                achievementStatus=status("goal-achievement", "in-progress"),
                description={"text": "Run 10 km"},
                target=[
                    {
                        "measure": {"text": "Distance"},
                        "detailQuantity": {"value": 10, "unit": "km"},
                        "dueDate": "2021-05-01",
                    },
                    {"measure": {"text": "Days"}, "detailInteger": 3},
                ],
            ),
            Kind.GOAL,
            "Goal turned down: Run 10 km",
            (
                "Marked as: turned down.",
                "How far it got: under way.",
                "Distance: 10 km.",
                "Hoped for by: 1 May 2021.",
                "Days: 3.",
            ),
        ),
        (
            made("Flag", status="active", code={"text": "Needs time to answer"}, period={"start": "2020"}),
            Kind.ALERT,
            "Needs time to answer",
            ("Marked as: current.", "When: from 2020."),
        ),
        (
            made(
                "CareTeam",
                status="active",
                name="Ida’s team",
                period={"start": "2020"},
                participant=[
                    {"member": {"display": "Bo"}, "role": [{"text": "carer"}]},
                    {"member": {"display": "Dr Imagined"}},
                    {"role": [{"text": "nurse"}]},
                ],
            ),
            Kind.CARE_TEAM,
            "Ida’s team",
            ("Marked as: current.", "People in it: Bo (carer); Dr Imagined; nurse.", "When: from 2020."),
        ),
        (
            made(
                "ImagingStudy",
                status="available",
                modality=[{"code": "MR", "display": "Magnetic resonance"}],
                series=[{"uid": "1", "modality": {"code": "MR"}, "bodySite": {"code": "x", "display": "Lumbar spine"}}],
                started="2020-01",
            ),
            Kind.IMAGING,
            "Magnetic resonance",
            (
                "Marked as: available.",
                "Kind: Magnetic resonance.",
                "Where in the body: Lumbar spine.",
                "Started: January 2020.",
            ),
        ),
        (
            made(
                "DocumentReference",
                status="superseded",
                type={"text": "Letter"},
                category=[{"text": "Clinic"}],
                content=[
                    {"attachment": {"title": "Letter to GP", "creation": "2020-01-02"}},
                    {"attachment": {"size": 1}},
                ],
                date="2020-02-03T10:00:00Z",
            ),
            Kind.DOCUMENT,
            "Letter",
            (
                "Marked as: replaced by a newer one.",
                "Kind: Letter.",
                "Filed under: Clinic.",
                "Holds 2 attached files, kept but not opened here.",
            ),
        ),
    ],
)
def test_each_kind_of_line_says_what_a_person_would_want_to_know(
    resource: Json, kind: Kind, title: str, details: tuple[str, ...]
) -> None:
    found = line(resource)
    assert (found.kind, found.title) == (kind, title)
    assert found.details[: len(details)] == details


def test_a_filled_in_questionnaire_shows_the_answers_and_reads_nothing_into_them() -> None:
    answers = [
        {"valueInteger": 3},
        {"valueBoolean": False},
        {"valueCoding": {"system": "http://loinc.org", "code": "LA6568-5", "display": "Not at all"}},
        {"valueQuantity": {"value": 2, "unit": "hour"}},
        {"valueDate": "2020-05"},
        {"valueAttachment": {"title": "x"}},
        {"valueReference": {"display": "Bo"}},
        {"valueString": "at night"},
        {"item": [{"linkId": "1.1", "text": "And then?", "answer": [{"valueString": "I slept"}]}]},
    ]
    many = [{"linkId": str(number), "answer": [{"valueInteger": number}]} for number in range(70)]
    found = line(
        made(
            "QuestionnaireResponse",
            status="completed",
            questionnaire="https://example.org/q",
            _questionnaire={"extension": [{"url": "x", "valueString": "How I sleep"}]},
            authored="2020-05-06",
            item=[{"linkId": "1", "text": "Sleep", "answer": answers, "item": many}],
        )
    )
    assert (found.kind, found.title) == (Kind.QUESTIONNAIRE, "How I sleep")
    assert found.details[0] == (
        "Sleep: 3; no; Not at all; 2 hours; May 2020; an attached file, kept but not opened here; Bo; at night."
    )
    assert found.details[1] == "Question 0: 0."
    assert found.details[-1] == "And 12 more answers, kept but not shown here."
