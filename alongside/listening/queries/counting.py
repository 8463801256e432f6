"""Tell me, for the count alone: answers and contacts of a service between two days, as links and kinds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.core.viewer import Purpose, current_viewer
from alongside.listening.models import Answer, Contact, SetAside


class NotTheCount(RuntimeError):
    """Somebody else than the count asked for answers. A fault of ours."""


@dataclass(frozen=True)
class ToCount:
    """One answer to count. `who` and `contact` are links that lead nowhere."""

    week: date
    contact: str
    who: str
    practice: str
    viewpoint: str
    constituency: str
    value: str
    through: str
    set_aside: bool


@dataclass(frozen=True)
class ContactToCount:
    """One contact to count."""

    week: date
    contact: str
    kind: str


def answers_to_count(service: UUID, opens: date, closes: date) -> Iterator[ToCount]:
    """Answers about contacts of the weeks from `opens` to `closes`. Those set aside say so, unless a lead let them in."""
    _insist_on_the_count()
    let_in = set(
        SetAside.objects.filter(door__service_id=service, let_in_at__isnull=False).values_list("pk", flat=True)
    )
    rows = Answer.objects.filter(service_id=service, week__gte=opens, week__lte=closes).order_by("week", "at", "pk")
    for row in rows.iterator():
        aside = row.set_aside is not None and row.set_aside not in let_in
        yield ToCount(
            *(row.week, row.contact, row.respondent, row.practice, row.viewpoint, row.constituency, row.value),
            *(row.through, aside),
        )


def contacts_to_count(service: UUID, opens: date, closes: date) -> Iterator[ContactToCount]:
    """Contacts of the weeks from `opens` to `closes`."""
    _insist_on_the_count()
    rows = Contact.objects.filter(service_id=service, week__gte=opens, week__lte=closes).order_by("week", "link")
    for row in rows.iterator():
        yield ContactToCount(row.week, row.link, row.kind)


def _insist_on_the_count() -> None:
    viewer = current_viewer()
    if viewer is None or viewer.purpose is not Purpose.READING:
        raise NotTheCount("answers are read by the count only, under core.viewer.COUNTER")
