"""Tables of trying: changes, small tests with a prediction, measures, verdicts that a panel signs, and what was told back."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models

from alongside.core.viewer import Viewer
from alongside.improvement import rules
from alongside.listening.rules import Easier
from alongside.people.around import OfService


def choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Choices for a field whose values are an enum's."""
    return [(one.value, one.value) for one in enum]


class Change(OfService):
    """One idea that a service tries, for something it set out to change."""

    priority = models.ForeignKey("choosing.Priority", on_delete=models.CASCADE, related_name="+")
    idea = models.CharField(max_length=300)
    why = models.CharField(max_length=1000)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=choices(rules.ChangeState), default=rules.ChangeState.TRYING)
    begun_on = models.DateField()
    left_on = models.DateField(null=True)
    left_why = models.CharField(max_length=1000, blank=True)

    class Privacy:
        personal = ("idea", "why", "owner", "owner_name", "left_why")
        plain = ("id", "service", "priority", "state", "begun_on", "left_on")


class OfChange(OfService):
    """A row that belongs to one change."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="+")

    class Meta(OfService.Meta):
        abstract = True


class Enabler(OfChange):
    """Something that a change needs: asked for, met, or not possible and why."""

    kind = models.CharField(max_length=20, choices=choices(Easier))
    words = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=choices(rules.EnablerState), default=rules.EnablerState.ASKED)
    answer = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Privacy:
        personal = ("words", "answer")
        plain = ("id", "service", "change", "kind", "state", "asked_on", "answered_on")


class Measure(OfChange):
    """How one sees whether it works: the released answers about a practice, or counts that somebody enters."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=choices(rules.MeasureKind))
    practice = models.CharField(max_length=40, blank=True)
    drawn_as = models.CharField(max_length=10, choices=choices(rules.DrawnAs), default=rules.DrawnAs.USUAL)
    # From this day on the middle line is drawn anew: moved by a person, with a reason.
    rebased_on = models.DateField(null=True)
    rebase_reason = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("name", "rebase_reason")
        plain = ("id", "service", "change", "kind", "practice", "drawn_as", "rebased_on")


class Count(OfChange):
    """One point of a measure that is entered by hand."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    on_day = models.DateField()
    yes = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()

    class Meta(OfService.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "on_day"], name="one_count_of_a_measure_on_a_day"),
            models.CheckConstraint(name="yes_is_among_answers", condition=models.Q(yes__lte=models.F("answers"))),
        ]

    class Privacy:
        personal = ()
        plain = ("id", "service", "change", "measure", "on_day", "yes", "answers")


class Note(OfChange):
    """Something that happened on a day, beside the points of a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    on_day = models.DateField()
    words = models.CharField(max_length=300)

    class Privacy:
        personal = ("words",)
        plain = ("id", "service", "change", "measure", "on_day")


class Cycle(OfChange):
    """One small test. What was expected stands as it was from the moment the test begins."""

    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=choices(rules.Stage), default=rules.Stage.PLAN)
    plan = models.CharField(max_length=2000)
    who_and_where = models.CharField(max_length=500, blank=True)
    measure = models.ForeignKey(Measure, null=True, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, blank=True, choices=choices(rules.Direction))
    size = models.PositiveSmallIntegerField(null=True)
    by_on = models.DateField(null=True)
    begun_on = models.DateField(null=True)
    happened = models.CharField(max_length=2000, blank=True)
    learnt = models.CharField(max_length=2000, blank=True)
    act = models.CharField(max_length=10, blank=True, choices=choices(rules.Act))
    act_why = models.CharField(max_length=1000, blank=True)
    ended_on = models.DateField(null=True)

    class Meta(OfService.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "number"], name="one_test_of_a_number"),
            models.CheckConstraint(
                name="no_test_begins_without_a_prediction",
                condition=models.Q(stage=rules.Stage.PLAN)
                | (
                    models.Q(measure__isnull=False, size__isnull=False, by_on__isnull=False, begun_on__isnull=False)
                    & ~models.Q(direction="")
                ),
            ),
        ]

    class Privacy:
        personal = ("plan", "who_and_where", "happened", "learnt", "act_why")
        plain = (
            *("id", "service", "change", "number", "stage", "measure", "direction", "size", "by_on", "begun_on"),
            *("act", "ended_on"),
        )


class Finding(OfChange):
    """What became of a prediction, as the owner sees it. It stands once the panel has signed."""

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="+")
    says = models.CharField(max_length=20, choices=choices(rules.Verdict))
    why = models.CharField(max_length=1000)
    look_again_on = models.DateField(null=True)
    found_on = models.DateField()

    class Privacy:
        personal = ("why",)
        plain = ("id", "service", "change", "cycle", "says", "look_again_on", "found_on")


class Signature(OfChange):
    """One of the panel agrees with a finding, or sees it differently; both stand."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey("people.Seat", on_delete=models.CASCADE, related_name="+")
    constituency = models.CharField(max_length=20)
    agrees = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    signed_on = models.DateField()

    class Meta(OfService.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["finding", "seat"], name="one_signature_a_seat")]

    class Privacy:
        personal = ("seat", "constituency", "agrees", "words")
        plain = ("id", "service", "change", "finding", "signed_on")


class TellBack(OfService):
    """What those who spoke are told. Once told it is public, and anybody may read it."""

    priority = models.ForeignKey("choosing.Priority", on_delete=models.CASCADE, related_name="+")
    practice = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=160)
    outcome = models.CharField(max_length=20, choices=choices(rules.Outcome))
    words = models.CharField(max_length=2000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    instead_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Privacy:
        personal = ("words", "about", "written_by", "checked_by")
        plain = (
            *("id", "service", "priority", "practice", "outcome", "written_on", "checked_on", "told_on"),
            "instead_of",
        )

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return super().visible_to(viewer) | models.Q(told_on__isnull=False)
