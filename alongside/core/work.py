"""Work for later, asked for in the same transaction as the action: a notice to send, a file to read.

Rooms below know only kinds and ids; the jobs room registers who does it. At least once: every handler bears a second run.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django_tasks import task

from alongside.core import clock

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}


def does(kind: str) -> Callable[[Handler], Handler]:
    """Register a function as the one that does `kind`."""

    def keep(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return keep


@task()
def run(kind: str, about: dict[str, Any]) -> None:
    """The one task of the queue: hands over to whoever does this kind."""
    _handlers[kind](**about)


def ask_for(kind: str, *, later: timedelta | None = None, **about: str) -> None:
    """Ask for work. Ids as text and kinds only: what stands in the queue is not a place for words.

    `later`: not before then, for another try. Where work is done at once (tests), it is done at once.
    """
    task_to_do = run
    if later is not None and run.get_backend().supports_defer:
        task_to_do = run.using(run_after=clock.now() + later)
    task_to_do.enqueue(kind=kind, about=about)
