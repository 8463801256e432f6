"""What the person wishes of a carer, and what a carer needs: who reads it, who acts on it, and what nobody sees."""

from pathlib import Path
from uuid import UUID

import pytest

from alongside.care.actions import carers as do
from alongside.care.catalogue import for_carers
from alongside.care.queries import carers as tell
from alongside.care.rules import NEED_LONGEST, WISH_LONGEST, NeedShared, NeedState
from alongside.circle.actions import joining, pausing
from alongside.circle.rules import Area, Label
from alongside.core.content import ContentFault
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from tests.factories import (
    Person,
    Professional,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    footing_of,
    lets_in,
    lets_team_in,
    seen_by,
)

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


def wishes(person: Person, member: UUID, words: str, label: Label = Label.NOT_FOR_CARERS, once: str = "") -> UUID:
    where = footing_of(person, person.space)
    with seen_by(person.viewer):
        return do.record_wish(footing=where, member=member, words=words, label=label, once=once, by=person.viewer)


def read_by(somebody: Somebody, space: UUID) -> list[str]:
    with seen_by(somebody.viewer):
        return [one.words for one in tell.wishes(somebody.viewer, space)]


def gaps_for(somebody: Somebody, space: UUID) -> list[str]:
    with seen_by(somebody.viewer):
        return [one.name for one in tell.members_without_wish(somebody.viewer, space)]


def needs(
    carer: Somebody, space: UUID, words: str = "A night of sleep.", shared: NeedShared = NeedShared.NOBODY
) -> UUID:
    where = footing_of(carer, space)
    with seen_by(carer.viewer):
        return do.raise_need(footing=where, words=words, shared=shared, by=carer.viewer)


def needs_read_by(somebody: Somebody, space: UUID) -> list[str]:
    with seen_by(somebody.viewer):
        return [one.words for one in tell.needs_shared_with(somebody.viewer, space)]


