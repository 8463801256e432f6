"""P5.4 Training, support, surroundings and processes for staff: what would make this easier, asked, shown with care, and met.

A gap with something missing behind it is a task for whoever leads, and not blame for whoever works.
"""

import pytest
from django.db import transaction

from alongside.choosing.actions import priorities
from alongside.core.viewer import Viewer, bound
from alongside.improvement.actions import trying
from alongside.improvement.queries import trying as tell_trying
from alongside.improvement.rules import EnablerState
from alongside.listening.actions import easier
from alongside.listening.queries import easier as tell
from alongside.listening.rules import Easier
from tests.listening.here import Here, a_service_that_listens, at_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Here:
    return a_service_that_listens()


def says(here: Here, who: Viewer, *kinds: Easier, words: str = "") -> None:
    with transaction.atomic(), bound(who):
        easier.ask_for(service=here.service, practice="P5.4", kinds=list(kinds), words=words, by=who)


def test_what_staff_need_is_seen_together_and_never_as_one_persons_wish(here: Here) -> None:
    colleagues = [here.nurse, *(at_work(here.service) for _each in range(4))]
    for who in colleagues[:4]:
        says(here, who, Easier.SPACE, words="A room with a door.")
    with transaction.atomic(), bound(here.lead):
        assert tell.enablers(here.lead, here.service, "P5.4") is None
    says(here, colleagues[4], Easier.SPACE, Easier.TIME)
    with transaction.atomic(), bound(here.lead):
        told = tell.enablers(here.lead, here.service, "P5.4")
    assert told is not None
    assert told.kinds == ((Easier.SPACE, 5),)
    assert set(told.words) == {"A room with a door."}
    with transaction.atomic(), bound(here.panel):
        panel_reads = tell.enablers(here.panel, here.service, "P5.4")
    assert panel_reads is not None
    assert panel_reads.kinds == told.kinds
    assert panel_reads.words == ()


def test_what_a_change_needs_is_asked_for_and_met_or_answered(here: Here) -> None:
    with transaction.atomic(), bound(here.lead):
        set_out = priorities.set_out(service=here.service, thing="P5.4", reason="Staff ask.", dissent="", by=here.lead)
    with transaction.atomic(), bound(here.nurse):
        change = trying.begin(priority=set_out.pk, idea="A quiet hour", why="To talk about hard ones.", by=here.nurse)
        room = trying.ask_for(change=change.pk, kind=Easier.SPACE, words="The sofa room on Fridays", by=here.nurse)
        time = trying.ask_for(change=change.pk, kind=Easier.TIME, words="An hour a week", by=here.nurse)
    with transaction.atomic(), bound(here.lead):
        trying.answer_need(enabler=room.pk, is_met=True, words="From Friday on.", by=here.lead)
        trying.answer_need(enabler=time.pk, is_met=False, words="Not before a post is filled.", by=here.lead)
        whole = tell_trying.whole(here.lead, here.service, change.pk)
    assert whole is not None
    assert {one.words: (one.state, one.answer) for one in whole.needs} == {
        "The sofa room on Fridays": (EnablerState.MET, "From Friday on."),
        "An hour a week": (EnablerState.CANNOT, "Not before a post is filled."),
    }
