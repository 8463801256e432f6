"""The table of talks: one practice, one reading, what was said of it, what was decided, and who saw it differently."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel
from alongside.people import queries as people


class Talk(PersonalModel):
    """A talk that was held. It is never changed: a talk written down anew stands beside the one it puts right."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    practice = models.CharField(max_length=40)
    reading = models.ForeignKey("mirror.Reading", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    held_on = models.DateField()
    surprises = models.TextField(blank=True)
    unknown = models.TextField(blank=True)
    would_try = models.TextField(blank=True)
    decision = models.TextField()
    reasons = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    written_by = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(db_default=Now())
    # The talk whose text this one puts right; its words stay where they are.
    instead_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="put_right"
    )

    class Meta(PersonalModel.Meta):
        indexes: ClassVar = [models.Index(fields=["service", "practice"])]

    class Privacy:
        personal = (
            "surprises",
            "unknown",
            "would_try",
            "decision",
            "reasons",
            "dissent",
            "written_by",
            "written_by_name",
        )
        plain = ("id", "service", "practice", "reading", "held_on", "written_at", "instead_of")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Q:
        """Those who work in the service, lead it, or sit on its panel."""
        if viewer.account is None:
            return Q(pk__in=())
        return Q(service__in=[place.service for place in people.places_of(viewer.account)])
