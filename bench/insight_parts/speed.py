"""How fast the links of days are found, beside a peer that is timed in the same run, and how much memory a nation takes."""

from __future__ import annotations

import argparse
import resource
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import numpy as np

from alongside.insight.days import chances, following, picture, read, refresh, refresh_in_pieces, unknown_population
from bench.insight_parts.worlds import Floats, ema_world

ITEMS, DAYS = 6, 100


def best_of(rounds: int, what: Callable[[], object]) -> float:
    """Seconds of the quickest round: what the machine can do when others leave it alone."""
    return min(_seconds(what) for _round in range(rounds))


def _seconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def cohort(people: int = 4000) -> list[str]:
    """Microseconds a person, beside statsmodels' vector autoregression."""
    values = np.tile(ema_world(200, DAYS, ITEMS, seed=1).values, (people // 200, 1, 1))
    small = values[:200]
    lines = ["", f"Next-day links of everybody anew, {ITEMS} items x {DAYS} days, a person:"]
    peer = None
    if find_spec("statsmodels"):
        from statsmodels.tsa.api import VAR

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            peer = min(_seconds(lambda one=one: VAR(one).fit(1).pvalues) for one in small[:120])
        lines.append(f"  statsmodels VAR(1) with p-values   {peer * 1e6:>9.1f} µs")
    for name, compiled in (("NumPy", False), ("compiled", True)):
        if compiled and not find_spec("numba"):
            lines.append("  compiled: numba is not installed")
            continue
        refresh(small, compiled=compiled)
        took = min(
            best_of(30, lambda c=compiled: refresh(small, compiled=c)) / len(small),
            best_of(5, lambda c=compiled: refresh(values, compiled=c)) / len(values),
        )
        ratio = f"   {peer / took:>7.0f} x" if peer else ""
        lines.append(f"  {name:<34} {took * 1e6:>9.1f} µs{ratio}")
    return lines


def one_person() -> list[str]:
    """One check-in, and one night."""
    lines = ["", "One person's map:"]
    for items in (6, 8):
        values = ema_world(5, DAYS, items, seed=2).values
        for name, careful in (("on a check-in", False), ("at night, alone", True)):
            took = best_of(25, lambda c=careful, v=values: picture(read(v[0]), careful=c))
            lines.append(f"  {name}, {items} items {took * 1e3:>15.2f} ms")
        days = following(np.tile(values, (40, 1, 1)))
        took = best_of(3, lambda d=days, i=items: chances(d, unknown_population(i))) / 200
        lines.append(f"  all sets of links, among 200 people, {items} items {took * 1e3:>8.3f} ms a person")
    return lines


def nation(people: int) -> list[str]:
    """Memory and time of very many people, piece by piece."""
    piece = np.tile(ema_world(100, DAYS, ITEMS, seed=3).values, (200, 1, 1))
    count = max(1, people // len(piece))

    def pieces() -> Iterator[Floats]:
        for _number in range(count):
            yield piece.copy()  # as if read from a file

    refresh(piece[:64])
    began = time.perf_counter()
    told = sum(len(part.pairs) for part in refresh_in_pieces(pieces()))
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        "",
        f"{told:,} people x {DAYS} days x {ITEMS} items in pieces of {len(piece):,}: {took:.1f} s, peak {peak:,.0f} MB "
        f"of this whole process; a million would take {took / told * 1e6:.0f} s",
    ]


def table(*, quick: bool = False) -> list[str]:
    """Everything of this part."""
    return cohort() + one_person() + nation(100_000 if quick else 1_000_000)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print("\n".join(table(quick=parser.parse_args().quick)))
