"""A small web server on this machine that plays the part of ours for the scripts of a page: drafts, live events, uploads."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

STATIC = Path(__file__).resolve().parents[2] / "alongside" / "web" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass
class Seen:
    """What the browser asked for, and how the server should answer."""

    pages: dict[str, str] = field(default_factory=dict)
    drafts: list[tuple[str, dict[str, Any], str]] = field(default_factory=list)
    posts: list[tuple[str, bytes]] = field(default_factory=list)
    draft_status: int = 200
    post_goes_to: str = ""
    post_status: int = 200
    events: int = 0
    live_opened: int = 0
    slow: float = 0.0


class Answers(BaseHTTPRequestHandler):
    """Answers from `Seen`."""

    seen: Seen

    def log_message(self, *_parts: Any) -> None:
        """Keep the test output quiet."""

    def reply(self, status: int, kind: str, body: bytes, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            self.reply(200, TYPES[file.suffix], file.read_bytes())
        elif path == "/live/":
            self.stream()
        elif path in self.seen.pages:
            self.reply(200, "text/html; charset=utf-8", self.seen.pages[path].encode())
        else:
            self.reply(404, "text/plain", b"")

    def stream(self) -> None:
        self.seen.live_opened += 1
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        told = self.seen.events
        try:
            for _beat in range(300):
                while told < self.seen.events:
                    told += 1
                    self.wfile.write(b"data: new\n\n")
                self.wfile.write(b": still here\n\n")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/drafts/"):
            if self.seen.draft_status == 200:
                token = unquote(self.path.removeprefix("/drafts/").strip("/"))
                self.seen.drafts.append((token, json.loads(body), self.headers.get("X-CSRFToken", "")))
            self.reply(self.seen.draft_status, "application/json", b'{"kept_at": "14:02"}')
            return
        self.seen.posts.append((self.path, body))
        time.sleep(self.seen.slow)
        if self.seen.post_goes_to:
            self.reply(303, "text/plain", b"", Location=self.seen.post_goes_to)
        else:
            self.reply(self.seen.post_status, "text/html; charset=utf-8", self.seen.pages[self.path].encode())


def start() -> tuple[ThreadingHTTPServer, Seen, str]:
    """Start on a free port; gives the server, what it sees, and its address."""
    seen = Seen()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Answers,), {"seen": seen}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server, seen, f"http://127.0.0.1:{server.server_port}"
