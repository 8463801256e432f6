"""The word list as values: terms, sources, the sentences of the other checks, and local changes with their reason.

Reads no file (that is `catalogue`) and looks at no text (that is `checking`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from alongside.language.phrases import BadPattern, Finder, spellings
from alongside.language.values import WORD_KINDS, Band, Kind


class WordsRefused(ValueError):
    """A word list or a local change cannot be used. `faults` are finished sentences that name the file and the term."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Read(StrEnum):
    """How far the people who made the list have read a source themselves."""

    WHOLE = "whole"
    PART = "part"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a suggestion comes from. `year` is when it was published, `noted_on` when we took it in."""

    key: str
    title: str
    by: str
    year: int
    noted_on: datetime.date
    read: Read


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: the phrases it is found by, why it may land badly, and what to say instead.

    `fine` holds longer phrases in which the word is at home ("acute hospital"): there the aid keeps quiet.
    """

    id: str
    kind: Kind
    match: tuple[str, ...]
    why: str
    alternatives: tuple[str, ...] = ()
    sources: tuple[str, ...] = ("X",)
    fine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceCheck:
    """The words of a check that needs no list; `over` and `unless` are its settings, where it has any."""

    id: str
    kind: Kind
    why: str
    alternatives: tuple[str, ...]
    sources: tuple[str, ...]
    over: int = 0
    listed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Override:
    """A local change to one term, pointing at the version it was made for. Empty fields change nothing."""

    term: str
    base_version: str
    reason: str
    silent: bool = False
    why: str = ""
    alternatives: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A term a service adds for itself, and why."""

    term: Term
    reason: str


LocalChange = Override | Addition


@dataclass(frozen=True)
class WordList:
    """Everything the aid says, in one language, with where each suggestion comes from.

    `changes` keeps every local change with its reason, so that a page can show them.
    """

    version: str
    language: str
    changed_on: datetime.date
    sources: Mapping[str, Source]
    checks: Mapping[str, SentenceCheck]
    bands: Mapping[Band, str]
    unsure: str
    too_short: str
    short_forms_known: frozenset[str]
    terms: Mapping[str, Term]
    changes: tuple[LocalChange, ...] = ()
    finder: Finder[Term | Quiet] = field(init=False, repr=False, compare=False)
    well_known: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        finder, faults = _finder_of(self.terms.values())
        if faults:
            raise WordsRefused(faults)
        object.__setattr__(self, "finder", finder)
        object.__setattr__(self, "well_known", self.short_forms_known | self.checks["shouting"].listed)

    def with_overrides(self, *changes: LocalChange) -> WordList:
        """A new list with local changes on top; this one stays as it is.

        Raises `WordsRefused` when a change names no known term, gives no reason, or adds a term that clashes.

        >>> from alongside.language import standard_words
        >>> ours = standard_words().with_overrides(
        ...     Override("mdt", "1", "Everybody in our group knows it: we asked them.", silent=True)
        ... )
        >>> "mdt" in ours.terms
        False
        """
        terms = dict(self.terms)
        faults: list[str] = []
        for change in changes:
            faults += _why_not_change(terms, self.sources, change)
            if faults:
                continue
            if isinstance(change, Addition):
                terms[change.term.id] = change.term
            elif change.silent:
                del terms[change.term]
            else:
                base = terms[change.term]
                kept = base.alternatives if change.alternatives is None else change.alternatives
                terms[change.term] = replace(base, why=change.why or base.why, alternatives=kept)
        if faults:
            raise WordsRefused(tuple(faults))
        return replace(self, terms=terms, changes=self.changes + changes)

    def to_look_at_again(self) -> tuple[Override, ...]:
        """Local changes that were made for another version of the list: still in force, but worth a second look."""
        return tuple(
            change for change in self.changes if isinstance(change, Override) and change.base_version != self.version
        )

    def told_in(self, language: str, whys: Mapping[str, str]) -> WordList:
        """The same list with its explanations in another language; `whys` maps term and check ids to sentences.

        What is missing stays in English. Alternatives stay as they are, because the text that is read is English.
        Raises `WordsRefused` when an id is not in the list.
        """
        unknown = tuple(
            f"{language}: there is no term or check called “{name}”."
            for name in whys
            if name not in self.terms and name not in self.checks
        )
        if unknown:
            raise WordsRefused(unknown)
        return replace(
            self,
            language=language,
            terms={name: replace(term, why=whys.get(name, term.why)) for name, term in self.terms.items()},
            checks={name: replace(one, why=whys.get(name, one.why)) for name, one in self.checks.items()},
        )


@dataclass(frozen=True, slots=True)
class Quiet:
    """A phrase in which a listed word is at home."""

    term: str


def _why_not_change(terms: Mapping[str, Term], sources: Mapping[str, Source], change: LocalChange) -> list[str]:
    name = change.term.id if isinstance(change, Addition) else change.term
    here = f"local change to “{name}”"
    faults = [] if change.reason.strip() else [f"{here}: say in one sentence why, so that others can follow it."]
    if isinstance(change, Override):
        if name not in terms:
            faults.append(f"{here}: there is no such term in the list.")
        return faults
    if name in terms:
        faults.append(f"{here}: there is such a term already; change that one instead.")
    return faults + [f"{here}: {fault}" for fault in why_not_term(change.term, sources)]


def why_not_term(term: Term, sources: Mapping[str, Source]) -> list[str]:
    """What is wrong with a term, as finished sentences; nothing when it may be used."""
    faults = []
    if term.kind not in WORD_KINDS:
        faults.append(f"“{term.kind}” is not a kind that words can have.")
    if not term.match:
        faults.append("“match” needs at least one phrase.")
    if not one_sentence(term.why):
        faults.append("“why” must be one sentence that ends with a full stop.")
    faults += [f"there is no source “{key}” in the list of sources." for key in term.sources if key not in sources]
    if not term.sources:
        faults.append("“from” needs at least one source.")
    return faults


def one_sentence(why: str) -> bool:
    """Whether this is one finished sentence."""
    return why.endswith(".") and not why.startswith(" ") and ". " not in why and "\n" not in why


def _finder_of(terms: Iterable[Term]) -> tuple[Finder[Term | Quiet], tuple[str, ...]]:
    finder: Finder[Term | Quiet] = Finder()
    faults: list[str] = []
    for term in terms:
        entries: list[tuple[str, Term | Quiet]] = [(pattern, term) for pattern in term.match]
        entries += [(pattern, Quiet(term.id)) for pattern in term.fine]
        for pattern, found in entries:
            try:
                others = [finder.add(phrase, found) for phrase in spellings(pattern)]
            except BadPattern as fault:
                faults.append(f"term “{term.id}”: {fault}.")
                continue
            faults += [
                f"term “{term.id}”: “{pattern}” is {fault}." for fault in map(partial(_clash, found), others) if fault
            ]
    return finder, tuple(faults)


def _clash(found: Term | Quiet, other: Term | Quiet | None) -> str:
    """Two terms may be at home in the same phrase; everything else said twice would make one of them silent."""
    if other is None or other == found or (isinstance(found, Quiet) and isinstance(other, Quiet)):
        return ""
    if isinstance(other, Quiet):
        return f"already a fine phrase of “{other.term}”"
    return f"already matched by “{other.id}”"