def test_a_wish_is_read_by_professionals_who_may_see_the_circle_and_not_by_the_carer_it_is_about(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    other = a_professional_in(name="Other")
    member = lets_in(delroy, marcia, (Area.CIRCLE, Area.STORY))
    lets_in(delroy, farah, (Area.CIRCLE,))
    lets_in(delroy, other, (Area.STORY,))
    assert gaps_for(farah, delroy.space) == ["Marcia"]
    assert gaps_for(other, delroy.space) == []
    wishes(delroy, member, "Come to the review with me.")
    assert read_by(farah, delroy.space) == ["Come to the review with me."]
    assert read_by(marcia, delroy.space) == [] and read_by(other, delroy.space) == []
    assert gaps_for(farah, delroy.space) == []
    assert Fact.objects.filter(kind="wish.recorded", space=delroy.space).count() == 1


def test_a_private_wish_looks_to_others_as_if_none_had_been_written(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    member = lets_in(delroy, marcia)
    lets_in(delroy, farah, (Area.CIRCLE,))
    before = gaps_for(farah, delroy.space)
    wishes(delroy, member, "Not the money.", Label.PRIVATE)
    assert gaps_for(farah, delroy.space) == before == ["Marcia"]
    assert read_by(farah, delroy.space) == []
    with seen_by(delroy.viewer):
        about = tell.wish_about(delroy.viewer, delroy.space, member)
    assert about is not None and about.words == "Not the money."


def test_a_wish_open_to_carers_is_read_by_those_who_may_see_the_circle(delroy: Person, marcia: Somebody) -> None:
    luke = a_carer("Luke")
    member = lets_in(delroy, marcia, (Area.CIRCLE,))
    lets_in(delroy, luke, (Area.STORY,))
    wishes(delroy, member, "Drive me there.", Label.ORDINARY)
    assert read_by(marcia, delroy.space) == ["Drive me there."]
    assert read_by(luke, delroy.space) == []


def test_a_changed_wish_takes_the_place_of_the_old_one_which_only_the_person_still_reads(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    member = lets_in(delroy, marcia)
    lets_in(delroy, farah, (Area.CIRCLE,))
    wishes(delroy, member, "Come along.")
    wishes(delroy, member, "Come along, and wait outside.")
    assert read_by(farah, delroy.space) == ["Come along, and wait outside."]
    with seen_by(delroy.viewer):
        assert [words for _at, words in tell.earlier_wishes(delroy.viewer, delroy.space, member)] == ["Come along."]
    with seen_by(farah.viewer):
        assert tell.earlier_wishes(farah.viewer, delroy.space, member) == []
    with seen_by(delroy.viewer):
        do.take_wish_back(footing=footing_of(delroy, delroy.space), member=member, by=delroy.viewer)
    assert read_by(farah, delroy.space) == []


def test_the_same_wish_sent_twice_lands_once(delroy: Person, marcia: Somebody) -> None:
    member = lets_in(delroy, marcia)
    assert wishes(delroy, member, "Come along.", once="k") == wishes(delroy, member, "Come along.", once="k")
    with seen_by(delroy.viewer):
        assert tell.earlier_wishes(delroy.viewer, delroy.space, member) == []


def test_a_wish_is_refused_when_it_cannot_stand(delroy: Person, marcia: Somebody, farah: Professional) -> None:
    member, gp = lets_in(delroy, marcia), lets_in(delroy, farah, (Area.CIRCLE,))
    for bad in ("  ", "x" * (WISH_LONGEST + 1)):
        with pytest.raises(Refused):
            wishes(delroy, member, bad)
    with pytest.raises(Refused):
        wishes(delroy, gp, "This is no carer.")
    with pytest.raises(Refused):
        wishes(delroy, delroy.space, "Nobody has this id.")
    for attempt in (do.record_wish, do.take_wish_back):
        more = {"words": "x"} if attempt is do.record_wish else {}
        with pytest.raises(Refused) as refused, seen_by(farah.viewer):
            attempt(footing=footing_of(farah, delroy.space), member=member, by=farah.viewer, **more)
        assert refused.value.refusal.kind == "carers.not_yours"


def test_a_professional_notes_what_was_done_and_no_note_is_lost(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    nurse = a_professional_in(name="Grace")
    member = lets_in(delroy, marcia)
    lets_in(delroy, farah, (Area.CIRCLE,))
    lets_team_in(delroy, nurse.service, (Area.CIRCLE,))
    wish = wishes(delroy, member, "Invite her to the review.")

    def notes(who: Professional, words: str, after: str = "") -> None:
        where = footing_of(who, delroy.space)
        with seen_by(who.viewer):
            do.act_on_wish(footing=where, wish=wish, words=words, after=after, by=who.viewer)

    notes(farah, "Invited her for Thursday.")
    with pytest.raises(Refused) as refused:
        notes(nurse, "I asked her too.")
    assert refused.value.refusal.kind == "carers.changed"
    notes(nurse, "I asked her too.", after="Invited her for Thursday.")
    with seen_by(delroy.viewer):
        said = tell.wish_about(delroy.viewer, delroy.space, member)
    assert said is not None and said.acted_on_by == "Farah, Grace"
    assert said.acted_on_words == "Invited her for Thursday.\n\nI asked her too."
    assert Fact.objects.filter(kind="wish.acted_on", space=delroy.space).count() == 2
    with pytest.raises(Refused):
        notes(farah, " ", after=said.acted_on_words)
    with pytest.raises(Refused), seen_by(delroy.viewer):
        do.act_on_wish(footing=footing_of(delroy, delroy.space), wish=wish, words="x", by=delroy.viewer)


@pytest.mark.parametrize(
    ("shared", "farah_reads", "delroy_reads", "luke_reads"),
    [
        (NeedShared.NOBODY, False, False, False),
        (NeedShared.PROFESSIONALS, True, False, False),
        (NeedShared.CIRCLE, True, True, True),
    ],
)
def test_a_carer_chooses_who_reads_what_they_need(
    delroy: Person,
    marcia: Somebody,
    farah: Professional,
    shared: NeedShared,
    farah_reads: bool,
    delroy_reads: bool,
    luke_reads: bool,
) -> None:
    luke, stranger = a_carer("Luke"), a_professional_in(name="Stranger")
    lets_in(delroy, marcia)
    lets_in(delroy, farah)
    lets_in(delroy, luke)
    need = needs(marcia, delroy.space, shared=shared)
    assert needs_read_by(farah, delroy.space) == (["A night of sleep."] if farah_reads else [])
    assert needs_read_by(delroy, delroy.space) == (["A night of sleep."] if delroy_reads else [])
    assert needs_read_by(luke, delroy.space) == (["A night of sleep."] if luke_reads else [])
    assert needs_read_by(stranger, delroy.space) == []
    assert needs_read_by(marcia, delroy.space) == [], "one's own are not asked of oneself"
    with seen_by(stranger.viewer):
        assert tell.need(stranger.viewer, delroy.space, need) is None
    with seen_by(marcia.viewer):
        assert [one.id for one in tell.my_needs(marcia.viewer, delroy.space)] == [need]
    with seen_by(farah.viewer):
        assert tell.my_needs(farah.viewer, delroy.space) == []


def test_a_need_is_answered_and_the_carer_says_when_it_is_done(
    delroy: Person, marcia: Somebody, farah: Professional
) -> None:
    lets_in(delroy, marcia)
    lets_in(delroy, farah)
    need = needs(marcia, delroy.space, shared=NeedShared.PROFESSIONALS)
    with seen_by(farah.viewer):
        where = footing_of(farah, delroy.space)
        do.answer_need(footing=where, need=need, words="There is a group.", once="k", by=farah.viewer)
        do.answer_need(footing=where, need=need, words="There is a group.", once="k", by=farah.viewer)
    here = footing_of(marcia, delroy.space)
    with seen_by(marcia.viewer):
        do.answer_need(footing=here, need=need, words="On Thursdays?", by=marcia.viewer)
        mine = tell.need(marcia.viewer, delroy.space, need)
        assert mine is not None and [one.words for one in mine.answers] == ["There is a group.", "On Thursdays?"]
        do.close_need(footing=here, need=need, to=NeedState.ANSWERED, by=marcia.viewer)
    assert needs_read_by(farah, delroy.space) == []
    assert Fact.objects.filter(kind="carer_need.answered", space=delroy.space).count() == 1
    with pytest.raises(Refused) as refused, seen_by(farah.viewer):
        do.answer_need(footing=where, need=need, words="Too late.", by=farah.viewer)
    assert refused.value.refusal.kind == "need.over"


def test_a_carer_takes_back_who_may_read_it(delroy: Person, marcia: Somebody, farah: Professional) -> None:
    lets_in(delroy, marcia)
    lets_in(delroy, farah)
    need = needs(marcia, delroy.space, shared=NeedShared.PROFESSIONALS)
    with seen_by(marcia.viewer):
        here = footing_of(marcia, delroy.space)
        do.share_need(footing=here, need=need, shared=NeedShared.NOBODY, by=marcia.viewer)
    assert needs_read_by(farah, delroy.space) == []
    with pytest.raises(Refused), seen_by(farah.viewer):
        do.answer_need(footing=footing_of(farah, delroy.space), need=need, words="Hello?", by=farah.viewer)


def test_only_carers_write_down_needs_and_only_their_own(delroy: Person, marcia: Somebody, farah: Professional) -> None:
    luke = a_carer("Luke")
    for somebody in (marcia, farah, luke):
        lets_in(delroy, somebody)
    need = needs(marcia, delroy.space, shared=NeedShared.CIRCLE)
    with pytest.raises(Refused), seen_by(farah.viewer):
        do.raise_need(footing=footing_of(farah, delroy.space), words="x", by=farah.viewer)
    for bad in (" ", "x" * (NEED_LONGEST + 1)):
        with pytest.raises(Refused):
            needs(marcia, delroy.space, bad)
    for somebody in (luke, farah):
        where = footing_of(somebody, delroy.space)
        with pytest.raises(Refused), seen_by(somebody.viewer):
            do.share_need(footing=where, need=need, shared=NeedShared.NOBODY, by=somebody.viewer)


@pytest.mark.parametrize("how", ["end", "pause", "leave"])
def test_what_a_carer_needed_goes_with_them(delroy: Person, marcia: Somebody, farah: Professional, how: str) -> None:
    member = lets_in(delroy, marcia)
    lets_in(delroy, farah)
    needs(marcia, delroy.space, shared=NeedShared.CIRCLE)
    if how == "leave":
        with seen_by(marcia.viewer):
            do.let_all_go(footing=footing_of(marcia, delroy.space), by=marcia.viewer)
            joining.leave(member=member, by=marcia.viewer)
    else:
        with seen_by(delroy.viewer):
            (pausing.end if how == "end" else pausing.pause)(member=member, by=delroy.viewer)
    assert needs_read_by(farah, delroy.space) == [] and needs_read_by(delroy, delroy.space) == []
    with seen_by(marcia.viewer):
        assert tell.my_needs(marcia.viewer, delroy.space) == []


def test_a_stranger_is_told_nothing(delroy: Person, marcia: Somebody) -> None:
    member = lets_in(delroy, marcia)
    wishes(delroy, member, "Come along.", Label.ORDINARY)
    stranger = a_professional_in(name="Stranger")
    with seen_by(stranger.viewer):
        assert tell.wishes(stranger.viewer, delroy.space) == []
        assert tell.members_without_wish(stranger.viewer, delroy.space) == []
        assert tell.needs_shared_with(stranger.viewer, delroy.space) == []
        assert tell.wish(stranger.viewer, delroy.space, member) is None


def test_information_for_carers_names_a_source_wherever_it_states_a_fact() -> None:
    topics = for_carers()
    assert {"you-may-ask", "assessment", "work"} <= {topic.id for topic in topics if topic.source and topic.review_on}
    assert all(topic.words.endswith(".") for topic in topics)


@pytest.mark.parametrize(
    ("rows", "trouble"),
    [
        ("- {id: a, title: A, words: B.}\n  - {id: a, title: A, words: B.}", "twice"),
        ("- {id: a, title: A, words: B., source: C}", "come together"),
    ],
)
def test_a_broken_file_of_information_says_what_is_wrong(tmp_path: Path, rows: str, trouble: str) -> None:
    file = tmp_path / "for-carers.yaml"
    file.write_text(f"owner: Somebody\ntopics:\n  {rows}\n")
    with pytest.raises(ContentFault, match=trouble):
        for_carers(file)
