"""The words of the content: ours, plain, kind. Each test reads every sentence as somebody in pain would."""

import re
from pathlib import Path

import pytest

from alongside.principles import catalogue, crisis

from .own_words import copied_runs, plain_words, source_hashes
from .reading import average, longest, reading_grade, texts_in

SET = catalogue.principle_set("both-2019")
ALL = [
    *(text for text in texts_in(SET) if text != SET.source.title),
    *texts_in(catalogue.moments()),
    *texts_in(crisis.crisis_routes()),
]
PERSON = [
    *(practice.for_person for practice in SET.practices),
    *(practice.i_statement for practice in SET.practices),
    *(entry.for_person for entry in catalogue.moments()),
    *(principle.plain for principle in SET.principles),
]
CRISIS = [text for route in crisis.crisis_routes().routes for text in (route.when, route.how, *route.notes)] + [
    crisis.crisis_routes().back_signs.what_to_do,
    crisis.crisis_routes().back_signs.caution,
    *(sign.sign for sign in crisis.crisis_routes().back_signs.signs),
]
FIELDS = (
    "plain",
    "for_person",
    "for_carers",
    "for_staff",
    "for_commissioners",
    "i_statement",
    "we_statement",
    "prompt",
)

# Words that mislead or hurt in pain and mental health, or that claim what nobody knows. Word starts, case ignored.
NEVER = (
    "acute|chronic|recurren|wear and tear|degenerat|arthriti|instabilit|weakness|non-specific|neurolog|"
    "paraesthe|trapped|slipped|prolaps|bulging|managing your|manage your|coping|cope with|psychological|"
    "all in your head|in your head|exercis|bone on bone|damag|tear|disease|nothing wrong|normal scan|"
    "live with it|non-complian|non-adheren|refus|denies|complain|presenting|failed|failure|poorly|"
    "send home|take a history|difficult|frequent|heartsink|drug-seeking|did not attend|suffer|victim|"
    "depressive|schizophrenic|addict|committed|manipulat|attention-seeking|acting out|catastroph|"
    "fear-avoid|kinesio|somatis|lose weight|pain ?killer|discharg|caus|cure|service user|patients?|"
    "compliance|burden|empower|journeyed|holistic|stakeholder|pathway"
)


def test_no_run_of_eight_words_is_taken_from_the_source():
    source = source_hashes()
    assert {run for text in ALL for run in copied_runs(text, source)} == set()


def test_the_guard_against_copying_would_see_a_copy():
    """The title in the citation is the one thing that does stand in the source."""
    source = source_hashes()
    assert len(source) > 3000
    assert copied_runs(SET.source.title, source)
    assert not copied_runs("one two three four five six seven eight nine", source)


def test_pages_and_their_description_take_nothing_from_the_source_either():
    root = Path(catalogue.__file__).parents[2]
    files = [*root.glob("alongside/web/templates/visitor/**/*.html"), root / "docs/reference/principles.md"]
    source = source_hashes()
    for file in files:
        text = file.read_text(encoding="utf-8").replace(SET.source.title, "")
        assert copied_runs(text, source) == [], file.name


@pytest.mark.parametrize("text", PERSON + CRISIS)
def test_no_sentence_to_a_person_is_longer_than_twenty_five_words(text):
    assert longest(text) <= 25


def test_sentences_to_a_person_are_short_on_the_whole():
    assert average(PERSON) <= 14
    assert average(CRISIS) <= 14


@pytest.mark.parametrize("field", ["plain", "for_carers", "for_staff", "for_commissioners", "prompt"])
def test_sentences_to_everybody_else_are_short_too(field):
    texts = [getattr(practice, field) for practice in SET.practices]
    assert average(texts) <= 16
    assert max(longest(text) for text in texts) <= 28


def test_what_is_written_to_people_and_carers_needs_a_reading_age_of_no_more_than_eleven():
    assert reading_grade(PERSON) + 5 <= 11
    assert reading_grade(CRISIS) + 5 <= 11
    assert reading_grade([practice.for_carers for practice in SET.practices]) + 5 <= 11
    assert reading_grade([practice.for_staff for practice in SET.practices]) + 5 <= 14
    assert reading_grade([practice.for_commissioners for practice in SET.practices]) + 5 <= 14


def test_no_word_that_misleads_or_hurts_is_used():
    found = {match.group() for text in ALL for match in re.finditer(rf"\b(?:{NEVER})\w*", text, re.IGNORECASE)}
    assert found == set()


def test_no_two_practices_share_a_run_of_seven_words():
    seen: dict[str, str] = {}
    for practice in SET.practices:
        for field in FIELDS:
            words = plain_words(getattr(practice, field))
            for start in range(len(words) - 6):
                run = " ".join(words[start : start + 7])
                assert seen.setdefault(run, practice.id) == practice.id, run


def test_prompts_are_open_questions_or_something_to_try():
    for practice in SET.practices:
        assert practice.prompt.endswith("?") or re.search(r"\b(Find|Name|Take|Pick)\b", practice.prompt), practice.id


def test_nothing_promises_that_all_is_well():
    clear = r"\b(all clear|nothing to worry|you are safe|not serious|no need to worry|is harmless)\b"
    assert not [text for text in ALL if re.search(clear, text, re.IGNORECASE)]
    assert "does not hold everything" in crisis.crisis_routes().back_signs.caution
