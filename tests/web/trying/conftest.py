"""The same beginnings as for the room itself: a service, something set out, a change begun for it."""

from tests.improvement.conftest import change, here, priority

__all__ = ["change", "here", "priority"]
