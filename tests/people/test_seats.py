"""Seats on a panel: offered by a lead, taken by a yes, closed at once."""

import pytest
from django.db import connection

from alongside.care.models import StoryPart
from alongside.core.pseudonyms import salted
from alongside.core.refusal import Refused
from alongside.core.viewer import COUNTER, Viewer, bound
from alongside.people import actions as do
from alongside.people import queries as tell
from alongside.people.models import Account
from alongside.people.rules import Constituency, OrganisationKind, ServiceRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    organisation = do.add_organisation(slug="o", name="O", kind=OrganisationKind.OTHER)
    return do.add_service(organisation=organisation, slug="pain", name="Pain service")


def somebody(name: str) -> Viewer:
    made = do.open_account(email=f"{name}@example.test", called=name)
    return Viewer(account=made.pk, name=name)


@pytest.fixture
def lead(here):
    viewer = somebody("Lead")
    do.join_service(account=viewer.account, service=here.pk, job_title="Lead", role=ServiceRole.LEAD)
    return viewer


def test_a_seat_opens_nothing_before_their_yes(here, lead):
    ana = somebody("Ana")
    seat = do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=lead)
    assert tell.place_at(ana.account, here.pk) is None
    assert list(tell.seats_offered_to(ana.account)) == [seat]
    assert list(tell.seats_offered_by(here.pk)) == [seat]
    do.answer_seat(seat=seat.pk, says_yes=True, by=ana)
    place = tell.place_at(ana.account, here.pk)
    assert place.on_panel
    assert place.constituency == Constituency.PERSON
    assert not place.works_here
    assert list(tell.panel_of(here.pk)) == [seat]


def test_offering_twice_makes_one_seat(here, lead):
    ana = somebody("Ana")
    first = do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=lead)
    assert do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.CARER, by=lead) == first


def test_whoever_says_no_has_no_seat_and_may_be_asked_again(here, lead):
    ana = somebody("Ana")
    seat = do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=lead)
    do.answer_seat(seat=seat.pk, says_yes=False, by=ana)
    assert tell.place_at(ana.account, here.pk) is None
    with pytest.raises(Refused, match=r"seat\.over"):
        do.answer_seat(seat=seat.pk, says_yes=True, by=ana)
    assert do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=lead) != seat


def test_nobody_takes_a_seat_that_was_offered_to_somebody_else(here, lead):
    seat = do.offer_seat(account=somebody("Ana").account, service=here.pk, constituency=Constituency.PERSON, by=lead)
    with pytest.raises(Refused, match=r"seat\.over"):
        do.answer_seat(seat=seat.pk, says_yes=True, by=somebody("Bo"))


def test_only_a_lead_offers_and_ends_seats_and_anybody_leaves_their_own(here, lead):
    ana, bo = somebody("Ana"), somebody("Bo")
    do.join_service(account=bo.account, service=here.pk, job_title="Nurse")
    for stranger in (ana, bo, Viewer(account=None, name="")):
        with pytest.raises(Refused, match=r"seat\.not-yours"):
            do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=stranger)
    seat = do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=lead)
    do.answer_seat(seat=seat.pk, says_yes=True, by=ana)
    with pytest.raises(Refused, match=r"seat\.not-yours"):
        do.leave_seat(seat=seat.pk, by=bo)
    do.leave_seat(seat=seat.pk, by=ana)
    do.leave_seat(seat=seat.pk, by=ana)
    assert tell.place_at(ana.account, here.pk) is None
    again = do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=lead)
    do.leave_seat(seat=again.pk, by=lead)
    assert not tell.seats_offered_to(ana.account)


def test_a_closed_account_sits_nowhere(here, lead):
    ana = somebody("Ana")
    seat = do.offer_seat(account=ana.account, service=here.pk, constituency=Constituency.PERSON, by=lead)
    do.answer_seat(seat=seat.pk, says_yes=True, by=ana)
    do.close_account(account=ana.account)
    assert tell.places_of(ana.account) == []
    assert not tell.panel_of(here.pk)


def test_somebody_who_works_there_may_sit_on_the_panel_too(here, lead):
    seat = do.offer_seat(account=lead.account, service=here.pk, constituency=Constituency.STAFF, by=lead)
    do.answer_seat(seat=seat.pk, says_yes=True, by=lead)
    place = tell.place_at(lead.account, here.pk)
    assert place.works_here
    assert place.leads
    assert place.on_panel


def test_a_service_is_found_in_words_by_its_name_and_its_id(here):
    assert tell.service_by_slug("pain") == tell.service_in_words(here.pk)
    assert tell.service_by_slug("pain").organisation_name == "O"
    assert tell.service_by_slug("nowhere") is None


def test_whoever_counts_for_a_reading_sees_no_space(django_user_model):
    assert connection.in_atomic_block
    with bound(COUNTER):
        assert not StoryPart.objects.exists()
        assert not StoryPart.objects.for_viewer(COUNTER).exists()
    assert Account.objects.count() == 0


def test_a_salted_link_is_the_same_for_the_same_and_never_across_kinds():
    assert salted("contact", "a") == salted("contact", "a")
    assert (
        len({salted("contact", "a"), salted("respondent", "a"), salted("contact", "b"), salted("contact", "a", "b")})
        == 4
    )
    assert len(salted("contact", "a")) == 32
