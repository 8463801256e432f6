"""What holds for a viewer before any table is read: where they work now, which places are theirs, who reviews. No tables."""

from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import models
from django.db.models.functions import Now

from alongside.circle.rules import Standing
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
