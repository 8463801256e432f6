"""What cannot be taken in: nothing of it is kept, and the sentence says where the fault is and what to do."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from alongside.fhir import BundleRefused, Limits, read_bundle
from tests.fhir.invented import ABOUT, FINAL, PERSON, bundle, condition, entry, read, refused, written

START = b'{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": '


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n ", "nothing in this file but spaces"),
        (b"\xef\xbb\xbf", "nothing in this file but spaces"),
        (b"PK\x03\x04....", "ZIP file"),
        (b"\x1f\x8b....", "gzip"),
        (b"%PDF-1.7", "PDF"),
        ("{}".encode("utf-16"), "UTF-16"),
        (b'<?xml version="1.0"?><Bundle/>', "XML"),
        (b" <html></html>", "XML or a web page"),
        (b"BEGIN", "not a JSON file"),
        (b"[]", "a list"),
        (b"{}", "not a FHIR “Bundle”"),
        (b'{"resourceType": 5}', "not a FHIR “Bundle”"),
        (b'{"resourceType": "Bun dle"}', "not a FHIR “Bundle”"),
        (written(PERSON), "a single “Patient”"),
        (written(PERSON) + b"\n" + written(condition()), "a single “Patient”"),
        (written(bundle()) + b"\n" + written(bundle()), "several records one after the other"),
        (written(bundle()) + b" x", "more text after the end"),
        (written(bundle())[:-1], "stops in the middle"),
        (written(bundle())[:-40], "stops in the middle"),
        (START + b'{"id": "never en', "stops in the middle"),
        (START + b'{"id": tru', "stops in the middle"),
        (START[:20], "stops in the middle"),
        (b'{"resourceType" "Bundle", "type": "x", "and": "more and more and more"}', "not proper JSON"),
        (b"{'resourceType': 'Bundle', 'and': 'more and more and more'}", "not proper JSON"),
        (b'{"resourceType": "Bundle", "type": "collection", "entry": [{"a" 5}, {"fullUrl": "more"}]}', "near line 1"),
        (b'{"resourceType": "Bundle",\n\n"type": tea, "and": "more and more and more"}', "near line 3"),
        (b'{"resourceType": "Bundle", "type":}', "not proper JSON"),
        (b'{"resourceType": "Bundle", "type": "a\nb", "and": "more and more and more"}', "not proper JSON"),
        (START + b'{"id": "\xff"}}]}', "Some letters in this file are damaged"),
        (START + b'{"value": NaN}}]}', "not a number"),
        (START + b'{"value": -Infinity}}]}', "not a number"),
        (START + b"[" * 100 + b"]" * 100 + b"}]}", "nested more than 64"),
        (START + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}]}", "nested more than 64"),
        (b'{"resourceType": "Bundle", "type": "collection", "entry": {}}', "not a list"),
        (b'{"resourceType": "Bundle", "type": "collection", "entry": []}', "is empty"),
        (b'{"resourceType": "Bundle", "type": "collection"}', "has no entries"),
    ],
)
def test_a_file_that_is_no_whole_bundle_says_what_it_is_and_what_to_do(content: bytes, words: str) -> None:
    fault = refused(content)[0]
    assert words in fault.sentence
    assert any(way in fault.sentence for way in ("ask", "choose", "open it", "unpack", "save it", "download"))


def test_a_mark_at_the_start_of_the_file_is_no_fault() -> None:
    assert read_bundle(b"\xef\xbb\xbf" + written(bundle(condition()))).lines


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    class Untouched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("it was read")

    content = written(bundle(condition()))
    for source in (content, Untouched(content)):
        with pytest.raises(BundleRefused, match="larger than 0 MB"):
            read_bundle(source, limits=Limits(size=10))


def test_a_stream_that_grows_too_large_is_stopped_on_the_way() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b" " * 1_000_000

    with pytest.raises(BundleRefused, match="larger than 64 MB"):
        read_bundle(Endless())  # type: ignore[arg-type]  # a raw stream without a size, as a socket gives it


def test_more_entries_than_allowed_are_refused_at_the_first_one_too_many() -> None:
    many = [condition(id=f"c{number}") for number in range(20)]
    with pytest.raises(BundleRefused) as refusal:
        read_bundle(written(bundle(*many)), limits=Limits(entries=10))
    assert refusal.value.faults[0].path == "entry[10]"
    assert "more than 10 entries" in refusal.value.faults[0].sentence


def test_a_file_that_is_not_there_is_refused_kindly() -> None:
    for name in ("/nowhere/at/all.json", "bad\0name"):
        with pytest.raises(BundleRefused, match="could not be opened"):
            read_bundle(name)


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"onsetDateTime": "2019-13-45"}, "onsetDateTime", "(“2019-13-45”) is not a real date"),
        ({"onsetDateTime": "2019-02-29"}, "onsetDateTime", "is not a real date"),
        ({"onsetDateTime": "last spring"}, "onsetDateTime", "is not a real date"),
        ({"onsetDateTime": "2019-05-01T10:00:00"}, "onsetDateTime", "without its time zone"),
        ({"onsetDateTime": "2019-05-01T25:00:00Z"}, "onsetDateTime", "is not a real date and time"),
        ({"onsetDateTime": 2019}, "onsetDateTime", "(“2019”) is not a piece of text"),
        ({"onsetDateTime": None}, "onsetDateTime", "is not a piece of text"),
        ({"onsetDateTime": ""}, "onsetDateTime", "is empty"),
        ({"onsetDateTime": "2019", "onsetString": "once"}, "onsetString", "stands beside “onsetDateTime”"),
        ({"onsetDatetime": "2019"}, "onsetDatetime", "is not a field that FHIR R4 knows"),
        ({"subject": None}, "subject", "is not a set of named fields"),
        ({"subject": [ABOUT]}, "subject", "holds a list where one thing belongs"),
        ({"subject": {"reference": "Medication/m"}}, "subject.reference", "a description of a medicine, which cannot"),
        ({"subject": {"reference": "#nobody"}}, "subject.reference", "not inside this entry"),
        ({"note": {"text": "x"}}, "note", "is a single thing where a list belongs"),
        ({"note": []}, "note", "is an empty list"),
        ({"note": [None]}, "note[0]", "is not a set of named fields"),
        ({"note": [{"time": "2019"}]}, "note[0].text", "is missing"),
        ({"code": {}}, "code", "is empty"),
        ({"code": {"coding": [{"code": "a b "}]}}, "code.coding[0].code", "stray spaces"),
        ({"code": {"coding": [{"system": "a b"}]}}, "code.coding[0].system", "holds spaces"),
        ({"code": {"coding": [{"userSelected": "yes"}]}}, "code.coding[0].userSelected", "is not true or false"),
        ({"id": "a b"}, "id", "is not an id"),
        ({"meta": {"lastUpdated": "2019"}}, "meta.lastUpdated", "is not a real date and time"),
        ({"clinicalStatus": "active"}, "clinicalStatus", "this looks like FHIR STU3"),
        ({"assertedDate": "2019"}, "assertedDate", "please ask for your record in the form “FHIR R4”"),
        ({"participant": []}, "participant", "this looks like FHIR R5"),
        (
            {
                "clinicalStatus": {
                    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "cured"}]
                }
            },
            "clinicalStatus.coding[0].code",
            "(“cured”) is not one of the words",
        ),
        ({"contained": [{"resourceType": "Patient", "birthDate": "x"}]}, "contained[0].birthDate", "not a real date"),
        ({"contained": [{"id": "x"}]}, "contained[0].resourceType", "is missing"),
        ({"contained": ["x"]}, "contained[0]", "is not a set of named fields"),
        ({"contained": [{"resourceType": "Narrative", "id": "n"}, 5]}, "contained[1]", "is not a set of named fields"),
        ({"extension": [{"valueString": "x"}]}, "extension[0].url", "is missing"),
        ({"extension": [{"url": "x", "valueThing": 1}]}, "extension[0].valueThing", "is not a field"),
        ({"text": {"status": "generated", "div": "bare"}}, "text.div", "is not marked-up text"),
        ({"resourceType": 5}, "resourceType", "is missing"),
        ({"stage": [{"type": {"text": 5}}]}, "stage[0].type.text", "is not a piece of text"),
    ],
)
def test_one_fault_refuses_the_whole_bundle_and_is_named(change: dict[str, Any], path: str, words: str) -> None:
    faults = refused(bundle({**condition(), **change}, condition(id="sound")))
    fault = faults[0]
    assert fault.path == f"entry[1].resource.{path}"
    assert words in fault.sentence
    assert fault.index == 1
    if path not in {"id", "resourceType"}:
        assert (fault.resource_type, fault.resource_id) == ("Condition", "c1")
        assert fault.sentence.startswith("In entry 2, a condition, “")


@pytest.mark.parametrize(
    ("resource", "path", "words"),
    [
        ({**FINAL, "code": {"text": "x"}, "status": "done"}, "status", "(“done”) is not one of the words"),
        ({**FINAL}, "code", "is missing"),
        ({**FINAL, "code": {"text": "x"}, "valueInteger": "5"}, "valueInteger", "is not a number"),
        ({**FINAL, "code": {"text": "x"}, "valueInteger": 5.5}, "valueInteger", "is not a whole number"),
        ({**FINAL, "code": {"text": "x"}, "valueInteger": 2**31}, "valueInteger", "is not a whole number"),
        ({**FINAL, "code": {"text": "x"}, "valueTime": "10.30"}, "valueTime", "is not a time of day"),
        (
            {**FINAL, "code": {"text": "x"}, "valueQuantity": {"value": "7"}},
            "valueQuantity.value",
            "(“7”) is not a number",
        ),
        ({**FINAL, "code": {"text": "x"}, "valueQuantity": {"value": 10**70}}, "valueQuantity.value", "too long"),
        ({**FINAL, "code": {"text": "x"}, "valueQuantity": {"unit": 5}}, "valueQuantity.unit", "(“5”) is not a piece"),
        ({**FINAL, "code": {"text": "x"}, "valueBoolean": "true"}, "valueBoolean", "is not true or false"),
        ({**FINAL, "code": {"text": "x"}, "issued": "2019-05-01"}, "issued", "is not a real date and time"),
        (
            {"resourceType": "AllergyIntolerance", "patient": ABOUT, "category": ["food", "pet"]},
            "category[1]",
            "(“pet”) is not one of the words",
        ),
        ({"resourceType": "AllergyIntolerance", "patient": ABOUT, "category": [5]}, "category[0]", "is not a piece"),
        (
            {"resourceType": "AllergyIntolerance", "patient": ABOUT, "category": ["food", None]},
            "category[1]",
            "is not a piece",
        ),
        (
            {"resourceType": "AllergyIntolerance", "patient": ABOUT, "category": ["food"], "_category": [None, None]},
            "category",
            "does not line up",
        ),
        (
            {
                "resourceType": "MedicationRequest",
                "status": "active",
                "intent": "order",
                "subject": ABOUT,
                "medication": {"reference": {"reference": "Medication/1"}},
            },
            "medication",
            "this looks like FHIR R5",
        ),
    ],
)
def test_each_kind_of_entry_is_checked_by_its_own_shape(resource: dict[str, Any], path: str, words: str) -> None:
    fault = next(one for one in refused(bundle(resource)) if one.path == f"entry[1].resource.{path}")
    assert words in fault.sentence


def test_a_reference_is_checked_by_what_it_leads_to_too() -> None:
    pill = {"resourceType": "Medication", "code": {"text": "x"}}
    content = bundle()
    content["entry"] += [entry(pill, "urn:uuid:1"), entry(condition(encounter={"reference": "urn:uuid:1"}))]
    fault = refused(content)[0]
    assert fault.path == "entry[2].resource.encounter.reference"
    assert "a description of a medicine, which cannot be" in fault.sentence


def test_one_person_in_another_ones_place_is_no_fault_but_whom_it_is_about_must_be_exact() -> None:
    dispense = {"performer": {"reference": "Practitioner/p"}}
    order = {"resourceType": "MedicationRequest", "status": "active", "intent": "order", "subject": ABOUT}
    assert read({**order, "medicationCodeableConcept": {"text": "x"}, "dispenseRequest": dispense}).lines
    assert "cannot be" in refused(bundle(condition(subject={"reference": "Practitioner/p"})))[0].sentence


def test_the_first_ten_faults_are_named_in_the_order_of_the_file() -> None:
    many = [condition(id=f"c{number}", onsetDateTime="never") for number in range(15)]
    faults = refused(bundle(*many))
    assert [one.path for one in faults] == [f"entry[{number}].resource.onsetDateTime" for number in range(1, 11)]
    assert [one.resource_id for one in faults] == [f"c{number}" for number in range(10)]
    assert len({one.sentence for one in faults}) == 10


def test_faults_of_one_entry_do_not_hide_those_of_the_next() -> None:
    faults = refused(bundle(condition(onsetDateTime="x", recordedDate="y"), condition(id="c2", code={})))
    assert [one.path.removeprefix("entry") for one in faults] == [
        "[1].resource.onsetDateTime",
        "[1].resource.recordedDate",
        "[2].resource.code",
    ]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (b'{"resourceType": "Bundle", "type": "collection", "type": "batch", "entry": [{}]}', "type"),
        (b'{"resourceType": "Bundle", "type": "collection", "meta": {"id": "1", "id": "2"}, "entry": [{}]}', "meta"),
        (START + b'{"resourceType": "Goal"}, "resource": {"resourceType": "Goal"}}]}', "entry[0].resource"),
        (
            START + b'{"resourceType": "Goal", "note": [{"text": "a", "text": "b"}]}}]}',
            "entry[0].resource.note[0].text",
        ),
    ],
)
def test_a_thing_said_twice_is_a_fault_since_nobody_can_know_which_holds(content: bytes, path: str) -> None:
    fault = next(one for one in refused(content) if "said twice" in one.sentence)
    assert fault.path.startswith(path)


def test_the_bundle_itself_is_checked() -> None:
    content = bundle(condition(), identifier=[{"value": "1"}], foo=1)
    faults = refused({**content, "type": "pile"})
    assert [(one.path, one.index) for one in faults] == [("type", None), ("identifier", None), ("foo", None)]
    assert faults[0].sentence.startswith("In the bundle itself, “type” (“pile”) is not one of the words")


@pytest.mark.parametrize("kind", ["history", "transaction-response", "batch-response"])
def test_a_bundle_that_holds_no_notes_says_so(kind: str) -> None:
    faults = refused(bundle(condition(), kind=kind))
    assert "ask for your record as it stands now" in faults[0].sentence


@pytest.mark.parametrize(
    ("one", "path", "words"),
    [
        ("text", "entry[0]", "is not a set of named fields"),
        ({}, "entry[0].resource", "holds nothing"),
        ({"fullUrl": "urn:uuid:1"}, "entry[0].resource", "holds nothing"),
        ({"resource": []}, "entry[0].resource", "is not a set of named fields"),
        ({"resource": {}}, "entry[0].resource.resourceType", "is missing"),
        ({"resource": {"resourceType": ""}}, "entry[0].resource.resourceType", "is missing"),
        ({"fullUrl": "a b", "resource": PERSON}, "entry[0].fullUrl", "holds spaces"),
        ({"resource": PERSON, "more": 1}, "entry[0].more", "is not a field"),
        ({"resource": PERSON, "request": {"method": "TAKE", "url": "x"}}, "entry[0].request.method", "not one of"),
    ],
)
def test_an_entry_that_is_none_is_a_fault(one: Any, path: str, words: str) -> None:
    content = bundle(condition())
    fault = refused({**content, "entry": [one, *content["entry"]]})[0]
    assert fault.path == path
    assert words in fault.sentence


def test_a_request_without_content_is_counted() -> None:
    content = bundle(condition(), kind="batch")
    content["entry"] += [{"request": {"method": "GET", "url": "Patient/1"}}]
    assert [one.words for one in read_bundle(written(content)).counted] == ["1 request without content"]
    content["entry"] += [{"request": {"method": "DELETE", "url": "Patient/2"}}]
    assert [one.words for one in read_bundle(written(content)).counted] == ["2 requests without content"]


def test_two_different_things_under_one_name_are_a_fault() -> None:
    faults = refused(bundle(condition(), condition(code={"text": "Neck pain"})))
    assert faults[0].path == "entry[2].resource.id"
    assert "says something else" in faults[0].sentence
    content = bundle()
    content["entry"] += [entry(condition(id=None), "urn:uuid:1"), entry(condition(id=None, code={}), "urn:uuid:1")]
    content["entry"][2]["resource"]["code"] = {"text": "Neck pain"}
    assert "(“urn:uuid:1”)" in refused(content)[0].sentence


def test_two_servers_may_use_the_same_number_for_different_things() -> None:
    content = bundle()
    content["entry"] += [
        entry(condition(), "https://one.example.org/fhir/Condition/c1"),
        entry(condition(code={"text": "Neck pain"}), "https://two.example.org/fhir/Condition/c1"),
    ]
    reading = read_bundle(written(content))
    assert {line.source_ref: line.title for line in reading.lines} == {
        "https://one.example.org/fhir/Condition/c1": "Back pain",
        "https://two.example.org/fhir/Condition/c1": "Neck pain",
    }


def test_no_sentence_repeats_a_whole_strange_text_or_its_marks() -> None:
    strange = "\u202e" + "x" * 5_000_000
    faults = refused(bundle({**condition(), strange: 1, "onsetDateTime": strange}))
    assert all(len(one.sentence) < 400 and len(one.path) < 200 for one in faults)
    assert all("\u202e" not in one.sentence + one.path for one in faults)


def test_a_refusal_reads_as_its_faults() -> None:
    with pytest.raises(BundleRefused) as refusal:
        read_bundle(json.dumps(bundle(condition(onsetDateTime="x"))).encode())
    assert str(refusal.value) == (
        "entry[1].resource.onsetDateTime: In entry 2, a condition, “onsetDateTime” (“x”) is not a real date; "
        "please ask whoever gave you this file to correct it."
    )


def test_many_faults_in_one_entry_are_ten_at_most() -> None:
    many = {f"thing{number}": 1 for number in range(30)}
    faults = refused(bundle({**condition(), **many}))
    assert len(faults) == 10
