"""Rounds of choosing: one ballot each, nothing seen before closing, each side by itself, three priorities with reasons."""

from datetime import timedelta

import pytest
from django.db import transaction

from alongside.choosing.actions import panel as do_panel
from alongside.choosing.actions import priorities as do_priorities
from alongside.choosing.actions import rounds as do
from alongside.choosing.models import Ballot, Choice, Feeling, Priority
from alongside.choosing.queries import panel as tell_panel
from alongside.choosing.queries import rounds as tell
from alongside.choosing.rules import NOBODY, Four, Payment, PriorityState
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.viewer import COUNTER, Viewer, bound
from alongside.people.rules import Constituency
from alongside.principles.rules import Moment
from tests.listening.here import a_service_that_listens, on_the_panel

pytestmark = pytest.mark.django_db
LOVED = ("P2.1", "P4.5")


@pytest.fixture
def here():
    return a_service_that_listens()


def as_(viewer, action, **said):
    with transaction.atomic(), bound(viewer):
        return action(by=viewer, **said)


def asks(viewer, query, *said):
    with transaction.atomic(), bound(viewer):
        return query(viewer, *said)


def opened(here):
    today = clock.today()
    return as_(here.lead, do.open_round, service=here.service, opens_on=today, closes_on=today + timedelta(days=14))


def votes(here, row, name: str, constituency=Constituency.PERSON, screens: int = 5) -> Viewer:
    """Somebody who puts the loved practices first wherever they meet them, and the last thing last."""
    voter = Viewer(None, "", link=f"voter-{name}")
    ballot = as_(voter, do.begin, round_id=row.pk, constituency=constituency)
    loved = [row.things.index(one) for one in LOVED]
    for one in asks(voter, tell.my_choices, ballot)[:screens]:
        best = next((thing for thing in loved if thing in one.shown), NOBODY)
        rest = [thing for thing in one.shown if thing != best]
        worst = rest[-1] if best != NOBODY else NOBODY
        as_(voter, do.choose, ballot=ballot.pk, screen=one.screen, best=best, worst=worst)
    return voter


def test_a_ballot_shows_every_practice_once_in_five_screens_and_goes_on_where_it_stopped(here):
    row = opened(here)
    voter = votes(here, row, "a", screens=2)
    ballot = asks(voter, tell.my_ballot, row.pk)
    screens = asks(voter, tell.my_choices, ballot)
    assert sorted(thing for one in screens for thing in one.shown) == list(range(25))
    assert [len(one.shown) for one in screens] == [5] * 5
    assert not tell.is_done(screens)
    assert as_(voter, do.begin, round_id=row.pk, constituency=Constituency.PERSON) == ballot
    votes(here, row, "a")
    with transaction.atomic(), bound(COUNTER):
        assert Ballot.objects.count() == 1


def test_nobody_sees_a_ballot_but_its_voter_and_nothing_comes_out_before_closing(here):
    row = opened(here)
    for n in range(6):
        votes(here, row, str(n))
    for viewer in (here.lead, here.nurse, here.panel, here.stranger, Viewer(None, "")):
        with transaction.atomic(), bound(viewer):
            assert not Ballot.objects.exists()
            assert not Choice.objects.exists()
    assert asks(here.lead, tell.open_round, here.service).result is None
    assert asks(here.lead, tell.last_round, here.service) is None


def test_after_closing_each_side_stands_by_itself_and_few_say_nothing(here):
    row = opened(here)
    for n in range(9):
        votes(here, row, f"p{n}")
    for n in range(8):
        votes(here, row, f"s{n}", Constituency.STAFF)
    for n in range(4):
        votes(here, row, f"c{n}", Constituency.CARER)
    result = as_(here.lead, do.close_round, round_id=row.pk).result
    assert result["too_few"] == ["carer"]
    assert set(result["groups"]) == {"person", "staff"}
    first = {row.things[thing] for thing in result["groups"]["person"]["order"][:2]}
    assert first == set(LOVED)
    importance = tell.importance(here.service)
    assert min(importance[one] for one in LOVED) > max(v for k, v in importance.items() if k not in LOVED)
    assert "voter" not in str(result)
    with pytest.raises(Refused, match="over"):
        votes(here, row, "late")
    with pytest.raises(Refused, match="over"):
        as_(here.lead, do.close_round, round_id=row.pk)
    assert asks(here.panel, tell.last_round, here.service).result == result
    assert asks(here.stranger, tell.last_round, here.service) is None


