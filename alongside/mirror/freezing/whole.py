"""One whole reading out of one service's cells: marks, gaps, kinds, who was heard; and the text that is frozen. No tables, no clock."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from alongside.insight.disclosure import Policy
from alongside.mirror.counting.cells import Cell, Cells
from alongside.mirror.freezing.gaps import Estimates, estimates, kind, pattern
from alongside.mirror.freezing.heard import who_was_heard
from alongside.mirror.freezing.marks import NOT_ASKED, Judged, frozen_series, of_people, of_staff, tidy
from alongside.mirror.rules import METHOD, SHAPE, Mark, Outcome, Period
from alongside.principles.catalogue import Practice, PrincipleSet
from alongside.principles.rules import Observed, Viewpoint

NOBODY = Cell()


@dataclass(frozen=True)
class Logged:
    """One table of a reading, and what became of it."""

    table: str
    outcome: Outcome
    reason: str
    shown: int
    hidden: int


@dataclass(frozen=True)
class Frozen:
    """The very text of a reading, what it is the fingerprint of, and the log of its tables."""

    text: str
    sha256: str
    log: tuple[Logged, ...]


@dataclass(frozen=True)
class Counted:
    """What is counted of one service in one period, and how it is to be read: what the service is called in its reading, by which set, and
    how much each practice matters to its people."""

    cells: Cells
    service: str
    period: Period
    principles: PrincipleSet
    importance: Mapping[str, float] | None = None


def freeze(counted: Sequence[Counted], *, signals: Mapping[str, str], policy: Policy) -> list[Frozen]:
    """Everything that may be shown of each of these, and of each the same as if it were frozen alone. `signals`: the practices that
    records can tell, and the version that says so."""
    marks = [
        {one.id: _marks(one, each.cells, signals, policy) for one in each.principles.practices} for each in counted
    ]
    return [
        _frozen(each, views, found, signals, policy)
        for each, views, found in zip(counted, marks, estimates(marks), strict=True)
    ]


def _frozen(
    counted: Counted, marks: dict[str, dict[str, Judged]], found: Estimates, signals: Mapping[str, str], policy: Policy
) -> Frozen:
    cells, period, importance = counted.cells, counted.period, counted.importance
    heard = who_was_heard(cells, policy)
    weights = {one: float(importance.get(one, 1.0)) if importance else 1.0 for one in marks}
    days = [(each.opens.isoformat(), each.closes.isoformat()) for each in (period, *period.months())]
    log = [Logged(name, outcome, "", shown, hidden) for name, outcome, shown, hidden in heard.tables]
    practices: dict[str, Any] = {}
    gaps = found.gaps()
    for practice, views in marks.items():
        gap = gaps.get(practice)
        four = pattern(cells.pairs.get(practice, (0, 0, 0, 0)), policy)
        seen = kind(
            practice,
            views,
            found,
            cells.threes.get(practice),
            policy,
            can_be_seen=any(mark.state is not Mark.NOT_ASKED for mark in views.values()),
        )
        practices[practice] = {
            **{viewpoint: mark.text for viewpoint, mark in views.items()},
            "gap": gap,
            "paired": four.frozen,
            "kind": seen.value if seen else None,
            "series": frozen_series(views[Viewpoint.PERSON], days),
            "talk": tidy((gap["chance"] if gap else 0.0) * weights[practice]),
        }
        log += [_logged(practice, viewpoint, mark) for viewpoint, mark in views.items() if mark is not NOT_ASKED]
        if practice in cells.pairs:
            shown = 5 if four.frozen else 0
            log.append(Logged(f"{practice} paired", four.outcome, "", shown, 5 - shown))
    said = {
        "version": SHAPE,
        "service": counted.service,
        "opens": period.opens.isoformat(),
        "closes": period.closes.isoformat(),
        "set": {"id": counted.principles.id, "version": counted.principles.version},
        "method": METHOD,
        "signals": sorted(set(signals.values())),
        "policy": asdict(policy),
        "importance": dict(importance) if importance else None,
        "heard": heard.frozen,
        "offset": found.offset(),
        "practices": practices,
    }
    text = canonical(said)
    return Frozen(text, fingerprint(text), tuple(log))


def canonical(said: Any) -> str:
    """One way of writing it down: keys in order, no spaces."""
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


def made_with(text: str) -> tuple[Any, ...]:
    """By what a reading was made: its shape, its method, its policy, its signals and its set."""
    said = orjson.loads(text)
    return tuple(canonical(said[name]) for name in ("version", "method", "policy", "signals", "set"))


def importance_in(text: str) -> dict[str, float] | None:
    """How much each practice mattered to its people, as a reading was told."""
    found: dict[str, float] | None = orjson.loads(text)["importance"]
    return found


def fingerprint(text: str) -> str:
    """The SHA-256 of the text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _marks(practice: Practice, cells: Cells, signals: Mapping[str, str], policy: Policy) -> dict[str, Judged]:
    seen = practice.observability
    found: dict[str, Judged] = {}
    for viewpoint in Viewpoint:
        cell = cells.of.get((practice.id, viewpoint.value), NOBODY)
        if seen.by(viewpoint) is Observed.NO or viewpoint is Viewpoint.RECORD and practice.id not in signals:
            found[viewpoint.value] = NOT_ASKED
        elif viewpoint is Viewpoint.STAFF:
            found[viewpoint.value] = of_staff(cell, cells.team, policy)
        else:
            found[viewpoint.value] = of_people(cell, policy)
    return found


def _logged(practice: str, viewpoint: str, mark: Judged) -> Logged:
    return Logged(f"{practice} {viewpoint}", *mark.logged)
