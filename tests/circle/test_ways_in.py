"""Ways into a circle: by name, by a code, by an address. Nobody is in without the person's yes, and nobody is told."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from alongside.circle import queries as tell
from alongside.circle.actions import inviting, joining, pausing
from alongside.circle.codes import hash_of
from alongside.circle.consents import meant_by, offers_of
from alongside.circle.models import Invitation, Member, unscoped
from alongside.circle.rules import InvitedBy, MemberState, Standing
from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.viewer import Purpose, Viewer
from alongside.core.walls import action
from alongside.people import actions as people
from tests.factories import Person, Somebody, a_carer, a_person, a_professional_in, lets_in, seen_by

pytestmark = pytest.mark.django_db


def bearer(somebody: Somebody, code: str) -> Viewer:
    return replace(somebody.viewer, purpose=Purpose.OWN, link=hash_of(code), memo={})


def own(somebody: Somebody) -> Viewer:
    return replace(somebody.viewer, purpose=Purpose.OWN, memo={})


def invites_by_code(person: Person, name: str = "My aunt") -> inviting.Made:
    with seen_by(person.viewer):
        return inviting.invite_by_code(space=person.space, name=name, words="You listen.", by=person.viewer)


def takes(somebody: Somebody, code: str) -> None:
    with seen_by(bearer(somebody, code)) as viewer:
        invitation = tell.invitation_behind(viewer)
        assert invitation is not None
        joining.take_invitation(invitation=invitation, by=viewer)


def state_of(person: Person, member: UUID) -> str:
    with seen_by(person.viewer):
        row = tell.member(person.viewer, member)
        assert row is not None
        return str(row.state)


def has_ended(person: Person, member: Member) -> None:
    """The last moment of this member's invitation is over."""
    with seen_by(person.viewer):
        ended = clock.now() - timedelta(minutes=1)
        assert action(unscoped(Invitation).filter(member=member).update)(ends_at=ended) == 1


def test_a_code_opens_nothing_and_whoever_takes_it_waits_for_the_persons_yes() -> None:
    dawn, bea = a_person("Dawn"), a_carer("Beatrice")
    made = invites_by_code(dawn)
    takes(bea, made.code)
    assert state_of(dawn, made.member.pk) == MemberState.WANTS_IN
    with seen_by(bea.viewer):
        assert tell.footing(bea.viewer, dawn.space) is None
    with seen_by(dawn.viewer):
        assert meant_by(dawn.viewer, dawn.space, made.member.pk) == "My aunt"
        row = tell.member(dawn.viewer, made.member.pk)
        assert row is not None and row.name == "Beatrice"
        joining.say_yes(member=made.member.pk, by=dawn.viewer)
    with seen_by(bea.viewer):
        assert tell.footing(bea.viewer, dawn.space) is not None
    assert Fact.objects.filter(kind="circle.wants_in", space=dawn.space).count() == 1


def test_a_code_is_taken_once_and_by_one_somebody_only() -> None:
    dawn, bea, other = a_person("Dawn"), a_carer("Beatrice"), a_carer("Somebody with a copy")
    made = invites_by_code(dawn)
    takes(bea, made.code)
    takes(bea, made.code)
    with pytest.raises(Refused) as refused:
        takes(other, made.code)
    assert refused.value.refusal.kind == "invitation.used"
    with seen_by(dawn.viewer):
        assert [row.account_id for row in tell.circle_of(dawn.viewer, dawn.space)] == [bea.account.pk]


def test_of_two_who_hold_the_same_code_the_one_who_came_second_is_refused_even_when_both_had_read_it() -> None:
    dawn, bea, other = a_person("Dawn"), a_carer("Beatrice"), a_carer("Somebody with a copy")
    made = invites_by_code(dawn)
    with seen_by(bearer(other, made.code)) as viewer:
        read_before = tell.invitation_behind(viewer)
        assert read_before is not None
    takes(bea, made.code)
    with pytest.raises(Refused) as refused, seen_by(bearer(other, made.code)) as viewer:
        joining.take_invitation(invitation=read_before, by=viewer)
    assert refused.value.refusal.kind == "invitation.used"


def test_an_ended_or_withdrawn_code_says_so() -> None:
    dawn, bea = a_person("Dawn"), a_carer("Beatrice")
    made = invites_by_code(dawn)
    has_ended(dawn, made.member)
    with pytest.raises(Refused) as refused:
        takes(bea, made.code)
    assert refused.value.refusal.kind == "invitation.over"
    other = invites_by_code(dawn)
    with seen_by(dawn.viewer):
        pausing.end(member=other.member.pk, by=dawn.viewer)
    with pytest.raises(Refused) as refused:
        takes(bea, other.code)
    assert refused.value.refusal.kind == "invitation.over"


