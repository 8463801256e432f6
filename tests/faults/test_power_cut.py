"""A process is killed a hundred times while it writes: nothing acknowledged is missing, and nothing is half there."""

import json
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed_a_hundred_times(
    own_process_environment: dict[str, str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.power_cut", "100"],
        cwd=HOME,
        env=own_process_environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["kills"] == 100
    assert told["acknowledged"] > 50, "the writers hardly wrote: this proves nothing"
    assert told["missing"] == []
    assert told["without_log"] == []
    assert told["log_without_words"] == []
    assert told["numbers"]
    assert told["facts"] in (told["messages"], told["messages"] - 1)
    assert told["written_again"] == 0
    # SQLite: WAL, and a sync before every acknowledgement (2 is FULL). A kill cannot show this, so it is asked.
    assert (told["synchronous"], told["journal"]) == (2, "wal")
