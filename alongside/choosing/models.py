"""Tables of choosing: rounds, ballots, ideas, priorities; what a panel agreed on, and what its members need and feel."""

import uuid
from enum import StrEnum
from typing import ClassVar

from django.db import models

from alongside.choosing import rules
from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import PersonalModel
from alongside.people.around import OfService, services_around
from alongside.people.queries import services_led_by
from alongside.people.rules import Constituency
from alongside.principles.rules import Moment

NOBODY = "-"


def choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Choices for a field whose values are an enum's."""
    return [(one.value, one.value) for one in enum]


class Round(models.Model):
    """One round of choosing. `things`: ids in the order in which they are counted. `result`: written once, at closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    set_id = models.CharField(max_length=60)
    set_version = models.CharField(max_length=20)
    things = models.JSONField()
    seed = models.PositiveIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service"], condition=models.Q(closed_at=None), name="one_round_at_a_time")
        ]

    class Privacy:
        personal = ()
        plain = (
            "id",
            "service",
            "set_id",
            "set_version",
            "things",
            "seed",
            "opens_on",
            "closes_on",
            "closed_at",
            "result",
        )


class RoundCode(models.Model):
    """A code for one ballot of somebody without an account. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    constituency = models.CharField(max_length=20, choices=choices(Constituency))

    class Privacy:
        personal = ()
        plain = ("id", "round", "code_hash", "constituency")


class OfVoter(PersonalModel):
    """A row that its voter sees, and the count at closing. Nobody else: not the lead, not while it runs, not afterwards."""

    counts_for_readings = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voter = models.CharField(max_length=32)

    class Meta(PersonalModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(voter=respondent_of(viewer) or NOBODY)


class Ballot(OfVoter):
    """The five screens of one somebody in one round. Opened again, it goes on where it stopped; there is never a second."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    constituency = models.CharField(max_length=20, choices=choices(Constituency))
    which = models.PositiveSmallIntegerField()
    turn = models.PositiveIntegerField()
    begun_at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "voter"], name="one_ballot_for_one_voter")]

    class Privacy:
        personal = ("voter",)
        plain = ("id", "round", "constituency", "which", "turn", "begun_at")


class Choice(OfVoter):
    """One screen: what stood on it, what mattered most and least. -1: none of these; -2: not said yet."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="+")
    screen = models.PositiveSmallIntegerField()
    shown = models.JSONField()
    best = models.SmallIntegerField(default=rules.LATER)
    worst = models.SmallIntegerField(default=rules.LATER)
    skip_reason = models.CharField(max_length=300, blank=True)

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["ballot", "screen"], name="one_choice_on_one_screen")]

    class Privacy:
        personal = ("voter", "ballot", "shown", "best", "worst", "skip_reason")
        plain = ("id", "screen")


class Idea(PersonalModel):
    """Something that somebody missed among the practices. Others meet it in the next round, once a lead let it in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    voter = models.CharField(max_length=32)
    words = models.CharField(max_length=160)
    given_at = models.DateTimeField()
    let_in_at = models.DateTimeField(null=True)
    left_out_at = models.DateTimeField(null=True)

    class Privacy:
        personal = ("voter", "words")
        plain = ("id", "service", "given_at", "let_in_at", "left_out_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        mine = models.Q(voter=respondent_of(viewer) or NOBODY)
        here = services_around(viewer) & models.Q(let_in_at__isnull=False)
        led = models.Q(service_id__in=services_led_by(viewer.account)) if viewer.account else models.Q(pk__in=())
        return mine | here | led


class Priority(OfService):
    """What a service set out to change, with the reasons and with what somebody held against it."""

    practice = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=1000)
    dissent = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=choices(rules.PriorityState), default=rules.PriorityState.OPEN)
    chosen_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Privacy:
        personal = ("words", "reason", "dissent")
        plain = ("id", "service", "practice", "state", "chosen_on", "closed_on")


class Terms(OfService):
    """What a panel agreed on under one heading. A new wording is a new row; the old ones stay readable."""

    heading = models.CharField(max_length=12, choices=choices(rules.Four))
    words = models.CharField(max_length=2000)
    agreed_at = models.DateTimeField()

    class Privacy:
        personal = ("words",)
        plain = ("id", "service", "heading", "agreed_at")


class PanelMeeting(OfService):
    """A day on which a panel meets."""

    on_day = models.DateField()
    about = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("about", "place")
        plain = ("id", "service", "on_day")


class Needs(PersonalModel):
    """What one member needs to take part, and how they are thanked: for them and for those who lead, to arrange it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.OneToOneField("people.Seat", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=1000, blank=True)
    payment = models.CharField(max_length=20, choices=choices(rules.Payment), default=rules.Payment.COSTS)

    class Privacy:
        personal = ("seat", "words", "payment")
        plain = ("id",)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        if viewer.account is None:
            return models.Q(pk__in=())
        own = models.Q(seat__account_id=viewer.account)
        return own | models.Q(seat__service_id__in=services_led_by(viewer.account))


class Feeling(PersonalModel):
    """How a moment of this service felt to one member of its panel. Private until they share it; never with a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    voter = models.CharField(max_length=32)
    moment = models.CharField(max_length=20, choices=choices(Moment))
    word = models.CharField(max_length=40)
    felt = models.SmallIntegerField()
    sentence = models.CharField(max_length=300, blank=True)
    is_shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "voter", "moment"], name="one_feeling_for_one_moment"),
            models.CheckConstraint(name="felt_from_minus_two_to_two", condition=models.Q(felt__gte=-2, felt__lte=2)),
        ]

    class Privacy:
        personal = ("voter", "word", "felt", "sentence")
        plain = ("id", "service", "moment", "is_shared", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        mine = models.Q(voter=respondent_of(viewer) or NOBODY)
        return mine | (services_around(viewer) & models.Q(is_shared=True))
