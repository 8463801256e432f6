"""How right and how fast the engine of numbers is. Prints tables; ratios are between things timed in this same run.

python bench/insight.py [--quick] [--data FOLDER] [part …]      (peers: requirements/bench.txt)

Parts: links, speed, one_person, answers, charts, choosing, hiding. FOLDER may hold real diaries (*diar*.csv), golden
control charts (spc_golden.json) and attendances by organisation (ae_attendances.csv); none of them belongs to this project.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
PARTS = ("links", "speed", "one_person", "answers", "charts", "choosing", "hiding")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--quick", action="store_true", help="fewer seeds, people and rounds")
    parser.add_argument("--data", type=Path, help="a folder of real data")
    told = parser.parse_args()
    for name in told.parts or PARTS:
        table = importlib.import_module(f"bench.insight_parts.{name}").table
        options = {"quick": told.quick, "data": told.data}
        wanted = {key: value for key, value in options.items() if key in inspect.signature(table).parameters}
        began = time.monotonic()
        print(f"\n== {name} (load {os.getloadavg()[0]:.1f})", flush=True)
        print("\n".join(table(**wanted)), flush=True)
        print(f"   ({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
