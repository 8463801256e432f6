"""Reads the word list from its YAML file and refuses anything it does not understand, naming file and term.

It decides nothing about texts. The shipped list is read once.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from alongside.language.values import WORD_KINDS, Band, Kind
from alongside.language.wordlist import (
    Read,
    SentenceCheck,
    Source,
    Term,
    WordList,
    WordsRefused,
    one_sentence,
    why_not_term,
)

STANDARD: Final = Path(__file__).parent / "content" / "words.yaml"

_TOP: Final = ("version", "language", "changed_on", "sources", "checks", "readability", "short_forms_known", "terms")
_SOURCE: Final = ("title", "by", "year", "noted_on", "read")
_CHECK: Final = ("why", "try", "from")
_TERM: Final = ("id", "kind", "match", "why")
_TERM_MORE: Final = ("try", "from", "fine")

# The checks that need no list of words: their kind, and the setting each one takes.
CHECKS: Final[Mapping[str, tuple[Kind, str]]] = {
    "long_sentence": (Kind.LONG_SENTENCE, "over"),
    "passive": (Kind.PASSIVE, ""),
    "double_negative": (Kind.DOUBLE_NEGATIVE, "listed"),
    "shouting": (Kind.SHOUTING, "listed"),
    "percentage": (Kind.NUMBER_WITHOUT_DENOMINATOR, "listed"),
    "short_form": (Kind.ABBREVIATION, ""),
}

T = TypeVar("T")

# The C reader is five times quicker; some platforms have only the other one.
_FAST: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_FAST):  # type: ignore[valid-type,misc]  # whichever of the two the installed PyYAML has
    """Plain YAML in which a key said twice is a fault, not a silent loss."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{name}” is said twice", key.start_mark)
            seen.add(name)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        return made


