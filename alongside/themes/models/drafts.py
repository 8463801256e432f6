"""Tables of themes and drafts: what was heard across people, words for a practice, who refined them, what a group said."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import PersonalModel
from alongside.people.rules import Constituency
from alongside.themes import rules
from alongside.themes.models.studies import Document, OfStudy, Study, choices, documents_read_by, studies_of

NOBODY = "-"


class Theme(OfStudy):
    """What several people said in their own ways. `codes`: ids of codes; `touches`: ids of practices that speak of it already."""

    name = models.CharField(max_length=160)
    says = models.CharField(max_length=rules.LONGEST_SAID)
    codes = models.JSONField()
    touches = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Privacy:
        personal = ("name", "says")
        plain = ("id", "study", "codes", "touches", "made_at")


class ThemeExcerpt(PersonalModel):
    """Words that stand for a theme, or against it. Whoever only follows the study never reads them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    is_against = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["theme", "document", "start", "end"], name="words_stand_once_for_a_theme")
        ]

    class Privacy:
        personal = ("why",)
        plain = ("id", "theme", "document", "start", "end", "is_against", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(document_id__in=documents_read_by(viewer))


class RefineCode(models.Model):
    """A code by which one person reads a draft and says what they think. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("themes.Draft", on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    constituency = models.CharField(max_length=20, choices=choices(Constituency))
    ends_at = models.DateTimeField()

    class Privacy:
        personal = ()
        plain = ("id", "draft", "code_hash", "constituency", "ends_at")


def drafts_open_to(viewer: Viewer) -> models.Q:
    """Drafts (by `pk`) of my studies; for the bearer of a code, the one that it is for."""
    if viewer.account is not None:
        return models.Q(study_id__in=studies_of(viewer))
    if not viewer.link:
        return models.Q(pk__in=())
    return models.Q(pk__in=RefineCode.objects.filter(code_hash=viewer.link, ends_at__gt=Now()).values("draft_id"))


class Draft(PersonalModel):
    """Words for a practice in the making. When it is published, the practice of the set it became."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    principle = models.PositiveSmallIntegerField()
    moments = models.JSONField()
    kinds = models.JSONField()
    state = models.CharField(max_length=12, choices=choices(rules.DraftState), default=rules.DraftState.WRITING)
    opened_at = models.DateTimeField()
    set_id = models.CharField(max_length=60, blank=True)
    set_version = models.CharField(max_length=20, blank=True)
    practice = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "study",
            "theme",
            "principle",
            "moments",
            "kinds",
            "state",
            "opened_at",
            "set_id",
            "set_version",
            "practice",
            "published_at",
        )

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return drafts_open_to(viewer)


class OfDraft(PersonalModel):
    """A row of a draft, seen by whoever sees the draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")

    class Meta(PersonalModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(draft_id__in=Draft.objects.for_viewer(viewer).values("pk"))


class Wording(OfDraft):
    """How a draft read, with why it was changed. The newest is what people are asked about."""

    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    plain = models.TextField(max_length=rules.LONGEST_SAID)
    i_statement = models.TextField(max_length=rules.LONGEST_SAID, blank=True)
    we_statement = models.TextField(max_length=rules.LONGEST_SAID, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "number"], name="one_number_for_one_wording")]

    class Privacy:
        personal = ("by", "why")
        plain = ("id", "draft", "number", "name", "plain", "i_statement", "we_statement", "at")


class Refinement(PersonalModel):
    """What one person said of a draft: they agree, would change something, or have lived it otherwise. No name stands on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="+")
    voter = models.CharField(max_length=32)
    constituency = models.CharField(max_length=20, choices=choices(Constituency))
    says = models.CharField(max_length=20, choices=choices(rules.Says))
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["wording", "voter"], name="one_word_on_one_wording")]

    class Privacy:
        personal = ("voter", "words")
        plain = ("id", "draft", "wording", "constituency", "says", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        mine = models.Q(voter=respondent_of(viewer) or NOBODY)
        if viewer.account is None:
            return mine
        return mine | models.Q(draft_id__in=Draft.objects.for_viewer(viewer).values("pk"))


class FocusGroup(OfDraft):
    """What a group that sat together said of one wording, with what somebody held against it."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="+")
    on_day = models.DateField()
    people = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=10, choices=choices(rules.GroupSays))
    words = models.CharField(max_length=rules.LONGEST_SAID)
    dissent = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Privacy:
        personal = ("words", "dissent")
        plain = ("id", "draft", "wording", "on_day", "people", "says", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        # Not for whoever has only a code: what a group said would lead them.
        if viewer.account is None:
            return models.Q(pk__in=())
        return super().visible_to(viewer)
