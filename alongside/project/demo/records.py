"""Notes from elsewhere: a file is brought in and read, and the person says of some lines whether they are right."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q

from alongside.care.actions import notes
from alongside.care.models import NoteLine
from alongside.care.rules import ImportState, LineMark
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import CONTENT, NotPlayed, Play


def tell(play: Play, cast: Cast, whole: dict[str, Any]) -> None:
    """The notes of one space, if there are any."""
    told, person = whole["notes"], whole["person"]
    if told is None:
        return
    play.then(play.when(told["imported"]), told["bundle"], partial(_take_in, cast, person, told))
    for mark in told["marks"]:
        play.then(play.when(mark["at"]), f"{told['bundle']}: {mark['title']}", partial(_mark, cast, person, mark))


def _take_in(cast: Cast, person: str, told: dict[str, Any]) -> None:
    data = (CONTENT / "notes" / told["bundle"]).read_bytes()
    with cast.acting(person, person) as (viewer, footing):
        taken = notes.take_in(
            space=footing.space,
            file_name=f"{told['source']}.json",
            data=data,
            limit=settings.BUNDLE_LIMIT_BYTES,
            by=viewer,
        )
    state = notes.read(notes=taken.pk, by=cast.viewer(person, person))
    if state is not ImportState.DONE:
        raise NotPlayed(f"{told['bundle']} could not be read")


def _mark(cast: Cast, person: str, mark: dict[str, Any]) -> None:
    with cast.acting(person, person) as (viewer, footing):
        said = Q(title=mark["title"]) | Q(title__endswith=f": {mark['title']}")
        rows = NoteLine.objects.for_viewer(viewer).filter(said, space_id=footing.space)
        row = rows.filter(resource__resourceType=mark["type"]).order_by("title", "pk").first()
        if row is None:
            raise NotPlayed(f"no line of {person}'s notes says {mark['title']}")
        notes.mark_line(
            space=footing.space,
            line=row.pk,
            mark=LineMark(mark["mark"]),
            words=mark.get("because", ""),
            by=viewer,
        )
