"""Tell me: what was told back, to everybody; what is being written, to those of the service; how it hangs together."""

from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.improvement.models import TellBack
from alongside.people.queries import place_at


def told(service: UUID) -> list[TellBack]:
    """What was told back: public, so nobody in particular asks."""
    from_everybody = Viewer(account=None, name="", link="everybody")
    rows = TellBack.objects.for_viewer(from_everybody).filter(service_id=service, told_on__isnull=False)
    return list(rows.order_by("-told_on", "-written_on"))


def being_written(viewer: Viewer, service: UUID) -> list[TellBack]:
    """Texts that were not told yet."""
    if place_at(viewer.account, service) is None:
        return []
    return list(TellBack.objects.filter(service_id=service, told_on=None).order_by("written_on"))


def told_of(viewer: Viewer, priority: UUID) -> list[TellBack]:
    """What was told about one priority, the newest first."""
    return list(TellBack.objects.filter(priority_id=priority, told_on__isnull=False).order_by("-told_on"))


def services_that_told() -> list[UUID]:
    """Services that have told something back."""
    from_everybody = Viewer(account=None, name="", link="everybody")
    rows = TellBack.objects.for_viewer(from_everybody).filter(told_on__isnull=False)
    return sorted(set(rows.values_list("service_id", flat=True)))
