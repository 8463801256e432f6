"""What nobody knows yet: raised, looked into, ended honestly."""

from datetime import timedelta
from functools import partial
from typing import Any

from alongside.care.actions import unknowns
from alongside.care.models import Unknown
from alongside.care.rules import RaisedFrom, UnknownState
from alongside.circle.queries import may_open
from alongside.circle.rules import Area
from alongside.project.demo import earlier
from alongside.project.demo.cast import Cast
from alongside.project.demo.conversations import as_far_ahead_as_then
from alongside.project.demo.play import Play

STATES = {"found-out": UnknownState.FOUND, "nobody-knows-yet": UnknownState.NOBODY_KNOWS}


def tell(play: Play, cast: Cast, whole: dict[str, Any]) -> None:
    """Every question of one space."""
    person = whole["person"]
    for row in whole["unknowns"]:
        raised = play.when(row["raised"])
        play.then(raised, row["slug"], partial(_raise, play, cast, person, row))
        if row["owner"] not in (person, row["by"]):
            came = play.when(cast.rows[person, row["owner"]]["since"], "since")
            given = max(raised + timedelta(hours=2), came + timedelta(hours=10))
            play.then(given, row["slug"], partial(_give, play, cast, person, row))
        for step in row.get("steps", []):
            play.then(play.when(step["at"]), row["slug"], partial(_add, cast, person, row["slug"], step))
        if "closed" in row:
            play.then(play.when(row["closed"]), row["slug"], partial(_end, cast, person, row))


def _raise(play: Play, cast: Cast, person: str, row: dict[str, Any]) -> None:
    """Somebody writes a question down. Who looks is chosen by the person where the writer cannot see the others, or later."""
    due = play.when(row["by_when"], "by_when").date()
    thread = row["from"].removeprefix("thread:")
    with cast.acting(person, row["by"]) as (viewer, footing):
        is_here = row["owner"] == person or (person, row["owner"]) in cast.members
        knows = is_here and (row["by"] in (person, row["owner"]) or may_open(viewer, footing.space, Area.CIRCLE))
        made = unknowns.raise_unknown(
            footing=footing,
            question=row["question"],
            raised_from=RaisedFrom.STORY if row["from"] == "story" else RaisedFrom.THREAD,
            thread=None if row["from"] == "story" else cast.things[thread],
            owner=cast.key_of(person, row["owner"]) if knows else None,
            due_on=as_far_ahead_as_then(due, play.when(row["raised"])),
            by=viewer,
        )
    cast.things[row["slug"]] = made
    earlier.let_day_be(unknown=made, due_on=due)


def _give(play: Play, cast: Cast, person: str, row: dict[str, Any]) -> None:
    due = play.when(row["by_when"], "by_when").date()
    with cast.acting(person, person) as (viewer, footing):
        found = Unknown.objects.for_viewer(viewer).get(pk=cast.things[row["slug"]])
        if found.owner_id is None:
            unknowns.give_to(
                footing=footing,
                unknown=found.pk,
                owner=cast.key_of(person, row["owner"]),
                due_on=found.due_on,
                version=found.version,
                by=viewer,
            )
    earlier.let_day_be(unknown=cast.things[row["slug"]], due_on=due)


def _add(cast: Cast, person: str, slug: str, step: dict[str, Any]) -> None:
    with cast.acting(person, step["by"]) as (viewer, footing):
        unknowns.add(footing=footing, unknown=cast.things[slug], words=step["text"], by=viewer)


def _end(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with cast.acting(person, row["owner"]) as (viewer, footing):
        found = Unknown.objects.for_viewer(viewer).get(pk=cast.things[row["slug"]])
        unknowns.end(
            footing=footing,
            unknown=found.pk,
            to=STATES[row["state"]],
            words=row["finding"],
            version=found.version,
            by=viewer,
        )
