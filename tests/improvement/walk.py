"""Steps of trying, for the tests of this room and of its pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.core import clock
from alongside.core.viewer import Viewer, bound
from alongside.improvement.actions import trying
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import Direction, Verdict
from tests.listening.here import Here


def as_(viewer: Viewer, action: Any, **said: Any) -> Any:
    """Do something as somebody."""
    with transaction.atomic(), bound(viewer):
        return action(by=viewer, **said)


def asks(viewer: Viewer, query: Any, *said: Any) -> Any:
    """Ask something as somebody."""
    with transaction.atomic(), bound(viewer):
        return query(viewer, *said)


def whole(here: Here, change: UUID, viewer: Viewer | None = None) -> tell.Whole:
    return asks(viewer or here.nurse, tell.whole, here.service, change)


def planned(here: Here, change: UUID) -> UUID:
    return as_(here.nurse, trying.plan, change=change, words="Two people, one week.", who_and_where="Room 2").pk


def predicted(here: Here, change: UUID, cycle: UUID, **more: Any) -> None:
    said = {
        "measure": whole(here, change).measures[0].pk,
        "direction": Direction.UP,
        "size": 20,
        "by_on": clock.today() + timedelta(days=30),
    } | more
    as_(here.nurse, trying.predict, cycle=cycle, **said)


def studied(here: Here, change: UUID, says: Verdict = Verdict.AS_PREDICTED, **more: Any) -> tuple[UUID, UUID]:
    """A test up to its finding. Gives the test and the finding."""
    cycle = planned(here, change)
    predicted(here, change, cycle)
    as_(here.nurse, trying.done, cycle=cycle, happened="Both read it at home.")
    found = as_(here.nurse, trying.study, cycle=cycle, learnt="A call is enough.", says=says, why="Seen.", **more)
    return cycle, found.pk
