"""Tell me: how somebody likes to be communicated with, for whoever is about to write to them or meet them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from alongside.care.models import CommunicationPart, CommunicationVersion
from alongside.care.rules import CommunicationKind
from alongside.circle.queries import footing, own_space_id
from alongside.core import audit, typed
from alongside.core.viewer import Viewer

# What somebody about to write or meet needs first.
FIRST = (
    CommunicationKind.NEEDS,
    CommunicationKind.HOW,
    CommunicationKind.FORMATS,
    CommunicationKind.WORDS,
    CommunicationKind.DISTRESS,
    CommunicationKind.CONTACT,
)


@dataclass(frozen=True)
class CardPart:
    """One heading of the card: its kind and the person's words, a line each."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """How somebody likes to be communicated with, as far as this viewer may read it."""

    name: str
    parts: tuple[CardPart, ...]


def parts_of(viewer: Viewer, space_id: UUID) -> dict[CommunicationKind, CommunicationPart]:
    """Every heading that the viewer may read."""
    rows = {row.kind: row for row in CommunicationPart.objects.for_viewer(viewer).filter(space_id=space_id)}
    parts = {kind: rows[kind] for kind in CommunicationKind if kind in rows}
    audit.saw("communication", (row.pk for row in parts.values() if row.text), space=space_id)
    return parts


def part_of(viewer: Viewer, space_id: UUID, kind: CommunicationKind) -> CommunicationPart | None:
    """One heading."""
    part = CommunicationPart.objects.for_viewer(viewer).filter(space_id=space_id, kind=kind).first()
    if part is not None:
        audit.saw("communication", [part.pk], space=space_id)
    return part


def card(viewer: Viewer, space_id: UUID) -> Card | None:
    """The card to show next to a writing box or before a meeting; None when there is nothing on it, or to its own person."""
    where = footing(viewer, space_id)
    if where is None or where.is_owner:
        return None
    parts = parts_of(viewer, space_id)
    found = tuple(
        CardPart(kind.value, typed.lines_of(parts[kind].text))
        for kind in FIRST
        if kind in parts and parts[kind].text.strip()
    )
    return Card(where.owner_name, found) if found else None


def versions_of(viewer: Viewer, space_id: UUID, kind: CommunicationKind) -> QuerySet[CommunicationVersion]:
    """What a heading said, newest first. For the person only."""
    rows = CommunicationVersion.objects.for_viewer(viewer)
    if own_space_id(viewer) != space_id:
        return rows.none()
    return rows.filter(part__space_id=space_id, part__kind=kind).order_by("-at", "-version")
