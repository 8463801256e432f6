"""Facts: what happened, in the same transaction as the action that did it. Kinds and ids only, never text."""

from typing import Any
from uuid import UUID

from alongside.core.models import Fact


def record(
    kind: str, *, space: UUID | None = None, service: UUID | None = None, by: UUID | None = None, **about: Any
) -> None:
    """Write one fact. `kind` is past tense (`plan.shared`); `about` holds ids, numbers and kinds, never words."""
    for name, value in about.items():
        if isinstance(value, str) and len(value) > 64:
            raise ValueError(f"a fact holds ids and kinds, and {name} looks like text")
    Fact.objects.create(
        kind=kind,
        space=space,
        service=service,
        by=by,
        about={k: str(v) if isinstance(v, UUID) else v for k, v in about.items()},
    )
