"""Sets up Alongside where it lies: its own environment, the locked libraries, and for tests a browser and PostgreSQL.

Standard library only, and plain enough for an old Python to read it and say that it is old. It starts the job at the end.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
ENVIRONMENT = HOME / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
NEEDED = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOM_NEEDED = {"base": 400, "test": 900}  # megabytes, with what is unpacked on the way
HEARTBEAT = 10.0
FULL = ("No space left on device", "ENOSPC", "Disk quota exceeded")
APT = ["apt-get", "-o", "Dpkg::Use-Pty=0", "-q", "-y"]


class WayOut(Exception):
    """Something stands in the way: one sentence that says what, and what to do."""


def say(line: str) -> None:
    print(line, flush=True)


class Step:
    """Says what is being done; while it takes long, says that it still goes on; at the end, how long it took."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __enter__(self) -> Step:
        self.began = time.monotonic()
        self.over = threading.Event()
        say(f"{self.words} …")
        self.beat = threading.Thread(target=self._go_on, daemon=True)
        self.beat.start()
        return self

    def _go_on(self) -> None:
        pause = 1.0 if sys.stdout.isatty() else HEARTBEAT
        while not self.over.wait(pause):
            spent = f"  {time.monotonic() - self.began:.0f} s so far"
            print(spent, end="\r" if sys.stdout.isatty() else "\n", flush=True)

    def __exit__(self, kind: object, *rest: object) -> None:
        self.over.set()
        self.beat.join()
        if kind is None:
            say(f"  done in {time.monotonic() - self.began:.0f} s     ")


def run(command: list[str], *, env: dict[str, str] | None = None) -> str:
    """Run a command quietly. Raises `subprocess.CalledProcessError` that carries everything it said."""
    done = subprocess.run(
        command, cwd=HOME, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, output=done.stdout)
    return done.stdout


def insist_on_python() -> None:
    """Go on with a newer Python of this machine when there is one; else say what is needed."""
    if sys.version_info >= NEEDED:
        return
    for name in NEWER_NAMES:
        newer = shutil.which(name)
        if newer:
            say(f"python3 here is {sys.version_info[0]}.{sys.version_info[1]}; going on with {name}.")
            os.execv(newer, [newer, *sys.argv])
    raise WayOut(
        f"Alongside needs Python 3.11 or newer, and this is {sys.version_info[0]}.{sys.version_info[1]}. "
        "Install a newer one (Debian 12 and Ubuntu 24.04 have it), or name it: PYTHON=/path/to/python3.12 make demo"
    )


def insist_on_free_port(port: int) -> None:
    """Asked before anything that takes long."""
    if not 0 < port < 65536:
        raise WayOut(f"PORT must be a number from 1 to 65535, and {port} is not. For example: PORT=8123 make demo")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("ALONGSIDE_BIND", "127.0.0.1"), port))
        except PermissionError as fault:
            raise WayOut(f"Port {port} is kept for the system. Choose a higher one: PORT=8123 make demo") from fault
        except OSError as fault:
            other = port + 1 if port < 65535 else 8123
            raise WayOut(f"Port {port} is in use on this machine. Choose another: PORT={other} make demo") from fault


