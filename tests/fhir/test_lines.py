"""What a line says: the notes' own words, how sure they are, and never an all-clear or a judgement."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.fhir import Kind, PartialDate, Standing
from tests.fhir.invented import ABOUT, FINAL, Json, coded, condition, line, read, status

DOCTOR: Json = {"resourceType": "Practitioner", "id": "d", "name": [{"prefix": ["Dr"], "family": "Imagined"}]}
IPS = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def made(kind: str, **more: Any) -> Json:
    who = "patient" if kind in {"AllergyIntolerance", "Immunization", "FamilyMemberHistory"} else "subject"
    return {"resourceType": kind, "id": "x", who: ABOUT, **more}


# Conditions and allergies


@pytest.mark.parametrize(
    ("code", "standing", "words"),
    [
        ("active", Standing.CURRENT, "current"),
        ("recurrence", Standing.CURRENT, "come back"),
        ("remission", Standing.ENDED, "in remission when this was written"),
        ("resolved", Standing.ENDED, "resolved when this was written"),
    ],
)
def test_a_condition_says_how_it_stood_when_it_was_written(code: str, standing: Standing, words: str) -> None:
    found = line(condition(clinicalStatus=status("condition-clinical", code)))
    assert (found.kind, found.status, found.standing, found.details[0]) == (
        Kind.CONDITION,
        code,
        standing,
        f"Marked as: {words}.",
    )


def test_a_refuted_condition_is_never_shown_as_one() -> None:
    found = line(condition(verificationStatus=status("condition-ver-status", "refuted")))
    assert found.title == "Looked into and ruled out, the notes say: Back pain"
    assert (found.standing, found.status) == (Standing.RULED_OUT, "refuted")


@pytest.mark.parametrize("code", ["unconfirmed", "provisional", "differential"])
def test_a_condition_the_notes_are_not_sure_of_says_so_first(code: str) -> None:
    found = line(
        condition(
            verificationStatus=status("condition-ver-status", code),
            clinicalStatus=status("condition-clinical", "active"),
        )
    )
    assert found.title == "Not certain, the notes say: Back pain"
    assert found.standing is Standing.DOUBTED
    assert found.details[0].startswith("How sure the notes are: ")


def test_what_was_put_in_by_mistake_is_kept_apart() -> None:
    wrong = condition(verificationStatus=status("condition-ver-status", "entered-in-error"))
    reading = read(wrong, {**FINAL, "id": "o", "status": "entered-in-error", "code": {"text": "Weight"}})
    assert reading.lines == ()
    assert [(one.source_ref, one.standing) for one in reading.withdrawn] == [
        ("Condition/c1", Standing.MISTAKE),
        ("Observation/o", Standing.MISTAKE),
    ]
    assert "put in by mistake" in reading.withdrawn[0].detail


def test_a_condition_tells_when_where_and_how_strong_in_its_own_words() -> None:
    found = line(
        condition(
            clinicalStatus={"text": "grumbling on"},
            severity=coded("24484000", "Severe"),
            bodySite=[coded("1", "Lower back structure (body structure)")],
            onsetAge={"value": 34, "unit": "year"},
            abatementString="when the children left home",
            recordedDate="2019-03-04",
            note=[{"text": "Better on holiday"}, {"text": " "}],
            asserter={"reference": "Practitioner/d"},
        ),
        DOCTOR,
    )
    assert found.details == (
        "Marked as: grumbling on.",
        "Began: at the age of 34 years.",
        "Ended, the notes say: when the children left home.",
        "How strong: Severe.",
        "Where in the body: Lower back structure.",
        "Note: Better on holiday.",
    )
    assert (found.said_on, found.recorded_on, found.source) == (None, PartialDate("2019-03-04"), "Dr Imagined")


@pytest.mark.parametrize(
    ("onset", "said_on", "words"),
    [
        ({"onsetDateTime": "2019"}, "2019", ""),
        ({"onsetDateTime": "2019-03"}, "March 2019", ""),
        ({"onsetDateTime": "2019-03-04T23:30:00-05:00"}, "4 March 2019", ""),
        ({"onsetPeriod": {"start": "2019-03", "end": "2020"}}, "March 2019", "Began: from March 2019 to 2020."),
        ({"onsetPeriod": {"end": "2020"}}, "", "Began: until 2020."),
        ({"onsetRange": {"low": {"value": 30, "unit": "a"}, "high": {"value": 40, "unit": "a"}}}, "", "30 years to 40"),
        ({"onsetRange": {"low": {"value": 30}}}, "", "Began: from 30."),
        ({"onsetRange": {"high": {"value": 30}}}, "", "Began: up to 30."),
        ({"onsetString": "as a child"}, "", "Began: as a child."),
        (
            {"_onsetDateTime": {"extension": [{"url": ABSENT, "valueCode": "asked-unknown"}]}},
            "",
            "asked, and not known",
        ),
        ({"_onsetDateTime": {"extension": [{"url": "x", "valueCode": "y"}]}}, "", ""),
    ],
)
def test_a_date_stays_as_precise_as_it_was_written(onset: Json, said_on: str, words: str) -> None:
    found = line(condition(**onset))
    assert (found.said_on.words if found.said_on else "") == said_on
    assert words in found.detail


def test_a_date_knows_how_precise_it_is_and_sorts_by_time() -> None:
    days = [PartialDate("2019-03-04"), PartialDate("2019"), PartialDate("2019-03")]
    assert [one.precision for one in sorted(days)] == ["year", "month", "day"]


@pytest.mark.parametrize(
    ("code", "title"),
    [
        (coded("no-known-allergies", system=IPS), "The notes list no allergy"),
        (coded("no-known-food-allergies", system=IPS), "The notes list no food allergy"),
        (coded("no-allergy-info", system=IPS), "The notes say nothing about allergies"),
        (coded("716186003", "No known allergy (situation)"), "The notes list no allergy"),
        (coded("409137002"), "The notes list no allergy to medicines"),
        ({"text": "NKDA"}, "The notes list no allergy to medicines"),
        ({"text": "No known allergies."}, "The notes list no allergy"),
        (coded("1", "No Known Allergies", "urn:local"), "The notes list no allergy"),
    ],
)
def test_none_known_is_a_silence_and_never_an_all_clear(code: Json, title: str) -> None:
    found = line(made("AllergyIntolerance", code=code, clinicalStatus=status("allergyintolerance-clinical", "active")))
    assert (found.title, found.standing) == (title, Standing.NONE_RECORDED)
    assert found.detail == (
        "That is only what was written; it does not mean there is none. Say so if it is not right for you."
    )


def test_none_known_that_was_ruled_out_or_taken_back_does_not_turn_into_a_silence() -> None:
    system = "allergyintolerance-verification"
    none = made("AllergyIntolerance", code=coded("716186003", "No known allergy"))
    ruled_out = line({**none, "verificationStatus": status(system, "refuted")})
    assert ruled_out.title == "Looked into and ruled out, the notes say: No known allergy"
    assert ruled_out.standing is Standing.RULED_OUT
    assert read({**none, "verificationStatus": status(system, "entered-in-error")}).lines == ()


@pytest.mark.parametrize(
    ("resource", "title"),
    [
        (condition(code=coded("160245001")), "The notes list no health problem"),
        (
            made("MedicationStatement", status="active", medicationCodeableConcept=coded("787481004")),
            "The notes list no medicine",
        ),
        (
            made(
                "MedicationStatement",
                status="unknown",
                medicationReference={"reference": "#m"},
                contained=[{"resourceType": "Medication", "id": "m", "code": coded("no-medication-info", system=IPS)}],
            ),
            "The notes say nothing about medicines",
        ),
        (made("Procedure", status="not-done", code=coded("787480003")), "The notes list no procedure"),
        (
            made("Immunization", status="not-done", vaccineCode=coded("787482006"), occurrenceString="never"),
            "The notes list no vaccination",
        ),
    ],
)
def test_none_known_reads_the_same_wherever_it_stands(resource: Json, title: str) -> None:
    found = line(resource)
    assert (found.title, found.standing) == (title, Standing.NONE_RECORDED)
    assert "does not mean there is none" in found.details[0]


def test_an_allergy_says_what_it_did_and_how_strongly() -> None:
    found = line(
        made(
            "AllergyIntolerance",
            type="intolerance",
            criticality="high",
            reaction=[
                {
                    "substance": {"text": "Penicillin"},
                    "manifestation": [{"text": "Rash"}, {"text": "Wheeze"}],
                    "severity": "severe",
                    "description": "Twice, as a teenager",
                },
                {"manifestation": [{"text": "Hives"}]},
            ],
            onsetDateTime="1990",
            lastOccurrence="1994-05",
        )
    )
    assert found.title == "Penicillin"
    assert found.details == (
        "Reaction: Rash, Wheeze (severe).",
        "About it: Twice, as a teenager.",
        "Reaction: Hives.",
        "The service marked it as: high risk.",
        "Written down as an intolerance, not as an allergy.",
        "Last happened: May 1994.",
    )


def test_a_relatives_health_is_never_taken_for_the_persons_own() -> None:
    found = line(
        made(
            "FamilyMemberHistory",
            status="completed",
            relationship=coded("MTH", system="http://terminology.hl7.org/CodeSystem/v3-RoleCode"),
            date="2020",
            condition=[
                {"code": {"text": "Back pain"}, "onsetAge": {"value": 50, "unit": "a"}},
                {"code": {"text": "Gout"}},
            ],
        )
    )
    assert (found.kind, found.title) == (Kind.FAMILY_HISTORY, "About a relative (mother)")
    assert "They had: Back pain (at the age of 50 years)." in found.details
    assert "They had: Gout." in found.details


# Medicines


def test_a_medicine_is_named_through_its_reference_and_told_how_to_take() -> None:
    pill = {"resourceType": "Medication", "id": "m", "code": {"text": "Invented tablets"}}
    found = line(
        made(
            "MedicationStatement",
            status="active",
            medicationReference={"reference": "Medication/m"},
            effectivePeriod={"start": "2020-01", "end": "2021"},
            dateAsserted="2021-02-03",
            informationSource={"display": "Ida herself"},
            reasonReference=[{"reference": "Condition/c1"}],
            dosage=[
                {
                    "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["MORN", "HS"]}},
                    "asNeededCodeableConcept": {"text": "pain"},
                    "route": {"text": "by mouth"},
                    "doseAndRate": [{"doseRange": {"low": {"value": 1}, "high": {"value": 2, "unit": "tablet"}}}],
                    "maxDosePerPeriod": {
                        "numerator": {"value": 8, "unit": "tablet"},
                        "denominator": {"value": 1, "unit": "d"},
                    },
                }
            ],
        ),
        pill,
        condition(),
    )
    assert (found.title, found.source, found.said_on) == ("Invented tablets", "Ida herself", PartialDate("2020-01"))
    assert found.details == (
        "Marked as: current.",
        "How to take it: 1 to 2 tablets, twice a day, in the morning, at bedtime, when needed for pain, by mouth, "
        "no more than 8 tablets to 1 day.",
        "Reason: Back pain.",
        "When: from January 2020 to 2021.",
    )


@pytest.mark.parametrize(
    ("repeat", "words"),
    [
        ({"frequency": 1, "period": 1, "periodUnit": "d"}, "once a day"),
        ({"frequency": 3, "period": 1, "periodUnit": "h"}, "3 times an hour"),
        ({"frequency": 2, "frequencyMax": 4, "period": 1, "periodUnit": "d"}, "2 to 4 times a day"),
        ({"period": 8, "periodUnit": "h"}, "every 8 hours"),
        ({"period": 4, "periodMax": 6, "periodUnit": "h"}, "every 4 to 6 hours"),
        ({"frequency": 2, "period": 3, "periodUnit": "wk"}, "twice every 3 weeks"),
        ({"dayOfWeek": ["mon", "thu"], "timeOfDay": ["08:30:00"]}, "on Monday, on Thursday, at 08:30"),
        ({"boundsDuration": {"value": 5, "unit": "d"}}, "for 5 days"),
        ({"boundsPeriod": {"start": "2020"}}, "from 2020"),
    ],
)
def test_how_often_is_said_as_people_say_it(repeat: Json, words: str) -> None:
    order = made(
        "MedicationRequest",
        status="active",
        intent="order",
        medicationCodeableConcept={"text": "Drops"},
        dosageInstruction=[{"timing": {"repeat": repeat}}],
    )
    assert f"How to take it: {words}." in line(order).details


def test_two_instructions_are_said_in_turn_and_own_words_come_first() -> None:
    order = made(
        "MedicationRequest",
        status="active",
        intent="order",
        medicationCodeableConcept={"text": "Drops"},
        dosageInstruction=[
            {"text": "200 mg on the first day"},
            {"patientInstruction": "then 100 mg"},
            {"asNeededBoolean": True, "timing": {"code": {"text": "BD"}}},
            {"doseAndRate": [{"rateRatio": {"numerator": {"value": 5, "unit": "mL"}, "denominator": {"value": 1}}}]},
        ],
    )
    assert line(order).details[1] == (
        "How to take it: 200 mg on the first day; then then 100 mg; then BD, when needed; then at a rate of 5 mL to 1."
    )


@pytest.mark.parametrize(
    ("more", "title", "standing"),
    [
        ({"status": "stopped"}, "Drops", Standing.ENDED),
        ({"status": "on-hold"}, "Drops", Standing.PLANNED),
        ({"status": "not-taken"}, "Not taken or not given: Drops", Standing.NOT_DONE),
        ({"status": "unknown"}, "Drops", Standing.NOT_SAID),
        ({"_status": {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}}, "Drops", Standing.NOT_SAID),
    ],
)
def test_a_medicine_that_is_not_taken_says_so_in_its_title(more: Json, title: str, standing: Standing) -> None:
    found = line(made("MedicationStatement", medicationCodeableConcept={"text": "Drops"}, **more))
    assert (found.title, found.standing) == (title, standing)
    if "_status" in more:
        assert found.details == ("Status: not recorded.",)


def test_a_medicine_not_to_be_given_and_a_mere_suggestion_say_so() -> None:
    order = made(
        "MedicationRequest",
        status="active",
        intent="proposal",
        doNotPerform=True,
        medicationReference={"reference": "Medication/elsewhere"},
        dispenseRequest={"expectedSupplyDuration": {"value": 1, "unit": "wk"}},
    )
    found = line(order)
    assert found.title == "Not to be given: A medicine that is not named in this file"
    assert found.standing is Standing.NOT_DONE
    assert "This was a suggestion, not a prescription." in found.details
    assert "Supply for: 1 week." in found.details


def test_a_medicine_that_was_given_or_handed_out_says_how_and_when() -> None:
    given = line(
        made(
            "MedicationAdministration",
            status="completed",
            medicationCodeableConcept={"text": "Drops"},
            effectiveDateTime="2020-01-02",
            dosage={"dose": {"value": 400, "unit": "mg"}, "route": {"text": "into a vein"}},
            performer=[{"actor": {"reference": "Practitioner/d"}}],
        ),
        DOCTOR,
    )
    assert given.details == ("Marked as: given.", "How to take it: 400 mg, into a vein.")
    assert (given.source, given.said_on) == ("Dr Imagined", PartialDate("2020-01-02"))
    handed = line(
        made(
            "MedicationDispense",
            status="completed",
            statusReasonCodeableConcept={"text": "as asked"},
            medicationCodeableConcept={"text": "Drops"},
            quantity={"value": 1, "unit": "bottle"},
            daysSupply={"value": 30, "unit": "d"},
            whenHandedOver="2020-02-03T10:00:00Z",
        )
    )
    assert handed.details[1:] == (
        "Why it stands so: as asked.",
        "Amount: 1 bottle.",
        "Supply for: 30 days.",
        "Handed out: 3 February 2020.",
    )


# Observations


@pytest.mark.parametrize(
    "resource",
    [
        {"code": coded("44261-6", "PHQ-9 total score", "http://loinc.org"), "valueInteger": 14},
        {"code": coded("70274-6", "GAD-7", "http://loinc.org"), "valueQuantity": {"value": 14, "unit": "{score}"}},
        {"code": {"text": "Pain right now, 0-10 rating"}, "valueQuantity": {"value": 14}},
        {"code": {"text": "Anything"}, "category": [status("observation-category", "survey")], "valueInteger": 14},
        {"code": {"text": "Anything"}, "valueQuantity": {"value": 14, "code": "{score}"}},
    ],
)
def test_a_score_is_the_number_that_was_recorded_and_nothing_more(resource: Json) -> None:
    found = line(
        {
            **FINAL,
            **resource,
            "interpretation": [{"text": "Moderately severe"}],
            "referenceRange": [{"text": "10-14 moderate"}],
        }
    )
    assert found.details[0] == "Score recorded: 14."
    assert "oderate" not in found.detail


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"valueQuantity": {"value": 72.50, "unit": "kg"}}, "72.5 kg"),
        ({"valueQuantity": {"value": 166.8722536043017, "unit": "cm"}}, "about 166.87 cm"),
        ({"valueQuantity": {"value": 0.000123456, "unit": "g"}}, "about 0.000123 g"),
        ({"valueQuantity": {"value": 1.5e10, "unit": "x"}}, "15000000000.0 x"),
        ({"valueQuantity": {"value": 5, "comparator": "<", "unit": "%"}}, "less than 5%"),
        ({"valueQuantity": {"value": 5, "unit": "1"}}, "5"),
        ({"valueQuantity": {"value": 61, "code": "/min"}}, "61 per minute"),
        (
            {"valueQuantity": {"_value": {"extension": [{"url": ABSENT, "valueCode": "masked"}]}}},
            "not recorded (kept hidden",
        ),
        ({"valueCodeableConcept": coded("260385009", "Negative (qualifier value)")}, "Negative."),
        ({"valueString": "better\nthan last time"}, "better than last time"),
        ({"valueBoolean": True}, "yes"),
        ({"valueBoolean": False}, "no"),
        ({"valueInteger": 3}, "3"),
        ({"valueRange": {"low": {"value": 1}, "high": {"value": 2}}}, "1 to 2"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, "1 to 128"),
        ({"valueSampledData": {"origin": {"value": 0}, "period": 1, "dimensions": 1}}, "a series of measurements"),
        ({"valueTime": "10:30:00"}, "10:30"),
        ({"valueDateTime": "2019-03"}, "March 2019"),
        ({"valuePeriod": {"start": "2019-03-04", "end": "2019-03-04"}}, "on 4 March 2019"),
        (
            {"dataAbsentReason": status("data-absent-reason", "asked-declined")},
            "not recorded (asked, and not answered)",
        ),
        ({"dataAbsentReason": {"text": "machine broken"}}, "not recorded."),
        ({"dataAbsentReason": status("data-absent-reason", "unknown")}, "not recorded."),
    ],
)
def test_a_value_is_said_in_words_and_a_missing_one_is_not_recorded(value: Json, words: str) -> None:
    assert line({**FINAL, "code": {"text": "Something"}, **value}).details[0].startswith(f"Value: {words}")


def test_a_finding_without_a_value_says_nothing_about_one() -> None:
    assert line({**FINAL, "code": {"text": "Tender low back"}}).details == ("Marked as: final.",)


def test_a_result_keeps_its_senders_range_mark_and_parts() -> None:
    found = line(
        {
            **FINAL,
            "code": {"text": "Potassium"},
            "valueQuantity": {"value": 6.1, "unit": "mmol/L"},
            "referenceRange": [{"low": {"value": 3.5}, "high": {"value": 5.1, "unit": "mmol/L"}}, {"text": "adults"}],
            "interpretation": [status("v3-ObservationInterpretation", "H")],
            "method": {"text": "in blood"},
            "hasMember": [{"reference": "Observation/1"}, {"reference": "Observation/2"}],
            "component": [
                {"code": {"text": "First"}, "valueQuantity": {"value": 1}, "referenceRange": [{"text": "few"}]},
                {"code": {"text": "Second"}, "dataAbsentReason": {"text": "lost"}},
                {"code": {"text": "Third"}},
            ],
            "focus": [{"display": "the baby"}],
            "issued": "2020-01-02T10:00:00Z",
            "effectivePeriod": {"start": "2020-01-01", "end": "2020-01-02"},
        }
    )
    assert found.details == (
        "Value: 6.1 mmol/L.",
        "First: 1.",
        "First: the sender’s usual range: few.",
        "Second: not recorded.",
        "The sender’s usual range: 3.5 to 5.1 mmol/L; adults.",
        "The sender marked it as: high.",
        "Marked as: final.",
        "Made up of 2 other entries.",
        "This is about: the baby.",
        "How it was done: in blood.",
        "When: from 1 January 2020 to 2 January 2020.",
    )


def test_a_cancelled_observation_says_so_in_its_title() -> None:
    found = line({**FINAL, "status": "cancelled", "code": {"text": "Blood test"}})
    assert (found.title, found.standing) == ("Cancelled: Blood test", Standing.NOT_DONE)


def test_a_report_brings_its_results_and_words_together() -> None:
    results = [{**FINAL, "id": f"o{number}", "code": {"text": f"Result {number}"}} for number in range(14)]
    found = line(
        made(
            "DiagnosticReport",
            status="preliminary",
            code={"text": "Blood count"},
            conclusion="To be repeated",
            conclusionCode=[{"text": "Unclear"}],
            result=[{"reference": f"Observation/o{number}"} for number in range(14)],
            presentedForm=[{"contentType": "application/pdf"}],
        ),
        *results,
    )
    assert found.standing is Standing.DOUBTED
    assert found.details[:3] == (
        "It says: To be repeated.",
        "Marked as: an early result, it may change.",
        "Findings: Unclear.",
    )
    assert "; Result 11; and 2 more." in found.details[3]
    assert found.details[4] == "Holds 1 attached file, kept but not opened here."


# What happened, plans and papers


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


# What stands around a line


def test_a_mark_that_may_change_the_meaning_is_said_first() -> None:
    mark = [{"url": "https://example.org/only-a-plan", "valueBoolean": True}]
    for resource in (
        condition(modifierExtension=mark),
        condition(stage=[{"modifierExtension": mark, "type": {"text": "x"}}]),
        condition(implicitRules="https://example.org/rules"),
    ):
        found = line(resource)
        assert found.title == "To check with the service: Back pain"
        assert found.standing is Standing.DOUBTED
        assert "may change what the entry means" in found.details[0]
    assert line(condition(note=[{"text": "the word modifierExtension"}])).title == "Back pain"


def test_a_mark_spelled_with_escapes_does_not_slip_through() -> None:
    from alongside.fhir import read_bundle
    from tests.fhir.invented import bundle, written

    content = written(bundle(condition(modifierExtension=[{"url": "x", "valueBoolean": True}])))
    hidden = content.replace(b"modifierExtension", b"modifier\\u0045xtension")
    assert read_bundle(hidden).lines[0].title.startswith("To check")


def test_a_code_is_never_shown_without_the_name_of_its_system() -> None:
    cases = {
        "code 1 (SNOMED CT)": coded("1"),
        "code 1 (HL7 v3-ActCode)": coded("1", system="http://terminology.hl7.org/CodeSystem/v3-ActCode"),
        "code 1 (ICD-10)": coded("1", system="http://hl7.org/fhir/sid/icd-10"),
        "code 1 (urn:local)": coded("1", system="urn:local"),
        "code 1 (no system given)": {"coding": [{"code": "1"}]},
        "A condition without a name": {"coding": [{"system": "urn:x"}]},
    }
    for title, code in cases.items():
        assert line(condition(code=code)).title == title
    chosen = {"coding": [{"display": "First"}, {"display": "Chosen", "userSelected": True}]}
    assert line(condition(code=chosen)).title == "Chosen"
    assert line(condition(code={"text": "Sore (finding)", **coded("1", "Sore (finding)")})).title == "Sore"
    assert line(condition(code={"text": "My own (words)", **coded("1", "Sore")})).title == "My own (words)"


def test_who_said_it_is_found_through_role_visit_and_display() -> None:
    place = {"resourceType": "Organization", "id": "o", "name": "The Invented Practice"}
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "practitioner": {"reference": "Practitioner/d"},
        "organization": {"reference": "Organization/o"},
    }
    visit = made(
        "Encounter", status="finished", **{"class": {"code": "AMB"}}, serviceProvider={"reference": "Organization/o"}
    )
    by_role = line(condition(recorder={"reference": "PractitionerRole/r"}), DOCTOR, role, place)
    assert by_role.source == "Dr Imagined, The Invented Practice"
    by_visit = line(condition(encounter={"reference": "Encounter/x"}), visit, place)
    assert by_visit.source == "The Invented Practice"
    assert line(condition(recorder={"reference": "Practitioner/gone", "display": "Dr Gone"})).source == "Dr Gone"
    assert line(condition(recorder={"reference": "Practitioner/gone"})).source == ""
    known = {"type": "Practitioner", "identifier": {"system": "urn:gmc", "value": "7"}}
    doctor = {**DOCTOR, "identifier": [{"system": "urn:gmc", "value": "7"}]}
    assert line(condition(recorder=known), doctor).source == "Dr Imagined"
    searched = {"reference": "Practitioner?identifier=urn:gmc|7"}
    assert line(condition(recorder=searched), doctor).source == "Dr Imagined"


def test_roles_that_lead_to_each_other_come_to_an_end() -> None:
    def role(own: str, other: str) -> Json:
        code = [{"text": f"Role {own}"}]
        return {
            "resourceType": "PractitionerRole",
            "id": own,
            "practitioner": {"reference": f"urn:uuid:{other}"},
            "code": code,
        }

    found = line(condition(recorder={"reference": "PractitionerRole/a"}), role("a", "b"), role("b", "a"))
    assert found.source in {"Role a", "Role b"}


def test_a_source_name_is_stable_and_never_shared() -> None:
    numbered = {"identifier": [{"system": "urn:s", "value": "9"}]}
    without_id = condition(id=None, **numbered)
    assert line(without_id).source_ref == "Condition?identifier=urn:s|9"
    both = read(without_id, condition(id=None, code={"text": "Neck pain"}, **numbered)).lines
    assert {one.source_ref for one in both} == {f"Condition#{one.fingerprint}" for one in both}
    long = condition(id=None, identifier=[{"value": "9" * 500}])
    assert line(long).source_ref.startswith("Condition#")


def test_what_is_not_shown_is_counted_in_words() -> None:
    reading = read(
        {"resourceType": "Claim", "id": "1"},
        {"resourceType": "Claim", "id": "2"},
        {"resourceType": "Toaster", "crumbs": [[], None, ""]},
        {"resourceType": "Toaster", "id": "t"},
        {"resourceType": "Bundle", "type": "collection"},
    )
    assert [(one.resource_type, one.words, one.count) for one in reading.counted] == [
        ("Bundle", "1 bundle inside the bundle", 1),
        ("Claim", "2 bills", 2),
        ("Toaster", "2 entries of a kind we do not know, “Toaster”", 2),
    ]


def test_an_address_of_a_repeated_entry_can_still_be_pointed_at() -> None:
    from alongside.fhir import read_bundle
    from tests.fhir.invented import bundle, entry, written

    content = bundle(condition(recorder={"reference": "urn:uuid:again"}))
    content["entry"] += [entry(DOCTOR), entry(DOCTOR, "urn:uuid:again")]
    reading = read_bundle(written(content))
    assert (reading.lines[0].source, reading.repeated) == ("Dr Imagined", 1)


def test_a_device_can_be_the_source_by_its_name_or_its_kind() -> None:
    named = {"resourceType": "Device", "id": "v", "deviceName": [{"name": "Invented cuff"}], "type": {"text": "cuff"}}
    for device, name in ((named, "Invented cuff"), ({**named, "deviceName": []}, "cuff")):
        pressed = {**FINAL, "code": {"text": "Pressure"}, "performer": [{"reference": "Device/v"}]}
        assert line(pressed, device).source == name


def test_what_was_taken_back_stays_taken_back_even_with_an_unreadable_mark() -> None:
    wrong = status("condition-ver-status", "entered-in-error")
    reading = read(condition(verificationStatus=wrong, implicitRules="https://example.org/rules"))
    assert reading.lines == ()
    assert reading.withdrawn[0].standing is Standing.MISTAKE


def test_a_document_says_of_each_section_what_is_in_it_or_why_not() -> None:
    def text(words: str) -> Json:
        return {"status": "generated", "div": f"<div>{words}</div>"}

    deep: Json = {"title": "Level 9", "text": text("too deep to show")}
    for level in range(8, 0, -1):
        deep = {"title": f"Level {level}", "text": text("words"), "section": [deep]}
    found = line(
        {
            "resourceType": "Composition",
            "status": "amended",
            "type": {"text": "Letter"},
            "date": "2020-01",
            "author": [{"display": "Dr Imagined"}],
            "title": "Letter home",
            "section": [
                {"title": "Asked", "emptyReason": {"text": "unsaid"}},
                {"code": {"text": "Bare"}},
                {"text": text("No title")},
                deep,
            ],
        }
    )
    assert found.details[:5] == (
        "Marked as: changed after it was final.",
        "Kind: Letter.",
        "Asked: nothing was written here.",
        "A section without a name: No title.",
        "Level 1: words.",
    )
    assert "Level 7" in found.detail
    assert "Level 9" not in found.detail


def test_lines_with_next_to_nothing_in_them_still_read_kindly() -> None:
    bare = [
        made("QuestionnaireResponse", status="completed", item=[{"linkId": "1", "answer": [{"id": "x"}]}]),
        made("Flag", status="active", code={}) | {"code": {"coding": [{"system": "urn:x"}]}},
        made("CareTeam") | {"id": "y"},
        {"resourceType": "Observation", "id": "z", "status": "final", "code": {"coding": [{"id": "i"}]}},
    ]
    assert [one.title for one in read(*bare).lines] == [
        "A filled-in questionnaire",
        "An alert without words",
        "A care team",
        "An observation without a name",
    ]
    nobody = {"resourceType": "Practitioner", "id": "n", "name": [{"use": "usual", "given": [" "]}]}
    assert line(condition(recorder={"reference": "Practitioner/n"}), nobody).source == ""


def test_nothing_of_what_a_line_says_gets_into_a_log_by_its_repr() -> None:
    reading = read(condition())
    told = repr(reading) + repr(reading.lines) + repr(reading.subject)
    assert "Back pain" not in told
    assert "Ida" not in told


def test_a_gap_in_a_list_may_be_explained_beside_it() -> None:
    gap = {"url": ABSENT, "valueCode": "unknown"}
    name = {"given": ["Ida", None, "May"], "_given": [None, {"extension": [gap]}, None], "family": "Invented"}
    reading = read(condition(), person={"resourceType": "Patient", "id": "ida", "name": [name]})
    assert reading.subject.name == "Ida May Invented"


def test_a_narrative_that_only_says_why_it_is_missing_says_nothing() -> None:
    gap = {"extension": [{"url": ABSENT, "valueCode": "masked"}]}
    plan = made("CarePlan", status="active", intent="plan", text={"status": "empty", "_div": gap})
    assert line(plan).details == ("Marked as: current.",)
