"""What is printed of one practice from one viewpoint: rounded counts, some of them hidden. The first step; it estimates nothing.

The counts are cut in two, yes and the rest, so that a rare answer does not take the whole mark with it. The finer cut into
partly and no, and the cut by months, are printed only where nothing has to be hidden for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from alongside.insight.arrays import Counts
from alongside.insight.disclosure import Policy, Release, Table, can_show_all, could_be, protect, rounded
from alongside.insight.errors import OutOfScale
from alongside.mirror.counting.cells import Split

YES, REST, ALL, PARTLY, NO = "yes", "rest", "all", "partly", "no"
MONTHS = tuple((f"{YES} {at}", f"{REST} {at}", f"{ALL} {at}") for at in range(3))


class Between(NamedTuple):
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

    `yes`, `rest`: between what a reader places the two sides; None where neither can be told from the other. `release`: the same as the
    audit sees it, which takes a hundred times as long and is asked for by those who check.
    """

    table: Table
    also: tuple[bool, ...]
    counts: Mapping[str, int | None]
    months: tuple[tuple[int, int], ...]
    yes: Between | None
    rest: Between | None
    policy: Policy

    @cached_property
    def release(self) -> Release:
        """What may be printed of this table, found and audited the long way."""
        return protect(self.table, self.policy, also=np.array(self.also))

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


@lru_cache(maxsize=20_000)
def _printed(split: Split, months: tuple[Split, ...], policy: Policy) -> Printed:
    """Everything where both sides are large; the large side alone where one is small; nothing where both are. The whole is never printed
    beside a hidden side, not even where it would be safe: else whoever knows this program learns from its absence that here it was
    not, and so nearly how many they were.
    """
    also: tuple[bool, ...] = (False, False, False)
    small = tuple(side <= policy.hide_up_to for side in (split[0], split[1] + split[2]))
    if any(small):
        table, also = _table(split, (), fine=False), (*small, True)
        is_plain = _is_plain(None if all(small) else max(split[0], sum(split[1:])), policy)
    else:
        open_ones = (one for one in _finest_first(split, months, policy) if can_show_all(one, policy))
        finest = next(open_ones, None)
        is_plain = finest is not None
        table = finest or _table(split, (), fine=False)
        also = (False,) * len(table.names)
    if is_plain:
        values = zip(table.values.tolist(), also, strict=True)
        shown = tuple(None if hide else policy.nearest(value) for value, hide in values)
    else:
        shown = protect(table, policy, also=np.array(also)).shown
    counts = dict(zip(table.names, shown, strict=True))
    each = tuple((counts.get(yes), counts.get(every)) for yes, _rest, every in MONTHS[: len(months)])
    by_month = tuple((yes, every) for yes, every in each if yes is not None and every is not None)
    yes, rest = (_between(counts[name], policy) for name in (YES, REST))
    if counts[YES] is None and counts[REST] is None:
        yes = rest = None
    return Printed(table, also, counts, by_month if len(by_month) == len(months) else (), yes, rest, policy)


def _is_plain(side: int | None, policy: Policy) -> bool:
    """Whether it is plain beforehand what `protect` prints where a side is small: the other side could be another count, the small one
    any small one, and so the whole is open too. `side`: the one that is printed, None where both are small."""
    if side is None:
        return True
    low, high = could_be(rounded(side, policy), policy)
    return policy.round_to > 1 and high > low and policy.hide_up_to >= policy.least_width


def can_have_months(months: tuple[Split, ...], policy: Policy) -> bool:
    """Whether each month has enough answers, on both sides, to be printed for itself."""
    return all(
        sum(month) >= policy.respondents and min(month[0], month[1] + month[2]) > policy.hide_up_to for month in months
    )


def _finest_first(split: Split, months: tuple[Split, ...], policy: Policy) -> Iterator[Table]:
    """The tables that could be printed; each is made only when the finer ones cannot be."""
    has_fine = min(split[1], split[2]) > policy.hide_up_to
    for some in (months, ()) if months else ((),):
        for fine in (True, False) if has_fine else (False,):
            yield _table(split, some, fine=fine)


def _table(split: Split, months: tuple[Split, ...], *, fine: bool) -> Table:
    yes, partly, no = split
    values = [yes, partly + no, yes + partly + no, *((partly, no) if fine else ())]
    for then, partly_then, no_then in months:
        rest = partly_then + no_then
        values += [then, rest, then + rest]
    names, equations = _frame(len(months), fine)
    return Table(np.array(values, dtype=np.int64), equations, names, (len(names),))


@lru_cache(maxsize=8)
def _frame(months: int, fine: bool) -> tuple[tuple[str, ...], Counts]:
    """The names of the cells, and which are sums of which: the same for all tables of one cut.

    No cell stands in more than two sums, so that the equations are those of a network: then it is seen at once whether all may be shown.
    """
    names = [YES, REST, ALL, *((PARTLY, NO) if fine else ())]
    parts: list[tuple[str, Sequence[str]]] = (
        [(ALL, (YES, PARTLY, NO)), (REST, (PARTLY, NO))] if fine else [(ALL, (YES, REST))]
    )
    for at in range(months):
        names += MONTHS[at]
        yes, rest, every = MONTHS[at]
        parts.append((every, (yes, rest)))
    if months:
        parts += [(YES, [yes for yes, _, _ in MONTHS[:months]]), (REST, [rest for _, rest, _ in MONTHS[:months]])]
    return tuple(names), _equations(names, parts)


def table_of(values: Mapping[str, int], parts: Sequence[tuple[str, Sequence[str]]]) -> Table:
    """Counts of which some are sums of others; a count may be a sum in several ways. Raises OutOfScale when it does not add up."""
    names = tuple(values)
    numbers = np.array([values[name] for name in names], dtype=np.int64)
    equations = _equations(names, parts)
    if np.any(equations @ numbers != 0):
        raise OutOfScale("The parts do not add up to their sum: count anew before anything is shown.")
    return Table(numbers, equations, names, (len(names),))


def _equations(names: Sequence[str], parts: Sequence[tuple[str, Sequence[str]]]) -> Counts:
    at = {name: place for place, name in enumerate(names)}
    equations = np.zeros((len(parts), len(names)), dtype=np.int64)
    for row, (total, some) in zip(equations, parts, strict=True):
        row[at[total]] = -1
        row[[at[one] for one in some]] = 1
    return equations


def _between(shown: int | None, policy: Policy) -> Between:
    # Where one side is printed, a reader sees that the hidden one is the small one.
    low, high = could_be(shown, policy)
    return Between(low, int(min(high, policy.hide_up_to if shown is None else high)))
