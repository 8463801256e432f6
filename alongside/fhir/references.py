"""Finds what a reference in a bundle leads to: by full address, `urn:uuid`, `Type/id`, `#id` inside, or identifier.

It knows names and types only, not what a resource says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from alongside.fhir.plain import plain
from alongside.fhir.words import Json, concept, items, person_name

_ADDRESS: Final = re.compile(r"(?:(https?://\S+?)/)?([A-Z][A-Za-z]+)/([A-Za-z0-9\-.]{1,64})(?:/_history/[^/]+)?")
_SEARCH: Final = re.compile(r"([A-Z][A-Za-z]+)\?identifier=(?:([^|&]*)\|)?([^&]+)")
_FURTHEST: Final = 4
_NAME: Final = "name:"


@dataclass(frozen=True, slots=True)
class Known:
    """A resource of the bundle as others see it: its type, id, name and whom it leads to."""

    resource_type: str
    resource_id: str
    full_url: str
    name: str
    leads_to: tuple[str, ...] = ()


def name_of(resource: Json) -> str:
    """What to call a resource when another one points at it."""
    kind = resource.get("resourceType")
    if kind in {"Practitioner", "Patient", "RelatedPerson", "Person"}:
        return person_name(resource.get("name"))
    if kind == "Device":
        named = items(resource, "deviceName")
        return next((plain(one.get("name")) for one in named), "") or concept(resource.get("type"))
    if kind == "Immunization":
        return concept(resource.get("vaccineCode"))
    if kind == "Goal":
        return concept(resource.get("description"))
    if kind == "PractitionerRole":
        return next((words for words in map(concept, items(resource, "code")) if words), "")
    return plain(resource.get("name")) or plain(resource.get("title")) or concept(resource.get("code"))


def known(resource: Json, full_url: str) -> Known:
    """Remember a resource by what others need of it: a role leads to who holds it where, a visit to who gave it."""
    leads_to: tuple[str, ...] = ()
    if resource.get("resourceType") == "PractitionerRole":
        leads_to = _each_written(resource, resource.get("practitioner"), resource.get("organization"))
    elif resource.get("resourceType") == "Encounter":
        people = [one.get("individual") for one in items(resource, "participant")]
        leads_to = _each_written(resource, resource.get("serviceProvider"), *people[:_FURTHEST])
    found_id = resource.get("id")
    return Known(
        str(resource.get("resourceType")),
        found_id if type(found_id) is str else "",
        full_url,
        name_of(resource),
        leads_to,
    )


def _each_written(resource: Json, *references: Any) -> tuple[str, ...]:
    """The written references; one to something inside becomes its name, since nobody outside can follow it."""
    found = [one.get("reference") for one in references if type(one) is dict]
    inside = {f"#{one.get('id')}": _NAME + name_of(one) for one in items(resource, "contained")}
    return tuple(inside.get(one, one) for one in found if type(one) is str)


@dataclass(slots=True, repr=False)
class Directory:
    """Everything in the bundle that can be pointed at."""

    by_url: dict[str, Known] = field(default_factory=dict)
    by_type_and_id: dict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_identifier: dict[tuple[str, str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, resource: Json, full_url: str) -> Known:
        """Take a resource in."""
        made = known(resource, full_url)
        if full_url:
            self.by_url[full_url] = made
        if made.resource_id:
            self.by_type_and_id[made.resource_type, made.resource_id].append(made)
            self.by_id[made.resource_id].append(made)
        if made.resource_type in {
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "Organization",
            "Location",
        }:
            for one in items(resource, "identifier"):
                self.by_identifier[
                    made.resource_type,
                    str(one.get("system") or ""),
                    str(one.get("value")),
                ].append(made)
        return made

    def find(self, reference: str, from_url: str = "") -> Known | None:
        """What a written reference leads to, or nothing if the bundle does not hold it or holds two."""
        direct = self.by_url.get(reference)
        if direct:
            return direct
        address = _ADDRESS.fullmatch(reference)
        if address:
            return self._at_address(address, from_url)
        search = _SEARCH.fullmatch(reference)
        if search:
            return _only(self.by_identifier.get((search[1], search[2] or "", search[3]), []))
        if reference.startswith("urn:uuid:"):
            return _only(self.by_id.get(reference.removeprefix("urn:uuid:"), []))
        return None

    def _at_address(self, address: re.Match[str], from_url: str) -> Known | None:
        base, kind, found_id = address[1], address[2], address[3]
        home = _ADDRESS.fullmatch(from_url)
        if base is None and home and home[1]:
            beside = self.by_url.get(f"{home[1]}/{kind}/{found_id}")
            if beside:
                return beside
        same = self.by_type_and_id.get((kind, found_id), [])
        if base is not None:
            # Another server's resource of the same id is another resource.
            exact = [one for one in same if one.full_url == f"{base}/{kind}/{found_id}"]
            same = exact or [one for one in same if not one.full_url.startswith("http")]
        return _only(same) or self.by_url.get(f"urn:uuid:{found_id}")


def _only(found: list[Known]) -> Known | None:
    return found[0] if len(found) == 1 else None


@dataclass(slots=True, repr=False)
class Finder:
    """Follows the references of one resource, what is contained in it included."""

    directory: Directory
    resource: Json
    full_url: str

    def find(self, reference: Any) -> Known | None:
        """What a Reference leads to."""
        if type(reference) is not dict:
            return None
        written = reference.get("reference")
        if type(written) is not str:
            return self._by_identifier(reference)
        if written.startswith("#"):
            inside = self.inside(written)
            return known(inside, "") if inside else None
        return self.directory.find(written, self.full_url)

    def inside(self, written: str) -> Json | None:
        """The contained resource with this `#id`."""
        wanted = written.removeprefix("#")
        return next(
            (one for one in items(self.resource, "contained") if one.get("id") == wanted),
            None,
        )

    def _by_identifier(self, reference: Json) -> Known | None:
        identifier = reference.get("identifier")
        if type(identifier) is not dict:
            return None
        wanted = (
            str(reference.get("type")),
            str(identifier.get("system") or ""),
            str(identifier.get("value")),
        )
        return _only(self.directory.by_identifier.get(wanted, []))

    def name(self, reference: Any) -> str:
        """The name of what a Reference leads to; else what the reference itself calls it; else nothing."""
        found = self.find(reference)
        if found:
            words = self._full_name(found, _FURTHEST)
            if words:
                return words
        return plain(reference.get("display")) if type(reference) is dict else ""

    def _full_name(self, found: Known, steps_left: int) -> str:
        if not found.leads_to or not steps_left:
            return found.name
        names = [one.removeprefix(_NAME) for one in found.leads_to if one.startswith(_NAME)]
        beyond = [self.directory.find(one, found.full_url) for one in found.leads_to if not one.startswith(_NAME)]
        names += [self._full_name(one, steps_left - 1) for one in beyond if one]
        return ", ".join(dict.fromkeys(name for name in names if name)) or found.name

    def names(self, *references: Any) -> str:
        """The names of several references, each once."""
        found = (self.name(one) for one in references if one)
        return ", ".join(dict.fromkeys(words for words in found if words))
