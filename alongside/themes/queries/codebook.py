"""Tell me: the codes of a study as a tree, what was done to them, and the whole as a file for other tools."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.themes.files.shape import Codebook, CodeInFile
from alongside.themes.files.writing import written
from alongside.themes.models import Code, Command


@dataclass(frozen=True)
class Line:
    """One code in the tree: how deep it stands, and what it is called with those above it."""

    code: Code
    depth: int
    path: str


def codes_of(viewer: Viewer, study: UUID) -> list[Code]:
    """Every code that is in use or was."""
    return list(Code.objects.filter(study_id=study).order_by("name"))


def tree(codes: Iterable[Code]) -> list[Line]:
    """Codes in use, each below its own, by name."""
    below: dict[UUID | None, list[Code]] = {}
    for one in sorted((row for row in codes if row.retired_at is None), key=lambda row: row.name.lower()):
        below.setdefault(one.parent_id, []).append(one)
    found: list[Line] = []

    def walk(parent: UUID | None, depth: int, above: str) -> None:
        for one in below.get(parent, []):
            path = f"{above} › {one.name}" if above else one.name
            found.append(Line(one, depth, path))
            walk(one.pk, depth + 1, path)

    walk(None, 0, "")
    return found


def put_away(codes: Iterable[Code]) -> list[Code]:
    """Codes that were put away, and can be brought back. Merged ones cannot."""
    return [one for one in codes if one.retired_at is not None and one.merged_into_id is None]


def resolved(codes: Iterable[Code]) -> dict[UUID, UUID]:
    """Which code each one reads as now: itself, or what it was merged into."""
    into = {one.pk: one.merged_into_id for one in codes}

    def end(code: UUID) -> UUID:
        while (further := into.get(code)) is not None:
            code = further
        return code

    return {code: end(code) for code in into}


def log_of(viewer: Viewer, study: UUID, most: int = 200) -> list[Command]:
    """What was done to the codebook, the newest first."""
    return list(Command.objects.filter(study_id=study).order_by("-number")[:most])


def file_of(viewer: Viewer, study: UUID) -> bytes:
    """The codes in use as one REFI-QDA codebook. It holds no word of an interview."""
    lines = tree(codes_of(viewer, study))
    guids = {line.code.pk: line.code.guid for line in lines}
    return written(
        Codebook(
            tuple(
                CodeInFile(
                    line.code.guid,
                    line.code.name,
                    guids.get(line.code.parent_id) if line.code.parent_id else None,
                    not line.code.is_heading,
                    line.code.colour,
                    line.code.description,
                )
                for line in lines
            )
        )
    )
