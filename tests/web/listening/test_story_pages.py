"""Stories in a browser: told, lent, read first, put in other words, taken back; by an account and without one."""

import re

import pytest
from django.test import Client

from alongside.core import clock
from alongside.listening.actions import doors
from alongside.people.models import Account
from alongside.people.rules import Constituency
from tests.factories.browse import words_of
from tests.listening.here import a_service_that_listens, somebody

pytestmark = pytest.mark.django_db
WORDS = "They had read it. I did not have to begin again, and I cried in the car park because of that."


@pytest.fixture
def here():
    return a_service_that_listens()


def signed_in(viewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.account))
    return client


def tells(client, here) -> str:
    sent = {"service": str(here.service), "words": WORDS, "caption": "One good day.", "wants_to_hear": "on"}
    return client.post("/my-words/new/", sent)["Location"]


def test_a_story_goes_its_way_from_its_author_to_the_service_and_back(here):
    ana, reader, nurse = signed_in(somebody("Ana")), signed_in(here.facilitator), signed_in(here.nurse)
    mine = tells(ana, here)
    assert WORDS not in words_of(nurse.get(f"/s/{here.slug}/stories/"))
    ana.post(mine, {"what": "lend", "uses": ["improvement"]})
    assert WORDS not in words_of(nurse.get(f"/s/{here.slug}/stories/"))
    desk = reader.get("/reading-desk/")
    story = re.search(r'href="(/reading-desk/[0-9a-f-]{36}/)"', desk.content.decode())[1]
    unread = reader.post(story, {"what": "clear", "weight": "0"})
    assert unread.status_code == 422
    assert "Please look for this first" in words_of(unread)
    reader.post(story, {"what": "propose", "words": "They had read it.", "why": "The car park can be told."})
    page = words_of(ana.get(mine))
    assert "Other words are proposed" in page
    assert WORDS in page
    ana.post(mine, {"what": "words-yes"})
    reader.post(story, {"what": "clear", "weight": "0", "nobody_known": "on"})
    read = words_of(nurse.get(f"/s/{here.slug}/stories/"))
    assert "They had read it." in read
    assert "One good day." in read
    assert "car park" not in read
    wrong = reader.post(story, {"what": "excerpt", "practice": "P2.1", "quote": "They never read it."})
    assert wrong.status_code == 422
    assert "They never read it." in wrong.content.decode()
    reader.post(story, {"what": "excerpt", "practice": "P2.1", "quote": "They had read it."})
    assert "P2.1" in words_of(reader.get(story))
    nurse.get(f"/s/{here.slug}/stories/")
    nurse.get(f"/s/{here.slug}/practice/P2.1/")
    where = words_of(ana.get(mine))
    assert where.count("whole, among the stories that were lent to the service") == 1
    assert "stories-page" not in where
    ana.post(mine, {"what": "take-back"})
    assert "They had read it." not in words_of(nurse.get(f"/s/{here.slug}/stories/"))
    assert "cannot be called in" in ana.get(mine).content.decode()


def test_a_joke_comes_back_to_its_author_with_a_kind_word(here):
    ana, reader = signed_in(somebody("Ana")), signed_in(here.facilitator)
    mine = tells(ana, here)
    story = re.search(r'href="(/reading-desk/[0-9a-f-]{36}/)"', reader.get("/reading-desk/").content.decode())[1]
    reader.post(story, {"what": "keep_private", "kindly": "We took this for a joke. It stays with you."})
    assert "We took this for a joke" in words_of(ana.get(mine))
    assert reader.get(story).status_code == 404
    assert "Nothing waits to be read" in words_of(reader.get("/reading-desk/"))


