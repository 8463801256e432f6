"""Splits a text into paragraphs, sentences and words, each with its place. Knows nothing of which words are kind."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from alongside.language.values import Piece


def word_set(words: str) -> frozenset[str]:
    """Words parted by spaces, as a set."""
    return frozenset(words.split())


# Marks that belong to the letter before them; Python's \w leaves them out, which would cut words in two.
_MARKS: Final = "".join(
    re.escape(chr(code)) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
_JOINERS: Final = "\u00ad\u200c\u200d"
_ATOM: Final = rf"(?:[^\W_]|[{_MARKS}{_JOINERS}])"
# Possessive (++): nothing taken is given back, so no input can make the search slow.
_ATOMS: Final = rf"(?:[^\W_]++|[{_MARKS}{_JOINERS}])++"
_LETTER: Final = r"[^\W\d_]"
_HYPHENS: Final = r"\-\u2010\u2011"
WORD: Final = re.compile(
    rf"""
      [A-Za-z]{{2,}}+ (?=[\s,;:!?)]|\Z)                            # most words, found quickly
    | (?<![^\W_]) {_LETTER}(?:\.{_LETTER})+ (?!{_ATOM}) \.?       # b.d.  p.r.n.
    | (?<![\w/]) [A-Za-z0-9]{{1,2}}/[A-Za-z0-9]{{1,2}} (?![\w/])  # c/o  2/52
    | (?<![^\W_]) {_LETTER}&{_LETTER}s? (?!{_ATOM})                 # A&E  U&Es
    | (?<![\w+]) [+]ve (?!{_ATOM})                                # +ve
    | \d+(?:[.,]\d+)+                                            # 1,000  2.5
    | {_ATOMS} (?:['’{_HYPHENS}]{_ATOMS})*+                         # don't  well-being
    """,
    re.VERBOSE,
)
_LINE: Final = re.compile(r"([^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*)(\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|\Z)")
_LIST_MARK: Final = re.compile(r"\s*+(?:(?:[*•·▪◦–—+-]|\(?\d{1,3}[.)]|\(?[A-Za-z]\)|#{1,6})\s++)++")
_ADDRESS: Final = re.compile(
    r"""(?<!\S)[(<\["'“‘]*+(
        (?:https?|ftp|mailto|tel):\S+
      | www\.\S+
      | [^\s@]+@[^\s@]+\.[^\s@]+
      | (?:[A-Za-z0-9-]+\.)+(?:uk|org|com|net|wales|cymru|scot|info|eu|io|gov|app)(?:[/?\#]\S*)?(?=[\s.,;:!?)\]>"'”’]|\Z)
    )""",
    re.VERBOSE,
)
_ADDRESS_TAIL: Final = ".,;:!?)]}>\"'”’…"
_QUOTE_MARKS: Final = re.compile("[\"“”„«»‘’']")
_END: Final = re.compile(r"(?<![.!?…])([.!?…]++)[\"”’'»)\]]*+(?=\s|\Z)")
_BEGINS_A_BIT: Final = re.compile(r"[\s(\[\"“‘']")
# "J. Smith", "Dr A. Rees", but not "vitamin D." or "So do I."
_INITIAL: Final = re.compile(r"(?:\A|[A-Z][\w.'’-]{0,20}\s)[A-HJ-Z]\Z")
# How far back and ahead of a full stop it is worth looking.
_REACH: Final = 24
# After these a full stop does not end the sentence, whatever follows.
_NEVER_ENDS: Final = word_set("dr mr mrs ms mx prof st rev hon sr jr vs e.g i.e cf approx viz eg ie dept tel ext fig")
# After these it ends the sentence only when a capital letter follows.
_SELDOM_ENDS: Final = word_set("etc no nos pt pts min mins hr hrs wk wks yr yrs tab tabs cap caps max hosp ref")
# A line shorter than this was ended on purpose; a longer one may only have been wrapped.
WRAPPED_FROM: Final = 50
_PAIRS: Final = {'"': '"', "“": "”", "„": "“”", "«": "»", "‘": "’", "'": "'"}
# These open a quotation even when nobody closed it; a lone ' or ‘ is far more often an apostrophe.
_OPEN_TO_THE_END: Final = frozenset('"“„«')


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end; `at` is where its words begin, after a list or heading mark."""

    start: int
    end: int
    at: int
    quoted: bool
    heading: bool


class Covered:
    """Stretches that belong to somebody else, in order: is this place inside one of them?"""

    __slots__ = ("_ends", "_starts", "spans")

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self.spans = tuple(merged)
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def end_at(self, place: int) -> int | None:
        """Where the stretch that holds `place` ends, or None when the place is free."""
        found = bisect_right(self._starts, place) - 1
        if found >= 0 and place < self._ends[found]:
            return self._ends[found]
        return None

    def touches(self, start: int, end: int) -> bool:
        """Whether any of `start:end` is covered."""
        found = bisect_right(self._starts, max(start, end - 1)) - 1
        return found >= 0 and self._ends[found] > start


def paragraphs(text: str) -> Iterator[tuple[Line, ...]]:
    """The lines of the text in groups, parted at empty lines. Any line end counts: `\\n`, `\\r\\n`, `\\r`."""
    held: list[Line] = []
    # The last match is always the empty line at the very end, so nothing stays held.
    for found in _LINE.finditer(text):
        start, end = found.span(1)
        said = found.group(1).strip()
        if not said:
            if held:
                yield tuple(held)
                held = []
            continue
        mark = _LIST_MARK.match(text, start, end)
        at = mark.end() if mark else start
        held.append(Line(start, end, at, quoted=said.startswith(">"), heading="#" in text[start:at]))


def addresses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where web, e-mail and telephone addresses stand; punctuation after them is left out."""
    found = []
    for match in _ADDRESS.finditer(text, start, end):
        first, last = match.span(1)
        while last > first and text[last - 1] in _ADDRESS_TAIL:
            last -= 1
        found.append((first, last))
    return found


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where somebody's words stand between quotation marks, marks included, within one paragraph.

    A mark that opens and is never closed runs to the end of the paragraph: better a hint too few than a hint on
    the person's own words. A lone apostrophe opens nothing.
    """
    marks = [match.start() for match in _QUOTE_MARKS.finditer(text, start, end)]
    never_closed: set[str] = set()
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(marks):
        at = marks[index]
        mark = text[at]
        index += 1
        if mark not in _PAIRS or mark in never_closed or not _opens(text, at, start, end):
            continue
        closing = next((i for i in range(index, len(marks)) if _closes(text, marks[i], mark, end)), None)
        if closing is not None:
            found.append((at, marks[closing] + 1))
            index = closing + 1
        elif mark in _OPEN_TO_THE_END:
            found.append((at, end))
            break
        else:
            never_closed.add(mark)
    return found


def _opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isalnum() and not unicodedata.combining(before) and not after.isspace()


def _closes(text: str, at: int, opening: str, end: int) -> bool:
    if text[at] not in _PAIRS[opening]:
        return False
    after = text[at + 1] if at + 1 < end else " "
    return opening not in "‘'" or not after.isalnum()


def not_ours(text: str, lines: Sequence[Line]) -> Covered:
    """What the aid keeps out of in one paragraph: quotations, lines begun with `>`, and addresses."""
    start, end = lines[0].start, lines[-1].end
    return Covered(
        [(line.start, line.end) for line in lines if line.quoted]
        + addresses(text, start, end)
        + quotations(text, start, end)
    )


def sentences_of(text: str, lines: Sequence[Line], covered: Covered) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph as (start, end), without white space at either end."""
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and _runs_on(text, lines[last], lines[last + 1]):
            last += 1
        yield from _sentences_between(text, lines[first].at, lines[last].end, covered)
        first = last + 1


def _runs_on(text: str, line: Line, following: Line) -> bool:
    """Whether a line end is only a wrap: the line is long, and the next one goes on in small letters."""
    if line.quoted or line.heading or following.quoted or following.at != following.start:
        return False
    written = text[line.start : line.end].rstrip()
    begins = text[following.start : following.end].lstrip()[0]
    return len(written) >= WRAPPED_FROM and written[-1] not in ":;.!?" and begins.islower()


def _sentences_between(text: str, start: int, end: int, covered: Covered) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if not _is_an_end(text, match, at, end, covered):
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, end)


def _is_an_end(text: str, match: re.Match[str], start: int, end: int, covered: Covered) -> bool:
    stops = match.group(1)
    quote_ends = covered.end_at(match.start())
    if quote_ends is not None and quote_ends > match.end():
        return False
    following = _next_letter(text, match.end(), end)
    if stops != ".":
        return not (quote_ends is not None and following.islower())
    behind = text[max(start, match.start() - _REACH) : match.start()].lstrip()
    before = _BEGINS_A_BIT.split(behind)[-1].casefold()
    if before in _NEVER_ENDS or (following.isupper() and _INITIAL.search(behind)):
        return False
    if before in _SELDOM_ENDS or ("." in before and before[0].isalpha()) or quote_ends is not None:
        return not (following.islower() or following.isdigit())
    return True


def _next_letter(text: str, at: int, end: int) -> str:
    return next((letter for letter in text[at : min(end, at + _REACH)] if letter.isalnum()), "")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def sentences(text: str) -> tuple[Piece, ...]:
    """Split a text into sentences, in order, each with its place.

    A list item, a heading and a line ended on purpose are sentences too; their marks (`-`, `1.`, `#`) are left out.
    Full stops in `e.g.`, `Dr. Rees`, `b.d.`, `2.5` and addresses end nothing, nor does one inside a quotation.
    Own method, rules only; linear in the length of the text. Raises nothing.

    >>> [piece.text for piece in sentences("Take it b.d. with food. Rest.")]
    ['Take it b.d. with food.', 'Rest.']
    """
    found = []
    for lines in paragraphs(text):
        covered = not_ours(text, lines)
        found += [Piece(start, end, text[start:end]) for start, end in sentences_of(text, lines, covered)]
    return tuple(found)


def words(text: str) -> tuple[Piece, ...]:
    """Split a text into words, in order, each with its place. Addresses are not words; numbers are.

    `don't`, `well-being`, `b.d.` and `A&E` are one word each, and a letter keeps its combining marks.
    Own method, one pass; linear in the length of the text. Raises nothing.

    >>> [piece.text for piece in words("Don't rush: see www.nhs.uk.")]
    ["Don't", 'rush', 'see']
    """
    away = Covered(addresses(text, 0, len(text)))
    return tuple(
        Piece(match.start(), match.end(), match.group())
        for match in WORD.finditer(text)
        if not away.touches(match.start(), match.end())
    )


def plain_form(word: str) -> str:
    """How a written word is looked up: one form of each accent and apostrophe, nothing invisible, no last dot, no ’s.

    >>> plain_form("DNA’d"), plain_form("Parkinson’s")
    ("DNA'd", 'Parkinson')
    """
    if not word.isascii():
        kept = unicodedata.normalize("NFC", word).replace("’", "'")
        word = "".join(letter for letter in kept if letter not in _JOINERS)
    return word.rstrip(".").removesuffix("'s")
