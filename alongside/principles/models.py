"""Tables of sets that people made their own: versions, practices, every change with its reason, wordings in other
languages, where a practice came from, and which service works with which set from when. Nothing about a person.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from alongside.principles.rules import (
    LONGEST_SET_ID,
    LONGEST_TITLE,
    ChangeKind,
    EdgeFrom,
    KeepsMeaning,
    Level,
    Nature,
    Observed,
    PracticeState,
    ReaderRole,
    SetStatus,
)


def _choices(enum: Any) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in enum]


class AddedOnly(models.Model):
    """Rows of a history: written once, never changed and never taken away."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ChangedHistory(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ChangedHistory(type(self).__name__)


class ChangedHistory(RuntimeError):
    """A row of a history was about to be changed. A fault of ours, never a person's."""


class OwnSet(models.Model):
    """A set that grew out of another one. `service` is whose it is; none: it belongs to whoever runs sessions."""

    slug = models.CharField(primary_key=True, max_length=LONGEST_SET_ID)
    prefix = models.CharField(max_length=4, unique=True)
    service = models.ForeignKey("people.Service", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())

    class Privacy:
        personal = ()
        plain = ("slug", "prefix", "service", "opened_at")

    def __str__(self) -> str:
        return self.slug


class SetVersion(models.Model):
    """One version of an own set. Once published its words never change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    own_set = models.ForeignKey(OwnSet, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=4)
    status = models.CharField(max_length=10, choices=_choices(SetStatus), default=SetStatus.DRAFT)
    parent_set = models.CharField(max_length=LONGEST_SET_ID)
    parent_version = models.CharField(max_length=4)
    title = models.CharField(max_length=LONGEST_TITLE)
    language = models.CharField(max_length=20)
    status_note = models.TextField()
    based_on = models.TextField()
    licence = models.TextField()
    source_title = models.TextField()
    source_publisher = models.TextField()
    source_published = models.TextField()
    made_at = models.DateTimeField(db_default=Now())
    published_on = models.DateField(null=True)
    # Came in as a file: it is kept as it came, and to change it one makes a set of one's own out of it.
    brought_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["own_set", "version"], name="each_version_of_a_set_once"),
            models.UniqueConstraint(
                fields=["own_set"],
                condition=models.Q(status__in=[SetStatus.DRAFT, SetStatus.REFINED], brought_at=None),
                name="one_version_of_a_set_in_the_making",
            ),
            models.CheckConstraint(
                name="published_means_sealed",
                condition=models.Q(status__in=[SetStatus.DRAFT, SetStatus.REFINED]) | ~models.Q(sha256=""),
            ),
        ]

    class Privacy:
        personal = ()
        plain = (
            *("id", "own_set", "version", "status", "parent_set", "parent_version", "title", "language"),
            *("status_note", "based_on", "licence", "source_title", "source_publisher", "source_published"),
            *("made_at", "published_on", "brought_at", "sha256"),
        )

    def __str__(self) -> str:
        return f"{self.own_set_id} {self.version}"


class SetPrinciple(models.Model):
    """The title of one principle in one version."""

    set_version = models.ForeignKey(SetVersion, on_delete=models.CASCADE, related_name="principles")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    plain = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set_version", "number"], name="each_principle_of_a_version_once")
        ]

    class Privacy:
        personal = ()
        plain = ("id", "set_version", "number", "title", "plain")


class SetPractice(models.Model):
    """One practice in one version, also a dropped one: it stays readable, with the reason beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    set_version = models.ForeignKey(SetVersion, on_delete=models.CASCADE, related_name="practices")
    practice = models.CharField(max_length=12)
    principle = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=_choices(PracticeState), default=PracticeState.CARRIED)
    name = models.CharField(max_length=LONGEST_TITLE)
    plain = models.TextField(blank=True)
    for_person = models.TextField(blank=True)
    for_carers = models.TextField(blank=True)
    for_staff = models.TextField(blank=True)
    for_commissioners = models.TextField(blank=True)
    i_statement = models.TextField(blank=True)
    we_statement = models.TextField(blank=True)
    prompt = models.TextField(blank=True)
    moments = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    # Nobody is asked about a practice of which nobody said who can see it.
    seen_by_person = models.CharField(max_length=5, choices=_choices(Observed), default=Observed.NO)
    seen_by_staff = models.CharField(max_length=5, choices=_choices(Observed), default=Observed.NO)
    seen_by_record = models.CharField(max_length=5, choices=_choices(Observed), default=Observed.NO)
    signal = models.TextField(blank=True)
    note = models.TextField(blank=True)
    source_row = models.PositiveSmallIntegerField(default=0)
    source_paragraph = models.PositiveSmallIntegerField(default=0)
    # The seal of the parent's wording when somebody last looked at it; empty when the parent has no such practice.
    base_seal = models.CharField(max_length=64, blank=True)
    why_dropped = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["principle", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set_version", "practice"], name="each_practice_of_a_version_once")
        ]

    class Privacy:
        personal = ()
        plain = (
            *("id", "set_version", "practice", "principle", "place", "state", "name", "plain", "for_person"),
            *("for_carers", "for_staff", "for_commissioners", "i_statement", "we_statement", "prompt", "moments"),
            *("kinds", "seen_by_person", "seen_by_staff", "seen_by_record", "signal", "note"),
            *("source_row", "source_paragraph", "base_seal", "why_dropped"),
        )

    def __str__(self) -> str:
        return self.practice


