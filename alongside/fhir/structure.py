"""Checks a resource against its shape and says each fault with its path, in words.

Strict on all that could make a false line; it knows nothing of how lines are worded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from alongside.fhir import releases, type_names
from alongside.fhir.json_text import Written
from alongside.fhir.table import Field, Shape
from alongside.fhir.values import MOST_FAULTS, Fault

# (above, name, index in a list or -1): turned into text only when something is wrong.
Path = tuple["Path | None", str, int]

ASK: Final = "please ask whoever gave you this file to correct it"
_OTHER_SPELLING: Final = "fhir_comments"
_TYPED: Final = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}(?:/_history/[^/]+)?$")
_ABOUT: Final = frozenset({"subject", "patient", "encounter", "context"})
_ACTORS: Final = frozenset(
    {
        "CareTeam",
        "Device",
        "HealthcareService",
        "Location",
        "Organization",
        "Patient",
        "Practitioner",
        "PractitionerRole",
        "RelatedPerson",
    }
)
_TYPE_NAME: Final = re.compile(r"[A-Z][A-Za-z]{1,63}")
_LONGEST_QUOTED: Final = 40


def written_path(path: Path | None) -> str:
    """`entry[12].resource.onsetDateTime`."""
    parts: list[str] = []
    while path is not None:
        above, name, index = path
        parts.append(f"{quoted(name)}[{index}]" if index >= 0 else quoted(name))
        path = above
    return ".".join(reversed(parts))


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference whose target's type can only be known once the whole bundle is read."""

    reference: str
    known: Field
    path: Path
    resource_type: str
    resource_id: str
    index: int


