"""Coming in and going: a link that is shown once, a word inside, the person's yes, and silence all round."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client

from alongside.circle import queries as tell
from alongside.circle.actions import inviting, joining
from alongside.circle.rules import Area, MemberState
from tests.factories import (
    Person,
    Professional,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    a_service,
    lets_in,
    seen_by,
)
from tests.web.circle.browsing import at, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dawn() -> Person:
    return a_person("Dawn")


@pytest.fixture
def bea() -> Somebody:
    return a_carer("Beatrice Ellery")


def invites(person: Person, once: str = "k", **said: str) -> str:
    where = at("circle_invite_carer", space_id=person.space)
    form = {"name": "Aunt Bea", "role": "my aunt", "words": "You listen.", "way": "code", "once": once, **said}
    sent = signed_in(person).post(where, form)
    assert sent.status_code == 200, words(sent)
    return words(sent)


def code_in(page: str) -> str:
    found = re.search(r"/join/([\w-]+)/", page)
    assert found is not None
    return found[1]


def the_member(person: Person) -> tuple[object, str, str]:
    with seen_by(person.viewer):
        (row,) = tell.circle_of(person.viewer, person.space)
        return row.pk, row.state, row.name


def test_a_link_is_shown_once_and_leads_through_the_persons_yes(dawn: Person, bea: Somebody) -> None:
    page = invites(dawn)
    code = code_in(page)
    assert "We show this link only now" in page
    member, state, _name = the_member(dawn)
    assert state == MemberState.INVITED
    assert code not in words(signed_in(dawn).get(at("circle_member", space_id=dawn.space, member_id=member)))

    outside = words(Client().get(at("join", code=code)))
    assert "Dawn would like you beside them" in outside and "You listen." in outside
    assert f"next=%2Fjoin%2F{code}%2F" in outside, "signing in leads back here"
    assert Client().post(at("join_take", code=code)).status_code == 302

    theirs = signed_in(bea)
    assert "You are signed in as Beatrice Ellery" in words(theirs.get(at("join", code=code)))
    assert theirs.get(at("join_take", code=code)).headers["Location"] == at("join", code=code)
    theirs.post(at("join_take", code=code))
    assert "Now it is up to Dawn" in words(theirs.get(at("join", code=code)))
    assert theirs.get(at("space", space_id=dawn.space)).status_code == 404

    mine, really = signed_in(dawn), at("circle_really_them", space_id=dawn.space, member_id=member)
    assert "Waiting for your yes" in words(mine.get(at("circle", space_id=dawn.space)))
    shown = words(mine.get(really))
    assert "Is this really them?" in shown and "Aunt Bea" in shown and "Beatrice Ellery" in shown and "my aunt" in shown
    yes = mine.post(really, {"answer": "yes"})
    assert yes.headers["Location"] == at("circle_consent", space_id=dawn.space, member_id=member)
    assert mine.get(really).status_code == 302
    assert theirs.get(at("space", space_id=dawn.space)).status_code == 200
    assert theirs.get(at("story", space_id=dawn.space)).status_code == 404, "in, and still nothing is open"
    assert "You are in the circle of Dawn" in words(theirs.get(at("join", code=code)))
    assert "already used" in words(signed_in(a_carer()).get(at("join", code=code)))
    assert mail.outbox == []


def test_the_persons_no_is_told_to_nobody(dawn: Person, bea: Somebody) -> None:
    code = code_in(invites(dawn))
    theirs = signed_in(bea)
    theirs.post(at("join_take", code=code))
    member, _state, _name = the_member(dawn)
    signed_in(dawn).post(at("circle_really_them", space_id=dawn.space, member_id=member), {"answer": "no"})
    assert theirs.get(at("space", space_id=dawn.space)).status_code == 404
    over = theirs.get(at("join", code=code))
    assert over.status_code == 410 and "This invitation has ended." in words(over)


def test_the_same_invitation_sent_twice_is_made_once(dawn: Person) -> None:
    invites(dawn, once="same")
    where = at("circle_invite_carer", space_id=dawn.space)
    form = {"name": "Aunt Bea", "role": "my aunt", "words": "You listen.", "way": "code", "once": "same"}
    again = signed_in(dawn).post(where, form)
    member, _state, _name = the_member(dawn)
    assert again.headers["Location"] == at("circle_member", space_id=dawn.space, member_id=member)


def test_a_lost_link_is_replaced_and_a_withdrawn_one_says_that_it_has_ended(dawn: Person) -> None:
    lost = code_in(invites(dawn))
    member, _state, _name = the_member(dawn)
    one = {"space_id": dawn.space, "member_id": member}
    mine = signed_in(dawn)
    assert "Make a new link" in words(mine.get(at("circle_member", **one)))
    fresh = code_in(words(mine.post(at("circle_new_code", **one))))
    assert Client().get(at("join", code=lost)).status_code == 410
    assert Client().get(at("join", code=fresh)).status_code == 200
    assert "Take the invitation back?" in words(mine.get(at("circle_end", **one)))
    mine.post(at("circle_end", **one))
    over = Client().get(at("join", code=fresh))
    assert over.status_code == 410 and "Ask the person who sent it to you for a new one." in words(over)


def test_a_code_that_never_was_says_so_and_taking_it_does_nothing(bea: Somebody) -> None:
    unknown = Client().get(at("join", code="nothing-here"))
    assert unknown.status_code == 404 and "We do not know this link." in words(unknown)
    assert signed_in(bea).post(at("join_take", code="nothing-here")).status_code == 409


def test_an_address_gives_the_same_answer_whether_it_has_an_account_or_not(dawn: Person, bea: Somebody) -> None:
    mine, where = signed_in(dawn), at("circle_invite_carer", space_id=dawn.space)
    pages = []
    for turn, email in enumerate((bea.account.email, "nobody@example.test")):
        form = {"name": "Bea", "role": "", "words": "", "way": "email", "email": email, "once": str(turn)}
        sent = mine.post(where, form)
        page = words(mine.get(sent.headers["Location"]))
        member = sent.headers["Location"].rstrip("/").split("/")[-1]
        pages.append(re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page).replace(member, "MEMBER"))
    assert pages[0] == pages[1]
    missing = mine.post(where, {"name": "Bea", "way": "email", "email": ""})
    assert missing.status_code == 422 and "Please write the e-mail address" in words(missing)
    own = mine.post(where, {"name": "Me", "way": "email", "email": dawn.account.email, "once": "z"})
    assert own.status_code == 422 and "This is your own space" in words(own)


def test_a_word_inside_waits_and_a_yes_found_by_address_waits_for_the_person(dawn: Person, bea: Somebody) -> None:
    with seen_by(dawn.viewer):
        member = inviting.invite_by_email(space=dawn.space, email=bea.account.email, name="Bea", by=dawn.viewer)
    theirs = signed_in(bea)
    card = at("invited", member_id=member.pk)
    assert card in words(theirs.get("/"))
    sent = theirs.post(card, {"answer": "yes"})
    assert sent.headers["Location"] == "/"
    assert "Dawn now looks" in str(next(iter(get_messages(sent.wsgi_request))))
    assert theirs.get(card).status_code == 404
    assert the_member(dawn)[1:] == (MemberState.WANTS_IN, "Beatrice Ellery")


def test_a_no_leads_home_and_leaves_no_card(dawn: Person, bea: Somebody) -> None:
    with seen_by(dawn.viewer):
        member = inviting.invite_by_email(space=dawn.space, email=bea.account.email, name="Bea", by=dawn.viewer)
    theirs, card = signed_in(bea), at("invited", member_id=member.pk)
    assert signed_in(a_carer()).get(card).status_code == 404
    assert theirs.post(card, {"answer": "no"}).headers["Location"] == "/"
    assert card not in words(theirs.get("/"))
    page = words(signed_in(dawn).get(at("circle", space_id=dawn.space)))
    assert "Who was here before" in page and "Said no, thank you" in page


def test_somebody_paused_or_ended_gets_the_very_page_a_stranger_gets(dawn: Person) -> None:
    # Both work in one service: the foot of every page names the service one works in, so two of different services
    # would get different pages for a reason that tells nothing about Dawn. A carer against a carer would not show this:
    # here it is somebody at work who must not learn whether the space is there.
    together = a_service()
    sam, stranger = a_professional_in(together, name="Sam"), a_professional_in(together, name="Stranger")
    member = lets_in(dawn, sam, tuple(Area))
    mine = signed_in(dawn)
    for what in ("pause", "resume", "pause", "end"):
        if what == "end":
            mine.post(at("circle_end", space_id=dawn.space, member_id=member))
        else:
            mine.post(at("circle_member", space_id=dawn.space, member_id=member), {"what": what})
        if what == "resume":
            continue
        for name in ("space", "circle", "story", "leave_circle", "carer", "needs"):
            seen, strange = (signed_in(who).get(at(name, space_id=dawn.space)) for who in (sam, stranger))
            assert seen.status_code == strange.status_code == 404, name
            plain = [
                re.sub(r'(csrfmiddlewaretoken" value|draft-key" content)="[^"]+"', "", words(page))
                for page in (seen, strange)
            ]
            assert plain[0] == plain[1], name
        home = words(signed_in(sam).get("/"))
        assert "Dawn" not in home


def test_all_sharing_is_paused_with_one_press_and_shared_again_as_before(dawn: Person) -> None:
    sam = a_professional_in(name="Sam")
    lets_in(dawn, sam, (Area.STORY,))
    mine, theirs = signed_in(dawn), signed_in(sam)
    pause = at("circle_pause_all", space_id=dawn.space)
    assert mine.get(pause).status_code == 302
    mine.post(pause, {"what": "pause"})
    assert "All sharing is paused" in words(mine.get(at("circle", space_id=dawn.space)))
    assert theirs.get(at("story", space_id=dawn.space)).status_code == 404
    mine.post(pause, {"what": "resume"})
    assert theirs.get(at("story", space_id=dawn.space)).status_code == 200
    assert theirs.post(pause, {"what": "pause"}).status_code == 404


def test_a_member_leaves_by_themselves_and_a_whole_service_does_not(dawn: Person) -> None:
    sam: Professional = a_professional_in(name="Sam")
    lets_in(dawn, sam)
    theirs, where = signed_in(sam), at("leave_circle", space_id=dawn.space)
    assert "Leave this circle?" in words(theirs.get(where))
    assert theirs.post(where).headers["Location"] == "/"
    assert theirs.get(at("space", space_id=dawn.space)).status_code == 404
    with seen_by(dawn.viewer):
        inviting.invite_team(space=dawn.space, service=sam.service.pk, service_name="Team", by=dawn.viewer)
    assert theirs.get(at("space", space_id=dawn.space)).status_code == 200
    assert theirs.get(where).status_code == 404
    assert signed_in(dawn).get(where).status_code == 404, "nobody leaves their own space here"


def test_emergency_looks_are_the_persons_choice(dawn: Person) -> None:
    mine, where = signed_in(dawn), at("circle_emergency", space_id=dawn.space)
    page = words(mine.get(where))
    assert "If you say yes" in page and "If you say no" in page
    mine.post(where, {"allowed": "no"})
    with seen_by(dawn.viewer):
        space = tell.own_space(dawn.viewer)
        assert space is not None and not space.break_glass_allowed
    assert mine.post(where, {}).status_code == 422


def test_looking_for_a_service_finds_names_places_and_people_and_says_when_there_is_nothing(dawn: Person) -> None:
    sam = a_professional_in(name="Sam Okoro")
    mine, where = signed_in(dawn), at("circle_find", space_id=dawn.space)
    assert sam.service.name in words(mine.get(where))
    assert sam.service.name in words(mine.get(where, {"q": "okoro pain"}))
    assert "We found no service for these words" in words(mine.get(where, {"q": "zzz"}))
    page = at("circle_invite_service", space_id=dawn.space, service_id=sam.service.pk)
    sent = mine.post(page, {"words": "Hello"})
    assert sent.status_code == 422 and "Please choose one person, or the whole service." in words(sent)
    assert "Hello" in words(sent)
    missing = at("circle_invite_service", space_id=dawn.space, service_id=dawn.space)
    assert mine.get(missing).status_code == 404


def test_a_professional_who_asks_stands_before_the_person_with_name_and_service(dawn: Person) -> None:
    sam = a_professional_in(name="Sam Okoro", job_title="physiotherapist")
    with seen_by(sam.viewer):
        asked = joining.ask_to_join(space=dawn.space, service=sam.service.pk, by=sam.viewer)
    mine = signed_in(dawn)
    assert "Asked on" in words(mine.get(at("circle", space_id=dawn.space)))
    page = words(mine.get(at("circle_really_them", space_id=dawn.space, member_id=asked.pk)))
    assert "asks to come into your circle" in page and "Sam Okoro" in page
    assert f"physiotherapist, {sam.service.name}" in page
