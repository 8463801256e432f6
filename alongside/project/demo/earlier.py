"""Let the demo's past lie in the past: rows that an action just wrote get the time at which it is said to have happened.

For the demo only. Actions know one clock, the database's; this room moves what they wrote, event by event in order of time.
"""

from datetime import datetime

from django.apps import apps
from django.db import models

ROOMS = ("core", "circle", "care", "people")
# Days that lie ahead on purpose: ends and due days are set by the event itself.
AHEAD = frozenset({"ends_at", "due_at", "last_login", "date_joined"})


def time_columns() -> list[tuple[type[models.Model], str]]:
    """Every column that says when something happened."""
    return [
        (model, field.attname)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField) and field.name not in AHEAD
    ]


def let_it_lie(when: datetime, *, since: datetime) -> None:
    """Give `when` to everything that was written at or after `since`, the real time at which the building began."""
    for model, column in time_columns():
        models.QuerySet(model).filter(**{f"{column}__gte": since}).update(**{column: when})
