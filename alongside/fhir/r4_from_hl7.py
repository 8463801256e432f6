"""Writes `r4.table` from HL7's own R4 definitions (CC0). Run by hand, only when the table must change.

It is not part of reading a file: nothing else in this room imports it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

TAKEN: Final = [
    "AllergyIntolerance",
    "Appointment",
    "Bundle",
    "CarePlan",
    "CareTeam",
    "Composition",
    "Condition",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "FamilyMemberHistory",
    "Flag",
    "Goal",
    "ImagingStudy",
    "Immunization",
    "Location",
    "Medication",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Procedure",
    "QuestionnaireResponse",
    "RelatedPerson",
    "ServiceRequest",
]
INHERITED: Final = {"id", "extension", "modifierExtension"}
INHERITED_BY_RESOURCES: Final = INHERITED | {
    "meta",
    "implicitRules",
    "language",
    "text",
    "contained",
}
MOST_CODES_LISTED: Final = 80
STRUCTURE: Final = "http://hl7.org/fhir/StructureDefinition/"


def table_lines(types: Iterable[Mapping[str, Any]], value_sets: Mapping[str, tuple[str, ...]]) -> list[str]:
    """One line per element: `  name min..max Type|Type(Target|Target) =value-set`, indented by depth.

    `types` are StructureDefinition resources, `value_sets` maps a value set's name to `[system] code code …`.
    Only the types in `TAKEN` and the data types they are made of are written.

    >>> table_lines([{"type": "Toy", "kind": "complex-type", "snapshot": {"element": [
    ...     {"path": "Toy"}, {"path": "Toy.size", "min": 1, "max": "1", "type": [{"code": "decimal"}]}]}}], {})
    ['Toy complex-type', ' size 1..1 decimal']
    """
    lines: list[str] = []
    used: set[str] = set()
    for definition in sorted(types, key=lambda d: str(d["type"])):
        name, kind = definition["type"], definition["kind"]
        elements = definition["snapshot"]["element"][1:]
        told_in_words = any(element["path"] == f"{name}.contained" for element in elements)
        lines.append(f"{name} {'domain-' if told_in_words else ''}{kind}")
        inherited = INHERITED_BY_RESOURCES if kind == "resource" else INHERITED
        for element in elements:
            *above, own = element["path"].split(".")
            if own in INHERITED or (own in inherited and len(above) == 1):
                continue
            if "contentReference" in element:
                written = "@" + element["contentReference"].split("#")[1]
            else:
                written = "|".join(_type(t) for t in element["type"])
            value_set = _value_set(element)
            if value_set in value_sets:
                used.add(value_set)
                written += f" ={value_set}"
            lines.append(f"{' ' * len(above)}{own} {element['min']}..{element['max']} {written}")
    return lines + [f"={name} {' '.join(value_sets[name])}" for name in sorted(used)]


def _type(written: Mapping[str, Any]) -> str:
    code = str(written["code"]).removeprefix("http://hl7.org/fhirpath/System.")
    if code == "OperationOutcome":
        return "Resource"
    targets = [t.removeprefix(STRUCTURE) for t in written.get("targetProfile", ()) if "Reference" in code]
    if not targets or "Resource" in targets:
        return code
    return f"{code}({'|'.join(targets)})"


def _value_set(element: Mapping[str, Any]) -> str:
    binding = element.get("binding", {})
    if binding.get("strength") != "required" or element.get("type", [{}])[0].get("code") == "Quantity":
        return ""
    return str(binding["valueSet"]).split("|")[0].rsplit("/", 1)[1]


def codes_of(value_set: Mapping[str, Any], systems: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The codes of a value set as `[system] code code …`, or nothing if it is too open or too long to be listed here."""
    found: list[str] = []
    count = 0
    for part in value_set.get("compose", {}).get("include", ()):
        system = part.get("system", "")
        concepts = part.get("concept") or systems.get(system, {}).get("concept")
        if concepts is None or part.get("filter") or part.get("valueSet"):
            return ()
        codes = list(_every_code(concepts))
        count += len(codes)
        found += [f"[{system}]", *codes]
    return tuple(found) if count <= MOST_CODES_LISTED else ()


def _every_code(concepts: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for concept in concepts:
        yield str(concept["code"])
        yield from _every_code(concept.get("concept", ()))


def main(folder: Path) -> None:
    """Read the definitions in `folder` and print the table."""
    by_name: dict[str, Mapping[str, Any]] = {}
    for file in ("profiles-types.json", "profiles-resources.json"):
        for entry in json.loads((folder / file).read_text("utf-8"))["entry"]:
            found = entry["resource"]
            if found["resourceType"] == "StructureDefinition" and found.get("derivation") != "constraint":
                by_name[found["type"]] = found
    known = [e["resource"] for e in json.loads((folder / "valuesets.json").read_text("utf-8"))["entry"]]
    systems = {r["url"]: r for r in known if r["resourceType"] == "CodeSystem"}
    listed = {r["url"].rsplit("/", 1)[1]: codes_of(r, systems) for r in known if r["resourceType"] == "ValueSet"}
    waiting, wanted = (
        [*TAKEN, "Extension", "Meta", "Narrative"],
        dict[str, Mapping[str, Any]](),
    )
    while waiting:
        name = waiting.pop()
        definition = by_name.get(name)
        if definition is None or name in wanted or definition["kind"] == "primitive-type":
            continue
        if name in {
            "Element",
            "BackboneElement",
            "Resource",
            "DomainResource",
            "OperationOutcome",
        }:
            continue
        wanted[name] = definition
        waiting += (t["code"] for el in definition["snapshot"]["element"][1:] for t in el.get("type", ()))
    sys.stdout.write("\n".join(table_lines(wanted.values(), {k: v for k, v in listed.items() if v})) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
