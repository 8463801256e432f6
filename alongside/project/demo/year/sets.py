"""How the invented pain service made the principles its own, and which service works with them. Nobody here is real."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db import models, transaction

from alongside.core import clock
from alongside.core.viewer import Viewer, bound
from alongside.principles.actions import practices, provenance, services, sets, wordings
from alongside.principles.models import ServiceSet, SetVersion
from alongside.principles.queries import FIRST_SET
from alongside.principles.rules import (
    EdgeFrom,
    Frame,
    KeepsMeaning,
    Kind,
    Level,
    Moment,
    Nature,
    Observed,
    ReaderRole,
    Ref,
    Viewpoint,
)
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play

LEAD = "pauline-osei"
RUNS_SESSIONS = "noreen-gallagher"
OWNER = "headland-pain"
# The pain service itself stays with the first set, so that a year of readings can be laid side by side.
WORKS_WITH_IT = "headland-physio"
OWN = Ref("headland-own", "1")
# Begun and not finished: practices that grow out of interviews find their place here.
NEXT = Ref("headland-own", "2")
SLIPWAY = Ref("slipway-own", "1")

WELSH: dict[str, dict[str, str]] = {
    "P1.1": {
        "name": "Amser i ofyn a gwrando",
        "plain": "Mae amser i holi ar y ddwy ochr. Mae pobl yn gwrando cyn ateb, ac yn dweud pan nad ydyn nhw’n gwybod.",
    },
    "P1.2": {"name": "Geiriau sy’n gweddu i’r person"},
    "P2.2": {"name": "Gobeithion yn troi’n nodau"},
    "P3.3": {"name": "Bod yn agored am yr hyn na wyddom"},
    "P4.5": {"name": "Amser i bwyso a mesur"},
}


def tell(play: Play, cast: Cast) -> None:
    """From the first wish for words of one’s own to a set that another service begins to work with."""

    def on(days: int, who: str, place: str, do: Callable[[Viewer, date], object]) -> None:
        at = play.when(f"-{days}d 11:20")
        play.then(at, f"sets: {place}", partial(_as, cast, who, at.date(), do))

    owner = partial(_service, cast, OWNER)
    on(160, LEAD, "begun", lambda by, _day: _begin(by, owner()))
    on(151, LEAD, "time to listen", _listen)
    on(151, LEAD, "time to take it in", _take_in)
    on(144, LEAD, "nobody is looked for", _leave_out)
    on(137, RUNS_SESSIONS, "somewhere to lie down", _lie_down)
    on(132, LEAD, "looked at", _looked_at)
    on(128, RUNS_SESSIONS, "read", lambda by, _day: sets.refine(at=OWN, reasons=READ_BY, by=by))
    on(125, LEAD, "published", _publish)
    on(121, LEAD, "worked with", lambda by, day: _switch(cast, by, day))
    on(96, RUNS_SESSIONS, "Welsh", _welsh)
    on(61, LEAD, "next version", lambda by, _day: sets.begin_next_version(of=OWN, reasons=WHY_NEXT, by=by))
    on(33, RUNS_SESSIONS, "Slipway", _slipway)


READ_BY = (
    "Six people who live with both, two carers and four of the staff read it aloud together. They changed eleven words."
)
WHY_NEXT = "Interviews are under way. What people tell us shall find a place."


def _as(cast: Cast, who: str, day: date, do: Callable[[Viewer, date], object]) -> None:
    with transaction.atomic(), bound(Viewer(cast.accounts[who], cast.names[who])) as viewer:
        do(viewer, day)


def _service(cast: Cast, slug: str) -> models.Model:
    return cast.services[slug]


def _begin(by: Viewer, owner: models.Model) -> None:
    sets.fork(
        parent=Ref(FIRST_SET, "1"),
        set_id=OWN.set_id,
        prefix="H",
        title="How we want to work at Headland",
        service=owner.pk,
        reasons="The panel wanted to hear itself in it, and to own what it asks of us.",
        by=by,
    )


def _why(day: date, reasons: str, *, decided_by: str = "the panel and the team", **more: Any) -> Frame:
    return Frame(on=day, decided_by=decided_by, reasons=reasons, level=Level.SERVICE, **more)


def _listen(by: Viewer, day: date) -> None:
    practices.adapt(
        at=OWN,
        practice="P1.1",
        words={
            "plain": "There is time for questions on both sides, and nobody talks with a hand on the door. Whoever does not know says so.",
            "we_statement": "We sit down, we listen first, and we say plainly when we do not know.",
        },
        frame=_why(
            day,
            "“A hand on the door” came up in every one of our first talks. People knew at once what it meant.",
            nature=Nature.WORDING,
            keeps_meaning=KeepsMeaning.YES,
            goal="That people recognise the moment, and can say so.",
        ),
        by=by,
    )


def _take_in(by: Viewer, day: date) -> None:
    practices.adapt(
        at=OWN,
        practice="P4.5",
        words={
            "plain": "Nobody has to decide on the day. People get a page to take home, and somebody rings a week later before asking what they think.",
        },
        frame=_why(
            day,
            "We had promised time and not said how. The page and the call are things people can ask for.",
            planned=False,
            nature=Nature.NARROWER,
            keeps_meaning=KeepsMeaning.YES,
            dissent="One of the team fears that a week is too long in a flare-up, and too short in a bad month.",
        ),
        by=by,
    )


def _leave_out(by: Viewer, day: date) -> None:
    practices.drop(
        at=OWN,
        practice="P4.6",
        frame=_why(
            day,
            "Nobody here looks through records for people. The panel does not want that until people can say yes to it first. We look again in a year.",
            nature=Nature.TAKEN_OUT,
            keeps_meaning=KeepsMeaning.NO,
            dissent="Two of the staff would keep it. Those who never ask are the ones they miss.",
        ),
        by=by,
    )


def _lie_down(by: Viewer, day: date) -> None:
    made = practices.add_practice(
        at=OWN,
        principle=1,
        words={
            "name": "Wait as your body needs",
            "plain": "There is somewhere to sit, stand, walk or lie down while you wait, and nobody asks why.",
            "for_person": "You can wait lying down, standing or walking about. You do not have to explain it.",
            "for_carers": "You can ask at the desk for the quiet room, for both of you.",
            "for_staff": "Show the choices before anybody has to ask. Go and find people where they wait.",
            "for_commissioners": "Ask to see the waiting room. Try its chairs for forty minutes.",
            "i_statement": "I could wait in a way that did not make the day worse.",
            "we_statement": "We keep room for people to wait as their body needs.",
            "prompt": "Where would you wait, on a day when you could not sit?",
        },
        moments=[Moment.APPOINTMENT],
        kinds=[Kind.STRUCTURE],
        seen={Viewpoint.PERSON: Observed.ASK, Viewpoint.STAFF: Observed.ASK},
        frame=_why(
            day,
            "Four of six on the panel had lain on the floor of a corridor at least once.",
            decided_by="the panel",
            planned=False,
            nature=Nature.ADDED,
            keeps_meaning=KeepsMeaning.UNKNOWN,
        ),
        by=by,
    )
    provenance.add_edge(
        at=OWN,
        practice=made,
        came_from=EdgeFrom.MEETING,
        reference="Tuesday group, invented minutes",
        words="It began as a joke about the corridor floor on a Tuesday evening.",
        role="facilitator",
        on=day,
        by=by,
    )


def _looked_at(by: Viewer, day: date) -> None:
    for practice in ("P1.2", "P2.1", "P3.3", "P5.3"):
        practices.adopt(at=OWN, practice=practice, frame=_why(day, "Read aloud. Nobody would change a word."), by=by)


def _publish(by: Viewer, day: date) -> None:
    sets.publish(at=OWN, reasons="The panel asked for it to go up on the wall.", by=by)
    # The action knows only today; in the story that day was this one.
    models.QuerySet(SetVersion).filter(own_set_id=OWN.set_id, version=OWN.version).update(published_on=day)


def _switch(cast: Cast, by: Viewer, day: date) -> None:
    service = _service(cast, WORKS_WITH_IT).pk
    services.switch(
        service=service,
        to=OWN,
        begins_on=clock.today(),
        reason="The same panel speaks for both of our services, and the two teams share a corridor.",
        by=by,
    )
    models.QuerySet(ServiceSet).filter(service_id=service).update(begins_on=day)


def _welsh(by: Viewer, _day: date) -> None:
    wordings.begin(of=OWN, language="cy", translated_by=ReaderRole.PERSON, by=by)
    for place, words in WELSH.items():
        wordings.say(of=OWN, language="cy", place=place, words=words, by=by)


def _slipway(by: Viewer, day: date) -> None:
    sets.fork(
        parent=OWN,
        set_id=SLIPWAY.set_id,
        prefix="S",
        title="How we want to be with each other at the Slipway",
        service=None,
        reasons="We are a group and no clinic. Some of it needs other words.",
        by=by,
    )
    practices.drop(
        at=SLIPWAY,
        practice="P4.2",
        frame=_why(day, "Nobody is treated here. Risks are talked about where treatment is.", decided_by="the group"),
        by=by,
    )
