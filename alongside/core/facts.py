"""Facts: what happened, in the same transaction as the action that did it. Kinds and ids only, never text."""

from datetime import datetime
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


def times_told(kind: str, *, by: UUID, since: datetime) -> int:
    """How often this account did something since then; for limits that hold on every machine and after a restart."""
    return Fact.objects.filter(kind=kind, by=by, at__gte=since).count()


def spaces_told(kind: str, *, until: datetime | None = None, but_not: str = "") -> list[tuple[UUID, UUID | None]]:
    """Spaces of which this was told, and by whom; of which `but_not` was never told. What comes of it, others decide."""
    rows = Fact.objects.filter(kind=kind, space__isnull=False)
    if until is not None:
        rows = rows.filter(at__lte=until)
    if but_not:
        rows = rows.exclude(space__in=Fact.objects.filter(kind=but_not, space__isnull=False).values("space"))
    return [(space, by) for space, by in rows.order_by("at").values_list("space", "by") if space is not None]