def test_a_new_code_replaces_the_lost_one() -> None:
    dawn, bea = a_person("Dawn"), a_carer("Beatrice")
    lost = invites_by_code(dawn)
    with seen_by(dawn.viewer):
        fresh = inviting.make_new_code(member=lost.member.pk, by=dawn.viewer)
    with pytest.raises(Refused):
        takes(bea, lost.code)
    takes(bea, fresh.code)
    with pytest.raises(Refused), seen_by(dawn.viewer):
        inviting.make_new_code(member=lost.member.pk, by=dawn.viewer)


def test_nobody_takes_their_own_code_and_nobody_comes_in_twice() -> None:
    dawn, bea = a_person("Dawn"), a_carer("Beatrice")
    first, second = invites_by_code(dawn), invites_by_code(dawn)
    with pytest.raises(Refused) as refused:
        takes(dawn, first.code)
    assert refused.value.refusal.kind == "circle.yourself"
    takes(bea, first.code)
    with pytest.raises(Refused) as refused:
        takes(bea, second.code)
    assert refused.value.refusal.kind == "circle.already_in"
    with seen_by(Viewer(None, "", link=hash_of(second.code))) as nobody:
        invitation = tell.invitation_behind(nobody)
        assert invitation is not None
        with pytest.raises(Refused) as refused:
            joining.take_invitation(invitation=invitation, by=nobody)
    assert refused.value.refusal.kind == "circle.nobody"


def test_somebody_invited_by_name_is_in_with_their_yes_and_reads_nothing_but_the_invitation_before() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam")
    with seen_by(dawn.viewer):
        member = inviting.invite_account(
            space=dawn.space,
            account=sam.account.pk,
            standing=Standing.PROFESSIONAL,
            service=sam.service.pk,
            words="Come in.",
            by=dawn.viewer,
        )
        assert offers_of(dawn.viewer, dawn.space)[member.pk].way is InvitedBy.NAME
    with seen_by(own(sam)) as viewer:
        (waiting,) = tell.invitations_waiting_for(sam.account.pk)
        assert (waiting.from_name, waiting.words, waiting.member) == ("Dawn", "Come in.", member.pk)
        assert tell.footing(viewer, dawn.space) is None
    with seen_by(own(sam)) as viewer:
        joining.answer_invitation(member=member.pk, accept=True, by=viewer)
        joining.answer_invitation(member=member.pk, accept=True, by=viewer)
        assert tell.invitations_waiting_for(sam.account.pk) == []
    assert state_of(dawn, member.pk) == MemberState.IN_CIRCLE


def test_a_no_is_silent_and_the_person_finds_it_among_those_who_were_here_before() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam")
    with seen_by(dawn.viewer):
        member = inviting.invite_account(
            space=dawn.space,
            account=sam.account.pk,
            standing=Standing.PROFESSIONAL,
            service=sam.service.pk,
            by=dawn.viewer,
        )
    with seen_by(own(sam)) as viewer:
        joining.answer_invitation(member=member.pk, accept=False, by=viewer)
    with seen_by(dawn.viewer):
        assert [row.state for row in tell.past_circle_of(dawn.viewer, dawn.space)] == [MemberState.DECLINED]
    with pytest.raises(Refused), seen_by(own(sam)) as viewer:
        joining.answer_invitation(member=member.pk, accept=True, by=viewer)


def test_an_invitation_taken_back_cannot_be_answered() -> None:
    dawn, sam, other = a_person("Dawn"), a_professional_in(name="Sam"), a_professional_in(name="Other")
    with seen_by(dawn.viewer):
        member = inviting.invite_account(
            space=dawn.space,
            account=sam.account.pk,
            standing=Standing.PROFESSIONAL,
            service=sam.service.pk,
            by=dawn.viewer,
        )
    with pytest.raises(Refused), seen_by(own(other)) as viewer:
        joining.answer_invitation(member=member.pk, accept=True, by=viewer)
    has_ended(dawn, member)
    with pytest.raises(Refused) as refused, seen_by(own(sam)) as viewer:
        joining.answer_invitation(member=member.pk, accept=True, by=viewer)
    assert refused.value.refusal.kind == "invitation.over"
    with seen_by(dawn.viewer):
        pausing.end(member=member.pk, by=dawn.viewer)
    with pytest.raises(Refused), seen_by(own(sam)) as viewer:
        joining.answer_invitation(member=member.pk, accept=True, by=viewer)


def test_an_address_with_an_account_and_one_without_look_the_same_to_the_person() -> None:
    dawn, bea = a_person("Dawn"), a_carer("Beatrice the account")
    with seen_by(dawn.viewer):
        for email in (bea.account.email, "nobody-here@example.test"):
            inviting.invite_by_email(space=dawn.space, email=email, name="Bea", role="aunt", by=dawn.viewer)
        rows = list(tell.circle_of(dawn.viewer, dawn.space))
        offers = offers_of(dawn.viewer, dawn.space)
        seen = [(row.name, row.role, row.state, row.standing, offers[row.pk].way) for row in rows]
    assert seen[0] == seen[1] == ("Bea", "aunt", MemberState.INVITED, Standing.CARER, InvitedBy.EMAIL)


