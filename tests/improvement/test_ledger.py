"""The ledger: from what was heard to what was told, with what waits on top, and only with numbers that were released."""

from datetime import date, timedelta

import pytest

from alongside.choosing.actions import priorities
from alongside.core import clock
from alongside.core.quarters import quarter_of
from alongside.improvement.actions import telling, trying
from alongside.improvement.queries.ledger import ledger
from alongside.improvement.rules import Outcome
from alongside.people.rules import Constituency
from tests.improvement.walk import as_, asks, studied
from tests.listening.here import on_the_panel
from tests.web.mirror.frozen import TOO_FEW, a_reading

pytestmark = pytest.mark.django_db


def seen(here, viewer=None, today=None):
    def query(as_whom):
        return ledger(as_whom, here.service, today=today or clock.today())

    return asks(viewer or here.nurse, query)


def closed_period():
    return quarter_of(quarter_of(clock.today())[0] - timedelta(days=1))


def test_what_waits_comes_first_and_says_for_how_long(here, priority):
    ended = as_(here.lead, priorities.set_out, service=here.service, thing="P2.1", reason="Said.", dissent="").pk
    text = as_(here.nurse, telling.write, priority=ended, outcome=Outcome.COULD_NOT, words="No room.").pk
    as_(here.nurse, telling.tell, text=text)
    first, second = seen(here, today=clock.today() + timedelta(days=40))
    assert (first.priority.pk, first.waits, first.told) == (priority, 40, ())
    assert (second.priority.pk, second.waits) == (ended, None)
    assert [one.text.words for one in second.told] == ["No room."]


def test_what_was_tried_and_found_stands_once_the_panel_has_signed(here, priority, change):
    _cycle, finding = studied(here, change)
    (one,) = seen(here)
    assert ([row.pk for row in one.changes], one.found) == ([change], ())
    for viewer in (here.panel, on_the_panel(here.service, here.lead, Constituency.CARER)):
        as_(viewer, trying.sign, finding=finding, agrees=True, words="")
    (one,) = seen(here, here.panel)
    assert [row.pk for row in one.found] == [finding]


def test_only_released_numbers_of_voices_stand_in_it(here, priority):
    assert seen(here)[0].heard is None
    a_reading(here.service, closed_period())
    heard = seen(here)[0].heard
    assert (heard.people, heard.staff, heard.closes) == (30, 14, closed_period()[1])
    as_(here.lead, priorities.set_out, service=here.service, thing=TOO_FEW, reason="Said.", dissent="")
    few = next(one for one in seen(here) if one.priority.practice == TOO_FEW)
    assert few.heard.people is None


def test_a_reading_that_closed_later_is_not_what_was_heard_before(here, priority):
    a_reading(here.service, (date(2090, 1, 1), date(2090, 3, 31)))
    assert seen(here)[0].heard is None


def test_a_stranger_finds_no_ledger(here, priority):
    assert seen(here, here.stranger) == []
