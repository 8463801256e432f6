"""Reading content files: words, facts and lists that people keep as YAML. Strict: what is missing, unknown or said
twice is a `ContentFault` that names file, line and place. It knows no subject, and nothing reaches it from a browser.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

Word = TypeVar("Word", bound=StrEnum)
PACKAGE = Path(__file__).resolve().parents[1]
NULL = "tag:yaml.org,2002:null"


class ContentFault(Exception):
    """A content file is wrong. The product does not start until it is mended."""

    def __init__(self, file: str, trouble: str, *, line: int = 0, path: str = "") -> None:
        self.file, self.line, self.path, self.trouble = file, line, path, trouble
        place = ", ".join([file, *([f"line {line}"] if line else []), *([path] if path else [])])
        super().__init__(f"{place}: {trouble}")


def name_of(file: Path) -> str:
    """The file as people find it: from the package down, never with the folders of one machine."""
    resolved = file.resolve()
    return str(resolved.relative_to(PACKAGE.parent)) if resolved.is_relative_to(PACKAGE.parent) else file.name


@dataclass(frozen=True)
class Entry:
    """One place in a content file. It hands out what is there in the form that was asked for, or says what is wrong."""

    file: str
    node: yaml.Node
    path: str = ""

    @property
    def line(self) -> int:
        return self.node.start_mark.line + 1 if self.node.start_mark else 0

    def fault(self, trouble: str) -> ContentFault:
        return ContentFault(self.file, trouble, line=self.line, path=self.path)

    def fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, "Entry"]:
        """A block of `key: value` lines with exactly these keys. A slip in a key is a fault, never silence."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fault("should be a block of “key: value” lines.")
        needed, known = list(required), {*required, *optional}
        found: dict[str, Entry] = {}
        for key_node, value_node in self.node.value:
            key = str(key_node.value)
            entry = Entry(self.file, value_node, f"{self.path}.{key}".lstrip("."))
            at_key = Entry(self.file, key_node, entry.path)
            if key in found:
                raise at_key.fault(f"“{key}” is there twice.")
            if key not in known:
                raise at_key.fault(f"“{key}” is not a known key. Known here: {listed(sorted(known))}.")
            found[key] = entry
        missing = [key for key in needed if key not in found]
        if missing:
            raise self.fault(f"{listed(missing)} missing.")
        return found

    def rows(self) -> list["Entry"]:
        """A list with at least one entry."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            raise self.fault("should be a list with at least one entry.")
        return [Entry(self.file, row, f"{self.path}[{n}]") for n, row in enumerate(self.node.value)]

    def text(self) -> str:
        """Words on one line. An empty field is a fault: somebody would see a gap."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.fault("should be text.")
        words = " ".join(str(self.node.value).split())
        if not words or self.node.tag == NULL:
            raise self.fault("is empty.")
        return words

    def word(self, choices: type[Word]) -> Word:
        """One of the values of an enum. Read as written: a bare `no` stays the word no."""
        said = self.text()
        try:
            return choices(said)
        except ValueError:
            raise self.fault(f"“{said}” is not one of: {listed(choices)}.") from None

    def words(self, choices: type[Word]) -> tuple[Word, ...]:
        """One or more values of an enum, none twice."""
        chosen: list[Word] = []
        for row in self.rows():
            word = row.word(choices)
            if word in chosen:
                raise row.fault(f"“{word}” is there twice.")
            chosen.append(word)
        return tuple(chosen)

    def number(self) -> int:
        said = self.text()
        if not said.isascii() or not said.isdigit():
            raise self.fault(f"“{said}” should be a whole number.")
        return int(said)

    def day(self) -> date:
        said = self.text()
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise self.fault(f"“{said}” should be a day such as 2027-02-14.") from None


def listed(words: Iterable[str]) -> str:
    return ", ".join(str(word) for word in words)


def read(file: Path) -> Entry:
    """The whole of one content file."""
    name = name_of(file)
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise ContentFault(name, f"is not UTF-8 text (byte {fault.start}).") from fault
    except OSError as fault:
        raise ContentFault(name, f"cannot be read: {fault.strerror}.") from fault
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        trouble = getattr(fault, "problem", None) or "is not readable YAML"
        raise ContentFault(name, f"not readable: {trouble}.", line=mark.line + 1 if mark else 0) from fault
    if node is None:
        raise ContentFault(name, "is empty.")
    return Entry(name, node)


# The reader written in C is ten times faster; without it the same files are read, only later.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
