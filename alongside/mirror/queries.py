"""Tell me: what a service was shown, quarter by quarter, out of what was frozen. Nothing is counted here, and nothing computed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.mirror import models
from alongside.mirror.rules import Kind, Mark, Reason
from alongside.people import queries as people
from alongside.principles.rules import Viewpoint


@dataclass(frozen=True)
class MarkSeen:
    """One mark of the wall. `yes`, `rest`, `partly`, `no`, `answers` are rounded counts, None where hidden.

    `share`, `low`, `high` from 0 to 1, None where nothing is shown; `early`: so unsure that it is too early to say.
    """

    state: Mark
    reason: Reason
    yes: int | None
    rest: int | None
    partly: int | None
    no: int | None
    answers: int | None
    share: float | None
    low: float | None
    high: float | None
    early: bool


@dataclass(frozen=True)
class Gap:
    """Two viewpoints laid side by side, first less second: what is special to a practice beyond the usual offset.

    `chance` that the gap is larger than ten points; `told`: a key for words; `more`: about how many more answers would settle it.
    """

    pair: tuple[Viewpoint, Viewpoint]
    middle: float
    low: float
    high: float
    chance: float
    stands: bool
    told: str
    more: int | None


@dataclass(frozen=True)
class PairedSeen:
    """Two answers about the same contacts, staff first and person second; None for counts that are hidden."""

    pairs: int | None
    both: int | None
    first_only: int | None
    second_only: int | None
    neither: int | None
    chance: float


@dataclass(frozen=True)
class Point:
    """One stretch of days on a chart of what people said; None where hidden."""

    opens: date
    closes: date
    yes: int | None
    answers: int | None


@dataclass(frozen=True)
class PracticeSeen:
    """Everything that a reading says of one practice. `talk` orders the wall: what most needs talking about."""

    practice: str
    marks: Mapping[Viewpoint, MarkSeen]
    gap: Gap | None
    paired: PairedSeen | None
    kind: Kind | None
    series: tuple[Point, ...]
    talk: float

    def by(self, viewpoint: Viewpoint) -> MarkSeen:
        """What one viewpoint says of it."""
        return self.marks[viewpoint]


@dataclass(frozen=True)
class Group:
    """How many contacts of one group there were, and of how many somebody answered; rounded, None where hidden."""

    group: str
    key: str
    seen: int | None
    answered: int | None


@dataclass(frozen=True)
class Heard:
    """Who was heard. Counts are rounded, None where hidden; `through`: the ways in which people answered."""

    contacts: int | None
    person: int | None
    staff: int | None
    linked_share: float | None
    through: Mapping[str, int | None]
    not_heard: tuple[Group, ...]


@dataclass(frozen=True)
class Offset:
    """By how much one viewpoint is rosier than another everywhere, in shares."""

    pair: tuple[Viewpoint, Viewpoint]
    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class ReadingShown:
    """One frozen reading. `practices` in the order of the set; `most_to_talk_about` puts them in the order of the wall."""

    id: UUID
    service: UUID
    opens: date
    closes: date
    set_id: str
    set_version: str
    method: str
    policy: Mapping[str, float]
    sha256: str
    frozen_at: datetime
    heard: Heard
    offset: Offset | None
    practices: Mapping[str, PracticeSeen]

    @property
    def most_to_talk_about(self) -> tuple[PracticeSeen, ...]:
        """What most needs talking about, first. Those of which nothing can be said stay in the order of the set."""
        return tuple(sorted(self.practices.values(), key=lambda one: -one.talk))


def latest_reading(viewer: Viewer, service: UUID) -> ReadingShown | None:
    """The newest reading of a service; None before the first, and for everybody who is not of the service."""
    found = readings_of(viewer, service, at_most=1)
    return found[0] if found else None


def readings_of(viewer: Viewer, service: UUID, at_most: int | None = None) -> tuple[ReadingShown, ...]:
    """The readings of a service, newest first; none for everybody who is not of the service."""
    if people.place_at(viewer.account, service) is None:
        return ()
    rows = models.Reading.objects.filter(service=service).order_by("-closes")[:at_most]
    return tuple(_opened(row.pk, row.sha256, row.frozen_at, row.frozen) for row in rows)


def readings_shown_to(viewer: Viewer, service: UUID) -> tuple[ReadingShown, ...]:
    """The same readings for those who plan or pay for a service, where it shows them: what was released, and nothing else."""
    if viewer.account is None or service not in {one.id for one in people.services_shown_to(viewer.account)}:
        return ()
    rows = models.Reading.objects.filter(service=service).order_by("-closes")
    return tuple(_opened(row.pk, row.sha256, row.frozen_at, row.frozen) for row in rows)


def reading_that_closed(viewer: Viewer, service: UUID, closes: date) -> ReadingShown | None:
    """The reading of the period that ended on this day."""
    return next((one for one in readings_of(viewer, service) if one.closes == closes), None)


def parsed(frozen: str, *, id: UUID, sha256: str, frozen_at: datetime) -> ReadingShown:
    """A reading out of its frozen text."""
    said: dict[str, Any] = json.loads(frozen)
    heard, offset = said["heard"], said["offset"]
    return ReadingShown(
        id=id,
        service=UUID(said["service"]),
        opens=date.fromisoformat(said["opens"]),
        closes=date.fromisoformat(said["closes"]),
        set_id=said["set"]["id"],
        set_version=said["set"]["version"],
        method=said["method"],
        policy=said["policy"],
        sha256=sha256,
        frozen_at=frozen_at,
        heard=Heard(
            contacts=heard["contacts"],
            person=heard["person"],
            staff=heard["staff"],
            linked_share=heard["linked_share"],
            through=heard["through"],
            not_heard=tuple(Group(**one) for one in heard["not_heard"]),
        ),
        offset=Offset(_pair(offset["pair"]), offset["middle"], offset["low"], offset["high"]) if offset else None,
        practices={name: _practice(name, one) for name, one in said["practices"].items()},
    )


@lru_cache(maxsize=256)
def _opened(id: UUID, sha256: str, frozen_at: datetime, frozen: str) -> ReadingShown:
    # What is frozen never changes, so it is taken apart once.
    return parsed(frozen, id=id, sha256=sha256, frozen_at=frozen_at)


def _practice(name: str, said: dict[str, Any]) -> PracticeSeen:
    gap, paired = said["gap"], said["paired"]
    return PracticeSeen(
        practice=name,
        marks={viewpoint: _mark(said[viewpoint.value]) for viewpoint in Viewpoint},
        gap=Gap(**{**gap, "pair": _pair(gap["pair"])}) if gap else None,
        paired=PairedSeen(**paired) if paired else None,
        kind=Kind(said["kind"]) if said["kind"] else None,
        series=tuple(
            Point(date.fromisoformat(one["from"]), date.fromisoformat(one["to"]), one["yes"], one["answers"])
            for one in said["series"]
        ),
        talk=said["talk"],
    )


def _mark(said: dict[str, Any]) -> MarkSeen:
    return MarkSeen(**{**said, "state": Mark(said["state"]), "reason": Reason(said["reason"])})


def _pair(names: list[str]) -> tuple[Viewpoint, Viewpoint]:
    first, second = names
    return Viewpoint(first), Viewpoint(second)
