"""Tables of readings: what was frozen, and the log of what was released or held back. No person and no word of one."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from alongside.core.quarters import quarter_of
from alongside.mirror.rules import Outcome
from alongside.mirror.talks.models import Talk

__all__ = ["FrozenForGood", "NotAQuarter", "Reading", "Release", "Talk"]


class FrozenForGood(RuntimeError):
    """A reading was about to be changed. What was published stays as it was; the next reading is a new one."""


class NotAQuarter(RuntimeError):
    """A reading of other days than one whole quarter was about to be written. Then two could overlap, and differ by one person."""


class Reading(models.Model):
    """What a service could honestly be shown for one period. Written once; never changed, and never taken away."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    opens = models.DateField()
    closes = models.DateField()
    principle_set = models.CharField(max_length=60)
    set_version = models.CharField(max_length=20)
    method = models.CharField(max_length=20)
    policy = models.JSONField()
    # The very bytes that `sha256` is of: only numbers that may be shown.
    frozen = models.TextField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "closes"], name="one_reading_of_a_period"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="a_reading_opens_before_it_closes"),
        ]

    class Privacy:
        personal = ()
        plain = (
            *("id", "service", "opens", "closes", "principle_set", "set_version"),
            *("method", "policy", "frozen", "sha256", "frozen_at"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenForGood("a reading is never changed")
        if (self.opens, self.closes) != quarter_of(self.opens):
            raise NotAQuarter("a reading is of one whole quarter")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenForGood("a reading is never taken away")


class Release(models.Model):
    """One table of a reading, and what became of it: shown, shown in part, or held back, and why. For whoever checks us."""

    id = models.BigAutoField(primary_key=True)
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="releases")
    table = models.CharField(max_length=80)
    outcome = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Outcome])
    reason = models.CharField(max_length=40, blank=True)
    shown = models.PositiveIntegerField()
    hidden = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["reading", "table"], name="each_table_once")]

    class Privacy:
        personal = ()
        plain = ("id", "reading", "table", "outcome", "reason", "shown", "hidden")
