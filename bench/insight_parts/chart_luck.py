"""Writes the table of false alarms that `alongside.insight.charts.luck` reads: `python -m bench.insight_parts.chart_luck`."""

from pathlib import Path

from alongside.insight.charts import luck

LENGTHS = (*range(1, 101), 120, 150, 200, 300, 500, 1000)
TARGET = Path(luck.__file__).with_name("luck_table.py")
OPENING = '''"""How often luck alone marks a point: {charts:,} simulated charts for each length. Numbers only.

Written by `python -m bench.insight_parts.chart_luck`; a test makes part of it anew.
"""


def _read(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in text.split())


'''


def numbers(values: list[float]) -> str:
    lines = [" ".join(f"{value:.5g}" for value in values[at : at + 15]) for at in range(0, len(values), 15)]
    return '_read("""\n' + "\n".join(lines) + '\n""")'


def main() -> None:
    text = [
        OPENING.format(charts=luck.TABLED_CHARTS),
        f"LENGTHS = (*range(1, 101), {', '.join(map(str, LENGTHS[100:]))})\n",
    ]
    names = []
    for screen in (True, False):
        for locked in (True, False):
            rows = [luck.simulated_xmr(n, screen, 12 if locked else n) for n in LENGTHS]
            names.append(f"XMR_{'SCREENED' if screen else 'PLAIN'}_{'FIRST_12' if locked else 'ALL'}")
            text.append(f"{names[-1]} = {numbers(rows)}\n")
    text.append("# Keys: are outlying moving ranges screened out, do the first 12 points set the limits?\n")
    keys = ("(True, True)", "(True, False)", "(False, True)", "(False, False)")
    text.append("XMR = {" + ", ".join(f"{key}: {name}" for key, name in zip(keys, names, strict=True)) + "}\n")
    text.append(f"T = {numbers([luck.simulated_t(n) for n in LENGTHS])}\n")
    TARGET.write_text("".join(text))


if __name__ == "__main__":
    main()
