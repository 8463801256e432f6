"""Draws the pictures of docs/explanation/what-the-numbers-mean.md from invented days and answers.

.venv/bin/python docs/pictures/draw_numbers.py      (needs requirements/bench.txt)
"""

from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import vl_convert

from alongside.insight.charts import run_chart
from alongside.insight.days import following, next_day, unknown_population

HERE = Path(__file__).parent
INK, QUIET, LIGHT = "#1f3a4d", "#7a8f9a", "#d5e0e4"


def save(chart: Any, name: str) -> None:
    """One picture, in calm colours, large enough to read."""
    drawn = chart.configure_view(stroke=None).configure_axis(
        labelFontSize=14,
        titleFontSize=14,
        gridColor="#eef2f4",
        labelColor=INK,
        titleColor=INK,
        domainColor=QUIET,
        labelLimit=400,
    )
    (HERE / f"{name}.png").write_bytes(vl_convert.vegalite_to_png(drawn.to_json(), scale=2))


def ladder() -> Any:
    """What may be shown after how many days."""
    rungs = [
        ("Plain counts and your own drawing", 0, 14),
        ("Within a day: there may be a link", 14, 30),
        ("Within a day: a link looks likely", 30, 60),
        ("From one day to the next: there may be a link", 60, 90),
        ("From one day to the next: a link looks likely", 90, 120),
    ]
    rows = [
        {"what": what, "from": begin, "to": 120, "order": number} for number, (what, begin, _end) in enumerate(rungs)
    ]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(color=INK, height=18)
        .encode(
            y=alt.Y("what:N", sort=[row["what"] for row in rows], title=None),
            x=alt.X(
                "from:Q",
                title="days with an answer",
                scale=alt.Scale(domain=[0, 120]),
                axis=alt.Axis(values=[0, 14, 30, 60, 90, 120]),
            ),
            x2="to:Q",
        )
        .properties(width=420, height=180)
    )


def narrowing() -> Any:
    """One invented person: how unsure a next-day link is, as days go by."""
    lot = np.random.default_rng(7)
    carry = np.array([[0.3, -0.25], [0.0, 0.3]])
    run = np.zeros((260, 2))
    for day in range(1, 260):
        run[day] = carry @ run[day - 1] + lot.normal(size=2)
    values = np.clip(np.round(5 + 1.8 * run[20:]), 0, 10)
    rows = []
    for days in range(20, 241, 10):
        found = next_day(following(values[None, :days]), unknown_population(2))
        rows.append({"days": days, "at": found.mean[0, 0, 1], "low": found.low[0, 0, 1], "high": found.high[0, 0, 1]})
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("days:Q", title="days with an answer"))
    band = base.mark_area(color=LIGHT).encode(y=alt.Y("low:Q", title="more sleep, and pain the next day"), y2="high:Q")
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=QUIET, strokeDash=[4, 4]).encode(y="zero:Q")
    return (band + base.mark_line(color=INK, strokeWidth=2.5).encode(y="at:Q") + zero).properties(width=480, height=240)


def weeks() -> Any:
    """A run chart of an invented service in which nothing changed."""
    lot = np.random.default_rng(11)
    shares = lot.binomial(14, 0.6, 24) / 14
    chart = run_chart(shares)
    rows = [
        {"week": week + 1, "share": float(share), "middle": float(chart.line[week])}
        for week, share in enumerate(shares)
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("week:Q", title="week", axis=alt.Axis(tickMinStep=2)))
    line = base.mark_line(color=QUIET, point=alt.OverlayMarkDef(color=INK, size=50)).encode(
        y=alt.Y("share:Q", title="share who said yes", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%"))
    )
    return (line + base.mark_line(color=INK, strokeDash=[6, 4]).encode(y="middle:Q")).properties(width=480, height=220)


def main() -> None:
    for draw in (ladder, narrowing, weeks):
        save(draw(), f"numbers-{draw.__name__}")


if __name__ == "__main__":
    main()