def insist_on_writing(folder: Path, way_out: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise no_room() from fault
        raise WayOut(f"The folder {folder} cannot be written to. {way_out}") from fault


def insist_on_room(part: str) -> None:
    free = shutil.disk_usage(HOME).free // 1_000_000
    if free < ROOM_NEEDED[part]:
        raise no_room(free, ROOM_NEEDED[part])


def no_room(free: int | None = None, needed: int | None = None) -> WayOut:
    figures = f" ({free} MB free, about {needed} MB needed)" if free is not None else ""
    return WayOut(f"The disk that holds {HOME} is full{figures}. Make room there and start the same command again.")


def stamp_of(part: str) -> str:
    """What was installed: changes when the lock file or the Python changes."""
    locked = (HOME / "requirements" / f"{part}.txt").read_bytes()
    return hashlib.sha256(locked + repr(sys.version_info[:2]).encode()).hexdigest()


def is_set_up(part: str) -> bool:
    mark = ENVIRONMENT / f".set-up-{part}"
    return mark.is_file() and mark.read_text(encoding="ascii") == stamp_of(part) and PYTHON.exists()


def set_up(part: str) -> None:
    """Bring the environment to what requirements/`part`.txt says. Does nothing when it is there already."""
    if is_set_up(part):
        return
    insist_on_writing(HOME, "Copy Alongside into a folder of your own and start the command there.")
    insist_on_room(part)
    if not (PYTHON.exists() and works(PYTHON)):
        make_environment()
    install(part)
    for one in ("base", part):  # the test libraries hold all of the others, at the same versions
        (ENVIRONMENT / f".set-up-{one}").write_text(stamp_of(one), encoding="ascii")


def works(python: Path) -> bool:
    try:
        return run([str(python), "-c", "import sys; print(sys.version_info[:2])"]).strip() == str(sys.version_info[:2])
    except (OSError, subprocess.CalledProcessError):
        return False


def make_environment() -> None:
    try:
        import ensurepip  # noqa: F401 - asked only whether it is there
        import venv  # noqa: F401 - as above
    except ImportError as fault:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise WayOut(
            f"This Python has no venv module. On Debian or Ubuntu: apt install python3-venv (or python{version}-venv). "
            "Then start the same command again."
        ) from fault
    with Step("Making Alongside's own environment in .venv"):
        try:
            run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
        except subprocess.CalledProcessError as fault:
            raise why_not("The environment could not be made", fault.output) from fault


def install(part: str) -> None:
    lock = f"requirements/{part}.txt"
    count = (HOME / lock).read_text(encoding="utf-8").count("==")
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    env = {"PIP_RETRIES": "2", "UV_HTTP_RETRIES": "2", **os.environ, **quiet}
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r"]
    with Step(f"Installing {count} locked libraries ({'10 s to a minute' if part == 'base' else 'a minute or two'})"):
        try:
            run([*pip, "requirements/tools.txt"], env=env)
            uv = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
            run([*uv, "--require-hashes", "--no-deps", "-r", lock], env=env)
            return
        except subprocess.CalledProcessError as fault:
            if any(sign in fault.output for sign in FULL):
                raise no_room() from fault
            say("  the quick installer did not manage; going on with pip, which is slower")
        try:
            run([*pip, lock], env=env)
        except subprocess.CalledProcessError as fault:
            raise why_not("The libraries could not be installed", fault.output) from fault


def why_not(what: str, output: str) -> WayOut:
    """What stood in the way, from what the installer said."""
    (HOME / "build").mkdir(exist_ok=True)
    log = HOME / "build" / "set-up.log"
    log.write_text(output, encoding="utf-8")
    if any(sign in output for sign in FULL):
        return no_room()
    kept = "What the installer said is in build/set-up.log."
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in output:
        return WayOut(f"{what}: a library differs from the one locked here, so it was refused. Try again later. {kept}")
    unreachable = (
        "Temporary failure in name resolution",
        "NewConnectionError",
        "No matching distribution",
        "timed out",
    )
    if any(sign in output for sign in unreachable):
        return WayOut(
            f"{what}: the package index could not be reached. Check the network (behind a proxy, set HTTPS_PROXY; with a "
            f"mirror, set PIP_INDEX_URL and UV_DEFAULT_INDEX), then start the same command again. {kept}"
        )
    return WayOut(f"{what}. {kept} Then start the same command again.")


def find_browser() -> str | None:
    """A Chromium for the journeys: the one that ALONGSIDE_CHROMIUM names, or one of this machine."""
    named = os.environ.get("ALONGSIDE_CHROMIUM")
    if named:
        return shutil.which(named)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for found in map(shutil.which, names) if found), None)


