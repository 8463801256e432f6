"""What the invented pain service and its panel chose in their year: how they work, a round that closed, one that is open, three priorities."""

import random
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction

from alongside.choosing.actions import panel, priorities, rounds
from alongside.choosing.models import Round
from alongside.choosing.queries import rounds as told
from alongside.choosing.rules import NOBODY, Four, Payment
from alongside.core.viewer import Viewer, bound
from alongside.people import actions as people
from alongside.people.queries import colleagues_in, commissioning_organisations
from alongside.people.rules import Constituency
from alongside.principles.rules import Moment
from alongside.project.demo import earlier
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play
from alongside.project.demo.year.listening import LEAD, SERVICE, somebody

PEOPLE, CARERS = 18, 6
# How much people like each practice to be changed first: those not named are in between.
LIKED = {"P2.1": 3.0, "P4.5": 2.6, "P5.3": 2.2, "P3.1": 1.8, "P5.1": 1.4}
STAFF_LIKE = {"P4.5": 2.6, "P5.4": 3.0, "P2.1": 1.9, "P5.1": 1.6, "P3.1": 1.2}
FOUR = {
    Four.PRINCIPLES: "We believe what people say of their own life. Nobody has to tell a story to sit here. First names, and no letters after them.",
    Four.PURPOSE: "We say what matters most, look at each reading, and sign whether a change helped. We cannot change what the service is paid.",
    Four.PRESENCE: "Three people who live with both, one carer, two of the staff. Nobody under thirty yet, and nobody who reads Polish first: we are asking.",
    Four.PROCESS: "Fridays at eleven, ninety minutes, a break in the middle. Lie down if you need to. Papers a week before, on paper if you like.",
    Four.IMPACT: "Twice a year we ask each other what came of it, and write down what did not.",
}
FELT = [
    ("dawn-ellery", Moment.FIRST_MEETING, "heard", 2, "Somebody had read it."),
    ("seun-adeleke", Moment.FIRST_MEETING, "wary", -1, ""),
    ("stevie-larkin", Moment.FIRST_MEETING, "small", -1, "The chair was lower than theirs."),
    ("marcia-hinds", Moment.FIRST_MEETING, "welcome", 1, ""),
    ("dawn-ellery", Moment.SHARED_DECISION, "rushed", -2, ""),
    ("seun-adeleke", Moment.SHARED_DECISION, "rushed", -2, "There was a queue behind me."),
    ("stevie-larkin", Moment.SHARED_DECISION, "clear", 1, ""),
    ("marcia-hinds", Moment.APPOINTMENT, "calm", 1, ""),
]


def tell_round(row: Round, dice: random.Random, liked: dict[str, float], by: Viewer, side: Constituency) -> None:
    """Somebody goes through the five screens; what they like decides, and chance does a little."""
    ballot = rounds.begin(round_id=row.pk, constituency=side, by=by)
    for one in told.my_choices(by, ballot):
        weighed = {thing: liked.get(row.things[thing], 0.4) + dice.gauss(0, 0.8) for thing in one.shown}
        ordered = sorted(weighed, key=lambda thing: weighed[thing])
        none = dice.random() < 0.03
        rounds.choose(
            ballot=ballot.pk,
            screen=one.screen,
            best=NOBODY if none else ordered[-1],
            worst=NOBODY if none else ordered[0],
            by=by,
        )


def tell(play: Play, cast: Cast) -> None:
    """In the order of the year."""

    def on(days: int, place: str, do: Any, *given: Any) -> None:
        play.then(play.when(f"-{days}d 11:10"), f"choosing: {place}", partial(do, cast, *given))

    on(318, "agreed", _agree)
    on(310, "needs", _needs)
    on(288, "felt", _feel)
    for days, about in (
        (290, "Getting to know each other"),
        (192, "What we chose, and what to try"),
        (54, "The reading of the summer"),
    ):
        on(days, about, _meeting, about, days)
    on(240, "round opened", _open, 200, 240)
    on(205, "round closed", _close)
    on(196, "set out", _set_out)
    on(150, "shown to those who pay", _show)
    on(12, "a new round", _open, -16, 12)


