"""Where viewpoints differ: one offset everywhere, what is special to a practice beyond it, and of which kind the difference is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from alongside.insight.answers import KINDS as KINDS_IN_ORDER
from alongside.insight.answers import PAIRS, Viewpoints, more_for_gap, paired, patterns, viewpoints_many
from alongside.insight.arrays import Floats
from alongside.insight.disclosure import Policy, protect, shown_count
from alongside.insight.verdicts import CantTell
from alongside.mirror.counting.cells import Eight, Four
from alongside.mirror.freezing.marks import Judged, tidy
from alongside.mirror.freezing.printed import table_of
from alongside.mirror.rules import DELTA, Kind, Outcome

# The order of the columns, so that the pairs of the estimate are those that the kinds of disagreement speak of.
COLUMNS = ("staff", "record", "person")
FIRST = ("staff", "person")
assert set(combinations(COLUMNS, 2)) == set(PAIRS)
SURE = 0.95
LIKELY = 0.80
REACH = 3.92  # an interval of 95 in 100 is so many standard deviations wide
MARKS = Mapping[str, Mapping[str, Judged]]


@dataclass(frozen=True)
class Estimates:
    """The estimate over all practices of one service, or None where there is too little to lay side by side."""

    practices: tuple[str, ...]
    found: Viewpoints | None
    pairs: Mapping[tuple[str, str], int]
    weights: Floats

    def offset(self) -> dict[str, Any] | None:
        """By how much staff are rosier than people everywhere, in shares; its ends on the scale of shares too."""
        at = self.pairs.get(FIRST)
        if self.found is None or at is None or not self.found.told[at].any():
            return None
        middle, share = float(self.found.offset[at]), float(self.found.offset_share[at])
        steep = share / middle if abs(middle) > 1e-6 else 0.25
        low, high = (float(end[at]) * steep for end in (self.found.offset_low, self.found.offset_high))
        return {
            "pair": list(FIRST),
            "middle": tidy(share),
            "low": tidy(max(low, -1.0)),
            "high": tidy(min(high, 1.0)),
        }

    def gaps(self) -> dict[str, dict[str, Any]]:
        """Of each practice the pair of viewpoints that most needs talking about: one that stands, else staff and people."""
        if self.found is None:
            return {}
        found, first = self.found, self.pairs.get(FIRST)
        told, stands, beyond = (each.T.tolist() for each in (found.told, found.stands, found.beyond))
        chosen = [
            (
                at,
                max(
                    (pair for pair, is_told in enumerate(some) if is_told),
                    key=lambda pair: (stands[at][pair] != 0, pair == first, beyond[at][pair]),
                ),
            )
            for at, some in enumerate(told)
            if any(some)
        ]
        if not chosen:
            return {}
        practice, pair = np.array(chosen).T
        names = {place: one for one, place in self.pairs.items()}
        sizes = [min(self.weights[at, COLUMNS.index(name)] for name in names[one]) for at, one in chosen]
        spread = np.maximum((found.high - found.low)[pair, practice] / REACH, 1e-3)
        more = more_for_gap(found.gap[pair, practice], spread, sizes, delta=DELTA, sure=SURE)
        return {
            self.practices[at]: self._said(list(names[one]), one, at, more.of(place))
            for place, (at, one) in enumerate(chosen)
        }

    def stands(self, practice: str) -> dict[tuple[str, str], int]:
        """Which pairs stand apart on this practice, and in which direction."""
        return self._standing.get(practice, {})

    @cached_property
    def _standing(self) -> dict[str, dict[tuple[str, str], int]]:
        if self.found is None:
            return {}
        each = self.found.stands.T.tolist()
        names = self.pairs.keys()
        return {one: dict(zip(names, stands, strict=True)) for one, stands in zip(self.practices, each, strict=True)}

    def _said(self, names: list[str], pair: int, at: int, more: int | None) -> dict[str, Any]:
        assert self.found is not None
        beyond, stands = float(self.found.beyond[pair, at]), bool(self.found.stands[pair, at])
        return {
            "pair": names,
            "middle": tidy(self.found.gap[pair, at]),
            "low": tidy(self.found.low[pair, at]),
            "high": tidy(self.found.high[pair, at]),
            "chance": round(beyond, 2),
            "stands": stands,
            "told": "differs" if stands else "may-differ" if beyond > LIKELY else "cannot-say",
            "more": 0 if stands else more,
        }


def estimates(services: Sequence[MARKS]) -> list[Estimates]:
    """Lay the viewpoints of each service side by side, out of the shown marks alone. What is hidden counts for nothing here.

    `services`: of each, its marks by practice and viewpoint. Many at once take half the time of one after the other, and are the same.
    """
    counts = [_counts(marks) for marks in services]
    there = [np.flatnonzero(size.any(axis=0)) for _yes, size in counts]
    # A viewpoint of which nothing is shown takes no part.
    asked = [at for at, views in enumerate(there) if len(views) > 1]
    given = [tuple(each[:, there[at]] for each in counts[at]) for at in asked]
    found = dict(zip(asked, viewpoints_many(given, delta=DELTA, sure=SURE, untold=False), strict=True))
    return [
        _estimates(tuple(marks), found.get(at), there[at].tolist(), counts[at][1]) for at, marks in enumerate(services)
    ]


def _counts(marks: MARKS) -> tuple[Floats, Floats]:
    """How many said yes and how many answered, as if the printed numbers were exact (practices, viewpoints)."""
    size, yes = np.zeros((2, len(marks), len(COLUMNS)))
    for row, views in enumerate(marks.values()):
        for column, viewpoint in enumerate(COLUMNS):
            mark = views[viewpoint]
            if mark.is_shown:
                size[row, column] = max(np.floor(mark.weight), 1.0)
                yes[row, column] = np.floor(mark.share * size[row, column] + 0.5)
    return yes, size


def _estimates(
    practices: tuple[str, ...], found: Viewpoints | CantTell | None, there: Sequence[int], size: Floats
) -> Estimates:
    if found is None or isinstance(found, CantTell):
        return Estimates(practices, None, {}, size)
    pairs = {(COLUMNS[there[one]], COLUMNS[there[other]]): at for at, (one, other) in enumerate(found.pairs)}
    return Estimates(practices, found, pairs, size)


@dataclass(frozen=True)
class Pattern:
    """The 2 × 2 of contacts that staff and the person both answered about, as it is printed, and what became of the table."""

    frozen: dict[str, Any] | None
    outcome: Outcome


def pattern(four: Four, policy: Policy) -> Pattern:
    """All four cells, or none: a pattern of too few could point at somebody."""
    if min(four) <= policy.hide_up_to:
        return Pattern(None, Outcome.HELD_BACK)
    names = ("both", "first_only", "second_only", "neither")
    table = table_of(dict(zip(names, four, strict=True)) | {"pairs": sum(four)}, [("pairs", names)])
    release = protect(table, policy)
    if release.hidden.any():
        return Pattern(None, Outcome.HELD_BACK)
    counts = dict(zip(release.table.names, release.shown, strict=True))
    apart = paired([[counts[name] or 0 for name in names]], delta=DELTA)
    return Pattern({**counts, "chance": round(float(apart.above[0] + apart.below[0]), 2)}, Outcome.RELEASED)


def kind(
    practice: str,
    marks: Mapping[str, Judged],
    found: Estimates,
    three: Eight | None,
    policy: Policy,
    *,
    can_be_seen: bool,
) -> Kind | None:
    """Of which kind the disagreement is, where that can be said: from the same contacts if their table may be printed, else
    from the marks."""
    if not can_be_seen:
        return Kind.NOT_OBSERVABLE
    if three is not None and (seen := _from_contacts(three, policy)):
        return seen
    stands = found.stands(practice)
    if stands.get(("record", "person"), 0) > 0:
        return Kind.WRITTEN_NOT_FELT
    if stands.get(("staff", "person"), 0) > 0:
        return Kind.NOT_FELT
    if stands.get(("record", "person"), 0) < 0:
        return Kind.DONE_NOT_WRITTEN
    shown = [mark for viewpoint, mark in marks.items() if mark.is_shown and viewpoint != "record"]
    if len(shown) > 1 and all(mark.high < 0.5 for mark in marks.values() if mark.is_shown):
        return Kind.NOT_HAPPENING
    return None


def _from_contacts(three: Eight, policy: Policy) -> Kind | None:
    """The leading kind among contacts of which person, staff and record all say something; only of a table that may be printed."""
    cells = [three[person][staff][record] for person in (0, 1) for staff in (0, 1) for record in (0, 1)]
    if not any(cells) or min(one for one in cells if one) <= policy.hide_up_to:
        return None
    rounded = [[[[shown_count(one, policy) or 0 for one in line] for line in side] for side in three]]
    seen = patterns(rounded, k=policy.hide_up_to + 1, delta=DELTA)
    leading = int(seen.leading[0])
    return Kind(KINDS_IN_ORDER[leading]) if leading >= 0 else None
