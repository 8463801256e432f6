"""Do it: take the readings of a quarter, and prove an old one. By the calendar, never because somebody wished for a number."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from alongside.core import clock, facts
from alongside.core.refusal import insist
from alongside.core.viewer import COUNTER, bound
from alongside.core.walls import action
from alongside.insight.disclosure import POLICY
from alongside.mirror import refusals as no
from alongside.mirror.catalogue import signals
from alongside.mirror.counting.cells import Cells, period_number
from alongside.mirror.counting.count import count
from alongside.mirror.freezing.many import Asked, parts_of, read
from alongside.mirror.freezing.whole import Frozen, freeze, importance_in, made_with
from alongside.mirror.gathering import fact_file, gather, in_facts
from alongside.mirror.models import Reading, Release
from alongside.mirror.rules import METHOD, Period, period_closing
from alongside.people import queries as people
from alongside.principles.queries import set_for

Importance = Mapping[str, float]


@dataclass(frozen=True)
class Proof:
    """Whether counting the same facts again gave the same text; if not, why not."""

    holds: bool
    why_not: str = ""


def freeze_readings(
    *, on: date, service: UUID | None = None, importance: Mapping[UUID, Importance] | None = None
) -> tuple[UUID, ...]:
    """Take the reading of the quarter that ended on this day: of one service, or of every service where anything was heard.

    A reading that was taken is not taken again. `importance`: by service how much each practice matters to its people, 0 to 1;
    it orders the wall and changes no other number. Gives the new readings.
    """
    insist(no.why_not_take(on, today=clock.today()))
    period = period_closing(on)
    every = [service] if service else [one.pk for one in people.services()]
    taken = set(Reading.objects.filter(closes=on, service__in=every).values_list("service_id", flat=True))
    due = [one for one in every if one not in taken]
    files = gather(due, period, signals())
    # A quarter in which nobody was heard is told too, once a service has begun to listen.
    began = set(Reading.objects.filter(service__in=due, closes__lt=on).values_list("service_id", flat=True))
    heard = [one for one in due if one in files or one in began]
    asked = {one: Asked(str(one), set_for(one, on=on), (importance or {}).get(one)) for one in heard}
    named = {in_facts(one): one for one in files}
    parts = parts_of(
        {name: files[one] for name, one in named.items()},
        {name: asked[one] for name, one in named.items()},
        POLICY,
        period_number(period.opens.year, period.opens.month),
    )
    made = {
        named[one.service]: _keep(frozen=one.frozen, service=named[one.service], period=period) for one in read(parts)
    }
    made |= {
        one: _keep(frozen=_frozen(nothing_heard(one, period), asked[one]), service=one, period=period)
        for one in heard
        if one not in made
    }
    return tuple(made[one] for one in heard)


@action
def _keep(*, frozen: Frozen, service: UUID, period: Period) -> UUID:
    """Write down one reading, with the log of what was released and what was held back."""
    by = json.loads(frozen.text)["set"]
    with bound(COUNTER):
        row = Reading(
            service_id=service,
            opens=period.opens,
            closes=period.closes,
            principle_set=by["id"],
            set_version=by["version"],
            method=METHOD,
            policy=asdict(POLICY),
            frozen=frozen.text,
            sha256=frozen.sha256,
        )
        row.save(force_insert=True)
        Release.objects.bulk_create(
            Release(
                reading=row,
                table=one.table,
                outcome=one.outcome.value,
                reason=one.reason,
                shown=one.shown,
                hidden=one.hidden,
            )
            for one in frozen.log
        )
        facts.record("reading.frozen", service=service, reading=row.pk)
    return row.pk


def prove(*, reading: UUID) -> Proof:
    """Count the facts of a reading again, and see whether the very same text comes out. It writes nothing."""
    row = Reading.objects.get(pk=reading)
    period = Period(row.opens, row.closes)
    asked = Asked(str(row.service_id), set_for(row.service_id, on=row.closes), importance_in(row.frozen))
    nothing = nothing_heard(row.service_id, period)
    if made_with(row.frozen) != made_with(_frozen(nothing, asked).text):
        return Proof(False, "The definitions have changed since. The reading stands as it was frozen.")
    path = fact_file(row.service_id, period)
    if not path.exists():
        return Proof(False, f"The facts {path.name} of this service are not kept any more.")
    cells = counted_in({row.service_id: path}, period).get(row.service_id, nothing)
    again = _frozen(cells, asked)
    holds = again.text == row.frozen and again.sha256 == row.sha256
    return Proof(
        holds, "" if holds else "Counting again gives another text: somebody changed the facts or the reading."
    )


def counted_in(files: Mapping[UUID, Path], period: Period) -> dict[UUID, Cells]:
    """The cells of one period in the fact files of these services."""
    if not files:
        return {}
    number = period_number(period.opens.year, period.opens.month)
    found = {one.service: one for one in count(list(files.values()), signals().every) if one.period == number}
    return {service: found[in_facts(service)] for service in files if in_facts(service) in found}


def nothing_heard(service: UUID, period: Period) -> Cells:
    """The cells of a quarter in which nothing was heard."""
    return Cells(str(service), period_number(period.opens.year, period.opens.month))


def _frozen(cells: Cells, asked: Asked) -> Frozen:
    told = signals()
    return freeze([asked.of(cells)], signals={one.practice: told.version for one in told.every}, policy=POLICY)[0]
