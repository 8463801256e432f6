"""The gate's kind for live pages: a stream that says only "something is new", never what.

It asks the gate anew at every look, holds no connection and no transaction in between, and ends by itself.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, ClassVar

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.asgi import ASGIRequest
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views import View

LOOK_EVERY = 1.5
HEARTBEAT_EVERY = 15.0
LASTS = 300.0
# A browser opens at most six connections to one address: more streams than that are not somebody reading.
STREAMS_EACH = 6
RETRY_AFTER = "60"

# Few threads, so that however many pages are open, only so many connections to the database are.
_lookers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="live")
_open: Counter[str] = Counter()


class LivePage(View):
    """A stream of unnamed events. Subclasses say who it is for and which number grows when something changed."""

    look_every: ClassVar[float] = LOOK_EVERY
    heartbeat_every: ClassVar[float] = HEARTBEAT_EVERY
    lasts: ClassVar[float] = LASTS

    def whose(self, request: HttpRequest, **where: Any) -> str:
        """Whose stream this is, for the bound on how many one may have open."""
        raise NotImplementedError

    def change(self, request: HttpRequest, **where: Any) -> int | None:
        """The number now, asked through the gate, inside a transaction; None when it is not open to them (any more)."""
        raise NotImplementedError

    async def get(self, request: HttpRequest, **where: Any) -> HttpResponseBase:
        if not isinstance(request, ASGIRequest):
            # This door serves one page at a time: a stream would take a whole worker. The page works without.
            return HttpResponse(status=503, headers={"Retry-After": RETRY_AFTER})
        first = await self._look(request, where)
        if first is None:
            raise Http404
        whose = await sync_to_async(self.whose)(request, **where)
        if _open[whose] >= STREAMS_EACH:
            return HttpResponse(status=429, headers={"Retry-After": RETRY_AFTER})
        since = request.GET.get("since", "")
        known = int(since) if since.isdigit() and len(since) < 16 else first
        return StreamingHttpResponse(
            self._events(request, where, whose, known),
            content_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _events(
        self, request: HttpRequest, where: dict[str, Any], whose: str, known: int
    ) -> AsyncIterator[bytes]:
        _open[whose] += 1
        try:
            # What the sign-in was read with is given back before the waiting begins, not when the stream ends.
            await sync_to_async(give_back)()
            ends = time.monotonic() + self.lasts
            beat = time.monotonic()
            yield b": open\n\n"
            while time.monotonic() < ends:
                now = await self._look(request, where)
                if now is None:
                    return
                if now != known:
                    known, beat = now, time.monotonic()
                    yield b"data: new\n\n"
                elif time.monotonic() - beat >= self.heartbeat_every:
                    beat = time.monotonic()
                    yield b": still here\n\n"
                await asyncio.sleep(self.look_every)
        finally:
            _open[whose] -= 1
            if _open[whose] <= 0:
                del _open[whose]

    async def _look(self, request: HttpRequest, where: dict[str, Any]) -> int | None:
        return await sync_to_async(self._ask, thread_sensitive=False, executor=_lookers)(request, where)

    def _ask(self, request: HttpRequest, where: dict[str, Any]) -> int | None:
        try:
            with transaction.atomic():
                return self.change(as_now(request), **where)
        finally:
            connection.close()


def give_back() -> None:
    """Close this thread's own connection to the database."""
    connection.close()


def as_now(request: HttpRequest) -> HttpRequest:
    """The same visitor asked afresh: a session that ended, or an account that was closed, is nobody."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    fresh = HttpRequest()
    fresh.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    fresh.user = get_user(fresh)  # type: ignore[assignment]  # nobody signed in is a user too
    fresh.path = request.path
    return fresh
