"""What the invented pain service and its panel decided when they looked at a reading together. Nobody here is real."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction

from alongside.core.viewer import Viewer, bound
from alongside.mirror import queries as mirror
from alongside.mirror.rules import first_of_month, last_closing_day
from alongside.mirror.talks import actions as do
from alongside.people import queries as people
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play

LEARNS = "headland-pain"
WROTE = "pauline-osei"
# So long after a quarter has ended they sit together.
AFTER_QUARTER = timedelta(days=20)


@dataclass(frozen=True)
class Held:
    """A talk: how many quarters back its reading lies, what it was about, and what was said."""

    quarters_back: int
    practice: str
    decision: str
    surprises: str = ""
    unknown: str = ""
    would_try: str = ""
    reasons: str = ""
    dissent: str = ""


HELD = (
    Held(
        3,
        "P2.3",
        decision="Nothing yet, because we have heard from so few carers. We ask carers first, and look again next quarter.",
        surprises="Staff and people both left this one open more often than any other.",
        unknown="Whether carers do not come, or come and are not asked.",
        reasons="We did not want to mend something we could not see.",
        dissent="One of the panel has waited for this for years and would have started with a carer’s hour at once.",
    ),
    Held(
        2,
        "P4.5",
        decision="People get a page to take home, and a call a week later, before anybody asks what they have decided.",
        surprises="Staff felt sure that they leave time. Those of us who sat on the other side remember signing on the day.",
        unknown="Whether a week is long enough when a flare-up comes in between.",
        would_try="A page to take home. A call after a week. A sentence in the letter: there is no hurry.",
        reasons="It is small, it costs little, and it is what three of the panel say they had wished for.",
        dissent="Two of the staff fear that the call will be the first thing to go in a busy week.",
    ),
    Held(
        1,
        "P3.3",
        decision="Each of us says once in every first meeting what we do not know yet, in plain words.",
        surprises="Nobody on the panel thinks less of somebody who says “I don’t know”.",
        would_try="Practise it with each other on Tuesdays, with tea.",
        reasons="People said it makes the rest easier to believe.",
    ),
    Held(
        0,
        "P4.5",
        decision="We keep the page and the call, and ask again in the new year. It is too early to say more.",
        surprises="The call is kept more often than we feared.",
        unknown="How it is for people who do not answer the phone to numbers they do not know.",
        reasons="What people say has moved, and it may still be luck.",
        dissent="One of us would rather stop the calls and send a text. Written down, so that it is not forgotten.",
    ),
)


def tell(play: Play, cast: Cast) -> None:
    """The talks of the year, each some weeks after its quarter had ended."""
    last = last_closing_day(play.now.date())
    for one in HELD:
        closed = first_of_month(last, 1 - 3 * one.quarters_back) - timedelta(days=1)
        at = datetime.combine(closed + AFTER_QUARTER, time(14, 30), tzinfo=play.now.tzinfo)
        play.then(at, f"talk about {one.practice}", partial(_write_down, cast, one, at))


def _write_down(cast: Cast, one: Held, at: datetime) -> None:
    viewer = Viewer(account=cast.accounts[WROTE], name=cast.names[WROTE])
    service = people.service_by_slug(LEARNS)
    assert service is not None
    with transaction.atomic(), bound(viewer):
        reading = mirror.latest_reading(viewer, service.id)
        do.write_down(
            service=service.id,
            practice=one.practice,
            reading=reading.id if reading else None,
            decision=one.decision,
            surprises=one.surprises,
            unknown=one.unknown,
            would_try=one.would_try,
            reasons=one.reasons,
            dissent=one.dissent,
            held_on=at.date(),
            by=viewer,
        )
