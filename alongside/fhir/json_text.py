"""A JSON file read through a window: never the whole text in memory, never a Python error to the caller.

It knows JSON and where it stands in the file, nothing of bundles.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, NoReturn

from alongside.fhir.values import BundleRefused, Fault, Limits

NEW_COPY: Final = "ask whoever gave it to you for a new copy"
_CHUNK: Final = 256 * 1024
_NOT_WHITE: Final = re.compile(r"[^ \t\n\r]")
_NAME: Final = re.compile(r'"([A-Za-z_]+)"[ \t\n\r]*:')
_LONGEST_CUT: Final = 16
_CLOSING: Final = re.compile(r'["}\]]')
_STOPS: Final = "The file stops in the middle: download it again, or ask for a new copy."
_UTF_16: Final = "This file was saved as UTF-16: save it again as UTF-8, or ask for a new copy."
_OTHER_FORMATS: Final = (
    (b"PK\x03\x04", "This is a ZIP file: open it first, then choose the .json file inside."),
    (b"\x1f\x8b", "This is a packed (gzip) file: unpack it first, then choose the .json file inside."),
    (b"%PDF", "This is a PDF, meant for reading: ask for your record as a “FHIR R4 JSON” file."),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
    (b"<", "This file is XML or a web page: ask for your record as a “FHIR R4 JSON” file."),
)


class Written:
    """A number exactly as it was written, so that 72.50 stays 72.50 and a huge one stays a text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


_AGAIN: Final = json.JSONDecoder(parse_float=Written, parse_int=Written)


def parse(text: str) -> Any:
    """A text that was read before, with numbers as written."""
    return _AGAIN.decode(text)


def refuse(sentence: str, path: str = "", index: int | None = None) -> NoReturn:
    """Stop with one fault."""
    raise BundleRefused([Fault(path=path, sentence=sentence, index=index)])


def refuse_size(limit: int) -> NoReturn:
    """Stop because the file is too large."""
    refuse(
        f"This file is larger than {limit / (1024 * 1024):.0f} MB, which is more than can be read at once: "
        "ask for your record in smaller parts."
    )


class _NotANumber(Exception):
    """NaN or an infinity, which JSON does not have."""


