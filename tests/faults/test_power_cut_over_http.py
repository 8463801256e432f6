"""The server itself is killed while four people write: what it said is done is there, once; what it did not say is whole or not there.

And the same look at a server that says "done" too soon finds what was lost: a test that cannot see loss proves nothing.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]


def kill_again_and_again(env: dict[str, str], *, seconds: int, least: int, servers: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "tests.faults.power_cut_over_http", str(seconds), str(least)]
    done = subprocess.run(
        [*command, *servers], cwd=HOME, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(told, dict)
    return told


def test_nothing_a_server_said_is_done_is_lost_when_it_is_killed(own_process_environment: dict[str, str]) -> None:
    told = kill_again_and_again(own_process_environment, seconds=24, least=24, servers=["uvicorn", "gunicorn"])
    assert told["wrong"] == []
    assert told["odd_answers"] == [], "a form sent again after a kill was not answered with “done”"
    assert told["kills"] >= 24
    assert told["unanswered"] >= 24, "hardly anybody was interrupted: this proves nothing"
    assert told["sent_again"] >= 24
    assert min(told["told_done"].values()) >= 3, "somebody hardly wrote: this proves nothing"
    assert sum(told["told_done"].values()) >= 40, "hardly anything was written: this proves nothing"


def test_the_same_look_finds_what_a_server_loses_that_answers_too_soon(
    own_process_environment: dict[str, str],
) -> None:
    told = kill_again_and_again(own_process_environment, seconds=0, least=12, servers=["answers too soon"])
    assert any("told done and missing" in fault for fault in told["wrong"]), told