class SetChange(AddedOnly):
    """One thing that happened to a version, with the reason where a practice changed. Rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    set_version = models.ForeignKey(SetVersion, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=_choices(ChangeKind))
    practice = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(db_default=Now())
    by = models.UUIDField(null=True)
    role = models.CharField(max_length=12, blank=True)
    decided_on = models.DateField(null=True)
    is_planned = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    what = models.TextField(blank=True)
    level = models.CharField(max_length=12, blank=True, choices=_choices(Level))
    nature = models.CharField(max_length=14, blank=True, choices=_choices(Nature))
    keeps_meaning = models.CharField(max_length=8, blank=True, choices=_choices(KeepsMeaning))
    goal = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    # The texts that changed: {"plain": ["before", "after"]}.
    words = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set_version", "number"], name="changes_of_a_version_in_order")
        ]

    class Privacy:
        personal = ("by",)
        plain = (
            *("id", "set_version", "number", "kind", "practice", "at", "role", "decided_on", "is_planned"),
            *("decided_by", "what", "level", "nature", "keeps_meaning", "goal", "reasons", "dissent", "words"),
        )


class Translation(models.Model):
    """The wordings of one version in another language. `read_by`: as what somebody read it over; until then a draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    set_id = models.CharField(max_length=LONGEST_SET_ID)
    version = models.CharField(max_length=4)
    language = models.CharField(max_length=20)
    translated_by = models.CharField(max_length=12, choices=_choices(ReaderRole))
    read_by = models.CharField(max_length=12, blank=True, choices=_choices(ReaderRole))
    # The account that wrote last: somebody else reads it over.
    by = models.UUIDField(null=True)
    began_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set_id", "version", "language"], name="each_language_of_a_version_once")
        ]

    class Privacy:
        personal = ("by",)
        plain = ("id", "set_id", "version", "language", "translated_by", "read_by", "began_at", "read_at")


class TranslatedText(models.Model):
    """One text in another language. `place` is a practice, such as P1.1, or a principle, such as 1."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="texts")
    place = models.CharField(max_length=12)
    field = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["translation", "place", "field"], name="each_text_of_a_language_once")
        ]

    class Privacy:
        personal = ()
        plain = ("id", "translation", "place", "field", "text")


class ProvenanceEdge(AddedOnly):
    """One step of where a practice, or one of its wordings, came from. `reference` is an id or a citation, never a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    set_id = models.CharField(max_length=LONGEST_SET_ID)
    version = models.CharField(max_length=4)
    practice = models.CharField(max_length=12)
    field = models.CharField(max_length=20, blank=True)
    came_from = models.CharField(max_length=12, choices=_choices(EdgeFrom))
    reference = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    role = models.CharField(max_length=12, blank=True)
    on = models.DateField()
    added_at = models.DateTimeField(db_default=Now())
    by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["set_id", "version", "practice"])]

    class Privacy:
        personal = ("by",)
        plain = (
            *("id", "set_id", "version", "practice", "field", "came_from", "reference", "words", "role", "on"),
            "added_at",
        )


class ServiceSet(AddedOnly):
    """From this day a service works with this set. What was before stays: rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    set_id = models.CharField(max_length=LONGEST_SET_ID)
    version = models.CharField(max_length=4)
    begins_on = models.DateField()
    reason = models.TextField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())
    by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "number"], name="switches_of_a_service_in_order")
        ]

    class Privacy:
        personal = ("by",)
        plain = ("id", "service", "set_id", "version", "begins_on", "reason", "number", "at")
