"""The circle in the browser: invite, accept, choose what is open, pause, end."""

import pytest

from alongside.circle import queries as circle
from alongside.circle.rules import Area, MemberState
from tests.factories import Person, Professional, a_person, a_professional_in, lets_in, lets_team_in, seen_by
from tests.web.circle.browsing import at, open_now, signed_in, words

pytestmark = pytest.mark.django_db


def test_a_person_invites_a_professional_who_says_yes_and_reads_what_was_opened() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam Okoro")
    mine, theirs = signed_in(dawn), signed_in(sam)
    found = mine.get(at("circle_find", space_id=dawn.space), {"q": "okoro"})
    assert sam.service.name in words(found)
    where = at("circle_invite_service", space_id=dawn.space, service_id=sam.service.pk)
    assert "Sam Okoro" in words(mine.get(where))
    sent = mine.post(where, {"who": str(sam.account.pk), "words": "Come in, please."})
    assert sent.status_code == 302
    assert theirs.get(at("space", space_id=dawn.space)).status_code == 404
    with seen_by(sam.viewer):
        waiting = circle.invitations_waiting_for(sam.account.pk)
    assert [(one.from_name, one.words) for one in waiting] == [("Dawn", "Come in, please.")]
    card = at("invited", member_id=waiting[0].member)
    assert "Dawn would like you in their circle" in words(theirs.get(card))
    assert theirs.post(card, {"answer": "yes"}).headers["Location"] == at("space", space_id=dawn.space)
    open_now(dawn, waiting[0].member, story="yes")
    assert theirs.get(at("story", space_id=dawn.space)).status_code == 200
    assert theirs.get(at("notes", space_id=dawn.space)).status_code == 404


@pytest.fixture
def dawn() -> Person:
    return a_person("Dawn")


@pytest.fixture
def sam() -> Professional:
    return a_professional_in(name="Sam Okoro")


def test_the_pages_of_the_circle_open_for_the_person_and_for_nobody_else(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, (Area.STORY,))
    one = {"space_id": dawn.space, "member_id": member}
    mine, theirs, strange = signed_in(dawn), signed_in(sam), signed_in(a_person("Somebody else"))
    for name in ("circle_invite", "circle_find", "circle_invite_carer", "circle_history", "circle_emergency"):
        address = at(name, space_id=dawn.space)
        assert mine.get(address).status_code == 200, name
        assert theirs.get(address).status_code == 404, name
        assert strange.get(address).status_code == 404, name
    for name in ("circle_member", "circle_consent", "circle_as_they_see", "circle_end"):
        address = at(name, **one)
        assert mine.get(address).status_code == 200, name
        assert theirs.get(address).status_code == 404, name
        assert strange.get(address).status_code == 404, name
    assert mine.get(at("circle", space_id=dawn.space)).status_code == 200
    assert strange.get(at("circle", space_id=dawn.space)).status_code == 404


def test_ending_closes_everything_at_once_and_they_find_what_a_stranger_finds(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, tuple(Area))
    mine, theirs = signed_in(dawn), signed_in(sam)
    assert theirs.get(at("space", space_id=dawn.space)).status_code == 200
    mine.post(at("circle_end", space_id=dawn.space, member_id=member))
    for name in ("space", "story", "circle", "unknowns", "notes", "leave_circle"):
        assert theirs.get(at(name, space_id=dawn.space)).status_code == 404, name
    assert "Dawn" not in words(theirs.get("/"))
    with seen_by(dawn.viewer):
        assert [row.state for row in circle.past_circle_of(dawn.viewer, dawn.space)] == [MemberState.ENDED]
        assert not circle.grants_of(dawn.viewer, dawn.space).exists()


def test_a_team_is_in_at_once_and_whoever_works_there_can_look(dawn: Person, sam: Professional) -> None:
    mine = signed_in(dawn)
    where = at("circle_invite_service", space_id=dawn.space, service_id=sam.service.pk)
    sent = mine.post(where, {"who": "service", "words": ""})
    member = sent.headers["Location"].split("/")[-3]
    open_now(dawn, member, story="yes")
    assert signed_in(sam).get(at("story", space_id=dawn.space)).status_code == 200
    assert lets_team_in(dawn, sam.service)