def test_somebody_without_an_account_tells_and_comes_back_by_their_own_link(here):
    made = doors.make_link(
        service=here.service, called="w", as_whom=Constituency.PERSON, on=clock.today(), by=here.lead
    )
    browser = Client()
    told = browser.post(f"/answer/{made.code}/story/", {"words": WORDS})
    back = re.search(r'value="http://testserver(/words/[^"]+)"', told.content.decode())[1]
    assert WORDS in words_of(Client().get(back))
    assert Client().post(back, {"what": "lend", "uses": ["training"]}).status_code == 302
    assert "checked" in Client().get(back).content.decode()
    assert Client().get("/words/never-was/").status_code == 410
    assert Client().post("/words/never-was/", {"what": "take-back"}).status_code == 410
    assert signed_in(here.nurse).get(f"/answer/{made.code}/story/").status_code == 410
    assert browser.post(f"/answer/{made.code}/story/", {"words": " "}).status_code == 422


def test_an_empty_story_keeps_what_else_was_typed(here):
    ana = signed_in(somebody("Ana"))
    page = ana.post("/my-words/new/", {"service": str(here.service), "words": "", "caption": "One day."})
    assert page.status_code == 422
    assert "One day." in page.content.decode()
    assert "Please write a few words first." in words_of(page)


def test_nobody_opens_somebody_elses_words(here):
    mine = tells(signed_in(somebody("Ana")), here)
    for other in (somebody("Bo"), here.lead, here.facilitator):
        assert signed_in(other).get(mine).status_code == 404
        assert signed_in(other).post(mine, {"what": "take-back"}).status_code == 404
    assert signed_in(here.nurse).get("/reading-desk/").status_code == 404


def test_a_new_line_of_an_author_is_read_before_it_stands(here):
    ana, reader, nurse = signed_in(somebody("Ana")), signed_in(here.facilitator), signed_in(here.nurse)
    mine = tells(ana, here)
    ana.post(mine, {"what": "lend", "uses": ["improvement"]})
    story = re.search(r'href="(/reading-desk/[0-9a-f-]{36}/)"', reader.get("/reading-desk/").text)[1]
    reader.post(story, {"what": "clear", "weight": "0", "nobody_known": "on"})
    assert story not in reader.get("/reading-desk/").text

    ana.post(mine, {"what": "caption", "caption": "Mr Hart sat in room 4."})
    page = words_of(ana.get(mine))
    assert "Until then it stands nowhere. What stands now: “One good day.”" in page
    stands = words_of(nurse.get(f"/s/{here.slug}/stories/"))
    assert "One good day." in stands
    assert "Mr Hart" not in stands
    assert "a new line" in words_of(reader.get("/reading-desk/"))
    assert "Mr Hart sat in room 4." in words_of(reader.get(story))
    reader.post(story, {"what": "line_not"})
    assert "Somebody could be recognised by your new line" in words_of(ana.get(mine))
    assert "Mr Hart sat in room 4." in ana.get(mine).text, "to write it better from there"
    too_late = reader.post(story, {"what": "line_stands"})
    assert too_late.status_code == 422

    ana.post(mine, {"what": "caption", "caption": "One day of many."})
    assert reader.post(story, {"what": "line_stands"}).status_code == 302
    assert "One day of many." in words_of(nurse.get(f"/s/{here.slug}/stories/"))


def test_a_yes_can_have_a_last_day_that_lies_ahead(here):
    ana = signed_in(somebody("Ana"))
    mine = tells(ana, here)
    past = {"until_day": "1", "until_month": "1", "until_year": "2020"}
    wrong = ana.post(mine, {"what": "lend", "uses": ["training"], **past})
    assert wrong.status_code == 422
    assert "choose a day that lies ahead" in words_of(wrong)
    ahead = {"until_day": "1", "until_month": "1", "until_year": str(clock.today().year + 2)}
    ana.post(mine, {"what": "lend", "uses": ["training"], **ahead})
    assert str(clock.today().year + 2) in ana.get(mine).content.decode()
    assert "One line" in words_of(ana.get(mine))
    ana.post(mine, {"what": "caption", "caption": "Not all of it."})
    assert "Not all of it." in ana.get(mine).content.decode()
    long = "x" * 301
    too_long = ana.post(mine, {"what": "caption", "caption": long})
    assert too_long.status_code == 422
    assert long in too_long.content.decode()
    assert "too long by 1. Nothing you typed is lost" in words_of(too_long)
    assert "Not all of it." in ana.get(mine).content.decode()
    assert ana.post(mine, {"what": "nothing"}).status_code == 404


