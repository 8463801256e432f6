"""Which set a service works with, from which day, and that what was before stays."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.principles import queries as principles
from alongside.principles.actions import practices, services, sets
from alongside.principles.models import ChangedHistory, ServiceSet
from alongside.principles.queries.services import switches_of, works_with
from alongside.principles.rules import Ref

from .own_sets import FIRST, a_fork, a_house, goes_out, why

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def ours(house) -> Ref:
    at = a_fork(house)
    practices.drop(at=at, practice="P2.5", frame=why(), by=house.lead)
    goes_out(at, house.lead)
    return at


def switches(house, to, days=0, *, by=None, reason="The panel asked for it.") -> None:
    day = clock.today() + timedelta(days=days)
    services.switch(service=house.service.pk, to=to, begins_on=day, reason=reason, by=by or house.lead)


def test_until_it_chooses_a_service_works_with_the_first_set(house):
    assert principles.set_for(house.service.pk).id == "both-2019"
    assert switches_of(house.service.pk) == []


def test_a_service_works_with_another_set_from_a_day_and_not_before(house, ours):
    switches(house, ours, days=5)
    today = clock.today()
    assert principles.set_for(house.service.pk).id == "both-2019"
    later = principles.set_for(house.service.pk, today + timedelta(days=5))
    assert (later.id, later.version) == ("headland-own", "1")
    assert "P2.5" not in [one.id for one in later.practices]
    assert works_with(*_of(ours)) == []
    assert works_with(*_of(ours), today + timedelta(days=6)) == [house.service.pk]


def test_going_back_keeps_the_history_with_its_reasons(house, ours):
    switches(house, ours)
    switches(house, FIRST, days=1, reason="It was too early.")
    line = switches_of(house.service.pk)
    assert [(one.ref, one.reason) for one in line] == [(FIRST, "It was too early."), (ours, "The panel asked for it.")]
    assert principles.set_for(house.service.pk).id == "headland-own"
    assert principles.set_for(house.service.pk, clock.today() + timedelta(days=1)).id == "both-2019"
    row = ServiceSet.objects.first()
    with pytest.raises(ChangedHistory):
        row.save()


def test_a_practice_that_a_set_left_out_keeps_its_name_beside_what_was_said_about_it(house, ours):
    before = principles.names_of(house.service.pk)
    assert before["P2.5"] == "Support at work"
    switches(house, ours)
    after = principles.names_of(house.service.pk)
    assert after["P2.5"] == "Support at work"
    assert after.keys() >= {one.id for one in principles.set_for(house.service.pk).practices}


def test_two_choices_for_one_day_leave_both_rows_and_the_later_one_counts(house, ours):
    switches(house, ours)
    switches(house, FIRST)
    assert principles.set_for(house.service.pk).id == "both-2019"
    assert ServiceSet.objects.count() == 2


def test_only_the_lead_switches_a_service(house, ours):
    other = a_house("Elsewhere")
    for somebody in (house.nurse, house.panel, other.lead):
        with pytest.raises(Refused, match=r"set\.lead-decides"):
            switches(house, ours, by=somebody)
    assert not ServiceSet.objects.exists()


def test_a_service_of_another_organisation_may_work_with_a_published_set(ours):
    other = a_house("Elsewhere")
    switches(other, ours)
    assert principles.set_for(other.service.pk).id == "headland-own"


def test_what_cannot_be_switched_to_or_when_is_said(house, ours):
    draft = a_fork(house, "second-own", "K")
    strange = a_fork(a_house("Elsewhere"), "third-own", "L")
    for to, days, reason, kind in (
        (draft, 0, "Why", "still-made"),
        (strange, 0, "Why", "not-there"),
        (Ref("nothing", "1"), 0, "Why", "not-there"),
        (ours, 0, " ", "no-reason"),
        (ours, -1, "Why", "past"),
        (ours, 367, "Why", "too-far"),
        (FIRST, 0, "Why", "same"),
    ):
        with pytest.raises(Refused, match=rf"set\.{kind}"):
            switches(house, to, days, reason=reason)
    switches(house, ours, days=10)
    with pytest.raises(Refused, match=r"set\.planned"):
        switches(house, FIRST, days=9)


def test_a_version_in_use_is_not_taken_out_of_use_and_a_retired_one_not_begun(house, ours):
    switches(house, ours)
    with pytest.raises(Refused, match=r"set\.in-use") as said:
        sets.retire(at=ours, reasons="Old.", by=house.lead)
    assert "Headland pain service" in str(said.value.refusal)
    switches(house, FIRST)
    switches(house, ours, days=4)
    with pytest.raises(Refused, match=r"set\.in-use"):
        sets.retire(at=ours, reasons="Old.", by=house.lead)
    switches(house, FIRST, days=4)
    sets.retire(at=ours, reasons="Old.", by=house.lead)
    with pytest.raises(Refused, match=r"set\.retired"):
        switches(house, ours)


def _of(ref: Ref) -> tuple[str, str]:
    return ref.set_id, ref.version
