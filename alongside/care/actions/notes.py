"""Do it: take in a file of notes, read it whole or not at all, say of a line what is true of it, take notes out again."""

import time
import zlib
from datetime import date
from uuid import UUID

import orjson
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from alongside.care.models import NoteLine, NoteMark, NotesImport, NotesOriginal
from alongside.care.queries import notes as tell
from alongside.care.refusals import notes as no
from alongside.care.rules import LABELLED, ImportState, LineMark
from alongside.circle.rules import Label
from alongside.core import facts
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer, bound
from alongside.core.walls import PersonalQuerySet, action
from alongside.core.work import ask_for
from alongside.fhir import BundleRefused, Line, PartialDate, Progress, Reading, read_bundle

LANDS_AT_ONCE = 500
TELL_EVERY_SECONDS = 0.5


@action
def take_in(*, space: UUID, file_name: str, data: bytes, limit: int, by: Viewer) -> NotesImport:
    """Keep the file as it came and ask for it to be read. Nothing of it is shown before it was read whole."""
    insist(no.why_not_take_in(size=len(data), limit=limit))
    row = NotesImport(space_id=space, file_name=file_name[:200])
    row.save()
    NotesOriginal(notes=row, data=zlib.compress(data, 6)).save()
    facts.record("notes.taken_in", space=space, by=by.account)
    ask_for("notes.read", notes=str(row.pk), account=str(by.account))
    return row


def read(*, notes: UUID, by: Viewer) -> ImportState:
    """Read a file that was taken in: in words, whole, with progress; or say what is wrong with it and keep no line.

    Runs outside any page, in short transactions of its own; a second run of finished work changes nothing.
    """
    with transaction.atomic(), bound(by):
        data = _begin(notes, by)
    if data is None:
        return ImportState.DONE
    told = 0.0

    def on_progress(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told > TELL_EVERY_SECONDS:
            told = time.monotonic()
            with transaction.atomic(), bound(by):
                _tell_progress(notes, progress)

    try:
        reading = read_bundle(data, on_progress=on_progress)
    except BundleRefused as refused:
        with transaction.atomic(), bound(by):
            return _refuse(notes, refused)
    del data
    with transaction.atomic(), bound(by):
        return _land(notes, reading, by)


@action
def mark_line(*, space: UUID, line: UUID, mark: LineMark, words: str = "", by: Viewer) -> None:
    """The person says of a line: right, not right because…, out of date; or takes that back."""
    row = tell.line(by, space, line)
    if row is None:
        raise Refused(no.gone())
    insist(no.why_not_mark(mark, words))
    NoteMark(line=row, mark=mark, words=words.strip()).save()
    PersonalQuerySet(NoteLine).filter(pk=row.pk).update(
        mark=mark, mark_words=words.strip(), marked_at=None if mark is LineMark.NONE else Now()
    )
    facts.record("notes.line_marked", space=space, by=by.account, mark=mark.value)


@action
def label_line(*, space: UUID, line: UUID, label: Label, by: Viewer) -> None:
    """How closely one line is kept."""
    row = tell.line(by, space, line)
    if row is None:
        raise Refused(no.gone())
    PersonalQuerySet(NoteLine).filter(pk=row.pk).update(label=label)
    facts.record(LABELLED, space=space)


@action
def take_out(*, space: UUID, notes: UUID, by: Viewer) -> None:
    """Take everything of one file out again, with what was said of its lines."""
    row = tell.notes_import(by, space, notes)
    if row is None:
        raise Refused(no.gone())
    row.delete()
    facts.record("notes.taken_out", space=space, by=by.account)


@action
def _begin(notes: UUID, by: Viewer) -> bytes | None:
    rows = PersonalQuerySet(NotesImport).filter(pk=notes, state__in=(ImportState.WAITING, ImportState.READING))
    if not rows.update(state=ImportState.READING):
        return None
    original = NotesOriginal.objects.for_viewer(by).get(notes_id=notes)
    return zlib.decompress(bytes(original.data))


@action
def _tell_progress(notes: UUID, progress: Progress) -> None:
    PersonalQuerySet(NotesImport).filter(pk=notes).update(done=progress.done, total=max(progress.total, progress.done))


@action
def _refuse(notes: UUID, refused: BundleRefused) -> ImportState:
    faults = [
        {
            "path": fault.path,
            "sentence": fault.sentence,
            "type": fault.resource_type,
            "id": fault.resource_id,
            "index": fault.index,
        }
        for fault in refused.faults
    ]
    PersonalQuerySet(NotesImport).filter(pk=notes).update(state=ImportState.REFUSED, faults=faults, finished_at=Now())
    return ImportState.REFUSED


@action
def _land(notes: UUID, reading: Reading, by: Viewer) -> ImportState:
    """Write every line in one transaction. Lines that are here already are left as they are, with the person's marks."""
    row = NotesImport.objects.for_viewer(by).get(pk=notes)
    known = NoteLine.objects.for_viewer(by).filter(space_id=row.space_id)
    already = NotesImport.objects.for_viewer(by).filter(
        space_id=row.space_id, sha256=reading.fingerprint, state=ImportState.DONE
    )
    mine = PersonalQuerySet(NotesImport).filter(pk=notes)
    if already.exists():
        mine.update(state=ImportState.ALREADY_HERE, lines_known=len(reading.lines), finished_at=Now())
        return ImportState.ALREADY_HERE
    refs = set(known.values_list("source_ref", flat=True))
    new: dict[str, Line] = {}
    for line in reading.lines:
        ref = f"{line.source_ref[:230]}#{line.fingerprint[:24]}"
        if ref not in refs:
            new.setdefault(ref, line)
    NoteLine.objects.bulk_create((_line(row, ref, line) for ref, line in new.items()), batch_size=LANDS_AT_ONCE)
    born = reading.subject.born_on
    try:
        with transaction.atomic():
            mine.update(
                state=ImportState.DONE,
                sha256=reading.fingerprint,
                lines_new=len(new),
                lines_known=len(reading.lines) - len(new),
                done=F("total"),
                counted={count.words: count.count for count in reading.counted},
                about={
                    "name": reading.subject.name,
                    "born": born.words if born else "",
                    "kind": reading.bundle_type,
                    "made": reading.made_at,
                    "withdrawn": len(reading.withdrawn),
                    "remarks": list(reading.remarks)[:20],
                },
                finished_at=Now(),
            )
    except IntegrityError:
        mine.update(state=ImportState.ALREADY_HERE, lines_known=len(reading.lines), finished_at=Now())
        return ImportState.ALREADY_HERE
    facts.record("notes.read", space=row.space_id, by=by.account, lines=len(new))
    return ImportState.DONE


def _line(row: NotesImport, ref: str, line: Line) -> NoteLine:
    said = line.said_on or line.recorded_on
    return NoteLine(
        space_id=row.space_id,
        label=row.label,
        notes=row,
        kind=line.kind.value,
        title=line.title[:500],
        detail=line.detail,
        status=line.status[:120],
        said_on=said.words[:40] if said else "",
        sort_on=_day(said),
        source=line.source[:300],
        source_ref=ref,
        # PostgreSQL's jsonb holds no NUL; the file as it came is kept beside this.
        resource=orjson.loads(line.resource.replace(b"\\u0000", b"")),
    )


def _day(said: PartialDate | None) -> date | None:
    """A day to sort by; a year or month alone sorts at its beginning and is shown as written."""
    if said is None:
        return None
    parts = [int(part) for part in said.written.split("-")]
    return date(*(parts + [1, 1])[:3])
