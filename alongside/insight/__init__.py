"""What a person's days and a service's answers can honestly show, and how sure anybody can be. Knows no database and no page.

`insight.days`: one person's check-ins, and many people's. `insight.answers`: estimates from few answers. `insight.charts`:
change over time. `insight.priorities`: choosing together. `insight.disclosure`: what may be shown at all.
`insight.agreement`: how far readers agree. Each is loaded at its first use.
"""

from importlib import import_module
from types import ModuleType

from alongside.insight.errors import BadInput, NotFinite, Nothing, NotInOrder, OutOfScale, TooMany, WrongShape
from alongside.insight.verdicts import CantTell, Interval

ROOMS = ("agreement", "answers", "charts", "days", "disclosure", "priorities")

__all__ = [
    "BadInput",
    "CantTell",
    "Interval",
    "NotFinite",
    "NotInOrder",
    "Nothing",
    "OutOfScale",
    "TooMany",
    "WrongShape",
]


def __getattr__(name: str) -> ModuleType:
    if name in ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"insight has no {name}")
