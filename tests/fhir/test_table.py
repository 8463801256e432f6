"""The table of shapes is HL7's, and is read as it is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alongside.fhir import r4_from_hl7
from alongside.fhir.lines import TELLING
from alongside.fhir.statuses import BY_TYPE
from alongside.fhir.table import read_table, shapes
from alongside.fhir.type_names import NAMES


def test_every_kind_of_line_has_a_shape_a_status_table_and_a_name() -> None:
    known = shapes()
    for kind in TELLING:
        assert known[kind].kind == "domain-resource"
        assert kind in NAMES
        assert kind in BY_TYPE


def test_every_status_the_table_allows_has_words() -> None:
    fields = {"Goal": "lifecycleStatus", "Condition": "clinicalStatus", "AllergyIntolerance": "clinicalStatus"}
    for kind, statuses in BY_TYPE.items():
        allowed = shapes()[kind].fields[fields.get(kind, "status")].codes
        assert allowed - {"entered-in-error", "unknown"} <= statuses.keys(), kind
        assert statuses.keys() <= allowed, kind


def test_shapes_hold_what_r4_says() -> None:
    condition = shapes()["Condition"]
    assert condition.required == [("subject", ("subject",))]
    assert {name for name, one in condition.fields.items() if one.choice == "onset[x]"} == {
        "onsetDateTime",
        "_onsetDateTime",
        "onsetAge",
        "onsetPeriod",
        "onsetRange",
        "onsetString",
        "_onsetString",
    }
    observation = shapes()["Observation"]
    inner = observation.fields["component"].shape
    assert inner is not None
    assert inner.fields["referenceRange"].shape is observation.fields["referenceRange"].shape
    assert observation.fields["subject"].targets == {"Patient", "Group", "Device", "Location"}
    assert "contained" not in shapes()["Bundle"].fields
    assert "modifierExtension" not in shapes()["Coding"].fields


def test_a_small_table_is_read() -> None:
    known = read_table(
        "Toy complex-type\n size[x] 1..1 decimal|Part =sizes\n part 0..* BackboneElement\n  name 1..1 code =sizes\n"
        "Part complex-type\nExtension complex-type\n=sizes [urn:s] big small"
    )
    toy = known["Toy"]
    assert toy.required == [("size[x]", ("sizeDecimal", "_sizeDecimal", "sizePart"))]
    part = toy.fields["part"].shape
    assert part is not None and part.fields["name"].codes == {"big", "small"}
    assert part.fields["name"].systems == {"urn:s"}


def test_the_table_can_be_written_again_from_hl7s_definitions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def element(path: str, *types: dict[str, object], **more: object) -> dict[str, object]:
        return {"path": path, "min": 0, "max": "1", "type": list(types), **more}

    bound = {"strength": "required", "valueSet": "http://hl7.org/fhir/ValueSet/sizes|4.0.1"}
    open_set = {"strength": "required", "valueSet": "http://hl7.org/fhir/ValueSet/open"}
    person = {"code": "Reference", "targetProfile": [f"{r4_from_hl7.STRUCTURE}Patient"]}
    anything = {"code": "Reference", "targetProfile": [f"{r4_from_hl7.STRUCTURE}Resource"]}
    elements = [
        {"path": "Flag"},
        element("Flag.id", {"code": "http://hl7.org/fhirpath/System.String"}),
        element("Flag.contained", {"code": "Resource"}),
        element("Flag.size", {"code": "code"}, binding=bound),
        element("Flag.open", {"code": "code"}, binding=open_set),
        element("Flag.amount", {"code": "Quantity"}, binding=bound),
        element("Flag.who", person, anything),
        element("Flag.part", {"code": "BackboneElement"}),
        element("Flag.part.id", {"code": "string"}),
        element("Flag.part.same", contentReference="#Flag.part"),
        element("Flag.outcome", {"code": "OperationOutcome"}),
    ]
    flag = {
        "resourceType": "StructureDefinition",
        "type": "Flag",
        "kind": "resource",
        "snapshot": {"element": elements},
    }
    profile = {**flag, "derivation": "constraint"}
    code = {"resourceType": "StructureDefinition", "type": "code", "kind": "primitive-type"}
    sizes = {"resourceType": "ValueSet", "url": "http://hl7.org/fhir/ValueSet/sizes"}
    sizes["compose"] = {"include": [{"system": "urn:s"}, {"system": "urn:t", "concept": [{"code": "tall"}]}]}  # type: ignore[assignment]  # JSON of any shape
    unlisted = {"resourceType": "ValueSet", "url": "http://hl7.org/fhir/ValueSet/open"}
    unlisted["compose"] = {"include": [{"system": "urn:elsewhere"}]}  # type: ignore[assignment]  # JSON of any shape
    system = {"resourceType": "CodeSystem", "url": "urn:s", "concept": [{"code": "big", "concept": [{"code": "huge"}]}]}
    files = {
        "profiles-types.json": [code],
        "profiles-resources.json": [flag, profile],
        "valuesets.json": [sizes, unlisted, system],
    }
    for name, found in files.items():
        (tmp_path / name).write_text(json.dumps({"entry": [{"resource": one} for one in found]}))
    r4_from_hl7.main(tmp_path)
    assert capsys.readouterr().out.splitlines() == [
        "Flag domain-resource",
        " size 0..1 code =sizes",
        " open 0..1 code",
        " amount 0..1 Quantity",
        " who 0..1 Reference(Patient)|Reference",
        " part 0..1 BackboneElement",
        "  same 0..1 @Flag.part",
        " outcome 0..1 Resource",
        "=sizes [urn:s] big huge [urn:t] tall",
    ]
