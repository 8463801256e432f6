"""U1 Design or improve a service: heard, chosen, tried with a prediction, checked, told back; closed only when those who spoke were told."""

from datetime import timedelta

import pytest
from django.db import transaction

from alongside.choosing.actions import priorities, rounds
from alongside.choosing.queries import rounds as tell_rounds
from alongside.choosing.rules import NOBODY, PriorityState
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.core.viewer import COUNTER, Viewer, bound
from alongside.improvement.actions import telling, trying
from alongside.improvement.queries import telling as tell_telling
from alongside.improvement.queries import trying as tell_trying
from alongside.improvement.queries.ledger import ledger
from alongside.improvement.rules import Act, Direction, Outcome, Verdict
from alongside.listening.actions import answering, doors
from alongside.listening.queries.asking import asked_more_often
from alongside.listening.queries.counting import answers_to_count
from alongside.listening.rules import Said, Through
from alongside.people.rules import Constituency
from tests.listening.here import a_service_that_listens, on_the_panel

pytestmark = pytest.mark.django_db


def test_from_what_people_say_to_what_they_are_told() -> None:
    here, today = a_service_that_listens(), clock.today()
    second = on_the_panel(here.service, here.lead, Constituency.CARER)

    # Listen: a person and somebody at work answer about the same contact, and only the count sees it.
    with transaction.atomic(), bound(here.nurse):
        (slip,) = doors.make_codes(service=here.service, number=1, as_whom=Constituency.PERSON, on=today, by=here.nurse)
    about = {"service": here.service, "contact": slip.door.contact, "on": today}
    paper = Viewer(None, "", link="paper")
    with transaction.atomic(), bound(paper):
        answering.answer(
            said={"P4.5": Said.NO},
            as_whom=Constituency.PERSON,
            through=Through.PAPER,
            door=slip.door,
            by=paper,
            **about,
        )
    with transaction.atomic(), bound(here.nurse):
        answering.answer(
            said={"P4.5": Said.YES}, as_whom=Constituency.STAFF, through=Through.WORK, by=here.nurse, **about
        )
    with transaction.atomic(), bound(COUNTER):
        heard = list(answers_to_count(here.service, today - timedelta(days=7), today))
    assert {(one.viewpoint, one.value) for one in heard} == {("person", "no"), ("staff", "yes")}
    assert len({one.contact for one in heard}) == 1

    # Choose: everybody by themselves; nothing is seen before the round closes.
    with transaction.atomic(), bound(here.lead):
        row = rounds.open_round(service=here.service, opens_on=today, closes_on=today, by=here.lead)
    wanted = row.things.index("P4.5")
    for n in range(6):
        voter = Viewer(None, "", link=f"voter {n}")
        with transaction.atomic(), bound(voter):
            ballot = rounds.begin(round_id=row.pk, constituency=Constituency.PERSON, by=voter)
            for one in tell_rounds.my_choices(voter, ballot):
                best = wanted if wanted in one.shown else NOBODY
                rounds.choose(ballot=ballot.pk, screen=one.screen, best=best, worst=NOBODY, by=voter)
    with transaction.atomic(), bound(here.lead):
        result = rounds.close_round(round_id=row.pk, by=here.lead).result
        assert result["groups"]["person"]["order"][0] == wanted
        set_out = priorities.set_out(
            service=here.service, thing="P4.5", reason="All said it.", dissent="", by=here.lead
        )

    # Try: no test without saying what is expected.
    with transaction.atomic(), bound(here.nurse):
        change = trying.begin(priority=set_out.pk, idea="The paper first", why="It can sink in.", by=here.nurse)
        test = trying.plan(change=change.pk, words="Two people", who_and_where="", by=here.nurse)
    nothing = {"measure": None, "direction": None, "size": None, "by_on": None}
    with pytest.raises(Refused, match="predict-first"), transaction.atomic(), bound(here.nurse):
        trying.predict(cycle=test.pk, by=here.nurse, **nothing)
    with transaction.atomic(), bound(here.nurse):
        (measure,) = tell_trying.whole(here.nurse, here.service, change.pk).measures  # type: ignore[union-attr]  # just begun, so it is there
        trying.predict(
            cycle=test.pk,
            measure=measure.pk,
            direction=Direction.UP,
            size=20,
            by_on=today + timedelta(days=30),
            by=here.nurse,
        )
        # Whichever way somebody comes, they are asked about it more often while it is tried.
        assert asked_more_often(here.service, today=today) == {"P4.5"}
        trying.done(cycle=test.pk, happened="Both read it at home.", by=here.nurse)
        found = trying.study(
            cycle=test.pk, learnt="It helps.", says=Verdict.AS_PREDICTED, why="They say so.", by=here.nurse
        )
        trying.act(cycle=test.pk, what=Act.ADOPT, why="It is small and it works.", by=here.nurse)

    # Check: the panel signs.
    for member in (here.panel, second):
        with transaction.atomic(), bound(member):
            trying.sign(finding=found.pk, agrees=True, words="", by=member)
    with transaction.atomic(), bound(here.panel):
        whole = tell_trying.whole(here.panel, here.service, change.pk)
        assert whole is not None
        assert whole.tests[0].found is not None
        assert whole.tests[0].found.stands

    # Tell back: checked by somebody of the panel, public, and only then is it closed.
    with transaction.atomic(), bound(here.nurse):
        text = telling.write(
            priority=set_out.pk, outcome=Outcome.DID, words="You get the paper first now.", by=here.nurse
        )
    with transaction.atomic(), bound(here.panel):
        telling.check(text=text.pk, by=here.panel)
    with transaction.atomic(), bound(here.nurse):
        telling.tell(text=text.pk, by=here.nurse)
    with transaction.atomic(), bound(here.stranger):
        assert [one.text.words for one in tell_telling.told(here.service)] == ["You get the paper first now."]
    with transaction.atomic(), bound(here.lead):
        closed = tell_rounds.priority(here.lead, set_out.pk)
        assert closed is not None
        assert closed.state == PriorityState.CLOSED
        (line,) = ledger(here.lead, here.service, today=today)
        assert (line.waits, line.found, len(line.told)) == (None, (found,), 1)

    # What was not so is told anew; the old words stay readable under it.
    with transaction.atomic(), bound(here.nurse):
        anew = telling.write(
            priority=set_out.pk,
            outcome=Outcome.COULD_NOT,
            words="The printer is gone, and so is the paper.",
            instead_of=text.pk,
            by=here.nurse,
        )
        telling.tell(text=anew.pk, by=here.nurse)
    (now,) = tell_telling.told(here.service)
    assert (now.text.words, [one.words for one in now.earlier]) == (
        "The printer is gone, and so is the paper.",
        ["You get the paper first now."],
    )
