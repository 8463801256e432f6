"""What else must be hidden so that what is small stays hidden: as little as can be. What is printed comes from here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.disclosure.audit import Open, audit, needs, reader, too_narrow
from alongside.insight.disclosure.rules import POLICY, Policy, rounded, why_not_experience
from alongside.insight.disclosure.tables import Table, sums
from alongside.insight.errors import WrongShape
from alongside.insight.verdicts import CantTell

NEARLY = 1e-6
# What losing a cell may cost: large counts more, or all the same. Both ways are tried and the lesser loss is taken.
Price = Callable[[Counts], Floats]
PRICES: tuple[Price, ...] = (lambda values: np.log2(2.0 + values), lambda values: np.ones(len(values)))


@dataclass(frozen=True)
class Release:
    """What may be printed: `shown` by cell, None where hidden. Everything else stays inside.

    `small`: counts that are hidden for themselves; `hidden` (cells,): all that are; `opened`: the audit.
    """

    table: Table
    shown: tuple[int | None, ...]
    small: Flags
    hidden: Flags
    opened: tuple[Open, ...]

    @property
    def hidden_to_protect(self) -> int:
        """How many cells are hidden only to protect others."""
        return int((self.hidden & ~self.small).sum())


def protect(table: Table, policy: Policy = POLICY, *, also: Flags | None = None) -> Release:
    """What to print of a table so that no small count can be worked out from the rest.

    Small counts are hidden, zero as well, and those in `also` (cells,). Then, until the audit finds every cell open
    enough, the cell that is least open gets company at the least loss; at last whatever can be shown after all is shown
    again, largest first. Where nothing helps, everything is hidden. Print rounded: of
    exact counts, somebody who runs this very program on every table there could be finds a few out. Raises WrongShape. Method:
    Kelly, Golden & Assad 1992, by linear programming, then `audit`.

    >>> from alongside.insight.disclosure import cross_table
    >>> release = protect(cross_table([[12, 3, 9], [11, 8, 2], [15, 9, 12]]), Policy(round_to=1))
    >>> release.shown[:4], release.hidden_to_protect, all(one.is_open for one in release.opened)
    ((None, None, 9, 24), 4, True)
    """
    if also is not None and len(also) != len(table.values):
        raise WrongShape("Say of each cell whether it is hidden in any case.")
    small = np.array([policy.is_small(value) for value in table.values.tolist()])
    at_least = small if also is None else small | also
    tried = [_enough(table, at_least, policy, PRICES[0])]
    if np.any(tried[0] != at_least):
        tried += [_enough(table, at_least, policy, price) for price in PRICES[1:]]
    hidden = min(tried, key=lambda one: (int(one.sum()), int(table.values[one].sum())))
    each = zip(table.values.tolist(), hidden.tolist(), strict=True)
    shown = tuple(None if hide else rounded(value, policy) for value, hide in each)
    return Release(table, shown, small, hidden, tuple(audit(table, hidden, policy)))


def survey(counts: Sequence[int], policy: Policy = POLICY) -> Release | CantTell:
    """What is printed for the answers to one question; the last cell is how many answered.

    `counts`: how many chose each answer. Too few answers in all: CantTell. When only one answer is hidden, the next lowest
    is hidden too, and all that are equal to it; then as `protect`. Raises Nothing, NotFinite, OutOfScale. Source: the GP
    Patient Survey's rule for hiding answers.

    >>> survey([24, 3, 11, 16]).shown
    (25, None, None, 15, 55)
    """
    table = sums(
        {f"answer {at}": count for at, count in enumerate(counts)} | {"all": sum(counts)},
        {"all": [f"answer {at}" for at in range(len(counts))]},
    )
    if short := why_not_experience(int(table.values[-1]), policy):
        return short
    answers = table.values[:-1]
    small = np.array([policy.is_small(one) for one in answers.tolist()])
    also = np.zeros(len(table.values), dtype=np.bool_)
    if small.sum() == 1:
        also[:-1] = answers == answers[~small].min(initial=policy.hide_up_to + int(answers.sum()))
    return protect(table, policy, also=also)


def _enough(table: Table, at_least: Flags, policy: Policy, price: Price) -> Flags:
    """What to hide when losing a cell costs this much."""
    hidden = at_least
    while (narrow := too_narrow(table, hidden, policy)) and not hidden.all():
        narrowest = min(narrow, key=lambda one: (one.spare, one.cell))
        hidden = _with_company(table, hidden, narrowest.cell, policy, price(table.values))
    for cell in sorted(np.flatnonzero(hidden & ~at_least).tolist(), key=lambda one: (-int(table.values[one]), one)):
        fewer = hidden.copy()
        fewer[cell] = False
        if not too_narrow(table, fewer, policy):
            hidden = fewer
    return hidden


def _with_company(table: Table, hidden: Flags, cell: int, policy: Policy, price: Floats) -> Flags:
    """More hidden cells, so that this one opens to either reader; everything, if no cell would do."""
    grown = hidden
    for guessed in (False, True):
        grown = grown | _cheapest(table, grown, cell, policy, guessed, price)
    return grown if np.any(grown != hidden) else np.ones_like(hidden)


def _cheapest(table: Table, hidden: Flags, cell: int, policy: Policy, guessed: bool, price: Floats) -> Flags:
    """What two tables must have hidden, that a reader could both take for the true one, so that this cell differs enough.

    Leaving what is printed costs the price of the cell, by how far: a linear program over both tables at once.
    """
    # Loaded here, because it takes longer to load than all of `insight` may.
    from scipy.optimize import linprog  # noqa: PLC0415 - see above

    seen = reader(table.values, hidden, policy, guessed=guessed)
    wide = reader(table.values, np.ones_like(hidden), policy, guessed=guessed)
    need = needs(table.values, hidden, policy, guessed=guessed)[cell]
    cells, rules = len(table.values), len(table.equations)
    none, one, blank = np.zeros((rules, cells)), np.eye(cells), np.zeros((cells, cells))
    differ = np.zeros((1, 3 * cells))
    differ[0, cell], differ[0, cells + cell] = -1.0, 1.0
    reach = np.isfinite(seen.high)
    rows = [differ, np.block([-one, blank, -one]), np.block([blank, -one, -one])]
    rows += [np.block([one, blank, -one])[reach], np.block([blank, one, -one])[reach]]
    solved = linprog(
        np.concatenate([np.zeros(2 * cells), price]),
        A_ub=np.vstack(rows),
        b_ub=np.concatenate([[-float(need)], -seen.low, -seen.low, seen.high[reach], seen.high[reach]]),
        A_eq=np.block([[table.equations, none, none], [none, table.equations, none]]),
        b_eq=np.zeros(2 * rules),
        bounds=[*zip(wide.low, wide.high, strict=True)] * 2 + [(0.0, None)] * cells,
    )
    return np.zeros_like(hidden) if solved.x is None else np.asarray(solved.x[2 * cells :] > NEARLY)
