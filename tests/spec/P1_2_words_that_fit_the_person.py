"""P1.2 Fit words to the person; plain English.

The person says once how they like to be communicated with: what they need to take part, how they like to read, which
words do not help, what helps in pain or distress, how and when to reach them. Whoever is about to meet them sees it
before anything else. A professional's words can be looked at by the writing aid first: it advises, it never blocks, and
it never touches the person's own words. Everybody here is invented.
"""

import pytest

from alongside.circle.rules import Area
from tests.factories import a_person, a_professional_in, lets_in
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db


def how(kind: str) -> str:
    return f"story/how-to-communicate/{kind}/"


def test_what_the_person_needs_stands_first_for_whoever_is_about_to_meet_them() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.STORY, Area.COMMUNICATION))
    person = at_a_keyboard(dawn)
    person.post(
        inside(dawn.space, how("needs")),
        {
            "version": "0",
            "supports": ["Let me stand, lie down or walk about while we talk"],
            "text": "After two o'clock",
            "label": "ordinary",
        },
    )
    person.post(
        inside(dawn.space, how("words-unhelpful")), {"version": "0", "text": "wear and tear", "label": "ordinary"}
    )
    person.post(
        inside(dawn.space, how("in-distress")), {"version": "0", "text": "Give me a minute.", "label": "ordinary"}
    )
    person.post(
        inside(dawn.space, "story/part/page/"), {"version": "0", "text": "I do the rotas.", "label": "ordinary"}
    )

    read = words_of(at_a_keyboard(hannah).get(inside(dawn.space, "story/before-you-meet/")))
    told = [
        "How to communicate with Dawn",
        "Let me stand, lie down or walk about while we talk",
        "After two o'clock",
        "wear and tear",
        "Give me a minute.",
        "I do the rotas.",
    ]
    assert [read.index(said) for said in told] == sorted(read.index(said) for said in told)


def test_somebody_may_know_how_to_write_to_me_without_reading_my_story() -> None:
    dawn, keisha = a_person("Dawn"), a_professional_in(name="Keisha")
    lets_in(dawn, keisha, (Area.COMMUNICATION,))
    person, professional = at_a_keyboard(dawn), at_a_keyboard(keisha)
    person.post(
        inside(dawn.space, how("contact")), {"version": "0", "supports": ["Please do not ring"], "label": "ordinary"}
    )
    assert "Please do not ring" in words_of(professional.get(inside(dawn.space, "story/how-to-communicate/")))
    assert professional.get(inside(dawn.space, "story/")).status_code == 404


def test_the_writing_aid_advises_a_professional_and_lets_the_words_go_as_they_are() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.STORY,))
    professional = at_a_keyboard(hannah)
    before = inside(dawn.space, "story/before-you-meet/")
    words = "You have wear and tear, and you denied low mood."
    advised = words_of(professional.post(before, {"what": "check", "words": words}))
    assert "Only suggestions: you can send your words as they are." in advised
    assert "wear and tear" in advised
    assert professional.post(before, {"what": "send", "words": words}).status_code == 302
    assert words in words_of(professional.get(before))


def test_nobody_corrects_the_persons_own_words() -> None:
    dawn = a_person("Dawn")
    person = at_a_keyboard(dawn)
    page = inside(dawn.space, "story/part/page/")
    person.post(page, {"version": "0", "text": "im a mess n they said its wear and tear", "label": "ordinary"})
    assert "suggestion" not in words_of(person.get(page))
    assert "im a mess n they said its wear and tear" in words_of(person.get(inside(dawn.space, "story/")))
