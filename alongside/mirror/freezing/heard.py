"""Who was heard and who was not: contacts that were had beside contacts that were answered, group by group. Small numbers stay hidden.

It says what we hold and nothing more: nobody is weighted up, and nothing is adjusted for those who did not answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alongside.insight.disclosure import Policy, rounded, shown_count, why_not_staff
from alongside.mirror.counting.cells import Cells
from alongside.mirror.rules import Outcome

WAYS = ("space", "link", "paper")
WHOSE = ("person", "carer")
# Of a share of contacts: to the nearest twentieth.
STEPS = 20
Shown = dict[str, int | None]


@dataclass(frozen=True)
class WhoWasHeard:
    """As it stands in a frozen reading, and what became of its tables, for the log."""

    frozen: dict[str, Any]
    tables: tuple[tuple[str, Outcome, int, int], ...]


def who_was_heard(cells: Cells, policy: Policy) -> WhoWasHeard:
    """Contacts, people and staff, the ways in, and the groups that we hold."""
    # Every way and everybody is named in every reading: whoever is missing from a list would be told by that.
    ways, whose = (parts({key: cells.through.get(key, 0) for key in keys}, policy) for keys in (WAYS, WHOSE))
    printed = {name: _group(_of(cells, name), policy) for name in dict.fromkeys(group for group, _key in cells.groups)}
    aside = shown_count(cells.set_aside, policy)
    staff_told = why_not_staff(cells.staff, max(cells.team, cells.staff), policy) is None and cells.team >= policy.team
    not_heard = [
        {"group": name, "key": key, "seen": seen, "answered": answered}
        for name, found in printed.items()
        for key, (seen, answered) in found.items()
    ]
    not_heard += [{"group": "constituency", "key": key, "seen": None, "answered": whose[key]} for key in WHOSE]
    frozen = {
        "contacts": shown_count(cells.contacts, policy),
        "person": shown_count(cells.people, policy),
        "staff": shown_count(cells.staff, policy) if staff_told else None,
        "linked_share": linked_share(cells.linked, cells.answered, policy),
        "through": {**ways, **({} if aside is None else {"set-aside": aside})},
        "not_heard": not_heard,
    }
    tables = [_logged("heard ways", ways.values()), _logged("heard people", whose.values())]
    tables += [
        _logged(f"heard {name}", (one for pair in found.values() for one in pair)) for name, found in printed.items()
    ]
    return WhoWasHeard(frozen, tuple(tables))


def parts(counts: Mapping[str, int], policy: Policy) -> Shown:
    """Counts whose sum is printed elsewhere. Where one alone is small, the next smallest is hidden with it, always: so the
    sum tells neither, and neither does the hiding."""
    small = {key for key, count in counts.items() if policy.is_small(count)}
    if len(small) == 1 and len(counts) > 1:
        small.add(min((key for key in counts if key not in small), key=lambda key: (counts[key], key)))
    return {key: None if key in small else rounded(count, policy) for key, count in sorted(counts.items())}


def linked_share(linked: int, answered: int, policy: Policy) -> float | None:
    """Of the contacts that a person answered, the share that staff answered too; None where either part is small."""
    if min(linked, answered - linked) <= policy.hide_up_to:
        return None
    both, rest = rounded(linked, policy), rounded(answered - linked, policy)
    return round(both / (both + rest) * STEPS) / STEPS


def _of(cells: Cells, name: str) -> dict[str, tuple[int, int]]:
    return {key: seen for (group, key), seen in cells.groups.items() if group == name}


def _group(seen: Mapping[str, tuple[int, int]], policy: Policy) -> dict[str, tuple[int | None, int | None]]:
    """Each key of one group: contacts had, and contacts answered where neither these nor the unanswered ones are few.

    A key of which few were had is not named at all: that there was one contact of a kind can point at somebody too.
    """
    had = parts({key: number for key, (number, _answered) in seen.items()}, policy)
    found: dict[str, tuple[int | None, int | None]] = {}
    for key, shown in had.items():
        number, answered = seen[key]
        if shown is not None:
            small = min(answered, number - answered) <= policy.hide_up_to
            found[key] = (shown, None if small else rounded(answered, policy))
    return found


def _logged(name: str, counts: Iterable[int | None]) -> tuple[str, Outcome, int, int]:
    every = list(counts)
    hidden = sum(1 for one in every if one is None)
    if hidden == len(every):
        return name, Outcome.HELD_BACK, 0, hidden
    return name, Outcome.PARTLY if hidden else Outcome.RELEASED, len(every) - hidden, hidden
