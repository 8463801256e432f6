"""The base of every table that holds a person's things: visible by consent, in Python and in PostgreSQL alike."""

from typing import ClassVar
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models import F, Func, Q, QuerySet

from alongside.circle.models import Member, Space, choices, my_members, openings, unscoped
from alongside.circle.rules import EMERGENCY_AREAS, PURPOSE_OF, Area, Effect, Label, MemberState, Standing
from alongside.core.row_security import guard
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel

OPEN_TO_ALL_GRANTED = (Label.ORDINARY, Label.NOT_FOR_CARERS)


def visible_items(viewer: Viewer, area: Area, *, space: str = "space_id", item: str = "pk", label: str = "label") -> Q:
    """The condition under which rows of `area` are visible: `rules.may_see`, said to the database."""
    found = openings(viewer)
    whole: set[UUID] = set()
    whole_as_carer: set[UUID] = set()
    items: set[UUID] = set()
    items_as_carer: set[UUID] = set()
    shut_spaces: set[UUID] = set()
    shut_items: set[UUID] = set()
    for row in found.rows:
        if row.area is not area:
            continue
        carer = row.standing is Standing.CARER
        if row.effect is Effect.DENY:
            (shut_spaces.add(row.space) if row.item is None else shut_items.add(row.item))
        elif row.item is None:
            (whole_as_carer if carer else whole).add(row.space)
        else:
            (items_as_carer if carer else items).add(row.item)
    granted = Q(pk__in=())
    if whole - shut_spaces:
        granted |= Q(**{f"{space}__in": whole - shut_spaces, f"{label}__in": OPEN_TO_ALL_GRANTED})
    if whole_as_carer - shut_spaces:
        granted |= Q(**{f"{space}__in": whole_as_carer - shut_spaces, label: Label.ORDINARY})
    if items:
        granted |= Q(**{f"{item}__in": items}) & ~Q(**{label: Label.PRIVATE})
    if items_as_carer:
        granted |= Q(**{f"{item}__in": items_as_carer}) & ~Q(**{f"{label}__in": (Label.PRIVATE, Label.NOT_FOR_CARERS)})
    if shut_items:
        granted &= ~Q(**{f"{item}__in": shut_items})
    if shut_spaces:
        granted &= ~Q(**{f"{space}__in": shut_spaces})
    if found.emergency and area in EMERGENCY_AREAS:
        granted |= Q(**{f"{space}__in": found.emergency, label: Label.ORDINARY})
    if found.owned:
        granted |= Q(**{f"{space}__in": found.owned})
    return granted


