"""Do it: keep a text of the person's own, with every version. Two edits that meet are both kept; none is written over.

Shared by the story and by how somebody likes to be communicated with. Not for what others write.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from alongside.care.models import CommunicationPart, CommunicationVersion, StoryPart, StoryVersion
from alongside.care.refusals import story as no
from alongside.care.rules import LABELLED
from alongside.circle.actions import consent
from alongside.circle.queries import grants_of, own_space_id
from alongside.circle.rules import Area, Effect, Label
from alongside.core import facts, typed
from alongside.core.once import once as only_once
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet


@dataclass(frozen=True)
class Shelf:
    """Where a kind of text is kept: its table, the table of its versions, its column of the consent grid."""

    parts: type[StoryPart] | type[CommunicationPart]
    versions: type[StoryVersion] | type[CommunicationVersion]
    area: Area
    fact: str


STORY = Shelf(StoryPart, StoryVersion, Area.STORY, "story.part_saved")
COMMUNICATION = Shelf(CommunicationPart, CommunicationVersion, Area.COMMUNICATION, "communication.part_saved")


@dataclass(frozen=True)
class Both:
    """Two edits met: what stands now, and what was typed. The second is kept aside, and can be saved over the first."""

    theirs: str
    yours: str
    version: int


@dataclass(frozen=True)
class Saved:
    """A part as it stands after saving. `both` is there when another edit came first."""

    part: UUID
    version: int
    both: Both | None = None


@dataclass(frozen=True)
class Landed:
    """What became of a text: the row of its version (None: the same words already stood), and whether it was put aside."""

    part: StoryPart | CommunicationPart
    row: UUID | None
    version: int
    aside: bool = False


@dataclass(frozen=True)
class Reach:
    """Who may read a part: a label, and for a sealed part the members it is opened to by name."""

    label: Label
    named: frozenset[UUID] = frozenset()


def keep(
    shelf: Shelf,
    *,
    space: UUID,
    kind: str,
    text: str,
    version: int,
    longest: int,
    reach: Reach | None,
    once: str,
    by: Viewer,
) -> Saved:
    """Save `text` if `version` still stands, else keep it aside. Called by actions only."""
    if own_space_id(by) != space:
        raise Refused(no.only_the_person())
    text = typed.plain(text)
    before = _part(shelf, space, kind, by)
    insist(no.why_not_save(text, longest=longest, there_before=before is not None))

    landed: list[Landed] = []

    def write() -> UUID | None:
        landed.append(_land(shelf, before, space, kind, text, version, by))
        if reach is not None and not landed[0].aside:
            _open_to(shelf, landed[0].part, reach, by)
        return landed[0].row

    body = {
        "space": space,
        "kind": kind,
        "text": text,
        "label": reach.label if reach else "",
        "named": sorted(map(str, reach.named)) if reach else [],
    }
    made, done_now = only_once(once, kind=shelf.fact, body=body, by=by, do=write)
    if done_now and not landed[0].aside:
        return Saved(part=landed[0].part.pk, version=landed[0].version)
    # It met another edit, now or when this form came the first time: say how things stand.
    part = _part(shelf, space, kind, by)
    assert part is not None
    aside = shelf.versions.objects.for_viewer(by).filter(pk=made, set_aside=True).first() if made else None
    both = Both(theirs=part.text, yours=aside.text, version=part.version) if aside else None
    return Saved(part=part.pk, version=part.version, both=both)


def open_to(shelf: Shelf, *, space: UUID, kind: str, reach: Reach, by: Viewer) -> None:
    """Change who may read a part, and leave its words alone. Called by actions only."""
    part = _part(shelf, space, kind, by)
    if own_space_id(by) != space or part is None:
        raise Refused(no.only_the_person())
    _open_to(shelf, part, reach, by)


def open_item(area: Area, *, space: UUID, item: UUID, reach: Reach, by: Viewer) -> None:
    """Bring the consent rows of one item into line with its label: a sealed item has its named readers, no other has any."""
    wanted = reach.named if reach.label is Label.SEALED else frozenset()
    there = set(
        grants_of(by, space).filter(area=area, item=item, effect=Effect.ALLOW).values_list("member_id", flat=True)
    )
    for member in sorted(wanted - there):
        consent.open_area(member=member, area=area, item=item, by=by)
    for member in sorted(there - wanted):
        consent.close_area(member=member, area=area, item=item, by=by)


def _part(shelf: Shelf, space: UUID, kind: str, by: Viewer) -> StoryPart | CommunicationPart | None:
    return shelf.parts.objects.for_viewer(by).filter(space_id=space, kind=kind).first()


def _land(
    shelf: Shelf,
    before: StoryPart | CommunicationPart | None,
    space: UUID,
    kind: str,
    text: str,
    version: int,
    by: Viewer,
) -> Landed:
    """Write the text, or put it aside."""
    part = before
    if part is None:
        part = shelf.parts(space_id=space, kind=kind, text=text, version=1)
        try:
            with transaction.atomic():
                part.save()
        except IntegrityError:
            part = _part(shelf, space, kind, by)
            if part is None:
                raise
        else:
            return _remember(shelf, part, 1, text, by)
    if part.text == text:
        return Landed(part, None, part.version)
    # The key is known: the WHERE holds the plain key and version, no join, so that PostgreSQL checks the version again.
    rows = PersonalQuerySet(shelf.parts).filter(pk=part.pk, version=version)
    if rows.update(text=text, version=version + 1, changed_at=Now()):
        return _remember(shelf, part, version + 1, text, by)
    return _remember(shelf, part, version, text, by, aside=True)


def _remember(
    shelf: Shelf, part: StoryPart | CommunicationPart, version: int, text: str, by: Viewer, *, aside: bool = False
) -> Landed:
    row = shelf.versions(part_id=part.pk, version=version, text=text, by_name=by.name, set_aside=aside)
    row.save()
    if not aside:
        facts.record(shelf.fact, space=part.space_id, by=by.account, part=part.kind)
    return Landed(part, row.pk, version, aside)


def _open_to(shelf: Shelf, part: StoryPart | CommunicationPart, reach: Reach, by: Viewer) -> None:
    if part.label != reach.label:
        PersonalQuerySet(shelf.parts).filter(pk=part.pk).update(label=reach.label)
        facts.record(LABELLED, space=part.space_id)
    open_item(shelf.area, space=part.space_id, item=part.pk, reach=reach, by=by)
