"""Medicines: named, told how to take, and never shown as taken when they are not."""

from __future__ import annotations

import pytest

from alongside.fhir import PartialDate, Standing
from tests.fhir.invented import ABSENT, DOCTOR, Json, condition, line, made


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
