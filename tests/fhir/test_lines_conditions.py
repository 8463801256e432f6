"""Conditions, allergies and relatives: how sure the notes are comes first, and a silence is never an all-clear."""

from __future__ import annotations

import pytest

from alongside.fhir import Kind, PartialDate, Standing
from tests.fhir.invented import ABSENT, DOCTOR, FINAL, IPS, Json, coded, condition, line, made, read, status


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
