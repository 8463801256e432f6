"""Opens a bundle: walks its outer shape and hands out one entry after the other.

It knows what a Bundle looks like from outside, nothing of what the resources mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from alongside.fhir.json_text import NEW_COPY, JsonText, doubled_paths, refuse
from alongside.fhir.values import Fault, Limits

_TYPE_NAME: Final = re.compile(r"[A-Za-z]{1,40}")


@dataclass(slots=True, repr=False)
class Entry:
    """One entry of the bundle: its parsed fields, and its resource's text as it stood in the file."""

    index: int
    fields: dict[str, Any]
    is_object: bool = True
    resource_text: str = ""
    doubled: tuple[str, ...] = ()


@dataclass(slots=True, repr=False)
class Scanner:
    """Walks a bundle once. `entries()` gives the entries in turn; `envelope` is complete when they are through.

    Raises `BundleRefused` for what is not JSON, not a Bundle, or over a limit.
    """

    stream: BinaryIO
    limits: Limits
    envelope: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    text: JsonText = field(init=False)

    def __post_init__(self) -> None:
        self.text = JsonText(self.stream, self.limits)

    def entries(self) -> Iterator[Entry]:
        """Every entry, in file order."""
        text = self.text
        self._start()
        for name in text.field_names():
            if name in self.envelope:
                self._doubled(name)
            if name == "entry":
                self.envelope["entry"] = True
                yield from self._entry_list()
                continue
            text.place, text.index = name if name.isidentifier() else "", None
            self.envelope[name], written = text.value()
            for path in doubled_paths(written) if text.has_doubles else ():
                self._doubled(f"{name}{path}")
            if name == "resourceType":
                self._is_a_bundle()
        text.place = ""
        self._is_a_bundle()
        if text.peek() == "{":
            refuse(f"This file holds several records one after the other: {NEW_COPY}, as one FHIR R4 “Bundle”.")
        if text.peek():
            refuse(f"There is more text after the end of the bundle: {NEW_COPY}.")

    def _start(self) -> None:
        first = self.text.peek()
        if not self.text.read:
            refuse(f"This file is empty: {NEW_COPY}.")
        if not first:
            refuse(f"There is nothing in this file but spaces: {NEW_COPY}.")
        if first == "[":
            refuse(f"This file is a list, not a FHIR “Bundle”: {NEW_COPY}, as a FHIR R4 Bundle.")
        if first != "{":
            refuse("This is not a JSON file: choose the .json file you were given, or ask for your record again.")

    def _is_a_bundle(self) -> None:
        found = self.envelope.get("resourceType")
        if found == "Bundle":
            return
        if isinstance(found, str) and _TYPE_NAME.fullmatch(found):
            refuse(
                f"This file holds a single “{found}”, not a whole record: ask for your record as a FHIR R4 “Bundle”.",
                "resourceType",
            )
        refuse(f"This is JSON, but not a FHIR “Bundle”: {NEW_COPY}, as a FHIR R4 Bundle.", "resourceType")

    def _doubled(self, path: str) -> None:
        last = path.rpartition(".")[2]
        words = f"“{last[:40]}” is said twice in the bundle, so nobody can know which one holds: {NEW_COPY}."
        self.faults.append(Fault(path=path[:200], sentence=words))

    def _entry_list(self) -> Iterator[Entry]:
        text = self.text
        text.place = "entry"
        if text.peek() != "[":
            refuse(f"The list of entries is not a list: {NEW_COPY}.", "entry")
        text.step("[")
        if text.peek() == "]":
            refuse(f"The list of entries is empty, so there is nothing to read: {NEW_COPY}.", "entry")
        index = 0
        while True:
            if index >= self.limits.entries:
                words = (
                    f"This file has more than {self.limits.entries:,} entries, which is more than can be read at "
                    "once: ask for your record in smaller parts."
                )
                refuse(words, f"entry[{index}]", index)
            yield self._entry(index)
            index += 1
            if not text.skip(","):
                text.step("]")
                text.index = None
                return

    def _entry(self, index: int) -> Entry:
        text, entry = self.text, Entry(index, {})
        text.index, text.place = index, f"entry[{index}]"
        if text.peek() != "{":
            text.value()
            entry.is_object = False
            return entry
        doubled: list[str] = []
        for name in text.field_names():
            if name in entry.fields:
                doubled.append(f".{name}")
            text.place = f"entry[{index}].{name}" if name.isidentifier() else f"entry[{index}]"
            entry.fields[name], written = text.value()
            doubled += (f".{name}{path}" for path in (doubled_paths(written) if text.has_doubles else ()))
            if name == "resource":
                entry.resource_text = written
        entry.doubled = tuple(doubled)
        return entry
