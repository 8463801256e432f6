"""Pages: the practice wall. What it shows, to whom, and that nothing in its address narrows it to a person."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.people import actions as people
from alongside.people import queries as tell_people
from alongside.people.models import Service
from alongside.people.rules import PlatformRole
from alongside.principles.catalogue import principle_set
from tests.factories import Professional, Somebody, a_professional_in, a_service, an_account
from tests.factories.browse import words_of
from tests.web.circle.browsing import at, signed_in, words
from tests.web.mirror.frozen import AUTUMN, STANDS, SUMMER, TOO_FEW, a_colleague, a_lead, a_reading, on_the_panel

pytestmark = pytest.mark.django_db

PRACTICES = principle_set("both-2019").practices
ROW = re.compile(r'<li class="wall__row">(.*?)</li>', re.S)
NAME = re.compile(r'<h3 class="wall__name"><a href="[^"]*">([^<]*)</a>')
SECRET = re.compile(r'(name="csrfmiddlewaretoken" value="|name="draft-key" content=")[^"]*')


def wall(service: Service) -> str:
    address: str = at("wall", service=service.slug)
    return address


def rows_on(page: str) -> list[str]:
    return [name.replace("&#39;", "'") for name in NAME.findall(page)]


def row_of(page: str, practice_id: str) -> str:
    found: str = next(row for row in ROW.findall(page) if f"/practice/{practice_id}/" in row)
    return found


def test_every_practice_stands_on_the_wall_once_with_three_marks() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = words(signed_in(lead).get(wall(lead.service)))
    assert sorted(rows_on(page)) == sorted(practice.name for practice in PRACTICES)
    for row in ROW.findall(page):
        assert re.findall(r"lane--(person|staff|record)", row) == ["person", "staff", "record"]


def test_the_top_says_which_days_who_answered_how_sure_and_who_was_not_heard() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = words(signed_in(lead).get(wall(lead.service)))
    assert "1 July 2026 to 30 September 2026." in page
    assert "We heard from about 30 people and 14 members of staff." in page
    assert "Of 1 group we cannot show how many answered: very few did, or nearly all." in page
    assert "There are enough answers to say something about 24 practices of 25." in page
    assert "staff say yes more often than people do: in about 1 more of every ten contacts" in page


def test_what_differs_beyond_chance_comes_first_and_a_quiet_wall_is_no_all_clear() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    client = signed_in(lead)
    page = words(client.get(wall(lead.service)))
    assert rows_on(page)[0] == principle_set("both-2019").practice(STANDS).name
    assert page.index("Talk about these first") < page.index("Heard, and nothing stands apart")

    quiet = a_lead("Quiet")
    a_reading(quiet.service.pk, stands=())
    page = words(signed_in(quiet).get(wall(quiet.service)))
    assert "Nothing stands apart from chance this time. That is not an all-clear" in page


def test_too_few_is_hatched_and_what_nobody_could_see_from_there_is_a_blank_and_both_say_so() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = words(signed_in(lead).get(wall(lead.service)))
    few = row_of(page, TOO_FEW)
    assert "lane--few lane--person" in few
    assert "Too few to show" in few
    blank = row_of(page, "P5.4")
    assert "lane--blank lane--person" in blank
    assert "Cannot be seen from here" in blank
    assert "12 of 30" not in page


def test_the_same_stands_in_a_table_for_whoever_cannot_see_the_drawing() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = words(signed_in(lead).get(wall(lead.service)))
    table = page[page.index('<table class="grid"') :]
    assert all(practice.name in table for practice in PRACTICES)
    assert "3 to 6 in 10 (about 30 answers, 12 yes, 9 partly, 9 no)" in table


def test_by_moment_is_the_other_order_and_one_moment_the_only_filter() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    client = signed_in(lead)
    page = words(client.get(wall(lead.service) + "?order=moments"))
    assert re.findall(r'id="part-([a-z-]+)"', page) == [
        "always",
        "first-meeting",
        "appointment",
        "shared-decision",
        "shared-plan",
    ]
    assert len(rows_on(page)) == len(PRACTICES)
    only = words(client.get(wall(lead.service) + "?moment=shared-decision"))
    expected = {one.name for one in PRACTICES if "shared-decision" in one.moments}
    assert set(rows_on(only)) == expected


@pytest.mark.parametrize(
    "asked",
    [
        "clinician=hannah",
        "person=dawn",
        "respondent=1",
        "team=a&week=2026-07-06",
        "from=2026-07-01&to=2026-07-02",
        "moment=everything",
        "order=worst",
        "staff=1&value=no",
    ],
)
def test_nothing_else_in_the_address_changes_the_wall(asked: str) -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    client = signed_in(lead)
    plain, narrowed = (SECRET.sub("", words(client.get(wall(lead.service) + extra))) for extra in ("", f"?{asked}"))
    assert narrowed == plain


def test_those_of_the_service_and_its_panel_come_in_and_to_everybody_else_it_is_not_there() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    commissioner = an_account("Rajan")
    people.hold_role(account=commissioner.pk, role=PlatformRole.COMMISSIONER)
    here = [
        at("wall", service=lead.service.slug),
        at("readings", service=lead.service.slug),
        at("reading", service=lead.service.slug, closes=AUTUMN[1].isoformat()),
        at("not_heard", service=lead.service.slug),
        at("talks", service=lead.service.slug),
        at("practice_here", service=lead.service.slug, practice_id=STANDS),
        at("reading_practice", service=lead.service.slug, closes=AUTUMN[1].isoformat(), practice_id=STANDS),
        at("practice_talk", service=lead.service.slug, practice_id=STANDS),
        at("practice_talk_open", service=lead.service.slug, practice_id=STANDS, turn="staff"),
    ]
    for somebody in (lead, a_colleague(lead), on_the_panel(lead)):
        assert [signed_in(somebody).get(one).status_code for one in here] == [200] * len(here)
    strangers = (Somebody(commissioner, lead.viewer), a_professional_in(a_service("Another service")))
    for somebody in strangers:
        assert [signed_in(somebody).get(one).status_code for one in here] == [404] * len(here)


def test_whoever_left_the_panel_sees_nothing_more() -> None:
    lead = a_lead()
    noreen = on_the_panel(lead)
    client = signed_in(noreen)
    assert client.get(wall(lead.service)).status_code == 200
    people.leave_seat(seat=seat_of(noreen, lead), by=noreen.viewer)
    assert client.get(wall(lead.service)).status_code == 404


def seat_of(somebody: Somebody, lead: Professional) -> UUID:
    found = tell_people.place_at(somebody.account.pk, lead.service.pk)
    assert found is not None
    assert found.seat is not None
    return found.seat


def test_before_the_first_reading_one_kind_sentence_says_what_will_come() -> None:
    lead = a_lead()
    page = words(signed_in(lead).get(wall(lead.service)))
    assert re.search(r"The first reading is made after (31 March|30 June|30 September|31 December) 2\d{3}", page)
    assert "How people and staff can answer" in page
    assert rows_on(page) == []


def test_an_earlier_reading_is_found_by_its_day_and_another_day_is_not_there() -> None:
    lead = a_lead()
    a_reading(lead.service.pk, SUMMER)
    a_reading(lead.service.pk, AUTUMN)
    client = signed_in(lead)
    latest = words(client.get(wall(lead.service)))
    assert "1 July 2026 to 30 September 2026." in latest
    assert "The quarter before: 1 April 2026 to 30 June 2026" in latest
    assert "The quarter after" not in latest
    listed = words(client.get(at("readings", service=lead.service.slug)))
    earlier = at("reading", service=lead.service.slug, closes="2026-06-30")
    assert earlier in listed
    page = words(client.get(earlier))
    assert "1 April 2026 to 30 June 2026." in page
    assert "The quarter after: 1 July 2026 to 30 September 2026" in page
    assert at("reading_practice", service=lead.service.slug, closes="2026-06-30", practice_id=STANDS) in page
    for day in ("2026-07-15", "yesterday", "2026-13-01"):
        assert client.get(at("reading", service=lead.service.slug, closes=day)).status_code == 404


def test_two_years_of_readings_ask_the_database_no_more_than_one() -> None:
    lead = a_lead()
    client = signed_in(lead)
    a_reading(lead.service.pk)
    client.get(wall(lead.service))
    with CaptureQueriesContext(connection) as once:
        client.get(wall(lead.service))
    for year in (2024, 2025):
        a_reading(lead.service.pk, (AUTUMN[0].replace(year=year), AUTUMN[1].replace(year=year)))
    with CaptureQueriesContext(connection) as again:
        client.get(wall(lead.service))
    assert len(again) <= len(once)
    assert len(once) < 20


def test_there_is_no_total_no_ranking_and_nobodys_name() -> None:
    lead = a_lead()
    hannah = a_colleague(lead, "Hannahcanary")
    a_reading(lead.service.pk)
    answer = signed_in(lead).get(wall(lead.service))
    page = words(answer)
    assert str(hannah.account) not in page
    # Read as people read it: the random letters of a form's key may spell anything.
    said = words_of(answer)
    for word in ("score", "rank ", "league", "average", "worst", "red-amber"):
        assert word not in said.lower().replace("no ranking", "")


def test_a_reading_names_the_set_it_was_made_with_by_its_title() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = words(signed_in(lead).get(at("readings", service=lead.service.slug)))
    assert f"Principles: “{principle_set('both-2019').title}”, version 1." in page
    assert "both-2019" not in page
