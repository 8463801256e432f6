"""Tell me: everything that was ever set out, from what was heard to what was told back, or how long it has waited.

Only released numbers stand in it. It orders nothing by worth: what waits comes first, the rest by its day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.choosing.queries import rounds
from alongside.choosing.rules import PriorityState
from alongside.core.viewer import Viewer
from alongside.improvement.models import Change, Finding, TellBack
from alongside.improvement.queries.telling import Told, as_told
from alongside.improvement.queries.trying import found_in
from alongside.mirror.queries import ReadingShown, readings_of
from alongside.mirror.rules import Mark
from alongside.principles.rules import Viewpoint


@dataclass(frozen=True)
class Voices:
    """How many answers a reading showed about it before it was chosen; None where too few spoke to say."""

    opens: date
    closes: date
    people: int | None
    staff: int | None


@dataclass(frozen=True)
class Entry:
    """One thing that was set out. `waits`: for how many days nobody has been told how it ended; None once it ended."""

    priority: rounds.Priority
    heard: Voices | None
    changes: tuple[Change, ...]
    found: tuple[Finding, ...]
    told: tuple[Told, ...]
    waits: int | None


def ledger(viewer: Viewer, service: UUID, *, today: date) -> list[Entry]:
    """What waits first, the longest wait at the top; then what ended, the newest first. For those of the service and its panel."""
    rows = rounds.priorities(viewer, service)
    if not rows:
        return []
    readings = readings_of(viewer, service)
    changes = list(Change.objects.filter(service_id=service).order_by("begun_on"))
    found = [one.finding for one in found_in(Finding.objects.filter(service_id=service)) if one.stands]
    told = as_told(TellBack.objects.filter(service_id=service, told_on__isnull=False).order_by("-told_on"))

    def entry(row: rounds.Priority) -> Entry:
        mine = tuple(one for one in changes if one.priority_id == row.pk)
        tried = {one.pk for one in mine}
        is_open = row.state == PriorityState.OPEN
        return Entry(
            priority=row,
            heard=_voices(readings, row),
            changes=mine,
            found=tuple(one for one in found if one.change_id in tried),
            told=tuple(one for one in told if one.text.priority_id == row.pk),
            waits=(today - row.chosen_on).days if is_open else None,
        )

    waiting = [row for row in rows if row.state == PriorityState.OPEN]
    ended = [row for row in rows if row.state != PriorityState.OPEN]
    waiting.sort(key=lambda row: row.chosen_on)
    ended.sort(key=lambda row: row.closed_on or row.chosen_on, reverse=True)
    return [entry(row) for row in (*waiting, *ended)]


def _voices(readings: Iterable[ReadingShown], row: rounds.Priority) -> Voices | None:
    """The newest reading that had closed when it was chosen. What people put in their own words stands in no reading."""
    before = [one for one in readings if one.closes <= row.chosen_on and row.practice in one.practices]
    if not before:
        return None
    newest = max(before, key=lambda one: one.closes)
    marks = newest.practices[row.practice].marks
    shown = {side: mark.answers if mark.state is Mark.SHOWN else None for side, mark in marks.items()}
    return Voices(newest.opens, newest.closes, shown.get(Viewpoint.PERSON), shown.get(Viewpoint.STAFF))
