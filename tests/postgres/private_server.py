"""A PostgreSQL of the tests' own, brought up from this machine's programs and always taken down again.

It makes the two roles of production: one that owns the tables, one that the application runs as and that owns nothing.
"""

import atexit
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from scripts.set_up import find_postgres

OWNER, APP = "alongside_owner", "alongside_app"
PREFIX = "alongside-postgres-"
TESTS_PREFIX = "alongside-tests-"
STARTER = "started-by"


class NoPostgres(RuntimeError):
    """PostgreSQL cannot be brought up here; the message says the way out."""


@dataclass(frozen=True)
class Server:
    """Where a server is, and how its two roles sign in."""

    host: str
    port: int
    owner_password: str
    app_password: str

    def environment(self) -> dict[str, str]:
        """What the settings and the tests read."""
        return {
            "ALONGSIDE_DB": "postgres",
            "ALONGSIDE_PG_HOST": self.host,
            "ALONGSIDE_PG_PORT": str(self.port),
            "ALONGSIDE_PG_NAME": "alongside",
            "ALONGSIDE_PG_USER": APP,
            "ALONGSIDE_PG_PASSWORD": self.app_password,
            "ALONGSIDE_PG_OWNER": OWNER,
            "ALONGSIDE_PG_OWNER_PASSWORD": self.owner_password,
        }


class PrivateServer:
    """One cluster in a folder of its own under the system's temporary folder, on loopback only."""

    def __init__(self, *, fsync: bool = True) -> None:
        self.fsync = fsync
        self.programs = _programs()
        # PostgreSQL refuses to run as root; Debian's package brings this account for it.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None
        self.folder = Path()

    def start(self) -> Server:
        reap_orphans()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        atexit.register(self.stop)
        (self.folder / STARTER).write_text(str(os.getpid()), encoding="ascii")
        password = secrets.token_urlsafe(18)
        (self.folder / "password").write_text(password, encoding="ascii")
        if self.user:
            self.folder.chmod(0o700)
            for one in (self.folder, self.folder / "password", self.folder / STARTER):
                shutil.chown(one, self.user)
        self._initialise()
        for _attempt in range(3):  # another process may take the free port first
            port = _free_port()
            if self._serve(port, password):
                break
        else:
            raise NoPostgres(f"PostgreSQL did not start:\n{self._log()}")
        server = Server("127.0.0.1", port, secrets.token_urlsafe(18), secrets.token_urlsafe(18))
        _make_roles(server, password)
        return server

    def _initialise(self) -> None:
        command = [
            *(str(self.programs / "initdb"), "-D", str(self.folder / "data"), "-U", "postgres"),
            *("--auth=scram-sha-256", f"--pwfile={self.folder / 'password'}"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
        ]
        made = self._as_user(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = made.communicate(timeout=120)[0]
        if made.returncode:
            raise NoPostgres(f"PostgreSQL's initdb failed:\n{said.decode(errors='replace')}")

    def _serve(self, port: int, password: str) -> bool:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": self.folder,
            "fsync": "on" if self.fsync else "off",
            "jit": "off",
            "max_connections": 60,
            "shared_buffers": "64MB",
            "timezone": "UTC",
        }
        flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), *flags]
            self.process = self._as_user(command, stdout=log, stderr=log)
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            try:
                _superuser("127.0.0.1", port, password).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        self._end_process()
        return False

    def _as_user(self, command: list[str], *, stdout: object, stderr: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]  # files and flags alike
            command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def _log(self) -> str:
        log = self.folder / "log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else "(it said nothing)"

    def _end_process(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # "fast": ends open connections, keeps what was committed
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(timeout=10)

    def stop(self) -> None:
        """Take the server down and its folder away. Safe to say twice."""
        atexit.unregister(self.stop)
        self._end_process()
        if self.folder.name.startswith(PREFIX):
            shutil.rmtree(self.folder, ignore_errors=True)


def reap_orphans() -> None:
    """Take away what a run left behind that was ended too hard to clean up after itself."""
    for folder in Path(tempfile.gettempdir()).glob("alongside-*-*"):
        try:
            starter = int((folder / STARTER).read_text(encoding="ascii"))
        except (OSError, ValueError):
            continue
        if _is_running(starter):
            continue
        lock = folder / "data" / "postmaster.pid"
        if lock.exists():
            server = int(lock.read_text(encoding="ascii").split()[0])
            # Only a server that really runs on this folder: numbers of processes are used again.
            if _is_running(server) and str(folder) in _command_of(server):
                os.kill(server, signal.SIGINT)
                until = time.monotonic() + 10
                while _is_running(server) and time.monotonic() < until:
                    time.sleep(0.05)
        shutil.rmtree(folder, ignore_errors=True)


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _end_with_parent() -> None:
    """Ask Linux to stop the server when the test run is killed outright; elsewhere the next run reaps it."""
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGINT)


def _programs() -> Path:
    found = find_postgres()
    if found is None:
        raise NoPostgres(
            "PostgreSQL's programs are not here. Install them (Debian: sudo apt install postgresql), say where they are "
            "(ALONGSIDE_PG_BIN), or name a running server (ALONGSIDE_PG_HOST and the rest, see CONTRIBUTING.md)."
        )
    return Path(found)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _superuser(host: str, port: int, password: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=host, port=port, user="postgres", password=password, dbname="postgres", autocommit=True, connect_timeout=5
    )


def _make_roles(server: Server, password: str) -> None:
    with _superuser(server.host, server.port, password) as connection:
        for role, rights, its_password in (
            (OWNER, "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS", server.owner_password),
            (APP, "LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS", server.app_password),
        ):
            connection.execute(
                sql.SQL("CREATE ROLE {} {} PASSWORD {}").format(
                    sql.Identifier(role), sql.SQL(rights), sql.Literal(its_password)
                )
            )
