"""Typed, dictated and pasted words are made plain without changing one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.refusal import Refused
from alongside.core.typed import (
    LONG_PARAGRAPH,
    has_long_paragraph,
    in_shorter_paragraphs,
    lines_of,
    one_line,
    plain,
    within,
)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\u2028b\u2029c\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("non\u00a0breaking\u2003space\tand\u202ftab", "non breaking space and tab"),
        ("zero\u200bwidth\ufeff \u00adsoft\x07bell\x00", "zerowidth softbell"),
        ("abc\u202edef\u2066ghi", "abcdefghi"),
        ("cafe\u0301", "café"),
        ("  indented  \nline  ", "  indented\nline"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("\n\n  \n", ""),
        ("👩‍👧 stays whole", "👩‍👧 stays whole"),
    ],
)
def test_odd_marks_go_and_words_stay(pasted: str, kept: str) -> None:
    assert plain(pasted) == kept


@given(st.text())
def test_made_plain_twice_is_made_plain_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert "\r" not in plain(text)


def test_words_that_do_not_fit_are_refused_and_never_cut_off() -> None:
    assert within("  as it is ", 8) == "as it is"
    with pytest.raises(Refused) as refused:
        within("as it is", 7)
    assert str(refused.value.refusal) == "This is 1 letter longer than fits here."


def test_one_line_is_one_line() -> None:
    assert one_line(" a\r\n b \t c ") == "a b c"


def test_each_line_is_one_thing_and_bullets_go() -> None:
    assert lines_of("- one\n\n • two\n* three\nfour - five\n-six\n –\u0020seven") == (
        "one",
        "two",
        "three",
        "four - five",
        "-six",
        "seven",
    )


WALL = " ".join(f"Sentence number {n} is about the stairs and the winter." for n in range(60))


def test_a_wall_of_sentences_can_be_split_and_keeps_every_word() -> None:
    assert has_long_paragraph(WALL)
    split = in_shorter_paragraphs(WALL)
    assert split.split() == WALL.split()
    assert max(map(len, split.split("\n"))) < LONG_PARAGRAPH
    assert not has_long_paragraph(split)


def test_what_has_no_sentence_ends_is_not_offered_and_not_touched() -> None:
    wall = "and then " * 400
    assert not has_long_paragraph(wall)
    assert in_shorter_paragraphs(wall).split() == wall.split()


def test_short_paragraphs_are_left_alone() -> None:
    text = "One. Two.\n\nThree. Four."
    assert in_shorter_paragraphs(text) == text
    assert not has_long_paragraph(text)


@given(st.text(alphabet="aB.!? \n’”", max_size=3000))
def test_splitting_never_loses_a_word(text: str) -> None:
    assert in_shorter_paragraphs(text).split() == text.split()
