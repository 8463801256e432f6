"""Hostile and broken input: it is read safely or refused, and never anything else."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.fhir import BundleRefused, Reading, read_bundle
from tests.fhir.invented import BUNDLES, FINAL, PERSON, bundle, condition, line, read, written

MANY = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
SAMPLES = [(BUNDLES / name).read_bytes() for name in ("gp-record.json", "patient-summary.json")]


def texts_of(reading: Reading) -> list[str]:
    found = [reading.bundle_id, reading.made_at, reading.subject.name, reading.subject.ref, *reading.remarks]
    found += [one.words for one in reading.counted]
    for one in (*reading.lines, *reading.withdrawn):
        found += [one.title, one.source, one.source_ref, one.status, *one.details]
    return found


def read_or_refuse(content: bytes) -> Reading | None:
    try:
        reading = read_bundle(content)
    except BundleRefused as refusal:
        faults = refusal.faults
    else:
        faults = ()
    if faults:
        assert len(faults) <= 10
        assert all(one.sentence and len(one.sentence) < 600 for one in faults)
        return None
    for text in texts_of(reading):
        text.encode("utf-8")
        assert all(unicodedata.category(one) not in {"Cc", "Cs"} for one in text), repr(text)
        assert "\u202e" not in text and "\ufeff" not in text
    assert not any("nan" in one.title.lower().split() for one in reading.lines)
    return reading


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Back\x00 pain", "Back pain"),
        ("\ufeffBack pain", "Back pain"),
        ("Back \u202epain\u2066", "Back pain"),
        ("Back\u200bpain", "Backpain"),
        ("Back\r\n\tpain  ", "Back pain"),
        ("Back \ud800pain", "Back \ufffdpain"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Cefn tost ♥ 👩\u200d🦽", "Cefn tost ♥ 👩\u200d🦽"),
        ("x" * 10_000_000, "x" * 299 + "…"),
        ("\u202e" * 5_000 + "pain", "…"),
    ],
)
def test_a_title_keeps_its_words_and_loses_what_could_deceive(text: str, shown: str) -> None:
    assert line(condition(code={"text": text})).title == shown


def test_a_persons_name_stays_text() -> None:
    reading = read(condition(), person={**PERSON, "name": [{"text": "<b>Ida</b>\x00"}]})
    assert reading.subject.name == "<b>Ida</b>"


def test_narrative_is_never_anything_but_plain_words() -> None:
    div = "<div><img src=x onerror=alert(1)><p>Rest &lt;b&gt; well</p><style>p{}</style><a href='javascript:x'>go</a></div>"
    plan = {"resourceType": "CarePlan", "status": "active", "intent": "plan", "subject": {"reference": "Patient/ida"}}
    found = line({**plan, "text": {"status": "generated", "div": div}})
    assert "In the notes’ words: Rest <b> well go." in found.details


def test_huge_numbers_do_no_harm() -> None:
    def value(number: str) -> bytes:
        made = written(bundle({**FINAL, "code": {"text": "Size"}, "valueQuantity": {"value": 7}}))
        return made.replace(b'"value": 7', b'"value": ' + number.encode())

    for number in ("1e999999999", "-1E-999999999", "0.0000001", "12345678901234567890.123456789"):
        reading = read_or_refuse(value(number))
        assert reading is not None
    assert read_or_refuse(value("9" * 1_000_000)) is None
    assert read_or_refuse(value("0." + "1" * 5_000)) is None
    unknown = {"resourceType": "Toaster", "id": "t", "size": 7}
    assert read_or_refuse(written(bundle(unknown)).replace(b'"size": 7', b'"size": ' + b"9" * 100_000)) is not None


def test_a_very_long_value_is_read_through_a_growing_window() -> None:
    photo = {"resourceType": "Binary", "id": "b", "contentType": "image/png", "data": "A" * 3_000_000}
    reading = read(condition(), photo, condition(id="c2"))
    assert [one.source_ref for one in reading.lines] == ["Condition/c1", "Condition/c2"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_it_does_not_matter_how_the_stream_hands_out_its_pieces(size: int) -> None:
    import io

    class Drip(io.BytesIO):
        def read(self, wanted: int | None = -1) -> bytes:
            return super().read(size)

    for content in SAMPLES:
        assert read_bundle(Drip(content)) == read_bundle(content)


def test_circles_of_references_come_to_an_end() -> None:
    first = condition(evidence=[{"detail": [{"reference": "Condition/c2"}]}], encounter={"reference": "Encounter/e"})
    second = condition(id="c2", evidence=[{"detail": [{"reference": "Condition/c1"}]}])
    visit = {
        "resourceType": "Encounter",
        "id": "e",
        "status": "finished",
        "class": {"code": "AMB"},
        "partOf": {"reference": "Encounter/e"},
        "reasonReference": [{"reference": "Condition/c1"}],
    }
    assert len(read(first, second, visit).lines) == 3


@MANY
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@MANY
@given(ANYTHING)
def test_any_json_is_read_or_refused(value: Any) -> None:
    read_or_refuse(json.dumps(value).encode())
    read_or_refuse(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [value]}).encode())
    read_or_refuse(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": value}).encode())
    read_or_refuse(written(bundle({"resourceType": "Toaster", "is": value})))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for name, item in value.items():
            found += places(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += places(item, (*path, index))
    return found


def changed(content: bytes, place: tuple[Any, ...], value: Any) -> bytes:
    whole = json.loads(content)
    owner = whole
    for step in place[:-1]:
        owner = owner[step]
    owner[place[-1]] = value
    return json.dumps(whole).encode()


@MANY
@given(st.data())
def test_any_change_to_a_real_looking_bundle_is_read_or_refused(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(SAMPLES))
    place = data.draw(st.sampled_from(places(json.loads(content))))
    read_or_refuse(changed(content, place, data.draw(ANYTHING)))


@MANY
@given(st.sampled_from(SAMPLES), st.data())
def test_any_cut_or_damaged_byte_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    assert read_or_refuse(content[:at]) is None or not content[at:].strip()
    read_or_refuse(content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :])


@MANY
@given(st.sampled_from(SAMPLES), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing_but_the_order(content: bytes, chance: Any) -> None:
    whole = json.loads(content)
    chance.shuffle(whole["entry"])
    turned, first = read_bundle(written(whole)), read_bundle(content)
    assert turned.fingerprint == first.fingerprint

    def told(reading: Reading) -> set[tuple[str, ...]]:
        return {(one.source_ref, one.title, one.detail, one.source, one.fingerprint) for one in reading.lines}

    assert told(turned) == told(first)
    assert turned.counted == first.counted
