"""Finds the phrases of a word list in a sentence, longest first. Knows no kinds and no sentences.

How a phrase is written in the list: `(s)` may be there or not, `(a|b)` is one of these, `(|a|b)` is one of these or
nothing. Small letters match any case; a phrase with a capital letter matches that case only (`MSK`, `Hx`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from alongside.language.splitting import WORD, plain_form

MOST_SPELLINGS: Final = 400
_GROUP: Final = re.compile(r"\(([^()]*)\)")
_HYPHEN: Final = re.compile("[-\u2010\u2011]")

T = TypeVar("T")


class BadPattern(ValueError):
    """A phrase in the list cannot be read; the text says why."""


def spellings(pattern: str) -> tuple[str, ...]:
    """Every way of writing a phrase.

    Raises `BadPattern` for brackets that do not pair, or more than 400 ways.

    >>> spellings("(slipped|prolapsed) disc(s)")
    ('slipped disc', 'slipped discs', 'prolapsed disc', 'prolapsed discs')
    """
    parts = _GROUP.split(pattern)
    if any(bracket in part for part in parts for bracket in "()"):
        raise BadPattern(f"the brackets in “{pattern}” do not pair")
    choices: list[list[str]] = []
    many = 1
    for index, part in enumerate(parts):
        options = part.split("|") if index % 2 else [part]
        choices.append(["", *options] if index % 2 and len(options) == 1 else options)
        many *= len(choices[-1])
        if many > MOST_SPELLINGS:
            raise BadPattern(f"“{pattern}” has more than {MOST_SPELLINGS} spellings: split it up")
    return tuple(dict.fromkeys(" ".join("".join(chosen).split()) for chosen in itertools.product(*choices)))


class Token(NamedTuple):
    """One look-up unit of a sentence: a word, or a part of a hyphenated one.

    `joined`: only white space (after “carers’” too) or a hyphen stands before it. `opens`: it begins a word.
    """

    start: int
    end: int
    form: str
    folded: str
    joined: bool
    opens: bool


def tokens_between(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, in order; hyphenated words are taken apart."""
    found: list[Token] = []
    before = start
    for match in WORD.finditer(text, start, end):
        first, last = match.span()
        word = match.group()
        between = text[before:first]
        joined = between == " " or (first > start and between.lstrip("'’").isspace())
        before = last
        if word.isascii() and word.isalpha():
            found.append(Token(first, last, word, word.lower(), joined, True))
        else:
            found += _parts_of(word, first, joined=joined)
    return found


def _parts_of(word: str, first: int, *, joined: bool) -> Iterator[Token]:
    at = first
    for part in _HYPHEN.split(word):
        form = plain_form(part)
        yield Token(at, at + len(part), form, form.casefold(), joined or at > first, at == first)
        at += len(part) + 1


@dataclass(slots=True)
class _Step(Generic[T]):
    """Where a look-up has got to: the words that may follow, and what is found if it stops here."""

    onward: dict[str, _Step[T]] = field(default_factory=dict)
    found: T | None = None


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Tokens `first` up to but not including `last` say the phrase of `found`."""

    first: int
    last: int
    found: T


class Finder(Generic[T]):
    """Phrases by their words. Time to look is linear in the number of tokens; phrases may number thousands."""

    __slots__ = ("_any_case", "_as_written")

    def __init__(self) -> None:
        self._any_case: _Step[T] = _Step()
        self._as_written: _Step[T] = _Step()

    def add(self, phrase: str, found: T) -> T | None:
        """Remember a phrase. Gives back what already stood there, and then changes nothing.

        Raises `BadPattern` when the phrase holds no word.
        """
        exact = phrase != phrase.lower()
        step = self._as_written if exact else self._any_case
        tokens = tuple(tokens_between(phrase, 0, len(phrase)))
        if not tokens:
            raise BadPattern(f"“{phrase}” holds no word")
        if not all(token.joined for token in tokens[1:]):
            raise BadPattern(f"“{phrase}” would never be found: only spaces and hyphens may stand between its words")
        for token in tokens:
            step = step.onward.setdefault(token.form if exact else token.folded, _Step())
        if step.found is not None:
            return step.found
        step.found = found
        return None

    def find(self, tokens: Sequence[Token]) -> Iterator[Match[T]]:
        """Matches from left to right, the longest at each place, never overlapping."""
        at = 0
        while at < len(tokens):
            exact = _longest(self._as_written, tokens, at, exact=True)
            loose = _longest(self._any_case, tokens, at, exact=False)
            best = loose if exact is None or (loose is not None and loose.last > exact.last) else exact
            if best is None:
                at += 1
            else:
                yield best
                at = best.last


def _longest(step: _Step[T], tokens: Sequence[Token], at: int, *, exact: bool) -> Match[T] | None:
    best: Match[T] | None = None
    index = at
    while index < len(tokens) and (index == at or tokens[index].joined):
        token = tokens[index]
        onward = step.onward.get(token.form if exact else token.folded)
        if onward is None:
            return best
        step = onward
        index += 1
        if step.found is not None:
            best = Match(at, index, step.found)
    return best
