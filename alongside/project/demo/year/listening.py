"""What the invented pain service heard in its year: answers on slips of paper and at work, stories, what would make it easier.

Everything goes through the same actions as in real life, a week at a time. The numbers are drawn with a fixed seed.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.core.viewer import Viewer, bound
from alongside.listening.actions import answering, doors, easier, stories
from alongside.listening.catalogue import askable
from alongside.listening.models import StoryEdit
from alongside.listening.rules import Easier, Said, Through, Use, choose
from alongside.people import actions as people
from alongside.people.queries import colleagues_in
from alongside.people.rules import Constituency
from alongside.principles.catalogue import principle_set
from alongside.principles.rules import Viewpoint
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play, Turn, read

SERVICE = "headland-pain"
LEAD, READER = "pauline-osei", "noreen-gallagher"
CONTACTS_A_WEEK = 20
# Since so many days ago the front desk gives the slips out too.
AT_THE_DESK, CONTACTS_A_WEEK_SINCE = 170, 56
SET = principle_set("both-2019")
ASKED_OF_PEOPLE = askable(SET, Viewpoint.PERSON)
ASKED_OF_STAFF = askable(SET, Viewpoint.STAFF)
# In how many of a hundred contacts people would say yes. Staff see everything a little brighter, except where said below.
PEOPLE_SAY = {
    **{"P1.1": 62, "P1.2": 66, "P1.3": 55, "P2.1": 20, "P2.2": 52, "P2.3": 63, "P2.4": 40, "P2.5": 38, "P2.6": 50},
    **{"P3.1": 46, "P3.2": 57, "P3.3": 49, "P3.4": 58, "P3.5": 44, "P4.1": 48, "P4.2": 54, "P4.3": 60, "P4.4": 57},
    **{"P4.5": 35, "P4.7": 51, "P5.1": 36, "P5.2": 47, "P5.3": 52},
}
BRIGHTER = 8
STAFF_SAY = {"P2.1": 80, "P4.5": 78, "P4.6": 30, "P5.4": 34}
# What is tried is asked about more often: from and until how many days ago. People are given the paper first and are
# rung some days later; that is felt. A box in the diary is not, and it is asked about for some time after it was left. So
# many are asked, and they lie so far apart, that whatever is drawn there is something to talk about on the wall.
TRIED = {"P4.5": (170, 0), "P2.1": (170, 0)}
AFTERWARDS = {"P4.5": 68}


def begins(now: datetime) -> date:
    """The first day of the quarter in which a year ago lies."""
    day = now.date() - timedelta(days=365)
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def tell(play: Play, cast: Cast) -> None:
    """The panel takes its seats, every week is heard, stories come in, staff say what they need."""
    whole = read("year/stories.yaml")
    first = begins(play.now) + timedelta(days=-begins(play.now).weekday() % 7)
    for number in range(80):
        monday = first + timedelta(weeks=number)
        at = timezone.make_aware(datetime.combine(monday + timedelta(days=3), time(16, 40)))
        play.then(at, f"listening: week of {monday}", partial(_week, cast, monday + timedelta(days=3), play.now.date()))
    for one in whole["panel"]:
        at = play.when(f"-{one['days']}d 10:00")
        play.then(at, f"panel: {one['who']}", partial(_seat, cast, one), Turn.ANSWERED)
    for one in whole["stories"]:
        _tell_story(play, cast, one)
    play.then(play.when("-130d 12:30"), "easier", partial(_easier, cast, whole["easier"]))


def _as(viewer: Viewer, do: Callable[[Viewer], object]) -> None:
    with transaction.atomic(), bound(viewer):
        do(viewer)


def somebody(cast: Cast, who: str) -> Viewer:
    """An account of the demo as a viewer."""
    return Viewer(cast.accounts[who], cast.names[who])


def _seat(cast: Cast, one: dict[str, Any]) -> None:
    service = cast.services[SERVICE].pk
    seat = people.offer_seat(
        account=cast.accounts[one["who"]],
        service=service,
        constituency=Constituency(one["as"]),
        by=somebody(cast, LEAD),
    )
    people.answer_seat(seat=seat.pk, says_yes=True, by=somebody(cast, one["who"]))


def _week(cast: Cast, day: date, today: date) -> None:
    """One week: a sheet of slips, most of which come back, and what staff say of the same contacts."""
    dice = random.Random(f"listening {day}")  # noqa: S311 - invented answers, the same every time
    service = cast.services[SERVICE].pk
    staff = [Viewer(row.account_id, str(row.account)) for row in colleagues_in(service)]
    ago = (today - day).days
    tried = frozenset(one for one, (since, until) in TRIED.items() if until <= ago < since)
    given_out = Viewer(staff[0].account, staff[0].name)
    number = CONTACTS_A_WEEK_SINCE if ago < AT_THE_DESK else CONTACTS_A_WEEK
    made = doors.make_codes(service=service, number=number, as_whom=Constituency.PERSON, on=day, by=given_out)
    for number, slip in enumerate(made):
        link = slip.door.contact
        # Codes and links are drawn anew each time; what is asked is not, so that the wall is the same on every machine.
        key = f"{day} {number}"
        if dice.random() < 0.78:
            paper = Viewer(account=None, name="", link=slip.door.code_hash)
            _as(paper, partial(_slip, dice, service, slip.door, link, day, tried, key))
        if dice.random() < 0.72:
            _as(dice.choice(staff), partial(_at_work, dice, service, link, day, tried, key))


def _slip(
    dice: random.Random, service: UUID, door: Any, link: str, day: date, tried: frozenset[str], key: str, by: Viewer
) -> None:
    asked = choose(ASKED_OF_PEOPLE, {}, today=day, number=2, key=key, tried=tried)
    answering.answer(
        service=service,
        said={
            one: said_by_chance(dice, (AFTERWARDS if one in tried & set(AFTERWARDS) else PEOPLE_SAY)[one])
            for one in asked
        },
        contact=link,
        on=day,
        as_whom=Constituency.PERSON,
        through=Through.PAPER,
        helped=dice.random() < 0.06,
        door=door,
        by=by,
    )
    doors.use_code(door=door)


def _at_work(
    dice: random.Random, service: UUID, link: str, day: date, tried: frozenset[str], key: str, by: Viewer
) -> None:
    (practice,) = choose(ASKED_OF_STAFF, {}, today=day, number=1, key=key, tried=tried)
    chance = STAFF_SAY.get(practice) or PEOPLE_SAY[practice] + BRIGHTER
    answering.answer(
        service=service,
        said={practice: said_by_chance(dice, chance)},
        contact=link,
        on=day,
        as_whom=Constituency.STAFF,
        through=Through.WORK,
        by=by,
    )


def said_by_chance(dice: random.Random, chance: int) -> Said:
    """Yes in so many of a hundred; now and then that it cannot be said."""
    if dice.random() < 0.06:
        return dice.choice((Said.NOT_RELEVANT, Said.DONT_KNOW))
    if dice.random() * 100 < chance:
        return Said.YES
    return Said.PARTLY if dice.random() < 0.45 else Said.NO


def _tell_story(play: Play, cast: Cast, one: dict[str, Any]) -> None:
    told = play.when(f"-{one['days']}d 19:30")
    key = f"story {one['days']}"
    play.then(told, key, partial(_told, cast, one, key))
    play.then(told + timedelta(days=3), key, partial(_read, cast, one, key))
    if "taken_back" in one:
        back = play.when(f"-{one['taken_back']}d 09:15")
        play.then(
            back, key, lambda: _as(_author(cast, one), lambda by: stories.take_back(story=cast.things[key], by=by))
        )


def _author(cast: Cast, one: dict[str, Any]) -> Viewer:
    if one["by"]:
        return somebody(cast, one["by"])
    return Viewer(account=None, name="", link=f"invented-story-{one['days']}")


def _told(cast: Cast, one: dict[str, Any], key: str) -> None:
    def do(by: Viewer) -> None:
        made = stories.tell(
            service=cast.services[SERVICE].pk,
            words=one["words"],
            caption=one.get("caption", ""),
            content_note=one.get("content_note", ""),
            by=by,
        )
        cast.things[key] = made.pk
        for use in one["lent"]:
            stories.lend(story=made.pk, purpose=Use(use), lent=True, by=by)

    _as(_author(cast, one), do)


def _read(cast: Cast, one: dict[str, Any], key: str) -> None:
    story, reader = cast.things[key], somebody(cast, READER)
    if "joke" in one:
        _as(reader, lambda by: stories.keep_private(story=story, kindly=one["joke"], by=by))
        return
    if "other_words" in one:
        made: list[StoryEdit] = []
        _as(
            reader,
            lambda by: made.append(stories.propose(story=story, words=one["other_words"], why=one["why"], by=by)),
        )
        _as(_author(cast, one), lambda by: stories.answer_words(edit=made[0].pk, says_yes=True, by=by))
    weight = 2 if one.get("content_note") else 0
    _as(reader, lambda by: stories.clear(story=story, weight=weight, content_note="", by=by))
    for practice, words in one.get("excerpts", []):
        _as(reader, partial(_excerpt, story, practice, words))


def _excerpt(story: UUID, practice: str, words: str, by: Viewer) -> None:
    stories.excerpt(story=story, practice=practice, words=words, by=by)


def _easier(cast: Cast, rows: list[dict[str, Any]]) -> None:
    service = cast.services[SERVICE].pk
    staff = [Viewer(row.account_id, str(row.account)) for row in colleagues_in(service)]
    wanted: dict[tuple[int, str], tuple[list[Easier], str]] = {}
    for row in rows:
        for number in range(row["staff"]):
            kinds, words = wanted.get((number, row["practice"]), ([], ""))
            said = words or (row["words"] if number == 0 else "")
            wanted[number, row["practice"]] = (kinds + [Easier(kind) for kind in row["kinds"]], said)
    for (number, practice), (kinds, words) in wanted.items():
        _as(staff[number], partial(_ask_for, service, practice, kinds, words))


def _ask_for(service: UUID, practice: str, kinds: list[Easier], words: str, by: Viewer) -> None:
    easier.ask_for(service=service, practice=practice, kinds=kinds, words=words, by=by)
