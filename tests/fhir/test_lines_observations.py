"""Measurements and scores: the number that was recorded, and no reading of it."""

from __future__ import annotations

import pytest

from alongside.fhir import Standing
from tests.fhir.invented import ABSENT, FINAL, Json, coded, line, made, status


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
