"""What somebody sees who writes to a person in pain: hints where they help, and quiet where they would not."""

import pytest

from alongside.language import Hint, Kind, check


def found(text: str) -> list[tuple[str, str]]:
    return [(hint.kind.value, hint.found) for hint in check(text)]


def only(text: str) -> Hint:
    hints = check(text)
    assert len(hints) == 1, hints
    return hints[0]


def test_a_hint_says_where_what_why_and_what_instead() -> None:
    text = "He denies any pain."
    hint = only(text)
    assert text[hint.start : hint.end] == hint.found == "denies any pain"
    assert hint.kind is Kind.STIGMATISING
    assert hint.why.endswith(".")
    assert hint.alternatives[0] == "says"
    assert hint.sources == ("CF",)
    assert hint.about == "denies"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("You have acute pain.", "misleading", "acute"),
        ("Your pain is Chronic.", "misleading", "Chronic"),
        ("It is wear and tear.", "misleading", "wear and tear"),
        ("There are chronic degenerative changes here.", "misleading", "chronic degenerative changes"),
        ("It is non-specific back pain.", "misleading", "non-specific"),
        ("You may feel paraesthesia.", "misleading", "paraesthesia"),
        ("You have a trapped nerve.", "misleading", "trapped nerve"),
        ("You have prolapsed discs.", "misleading", "prolapsed discs"),
        ("This is about managing your pain.", "discouraging", "managing your pain"),
        ("It is all in your head.", "misleading", "all in your head"),
        ("It is bone-on-bone.", "misleading", "bone-on-bone"),
        ("There is nothing wrong with you.", "discouraging", "nothing wrong with you"),
        ("Your scan was normal.", "discouraging", "scan was normal"),
        ("You have to live with it.", "discouraging", "have to live with it"),
        ("You have the back of an 80-year-old.", "discouraging", "back of an 80-year-old"),
        ("She is non compliant.", "stigmatising", "non compliant"),
        ("He refused.", "stigmatising", "refused"),
        ("She complains of pain.", "stigmatising", "complains of"),
        ("The patient’s presenting complaint is pain.", "stigmatising", "presenting complaint"),
        ("She failed conservative treatment.", "stigmatising", "failed conservative treatment"),
        ("We took a history.", "jargon", "took a history"),
        ("A difficult patient.", "stigmatising", "difficult patient"),
        ("A frequent flyer.", "stigmatising", "frequent flyer"),
        ("He DNA'd twice.", "stigmatising", "DNA'd"),
        ("He DNA’d twice.", "stigmatising", "DNA’d"),
        ("She is suffering from low mood.", "stigmatising", "suffering from"),
        ("He is a schizophrenic.", "stigmatising", "schizophrenic"),
        ("He committed suicide.", "stigmatising", "committed suicide"),
        ("Catastrophising was seen.", "stigmatising", "Catastrophising"),
        ("Try to lose weight.", "discouraging", "to lose weight"),
        ("Here are painkillers.", "misleading", "painkillers"),
        ("You can expect discharge soon.", "discouraging", "discharge"),
        ("The pain is bilateral.", "jargon", "bilateral"),
        ("We will titrate it.", "jargon", "titrate"),
        ("We will refer on.", "jargon", "refer on"),
        ("Take it PRN.", "abbreviation", "PRN"),
        ("Take it b.d. with food.", "abbreviation", "b.d."),
        ("Ask about CBT.", "abbreviation", "CBT"),
        ("Come for 2/52.", "abbreviation", "for 2/52"),
        ("The test came +ve today.", "abbreviation", "+ve"),
    ],
)
def test_words_that_mislead_hurt_or_puzzle_are_pointed_out(text: str, kind: str, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "You came to the acute hospital.",
        "There is a discharge from the wound.",
        "Tell us about any vaginal discharge.",
        "Crohn's disease and Graves’ disease run in her family.",
        "Your results of normal life are your own; a normal day is fine.",
        "We found no damage.",
        "She was denied help by the council.",
        "He claims PIP for his back.",
        "A breathing exercise may help.",
        "You have the right to refuse treatment.",
        "Join the pain management programme.",
        "It is difficult to walk some days.",
        "It is my act of will, and you can act on it.",
        "We are worried about you, and you are tired.",
        "You were seen by Dr Rees.",
        "It is not that we do not care; it is late.",
        "Use 5% lidocaine gel.",
        "It helps 30 out of 100 people, that is 30%.",
        "It works 100% of the time, he says.",
        "The NHS and your GP know.",
        "King Henry VIII waits.",
        "MEDICINES AND REST",
        "Bring tea 🎉 and come as you are 😀.",
    ],
)
def test_everyday_sentences_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'She told us: "I am a chronic mess, I can\'t cope with the pain".',
        "She told us: “I am a chronic mess”.",
        "She told us: ‘I’m a chronic mess, and DNA’d’.",
        "She told us: 'I am a chronic mess'.",
        "She told us: «I am a chronic mess».",
        "She told us: „I am a chronic mess“.",
        "> I am a chronic mess\n> and acute as well",
        "She wrote: “I am a chronic mess\nand it is all acute",
    ],
)
def test_the_persons_own_words_in_quotation_marks_are_never_hinted(text: str) -> None:
    assert found(text) == []


