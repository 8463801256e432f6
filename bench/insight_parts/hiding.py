"""Whether anybody can be found out from what is printed, and what hiding costs: `python -m bench.insight_parts.hiding`."""

import itertools
import time
from collections import defaultdict
from datetime import date, timedelta

import numpy as np

from alongside.insight.disclosure import (
    Frozen,
    Policy,
    Table,
    cross_table,
    feasible,
    protect,
    reader,
    sums,
    union,
    why_not_release,
)

ROUNDED, EXACT = Policy(), Policy(round_to=1)


def a_service(lot: np.random.Generator) -> Table:
    """Answers by group of people: a few large cells, many small ones."""
    shape = int(lot.integers(2, 7)), int(lot.integers(2, 6))
    return cross_table(lot.poisson(lot.gamma(1.2, 12.0, size=shape)))


def worked_out(table: Table, hidden: np.ndarray, policy: Policy) -> tuple[int, list[float]]:
    """How many small counts a reader of the printed table knows for certain, and how wide the others stay."""
    small = np.array([policy.is_small(value) for value in table.values.tolist()])
    cells = np.flatnonzero(small)
    if not len(cells):
        return 0, []
    low, high = feasible(table.equations, reader(table.values, hidden, policy), cells)
    return int((high == low).sum()), (high - low).tolist()


def services(number: int, seed: int) -> list[str]:
    lot = np.random.default_rng(seed)
    every = [a_service(lot) for _service in range(number)]
    lines = [
        f"Hiding: {number} invented services, answers by group with all totals",
        "way                                  small   found out   narrowest   median width   hidden to protect   seconds",
    ]
    for name, policy, audited in (
        ("exact, only the small hidden", EXACT, False),
        ("rounded, only the small hidden", ROUNDED, False),
        ("exact, with company, audited", EXACT, True),
        ("rounded, with company, audited", ROUNDED, True),
    ):
        start = time.perf_counter()
        known, widths, extra, cells, small = 0, [], 0, 0, 0
        for table in every:
            alone = np.array([policy.is_small(value) for value in table.values.tolist()])
            hidden = protect(table, policy).hidden if audited else alone
            pinned, wide = worked_out(table, hidden, policy)
            known, cells, small = known + pinned, cells + len(hidden), small + int(alone.sum())
            extra += int((hidden & ~alone).sum())
            widths += [min(one, 999.0) for one in wide]
        lines.append(
            f"{name:35s} {small:6d} {known:11d} {min(widths):11.0f} {np.median(widths):14.0f} "
            f"{extra:8d} = {extra / cells:5.1%} of all {time.perf_counter() - start:7.1f}"
        )
    return lines


def aware(top: int) -> list[str]:
    """A reader who has this very program and runs it on every table there could be: does one printed table mean one count?"""
    lines = []
    for name, policy in (("rounded", ROUNDED), ("exact", EXACT)):
        printed: dict[tuple[int | None, ...], list[list[int]]] = defaultdict(list)
        for counts in itertools.product(range(top + 1), repeat=3):
            parts = dict(zip("abc", counts, strict=True))
            release = protect(sums({**parts, "all": sum(counts)}, {"all": list(parts)}), policy)
            printed[release.shown].append(release.table.values.tolist())
        # What is printed for large counts is printed for larger ones that were not tried, too.
        whole = {
            shown: np.array(tables) for shown, tables in printed.items() if np.max(tables, axis=0)[:3].max() <= top - 3
        }
        widths = [
            int(np.ptp(tables[:, at])) for shown, tables in whole.items() for at, one in enumerate(shown) if one is None
        ]
        lines.append(
            f"a reader who runs this program on all {(top + 1) ** 3:,} tables of three counts ({name}): of {len(widths)} hidden "
            f"cells {sum(one == 0 for one in widths)} found out, {sum(one < 3 for one in widths)} left fewer than four values"
        )
    return lines


def weeks(services: int, number: int, seed: int) -> list[str]:
    """A page that grows by the week, with a hidden count: what differences give away, and what is let through."""
    lot = np.random.default_rng(seed)
    naive, known, let_out, kept_back, asked = 0, 0, 0, 0, 0
    reasons: dict[str, int] = defaultdict(int)
    for service in range(services):
        counts = lot.poisson([14, 9])
        grown, published = [counts], []
        for week in range(number):
            new = counts if week == 0 else grown[-1] + lot.poisson([1.5, 1.0])
            grown.append(new)
            for policy, out in ((EXACT, None), (ROUNDED, published)):
                table = sums({"yes": int(new[0]), "no": int(new[1]), "all": int(new.sum())}, {"all": ["yes", "no"]})
                release = protect(table, policy)
                if out is None:
                    # Without a check: exact counts of every week, and whoever came since last week is plain to see.
                    change = new - grown[-2]
                    naive += int(((change > 0) & (change <= policy.hide_up_to) & ~release.hidden[:2]).sum())
                    continue
                opens = date(2026, 1, 1)
                candidate = Frozen(f"service {service}", opens, opens + timedelta(90), int(new.sum()), release)
                asked += 1
                objection = why_not_release(candidate, out, policy)
                if objection is None:
                    out.append(candidate)
                    let_out += 1
                else:
                    kept_back += 1
                    reasons[objection.key] += 1
        opened = union(published, ROUNDED) if published else {}
        known += sum(one.high == one.low for one in opened.values())
    return [
        f"{services} pages that grow for {number} weeks: small changes plain to see {naive} (exact, weekly); found out {known} "
        f"(checked against all earlier releases: {let_out} of {asked} let out; "
        + ", ".join(f"{key} {times}" for key, times in sorted(reasons.items()))
        + ")"
    ]


def table(*, number: int = 60, top: int = 0, seed: int = 1) -> list[str]:
    """`top`: up to which count the reader with this program tries everything; 14 takes minutes, 0 leaves it out."""
    return [*services(number, seed), *weeks(12, 12, seed), *(aware(top) if top else [])]


if __name__ == "__main__":
    print("\n".join(table(top=14)))
