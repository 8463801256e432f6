"""Who was heard and who was not: contacts that were had beside contacts that were answered, group by group. Small numbers stay hidden.

It says what we hold and nothing more: nobody is weighted up, and nothing is adjusted for those who did not answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from alongside.insight.disclosure import Frozen, Policy, Release, protect, shown_count, union, why_not_staff
from alongside.mirror.counting.cells import Cells
from alongside.mirror.freezing.printed import table_of
from alongside.mirror.rules import Outcome

WAYS = ("space", "link", "paper")
WHOSE = ("person", "carer")
# Of a share of contacts: to the nearest twentieth.
STEPS = 20


@dataclass(frozen=True)
class WhoWasHeard:
    """As it stands in a frozen reading, and the tables it was printed from, for the log."""

    frozen: dict[str, Any]
    tables: tuple[tuple[str, Outcome, int, int], ...]


def who_was_heard(cells: Cells, policy: Policy) -> WhoWasHeard:
    """Contacts, people and staff, the ways in, and the groups that we hold."""
    ways = _people(tuple(sorted((key, cells.through.get(key, 0)) for key in (*WAYS, *WHOSE))), policy)
    groups = {
        name: {key: seen for (group, key), seen in cells.groups.items() if group == name} for name in _names(cells)
    }
    releases = {name: _group(tuple(sorted(group.items())), policy) for name, group in groups.items()}
    while releases and not _stay_open_together(tuple(releases.values()), policy):
        # The same contacts cut in one way too many: the last cut goes.
        releases.popitem()
    printed = {
        name: _by_key(releases[name], tuple(groups[name])) if name in releases else _nothing(groups[name])
        for name in groups
    }
    through: dict[str, int | None] = {way: ways.get(way) for way in WAYS if cells.through.get(way)}
    if cells.set_aside:
        through["set-aside"] = shown_count(cells.set_aside, policy)
    staff_told = why_not_staff(cells.staff, max(cells.team, cells.staff), policy) is None and cells.team >= policy.team
    not_heard = [
        {"group": name, "key": key, "seen": seen, "answered": answered}
        for name, found in printed.items()
        for key, (seen, answered) in found.items()
    ]
    not_heard += [
        {"group": "constituency", "key": key, "seen": None, "answered": ways.get(key)} for key in WHOSE if cells.people
    ]
    frozen = {
        "contacts": shown_count(cells.contacts, policy),
        "person": ways.get("people"),
        "staff": shown_count(cells.staff, policy) if staff_told else None,
        "linked_share": linked_share(cells.linked, cells.answered, policy),
        "through": through,
        "not_heard": not_heard,
    }
    tables = [_logged("heard people", list(ways.values()))]
    tables += [
        _logged(f"heard {name}", [one for pair in found.values() for one in pair]) for name, found in printed.items()
    ]
    return WhoWasHeard(frozen, tuple(tables))


def linked_share(linked: int, answered: int, policy: Policy) -> float | None:
    """Of the contacts that a person answered, the share that staff answered too; None where either part is small."""
    if min(linked, answered - linked) <= policy.hide_up_to:
        return None
    both, rest = shown_count(linked, policy) or 0, shown_count(answered - linked, policy) or 0
    return round(both / (both + rest) * STEPS) / STEPS


def _names(cells: Cells) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group for group, _key in cells.groups))


@lru_cache(maxsize=20_000)
def _people(counts: tuple[tuple[str, int], ...], policy: Policy) -> Mapping[str, int | None]:
    """People by the way in which they answered, and as whom. Nobody answers twice in one way; the same people cut in two ways."""
    by = dict(counts)
    ways = {key: by[key] for key in WAYS if by[key]}
    whose = {key: by[key] for key in WHOSE if by[key]}
    if not ways:
        return {}
    if sum(ways.values()) != sum(whose.values()):
        # Somebody answered as themselves and for another, or in two ways: then only the ways are told.
        whose = {}
    parts = [("people", tuple(ways))] + ([("people", tuple(whose))] if whose else [])
    release = protect(table_of({**ways, **whose, "people": sum(ways.values())}, parts), policy)
    return _shown(release)


@lru_cache(maxsize=20_000)
def _group(
    seen: tuple[tuple[str, tuple[int, int]], ...], policy: Policy
) -> Mapping[str, tuple[int | None, int | None]]:
    """Each key of one group: contacts had, contacts answered."""
    values: dict[str, int] = {}
    parts: list[tuple[str, tuple[str, ...]]] = []
    for key, (had, answered) in seen:
        values |= {f"had {key}": had, f"answered {key}": answered, f"unanswered {key}": had - answered}
        parts.append((f"had {key}", (f"answered {key}", f"unanswered {key}")))
    totals = {"had": "contacts", "answered": "answered", "unanswered": "unanswered"}
    for word, total in totals.items():
        values[total] = sum(values[f"{word} {key}"] for key, _had in seen)
        parts.append((total, tuple(f"{word} {key}" for key, _had in seen)))
    return protect(table_of(values, parts), policy)


def _stay_open_together(releases: tuple[Release, ...], policy: Policy) -> bool:
    """Whether somebody who lays these cuts of the same contacts side by side still finds nothing out."""
    if len(releases) < 2:
        return True
    day = date.min
    beside = [Frozen("heard", day, day, int(one.table.values.max()), one) for one in releases]
    return all(one.is_open for one in union(beside, policy).values())


def _by_key(release: Release, keys: tuple[str, ...]) -> dict[str, tuple[int | None, int | None]]:
    shown = _shown(release)
    return {key: (shown[f"had {key}"], shown[f"answered {key}"]) for key in sorted(keys)}


def _nothing(keys: Iterable[str]) -> dict[str, tuple[int | None, int | None]]:
    return dict.fromkeys(sorted(keys), (None, None))


def _shown(release: Release) -> dict[str, int | None]:
    return dict(zip(release.table.names, release.shown, strict=True))


def _logged(name: str, counts: list[int | None]) -> tuple[str, Outcome, int, int]:
    hidden = sum(1 for one in counts if one is None)
    if hidden == len(counts):
        return name, Outcome.HELD_BACK, 0, hidden
    return name, Outcome.PARTLY if hidden else Outcome.RELEASED, len(counts) - hidden, hidden