def test_an_apostrophe_opens_no_quotation() -> None:
    assert found("'Twas the patients' chronic pain.") == [("misleading", "chronic")]
    assert found('‘Til Friday it is chronic. The 6" scar is chronic.') == [("misleading", "chronic")] * 2
    assert found("Rock ' roll is chronic. 'Til Friday, 'til Monday.") == [("misleading", "chronic")]


def test_the_person_s_long_sentence_is_not_counted_against_the_writer() -> None:
    theirs = " ".join(["pain"] * 40)
    assert found(f"You said: “{theirs}”.") == []


@pytest.mark.parametrize(
    "text",
    ["See https://x.example/acute-chronic.", "Mail denies@example.org today.", "See acute.example.org/denies, please."],
)
def test_addresses_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_phrase_does_not_run_across_a_quotation_or_an_address() -> None:
    assert found("It is wear “x” and tear.") == []
    assert found("It is wear www.example.org and tear.") == []


def test_welsh_is_left_alone() -> None:
    text = (
        "Rwy'n gobeithio y bydd hyn yn eich helpu ac mae eich poen yn real. Mae'r GIG yma i chi ac mae'r CMHT yn gallu "
        "siarad gyda chi am beth sydd yn eich poeni chi ar hyn o bryd ac am beth sydd wedi bod yn anodd iawn."
    )
    assert found(text) == []


def test_a_welsh_word_in_an_english_sentence_stops_nothing() -> None:
    assert found("Diolch, the pain is chronic.") == [("misleading", "chronic")]


def test_a_long_sentence_is_marked_from_end_to_end() -> None:
    sentence = " ".join(["word"] * 21) + "."
    text = f"Short one. {sentence}"
    hint = only(text)
    assert (hint.kind, hint.found) == (Kind.LONG_SENTENCE, sentence)
    assert found(" ".join(["word"] * 20) + ".") == []


def test_list_items_are_not_one_long_sentence() -> None:
    assert found("You may bring:\n" + "\n".join(["- something warm to wear"] * 10)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You were told to rest.", "were told"),
        ("It will be carefully looked at.", "be carefully looked"),
        ("It has been decided.", "been decided"),
        ("It wasn't explained.", "wasn't explained"),
    ],
)
def test_a_sentence_that_hides_who_does_it_is_pointed_out(text: str, words: str) -> None:
    assert found(text) == [("passive", words)]


