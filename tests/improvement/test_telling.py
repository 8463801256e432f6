"""Telling back: nothing ends in silence, a claim is checked by somebody else, and what was told stays readable when it is corrected."""

import pytest

from alongside.choosing.actions import priorities
from alongside.choosing.queries import rounds
from alongside.choosing.rules import PriorityState
from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.improvement.actions import telling
from alongside.improvement.queries import telling as told
from alongside.improvement.rules import Ending, Outcome
from alongside.principles.actions import practices, services
from tests.improvement.walk import as_, asks
from tests.listening.here import somebody
from tests.principles.own_sets import a_fork, a_house, goes_out, why

pytestmark = pytest.mark.django_db


def written(here, priority, outcome, words="It is so.", **more):
    return as_(here.nurse, telling.write, priority=priority, outcome=outcome, words=words, **more).pk


def told_at_once(here, priority, outcome, words="It is so.", **more):
    """Written, checked where it must be, told. Gives the text and what it did to what was set out."""
    text = written(here, priority, outcome, words, **more)
    if outcome in (Outcome.DID, Outcome.PARTLY):
        as_(here.panel, telling.check, text=text)
    return text, as_(here.nurse, telling.tell, text=text)


def test_nobody_closes_in_silence_and_a_claim_is_checked_by_somebody_else(here, priority):
    with pytest.raises(Refused, match="tell-back-first"):
        as_(here.lead, priorities.close, priority=priority, told_back=False)
    text = as_(
        here.nurse, telling.write, priority=priority, outcome=Outcome.DID, words="You get the paper first, and a call."
    ).pk
    with pytest.raises(Refused, match="not-checked"):
        as_(here.nurse, telling.tell, text=text)
    for viewer in (here.nurse, here.lead):
        with pytest.raises(Refused, match="second-reader"):
            as_(viewer, telling.check, text=text)
    with pytest.raises(Refused, match="not-there"):
        as_(here.stranger, telling.check, text=text)
    assert told.told(here.service) == []
    as_(here.panel, telling.check, text=text)
    as_(here.nurse, telling.tell, text=text)
    assert asks(here.lead, rounds.priority, priority).state == PriorityState.CLOSED
    assert [one.text.words for one in asks(here.stranger, lambda _v: told.told(here.service))] == [
        "You get the paper first, and a call."
    ]
    with pytest.raises(Refused, match="told"):
        as_(here.nurse, telling.tell, text=text)
    again = as_(
        here.nurse,
        telling.write,
        priority=priority,
        outcome=Outcome.PARTLY,
        words="Not on Fridays yet.",
        instead_of=text,
    )
    assert asks(here.lead, told.being_written, here.service) == [again]
    assert asks(here.lead, told.told_of, priority)[0].text.pk == text
    assert asks(here.stranger, lambda _v: told.services_that_told()) == [here.service]


def test_we_could_not_because_ends_it_and_still_trying_does_not(here, priority):
    with pytest.raises(Refused, match="what-changed"):
        as_(here.nurse, telling.write, priority=priority, outcome=Outcome.DID, words=" ")
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, telling.write, priority=priority, outcome=Outcome.DID, words="x")
    with pytest.raises(Refused, match="no-priority"):
        as_(here.nurse, telling.write, priority=here.service, outcome=Outcome.DID, words="x")
    still = as_(here.nurse, telling.write, priority=priority, outcome=Outcome.STILL_TRYING, words="We are at it.").pk
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, telling.tell, text=still)
    as_(here.nurse, telling.tell, text=still)
    assert asks(here.lead, rounds.priority, priority).state == PriorityState.OPEN
    no = as_(
        here.nurse, telling.write, priority=priority, outcome=Outcome.COULD_NOT, words="There is no room with a door."
    ).pk
    as_(here.nurse, telling.tell, text=no)
    assert asks(here.lead, rounds.priority, priority).state == PriorityState.CLOSED


def test_telling_says_what_it_did_to_what_was_set_out(here, priority):
    assert told_at_once(here, priority, Outcome.STILL_TRYING)[1] is Ending.STAYS_OPEN
    late = written(here, priority, Outcome.STILL_TRYING)
    assert told_at_once(here, priority, Outcome.DID)[1] is Ending.CLOSED
    closed_on = asks(here.lead, rounds.priority, priority).closed_on
    assert told_at_once(here, priority, Outcome.PARTLY, "One thing more.")[1] is Ending.WAS_CLOSED
    row = asks(here.lead, rounds.priority, priority)
    assert (row.state, row.closed_on) == (PriorityState.CLOSED, closed_on)
    for too_late in (
        lambda: written(here, priority, Outcome.STILL_TRYING),
        lambda: as_(here.nurse, telling.tell, text=late),
    ):
        with pytest.raises(Refused, match="telling.closed"):
            too_late()


def test_a_correction_stands_in_its_place_and_the_old_words_stay_readable_under_it(here, priority):
    first, _ending = told_at_once(here, priority, Outcome.DID, "You are rung within a day.")
    draft = written(here, priority, Outcome.PARTLY, "You are rung within three days.", instead_of=first)
    (still,) = told.told(here.service)
    assert (still.text.pk, still.earlier) == (first, ())
    with pytest.raises(Refused, match="not-checked"):
        as_(here.nurse, telling.tell, text=draft)
    with pytest.raises(Refused, match="not-told-yet"):
        written(here, priority, Outcome.PARTLY, instead_of=draft)
    other = written(here, priority, Outcome.PARTLY, "Another hand.", instead_of=first)
    for one in (draft, other):
        as_(here.panel, telling.check, text=one)
    assert as_(here.nurse, telling.tell, text=draft) is Ending.WAS_CLOSED
    with pytest.raises(Refused, match="not-told-yet"):
        as_(here.nurse, telling.tell, text=other)
    third, _ending = told_at_once(here, priority, Outcome.COULD_NOT, "Nobody is rung.", instead_of=draft)
    (now,) = told.told(here.service)
    assert now.text.pk == third
    assert [one.words for one in now.earlier] == ["You are rung within three days.", "You are rung within a day."]
    assert asks(here.nurse, told.to_correct, here.service, third).text.pk == third
    assert asks(here.nurse, told.to_correct, here.service, first) is None
    assert asks(here.panel, told.to_correct, here.service, third) is None


def test_what_is_no_longer_in_the_set_of_a_service_is_told_under_the_name_people_know():
    house = a_house()
    thing = {"service": house.service.pk, "reason": "Said.", "dissent": ""}
    made = as_(house.lead, priorities.set_out, thing="P1.2", **thing).pk
    at = as_(house.lead, lambda by: a_fork(house, by=by))
    as_(house.lead, practices.drop, at=at, practice="P1.2", frame=why())
    as_(house.lead, lambda by: goes_out(at, by))
    today = clock.today()
    as_(house.lead, services.switch, service=house.service.pk, to=at, begins_on=today, reason="Ours now.")
    text = as_(house.nurse, telling.write, priority=made, outcome=Outcome.COULD_NOT, words="It fell away.")
    assert (text.about, text.practice) == ("Words that fit the person", "P1.2")
    assert asks(somebody("Elsewhere"), told.being_written, house.service.pk) == []
