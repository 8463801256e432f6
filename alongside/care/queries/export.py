"""Tell me everything: all that a person's space holds, for them to take along. Nothing of a carer's own needs: those are the carer's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from alongside.care.models import (
    AskClock,
    CarerAnswer,
    CarerNeed,
    MessageFile,
    NotesImport,
    NotesOriginal,
    StoryFile,
)
from alongside.care.queries import notes
from alongside.circle.guarded import PartOf
from alongside.circle.queries import looks, own_space_id
from alongside.core.models import AccessEvent
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel

ROOMS = ("circle", "care")
# What a carer needs is the carer's. The clock of an ask belongs to a service and says nothing the ask does not.
NOT_THEIRS: tuple[type[PersonalModel], ...] = (CarerNeed, CarerAnswer, AskClock)
# Ways in are secrets even from an export.
SECRET = frozenset({"link_hash", "code_hash", "data"})


@dataclass(frozen=True)
class Attachment:
    """A file inside the space, under a name that is safe in an archive."""

    path: str
    data: bytes


def tables() -> list[type[PersonalModel]]:
    """Every table that holds something of a space."""
    return [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if issubclass(model, PersonalModel) and model not in NOT_THEIRS
    ]


def path_to_space(model: type[PersonalModel]) -> str:
    """How a row of this table is traced to its space."""
    names = {field.name for field in model._meta.concrete_fields}
    if model._meta.label == "circle.Space":
        return "pk"
    if "space" in names:
        return "space_id"
    if issubclass(model, PartOf):
        return f"{model.whole}__space_id"
    return "member__space_id" if "member" in names else ""


def everything(viewer: Viewer, space_id: UUID) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each table's name with its rows, field by field; only for the person whose space it is."""
    if own_space_id(viewer) != space_id:
        return
    for model in tables():
        path = path_to_space(model)
        if path:
            fields = [f.attname for f in model._meta.concrete_fields if f.name not in SECRET]
            rows = model.objects.for_viewer(viewer).filter(**{path: space_id}).values(*fields)
            yield model._meta.label, list(rows)
    fields = [f.attname for f in AccessEvent._meta.concrete_fields]
    yield "core.AccessEvent", list(looks(viewer, space_id, with_own=True).values(*fields))


def attachments(viewer: Viewer, space_id: UUID) -> Iterator[Attachment]:
    """Every file, one at a time: photos and documents, files in conversations, notes as they came."""
    if own_space_id(viewer) != space_id:
        return
    for file in StoryFile.objects.for_viewer(viewer).filter(space_id=space_id).iterator(chunk_size=1):
        yield Attachment(f"files/story/{file.pk}-{safe(file.name)}", bytes(file.data))
    for sent in MessageFile.objects.for_viewer(viewer).filter(thread__space_id=space_id).iterator(chunk_size=1):
        yield Attachment(f"files/conversations/{sent.pk}-{safe(sent.name)}", bytes(sent.data))
    for row in NotesImport.objects.for_viewer(viewer).filter(space_id=space_id):
        if NotesOriginal.objects.for_viewer(viewer).filter(notes=row).exists():
            yield Attachment(f"files/notes/{row.pk}.json", notes.original(viewer, space_id, row.pk) or b"")


def safe(name: str) -> str:
    """A file name without anything a file system could trip over."""
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in name)[-80:].lstrip(".") or "file"


def field_names(model: type[models.Model]) -> list[str]:
    """Names of the fields an export of this table holds; for the test that nothing is left out."""
    return [f.name for f in model._meta.concrete_fields if f.name not in SECRET]