def test_one_hidden_doer_a_sentence_is_enough() -> None:
    assert found("You were told and it was decided.") == [("passive", "were told")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is not uncommon to feel sick.", "not uncommon"),
        ("You cannot not go.", "cannot not"),
        ("Don't stop taking it unless we say so.", "Don't stop taking it unless"),
        ("We never work without asking.", "never work without"),
    ],
)
def test_two_negatives_in_one_breath_are_pointed_out(text: str, words: str) -> None:
    assert found(text) == [("double_negative", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Do not rest, not now.",
        "It is not that we never ask.",
        "You do not sleep and do not eat.",
        "Not now. Do not rest",
    ],
)
def test_two_negatives_apart_are_left_alone(text: str) -> None:
    assert "double_negative" not in dict(found(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You MUST NOT stop.", "MUST NOT"),
        ("Please do NOT stop.", "NOT"),
        ("Read it CAREFULLY 2 TIMES today.", "CAREFULLY 2 TIMES"),
        ("READ THIS CAREFULLY BEFORE TAKING YOUR CBT HOME.", "READ THIS CAREFULLY BEFORE TAKING YOUR CBT HOME"),
    ],
)
def test_capitals_that_feel_like_shouting_are_pointed_out(text: str, words: str) -> None:
    assert found(text) == [("shouting", words)]


def test_short_forms_side_by_side_are_not_shouting() -> None:
    assert "shouting" not in dict(found("Your GP and the NHS, BBC, COVID 19 and UK WIFI TEAM."))


@pytest.mark.parametrize(
    ("text", "words", "instead"),
    [
        ("It helps 30% of people.", "30%", "30 out of 100"),
        ("It helps 30 per cent of people.", "30 per cent", "30 out of 100"),
        ("It harms 0.5 % of people.", "0.5 %", "5 out of 1,000"),
        ("It helped (12%).", "12%", "12 out of 100"),
    ],
)
def test_a_percentage_is_shown_as_people_too(text: str, words: str, instead: str) -> None:
    hint = only(text)
    assert (hint.kind, hint.found, hint.alternatives) == (Kind.NUMBER_WITHOUT_DENOMINATOR, words, (instead,))


def test_a_quoted_percentage_is_left_alone() -> None:
    assert found("You said “it is 30% better” and 5% worse.") == [("number_without_denominator", "5%")]


def test_a_chance_without_figures_is_pointed_out_and_with_figures_is_not() -> None:
    assert found("It doubles the risk of falls.") == [("number_without_denominator", "doubles the risk")]
    assert found("It doubles the risk, from 1 out of 100 to 2 out of 100.") == []


def test_a_short_form_is_fine_where_its_paragraph_explains_it() -> None:
    assert found("The MDT (your whole team) meets. Ask the MDT.") == []
    assert found("Ask the crisis and home team (CHT). The CHT is kind.") == []
    assert found("The MDT (your whole team) meets.\n\nAsk the MDT.") == [("abbreviation", "MDT")]


def test_a_short_form_nobody_listed_is_pointed_out() -> None:
    hint = only("Ring the QZX today.")
    assert (hint.kind, hint.about, hint.found) == (Kind.ABBREVIATION, "short_form", "QZX")
    assert found("Ring the WXZQs and PLAN it.") == [("abbreviation", "WXZQs")]


def test_short_forms_inside_shouting_are_not_hinted_twice() -> None:
    assert [kind for kind, _ in found("PLEASE RING THE CMHT OR QZX TODAY!")] == ["shouting"]


def test_a_term_explained_nearby_does_not_silence_other_words() -> None:
    assert found("It is bilateral (on both sides).") == [("jargon", "bilateral")]


def test_hints_come_in_the_order_of_the_text() -> None:
    hints = check("It is chronic. You were told. Take it PRN. He denies it.")
    assert [hint.found for hint in hints] == ["chronic", "were told", "PRN", "denies"]


def test_places_are_right_after_marks_emoji_and_windows_line_ends() -> None:
    text = "Cafe\u0301 🎉👩‍👩‍👧 first.\r\n\r\nThe pain is chro\u00adnic, e\u0301 acute.\r\n"
    hints = check(text)
    assert (
        [text[hint.start : hint.end] for hint in hints] == [hint.found for hint in hints] == ["chro\u00adnic", "acute"]
    )


def test_nothing_written_gives_no_hints() -> None:
    assert check("") == ()
    assert check("…  — 🎉 \n > \n") == ()
