"""Tables of what we don't know: a question, who looks, by when, and how it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.care.models.conversation import Thread
from alongside.care.rules import RaisedFrom, UnknownKind, UnknownState
from alongside.circle.guarded import GuardedItem, PartOf, choices, started_by_me
from alongside.circle.rules import Area
from alongside.core.viewer import Viewer


class Unknown(GuardedItem):
    """Something nobody in the circle knows yet; or a professional's "I have not met this before, tell me"."""

    area = Area.UNKNOWNS
    kind = models.CharField(max_length=20, choices=choices(UnknownKind), default=UnknownKind.UNKNOWN)
    question = models.TextField()
    why = models.TextField(blank=True)
    raised_from = models.CharField(max_length=20, choices=choices(RaisedFrom), default=RaisedFrom.ELSEWHERE)
    thread = models.ForeignKey(Thread, null=True, on_delete=models.SET_NULL, related_name="+")
    raised_by = models.ForeignKey("circle.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    raised_by_name = models.CharField(max_length=200)
    raised_by_role = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField(db_default=Now())
    owner = models.ForeignKey("circle.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(max_length=200, blank=True)
    owner_role = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=choices(UnknownState), default=UnknownState.OPEN)
    finding = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta(GuardedItem.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "state"])]

    class Privacy:
        personal = (
            "space",
            "label",
            "question",
            "why",
            "thread",
            "raised_by",
            "raised_by_name",
            "raised_by_role",
            "owner",
            "owner_name",
            "owner_role",
            "finding",
            "closed_by_name",
        )
        plain = ("id", "kind", "raised_from", "raised_at", "due_on", "state", "closed_at", "version")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Q:
        in_thread = Q(thread_id__in=Thread.objects.for_viewer(viewer).values("pk"), label="ordinary")
        return super().visible_to(viewer) | started_by_me(viewer, Area.UNKNOWNS, field="raised_by_id") | in_thread


class UnknownStep(PartOf):
    """One step: taken on, something found, ended."""

    whole = "unknown"
    unknown = models.ForeignKey(Unknown, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField(db_default=Now())
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=30)
    words = models.TextField(blank=True)

    class Privacy:
        personal = ("unknown", "by_name", "by_role", "words")
        plain = ("id", "at", "kind")
