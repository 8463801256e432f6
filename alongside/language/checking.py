"""Gives hints on a text that a professional or the house has written for somebody to read.

It advises: it never blocks, scores or rewrites, and it is not for a person's own story or diary.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from alongside.language.catalogue import standard_words
from alongside.language.phrases import Token, tokens_between
from alongside.language.sentence_checks import (
    double_negatives,
    has_capitals,
    has_denominator,
    is_loud,
    looks_welsh,
    passives,
    percentages,
    shouts,
)
from alongside.language.short_forms import explained_in, unknown_short_forms
from alongside.language.splitting import Covered, not_ours, paragraphs, sentences_of
from alongside.language.values import Hint, Kind
from alongside.language.wordlist import Quiet, SentenceCheck, Term, WordList


def check(text: str, *, words: WordList | None = None) -> tuple[Hint, ...]:
    """Hints on `text`, ordered by place; without `words`, by the list that comes with the house.

    Kept out of: quotations (between quotation marks, or lines begun with `>`), addresses, sentences in Welsh, and
    short forms that their own paragraph explains. Hints of a paragraph depend on that paragraph alone. Offsets are
    Python string indices into `text` as given, whatever its line ends or combining marks. Time is linear in the
    length of the text. Raises nothing for any string; a broken word list raises `WordsRefused` when it is loaded.

    Method: phrase look-up by words, and the sentence checks of `sentence_checks`; see docs/reference/writing-aid.md.

    >>> [(hint.found, hint.alternatives[0]) for hint in check("She denies it.")]
    [('denies', 'says')]
    """
    words = words or standard_words()
    hints: list[Hint] = []
    for lines in paragraphs(text):
        covered = not_ours(text, lines)
        explained = explained_in(text, lines[0].start, lines[-1].end)
        for start, end in sentences_of(text, lines, covered):
            hints += _sentence(text, start, end, covered, explained, words)
    return tuple(sorted(hints, key=attrgetter("start", "end", "kind", "about")))


def _sentence(
    text: str, start: int, end: int, covered: Covered, explained: frozenset[str], words: WordList
) -> Iterator[Hint]:
    tokens = _own_tokens(text, start, end, covered)
    if not tokens or looks_welsh(tokens):
        return
    capitals = has_capitals(tokens)
    loud = capitals and is_loud(tokens)
    taken: set[int] = set()
    for match in words.finder.find(tokens):
        taken.update(range(match.first, match.last))
        term = match.found
        if isinstance(term, Quiet):
            continue
        if term.kind is Kind.ABBREVIATION and (loud or tokens[match.first].folded in explained):
            continue
        if term.kind is Kind.NUMBER_WITHOUT_DENOMINATOR and has_denominator(text[start:end]):
            continue
        yield _hint(text, tokens[match.first].start, tokens[match.last - 1].end, term)
    checks = words.checks
    if capitals and not loud:
        free = [token for index, token in enumerate(tokens) if index not in taken]
        for token in unknown_short_forms(free, words.well_known):
            if token.folded not in explained:
                yield _hint(text, token.start, token.end, checks["short_form"])
    if sum(token.opens for token in tokens) > checks["long_sentence"].over:
        yield _hint(text, start, end, checks["long_sentence"])
    places = {
        "passive": passives(tokens),
        "double_negative": double_negatives(tokens, checks["double_negative"].listed),
    }
    if capitals:
        emphasised = checks["shouting"].listed
        places["shouting"] = shouts(text[start:end], tokens, emphasised, words.short_forms_known)
    for name, found in places.items():
        for first, last in found:
            yield _hint(text, tokens[first].start, tokens[last].end, checks[name])
    for share in percentages(text, start, end, checks["percentage"].listed):
        if not covered.touches(share.start, share.end):
            yield _hint(text, share.start, share.end, checks["percentage"], first=share.as_people)


def _own_tokens(text: str, start: int, end: int, covered: Covered) -> list[Token]:
    """The tokens that are the writer's own; one that follows a quotation or an address stands apart from it."""
    tokens = tokens_between(text, start, end)
    if not covered.touches(start, end):
        return tokens
    own = []
    dropped = False
    for token in tokens:
        if covered.touches(token.start, token.end):
            dropped = True
        else:
            own.append(token._replace(joined=False) if dropped else token)
            dropped = False
    return own


def _hint(text: str, start: int, end: int, about: Term | SentenceCheck, first: str = "") -> Hint:
    return Hint(
        start=start,
        end=end,
        kind=about.kind,
        about=about.id,
        found=text[start:end],
        why=about.why,
        alternatives=(first, *about.alternatives) if first else about.alternatives,
        sources=about.sources,
    )
