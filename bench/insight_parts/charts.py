"""How fast charts are, and whether they match a golden file: `python -m bench.insight_parts.charts [--data FOLDER]`.

FOLDER may hold `spc_golden.json`: series with the limits and labels NHSRplotthedots gives them. Without it, invented series.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from alongside.insight import charts
from alongside.insight.charts import luck

WAYS = {"increase": 1, "neutral": 0, "decrease": -1}


def invented(count: int = 300) -> list[dict[str, Any]]:
    numbers = np.random.default_rng(1)
    return [
        {
            "y": numbers.normal(50, 5, int(numbers.choice([5, 8, 12, 13, 20, 24, 36, 60]))).tolist(),
            "direction": str(numbers.choice(list(WAYS))),
            "screen_outliers": bool(numbers.random() < 0.5),
            "fix_after": None,
            "rebase_index": None,
            "target": None,
        }
        for _ in range(count)
    ]


def best(work: Callable[[], Any], times: int = 5) -> float:
    """The quickest of some tries, in milliseconds: other work on the machine only ever slows."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return min(taken)


def moves(series: dict[str, Any]) -> list[tuple[int, str]]:
    return [] if series["rebase_index"] is None else [(series["rebase_index"], "as told")]


def in_one_call(series: list[dict[str, Any]]) -> charts.XmrCharts:
    return charts.xmr_many(
        np.concatenate([one["y"] for one in series]),
        [len(one["y"]) for one in series],
        direction=[WAYS[one["direction"]] for one in series],
        target=[one["target"] or 0.0 for one in series],
        has_target=[one["target"] is not None for one in series],
        fix_after=[one["fix_after"] or 0 for one in series],
        screen=[one["screen_outliers"] for one in series],
        rebases=[moves(one) for one in series],
    )


def one_by_one(series: list[dict[str, Any]]) -> None:
    for one in series:
        charts.xmr(
            one["y"],
            direction=one["direction"],
            target=one["target"],
            fix_after=one["fix_after"],
            screen=one["screen_outliers"],
            rebases=moves(one),
        )


def matches(chart: charts.XmrChart, golden: dict[str, Any]) -> tuple[bool, float]:
    """Does every label, flag, limit and the assurance match? And the largest difference of a line."""
    known = [value is not None for value in golden["upl"]]
    same = (
        list(chart.plotthedots_labels) == golden["special_cause_type"]
        and list(chart.kind_keys) == golden["point_type"]
        and chart.side.tolist() == golden["relative_to_mean"]
        and chart.close.tolist() == [bool(flag) for flag in golden["close_to_limits"]]
        and (chart.outside != 0).tolist() == [bool(flag) for flag in golden["outside_limits"]]
        and chart.is_trial.tolist() == golden["short_group_warning"]
        and chart.assurance == golden["assurance"]
        and chart.has_limits.tolist() == known
    )
    off = float(np.abs(chart.mean - golden["mean"]).max())
    for name, line in (("lpl", chart.lower), ("upl", chart.upper)):
        wanted = np.array([value for value in golden[name] if value is not None])
        off = max(off, float(np.abs(line[known] - wanted).max(initial=0)))
    return same and off <= 1e-9, off


def table(data: Path | None = None) -> list[str]:
    file = data / "spc_golden.json" if data else None
    golden = json.loads(file.read_text()) if file and file.exists() else None
    series = golden or invented()
    together, apart = best(lambda: in_one_call(series)), best(lambda: one_by_one(series), 2)
    lines = [
        f"XmR, {len(series)} charts in one call: {together:.1f} ms; one at a time: {apart:.0f} ms ({apart / together:.0f} x as long)",
    ]
    if golden:
        many = in_one_call(series)
        seen = [matches(charts.chart_of(many, at, one["target"]), one) for at, one in enumerate(golden)]
        lines.append(
            f"  as NHSRplotthedots has them: {sum(same for same, _ in seen)} of {len(golden)}; largest difference {max(off for _, off in seen):.1e}"
        )
    lines.append("False alarms at 24 points (12 answers each, 70 % yes):")
    months = [12] * 24
    for name, work in (
        ("XmR, from the table", lambda: charts.xmr_false_alarm(24)),
        ("XmR, limits from 16 points", lambda: charts.xmr_false_alarm(24, fix_after=16)),
        ("XmR of shares", lambda: charts.board_false_alarm(months, 0.7)),
        ("P, exact", lambda: charts.p_false_alarm(months, 202)),
        ("P'", lambda: charts.p_prime_false_alarm(months, 0.7)),
        ("run chart, exact", lambda: charts.runs_false_alarm(24, 12)),
        ("T", lambda: charts.t_false_alarm(24)),
        ("G, mean 10, exact", lambda: charts.g_false_alarm(24, 240)),
    ):
        for kept in (
            luck.simulated_xmr,
            luck._simulated_board,
            luck._simulated_p_prime,
            luck._p_law,
            charts.runs_false_alarm,
        ):
            kept.cache_clear()
        first = best(work, 1)
        lines.append(f"  {name:<28} {work():.3f}  first time {first:5.1f} ms")
    return lines


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path)
    print("\n".join(table(asked.parse_args().data)))
