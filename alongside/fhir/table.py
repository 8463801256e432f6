"""Reads `r4.table`, the shapes of the FHIR R4 types taken here, into `Shape`s ready to check with.

The table is data made from HL7's definitions (CC0) by `r4_from_hl7.py`; this file only reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from alongside.fhir.primitives import CHECKS, Check

TABLE: Final = Path(__file__).with_name("r4.table")
_TYPE: Final = re.compile(r"([@\w.]+)(?:\(([\w|]+)\))?(?:\||$)")

# Words about addresses and identifiers that are never shown: a stray one makes no false line.
_SETS_LEFT_OPEN: Final = frozenset(
    {
        "address-type",
        "address-use",
        "contact-point-system",
        "contact-point-use",
        "identifier-use",
        "name-use",
    }
)


@dataclass(slots=True, eq=False, repr=False)
class Field:
    """One name that may stand in an object: how often, what it holds, and what it may not stand beside."""

    name: str
    many: bool = False
    check: Check | None = None
    shape: Shape | None = None
    is_resource: bool = False
    is_beside: bool = False
    choice: str = ""
    targets: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False, repr=False)
class Shape:
    """What an object of one type may hold and must hold."""

    name: str
    kind: str
    fields: dict[str, Field] = field(default_factory=dict)
    required: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Codes:
    """A closed list of codes and the systems they come from."""

    codes: frozenset[str]
    systems: frozenset[str]


@cache
def shapes() -> dict[str, Shape]:
    """Every shape of the table by type name.

    >>> sorted(shapes()["Period"].fields)
    ['_end', '_id', '_start', 'end', 'extension', 'id', 'start']
    """
    return read_table(TABLE.read_text("utf-8"))


def read_table(text: str) -> dict[str, Shape]:
    """The shapes a table text describes."""
    lines = text.splitlines()
    sets = dict(_value_set(line) for line in lines if line.startswith("="))
    tops = [line.split(" ") for line in lines if line and line[0] not in " ="]
    by_path = {name: Shape(name, kind) for name, kind in tops}
    by_path["Element"] = Shape("Element", "Element")
    top = ""
    stack: list[Shape] = []
    # First every shape, then every field: a field may point at a shape further down.
    rows: list[tuple[Shape, str, str, str, str]] = []
    for line in lines:
        if line.startswith("="):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if depth == 0:
            top = line.split(" ")[0]
            stack = [by_path[top]]
            continue
        name, often, types, *value_set = line.split()
        owner = stack[depth - 1]
        rows.append((owner, name, often, types, value_set[0][1:] if value_set else ""))
        if types in {"BackboneElement", "Element"}:
            inner = Shape(f"{owner.name}.{name}", types)
            by_path[inner.name] = inner
            stack[depth:] = [inner]
    for shape in by_path.values():
        _inherit(shape, by_path)
    for owner, name, often, types, value_set_name in rows:
        _add(owner, name, often, types, sets.get(value_set_name), by_path)
    return by_path


def _value_set(line: str) -> tuple[str, Codes | None]:
    name, *words = line[1:].split(" ")
    systems = frozenset(word[1:-1] for word in words if word[0] == "[")
    codes = frozenset(word for word in words if word[0] != "[")
    return name, None if name in _SETS_LEFT_OPEN else Codes(codes, systems)


def _inherit(shape: Shape, by_path: dict[str, Shape]) -> None:
    if shape.kind.endswith("resource"):
        shape.fields["resourceType"] = Field("resourceType", check=CHECKS["string"])
        _add(shape, "id", "0..1", "id", None, by_path)
        _add(shape, "meta", "0..1", "Meta", None, by_path)
        _add(shape, "implicitRules", "0..1", "uri", None, by_path)
        _add(shape, "language", "0..1", "code", None, by_path)
    else:
        _add(shape, "id", "0..1", "string", None, by_path)
    if shape.kind == "domain-resource":
        _add(shape, "text", "0..1", "Narrative", None, by_path)
        _add(shape, "contained", "0..*", "Resource", None, by_path)
    if shape.kind != "resource":
        _add(shape, "extension", "0..*", "Extension", None, by_path)
    if shape.kind in {"domain-resource", "BackboneElement"} or shape.name in {
        "Dosage",
        "Timing",
    }:
        _add(shape, "modifierExtension", "0..*", "Extension", None, by_path)


def _add(
    owner: Shape,
    name: str,
    often: str,
    types: str,
    codes: Codes | None,
    by_path: dict[str, Shape],
) -> None:
    choice = name if name.endswith("[x]") else ""
    made: list[str] = []
    for type_name, targets in _TYPE.findall(types):
        own = name.removesuffix("[x]") + (type_name[0].upper() + type_name[1:] if choice else "")
        made_field = Field(own, many=often.endswith("*"), choice=choice)
        if targets:
            made_field.targets = frozenset(targets.split("|"))
        if codes:
            made_field.codes, made_field.systems = codes.codes, codes.systems
        made.append(own)
        owner.fields[own] = made_field
        if type_name in CHECKS:
            made_field.check = CHECKS[type_name]
            beside = Field(
                "_" + own,
                many=made_field.many,
                shape=by_path["Element"],
                is_beside=True,
                choice=choice,
            )
            owner.fields[beside.name] = beside
            made.append(beside.name)
        elif type_name == "Resource":
            made_field.is_resource = True
        elif type_name in {"BackboneElement", "Element"}:
            made_field.shape = by_path[f"{owner.name}.{name}"]
        else:
            made_field.shape = by_path[type_name.removeprefix("@")]
    if not often.startswith("0"):
        owner.required.append((name, tuple(made)))