def test_a_round_in_which_nobody_chose_closes_without_a_word(here):
    row = opened(here)
    assert as_(here.lead, do.close_round, round_id=row.pk).result["groups"] == {}
    assert tell.importance(here.service) == {}


def test_wrong_choices_get_a_clear_sentence(here):
    row = opened(here)
    voter = votes(here, row, "a", screens=0)
    ballot = asks(voter, tell.my_ballot, row.pk)
    one = asks(voter, tell.my_choices, ballot)[0]
    elsewhere = next(thing for thing in range(25) if thing not in one.shown)
    for best, worst in ((elsewhere, NOBODY), (one.shown[0], elsewhere)):
        with pytest.raises(Refused, match="not-on-screen"):
            as_(voter, do.choose, ballot=ballot.pk, screen=0, best=best, worst=worst)
    with pytest.raises(Refused, match="same-twice"):
        as_(voter, do.choose, ballot=ballot.pk, screen=0, best=one.shown[0], worst=one.shown[0])
    with pytest.raises(Refused, match="not-on-screen"):
        as_(voter, do.choose, ballot=ballot.pk, screen=9, best=NOBODY, worst=NOBODY)
    with pytest.raises(Refused, match="over"):
        as_(here.lead, do.choose, ballot=ballot.pk, screen=0, best=NOBODY, worst=NOBODY)


def test_only_a_lead_opens_closes_and_gives_out_codes_and_one_round_at_a_time(here):
    today = clock.today()
    days = {"opens_on": today, "closes_on": today + timedelta(days=7)}
    with pytest.raises(Refused, match="not-the-lead"):
        as_(here.nurse, do.open_round, service=here.service, **days)
    for wrong in (
        {"opens_on": today, "closes_on": today - timedelta(days=1)},
        {"opens_on": today, "closes_on": today + timedelta(days=90)},
    ):
        with pytest.raises(Refused, match="days"):
            as_(here.lead, do.open_round, service=here.service, **wrong)
    row = opened(here)
    with pytest.raises(Refused, match="open-already"):
        opened(here)
    with pytest.raises(Refused, match="not-the-lead"):
        as_(here.nurse, do.close_round, round_id=row.pk)
    with pytest.raises(Refused, match="not-the-lead"):
        as_(here.nurse, do.make_codes, round_id=row.pk, number=1, constituency=Constituency.PERSON)
    with pytest.raises(Refused, match="too-many"):
        as_(here.lead, do.make_codes, round_id=row.pk, number=61, constituency=Constituency.PERSON)
    (code,) = as_(here.lead, do.make_codes, round_id=row.pk, number=1, constituency=Constituency.CARER)
    found, behind = tell.round_behind(code.lower())
    assert (found.pk, behind.constituency) == (row.pk, "carer")
    assert tell.round_behind("nothing") is None
    as_(here.lead, do.close_round, round_id=row.pk)
    with pytest.raises(Refused, match="over"):
        as_(here.lead, do.make_codes, round_id=row.pk, number=1, constituency=Constituency.PERSON)


def test_an_idea_waits_for_the_lead_and_stands_in_the_next_round(here):
    voter = votes(here, opened(here), "a")
    idea = as_(voter, do.add_idea, service=here.service, words="  Somewhere to  lie down ")
    assert asks(here.panel, lambda v: tell.ideas_waiting(v, here.service)) == []
    assert [one.words for one in asks(here.lead, tell.ideas_waiting, here.service)] == ["Somewhere to lie down"]
    with pytest.raises(Refused, match="not-the-lead"):
        as_(here.nurse, do.answer_idea, idea=idea.pk, lets_in=True)
    as_(here.lead, do.answer_idea, idea=idea.pk, lets_in=True)
    other = as_(voter, do.add_idea, service=here.service, words="A joke")
    as_(here.lead, do.answer_idea, idea=other.pk, lets_in=False)
    as_(here.lead, do.close_round, round_id=asks(here.lead, tell.open_round, here.service).pk)
    row = opened(here)
    assert row.things[-1] == f"idea:{idea.pk}"
    assert asks(here.nurse, lambda _v: tell.things_of(row))[-1].name == "Somewhere to lie down"
    ballot = as_(voter, do.begin, round_id=row.pk, constituency=Constituency.PERSON)
    assert any(25 in one.shown for one in asks(voter, tell.my_choices, ballot))


