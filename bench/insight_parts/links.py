"""How often the links of one person's days are right, in invented worlds where the truth is known and in real diaries."""

from __future__ import annotations

import argparse
import csv
import math
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from alongside.insight.days import (
    Chances,
    NextDay,
    chances,
    following,
    following_with_gaps_filled,
    learn,
    next_day,
    picture,
    read,
    same_day,
    tomorrow,
    unknown_population,
)
from alongside.insight.days.ladder import Seen
from bench.insight_parts.worlds import Floats, World, beliefs_of, ema_world

PEOPLE, ITEMS = 150, 6
OFF = ~np.eye(ITEMS, dtype=bool)
LIKELY, MAYBE = 0.95, 0.80


def fit(found: Floats, truth: Floats) -> float:
    """Mean over people of the correlation of what was found with what is so, links between items only."""
    return float(np.mean([np.corrcoef(a, b)[0, 1] for a, b in zip(found[:, OFF], truth[:, OFF], strict=True)]))


def covered(found: Any, truth: Floats) -> float:
    """Share of the true links inside their interval."""
    return float(((found.low <= truth) & (truth <= found.high))[:, OFF].mean())


def shown(found: Chances | NextDay, truth: Floats) -> dict[str, float]:
    """What would be shown as likely and maybe, and how often that is right."""
    real = truth[:, OFF]
    if isinstance(found, Chances):
        sure = np.maximum(found.up, found.down)[:, OFF]
        right = np.where(found.up > found.down, 1, -1)[:, OFF] == np.sign(real)
        likely = sure >= LIKELY
    else:
        likely = ((found.low > 0) | (found.high < 0))[:, OFF]
        sure, right = likely.astype(float), np.sign(found.mean[:, OFF]) == np.sign(real)
    maybe = (sure >= MAYBE) & ~likely
    return {
        "specificity": 1.0 - float(likely[real == 0].mean()),
        "likely_n": float(likely.sum()),
        "likely_wrong": float((likely & ~right).sum()),
        "likely_said": float(sure[likely].sum()),
        "maybe_n": float(maybe.sum()),
        "maybe_right": float((maybe & right).sum()),
        "maybe_said": float(sure[maybe].sum()),
    }


def one_world(world: World, days: int, seed: int) -> dict[str, dict[str, float]]:
    """Every engine on one world."""
    follows, cold = following(world.values), unknown_population(ITEMS)
    group = learn(world.values)
    rows: dict[str, dict[str, float]] = {}
    for name, known in (("cold", cold), ("pooled", group)):
        quick, careful = next_day(follows, known), chances(follows, known)
        for engine, found in (("formula", quick), ("chances", careful)):
            rows[f"{engine}, {name}"] = {
                "r": fit(found.mean, world.lagged),
                "coverage": covered(found, world.lagged),
                **shown(found, world.lagged),
            }
        within = same_day(follows, quick, known)
        rows[f"same day, {name}"] = {"r": fit(within.mean, world.partial), "coverage": covered(within, world.partial)}
    plain = fit(chances(follows, group).mean, world.lagged)
    for name, right in (("by lot", 1 / 3), ("80 % right", 0.8)):
        told = beliefs_of(world, right, seed=seed + 1000).astype(float)
        believing = learn(world.values, told)
        rows[f"beliefs {name}"] = {
            "r": fit(chances(follows, believing, told).mean, world.lagged),
            "moved": fit(chances(follows, believing, told).mean, world.lagged) - plain,
        }
    return rows


def accuracy(seeds: int) -> list[str]:
    """The table of accuracy, mean over seeds."""
    lines = [
        f"Next-day and same-day links, {PEOPLE} invented people x {ITEMS} items, answers 0-10 in whole numbers, {seeds} seeds",
        f"{'days':>5} {'engine':<24}{'r':>6}{'coverage':>10}{'specific.':>10}{'likely':>8}{'false':>7}{'said-true':>11}{'maybe said-true':>17}",
    ]
    for days in (50, 100, 200):
        sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for seed in range(seeds):
            for engine, row in one_world(ema_world(PEOPLE, days, ITEMS, seed=seed), days, seed).items():
                for key, value in row.items():
                    sums[engine][key] += value
        for engine, row in sums.items():
            line = f"{days:>5} {engine:<24}{row['r'] / seeds:>6.3f}"
            if "coverage" in row:
                line += f"{row['coverage'] / seeds:>10.3f}"
            if "specificity" in row:
                n, m = max(row["likely_n"], 1.0), max(row["maybe_n"], 1.0)
                line += (
                    f"{row['specificity'] / seeds:>10.4f}{row['likely_n'] / seeds:>8.0f}{row['likely_wrong'] / n:>7.3f}"
                )
                if engine.startswith("chances"):
                    line += f"{row['likely_said'] / n - 1 + row['likely_wrong'] / n:>11.3f}"
                    line += f"{(row['maybe_said'] - row['maybe_right']) / m:>17.3f}"
            if "moved" in row:
                line += f"   r moved by {row['moved'] / seeds:+.4f}"
            lines.append(line)
    return lines


