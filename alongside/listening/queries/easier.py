"""Tell me: what staff say would make a practice easier: how many of which kind, and the words once enough have spoken."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from alongside.core.viewer import Viewer, respondent_of
from alongside.listening.models import Easier
from alongside.listening.rules import WORDS_NEED
from alongside.listening.rules import Easier as Kind
from alongside.people.queries import place_at


@dataclass(frozen=True)
class Enablers:
    """What staff asked for on one practice. `kinds`: those that enough asked for, most first; `words` for the lead only."""

    practice: str
    asked: int
    kinds: tuple[tuple[Kind, int], ...]
    words: tuple[str, ...]


def enablers(viewer: Viewer, service: UUID, practice: str) -> Enablers | None:
    """None while too few staff have spoken, or for somebody who neither works there nor sits on the panel."""
    place = place_at(viewer.account, service)
    if place is None:
        return None
    rows = list(Easier.objects.filter(service_id=service, practice=practice).order_by("at"))
    spoken = len({row.respondent for row in rows})
    if spoken < WORDS_NEED:
        return None
    counted = Counter(Kind(row.kind) for row in rows)
    kinds = tuple((kind, n) for kind, n in counted.most_common() if n >= WORDS_NEED)
    words = tuple(row.words for row in rows if row.words) if place.leads else ()
    return Enablers(practice, spoken, kinds, words)


def mine(viewer: Viewer, service: UUID, practice: str) -> list[Easier]:
    """What I said would make this easier for me."""
    return list(Easier.objects.filter(respondent=respondent_of(viewer), service_id=service, practice=practice))
