"""Notes from elsewhere: read whole or not at all, marked by the person, and nothing changes when they come again."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.care.models import NoteLine, NotesImport
from alongside.circle.rules import Area
from tests.factories import Person, a_carer, a_person, a_professional_in, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db

BUNDLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {
            "resource": {
                "resourceType": "Patient",
                "id": "p",
                "name": [{"text": "Invented Dawn"}],
                "birthDate": "1980-05",
            }
        },
        {
            "resource": {
                "resourceType": "Condition",
                "id": "c1",
                "subject": {"reference": "Patient/p"},
                "code": {"text": "Low back pain"},
                "onsetDateTime": "2019-03",
            }
        },
        {
            "resource": {
                "resourceType": "Condition",
                "id": "c2",
                "subject": {"reference": "Patient/p"},
                "code": {"text": "Depression"},
            }
        },
        {"resource": {"resourceType": "VisionPrescription", "id": "v"}},
    ],
}


def bring(client: Client, person: Person, bundle: object, name: str = "notes.json") -> Any:
    """Bring a file in, and go to the page that says how it went."""
    data = bundle if isinstance(bundle, bytes) else json.dumps(bundle).encode()
    return client.post(inside(person.space, "notes/bring/"), {"notes": SimpleUploadedFile(name, data)}, follow=True)


def lines(person: Person) -> list[NoteLine]:
    with seen_by(person.viewer):
        return list(NoteLine.objects.filter(space_id=person.space))


def test_notes_come_in_and_say_whose_they_are() -> None:
    dawn = a_person("Dawn")
    told = words_of(bring(at_a_keyboard(dawn), dawn, BUNDLE))
    assert "Invented Dawn, born May 1980" in told
    assert {line.title for line in lines(dawn)} == {"Low back pain", "Depression"}


def test_the_same_notes_again_change_nothing_even_with_other_spacing() -> None:
    dawn = a_person("Dawn")
    client = at_a_keyboard(dawn)
    bring(client, dawn, BUNDLE)
    before = {line.pk for line in lines(dawn)}
    again = bring(client, dawn, json.dumps(BUNDLE, indent=8).encode())
    assert "Nothing changed" in words_of(again)
    assert {line.pk for line in lines(dawn)} == before


def test_a_broken_bundle_brings_nothing_and_names_its_faults() -> None:
    dawn = a_person("Dawn")
    broken = json.loads(json.dumps(BUNDLE))
    broken["entry"][1]["resource"]["onsetDateTime"] = "last spring"
    page = bring(at_a_keyboard(dawn), dawn, broken)
    assert "entry[1].resource.onsetDateTime" in words_of(page)
    assert lines(dawn) == []


@pytest.mark.parametrize(
    "junk", [b"", b"not json", b"[1,2]", b'{"resourceType": "Patient"}', b"\x00" * 40, b"{" * 5000]
)
def test_what_is_no_bundle_is_refused_in_a_sentence(junk: bytes) -> None:
    dawn = a_person("Dawn")
    page = bring(at_a_keyboard(dawn), dawn, junk)
    assert page.status_code in (200, 422)
    assert lines(dawn) == []
    assert "Nothing of this file was taken in" in words_of(page) or "empty" in words_of(page)


def test_the_person_says_what_is_not_right_and_a_reason_is_needed() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, (Area.NOTES,))
    person = at_a_keyboard(dawn)
    bring(person, dawn, BUNDLE)
    line = next(one for one in lines(dawn) if one.title == "Depression")
    address = inside(dawn.space, f"notes/line/{line.pk}/")

    assert "what is not right" in words_of(person.post(address, {"mark": "not-right", "words": ""}))
    person.post(address, {"mark": "not-right", "words": "It was never said to me."})

    told = words_of(at_a_keyboard(hannah).get(inside(dawn.space, "notes/")))
    assert "They say: not right" in told
    assert "It was never said to me." in told


def test_nobody_but_the_person_marks_a_line() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, (Area.NOTES,))
    bring(at_a_keyboard(dawn), dawn, BUNDLE)
    line = lines(dawn)[0]
    answer = at_a_keyboard(hannah).post(inside(dawn.space, f"notes/line/{line.pk}/"), {"mark": "right"})
    assert answer.status_code == 404
    assert lines(dawn)[0].mark == "none"


def test_a_line_kept_from_family_is_gone_for_a_carer_without_a_gap() -> None:
    dawn, jo = a_person("Dawn"), a_carer()
    lets_in(dawn, jo, (Area.NOTES,))
    person = at_a_keyboard(dawn)
    bring(person, dawn, BUNDLE)
    line = next(one for one in lines(dawn) if one.title == "Depression")
    person.post(inside(dawn.space, f"notes/line/{line.pk}/"), {"label": "not-for-carers"})

    carer = at_a_keyboard(jo)
    told = words_of(carer.get(inside(dawn.space, "notes/")))
    assert "Low back pain" in told
    assert "Depression" not in told
    assert carer.get(inside(dawn.space, f"notes/line/{line.pk}/")).status_code == 404


def test_notes_can_be_taken_out_again_and_the_original_is_a_download() -> None:
    dawn = a_person("Dawn")
    person = at_a_keyboard(dawn)
    bring(person, dawn, BUNDLE)
    with seen_by(dawn.viewer):
        row = NotesImport.objects.get(space_id=dawn.space)
    file = person.get(inside(dawn.space, f"notes/file/{row.pk}/original/"))
    assert json.loads(file.content) == BUNDLE
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    person.post(inside(dawn.space, f"notes/file/{row.pk}/"))
    assert lines(dawn) == []


def test_unknown_types_are_counted_and_nothing_is_lost() -> None:
    dawn = a_person("Dawn")
    told = words_of(bring(at_a_keyboard(dawn), dawn, BUNDLE))
    assert "What is in the file and not shown as a line" in told


@pytest.mark.parametrize(
    "name", sorted(Path(__file__).parents[2].glob("fhir/bundles/*.json"), key=str), ids=lambda p: p.name
)
def test_every_invented_bundle_ends_read_or_refused_never_half(name: Path) -> None:
    dawn = a_person("Dawn")
    bring(at_a_keyboard(dawn), dawn, name.read_bytes())
    with seen_by(dawn.viewer):
        row = NotesImport.objects.get(space_id=dawn.space)
    assert row.state in ("done", "refused")
    assert (row.state == "done") == bool(lines(dawn)) or row.lines_new == 0
