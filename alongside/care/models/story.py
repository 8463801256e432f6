"""Tables of the story: layers and headings with every version kept, files, read-backs, and how to communicate."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from alongside.care.rules import CommunicationKind, ReadBackState, StoryKind
from alongside.circle.guarded import GuardedItem, PartOf, choices, openings
from alongside.circle.rules import Area
from alongside.core.viewer import Viewer


class KeptText(GuardedItem):
    """A text of the person's own with a version; saving compares the version, so that no edit is lost."""

    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta(GuardedItem.Meta):
        abstract = True


class KeptVersion(PartOf):
    """What a text said before. Also the text that came second when two people saved at once."""

    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())
    by_name = models.CharField(max_length=200)
    set_aside = models.BooleanField(default=False)

    class Meta(PartOf.Meta):
        abstract = True


class StoryPart(KeptText):
    """One layer or heading of somebody's story."""

    area = Area.STORY
    kind = models.CharField(max_length=30, choices=choices(StoryKind))

    class Meta(KeptText.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "kind"], name="one_story_part_of_a_kind")]

    class Privacy:
        personal = ("space", "label", "text")
        plain = ("id", "kind", "version", "changed_at")


class StoryVersion(KeptVersion):
    whole = "part"
    part = models.ForeignKey(StoryPart, on_delete=models.CASCADE, related_name="versions")

    class Privacy:
        personal = ("part", "text", "by_name")
        plain = ("id", "version", "at", "set_aside")


class CommunicationPart(KeptText):
    """One heading of how somebody likes to be communicated with."""

    area = Area.COMMUNICATION
    kind = models.CharField(max_length=30, choices=choices(CommunicationKind))

    class Meta(KeptText.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "kind"], name="one_communication_part_of_a_kind")
        ]

    class Privacy:
        personal = ("space", "label", "text")
        plain = ("id", "kind", "version", "changed_at")


class CommunicationVersion(KeptVersion):
    whole = "part"
    part = models.ForeignKey(CommunicationPart, on_delete=models.CASCADE, related_name="versions")

    class Privacy:
        personal = ("part", "text", "by_name")
        plain = ("id", "version", "at", "set_aside")


class StoryFile(GuardedItem):
    """A photo or document beside the story. Checked before it was stored; always given out as a download."""

    area = Area.STORY
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(db_default=Now())
    data = models.BinaryField()

    class Privacy:
        personal = ("space", "label", "name", "caption", "data", "sha256")
        plain = ("id", "media_type", "size", "added_at")


class Meeting(GuardedItem):
    """A first meeting that is coming: the moment to have read the story before."""

    area = Area.STORY
    member = models.ForeignKey("circle.Member", on_delete=models.CASCADE, related_name="+")
    with_name = models.CharField(max_length=200)
    with_role = models.CharField(max_length=200, blank=True)
    on_day = models.DateField()
    first = models.BooleanField(default=True)
    made_at = models.DateTimeField(db_default=Now())

    class Privacy:
        personal = ("space", "label", "member", "with_name", "with_role", "on_day", "first")
        plain = ("id", "made_at")


class ReadBack(GuardedItem):
    """Two lines by a professional: what I understood. The person confirms or corrects; both see the state."""

    area = Area.STORY
    member = models.ForeignKey("circle.Member", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    author_role = models.CharField(max_length=200)
    words = models.TextField()
    state = models.CharField(max_length=20, choices=choices(ReadBackState), default=ReadBackState.WAITING)
    correction = models.TextField(blank=True)
    made_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("space", "label", "member", "author", "author_name", "author_role", "words", "correction")
        plain = ("id", "state", "made_at", "answered_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        """Its writer's and the person's: to everybody else with the story open it is not there."""
        theirs = models.Q(space_id__in=openings(viewer).owned) | models.Q(author_id=viewer.account)
        return super().visible_to(viewer) & theirs
