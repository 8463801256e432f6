"""Carers: what the person wishes of each, what was done with it, what a carer needs for themselves and who answered."""

from functools import partial
from typing import Any

from alongside.care.actions import carers
from alongside.care.queries import carers as tell_carers
from alongside.care.rules import NeedShared
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play


def tell(play: Play, cast: Cast, whole: dict[str, Any]) -> None:
    """Wishes and needs in one space."""
    person = whole["person"]
    for row in whole.get("wishes", []):
        play.then(play.when(row["at"]), row["slug"], partial(_wish, cast, person, row))
        for step in row.get("acted_on", []):
            play.then(play.when(step["at"]), row["slug"], partial(_act, cast, person, row, step))
    for row in whole.get("needs", []):
        play.then(play.when(row["at"]), row["slug"], partial(_need, cast, person, row))
        for step in row.get("answers", []):
            play.then(play.when(step["at"]), row["slug"], partial(_answer, cast, person, row, step))


def _wish(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with cast.acting(person, person) as (viewer, footing):
        cast.things[row["slug"]] = carers.record_wish(
            footing=footing, member=cast.members[person, row["about"]], words=row["text"], by=viewer
        )


def _act(cast: Cast, person: str, row: dict[str, Any], step: dict[str, Any]) -> None:
    with cast.acting(person, step["by"]) as (viewer, footing):
        standing = tell_carers.wish(viewer, footing.space, cast.things[row["slug"]])
        after = standing.acted_on_words if standing else ""
        carers.act_on_wish(footing=footing, wish=cast.things[row["slug"]], words=step["text"], after=after, by=viewer)


def _need(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with cast.acting(person, row["by"]) as (viewer, footing):
        cast.things[row["slug"]] = carers.raise_need(
            footing=footing, words=row["text"], shared=NeedShared(row["shared"]), by=viewer
        )


def _answer(cast: Cast, person: str, row: dict[str, Any], step: dict[str, Any]) -> None:
    with cast.acting(person, step["by"]) as (viewer, footing):
        carers.answer_need(footing=footing, need=cast.things[row["slug"]], words=step["text"], by=viewer)
