"""A server of ours that is up at once and can be killed as a whole: forked from a process that has everything loaded.

It is the production server itself (uvicorn, or gunicorn with two workers) on a port of its own and in a process group of
its own. Not for journeys: those start a server the long way. `AnswersTooSoon` is wrong on purpose.
"""

import io
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import uvicorn
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

WORKERS = 2
LATE = 0.05


class Kind(StrEnum):
    """Which server, and whether it keeps its word."""

    UVICORN = "uvicorn"
    GUNICORN = "gunicorn"
    ANSWERS_TOO_SOON = "answers too soon"


class AnswersTooSoon:
    """Says "done" to every form and does it a moment later: what a kill test must be able to see."""

    def __init__(self, pages: Callable[..., Iterable[bytes]]) -> None:
        self.pages = pages

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return self.pages(environ, start_response)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        threading.Timer(LATE, self._do, [environ]).start()
        start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
        return []

    def _do(self, environ: dict[str, Any]) -> None:
        done = self.pages(environ, lambda *_said: None)
        closes = getattr(done, "close", None)
        if closes:
            closes()


class Gunicorn(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, as its command line would set it up, on a socket that is there already."""

    def __init__(self, pages: Callable[..., Iterable[bytes]], listening: socket.socket) -> None:
        self.pages, self.listening = pages, listening
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self.listening.fileno()}",
            "workers": WORKERS,
            "threads": 4,
            "loglevel": "critical",
            "control_socket_disable": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Iterable[bytes]]:
        return self.pages


@dataclass(frozen=True)
class Running:
    """A server that takes requests."""

    group: int
    port: int

    def kill(self) -> None:
        """End every process of it at once, without a word."""
        os.killpg(self.group, signal.SIGKILL)
        os.waitpid(self.group, 0)


class Servers:
    """Loads the application once; each server after that is a fork of it."""

    def __init__(self) -> None:
        self.live, self.pages = get_asgi_application(), get_wsgi_application()

    def start(self, kind: Kind) -> Running:
        """A new server. It listens before this returns: whoever writes at once waits for its first worker."""
        connections.close_all()
        listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        listening.set_inheritable(True)
        ready, told = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.setsid()
                os.close(ready)
                os.close(told)
                self._serve(kind, listening)
            finally:
                os._exit(1)
        os.close(told)
        os.read(ready, 1)  # nothing is ever said: it ends when the child has its own process group
        os.close(ready)
        port = int(listening.getsockname()[1])
        listening.close()
        return Running(pid, port)

    def _serve(self, kind: Kind, listening: socket.socket) -> None:
        sys.stdout = sys.stderr
        if kind is Kind.UVICORN:
            config = uvicorn.Config(self.live, log_level="critical", lifespan="off", access_log=False)
            uvicorn.Server(config).run(sockets=[listening])
        else:
            sys.argv = ["gunicorn"]
            Gunicorn(self.pages if kind is Kind.GUNICORN else AnswersTooSoon(self.pages), listening).run()
