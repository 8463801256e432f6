"""A frozen reading made by hand: an invented service, so that a page can be looked at without counting first."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from alongside.core import clock
from alongside.core.viewer import COUNTER, Viewer
from alongside.mirror.models import Reading
from alongside.people import actions as people
from alongside.people import queries as tell_people
from alongside.people.rules import Constituency, ServiceRole
from alongside.principles.catalogue import principle_set
from alongside.principles.rules import Observed, Viewpoint
from tests.factories import Professional, Somebody, a_professional_in, a_service, an_account, seen_by

SUMMER = (date(2026, 4, 1), date(2026, 6, 30))
AUTUMN = (date(2026, 7, 1), date(2026, 9, 30))
NOTHING: dict[str, Any] = dict.fromkeys(("yes", "rest", "partly", "no", "answers", "share", "low", "high"))
WHY = {"too-few": "too-few-answers", "not-asked": "cannot-be-seen-from-here", "held-back": "could-be-worked-out"}
# A gap that stands, on this practice, in every reading made here.
STANDS = "P4.1"
# Asked, and too few answered.
TOO_FEW = "P1.2"


def mark(yes: int, partly: int, no: int, low: float, high: float) -> dict[str, Any]:
    answers = yes + partly + no
    return {
        "state": "shown",
        "yes": yes,
        "rest": partly + no,
        "partly": partly,
        "no": no,
        "answers": answers,
        "share": yes / answers,
        "low": low,
        "high": high,
        "early": high - low > 0.5,
        "reason": "",
    }


def held(state: str) -> dict[str, Any]:
    return {**NOTHING, "state": state, "early": False, "reason": WHY[state]}


def a_practice(practice_id: str, opens: date, *, stands: bool) -> dict[str, Any]:
    """One practice of the reading: 12 of 30 people and 11 of 14 staff said yes where the gap stands."""
    seen = principle_set("both-2019").practice(practice_id).observability
    people_said = mark(12, 9, 9, 0.26, 0.58) if stands else mark(20, 6, 4, 0.49, 0.81)
    staff_said = mark(11, 2, 1, 0.52, 0.92) if stands else mark(10, 2, 2, 0.45, 0.88)
    made: dict[str, Any] = {
        "person": held("too-few") if practice_id == TOO_FEW else people_said,
        "staff": staff_said,
        "record": {**mark(30, 0, 20, 0.46, 0.72), "partly": None, "no": None},
        "gap": {
            "pair": ["staff", "person"],
            "middle": 0.34 if stands else 0.04,
            "low": 0.12 if stands else -0.2,
            "high": 0.52 if stands else 0.3,
            "chance": 0.97 if stands else 0.2,
            "stands": stands,
            "told": "differs" if stands else "cannot-say",
            "more": 0 if stands else 40,
        },
        "paired": {"pairs": 24, "both": 8, "first_only": 10, "second_only": 0, "neither": 6, "chance": 0.96}
        if stands
        else None,
        "kind": "not_felt" if stands else None,
        "series": [
            {
                "from": (opens + timedelta(days=31 * n)).replace(day=1).isoformat(),
                "to": ((opens + timedelta(days=31 * n)).replace(day=1) + timedelta(days=27)).isoformat(),
                "yes": 4 + n,
                "answers": 10,
            }
            for n in range(3)
        ],
        "talk": 0.97 if stands else 0.2,
    }
    for viewpoint in Viewpoint:
        if seen.by(viewpoint) is Observed.NO:
            made[viewpoint.value] = held("not-asked")
    if made["person"]["state"] != "shown" or made["staff"]["state"] != "shown":
        made["gap"] = None
    return made


def frozen(
    period: tuple[date, date] = AUTUMN,
    *,
    stands: tuple[str, ...] = (STANDS,),
    gaps: dict[str, dict[str, Any]] | None = None,
    kinds: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The JSON of a reading, as it is frozen. `gaps`, `kinds`: what else is said of some practices."""
    opens, closes = period
    made: dict[str, Any] = {
        "version": "1",
        "opens": opens.isoformat(),
        "closes": closes.isoformat(),
        "set": {"id": "both-2019", "version": "1"},
        "method": "1",
        "policy": {},
        "heard": {
            "contacts": 120,
            "person": 30,
            "staff": 14,
            "linked_share": 0.4,
            "through": {"space": 20, "link": 10, "paper": None, "set-aside": 10},
            "not_heard": [
                {"group": "way", "key": "space", "seen": 60, "answered": 20},
                {"group": "way", "key": "other", "seen": 30, "answered": None},
                {"group": "month", "key": "1", "seen": 30, "answered": 10},
                {"group": "constituency", "key": "carer", "seen": None, "answered": 10},
            ],
        },
        "offset": {"pair": ["staff", "person"], "middle": 0.12, "low": 0.05, "high": 0.2},
        "practices": {
            practice.id: a_practice(practice.id, opens, stands=practice.id in stands)
            for practice in principle_set("both-2019").practices
        },
    }
    for practice_id, said in (gaps or {}).items():
        made["practices"][practice_id]["gap"] |= said
    for practice_id, kind in (kinds or {}).items():
        made["practices"][practice_id]["kind"] = kind
    return made


def a_reading(service: UUID, period: tuple[date, date] = AUTUMN, **said: Any) -> Reading:
    """A reading of this service, frozen."""
    text = json.dumps(frozen(period, **said) | {"service": str(service)}, sort_keys=True)
    with seen_by(COUNTER):
        return Reading.objects.create(
            service_id=service,
            opens=period[0],
            closes=period[1],
            principle_set="both-2019",
            set_version="1",
            method="1",
            policy={},
            frozen=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            frozen_at=clock.now(),
        )


def a_lead(name: str = "Pauline") -> Professional:
    """Somebody who leads a service of their own."""
    service = a_service("Invented pain service")
    account = an_account(name)
    people.join_service(account=account.pk, service=service.pk, job_title="lead", role=ServiceRole.LEAD)
    return Professional(account, Viewer(account.pk, name), service)


def a_colleague(lead: Professional, name: str = "Hannah") -> Professional:
    return a_professional_in(lead.service, name=name)


def on_the_panel(lead: Professional, name: str = "Noreen", who: Constituency = Constituency.PERSON) -> Somebody:
    """Somebody who lives with both and sits on the panel of the lead's service."""
    account = an_account(name)
    viewer = Viewer(account.pk, name)
    people.offer_seat(account=account.pk, service=lead.service.pk, constituency=who, by=lead.viewer)
    seat = tell_people.seats_offered_to(account.pk).get()
    people.answer_seat(seat=seat.pk, says_yes=True, by=viewer)
    return Somebody(account, viewer)
