"""An interview as text: put in one form once, cut into sentences that can be ticked, and every quote looked up in it.

It knows no table and nobody's name. Places are counted in characters of the text as it was frozen.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_SHORT = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|e\.g|i\.e)\.$")
_MONTHS = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
_POINTS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"  # e-mail
    r"|(?<!\d)(?:\+44|0)\s?\d(?:[\s-]?\d){8,9}(?!\d)"  # telephone
    r"|(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)"  # NHS number
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)"  # a day, such as a birthday
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{_MONTHS})\b(?:\s+\d{{4}})?"  # the same with the name of its month
    rf"|\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"  # postcode
    r"|\b(?:Dr|Mr|Mrs|Ms|Miss|Prof)\.?\s+[A-Z][a-z]+"  # a name with a title
    r"|https?://\S+"
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Sentence:
    """One sentence that can be ticked: from `start` up to, not including, `end`."""

    start: int
    end: int
    text: str


def in_one_form(typed: str) -> str:
    """The text to freeze. Doing it twice changes nothing, so that a place stays a place."""
    text = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    lines = [" ".join(line.split()) for line in _UNSEEN.sub("", text).split("\n")]
    return unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence in its order. A new line always starts a new one: turns of talk are lines."""
    found: list[Sentence] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in _ENDS.finditer(text, line.start(), line.end()):
            if not _SHORT.search(text, start, stop.end()):
                found.append(_cut(text, start, stop.end()))
                start = stop.end()
        if text[start : line.end()].strip():
            found.append(_cut(text, start, line.end()))
    return tuple(found)


def may_point_at(text: str) -> tuple[str, ...]:
    """Pieces that may point at somebody: addresses, numbers, days, postcodes, names with a title. Other names it cannot know."""
    return tuple(dict.fromkeys(" ".join(found.group().split()) for found in _POINTS.finditer(text)))


def pieces(text: str, ticked: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Places of the ticked sentences, by their numbers from 0; neighbours become one piece. Numbers that are not there are left out."""
    every = sentences(text)
    runs: list[list[int]] = []
    for number in sorted({one for one in ticked if 0 <= one < len(every)}):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple((every[run[0]].start, every[run[-1]].end) for run in runs)


def found_word_for_word(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in the text, or nothing. A quote that is not there is never shown as one."""
    looked_for = in_one_form(quote)
    at = text.find(looked_for) if looked_for else -1
    return None if at < 0 else (at, at + len(looked_for))


def _cut(text: str, start: int, end: int) -> Sentence:
    while text[start].isspace():
        start += 1
    return Sentence(start, end, text[start:end])
