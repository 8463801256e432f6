"""The checks that look at a sentence as a whole: length, voice, negatives, capitals and percentages.

They find places; what is said about a place stands in the word list. Grammar is English only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from alongside.language.phrases import Token
from alongside.language.splitting import word_set

_BE: Final = word_set("am is are was were be been being isn't aren't wasn't weren't")
_BETWEEN: Final = word_set("not also then now still already just never always often first later since being been")
_DONE: Final = word_set(
    "given told seen taken made done sent shown held found felt thought written chosen kept brought begun paid said "
    "heard led met understood drawn withdrawn stopped spoken bought caught taught sought lost broken hidden"
)
# These say how somebody or something is, not what was done to them.
_HOW_IT_IS: Final = word_set(
    "tired worried pleased interested concerned scared frightened bored excited married divorced separated relaxed "
    "stressed depressed annoyed confused exhausted surprised ashamed limited related supposed used based involved "
    "needed allowed delighted disappointed embarrassed experienced qualified trained registered retired skilled "
    "gifted advanced determined engaged employed unemployed overwhelmed frustrated isolated attached closed indeed "
    "detailed complicated mixed crowded located dedicated committed prepared satisfied sacred naked wicked hundred"
)
_ADVERB: Final = re.compile(r"[a-z]{2,}ly")
_LOOK_AHEAD: Final = 3

_NOT: Final = word_set("not never cannot")
_TURNS_ROUND: Final = word_set("unless without")
_NEW_THOUGHT: Final = word_set("and or but nor so because why if when that which who until while only")
_NEGATIVE_REACH: Final = 3
_TURN_REACH: Final = 6

_LOUD_FROM: Final = 4
_HEADING_UP_TO: Final = 8
_ENDS: Final = frozenset(".!?…")

_PERCENT: Final = re.compile(r"(?<![\d.,])(\d{1,3})(?:\.(\d))?\s?(?:%|per\s?cent\b)(?:\s([^\W\d_]+))?", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\bout\s+of\b|\bin\s+(?:every\s+|each\s+)?(?:10{1,5}|10?,000|100,000)\b", re.IGNORECASE)

# Small Welsh words that are no English words; three in ten of them make a sentence Welsh.
_WELSH: Final = word_set(
    "yn yr mae ac ar gyda gan eich fy ein eu ei ddim wedi bod oedd roedd fod ni chi nhw hwn hyn dyma beth sut pan "
    "neu hefyd iawn mwy bydd rydym rydych rwy rwyf ydych ydw yw dw wrth cael gael wneud gallwch gallu heb dros rhwng "
    "i'r i'w o'r a'r y'r poen cefn meddwl iechyd"
)
_WELSH_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage in a text and the same as people, such as “14 out of 100”."""

    start: int
    end: int
    as_people: str


def looks_welsh(tokens: Sequence[Token]) -> bool:
    """Whether at least three in ten words are small Welsh words that English does not have."""
    return sum(token.folded in _WELSH for token in tokens) >= max(2, _WELSH_SHARE * len(tokens))


def is_loud(tokens: Sequence[Token]) -> bool:
    """Whether most of a sentence is in capitals, so that a word in capitals says nothing about itself."""
    letters = [token for token in tokens if token.form.isalpha() and len(token.form) > 1]
    return len(letters) > 1 and sum(token.form.isupper() for token in letters) * 2 > len(letters)


