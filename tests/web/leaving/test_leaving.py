"""Taking everything along, and leaving: nothing is left out, and what is gone is gone."""

import io
import json
import zipfile

import pytest

from alongside.care.models import CarerNeed
from alongside.care.queries import export
from alongside.circle.models import Space, unscoped
from alongside.circle.rules import Area
from alongside.core.models import AccessEvent
from alongside.core.walls import action
from tests.factories import Person, a_carer, a_person, a_professional_in, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db


def archive_of(person: Person) -> zipfile.ZipFile:
    answer = at_a_keyboard(person).post(inside(person.space, "take-along/file/"))
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # an archive is a stream


def test_the_archive_can_be_read_by_a_person_and_by_software() -> None:
    dawn = a_person("Dawn")
    at_a_keyboard(dawn).post(inside(dawn.space, "unknowns/new/"), {"question": "Does the weather matter?"})
    archive = archive_of(dawn)
    assert {"space.json", "read-me.html"} <= set(archive.namelist())
    assert "Does the weather matter?" in archive.read("read-me.html").decode()
    tables = json.loads(archive.read("space.json"))["tables"]
    assert [row["question"] for row in tables["care.Unknown"]] == ["Does the weather matter?"]


def test_every_personal_table_and_field_is_in_the_archive_or_named_as_left_out() -> None:
    dawn = a_person("Dawn")
    tables = json.loads(archive_of(dawn).read("space.json"))["tables"]
    for model in export.tables():
        assert model._meta.label in tables
        left_out = {field.name for field in model._meta.concrete_fields} - set(export.field_names(model))
        assert left_out <= export.SECRET


def test_somebody_elses_space_cannot_be_taken_along() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, tuple(area for area in Area if area is not Area.CONVERSATION))
    assert at_a_keyboard(hannah).post(inside(dawn.space, "take-along/file/")).status_code == 404


def test_a_slip_of_the_thumb_deletes_nothing() -> None:
    dawn = a_person("Dawn")
    page = at_a_keyboard(dawn).post(inside(dawn.space, "leave/"), {"how": "now", "word": "yes"})
    assert page.status_code == 422
    assert "Nothing was deleted." in words_of(page)
    assert unscoped(Space).filter(pk=dawn.space).exists() or seen(dawn)


def seen(person: Person) -> bool:
    with seen_by(person.viewer):
        return Space.objects.filter(pk=person.space).exists()


def test_leaving_in_a_week_closes_the_door_at_once_and_can_be_taken_back() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, (Area.NOTES,))
    person, professional = at_a_keyboard(dawn), at_a_keyboard(hannah)
    person.post(inside(dawn.space, "leave/"), {"how": "week", "word": "delete"})
    assert professional.get(inside(dawn.space)).status_code == 404
    assert "will be deleted on" in words_of(person.get(inside(dawn.space, "leave/")))
    person.post(inside(dawn.space, "leave/"), {"what": "stay"})
    assert "will be deleted on" not in words_of(person.get(inside(dawn.space, "leave/")))


def test_deleting_now_takes_everything_even_what_a_carer_wrote_for_themselves() -> None:
    dawn, jo = a_person("Dawn"), a_carer()
    member = lets_in(dawn, jo, (Area.STORY,))

    @action
    def needs(words: str) -> None:
        CarerNeed(space_id=dawn.space, member_id=member, carer_name="Jo", words=words).save()

    with seen_by(jo.viewer):
        needs("A night of sleep")
    person = at_a_keyboard(dawn)
    person.post(inside(dawn.space, "unknowns/new/"), {"question": "Will it be gone?"})
    person.post(inside(dawn.space, "leave/"), {"how": "now", "word": "Delete"})

    assert not seen(dawn)
    with seen_by(dawn.viewer):
        for model in export.tables():
            path = export.path_to_space(model)
            assert not path or not model.objects.filter(**{path: dawn.space}).exists(), model
    with seen_by(jo.viewer):
        assert not CarerNeed.objects.exists()
    # The log stays, under a number that leads to nobody; it holds no name of hers.
    assert "Dawn" not in set(
        AccessEvent.objects.filter(space=dawn.space).exclude(actor=dawn.account.pk).values_list("actor_name", flat=True)
    )
