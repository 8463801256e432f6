"""Reads a whole bundle: all of it, or nothing and the reasons why.

Two passes: the first checks every entry and learns every name, the second words the lines. It stores nothing.
"""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final

from alongside.fhir import fingerprint, type_names
from alongside.fhir.belonging import About, Owner
from alongside.fhir.gathering import WITHOUT_CONTENT, Gathering, Kept
from alongside.fhir.json_text import parse, refuse, refuse_size
from alongside.fhir.lines import refs_of, tell
from alongside.fhir.opening import Scanner
from alongside.fhir.plain import LONGEST_DETAIL, LONGEST_TITLE, plain
from alongside.fhir.references import Finder
from alongside.fhir.telling.draft import Draft
from alongside.fhir.values import (
    Count,
    Limits,
    Line,
    OnProgress,
    Progress,
    Reading,
    Standing,
)
from alongside.fhir.words import items

Source = BinaryIO | bytes | bytearray | memoryview | str | os.PathLike[str]

USUAL_LIMITS: Final = Limits()
_TELL_EVERY: Final = 100
_FIRST_PASS: Final = 0.6


def read_bundle(
    source: Source,
    *,
    on_progress: OnProgress | None = None,
    limits: Limits = USUAL_LIMITS,
) -> Reading:
    """Read a FHIR R4 Bundle (JSON) into what the notes say, in words.

    `source` is bytes, a path, or a binary file, which is read to its end and left open. `on_progress` is called at
    least every 200 resources and once at the end. Nothing is kept of a file with a fault.

    Raises `BundleRefused` with the first ten faults, each with path and a sentence, for anything wrong with the
    content, and nothing else. Shapes and codes are those of HL7 FHIR R4 (4.0.1).

    >>> made_up = b'''{"resourceType": "Bundle", "type": "collection", "entry": [
    ...   {"resource": {"resourceType": "Patient", "id": "p", "name": [{"text": "Invented Person"}]}},
    ...   {"resource": {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"},
    ...                 "code": {"text": "Back pain"}, "onsetDateTime": "2019-03"}}]}'''
    >>> line = read_bundle(made_up).lines[0]
    >>> line.title, line.said_on.words, line.source_ref
    ('Back pain', 'March 2019', 'Condition/c')
    """
    with _opened(source, limits) as (stream, size):
        return _Reader(Gathering(Scanner(stream, limits)), size, on_progress).read()


