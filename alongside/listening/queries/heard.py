"""Tell me: which services I told something and asked to hear back from, about what, and what I have opened already."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.core.viewer import Viewer, respondent_of
from alongside.listening.models import Excerpt, HeardBack, Story
from alongside.listening.rules import StoryState


@dataclass(frozen=True)
class AskedToHear:
    """One service that I told something: since when, and beside which practices my words stood."""

    service: UUID
    name: str
    since: date
    practices: frozenset[str]


def asked_to_hear(viewer: Viewer) -> list[AskedToHear]:
    """Services that this somebody told a story, with the wish to hear what came of it. What was taken back waits for nothing."""
    me = respondent_of(viewer)
    if not me:
        return []
    mine = Story.objects.filter(author=me, wants_to_hear=True).exclude(state=StoryState.TAKEN_BACK)
    rows = list(mine.select_related("service").order_by("told_at"))
    if not rows:
        return []
    beside: dict[UUID, set[str]] = {}
    for story, practice in Excerpt.objects.filter(story__in=rows).values_list("story_id", "practice"):
        beside.setdefault(story, set()).add(practice)
    found: dict[UUID, AskedToHear] = {}
    for row in rows:
        before = found.get(row.service_id)
        found[row.service_id] = AskedToHear(
            row.service_id,
            row.service.name,
            before.since if before else row.told_at.date(),
            frozenset((before.practices if before else frozenset()) | beside.get(row.pk, set())),
        )
    return list(found.values())


def opened(viewer: Viewer) -> frozenset[UUID]:
    """Texts that this somebody has opened."""
    me = respondent_of(viewer)
    return frozenset(HeardBack.objects.filter(respondent=me).values_list("text", flat=True)) if me else frozenset()
