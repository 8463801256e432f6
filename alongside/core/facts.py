"""Facts: what happened, in the same transaction as the action that did it. Kinds and ids only, never text."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from alongside.core.models import Fact
from alongside.core.pseudonyms import salted


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


def numbers_told(kind: str, called: str) -> list[str]:
    """What facts of this kind hold under this name, the first told first."""
    rows = Fact.objects.filter(kind=kind, about__has_key=called).order_by("at")
    return [str(about[called]) for about in rows.values_list("about", flat=True)]


def ids_told(kinds: Collection[str]) -> list[tuple[UUID, UUID]]:
    """Facts of these kinds by their own ids, and the space of each; the first told first."""
    rows = Fact.objects.filter(kind__in=kinds, space__isnull=False).order_by("at")
    return [(row, space) for row, space in rows.values_list("id", "space") if space is not None]


@dataclass(frozen=True)
class Told:
    """One fact for those who count: its kind, its service, the Monday of its week, and a salted link for its space.

    `link` is what the fact itself calls a link, such as that of a contact. No account, no id of a space, no word.
    """

    kind: str
    service: UUID | None
    week: date
    space: str
    link: str


def told_between(kinds: Collection[str], first: date, last: date) -> Iterator[Told]:
    """What was told of these kinds in the weeks from `first` to `last`, both Mondays of weeks that count. For counting only."""
    begins = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=7), datetime.min.time()))
    rows = Fact.objects.filter(kind__in=kinds, at__gte=begins, at__lt=ends).order_by("at", "id")
    for kind, service, at, space, about in rows.values_list("kind", "service", "at", "space", "about").iterator():
        day = timezone.localdate(at)
        week = day - timedelta(days=day.weekday())
        yield Told(kind, service, week, space_link(space) if space else "", str(about.get("link", "")))


def space_link(space: UUID) -> str:
    """The salted link that stands for a space where things are counted."""
    return salted("space", space)
