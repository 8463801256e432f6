"""Tell me: one version of a set, those somebody may read, what happened to it, and what changed where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.core.viewer import Viewer
from alongside.people.queries import place_at, places_of, roles_of
from alongside.people.rules import PlatformRole
from alongside.principles import catalogue
from alongside.principles.catalogue import Citation, Observability, Practice, Principle, PrincipleSet, Source
from alongside.principles.comparing import Upstream, upstream
from alongside.principles.models import SetChange, SetPractice, SetVersion
from alongside.principles.rules import (
    STILL_MADE,
    Kind,
    Moment,
    Observed,
    PracticeState,
    Ref,
    SetStatus,
)
from alongside.principles.versions import PracticeHere, Version, seal_of, seal_of_version

SEALED = (SetStatus.PUBLISHED, SetStatus.RETIRED)


@dataclass(frozen=True)
class SetLine:
    """One version in a list."""

    ref: Ref
    title: str
    status: SetStatus
    parent: Ref | None
    service: UUID | None
    practices: int
    is_brought: bool
    may_change: bool
    comes_with_product: bool = False


def version(set_id: str, version: str) -> Version | None:
    """Any version there is, whoever asks. For pages ask `version_for` or `published`."""
    if set_id in catalogue.set_ids():
        found = catalogue_version(set_id)
        return found if found.set.version == version else None
    row = _rows().filter(own_set_id=set_id, version=version).first()
    return value_of(row) if row else None


def version_for(viewer: Viewer, set_id: str, number: str) -> Version | None:
    """A version this viewer may read: what is published here, and what is in the making where they belong."""
    found = version(set_id, number)
    return found if found is not None and may_read(viewer, found) else None


def published(set_id: str, number: str) -> Version | None:
    """A version that is open to everybody: published or retired here. What came as a file is not put on show."""
    found = version(set_id, number)
    if found is None or found.is_brought or found.set.status not in SEALED:
        return None
    return found


@dataclass(frozen=True)
class OnShow:
    """A set that a service put out for everybody."""

    ref: Ref
    title: str
    house: str
    language: str


def on_show() -> list[OnShow]:
    """The newest published version of every own set, by title. What came as a file, or was put aside, is not put on show."""
    rows = SetVersion.objects.filter(status=SetStatus.PUBLISHED, brought_at=None)
    newest_of: dict[str, SetVersion] = {}
    for row in rows.select_related("own_set__service__organisation"):
        known = newest_of.get(row.own_set_id)
        if known is None or int(row.version) > int(known.version):
            newest_of[row.own_set_id] = row
    found = [
        OnShow(Ref(row.own_set_id, row.version), row.title, str(row.own_set.service or ""), row.language)
        for row in newest_of.values()
    ]
    return sorted(found, key=lambda one: (one.title, one.house))


def may_read(viewer: Viewer, found: Version) -> bool:
    """Whether somebody who is signed in may read a version."""
    if viewer.account is None:
        return False
    if found.comes_with_product or (found.set.status in SEALED and not found.is_brought):
        return True
    if PlatformRole.FACILITATOR in roles_of(viewer.account):
        return True
    return found.service is not None and place_at(viewer.account, found.service) is not None


def versions_for(viewer: Viewer) -> list[SetLine]:
    """Every version this viewer may read: those that come with the product first, then own sets, the newest first."""
    lines = [_catalogue_line(set_id) for set_id in catalogue.set_ids()]
    if viewer.account is None:
        return lines
    places = places_of(viewer.account)
    here = [one.service for one in places]
    leads = {one.service for one in places if one.leads}
    runs = PlatformRole.FACILITATOR in roles_of(viewer.account)
    rows = SetVersion.objects.select_related("own_set").order_by("own_set_id", "-made_at", "-id")
    if not runs:
        rows = rows.filter(Q(status__in=SEALED, brought_at=None) | Q(own_set__service__in=here))
    counts = _live_counts([row.pk for row in rows])
    lines += [
        SetLine(
            ref=Ref(row.own_set_id, row.version),
            title=row.title,
            status=SetStatus(row.status),
            parent=Ref(row.parent_set, row.parent_version),
            service=row.own_set.service_id,
            practices=counts.get(row.pk, 0),
            is_brought=row.brought_at is not None,
            may_change=SetStatus(row.status) in STILL_MADE
            and row.brought_at is None
            and (runs or row.own_set.service_id in leads),
        )
        for row in rows
    ]
    return lines


def drafts_open_to(viewer: Viewer) -> list[SetLine]:
    """Versions in the making into which this viewer may put a practice."""
    return [one for one in versions_for(viewer) if one.may_change and one.status is SetStatus.DRAFT]


def newest(set_id: str) -> Version | None:
    """The newest published version of a set."""
    if set_id in catalogue.set_ids():
        return catalogue_version(set_id)
    rows = _rows().filter(own_set_id=set_id, status=SetStatus.PUBLISHED)
    found = max(rows, key=lambda row: int(row.version), default=None)
    return value_of(found) if found else None


def changed_upstream(found: Version) -> tuple[Upstream, ...]:
    """What changed in the set that this version grew out of, and nobody looked at yet. Nothing for a sealed one."""
    if found.parent is None or found.set.status not in STILL_MADE:
        return ()
    theirs = newest(found.parent.set_id)
    return upstream(found, theirs) if theirs else ()


def numbers_of(set_id: str) -> list[str]:
    """The versions of a set, the newest first."""
    if set_id in catalogue.set_ids():
        return [catalogue_version(set_id).set.version]
    found = SetVersion.objects.filter(own_set_id=set_id).values_list("version", flat=True)
    return sorted(found, key=int, reverse=True)


def lineage(found: Version) -> list[Ref]:
    """The sets this one grew out of, the nearest first."""
    line: list[Ref] = []
    at: Version | None = found
    while at is not None and at.parent is not None and at.parent not in line:
        line.append(at.parent)
        at = version(at.parent.set_id, at.parent.version)
    return line


def changes_of(found: Version, practice: str = "") -> list[SetChange]:
    """What happened to a version, in order; or to one practice, over all versions of its set up to this one."""
    if found.comes_with_product:
        return []
    rows = SetChange.objects.select_related("set_version").filter(set_version__own_set_id=found.ref.set_id)
    if practice:
        rows = rows.filter(practice=practice)
        upto = int(found.ref.version)
        return sorted(
            (row for row in rows if int(row.set_version.version) <= upto),
            key=lambda row: (int(row.set_version.version), row.number),
        )
    return list(rows.filter(set_version__version=found.ref.version).order_by("number"))


@cache
def catalogue_version(set_id: str) -> Version:
    """A set that came with the product, as a version like any other."""
    found = catalogue.principle_set(set_id)
    everything = tuple(PracticeHere(one, PracticeState.ADOPTED, seal_of(one)) for one in found.practices)
    seal = seal_of_version(found, everything, None, "P")
    return Version(found, everything, seal, comes_with_product=True)


def _catalogue_line(set_id: str) -> SetLine:
    found = catalogue_version(set_id)
    return SetLine(
        ref=found.ref,
        title=found.set.title,
        status=found.set.status,
        parent=None,
        service=None,
        practices=len(found.set.practices),
        is_brought=False,
        may_change=False,
        comes_with_product=True,
    )


def _rows() -> QuerySet[SetVersion]:
    return SetVersion.objects.select_related("own_set")


def _live_counts(versions: Iterable[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    rows = SetPractice.objects.filter(set_version_id__in=list(versions)).exclude(state=PracticeState.DROPPED)
    for pk in rows.values_list("set_version_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def value_of(row: SetVersion) -> Version:
    """A row of this room as a value."""
    # The words of a sealed version never change, so they are put together once; its status may.
    return _sealed_value(row.pk, row.status) if row.status in SEALED else _built(row)


@lru_cache(maxsize=64)
def _sealed_value(pk: UUID, status: str) -> Version:
    return _built(SetVersion.objects.select_related("own_set").get(pk=pk))


def _built(row: SetVersion) -> Version:
    everything = tuple(
        PracticeHere(_practice(one), PracticeState(one.state), one.base_seal, one.why_dropped)
        for one in row.practices.order_by("principle", "place")
    )
    principles = tuple(
        Principle(
            number=one.number,
            title=one.title,
            plain=one.plain,
            practices=tuple(
                there.practice
                for there in everything
                if there.is_live and there.practice.principle_number == one.number
            ),
        )
        for one in row.principles.order_by("number")
    )
    found = PrincipleSet(
        id=row.own_set_id,
        version=row.version,
        title=row.title,
        language=row.language,
        status=SetStatus(row.status),
        status_note=row.status_note,
        based_on=row.based_on,
        source=Citation(row.source_title, row.source_publisher, row.source_published),
        licence=row.licence,
        principles=principles,
    )
    parent = Ref(row.parent_set, row.parent_version)
    return Version(
        set=found,
        everything=everything,
        seal=row.sha256 or seal_of_version(found, everything, parent, row.own_set.prefix),
        parent=parent,
        prefix=row.own_set.prefix,
        service=row.own_set.service_id,
        made_at=row.made_at,
        published_on=row.published_on,
        brought_at=row.brought_at,
    )


def _practice(row: SetPractice) -> Practice:
    moments = tuple(Moment(one) for one in row.moments)
    return Practice(
        id=row.practice,
        name=row.name,
        moments=moments,
        kinds=tuple(Kind(one) for one in row.kinds),
        plain=row.plain,
        for_person=row.for_person,
        for_carers=row.for_carers,
        for_staff=row.for_staff,
        for_commissioners=row.for_commissioners,
        i_statement=row.i_statement,
        we_statement=row.we_statement,
        prompt=row.prompt,
        observability=Observability(
            person=Observed(row.seen_by_person),
            staff=Observed(row.seen_by_staff),
            record=Observed(row.seen_by_record),
            signal=row.signal,
            note=row.note,
        ),
        source=Source(row.principle, moments, row.source_row, row.source_paragraph),
    )
