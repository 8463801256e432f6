"""The plain values of the writing aid: a piece of text with its place, a hint, and how easy a text is to read.

No rule and no sentence lives here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of hint it is. Values never change: pages and translations name them."""

    LONG_SENTENCE = "long_sentence"
    JARGON = "jargon"
    MISLEADING = "misleading"
    STIGMATISING = "stigmatising"
    DISCOURAGING = "discouraging"
    ABBREVIATION = "abbreviation"
    PASSIVE = "passive"
    DOUBLE_NEGATIVE = "double_negative"
    SHOUTING = "shouting"
    NUMBER_WITHOUT_DENOMINATOR = "number_without_denominator"


# The kinds that entries of a word list may have; the others belong to sentences.
WORD_KINDS = frozenset(
    {
        Kind.JARGON,
        Kind.MISLEADING,
        Kind.STIGMATISING,
        Kind.DISCOURAGING,
        Kind.ABBREVIATION,
        Kind.NUMBER_WITHOUT_DENOMINATOR,
    }
)


class Band(StrEnum):
    """How many people are likely to find a text easy. An aid for authors; never an age, never a mark."""

    EASY = "easy"
    SOME_STRUGGLE = "some_struggle"
    MANY_STRUGGLE = "many_struggle"


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A stretch of a text: `whole[piece.start:piece.end] == piece.text`. Offsets are Python string indices."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """One kind suggestion to somebody writing. Nothing happens if they leave it.

    `text[hint.start:hint.end] == hint.found`; offsets are Python string indices. `about` is the id of the entry in
    the word list, so that a service can answer it locally. `why` is one finished sentence. `alternatives` may be
    empty. `sources` are keys of `WordList.sources`.
    """

    start: int
    end: int
    kind: Kind
    about: str
    found: str
    why: str
    alternatives: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readability:
    """A band in words, for the author. `sure` is False when the two methods disagree."""

    band: Band
    sentence: str
    sure: bool
    words: int
    sentences: int


@dataclass(frozen=True, slots=True)
class TooShort:
    """Fewer than `needed` countable words: any answer would be a guess, so there is none."""

    words: int
    needed: int
    sentence: str
