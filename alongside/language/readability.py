"""How easy a text is to read, as a band in words, for its author. Not a mark, not an age, and not for short texts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pyphen

from alongside.language.catalogue import standard_words
from alongside.language.phrases import tokens_between
from alongside.language.sentence_checks import looks_welsh
from alongside.language.splitting import sentences, words
from alongside.language.values import Band, Piece, Readability, TooShort
from alongside.language.wordlist import WordList

NEEDED_WORDS: Final = 100
# A heading, a list item or a line of an address is no sentence to measure.
SHORTEST_SENTENCE: Final = 4
# School years. Up to the first most adults read with ease (about 11 years old, what health writers in the NHS aim
# for); up to the second some will struggle (about 14, where they stop when medical words cannot be avoided).
EASY_UP_TO: Final = 6.5
SOME_STRUGGLE_UP_TO: Final = 9.0
FAR_APART: Final = 2.0

_VOWELS: Final = re.compile("[aeiouyâêîôûŵŷáéíóúàèìòùäëïöü]+")
# "tim-e", "tim-es", "walk-ed", "scal-e" say no e of their own; "ta-ble", "wish-es", "want-ed" do.
_SILENT_END: Final = re.compile(
    r"(?:(?<![aeiouyl])e|(?<=[aeiou]l)e|(?<![aeiouyscxzg])(?<![cs]h)(?<![^aeiou]l)es|(?<![aeioutd])ed)\Z"
)


def reading_ease(text: str, *, words_of: WordList | None = None) -> Readability | TooShort:
    """How many people will find `text` easy, as a band; `TooShort` below 100 countable words.

    Counted are sentences of four words or more that are not Welsh; addresses are left out, quotations are not.
    Method: the mean of two US school grades, one by letters, the Automated Readability Index (Smith and Senter
    1967), and one by syllables, Flesch-Kincaid (Kincaid and others 1975). Where they fall into different bands, two
    grades apart or more, the answer says so. Both are blind to meaning, layout and tone. `words_of` gives the sentences to say.
    Raises nothing.

    >>> reading_ease("We will ring you on Monday to hear how you are. " * 10).band
    <Band.EASY: 'easy'>
    """
    said = words_of or standard_words()
    counted = [found for piece in sentences(text) if (found := _countable(piece))]
    many = sum(len(found) for found in counted)
    if many < NEEDED_WORDS:
        return TooShort(words=many, needed=NEEDED_WORDS, sentence=said.too_short)
    letters = sum(sum(letter.isalnum() for letter in word) for found in counted for word in found)
    spoken = sum(syllables(word) for found in counted for word in found)
    by_letters = automated_readability(letters, many, len(counted))
    by_syllables = flesch_kincaid(spoken, many, len(counted))
    band = _band((by_letters + by_syllables) / 2)
    sure = _band(by_letters) is _band(by_syllables) or abs(by_letters - by_syllables) < FAR_APART
    sentence = said.bands[band] if sure else f"{said.bands[band]} {said.unsure}"
    return Readability(band=band, sentence=sentence, sure=sure, words=many, sentences=len(counted))


def _countable(piece: Piece) -> list[str]:
    found = [word.text for word in words(piece.text)]
    welsh = looks_welsh(tokens_between(piece.text, 0, len(piece.text)))
    return found if len(found) >= SHORTEST_SENTENCE and not welsh else []


def _band(grade: float) -> Band:
    if grade <= EASY_UP_TO:
        return Band.EASY
    return Band.SOME_STRUGGLE if grade <= SOME_STRUGGLE_UP_TO else Band.MANY_STRUGGLE


def automated_readability(letters: int, words: int, sentences: int) -> float:
    """The Automated Readability Index (Smith and Senter 1967) as a US school grade, from counts above nought.

    Raises `ZeroDivisionError` when there are no words or no sentences.

    >>> round(automated_readability(letters=500, words=100, sentences=10), 2)
    7.12
    """
    return 4.71 * letters / words + 0.5 * words / sentences - 21.43


def flesch_kincaid(syllables: int, words: int, sentences: int) -> float:
    """The Flesch-Kincaid grade level (Kincaid and others 1975), from counts above nought.

    Raises `ZeroDivisionError` when there are no words or no sentences.

    >>> round(flesch_kincaid(syllables=150, words=100, sentences=10), 2)
    6.01
    """
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one.

    The larger of two counts: the places where the en_GB hyphenation patterns of `pyphen` allow a break, and the groups
    of vowels less silent endings. Hyphenation alone leaves out every first or last single letter (“a-ny”), and so
    counts a quarter too few in everyday words.

    >>> [syllables(word) for word in ("pain", "any", "physiotherapist")]
    [1, 2, 5]
    """
    plain = word.casefold()
    if len(plain) > 40:
        return 1 + len(plain) // 3
    vowels = len(_VOWELS.findall(plain))
    if vowels > 1 and _SILENT_END.search(plain):
        vowels -= 1
    return max(1, vowels, len(_hyphens().positions(plain)) + 1)
