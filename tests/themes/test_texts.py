"""What somebody said is cut into sentences without losing a word, and no quote is made up."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.themes.texts import found_word_for_word, in_one_form, may_point_at, sentences

SAID = "Noreen: How was it?\r\nMina:  Dr. Hall listened. “It is real!” she said…  And then"


def test_sentences_are_cut_where_a_reader_would_cut_them() -> None:
    assert [one.text for one in sentences(in_one_form(SAID))] == [
        "Noreen: How was it?",
        "Mina: Dr. Hall listened.",
        "“It is real!”",
        "she said…",
        "And then",
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "3 March",
        "3rd of March 1987",
        "March 3",
        "Sept 21st, 2019",
        "12/03/1987",
        "jo@post.example",
        "07700 900123",
        "943 476 5919",
        "LS1 4AP",
        "Dr Hall",
    ],
)
def test_what_may_point_at_somebody_is_found_wherever_it_stands(piece: str) -> None:
    assert may_point_at(f"It was {piece}, I think.") == (piece,)


def test_ordinary_words_and_numbers_point_at_nobody() -> None:
    assert may_point_at("I may 3 times a day, from 9 to 5, march on. In March it was worse, 7 of 10.") == ()


def test_a_quote_is_found_word_for_word_or_not_at_all() -> None:
    text = in_one_form(SAID)
    place = found_word_for_word(" Dr. Hall  listened.", text)
    assert place is not None
    assert text[slice(*place)] == "Dr. Hall listened."
    assert found_word_for_word("Dr. Hall believed me.", text) is None
    assert found_word_for_word("  ", text) is None


@given(st.text(max_size=120) | st.text("ab.!? \n\r…\u2028", max_size=60))
def test_no_word_is_lost_and_the_form_is_settled_after_once(typed: str) -> None:
    text = in_one_form(typed)
    assert in_one_form(text) == text
    cut = sentences(text)
    assert "".join("".join(one.text.split()) for one in cut) == "".join(text.split())
    assert all(text[one.start : one.end] == one.text for one in cut)
    assert all(first.end <= then.start for first, then in pairwise(cut))
