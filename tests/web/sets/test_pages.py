"""Pages of sets: what is offered to whom at which moment, and kind answers to odd addresses and half-filled forms."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.principles.actions import practices, sets, wordings
from alongside.principles.queries.versions import version
from alongside.principles.rules import ReaderRole, Ref
from tests.factories.browse import at_a_keyboard, words_of
from tests.principles.own_sets import (
    FIRST,
    a_facilitator,
    a_fork,
    a_house,
    a_viewer,
    as_somebody,
    goes_out,
    stands,
    why,
)

pytestmark = pytest.mark.django_db
HERE = "/sets/headland-own/1/"


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def lead(house) -> Client:
    return at_a_keyboard(as_somebody(house.lead))


def links(page) -> list[str]:
    return re.findall(r'href="([^"]+)"', page.content.decode())


def test_a_lead_is_offered_a_set_of_their_own_and_a_nurse_only_reads(house, lead):
    nurse = at_a_keyboard(as_somebody(house.nurse))
    assert "/sets/both-2019/1/own/" in links(lead.get("/sets/both-2019/1/"))
    assert "/sets/both-2019/1/own/" not in links(nurse.get("/sets/both-2019/1/"))
    assert "/sets/bring/" in links(lead.get("/sets/"))
    assert "/sets/bring/" not in links(nurse.get("/sets/"))
    assert lead.get("/sets/both-2019/1/own/").status_code == 200
    assert lead.get("/sets/bring/").status_code == 200


def test_the_ways_of_a_practice_follow_what_was_made_of_it(house, lead):
    at = a_fork(house)
    here = f"{HERE}practice/P1.1/"

    def ways() -> set[str]:
        return {one.removeprefix(here).strip("/") for one in links(lead.get(here)) if one.startswith(here)} - {""}

    assert ways() == {"adapt", "adopt", "drop"}
    practices.adopt(at=at, practice="P1.1", frame=why(), by=house.lead)
    assert ways() == {"adapt", "drop"}
    practices.adapt(at=at, practice="P1.1", words={"name": "Time that is there"}, frame=why(), by=house.lead)
    assert ways() == {"adapt", "adopt", "drop"}
    practices.drop(at=at, practice="P1.1", frame=why(), by=house.lead)
    assert ways() == {"adopt"}
    assert "Bring it back" in words_of(lead.get(here))
    goes_out(at, house.lead)
    assert ways() == set()


def test_the_steps_of_a_version_are_offered_to_those_who_may_take_them(house, lead):
    at, noreen = a_fork(house), at_a_keyboard(as_somebody(a_facilitator()))
    nurse = at_a_keyboard(as_somebody(house.nurse))
    assert "It has been read" in words_of(lead.get(HERE))
    assert "It has been read" in words_of(noreen.get(HERE))
    assert "It has been read" not in words_of(nurse.get(HERE))
    sets.refine(at=at, reasons="Read.", by=house.lead)
    assert "Publish this version" in words_of(lead.get(HERE))
    assert "Publish this version" not in words_of(noreen.get(HERE))
    assert "Take it back to a draft" in words_of(noreen.get(HERE))
    lead.post(HERE, {"what": "reopen", "reasons": "One word."})
    lead.post(HERE, {"what": "refine", "reasons": "Read again."})
    lead.post(HERE, {"what": "publish", "reasons": "Ready."})
    begun = lead.post(HERE, {"what": "next-version", "reasons": "Learnt."})
    assert begun["Location"] == "/sets/headland-own/2/"
    lead.post(HERE, {"what": "retire", "reasons": "Old."})
    assert "Not in use any more" in words_of(lead.get(HERE))


def test_an_odd_step_and_one_without_a_reason_change_nothing(house, lead):
    at = a_fork(house)
    assert lead.post(HERE, {"what": "fly"}).status_code == 422
    answer = lead.post(HERE, {"what": "refine", "reasons": ""})
    assert answer.status_code == 422
    assert "Please say why." in words_of(answer)
    assert lead.post(HERE, {"what": "publish", "reasons": "Now."}).status_code == 422
    assert stands(at).set.status == "draft"


def test_a_set_that_no_service_owns_says_who_made_it(house):
    noreen = at_a_keyboard(as_somebody(a_facilitator()))
    form = {"service": "none", "title": "For young people", "set_id": "young-own", "prefix": "Y", "reasons": "Asked."}
    assert noreen.post("/sets/both-2019/1/own/", form)["Location"] == "/sets/young-own/1/"
    assert "Made by people who run sessions" in words_of(noreen.get("/sets/young-own/1/"))
    assert "Made by people who run sessions" in words_of(noreen.get("/sets/"))
    assert at_a_keyboard(as_somebody(house.lead)).get("/sets/young-own/1/").status_code == 404


def test_whoever_runs_sessions_finds_the_sets_from_their_home(house):
    assert "/sets/" in links(at_a_keyboard(as_somebody(a_facilitator())).get("/"))
    assert "/sets/" not in links(at_a_keyboard(as_somebody(house.nurse)).get("/"))


def test_half_filled_forms_come_back_with_what_was_typed(house, lead):
    a_fork(house)
    added = lead.post(f"{HERE}add/", {"name": "A quiet room"})
    assert added.status_code == 422
    assert 'value="A quiet room"' in added.content.decode()
    changed = lead.post(f"{HERE}practice/P1.1/adapt/", {"name": "Time", "plain": "Words of ours."})
    assert changed.status_code == 422
    assert "Words of ours." in changed.content.decode()
    forked = lead.post("/sets/both-2019/1/own/", {"title": "Ours"})
    assert forked.status_code == 422
    assert 'value="Ours"' in forked.content.decode()
    assert lead.post("/sets/bring/", {}).status_code == 422


def test_addresses_that_lead_nowhere_are_not_there(house, lead):
    at = a_fork(house)
    goes_out(at, house.lead)
    for address in (
        "/sets/headland-own/9/",
        "/sets/nothing/1/",
        f"{HERE}practice/Z1.1/",
        f"{HERE}compare/?with=headland-own",
        "/principles/set/headland-own/9/",
        "/principles/set/nothing/1/poster/",
    ):
        assert lead.get(address).status_code == 404, address
    second = sets.begin_next_version(of=at, reasons="Learnt.", by=house.lead)
    there = f"/sets/{second.set_id}/{second.version}/"
    for address in (f"{there}practice/P1.1/fly/", f"{there}practice/Z1.1/adapt/", f"{there}practice/Z1.1/drop/"):
        assert lead.get(address).status_code == 404, address
    assert lead.get(f"{there}compare/").status_code == 200


def test_a_language_that_nobody_began_is_said_kindly_and_one_that_was_begun_is_not_offered_again(house, lead):
    at = a_fork(house)
    answer = lead.get(f"{HERE}languages/pl/")
    assert answer.status_code == 409
    assert "Nobody began this language yet." in words_of(answer)
    wordings.begin(of=at, language="ar", translated_by=ReaderRole.TRANSLATOR, by=house.lead)
    page = lead.get(f"{HERE}languages/").content.decode()
    assert '<option value="ar"' not in page
    assert '<option value="cy"' in page
    assert lead.post(f"{HERE}languages/", {"language": "en"}).status_code == 422
    assert lead.get(f"{HERE}languages/ar/Z1.1/").status_code == 404
    nothing = lead.post(f"{HERE}languages/ar/P1.1/", {})
    assert nothing.status_code == 422
    assert 'dir="rtl"' in lead.get(f"{HERE}languages/ar/P1.1/").content.decode()
    assert "Begin a language" not in words_of(at_a_keyboard(as_somebody(house.nurse)).get(f"{HERE}languages/"))


def test_a_published_set_tells_of_its_other_version_and_of_being_retired(house):
    at = a_fork(house)
    goes_out(at, house.lead)
    second = sets.begin_next_version(of=at, reasons="Learnt.", by=house.lead)
    goes_out(second, house.lead)
    sets.retire(at=at, reasons="There is a newer one.", by=house.lead)
    page = Client().get("/principles/set/headland-own/1/")
    assert "This version is not in use any more." in words_of(page)
    assert "/principles/set/headland-own/2/" in links(page)
    assert "There is another version" not in words_of(Client().get("/principles/set/headland-own/2/"))


def test_a_draft_tells_how_many_practices_nobody_has_looked_at(house, lead):
    at = a_fork(house)
    practices.adopt(at=at, practice="P1.1", frame=why(), by=house.lead)
    assert "Nobody has looked at 24 practices yet." in words_of(lead.get(HERE))
    goes_out(at, house.lead)
    assert "Nobody has looked at" not in words_of(lead.get(HERE))


def test_words_that_look_like_a_page_are_shown_as_words(house, lead):
    at = a_fork(house)
    practices.adapt(
        at=at, practice="P1.1", words={"plain": '1 < 2 & 3 > 2 "quoted"'}, frame=why("A & B"), by=house.lead
    )
    page = lead.get(f"{HERE}practice/P1.1/").content.decode()
    assert "1 &lt; 2 &amp; 3 &gt; 2" in page


def test_what_is_read_without_an_account_is_only_what_is_published(house):
    a_fork(house)
    assert Client().get("/principles/set/headland-own/1/").status_code == 404
    assert Client().get("/principles/set/headland-own/1/poster/").status_code == 404
    for name in ("sets", "bring_set"):
        assert "/accounts/login/" in Client().get(reverse(name))["Location"]
    assert at_a_keyboard(as_somebody(a_viewer("Ana"))).get("/sets/").status_code == 200
    assert Ref("both-2019", "1") == FIRST


def test_published_sets_stand_with_house_and_version_for_everybody_and_only_the_newest_of_each(house):
    everybody, where = Client(), "/principles/set/all/"
    assert "No service has put out a set of its own yet" in words_of(everybody.get(where))
    assert where in links(everybody.get("/principles/"))
    at = a_fork(house)
    assert "How we work at Headland" not in words_of(everybody.get(where)), "in the making"
    goes_out(at, house.lead)
    second = sets.begin_next_version(of=at, reasons="Learnt.", by=house.lead)
    assert "Version 1" in words_of(everybody.get(where))
    goes_out(second, house.lead)
    page = everybody.get(where)
    assert "How we work at Headland" in words_of(page)
    assert str(house.service) in words_of(page)
    assert "Version 2" in words_of(page)
    assert "Version 1" not in words_of(page)
    assert "/principles/set/headland-own/2/" in links(page)


def test_a_set_is_called_by_its_title_where_it_grew_out_of_another(house, lead):
    a_fork(house)
    first = version("both-2019", "1").set.title
    assert f"It grew out of {first}, version 1" in words_of(lead.get(HERE))
    assert "both-2019, version 1" not in words_of(lead.get(HERE))
    assert f"Grew out of “{first}”, version 1" in words_of(lead.get("/sets/"))


def test_who_may_change_a_set_is_asked_once_a_page_however_many_practices_are_on_it(house, lead):
    a_fork(house)
    lead.get(HERE)
    with CaptureQueriesContext(connection) as asked:
        lead.get(HERE)
    assert sum('FROM "people_membership"' in one["sql"] for one in asked) <= 6
