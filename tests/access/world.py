"""Builds the access table in the database: somebody with a place in many spaces, in each with other consent rows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from alongside.care.models import StoryPart
from alongside.circle.models import Grant, Member, Space
from alongside.circle.rules import PURPOSE_OF, Area, MemberState, Standing
from alongside.core import clock
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.people import actions as people
from alongside.people.queries import live_services_of
from tests.access.oracle import LABELS, PAIRS
from tests.access.rows import STATE_OF_PLACE, consent_rows, save, save_all
from tests.factories import a_service, an_account

KINDS = ("line", "page", "whole", "also")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Cell:
    """One space: one thing under each label, somebody's place in it, and the consent rows they hold there."""

    space: Space
    member: Member
    grants: tuple[Grant, ...]
    items: dict[str, UUID]
    holder: Viewer


@dataclass(frozen=True)
class World:
    """Somebody, and every space in which they have a place: one for each pair of consent rows."""

    viewer: Viewer
    service: UUID | None
    cells: dict[Pair, Cell]

    def visible(self) -> dict[Pair, set[str]]:
        """Labels of the things that the database gives them, space by space."""
        with transaction.atomic(), bound(self.viewer):
            found = set(StoryPart.objects.values_list("pk", flat=True))
        everything = {item for cell in self.cells.values() for item in cell.items.values()}
        assert found <= everything
        return {
            pair: {label for label, item in cell.items.items() if item in found} for pair, cell in self.cells.items()
        }

    def works_there(self) -> bool:
        """Whether they work, now, where their place says they do."""
        if self.service is None:
            return True
        assert self.viewer.account is not None
        return self.service in set(live_services_of(self.viewer.account))


def build(standing: str, pairs: Iterable[Pair] = PAIRS) -> World:
    """Somebody of this standing who is in a circle with each of these pairs."""
    kind = Standing(standing)
    service = a_service() if kind in (Standing.PROFESSIONAL, Standing.TEAM) else None
    account = None if kind is Standing.OUTSIDE else an_account("Looker")
    link = uuid4().hex * 2 if kind is Standing.OUTSIDE else ""
    if account and service:
        people.join_service(account=account.pk, service=service.pk, job_title="physiotherapist")
    viewer = Viewer(account.pk if account else None, "Looker", Purpose(PURPOSE_OF[kind]), link=link)
    place = {
        "account": None if kind is Standing.TEAM else account,
        "service": service,
        "standing": kind,
        "state": MemberState.IN_CIRCLE,
        "name": "Looker",
        "link_hash": link,
    }
    cells = {pair: _a_space(place, pair, viewer.purpose) for pair in pairs}
    return World(viewer, service.pk if service else None, cells)


def _a_space(place: dict[str, object], pair: Pair, purpose: Purpose) -> Cell:
    owner = an_account("Holder")
    holder = Viewer(owner.pk, "Holder")
    with transaction.atomic(), bound(holder):
        space = Space(owner=owner)
        member = Member(space=space, **place)
        parts = [
            StoryPart(space=space, kind=kind, label=label, text=f"{label} words")
            for label, kind in zip(LABELS, KINDS, strict=True)
        ]
        items = {part.label: part.pk for part in parts}
        now = clock.now()
        grants = [
            row
            for state in pair
            for row in consent_rows(
                state,
                space=space.pk,
                member=member.pk,
                area=Area.STORY,
                items=list(items.values()),
                purpose=purpose,
                now=now,
            )
        ]
        save(space, member)
        save_all(parts, grants)
    return Cell(space, member, tuple(grants), items, holder)


@contextmanager
def in_place(world: World, place: str) -> Iterator[MemberState]:
    """What became of their place, the same in every space; afterwards they are in again. Gives how the place stands."""
    state = STATE_OF_PLACE.get(place, MemberState.IN_CIRCLE)
    with transaction.atomic():
        for cell in world.cells.values():
            if place in STATE_OF_PLACE or place == "all-sharing-paused":
                with transaction.atomic(), bound(cell.holder):
                    if place == "all-sharing-paused":
                        cell.space.sharing_paused_at = clock.now()
                        save(cell.space)
                    else:
                        cell.member.state = state
                        save(cell.member)
        if place == "left-service" and world.service and world.viewer.account:
            people.leave_service(account=world.viewer.account, service=world.service)
        yield state
        transaction.set_rollback(True)
    for cell in world.cells.values():
        cell.member.state, cell.space.sharing_paused_at = MemberState.IN_CIRCLE, None
