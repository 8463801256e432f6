"""Two versions side by side, and what changed in the set that one grew out of."""

import pytest

from alongside.core.refusal import Refused
from alongside.principles.actions import practices, sets
from alongside.principles.comparing import PieceKind, UpstreamKind, compare, word_pieces
from alongside.principles.queries import versions
from alongside.principles.rules import Kind, Moment, Observed, PracticeState, Viewpoint

from .own_sets import FIRST, NEW_WORDS, a_fork, a_house, a_practice, goes_out, stands, why


def test_words_that_went_out_and_words_that_came_in_stand_in_their_order():
    pieces = word_pieces(
        "There is time for questions on both sides.", "There is time for your questions on both sides."
    )
    assert [(one.kind, one.text.strip()) for one in pieces] == [
        (PieceKind.SAME, "There is time for"),
        (PieceKind.IN, "your"),
        (PieceKind.SAME, "questions on both sides."),
    ]
    assert [one.kind for one in word_pieces("a b", "c d")] == [PieceKind.OUT, PieceKind.IN]
    assert word_pieces("", "new words")[0].kind is PieceKind.IN
    assert word_pieces("old words", "")[0].kind is PieceKind.OUT
    assert word_pieces("same", "same")[0].kind is PieceKind.SAME


@pytest.mark.django_db
def test_a_comparison_tells_what_is_the_same_what_reads_differently_what_came_and_what_went_and_why():
    house = a_house()
    ours = a_fork(house)
    practices.adapt(
        at=ours,
        practice="P2.1",
        words={"name": "Know what came before"},
        seen={Viewpoint.STAFF: Observed.WEAK},
        frame=why(),
        by=house.lead,
    )
    practices.drop(at=ours, practice="P2.5", frame=why("Nobody here works."), by=house.lead)
    made = a_practice(ours, house.lead)
    practices.say_principle(
        at=ours, number=1, title="On the same side", plain="Short.", reasons="Plain.", by=house.lead
    )
    practices.add_principle(at=ours, title="Places", plain="Rooms.", reasons="Learnt.", by=house.lead)
    found = compare(stands(FIRST), stands(ours))
    assert len(found.same) == 23
    assert [one.after.id for one in found.different] == ["P2.1"]
    assert [one.field for one in found.different[0].texts] == ["name"]
    assert found.different[0].others == ("seen",)
    assert [one.id for one in found.added] == [made]
    assert [(one.id, one.reason) for one in found.dropped] == [("P2.5", "Nobody here works.")]
    assert [one.number for one in found.titles] == [1, 6]
    back = compare(stands(ours), stands(FIRST))
    assert [one.id for one in back.added] == ["P2.5"]
    assert [one.id for one in back.dropped] == [made]
    assert compare(stands(ours), stands(ours)).is_all_the_same
    assert not found.is_all_the_same


@pytest.mark.django_db
def test_everything_that_differs_beside_the_words_is_named():
    house = a_house()
    ours = a_fork(house)
    made = a_practice(ours, house.lead)
    before = stands(ours)
    practices.adapt(
        at=ours,
        practice=made,
        words={},
        moments=[Moment.ALWAYS, Moment.APPOINTMENT],
        kinds=[Kind.PROCESS],
        note_on_seeing="Ask later.",
        frame=why(),
        by=house.lead,
    )
    assert compare(before, stands(ours)).different[0].others == ("moments", "kinds", "note")
    practices.adapt(
        at=ours, practice="P1.1", words={}, seen={Viewpoint.RECORD: Observed.NO}, frame=why(), by=house.lead
    )
    found = {one.after.id: one.others for one in compare(before, stands(ours)).different}
    assert found["P1.1"] == ("seen", "signal")


