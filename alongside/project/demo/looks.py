"""Looks: somebody opens a page, and the log says so in the same transaction, as the web's gate does for every page.

Which pages, and when, follows from the files: whoever may read something opens it now and then.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.care.actions import read_backs
from alongside.care.queries import communication, conversation, notes, story, unknowns
from alongside.care.queries.links import OPENED
from alongside.circle import queries as circle
from alongside.circle.actions import log_questions
from alongside.circle.queries import Footing
from alongside.circle.rules import Standing
from alongside.core import audit
from alongside.core.audit import Outcome
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play, at_home, at_their_desk, some
from alongside.web.looks.lines import line

EVERY_DAYS = 28
MOST_VISITS = 4
# A look at one of these areas counts in the log under this name; the names are those of the pages.
PAGES = ("story", "communication", "notes", "unknowns", "circle")


def _story(viewer: Viewer, footing: Footing) -> None:
    story.story_of(viewer, footing.space)
    story.files_of(viewer, footing.space)
    communication.card(viewer, footing.space)
    if footing.standing in (Standing.PROFESSIONAL, Standing.TEAM):
        read_backs.note_opened(footing=footing, by=viewer)


def _notes(viewer: Viewer, footing: Footing) -> None:
    for kind in notes.kinds_here(viewer, footing.space):
        notes.lines_of_kind(viewer, footing.space, kind, many=5)


def _circle(viewer: Viewer, footing: Footing) -> None:
    audit.saw("member", (row.pk for row in circle.circle_of(viewer, footing.space)), space=footing.space)


def _home(viewer: Viewer, footing: Footing) -> None:
    story.line_of(viewer, footing.space)
    communication.card(viewer, footing.space)


SHOWS: dict[str, Callable[[Viewer, Footing], Any]] = {
    "home": _home,
    "story": _story,
    "story.prepare": _story,
    "communication": lambda viewer, footing: communication.parts_of(viewer, footing.space),
    "notes": _notes,
    "unknowns": lambda viewer, footing: unknowns.open_unknowns(viewer, footing.space),
    "circle": _circle,
}


def look(cast: Cast, person: str, who: str, page: str, *, service: str = "") -> None:
    """One look, written as the gate writes it: what the page shows is read first, then the row, in one transaction."""
    with cast.acting(person, who, service=service) as (viewer, footing):
        audit.begin()
        SHOWS[page](viewer, footing)
        into_log(viewer, footing, page)


def look_into(viewer: Viewer, footing: Footing, thread: UUID) -> None:
    """Somebody who is bound already has a conversation open."""
    audit.begin()
    if conversation.thread(viewer, footing.space, thread) is not None:
        into_log(viewer, footing, "conversation")


def into_log(viewer: Viewer, footing: Footing, page: str) -> None:
    """The row of one look."""
    audit.look(viewer, space=footing.space, action=page, outcome=Outcome.SHOWN, member=footing.member)


def look_behind_link(cast: Cast, who: str) -> None:
    """A link is opened. Every opening stands in the log."""
    with cast.behind_link(who) as (viewer, here):
        audit.begin()
        audit.saw("conversation", [here.thread.pk], space=here.footing.space)
        audit.look(viewer, space=here.footing.space, action=OPENED, outcome=Outcome.SHOWN, member=here.member)


def refused_look(cast: Cast, person: str, who: str, page: str) -> None:
    """Somebody tries a page that is not open to them: they see nothing, and the try stands in the log."""
    with transaction.atomic(), bound(Viewer(cast.accounts[who], cast.names[who])) as viewer:
        audit.begin()
        audit.look(viewer, space=cast.spaces[person], action=page, outcome=Outcome.REFUSED, reason="not-open")


def tell(play: Play, cast: Cast, whole: dict[str, Any], accounts: list[dict[str, Any]]) -> None:
    """Looks at one space: before every read-back, now and then while something is open, and after a door was closed."""
    person = whole["person"]
    for row in whole["read_backs"]:
        before = play.when(row["written"]) - timedelta(minutes=24)
        play.then(before, row["slug"], partial(look, cast, person, row["by"], "story.prepare"))
    for row in whole["consents"]:
        if row.get("effect") != "deny":
            _tell_visits(play, cast, whole, row, accounts)
    for one in accounts:
        known = next((row for row in whole["circle"] if row["who"] == one["slug"]), None)
        if "left" in one and known:
            again = at_their_desk(play.when(one["left"]) + timedelta(days=1), one["slug"])
            play.then(again, one["slug"], partial(refused_look, cast, person, one["slug"], "story"))
    for row in whole.get("asked_about_looks", []):
        if "looked" in row:
            play.then(play.when(row["looked"]), row["slug"], partial(look, cast, person, row["about"], row["page"]))
        play.then(play.when(row["at"]), row["slug"], partial(_ask_about, cast, person, row))
        if "answer" in row:
            play.then(play.when(row["answered"]), row["slug"], partial(_answer, cast, row))


def _tell_visits(
    play: Play, cast: Cast, whole: dict[str, Any], row: dict[str, Any], accounts: list[dict[str, Any]]
) -> None:
    person = whole["person"]
    who, service = _who_comes(whole, row["who"], accounts)
    pages = [page for page in PAGES if page in row["areas"]]
    if who is None or not pages:
        return
    begins, ends = play.when(row["from"], "from"), _last_moment(play, whole, row, accounts)
    number, at = 0, begins + timedelta(days=some(f"{person} {who} {row['areas']}", 9), hours=9)
    while at < ends and number < MOST_VISITS:
        words = f"{person} {who} {number}"
        at = at_home(at, words) if service is None else at_their_desk(at, words)
        if at < ends:
            page = pages[number % len(pages)]
            play.then(at, f"{person}: {who} looks", partial(look, cast, person, who, page, service=service or ""))
        number += 1
        at += timedelta(days=EVERY_DAYS // 2 + some(words, EVERY_DAYS))


def _who_comes(whole: dict[str, Any], who: str, accounts: list[dict[str, Any]]) -> tuple[str | None, str | None]:
    """Who looks, and through which service: the member; of a team, a colleague without a place of their own."""
    row = next(row for row in whole["circle"] if row["who"] == who)
    if row["as"] == "carer":
        return who, None
    if row["as"] == "professional":
        return who, row["service"]
    named = {one["who"] for one in whole["circle"]}
    colleagues = [
        one["slug"]
        for one in accounts
        if who in one.get("services", []) and one["slug"] not in named and "left" not in one
    ]
    return (colleagues[0], who) if colleagues else (None, None)


def _last_moment(play: Play, whole: dict[str, Any], row: dict[str, Any], accounts: list[dict[str, Any]]) -> datetime:
    """Until when somebody could look: consent, their place in the circle, and this morning."""
    ends = [play.now - timedelta(hours=3), play.when(row["until"], "until")]
    member = next(one for one in whole["circle"] if one["who"] == row["who"])
    if "withdrawn" in row:
        ends.append(play.when(row["withdrawn"]))
    ends += [play.when(member[key], "from") for key in ("paused", "ended", "left") if key in member]
    ends += [play.when(one["left"]) for one in accounts if one["slug"] == row["who"] and "left" in one]
    return min(ends)


def _ask_about(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with cast.acting(person, person) as (viewer, footing):
        event = circle.looks(viewer, footing.space).filter(actor_name=cast.names[row["about"]]).first()
        assert event is not None
        said = line(event, me=viewer.account).sentence
        asked = log_questions.ask_about_line(event=event.pk, line=said, question=row["question"], by=viewer)
    cast.things[row["slug"]] = asked.pk


def _answer(cast: Cast, row: dict[str, Any]) -> None:
    officer = Viewer(cast.accounts[row["by"]], cast.names[row["by"]], Purpose.REVIEW)
    with transaction.atomic(), bound(officer) as viewer:
        log_questions.answer_about_line(question=cast.things[row["slug"]], answer=row["answer"], by=viewer)
