"""Pages of trying: what was expected beside what came, a hint that chooses nothing, and a change left with its reason."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from alongside.core import clock
from alongside.improvement.actions import counting, trying
from alongside.improvement.rules import Act, MeasureKind, Verdict
from alongside.people.models import Account
from alongside.people.rules import Constituency
from tests.factories.browse import words_of
from tests.improvement.walk import as_, planned, predicted, studied
from tests.listening.here import at_work, on_the_panel

pytestmark = pytest.mark.django_db


def browser(viewer):
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.account))
    return client


def address(here, change):
    return reverse("change", kwargs={"service": here.slug, "change_id": change})


def counted(here, change, *counts):
    """A measure with counts, each so many days ago."""
    made = as_(here.nurse, counting.add_measure, change=change, name="Rung in time", kind=MeasureKind.PROCESS)
    rows = [(clock.today() - timedelta(days=ago), yes, of) for ago, yes, of in counts]
    as_(here.nurse, counting.count_many, measure=made.pk, counts=rows)
    return made.pk


def test_nobody_goes_on_without_a_prediction_and_what_was_typed_stays(here, change):
    cycle, hers = planned(here, change), browser(here.nurse)
    sent = hers.post(address(here, change), {"what": "predict", "which": str(cycle), "size": "20"})
    assert sent.status_code == 422
    page = sent.content.decode()
    assert "Say what you expect before you begin" in page
    assert 'value="20"' in page


def test_before_and_since_stand_beside_what_was_expected_with_how_unsure_it_is(here, change):
    measure = counted(here, change, (20, 3, 10), (13, 4, 10))
    cycle = planned(here, change)
    predicted(here, change, cycle, measure=measure)
    hers = browser(here.nurse)
    assert "Before: 7 of 20. Since then nothing is counted yet." in words_of(hers.get(address(here, change)))
    as_(here.nurse, counting.count, measure=measure, on_day=clock.today(), yes=9, answers=10)
    page = words_of(hers.get(address(here, change)))
    assert "Before: 7 of 20. Since then: 9 of 10." in page
    assert "In a hundred, that is 55 more. You expected 20 more." in page
    assert "luck alone can shift it" in page
    assert "The counts alone" not in page
    as_(here.nurse, trying.done, cycle=cycle, happened="Nine were rung.")
    page = hers.get(address(here, change))
    assert "The counts alone look like “As we expected”" in words_of(page)
    study = page.content.decode().split('value="study"', 1)[1].split("</form>", 1)[0]
    assert "checked" not in study


def test_where_nothing_was_counted_the_hint_says_that_it_cannot_say(here, change):
    cycle = planned(here, change)
    predicted(here, change, cycle, measure=counted(here, change, (0, 4, 5)))
    hers = browser(here.nurse)
    assert "Nothing was counted before, so there is nothing to compare." in words_of(hers.get(address(here, change)))
    as_(here.nurse, trying.done, cycle=cycle, happened="Tried.")
    assert "The counts alone cannot say" in words_of(hers.get(address(here, change)))


def test_to_leave_a_test_is_one_thing_and_to_leave_the_change_another(here, change):
    cycle, _finding = studied(here, change)
    hers = browser(here.nurse)
    ending = {"what": "act", "which": str(cycle), "then": "abandon"}
    assert hers.post(address(here, change), {**ending, "why": ""}).status_code == 422
    page = words_of(hers.post(address(here, change), {**ending, "why": "Nobody used it."}, follow=True))
    assert "Leave this test. Nobody used it." in page
    assert "Being tried" in page
    assert "Plan a small test" in page
    assert "Leave this change" not in words_of(browser(at_work(here.service)).get(address(here, change)))
    empty = hers.post(address(here, change), {"what": "leave", "why": ""})
    assert empty.status_code == 422
    done = hers.post(address(here, change), {"what": "leave", "why": "It does not fit this clinic."}, follow=True)
    page = words_of(done)
    assert "It was left on" in page
    assert "It does not fit this clinic." in page
    assert "Plan a small test" not in page
    refused = hers.post(address(here, change), {"what": "plan", "words": "Once more, quickly.", "who_and_where": ""})
    assert refused.status_code == 422
    assert "This change was left" in words_of(refused)


def test_each_finding_that_waits_has_a_form_of_its_own_for_the_panel(here, change):
    for _n in range(2):
        cycle, _finding = studied(here, change, Verdict.PARTLY)
        as_(here.nurse, trying.act, cycle=cycle, what=Act.ADAPT, why="Again.")
    theirs = browser(here.panel)
    page = theirs.get(address(here, change)).content.decode()
    ids = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert page.count('value="sign"') == 2
    assert page.count('value="plan"') == 0
    finding = page.split('value="sign"')[0].rsplit('name="which" value="', 1)[1].split('"', 1)[0]
    unsaid = theirs.post(address(here, change), {"what": "sign", "which": finding, "agrees": "no", "words": ""})
    assert "Please say why." in words_of(unsaid)
    theirs.post(address(here, change), {"what": "sign", "which": finding, "agrees": "no", "words": "Not for me."})
    page = words_of(browser(on_the_panel(here.service, here.lead, Constituency.CARER)).get(address(here, change)))
    assert "One of the panel sees it differently: Not for me." in page


def test_what_is_asked_for_is_met_or_answered_on_the_page(here, change):
    hers, leads = browser(here.nurse), browser(here.lead)
    hers.post(address(here, change), {"what": "need", "kind": "time", "words": "Ten minutes a day"})
    page = leads.get(address(here, change)).content.decode()
    which = page.split('for="n', 1)[1].split('"', 1)[0]
    assert leads.post(address(here, change), {"what": "cannot", "which": which, "words": ""}).status_code == 422
    leads.post(address(here, change), {"what": "cannot", "which": which, "words": "Not before May."})
    assert "Not before May." in words_of(hers.get(address(here, change)))
    for unknown in ({"what": "dance"}, {"what": "done", "which": "no-id", "happened": "x"}):
        assert hers.post(address(here, change), unknown).status_code == 404