def test_somebody_found_by_an_address_still_waits_for_the_persons_yes() -> None:
    dawn, bea = a_person("Dawn"), a_carer("Whoever has that address")
    with seen_by(dawn.viewer):
        member = inviting.invite_by_email(space=dawn.space, email=bea.account.email.upper(), name="Bea", by=dawn.viewer)
        again = inviting.invite_by_email(space=dawn.space, email=bea.account.email, name="Bea", by=dawn.viewer)
        assert again.account_id is None, "the second time leaves nothing with the account, and looks the same"
        with pytest.raises(Refused):
            inviting.invite_by_email(space=dawn.space, email=dawn.account.email, name="Me", by=dawn.viewer)
    with seen_by(own(bea)) as viewer:
        joining.answer_invitation(member=member.pk, accept=True, by=viewer)
    assert state_of(dawn, member.pk) == MemberState.WANTS_IN
    with seen_by(dawn.viewer):
        row = tell.member(dawn.viewer, member.pk)
        assert row is not None and row.name == "Whoever has that address"
        assert meant_by(dawn.viewer, dawn.space, member.pk) == "Bea"


def test_only_the_person_invites_and_only_people_who_are_there() -> None:
    dawn, sam, gone = a_person("Dawn"), a_professional_in(name="Sam"), a_professional_in(name="Gone")
    lets_in(dawn, sam)
    with seen_by(own(sam)) as viewer:
        for attempt in (
            lambda: inviting.invite_by_code(space=dawn.space, name="x", by=viewer),
            lambda: inviting.invite_by_email(space=dawn.space, email="x@example.test", name="x", by=viewer),
            lambda: inviting.invite_team(space=dawn.space, service=sam.service.pk, service_name="x", by=viewer),
        ):
            with pytest.raises(Refused):
                attempt()
    with pytest.raises(Refused) as refused, seen_by(dawn.viewer):
        inviting.invite_account(
            space=dawn.space,
            account=gone.account.pk,
            standing=Standing.PROFESSIONAL,
            service=sam.service.pk,
            by=dawn.viewer,
        )
    assert refused.value.refusal.kind == "circle.not_in_service"


def test_an_invitation_to_oneself_or_to_a_closed_account_is_refused_and_asked_twice_it_is_one() -> None:
    dawn, marcia, closed = a_person("Dawn"), a_carer("Marcia"), a_carer("Closed")
    people.close_account(account=closed.account.pk)

    def invites(account: UUID) -> Member:
        with seen_by(dawn.viewer):
            return inviting.invite_account(space=dawn.space, account=account, standing=Standing.CARER, by=dawn.viewer)

    for account, kind in ((dawn.account.pk, "circle.yourself"), (closed.account.pk, "circle.nobody")):
        with pytest.raises(Refused) as refused:
            invites(account)
        assert refused.value.refusal.kind == kind
    assert invites(marcia.account.pk).pk == invites(marcia.account.pk).pk
    with seen_by(own(marcia)) as viewer:
        assert viewer.account == marcia.account.pk
        assert len(tell.invitations_waiting_for(marcia.account.pk)) == 1


def test_nobody_answers_a_word_that_waits_for_somebody_else() -> None:
    dawn, bea = a_person("Dawn"), a_carer("Beatrice")
    with seen_by(dawn.viewer):
        member = inviting.invite_by_email(space=dawn.space, email=bea.account.email, name="Bea", by=dawn.viewer)
    with seen_by(own(bea)) as viewer, pytest.raises(Refused):
        joining.answer_invitation(member=member.pk, accept=True, by=replace(viewer, account=dawn.account.pk, memo={}))


def test_a_professional_asks_to_come_in_and_sees_nothing_before_the_persons_yes() -> None:
    dawn, sam = a_person("Dawn"), a_professional_in(name="Sam")
    with seen_by(sam.viewer):
        asked = joining.ask_to_join(space=dawn.space, service=sam.service.pk, by=sam.viewer)
    with seen_by(sam.viewer):
        assert tell.footing(sam.viewer, dawn.space) is None and tell.spaces_open_to(sam.viewer) == []
    with seen_by(dawn.viewer):
        assert [row.state for row in tell.circle_of(dawn.viewer, dawn.space)] == [MemberState.WANTS_IN]
        assert [row.kind for row in tell.consent_history(dawn.viewer, dawn.space)] == ["asked"]
        joining.say_yes(member=asked.pk, by=dawn.viewer)
    with seen_by(sam.viewer):
        assert tell.footing(sam.viewer, dawn.space) is not None
    with pytest.raises(Refused), seen_by(sam.viewer):
        joining.ask_to_join(space=dawn.space, service=a_professional_in().service.pk, by=sam.viewer)