def find_postgres() -> str | None:
    """The folder with PostgreSQL's own programs; Debian keeps them off the PATH."""
    named = os.environ.get("ALONGSIDE_PG_BIN")
    places = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    on_path = shutil.which("initdb")
    if on_path and not named:
        places.append(Path(on_path).resolve().parent)
    return next((str(place) for place in places if (place / "initdb").exists()), None)


def version_of(place: Path) -> int:
    return int(place.parent.name) if place.parent.name.isdigit() else 0


def set_up_machine() -> None:
    """What tests need beside Python: a browser, and PostgreSQL unless a server is named."""
    named = os.environ.get("ALONGSIDE_CHROMIUM")
    if named and not find_browser():
        raise WayOut(f"ALONGSIDE_CHROMIUM says {named}, and there is no browser there. Mend it, or leave it out.")
    missing = []
    if not find_browser():
        missing.append("chromium")
    if not os.environ.get("ALONGSIDE_PG_HOST") and not find_postgres():
        missing.append("postgresql")
    if not missing:
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        with Step(f"Installing {' and '.join(missing)} from Debian (a minute or two)"):
            try:
                run([*APT, "update"], env=env)
                run([*APT, "install", "--no-install-recommends", *missing, "fonts-dejavu-core"], env=env)
            except subprocess.CalledProcessError as fault:
                raise why_not(f"{' and '.join(missing)} could not be installed", fault.output) from fault
    if not find_browser():
        raise WayOut(
            "The tests look at every page in a real browser, and there is no Chromium here. Install it (Debian: sudo apt "
            "install chromium), or say where one is: ALONGSIDE_CHROMIUM=/path/to/chromium make test"
        )
    if not os.environ.get("ALONGSIDE_PG_HOST") and not find_postgres():
        raise WayOut(
            "The tests also run on PostgreSQL, and its programs are not here. Install them (Debian: sudo apt install "
            "postgresql), or say where they are: ALONGSIDE_PG_BIN=/folder/with/initdb make test"
        )


def hand_over(command: list[str], compiled: Path, **more: str) -> None:
    """Go on as this command. What Python compiles is kept in `compiled`: without it each start takes half as long again."""
    sys.stdout.flush()
    os.chdir(HOME)
    env = {"PYTHONPYCACHEPREFIX": str(compiled), **os.environ, **more}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    os.execve(command[0], command, env)


def port_from(words: list[str]) -> int:
    said = words[words.index("--port") + 1] if "--port" in words[:-1] else "8000"
    if not said.isascii() or not said.isdigit():
        raise WayOut(f"PORT must be a number, and “{said}” is not. For example: PORT=8123 make demo")
    return int(said)


def main(words: list[str]) -> None:
    insist_on_python()
    job, rest = (words[0], words[1:]) if words else ("demo", [])
    if job == "demo":
        port = port_from(rest)
        insist_on_free_port(port)
        var = Path(os.environ.get("ALONGSIDE_VAR", HOME / "var"))
        insist_on_writing(
            var, "Copy Alongside into a folder of your own, or set ALONGSIDE_VAR to a folder for its data."
        )
        set_up("base")
        hand_over([str(PYTHON), "manage.py", "demo", "--port", str(port)], var / "compiled", ALONGSIDE_ENV="demo")
    elif job == "test":
        set_up("test")
        set_up_machine()
        hand_over([str(PYTHON), "scripts/test.py", *rest], HOME / "build" / "compiled")
    elif job == "tools":
        set_up("test")
    else:
        raise WayOut(f"There is no job “{job}” here. The jobs are: demo, test, tools.")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except WayOut as way_out:
        say(str(way_out))
        sys.exit(1)
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        say(str(no_room()))
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nStopped. Start the same command again to go on.")
        sys.exit(130)
