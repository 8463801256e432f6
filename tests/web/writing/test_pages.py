"""The writing aid on a page without scripts: what was typed stays, hints come beside it, and nothing is kept."""

import logging
import re

import pytest
from django import forms
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from alongside.web.writing.advice import LONGEST_TEXT, MOST_SHOWN, advice_if_asked, advice_on, shown_again
from tests.factories import Somebody, a_person

LETTER = "Your scan was normal.\r\nThe pain is chronic. It is Chronic & <b>acute</b>."


def browser_of(somebody: Somebody) -> Client:
    client = Client()
    client.force_login(somebody.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words_on(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.django_db
def test_the_button_shows_hints_and_keeps_every_word() -> None:
    answer = browser_of(a_person()).post(reverse("try_text"), {"text": LETTER, "check_words": "text"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Your scan was normal.\r\nThe pain is chronic. It is Chronic &amp; &lt;b&gt;acute&lt;/b&gt;." in html
    assert "There are 3 things you could look at again. You decide." in html
    assert "persistent · lasting more than three months" in html
    assert "It stands here 2 times." in html
    assert "Stewart and Loftus" in html


@pytest.mark.django_db
def test_the_page_starts_empty_and_without_hints() -> None:
    html = browser_of(a_person()).get(reverse("try_text")).content.decode()
    assert "Check my words" in html
    assert "You decide." not in html


@pytest.mark.django_db
def test_scripts_get_the_hints_as_a_piece_of_a_page() -> None:
    html = browser_of(a_person()).post(reverse("check_words"), {"text": LETTER, "field": "text"}).content.decode()
    assert "<html" not in html
    assert "scan was normal" in html


@pytest.mark.django_db
def test_in_welsh_the_english_hints_say_that_they_are_english() -> None:
    client = browser_of(a_person())
    client.post(reverse("set_language"), {"language": "cy"})
    answer = client.post(reverse("check_words"), {"text": LETTER})
    assert 'lang="en-GB"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["try_text", "check_words"])
def test_nobody_checks_words_without_an_account(name: str) -> None:
    answer = Client().post(reverse(name), {"text": LETTER})
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.django_db
def test_the_words_are_in_no_table_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    secret = "Zanzibarian chronic whisper"
    client = browser_of(a_person())
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("check_words"), {"text": secret})
        client.post(reverse("try_text"), {"text": secret, "check_words": "text"})
    assert "Zanzibarian" not in caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "Zanzibarian" not in str(cursor.fetchall()), table


def test_advice_is_asked_for_only_by_the_button() -> None:
    post = RequestFactory().post
    assert advice_if_asked(RequestFactory().get("/", {"check_words": "text"})) is None
    assert advice_if_asked(post("/", {"text": "chronic"})) is None
    advice = advice_if_asked(post("/", {"reply": "chronic", "check_words": "reply"}))
    assert advice is not None
    assert (advice.field, [one.found for one in advice.suggestions]) == ("reply", ["chronic"])


def test_nothing_written_and_nothing_found_are_said_kindly() -> None:
    assert advice_on(" \n").summary == "There are no words here yet."
    assert advice_on("Come in and have some tea.").summary.startswith("Nothing to point out.")


def test_a_text_that_is_too_long_says_what_to_do() -> None:
    assert advice_on("a" * (LONGEST_TEXT + 1)).summary == "This is too long to check in one go. Check a part of it."
    assert advice_on("a" * LONGEST_TEXT).suggestions == ()


def test_a_long_list_is_cut_and_says_so() -> None:
    text = "acute. chronic. recurrent. degenerative. paraesthesia. exercise. damage. disease. denies. refuses. addict. victim. lumbar. titrate."
    advice = advice_on(text)
    assert len(advice.suggestions) == MOST_SHOWN
    assert advice.more == "There are 2 more further on."


def test_a_long_sentence_is_named_by_its_beginning() -> None:
    advice = advice_on("word " * 30)
    assert advice.suggestions[0].found == "word word word word word word word word …"


def test_how_easy_it_is_is_said_only_of_longer_texts() -> None:
    assert advice_on("We will ring you on Monday.").how_easy == ""
    assert advice_on("We will ring you on Monday. " * 20).how_easy == "Most people will find this easy to read."


def test_a_form_shown_again_keeps_what_was_typed_and_does_not_complain_yet() -> None:
    class Reply(forms.Form):
        words = forms.CharField()
        by = forms.DateField()

    form = shown_again(Reply({"words": "half a", "by": "tomo"}))
    assert form["by"].value() == "tomo"
    assert not form.errors
    assert not form["words"].errors
