"""Pages: one practice in one service. What each side says, how sure, the kind of difference, and the way on."""

import pytest

from alongside.principles.catalogue import principle_set
from tests.factories import Professional
from tests.web.circle.browsing import at, signed_in, words
from tests.web.mirror.frozen import AUTUMN, STANDS, SUMMER, TOO_FEW, a_lead, a_reading

pytestmark = pytest.mark.django_db


def page_of(lead: Professional, practice_id: str) -> str:
    return words(signed_in(lead).get(at("practice_here", service=lead.service.slug, practice_id=practice_id)))


def test_a_difference_that_stands_is_said_with_its_size_its_kind_and_a_first_step() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = page_of(lead, STANDS)
    assert "Staff say yes to this more often than people do: in about 3 more of every ten contacts" in page
    assert "Staff say it happens. People do not feel it." in page
    assert "A first step:" in page
    assert "about 30 answers: 12 yes, 9 partly, 9 no" in page
    assert "caused" not in page


def test_the_same_contacts_from_both_sides_are_shown_only_where_they_may_be() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = page_of(lead, STANDS)
    assert "About 24 contacts that both the person and a member of staff answered about." in page
    assert "Staff said partly or no" in page
    assert "That is about 4 in 10 of the contacts that people told us about" in page
    assert "The same contacts" not in page_of(lead, "P1.1")


def test_where_nothing_stands_the_page_asks_and_says_what_would_settle_it() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = page_of(lead, "P1.1")
    assert "We cannot yet say whether staff and people see this differently." in page
    assert "About 40 more answers from each side would settle it." in page
    assert "It does not say that all is well." in page
    assert "About 0 more" not in page
    assert "We cannot lay the views beside each other here yet." in page_of(lead, TOO_FEW)


def test_before_a_reading_the_practice_can_be_talked_about_all_the_same() -> None:
    lead = a_lead()
    page = page_of(lead, STANDS)
    assert "There is no reading yet. You can talk about this practice all the same." in page
    assert at("practice_talk", service=lead.service.slug, practice_id=STANDS) in page


def test_a_practice_that_is_not_in_the_set_is_not_there() -> None:
    lead = a_lead()
    assert signed_in(lead).get(at("practice_here", service=lead.service.slug, practice_id="P9.9")).status_code == 404


def test_the_page_of_an_earlier_reading_shows_that_reading_and_leads_back_to_it() -> None:
    lead = a_lead()
    a_reading(lead.service.pk, SUMMER, stands=())
    a_reading(lead.service.pk, AUTUMN)
    address = at("reading_practice", service=lead.service.slug, closes="2026-06-30", practice_id=STANDS)
    page = words(signed_in(lead).get(address))
    assert "1 April 2026 to 30 June 2026." in page
    assert "We cannot yet say whether" in page
    assert "Quarter by quarter" not in page, "there is nothing before it"
    later = page_of(lead, STANDS)
    assert later.index("Apr to Jun 2026") < later.index("Jul to Sep 2026")
    assert later.count("lane--person") == 3
    assert page_of(lead, "P5.4").count("lane--staff") == 3, "where people cannot see it, staff are followed"
    assert f'href="{at("reading", service=lead.service.slug, closes="2026-06-30")}"' in page


def test_who_was_not_heard_is_shown_group_by_group_and_small_numbers_are_not() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    page = words(signed_in(lead).get(at("not_heard", service=lead.service.slug)))
    assert "In their own space" in page
    assert "By a link, on paper, or not at all" in page
    assert "August 2026" in page
    assert "not counted" in page
    assert "Ways in which people were heard" in page
    assert "By an open link, and set aside" in page
    assert "not shown" in page
    assert "where a large number would give the small one away" in page
    assert "we do not change any number because of them" in page


def test_each_row_of_the_wall_leads_to_its_practice() -> None:
    lead = a_lead()
    a_reading(lead.service.pk)
    client = signed_in(lead)
    for practice in principle_set("both-2019").practices:
        address = at("practice_here", service=lead.service.slug, practice_id=practice.id)
        assert client.get(address).status_code == 200, practice.id


def test_a_likely_difference_is_said_as_likely_and_two_sides_alike_as_alike() -> None:
    lead = a_lead()
    a_reading(
        lead.service.pk,
        gaps={"P1.1": {"told": "may-differ", "chance": 0.88}, "P3.1": {"low": -0.05, "high": 0.06, "more": 0}},
    )
    assert "Staff may say yes to this more often than people do. It is likely, and not sure." in page_of(lead, "P1.1")
    alike = page_of(lead, "P3.1")
    assert "Staff and people see this about alike" in alike
    assert "That says nothing of how often it happens." in alike


def test_where_all_sides_say_that_it_seldom_happens_the_wall_puts_it_first_too() -> None:
    lead = a_lead()
    a_reading(lead.service.pk, stands=(), kinds={"P1.1": "not_happening"})
    wall = words(signed_in(lead).get(at("wall", service=lead.service.slug)))
    assert (
        wall.index("Talk about these first") < wall.index("Time to ask and listen") < wall.index("Heard, and nothing")
    )
    assert "It seldom happens, whoever you ask." in page_of(lead, "P1.1")
