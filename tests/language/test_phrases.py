"""Phrases of a word list are found by their words, the longest first."""

import pytest

from alongside.language.phrases import MOST_SPELLINGS, BadPattern, Finder, spellings, tokens_between


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        ("acute", ("acute",)),
        ("acute(ly)", ("acute", "acutely")),
        ("titrat(e|ing)", ("titrate", "titrating")),
        ("(|very |quite )rare", ("rare", "very rare", "quite rare")),
        ("a (b|c) d(s)", ("a b d", "a b ds", "a c d", "a c ds")),
    ],
)
def test_a_pattern_is_spelled_out(pattern: str, ways: tuple[str, ...]) -> None:
    assert spellings(pattern) == ways


@pytest.mark.parametrize("pattern", ["a(b", "a)b", "a(b(c))", "(a|b|c|d|e|f|g)" * 4])
def test_a_pattern_that_cannot_be_read_says_so(pattern: str) -> None:
    with pytest.raises(BadPattern, match=rf"do not pair|more than {MOST_SPELLINGS}"):
        spellings(pattern)


def finder(*phrases: str) -> Finder[str]:
    made: Finder[str] = Finder()
    for phrase in phrases:
        assert made.add(phrase, phrase) is None
    return made


def matches(made: Finder[str], text: str) -> list[str]:
    return [match.found for match in made.find(tokens_between(text, 0, len(text)))]


def test_the_longest_phrase_wins() -> None:
    made = finder("acute", "acute on chronic", "chronic")
    assert matches(made, "Acute, acute on chronic, acute on, chronic") == [
        "acute",
        "acute on chronic",
        "acute",
        "chronic",
    ]


def test_capitals_in_a_phrase_are_meant() -> None:
    made = finder("ACT", "act now", "act up", "ACT UP")
    assert matches(made, "ACT act now ACT UP Act up") == ["ACT", "act now", "ACT UP", "act up"]


def test_a_possessive_is_found_by_its_word_and_the_other_way_round() -> None:
    made = finder("addict", "parkinson's disease", "carers day")
    assert matches(made, "the addict’s dog, Parkinson disease, carers' day") == [
        "addict",
        "parkinson's disease",
        "carers day",
    ]


def test_a_phrase_said_twice_gives_back_what_stood_there() -> None:
    made = finder("acute")
    assert made.add("Acute".lower(), "other") == "acute"


@pytest.mark.parametrize("phrase", ["", "…", "a, b", "a/bcd"])
def test_a_phrase_that_could_never_be_found_is_refused(phrase: str) -> None:
    with pytest.raises(BadPattern):
        finder(phrase)
