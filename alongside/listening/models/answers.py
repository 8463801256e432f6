"""Tables of what was answered after a contact. Links that lead nowhere stand for the contact and for whoever answered."""

import uuid
from enum import StrEnum
from typing import ClassVar

from django.db import models

from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import PersonalModel
from alongside.listening import rules
from alongside.people.around import services_around
from alongside.people.rules import Constituency
from alongside.principles.rules import Viewpoint

# What matches nobody.
NOBODY = "-"


def choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Choices for a field whose values are an enum's."""
    return [(one.value, one.value) for one in enum]


class Contact(models.Model):
    """A contact with a service, of which only the week and the kind are kept. Nobody stands in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    kind = models.CharField(max_length=20, choices=choices(rules.ContactKind))
    link = models.CharField(max_length=32, unique=True)
    noted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["service", "week"])]

    class Privacy:
        personal = ()
        plain = ("id", "service", "week", "kind", "link", "noted_at")


class Answer(PersonalModel):
    """One answer about one practice at one contact. Whoever gave it sees it; the count sees it; nobody else."""

    counts_for_readings = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    set_id = models.CharField(max_length=60)
    set_version = models.CharField(max_length=20)
    practice = models.CharField(max_length=40)
    viewpoint = models.CharField(max_length=10, choices=choices(Viewpoint))
    constituency = models.CharField(max_length=20, choices=choices(Constituency))
    value = models.CharField(max_length=20, choices=choices(rules.Said))
    week = models.DateField()
    contact = models.CharField(max_length=32, blank=True)
    respondent = models.CharField(max_length=32)
    through = models.CharField(max_length=10, choices=choices(rules.Through))
    helped = models.BooleanField(default=False)
    # Not counted until its line in SetAside was let in: too many came by one way on one day.
    set_aside = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["service", "week"]),
            models.Index(fields=["respondent", "contact", "practice"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["respondent", "contact", "practice", "viewpoint"], name="one_answer_about_one_contact"
            )
        ]

    class Privacy:
        personal = ("respondent",)
        plain = (
            *("id", "service", "set_id", "set_version", "practice", "viewpoint", "constituency", "value", "week"),
            *("contact", "through", "helped", "set_aside", "at"),
        )

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(respondent=respondent_of(viewer) or NOBODY)


class Asked(PersonalModel):
    """That somebody was asked about a practice on a day, answered or not: so that they are not asked again for a month."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    respondent = models.CharField(max_length=32)
    practice = models.CharField(max_length=40)
    viewpoint = models.CharField(max_length=10, choices=choices(Viewpoint))
    contact = models.CharField(max_length=32, blank=True)
    on_day = models.DateField()

    class Meta(PersonalModel.Meta):
        indexes: ClassVar = [models.Index(fields=["respondent", "viewpoint", "on_day"])]

    class Privacy:
        personal = ("respondent",)
        plain = ("id", "practice", "viewpoint", "contact", "on_day")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(respondent=respondent_of(viewer) or NOBODY)


class Door(models.Model):
    """A way to answer without a space: an open link, or a code on paper for one contact. Only the hash of its code is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=choices(rules.DoorKind))
    code_hash = models.CharField(max_length=64, unique=True)
    constituency = models.CharField(max_length=20, choices=choices(Constituency))
    contact = models.CharField(max_length=32, blank=True)
    called = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["service", "kind", "made_at"])]

    class Privacy:
        personal = ()
        plain = (
            *("id", "service", "kind", "code_hash", "constituency", "contact", "called"),
            *("made_at", "ends_on", "ended_at", "used_at"),
        )


class SetAside(models.Model):
    """One open link on one day: how many answers came, and how many of them were too many to be from as many contacts.

    Those wait, uncounted, until a lead lets them in or drops them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="+")
    on_day = models.DateField()
    came = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    let_in_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["door", "on_day"], name="one_line_for_a_link_and_a_day"),
            models.CheckConstraint(
                name="let_in_or_dropped", condition=models.Q(let_in_at=None) | models.Q(dropped_at=None)
            ),
        ]

    class Privacy:
        personal = ()
        plain = ("id", "door", "on_day", "came", "answers", "let_in_at", "dropped_at")


class Easier(PersonalModel):
    """What somebody at work says would make a practice easier. A lead reads the words only when enough have spoken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    practice = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=choices(rules.Easier))
    words = models.CharField(max_length=rules.LONGEST_EASIER, blank=True)
    respondent = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["respondent", "service", "practice", "kind"], name="one_wish_of_a_kind_for_a_practice"
            )
        ]

    class Privacy:
        personal = ("words", "respondent")
        plain = ("id", "service", "practice", "kind", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(respondent=respondent_of(viewer) or NOBODY) | services_around(viewer)
