"""One version of a set as a value, whether it came with the product or people made it, and its seal: a number that
changes with every word. It reads no table.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.principles.catalogue import WORDINGS, Practice, PrincipleSet
from alongside.principles.rules import PracticeState, Ref, Viewpoint


@dataclass(frozen=True)
class PracticeHere:
    """A practice in this version, and what was made of it. `reason`: why it was dropped, when it was."""

    practice: Practice
    state: PracticeState
    base_seal: str = ""
    reason: str = ""

    @property
    def id(self) -> str:
        return self.practice.id

    @property
    def is_live(self) -> bool:
        return self.state is not PracticeState.DROPPED


@dataclass(frozen=True)
class Version:
    """`set` is what counts: dropped practices are left out. `everything` holds them too."""

    set: PrincipleSet
    everything: tuple[PracticeHere, ...]
    seal: str
    parent: Ref | None = None
    prefix: str = "P"
    service: UUID | None = None
    made_at: datetime | None = None
    published_on: date | None = None
    brought_at: datetime | None = None
    comes_with_product: bool = False

    @property
    def ref(self) -> Ref:
        return Ref(self.set.id, self.set.version)

    @property
    def is_brought(self) -> bool:
        return self.brought_at is not None

    @property
    def dropped(self) -> tuple[PracticeHere, ...]:
        return tuple(one for one in self.everything if not one.is_live)

    def find(self, practice_id: str) -> PracticeHere | None:
        """A practice of this version, dropped ones too."""
        return next((one for one in self.everything if one.id == practice_id), None)


def canonical(value: object) -> bytes:
    """The one way in which a value is written down for sealing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sealed(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def words_of(practice: Practice) -> dict[str, str]:
    """The texts of a practice by their names."""
    return {field: str(getattr(practice, field)) for field in WORDINGS}


def content_of(practice: Practice) -> dict[str, Any]:
    """Everything a practice says, as plain values."""
    seen = practice.observability
    return {
        "id": practice.id,
        **words_of(practice),
        "principle": practice.principle_number,
        "moments": [str(one) for one in practice.moments],
        "kinds": [str(one) for one in practice.kinds],
        "seen": {str(view): str(seen.by(view)) for view in Viewpoint},
        "signal": seen.signal,
        "note": seen.note,
        "source": [practice.source.row, practice.source.paragraph],
    }


def seal_of(practice: Practice) -> str:
    """The seal of one practice: the same words, the same seal, in whatever set."""
    return sealed(content_of(practice))


def seal_of_version(found: PrincipleSet, everything: tuple[PracticeHere, ...], parent: Ref | None, prefix: str) -> str:
    """The seal of a version: over its words and what was made of each practice, not over its status."""
    return sealed(
        {
            "set": found.id,
            "version": found.version,
            "prefix": prefix,
            "parent": [parent.set_id, parent.version] if parent else [],
            "title": found.title,
            "language": found.language,
            "based_on": found.based_on,
            "licence": found.licence,
            "source": [found.source.title, found.source.publisher, found.source.published],
            "principles": [[one.number, one.title, one.plain] for one in found.principles],
            "practices": [[content_of(one.practice), str(one.state), one.base_seal] for one in everything],
        }
    )
