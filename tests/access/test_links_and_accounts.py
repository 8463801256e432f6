"""Who comes without a place in a circle: by a link, by an invitation, as an account, or as nobody at all."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from alongside.circle.codes import hash_of
from alongside.circle.models import Grant, Member, Space
from alongside.circle.rules import Area, MemberState
from alongside.core import clock
from alongside.core.models import AccessEvent
from alongside.core.viewer import Purpose, bound
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from alongside.web.conversation.live import LinkNews
from tests.access.inhabited import Inhabited, inhabit
from tests.access.looking import a_share, a_stranger, footprint, things_in, without_what_is_new_each_time
from tests.access.oracle import should_see
from tests.access.route_table import of_kind
from tests.access.rows import STATE_OF_PLACE, consent_rows, remove, save
from tests.factories import Somebody, a_professional_in

pytestmark = pytest.mark.django_db

# A link has one consent row for its conversation; beside it there is another one, dead or alive.
ROWS = (
    ("live-for-this-item", "withdrawn"),
    ("live-for-this-item", "expired"),
    ("live-for-this-item", "this-item-kept-from-them"),
    ("live-for-this-item", "kept-from-them"),
    ("live-for-another-item", "expired"),
    ("live-for-another-item", "withdrawn"),
    ("not-begun", "for-another-purpose"),
    ("none", "none"),
)
PLACES = ("paused", "ended", "left", "all-sharing-paused")


def situations() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from (("in", pair) for pair in ROWS)
    yield from ((place, ("live-for-this-item", "expired")) for place in PLACES)


def arrange_link(here: Inhabited, place: str, pair: tuple[str, ...]) -> None:
    """The link stands like this now."""
    with transaction.atomic(), bound(here.person.viewer):
        member = Member.objects.get(link_hash=hash_of(here.link))
        remove(Grant.objects.filter(member=member))
        member.state = STATE_OF_PLACE.get(place, MemberState.IN_CIRCLE)
        save(member)
        if place == "all-sharing-paused":
            space = Space.objects.get(pk=here.space)
            space.sharing_paused_at = clock.now()
            save(space)
        for state in pair:
            save(
                *consent_rows(
                    state,
                    space=here.space,
                    member=member.pk,
                    area=Area.CONVERSATION,
                    items=[here.one("conversation", "sealed").id],
                    purpose=Purpose.DIRECT_CARE,
                    now=clock.now(),
                )
            )


def looks_by(here: Inhabited, response: Any) -> list[AccessEvent]:
    with transaction.atomic(), bound(here.person.viewer):
        request = response.wsgi_request.alongside_request
        return list(AccessEvent.objects.filter(space=here.space, request=request))


@pytest.mark.parametrize(
    ("place", "pair"), list(situations()), ids=lambda one: one if isinstance(one, str) else "+".join(one)
)
def test_a_link_opens_its_one_conversation_while_it_lasts_and_each_opening_is_in_the_log(
    place: str, pair: tuple[str, ...]
) -> None:
    here = inhabit()
    thread = here.one("conversation", "sealed")
    file = here.one("conversation-file", "sealed")
    other_file = here.one("conversation-file", "ordinary")
    arrange_link(here, place, pair)
    opens = should_see("outside", place, pair, "sealed")
    client = Client()
    page = client.get(reverse("reply", kwargs={"code": here.link}))
    given = client.get(reverse("reply_file", kwargs={"code": here.link, "file_id": file.id}))
    with transaction.atomic():
        news = LinkNews().change(page.wsgi_request, code=here.link)
    shown = things_in(here, page.content) | things_in(here, b"".join([given.content]))
    if opens:
        assert (page.status_code, given.status_code) == (200, 200)
        assert news is not None
        assert {thing for thing in shown if thing not in (thread, file) and thing.within is not thread} == set()
        assert thread in shown
        assert [row.outcome for row in looks_by(here, page)] == ["shown"]
        assert str(thread.id) in str(looks_by(here, page)[0].items)
        assert str(file.id) in str(looks_by(here, given)[0].items)
    else:
        assert (page.status_code, given.status_code) == (410, 410)
        assert news is None
        assert shown == set()
        before = footprint(here)
        words = {"what": "message", "words": "Hello", "name": "Sam", "role": "GP", "once": uuid4().hex}
        assert client.post(reverse("reply", kwargs={"code": here.link}), words).status_code == 410
        assert footprint(here) == before
    other = client.get(reverse("reply_file", kwargs={"code": here.link, "file_id": other_file.id}))
    assert other.status_code in (404, 410)
    assert things_in(here, other.content) == set()


def test_a_code_that_never_was_is_told_what_one_that_ended_is_told() -> None:
    here = inhabit()
    arrange_link(here, "ended", ("none", "none"))
    client = Client()
    bodies = []
    for code in (here.link, "x" * len(here.link)):
        body = client.get(reverse("reply", kwargs={"code": code})).content
        bodies.append(without_what_is_new_each_time(body).replace(code.encode(), b""))
    assert bodies[0] == bodies[1]


def test_an_invitation_shows_who_invites_and_nothing_of_the_space() -> None:
    here = inhabit()
    for waiting in here.of("member"):
        if "code" in waiting.words:
            page = Client().get(reverse("join", kwargs={"code": waiting.words["code"]}))
            assert page.status_code in (200, 410)
            assert things_in(here, page.content) == set()
    assert Client().get(reverse("join", kwargs={"code": "never-was"})).status_code == 404


def come_as(who: str) -> tuple[Client, Somebody | None]:
    """A browser, signed in as somebody without a place in any circle."""
    client = Client()
    if who == "nobody":
        return client, None
    somebody: Somebody = a_professional_in() if who == "works somewhere" else a_stranger()
    if who in set(PlatformRole):
        people.hold_role(account=somebody.account.pk, role=PlatformRole(who))
    client.force_login(somebody.account)
    return client, somebody


MEETS = {
    "an-account": lambda who: who != "nobody",
    "a-post": lambda who: who == "works somewhere",
    "privacy-officer": lambda who: who == "privacy-officer",
    "administrator": lambda who: who == "administrator",
    "facilitator": lambda who: who == "facilitator",
    "commissioner": lambda who: who == "commissioner",
    "an-invitation": lambda who: False,
    "the-item": lambda who: False,
    "makes-sets": lambda who: who == "facilitator",
    "nothing": lambda who: True,
}


WHOEVER = ["nobody", "somebody", "works somewhere", *map(str, PlatformRole)]


@pytest.mark.parametrize("who", WHOEVER)
def test_pages_of_an_account_open_to_whom_the_table_names(who: str) -> None:
    here = inhabit()
    client, _somebody = come_as(who)
    filled = {
        "service_id": here.professional.service.pk,
        "member_id": here.carer_member,
        "code": "never-was",
        "token": "never-was",
        "practice_id": "P1.1",
        "set_id": "both-2019",
        "number": "1",
        "principle": 1,
        "what": "drop",
        "language": "cy",
        "place": "P1.1",
        "story_id": uuid4(),
        "seat_id": uuid4(),
        "slug": here.professional.service.slug,
        "closes": "2026-09-30",
    }
    wrong = []
    for row in a_share(of_kind("account", "open"), WHOEVER.index(who)):
        kwargs = {name: value for name, value in filled.items() if f":{name}>" in row.at}
        for method, needs in row.methods.items():
            if row.name == "demo_sign_in":
                continue  # there is no such page outside the demo
            with transaction.atomic():
                response = getattr(client, method)(reverse(row.name, kwargs=kwargs))
                transaction.set_rollback(True)
            asked_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
            expected = "sign-in" if who == "nobody" and "an-account" in needs else "shown"
            if expected == "shown" and not all(MEETS[need](who) for need in needs):
                expected = "nothing"
            got = "sign-in" if asked_in else "nothing" if response.status_code == 404 else "shown"
            if got != expected and not (expected == "shown" and row.name == "keep_draft"):
                wrong.append(f"{method} {row.name}: {got} ({response.status_code}), expected {expected}")
            if response.status_code >= 500 or (not response.streaming and things_in(here, response.content)):
                wrong.append(f"{method} {row.name}: shows something of a space, or breaks")
    assert wrong == []


def test_pages_of_the_sign_in_library_ask_for_an_account_where_the_table_says_so() -> None:
    client = Client()
    wrong = []
    for row in of_kind("other"):
        if not row.get:
            continue
        kwargs = {name: value for name, value in {"pk": 1, "key": "x-y", "uidb36": "1"}.items() if f"{name}>" in row.at}
        response = client.get(reverse(row.name, kwargs=kwargs))
        asked_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
        if ("an-account" in row.get) != asked_in and not (row.get == ("nothing",) and response.status_code == 302):
            wrong.append(f"{row.name}: {response.status_code}")
        assert response.status_code < 500
    assert wrong == []
