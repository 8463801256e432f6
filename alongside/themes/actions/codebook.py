"""Do it: keep a codebook. Every deed is added to its log; a code that was merged or put away stays readable for what was marked with it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.themes import refusals as no
from alongside.themes.actions.standing import insist_reads
from alongside.themes.files.reading import codebook_in
from alongside.themes.models import Code, Command
from alongside.themes.rules import LONGEST_CODE, Deed

LONGEST_DESCRIPTION = 4_000


@action
def add_code(
    *, study: UUID, name: str, description: str, by: Viewer, parent: UUID | None = None, is_heading: bool = False
) -> Code:
    """A new code, at the top or below another one."""
    insist_reads(by, study)
    above = _live(parent) if parent else None
    if above is not None and above.study_id != study:
        raise Refused(no.no_such_code())
    row = _made(study, _name(name), description, above, is_heading=is_heading)
    note(study, Deed.CREATE, row.pk, {"name": row.name}, by)
    return row


@action
def reword(*, code: UUID, name: str, description: str, by: Viewer) -> None:
    """Call a code otherwise, or say better what it holds. What was marked with it stays marked."""
    row = _live(code)
    insist_reads(by, row.study_id)
    said = _name(name)
    _insist_free(row.study_id, said, row.parent_id, but_not=row.pk)
    before = {"name": row.name, "description": row.description[:200]}
    row.name, row.description = said, typed.plain(description)[:LONGEST_DESCRIPTION]
    row.save(update_fields=["name", "description"])
    note(row.study_id, Deed.REWORD, row.pk, {"before": before, "name": said}, by)


@action
def move(*, code: UUID, below: UUID | None, by: Viewer) -> None:
    """Put a code below another one, or at the top."""
    row = _live(code)
    insist_reads(by, row.study_id)
    above = _live(below) if below else None
    step = above
    while step is not None:
        if step.pk == row.pk:
            raise Refused(no.in_itself())
        step = step.parent
    if above is not None and above.study_id != row.study_id:
        raise Refused(no.no_such_code())
    _insist_free(row.study_id, row.name, above.pk if above else None, but_not=row.pk)
    row.parent = above
    row.save(update_fields=["parent"])
    note(row.study_id, Deed.MOVE, row.pk, {"below": above.name if above else ""}, by)


@action
def merge(*, code: UUID, into: UUID, by: Viewer) -> None:
    """Two codes meant the same: from now on, what was marked with the one reads as the other. No mark is rewritten."""
    row, other = _live(code), _live(into)
    insist_reads(by, row.study_id)
    if row.pk == other.pk or row.study_id != other.study_id:
        raise Refused(no.no_such_code())
    if other.is_heading:
        raise Refused(no.heading_takes_no_marks())
    _insist_nothing_below(row)
    row.merged_into, row.retired_at = other, clock.now()
    row.save(update_fields=["merged_into", "retired_at"])
    note(row.study_id, Deed.MERGE, row.pk, {"into": other.name, "name": row.name}, by)


@action
def split(*, code: UUID, names: Sequence[str], by: Viewer) -> list[Code]:
    """One code held two things: new ones stand below it, and it becomes their heading. Its marks wait to be read again."""
    row = _live(code)
    insist_reads(by, row.study_id)
    said = [_name(one) for one in names if one.strip()]
    if len(said) < 2:
        raise Refused(no.needs_a_name())
    made = [_made(row.study_id, one, "", row) for one in said]
    row.is_heading = True
    row.save(update_fields=["is_heading"])
    note(row.study_id, Deed.SPLIT, row.pk, {"name": row.name, "into": said}, by)
    return made


@action
def retire(*, code: UUID, by: Viewer) -> None:
    """Put a code away: nothing new is marked with it."""
    row = _live(code)
    insist_reads(by, row.study_id)
    _insist_nothing_below(row)
    row.retired_at = clock.now()
    row.save(update_fields=["retired_at"])
    note(row.study_id, Deed.RETIRE, row.pk, {"name": row.name}, by)


@action
def bring_back(*, code: UUID, by: Viewer) -> None:
    """Take a code that was put away into use again."""
    row = Code.objects.filter(pk=code, retired_at__isnull=False, merged_into=None).first()
    if row is None:
        raise Refused(no.no_such_code())
    insist_reads(by, row.study_id)
    _insist_free(row.study_id, row.name, row.parent_id, but_not=row.pk)
    row.retired_at = None
    row.save(update_fields=["retired_at"])
    note(row.study_id, Deed.BRING_BACK, row.pk, {"name": row.name}, by)


@action
def bring_codebook(*, study: UUID, data: bytes, by: Viewer) -> tuple[int, int]:
    """Take in a codebook of another tool. A code that is known by its GUID is reworded; others are added. Gives (added, reworded).

    The file is understood whole before anything is written.
    """
    insist_reads(by, study)
    book = codebook_in(data)
    known = {row.guid: row for row in Code.objects.filter(study_id=study)}
    added = reworded = 0
    for one in book.codes:
        row = known.get(one.guid)
        if row is None:
            above = known[one.parent] if one.parent else None
            row = _made(study, one.name, one.description, above, guid=one.guid, is_heading=not one.codable, anew=False)
            row.colour = one.colour
            row.save(update_fields=["colour"])
            known[one.guid], added = row, added + 1
        elif (row.name, row.description) != (one.name, one.description):
            row.name, row.description = one.name, one.description
            row.save(update_fields=["name", "description"])
            reworded += 1
    note(study, Deed.IMPORT, None, {"added": added, "reworded": reworded}, by)
    return added, reworded


def note(study: UUID, deed: Deed, code: UUID | None, said: dict[str, Any], by: Viewer) -> None:
    """Add a deed to the log of the codebook."""
    last = Command.objects.filter(study_id=study).order_by("-number").values_list("number", flat=True).first()
    Command(
        study_id=study,
        number=(last or 0) + 1,
        deed=deed,
        code=code,
        said=said,
        by=by.account,  # type: ignore[misc]  # whoever reads in a study has an account
        at=clock.now(),
    ).save()
    facts.record(f"codebook.{deed.value.replace('-', '_')}", by=by.account, study=study, code=code)


def _name(typed_name: str) -> str:
    name = typed.one_line(typed_name)[:LONGEST_CODE]
    if not name:
        raise Refused(no.needs_a_name())
    return name


def _live(code: UUID) -> Code:
    row = Code.objects.filter(pk=code, retired_at=None).select_related("parent").first()
    if row is None:
        raise Refused(no.no_such_code())
    return row


def _made(
    study: UUID,
    name: str,
    description: str,
    above: Code | None,
    *,
    guid: UUID | None = None,
    is_heading: bool = False,
    anew: bool = True,
) -> Code:
    if anew:
        _insist_free(study, name, above.pk if above else None)
    row = Code(
        study_id=study,
        guid=guid or uuid4(),
        name=name,
        description=typed.plain(description)[:LONGEST_DESCRIPTION],
        parent=above,
        is_heading=is_heading,
    )
    row.save()
    return row


def _insist_free(study: UUID, name: str, parent: UUID | None, *, but_not: UUID | None = None) -> None:
    rows = Code.objects.filter(study_id=study, name__iexact=name, parent_id=parent, retired_at=None)
    if rows.exclude(pk=but_not).exists():
        raise Refused(no.same_name())


def _insist_nothing_below(row: Code) -> None:
    if Code.objects.filter(parent=row, retired_at=None).exists():
        raise Refused(no.has_codes_below())
