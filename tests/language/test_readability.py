"""How easy a text is, for its author: a band in words, honest about short texts and about disagreement."""

import dataclasses

import pyphen
import pytest

from alongside.language import Band, Readability, TooShort, reading_ease, standard_words
from alongside.language.readability import automated_readability, flesch_kincaid, syllables

EASY = "We will ring you on Monday to hear how you are. You can tell us what helps and what does not. " * 6
MIDDLE = (
    "Your appointment has been moved to Thursday because the treatment room needs repairs. Please tell us before then "
    "if the other building is hard for you to reach. We can arrange transport, and somebody from reception can meet you "
    "at the entrance. "
) * 4
HARD = (
    "Multidisciplinary rehabilitation programmes incorporating psychological interventions demonstrate considerable "
    "improvements in functional capability, notwithstanding heterogeneous participant characteristics and methodological "
    "limitations identified throughout contemporary systematic investigations of musculoskeletal rehabilitation. "
) * 5


def band(text: str) -> Band:
    found = reading_ease(text)
    assert isinstance(found, Readability)
    return found.band


@pytest.mark.parametrize(
    ("text", "expected"), [(EASY, Band.EASY), (MIDDLE, Band.SOME_STRUGGLE), (HARD, Band.MANY_STRUGGLE)]
)
def test_a_text_falls_into_the_band_a_reader_would_expect(text: str, expected: Band) -> None:
    assert band(text) is expected


def test_the_answer_is_a_sentence_without_age_or_figure() -> None:
    found = reading_ease(EASY)
    assert isinstance(found, Readability)
    assert found.sentence == "Most people will find this easy to read."
    assert not {"age", "grade", "score"} & {field.name for field in dataclasses.fields(found)}


def test_two_ways_that_disagree_are_said_to_disagree() -> None:
    found = reading_ease("Straight through strengths stretched, brought, thought, caught strange straps. " * 12)
    assert isinstance(found, Readability)
    assert not found.sure
    assert found.sentence.endswith("so ask a reader.")


def test_a_short_text_gets_no_guess() -> None:
    found = reading_ease("We will ring you on Monday. " * 16)
    assert isinstance(found, TooShort)
    assert (found.words, found.needed) == (96, 100)
    assert isinstance(reading_ease("We will ring you on Monday. " * 17), Readability)


def test_list_items_headings_addresses_and_welsh_do_not_count() -> None:
    clutter = (
        "# Your visit\n\n- Bring tea\n- Rest\n\nwww.example.org/"
        + "a" * 200
        + "\n\nMae eich poen yn real ac mae hyn yn anodd.\n\n"
    )
    with_clutter, without = reading_ease(clutter * 9 + EASY), reading_ease(EASY)
    assert with_clutter == without


def test_the_sentences_can_be_said_in_other_words() -> None:
    ours = dataclasses.replace(standard_words(), too_short="Rhy fyr.")
    found = reading_ease("Helo", words_of=ours)
    assert isinstance(found, TooShort)
    assert found.sentence == "Rhy fyr."


def test_the_two_formulas_give_their_published_values() -> None:
    # Each worked by hand from the published coefficients: 4.71, 0.5, 21.43 and 0.39, 11.8, 15.59.
    assert automated_readability(letters=420, words=100, sentences=8) == pytest.approx(4.602)
    assert flesch_kincaid(syllables=140, words=100, sentences=8) == pytest.approx(5.805)


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("pain", 1),
        ("any", 2),
        ("table", 2),
        ("people", 2),
        ("walked", 1),
        ("wanted", 2),
        ("times", 1),
        ("wishes", 2),
        ("scales", 1),
    ]
    + [
        ("every", 3),
        ("medicine", 3),
        ("hospital", 3),
        ("family", 3),
        ("anxiety", 3),
        ("brr", 1),
        ("20", 1),
        ("Appointment", 3),
    ],
)
def test_syllables_are_about_those_one_hears(word: str, many: int) -> None:
    assert syllables(word) == many


def test_an_endless_word_is_not_taken_apart() -> None:
    assert syllables("a" * 90) == 31


# Everyday words and how many syllables one hears, counted aloud.
HEARD = dict(
    zip(
        "idea area physiotherapist medicine table little walked wanted people pain persistent appointment every about again any "
        "only very over after able being body money easy many using open doctor nurse hospital family because together "
        "understand anxiety depression exercise story simple carer information into other away ago eye create science quiet "
        "diary needed used make something bodies even also evening recently referral".split(),
        [3, 3, 6, 3, 2, 2, 1, 2, 2, 1, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 3, 3, 2, 3]
        + [3, 4, 3, 3, 2, 2, 2, 4, 2, 2, 2, 2, 1, 2, 2, 2, 3, 2, 1, 1, 2, 2, 2, 2, 2, 3, 3],
        strict=True,
    )
)


def test_the_two_counts_together_miss_few_syllables_where_hyphenation_alone_misses_a_quarter() -> None:
    heard = sum(HEARD.values())
    hyphens = pyphen.Pyphen(lang="en_GB")
    assert sum(len(hyphens.positions(word)) + 1 for word in HEARD) < 0.8 * heard
    assert abs(sum(map(syllables, HEARD)) - heard) < 0.05 * heard
