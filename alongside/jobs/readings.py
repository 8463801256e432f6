"""Readings that are due: of the newest quarter that is over and settled. Another day, or another stretch of days, cannot be asked for here."""

from uuid import UUID

from alongside.choosing.queries import rounds
from alongside.core import clock
from alongside.mirror import actions as mirror
from alongside.mirror.rules import newest_settled
from alongside.people import queries as people


def take_due() -> tuple[UUID, ...]:
    """Take every reading that is due. A second run finds nothing to do. What people chose orders the wall, and nothing else."""
    importance = {one.pk: weighed for one in people.services() if (weighed := rounds.importance(one.pk))}
    return mirror.freeze_readings(on=newest_settled(clock.today()), importance=importance)
