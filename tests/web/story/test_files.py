"""Photos and documents beside the story, as a browser sends and gets them."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alongside.care.queries import story as tell
from alongside.circle.queries import looks
from alongside.circle.rules import Area
from tests.factories import Person, a_carer, a_person, a_professional_in, lets_in, seen_by
from tests.web.story.test_pages import at, browser_of, page

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), (10, 120, 80)).save(out, "JPEG")
    return out.getvalue()


def sends(person: Person, name: str, data: bytes, **more: Any) -> Any:
    sent = SimpleUploadedFile(name, data)
    words = {"caption": "The garden in June", "label": "ordinary", "once": f"{name}-{len(data)}", **more}
    return browser_of(person).post(at("story_file_add", person), {"file": sent, **words})


def kept(person: Person) -> list[Any]:
    with seen_by(person.viewer):
        return tell.files_of(person.viewer, person.space)


def test_a_photo_stands_beside_the_story_and_is_only_ever_a_download() -> None:
    dawn, hannah = a_person(), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY,))
    assert sends(dawn, "garden.jpg", picture()).status_code == 302
    (row,) = kept(dawn)
    html = page(browser_of(hannah), at("story", dawn))
    assert "The garden in June" in html
    assert "<img" not in html.split('id="content"')[1].split("</main>")[0]
    answer = browser_of(hannah).get(at("story_file", dawn, file_id=row.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="garden.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(answer.content)).size == (20, 20)
    with seen_by(dawn.viewer):
        assert looks(dawn.viewer, dawn.space).filter(action="story.file", actor=hannah.account.pk).exists()


def test_a_refused_file_stores_nothing_says_why_and_keeps_the_words() -> None:
    dawn = a_person()
    answer = sends(dawn, "garden.jpg", b"<script>alert(1)</script>", caption="My own words")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "We cannot keep this kind of file, so it was not stored." in html
    assert 'value="My own words"' in html
    assert kept(dawn) == []


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert "This file is empty" in sends(a_person(), "words.txt", b"").content.decode()


def test_no_file_at_all_is_asked_for() -> None:
    dawn = a_person()
    answer = browser_of(dawn).post(at("story_file_add", dawn), {"caption": "x", "label": "ordinary"})
    assert "Please pick a file for" in answer.content.decode()


def test_the_same_file_sent_twice_is_kept_once() -> None:
    dawn = a_person()
    for _time in range(2):
        assert sends(dawn, "words.txt", b"Only once.").status_code == 302
    assert len(kept(dawn)) == 1


def test_a_name_that_means_harm_is_made_harmless() -> None:
    dawn = a_person()
    sends(dawn, 'let"ter\u202e.txt', b"Words.")
    (row,) = kept(dawn)
    answer = browser_of(dawn).get(at("story_file", dawn, file_id=row.pk))
    assert "\u202e" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_a_file_kept_from_carers_is_not_there_for_them() -> None:
    dawn, jo = a_person(), a_carer()
    lets_in(dawn, jo, (Area.STORY,))
    sends(dawn, "words.txt", b"Not for Jo.", label="not-for-carers", caption="A letter")
    (row,) = kept(dawn)
    client = browser_of(jo)
    assert "A letter" not in page(client, at("story", dawn))
    assert client.get(at("story_file", dawn, file_id=row.pk)).status_code == 404
    assert client.get(at("story_file_change", dawn, file_id=row.pk)).status_code == 404


def test_a_file_of_one_space_is_not_found_in_another() -> None:
    dawn, stevie = a_person(), a_person("Stevie")
    sends(dawn, "words.txt", b"Mine.")
    (row,) = kept(dawn)
    assert browser_of(stevie).get(at("story_file", stevie, file_id=row.pk)).status_code == 404
    assert browser_of(stevie).get(at("story_file", dawn, file_id=row.pk)).status_code == 404


def test_the_person_seals_a_file_for_one_and_takes_it_away() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    sends(dawn, "words.txt", b"Mine.")
    (row,) = kept(dawn)
    client = browser_of(dawn)
    address = at("story_file_change", dawn, file_id=row.pk)
    assert "The garden in June" in page(client, address)
    answer = client.post(address, {"caption": "For Hannah", "label": "sealed", "named": [str(member)]})
    assert answer.status_code == 302
    theirs = browser_of(hannah)
    assert theirs.get(at("story_file", dawn, file_id=row.pk)).content == b"Mine."
    assert "For Hannah" in page(theirs, at("story", dawn))
    client.post(address, {"what": "remove"})
    assert kept(dawn) == []
    assert theirs.get(at("story_file", dawn, file_id=row.pk)).status_code == 404
