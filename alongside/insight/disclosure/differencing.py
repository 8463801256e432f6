"""Whether a new release, laid beside all frozen earlier ones, gives away what each hides alone. It decides; it changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from alongside.insight.disclosure.audit import Open, Reader, judge, needs, reader
from alongside.insight.disclosure.rules import POLICY, Policy
from alongside.insight.disclosure.suppression import Release
from alongside.insight.errors import NotInOrder, WrongShape


@dataclass(frozen=True)
class Frozen:
    """A release as it was or would be published, and never changed.

    `about`: the body of answers, such as one service and one question; releases about the same are laid side by side, and
    a cell of the same name is the same count. `opens`, `closes`: first and last day of the answers. `base`: how many
    people answered.
    """

    about: str
    opens: date
    closes: date
    base: int
    release: Release


@dataclass(frozen=True)
class Objection:
    """Why a release must not go out. `key`: "windows_overlap", "too_few_new_answers", "counts_fell" or
    "could_be_worked_out"; `beside`: which of the earlier ones, or None; `cells`: which counts."""

    key: str
    beside: int | None = None
    cells: tuple[str, ...] = ()


def why_not_release(
    new: Frozen, earlier: Sequence[Frozen], policy: Policy = POLICY, *, ties: Mapping[str, Sequence[str]] | None = None
) -> Objection | None:
    """Why this release must not follow the earlier ones; None when it may.

    Windows of time about the same are equal or apart, never overlapping. A release of the same window may be another cut of the
    same answers, or hold later answers too: then at least `policy.respondents` more, and no count may have fallen. Then
    everything published about this window is read together. `ties`: which cells are sums of which others across
    releases, by name. Raises NotInOrder for a window that closes before it opens, WrongShape for a tie to a cell that is not there. Method: linear programming over
    the union of the equations; a reader is taken to know that answers were only added.

    >>> from alongside.insight.disclosure import protect, sums
    >>> def week(last, *counts):
    ...     table = sums({"yes": counts[0], "no": counts[1], "all": sum(counts)}, {"all": ["yes", "no"]})
    ...     return Frozen("team", date(2026, 1, 1), date(2026, 1, last), sum(counts), protect(table))
    >>> why_not_release(week(14, 21, 13), [week(7, 20, 13)])
    Objection(key='windows_overlap', beside=0, cells=())
    >>> why_not_release(week(7, 21, 13), [week(7, 20, 13)])
    Objection(key='too_few_new_answers', beside=0, cells=('yes', 'all'))
    >>> why_not_release(week(7, 31, 25), [week(7, 20, 13)]) is None
    True
    """
    if any(one.closes < one.opens for one in (new, *earlier)):
        raise NotInOrder("A window of time opens before it closes: look at the dates.")
    same = []
    for at, old in enumerate(earlier):
        if old.about != new.about or old.closes < new.opens or new.closes < old.opens:
            continue
        if (old.opens, old.closes) != (new.opens, new.closes):
            return Objection("windows_overlap", at)
        if objection := _changed(new, old, policy):
            return replace(objection, beside=at)
        same.append(old)
    shut = tuple(name for name, one in union([*same, new], policy, ties=ties).items() if not one.is_open)
    return Objection("could_be_worked_out", None, shut) if shut else None


def union(
    releases: Sequence[Frozen], policy: Policy = POLICY, *, ties: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Open]:
    """How open each count stays to somebody who reads all these releases of one window together, by name of the cell.

    When counts grew between two releases, the later cell is called "name (2)" and so on, and "name (1 to 2)" is by how
    many it grew. Raises WrongShape for a tie to a cell that is not there.
    """
    versions: list[dict[str, str]] = []
    values: dict[str, int] = {}
    rows: list[dict[str, int]] = []
    grown: list[str] = []
    bounds: list[tuple[str, bool, tuple[float, float], tuple[float, float]]] = []
    for one in releases:
        table = one.release.table
        counts = dict(zip(table.names, table.values.tolist(), strict=True))
        if not versions or any(values[versions[-1][name]] != counts[name] for name in counts if name in versions[-1]):
            versions.append({})
        now, number = versions[-1], len(versions)
        for name in (name for name in counts if name not in now):
            now[name] = name if number == 1 else f"{name} ({number})"
            values[now[name]] = counts[name]
            if number > 1 and name in versions[-2]:
                more = f"{name} ({number - 1} to {number})"
                rows.append({now[name]: 1, versions[-2][name]: -1, more: -1})
                values[more] = counts[name] - values[versions[-2][name]]
                grown.append(more)
        rows += [{now[table.names[at]]: int(row[at]) for at in np.flatnonzero(row)} for row in table.equations]
        seen = (reader(table.values, one.release.hidden, policy, guessed=guessed) for guessed in (False, True))
        each = (zip(who.low.tolist(), who.high.tolist(), strict=True) for who in seen)
        bounds += zip((now[name] for name in table.names), one.release.hidden.tolist(), *each, strict=True)
    for now in versions[-1:] if ties else []:
        rows += [_tie(now, total, parts) for total, parts in (ties or {}).items()]
    return _judged(values, rows, grown, bounds, policy)


def _judged(
    values: dict[str, int],
    rows: list[dict[str, int]],
    grown: list[str],
    bounds: list[tuple[str, bool, tuple[float, float], tuple[float, float]]],
    policy: Policy,
) -> dict[str, Open]:
    at = {name: place for place, name in enumerate(values)}
    equations = np.zeros((len(rows), len(at)), dtype=np.int64)
    for row, terms in zip(equations, rows, strict=True):
        for name, sign in terms.items():
            row[at[name]] = sign
    hidden = np.ones(len(at), dtype=np.bool_)
    plain, guessed = (Reader(np.zeros(len(at)), np.full(len(at), np.inf)) for _who in range(2))
    for name, hide, *both in bounds:
        cell = at[name]
        hidden[cell] &= hide
        for who, (low, high) in zip((plain, guessed), both, strict=True):
            who.low[cell], who.high[cell] = max(who.low[cell], low), min(who.high[cell], high)
    counts = np.array(list(values.values()), dtype=np.int64)
    judged = []
    for who, is_guessed in ((plain, False), (guessed, True)):
        need = needs(counts, hidden, policy, guessed=is_guessed)
        for name in grown:
            need[at[name]] = policy.least_width if policy.is_small(values[name]) else 0
        judged.append((who, need))
    names = list(at)
    return {names[one.cell]: one for one in judge(equations, *judged)}


def _tie(now: dict[str, str], total: str, parts: Sequence[str]) -> dict[str, int]:
    if not {total, *parts} <= set(now):
        raise WrongShape("A tie names a cell that is not there: release it first, or leave the tie out.")
    return {now[total]: -1} | {now[part]: 1 for part in parts}


def _changed(new: Frozen, old: Frozen, policy: Policy) -> Objection | None:
    """What is wrong with publishing this beside an earlier release of the same window, by the counts themselves."""
    before = dict(zip(old.release.table.names, old.release.table.values.tolist(), strict=True))
    after = dict(zip(new.release.table.names, new.release.table.values.tolist(), strict=True))
    fell = tuple(name for name in after if name in before and after[name] < before[name])
    if fell or new.base < old.base:
        return Objection("counts_fell", None, fell)
    rose = tuple(name for name in after if name in before and after[name] > before[name])
    if (rose or new.base > old.base) and new.base - old.base < policy.respondents:
        return Objection("too_few_new_answers", None, rose)
    return None
