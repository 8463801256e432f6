"""Conversations in domain words, made through the same actions as real ones."""

from datetime import date, timedelta
from uuid import UUID

from alongside.care.actions import conversation as do
from alongside.care.actions import links
from alongside.care.actions.asks import NewAsk
from alongside.care.queries import asks as tell_asks
from alongside.care.queries import conversation as tell
from alongside.care.queries.asks import AskShown
from alongside.care.queries.conversation import Said, ThreadLine
from alongside.care.queries.links import Behind, behind
from alongside.circle.codes import hash_of
from alongside.core import clock
from alongside.core.viewer import Purpose, Viewer
from tests.factories import Person, Somebody, footing_of, seen_by


def in_a_week() -> date:
    return clock.today() + timedelta(days=7)


def a_conversation(person: Person, *members: UUID, subject: str = "Sleep", words: str = "I wake at three.") -> UUID:
    """The person starts one, with these members in it."""
    footing = footing_of(person, person.space)
    with seen_by(person.viewer):
        return do.start(footing=footing, subject=subject, words=words, members=members, by=person.viewer)


def writes(
    somebody: Somebody,
    space: UUID,
    thread: UUID,
    words: str,
    *,
    asks: str = "",
    by: date | None = None,
    answers: UUID | None = None,
    once: str = "",
) -> UUID:
    """Somebody sends a message; `asks` is the key of whoever should answer it."""
    footing = footing_of(somebody, space)
    with seen_by(somebody.viewer):
        return do.send(
            footing=footing,
            thread=thread,
            words=words,
            ask=NewAsk(owner=asks, due_on=by or in_a_week()) if asks else None,
            answers=answers,
            once=once,
            by=somebody.viewer,
        )


def opens(somebody: Somebody, space: UUID, thread: UUID) -> None:
    """Somebody opens a conversation: what waits there is seen."""
    footing = footing_of(somebody, space)
    with seen_by(somebody.viewer):
        do.mark_read(footing=footing, thread=thread, by=somebody.viewer)


def said_in(somebody: Somebody, space: UUID, thread: UUID) -> list[Said]:
    """What somebody sees in a conversation; nothing when it is not open to them."""
    footing = footing_of(somebody, space)
    with seen_by(somebody.viewer):
        row = tell.thread(somebody.viewer, space, thread)
        return list(tell.conversation(somebody.viewer, footing, row).said) if row else []


def list_of(somebody: Somebody, space: UUID) -> list[ThreadLine]:
    """The list of conversations as somebody sees it."""
    footing = footing_of(somebody, space)
    with seen_by(somebody.viewer):
        return tell.threads(somebody.viewer, footing)


def ask_in(somebody: Somebody, space: UUID, thread: UUID) -> AskShown:
    """The newest ask of a conversation."""
    found = [one.ask for one in said_in(somebody, space, thread) if one.ask]
    assert found[-1] is not None
    return found[-1]


def waits_for(somebody: Somebody) -> list[str]:
    """The words of every ask that waits for somebody."""
    with seen_by(somebody.viewer):
        return [one.words for one in tell_asks.asks_waiting_for(somebody.viewer)]


def a_link(person: Person, thread: UUID, *, weeks: int = 2, name: str = "", role: str = "") -> str:
    """The person makes a link; gives its code."""
    footing = footing_of(person, person.space)
    with seen_by(person.viewer):
        return links.make_link(footing=footing, thread=thread, weeks=weeks, name=name, role=role, by=person.viewer)


def bearer_of(code: str) -> Viewer:
    """Whoever carries a link."""
    return Viewer(None, "", Purpose.DIRECT_CARE, link=hash_of(code))


def behind_link(code: str) -> Behind | None:
    """What the bearer of a link finds."""
    viewer = bearer_of(code)
    with seen_by(viewer):
        return behind(viewer)
