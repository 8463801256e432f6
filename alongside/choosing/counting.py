"""Counting a round that has closed: each constituency by itself, then what they have in common. No numbers of the few."""

# The engine of numbers is loaded when something is counted, not when a page is opened.
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from alongside import insight
from alongside.choosing.rules import TOP
from alongside.insight import CantTell

Row = tuple[str, str, Sequence[int], int, int]


def result_of(things: Sequence[str], rows: Iterable[Row]) -> dict[str, Any]:
    """What came out, as plain values: by constituency the chance of each thing to be among the first five, and ties.

    `rows`: constituency, link of the voter, what stood on the screen, best, worst. A constituency of fewer than five says
    nothing at all, not even how many they were.
    """
    by_group: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_group[row[0]].append(row)
    rankings = {group: _ranking(len(things), found) for group, found in sorted(by_group.items())}
    told = {group: one for group, one in rankings.items() if not isinstance(one, CantTell)}
    together = insight.priorities.side_by_side(rankings) if rankings else CantTell("fewer_than_two_groups")
    shared = not isinstance(together, CantTell)
    return {
        "things": list(things),
        "groups": {group: _said(one) for group, one in told.items()},
        "too_few": sorted(set(rankings) - set(told)),
        "common": _rounded(together.common) if shared else None,
        "disagreement": _rounded(together.disagreement) if shared else None,
    }


def _ranking(things: int, rows: Sequence[Row]) -> insight.priorities.Ranking | CantTell:
    people = {voter: number for number, voter in enumerate(sorted({row[1] for row in rows}))}
    widest = max(len(row[2]) for row in rows)
    shown = [[*row[2], *[insight.priorities.EMPTY] * (widest - len(row[2]))] for row in rows]
    made = insight.priorities.choices(
        things, [people[row[1]] for row in rows], shown, [row[3] for row in rows], [_worst(row) for row in rows]
    )
    return insight.priorities.ranking(made, top=TOP)


def _worst(row: Row) -> int:
    """Most without least is a choice as well: nothing on this screen mattered least."""
    best, worst = row[3], row[4]
    return insight.priorities.NOBODY if best >= 0 and worst == insight.priorities.LATER else worst


def _said(one: insight.priorities.Ranking) -> dict[str, Any]:
    return {
        "people": int(one.people),
        "inside": _rounded(one.inside),
        "order": [int(thing) for thing in one.order],
        "low": [round(float(rank), 1) for rank in one.low],
        "high": [round(float(rank), 1) for rank in one.high],
        "groups": [[int(thing) for thing in band] for band in one.groups],
        "bands": [[int(thing) for thing in band] for band in one.bands],
    }


def _rounded(values: Any) -> list[float]:
    return [round(float(one), 3) for one in values]