@dataclass(slots=True, repr=False)
class Checker:
    """Checks one entry after the other and gathers faults until there are ten."""

    shapes: dict[str, Shape]
    faults: list[Fault] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    _index: int | None = 0
    _type: str = ""
    _id: str = ""
    _release: str = ""
    _inside: dict[str, str] = field(default_factory=dict)

    @property
    def has_enough(self) -> bool:
        """Whether ten faults are found, which is as many as anybody is told."""
        return len(self.faults) >= MOST_FAULTS

    def check_entry(self, fields: dict[str, Any], index: int) -> None:
        """Check the entry around a resource (its address, its request), not the resource."""
        self._index, self._type, self._id, self._release = index, "", "", ""
        around = {name: value for name, value in fields.items() if name not in {"resource", "response"}}
        self._object(
            around,
            self.shapes["Bundle.entry"],
            (None, "entry", index),
            may_be_empty=True,
        )

    def check_envelope(self, envelope: dict[str, Any]) -> None:
        """Check the bundle around its entries."""
        self._index, self._type, self._id, self._release = None, "Bundle", "", ""
        self._object(envelope, self.shapes["Bundle"], None)

    def check_resource(self, resource: Any, index: int) -> None:
        """Check a resource and whatever is contained in it; unknown types only for being objects."""
        self._index = index
        if type(resource) is not dict:
            self._fault(((None, "entry", index), "resource", -1), "is not a set of named fields")
            return
        kind, found_id = resource.get("resourceType"), resource.get("id")
        self._type = kind if type(kind) is str else ""
        self._id = found_id if type(found_id) is str else ""
        self._release = releases.seems_to_be(resource)
        contained = resource.get("contained")
        inner = contained if type(contained) is list else []
        self._inside = {
            one["id"]: str(one.get("resourceType")) for one in inner if type(one) is dict and type(one.get("id")) is str
        }
        self._resource(resource, ((None, "entry", index), "resource", -1))

    def _resource(self, value: Any, path: Path) -> None:
        if type(value) is not dict:
            self._fault(path, "is not a set of named fields")
            return
        kind = value.get("resourceType")
        if type(kind) is not str or not kind:
            self._fault(
                (path, "resourceType", -1),
                "is missing, so nobody can tell what this entry is",
            )
            return
        shape = self.shapes.get(kind)
        if shape is not None and shape.kind.endswith("resource"):
            self._object(value, shape, path)

    def _object(self, value: Any, shape: Shape, path: Path | None, *, may_be_empty: bool = False) -> None:
        if type(value) is not dict:
            words = "holds a list where one thing belongs" if type(value) is list else "is not a set of named fields"
            self._fault(path, words)
            return
        if not value and not may_be_empty:
            self._fault(path, "is empty, and should have been left out")
            return
        fields = shape.fields
        chosen: dict[str, str] = {}
        for name, item in value.items():
            known = fields.get(name)
            if known is None:
                if name != _OTHER_SPELLING:
                    self._fault((path, name, -1), "is not a field that FHIR R4 knows here")
                continue
            if known.choice:
                bare = name.removeprefix("_")
                other = chosen.setdefault(known.choice, bare)
                if other != bare:
                    self._fault(
                        (path, name, -1),
                        f"stands beside “{other}”, and only one of them may be given",
                    )
            if known.many:
                self._list(item, known, value, path)
            elif known.check is not None:
                wrong = known.check(item)
                if wrong:
                    self._fault((path, name, -1), wrong, item)
                elif known.codes and item not in known.codes:
                    self._fault(
                        (path, name, -1),
                        "is not one of the words FHIR R4 allows here",
                        item,
                    )
            else:
                self._one(item, known, (path, name, -1))
        for label, names in shape.required:
            for name in names:
                if name in value:
                    break
            else:
                self._fault(
                    (path, label.removesuffix("[x]"), -1),
                    "is missing, and the entry means nothing without it",
                )

    def _list(self, items: Any, known: Field, owner: dict[str, Any], path: Path | None) -> None:
        if type(items) is not list:
            self._fault((path, known.name, -1), "is a single thing where a list belongs")
            return
        if not items:
            self._fault(
                (path, known.name, -1),
                "is an empty list, and should have been left out",
            )
            return
        twin = owner.get(known.name[1:] if known.is_beside else f"_{known.name}") if _has_twin(known) else None
        if twin is not None and (type(twin) is not list or len(twin) != len(items)):
            self._fault((path, known.name, -1), "does not line up with the list beside it")
            return
        for index, item in enumerate(items):
            place = (path, known.name, index)
            if item is None and twin is not None and twin[index] is not None:
                continue
            if known.check is None:
                self._one(item, known, place)
                continue
            wrong = known.check(item)
            if wrong:
                self._fault(place, wrong, item)
            elif known.codes and item not in known.codes:
                self._fault(place, "is not one of the words FHIR R4 allows here", item)

    def _one(self, item: Any, known: Field, path: Path) -> None:
        shape = known.shape
        if shape is None:
            self._resource(item, path)
            return
        self._object(item, shape, path)
        if type(item) is not dict:
            return
        if shape.name == "Reference":
            self._reference(item, known, path)
        elif known.codes and shape.name == "CodeableConcept":
            self._coded(item, known, path)

    def _coded(self, concept: dict[str, Any], known: Field, path: Path) -> None:
        """A status given as a concept: a code of HL7's own list must be one of that list."""
        coding = concept.get("coding")
        for index, one in enumerate(coding if type(coding) is list else ()):
            system, code = (one.get("system"), one.get("code")) if type(one) is dict else (None, None)
            # What is no text at all is a fault that was named already.
            if type(system) is str and system in known.systems and not (type(code) is str and code in known.codes):
                place: Path = ((path, "coding", index), "code", -1)
                self._fault(place, "is not one of the words FHIR R4 allows here", code)

    def _reference(self, item: dict[str, Any], known: Field, path: Path) -> None:
        reference = item.get("reference")
        if type(reference) is not str or not reference:
            return
        place: Path = (path, "reference", -1)
        if reference.startswith("#"):
            found = self._inside.get(reference[1:], "")
            if not found and reference != "#":
                self._fault(
                    place,
                    "points at something that is not inside this entry",
                    reference,
                )
        else:
            typed = _TYPED.search(reference)
            found = typed[1] if typed else ""
        if not known.targets:
            return
        if found:
            if not may_point_at(found, known):
                self._fault(
                    place,
                    f"points at {type_names.one(found)}, which cannot be",
                    reference,
                )
        elif reference[0] != "#" and self._index is not None:
            self.pointers.append(Pointer(reference, known, place, self._type, self._id, self._index))

    def point_at_wrong_type(self, pointer: Pointer, found: str) -> None:
        """Say that a reference leads to a resource of a type that cannot be meant."""
        self._index, self._type, self._id, self._release = (
            pointer.index,
            pointer.resource_type,
            pointer.resource_id,
            "",
        )
        self._fault(
            pointer.path,
            f"points at {type_names.one(found)}, which cannot be",
            pointer.reference,
        )

    def say(self, path: str, sentence: str, index: int | None = None, resource: Any = None) -> None:
        """Add a fault found elsewhere."""
        known = resource if type(resource) is dict else {}
        kind, found_id = known.get("resourceType"), known.get("id")
        self.faults.append(
            Fault(
                path,
                sentence,
                index,
                quoted(kind) if type(kind) is str else "",
                quoted(found_id) if type(found_id) is str else "",
            )
        )

    def _fault(self, path: Path | None, wrong: str, value: Any = None) -> None:
        if self.has_enough:
            return
        what = f"{type_names.one(self._type)}, " if self._type else ""
        where = "In the bundle itself, " if self._index is None else f"In entry {self._index + 1}, {what}"
        _, last, number = path or (None, "Bundle", -1)
        name = last if number < 0 else f"{last} number {number + 1}"
        shown = f" (“{shown_value(value)}”)" if type(value) in {str, Written, bool} and value != "" else ""
        if self._release:
            way_out = f"this looks like FHIR {self._release}: please ask for your record in the form “FHIR R4”"
        else:
            way_out = ASK
        sentence = f"{where}“{quoted(name)}”{shown} {wrong}; {way_out}."
        self.faults.append(
            Fault(
                written_path(path),
                sentence,
                self._index,
                quoted(self._type),
                quoted(self._id),
            )
        )


def may_point_at(found: str, known: Field) -> bool:
    """Whether a reference may lead to a resource of this type.

    One person or service in another's place (who wrote it, who did it) is common in real files, HL7's own examples
    included, and is shown by its name; whom a note is about must be exact.
    """
    if found in known.targets:
        return True
    return known.name not in _ABOUT and found in _ACTORS and not _ACTORS.isdisjoint(known.targets)


def _has_twin(known: Field) -> bool:
    return known.is_beside or known.check is not None


def shown_value(value: Any) -> str:
    """A faulty value, short and safe to show."""
    return quoted(value.text if isinstance(value, Written) else str(value).lower() if type(value) is bool else value)


def quoted(text: str, longest: int = _LONGEST_QUOTED) -> str:
    """A piece of a strange file, cut short and without anything that could disturb the sentence around it."""
    plain = "".join(character if character.isprintable() else "\ufffd" for character in text[:longest])
    return plain + ("…" if len(text) > longest else "")
