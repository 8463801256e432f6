"""Tell me: changes of a service, one change with its tests, what waits for the panel."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from alongside.core.viewer import Viewer
from alongside.improvement.models import Change, Count, Cycle, Enabler, Finding, Measure, Note, Signature
from alongside.improvement.rules import SIGNERS
from alongside.people.queries import place_at
from alongside.people.rules import Constituency

SPOKE = {Constituency.PERSON, Constituency.CARER}


@dataclass(frozen=True)
class Found:
    """A finding, who signed, and whether it stands."""

    finding: Finding
    signatures: tuple[Signature, ...]

    @property
    def stands(self) -> bool:
        """Enough of the panel agree, and one of them lives with it or cares for somebody who does."""
        agree = [one for one in self.signatures if one.agrees]
        return len(agree) >= SIGNERS and any(one.constituency in SPOKE for one in agree)


@dataclass(frozen=True)
class Test:
    """One small test with what was found."""

    cycle: Cycle
    found: Found | None


@dataclass(frozen=True)
class Whole:
    """One change with everything that belongs to it."""

    change: Change
    tests: tuple[Test, ...]
    measures: tuple[Measure, ...]
    needs: tuple[Enabler, ...]


def changes(viewer: Viewer, service: UUID) -> list[Change]:
    """What a service tries and tried, the newest first."""
    if place_at(viewer.account, service) is None:
        return []
    return list(Change.objects.filter(service_id=service).select_related("priority").order_by("-begun_on"))


def whole(viewer: Viewer, service: UUID, change: UUID) -> Whole | None:
    """One change, for those of its service and panel."""
    row = Change.objects.for_viewer(viewer).filter(pk=change, service_id=service).select_related("priority").first()
    if row is None:
        return None
    found = {one.finding.cycle_id: one for one in found_in(Finding.objects.filter(change=row))}
    return Whole(
        row,
        tuple(Test(one, found.get(one.pk)) for one in Cycle.objects.filter(change=row).order_by("number")),
        tuple(Measure.objects.filter(change=row).order_by("kind", "name")),
        tuple(Enabler.objects.filter(change=row).order_by("asked_on")),
    )


def found_in(rows: QuerySet[Finding]) -> list[Found]:
    """Findings, each with who signed it."""
    signatures: dict[UUID, list[Signature]] = {}
    for one in Signature.objects.filter(finding__in=rows).order_by("signed_on"):
        signatures.setdefault(one.finding_id, []).append(one)
    return [Found(one, tuple(signatures.get(one.pk, ()))) for one in rows.order_by("found_on")]


def measure_of(viewer: Viewer, service: UUID, change: UUID, measure: UUID) -> Measure | None:
    """One measure of a change, for those of its service and panel."""
    rows = Measure.objects.for_viewer(viewer).filter(pk=measure, change_id=change, service_id=service)
    return rows.select_related("change__priority").first()


def begun_tests(viewer: Viewer, change: UUID) -> list[Cycle]:
    """The tests of a change that have begun, in their order: for marking the day on a chart."""
    return list(Cycle.objects.filter(change_id=change, begun_on__isnull=False).order_by("number"))


def counts_of(viewer: Viewer, measure: Measure) -> list[Count]:
    """The points of a measure that is entered by hand."""
    return list(Count.objects.filter(measure=measure).order_by("on_day"))


def notes_of(viewer: Viewer, measure: Measure) -> list[Note]:
    """What happened beside the points."""
    return list(Note.objects.filter(measure=measure).order_by("on_day"))


def waiting_for_a_signature(viewer: Viewer, service: UUID) -> list[Finding]:
    """Findings that this member of the panel has not signed. Whoever looks after a change does not sign for it."""
    place = place_at(viewer.account, service)
    if place is None or place.seat is None:
        return []
    signed = Signature.objects.filter(seat_id=place.seat).values("finding_id")
    rows = Finding.objects.filter(service_id=service).exclude(pk__in=signed).exclude(change__owner_id=viewer.account)
    return list(rows.select_related("change", "cycle").order_by("found_on"))
