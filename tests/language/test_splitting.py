"""Sentences and words are found where a reader would find them, with places that fit the text as it was given."""

import pytest

from alongside.language import sentences, words


def said(text: str) -> list[str]:
    return [piece.text for piece in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\t\r\n ", []),
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("Take it b.d. with food. Then rest.", ["Take it b.d. with food.", "Then rest."]),
        ("Take it b.d. Then rest.", ["Take it b.d.", "Then rest."]),
        ("See Dr. Rees or Mrs. Hill. Bring tea.", ["See Dr. Rees or Mrs. Hill.", "Bring tea."]),
        ("Bring help, e.g. Your sister. Or not.", ["Bring help, e.g. Your sister.", "Or not."]),
        (
            "A walk, a bath etc. may help. So may rest etc. Ask us.",
            ["A walk, a bath etc. may help.", "So may rest etc.", "Ask us."],
        ),
        ("It weighs 2.5 kg. Fine.", ["It weighs 2.5 kg.", "Fine."]),
        ("Room no. 5 is yours. The answer is no. Come in.", ["Room no. 5 is yours.", "The answer is no.", "Come in."]),
        ("Dr J. Smith saw you. J. Smith wrote.", ["Dr J. Smith saw you.", "J. Smith wrote."]),
        (
            "Ask about vitamin D. Take it daily. So do I. We all do.",
            ["Ask about vitamin D.", "Take it daily.", "So do I.", "We all do."],
        ),
        ("it hurts. it does not stop.", ["it hurts.", "it does not stop."]),
        ("Look at www.nhs.uk. Then ring.", ["Look at www.nhs.uk.", "Then ring."]),
        ("Well done! 🎉 Next week we talk.", ["Well done!", "🎉 Next week we talk."]),
        ("(It helps.) Try it.", ["(It helps.)", "Try it."]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_pause(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "I hurt. I am sad" and left. We rang.', ['She said "I hurt. I am sad" and left.', "We rang."]),
        ('"Stop. Now!" she said. We did.', ['"Stop. Now!" she said.', "We did."]),
        ("“I am tired.” Then she slept.", ["“I am tired.”", "Then she slept."]),
        ("“I am tired.” she said.", ["“I am tired.” she said."]),
    ],
)
def test_a_quotation_stays_in_its_sentence(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_lists_headings_and_lines_ended_on_purpose_part_sentences(line_end: str) -> None:
    text = line_end.join(
        [
            "# Your plan",
            "You need:",
            "ice packs",
            "a towel",
            "",
            "1. Rest",
            "2) Walk",
            "- Ask (us)",
            "a) Sleep",
            "Hill Road",
        ]
    )
    assert said(text) == [
        "Your plan",
        "You need:",
        "ice packs",
        "a towel",
        "Rest",
        "Walk",
        "Ask (us)",
        "Sleep",
        "Hill Road",
    ]


def test_a_line_that_was_only_wrapped_goes_on() -> None:
    text = (
        "We looked at the picture of your back together and\ntalked about what it means for you.\nShort line\nanother"
    )
    assert said(text) == [
        "We looked at the picture of your back together and\ntalked about what it means for you.",
        "Short line",
        "another",
    ]


@pytest.mark.parametrize("second", ["- and talked about it.", "> and talked about it.", "And talked about it."])
def test_a_long_line_before_a_list_a_quotation_or_a_capital_is_not_wrapped(second: str) -> None:
    assert len(said("We looked at the picture of your back together and\n" + second)) == 2


@pytest.mark.parametrize(
    "first",
    ["> We looked at the picture of your back together and", "# We looked at the picture of your back together"],
)
def test_a_heading_or_a_quoted_line_never_runs_on(first: str) -> None:
    assert len(said(first + "\ntalked about it.")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't rush: see www.nhs.uk today.", ["Don't", "rush", "see", "today"]),
        ("mail me@example.org or (https://a.example/x?y=1), now", ["mail", "or", "now"]),
        ("see example.org.uk/acute, example.com. Bye", ["see", "Bye"]),
        ("b.d. p.r.n A&E U&Es +ve c/o 2/52", ["b.d.", "p.r.n", "A&E", "U&Es", "+ve", "c/o", "2/52"]),
        ("1,000 steps, 2.5 mg, 20mg, 30%", ["1,000", "steps", "2.5", "mg", "20mg", "30"]),
        ("O’Brien’s well-being, non\u2011stop", ["O’Brien’s", "well-being", "non\u2011stop"]),
        ("cafe\u0301 ŵyneb नमस्ते", ["cafe\u0301", "ŵyneb", "नमस्ते"]),
        ("_soft_ 🎉 **bold**", ["soft", "bold"]),
        ("he/she on 1/12/2026", ["he", "she", "on", "1", "12", "2026"]),
    ],
)
def test_words_are_what_a_reader_would_call_words(text: str, expected: list[str]) -> None:
    found = words(text)
    assert [piece.text for piece in found] == expected
    assert all(text[piece.start : piece.end] == piece.text for piece in found)
