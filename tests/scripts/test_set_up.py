"""Setting up: whatever stands in the way is said in one sentence with the way out, and never as a traceback."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import set_up
from tests.house.source import HOME

Started = subprocess.CompletedProcess[str]


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Started]:
    """Start the script as `make` does, with a data folder of its own."""

    def started(*words: str, **env: str) -> Started:
        told = {**os.environ, "ALONGSIDE_VAR": str(tmp_path / "var"), **env}
        return subprocess.run(
            [sys.executable, "scripts/set_up.py", *words],
            cwd=HOME,
            env=told,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return started


def one_sentence(done: Started) -> str:
    """What a person reads: one line, no traceback."""
    assert done.returncode == 1
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
    return done.stdout


def test_a_port_in_use_is_said_before_anything_else_with_another_port(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = one_sentence(start("demo", "--port", str(port)))
    assert f"Port {port} is in use" in said
    assert "make demo" in said


@pytest.mark.parametrize("port", ["eight", "0", "70000", "-1", ""])
def test_a_port_that_is_no_port_is_explained(start, port):
    said = one_sentence(start("demo", "--port", port))
    assert "PORT must be a number" in said
    assert "PORT=8123 make demo" in said


def test_a_data_folder_that_cannot_be_written_is_said_with_the_way_out(start, tmp_path):
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("")
    said = one_sentence(start("demo", "--port", str(free_port()), ALONGSIDE_VAR=str(in_the_way / "var")))
    assert "cannot be written to" in said
    assert "ALONGSIDE_VAR" in said


def test_an_unknown_job_names_the_jobs_there_are(start):
    assert "demo, test, tools" in one_sentence(start("fly"))


def test_an_old_python_is_told_what_is_needed(monkeypatch):
    monkeypatch.setattr(set_up, "NEEDED", (4, 0))
    monkeypatch.setattr(set_up, "NEWER_NAMES", ())
    with pytest.raises(set_up.WayOut, match=r"needs Python 3\.11 or newer.*PYTHON="):
        set_up.insist_on_python()


def test_a_python_without_venv_is_told_which_package_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(set_up.WayOut, match="apt install python3-venv"):
        set_up.make_environment()


@pytest.mark.parametrize(
    ("said_by_installer", "said_to_people"),
    [
        (
            "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
            "could not be reached",
        ),
        ("ERROR: No matching distribution found for django==5.2.19", "could not be reached"),
        ("OSError: [Errno 28] No space left on device", "is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "differs from the one locked"),
        ("something nobody thought of", "build/set-up.log"),
    ],
)
def test_a_failed_installation_says_what_to_do(monkeypatch, tmp_path, capsys, said_by_installer, said_to_people):
    """The installers are told to fail here; everything after that is real."""

    def fails(command: list[str], **_more: object) -> str:
        raise subprocess.CalledProcessError(1, command, output=said_by_installer)

    monkeypatch.setattr(set_up, "run", fails)
    monkeypatch.setattr(set_up, "HOME", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text("one==1\n")
    with pytest.raises(set_up.WayOut, match=said_to_people):
        set_up.install("base")
    assert "Installing 1 locked libraries" in capsys.readouterr().out


def test_a_disk_that_is_nearly_full_is_said_before_the_installation_begins(monkeypatch):
    monkeypatch.setitem(set_up.ROOM_NEEDED, "base", 10**9)
    with pytest.raises(set_up.WayOut, match="is full .* MB free"):
        set_up.insist_on_room("base")


def test_a_named_browser_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setenv("ALONGSIDE_CHROMIUM", "no-such-browser")
    with pytest.raises(set_up.WayOut, match="no browser there"):
        set_up.set_up_machine()


def test_a_missing_browser_is_said_to_somebody_who_may_not_install_it(monkeypatch):
    monkeypatch.setattr(set_up, "find_browser", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(set_up.WayOut, match="apt install chromium"):
        set_up.set_up_machine()


def test_nothing_is_installed_again_until_a_lock_changes(monkeypatch, tmp_path):
    monkeypatch.setattr(set_up, "HOME", tmp_path)
    monkeypatch.setattr(set_up, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(set_up, "PYTHON", Path(sys.executable))
    lock = tmp_path / "requirements" / "base.txt"
    lock.parent.mkdir()
    lock.write_text("one==1\n")
    installed = []
    monkeypatch.setattr(set_up, "install", installed.append)
    set_up.set_up("base")
    set_up.set_up("base")
    assert installed == ["base"]
    lock.write_text("one==2\n")
    set_up.set_up("base")
    assert installed == ["base", "base"]


def test_long_work_says_that_it_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(set_up, "HEARTBEAT", 0.01)
    with set_up.Step("Making tea") as step:
        step.over.wait(0.1)
    said = capsys.readouterr().out
    assert said.startswith("Making tea …\n")
    assert "so far" in said
    assert "done in" in said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
