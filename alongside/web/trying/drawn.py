"""A measure as it is shown: its name, its points, its chart with what happened marked on it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.core.viewer import Viewer
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import DrawnAs
from alongside.mirror import queries as mirror
from alongside.mirror.queries import Point
from alongside.web.mirror import history
from alongside.web.mirror.history import Happened
from alongside.web.trying.words import measure_name


@dataclass(frozen=True)
class Measured:
    """A measure with its name, its points, its chart and what happened beside it."""

    row: Any
    name: str
    series: tuple[Point, ...]
    chart: history.Chart | None
    happened: tuple[Happened, ...]


def measured(viewer: Viewer, service: UUID, measure: Any, *, kind: DrawnAs | None = None) -> Measured:
    """Drawn as those who work there chose, or as `kind` for a look."""
    drawn = kind or DrawnAs(measure.drawn_as)
    series = series_of(viewer, service, measure)
    happened = happened_beside(viewer, measure)
    chart = history.chart(
        series,
        as_board=drawn is DrawnAs.BOARD,
        plain=drawn is DrawnAs.PLAIN,
        anew=(measure.rebased_on, measure.rebase_reason) if measure.rebased_on else None,
        happened=happened,
    )
    return Measured(measure, measure_name(service, measure), series, chart, happened)


def series_of(viewer: Viewer, service: UUID, measure: Any) -> tuple[Point, ...]:
    """Released numbers of a practice, or what was counted by hand."""
    if measure.practice:
        return history.points(mirror.readings_of(viewer, service), measure.practice)
    return tuple(Point(one.on_day, one.on_day, one.yes, one.answers) for one in tell.counts_of(viewer, measure))


def happened_beside(viewer: Viewer, measure: Any) -> tuple[Happened, ...]:
    """The day each test began, and what somebody noted, in the order of the days."""
    tests = [
        Happened(one.begun_on, _("Test %(n)d began") % {"n": one.number})
        for one in tell.begun_tests(viewer, measure.change_id)
        if one.begun_on is not None
    ]
    notes = [Happened(one.on_day, one.words) for one in tell.notes_of(viewer, measure)]
    return tuple(sorted([*tests, *notes], key=lambda one: one.on_day))
