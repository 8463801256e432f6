"""Tell me: my own words and where they went; what was lent to a service; what waits to be read first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models

from alongside.core.viewer import Viewer, respondent_of
from alongside.listening.models import Excerpt, Story, StoryConsent, StoryEdit, StoryUse
from alongside.listening.models.stories import facilitates, in_force, lent_now
from alongside.listening.rules import CLOSED, Line, StoryState, Use
from alongside.people.queries import place_at


@dataclass(frozen=True)
class MyWords:
    """One story as its author reads it."""

    story: Story
    lent: dict[Use, StoryConsent]
    excerpts: list[Excerpt]
    uses: list[StoryUse]
    proposed: StoryEdit | None


def my_words(viewer: Viewer) -> list[MyWords]:
    """Everything this somebody told, what they lent, and where it stood."""
    me = respondent_of(viewer)
    if not me:
        return []
    every = list(Story.objects.filter(author=me).select_related("service").order_by("-told_at"))
    here = [story.pk for story in every]
    lent: defaultdict[UUID, dict[Use, StoryConsent]] = defaultdict(dict)
    for yes in StoryConsent.objects.filter(in_force(), story_id__in=here):
        lent[yes.story_id][Use(yes.purpose)] = yes
    cut: defaultdict[UUID, list[Excerpt]] = defaultdict(list)
    for excerpt in Excerpt.objects.filter(story_id__in=here).order_by("made_at"):
        cut[excerpt.story_id].append(excerpt)
    stood: defaultdict[UUID, list[StoryUse]] = defaultdict(list)
    for use in StoryUse.objects.filter(story_id__in=here).order_by("first_at"):
        stood[use.story_id].append(use)
    waits = StoryEdit.objects.filter(story_id__in=here, approved_at=None, refused_at=None)
    # Nobody is asked about words of a story that they took back, or that stays with them.
    proposed = {edit.story_id: edit for edit in waits.exclude(story__state__in=CLOSED)}
    return [MyWords(row, lent[row.pk], cut[row.pk], stood[row.pk], proposed.get(row.pk)) for row in every]


def stories_lent(viewer: Viewer, service: UUID) -> list[Story]:
    """Stories that those of a service and its panel may read whole: read first by somebody else, and lent for improving it."""
    if place_at(viewer.account, service) is None:
        return []
    return list(lent_now(Use.IMPROVEMENT).filter(service_id=service).order_by("-told_at"))


def excerpts_for(viewer: Viewer, service: UUID, practice: str, purpose: Use = Use.IMPROVEMENT) -> list[Excerpt]:
    """Words beside a practice whose authors lent them for this, checked that nobody is recognised. The newest first."""
    if place_at(viewer.account, service) is None:
        return []
    rows = Excerpt.objects.filter(practice=practice, story__service_id=service, story__state=StoryState.CLEARED)
    return list(rows.filter(story_id__in=_lent_for(purpose)).select_related("story").order_by("-made_at")[:12])


def to_read_first(viewer: Viewer) -> list[Story]:
    """New stories, and new lines of stories that were read, for a facilitator from outside the team."""
    if not facilitates(viewer):
        return []
    wait = models.Q(state=StoryState.TOLD) | models.Q(state=StoryState.CLEARED, new_caption_is=Line.WAITS)
    rows = Story.objects.filter(wait).select_related("service__organisation").order_by("told_at")
    return [row for row in rows if not _of_the_team(viewer, row.service_id)]


def to_read(viewer: Viewer, story: UUID) -> Story | None:
    """One story for whoever reads it first."""
    if not facilitates(viewer):
        return None
    open_ones = Story.objects.filter(state__in=(StoryState.TOLD, StoryState.CLEARED))
    row = open_ones.filter(pk=story).select_related("service").first()
    return None if row is None or _of_the_team(viewer, row.service_id) else row


def proposed_for(viewer: Viewer, story: UUID) -> StoryEdit | None:
    """Other words that wait for the author's answer."""
    return StoryEdit.objects.filter(story_id=story, approved_at=None, refused_at=None).first()


def excerpts_of(viewer: Viewer, story: UUID) -> list[Excerpt]:
    """Words of one story that stand beside practices."""
    return list(Excerpt.objects.filter(story_id=story).order_by("made_at"))


def stories_for_theming(viewer: Viewer, services: Iterable[UUID] | None = None) -> list[Story]:
    """Cleared stories whose authors lent them for making principles, for a facilitator or researcher of that service."""
    rows = lent_now(Use.PRINCIPLES)
    if services is not None:
        rows = rows.filter(service_id__in=list(services))
    return list(rows.order_by("told_at"))


def lent_as_it_stands(purpose: Use, *, story: str, words: str) -> models.Q:
    """A condition inside another query: the story in column `story` is lent for this now, and still reads as column `words`."""
    if connection.vendor == "postgresql":
        # Whoever asks need not see the story itself; the second wall answers yes or no.
        said = models.Func(
            models.F(story), models.F(words), models.Value(purpose.value), function="alongside_story_stands"
        )
        return models.Q(models.ExpressionWrapper(said, output_field=models.BooleanField()))
    rows = models.QuerySet(Story).filter(pk=models.OuterRef(story), words=models.OuterRef(words))
    return models.Q(models.Exists(rows.filter(state=StoryState.CLEARED, pk__in=_lent_for(purpose))))


def is_lent(viewer: Viewer, story: UUID, purpose: Use) -> bool:
    """Whether a story that this viewer may know of is lent for this now."""
    return StoryConsent.objects.for_viewer(viewer).filter(in_force(), story_id=story, purpose=purpose).exists()


def authors_who_want_to_hear(service: UUID, practice: str) -> list[str]:
    """Links of those whose words stood beside this practice and who asked to hear what came of them. For telling back only."""
    rows = Excerpt.objects.filter(practice=practice, story__service_id=service, story__wants_to_hear=True)
    rows = rows.filter(story_id__in=_lent_for(Use.IMPROVEMENT))
    return sorted(set(rows.values_list("story__author", flat=True)))


def _lent_for(purpose: Use) -> object:
    return StoryConsent.unscoped().filter(in_force(), purpose=purpose).values("story_id")


def _of_the_team(viewer: Viewer, service: UUID) -> bool:
    place = place_at(viewer.account, service)
    return place is not None and place.works_here
