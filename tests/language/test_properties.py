"""What holds for any text at all: places, order, quiet repetition, paragraphs apart, and time that grows with length."""

import itertools
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.language import Hint, check, reading_ease, sentences, standard_words, words

BITS = st.sampled_from(
    [
        "chronic",
        "acute",
        "wear and tear",
        "DNA'd",
        "PRN",
        "b.d.",
        "You were told",
        "not uncommon",
        "30%",
        "NOT",
        "MDT",
        "(MDT)",
    ]
    + [
        "(your whole team)",
        "e\u0301",
        "🎉",
        "'",
        '"',
        "“",
        "”",
        "‘",
        "’",
        ">",
        "- ",
        "# ",
        "1. ",
        ".",
        "!",
        "…",
        ",",
        " ",
        " ",
        " ",
    ]
    + [
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "\u2028",
        "\u200d",
        "\u00ad",
        "www.nhs.uk",
        "a@b.uk",
        "Dr.",
        "e.g.",
        "mae",
        "yn",
        "word",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(BITS, max_size=40).map("".join))


@given(TEXTS)
def test_every_hint_lies_where_it_says(text: str) -> None:
    for hint in check(text):
        assert 0 <= hint.start < hint.end <= len(text)
        assert text[hint.start : hint.end] == hint.found
        assert not hint.found[0].isspace()
        assert not hint.found[-1].isspace()


@given(TEXTS)
def test_hints_come_in_order_and_the_same_every_time(text: str) -> None:
    hints = check(text)
    assert list(hints) == sorted(hints)
    assert hints == check(text)
    assert len(set(hints)) == len(hints)


@given(TEXTS, TEXTS)
def test_a_paragraph_keeps_its_hints_whatever_stands_before_or_after(first: str, second: str) -> None:
    def moved(hint: Hint) -> tuple[object, ...]:
        return (hint.start + len(first) + 2, hint.end + len(first) + 2, hint.about, hint.found, hint.alternatives)

    apart = [(h.start, h.end, h.about, h.found, h.alternatives) for h in check(first)] + [
        moved(h) for h in check(second)
    ]
    together = [(h.start, h.end, h.about, h.found, h.alternatives) for h in check(f"{first}\n\n{second}")]
    assert together == apart


@given(TEXTS)
def test_words_in_quotation_marks_are_never_hinted(text: str) -> None:
    inside = "".join(letter for letter in text if letter not in "“”\r\n\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85").strip()
    whole = f"She said “{inside or 'yes'}” and left."
    assert [hint for hint in check(whole) if hint.start >= 9 and hint.end <= len(whole) - 10] == []


@given(TEXTS)
def test_sentences_and_words_lie_where_they_say_and_do_not_overlap(text: str) -> None:
    for pieces in (sentences(text), words(text)):
        assert all(text[piece.start : piece.end] == piece.text != "" for piece in pieces)
        assert all(one.end <= following.start for one, following in itertools.pairwise(pieces))


@given(TEXTS)
def test_no_word_falls_between_two_sentences(text: str) -> None:
    held = [(piece.start, piece.end) for piece in sentences(text)]
    for word in words(text):
        letters = [i for i in range(word.start, word.end) if text[i].isalpha()]
        in_mark = text[: word.start].rpartition("\n")[2].strip(" -#*+(0123456789.)") == ""
        assert in_mark or all(any(start <= i < end for start, end in held) for i in letters)


@given(TEXTS)
def test_any_text_can_be_asked_how_easy_it_is(text: str) -> None:
    assert reading_ease(text).words >= 0


@given(TEXTS, st.sampled_from(["\r\n", "\r"]))
def test_line_ends_change_places_but_not_hints(text: str, line_end: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    other = plain.replace("\n", line_end)
    assert [(h.about, h.found.replace(line_end, "\n")) for h in check(other)] == [
        (h.about, h.found) for h in check(plain)
    ]


def quickest(task: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        began = time.process_time()
        task()
        taken.append(time.process_time() - began)
    return min(taken)


EVERYDAY = 'Your scan was normal and shows degenerative changes, and she said "it hurts". It was explained to you. '


@pytest.mark.parametrize(
    "bit",
    [
        EVERYDAY,
        EVERYDAY + "\n\n",
        ".",
        ". ",
        "'a ",
        '"a ',
        "‘a ",
        "(",
        "(a b) ",
        "a.",
        "a@",
        "a-.",
        "http://",
        "5% ",
        "1,",
        "\u0301",
    ]
    + ["not ", "is ", "- ", "\n ", ">\n", "a-", "a/", "acute on ", "NOT ", "x", "!!!x", "((((a ", "# # ", "'s"],
)
def test_four_times_the_text_takes_about_four_times_as_long(bit: str) -> None:
    standard_words()
    small, large = (bit * (size // len(bit)) + "x" for size in (15_000, 60_000))
    # Quadratic time would be sixteen times; the floor keeps tiny measurements from being judged.
    assert quickest(lambda: check(large)) < 9 * max(quickest(lambda: check(small)), 0.01)
