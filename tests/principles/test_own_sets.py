"""Sets that people made their own: who may, what each change leaves behind, and what a published version promises."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.viewer import NOBODY
from alongside.principles.actions import practices, provenance, sets
from alongside.principles.catalogue import principle_set
from alongside.principles.models import ChangedHistory, SetChange, SetVersion
from alongside.principles.queries import versions
from alongside.principles.queries.wordings import provenance_of
from alongside.principles.rules import (
    ChangeKind,
    EdgeFrom,
    Frame,
    Kind,
    Moment,
    Observed,
    PracticeState,
    Ref,
    SetStatus,
    Viewpoint,
    next_number,
    next_version,
)
from alongside.principles.versions import seal_of

from .own_sets import FIRST, NEW_WORDS, a_facilitator, a_fork, a_house, a_practice, a_viewer, goes_out, stands, why

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def ours(house) -> Ref:
    return a_fork(house)


def test_a_fork_carries_every_practice_under_its_own_id_and_knows_where_it_came_from(house, ours):
    found = stands(ours)
    assert found.set.status is SetStatus.DRAFT
    assert found.parent == FIRST
    assert [one.id for one in found.set.practices] == [one.id for one in principle_set("both-2019").practices]
    assert {one.state for one in found.everything} == {PracticeState.CARRIED}
    assert found.set.practice("P2.1").plain == principle_set("both-2019").practice("P2.1").plain
    told = Fact.objects.get(kind="principles.fork")
    assert told.service == house.service.pk
    assert told.about == {"set": "headland-own", "version": "1", "practice": ""}


@pytest.mark.parametrize("who", ["nurse", "panel", "stranger"])
def test_only_a_lead_or_whoever_runs_sessions_makes_a_set(house, who):
    somebody = a_viewer("Ana") if who == "stranger" else getattr(house, who)
    with pytest.raises(Refused, match=r"set\.not-yours"):
        a_fork(house, by=somebody)
    assert not SetVersion.objects.exists()


def test_whoever_runs_sessions_makes_a_set_that_no_service_owns(house):
    noreen = a_facilitator()
    at = sets.fork(
        parent=FIRST,
        set_id="young-people",
        prefix="Y",
        title="For young people",
        service=None,
        reasons="Asked.",
        by=noreen,
    )
    goes_out(at, noreen)
    assert stands(at).service is None
    with pytest.raises(Refused, match=r"set\.not-yours"):
        sets.begin_next_version(of=at, reasons="I would like to.", by=house.lead)


@pytest.mark.parametrize(
    ("set_id", "prefix", "kind"),
    [
        ("both-2019", "H", "taken"),
        ("headland-own", "K", "taken"),
        ("Headland Own", "K", "bad-name"),
        ("a" * 61, "K", "bad-name"),
        ("1st", "K", "bad-name"),
        ("other", "P", "bad-prefix"),
        ("other", "h", "bad-prefix"),
        ("other", "HEADL", "bad-prefix"),
        ("other", "H", "prefix-taken"),
    ],
)
def test_a_new_set_needs_a_name_and_letters_that_mean_nothing_else(house, ours, set_id, prefix, kind):
    with pytest.raises(Refused, match=rf"set\.{kind}"):
        a_fork(house, set_id, prefix)


def test_a_fork_needs_a_title_a_reason_and_a_parent_that_can_be_read(house):
    ask = {
        "parent": FIRST,
        "set_id": "own",
        "prefix": "O",
        "title": "Ours",
        "service": house.service.pk,
        "reasons": "Why",
    }
    for change, kind in (
        ({"title": " "}, "no-name"),
        ({"title": "<script>"}, "code"),
        ({"title": "x" * 161}, "too-long"),
        ({"reasons": " "}, "no-reason"),
        ({"parent": Ref("both-2019", "7")}, "not-there"),
        ({"parent": Ref("nothing", "1")}, "not-there"),
    ):
        with pytest.raises(Refused, match=rf"set\.{kind}"):
            sets.fork(**{**ask, **change}, by=house.lead)


def test_a_draft_is_read_where_it_belongs_and_a_published_one_by_everybody(house, ours):
    stranger, noreen = a_viewer("Ana"), a_facilitator()
    for reader in (house.lead, house.nurse, house.panel, noreen):
        assert versions.version_for(reader, *_of(ours)) is not None
        assert ours in [line.ref for line in versions.versions_for(reader)]
    assert versions.version_for(stranger, *_of(ours)) is None
    assert versions.version_for(NOBODY, *_of(ours)) is None
    assert [line.ref for line in versions.versions_for(stranger)] == [FIRST]
    assert [line.ref for line in versions.versions_for(NOBODY)] == [FIRST]
    assert versions.published(*_of(ours)) is None
    goes_out(ours, house.lead)
    assert versions.version_for(stranger, *_of(ours)) is not None
    assert versions.published(*_of(ours)) is not None
    assert [line.practices for line in versions.versions_for(stranger)] == [25, 25]


def test_to_a_stranger_a_draft_is_not_there_whatever_they_try(house, ours):
    elsewhere = a_house("Another service")
    with pytest.raises(Refused, match=r"set\.not-there"):
        practices.drop(at=ours, practice="P1.1", frame=why(), by=elsewhere.lead)
    with pytest.raises(Refused, match=r"set\.not-there"):
        practices.drop(at=Ref("no-such", "1"), practice="P1.1", frame=why(), by=house.lead)
    with pytest.raises(Refused, match=r"set\.not-yours"):
        practices.drop(at=ours, practice="P1.1", frame=why(), by=house.nurse)


def test_only_drafts_that_one_may_change_are_offered_for_a_new_practice(house, ours):
    assert [line.ref for line in versions.drafts_open_to(house.lead)] == [ours]
    assert [line.ref for line in versions.drafts_open_to(a_facilitator())] == [ours]
    assert versions.drafts_open_to(house.nurse) == []
    sets.refine(at=ours, reasons="Read.", by=house.lead)
    assert versions.drafts_open_to(house.lead) == []


def test_a_practice_is_said_in_other_words_and_the_history_keeps_both_and_the_reason(house, ours):
    frame = Frame(
        on=clock.today() - timedelta(days=3),
        decided_by="the panel",
        reasons="“Story” sounded childish to us.",
        planned=False,
        goal="That people feel taken seriously.",
        dissent="One of us liked the old words.",
    )
    practices.adapt(at=ours, practice="P2.1", words={"name": "Know what came before"}, frame=frame, by=house.lead)
    found = stands(ours).find("P2.1")
    assert found.state is PracticeState.ADAPTED
    assert found.practice.name == "Know what came before"
    change = versions.changes_of(stands(ours), "P2.1")[-1]
    assert change.kind == ChangeKind.ADAPT
    assert change.words == {"name": [principle_set("both-2019").practice("P2.1").name, "Know what came before"]}
    assert (change.role, change.by) == ("lead", house.lead.account)
    assert change.dissent == "One of us liked the old words."
    assert change.is_planned is False


def test_whoever_wrote_while_somebody_else_saved_is_told_and_loses_nothing(house, ours):
    stood = seal_of(stands(ours).set.practice("P2.1"))
    practices.adapt(at=ours, practice="P2.1", words={"name": "Know what came before"}, frame=why(), by=a_facilitator())
    mine = {"at": ours, "practice": "P2.1", "words": {"name": "Read it first"}, "frame": why(), "by": house.lead}
    with pytest.raises(Refused, match=r"set\.meanwhile"):
        practices.adapt(**mine, stands=stood)
    practices.adapt(**mine, stands=seal_of(stands(ours).set.practice("P2.1")))
    said = [change.words["name"][1] for change in versions.changes_of(stands(ours), "P2.1")]
    assert said == ["Know what came before", "Read it first"]


def test_a_form_sent_twice_adds_one_practice(house, ours):
    assert a_practice(ours, house.lead, once="one-form") == a_practice(ours, house.lead, once="one-form") == "H1.1"
    with pytest.raises(Refused, match=r"once\.other_words"):
        a_practice(ours, house.lead, {**NEW_WORDS, "name": "Other words here"}, once="one-form")
    assert len(stands(ours).everything) == 26


def test_saying_it_again_as_the_first_set_does_is_taking_it_over(house, ours):
    first = principle_set("both-2019").practice("P2.1").name
    practices.adapt(at=ours, practice="P2.1", words={"name": "Know what came before"}, frame=why(), by=house.lead)
    practices.adapt(at=ours, practice="P2.1", words={"name": first}, frame=why(), by=house.lead)
    assert stands(ours).find("P2.1").state is PracticeState.ADOPTED


def test_taking_over_puts_the_words_of_the_first_set_back(house, ours):
    practices.adapt(at=ours, practice="P2.1", words={"name": "Know what came before"}, frame=why(), by=house.lead)
    practices.adopt(at=ours, practice="P2.1", frame=why(""), by=house.lead)
    found = stands(ours).find("P2.1")
    assert found.state is PracticeState.ADOPTED
    assert found.practice == principle_set("both-2019").practice("P2.1")


def test_a_dropped_practice_stays_readable_with_its_reason_and_counts_no_more(house, ours):
    practices.drop(at=ours, practice="P2.5", frame=why("Nobody here is of working age."), by=house.lead)
    found = stands(ours)
    assert "P2.5" not in [one.id for one in found.set.practices]
    dropped = found.find("P2.5")
    assert not dropped.is_live
    assert dropped.practice.plain
    assert dropped.reason == "Nobody here is of working age."
    with pytest.raises(Refused, match=r"set\.dropped"):
        practices.drop(at=ours, practice="P2.5", frame=why(), by=house.lead)
    with pytest.raises(Refused, match=r"set\.dropped"):
        practices.adapt(at=ours, practice="P2.5", words={"name": "Something else"}, frame=why(), by=house.lead)
    practices.adopt(at=ours, practice="P2.5", frame=why(), by=house.lead)
    back = stands(ours).find("P2.5")
    assert back.is_live
    assert back.reason == ""


def test_a_new_practice_gets_an_id_of_its_own_that_is_never_used_again(house, ours):
    first = a_practice(ours, house.lead)
    second = a_practice(ours, house.lead, {**NEW_WORDS, "name": "Two chairs"})
    assert (first, second) == ("H1.1", "H1.2")
    practices.drop(at=ours, practice="H1.2", frame=why(), by=house.lead)
    assert a_practice(ours, house.lead, {**NEW_WORDS, "name": "Three chairs"}) == "H1.3"
    goes_out(ours, house.lead)
    after = sets.begin_next_version(of=ours, reasons="New things were learnt.", by=house.lead)
    assert after == Ref("headland-own", "2")
    assert a_practice(after, house.lead, {**NEW_WORDS, "name": "Four chairs"}) == "H1.4"
    assert stands(after).find("H1.2").reason == "Our panel asked for it."
    practices.adopt(at=after, practice="H1.2", frame=why(), by=house.lead)
    assert stands(after).find("H1.2").state is PracticeState.NEW
    with pytest.raises(Refused, match=r"set\.nothing-to-take"):
        practices.adopt(at=after, practice="H1.2", frame=why(), by=house.lead)


def test_nobody_is_asked_about_a_practice_of_which_nobody_said_who_can_see_it(house, ours):
    made = a_practice(ours, house.lead)
    seen = stands(ours).set.practice(made).observability
    assert {seen.by(view) for view in Viewpoint} == {Observed.NO}
    practices.adapt(
        at=ours,
        practice=made,
        words={},
        seen={Viewpoint.PERSON: Observed.ASK},
        note_on_seeing="Ask after the visit.",
        moments=[Moment.APPOINTMENT],
        kinds=[Kind.PROCESS],
        frame=why(),
        by=house.lead,
    )
    now = stands(ours).find(made)
    assert now.state is PracticeState.NEW
    assert now.practice.observability.by(Viewpoint.PERSON) is Observed.ASK
    assert now.practice.observability.note == "Ask after the visit."
    assert now.practice.moments == (Moment.APPOINTMENT,)


def test_what_a_new_practice_lacks_is_said(house, ours):
    for more, kind in (
        ({"words": {"name": "No sentence"}}, "no-name"),
        ({"principle": 8}, "no-principle"),
        ({"moments": []}, "no-moment"),
        ({"kinds": []}, "no-moment"),
        ({"words": {**NEW_WORDS, "prompt": "<b>bold</b>"}}, "code"),
        ({"words": {**NEW_WORDS, "plain": "a" * 2001}}, "too-long"),
    ):
        with pytest.raises(Refused, match=rf"set\.{kind}"):
            a_practice(ours, house.lead, more.pop("words", None), **more)
    assert len(stands(ours).everything) == 25


def test_what_a_change_lacks_is_said(house, ours):
    def tries(words, frame, **more):
        practices.adapt(at=ours, practice="P1.1", words=words, frame=frame, by=house.lead, **more)

    today = clock.today()
    for words, frame, more, kind in (
        ({"name": "Time to talk now"}, Frame(today, "", "Why"), {}, "nobody-decided"),
        ({"name": "Time to talk now"}, Frame(today, "x" * 201, "Why"), {}, "too-long"),
        ({"name": "Time to talk now"}, Frame(today + timedelta(days=1), "us", "Why"), {}, "future"),
        ({"name": "Time to talk now"}, Frame(today, "us", " "), {}, "no-reason"),
        ({"name": "Time to talk now"}, Frame(today, "us", "Why", dissent="<img>"), {}, "code"),
        ({"name": ""}, why(), {}, "no-name"),
        ({"plain": "<script>alert(1)</script>"}, why(), {}, "code"),
        ({}, why(), {}, "nothing"),
        ({}, why(), {"moments": []}, "no-moment"),
    ):
        with pytest.raises(Refused, match=rf"set\.{kind}"):
            tries(words, frame, **more)
    for do in (practices.drop, practices.adopt, practices.keep_ours):
        with pytest.raises(Refused, match=r"set\.(no-practice|nothing-there)"):
            do(at=ours, practice="H9.9", frame=why(), by=house.lead)
    with pytest.raises(Refused, match=r"set\.no-practice"):
        practices.adapt(at=ours, practice="H9.9", words={}, frame=why(), by=house.lead)
    assert [one.kind for one in versions.changes_of(stands(ours))] == [ChangeKind.FORK]


def test_invisible_signs_and_odd_spaces_never_get_into_the_words(house, ours):
    practices.adapt(
        at=ours, practice="P1.1", words={"name": "Time\u200b to\u00a0 \u202etalk now"}, frame=why(), by=house.lead
    )
    assert stands(ours).set.practice("P1.1").name == "Time to talk now"


def test_principles_can_be_said_otherwise_and_one_more_may_come(house, ours):
    practices.say_principle(
        at=ours, number=1, title="Be on the same side", plain="People believe you.", reasons="Plainer.", by=house.lead
    )
    number = practices.add_principle(at=ours, title="Places", plain="Rooms matter.", reasons="Learnt.", by=house.lead)
    assert number == 6
    assert a_practice(ours, house.lead, principle=6) == "H6.1"
    assert stands(ours).set.principle(1).title == "Be on the same side"
    assert [one.id for one in stands(ours).set.principle(6).practices] == ["H6.1"]
    for more, kind in (
        ({"number": 9}, "no-principle"),
        ({"title": ""}, "no-name"),
        ({"plain": "<i>"}, "code"),
        ({"reasons": ""}, "no-reason"),
        ({"title": "Be on the same side", "plain": "People believe you."}, "nothing"),
    ):
        ask = {"number": 1, "title": "Another", "plain": "Words.", "reasons": "Why", **more}
        with pytest.raises(Refused, match=rf"set\.{kind}"):
            practices.say_principle(at=ours, **ask, by=house.lead)
    with pytest.raises(Refused, match=r"set\.no-name"):
        practices.add_principle(at=ours, title="", plain="x", reasons="Why", by=house.lead)
    for n in range(3):
        practices.add_principle(at=ours, title=f"More {n}", plain="Words.", reasons="Why", by=house.lead)
    with pytest.raises(Refused, match=r"set\.nine"):
        practices.add_principle(at=ours, title="Ten", plain="Words.", reasons="Why", by=house.lead)


def test_a_version_goes_from_draft_to_refined_to_published_to_retired_and_nothing_is_skipped(house, ours):
    with pytest.raises(Refused, match=r"set\.not-this-step"):
        sets.publish(at=ours, reasons="Now.", by=house.lead)
    sets.refine(at=ours, reasons="Six people read it.", by=house.lead)
    with pytest.raises(Refused, match=r"set\.refined"):
        practices.drop(at=ours, practice="P1.1", frame=why(), by=house.lead)
    sets.reopen(at=ours, reasons="One word has to change.", by=house.lead)
    practices.drop(at=ours, practice="P1.1", frame=why(), by=house.lead)
    goes_out(ours, house.lead)
    sealed = stands(ours).seal
    with pytest.raises(Refused, match=r"set\.sealed"):
        practices.adopt(at=ours, practice="P1.1", frame=why(), by=house.lead)
    sets.retire(at=ours, reasons="There is a newer one.", by=house.lead)
    assert stands(ours).set.status is SetStatus.RETIRED
    assert stands(ours).seal == sealed
    assert [one.kind for one in versions.changes_of(stands(ours))] == [
        *("fork", "refine", "reopen", "drop", "refine", "publish", "retire"),
    ]


def test_every_step_says_why(house, ours):
    for do in (sets.refine, sets.reopen, sets.publish, sets.retire):
        if do is not sets.refine:
            SetVersion.objects.update(
                status={sets.reopen: "refined", sets.publish: "refined", sets.retire: "published"}[do], sha256="0" * 64
            )
        with pytest.raises(Refused, match=r"set\.no-reason"):
            do(at=ours, reasons=" ", by=house.lead)


def test_whoever_runs_sessions_may_draft_for_a_service_but_its_lead_publishes(house, ours):
    noreen = a_facilitator()
    practices.drop(at=ours, practice="P1.1", frame=why(), by=noreen)
    assert versions.changes_of(stands(ours))[-1].role == "facilitator"
    sets.refine(at=ours, reasons="Read.", by=noreen)
    with pytest.raises(Refused, match=r"set\.lead-decides"):
        sets.publish(at=ours, reasons="Now.", by=noreen)
    sets.publish(at=ours, reasons="Now.", by=house.lead)
    with pytest.raises(Refused, match=r"set\.lead-decides"):
        sets.retire(at=ours, reasons="Old.", by=noreen)


def test_an_empty_set_and_an_unfinished_practice_are_not_published(house, ours):
    a_practice(ours, house.lead, {"name": "Short one here", "plain": "A sentence."})
    sets.refine(at=ours, reasons="Read.", by=house.lead)
    with pytest.raises(Refused, match=r"set\.unfinished") as said:
        sets.publish(at=ours, reasons="Now.", by=house.lead)
    assert "H1.1" in str(said.value.refusal)
    sets.reopen(at=ours, reasons="Unfinished.", by=house.lead)
    for one in stands(ours).set.practices:
        practices.drop(at=ours, practice=one.id, frame=why(), by=house.lead)
    sets.refine(at=ours, reasons="Read.", by=house.lead)
    with pytest.raises(Refused, match=r"set\.empty"):
        sets.publish(at=ours, reasons="Now.", by=house.lead)


def test_one_next_version_is_made_at_a_time(house, ours):
    with pytest.raises(Refused, match=r"set\.still-made"):
        sets.begin_next_version(of=ours, reasons="Why", by=house.lead)
    goes_out(ours, house.lead)
    with pytest.raises(Refused, match=r"set\.no-reason"):
        sets.begin_next_version(of=ours, reasons="", by=house.lead)
    sets.begin_next_version(of=ours, reasons="Why", by=house.lead)
    with pytest.raises(Refused, match=r"set\.being-made"):
        sets.begin_next_version(of=ours, reasons="Why", by=house.lead)
    assert versions.numbers_of("headland-own") == ["2", "1"]
    assert versions.newest("headland-own").ref == ours


def test_a_fork_of_a_fork_keeps_the_line_and_what_was_dropped_on_the_way(house, ours):
    practices.drop(at=ours, practice="P2.5", frame=why("Nobody here works."), by=house.lead)
    a_practice(ours, house.lead)
    goes_out(ours, house.lead)
    other = a_house("Slipway")
    theirs = a_fork(other, "slipway-own", "S", ours)
    found = stands(theirs)
    assert versions.lineage(found) == [ours, FIRST]
    assert found.find("P2.5").reason == "Nobody here works."
    assert not found.find("P2.5").is_live
    assert found.find("H1.1").state is PracticeState.CARRIED
    assert a_practice(theirs, other.lead) == "S1.1"
    practices.adopt(at=theirs, practice="P2.5", frame=why(), by=other.lead)
    assert stands(theirs).find("P2.5").state is PracticeState.ADAPTED


def test_history_is_only_added_to(house, ours):
    row = SetChange.objects.get()
    row.reasons = "Something nicer."
    with pytest.raises(ChangedHistory):
        row.save()
    with pytest.raises(ChangedHistory):
        row.delete()


def test_where_a_practice_came_from_is_written_down_and_cannot_be_added_later(house, ours):
    made = a_practice(ours, house.lead)
    provenance.add_edge(
        at=ours,
        practice=made,
        came_from=EdgeFrom.THEME_DRAFT,
        reference="draft 7",
        words="Four people spoke of waiting rooms.",
        role="peer",
        on=clock.today(),
        by=house.lead,
    )
    edge = provenance_of(stands(ours), made)[0]
    assert (edge.came_from, edge.words) == (EdgeFrom.THEME_DRAFT, "Four people spoke of waiting rooms.")
    with pytest.raises(Refused, match=r"set\.no-practice"):
        provenance.add_edge(
            at=ours, practice="H1.9", came_from=EdgeFrom.MEETING, reference="x", on=clock.today(), by=house.lead
        )
    goes_out(ours, house.lead)
    with pytest.raises(Refused, match=r"set\.sealed"):
        provenance.add_edge(
            at=ours, practice=made, came_from=EdgeFrom.MEETING, reference="x", on=clock.today(), by=house.lead
        )
    assert len(provenance_of(stands(ours))) == 1


def test_numbers_go_on_after_the_highest_one_ever_used():
    assert next_number(["H1.2", "H1.10", "P1.30", "H2.9", "nonsense"], "H", 1) == 11
    assert next_number([], "H", 1) == 1
    assert next_version(["1", "10", "9"]) == "11"


def _of(ref: Ref) -> tuple[str, str]:
    return ref.set_id, ref.version
