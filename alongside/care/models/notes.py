"""Tables of notes from elsewhere: what was imported, the lines it gave, and what the person says of each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.care.rules import ImportState, LineMark
from alongside.circle.guarded import GuardedItem, PartOf, choices
from alongside.circle.rules import Area


class NotesImport(GuardedItem):
    """One file of notes brought in, and how its reading went. It is read whole or not at all."""

    area = Area.NOTES
    file_name = models.CharField(max_length=200)
    source_name = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20, choices=choices(ImportState), default=ImportState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    lines_new = models.PositiveIntegerField(default=0)
    lines_known = models.PositiveIntegerField(default=0)
    counted = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    about = models.JSONField(default=dict)
    asked_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(GuardedItem.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "sha256"], condition=Q(state=ImportState.DONE), name="same_notes_once"
            )
        ]

    class Privacy:
        personal = ("space", "label", "file_name", "source_name", "sha256", "counted", "faults", "about")
        plain = ("id", "state", "done", "total", "lines_new", "lines_known", "asked_at", "finished_at")


class NotesOriginal(PartOf):
    """The file exactly as it came, compressed: nothing that was not understood is lost."""

    whole = "notes"
    notes = models.OneToOneField(NotesImport, on_delete=models.CASCADE, related_name="original")
    data = models.BinaryField()

    class Privacy:
        personal = ("notes", "data")
        plain = ("id",)


class NoteLine(GuardedItem):
    """One thing that notes say, with where it comes from and when; and what the person says of it."""

    area = Area.NOTES
    notes = models.ForeignKey(NotesImport, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=500)
    detail = models.TextField(blank=True)
    status = models.CharField(max_length=120, blank=True)
    said_on = models.CharField(max_length=40, blank=True)
    sort_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    source_ref = models.CharField(max_length=300)
    resource = models.JSONField(default=dict)
    mark = models.CharField(max_length=20, choices=choices(LineMark), default=LineMark.NONE)
    mark_words = models.TextField(blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta(GuardedItem.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "kind", "-sort_on"])]
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "source_ref"], name="one_line_a_source")]

    class Privacy:
        personal = (
            "space",
            "label",
            "notes",
            "title",
            "detail",
            "status",
            "said_on",
            "sort_on",
            "source",
            "source_ref",
            "resource",
            "mark_words",
        )
        plain = ("id", "kind", "mark", "marked_at")


class NoteMark(PartOf):
    """What the person said of a line before: nothing they say is lost."""

    whole = "line"
    line = models.ForeignKey(NoteLine, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=20, choices=choices(LineMark))
    words = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Privacy:
        personal = ("line", "words")
        plain = ("id", "mark", "at")
