"""Tables of the ground floor: facts, the log of looks, and the memory that lets a repeated send land once."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Fact(models.Model):
    """Something that happened, for the side that learns how a service does. It cannot lead back to words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
    space = models.UUIDField(null=True)
    service = models.UUIDField(null=True)
    by = models.UUIDField(null=True)
    about = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "at"]), models.Index(fields=["space", "kind"])]

    class Privacy:
        personal = ("space", "by")
        plain = ("id", "kind", "at", "service", "about")


class AccessEvent(models.Model):
    """One look, or one refusal. Rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Written as an expression, not as a default: PostgreSQL would have to show the row back to its writer.
    at = models.DateTimeField()
    space = models.UUIDField()
    actor = models.UUIDField(null=True)
    member = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=200, blank=True)
    service = models.UUIDField(null=True)
    service_name = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=30)
    action = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    items = models.JSONField(default=dict)
    break_glass = models.UUIDField(null=True)
    request = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-at"])]

    class Privacy:
        personal = ("space", "actor", "member", "actor_name", "actor_role", "items")
        plain = (
            "id",
            "at",
            "service",
            "service_name",
            "purpose",
            "action",
            "outcome",
            "reason",
            "break_glass",
            "request",
        )


class Once(models.Model):
    """A form or message that already landed. The same key again finds the first result instead of writing twice."""

    id = models.BigAutoField(primary_key=True)
    actor = models.CharField(max_length=70)
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    body = models.CharField(max_length=64)
    result = models.UUIDField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "key"], name="once_per_actor_and_key")]

    class Privacy:
        personal = ("actor",)
        plain = ("id", "key", "kind", "body", "result", "at")


class Draft(models.Model):
    """Words not sent yet, kept for their writer only. One row per writer and place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    key = models.CharField(max_length=120)
    words = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "key"], name="one_draft_per_place")]

    class Privacy:
        personal = ("account", "words")
        plain = ("id", "key", "kept_at")
