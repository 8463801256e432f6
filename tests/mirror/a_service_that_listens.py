"""Invented facts and cells of services for the tests of this room: seeded, and made by chance that is the same every time."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from alongside.insight.disclosure import POLICY
from alongside.mirror.catalogue import signals
from alongside.mirror.counting.cells import Cell, Cells, Split
from alongside.mirror.counting.files import ANSWER, CONTACT, TEAM, Row
from alongside.mirror.freezing.whole import Counted, Frozen, freeze
from alongside.mirror.rules import Period, period_closing
from alongside.principles.catalogue import principle_set
from alongside.principles.rules import Observed

SUMMER = period_closing(date(2026, 9, 30))
MONDAY = date(2026, 7, 6)
SERVICE = "0b6d2f0e-6c39-4a3c-9d7e-0a1f5f6f2a11"
SET = principle_set("both-2019")
SEEN_BY = {
    view: [one.id for one in SET.practices if one.observability.by(view) is not Observed.NO]
    for view in ("person", "staff")
}


def frozen(cells: Cells, period: Period = SUMMER, importance: dict[str, float] | None = None) -> Frozen:
    """The reading of these cells, with the rules as they are."""
    told = signals()
    counted = Counted(cells, cells.service, period, SET, importance)
    return freeze([counted], signals={one.practice: told.version for one in told.every}, policy=POLICY)[0]


def split(lot: np.random.Generator, size: int, chance: float) -> Split:
    """So many answers, of which about this share says yes."""
    yes = int(lot.binomial(size, chance))
    partly = int(lot.binomial(size - yes, 0.5))
    return yes, partly, size - yes - partly


def three_months(lot: np.random.Generator, answers: float, chance: float) -> tuple[Split, ...]:
    """About so many answers in a quarter, month by month."""
    return tuple(split(lot, int(lot.poisson(answers / 3)), chance) for _ in range(3))


def a_service(
    lot: np.random.Generator,
    *,
    people: float = 21,
    staff: float = 15,
    offset: float = 0.0,
    gaps: dict[str, float] | None = None,
    usual: dict[str, float] | None = None,
    team: int = 14,
) -> Cells:
    """A service whose staff are rosier by `offset` everywhere, and by `gaps` beyond that; in log-odds."""
    of: dict[tuple[str, str], Cell] = {}
    for practice in SET.practices:
        by_itself = lot.normal(0.3, 0.8)
        here = (usual or {}).get(practice.id, by_itself)
        for view, answers in (("person", people), ("staff", staff)):
            if practice.id in SEEN_BY[view]:
                rosier = (offset + (gaps or {}).get(practice.id, 0.0)) * (view == "staff")
                months = three_months(lot, answers, 1 / (1 + np.exp(-(here + rosier))))
                size = sum(map(sum, months))
                of[practice.id, view] = Cell(months, size if view == "person" else min(team, size))
    contacts, answered = int(lot.integers(200, 400)), int(lot.integers(60, 180))
    space, link = int(answered * 0.4), int(answered * 0.3)
    carers = int(answered * 0.1)
    calls = contacts // 4
    return Cells(
        service=SERVICE,
        period=8106,
        of=of,
        contacts=contacts,
        answered=answered,
        linked=answered // 3,
        people=answered,
        staff=team,
        team=team,
        through={
            "space": space,
            "link": link,
            "paper": answered - space - link,
            "person": answered - carers,
            "carer": carers,
        },
        groups={
            ("kind", "appointment"): (contacts - calls, answered - answered // 5),
            ("kind", "call"): (calls, answered // 5),
        },
    )


def week(number: int) -> date:
    """The Monday of a week of the quarter."""
    return MONDAY + timedelta(weeks=number)


def contact(number: int, *, space: str = "", kind: str = "appointment", service: str = SERVICE) -> Row:
    return Row(CONTACT, service, week(number % 12), contact=f"c{number}", who=space, value=kind)


def answer(
    number: int,
    value: str,
    *,
    practice: str = "P2.1",
    view: str = "person",
    who: str = "",
    through: str = "",
    service: str = SERVICE,
    constituency: str = "",
    at: int | None = None,
) -> Row:
    """An answer about contact `number`."""
    return Row(
        ANSWER,
        service,
        week((number if at is None else at) % 12),
        contact=f"c{number}",
        who=who or f"{view} {number}",
        practice=practice,
        viewpoint=view,
        constituency=constituency or view,
        value=value,
        through=through or ("work" if view == "staff" else "space"),
    )


def team(size: int = 14, service: str = SERVICE) -> Row:
    return Row(TEAM, service, MONDAY, value=str(size))


def a_quarter(
    people: Sequence[str], staff: Sequence[str] = (), *, colleagues: int = 14, practice: str = "P2.1"
) -> list[Row]:
    """Contacts with what people, and staff, said of one practice, each about a contact of its own number."""
    size = max(len(people), len(staff))
    rows = [contact(number) for number in range(size)] + [team(colleagues)]
    rows += [answer(number, value, practice=practice) for number, value in enumerate(people)]
    rows += [
        answer(number, value, practice=practice, view="staff", who=f"w{number % colleagues}")
        for number, value in enumerate(staff)
    ]
    return rows
