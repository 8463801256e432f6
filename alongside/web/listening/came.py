"""What came of what somebody told: for their own page, for a line on their home, and behind their return link."""

from dataclasses import dataclass

from alongside.core.viewer import Viewer
from alongside.improvement.queries import telling
from alongside.improvement.queries.telling import Told
from alongside.listening.actions import heard as do
from alongside.listening.queries import heard


@dataclass(frozen=True)
class Came:
    """One thing that a service told back since. `is_beside`: my own words stood beside it; `is_new`: not opened before."""

    service: str
    told: Told
    is_beside: bool
    is_new: bool


def came_of_it(viewer: Viewer) -> list[Came]:
    """Told back since this somebody told their story, by services from which they asked to hear: what is nearest to it first."""
    asked = heard.asked_to_hear(viewer)
    opened = heard.opened(viewer) if asked else frozenset()
    found = [
        Came(one.name, told, told.text.practice in one.practices, told.text.pk not in opened)
        for one in asked
        for told in telling.told(one.service)
        if told.text.told_on is not None and told.text.told_on >= one.since
    ]
    return sorted(found, key=lambda one: not one.is_beside)


def something_came(viewer: Viewer) -> bool:
    """Whether something was told that they have not opened yet. Said, never counted."""
    return any(one.is_new for one in came_of_it(viewer))


def read_now(viewer: Viewer) -> list[Came]:
    """The same for a page that shows it: from now on it waits nowhere else."""
    found = came_of_it(viewer)
    do.opened(texts=[one.told.text.pk for one in found if one.is_new], by=viewer)
    return found