def test_three_priorities_at_most_each_with_a_reason_and_none_closes_in_silence(here):
    first = as_(
        here.lead, do_priorities.set_out, service=here.service, thing="P2.1", reason="Nine of us said it.", dissent=""
    )
    for thing in ("P4.5", "P5.3"):
        as_(here.lead, do_priorities.set_out, service=here.service, thing=thing, reason="x", dissent="One would wait.")
    for thing, said in (
        ("P2.1", "chosen-already"),
        ("P1.1", "three-already"),
        ("P9.9", "not-a-practice"),
        (f"idea:{here.service}", "not-a-practice"),
    ):
        with pytest.raises(Refused, match=said):
            as_(here.lead, do_priorities.set_out, service=here.service, thing=thing, reason="x", dissent="")
    with pytest.raises(Refused, match="reason"):
        as_(here.lead, do_priorities.set_out, service=here.service, thing="P1.1", reason=" ", dissent="")
    with pytest.raises(Refused, match="not-the-lead"):
        as_(here.panel, do_priorities.set_out, service=here.service, thing="P1.1", reason="x", dissent="")
    with pytest.raises(Refused, match="tell-back-first"):
        as_(here.lead, do_priorities.close, priority=first.pk, told_back=False)
    as_(here.lead, do_priorities.close, priority=first.pk, told_back=True)
    as_(here.lead, do_priorities.close, priority=first.pk, told_back=True)
    assert asks(here.panel, tell.priority, first.pk).state == PriorityState.CLOSED
    assert len(asks(here.panel, tell.priorities, here.service)) == 3
    assert asks(here.stranger, tell.priorities, here.service) == []
    with transaction.atomic(), bound(here.stranger):
        assert not Priority.objects.exists()


def test_a_panel_agrees_and_the_old_wording_stays(here):
    for words in ("Fridays.", "Fridays.", "Thursdays."):
        as_(here.panel, do_panel.agree, service=here.service, heading=Four.PROCESS, words=words)
    assert asks(here.nurse, tell_panel.terms, here.service)[Four.PROCESS].words == "Thursdays."
    with pytest.raises(Refused, match="not-on-panel"):
        as_(here.nurse, do_panel.agree, service=here.service, heading=Four.PURPOSE, words="x")
    with pytest.raises(Refused, match="not-yours"):
        as_(here.stranger, do_panel.agree, service=here.service, heading=Four.PURPOSE, words="x")


def test_what_somebody_needs_is_for_them_and_for_those_who_arrange_it(here):
    as_(here.panel, do_panel.need, service=here.service, words="A chair with arms.", payment=Payment.VOUCHER)
    as_(here.panel, do_panel.need, service=here.service, words="A chair with arms, please.", payment=Payment.VOUCHER)
    assert [one.words for one in asks(here.lead, tell_panel.needs_to_arrange, here.service)] == [
        "A chair with arms, please."
    ]
    assert asks(here.nurse, tell_panel.needs_to_arrange, here.service) == []
    with pytest.raises(Refused, match="not-on-panel"):
        as_(here.nurse, do_panel.need, service=here.service, words="x", payment=Payment.MONEY)


def test_a_feeling_is_private_until_shared_and_never_the_only_one(here):
    others = [on_the_panel(here.service, here.lead) for _n in range(2)]
    mark = {"service": here.service, "moment": Moment.APPOINTMENT, "sentence": "", "is_shared": True}
    for n, viewer in enumerate([here.panel, *others]):
        assert asks(here.lead, tell_panel.shared_feelings, here.service) == {}
        as_(viewer, do_panel.feel, word="rushed", felt=-n, **mark)
    assert [one.felt for one in asks(here.lead, tell_panel.shared_feelings, here.service)["appointment"]] == [0, -1, -2]
    as_(here.panel, do_panel.feel, word="calm", felt=9, **(mark | {"is_shared": False}))
    assert asks(here.lead, tell_panel.shared_feelings, here.service) == {}
    assert asks(here.panel, tell_panel.my_feelings, here.service)["appointment"].felt == 2
    with transaction.atomic(), bound(here.lead):
        assert Feeling.objects.count() == 2
    with pytest.raises(Refused, match="not-on-panel"):
        as_(here.nurse, do_panel.feel, word="x", felt=0, **mark)


def test_a_lead_says_when_the_panel_meets(here):
    as_(
        here.lead,
        do_panel.note_meeting,
        service=here.service,
        on_day=clock.today(),
        about="The reading",
        at_place="Room 2",
    )
    assert [one.about for one in asks(here.panel, tell_panel.meetings, here.service)] == ["The reading"]
    assert asks(here.stranger, tell_panel.meetings, here.service) == []
    with pytest.raises(Refused, match="not-the-lead"):
        as_(here.panel, do_panel.note_meeting, service=here.service, on_day=clock.today(), about="x", at_place="")