@contextmanager
def _opened(source: Source, limits: Limits) -> Iterator[tuple[BinaryIO, int]]:
    """The source as a binary file with its size (0 if nobody can know)."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield io.BytesIO(source), _fitting(memoryview(source).nbytes, limits)
    elif isinstance(source, (str, os.PathLike)):
        with ExitStack() as stack:
            try:
                stream = stack.enter_context(Path(source).open("rb"))
            except (OSError, ValueError):
                refuse("This file could not be opened: choose it again.")
            yield stream, _fitting(_size_left(stream), limits)
    else:
        yield source, _fitting(_size_left(source), limits)


def _fitting(size: int, limits: Limits) -> int:
    if size > limits.size:
        refuse_size(limits.size)
    return size


def _size_left(stream: BinaryIO) -> int:
    try:
        here = stream.tell()
        end = stream.seek(0, io.SEEK_END)
        stream.seek(here)
    except (OSError, AttributeError):
        return 0
    return end - here


@dataclass(slots=True, repr=False)
class _Reader:
    gathering: Gathering
    size: int
    on_progress: OnProgress | None
    elsewhere: Counter[str] = field(default_factory=Counter)
    done: int = 0

    def read(self) -> Reading:
        """Both passes."""
        gathering = self.gathering
        owner = gathering.gather(self._after_entry)
        made = self._named(self._worded(owner))
        self._tell(len(gathering.addresses), 1.0)
        envelope = gathering.scanner.envelope
        return Reading(
            bundle_id=plain(envelope.get("id")),
            bundle_type=plain(envelope.get("type")),
            made_at=plain(envelope.get("timestamp")),
            fingerprint=fingerprint.of_all(envelope, gathering.entry_prints),
            subjects=(owner.subject,),
            lines=tuple(line for line in made if line.standing is not Standing.MISTAKE),
            withdrawn=tuple(line for line in made if line.standing is Standing.MISTAKE),
            counted=tuple(self._counts()),
            repeated=gathering.repeated,
            remarks=tuple(self._remarks()),
        )

    def _worded(self, owner: Owner) -> list[tuple[Line, tuple[str, ...]]]:
        """Each line with the names it could go by."""
        gathering = self.gathering
        found: list[tuple[Line, tuple[str, ...]]] = []
        for number, kept in enumerate(gathering.kept):
            text = kept.resource.decode()
            resource = parse(text)
            find = Finder(gathering.directory, resource, kept.full_url)
            about, name = owner.about(resource, find)
            if about is About.SOMEBODY_ELSE:
                words = (
                    f"Entry {kept.index + 1} is about somebody else than the person these notes belong to: "
                    "ask for a file with your own notes only."
                )
                gathering.checker.say(f"entry[{kept.index}].resource.{name}", words, kept.index, resource)
            elif about is About.SOMETHING_ELSE:
                self.elsewhere[resource["resourceType"]] += 1
            else:
                line = _line(tell(resource, find, text), kept, resource["resourceType"])
                found.append((line, refs_of(resource, kept.full_url, kept.fingerprint)))
            if number % _TELL_EVERY == _TELL_EVERY - 1:
                share = _FIRST_PASS + (1 - _FIRST_PASS) * number / len(gathering.kept)
                self._tell(len(gathering.addresses), share)
        gathering.refuse_if_faulty()
        return found

    def _named(self, worded: list[tuple[Line, tuple[str, ...]]]) -> list[Line]:
        """Lines with a name no other line has, and the document's author where nobody else is named."""
        uses = Counter(ref for _, refs in worded for ref in refs)
        authors = {line.source for line, _ in worded if line.resource_type == "Composition"}
        author = f"in a document by {authors.pop()}" if len(authors) == 1 and "" not in authors else ""
        return [
            replace(
                line,
                source=line.source or author,
                source_ref=next((ref for ref in refs if uses[ref] == 1), refs[-1]),
            )
            for line, refs in worded
        ]

    def _counts(self) -> Iterator[Count]:
        for kind, count in sorted(self.gathering.counted.items()):
            if kind == WITHOUT_CONTENT:
                yield Count(
                    kind,
                    f"{count:,} {'request' if count == 1 else 'requests'} without content",
                    count,
                )
            else:
                yield Count(plain(kind), type_names.some(plain(kind), count), count)
        for kind, count in sorted(self.elsewhere.items()):
            yield Count(
                kind,
                f"{type_names.some(kind, count)} about something other than the person",
                count,
            )

    def _remarks(self) -> Iterator[str]:
        links = items(self.gathering.scanner.envelope, "link")
        if any(link.get("relation") == "next" for link in links):
            yield "This file is one page of several: the rest of the record is in other files."
        if self.gathering.repeated:
            yield "Some entries stand in the file more than once. They are shown once."

    def _after_entry(self, done: int) -> None:
        if done % _TELL_EVERY == 0:
            read, size = self.gathering.scanner.text.read, self.size
            share = min(read / size, 1.0) if size else 0.5
            self._tell(max(done, round(done / share)) if share else done, _FIRST_PASS * share)

    def _tell(self, total: int, share: float) -> None:
        if self.on_progress is None:
            return
        self.done = min(total, max(self.done, round(total * share)))
        self.on_progress(Progress(done=self.done, total=total, share=share))


def _line(draft: Draft, kept: Kept, resource_type: str) -> Line:
    return Line(
        kind=draft.kind,
        title=plain(draft.title, LONGEST_TITLE),
        details=tuple(plain(one, LONGEST_DETAIL) for one in draft.details),
        status=draft.status,
        standing=draft.standing,
        said_on=draft.said_on,
        recorded_on=draft.recorded_on,
        source=draft.source,
        source_ref="",
        fingerprint=kept.fingerprint,
        resource_type=resource_type,
        resource=kept.resource,
        order=kept.index,
    )
