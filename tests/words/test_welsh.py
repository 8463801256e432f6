"""Welsh: chosen at the foot of a page, kept with the account, honest about what is missing, and never out of step with the code."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from alongside.web.components import words
from scripts.words import COMPILED, compiled, not_said_any_more, places_that_differ, said_in_the_code, welsh
from tests.factories import a_person
from tests.factories.browse import at_a_keyboard, inside


@pytest.mark.django_db
def test_a_choice_of_welsh_is_seen_at_once_and_said_to_screen_readers() -> None:
    client = Client()
    sent = client.post(reverse("set_language"), {"language": "cy", "next": "/accounts/login/"})
    assert sent.headers["Location"] == "/accounts/login/"
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="cy">' in page
    assert "Mewngofnodi" in page
    assert "Gadael y dudalen hon" in page
    assert "Eich cyfeiriad e-bost" in page


@pytest.mark.django_db
def test_a_page_in_welsh_says_that_parts_are_in_english_and_an_english_page_says_nothing_of_it() -> None:
    client = Client()
    assert "partly" not in client.get("/accounts/login/").content.decode()
    client.post(reverse("set_language"), {"language": "cy"})
    assert "yn Saesneg o hyd" in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_each_language_is_called_by_its_own_name() -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": "cy"})
    page = client.get("/accounts/login/").content.decode()
    assert ">English</button>" in page
    assert ">Cymraeg</button>" in page


@pytest.mark.django_db
def test_the_account_remembers_it_on_another_device() -> None:
    dawn = a_person("Dawn")
    at_a_keyboard(dawn).post(reverse("set_language"), {"language": "cy"})
    elsewhere = at_a_keyboard(dawn)
    page = elsewhere.get(inside(dawn.space)).content.decode()
    assert "Eich gofod" in page
    assert "Fy stori" in page


@pytest.mark.django_db
def test_whoever_makes_an_account_in_welsh_goes_on_in_welsh() -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": "cy"})
    password = "harbwr-tawel-ym-mai"
    new = {"called": "Gwen", "email": "gwen@example.test", "password1": password, "password2": password}
    assert client.post(reverse("account_signup"), new).status_code == 302
    client.cookies.pop("django_language")
    assert "Helo Gwen" in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_choosing_a_language_leads_nowhere_else(there: str) -> None:
    sent = Client().post(reverse("set_language"), {"language": "cy", "next": there})
    assert sent.headers["Location"] == "/"


@pytest.mark.django_db
def test_a_language_we_do_not_have_changes_nothing() -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": "tlh"})
    assert '<html lang="en-gb">' in client.get("/accounts/login/").content.decode()


def test_days_and_times_are_in_words() -> None:
    day = datetime.date(1979, 5, 14)
    with translation.override("cy"):
        assert words.day(day) == "Dydd Llun 14 Mai 1979"
        assert words.clock(datetime.datetime(2026, 3, 1, 14, 5)) == "2:05yh"
        assert words.clock(datetime.datetime(2026, 3, 1, 12)) == "hanner dydd"


def test_the_sentences_of_a_crisis_are_all_there() -> None:
    with translation.override("cy"):
        for english in ("Help now", "A life is in danger:", "You need help with your mental health today:"):
            assert translation.gettext(english) != english
    numbers = {english: one.string for one in welsh() if isinstance(english := one.id, str) and "tel:" in english}
    assert numbers
    for english, native in numbers.items():
        for number in ("999", "111", "116 123", "tel:999", "tel:111", "tel:116123"):
            assert (number in english) == (number in native), english


def test_every_welsh_sentence_still_has_its_english_one_in_the_code() -> None:
    assert not_said_any_more(welsh()) == [], "The English changed: mend the Welsh one, or take it out (make words)."


def test_names_and_numbers_stand_in_both() -> None:
    assert places_that_differ(welsh()) == []


def test_the_compiled_file_is_the_written_one() -> None:
    assert COMPILED.read_bytes() == compiled(welsh()), "Run make words, and commit what it wrote."


def test_the_words_of_pages_code_and_letters_are_all_found() -> None:
    said = {
        words if isinstance(words, str) else words[0]: files for (words, _context), files in said_in_the_code().items()
    }
    assert any(file.endswith("layout.html") for file in said["Leave this page"])
    assert any(file.endswith("menu.py") for file in said["My story"])
    assert any(file.endswith(".txt") for file in said["There is something new for you."])
    assert any(file.endswith("words.py") for file in said["%(n)d day ago"])
