"""Tables of studies: who takes part, and the words that were lent to them."""

import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel
from alongside.listening.queries.stories import lent_as_it_stands
from alongside.listening.rules import Use
from alongside.themes import rules


def choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Choices for a field whose values are an enum's."""
    return [(one.value, one.value) for one in enum]


def studies_of(viewer: Viewer, roles: Iterable[rules.StudyRole] = tuple(rules.StudyRole)) -> models.QuerySet[Any, Any]:
    """Ids of the studies in which this viewer has one of these roles now; usable inside another query."""
    rows = models.QuerySet(StudyMember).filter(account_id=viewer.account, account__is_active=True, left_at=None)
    return rows.filter(role__in=[one.value for one in roles]).values_list("study_id", flat=True)


def _in_my_studies(viewer: Viewer, roles: Iterable[rules.StudyRole], name: str = "study_id__in") -> models.Q:
    return models.Q(**{name: studies_of(viewer, roles)}) if viewer.account else models.Q(pk__in=())


class Study(PersonalModel):
    """One question that people are asked about, and everything that comes of their words. It feeds at most one own set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=160)
    question = models.CharField(max_length=1000)
    set_id = models.CharField(max_length=60, blank=True)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    # How many givers took their words back.
    taken_back = models.PositiveIntegerField(default=0)

    class Privacy:
        personal = ("title", "question", "opened_by")
        plain = ("id", "set_id", "opened_at", "taken_back")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return _in_my_studies(viewer, tuple(rules.StudyRole), "pk__in")


class OfStudy(PersonalModel):
    """A row that everybody in a study sees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="+")

    class Meta(PersonalModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return _in_my_studies(viewer, tuple(rules.StudyRole))


class StudyMember(OfStudy):
    """Somebody who takes part in a study. Whoever left sees nothing of it."""

    changes_access = True

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=choices(rules.StudyRole))
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["study", "account"], condition=models.Q(left_at=None), name="once_in_a_study"
            )
        ]

    class Privacy:
        personal = ("account",)
        plain = ("id", "study", "role", "joined_at", "left_at")


class Document(PersonalModel):
    """What one person said, frozen: codes point at places in it. `called`: a made-up name; people are counted by it.

    It is there while its giver's yes holds, and no longer: `ends_at`, `withdrawn_at`, and for a lent story the story as
    its author has it now. `return_hash`: by it the giver reads their own words and takes them back, without an account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, choices=choices(rules.Sort))
    called = models.CharField(max_length=60)
    words = models.TextField(max_length=rules.LONGEST_TEXT)
    story = models.UUIDField(null=True)
    may_quote = models.BooleanField(default=False)
    agreed_on = models.DateField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    return_hash = models.CharField(max_length=64, blank=True)
    brought_by = models.UUIDField()
    brought_at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        indexes: ClassVar = [models.Index(fields=["study", "brought_at"])]

    class Privacy:
        personal = ("called", "words", "story", "return_hash", "brought_by")
        plain = ("id", "study", "sort", "may_quote", "agreed_on", "ends_at", "withdrawn_at", "brought_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        if viewer.account is None:
            return models.Q(return_hash=viewer.link) if viewer.link else models.Q(pk__in=())
        lent = models.Q(withdrawn_at=None, ends_at__gt=Now())
        stands = models.Q(story=None) | lent_as_it_stands(Use.PRINCIPLES, story="story", words="words")
        return _in_my_studies(viewer, rules.READS) & lent & stands


def documents_read_by(viewer: Viewer) -> models.QuerySet[Any, Any]:
    """Ids of the documents that a member of their study may read now; usable inside another query."""
    rows: models.QuerySet[Any, Any] = Document.objects.for_viewer(viewer)
    if viewer.account is None:
        rows = rows.none()
    return rows.values("pk")


class WordsLook(PersonalModel):
    """Somebody read lent words on a day. Their giver reads how many did; those who read them, who."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    on_day = models.DateField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "account", "on_day"], name="one_look_a_day")
        ]

    class Privacy:
        personal = ("account",)
        plain = ("id", "document", "on_day")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(document_id__in=Document.objects.for_viewer(viewer).values("pk"))
