"""Tables of reading: rounds in which nobody sees another's marks before all have finished, and how differences were left."""

import uuid
from typing import ClassVar

from django.db import models

from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel
from alongside.themes import rules
from alongside.themes.models.codes import Code
from alongside.themes.models.studies import Document, OfStudy, choices, documents_read_by


class ReadingRound(OfStudy):
    """Some documents that several people read and mark, each alone. `documents`: ids in the order of reading."""

    number = models.PositiveSmallIntegerField()
    documents = models.JSONField()
    opened_at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "number"], name="one_number_for_one_round")]

    class Privacy:
        personal = ()
        plain = ("id", "study", "number", "documents", "opened_at")


class RoundCoder(PersonalModel):
    """Somebody who reads in a round. `excused_at`: they stopped, and the others do not wait for them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(ReadingRound, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    finished_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "account"], name="once_in_a_round")]

    class Privacy:
        personal = ("account",)
        plain = ("id", "round", "finished_at", "excused_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(round_id__in=ReadingRound.objects.for_viewer(viewer).values("pk"))


def still_read() -> models.QuerySet[RoundCoder]:
    """Readers for whom a round still waits; before the first wall, for the rule that a round is blind while it lasts."""
    return models.QuerySet(RoundCoder).filter(finished_at=None, excused_at=None)


class MadeInReading(PersonalModel):
    """A mark on some words in a round: its maker's alone until all readers have finished."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(ReadingRound, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    coder = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    # Characters of the frozen words: from `start` up to, not including, `end`.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        open_to_all = ~models.Q(round_id__in=still_read().values("round_id"))
        return models.Q(document_id__in=documents_read_by(viewer)) & (models.Q(coder_id=viewer.account) | open_to_all)


class Coding(MadeInReading):
    """Some words, a code, and who saw it there. `is_suggested`: the search brought it up, and this person agreed."""

    memo = models.CharField(max_length=1000, blank=True)
    is_suggested = models.BooleanField(default=False)

    class Meta(MadeInReading.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "document", "coder", "code", "start", "end"], name="one_mark_for_one_place"
            ),
            models.CheckConstraint(name="a_mark_has_words", condition=models.Q(end__gt=models.F("start"))),
        ]

    class Privacy:
        personal = ("coder", "memo")
        plain = ("id", "round", "document", "code", "start", "end", "at", "is_suggested")


class Suggestion(MadeInReading):
    """What the search brought up, with the words that drove it, and what the person said to it. It never counts by itself."""

    because = models.JSONField()
    is_accepted = models.BooleanField()

    class Privacy:
        personal = ("coder", "because")
        plain = ("id", "round", "document", "code", "start", "end", "at", "is_accepted")


class Settlement(PersonalModel):
    """How readers left a difference: one reading that holds, or both kept side by side. `codes`: what holds, as ids."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(ReadingRound, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    left_as = models.CharField(max_length=10, choices=choices(rules.Settled))
    codes = models.JSONField()
    why = models.CharField(max_length=1000, blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "document", "start", "end"], name="one_end_of_one_difference")
        ]

    class Privacy:
        personal = ("why", "by")
        plain = ("id", "round", "document", "start", "end", "left_as", "codes", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(document_id__in=documents_read_by(viewer)) & ~models.Q(
            round_id__in=still_read().values("round_id")
        )
