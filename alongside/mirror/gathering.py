"""Write down what is to be counted: one fact file for each service and quarter, out of answers, contacts and facts of care.

It is the only place where the three meet, and it sees links, kinds and weeks. No word, no name, no id of a person or a space.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree
from uuid import UUID

from django.conf import settings
from django.db import transaction

from alongside.core import clock, facts
from alongside.core.pseudonyms import salted
from alongside.core.viewer import COUNTER, bound
from alongside.listening.queries import counting as listening
from alongside.mirror.catalogue import Signals
from alongside.mirror.counting.files import ANSWER, CONTACT, SET_ASIDE, TEAM, Row, write
from alongside.mirror.rules import Period
from alongside.people import queries as people

NOTED = "contact.noted"
# Twelve letters are enough to tell services apart; engines handle texts so short as if they were numbers.
SHORT = 12
Records = Mapping[str, list[tuple[str, date]]]


def fact_file(service: UUID, period: Period) -> Path:
    """Where the facts of one service and quarter lie. Whoever may read this folder sees who answered together, though not who they are."""
    return _folder() / str(service) / f"{period.name}.parquet"


def forget_facts() -> None:
    """Take away all fact files, where the answers that they were made of are gone too. Readings stand as they were frozen."""
    rmtree(_folder(), ignore_errors=True)


def _folder() -> Path:
    return Path(settings.VAR) / "facts"


def in_facts(service: UUID) -> str:
    """What stands for a service in its facts."""
    return salted("service", service)[:SHORT]


def gather(services: Iterable[UUID], period: Period, signals: Signals) -> dict[UUID, Path]:
    """Write the fact file of each of these services where anything was heard in this period. Gives where they lie."""
    weeks = list(period.weeks())
    first, last = weeks[0], weeks[-1]
    with transaction.atomic(), bound(COUNTER):
        spaces = _space_of_contacts(first)
        records = _records(signals, first, last)
        found: dict[UUID, Path] = {}
        for service in services:
            rows = list(_heard(service, first, last, spaces))
            if rows:
                rows += _written(service, rows, records)
                rows.append(Row(TEAM, in_facts(service), first, value=str(people.colleagues_in(service).count())))
                found[service] = fact_file(service, period)
                write(found[service], rows)
    return found


def _heard(service: UUID, first: date, last: date, spaces: Mapping[str, str]) -> Iterator[Row]:
    """Contacts and answers of one service."""
    of = in_facts(service)
    for one in listening.contacts_to_count(service, first, last):
        yield Row(
            CONTACT,
            of,
            one.week,
            contact=one.contact,
            who=spaces.get(salted("noted", one.contact), ""),
            value=one.kind,
        )
    for one in listening.answers_to_count(service, first, last):
        yield Row(
            ANSWER,
            of,
            one.week,
            contact=one.contact,
            who=one.who,
            practice=one.practice,
            viewpoint=one.viewpoint,
            constituency=one.constituency,
            value=one.value,
            through=SET_ASIDE if one.set_aside else one.through,
        )


def _space_of_contacts(first: date) -> dict[str, str]:
    """The salted link of the space behind each contact that was noted in one, by the link that only this fact holds."""
    told = facts.told_between((NOTED,), first, clock.now().date() + timedelta(days=1))
    return {one.link: one.space for one in told if one.link and one.space}


def _records(signals: Signals, first: date, last: date) -> Records:
    """What was told in each space, of the kinds that signals look at and no others."""
    found: dict[str, list[tuple[str, date]]] = defaultdict(list)
    reach = timedelta(weeks=signals.furthest_back())
    for one in facts.told_between(signals.kinds(), first - reach, last + reach):
        if one.space:
            found[one.space].append((one.kind, one.week))
    return found


def _written(service: UUID, rows: Iterable[Row], records: Records) -> list[Row]:
    """What was told in the spaces that this service had contact with, and in no other."""
    spaces = {row.who for row in rows if row.kind == CONTACT and row.who}
    of = in_facts(service)
    return [Row(kind, of, week, who=space) for space in sorted(spaces) for kind, week in records.get(space, ())]
