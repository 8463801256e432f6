"""Short forms (MDT, CMHT): which of them a paragraph explains, and which nobody has explained. Names no meanings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from alongside.language.phrases import Token
from alongside.language.splitting import word_set

_IN_BRACKETS: Final = re.compile(r"\(([^()\r\n]{2,120})\)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT: Final = re.compile(r"[^\W_](?:[^\W_]|[.&/'’]){0,11}")
_BEFORE: Final = 120
_ROMAN: Final = word_set("III VII XII VIII XIII")
_VOWELS: Final = frozenset("AEIOUY")


def explained_in(text: str, start: int, end: int) -> frozenset[str]:
    """Short forms that `text[start:end]` explains, in small letters.

    Two ways count: “MDT (the team that meets about you)” and “multi-disciplinary team (MDT)”.

    >>> sorted(explained_in("Ask the MDT (your whole team).", 0, 30))
    ['mdt']
    """
    found = set()
    for match in _IN_BRACKETS.finditer(text, start, end):
        inside = match.group(1).strip()
        before = text[max(start, match.start() - _BEFORE) : match.start()].rstrip()
        if _SHORT.fullmatch(inside):
            if _initials_end_with(before, inside):
                found.add(inside.casefold())
        elif len(_WORD.findall(inside)) > 1 and (last := before.split()[-1:]):
            found.add(last[0].rstrip(".").casefold())
    return frozenset(found)


def _initials_end_with(before: str, short: str) -> bool:
    """Whether the words just before begin with the letters of the short form, small words left out or not."""
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    initials = [word[0].casefold() for word in _WORD.findall(before)][-2 * len(letters) :]
    for initial in reversed(initials):
        if letters and letters[-1] == initial:
            letters.pop()
    return not letters


def unknown_short_forms(tokens: Sequence[Token], known: Collection[str]) -> Iterator[Token]:
    """Words in capitals that look like short forms and are not `known`: 3 letters, or 4 or 5 without a vowel."""
    for token in tokens:
        form = token.form.removesuffix("s")
        if not (form.isascii() and form.isalpha() and form.isupper()) or form in known or form in _ROMAN:
            continue
        if len(form) == 3 or (len(form) in {4, 5} and not _VOWELS & set(form)):
            yield token
