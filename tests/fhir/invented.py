"""Invented resources and bundles for these tests. Nobody in them exists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from alongside.fhir import BundleRefused, Fault, Line, Reading, read_bundle

BUNDLES = Path(__file__).with_name("bundles")
Json = dict[str, Any]

SNOMED = "http://snomed.info/sct"
PERSON: Json = {
    "resourceType": "Patient",
    "id": "ida",
    "identifier": [{"system": "https://example.org/numbers", "value": "1"}],
    "name": [{"family": "Invented", "given": ["Ida"]}],
    "birthDate": "1964-05-03",
}
ABOUT = {"reference": "Patient/ida"}
FINAL = {"resourceType": "Observation", "status": "final", "subject": ABOUT}


def entry(resource: Json, url: str = "") -> Json:
    return {"fullUrl": url, "resource": resource} if url else {"resource": resource}


def bundle(*resources: Json, kind: str = "collection", person: Json | None = PERSON, **more: Any) -> Json:
    first = [entry(person)] if person else []
    return {"resourceType": "Bundle", "type": kind, "entry": first + [entry(one) for one in resources], **more}


def written(value: Any) -> bytes:
    return json.dumps(value).encode()


def read(*resources: Json, **more: Any) -> Reading:
    return read_bundle(written(bundle(*resources, **more)))


def line(resource: Json, *others: Json) -> Line:
    """The line that the first resource becomes."""
    return read(resource, *others).lines[0]


def refused(content: Any) -> tuple[Fault, ...]:
    """The faults of a bundle that must be refused."""
    source = content if isinstance(content, bytes) else written(content)
    try:
        read_bundle(source)
    except BundleRefused as refusal:
        return refusal.faults
    raise AssertionError("the bundle was read")


def condition(**more: Any) -> Json:
    made = {"resourceType": "Condition", "id": "c1", "subject": ABOUT, "code": {"text": "Back pain"}, **more}
    return {name: value for name, value in made.items() if value is not None}


def status(system: str, code: str) -> Json:
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


def coded(code: str, display: str = "", system: str = SNOMED) -> Json:
    one = {"system": system, "code": code}
    return {"coding": [{**one, "display": display} if display else one]}


DOCTOR: Json = {"resourceType": "Practitioner", "id": "d", "name": [{"prefix": ["Dr"], "family": "Imagined"}]}
IPS = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def made(kind: str, **more: Any) -> Json:
    who = "patient" if kind in {"AllergyIntolerance", "Immunization", "FamilyMemberHistory"} else "subject"
    return {"resourceType": kind, "id": "x", who: ABOUT, **more}