def _show(cast: Cast) -> None:
    """After they talked about it with the panel."""
    with transaction.atomic(), bound(somebody(cast, LEAD)) as by:
        board = commissioning_organisations().get(slug="bay-and-hills")
        people.show_to(service=cast.services[SERVICE].pk, organisation=board.pk, by=by)


def _agree(cast: Cast) -> None:
    with transaction.atomic(), bound(somebody(cast, "dawn-ellery")) as by:
        for heading, words in FOUR.items():
            panel.agree(service=cast.services[SERVICE].pk, heading=heading, words=words, by=by)


def _needs(cast: Cast) -> None:
    said = [
        ("dawn-ellery", "To stand up when I need to, and to know the end.", Payment.MONEY),
        ("seun-adeleke", "Papers on paper. A seat near the door.", Payment.VOUCHER),
        ("marcia-hinds", "Somebody with my father for those two hours.", Payment.COSTS),
    ]
    for who, words, payment in said:
        with transaction.atomic(), bound(somebody(cast, who)) as by:
            panel.need(service=cast.services[SERVICE].pk, words=words, payment=payment, by=by)


def _feel(cast: Cast) -> None:
    for who, moment, word, felt, sentence in FELT:
        with transaction.atomic(), bound(somebody(cast, who)) as by:
            panel.feel(
                service=cast.services[SERVICE].pk,
                moment=moment,
                word=word,
                felt=felt,
                sentence=sentence,
                is_shared=True,
                by=by,
            )


def _meeting(cast: Cast, about: str, days: int) -> None:
    with transaction.atomic(), bound(somebody(cast, LEAD)) as by:
        panel.note_meeting(
            service=cast.services[SERVICE].pk,
            on_day=cast.now.date() - timedelta(days=days),
            about=about,
            at_place="The room with the sofa",
            by=by,
        )


def _open(cast: Cast, until: int, ago: int) -> None:
    """Open a round; `until` days before today it closes, or after it when below 0."""
    now = cast.now.date()
    with transaction.atomic(), bound(somebody(cast, LEAD)) as by:
        row = rounds.open_round(
            service=cast.services[SERVICE].pk, opens_on=now, closes_on=now + timedelta(days=28), by=by
        )
        if until < 0:
            rounds.make_codes(round_id=row.pk, number=20, constituency=Constituency.PERSON, by=by)
        cast.things[f"round {until}"] = row.pk
    if until >= 0:
        _everybody(cast, row)
    opens_on = now - timedelta(days=ago)
    earlier.let_round_lie(row=row.pk, opens_on=opens_on, closes_on=opens_on + timedelta(days=28))


def _everybody(cast: Cast, row: Round) -> None:
    dice = random.Random("a round of choosing")  # noqa: S311 - invented ballots, the same every time
    for side, number in ((Constituency.PERSON, PEOPLE), (Constituency.CARER, CARERS)):
        for n in range(number):
            paper = Viewer(account=None, name="", link=f"invented-{side.value}-{n}")
            with transaction.atomic(), bound(paper):
                tell_round(row, dice, LIKED, paper, side)
    for post in colleagues_in(cast.services[SERVICE].pk):
        staff = Viewer(post.account_id, str(post.account))
        with transaction.atomic(), bound(staff):
            tell_round(row, dice, STAFF_LIKE, staff, Constituency.STAFF)


def _close(cast: Cast) -> None:
    with transaction.atomic(), bound(somebody(cast, LEAD)) as by:
        rounds.close_round(round_id=cast.things["round 200"], by=by)


def _set_out(cast: Cast) -> None:
    said = [
        ("P4.5", "All sides put it among the first. People sign with a queue behind them.", ""),
        (
            "P2.1",
            "It is what people ask for most, and what we think we already do.",
            "One of us fears that reading first makes us stop listening.",
        ),
        ("P5.4", "Staff put it first, and without a room with a door the rest stays talk.", ""),
    ]
    for thing, reason, dissent in said:
        with transaction.atomic(), bound(somebody(cast, LEAD)) as by:
            made = priorities.set_out(
                service=cast.services[SERVICE].pk, thing=thing, reason=reason, dissent=dissent, by=by
            )
            cast.things[f"priority {thing}"] = made.pk
