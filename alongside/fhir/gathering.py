"""The first pass over a bundle: checks every entry, learns every name, and keeps what will become lines.

It words nothing. It refuses the whole bundle if anything in it is at fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from alongside.fhir import fingerprint, lines
from alongside.fhir.belonging import Owner
from alongside.fhir.opening import Entry, Scanner
from alongside.fhir.references import Directory
from alongside.fhir.structure import ASK, Checker, may_point_at, quoted
from alongside.fhir.table import shapes
from alongside.fhir.values import BundleRefused

WITHOUT_CONTENT: Final = "request"
_NOT_NOTES: Final = {
    "history": "old and new versions of the same entries",
    "transaction-response": "a computer’s answer, not notes",
    "batch-response": "a computer’s answer, not notes",
}


@dataclass(slots=True, repr=False)
class Kept:
    """A resource waiting for its words."""

    index: int
    full_url: str
    resource: bytes
    fingerprint: str


@dataclass(slots=True, repr=False)
class Gathering:
    """What the first pass finds. After `gather` there is exactly one owner and no fault."""

    scanner: Scanner
    checker: Checker = field(default_factory=lambda: Checker(shapes()))
    directory: Directory = field(default_factory=Directory)
    kept: list[Kept] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    owners: list[tuple[int, Owner]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    entry_prints: list[str] = field(default_factory=list)
    repeated: int = 0
    _seen: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def gather(self, on_entry: Callable[[int], None]) -> Owner:
        """Go through all entries; the person they are about. Raises `BundleRefused`."""
        for entry in self.scanner.entries():
            self._take(entry)
            if self.checker.has_enough:
                raise BundleRefused(self.checker.faults)
            on_entry(entry.index + 1)
        self._check_envelope()
        self._check_pointers()
        self._check_person()
        self.refuse_if_faulty()
        self._seen.clear()
        return self.owners[0][1]

    def refuse_if_faulty(self) -> None:
        """Stop here if anything was at fault."""
        if self.checker.faults:
            raise BundleRefused(self.checker.faults)

    def _take(self, entry: Entry) -> None:
        index, fields = entry.index, entry.fields
        place = f"entry[{index}]"
        address = fields.get("fullUrl")
        full_url = address if type(address) is str else ""
        self.addresses.append(full_url)
        if not entry.is_object:
            self.checker.say(place, f"Entry {index + 1} is not a set of named fields; {ASK}.", index)
            return
        resource = fields.get("resource")
        before = len(self.checker.faults)
        for path in entry.doubled:
            name = quoted(path.rpartition(".")[2])
            words = f"In entry {index + 1}, “{name}” is said twice, so nobody can know which one holds; {ASK}."
            self.checker.say(place + quoted(path, 200), words, index, resource)
        self.checker.check_entry(fields, index)
        if "resource" in fields:
            self.checker.check_resource(resource, index)
            if len(self.checker.faults) == before and type(resource) is dict:
                self._learn(resource, entry, full_url)
        elif "request" in fields or "response" in fields:
            self.counted[WITHOUT_CONTENT] += 1
            self.entry_prints.append(fingerprint.of(fields))
        else:
            self.checker.say(f"{place}.resource", f"Entry {index + 1} holds nothing; {ASK}.", index)

    def _learn(self, resource: dict[str, Any], entry: Entry, full_url: str) -> None:
        kind = str(resource["resourceType"])
        content = fingerprint.of(resource)
        around = {name: value for name, value in entry.fields.items() if name != "resource"}
        self.entry_prints.append(fingerprint.of([around, content]))
        if self._is_known_already(resource, full_url, content, entry.index):
            return
        known = self.directory.add(resource, full_url)
        if kind == "Patient":
            ref = lines.refs_of(resource, full_url, content)[0]
            self.owners.append((entry.index, Owner.of(resource, known, ref)))
        elif kind in lines.TELLING:
            self.kept.append(Kept(entry.index, full_url, entry.resource_text.encode(), content))
        else:
            self.counted[kind] += 1

    def _is_known_already(self, resource: dict[str, Any], full_url: str, content: str, index: int) -> bool:
        """Whether the same resource came before; another content under the same name is a fault."""
        kind, found_id = str(resource["resourceType"]), resource.get("id")
        names = [f"{kind}/{found_id}"] if found_id else []
        names += [full_url] if full_url else []
        names = names or [f"{kind}#{content}"]
        earlier = [(name, url, other) for name in names for url, other in self._seen.get(name, ())]
        for name, url, other in earlier:
            # Two servers may each have a “Condition/1”; one address can hold one thing only.
            two_servers = name != full_url and url != full_url and _is_web(url) and _is_web(full_url)
            if other != content and not two_servers:
                words = (
                    f"Entry {index + 1} has the same name (“{quoted(name)}”) as another entry but says something "
                    f"else, so nobody can know which one holds; {ASK}."
                )
                self.checker.say(f"entry[{index}].resource.id", words, index, resource)
                return True
        for name in names:
            self._seen.setdefault(name, []).append((full_url, content))
        if all(other != content for _, _, other in earlier):
            return False
        self.repeated += 1
        same = self.directory.by_type_and_id.get((kind, str(found_id)))
        if full_url and same:
            self.directory.by_url.setdefault(full_url, same[0])
        return True

    def _check_envelope(self) -> None:
        envelope = self.scanner.envelope
        has_entries = envelope.pop("entry", False)
        self.checker.faults += self.scanner.faults
        self.checker.check_envelope(envelope)
        kind = envelope.get("type")
        if type(kind) is str and kind in _NOT_NOTES:
            words = f"This bundle holds {_NOT_NOTES[kind]}: ask for your record as it stands now, as FHIR R4."
            self.checker.say("type", words)
        elif not has_entries:
            self.checker.say(
                "entry",
                f"This bundle has no entries, so there is nothing to read; {ASK}.",
            )

    def _check_pointers(self) -> None:
        for pointer in self.checker.pointers:
            found = self.directory.find(pointer.reference, self.addresses[pointer.index])
            if found is not None and not may_point_at(found.resource_type, pointer.known):
                self.checker.point_at_wrong_type(pointer, found.resource_type)
        self.checker.pointers.clear()

    def _check_person(self) -> None:
        if not self.owners and not self.checker.faults:
            words = "This file does not say whose notes it holds (it has no “Patient”): ask for your whole record."
            self.checker.say("entry", words)
        for index, _ in self.owners[1:]:
            words = (
                f"Entry {index + 1} is a second person, and a file can only be read if all of it is about one person: "
                "ask for a file with your own notes only."
            )
            self.checker.say(f"entry[{index}].resource", words, index, {"resourceType": "Patient"})


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
