"""Tables for carers: what the person wishes of each, and what the carer needs for themselves."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.care.rules import NeedShared, NeedState
from alongside.circle.guarded import GuardedItem, PartOf, choices, in_circle_as, is_in_circle, members_here
from alongside.circle.rules import Area, Standing
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel


class Wish(GuardedItem):
    """How the person wishes somebody to be involved: which appointments, which decisions, what not."""

    area = Area.CIRCLE
    member = models.ForeignKey("circle.Member", on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    recorded_at = models.DateTimeField(db_default=Now())
    acted_on_at = models.DateTimeField(null=True, blank=True)
    acted_on_by_name = models.CharField(max_length=200, blank=True)
    acted_on_words = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("space", "label", "member", "words", "acted_on_by_name", "acted_on_words")
        plain = ("id", "recorded_at", "acted_on_at", "ended_at")


class CarerNeed(PersonalModel):
    """What a carer needs for themselves. It is theirs: they choose who reads it, and it is no part of the person's space."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey("circle.Space", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("circle.Member", on_delete=models.CASCADE, related_name="+")
    carer_name = models.CharField(max_length=200)
    words = models.TextField()
    shared = models.CharField(max_length=20, choices=choices(NeedShared), default=NeedShared.NOBODY)
    state = models.CharField(max_length=20, choices=choices(NeedState), default=NeedState.OPEN)
    made_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("space", "member", "carer_name", "words", "shared")
        plain = ("id", "state", "made_at", "closed_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Q:
        own = Q(member_id__in=members_here(viewer))
        staff = in_circle_as(viewer, (Standing.PROFESSIONAL, Standing.TEAM))
        everybody = in_circle_as(viewer, (Standing.PROFESSIONAL, Standing.TEAM, Standing.CARER), with_holder=True)
        shared = Q(shared__in=(NeedShared.PROFESSIONALS, NeedShared.CIRCLE), space_id__in=staff) | Q(
            shared=NeedShared.CIRCLE, space_id__in=everybody
        )
        # What somebody needed goes with them when their place ends or rests.
        return own | (shared & is_in_circle())


class CarerAnswer(PartOf):
    """Somebody in the circle answers what a carer needs."""

    whole = "need"
    need = models.ForeignKey(CarerNeed, on_delete=models.CASCADE, related_name="answers")
    words = models.TextField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Privacy:
        personal = ("need", "words", "by_name", "by_role")
        plain = ("id", "at")
