"""Tell me: what was told back, to everybody; what is being written, to those of the service; how it hangs together."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.improvement.models import TellBack
from alongside.people.queries import place_at


@dataclass(frozen=True)
class Told:
    """A text as it stands now, and what was said before it was corrected, the newest first. The old words stay readable."""

    text: TellBack
    earlier: tuple[TellBack, ...] = ()


def told(service: UUID) -> list[Told]:
    """What was told back, the newest first: public, so nobody in particular asks."""
    from_everybody = Viewer(account=None, name="", link="everybody")
    rows = TellBack.objects.for_viewer(from_everybody).filter(service_id=service, told_on__isnull=False)
    return as_told(rows.order_by("-told_on", "-written_on"))


def being_written(viewer: Viewer, service: UUID) -> list[TellBack]:
    """Texts that were not told yet."""
    if place_at(viewer.account, service) is None:
        return []
    rows = TellBack.objects.filter(service_id=service, told_on=None).select_related("instead_of")
    return list(rows.order_by("written_on"))


def told_of(viewer: Viewer, priority: UUID) -> list[Told]:
    """What was told about one priority, the newest first."""
    return told_about(viewer, [priority]).get(priority, [])


def told_about(viewer: Viewer, priorities: Iterable[UUID]) -> dict[UUID, list[Told]]:
    """What was told about each of these priorities, the newest first."""
    rows = TellBack.objects.filter(priority_id__in=list(priorities), told_on__isnull=False).order_by("-told_on")
    found: dict[UUID, list[Told]] = {}
    for one in as_told(rows):
        found.setdefault(one.text.priority_id, []).append(one)
    return found


def to_correct(viewer: Viewer, service: UUID, text: UUID) -> Told | None:
    """A text as it stands now, for whoever works there and would correct it."""
    place = place_at(viewer.account, service)
    if place is None or not place.works_here:
        return None
    return next((one for one in told(service) if one.text.pk == text), None)


def services_that_told() -> list[UUID]:
    """Services that have told something back."""
    from_everybody = Viewer(account=None, name="", link="everybody")
    rows = TellBack.objects.for_viewer(from_everybody).filter(told_on__isnull=False)
    return sorted(set(rows.values_list("service_id", flat=True)))


def as_told(rows: Iterable[TellBack]) -> list[Told]:
    """Texts that were told, each with those that it stands instead of."""
    known = {one.pk: one for one in rows}
    gone = {one.instead_of_id for one in known.values()}
    return [Told(one, tuple(_before(one, known))) for one in known.values() if one.pk not in gone]


def _before(one: TellBack, known: dict[UUID, TellBack]) -> Iterable[TellBack]:
    while one.instead_of_id in known:
        one = known[one.instead_of_id]
        yield one
