"""Whole bundles, as people bring them: read with the right words, from the right people, on the right dates."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from alongside.fhir import Kind, Standing, read_bundle
from tests.fhir.invented import BUNDLES, bundle, condition, read, written


def test_a_patient_summary_is_read_as_a_person_would_expect() -> None:
    reading = read_bundle(BUNDLES / "patient-summary.json")
    assert (reading.bundle_id, reading.bundle_type, reading.made_at) == (
        "invented-summary",
        "document",
        "2026-03-01T09:30:00Z",
    )
    assert (reading.subject.name, reading.subject.born_on) == ("Ida May Invented", None)
    by_kind = {line.kind: line for line in reading.lines}
    document = by_kind[Kind.DOCUMENT]
    assert document.title == "Invented patient summary"
    assert document.source == "Dr Made-Up, The Invented Practice"
    assert "Problems: 1 entry." in document.details
    assert "Plan: Walk a little & rest. Meet in May." in document.details
    assert "does not mean there is none" in document.detail
    pain = by_kind[Kind.CONDITION]
    assert (pain.title, pain.standing, pain.detail) == ("Backache", Standing.CURRENT, "Marked as: current.")
    assert pain.said_on is not None and pain.said_on.words == "March 2019"
    assert pain.source == "in a document by Dr Made-Up, The Invented Practice"
    medicine = by_kind[Kind.MEDICINE]
    assert medicine.title == "Invented tablets 10 mg"
    assert "How to take it: One tablet at night." in medicine.details
    assert medicine.source_ref == f"MedicationStatement#{medicine.fingerprint}"
    silence = by_kind[Kind.ALLERGY]
    assert (silence.title, silence.standing) == ("The notes list no allergy", Standing.NONE_RECORDED)
    assert "it does not mean there is none" in silence.detail


def test_a_gp_record_is_read_with_its_people_and_its_units() -> None:
    reading = read_bundle((BUNDLES / "gp-record.json").read_bytes())
    assert reading.subject.name == "Mr Oran Invented"
    assert reading.subject.born_on is not None and reading.subject.born_on.words == "November 1948"
    by_kind = {line.kind: line for line in reading.lines}
    pain = by_kind[Kind.CONDITION]
    assert (pain.title, pain.source, pain.source_ref) == ("Low back pain", "Dr Imagined", "Condition/c1")
    assert pain.said_on is not None and pain.said_on.words == "2011"
    assert pain.recorded_on is not None and pain.recorded_on.words == "2 April 2011"
    assert "Note: Worse on stairs." in pain.details
    stopped = by_kind[Kind.MEDICINE]
    assert (stopped.title, stopped.standing) == ("Invented capsules 25 mg", Standing.ENDED)
    assert stopped.details == (
        "Marked as: stopped.",
        "How to take it: 1 capsule at night (Do not drive until you know how it affects you).",
        "Why it stands so: Made him drowsy.",
        "Amount: 28 capsules.",
    )
    assert by_kind[Kind.ENCOUNTER].title == "A contact by phone, video or message"
    pressure = by_kind[Kind.OBSERVATION]
    assert pressure.details[:2] == ("Systolic blood pressure: 138.0 mmHg.", "Diastolic blood pressure: 82 mmHg.")
    assert pressure.source == "Nowhere Surgery, Dr Imagined"
    assert [one.words for one in reading.counted] == [
        "1 list of other entries",
        "1 description of a medicine",
        "1 notice from the sending computer",
        "1 organisation",
        "1 professional",
    ]
    assert "one page of several" in reading.remarks[0]


@pytest.mark.parametrize("kind", ["document", "collection", "transaction", "batch", "searchset", "message"])
def test_every_kind_of_bundle_that_holds_notes_is_read(kind: str) -> None:
    assert [line.title for line in read(condition(), kind=kind).lines] == ["Back pain"]


def test_bytes_a_path_and_an_open_file_give_the_same_reading() -> None:
    path = BUNDLES / "gp-record.json"
    content = path.read_bytes()
    with path.open("rb") as stream:
        from_stream = read_bundle(stream)
        assert not stream.closed
    assert read_bundle(content) == read_bundle(path) == read_bundle(str(path)) == from_stream
    assert read_bundle(bytearray(content)) == read_bundle(memoryview(content)) == from_stream


def test_a_stream_of_unknown_length_is_read_too() -> None:
    class Pipe(io.BytesIO):
        def tell(self) -> int:
            raise OSError("a pipe has no place")

    assert read_bundle(Pipe(written(bundle(condition())))).lines[0].title == "Back pain"


def test_the_original_of_every_line_is_kept_letter_for_letter() -> None:
    raw = b'{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p"}},'
    original = '{ "resourceType" : "Goal", "lifecycleStatus":"active","description":{"text":"Walk 72.50 m, café"}, '
    original += '"subject":{"reference":"Patient/p"} }'
    reading = read_bundle(raw + b'{"resource": ' + original.encode() + b"}]}")
    assert reading.lines[0].resource == original.encode()
    assert reading.lines[0].title == "Walk 72.50 m, café"


def test_reading_again_gives_the_same_fingerprint_whatever_the_spacing_or_order() -> None:
    content = json.loads((BUNDLES / "gp-record.json").read_text("utf-8"))
    first = read_bundle(written(content))
    spaced = read_bundle(json.dumps(content, indent=7, sort_keys=True, ensure_ascii=False).encode())
    turned = read_bundle(written({**content, "entry": content["entry"][::-1]}))
    assert first.fingerprint == spaced.fingerprint == turned.fingerprint
    assert {(one.source_ref, one.title, one.detail, one.fingerprint) for one in first.lines} == {
        (one.source_ref, one.title, one.detail, one.fingerprint) for one in turned.lines
    }
    content["entry"][4]["resource"]["note"][0]["text"] = "Worse on stairs, and in the cold"
    changed = read_bundle(written(content))
    assert changed.fingerprint != first.fingerprint
    moved = {one.source_ref for one in changed.lines if one.fingerprint not in {old.fingerprint for old in first.lines}}
    assert moved == {"Condition/c1"}


def test_a_number_and_the_same_number_as_text_are_not_the_same_content() -> None:
    def with_value(value: object) -> str:
        return read({"resourceType": "Basic", "id": "b", "code": {"text": "x"}, "value": value}).fingerprint

    assert with_value(5) != with_value("5") != with_value(5.0)


def test_the_same_entry_twice_is_one_line_and_is_said() -> None:
    reading = read(condition(), condition(), {**condition(), "id": "c2"})
    assert [line.source_ref for line in reading.lines] == ["Condition/c1", "Condition/c2"]
    assert reading.repeated == 1
    assert reading.remarks == ("Some entries stand in the file more than once. They are shown once.",)


def test_the_shared_samples_are_read_without_a_fault(shared_samples: Path) -> None:
    for path in sorted(shared_samples.glob("*.json")):
        reading = read_bundle(path)
        total = json.loads(path.read_text("utf-8"))["entry"]
        counted = sum(one.count for one in reading.counted)
        assert len(reading.lines) + len(reading.withdrawn) + reading.repeated + counted + 1 == len(total), path.name
        assert all(line.title for line in reading.lines)
        assert reading.subject.name


def test_progress_is_told_at_least_every_200_resources_and_ends_at_all_of_it() -> None:
    told = []
    many = [condition(id=f"c{number}") for number in range(1_000)]
    read_bundle(written(bundle(*many)), on_progress=told.append)
    shares = [one.share for one in told]
    assert shares == sorted(shares)
    assert len(told) >= 2 * 1_001 // 200
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert (told[-1].done, told[-1].total, told[-1].share) == (1_001, 1_001, 1.0)


def test_ten_thousand_resources_are_read_in_a_few_seconds() -> None:
    import time

    many = [condition(id=f"c{number}", onsetDateTime="2019-03") for number in range(10_000)]
    content = written(bundle(*many))
    started = time.process_time()
    reading = read_bundle(content)
    assert len(reading.lines) == 10_000
    assert time.process_time() - started < 20
