"""Write a version as one file. The same version gives the same bytes, wherever it is written."""

import json
from datetime import UTC, datetime
from typing import Any

from alongside.principles.files.shape import (
    FORMAT,
    FORMAT_VERSION,
    ChangeInFile,
    EdgeInFile,
    LanguageInFile,
    SetFile,
)
from alongside.principles.versions import PracticeHere, content_of, sealed


def written(file: SetFile) -> bytes:
    """The file, ready to be kept or sent."""
    holds = contents(file)
    holds["sha256"] = sealed(holds)
    return (json.dumps(holds, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def contents(file: SetFile) -> dict[str, Any]:
    """Everything the file holds, but for its own seal."""
    found, said = file.version, file.version.set
    assert found.parent is not None
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "set": {
            "id": said.id,
            "prefix": found.prefix,
            "title": said.title,
            "language": said.language,
            "status": str(said.status),
            "status_note": said.status_note,
            "based_on": said.based_on,
            "licence": said.licence,
            "source": {
                "title": said.source.title,
                "publisher": said.source.publisher,
                "published": said.source.published,
            },
            "made_at": stamp(found.made_at),
            "published_on": found.published_on.isoformat() if found.published_on else None,
        },
        "version": said.version,
        "parent": {"set": found.parent.set_id, "version": found.parent.version, "seal": file.parent_seal},
        "lineage": [{"set": one.set_id, "version": one.version} for one in file.lineage],
        "principles": [{"number": one.number, "title": one.title, "plain": one.plain} for one in said.principles],
        "practices": [_practice(one) for one in found.everything],
        "changes": [_change(one) for one in file.changes],
        "translations": [_language(one) for one in file.languages],
        "provenance": [_edge(one) for one in file.edges],
        "seal": found.seal,
    }


def stamp(moment: datetime | None) -> str | None:
    """A moment in UTC, always written the same way."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def _practice(one: PracticeHere) -> dict[str, Any]:
    said = content_of(one.practice)
    row, paragraph = said.pop("source")
    return {
        **said,
        "source": {"row": row, "paragraph": paragraph},
        "state": str(one.state),
        "base_seal": one.base_seal,
        "why_dropped": one.reason,
    }


def _change(one: ChangeInFile) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": str(one.kind),
        "practice": one.practice,
        "at": stamp(one.at),
        "role": one.role,
        "decided_on": one.decided_on.isoformat() if one.decided_on else None,
        "is_planned": one.is_planned,
        "decided_by": one.decided_by,
        "what": one.what,
        "level": str(one.level) if one.level else None,
        "nature": str(one.nature) if one.nature else None,
        "keeps_meaning": str(one.keeps_meaning) if one.keeps_meaning else None,
        "goal": one.goal,
        "reasons": one.reasons,
        "dissent": one.dissent,
        "words": one.words,
    }


def _language(one: LanguageInFile) -> dict[str, Any]:
    return {
        "language": one.language,
        "translated_by": str(one.translated_by),
        "read_by": str(one.read_by) if one.read_by else None,
        "began_at": stamp(one.began_at),
        "read_at": stamp(one.read_at),
        "texts": [{"place": text.place, "field": text.field, "text": text.text} for text in one.texts],
    }


def _edge(one: EdgeInFile) -> dict[str, Any]:
    return {
        "practice": one.practice,
        "field": one.field,
        "came_from": str(one.came_from),
        "reference": one.reference,
        "words": one.words,
        "role": one.role,
        "on": one.on.isoformat(),
        "added_at": stamp(one.added_at),
    }
