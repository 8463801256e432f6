"""P2.3 Carers and family as the person wishes, and their own needs.

Delroy decides who is beside him. He gives his daughter Marcia a link; she takes it; he looks whether it is really her and
says yes. Even then nothing is open until he opens it, sentence by sentence, until a day if he likes, and he can look at his
space with her eyes. He writes down how he wishes her to be involved: his GP reads it and notes what was done. Marcia
has a place of her own: what she needs is hers, she chooses who reads it, and the circle answers. He can pause her or end it,
at once and without a word to anybody. Everybody here is invented.
"""

import re

import pytest
from django.http import HttpResponse

from alongside.care.queries import carers
from alongside.circle.rules import Area
from alongside.core.models import Fact
from tests.factories import Person, Professional, Somebody, a_carer, a_person, a_professional_in, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db


def link_to(page: HttpResponse, path: str) -> str:
    """The address of the first link on a page that leads there."""
    found = re.search(rf'href="([^"]*/{path}/[^"]*)"', page.content.decode())
    assert found is not None, f"nothing leads to {path}"
    return found[1]


EVERYTHING_CLOSED = {area.value: "no" for area in Area}


@pytest.fixture
def delroy() -> Person:
    return a_person("Delroy")


@pytest.fixture
def marcia() -> Somebody:
    return a_carer("Marcia")


@pytest.fixture
def farah() -> Professional:
    return a_professional_in(name="Farah", job_title="GP")


def test_a_daughter_comes_in_by_a_link_and_sees_only_what_her_father_opens(delroy: Person, marcia: Somebody) -> None:
    person, daughter = at_a_keyboard(delroy), at_a_keyboard(marcia)

    shown = words_of(
        person.post(
            inside(delroy.space, "circle/invite/carer/"),
            {"name": "My Marcia", "role": "my daughter", "way": "code", "words": "You do the typing.", "once": "one"},
        )
    )
    link = re.search(r"/join/[\w-]+/", shown)
    assert link is not None, "the link is shown this once"

    assert "Delroy would like you beside them" in words_of(daughter.get(link[0]))
    daughter.post(f"{link[0]}yes/")
    assert daughter.get(inside(delroy.space)).status_code == 404, "she has said yes; he has not"

    really_them = link_to(person.get(inside(delroy.space, "circle/")), "really-them")
    looked = words_of(person.get(really_them))
    assert "My Marcia" in looked and "Marcia" in looked and "my daughter" in looked
    to_consent = person.post(really_them, {"answer": "yes"})["Location"]
    assert daughter.get(inside(delroy.space)).status_code == 200
    assert daughter.get(inside(delroy.space, "story/")).status_code == 404, "being in opens nothing"

    choice = {**EVERYTHING_CLOSED, "story": "yes"}
    once_more = words_of(person.post(to_consent, choice))
    assert "Marcia can read your story." in once_more
    assert "Is this your own choice?" in once_more
    assert daughter.get(inside(delroy.space, "story/")).status_code == 404, "shown once more, not yet done"
    person.post(to_consent, {**choice, "step": "sure", "begins": "now"})
    assert daughter.get(inside(delroy.space, "story/")).status_code == 200
    assert daughter.get(inside(delroy.space, "notes/")).status_code == 404


def test_the_persons_wish_reaches_the_gp_who_notes_what_was_done(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    member = lets_in(delroy, marcia, (Area.CIRCLE,))
    lets_in(delroy, farah, (Area.CIRCLE,))
    person, gp = at_a_keyboard(delroy), at_a_keyboard(farah)

    before = words_of(gp.get(inside(delroy.space, "circle/")))
    assert "Nothing stands here yet about how Marcia is to be involved." in before

    person.post(
        inside(delroy.space, f"circle/{member}/wish/"),
        {"words": "She comes to the review. Not to the talk about money.", "label": "not-for-carers", "once": "one"},
    )
    read = gp.get(inside(delroy.space, "circle/"))
    assert "She comes to the review. Not to the talk about money." in words_of(read)
    assert "She comes to the review." not in words_of(at_a_keyboard(marcia).get(inside(delroy.space, "circle/")))

    gp.post(link_to(read, "wishes"), {"words": "Marcia is invited for Thursday.", "after": ""})
    told = words_of(person.get(inside(delroy.space, f"circle/{member}/")))
    assert "Farah did something with it" in told and "Marcia is invited for Thursday." in told
    assert set(Fact.objects.filter(space=delroy.space, kind__startswith="wish.").values_list("kind", flat=True)) == {
        "wish.recorded",
        "wish.acted_on",
    }


def test_what_a_carer_needs_is_hers_and_the_circle_answers(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    lets_in(delroy, marcia)
    lets_in(delroy, farah)
    daughter, gp, person = at_a_keyboard(marcia), at_a_keyboard(farah), at_a_keyboard(delroy)

    own_place = inside(delroy.space, "carer/")
    assert "This page is for you." in words_of(daughter.get(own_place))
    daughter.post(own_place, {"words": "An evening when nobody rings.", "shared": "professionals", "once": "one"})
    assert "An evening when nobody rings." in words_of(gp.get(inside(delroy.space, "circle/needs/")))
    assert "An evening when nobody rings." not in words_of(person.get(inside(delroy.space, "circle/needs/")))

    with seen_by(marcia.viewer):
        (need,) = carers.my_needs(marcia.viewer, delroy.space)
    page = inside(delroy.space, f"circle/needs/{need.id}/")
    gp.post(page, {"what": "answer", "words": "There is a group on Thursdays. Shall I ask for you?", "once": "two"})
    assert "There is a group on Thursdays." in words_of(daughter.get(page))
    daughter.post(page, {"what": "answered"})
    assert "An evening when nobody rings." not in words_of(gp.get(inside(delroy.space, "circle/needs/")))
    kinds = set(Fact.objects.filter(space=delroy.space).values_list("kind", flat=True))
    assert {"carer_need.raised", "carer_need.answered"} <= kinds


def test_information_for_carers_needs_nobodys_consent(delroy: Person, marcia: Somebody) -> None:
    lets_in(delroy, marcia)
    page = words_of(at_a_keyboard(marcia).get(inside(delroy.space, "carer/")))
    assert "You may always ask, and always tell" in page
    assert "Source: Care Act 2014" in page


def test_the_person_looks_with_her_eyes_pauses_her_and_ends_it_without_a_word(delroy: Person, marcia: Somebody) -> None:
    member = lets_in(delroy, marcia, (Area.CIRCLE,))
    lets_in(delroy, a_professional_in(name="Farah"))
    person, daughter = at_a_keyboard(delroy), at_a_keyboard(marcia)
    own_page = inside(delroy.space, f"circle/{member}/")

    assert "Farah" in words_of(person.get(f"{own_page}as-they-see/"))
    person.post(own_page, {"what": "pause"})
    assert daughter.get(inside(delroy.space)).status_code == 404
    assert "Delroy" not in words_of(daughter.get("/"))
    person.post(own_page, {"what": "resume"})
    assert daughter.get(inside(delroy.space, "circle/")).status_code == 200
    person.post(f"{own_page}end/")
    assert daughter.get(inside(delroy.space)).status_code == 404
    story = words_of(person.get(inside(delroy.space, "circle/history/")))
    order = [
        story.index(said) for said in ("You ended this for Marcia.", "You let Marcia in again.", "You paused Marcia.")
    ]
    assert order == sorted(order), "the newest change stands first"
