"""One file, one person: somebody else's note never gets among theirs."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.fhir import read_bundle
from tests.fhir.invented import ABOUT, FINAL, PERSON, bundle, condition, entry, read, refused, written

BOOKED = {"resourceType": "Appointment", "id": "a", "status": "booked", "start": "2026-03-01T10:00:00Z"}


def _with(subject: dict[str, Any]) -> dict[str, Any]:
    return condition(subject=subject)


def test_two_people_in_one_file_are_refused() -> None:
    faults = refused(bundle(condition(), {**PERSON, "id": "other", "name": [{"text": "Somebody Else"}]}))
    assert faults[0].path == "entry[2].resource"
    assert "all of it is about one person" in faults[0].sentence


def test_a_file_about_nobody_is_refused() -> None:
    assert "does not say whose notes" in refused(bundle(condition(), person=None))[0].sentence


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/other"},
        {"reference": "https://example.org/fhir/Patient/other"},
        {"reference": "urn:uuid:00000000-0000-4000-8000-000000000009"},
        {"reference": "Patient?identifier=https://example.org/numbers|2"},
        {"reference": "somebody"},
        {"identifier": {"system": "https://example.org/numbers", "value": "2"}},
    ],
)
def test_a_note_about_somebody_else_refuses_the_file(subject: dict[str, Any]) -> None:
    fault = refused(bundle(condition(), {**_with(subject), "id": "c2"}))[0]
    assert fault.path == "entry[2].resource.subject.reference"
    assert "about somebody else" in fault.sentence


@pytest.mark.parametrize(
    "subject",
    [
        ABOUT,
        {"reference": "Patient/ida/_history/4"},
        {"reference": "https://example.org/fhir/Patient/ida"},
        {"reference": "urn:uuid:ida"},
        {"reference": "Patient?identifier=https://example.org/numbers|1"},
        {"identifier": {"system": "https://example.org/numbers", "value": "1"}},
        {"identifier": {"system": "https://example.org/other-numbers", "value": "77"}},
        {"type": "Patient", "identifier": {"system": "https://example.org/numbers", "value": "1"}},
        {"display": "Ida Invented"},
    ],
)
def test_the_many_ways_to_point_at_the_one_person_are_understood(subject: dict[str, Any]) -> None:
    assert read(_with(subject)).lines[0].title == "Back pain"


def test_a_person_known_by_address_only_is_found_by_type_and_id() -> None:
    nameless = {name: value for name, value in PERSON.items() if name != "id"}
    content = bundle(condition(subject={"reference": "Patient/77"}), person=None)
    content["entry"].insert(0, entry(nameless, "urn:uuid:77"))
    assert read_bundle(written(content)).lines


def test_a_person_inside_the_entry_must_be_the_same_by_name() -> None:
    inside = {"resourceType": "Patient", "id": "in", "name": [{"text": "ida invented"}]}
    mine = condition(subject={"reference": "#in"}, contained=[inside])
    assert read(mine).lines
    theirs = condition(subject={"reference": "#in"}, contained=[{**inside, "name": [{"text": "Somebody Else"}]}])
    assert "about somebody else" in refused(bundle(theirs))[0].sentence


def test_an_observation_of_a_group_or_a_place_is_counted_and_not_shown() -> None:
    room = {**FINAL, "id": "o", "code": {"text": "Room temperature"}, "subject": {"reference": "Location/room"}}
    here = {**room, "id": "o2", "subject": {"reference": "urn:uuid:room"}}
    content = bundle(condition(), room, here)
    content["entry"].append(entry({"resourceType": "Location", "name": "Room 3"}, "urn:uuid:room"))
    reading = read_bundle(written(content))
    assert [line.title for line in reading.lines] == ["Back pain"]
    assert reading.counted[-1].words == "2 observations about something other than the person"


def test_an_observation_that_names_nobody_is_the_persons() -> None:
    made = {"resourceType": "Observation", "status": "final", "code": {"text": "Weight"}}
    assert read(made).lines[0].title == "Weight"


def test_an_appointment_is_the_persons_if_they_take_part_or_nobody_else_does() -> None:
    def actor(reference: str) -> dict[str, Any]:
        return {"actor": {"reference": reference}, "status": "accepted"}

    doctor = {"resourceType": "Practitioner", "id": "d", "name": [{"text": "Dr Imagined"}]}
    both = read({**BOOKED, "participant": [actor("Patient/ida"), actor("Practitioner/d")]}, doctor)
    assert both.lines[0].source == "Dr Imagined"
    assert read({**BOOKED, "participant": [{"status": "accepted"}]}).lines
    assert read({**BOOKED, "participant": [actor("Patient/ida"), actor("Patient/child")]}).lines
    fault = refused(bundle({**BOOKED, "participant": [actor("Patient/child")]}))[0]
    assert fault.path == "entry[1].resource.participant"


def test_a_person_without_an_id_or_name_can_still_be_asked_about() -> None:
    reading = read(condition(subject={"display": "me"}), person={"resourceType": "Patient", "birthDate": "1964"})
    assert reading.subject.name == ""
    assert reading.subject.ref.startswith("Patient#")
    assert reading.subject.born_on is not None and reading.subject.born_on.precision == "year"
