"""Who looked: the person reads every look in plain words and asks; an emergency is short, reasoned and reviewed."""

import re

import pytest

from alongside.circle.models import BreakGlass, unscoped
from alongside.circle.rules import Area
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from tests.factories import Somebody, a_person, a_professional_in, an_account, lets_in
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db

REASON = "They rang and sounded in danger"


def an_officer() -> Somebody:
    account = an_account("Officer")
    people.hold_role(account=account.pk, role=PlatformRole.PRIVACY_OFFICER)
    return Somebody(account, None)  # type: ignore[arg-type]  # only signs in


def test_the_person_reads_who_read_what_in_plain_words() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.NOTES,))
    at_a_keyboard(hannah).get(inside(dawn.space, "notes/"))
    told = words_of(at_a_keyboard(dawn).get(inside(dawn.space, "looks/")))
    assert "Hannah, psychologist, Invented pain service read what your notes say." in told
    assert "because you let them, for your care" in told


def test_own_looks_are_left_out_until_asked_for() -> None:
    dawn = a_person("Dawn")
    client = at_a_keyboard(dawn)
    client.get(inside(dawn.space))
    assert "You opened the first page" not in words_of(client.get(inside(dawn.space, "looks/")))
    assert "You opened the first page" in words_of(client.get(inside(dawn.space, "looks/") + "?own=1"))


def test_nobody_else_reads_the_log() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, tuple(area for area in Area if area is not Area.CONVERSATION))
    assert at_a_keyboard(hannah).get(inside(dawn.space, "looks/")).status_code == 404


def test_a_question_about_a_look_reaches_the_privacy_officer_and_comes_back_answered() -> None:
    dawn, hannah, officer = a_person("Dawn"), a_professional_in(name="Hannah"), an_officer()
    lets_in(dawn, hannah, (Area.NOTES,))
    at_a_keyboard(hannah).get(inside(dawn.space, "notes/"))
    person = at_a_keyboard(dawn)
    page = person.get(inside(dawn.space, "looks/")).content.decode()
    which = re.findall(r"/looks/([0-9a-f-]{36})/", page)[0]
    person.post(inside(dawn.space, f"looks/{which}/"), {"question": "We have no appointment. Why?"})

    review = at_a_keyboard(officer)
    page = review.get("/review/")
    assert "We have no appointment. Why?" in words_of(page)
    asked = page.content.decode().split('name="which" value="')[1].split('"')[0]
    review.post("/review/", {"what": "question", "which": asked, "words": "She prepared for next week."})
    assert "She prepared for next week." in words_of(person.get(inside(dawn.space, "looks/")))


def test_an_emergency_look_opens_little_is_told_and_reviewed() -> None:
    dawn, stranger, officer = a_person("Dawn"), a_professional_in(name="Sam"), an_officer()
    professional = at_a_keyboard(stranger)
    assert professional.get(inside(dawn.space)).status_code == 404
    sent = professional.post(
        "/staff/emergency/", {"email": dawn.account.email, "service": str(stranger.service.pk), "reason": REASON}
    )
    assert sent["Location"] == inside(dawn.space)
    assert professional.get(inside(dawn.space, "notes/")).status_code == 200
    assert professional.get(inside(dawn.space, "unknowns/")).status_code == 404
    assert professional.get(inside(dawn.space, "looks/")).status_code == 404

    review = at_a_keyboard(officer)
    page = review.get("/review/")
    assert REASON in words_of(page)
    glass = page.content.decode().split('name="which" value="')[1].split('"')[0]
    review.post("/review/", {"what": "glass", "which": glass, "words": "It was right to look."})
    told = words_of(at_a_keyboard(dawn).get(inside(dawn.space, "looks/")))
    assert REASON in told
    assert "It was right to look." in told


def test_who_leaves_the_service_leaves_the_emergency_too() -> None:
    dawn, stranger = a_person("Dawn"), a_professional_in(name="Sam")
    professional = at_a_keyboard(stranger)
    service = str(stranger.service.pk)
    professional.post("/staff/emergency/", {"email": dawn.account.email, "service": service, "reason": REASON})
    people.leave_service(account=stranger.account.pk, service=stranger.service.pk)
    assert professional.get(inside(dawn.space)).status_code == 404


def test_an_unknown_address_and_a_space_without_emergency_access_get_the_same_answer() -> None:
    dawn, stranger = a_person("Dawn"), a_professional_in()
    at_a_keyboard(dawn).post(inside(dawn.space, "circle/emergency/"), {"allowed": "no"})
    professional = at_a_keyboard(stranger)
    answers = [
        words_of(
            professional.post(
                "/staff/emergency/", {"email": email, "service": str(stranger.service.pk), "reason": REASON}
            )
        ).replace(email, "")
        for email in ("nobody@example.test", dawn.account.email)
    ]
    assert answers[0] == answers[1]
    assert "Emergency access is not available here." in answers[0]
    assert unscoped(BreakGlass).count() == 0


def test_a_reason_is_needed_and_kept_when_something_else_is_missing() -> None:
    dawn, stranger = a_person("Dawn"), a_professional_in()
    page = at_a_keyboard(stranger).post(
        "/staff/emergency/", {"email": "", "service": str(stranger.service.pk), "reason": REASON}
    )
    assert page.status_code == 422
    assert REASON in page.content.decode()
    assert dawn.space
