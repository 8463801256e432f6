"""The word list: whole, in order, honest about its sources, and kind by its own rules. Faults name file and term."""

import datetime
import doctest
import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import alongside.language
from alongside.language import Addition, Kind, Override, Term, WordsRefused, check, load, standard_words
from alongside.language.catalogue import STANDARD
from alongside.language.phrases import spellings
from alongside.language.wordlist import Read

# Every row of the reference table of words that are misread or harmful, one witness for each term in it.
WITNESSES = """acute|chronic|recurrent|wear and tear|degenerative|arthritis|instability|muscle weakness|non-specific
neurological involvement|paraesthesia|trapped nerve|slipped disc|prolapsed disc|bulging disc|managing your pain|coping
psychological pain|all in your head|exercise|bone on bone|chronic degenerative changes|damage|muscle tear|disease|nothing wrong
normal scan|negative scan|have to live with it|back of an 80-year-old|non-compliant|non-adherent|refuses|denies|claims that
complains of|presenting complaint|failed treatment|treatment failure|poorly controlled|send home|take a history|difficult patient
frequent flyer|heartsink|drug-seeking|DNA'd|did not attend|suffering from|victim|a depressive|schizophrenic|addict|a diabetic
committed suicide|failed attempt|manipulative|attention-seeking|acting out|catastrophising|fear-avoidance|kinesiophobia|somatising
lose weight|painkillers|pain killers|discharge"""

# Whole words that the list itself may quote or cannot do without when it explains a medical one.
ALLOWED_IN_OUR_WORDS = {"long_sentence", "passive"}


def test_every_row_of_the_reference_table_has_a_hint() -> None:
    missing = [
        witness
        for witness in WITNESSES.replace("\n", "|").split("|")
        if not any(hint.about in standard_words().terms for hint in check(f"Here is {witness}."))
    ]
    assert missing == []


def test_the_list_is_long_enough_to_be_of_use() -> None:
    by_kind = [term.kind for term in standard_words().terms.values()]
    assert by_kind.count(Kind.JARGON) + by_kind.count(Kind.ABBREVIATION) >= 120
    assert by_kind.count(Kind.MISLEADING) + by_kind.count(Kind.STIGMATISING) + by_kind.count(Kind.DISCOURAGING) >= 45


@pytest.mark.parametrize("term", standard_words().terms.values(), ids=lambda term: term.id)
def test_every_spelling_of_a_term_is_found_and_explained(term: Term) -> None:
    for phrase in (way for pattern in term.match for way in spellings(pattern)):
        hints = [hint for hint in check(f"Here {phrase} here.") if hint.about == term.id]
        assert hints, phrase
        assert hints[0].alternatives
        assert set(hints[0].sources) <= set(standard_words().sources)


@pytest.mark.parametrize("term", [one for one in standard_words().terms.values() if one.fine], ids=lambda term: term.id)
def test_every_fine_phrase_is_left_alone(term: Term) -> None:
    for phrase in (way for pattern in term.fine for way in spellings(pattern)):
        assert term.id not in {hint.about for hint in check(f"Here {phrase} here.")}, phrase


def test_the_list_keeps_to_its_own_advice() -> None:
    ours = standard_words()
    told = {name: one.why for name, one in (*ours.terms.items(), *ours.checks.items())}
    told |= {f"{term.id}: {swap}": swap for term in ours.terms.values() for swap in term.alternatives}
    told |= {str(band): sentence for band, sentence in ours.bands.items()}
    broken = {
        (name, hint.about, hint.found)
        for name, sentence in told.items()
        for hint in check(sentence)
        if hint.about not in ALLOWED_IN_OUR_WORDS
    }
    assert broken == set()


def test_no_explanation_is_long() -> None:
    ours = standard_words()
    assert [
        why for why in (one.why for one in (*ours.terms.values(), *ours.checks.values())) if len(why.split()) > 20
    ] == []


def test_each_source_says_what_it_is_and_how_far_it_was_read() -> None:
    for source in standard_words().sources.values():
        assert source.title
        assert source.by
        assert 1990 < source.year <= source.noted_on.year
    assert standard_words().sources["SL"].read is Read.PART


# ---- local changes -------------------------------------------------------------------------------------------------


def test_a_service_can_silence_a_term_and_the_reason_stays() -> None:
    change = Override("mdt", "1", "Everybody here knows it: we asked them.", silent=True)
    ours = standard_words().with_overrides(change)
    assert check("Ask the MDT.", words=ours)[0].about == "short_form"
    assert ours.changes == (change,)
    assert check("Ask the MDT.")[0].about == "mdt"