class _Faults:
    """Collects what is wrong, so that one reading tells everything."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[str] = []

    def add(self, where: str, sentence: str) -> None:
        self.found.append(f"{self.file}, {where}: {sentence}" if where else f"{self.file}: {sentence}")

    def keys(self, where: str, given: Mapping[Any, Any], needed: Iterable[str], more: Iterable[str] = ()) -> bool:
        """Whether every needed key is there and no other; says which are not, and what may have been meant."""
        needed = tuple(needed)
        known = (*needed, *more)
        before = len(self.found)
        for key in given:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, 1)
                self.add(where, f"“{key}” is not a key it knows" + (f"; is “{near[0]}” meant?" if near else "."))
        for key in needed:
            if key not in given:
                self.add(where, f"“{key}” is missing.")
        return len(self.found) == before

    def mapping(self, where: str, given: Any) -> dict[Any, Any]:
        if isinstance(given, dict):
            return given
        self.add(where, "here belong keys and values.")
        return {}

    def text(self, where: str, given: Any) -> str:
        if isinstance(given, str) and given.strip():
            return given
        self.add(where, f"here belong words, not {given!r}.")
        return ""

    def texts(self, where: str, given: Any) -> tuple[str, ...]:
        if isinstance(given, list):
            return tuple(self.text(where, one) for one in given)
        self.add(where, "here belongs a list.")
        return ()

    def one_of(self, where: str, given: Any, choose: Callable[[Any], T], choices: Iterable[str], fallback: T) -> T:
        try:
            return choose(given)
        except ValueError:
            self.add(where, f"“{given}” is not one of {', '.join(sorted(choices))}.")
            return fallback

    def day(self, where: str, given: Any) -> datetime.date:
        if type(given) is datetime.date:
            return given
        self.add(where, "here belongs a day, such as 2026-11-22.")
        return datetime.date.min

    def number(self, where: str, given: Any) -> int:
        if type(given) is int and given > 0:
            return given
        self.add(where, "here belongs a whole number above nought.")
        return 0


def load(path: Path) -> WordList:
    """Read a word list from a YAML file in the shape of `content/words.yaml`.

    Raises `WordsRefused` with a sentence for each fault (file and term named), also when the file is not there.
    """
    faults = _Faults(path.name)
    try:
        given = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (it is a SafeLoader)
    except (OSError, UnicodeDecodeError):
        raise WordsRefused((f"{path.name}: this file cannot be read as text.",)) from None
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise WordsRefused((f"{path.name}: this is not proper YAML ({said}).",)) from None
    whole = faults.mapping("", given)
    if not faults.keys("", whole, _TOP):
        raise WordsRefused(tuple(faults.found))
    sources = _sources(faults, whole["sources"])
    checks = _checks(faults, whole["checks"], sources)
    sentences = faults.mapping("readability", whole["readability"])
    faults.keys("readability", sentences, (*Band, "unsure", "too_short"))
    said_of = {name: faults.text(f"readability, “{name}”", said) for name, said in sentences.items()}
    version = faults.text("version", whole["version"])
    language = faults.text("language", whole["language"])
    changed_on = faults.day("changed_on", whole["changed_on"])
    known = frozenset(faults.texts("short_forms_known", whole["short_forms_known"]))
    terms = _terms(faults, whole["terms"], sources)
    if faults.found:
        raise WordsRefused(tuple(faults.found))
    try:
        return WordList(
            version=version,
            language=language,
            changed_on=changed_on,
            sources=sources,
            checks=checks,
            bands={band: said_of[band] for band in Band},
            unsure=said_of["unsure"],
            too_short=said_of["too_short"],
            short_forms_known=known,
            terms=terms,
        )
    except WordsRefused as refused:
        raise WordsRefused(tuple(f"{path.name}, {fault}" for fault in refused.faults)) from None


def _sources(faults: _Faults, given: Any) -> dict[str, Source]:
    found = {}
    for key, entry in faults.mapping("sources", given).items():
        where = f"source “{key}”"
        about = faults.mapping(where, entry)
        if faults.keys(where, about, _SOURCE):
            found[str(key)] = Source(
                key=str(key),
                title=faults.text(where, about["title"]),
                by=faults.text(where, about["by"]),
                year=faults.number(where, about["year"]),
                noted_on=faults.day(where, about["noted_on"]),
                read=faults.one_of(where, about["read"], Read, Read, Read.OWN),
            )
    return found


def _checks(faults: _Faults, given: Any, sources: Mapping[str, Source]) -> dict[str, SentenceCheck]:
    found = {}
    section = faults.mapping("checks", given)
    faults.keys("checks", section, CHECKS)
    for name, (kind, setting) in CHECKS.items():
        where = f"check “{name}”"
        about = faults.mapping(where, section.get(name, {}))
        if not about or not faults.keys(where, about, (*_CHECK, setting) if setting else _CHECK):
            continue
        keys = faults.texts(where, about["from"])
        for key in keys:
            if key not in sources:
                faults.add(where, f"there is no source “{key}” in the list of sources.")
        why = faults.text(where, about["why"])
        if not one_sentence(why):
            faults.add(where, "“why” must be one sentence that ends with a full stop.")
        found[name] = SentenceCheck(
            id=name,
            kind=kind,
            why=why,
            alternatives=faults.texts(where, about["try"]),
            sources=keys,
            over=faults.number(where, about["over"]) if setting == "over" else 0,
            listed=frozenset(faults.texts(where, about["listed"])) if setting == "listed" else frozenset(),
        )
    return found


def _terms(faults: _Faults, given: Any, sources: Mapping[str, Source]) -> dict[str, Term]:
    found: dict[str, Term] = {}
    if not isinstance(given, list) or not given:
        faults.add("terms", "here belongs a list of terms.")
        return found
    for place, entry in enumerate(given, start=1):
        about = faults.mapping(f"term number {place}", entry)
        where = f"term “{about['id']}”" if "id" in about else f"term number {place}"
        if not about or not faults.keys(where, about, _TERM, _TERM_MORE):
            continue
        before = len(faults.found)
        term = Term(
            id=faults.text(where, about["id"]),
            kind=faults.one_of(where, about["kind"], Kind, WORD_KINDS, Kind.JARGON),
            match=faults.texts(where, about["match"]),
            why=faults.text(where, about["why"]),
            alternatives=faults.texts(where, about.get("try", [])),
            sources=faults.texts(where, about.get("from", ["X"])),
            fine=faults.texts(where, about.get("fine", [])),
        )
        if term.id in found or term.id in CHECKS:
            faults.add(where, "this id is taken already.")
        if len(faults.found) == before:
            for fault in why_not_term(term, sources):
                faults.add(where, fault)
        found[term.id] = term
    return found


@cache
def standard_words() -> WordList:
    """The list that comes with the house, read once. Raises `WordsRefused` when the file has been broken."""
    return load(STANDARD)
