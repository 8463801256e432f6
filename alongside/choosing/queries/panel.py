"""Tell me: what a panel agreed on, when it meets, what its members need, and how moments felt to them."""

from uuid import UUID

from alongside.choosing.models import Feeling, Needs, PanelMeeting, Terms
from alongside.choosing.rules import Four
from alongside.core.viewer import Viewer, respondent_of
from alongside.people.queries import place_at

# A shared feeling is shown among at least this many, so that nobody is the only one.
FEWEST_FEELINGS = 3


def terms(viewer: Viewer, service: UUID) -> dict[Four, Terms]:
    """What holds now under each heading."""
    if place_at(viewer.account, service) is None:
        return {}
    rows = Terms.objects.filter(service_id=service).order_by("agreed_at")
    return {Four(row.heading): row for row in rows}


def meetings(viewer: Viewer, service: UUID) -> list[PanelMeeting]:
    """When the panel meets and met."""
    if place_at(viewer.account, service) is None:
        return []
    return list(PanelMeeting.objects.filter(service_id=service).order_by("-on_day"))


def my_needs(viewer: Viewer, seat: UUID) -> Needs | None:
    """What I said that I need."""
    return Needs.objects.filter(seat_id=seat).first()


def needs_to_arrange(viewer: Viewer, service: UUID) -> list[Needs]:
    """What members of the panel need, for those who lead and arrange it."""
    place = place_at(viewer.account, service)
    if place is None or not place.leads:
        return []
    rows = Needs.objects.filter(seat__service_id=service, seat__ended_at=None)
    return list(rows.select_related("seat__account"))


def my_feelings(viewer: Viewer, service: UUID) -> dict[str, Feeling]:
    """What I marked, by moment."""
    rows = Feeling.objects.filter(service_id=service, voter=respondent_of(viewer))
    return {row.moment: row for row in rows}


def shared_feelings(viewer: Viewer, service: UUID) -> dict[str, list[Feeling]]:
    """What members shared, by moment, without anybody's name; only where at least three did."""
    if place_at(viewer.account, service) is None:
        return {}
    found: dict[str, list[Feeling]] = {}
    for row in Feeling.objects.filter(service_id=service, is_shared=True).order_by("-felt", "word"):
        found.setdefault(row.moment, []).append(row)
    return {moment: rows for moment, rows in found.items() if len(rows) >= FEWEST_FEELINGS}
