"""Let the demo's past lie in the past: what an action just wrote gets the time at which it is said to have happened.

For the demo only, and for SQLite only. Actions know one clock, the database's; this room moves what they wrote, event by
event in order of time. Nothing here decides anything: every rule was asked before, in the action.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alongside.care.models import Ask, AskClock, Meeting, Unknown
from alongside.choosing.models import Round
from alongside.circle.models import ConsentChange, Grant, Invitation, LogQuestion
from alongside.circle.rules import Area
from alongside.improvement.models import Cycle
from alongside.listening.models import Answer
from alongside.listening.rules import monday
from alongside.themes.models import WordsLook

ROOMS = ("core", "circle", "care", "people", "principles", "listening", "mirror", "choosing", "improvement", "themes")
# Days that lie ahead on purpose: each is settled by a function of its own below, or stays as it is.
AHEAD = frozenset({"ends_at", "due_at", "until", "last_login", "date_joined"})
INSERTED = re.compile(r'INSERT INTO "(\w+)"')
UPDATED = re.compile(r'UPDATE "(\w+)" SET (.*?) WHERE', re.DOTALL)

# Rooms where days, and not times, say when something was done.
ROOMS_OF_DAYS = ("principles", "choosing", "improvement", "themes")
DONE_ON = frozenset(
    {"chosen_on", "closed_on", "begun_on", "ended_on", "asked_on", "answered_on", "found_on", "signed_on"}
    | {"written_on", "checked_on", "told_on", "left_on", "decided_on", "on"}
)

Column = tuple[type[models.Model], str]


@cache
def time_columns() -> dict[str, tuple[models.DateTimeField, ...]]:
    """Every column that says when something happened, by table."""
    found: dict[str, tuple[models.DateTimeField, ...]] = {}
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            fields = model._meta.concrete_fields
            times = tuple(one for one in fields if isinstance(one, models.DateTimeField) and one.name not in AHEAD)
            if times:
                found[model._meta.db_table] = times
    return found


@cache
def times_written(sql: str) -> frozenset[Column]:
    """Which times a statement may have written: of a new row those that are never empty, of a changed one those it names."""
    inserted = INSERTED.match(sql)
    if inserted:
        return frozenset((one.model, one.attname) for one in time_columns().get(inserted[1], ()) if not one.null)
    updated = UPDATED.match(sql)
    if updated:
        named = (one for one in time_columns().get(updated[1], ()) if f'"{one.column}"' in updated[2])
        return frozenset((one.model, one.attname) for one in named)
    return frozenset()


@contextmanager
def at(when: datetime, *, since: datetime) -> Iterator[None]:
    """Whatever is written inside happened at `when`. `since`: the real time at which the building began."""
    written: set[Column] = set()
    tables: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            written.update(times_written(sql))
            tables.update(sql.split('"', 2)[1:2])
        return execute(sql, params, many, context)

    began = timezone.now()
    with connection.execute_wrapper(watch):
        yield
    let_it_lie(written, back=began - when, since=since)
    let_days_lie(tables, on=when.date())


def let_it_lie(written: set[Column], *, back: timedelta, since: datetime) -> None:
    """Move every time written at or after `since`; steps that came one after the other stay in that order."""
    for model, column in written:
        models.QuerySet(model).filter(**{f"{column}__gte": since}).update(**{column: F(column) - back})


def let_days_lie(tables: set[str], *, on: date) -> None:
    """What was done today in the rooms that keep days was done on that day: whatever came before lies in the past already."""
    today = timezone.localdate()
    for model in (model for room in ROOMS_OF_DAYS for model in apps.get_app_config(room).get_models()):
        if model._meta.db_table in tables:
            for field in model._meta.concrete_fields:
                if field.name in DONE_ON:
                    models.QuerySet(model).filter(**{field.attname: today}).update(**{field.attname: on})
    if Answer._meta.db_table in tables:
        # An answer about a quarter that has settled counts in the week in which it came: here, in that of the event.
        models.QuerySet(Answer).filter(week=monday(today)).update(week=monday(on))
    if WordsLook._meta.db_table in tables:
        for look in models.QuerySet(WordsLook).filter(on_day=today):
            same = models.QuerySet(WordsLook).filter(document=look.document_id, account_id=look.account_id)
            # One line a day: this day may have been here before.
            if same.filter(on_day=on).exists():
                same.filter(pk=look.pk).delete()
        models.QuerySet(WordsLook).filter(on_day=today).update(on_day=on)


def let_test_be_for(*, test: UUID, by_on: date) -> None:
    """The day by which something was expected, which an action takes only while it lies ahead."""
    models.QuerySet(Cycle).filter(pk=test).update(by_on=by_on)


def let_round_lie(*, row: UUID, opens_on: date, closes_on: date) -> None:
    """The days on which people could choose."""
    models.QuerySet(Round).filter(pk=row).update(opens_on=opens_on, closes_on=closes_on)


def let_consent_end(*, member: UUID, area: Area, item: UUID | None = None, began: datetime, at: datetime) -> None:
    """Give a consent row that began then the end that it had: an action takes no day that lies in the past."""
    soon = began + timedelta(seconds=30)
    row = {"member": member, "area": area, "item": item}
    models.QuerySet(Grant).filter(**row, given_at__gte=began, given_at__lt=soon).update(ends_at=at)
    said = models.QuerySet(ConsentChange).filter(**row, at__gte=began, at__lt=soon)
    said.exclude(until=None).update(until=at)


def let_day_be(*, ask: UUID | None = None, unknown: UUID | None = None, due_on: date) -> None:
    """The day by which something was due, which an action takes only while it lies ahead."""
    if ask is not None:
        models.QuerySet(Ask).filter(pk=ask).update(due_on=due_on)
        models.QuerySet(AskClock).filter(ask=ask).update(due_on=due_on)
    if unknown is not None:
        models.QuerySet(Unknown).filter(pk=unknown).update(due_on=due_on)


def let_meeting_be(*, meeting: UUID, on_day: date) -> None:
    """The day of a meeting, which an action takes only while it lies ahead."""
    models.QuerySet(Meeting).filter(pk=meeting).update(on_day=on_day)


def arrive(now: datetime) -> None:
    """The story has come to today: what was valid for a while counts from its own day, and old errands are done."""
    for offer in models.QuerySet(Invitation).all():
        models.QuerySet(Invitation).filter(pk=offer.pk).update(ends_at=offer.ends_at - (now - offer.made_at))
    for question in models.QuerySet(LogQuestion).all():
        models.QuerySet(LogQuestion).filter(pk=question.pk).update(due_at=question.due_at - (now - question.asked_at))
    DBTaskResult.objects.all().delete()