def test_each_use_says_who_would_read_it_before_anybody_says_yes(here):
    ana = signed_in(somebody("Ana"))
    page = words_of(ana.get(tells(ana, here)))
    assert "Those who work in the service, and the people on its panel, may read it." in page
    assert "Everybody may read it." in page


def test_every_yes_can_be_taken_away_on_its_last_day(here):
    ana = signed_in(somebody("Ana"))
    mine, today = tells(ana, here), clock.today()
    day = {"until_day": str(today.day), "until_month": str(today.month), "until_year": str(today.year)}
    assert ana.post(mine, {"what": "lend", "uses": ["training"], **day}).status_code == 422
    assert ana.post(mine, {"what": "lend", **day}).status_code == 302


def test_what_comes_too_late_for_a_story_ends_in_a_sentence(here):
    ana, reader = signed_in(somebody("Ana")), signed_in(here.facilitator)
    mine = tells(ana, here)
    story = re.search(r'href="(/reading-desk/[0-9a-f-]{36}/)"', reader.get("/reading-desk/").content.decode())[1]
    reader.post(story, {"what": "propose", "words": "They had read it.", "why": "The car park can be told."})
    answered = ana.post(mine, {"what": "words-no"}, follow=True)
    assert "Your own words stay as they are." in answered.content.decode()
    pressed_again = ana.post(mine, {"what": "words-yes"}, follow=True)
    assert "No other words wait for you here." in pressed_again.content.decode()
    assert WORDS in words_of(ana.get(mine))
    ana.post(mine, {"what": "take-back"})
    late = ana.post(mine, {"what": "lend", "uses": ["training"]})
    assert late.status_code == 422
    assert "not used for anything" in words_of(late)
    assert "Kept." not in ana.get(mine).content.decode()


def test_from_the_page_of_a_story_one_stops_hearing_what_came_of_it_and_begins_again(here):
    ana = signed_in(somebody("Ana"))
    mine = tells(ana, here)
    assert "I no longer want to hear" in words_of(ana.get(mine))
    ana.post(mine, {"what": "hear-no-more"})
    page = words_of(ana.get(mine))
    assert "I no longer want to hear" not in page
    assert "You do not hear what came of it." in page
    ana.post(mine, {"what": "hear"})
    assert "I no longer want to hear" in words_of(ana.get(mine))


def test_sent_twice_without_an_account_is_one_story_and_one_link(here):
    made = doors.make_link(
        service=here.service, called="w", as_whom=Constituency.PERSON, on=clock.today(), by=here.lead
    )
    browser, where = Client(), f"/answer/{made.code}/story/"
    once = re.search(r'name="once" value="([^"]+)"', browser.get(where).content.decode())[1]
    links = {
        re.search(r'value="http://testserver(/words/[^"]+)"', browser.post(where, sent).content.decode())[1]
        for sent in [{"words": WORDS, "once": once}] * 2
    }
    assert len(links) == 1
    desk = signed_in(here.facilitator).get("/reading-desk/").content.decode()
    assert len(re.findall(r'href="/reading-desk/[0-9a-f-]{36}/"', desk)) == 1


def test_a_story_that_comes_after_the_link_has_ended_comes_back_to_whoever_typed_it(here):
    made = doors.make_link(
        service=here.service, called="w", as_whom=Constituency.PERSON, on=clock.today(), by=here.lead
    )
    doors.end_link(door=made.door.pk, by=here.lead)
    late = Client().post(f"/answer/{made.code}/story/", {"words": WORDS})
    assert late.status_code == 410
    assert WORDS in words_of(late)
    assert "Nothing you wrote is lost." in words_of(late)


def test_a_return_link_with_a_wrong_letter_does_not_say_that_a_story_is_gone(here):
    page = words_of(Client().get("/words/never-was/"))
    assert "We do not know this link." in page
    assert "took it back" not in page
