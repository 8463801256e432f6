"""The plain-English engine: kind hints for people who write to somebody in pain or low mood.

It advises; it never blocks, scores or rewrites, and it is never used on a person's own words. Plain Python, no Django.
"""

from alongside.language.catalogue import load, standard_words
from alongside.language.checking import check
from alongside.language.readability import reading_ease
from alongside.language.splitting import sentences, words
from alongside.language.values import Band, Hint, Kind, Piece, Readability, TooShort
from alongside.language.wordlist import Addition, Override, Source, Term, WordList, WordsRefused

__all__ = [
    "Addition",
    "Band",
    "Hint",
    "Kind",
    "Override",
    "Piece",
    "Readability",
    "Source",
    "Term",
    "TooShort",
    "WordList",
    "WordsRefused",
    "check",
    "load",
    "reading_ease",
    "sentences",
    "standard_words",
    "words",
]