def test_a_service_can_say_it_its_own_way() -> None:
    ours = standard_words().with_overrides(
        Override(
            "chronic",
            "1",
            "Our group of readers chose this.",
            why="Our readers hear “hopeless”.",
            alternatives=("lasting",),
        ),
        Override("acute", "1", "Only the swap is ours.", alternatives=()),
    )
    first, second = check("A chronic and acute pain.", words=ours)
    assert (first.why, first.alternatives) == ("Our readers hear “hopeless”.", ("lasting",))
    assert (second.why, second.alternatives) == (standard_words().terms["acute"].why, ())


def test_a_service_can_add_a_term() -> None:
    term = Term("the-hub", Kind.JARGON, ("the hub",), "Visitors do not know what the hub is.", ("our building",))
    ours = standard_words().with_overrides(Addition(term, "New people kept asking."))
    assert check("Come to the hub.", words=ours)[0].alternatives == ("our building",)


def test_changes_made_for_another_version_are_shown_again() -> None:
    old = Override("acute", "0", "We asked our readers.", alternatives=("new",))
    ours = standard_words().with_overrides(old, Override("chronic", "1", "Asked too.", silent=True))
    assert ours.to_look_at_again() == (old,)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Override("acute", "1", "  ", silent=True), "say in one sentence why"),
        (Override("akute", "1", "Why not.", silent=True), "no such term"),
        (Addition(Term("acute", Kind.JARGON, ("x y",), "Why."), "Why not."), "such a term already"),
        (Addition(Term("new", Kind.PASSIVE, ("x y",), "Why."), "Why not."), "not a kind that words can have"),
        (Addition(Term("new", Kind.JARGON, (), "Why."), "Why not."), "at least one phrase"),
        (Addition(Term("new", Kind.JARGON, ("x y",), "Why"), "Why not."), "ends with a full stop"),
        (Addition(Term("new", Kind.JARGON, ("x y",), "Why.", sources=("Q9",)), "Why not."), "no source “Q9”"),
        (Addition(Term("new", Kind.JARGON, ("x y",), "Why.", sources=()), "Why not."), "at least one source"),
        (Addition(Term("new", Kind.JARGON, ("chronic",), "Why."), "Why not."), "already matched by “chronic”"),
        (
            Addition(Term("new", Kind.JARGON, ("acute hospital",), "Why."), "Why not."),
            "already a fine phrase of “acute”",
        ),
        (Addition(Term("new", Kind.JARGON, ("x (y",), "Why."), "Why not."), "do not pair"),
    ],
)
def test_a_local_change_that_makes_no_sense_is_refused_with_the_term_named(
    change: Override | Addition, sentence: str
) -> None:
    with pytest.raises(WordsRefused) as refused:
        standard_words().with_overrides(change)
    assert sentence in refused.value.faults[0]
    name = change.term if isinstance(change, Override) else change.term.id
    assert f"“{name}”" in refused.value.faults[0]


def test_two_terms_may_be_at_home_in_the_same_phrase() -> None:
    term = Term("hospital", Kind.JARGON, ("hospital",), "Why.", ("ward",), fine=("acute hospital",))
    ours = standard_words().with_overrides(Addition(term, "For the test."))
    assert check("The acute hospital.", words=ours) == ()


def test_explanations_can_be_told_in_another_language() -> None:
    welsh = standard_words().told_in("cy", {"acute": "Mae rhai yn clywed “drwg iawn”.", "passive": "Pwy sy'n gwneud?"})
    assert [hint.why for hint in check("It is acute. You were told.", words=welsh)] == [
        "Mae rhai yn clywed “drwg iawn”.",
        "Pwy sy'n gwneud?",
    ]
    assert check("It is chronic.", words=welsh)[0].why == standard_words().terms["chronic"].why
    assert welsh.language == "cy"


def test_a_translation_of_something_unknown_is_refused() -> None:
    with pytest.raises(WordsRefused, match="cy: there is no term or check called “akute”"):
        standard_words().told_in("cy", {"akute": "Na."})


# ---- reading the file ----------------------------------------------------------------------------------------------


def changed(tmp_path: Path, **top: Any) -> Path:
    whole = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))
    whole["terms"] = whole["terms"][:2]
    path = tmp_path / "ours.yaml"
    path.write_text(yaml.safe_dump(whole | top, allow_unicode=True), encoding="utf-8")
    return path


def term(**more: Any) -> dict[str, Any]:
    return {"id": "new", "kind": "jargon", "match": ["a b"], "why": "Why."} | more


def without(about: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in about.items() if name != key}


SOURCE = {"title": "T", "by": "B", "year": 2020, "noted_on": datetime.date(2026, 11, 22), "read": "own"}
CHECKS = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))["checks"]
SENTENCES = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))["readability"]


def test_a_small_list_of_one_s_own_can_be_read(tmp_path: Path) -> None:
    ours = load(changed(tmp_path, version="own", terms=[term(**{"try": ["c"], "fine": ["a b c"], "from": ["X"]})]))
    assert [hint.found for hint in check("a b, a b c", words=ours)] == ["a b"]