@pytest.fixture
def grown(db):
    """Slipway grew out of Headland's set, which has meanwhile a second version."""
    headland, slipway = a_house("Headland"), a_house("Slipway")
    base = a_fork(headland)
    extra = a_practice(base, headland.lead)
    goes_out(base, headland.lead)
    ours = a_fork(slipway, "slipway-own", "S", base)
    second = sets.begin_next_version(of=base, reasons="We learnt.", by=headland.lead)
    practices.adapt(
        at=second, practice="P1.1", words={"name": "Time that is really there"}, frame=why(), by=headland.lead
    )
    practices.adapt(at=second, practice="P1.2", words={"name": "Words that fit you"}, frame=why(), by=headland.lead)
    practices.drop(at=second, practice="P2.5", frame=why("It did not fit."), by=headland.lead)
    newer = a_practice(second, headland.lead, {**NEW_WORDS, "name": "Room to stand up"})
    return headland, slipway, base, ours, second, extra, newer


def test_nothing_is_told_of_a_newer_version_before_it_is_published(grown):
    _headland, _slipway, _base, ours, *_ = grown
    assert versions.changed_upstream(stands(ours)) == ()


def test_what_changed_where_a_set_came_from_is_told_and_each_can_be_taken_or_left(grown):
    headland, slipway, _base, ours, second, extra, newer = grown
    practices.adapt(at=ours, practice="P1.2", words={"name": "Our own words here"}, frame=why(), by=slipway.lead)
    goes_out(second, headland.lead)
    told = {one.id: one for one in versions.changed_upstream(stands(ours))}
    assert {id_: one.kind for id_, one in told.items()} == {
        "P1.1": UpstreamKind.CHANGED,
        "P1.2": UpstreamKind.CHANGED,
        "P2.5": UpstreamKind.GONE,
        newer: UpstreamKind.NEW,
    }
    assert not told["P1.1"].both_changed
    assert told["P1.2"].both_changed
    assert told["P2.5"].theirs.reason == "It did not fit."
    assert told[newer].name == "Room to stand up"
    practices.adopt(at=ours, practice="P1.1", frame=why(), by=slipway.lead)
    practices.keep_ours(at=ours, practice="P1.2", frame=why(), by=slipway.lead)
    practices.keep_ours(at=ours, practice="P2.5", frame=why(), by=slipway.lead)
    practices.adopt(at=ours, practice=newer, frame=why(), by=slipway.lead)
    assert versions.changed_upstream(stands(ours)) == ()
    now = stands(ours)
    assert now.set.practice("P1.1").name == "Time that is really there"
    assert now.set.practice("P1.2").name == "Our own words here"
    assert now.find("P2.5").is_live
    assert now.find(newer).state is PracticeState.ADOPTED
    assert now.find(extra).state is PracticeState.CARRIED
    with pytest.raises(Refused, match=r"set\.nothing-there"):
        practices.keep_ours(at=ours, practice="P1.2", frame=why(), by=slipway.lead)


def test_a_new_practice_upstream_can_be_left_with_a_reason_and_is_not_told_again(grown):
    headland, slipway, _base, ours, second, _extra, newer = grown
    practices.drop(at=ours, practice="P1.1", frame=why(), by=slipway.lead)
    goes_out(second, headland.lead)
    practices.keep_ours(at=ours, practice=newer, frame=why("We have no such room."), by=slipway.lead)
    practices.keep_ours(at=ours, practice="P1.1", frame=why("Still not ours."), by=slipway.lead)
    left = stands(ours)
    assert (left.find(newer).state, left.find(newer).reason) == (PracticeState.DROPPED, "We have no such room.")
    assert left.find("P1.1").state is PracticeState.DROPPED
    assert {one.id for one in versions.changed_upstream(left)} == {"P1.2", "P2.5"}


def test_a_sealed_version_is_told_nothing_of_upstream(grown):
    headland, slipway, _base, ours, second, *_ = grown
    goes_out(second, headland.lead)
    goes_out(ours, slipway.lead)
    assert versions.changed_upstream(stands(ours)) == ()
    assert versions.changed_upstream(stands(FIRST)) == ()
