"""Spaces, circles and consent: opened, invited, answered, opened to, closed, paused, ended, left."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from alongside.care.actions import asks
from alongside.circle.actions import consent, inviting, joining, pausing, spaces
from alongside.circle.rules import Area, Standing
from alongside.core import clock
from alongside.core.viewer import Viewer, bound
from alongside.people.queries import account as account_with_id
from alongside.project.demo import earlier
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play, Turn

# The words in a file belong to the invitation as long as nothing came after it.
INVITED_WITH_WORDS = frozenset({"invited", "in-circle", "declined"})


def tell(play: Play, cast: Cast, whole: dict[str, Any]) -> None:
    """One space and everybody who was ever let into it."""
    person = whole["person"]
    play.then(play.when(whole["opened"], "opened"), person, partial(_open, cast, person), Turn.SPACE)
    for row in whole["circle"]:
        cast.rows[person, row["who"]] = row
        _tell_member(play, cast, person, row)
    for row in whole["consents"]:
        for area in row["areas"]:
            _tell_consent(play, cast, person, row, Area(area))


def _tell_member(play: Play, cast: Cast, person: str, row: dict[str, Any]) -> None:
    place = f"{person}: {row['who']} in the circle"
    since = play.when(row["since"], "since") if "since" in row else None
    invited = play.when(row["invited"], "invited")
    if row["state"] == "wants-in":
        assert since is not None
        play.then(since, place, partial(_ask_to_join, cast, person, row), Turn.INVITED)
        return
    if row["as"] == "team":
        assert since is not None
        play.then(since, place, partial(_let_team_in, cast, person, row), Turn.INVITED)
    else:
        play.then(invited, place, partial(_invite, cast, person, row), Turn.INVITED)
    if row["as"] != "team" and since is not None:
        play.then(since, place, partial(_answer, cast, person, row, accept=True), Turn.ANSWERED)
    if "declined" in row:
        play.then(play.when(row["declined"]), place, partial(_answer, cast, person, row, accept=False), Turn.ANSWERED)
    for key, do in (("paused", pausing.pause), ("ended", pausing.end)):
        if key in row:
            play.then(play.when(row[key]), place, partial(_by_person, cast, person, row["who"], do), Turn.ENDED)
    if "left" in row:
        play.then(play.when(row["left"], "until"), place, partial(_leave, cast, person, row), Turn.ENDED)


def _tell_consent(play: Play, cast: Cast, person: str, row: dict[str, Any], area: Area) -> None:
    who, place = row["who"], f"{person}: {area.value} for {row['who']}"
    begins, ends = play.when(row["from"], "from"), play.when(row["until"], "until")
    if row.get("effect") == "deny":
        play.then(begins, place, partial(_shut, cast, person, who, area), Turn.CONSENT)
        return
    play.then(begins, place, partial(_open_area, cast, person, who, area, begins, ends), Turn.CONSENT)
    if "withdrawn" in row:
        close = partial(_close, cast, person, who, area)
        play.then(play.when(row["withdrawn"]), place, close, Turn.WITHDRAWN)
    play.then(ends, place, partial(_is_over, cast, person, who, area, begins, ends), Turn.ENDED)


def still_ahead(cast: Cast, begins: datetime, ends: datetime) -> datetime:
    """An end that an action takes: the real one, or as far ahead as it was then, until that day comes in the story."""
    return ends if ends > cast.now else clock.now() + (ends - begins)


def _is_over(cast: Cast, person: str, who: str, area: Area, begins: datetime, ends: datetime) -> None:
    earlier.let_consent_end(member=cast.members[person, who], area=area, began=begins, at=ends)


def _open(cast: Cast, person: str) -> None:
    with transaction.atomic(), bound(Viewer(cast.accounts[person], cast.names[person])) as viewer:
        cast.spaces[person] = spaces.open_space(by=viewer).pk


def _invite(cast: Cast, person: str, row: dict[str, Any]) -> None:
    words = row.get("words", "") if row["state"] in INVITED_WITH_WORDS else ""
    who, space = row["who"], cast.spaces[person]
    with cast.acting(person, person) as (viewer, _footing):
        if row["as"] == "carer":
            somebody = account_with_id(cast.accounts[who])
            assert somebody is not None
            made = inviting.invite_by_email(
                space=space, email=somebody.email, name=str(somebody), role=row["relationship"], words=words, by=viewer
            )
        else:
            made = inviting.invite_account(
                space=space,
                account=cast.accounts[who],
                standing=Standing.PROFESSIONAL,
                service=cast.services[row["service"]].pk,
                words=words,
                by=viewer,
            )
    cast.members[person, who] = made.pk


def _let_team_in(cast: Cast, person: str, row: dict[str, Any]) -> None:
    service = cast.services[row["who"]]
    with cast.acting(person, person) as (viewer, footing):
        made = inviting.invite_team(space=footing.space, service=service.pk, service_name=service.name, by=viewer)
    cast.members[person, row["who"]] = made.pk


def _answer(cast: Cast, person: str, row: dict[str, Any], *, accept: bool) -> None:
    member = cast.members[person, row["who"]]
    with transaction.atomic(), bound(cast.viewer(person, row["who"])) as viewer:
        joining.answer_invitation(member=member, accept=accept, by=viewer)
    if accept and row["as"] == "carer":
        _by_person(cast, person, row["who"], joining.say_yes)


def _ask_to_join(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with transaction.atomic(), bound(cast.viewer(person, row["who"])) as viewer:
        made = joining.ask_to_join(space=cast.spaces[person], service=cast.services[row["service"]].pk, by=viewer)
    cast.members[person, row["who"]] = made.pk


def _by_person(cast: Cast, person: str, who: str, do: Any) -> None:
    with cast.acting(person, person) as (viewer, footing):
        do(member=cast.members[person, who], by=viewer)
        asks.settle_clocks(footing=footing, by=viewer)
    cast.forget()


def _leave(cast: Cast, person: str, row: dict[str, Any]) -> None:
    with cast.acting(person, row["who"]) as (viewer, _footing):
        joining.leave(member=cast.members[person, row["who"]], by=viewer)
    cast.forget()


def _open_area(cast: Cast, person: str, who: str, area: Area, begins: datetime, ends: datetime) -> None:
    with cast.acting(person, person) as (viewer, _footing):
        until = still_ahead(cast, begins, ends)
        consent.open_area(member=cast.members[person, who], area=area, until=until, by=viewer)


def _close(cast: Cast, person: str, who: str, area: Area) -> None:
    with cast.acting(person, person) as (viewer, _footing):
        consent.close_area(member=cast.members[person, who], area=area, by=viewer)


def _shut(cast: Cast, person: str, who: str, area: Area) -> None:
    with cast.acting(person, person) as (viewer, _footing):
        consent.shut_area(member=cast.members[person, who], area=area, by=viewer)