class GuardedItem(PersonalModel):
    """Something a person holds. `area` says under which column of the consent grid it stands."""

    area: ClassVar[Area]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=20, choices=choices(Label), default=Label.ORDINARY)

    class Meta(PersonalModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Q:
        return visible_items(viewer, cls.area)


class PartOf(PersonalModel):
    """A row that is visible exactly when the item it is part of is visible. `whole` names the ForeignKey."""

    whole: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta(PersonalModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Q:
        target = cls._meta.get_field(cls.whole).related_model
        return Q(**{f"{cls.whole}__in": target.objects.for_viewer(viewer).values("pk")})


def guard_item(table: str, area: Area, *, extra: str = "false") -> str:
    """SQL of the second wall for a GuardedItem's table. `extra` is one more condition that opens a row."""
    owned = "space_id IN (SELECT alongside_owned())"
    return guard(table, see=f"{owned} OR ({opened(table, area)}) OR ({extra})", remove=owned)


def opened(table: str, area: Area, *, space: str = "space_id", item: str = "id", label: str = "label") -> str:
    """SQL condition on a row of `table`: a consent row in force opens it and none shuts it (`rules.may_see`)."""
    row = f"g.space_id = {table}.{space} AND g.area = '{area.value}'"
    return f"""
      {table}.{label} <> 'private'
      AND EXISTS (SELECT 1 FROM alongside_open_grants() g WHERE {row} AND g.effect = 'allow'
        AND (g.item = {table}.{item} OR (g.item IS NULL AND {table}.{label} <> 'sealed'))
        AND NOT (g.standing = 'carer' AND {table}.{label} = 'not-for-carers')
        AND (g.standing <> 'emergency' OR {table}.{label} = 'ordinary'))
      AND NOT EXISTS (SELECT 1 FROM alongside_open_grants() g WHERE {row} AND g.effect = 'deny'
        AND (g.item IS NULL OR g.item = {table}.{item}))
    """


def guard_part(table: str, column: str, whole_table: str) -> str:
    """SQL of the second wall for a PartOf's table: PostgreSQL applies the whole's own policy inside the subquery."""
    owned = f"{column} IN (SELECT id FROM {whole_table} WHERE space_id IN (SELECT alongside_owned()))"
    return guard(table, see=f"{column} IN (SELECT id FROM {whole_table})", remove=owned)


def started_by_me(viewer: Viewer, area: Area, *, field: str = "started_by_id") -> Q:
    """Items that a member with the whole area open started themselves. A conversation that I began stays mine to see."""
    found = openings(viewer)
    mine = {r.member for r in found.rows if r.area is area and r.item is None and r.effect is Effect.ALLOW}
    shut = {r.item for r in found.rows if r.area is area and r.item is not None and r.effect is Effect.DENY}
    shut_spaces = {r.space for r in found.rows if r.area is area and r.item is None and r.effect is Effect.DENY}
    if not mine:
        return Q(pk__in=())
    return Q(**{f"{field}__in": mine}) & ~Q(pk__in=shut) & ~Q(space_id__in=shut_spaces) & ~Q(label=Label.PRIVATE)


def started_by_me_sql(table: str, area: Area, *, column: str = "started_by_id") -> str:
    """The same, for the second wall."""
    return f"""{table}.label <> 'private'
      AND EXISTS (SELECT 1 FROM alongside_open_grants() g WHERE g.area = '{area.value}' AND g.effect = 'allow'
        AND g.item IS NULL AND g.member_id = {table}.{column})
      AND NOT EXISTS (SELECT 1 FROM alongside_open_grants() g WHERE g.area = '{area.value}' AND g.effect = 'deny'
        AND g.space_id = {table}.space_id AND (g.item IS NULL OR g.item = {table}.id))"""


def members_here(viewer: Viewer) -> QuerySet[Member, UUID]:
    """Ids of this viewer's own live places in circles; for things that belong to a member, not to the space."""
    rows = unscoped(Member).filter(my_members(viewer), state=MemberState.IN_CIRCLE, space__sharing_paused_at=None)
    return rows.values_list("pk", flat=True)


def is_in_circle(member: str = "member_id") -> Q:
    """The condition that the member of a row is in the circle now, whether or not the viewer may know of them."""
    if connection.vendor == "postgresql":
        # Asked of the wall: the members of a circle themselves may be hidden from whoever looks.
        return Q(Func(F(member), function="alongside_is_in", output_field=models.BooleanField()))
    return Q(**{f"{member}__in": unscoped(Member).filter(state=MemberState.IN_CIRCLE).values("pk")})


def in_circle_as(viewer: Viewer, standings: tuple[Standing, ...], *, with_holder: bool = False) -> frozenset[UUID]:
    """Spaces in which the viewer is one of `standings`, for the purpose they look for; and, if asked, their own."""
    rows = unscoped(Member).filter(
        my_members(viewer), state=MemberState.IN_CIRCLE, space__sharing_paused_at=None, standing__in=standings
    )
    spaces = {s for s, standing in rows.values_list("space_id", "standing") if PURPOSE_OF[standing] == viewer.purpose}
    return frozenset(spaces | (openings(viewer).owned if with_holder else set()))
