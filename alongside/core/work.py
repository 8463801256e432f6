"""Work for later, asked for in the same transaction as the action: a notice to send, a file to read.

Rooms below know only kinds and ids; the jobs room registers who does it. At least once: every handler bears a second run.
"""

from collections.abc import Callable
from typing import Any

from django_tasks import task

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


def ask_for(kind: str, **about: str) -> None:
    """Ask for work. Ids as text and kinds only: what stands in the queue is not a place for words."""
    run.enqueue(kind=kind, about=about)
