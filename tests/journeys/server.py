"""The product itself, in a process of its own on this machine, on the database of the tests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HOME = Path(__file__).resolve().parents[2]
PATIENCE = 40.0


@contextmanager
def running(env: Mapping[str, str]) -> Iterator[str]:
    """Uvicorn as the demo runs it, live pages included. Gives its address; ends it afterwards."""
    port = free_port()
    # "localhost" and not a number: passkeys belong to a name.
    address = f"http://localhost:{port}"
    command = [sys.executable, "-W", "ignore", "-m", "uvicorn", "alongside.project.asgi:application"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "--lifespan", "off"]
    log = Path(os.environ.get("JOURNEY_LOG") or Path(env["ALONGSIDE_VAR"], "journeys.log"))
    with log.open("ab") as said:
        process = subprocess.Popen(
            [*command, *options, "--timeout-graceful-shutdown", "1"], cwd=HOME, env=dict(env), stdout=said, stderr=said
        )
        try:
            wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port of this machine that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path, patience: float = PATIENCE) -> None:
    """Return when the server answers. Raises RuntimeError with what it said when it ended or took too long."""
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{address}/help-now/", timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server of the journeys did not come up:\n{log.read_text(encoding='utf-8')[-4000:]}")


def environment_for(database: str) -> dict[str, str]:
    """What the server is told: the tests' own settings and database, and mail that goes nowhere."""
    return {
        **os.environ,
        "ALONGSIDE_SQLITE": database,
        "ALONGSIDE_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PYTHONPATH": str(HOME),
    }
