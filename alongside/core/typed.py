"""What somebody typed, dictated or pasted, as plain text: line ends, odd spaces and invisible marks made ordinary.

It never changes a word. Splitting a long paragraph is offered, never done behind anybody's back.
"""

import re
import unicodedata

from django.utils.translation import ngettext

from alongside.core.refusal import Refusal, Refused

# Longer than this on a phone, a paragraph without a break is a wall.
LONG_PARAGRAPH = 1200
SHORT_ENOUGH = 350

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Joiners (U+200C, U+200D) stay: Persian and many emoji are spelt with them. Marks that turn writing round go.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2069\u202a-\u202e\ufeff\ufff9-\ufffb]"
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W\d_a-z])")


def plain(text: str) -> str:
    """`text` with ordinary line ends and spaces, nothing invisible, at most two empty lines in a row, no ragged edges."""
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", _ODD_SPACES.sub(" ", text))
    text = unicodedata.normalize("NFC", text)
    lines = [line.rstrip(" ") for line in text.split("\n")]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n").rstrip(" ")


def one_line(text: str) -> str:
    """`text` on one line."""
    return " ".join(plain(text).split())


def within(text: str, most: int) -> str:
    """`text` without ragged edges. Raises Refused when it is longer than `most`: words are never cut off behind anybody's back."""
    said = text.strip()
    over = len(said) - most
    if over > 0:
        sentence = ngettext(
            "This is %(over)d letter longer than fits here.", "This is %(over)d letters longer than fits here.", over
        )
        raise Refused(Refusal("typed.too-long", sentence % {"over": over}))
    return said


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text in which each line is one thing; bullets typed by hand go."""
    found = (re.sub(r"^\s*(?:[-*•–·]\s+)?", "", line).strip() for line in text.split("\n"))
    return tuple(line for line in found if line)


def has_long_paragraph(text: str) -> bool:
    """Whether some paragraph is a wall that could be split where a sentence ends."""
    return any(len(part) > LONG_PARAGRAPH and _SENTENCE_END.search(part) for part in text.split("\n"))


def in_shorter_paragraphs(text: str) -> str:
    """The same words, with long paragraphs broken where sentences end."""
    return "\n".join(_broken(part) if len(part) > LONG_PARAGRAPH else part for part in text.split("\n"))


def _broken(paragraph: str) -> str:
    pieces: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        if end.end() - start >= SHORT_ENOUGH:
            pieces.append(paragraph[start : end.end()].strip())
            start = end.end()
    pieces.append(paragraph[start:].strip())
    return "\n\n".join(piece for piece in pieces if piece)
