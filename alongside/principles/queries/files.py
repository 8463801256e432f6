"""Tell me: a version as one file, with its history, its other languages and where its practices came from."""

from alongside.principles.files.shape import (
    ChangeInFile,
    EdgeInFile,
    LanguageInFile,
    SetFile,
    TextInFile,
)
from alongside.principles.files.writing import written
from alongside.principles.models import ProvenanceEdge, SetChange, Translation
from alongside.principles.queries.versions import changes_of, lineage, version
from alongside.principles.rules import ChangeKind, EdgeFrom, KeepsMeaning, Level, Nature, ReaderRole
from alongside.principles.versions import Version


def file_of(found: Version) -> bytes:
    """An own version as one file. The same version, wherever it is kept, gives the same file."""
    assert found.parent is not None
    parent = version(found.parent.set_id, found.parent.version)
    assert parent is not None
    here = {"set_id": found.ref.set_id, "version": found.ref.version}
    return written(
        SetFile(
            version=found,
            parent_seal=parent.seal,
            lineage=tuple(lineage(found)),
            changes=tuple(_change(row) for row in changes_of(found)),
            languages=tuple(_language(row) for row in Translation.objects.filter(**here).order_by("language")),
            edges=tuple(
                _edge(row)
                for row in ProvenanceEdge.objects.filter(**here).order_by("added_at", "practice", "reference")
            ),
        )
    )


def _change(row: SetChange) -> ChangeInFile:
    return ChangeInFile(
        number=row.number,
        kind=ChangeKind(row.kind),
        practice=row.practice,
        at=row.at,
        role=row.role,
        decided_on=row.decided_on,
        is_planned=row.is_planned,
        decided_by=row.decided_by,
        what=row.what,
        level=Level(row.level) if row.level else None,
        nature=Nature(row.nature) if row.nature else None,
        keeps_meaning=KeepsMeaning(row.keeps_meaning) if row.keeps_meaning else None,
        goal=row.goal,
        reasons=row.reasons,
        dissent=row.dissent,
        words=row.words,
    )


def _language(row: Translation) -> LanguageInFile:
    return LanguageInFile(
        language=row.language,
        translated_by=ReaderRole(row.translated_by),
        read_by=ReaderRole(row.read_by) if row.read_by else None,
        began_at=row.began_at,
        read_at=row.read_at,
        texts=tuple(TextInFile(one.place, one.field, one.text) for one in row.texts.order_by("place", "field")),
    )


def _edge(row: ProvenanceEdge) -> EdgeInFile:
    return EdgeInFile(
        practice=row.practice,
        field=row.field,
        came_from=EdgeFrom(row.came_from),
        reference=row.reference,
        words=row.words,
        role=row.role,
        on=row.on,
        added_at=row.added_at,
    )
