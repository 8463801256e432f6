"""Space, members, consent rows and looks in an emergency, and what they open to whom. These decide together, so they stand together."""

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now

from alongside.circle.models.conditions import choices, is_reviewing, my_members, open_glass, unscoped
from alongside.circle.rules import MAY_SEND_LINKS, PURPOSE_OF, Area, Effect, MemberState, Standing
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Purpose, Viewer
from alongside.core.walls import PersonalModel
from alongside.people.queries import live_services_of


class Space(PersonalModel):
    """What one person holds. Everything of theirs hangs on it."""

    changes_access = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())
    sharing_paused_at = models.DateTimeField(null=True, blank=True)
    break_glass_allowed = models.BooleanField(default=True)
    closing_asked_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("owner", "sharing_paused_at", "break_glass_allowed", "closing_asked_at")
        plain = ("id", "opened_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        mine = models.Q(owner_id=viewer.account) if viewer.account else models.Q(pk__in=())
        if viewer.purpose is Purpose.OWN:
            return mine
        open_to_me = unscoped(Member).filter(my_members(viewer), state=MemberState.IN_CIRCLE)
        seen = mine | models.Q(sharing_paused_at=None, pk__in=open_to_me.values("space_id"))
        if viewer.purpose is Purpose.EMERGENCY:
            seen |= models.Q(pk__in=unscoped(BreakGlass).filter(open_glass(viewer)).values("space_id"))
        return seen


class Member(PersonalModel):
    """Somebody in a circle: a carer, a named professional in a service, a whole service, or the bearer of a link."""

    changes_access = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey("people.Service", null=True, on_delete=models.CASCADE, related_name="+")
    standing = models.CharField(max_length=20, choices=choices(Standing))
    state = models.CharField(max_length=20, choices=choices(MemberState), default=MemberState.INVITED)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    link_hash = models.CharField(max_length=64, blank=True, default="")
    # Who sent this link, if it was not the person. Without its sender a link is nobody's: it goes with them.
    sent_by = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "space"]),
            models.Index(fields=["service"]),
            models.Index(fields=["link_hash"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_member_is_one_kind_of_somebody",
                condition=models.Q(standing=Standing.CARER, service=None)
                | models.Q(standing=Standing.PROFESSIONAL, service__isnull=False)
                | models.Q(standing=Standing.TEAM, account=None, service__isnull=False)
                | models.Q(standing=Standing.OUTSIDE, account=None, service=None),
            ),
            models.CheckConstraint(
                name="only_a_link_was_sent_by_a_member",
                condition=models.Q(sent_by=None) | models.Q(standing=Standing.OUTSIDE),
            ),
        ]

    class Privacy:
        personal = ("space", "account", "standing", "state", "name", "role", "link_hash", "sent_by")
        plain = ("id", "service", "since", "changed_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        owned = unscoped(Space).filter(owner_id=viewer.account).values("pk")
        gone = models.Q(state__in=(MemberState.ENDED, MemberState.DECLINED, MemberState.LEFT))
        mine = my_members(viewer) & ~gone
        alongside_me = models.Q(space_id__in=open_areas(viewer, Area.CIRCLE), state=MemberState.IN_CIRCLE) & ~models.Q(
            standing=Standing.OUTSIDE
        )
        sent = models.Q(sent_by__in=places_now(viewer))
        return models.Q(space_id__in=owned) | mine | alongside_me | sent


class Grant(PersonalModel):
    """One consent row: this member may (or may not) see this area, or this one item, until then, for this purpose."""

    changes_access = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="grants")
    area = models.CharField(max_length=20, choices=choices(Area))
    item = models.UUIDField(null=True, blank=True)
    effect = models.CharField(max_length=10, choices=choices(Effect), default=Effect.ALLOW)
    purpose = models.CharField(max_length=20, choices=choices([one for one in Purpose if one is not Purpose.READING]))
    starts_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["member", "area"]), models.Index(fields=["space", "area", "item"])]

    class Privacy:
        personal = ("space", "member", "area", "item", "effect", "starts_at", "ends_at", "withdrawn_at")
        plain = ("id", "purpose", "given_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        owned = unscoped(Space).filter(owner_id=viewer.account).values("pk")
        mine = unscoped(Member).filter(my_members(viewer)).values("pk")
        sent = unscoped(Member).filter(sent_by__in=places_now(viewer)).values("pk")
        return models.Q(space_id__in=owned) | models.Q(member_id__in=mine) | models.Q(member_id__in=sent)


class BreakGlass(PersonalModel):
    """A look in an emergency without consent: reasoned, short, told to the person, reviewed afterwards."""

    changes_access = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=200)
    reason = models.TextField()
    starts_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    review = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_review_has_a_time_and_a_name",
                condition=models.Q(reviewed_at=None, reviewed_by=None)
                | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
            )
        ]

    class Privacy:
        personal = ("space", "account", "by_name", "by_role", "reason", "review", "reviewed_by")
        plain = ("id", "service", "starts_at", "ends_at", "reviewed_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        owned = unscoped(Space).filter(owner_id=viewer.account).values("pk")
        seen = models.Q(space_id__in=owned) | models.Q(account_id=viewer.account)
        if is_reviewing(viewer):
            seen |= models.Q(pk__isnull=False)
        return seen


def places_now(viewer: Viewer) -> models.QuerySet[Any, Any]:
    """Ids of this viewer's own places that are live now, whatever they look for."""
    rows = unscoped(Member).filter(my_members(viewer), state=MemberState.IN_CIRCLE, space__sharing_paused_at=None)
    return rows.values("pk")


@dataclass(frozen=True)
class Opening:
    """One consent row in force for the viewer, ready to be turned into a condition."""

    space: UUID
    area: Area
    item: UUID | None
    effect: Effect
    standing: Standing
    member: UUID


# Consent is given for care and for caring only. Somebody who looks for another purpose has no rows to read.
GIVEN_FOR = frozenset(PURPOSE_OF.values())


@dataclass(frozen=True)
class Openings:
    """Everything open to one viewer in this transaction: read once from the rows in force on the database's clock."""

    owned: frozenset[UUID]
    rows: tuple[Opening, ...]
    emergency: frozenset[UUID]


def openings(viewer: Viewer) -> Openings:
    """Read what is open to `viewer` now. Remembered only as long as the viewer is bound."""
    known = viewer.memo.get("openings")
    if isinstance(known, Openings):
        return known
    owned: frozenset[UUID] = frozenset()
    emergency: frozenset[UUID] = frozenset()
    if viewer.account and viewer.purpose is Purpose.OWN:
        owned = frozenset(unscoped(Space).filter(owner_id=viewer.account).values_list("pk", flat=True))
    if viewer.account and viewer.purpose is Purpose.EMERGENCY:
        glass = unscoped(BreakGlass).filter(open_glass(viewer))
        emergency = frozenset(glass.values_list("space_id", flat=True))
    rows = _rows_in_force(viewer) if viewer.purpose in GIVEN_FOR else ()
    found = Openings(
        owned=owned,
        rows=rows,
        emergency=emergency,
    )
    viewer.memo["openings"] = found
    return found


def _rows_in_force(viewer: Viewer) -> tuple[Opening, ...]:
    """The consent rows of this viewer that count at this moment: `rules.in_force`, said to the database."""
    rows = (
        unscoped(Grant)
        .filter(member__in=unscoped(Member).filter(my_members(viewer), state=MemberState.IN_CIRCLE))
        .filter(space__sharing_paused_at=None, purpose=viewer.purpose, withdrawn_at=None, starts_at__lte=Now())
        .filter(models.Q(ends_at=None) | models.Q(ends_at__gt=Now()))
        .values_list("space_id", "area", "item", "effect", "member__standing", "member_id", "member__sent_by")
    )
    return tuple(
        Opening(space, Area(area), item, Effect(effect), Standing(standing), member)
        for space, area, item, effect, standing, member, sender in rows
        if sender is None or sender_stands(sender, item)
    )


def sender_stands(sender: UUID, item: UUID) -> bool:
    """Whether a member may send links now and has a way of their own into this conversation: their links stand on it."""
    if connection.vendor == "postgresql":
        # The bearer of a link, who is let in by it, may not know of its sender: only the wall can say.
        return bool(ask_wall("alongside_sender_stands", sender, item))
    found = unscoped(Member).filter(pk=sender, state=MemberState.IN_CIRCLE, standing__in=MAY_SEND_LINKS)
    row = found.filter(space__sharing_paused_at=None, account__is_active=True).first()
    if row is None or (row.service_id and not live_services_of(row.account_id).filter(service=row.service_id).exists()):
        return False
    in_force = (
        unscoped(Grant)
        .filter(member=row, purpose=PURPOSE_OF[Standing(row.standing)], withdrawn_at=None, starts_at__lte=Now())
        .filter(models.Q(ends_at=None) | models.Q(ends_at__gt=Now()))
        .filter(models.Q(area=Area.LINKS) | models.Q(area=Area.CONVERSATION))
        .filter(models.Q(item=None) | models.Q(item=item))
    )
    stands = set(in_force.values_list("area", "effect"))
    allowed = {(Area.LINKS, Effect.ALLOW), (Area.CONVERSATION, Effect.ALLOW)}
    return stands == allowed


def open_areas(viewer: Viewer, area: Area) -> frozenset[UUID]:
    """Spaces in which this whole area is open to the viewer."""
    rows = openings(viewer).rows
    shut = {row.space for row in rows if row.area is area and row.effect is Effect.DENY and row.item is None}
    return (
        frozenset(row.space for row in rows if row.area is area and row.effect is Effect.ALLOW and row.item is None)
        - shut
    )
