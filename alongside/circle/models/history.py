"""What stands beside the members of a circle: invitations, the history of consent, questions about the log. Opens nothing."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from alongside.circle.models.conditions import choices, is_reviewing, unscoped
from alongside.circle.models.members import Member, Space
from alongside.circle.rules import InvitedBy, MemberState
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel


class Invitation(PersonalModel):
    """A way in that waits to be taken: a code that is shown once and kept only as a hash, or a word left inside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    way = models.CharField(max_length=10, choices=choices(InvitedBy), default=InvitedBy.CODE)
    code_hash = models.CharField(max_length=64, unique=True)
    from_name = models.CharField(max_length=200)
    # Whom the person meant, in their own words: to compare with whoever comes.
    for_name = models.CharField(max_length=200, blank=True, default="")
    words = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("member", "code_hash", "from_name", "for_name", "words")
        plain = ("id", "way", "made_at", "ends_at", "used_at", "withdrawn_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        owned = unscoped(Space).filter(owner_id=viewer.account).values("pk")
        by_code = models.Q(code_hash=viewer.link) if viewer.link else models.Q(pk__in=())
        if viewer.account is None:
            return by_code
        invited = unscoped(Member).filter(account_id=viewer.account, state=MemberState.INVITED).values("pk")
        return models.Q(member__space_id__in=owned) | models.Q(member_id__in=invited) | by_code


class ConsentChange(PersonalModel):
    """One line of the history of consent, for the person to read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    # None: the change was for everybody at once.
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    # An expression at writing, not a default: PostgreSQL would have to show the row back to its writer.
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=20, blank=True)
    item = models.UUIDField(null=True)
    until = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-at"])]

    class Privacy:
        personal = ("space", "member", "kind", "area", "item", "until", "by_name")
        plain = ("id", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(space_id__in=unscoped(Space).filter(owner_id=viewer.account).values("pk"))


class LogQuestion(PersonalModel):
    """The person asks about one line of the log; a privacy officer answers in plain words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    event = models.UUIDField()
    line = models.CharField(max_length=500)
    question = models.TextField(blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("space", "line", "question", "answer", "answered_by")
        plain = ("id", "event", "asked_at", "due_at", "answered_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        seen = models.Q(space_id__in=unscoped(Space).filter(owner_id=viewer.account).values("pk"))
        if is_reviewing(viewer):
            seen |= models.Q(pk__isnull=False)
        return seen
