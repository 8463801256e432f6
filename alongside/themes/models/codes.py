"""Tables of codes: a tree of names for what people say, and a log of everything that was done to it."""

import uuid
from typing import ClassVar

from django.db import models

from alongside.core.walls import PersonalModel
from alongside.themes import rules
from alongside.themes.models.studies import OfStudy, choices


class Code(OfStudy):
    """A name for something that people say. `guid`: how other tools know it. A merged or retired code stays readable."""

    guid = models.UUIDField(default=uuid.uuid4)
    name = models.CharField(max_length=rules.LONGEST_CODE)
    description = models.TextField(max_length=4_000, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    colour = models.CharField(max_length=7, blank=True)
    # A heading only gathers others.
    is_heading = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "guid"], name="one_code_for_one_guid")]

    class Privacy:
        personal = ("name", "description")
        plain = ("id", "study", "guid", "parent", "colour", "is_heading", "merged_into", "retired_at")


class Command(OfStudy):
    """One thing that was done to a codebook. Never changed, never taken away."""

    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=20, choices=choices(rules.Deed))
    code = models.UUIDField(null=True)
    said = models.JSONField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "number"], name="one_number_for_one_command")]

    class Privacy:
        personal = ("said", "by")
        plain = ("id", "study", "number", "deed", "code", "at")
