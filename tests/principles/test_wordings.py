"""A version in another language: beside the first wording, said what is missing, and read over by somebody else."""

import pytest

from alongside.core.refusal import Refused
from alongside.principles.actions import practices, wordings
from alongside.principles.queries.wordings import in_language, languages_of
from alongside.principles.rules import ReaderRole, Ref

from .own_sets import FIRST, a_facilitator, a_fork, a_house, a_viewer, stands, why

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def ours(house) -> Ref:
    at = a_fork(house)
    wordings.begin(of=at, language="cy", translated_by=ReaderRole.STAFF, by=house.lead)
    return at


def test_what_is_not_translated_yet_stands_there_in_the_first_language_and_says_so(house, ours):
    wordings.say(of=ours, language="cy", place="P1.1", words={"name": "Amser i wrando"}, by=house.lead)
    wordings.say(of=ours, language="cy", place="1", words={"title": "Perthynas dda"}, by=house.lead)
    found = in_language(stands(ours), "cy")
    assert languages_of(stands(ours)) == ["cy"]
    assert found.is_draft
    assert found.translated_by is ReaderRole.STAFF
    assert (found.done, found.all) == (2, 25 * 9 + 10)
    name = next(one for one in found.of("P1.1") if one.field == "name")
    assert (name.other, name.text) == ("Amser i wrando", stands(ours).set.practice("P1.1").name)
    assert found.has_some("P1.1")
    assert not found.has_some("P1.2")


def test_an_emptied_text_goes_back_to_the_first_wording(house, ours):
    for text in ("Amser", ""):
        wordings.say(of=ours, language="cy", place="P1.1", words={"name": text}, by=house.lead)
    assert in_language(stands(ours), "cy").done == 0
    wordings.say(of=ours, language="cy", place="P1.1", words={"name": "Amser"}, by=house.lead)
    wordings.say(of=ours, language="cy", place="P1.1", words={"name": "Amser da"}, by=house.lead)
    assert in_language(stands(ours), "cy").done == 1


def test_somebody_else_reads_it_over_and_new_words_make_it_a_draft_again(house, ours):
    noreen = a_facilitator()
    with pytest.raises(Refused, match=r"set\.no-words"):
        wordings.read_over(of=ours, language="cy", read_by=ReaderRole.PERSON, by=noreen)
    wordings.say(of=ours, language="cy", place="P1.1", words={"name": "Amser"}, by=house.lead)
    with pytest.raises(Refused, match=r"set\.same-reader"):
        wordings.read_over(of=ours, language="cy", read_by=ReaderRole.PERSON, by=house.lead)
    wordings.read_over(of=ours, language="cy", read_by=ReaderRole.PERSON, by=noreen)
    found = in_language(stands(ours), "cy")
    assert (found.is_draft, found.read_by) == (False, ReaderRole.PERSON)
    wordings.say(of=ours, language="cy", place="P1.2", words={"name": "Geiriau"}, by=noreen)
    assert in_language(stands(ours), "cy").is_draft


def test_what_cannot_be_translated_is_said(house, ours):
    def begins(language="pl", of=ours, by=house.lead):
        wordings.begin(of=of, language=language, translated_by=ReaderRole.STAFF, by=by)

    def says(language="cy", place="P1.1", words=None, by=house.lead):
        wordings.say(of=ours, language=language, place=place, words=words or {"name": "Amser"}, by=by)

    for do, more, kind in (
        (begins, {"language": "cy"}, "begun"),
        (begins, {"language": "en"}, "same-language"),
        (begins, {"language": "Welsh!"}, "no-language"),
        (begins, {"of": Ref("nothing", "1")}, "not-there"),
        (begins, {"by": house.nurse}, "not-yours"),
        (begins, {"by": a_viewer("Ana")}, "not-there"),
        (begins, {"of": FIRST, "by": house.lead}, "not-yours"),
        (says, {"language": "pl"}, "not-begun"),
        (says, {"place": "H9.9"}, "no-practice"),
        (says, {"words": {"name": "<script>"}}, "code"),
        (says, {"words": {"prompt": ""}}, "nothing"),
        (says, {"words": {"no-such": "x"}}, "nothing"),
    ):
        with pytest.raises(Refused, match=rf"set\.{kind}"):
            do(**more)
    assert in_language(stands(ours), "pl") is None


def test_whoever_runs_sessions_may_translate_the_set_that_comes_with_the_product():
    noreen = a_facilitator()
    wordings.begin(of=FIRST, language="cy", translated_by=ReaderRole.FACILITATOR, by=noreen)
    wordings.say(of=FIRST, language="cy", place="P1.1", words={"name": "Amser"}, by=noreen)
    assert in_language(stands(FIRST), "cy").done == 1


def test_a_dropped_practice_is_not_translated(house, ours):
    practices.drop(at=ours, practice="P1.1", frame=why(), by=house.lead)
    with pytest.raises(Refused, match=r"set\.no-practice"):
        wordings.say(of=ours, language="cy", place="P1.1", words={"name": "Amser"}, by=house.lead)
