"""The demo in one command: makes its database, loads the invented community, serves it here, says where."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from alongside.jobs import promises
from alongside.project.demo import community
from alongside.project.demo.play import NotPlayed


class Command(BaseCommand):
    help = "Serve the demo community of invented people on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--anew", action="store_true", help="build the community again, with fresh dates")
        parser.add_argument("--build-only", action="store_true", help="build the community and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo starts with ALONGSIDE_ENV=demo, as `make demo` does. Nothing was touched.")
        port = options["port"]
        if not options["build_only"]:
            insist_on_free_port(port)
        make_room(settings.VAR)
        make_room(settings.STATIC_ROOT)
        self._migrate()
        reason = community.why_not_here()
        if reason:
            raise CommandError(reason)
        if options["anew"]:
            community.clear()
        if not community.is_built():
            self.stdout.write("Building the demo community: invented people, their circles and conversations.")
            started = time.monotonic()
            try:
                community.build(say=lambda line: self.stdout.write(f"  {line}"))
            except NotPlayed as fault:
                raise CommandError(f"The demo community could not be built, and nothing was kept. {fault}") from fault
            self.stdout.write(f"  Done in {time.monotonic() - started:.0f} s.")
        if options["build_only"]:
            return
        promises.keep_promises()
        self._serve(port)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Making the database.")
            call_command("migrate", verbosity=0, interactive=False)

    def _serve(self, port: int) -> None:
        worker = subprocess.Popen(  # noqa: S603 - our own interpreter and our own manage.py
            [sys.executable, str(settings.HOME / "manage.py"), "db_worker", "--interval", "1"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

        def stop(_number: int, _frame: FrameType | None) -> None:
            raise SystemExit(0)

        signal.signal(signal.SIGTERM, stop)
        connection.close()
        self.stdout.write(
            f"Alongside is at http://localhost:{port}/ (everybody in it is invented). Stop it with Ctrl+C."
        )
        self.stdout.flush()
        try:
            uvicorn.run(
                "alongside.project.asgi:application",
                host=os.environ.get("ALONGSIDE_BIND", "127.0.0.1"),
                port=port,
                log_level="warning",
                lifespan="off",
                access_log=False,
                timeout_graceful_shutdown=3,
            )
        finally:
            worker.terminate()
            worker.wait(timeout=10)


def insist_on_free_port(port: int) -> None:
    """One clear sentence when something else already answers there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("ALONGSIDE_BIND", "127.0.0.1"), port))
        except OSError as fault:
            raise CommandError(
                f"Port {port} is in use on this machine. Choose another: PORT={port + 1} make demo"
            ) from fault


def make_room(folder: Path) -> None:
    """One clear sentence when nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".can-write"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        raise CommandError(
            f"The folder {folder} cannot be written to. Make it writable, or set ALONGSIDE_VAR to a folder that is."
        ) from fault
