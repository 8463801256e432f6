"""P3.3 Open about uncertainty.

Not knowing is allowed here. Somebody writes down what nobody can answer yet; one person says they will look, and by
when; what they learn on the way is added; and it ends honestly: something was found, nobody knows yet, or it no longer
matters. A professional who has not met something before says so, and asks the person to tell them; the person answers,
or would rather not. Everybody here is invented.
"""

import pytest

from alongside.circle.rules import Area
from alongside.core.models import Fact
from tests.factories import a_person, a_professional_in, lets_in
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db


def test_a_question_finds_somebody_to_look_and_ends_with_nobody_knows_yet() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah, (Area.UNKNOWNS,))
    person, professional = at_a_keyboard(dawn), at_a_keyboard(hannah)

    sent = person.post(
        inside(dawn.space, "unknowns/new/"),
        {"question": "Why is my neck worse after nights without sleep?", "owner": str(member), "once": "one"},
    )
    assert sent.status_code == 302
    page = sent["Location"]
    assert "Hannah will look." in words_of(person.get(page))

    assert "Why is my neck worse" in words_of(professional.get(inside(dawn.space, "unknowns/")))
    professional.post(page, {"what": "add", "how": "add", "words": "I asked two colleagues. They disagree."})
    professional.post(
        page,
        {"what": "add", "how": "nobody-knows", "words": "Studies point both ways. Nobody can say yet.", "version": "0"},
    )

    told = words_of(person.get(page))
    assert "Nobody knows yet" in told
    assert "I asked two colleagues. They disagree." in told
    assert set(Fact.objects.filter(space=dawn.space, kind__startswith="unknown.").values_list("kind", flat=True)) == {
        "unknown.raised",
        "unknown.added_to",
        "unknown.closed",
    }


def test_a_professional_asks_to_be_told_and_the_person_may_decline() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.UNKNOWNS,))
    person, professional = at_a_keyboard(dawn), at_a_keyboard(hannah)

    sent = professional.post(
        inside(dawn.space, "unknowns/new/"), {"question": "What is it like when both flare at once?", "kind": "tell-me"}
    )
    page = sent["Location"]
    assert "I have not met this before" in words_of(person.get(page))
    assert "would like to learn from you" in words_of(person.get(inside(dawn.space)))

    person.post(page, {"what": "add", "how": "let-go", "words": "", "version": "0"})
    assert "Let go" in words_of(professional.get(page))
    assert "would like to learn from you" not in words_of(person.get(inside(dawn.space)))


def test_somebody_asked_to_look_sees_that_one_question_and_no_other() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah)
    person, professional = at_a_keyboard(dawn), at_a_keyboard(hannah)
    person.post(inside(dawn.space, "unknowns/new/"), {"question": "Something else, for me alone"})
    page = person.post(
        inside(dawn.space, "unknowns/new/"),
        {"question": "Can the two medicines be taken together?", "owner": str(member)},
    )["Location"]

    assert professional.get(page).status_code == 200
    assert professional.get(inside(dawn.space, "unknowns/")).status_code == 404
    assert "Something else" not in words_of(professional.get(page))


def test_the_same_question_sent_twice_is_written_down_once_and_an_empty_one_is_asked_for_kindly() -> None:
    dawn = a_person("Dawn")
    person = at_a_keyboard(dawn)
    question = {"question": "What helps other people with this?", "once": "same"}
    first = person.post(inside(dawn.space, "unknowns/new/"), question)
    second = person.post(inside(dawn.space, "unknowns/new/"), question)
    assert first["Location"] == second["Location"]

    empty = person.post(inside(dawn.space, "unknowns/new/"), {"question": "", "why": "Because it keeps me awake"})
    assert empty.status_code == 422
    assert "Please write what you would like to know." in words_of(empty)
    assert "Because it keeps me awake" in empty.content.decode()


def test_two_people_who_end_it_at_once_do_not_overwrite_each_other() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.UNKNOWNS,))
    person, professional = at_a_keyboard(dawn), at_a_keyboard(hannah)
    page = person.post(inside(dawn.space, "unknowns/new/"), {"question": "Is it safe to swim?"})["Location"]

    professional.post(page, {"what": "add", "how": "found", "words": "Yes, slowly.", "version": "0"})
    late = person.post(page, {"what": "add", "how": "nobody-knows", "words": "I could not find out.", "version": "0"})

    assert late.status_code == 422
    told = words_of(late)
    assert "already ended" in told
    assert "Yes, slowly." in told


def test_a_professional_can_have_their_words_looked_at_and_nothing_is_sent_by_that() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.UNKNOWNS,))
    professional = at_a_keyboard(hannah)
    page = professional.post(
        inside(dawn.space, "unknowns/new/"),
        {"question": "Is the chronic pain well managed?", "check_words": "question"},
    )
    assert page.status_code == 200
    assert "You decide." in words_of(page)
    assert "Is the chronic pain well managed?" in page.content.decode()
    assert not Fact.objects.filter(kind="unknown.raised", space=dawn.space).exists()
