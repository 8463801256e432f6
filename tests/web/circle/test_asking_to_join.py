"""A professional asks to be let in: the person decides, and the page says the same whatever is true."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.circle import queries as tell
from alongside.circle.actions import joining, pausing
from alongside.circle.models import Member
from alongside.circle.rules import ASKS_TO_JOIN_A_DAY, MemberState
from alongside.core.models import Fact
from alongside.core.walls import action
from alongside.people import actions as people
from tests.factories import Person, Professional, a_carer, a_person, a_professional_in, an_account, lets_in, seen_by
from tests.web.circle.browsing import at, signed_in, words

pytestmark = pytest.mark.django_db


def asks(sam: Professional, email: str, **other: str) -> str:
    """The whole answer as a page, without what differs between any two pages."""
    page = signed_in(sam).post(
        at("ask_to_join"), {"email": email, "service": str(sam.service.pk), **other}, follow=True
    )
    assert page.redirect_chain == [("/staff/ask-to-join/?asked", 302)], words(page)
    return re.sub(r'(value|nonce|data-draft-key|content)="[^"]{20,}"', "", words(page))


def states(dawn: Person) -> list[str]:
    with seen_by(dawn.viewer):
        return sorted(Member.objects.for_viewer(dawn.viewer).values_list("state", flat=True))


@action
def _a_month_passes() -> None:
    Member.objects.update(changed_at=timezone.now() - timedelta(days=31))


def test_a_professional_asks_and_the_person_finds_who_and_from_where() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam", job_title="physiotherapist")
    asks(sam, f"  {dawn.account.email.upper()} ")
    assert states(dawn) == [MemberState.WANTS_IN]
    circle = words(signed_in(dawn).get(at("circle", space_id=dawn.space)))
    assert "Sam" in circle
    assert "physiotherapist" in circle
    assert "Asked on" in circle
    assert "Took your invitation" not in circle
    assert "Sam would like to be in your circle." in words(signed_in(dawn).get(at("space", space_id=dawn.space)))


def test_the_answer_is_the_same_whatever_is_true() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam")
    without_space = an_account("Ewa")
    gone = a_person("Gone")
    people.close_account(account=gone.account.pk)
    answers = {
        asks(sam, email)
        for email in (
            dawn.account.email,
            dawn.account.email,
            "nobody@example.test",
            without_space.email,
            gone.account.email,
            sam.account.email,
        )
    }
    assert len(answers) == 1, "one sentence for all"
    assert "If this address belongs to somebody with a space here" in answers.pop()
    assert states(dawn) == [MemberState.WANTS_IN], "asked twice is asked once"
    home = words(signed_in(sam).get(at("home")))
    assert "Dawn" not in home
    assert signed_in(sam).get(at("space", space_id=dawn.space)).status_code == 404


def test_it_does_not_answer_quicker_when_there_is_nobody() -> None:
    sam = a_professional_in(name="Sam")
    began = time.monotonic()
    asks(sam, "nobody@example.test")
    assert time.monotonic() - began >= 0.3


def test_whoever_was_told_no_does_not_come_again_for_a_month_and_does_not_notice() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam")
    first = asks(sam, dawn.account.email)
    with seen_by(dawn.viewer):
        member = Member.objects.for_viewer(dawn.viewer).get()
        pausing.end(member=member.pk, by=dawn.viewer)
    assert asks(sam, dawn.account.email) == first
    assert states(dawn) == [MemberState.ENDED]
    with seen_by(dawn.viewer):
        _a_month_passes()
    assert asks(sam, dawn.account.email) == first
    assert states(dawn) == [MemberState.ENDED, MemberState.WANTS_IN]


def test_whoever_is_in_the_circle_already_asks_for_nothing_new() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam")
    lets_in(dawn, sam)
    asks(sam, dawn.account.email)
    assert states(dawn) == [MemberState.IN_CIRCLE]


def test_after_enough_tries_it_says_so_whoever_was_asked() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam")
    with seen_by(sam.viewer):
        for _number in range(ASKS_TO_JOIN_A_DAY):
            joining.ask_by_address(email="nobody@example.test", service=sam.service.pk, by=sam.viewer)
    page = signed_in(sam).post(at("ask_to_join"), {"email": dawn.account.email, "service": str(sam.service.pk)})
    assert page.status_code == 422
    assert "You have asked often enough for one day." in words(page)
    assert dawn.account.email in words(page), "what was typed stays"
    assert states(dawn) == []
    assert not Fact.objects.filter(kind="circle.asked_by_address", space__isnull=False).exists()


def test_only_somebody_who_works_in_a_service_may_ask_and_only_for_it() -> None:
    dawn, sam, jo = a_person("Dawn"), a_professional_in(name="Sam"), a_carer("Jo")
    assert signed_in(jo).get(at("ask_to_join")).status_code == 404
    assert signed_in(dawn).get(at("ask_to_join")).status_code == 404
    elsewhere = str(a_professional_in(name="Marcia").service.pk)
    page = signed_in(sam).post(at("ask_to_join"), {"email": dawn.account.email, "service": elsewhere})
    assert page.status_code == 422
    assert states(dawn) == []


def test_the_way_there_stands_on_home_and_in_the_menu() -> None:
    sam, jo = a_professional_in(name="Sam"), a_carer("Jo")
    home = words(signed_in(sam).get(at("home")))
    assert home.count('href="/staff/ask-to-join/"') >= 2
    assert home.count('href="/staff/asks/"') >= 2
    assert "/staff/" not in words(signed_in(jo).get(at("home")))


def test_the_space_behind_an_address_is_told_to_nobody_outside_a_service() -> None:
    dawn, sam, jo = a_person("Dawn"), a_professional_in(name="Sam"), a_carer("Jo")
    with seen_by(jo.viewer):
        assert tell.space_to_ask(jo.viewer, dawn.account.pk, sam.service.pk) is None
    with seen_by(sam.viewer):
        assert tell.space_to_ask(sam.viewer, dawn.account.pk, a_professional_in().service.pk) is None
        assert tell.space_to_ask(sam.viewer, dawn.account.pk, sam.service.pk) == dawn.space
