"""The story as a list of events in order of time: each is one action of one somebody, played when its turn comes."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Any

import yaml

from alongside.core.refusal import Refused
from alongside.project.demo import earlier
from alongside.project.demo.cast import NotLetIn
from alongside.project.demo.when import MORNING, NIGHT, NOON, moment

CONTENT = Path(__file__).parent / "content"
BEGINS = frozenset({"from", "since", "invited", "opened"})
ENDS = frozenset({"until", "by_when", "link_until"})
TOLD_EVERY = 250


class NotPlayed(Exception):
    """An action refused what the files say. The sentence names the place in the files and the reason."""


class Turn(IntEnum):
    """Who goes first when two events have the same time."""

    TOWN = 0
    SPACE = 1
    INVITED = 2
    ANSWERED = 3
    CONSENT = 4
    REST = 5
    WITHDRAWN = 6
    ENDED = 7


@dataclass(frozen=True)
class Event:
    """Something that happened. `place` names it in a fault."""

    at: datetime
    turn: Turn
    place: str
    do: Callable[[], object]


@dataclass
class Play:
    """Collects events from all files, then plays them."""

    now: datetime
    events: list[Event] = field(default_factory=list)

    def when(self, text: str, key: str = "") -> datetime:
        """The moment a text in the files means; `key` decides the time of day where none is said."""
        return moment(text, now=self.now, without_time=MORNING if key in BEGINS else NIGHT if key in ENDS else NOON)

    def then(self, at: datetime, place: str, do: Callable[[], object], turn: Turn = Turn.REST) -> None:
        """Add one event. What lies ahead of today has not happened."""
        if at < self.now:
            self.events.append(Event(at, turn, place, do))

    def perform(self, *, since: datetime, say: Callable[[str], None]) -> None:
        """Play everything, the oldest first; what has the same time and turn keeps the order of the files."""
        ordered = sorted(self.events, key=lambda one: (one.at, one.turn))
        for number, event in enumerate(ordered, start=1):
            try:
                with earlier.at(event.at, since=since):
                    event.do()
            except Refused as refused:
                raise NotPlayed(f"{event.place}, {event.at:%d %b %H:%M}: {refused.refusal}") from refused
            except NotLetIn as fault:
                raise NotPlayed(f"{event.place}, {event.at:%d %b %H:%M}: {fault}") from fault
            if number % TOLD_EVERY == 0:
                say(f"{number} of {len(ordered)} moments")


def read(name: str) -> Any:
    """One file of the content."""
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


def some(words: str, among: int) -> int:
    """A number below `among` that looks like chance and is the same every time."""
    return zlib.crc32(words.encode()) % among


def at_their_desk(after: datetime, words: str) -> datetime:
    """Some time later, when somebody at work would look: a weekday, between nine and half past four."""
    found = after + timedelta(minutes=35 + some(words, 150))
    if found.hour < 9 or (found.hour, found.minute) >= (16, 30):
        found = (found + timedelta(days=found.hour >= 9)).replace(hour=9, minute=0) + timedelta(
            minutes=some(words, 190)
        )
    while found.weekday() > 4:
        found += timedelta(days=1)
    return found


def at_home(after: datetime, words: str) -> datetime:
    """Some time later, when somebody at home would look: never in the small hours."""
    found = after + timedelta(minutes=50 + some(words, 240))
    if found.hour < 8:
        found = found.replace(hour=8, minute=0) + timedelta(minutes=some(words, 120))
    return found