def passives(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The first place, if any, where something is done and nobody is said to do it (“you were told”).

    Kept quiet: states (“you are worried”) and doers that are named (“seen by Dr Rees”).
    """
    for first, token in enumerate(tokens):
        if token.folded not in _BE:
            continue
        last = first + 1
        while last < len(tokens) and last - first < _LOOK_AHEAD and _may_stand_between(tokens[last]):
            last += 1
        if last == len(tokens) or not _is_done(tokens[last]) or not _joined(tokens, first, last):
            continue
        if any(after.folded == "by" for after in tokens[last + 1 : last + 1 + _LOOK_AHEAD]):
            continue
        yield first, last
        return


def _may_stand_between(token: Token) -> bool:
    return token.folded in _BETWEEN or bool(_ADVERB.fullmatch(token.folded))


def _is_done(token: Token) -> bool:
    word = token.folded
    return word in _DONE or (word.endswith("ed") and len(word) > 4 and word not in _HOW_IT_IS and word.isalpha())


def _joined(tokens: Sequence[Token], first: int, last: int) -> bool:
    return all(token.joined for token in tokens[first + 1 : last + 1])


def double_negatives(tokens: Sequence[Token], un_words: Collection[str]) -> Iterator[tuple[int, int]]:
    """Places where one “not” meets another: “not uncommon”, “cannot not”, “do not stop unless”."""
    last = -1
    for at in [index for index, token in enumerate(tokens) if _says_not(token)]:
        end = _second_negative(tokens, at, un_words) if at > last else None
        if end is not None:
            yield at, end
            last = end


def _says_not(token: Token) -> bool:
    return token.folded in _NOT or token.folded.endswith("n't")


def _second_negative(tokens: Sequence[Token], first: int, un_words: Collection[str]) -> int | None:
    for index in range(first + 1, min(len(tokens), first + 1 + _TURN_REACH)):
        token = tokens[index]
        if not token.joined:
            return None
        if token.folded in _TURNS_ROUND:
            return index
        if token.folded in _NEW_THOUGHT:
            return None
        if index - first <= _NEGATIVE_REACH and (token.folded in un_words or _says_not(token)):
            return index
    return None


def shouts(
    sentence: str, tokens: Sequence[Token], emphasised: Collection[str], short_forms: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Runs of words in capitals that are no short forms: one emphasised word (“NOT”), or two long words or more.

    Kept quiet: a heading in capitals, that is up to eight words without a full stop.
    """
    if sentence[-1] not in _ENDS and len(tokens) <= _HEADING_UP_TO and all(_in_capitals(token) for token in tokens):
        return
    for in_capitals, run in groupby(range(len(tokens)), key=lambda index: _in_capitals(tokens[index])):
        if not in_capitals:
            continue
        loud = [
            index for index in run if tokens[index].form in emphasised or _is_long_capitals(tokens[index], short_forms)
        ]
        if len(loud) > 1 or any(tokens[index].form in emphasised for index in loud):
            yield loud[0], loud[-1]


def has_capitals(tokens: Sequence[Token]) -> bool:
    """Whether any word is written in capitals; most sentences have none, and are done quicker."""
    return any(token.form.isupper() for token in tokens)


def _in_capitals(token: Token) -> bool:
    return token.form.isupper() or token.form.isdecimal()


def _is_long_capitals(token: Token, short_forms: Collection[str]) -> bool:
    return token.form.isalpha() and len(token.form) >= _LOUD_FROM and token.form not in short_forms


def has_denominator(sentence: str) -> bool:
    """Whether a number is already told out of ten, a hundred and so on.

    >>> has_denominator("It helps 3 out of 10 people.")
    True
    """
    return _OUT_OF.search(sentence) is not None


def percentages(text: str, start: int, end: int, strengths: Collection[str]) -> Iterator[Share]:
    """Percentages that are not told as people too. Strengths of a medicine (“5% gel”) and 0 % and 100 % are left alone.

    `strengths` are the words that may follow a strength. At most one decimal is turned into people (out of 1,000).
    """
    found = [
        match
        for match in _PERCENT.finditer(text, start, end)
        if (match.group(3) or "").casefold() not in strengths
        and 0 < float(f"{match.group(1)}.{match.group(2) or 0}") < 100
    ]
    if not found or has_denominator(text[start:end]):
        return
    for match in found:
        whole, tenth = match.group(1), match.group(2)
        people = f"{int(whole + tenth)} out of 1,000" if tenth else f"{int(whole)} out of 100"
        last = match.start(3) - 1 if match.group(3) else match.end()
        yield Share(match.start(), last, people)
