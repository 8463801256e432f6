"""Telling back: corrections under which the old words stay, the ledger, and a word of it at home until it was opened."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.choosing.models import Priority
from alongside.circle.actions import spaces
from alongside.core.viewer import Viewer
from alongside.improvement.actions import telling
from alongside.improvement.rules import Outcome
from alongside.listening.actions import stories
from alongside.listening.rules import Use
from tests.access.rows import save
from tests.factories import seen_by
from tests.factories.browse import words_of
from tests.improvement.test_telling import told_at_once
from tests.improvement.walk import as_, asks
from tests.listening.here import somebody
from tests.web.trying.test_trying_pages import browser

pytestmark = pytest.mark.django_db
LINE = "A service says what came of what people told it"


def page_of(here, name="told_back", **more):
    return reverse(name, kwargs={"service": here.slug, **more})


def test_telling_says_whether_it_brought_the_thing_to_an_end(here, priority):
    hers = browser(here.nurse)
    for outcome, said in (
        ("still-trying", "It stays open"),
        ("could-not", "brought to an end."),
        ("could-not", "before"),
    ):
        hers.post(
            page_of(here),
            {"what": "write", "which": str(priority), "outcome": outcome, "words": "There is no room with a door."},
        )
        page = hers.get(page_of(here)).content.decode()
        text = page.split('value="tell"')[0].rsplit('name="which" value="', 1)[1].split('"', 1)[0]
        told = hers.post(page_of(here), {"what": "tell", "which": text}, follow=True)
        assert said in told.content.decode()
    assert "We are still at it" not in hers.get(page_of(here)).content.decode().split("Write a further text")[1]
    again = hers.post(
        page_of(here), {"what": "write", "which": str(priority), "outcome": "still-trying", "words": "On we go."}
    )
    assert again.status_code == 422
    assert "no longer fits" in words_of(again)
    assert "On we go." in again.content.decode()
    for wrong in ({"what": "write", "which": "no-id"}, {"what": "dance", "which": str(priority)}):
        assert hers.post(page_of(here), wrong).status_code == 404


def test_a_claim_waits_for_one_of_the_panel_on_the_page(here, priority):
    text = as_(here.nurse, telling.write, priority=priority, outcome=Outcome.DID, words="You are rung.").pk
    early = browser(here.nurse).post(page_of(here), {"what": "tell", "which": str(text)})
    assert early.status_code == 422
    assert "nobody else has checked it yet" in words_of(early)
    theirs = browser(here.panel)
    assert "I have checked it" in words_of(theirs.get(page_of(here)))
    theirs.post(page_of(here), {"what": "check", "which": str(text)})
    assert "Somebody else has checked it." in words_of(browser(here.nurse).get(page_of(here)))


def test_what_was_not_so_is_told_anew_and_everybody_can_read_both(here, priority):
    text, _ending = told_at_once(here, priority, Outcome.DID, "You are rung within a day.")
    hers, to = browser(here.nurse), page_of(here, "correct_told_back", text_id=text)
    form = hers.get(to).content.decode()
    assert "You are rung within a day." in form
    assert "We are still at it" not in form
    assert hers.post(to, {"outcome": "could-not", "words": ""}).status_code == 422
    hers.post(to, {"outcome": "could-not", "words": "Nobody is rung; the post was cut."})
    assert "It corrects what was told before" in words_of(hers.get(page_of(here)))
    page = hers.get(page_of(here)).content.decode()
    which = page.split('value="tell"')[0].rsplit('name="which" value="', 1)[1].split('"', 1)[0]
    hers.post(page_of(here), {"what": "tell", "which": which})
    public = words_of(Client().get(reverse("public_told_back", kwargs={"slug": here.slug})))
    assert public.index("Nobody is rung") < public.index("What was told before") < public.index("within a day")
    assert hers.get(to).status_code == 404
    assert browser(here.panel).get(page_of(here, "correct_told_back", text_id=which)).status_code == 404


def test_the_ledger_holds_everything_that_was_set_out_for_those_of_the_service(here, priority, change):
    page = words_of(browser(here.panel).get(page_of(here, "ledger")))
    for words in ("Time to take it in", "Many said it.", "The paper first, a call later", "Has waited 0 days"):
        assert words in page
    told_at_once(here, priority, Outcome.COULD_NOT)
    page = words_of(browser(here.panel).get(page_of(here, "ledger")))
    assert "We could not, because" in page
    assert "Has waited" not in page
    assert browser(here.stranger).get(page_of(here, "ledger")).status_code == 404


def test_whoever_asked_to_hear_finds_a_line_at_home_until_they_open_it(here, priority):
    dawn = somebody("Dawn")
    hers = browser(dawn)
    story = as_(dawn, stories.tell, service=here.service, words="Nobody rang me after.")
    as_(dawn, stories.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=True)
    as_(here.facilitator, stories.clear, story=story.pk, weight=0, content_note="")
    as_(here.facilitator, stories.excerpt, story=story.pk, practice="P4.5", words="Nobody rang me")
    assert LINE not in words_of(hers.get("/"))
    told_at_once(here, priority, Outcome.DID, "Somebody rings you now.")
    assert LINE in words_of(hers.get("/"))
    page = words_of(hers.get(reverse("my_words")))
    assert "Somebody rings you now." in page
    assert "Words of yours stood beside this." in page
    assert LINE not in words_of(hers.get("/"))
    assert LINE not in words_of(browser(here.stranger).get("/"))


def test_the_line_stands_in_ones_own_space_too(here, priority):
    dawn = somebody("Dawn")
    as_(dawn, stories.tell, service=here.service, words="Nobody rang me after.")
    space = as_(dawn, spaces.open_space)
    told_at_once(here, priority, Outcome.COULD_NOT)
    assert LINE in words_of(browser(dawn).get(f"/p/{space.pk}/"))


def test_whoever_has_no_account_reads_it_behind_their_own_link(here, priority):
    code, link = stories.new_return_code()
    outside = Viewer(None, "", link=link)
    as_(outside, stories.tell, service=here.service, words="Nobody rang me after.")
    told_at_once(here, priority, Outcome.COULD_NOT, "There is nobody to ring.")
    to = reverse("my_words_by_link", kwargs={"code": code})
    first = words_of(Client().get(to))
    assert "There is nobody to ring." in first
    assert "New" in first
    assert "New" not in words_of(Client().get(to))


def test_the_page_asks_as_often_for_many_things_set_out_as_for_one(here, priority):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert hers.get(page_of(here)).status_code == 200
        return len(found)

    hers = browser(here.nurse)
    as_(here.nurse, telling.write, priority=priority, outcome=Outcome.COULD_NOT, words="There is no room.")
    hers.get(page_of(here))
    first = asked()
    row = asks(here.lead, lambda viewer: Priority.objects.get(pk=priority))
    for _each in range(6):
        row.pk = uuid4()
        with seen_by(here.lead):
            save(row)
    assert words_of(hers.get(page_of(here))).count("What you tell those who spoke") == 7
    assert asked() == first
