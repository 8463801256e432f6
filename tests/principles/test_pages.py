"""The public pages: open to anybody, the same for everybody, and they ask the database nothing.

No test here may touch a database: the fixtures would refuse it.
"""

from html import unescape

import pytest
from django.test import Client, override_settings
from django.utils import timezone, translation

from alongside.principles import crisis
from alongside.principles.catalogue import moments, principle_set

SET = principle_set("both-2019")
PAGES = ["/principles/", "/principles/by-moment/", "/principles/P2.1/", "/principles/poster/", "/help-now/"]


@pytest.fixture
def page(client: Client):
    def read(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return unescape(answer.content.decode())

    return read


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_reads_every_page_without_signing_in(page, address):
    text = page(address)
    assert text.count("<h1") == 1
    assert "<script>" not in text
    assert "style=" not in text


def test_by_principle_shows_all_five_and_every_practice_in_plain_words(page):
    text = page("/principles/")
    for principle in SET.principles:
        assert principle.title in text
        assert principle.plain in text
    for practice in SET.practices:
        assert f'href="/principles/{practice.id}/"' in text
        assert practice.plain in text


def test_by_moment_shows_each_moment_with_its_own_practices(page):
    text = page("/principles/by-moment/")
    parts = text.split('<section class="pr-part"')[1:]
    assert len(parts) == 6
    for words, part in zip(moments(), parts, strict=True):
        assert words.name in part
        shown = {practice.id for practice in SET.practices if f'href="/principles/{practice.id}/"' in part}
        assert shown == {practice.id for practice in SET.by_moment(words.moment)}


@pytest.mark.parametrize("practice", SET.practices, ids=lambda practice: practice.id)
def test_a_practice_speaks_to_every_reader_on_its_page(page, practice):
    text = page(f"/principles/{practice.id}/")
    for said in (
        practice.for_person,
        practice.for_carers,
        practice.for_staff,
        practice.for_commissioners,
        practice.i_statement,
        practice.we_statement,
        practice.prompt,
        practice.observability.signal,
        practice.observability.note,
    ):
        assert said in text


def test_a_record_is_said_to_keep_a_trace_and_never_to_see(page):
    assert "Keeps no trace" in page("/principles/P3.5/")
    text = page("/principles/P4.6/")
    assert "Cannot see it" in text
    assert "It cannot show that it was done well." in text


def test_one_can_walk_from_the_first_practice_to_the_last(page):
    address, walked = "/principles/P1.1/", []
    while address:
        walked.append(address.split("/")[2])
        text = page(address)
        address = text.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in text else ""
    assert walked == [practice.id for practice in SET.practices]


def test_an_id_in_small_letters_finds_its_practice_and_an_unknown_one_does_not(client):
    assert client.get("/principles/p2.1/").headers["Location"] == "/principles/P2.1/"
    assert client.get("/principles/P9.9/").status_code == 404
    assert client.get("/principles/nothing/").status_code == 404


@pytest.mark.parametrize("address", PAGES[:4])
def test_every_page_cites_the_source_and_says_whose_words_these_are(page, address):
    text = page(address)
    assert SET.source.title in text
    assert "Q Lab (Health Foundation) and Mind, November 2019" in text
    assert "draft" in text


def test_the_poster_speaks_as_people_or_as_a_team_and_in_two_sizes(page):
    mine, ours = page("/principles/poster/"), page("/principles/poster/?voice=we")
    for practice in SET.practices:
        assert practice.i_statement in mine
        assert practice.we_statement not in mine
        assert practice.we_statement in ours
    assert "poster-a4.css" in mine
    assert "poster-a3.css" in page("/principles/poster/?size=large")
    assert "poster-a4.css" in page("/principles/poster/?size=nonsense&voice=nonsense")


def test_help_now_has_every_number_to_tap_and_every_sign_to_read(page):
    text = page("/help-now/")
    for route in crisis.crisis_routes().routes:
        assert f'href="{route.href}"' in text
        assert route.action in text
        assert route.when in text
    for sign in crisis.crisis_routes().back_signs.signs:
        assert sign.sign in text
    assert "go to A&E now or call 999" in text
    assert "22 November 2026" in text


@pytest.mark.parametrize(("today", "is_said"), [("2027-02-21", False), ("2027-02-22", True)])
def test_numbers_that_were_not_checked_in_time_stay_and_say_so(page, monkeypatch, today, is_said):
    monkeypatch.setattr(timezone, "localdate", lambda: timezone.datetime.fromisoformat(today).date())
    text = page("/help-now/")
    assert ("due to be checked again" in text) == is_said
    assert 'href="tel:999"' in text


def test_help_now_opens_in_every_language_and_says_what_is_still_english(client):
    with translation.override(None), override_settings(LANGUAGE_CODE="cy"):
        text = client.get("/help-now/", HTTP_ACCEPT_LANGUAGE="cy").content.decode()
    assert '<html lang="cy">' in text
    assert '<ul class="help-list" lang="en-GB">' in text
    assert 'href="tel:999"' in text
