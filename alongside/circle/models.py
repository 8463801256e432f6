"""Tables of the circle: space, members, consent rows, invitations, the history of every change, break-glass."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now

from alongside.circle.rules import MAY_SEND_LINKS, PURPOSE_OF, Area, Effect, InvitedBy, MemberState, Standing
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Purpose, Viewer, current_viewer
from alongside.core.walls import PersonalModel, PersonalQuerySet
from alongside.people.queries import live_services_of, roles_of
from alongside.people.rules import PlatformRole

T = TypeVar("T")


def choices(enum: Any) -> list[tuple[str, str]]:
    """Choices for a field whose values are an enum's."""
    return [(one.value, one.value) for one in enum]


def unscoped(model: type[PersonalModel]) -> PersonalQuerySet:
    """Rows before the first wall: for this room's own decision of what is open. Never leaves this room."""
    return PersonalQuerySet(model)


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


def my_members(viewer: Viewer) -> models.Q:
    """Condition on a Member row: it is this viewer, in person, through a service they work in now, or by link."""
    mine = models.Q(pk__in=())
    if viewer.account:
        mine |= models.Q(account_id=viewer.account, service=None)
        services = services_now(viewer)
        if services:
            mine |= models.Q(account_id=viewer.account, service_id__in=services)
            mine |= models.Q(account=None, standing=Standing.TEAM, service_id__in=services)
    if viewer.link:
        mine |= models.Q(link_hash=viewer.link, standing=Standing.OUTSIDE)
    return mine


def places_now(viewer: Viewer) -> models.QuerySet[Any, Any]:
    """Ids of this viewer's own places that are live now, whatever they look for."""
    rows = unscoped(Member).filter(my_members(viewer), state=MemberState.IN_CIRCLE, space__sharing_paused_at=None)
    return rows.values("pk")


def services_now(viewer: Viewer) -> frozenset[UUID]:
    """Where this viewer works now; asked once a transaction."""
    if viewer.account is None:
        return frozenset()
    account = viewer.account
    return remembered(viewer, "services", lambda: frozenset(live_services_of(account)))


def remembered(viewer: Viewer, what: object, read: Callable[[], T]) -> T:
    """What was read once for this viewer while they are bound. Of anybody else it is read anew each time."""
    if current_viewer() is not viewer:
        return read()
    if what not in viewer.memo:
        viewer.memo[what] = read()
    return cast(T, viewer.memo[what])


def is_reviewing(viewer: Viewer) -> bool:
    """Whether this is a privacy officer at work. The purpose alone opens nothing."""
    if viewer.purpose is not Purpose.REVIEW or viewer.account is None:
        return False
    return PlatformRole.PRIVACY_OFFICER in roles_of(viewer.account)


def open_glass(viewer: Viewer) -> models.Q:
    """Condition on a BreakGlass row: this viewer's, not over, and they still work where they said they did."""
    if viewer.account is None:
        return models.Q(pk__in=())
    return models.Q(
        account_id=viewer.account,
        service_id__in=services_now(viewer),
        starts_at__lte=Now(),
        ends_at__gt=Now(),
    )


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
