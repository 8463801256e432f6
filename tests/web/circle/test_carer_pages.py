"""A carer's own place, what the person wishes, and what members see of the circle."""

import pytest
from django.db import connection

from alongside.care.actions import carers as do
from alongside.care.models import CarerNeed
from alongside.care.queries import carers as tell
from alongside.care.rules import NeedShared
from alongside.circle.actions import pausing
from alongside.circle.rules import Area
from alongside.core.walls import first_wall_open
from tests.factories import (
    Person,
    Professional,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    footing_of,
    lets_in,
    seen_by,
)
from tests.web.circle.browsing import at, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def delroy() -> Person:
    return a_person("Delroy")


@pytest.fixture
def marcia() -> Somebody:
    return a_carer("Marcia")


@pytest.fixture
def farah() -> Professional:
    return a_professional_in(name="Farah", job_title="GP")


def test_the_person_says_what_they_wish_and_a_professional_notes_what_was_done(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    member = lets_in(delroy, marcia, (Area.CIRCLE,))
    lets_in(delroy, farah, (Area.CIRCLE,))
    circle_page = at("circle", space_id=delroy.space)
    theirs = signed_in(farah)
    assert "Nothing stands here yet about how Marcia is to be involved" in words(theirs.get(circle_page))

    mine, where = signed_in(delroy), at("circle_wish", space_id=delroy.space, member_id=member)
    nothing = mine.post(where, {"words": "", "label": "not-for-carers"})
    assert nothing.status_code == 422 and "Please write a few words about what you wish." in words(nothing)
    no_label = mine.post(where, {"words": "Come to the review."})
    assert no_label.status_code == 422 and "Come to the review." in words(no_label)
    mine.post(where, {"words": "Come to the review.", "label": "not-for-carers", "once": "k"})
    assert "Come to the review." in words(mine.get(at("circle_member", space_id=delroy.space, member_id=member)))
    assert "Come to the review." in words(mine.get(where)), "what stands is there to be changed"

    page = words(theirs.get(circle_page))
    assert "Come to the review." in page and "Nothing stands here yet" not in page
    assert "Come to the review." not in words(signed_in(marcia).get(circle_page))
    with seen_by(farah.viewer):
        (wish,) = tell.wishes(farah.viewer, delroy.space)
    act = at("act_on_wish", space_id=delroy.space, wish_id=wish.id)
    assert "Come to the review." in words(theirs.get(act))
    assert theirs.post(act, {"words": ""}).status_code == 422
    for _sent_twice in range(2):
        sent = theirs.post(act, {"words": "She is invited for Thursday.", "after": "", "once": "k"})
        assert sent.status_code == 302
    stale = theirs.post(act, {"words": "A second note.", "after": ""})
    assert stale.status_code == 422 and "A second note." in words(stale) and "She is invited" in words(stale)
    assert "She is invited for Thursday." in words(mine.get(where.replace("/wish/", "/")))
    for somebody in (delroy, marcia):
        assert signed_in(somebody).get(act).status_code == 404
    mine.post(where, {"what": "take-back"})
    assert "Come to the review." not in words(theirs.get(circle_page))


def test_wishes_are_about_carers_only(delroy: Person, farah: Professional) -> None:
    member = lets_in(delroy, farah)
    assert signed_in(delroy).get(at("circle_wish", space_id=delroy.space, member_id=member)).status_code == 404


def test_a_carer_has_a_place_of_their_own_and_nobody_else_has(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    lets_in(delroy, marcia, (Area.STORY,))
    lets_in(delroy, farah, (Area.CIRCLE,))
    where = at("carer", space_id=delroy.space)
    page = words(signed_in(marcia).get(where))
    assert "You can read the story." in page and "Farah" not in page and "Ask what support there is for you" in page
    assert where in words(signed_in(marcia).get(at("space", space_id=delroy.space))), "the menu leads there"
    for somebody in (delroy, farah):
        assert signed_in(somebody).get(where).status_code == 404
        assert signed_in(somebody).post(where, {"words": "x", "shared": "nobody"}).status_code == 404


def test_a_carer_who_may_see_the_circle_sees_who_else_is_there(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    lets_in(delroy, marcia, (Area.CIRCLE,))
    gone = lets_in(delroy, a_carer("Luke"))
    lets_in(delroy, farah)
    with seen_by(delroy.viewer):
        pausing.pause(member=gone, by=delroy.viewer)
    page = words(signed_in(marcia).get(at("carer", space_id=delroy.space)))
    assert "Farah" in page and "Luke" not in page


def test_what_a_carer_needs_is_written_shared_answered_and_ended(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    lets_in(delroy, marcia)
    lets_in(delroy, farah)
    theirs, own = signed_in(marcia), at("carer", space_id=delroy.space)
    missing = theirs.post(own, {"words": "A night of sleep.", "shared": ""})
    assert missing.status_code == 422 and "A night of sleep." in words(missing)
    theirs.post(own, {"words": "A night of sleep.", "shared": "nobody", "once": "k"})
    theirs.post(own, {"words": "A night of sleep.", "shared": "nobody", "once": "k"})
    with seen_by(marcia.viewer):
        (need,) = tell.my_needs(marcia.viewer, delroy.space)
    where = at("need", space_id=delroy.space, need_id=need.id)
    gp = signed_in(farah)
    assert gp.get(where).status_code == 404
    assert theirs.post(where, {"what": "share", "shared": "everyone"}).status_code == 422
    theirs.post(where, {"what": "share", "shared": "professionals"})
    assert "A night of sleep." in words(gp.get(at("needs", space_id=delroy.space)))
    assert "A night of sleep." in words(gp.get(at("circle", space_id=delroy.space)))
    assert signed_in(delroy).get(where).status_code == 404
    assert gp.post(where, {"what": "answer", "words": ""}).status_code == 422
    gp.post(where, {"what": "answer", "words": "There is a group."})
    assert "There is a group." in words(theirs.get(where)) and "answered" in words(theirs.get(own))
    assert gp.post(where, {"what": "answered"}).status_code == 409
    theirs.post(where, {"what": "answered"})
    assert "Nothing to read here" in words(gp.get(at("needs", space_id=delroy.space)))


def test_a_carer_who_leaves_takes_along_what_they_needed(delroy: Person, marcia: Somebody, farah: Professional) -> None:
    lets_in(delroy, marcia)
    lets_in(delroy, farah)
    with seen_by(marcia.viewer):
        where = footing_of(marcia, delroy.space)
        do.raise_need(footing=where, words="A night of sleep.", shared=NeedShared.CIRCLE, by=marcia.viewer)
    assert "A night of sleep." in words(signed_in(farah).get(at("needs", space_id=delroy.space)))
    signed_in(marcia).post(at("leave_circle", space_id=delroy.space))
    assert "A night of sleep." not in words(signed_in(farah).get(at("needs", space_id=delroy.space)))


def test_a_member_without_the_list_reads_of_their_own_place_only(delroy: Person, farah: Professional) -> None:
    lets_in(delroy, farah, (Area.STORY,))
    lets_in(delroy, a_carer("Marcia"))
    page = words(signed_in(farah).get(at("circle", space_id=delroy.space)))
    assert "Marcia" not in page and "You can read the story." in page and "I want to leave this circle" in page
    assert "has not opened the list of who else is here" in page


@pytest.mark.postgres
def test_the_second_wall_alone_keeps_what_carers_need(delroy: Person, marcia: Somebody, farah: Professional) -> None:
    assert connection.vendor == "postgresql"
    stranger = a_professional_in(name="Stranger")
    member = lets_in(delroy, marcia)
    lets_in(delroy, farah)
    with seen_by(marcia.viewer):
        where = footing_of(marcia, delroy.space)
        do.raise_need(footing=where, words="Mine.", shared=NeedShared.NOBODY, by=marcia.viewer)
        do.raise_need(footing=where, words="For staff.", shared=NeedShared.PROFESSIONALS, by=marcia.viewer)
        do.raise_need(footing=where, words="For all.", shared=NeedShared.CIRCLE, by=marcia.viewer)

    def read(somebody: Somebody) -> set[str]:
        with first_wall_open(), seen_by(somebody.viewer):
            return set(CarerNeed.objects.filter(space_id=delroy.space).values_list("words", flat=True))

    assert read(marcia) == {"Mine.", "For staff.", "For all."}
    assert read(farah) == {"For staff.", "For all."}
    assert read(delroy) == {"For all."}
    assert read(stranger) == set()
    with seen_by(delroy.viewer):
        pausing.pause(member=member, by=delroy.viewer)
    assert read(marcia) == read(farah) == read(delroy) == set()