@dataclass(slots=True, repr=False)
class JsonText:
    """A place in a JSON file that moves on. `place` and `index` say to people where that is."""

    stream: BinaryIO
    limits: Limits
    read: int = 0
    place: str = ""
    index: int | None = None
    has_doubles: bool = False
    _text: str = ""
    _at: int = 0
    _lines_before: int = 0
    _ended: bool = False
    _decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))
    _json: json.JSONDecoder = field(init=False)

    def __post_init__(self) -> None:
        self._json = json.JSONDecoder(
            object_pairs_hook=self._pairs, parse_float=Written, parse_int=Written, parse_constant=_not_a_number
        )

    def peek(self) -> str:
        """The next character that is not white space, or nothing at the end of the file."""
        if self._at < len(self._text) and self._text[self._at] > " ":
            return self._text[self._at]
        while True:
            found = _NOT_WHITE.search(self._text, self._at)
            if found:
                self._at = found.start()
                return found.group()
            self._at = len(self._text)
            if not self._fill():
                return ""

    def step(self, wanted: str) -> None:
        """Go past this character; anything else is damage."""
        if self.peek() != wanted:
            self._broken()
        self._at += 1

    def skip(self, wanted: str) -> bool:
        """Go past this character if it is the next one."""
        found = self.peek() == wanted
        self._at += found
        return found

    def field_names(self) -> Iterator[str]:
        """The keys of the object that starts here; the caller reads each value before asking for the next."""
        self.step("{")
        if self.skip("}"):
            return
        while True:
            if self.peek() != '"':
                self._broken()
            quick = _NAME.match(self._text, self._at)
            if quick:
                self._at = quick.end()
                yield quick[1]
            else:
                name, _ = self.value()
                self.step(":")
                yield name
            if not self.skip(","):
                self.step("}")
                return

    def value(self) -> tuple[Any, str]:
        """The JSON value that starts here, and its text."""
        if not self.peek():
            self._broken()
        while True:
            self.has_doubles = False
            try:
                found, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                unclosed = error.msg.startswith("Unterminated string")
                if (unclosed or error.pos >= len(self._text) - _LONGEST_CUT) and self._fill():
                    continue
                self._at = min(error.pos, len(self._text))
                self._broken(unclosed=unclosed)
            except RecursionError:
                self._too_deep()
            except _NotANumber:
                refuse(f"A value is “not a number” where a number belongs: {NEW_COPY}.", self.place, self.index)
            # Only a number can go on after what looks like its end.
            if end == len(self._text) and type(found) is Written and self._fill():
                continue
            text = self._text[self._at : end]
            self._at = end
            # A value with few brackets cannot be deep; counting them is far quicker than walking.
            brackets = text.count("{") + text.count("[")
            if brackets > self.limits.depth and not _fits(found, self.limits.depth):
                self._too_deep()
            return found, text

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            self.has_doubles = True
        return made

    def _fill(self) -> bool:
        """Read on. Doubles what is held, so that one very long value is not read over and over."""
        if self._ended:
            return False
        held = self._text[self._at :]
        chunk = self.stream.read(max(_CHUNK, len(held)))
        first = self.read == 0
        self.read += len(chunk)
        if self.read > self.limits.size:
            refuse_size(self.limits.size)
        self._ended = not chunk
        if first:
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
            for start, sentence in _OTHER_FORMATS:
                if chunk.lstrip().startswith(start):
                    refuse(sentence)
        self._lines_before += self._text.count("\n", 0, self._at)
        try:
            self._text = held + self._decoder.decode(chunk, final=self._ended)
        except UnicodeDecodeError:
            refuse(f"Some letters in this file are damaged (it is not UTF-8 text): {NEW_COPY}.", self.place, self.index)
        self._at = 0
        return True

    def _broken(self, *, unclosed: bool = False) -> NoReturn:
        line = self._lines_before + self._text.count("\n", 0, self._at) + 1
        where = self.place or f"line {line}"
        rest = self._text[self._at :]
        if self._ended and (unclosed or (len(rest) < _LONGEST_CUT and not _CLOSING.search(rest))):
            refuse(_STOPS, where, self.index)
        refuse(f"The file is damaged near line {line} (it is not proper JSON): {NEW_COPY}.", where, self.index)

    def _too_deep(self) -> NoReturn:
        refuse(
            f"Something in this file is nested more than {self.limits.depth} levels deep, which no real record is: "
            f"{NEW_COPY}.",
            self.place,
            self.index,
        )


def doubled_paths(text: str) -> list[str]:
    """Where a JSON text says the same field twice.

    >>> doubled_paths('{"a": {"b": 1, "b": 2}}')
    ['.a.b']
    """
    found: list[str] = []
    _find_doubles(json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str), "", found)
    return found


class _Pairs(list[tuple[str, Any]]):
    """An object as its pairs, with repeats."""


def _find_doubles(value: Any, path: str, found: list[str]) -> None:
    if isinstance(value, _Pairs):
        seen: set[str] = set()
        for name, item in value:
            if name in seen:
                found.append(f"{path}.{name}")
            seen.add(name)
            _find_doubles(item, f"{path}.{name}", found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _find_doubles(item, f"{path}[{index}]", found)


def _not_a_number(written: str) -> NoReturn:
    raise _NotANumber(written)


def _fits(value: Any, depth: int) -> bool:
    """Whether nothing is nested deeper than `depth`; walks level by level, so it cannot run out of stack."""
    level = [value]
    for _ in range(depth + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer if type(outer) is list else ())
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return True
    return False
