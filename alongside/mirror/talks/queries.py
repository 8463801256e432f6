"""Tell me: what was decided about a practice, newest first."""

from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet
from alongside.mirror.talks.models import Talk

__all__ = ["Talk", "talk", "talks_about", "talks_of"]


def talks_about(viewer: Viewer, service: UUID, practice: str) -> PersonalQuerySet:
    """Talks of this service about one practice; of a talk that was put right only the later text."""
    return _standing(viewer, service).filter(practice=practice)


def talks_of(viewer: Viewer, service: UUID) -> PersonalQuerySet:
    """All talks of this service."""
    return _standing(viewer, service)


def talk(viewer: Viewer, service: UUID, which: UUID) -> Talk | None:
    """One talk of this service, also one that was put right later."""
    found: Talk | None = (
        Talk.objects.for_viewer(viewer).select_related("reading", "put_right").filter(service=service, pk=which).first()
    )
    return found


def _standing(viewer: Viewer, service: UUID) -> PersonalQuerySet:
    return (
        Talk.objects.for_viewer(viewer)
        .select_related("reading", "instead_of")
        .filter(service=service, put_right=None)
        .order_by("-held_on", "-written_at")
    )
