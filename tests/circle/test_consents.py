"""The consent grid: what stands, until when, what is kept; pausing, ending, leaving; and a history of all of it."""

from datetime import timedelta
from uuid import UUID

import pytest

from alongside.care.actions import story
from alongside.care.models import StoryPart
from alongside.care.queries.open_to import open_to, titles_of
from alongside.care.rules import StoryKind
from alongside.circle import queries as tell
from alongside.circle.actions import consent, emergency, joining, pausing
from alongside.circle.consents import Consents, consents_of, my_consents
from alongside.circle.models import Grant, unscoped
from alongside.circle.rules import Area, MemberState
from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.viewer import Purpose
from alongside.core.walls import action
from tests.factories import (
    Person,
    Professional,
    a_carer,
    a_person,
    a_professional_in,
    in_days,
    lets_in,
    lets_team_in,
    seen_by,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def dawn() -> Person:
    return a_person("Dawn")


@pytest.fixture
def sam() -> Professional:
    return a_professional_in(name="Sam")


def grid(person: Person, member: UUID) -> Consents:
    with seen_by(person.viewer):
        row = tell.member(person.viewer, member)
        return consents_of(person.viewer, person.space, [row])[member]


def a_part(person: Person, text: str = "I plan the rotas.", kind: StoryKind = StoryKind.LINE) -> UUID:
    with seen_by(person.viewer):
        story.save(space=person.space, kind=kind, text=text, version=0, by=person.viewer)
        return StoryPart.objects.for_viewer(person.viewer).get(space_id=person.space, kind=kind).pk


def changes(person: Person, grant: UUID, **fields: object) -> None:
    """Put a consent row into a state that time would have brought."""
    with seen_by(person.viewer):
        assert action(unscoped(Grant).filter(pk=grant).update)(**fields) == 1


def test_nothing_is_open_to_somebody_who_has_just_come_in(dawn: Person, sam: Professional) -> None:
    assert grid(dawn, lets_in(dawn, sam)).opens_nothing


def test_the_grid_says_what_is_open_what_begins_later_and_what_is_kept(dawn: Person, sam: Professional) -> None:
    member, part = lets_in(dawn, sam, (Area.STORY,), until=in_days(10)), a_part(dawn)
    with seen_by(dawn.viewer):
        consent.open_area(member=member, area=Area.NOTES, starts=in_days(1), by=dawn.viewer)
        consent.shut_area(member=member, area=Area.UNKNOWNS, by=dawn.viewer)
        consent.shut_item(member=member, area=Area.STORY, item=part, by=dawn.viewer)
    stands = grid(dawn, member)
    assert stands.areas[Area.STORY].is_open and stands.areas[Area.STORY].until is not None
    assert not stands.areas[Area.NOTES].is_open and stands.areas[Area.NOTES].begins_at is not None
    assert stands.areas[Area.UNKNOWNS].is_kept
    assert [(one.item, one.is_kept) for one in stands.items] == [(part, True)]
    assert not stands.opens_nothing


def test_what_a_member_is_told_leaves_out_what_is_kept_from_them(dawn: Person, sam: Professional) -> None:
    member, part = lets_in(dawn, sam, (Area.STORY,)), a_part(dawn)
    with seen_by(dawn.viewer):
        consent.open_area(member=member, area=Area.NOTES, starts=in_days(1), by=dawn.viewer)
        consent.shut_area(member=member, area=Area.UNKNOWNS, by=dawn.viewer)
        consent.shut_item(member=member, area=Area.STORY, item=part, by=dawn.viewer)
    with seen_by(sam.viewer):
        mine = my_consents(sam.viewer, dawn.space)
    assert mine is not None and mine.items == ()
    assert mine.areas[Area.NOTES] == type(mine.areas[Area.NOTES])(Area.NOTES), "what begins tomorrow is not announced"
    assert not mine.areas[Area.UNKNOWNS].is_kept
    with seen_by(a_carer().viewer) as stranger:
        assert my_consents(stranger, dawn.space) is None


def test_consent_for_another_purpose_does_not_stand_in_the_grid(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, (Area.STORY, Area.NOTES))
    with seen_by(dawn.viewer):
        notes = tell.grants_of(dawn.viewer, dawn.space).get(area=Area.NOTES)
    changes(dawn, notes.pk, purpose=Purpose.CARER_SUPPORT)
    stands = grid(dawn, member)
    assert stands.areas[Area.STORY].is_open and not stands.areas[Area.NOTES].is_open


@pytest.mark.parametrize("gone", ["withdrawn", "expired", "not-begun", "for-another-purpose"])
def test_with_one_live_and_one_spent_consent_only_the_live_one_opens(
    dawn: Person, sam: Professional, gone: str
) -> None:
    """Two rows for one somebody: the story by name, and something else that does not count any more."""
    lets_in(dawn, sam, (Area.STORY, Area.CIRCLE))
    a_part(dawn)
    with seen_by(dawn.viewer):
        spent = tell.grants_of(dawn.viewer, dawn.space).get(area=Area.CIRCLE)
    now = clock.now()
    changes(
        dawn,
        spent.pk,
        **{
            "withdrawn": {"withdrawn_at": now - A_DAY},
            "expired": {"ends_at": now - timedelta(minutes=1), "starts_at": now - A_DAY},
            "not-begun": {"starts_at": now + timedelta(minutes=5)},
            "for-another-purpose": {"purpose": Purpose.CARER_SUPPORT},
        }[gone],
    )
    lets_in(dawn, a_carer("Marcia"))
    with seen_by(sam.viewer):
        assert open_to(sam.viewer, dawn.space).story == ((StoryKind.LINE, "I plan the rotas."),)
        assert not tell.may_open(sam.viewer, dawn.space, Area.CIRCLE)
        assert [row.account_id for row in tell.circle_of(sam.viewer, dawn.space)] == [sam.account.pk]


def test_consent_ends_on_its_day_and_cannot_end_before_it_begins(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam)
    with seen_by(dawn.viewer):
        with pytest.raises(Refused) as refused:
            consent.open_area(member=member, area=Area.STORY, until=in_days(-1), by=dawn.viewer)
        assert refused.value.refusal.kind == "consent.in_the_past"
        with pytest.raises(Refused) as refused:
            consent.open_area(member=member, area=Area.STORY, until=in_days(1), starts=in_days(2), by=dawn.viewer)
        assert refused.value.refusal.kind == "consent.ends_before_it_begins"


def test_ending_withdraws_everything_at_once(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, tuple(Area))
    a_part(dawn)
    with seen_by(dawn.viewer):
        pausing.end(member=member, by=dawn.viewer)
        assert not tell.grants_of(dawn.viewer, dawn.space).exists()
        with pytest.raises(Refused):
            consent.open_area(member=member, area=Area.STORY, by=dawn.viewer)
    with seen_by(sam.viewer):
        assert tell.footing(sam.viewer, dawn.space) is None
        assert open_to(sam.viewer, dawn.space).is_nothing
        assert tell.spaces_open_to(sam.viewer) == []


def test_somebody_paused_finds_what_a_stranger_finds_and_everything_again_afterwards(
    dawn: Person, sam: Professional
) -> None:
    member = lets_in(dawn, sam, (Area.STORY,))
    a_part(dawn)
    with seen_by(dawn.viewer):
        pausing.pause(member=member, by=dawn.viewer)
    with seen_by(sam.viewer):
        assert tell.footing(sam.viewer, dawn.space) is None
        assert tell.spaces_open_to(sam.viewer) == [] and open_to(sam.viewer, dawn.space).is_nothing
    with seen_by(dawn.viewer):
        pausing.resume(member=member, by=dawn.viewer)
    with seen_by(sam.viewer):
        assert not open_to(sam.viewer, dawn.space).is_nothing


def test_a_named_professional_who_is_paused_may_still_come_with_their_team_that_is_in(
    dawn: Person, sam: Professional
) -> None:
    """Two ways in: pausing one of them says nothing about the other. The person sees both in the grid."""
    member = lets_in(dawn, sam, (Area.STORY,))
    lets_team_in(dawn, sam.service, (Area.STORY,))
    with seen_by(dawn.viewer):
        pausing.pause(member=member, by=dawn.viewer)
    with seen_by(sam.viewer):
        where = tell.footing(sam.viewer, dawn.space)
    assert where is not None and where.member != member


def test_pausing_everything_closes_it_to_everybody_and_nobody_else_notices_why(dawn: Person, sam: Professional) -> None:
    marcia = a_carer("Marcia")
    lets_in(dawn, sam, tuple(Area))
    lets_in(dawn, marcia, tuple(Area))
    a_part(dawn)
    with seen_by(dawn.viewer):
        pausing.pause_all(by=dawn.viewer)
        pausing.pause_all(by=dawn.viewer)
        assert open_to(dawn.viewer, dawn.space).story
    for somebody in (sam, marcia):
        with seen_by(somebody.viewer):
            assert tell.footing(somebody.viewer, dawn.space) is None
            assert open_to(somebody.viewer, dawn.space).is_nothing
    with seen_by(dawn.viewer):
        pausing.resume_all(by=dawn.viewer)
        pausing.resume_all(by=dawn.viewer)
    with seen_by(sam.viewer):
        assert open_to(sam.viewer, dawn.space).story
    with seen_by(dawn.viewer):
        kinds = list(tell.consent_history(dawn.viewer, dawn.space).values_list("kind", flat=True))
    assert kinds[:2] == ["all-resumed", "all-paused"] and kinds.count("all-paused") == 1


def test_a_member_leaves_by_themselves(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, (Area.STORY,))
    with seen_by(sam.viewer):
        joining.leave(member=member, by=sam.viewer)
    with seen_by(sam.viewer):
        assert tell.footing(sam.viewer, dawn.space) is None
        with pytest.raises(Refused):
            joining.leave(member=member, by=a_carer().viewer)
    with seen_by(dawn.viewer):
        assert [row.state for row in tell.past_circle_of(dawn.viewer, dawn.space)] == [MemberState.LEFT]


def test_every_change_of_consent_is_remembered_for_the_person_and_for_nobody_else(
    dawn: Person, sam: Professional
) -> None:
    member = lets_in(dawn, sam, (Area.STORY,))
    with seen_by(dawn.viewer):
        consent.close_area(member=member, area=Area.STORY, by=dawn.viewer)
        consent.close_area(member=member, area=Area.STORY, by=dawn.viewer)
        pausing.pause(member=member, by=dawn.viewer)
        pausing.resume(member=member, by=dawn.viewer)
        emergency.choose_break_glass(allowed=False, by=dawn.viewer)
        emergency.choose_break_glass(allowed=False, by=dawn.viewer)
        emergency.choose_break_glass(allowed=True, by=dawn.viewer)
        kinds = [row.kind for row in tell.consent_history(dawn.viewer, dawn.space)]
    assert kinds == [
        "emergency-allowed",
        "emergency-not-allowed",
        "let-in-again",
        "paused",
        "closed",
        "opened",
        "accepted",
        "invited",
    ]
    with seen_by(sam.viewer):
        assert not tell.consent_history(sam.viewer, dawn.space).exists()
    assert Fact.objects.filter(kind="consent.withdrawn", space=dawn.space).count() == 1


def test_items_are_called_by_their_first_words_and_only_to_whoever_may_see_them(
    dawn: Person, sam: Professional
) -> None:
    part = a_part(
        dawn, "A long afternoon of rotas and buses and children and a back that gives up at four", StoryKind.PAGE
    )
    with seen_by(dawn.viewer):
        (title,) = titles_of(dawn.viewer, dawn.space, [part]).values()
        assert title.startswith("A long afternoon") and title.endswith("…") and len(title) <= 62
        assert titles_of(dawn.viewer, dawn.space, []) == {}
    with seen_by(sam.viewer):
        assert titles_of(sam.viewer, dawn.space, [part]) == {}