@pytest.mark.parametrize(
    ("top", "fault"),
    [
        ({"words": []}, "ours.yaml: “words” is not a key it knows."),
        ({"version": 1}, "ours.yaml, version: here belong words, not 1."),
        ({"changed_on": "today"}, "ours.yaml, changed_on: here belongs a day, such as 2026-11-22."),
        ({"short_forms_known": "NHS"}, "ours.yaml, short_forms_known: here belongs a list."),
        ({"sources": []}, "ours.yaml, sources: here belong keys and values."),
        ({"sources": {"X": without(SOURCE, "year")}}, "ours.yaml, source “X”: “year” is missing."),
        ({"sources": {"X": SOURCE | {"year": "long ago"}}}, "ours.yaml, source “X”: here belongs a whole number above nought."),
        ({"sources": {"X": SOURCE | {"read": "no idea"}}}, "ours.yaml, source “X”: “no idea” is not one of own, part, whole."),
        ({"checks": without(CHECKS, "passive")}, "ours.yaml, checks: “passive” is missing."),
        ({"checks": CHECKS | {"pasive": {}}}, "ours.yaml, checks: “pasive” is not a key it knows; is “passive” meant?"),
        ({"checks": CHECKS | {"passive": {"why": "W.", "try": []}}}, "ours.yaml, check “passive”: “from” is missing."),
        ({"checks": CHECKS | {"passive": {"why": "W", "try": [], "from": ["X"]}}}, "ours.yaml, check “passive”: “why” must be one sentence that ends with a full stop."),
        ({"checks": CHECKS | {"passive": {"why": "W.", "try": [], "from": ["Z"]}}}, "ours.yaml, check “passive”: there is no source “Z” in the list of sources."),
        ({"checks": CHECKS | {"long_sentence": CHECKS["long_sentence"] | {"over": 0}}}, "ours.yaml, check “long_sentence”: here belongs a whole number above nought."),
        ({"readability": without(SENTENCES, "easy")}, "ours.yaml, readability: “easy” is missing."),
        ({"terms": {}}, "ours.yaml, terms: here belongs a list of terms."),
        ({"terms": []}, "ours.yaml, terms: here belongs a list of terms."),
        ({"terms": ["acute"]}, "ours.yaml, term number 1: here belong keys and values."),
        ({"terms": [without(term(), "id")]}, "ours.yaml, term number 1: “id” is missing."),
        ({"terms": [term(whys="x")]}, "ours.yaml, term “new”: “whys” is not a key it knows; is “why” meant?"),
        ({"terms": [term(kind="rude")]}, "ours.yaml, term “new”: “rude” is not one of abbreviation, discouraging, jargon, misleading, number_without_denominator, stigmatising."),
        ({"terms": [term(kind="passive")]}, "ours.yaml, term “new”: “passive” is not a kind that words can have."),
        ({"terms": [term(match=[True])]}, "ours.yaml, term “new”: here belong words, not True."),
        ({"terms": [term(), term()]}, "ours.yaml, term “new”: this id is taken already."),
        ({"terms": [term(id="passive")]}, "ours.yaml, term “passive”: this id is taken already."),
        ({"terms": [term(), term(id="two")]}, "ours.yaml, term “two”: “a b” is already matched by “new”."),
        ({"terms": [term(match=["a, b"])]}, "ours.yaml, term “new”: “a, b” would never be found: only spaces and hyphens may stand between its words."),
    ],
)  # one fault a line  # fmt: skip
def test_a_fault_names_the_file_the_place_and_the_way_out(tmp_path: Path, top: dict[str, Any], fault: str) -> None:
    with pytest.raises(WordsRefused) as refused:
        load(changed(tmp_path, **top))
    assert fault in refused.value.faults


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WordsRefused) as refused:
        load(changed(tmp_path, terms=[term(why="no stop"), term(id="two", match=[])]))
    assert len(refused.value.faults) == 2
    assert str(refused.value) == "\n".join(refused.value.faults)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (b"version: [", "this is not proper YAML"),
        (b"version: a\nversion: b\n", "“version” is said twice"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        (b"- one\n", "here belong keys and values"),
        (b"", "here belong keys and values"),
        (b"!!python/object/apply:os.getcwd []\n", "this is not proper YAML"),
    ],
)
def test_a_file_that_is_no_word_list_is_refused(tmp_path: Path, written: bytes, fault: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(written)
    with pytest.raises(WordsRefused) as refused:
        load(path)
    assert fault in str(refused.value)
    assert str(refused.value).startswith("ours.yaml")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WordsRefused, match="gone.yaml: this file cannot be read"):
        load(tmp_path / "gone.yaml")


def test_the_worked_examples_in_the_code_are_true() -> None:
    names = [module.name for module in pkgutil.iter_modules(alongside.language.__path__)]
    results = [doctest.testmod(importlib.import_module(f"alongside.language.{name}")) for name in names]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) >= 10
