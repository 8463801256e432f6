"""When everybody reads what others wrote in a conversation. Not in the files: it follows from them.

Whoever has an ask that the file says they have not seen yet has not opened the conversation since.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from alongside.project.demo.cast import Cast
from alongside.project.demo.conversations import read
from alongside.project.demo.play import Play, at_home, at_their_desk

# What is this new nobody has read yet, so that every visitor finds something new somewhere.
STILL_NEW = timedelta(hours=20)
# Whoever writes or reads again this soon has read it then.
SOON = timedelta(days=5)


@dataclass(frozen=True)
class Unseen:
    """From when until when an ask was with somebody who had not opened it."""

    who: str
    begins: datetime
    ends: datetime


def tell(play: Play, cast: Cast, whole: dict[str, Any], at_home_are: set[str]) -> None:
    """Everybody's reading in one space."""
    for thread in whole["threads"]:
        unseen = [one for message in thread["messages"] for one in _unseen(play, message)]
        readers = {whole["person"]: (play.when(thread["opened"]), play.now)}
        for row in thread["members"]:
            readers[row["who"]] = play.when(row["from"], "from"), play.when(row["until"], "until")
        for who, (begins, ends) in readers.items():
            for at in _times(play, thread, who, is_at_home=who in at_home_are):
                is_blind = any(one.who == who and one.begins <= at < one.ends for one in unseen)
                if begins < at < min(ends, play.now - STILL_NEW) and not is_blind:
                    place = f"{thread['slug']}: {who} reads"
                    play.then(at, place, partial(read, cast, whole["person"], thread["slug"], who))


def _times(play: Play, thread: dict[str, Any], who: str, *, is_at_home: bool) -> list[datetime]:
    """Some time after each message of somebody else; several in a row are read together, or when answering."""
    later = at_home if is_at_home else at_their_desk
    written = [(play.when(one["at"]), one["from"]) for one in thread["messages"]]
    found = [later(at, f"{thread['slug']} {at:%d%H%M} {who}") for at, by in written if by != who]
    own = [at for at, by in written if by == who]
    return sorted({at for at in found if not any(at < other < at + SOON for other in [*own, *found])})


def _unseen(play: Play, message: dict[str, Any]) -> list[Unseen]:
    asked = message.get("ask")
    if not asked:
        return []
    found, owner, since = [], asked["to"], play.when(message["at"])
    for step in asked["steps"]:
        at = play.when(step["at"])
        if step["state"] == "seen":
            found.append(Unseen(owner, since, at))
            owner = ""
        elif step["state"] == "passed":
            owner, since = step["to"], at
    if owner and asked["now"] in ("asked", "passed"):
        found.append(Unseen(owner, since, play.now + timedelta(days=1)))
    return found
