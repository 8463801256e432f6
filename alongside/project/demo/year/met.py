"""More people of the invented town whom its pain service met: each with a small space, so that records can say something too.

They hold what readings count and hardly more. Nobody of them is on the sign-in page.
"""

import random
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from alongside.care.actions import read_backs, unknowns
from alongside.circle.actions import consent, inviting, joining, spaces
from alongside.circle.rules import Area, Standing
from alongside.core import clock
from alongside.core.pseudonyms import salted
from alongside.core.viewer import bound
from alongside.listening.actions import answering, contacts
from alongside.listening.rules import ContactKind, Through, choose
from alongside.mirror.rules import period_closing
from alongside.people import actions as people
from alongside.people.rules import Constituency
from alongside.project.demo import earlier
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play, Turn, read, some
from alongside.project.demo.year.listening import ASKED_OF_PEOPLE, PEOPLE_SAY, SERVICE, said_by_chance, somebody
from alongside.project.demo.year.readings import last_quarters

BEGAN = timedelta(days=30)
# Of each quarter: after so many days first, and so many later again.
FIRST_AFTER, SPREAD, AGAIN_AFTER = 8, 28, 36
ANSWERS = 0.7
OPEN_FOR, LONGEST = timedelta(days=50), timedelta(days=90)


def tell(play: Play, cast: Cast) -> None:
    """Their spaces, what was read and asked in them, and their contacts in the last two quarters of which there is a reading."""
    whole = read("year/met.yaml")
    quarters = [period_closing(closes).opens for closes in last_quarters(timezone.localdate(play.now))[-2:]]
    for one in whole["people"]:
        begins = _at(quarters[0], 11) - BEGAN + timedelta(days=some(one["slug"], 10))
        play.then(begins, one["slug"], partial(_comes, cast, one), Turn.TOWN)
        if one.get("read"):
            who = whole["reader"]
            play.then(begins + timedelta(days=1), one["slug"], partial(_lets_in, cast, one["slug"], who), Turn.INVITED)
            reads = begins + timedelta(days=4)
            play.then(reads, one["slug"], partial(_reads, cast, one["slug"], who, reads.date() + timedelta(days=3)))
            play.then(begins + OPEN_FOR, one["slug"], partial(_closes, cast, one["slug"], who), Turn.WITHDRAWN)
        if "wonders" in one:
            play.then(begins + timedelta(days=6), one["slug"], partial(_wonders, cast, one))
        for quarter in quarters:
            first = _at(quarter, 18) + timedelta(days=FIRST_AFTER + some(f"{one['slug']} {quarter}", SPREAD))
            for at in (first, first + timedelta(days=AGAIN_AFTER)):
                play.then(at, one["slug"], partial(_is_met, cast, one["slug"], at.date()))


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 20)))


def _comes(cast: Cast, one: dict[str, Any]) -> None:
    slug = one["slug"]
    email = f"{slug.replace('-', '.')}@example.org"
    made = people.open_account(email=email, called=one["name"], language="en", invented=True, introduction={})
    cast.accounts[slug], cast.names[slug] = made.pk, str(made)
    with transaction.atomic(), bound(somebody(cast, slug)) as viewer:
        cast.spaces[slug] = spaces.open_space(by=viewer).pk


def _lets_in(cast: Cast, person: str, who: str) -> None:
    """Somebody of the service comes into the circle, and may read the story."""
    cast.rows[person, who] = {"as": "professional", "service": SERVICE}
    with cast.acting(person, person) as (viewer, footing):
        made = inviting.invite_account(
            space=footing.space,
            account=cast.accounts[who],
            standing=Standing.PROFESSIONAL,
            service=cast.services[SERVICE].pk,
            words="",
            by=viewer,
        )
    cast.members[person, who] = made.pk
    with transaction.atomic(), bound(cast.viewer(person, who)) as viewer:
        joining.answer_invitation(member=made.pk, accept=True, by=viewer)
    with cast.acting(person, person) as (viewer, _footing):
        consent.open_area(member=made.pk, area=Area.STORY, until=clock.now() + LONGEST, by=viewer)


def _reads(cast: Cast, person: str, who: str, meets_on: date) -> None:
    """They open the story before the first meeting."""
    with cast.acting(person, who) as (viewer, footing):
        meeting = read_backs.record_meeting(footing=footing, on_day=clock.today(), by=viewer)
        read_backs.note_opened(footing=footing, by=viewer)
    earlier.let_meeting_be(meeting=meeting, on_day=meets_on)


def _closes(cast: Cast, person: str, who: str) -> None:
    with cast.acting(person, person) as (viewer, _footing):
        consent.close_area(member=cast.members[person, who], area=Area.STORY, by=viewer)


def _wonders(cast: Cast, one: dict[str, Any]) -> None:
    with cast.acting(one["slug"], one["slug"]) as (viewer, footing):
        unknowns.raise_unknown(footing=footing, question=one["wonders"], by=viewer)


def _is_met(cast: Cast, person: str, on: date) -> None:
    """A contact with the service; most say how it was, from their own space."""
    dice = random.Random(f"met {person} {on}")  # noqa: S311 - invented answers, the same every time
    service, space = cast.services[SERVICE].pk, cast.spaces[person]
    link = salted("contact", space, service, on.isoformat())
    with transaction.atomic(), bound(somebody(cast, person)) as viewer:
        contacts.note_contact(service=service, on=on, kind=ContactKind.APPOINTMENT, link=link, by=viewer, space=space)
        if dice.random() < ANSWERS:
            asked = choose(ASKED_OF_PEOPLE, {}, today=on, number=2, key=f"{person} {on}", tried=frozenset())
            answering.answer(
                service=service,
                said={practice: said_by_chance(dice, PEOPLE_SAY[practice]) for practice in asked},
                contact=link,
                on=on,
                as_whom=Constituency.PERSON,
                through=Through.SPACE,
                by=viewer,
            )
