"""Tables of stories that people lend a service. No link to a care record; each use needs a yes of its own."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import PersonalModel
from alongside.listening import rules
from alongside.listening.models.answers import NOBODY, choices
from alongside.people.around import services_around
from alongside.people.queries import roles_of
from alongside.people.rules import PlatformRole


def facilitates(viewer: Viewer) -> bool:
    """Whether this viewer reads new stories for others: a facilitator, from outside the team."""
    return viewer.account is not None and PlatformRole.FACILITATOR in roles_of(viewer.account)


def in_force() -> models.Q:
    """A yes that holds now, by the database's clock."""
    return models.Q(withdrawn_at=None) & (models.Q(ends_at=None) | models.Q(ends_at__gt=Now()))


def lent_to(viewer: Viewer) -> models.Q:
    """Stories that those of a service, or of its panel, may know of: read by somebody else first, and lent for improving it."""
    yes = StoryConsent.unscoped().filter(in_force(), purpose=rules.Use.IMPROVEMENT).values("story_id")
    return services_around(viewer) & models.Q(state=rules.StoryState.CLEARED, pk__in=yes)


class Story(PersonalModel):
    """What somebody tells of a service in their own words. `words` are what its author last agreed to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    author = models.CharField(max_length=32)
    return_hash = models.CharField(max_length=64, blank=True)
    words = models.TextField(max_length=rules.LONGEST_STORY)
    # Said by its author and shown wherever the story is: nobody else can take it away.
    caption = models.CharField(max_length=300, blank=True)
    # One that came after the story was read: somebody reads it first too, and until then it stands nowhere.
    new_caption = models.CharField(max_length=300, blank=True)
    new_caption_is = models.CharField(max_length=10, blank=True, choices=choices(rules.Line))
    content_note = models.CharField(max_length=200, blank=True)
    # How hard it may be to read, 0 to 3, said by whoever read it first; decides who is warned, never who is heard.
    weight = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, choices=choices(rules.StoryState), default=rules.StoryState.TOLD)
    told_kindly = models.CharField(max_length=500, blank=True)
    wants_to_hear = models.BooleanField(default=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)

    class Meta(PersonalModel.Meta):
        indexes: ClassVar = [models.Index(fields=["service", "state"])]

    class Privacy:
        personal = (
            "author",
            "return_hash",
            "words",
            "caption",
            "new_caption",
            "content_note",
            "told_kindly",
            "read_by",
        )
        plain = ("id", "service", "weight", "state", "wants_to_hear", "told_at", "read_at", "new_caption_is")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        mine = models.Q(author=respondent_of(viewer) or NOBODY)
        if facilitates(viewer):
            closed = (rules.StoryState.TAKEN_BACK, rules.StoryState.KEPT_PRIVATE)
            read_by_me = models.Q(state=rules.StoryState.KEPT_PRIVATE, read_by=viewer.account)
            return mine | ~models.Q(state__in=closed) | read_by_me
        return mine | (lent_to(viewer) if viewer.account else models.Q(pk__in=()))


def lent_now(purpose: rules.Use) -> models.QuerySet[Story]:
    """Stories that the bound viewer may see, read by somebody else first, and lent for this now."""
    yes = StoryConsent.unscoped().filter(in_force(), purpose=purpose).values("story_id")
    found: models.QuerySet[Story] = Story.objects.filter(state=rules.StoryState.CLEARED, pk__in=yes)
    return found


class PartOfStory(PersonalModel):
    """A row that belongs to one story and is seen by whoever sees the story."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")

    class Meta(PersonalModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(story_id__in=Story.objects.for_viewer(viewer).values("pk"))


class StoryConsent(PartOfStory):
    """A yes of the author to one use, from a day until a day. A new yes is a new row."""

    purpose = models.CharField(max_length=20, choices=choices(rules.Use))
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["story", "purpose"], condition=models.Q(withdrawn_at=None), name="one_yes_for_one_use"
            )
        ]

    class Privacy:
        personal = ("story",)
        plain = ("id", "purpose", "given_at", "ends_at", "withdrawn_at")

    @classmethod
    def unscoped(cls) -> models.QuerySet["StoryConsent"]:
        """Before the first wall: for this room's own decision who may see a story."""
        return models.QuerySet(cls)


class StoryEdit(PartOfStory):
    """Other words that somebody proposes, so that nobody is recognised. They hold only with the author's yes."""

    words = models.TextField(max_length=rules.LONGEST_STORY)
    why = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Privacy:
        personal = ("story", "words", "why")
        plain = ("id", "proposed_at", "approved_at", "refused_at")


class Excerpt(PartOfStory):
    """Some words of a story, exactly as they stand there, beside a practice. `cleared_at`: checked that nobody is recognised."""

    practice = models.CharField(max_length=40)
    words = models.CharField(max_length=600)
    made_at = models.DateTimeField()
    cleared_at = models.DateTimeField()

    class Privacy:
        personal = ("story", "words")
        plain = ("id", "practice", "made_at", "cleared_at")


class StoryUse(PartOfStory):
    """Where words of a story stood, for its author to read."""

    purpose = models.CharField(max_length=20, choices=choices(rules.Use))
    place = models.CharField(max_length=80, choices=choices(rules.Stood))
    # None: the story stood there whole.
    excerpt = models.UUIDField(null=True)
    first_at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "excerpt", "purpose", "place"], name="one_line_for_one_use"),
            models.UniqueConstraint(
                fields=["story", "purpose", "place"],
                condition=models.Q(excerpt=None),
                name="one_line_for_a_whole_story",
            ),
        ]

    class Privacy:
        personal = ("story",)
        plain = ("id", "purpose", "place", "excerpt", "first_at")
