"""What is printed of one practice from one viewpoint: rounded counts, some of them hidden. The first step; it estimates nothing.

The counts are cut in two, yes and the rest, so that a rare answer does not take the whole mark with it. The finer cut into
partly and no, and the cut by months, are printed only where nothing has to be hidden for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from alongside.insight.disclosure import Policy, Release, Table, could_be, protect, rounded
from alongside.insight.errors import OutOfScale
from alongside.mirror.counting.cells import Split

YES, REST, ALL, PARTLY, NO = "yes", "rest", "all", "partly", "no"


@dataclass(frozen=True)
class Between:
    """Where a reader who knows the rules places a count: from `low` to `high`, both possible."""

    low: int
    high: int

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2.0

    @property
    def variance(self) -> float:
        """Of a count that could be each of these numbers alike."""
        return ((self.high - self.low + 1) ** 2 - 1) / 12.0


@dataclass(frozen=True)
class Printed:
    """`counts` by name of the cell, None where hidden; `months`: (yes, all) of each month, or none of them.

    `yes`, `rest`: between what a reader places the two sides; None where neither can be told from the other.
    """

    release: Release
    counts: Mapping[str, int | None]
    months: tuple[tuple[int, int], ...]
    yes: Between | None
    rest: Between | None
    policy: Policy

    @property
    def answers(self) -> int | None:
        """About how many answered: printed, or else what anybody can reckon from the side that is printed."""
        if self.counts[ALL] is not None or self.yes is None or self.rest is None:
            return self.counts[ALL]
        return rounded(int(self.yes.middle + self.rest.middle), self.policy)

    @property
    def cells_hidden(self) -> int:
        return sum(1 for one in self.counts.values() if one is None)


def printed(split: Split, months: tuple[Split, ...], policy: Policy) -> Printed:
    """What to print of these counts. `months`: the same by month, or nothing where months are too small to be printed."""
    yes, partly, no = split
    if min(partly, no) <= policy.hide_up_to:
        split = (yes, 0, partly + no)
    return _printed(split, tuple((one[0], 0, one[1] + one[2]) for one in months), policy)


@lru_cache(maxsize=200_000)
def _printed(split: Split, months: tuple[Split, ...], policy: Policy) -> Printed:
    """The same counts are printed in the same way for everybody, so it is worked out once."""
    release = _released(split, months, policy)
    counts = dict(zip(release.table.names, release.shown, strict=True))
    each = tuple((counts.get(f"{YES} {at}"), counts.get(f"{ALL} {at}")) for at in range(len(months)))
    by_month = tuple((yes, every) for yes, every in each if yes is not None and every is not None)
    yes, rest = (_between(release, name, policy) for name in (YES, REST))
    if counts[YES] is None and counts[REST] is None:
        yes = rest = None
    return Printed(release, counts, by_month if len(by_month) == len(months) else (), yes, rest, policy)


def _released(split: Split, months: tuple[Split, ...], policy: Policy) -> Release:
    """Everything where both sides are large; the large side alone where one is small; nothing where both are.

    The whole is never printed beside a hidden side, not even where it would be safe: else whoever knows this program learns
    from its absence that here it was not, and so nearly how many they were.
    """
    both = (split[0], sum(split[1:]))
    if min(both) > policy.hide_up_to:
        for table in _finest_first(split, months, policy):
            release = protect(table, policy)
            if not release.hidden.any():
                break
        return release
    also = np.array([both[0] <= policy.hide_up_to, both[1] <= policy.hide_up_to, True])
    return protect(_table(split, (), fine=False), policy, also=also)


def can_have_months(months: tuple[Split, ...], policy: Policy) -> bool:
    """Whether each month has enough answers, on both sides, to be printed for itself."""
    return all(
        sum(month) >= policy.respondents and min(month[0], month[1] + month[2]) > policy.hide_up_to for month in months
    )


def _finest_first(split: Split, months: tuple[Split, ...], policy: Policy) -> list[Table]:
    """The tables that could be printed; the last is printed whatever has to be hidden in it."""
    has_fine = min(split[1], split[2]) > policy.hide_up_to
    ways = [
        (fine, some)
        for some in ((months, ()) if months else ((),))
        for fine in ((True, False) if has_fine else (False,))
    ]
    return [_table(split, some, fine=fine) for fine, some in ways]


def _table(split: Split, months: tuple[Split, ...], *, fine: bool) -> Table:
    yes, partly, no = split
    values = {YES: yes, REST: partly + no, ALL: sum(split)}
    parts = [(ALL, (YES, REST))]
    if fine:
        values |= {PARTLY: partly, NO: no}
        parts += [(REST, (PARTLY, NO))]
    for at, month in enumerate(months):
        values |= {f"{YES} {at}": month[0], f"{REST} {at}": month[1] + month[2], f"{ALL} {at}": sum(month)}
        parts += [(f"{ALL} {at}", (f"{YES} {at}", f"{REST} {at}"))]
    if months:
        parts += [(name, tuple(f"{name} {at}" for at in range(len(months)))) for name in (YES, REST)]
    return table_of(values, parts)


def table_of(values: Mapping[str, int], parts: Sequence[tuple[str, Sequence[str]]]) -> Table:
    """Counts of which some are sums of others; a count may be a sum in several ways. Raises OutOfScale when it does not add up."""
    names = tuple(values)
    at = {name: place for place, name in enumerate(names)}
    numbers = np.array([values[name] for name in names], dtype=np.int64)
    equations = np.zeros((len(parts), len(names)), dtype=np.int64)
    for row, (total, some) in zip(equations, parts, strict=True):
        row[at[total]] = -1
        row[[at[one] for one in some]] = 1
    if np.any(equations @ numbers != 0):
        raise OutOfScale("The parts do not add up to their sum: count anew before anything is shown.")
    return Table(numbers, equations, names, (len(names),))


def _between(release: Release, name: str, policy: Policy) -> Between:
    at = release.table.names.index(name)
    shown = release.shown[at]
    if shown is not None:
        low, high = could_be(shown, policy)
        return Between(low, int(high))
    opened = next(one for one in release.opened if one.cell == at)
    # Where one side is printed, a reader sees that the hidden one is the small one.
    return Between(opened.low, int(min(opened.high, policy.hide_up_to)))