def holes(seeds: int) -> list[str]:
    """What filling single missing items brings."""
    lines = [
        "",
        "Single items missing: r of the chances without a population",
        f"{'':<28}{'whole':>7}{'left out':>10}{'filled':>8}",
    ]
    for days, share in ((100, 0.10), (200, 0.05)):
        found = np.zeros(3)
        for seed in range(seeds):
            world = ema_world(60, days, ITEMS, seed=seed)
            gaps = world.values.copy()
            gaps[np.random.default_rng(seed).random(gaps.shape) < share] = np.nan
            cold, left_out = unknown_population(ITEMS), following(gaps)
            filled = following_with_gaps_filled(gaps, next_day(left_out, cold))
            found += [fit(chances(one, cold).mean, world.lagged) for one in (following(world.values), left_out, filled)]
        lines.append(f"{days} days, {share:.0%} of answers    " + "".join(f"{r / seeds:>9.3f}" for r in found))
    return lines


def ladder() -> list[str]:
    """How often somebody whose items have nothing to do with each other is shown a next-day link all the same."""
    lot = np.random.default_rng(0)
    wrong = likely = links = 0
    for _person in range(60):
        run = np.zeros((140, 4))
        for day in range(1, 140):
            run[day] = 0.4 * run[day - 1] + lot.normal(size=4)
        found = picture(read(np.clip(np.round(5 + 1.8 * run[20:]), 0, 10)))
        seen = [link for link in found.seen() if link.when == "next_day"]
        links += 12
        wrong += len(seen)
        likely += sum(isinstance(link.answer, Seen) and link.answer.sure == "likely" for link in seen)
    return [
        "",
        f"60 people x 120 days without any next-day link: shown as maybe {wrong / links:.3f}, as likely {likely / links:.4f} of {links}",
    ]


# --- real diaries


def diaries_in(folder: Path) -> dict[str, Floats]:
    """Every diary of a folder: CSV with a day in the first column and numbers after it, or rows of name, intensity and day."""
    found = {}
    for path in sorted(folder.glob("*diar*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        days = _by_name(rows) if rows and "name" in rows[0] else _by_column(rows)
        if days is not None:
            found[path.stem] = days
    return found


def _by_column(rows: list[dict[str, str]]) -> Floats | None:
    first = next(iter(rows[0]))
    names = [name for name in rows[0] if name != first]
    table = np.array([[_number(row[name]) for name in names] for row in rows])
    when = [date.fromisoformat(row[first][:10]).toordinal() for row in rows]
    return _best(_on_calendar(when, table))


def _by_name(rows: list[dict[str, str]]) -> Floats | None:
    names = sorted({row["name"] for row in rows})
    answers: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.get("startday") and row.get("startmonth") and row.get("startyear"):
            when = date(int(row["startyear"]), int(row["startmonth"]), int(row["startday"]))
        elif row.get("date"):
            when = date.fromisoformat(row["date"][:10])
        else:
            continue
        value = _number(row["intensity"])
        if math.isfinite(value):
            answers[when.toordinal()][row["name"]].append(value)
    days = sorted(answers)
    table = np.array(
        [[np.mean(answers[day][name]) if answers[day][name] else np.nan for name in names] for day in days]
    )
    return _best(_on_calendar(days, table))


def _number(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return math.nan


def _on_calendar(when: list[int], table: Floats) -> Floats:
    whole = np.full((max(when) - min(when) + 1, table.shape[1]), np.nan)
    for day, row in zip(when, table, strict=True):
        whole[day - min(when)] = row
    return whole


def _best(table: Floats, most: int = 8) -> Floats | None:
    """The items that are answered and move on most days."""
    there = np.isfinite(table)
    moved = (np.abs(np.diff(table, axis=0)) > 0).sum(axis=0)
    often = there.sum(axis=0) > 0.3 * there.any(axis=1).sum()
    kept = [item for item in np.argsort(-moved, kind="stable") if often[item] and moved[item] > 0.03 * len(table)][
        :most
    ]
    return table[:, sorted(kept)] if len(kept) >= 2 else None


def real(folder: Path, rounds: int) -> list[str]:
    """Rolling windows: the error of tomorrow's answers against plain carry-over, item by item."""
    lines = [
        "",
        "Real diaries, tomorrow's answers from rolling windows: squared error / that of each item carried over alone",
    ]
    for name, table in diaries_in(folder).items():
        low, high = np.nanmin(table, axis=0), np.nanmax(table, axis=0)
        scaled = 10 * (table - low) / np.where(high > low, high - low, 1.0)
        for window in (50, 100):
            starts = np.arange(0, len(scaled) - window)
            error = plain = 0.0
            windows = 0
            for start in starts[:: max(1, len(starts) // rounds)]:
                nxt = scaled[start + window]
                # The last day must hold an answer, and so must the day to be told.
                if not np.isfinite(scaled[start + window - 1]).all() or not np.isfinite(nxt).any():
                    continue
                found = tomorrow(read(scaled[start : start + window]))
                if not hasattr(found, "expected"):
                    continue
                there = np.isfinite(nxt)
                error += float(((found.expected - nxt)[there] ** 2).sum())
                plain += float(((found.plain - nxt)[there] ** 2).sum())
                windows += 1
            ratio = f"{error / plain:.3f}" if plain > 0 else "-"
            lines.append(f"  {name:<28} {table.shape[1]} items, {window:>3} days, {windows:>4} windows: {ratio}")
    return lines


def table(*, quick: bool = False, data: Path | None = None) -> list[str]:
    """Everything of this part."""
    lines = accuracy(2 if quick else 5) + holes(1 if quick else 3) + ladder()
    return [*lines, *(real(data, 120 if quick else 500) if data else [])]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data", type=Path)
    told = parser.parse_args()
    print("\n".join(table(quick=told.quick, data=told.data)))
