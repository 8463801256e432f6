"""A member with the person's leave sends a link: seen at once, ended by either, standing on its sender and no longer."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction

from alongside.care.actions import links, participants
from alongside.care.models import Participant
from alongside.care.queries import links as tell
from alongside.circle import consents
from alongside.circle.actions import consent, joining, pausing
from alongside.circle.models import Grant, Member
from alongside.circle.queries import consent_history, looks
from alongside.circle.rules import Area, MemberState, Standing
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.row_security import ask_wall
from alongside.core.walls import action, first_wall_open
from alongside.people import actions as people
from tests.factories import (
    Person,
    Professional,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    footing_of,
    in_days,
    lets_in,
    lets_team_in,
    seen_by,
)
from tests.factories.talk import a_conversation, a_link, behind_link, list_of

pytestmark = pytest.mark.django_db


def sends(somebody: Somebody, person: Person, thread: UUID, *, weeks: int = 2, name: str = "Dr Okoro") -> str:
    footing = footing_of(somebody, person.space)
    with seen_by(somebody.viewer):
        return links.make_link(footing=footing, thread=thread, weeks=weeks, name=name, role="GP", by=somebody.viewer)


def links_seen_by(somebody: Somebody, person: Person, thread: UUID) -> list[tell.LinkLine]:
    footing = footing_of(somebody, person.space)
    with seen_by(somebody.viewer):
        return tell.links(somebody.viewer, footing, thread)


def dawn_hannah_and_a_thread(*areas: Area) -> tuple[Person, Professional, UUID, UUID]:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah, areas)
    return dawn, hannah, member, a_conversation(dawn, member)


def test_nobody_may_send_a_link_unless_the_person_said_so() -> None:
    dawn, hannah, _member, thread = dawn_hannah_and_a_thread(*(area for area in Area if area is not Area.LINKS))
    with pytest.raises(Refused) as refused:
        sends(hannah, dawn, thread)
    assert "You cannot send a link to this conversation" in str(refused.value.refusal)
    assert "You can suggest somebody" in str(refused.value.refusal)
    assert links_seen_by(dawn, dawn, thread) == []


def test_the_person_sees_at_once_who_sent_a_link_to_whom_and_until_when() -> None:
    dawn, hannah, _member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    code = sends(hannah, dawn, thread)
    here = behind_link(code)
    assert here is not None
    assert here.thread.pk == thread
    (line,) = links_seen_by(dawn, dawn, thread)
    assert (line.name, line.role, line.sent_by, line.is_open) == ("Dr Okoro", "GP", "Hannah", True)
    assert line.ends_at is not None
    assert line.ends_at <= in_days(14)
    with seen_by(dawn.viewer):
        newest = consent_history(dawn.viewer, dawn.space)[0]
    assert (newest.kind, newest.by_name, newest.member.name, newest.item) == ("link-sent", "Hannah", "Dr Okoro", thread)


def test_a_carer_with_leave_may_send_one_too() -> None:
    dawn, jo = a_person("Dawn"), a_carer("Jo")
    thread = a_conversation(dawn, lets_in(dawn, jo, (Area.LINKS,)))
    assert behind_link(sends(jo, dawn, thread)) is not None


def test_a_link_says_whom_it_is_for() -> None:
    dawn, hannah, _member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    with pytest.raises(Refused) as refused:
        sends(hannah, dawn, thread, name="  ")
    assert "Please write who it is" in str(refused.value.refusal)
    with pytest.raises(Refused):
        sends(hannah, dawn, thread, weeks=8)


def test_leave_reaches_no_conversation_that_they_are_not_in() -> None:
    dawn, hannah, member, _thread = dawn_hannah_and_a_thread(Area.LINKS)
    another = a_conversation(dawn, subject="Something else")
    with pytest.raises(Refused) as refused:
        sends(hannah, dawn, another)
    assert "could not find that conversation" in str(refused.value.refusal)
    with seen_by(dawn.viewer):
        consent.open_area(member=member, area=Area.CONVERSATION, by=dawn.viewer)
    with pytest.raises(Refused):
        sends(hannah, dawn, another)


def test_only_the_person_and_the_sender_know_of_a_link_and_can_end_it() -> None:
    dawn, hannah, member, _thread = dawn_hannah_and_a_thread(Area.LINKS)
    marcia = a_professional_in(name="Marcia")
    thread = a_conversation(dawn, member, lets_in(dawn, marcia, (Area.LINKS, Area.CIRCLE)))
    by_hannah, by_dawn = sends(hannah, dawn, thread), a_link(dawn, thread, name="Ronke")
    assert [line.name for line in links_seen_by(hannah, dawn, thread)] == ["Dr Okoro"]
    assert links_seen_by(marcia, dawn, thread) == []
    with seen_by(dawn.viewer):
        places = {row.name: row.pk for row in Participant.objects.filter(thread=thread, standing=Standing.OUTSIDE)}
    for somebody, name in ((marcia, "Dr Okoro"), (marcia, "Ronke"), (hannah, "Ronke")):
        footing = footing_of(somebody, dawn.space)
        with pytest.raises(Refused), seen_by(somebody.viewer):
            links.end_link(footing=footing, thread=thread, participant=places[name], by=somebody.viewer)
    footing = footing_of(hannah, dawn.space)
    with seen_by(hannah.viewer):
        links.end_link(footing=footing, thread=thread, participant=places["Dr Okoro"], by=hannah.viewer)
    assert behind_link(by_hannah) is None
    assert behind_link(by_dawn) is not None
    with seen_by(dawn.viewer):
        newest = consent_history(dawn.viewer, dawn.space)[0]
    assert (newest.kind, newest.by_name) == ("link-ended", "Hannah")


def test_the_person_ends_a_link_that_a_member_sent() -> None:
    dawn, hannah, _member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    code = sends(hannah, dawn, thread)
    (line,) = links_seen_by(dawn, dawn, thread)
    assert line.participant is not None
    footing = footing_of(dawn, dawn.space)
    with seen_by(dawn.viewer):
        links.end_link(footing=footing, thread=thread, participant=line.participant, by=dawn.viewer)
    assert behind_link(code) is None


def _closes_leave(dawn: Person, hannah: Professional, member: UUID, thread: UUID) -> None:
    consent.close_area(member=member, area=Area.LINKS, by=dawn.viewer)


def _keeps_leave_from_them(dawn: Person, hannah: Professional, member: UUID, thread: UUID) -> None:
    consent.shut_area(member=member, area=Area.LINKS, by=dawn.viewer)


def _pauses(dawn: Person, hannah: Professional, member: UUID, thread: UUID) -> None:
    pausing.pause(member=member, by=dawn.viewer)


def _ends(dawn: Person, hannah: Professional, member: UUID, thread: UUID) -> None:
    pausing.end(member=member, by=dawn.viewer)


def _pauses_all(dawn: Person, hannah: Professional, member: UUID, thread: UUID) -> None:
    pausing.pause_all(by=dawn.viewer)


def _closes_the_conversation(dawn: Person, hannah: Professional, member: UUID, thread: UUID) -> None:
    consent.close_area(member=member, area=Area.CONVERSATION, item=thread, by=dawn.viewer)


def _lets_go(dawn: Person, hannah: Professional, member: UUID, thread: UUID) -> None:
    place = Participant.objects.get(thread=thread, member=member)
    footing = footing_of(dawn, dawn.space)
    participants.remove(footing=footing, thread=thread, participant=place.pk, by=dawn.viewer)


WAYS_TO_END: tuple[Callable[[Person, Professional, UUID, UUID], None], ...] = (
    _closes_leave,
    _keeps_leave_from_them,
    _pauses,
    _ends,
    _pauses_all,
    _closes_the_conversation,
    _lets_go,
)


@pytest.mark.parametrize("way", WAYS_TO_END, ids=lambda way: way.__name__.strip("_"))
@pytest.mark.parametrize("whole_area_too", [False, True])
def test_a_link_stands_on_its_sender(way: Callable[..., None], whole_area_too: bool) -> None:
    areas = (Area.LINKS, Area.CONVERSATION) if whole_area_too else (Area.LINKS,)
    dawn, hannah, member, thread = dawn_hannah_and_a_thread(*areas)
    code, other = sends(hannah, dawn, thread), a_link(dawn, thread, name="Ronke")
    with seen_by(dawn.viewer):
        way(dawn, hannah, member, thread)
    assert behind_link(code) is None
    assert (behind_link(other) is None) == (way is _pauses_all), "what the person sent stands on the person"


def test_a_link_ends_with_its_senders_post() -> None:
    dawn, hannah, _member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    code = sends(hannah, dawn, thread)
    people.leave_service(account=hannah.account.pk, service=hannah.service.pk)
    assert behind_link(code) is None
    (line,) = links_seen_by(dawn, dawn, thread)
    assert (line.is_open, line.is_asleep) == (False, True)


def test_a_link_ends_when_its_sender_leaves_by_themselves() -> None:
    dawn, hannah, member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    code = sends(hannah, dawn, thread)
    with seen_by(hannah.viewer):
        joining.leave(member=member, by=hannah.viewer)
    assert behind_link(code) is None


def test_a_pause_that_is_over_brings_a_link_back_and_a_leave_given_anew_does_not() -> None:
    dawn, hannah, member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    code = sends(hannah, dawn, thread)
    with seen_by(dawn.viewer):
        pausing.pause(member=member, by=dawn.viewer)
        pausing.resume(member=member, by=dawn.viewer)
    assert behind_link(code) is not None
    with seen_by(dawn.viewer):
        consent.close_area(member=member, area=Area.LINKS, by=dawn.viewer)
        consent.open_area(member=member, area=Area.LINKS, by=dawn.viewer)
    assert behind_link(code) is None


def test_a_link_ends_no_later_than_the_leave_to_send_it() -> None:
    dawn, hannah, member, thread = dawn_hannah_and_a_thread()
    with seen_by(dawn.viewer):
        consent.open_area(member=member, area=Area.LINKS, until=in_days(3), by=dawn.viewer)
    code = sends(hannah, dawn, thread, weeks=4)
    here = behind_link(code)
    assert here is not None
    assert here.until is not None
    assert here.until <= in_days(3)


def test_a_whole_service_is_never_given_leave() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    team = lets_team_in(dawn, hannah.service)
    with pytest.raises(Refused) as refused, seen_by(dawn.viewer):
        consent.open_area(member=team, area=Area.LINKS, by=dawn.viewer)
    assert "with a name of their own" in str(refused.value.refusal)


def test_who_came_by_a_link_of_a_member_is_not_among_the_people_that_member_knows_of() -> None:
    dawn, hannah, _member, thread = dawn_hannah_and_a_thread(Area.LINKS, Area.CIRCLE)
    sends(hannah, dawn, thread)
    with seen_by(hannah.viewer):
        from alongside.circle.queries import circle_of

        assert [row.name for row in circle_of(hannah.viewer, dawn.space)] == ["Hannah"]
        told = consents.my_consents(hannah.viewer, dawn.space)
    assert told is not None
    assert told.areas[Area.LINKS].is_open
    assert [line.subject for line in list_of(hannah, dawn.space)] == ["Sleep"]
    assert not footing_of(hannah, dawn.space).is_owner
    with seen_by(hannah.viewer):
        assert not looks(hannah.viewer, dawn.space).exists()


# ---- The second wall alone: what the application would let through by a fault


@action
def _writes_a_link(sender: UUID, space: UUID, **other: object) -> Member:
    row = Member(
        **{
            "space_id": space,
            "standing": Standing.OUTSIDE,
            "state": MemberState.IN_CIRCLE,
            "name": "Dr Okoro",
            "link_hash": uuid4().hex * 2,
            "sent_by_id": sender,
            **other,
        }
    )
    row.save()
    return row


@action
def _points_it(link: Member, thread: UUID | None, **other: object) -> Grant:
    now = clock.now()
    row = Grant(
        **{
            "space_id": link.space_id,
            "member": link,
            "area": Area.CONVERSATION,
            "item": thread,
            "purpose": "direct-care",
            "starts_at": now,
            "ends_at": now + timedelta(weeks=4),
            **other,
        }
    )
    row.save()
    return row


def _is_stopped(do: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            do()
    except ProgrammingError as stopped:
        return "row-level security" in str(stopped)
    return False


@pytest.mark.postgres
def test_the_wall_lets_a_member_with_leave_write_one_link_to_one_conversation_they_see() -> None:
    dawn, hannah, member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    another = a_conversation(dawn, subject="Something else")
    with seen_by(hannah.viewer), first_wall_open():
        link = _writes_a_link(member, dawn.space)
        for other in (
            {"thread": another},
            {"thread": None},
            {"thread": thread, "area": Area.STORY},
            {"thread": thread, "effect": "deny"},
            {"thread": thread, "purpose": "carer-support"},
            {"thread": thread, "ends_at": None},
            {"thread": thread, "ends_at": in_days(29)},
            {"thread": thread, "starts_at": in_days(1), "ends_at": in_days(20)},
        ):
            assert _is_stopped(lambda said=other: _points_it(link, **said)), other
        _points_it(link, thread)
        assert _is_stopped(lambda: _points_it(link, thread)), "one link opens one conversation, once"


@pytest.mark.postgres
def test_the_wall_lets_a_member_write_nobody_but_a_link_of_their_own() -> None:
    dawn, hannah, member, _thread = dawn_hannah_and_a_thread(Area.LINKS)
    marcia = a_professional_in(name="Marcia")
    hers = lets_in(dawn, marcia)
    other_person = a_person("Ewa")
    with seen_by(hannah.viewer), first_wall_open():
        for sender, said in (
            (member, {"standing": Standing.PROFESSIONAL, "service_id": hannah.service.pk, "sent_by_id": None}),
            (member, {"account_id": marcia.account.pk}),
            (member, {"link_hash": ""}),
            (member, {"sent_by_id": None}),
            (hers, {}),
            (member, {"space_id": other_person.space}),
        ):
            assert _is_stopped(lambda who=sender, what=said: _writes_a_link(who, dawn.space, **what)), said
    with seen_by(marcia.viewer), first_wall_open():
        assert _is_stopped(lambda: _writes_a_link(hers, dawn.space)), "without leave"
        assert _is_stopped(lambda: _writes_a_link(member, dawn.space)), "in the name of somebody else"


@action
def _changes(link: UUID, **what: object) -> int:
    changed: int = Member.objects.filter(pk=link).update(**what)
    return changed


@pytest.mark.postgres
def test_the_wall_lets_only_the_sender_end_a_link_and_make_nothing_else_of_it() -> None:
    dawn, hannah, member, thread = dawn_hannah_and_a_thread(Area.LINKS)
    marcia = a_professional_in(name="Marcia")
    lets_in(dawn, marcia, (Area.LINKS, Area.CIRCLE))
    sends(hannah, dawn, thread)
    with seen_by(dawn.viewer):
        link = Member.objects.get(sent_by=member).pk
    with seen_by(marcia.viewer), first_wall_open():
        assert not ask_wall("alongside_end_sent", link)
    with seen_by(hannah.viewer), first_wall_open():
        assert _changes(link, name="Somebody else") == 0
        assert _changes(link, standing=Standing.CARER, sent_by=None, account=hannah.account.pk) == 0
        assert ask_wall("alongside_end_sent", link)
        assert not ask_wall("alongside_end_sent", link), "once"
