"""Do it: open a round, mark words alone, finish; answer what the search brought up; settle differences afterwards, or keep both."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from alongside.core import clock, facts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.themes import refusals as no
from alongside.themes.actions.standing import insist_reads, insist_researcher
from alongside.themes.models import (
    Code,
    Coding,
    Document,
    ReadingRound,
    RoundCoder,
    Settlement,
    StudyMember,
    Suggestion,
)
from alongside.themes.queries.comparing import stretches
from alongside.themes.rules import READS, Settled
from alongside.themes.texts import pieces


@action
def open_round(*, study: UUID, documents: Sequence[UUID], coders: Sequence[UUID], by: Viewer) -> ReadingRound:
    """A researcher says what is read, and by whom (accounts). With two readers or more, it is blind until all have finished."""
    insist_researcher(by, study)
    there = {row.pk for row in Document.objects.filter(study_id=study, pk__in=documents, withdrawn_at=None)}
    readers = set(
        StudyMember.objects.filter(
            study_id=study, account_id__in=coders, left_at=None, role__in=[one.value for one in READS]
        ).values_list("account_id", flat=True)
    )
    if not there or not readers:
        raise Refused(no.nothing_to_read())
    last = ReadingRound.objects.filter(study_id=study).order_by("-number").values_list("number", flat=True).first()
    row = ReadingRound(
        study_id=study,
        number=(last or 0) + 1,
        documents=[str(one) for one in documents if one in there],
        opened_at=clock.now(),
    )
    row.save()
    RoundCoder.objects.bulk_create(RoundCoder(round=row, account_id=one) for one in sorted(readers))
    facts.record("study.round_opened", by=by.account, study=study, round=row.pk, readers=len(readers))
    return row


@action
def mark(
    *, round_id: UUID, document: UUID, ticked: Iterable[int], code: UUID, by: Viewer, memo: str = ""
) -> list[Coding]:
    """Mark the ticked sentences (numbers from 0) with a code. Neighbours become one piece; marking twice changes nothing."""
    row, words = _reading(round_id, document, by)
    what = _code(row.study_id, code)
    places = pieces(words.words, ticked)
    if not places:
        raise Refused(no.nothing_ticked())
    made = [_marked(row, words, what, place, by, memo) for place in places]
    facts.record("study.marked", by=by.account, study=row.study_id, round=row.pk, pieces=len(made))
    return made


@action
def unmark(*, coding: UUID, by: Viewer) -> None:
    """Take one's own mark away again, while one still reads."""
    row = Coding.objects.filter(pk=coding, coder_id=by.account).first()
    if row is None:
        raise Refused(no.not_there())
    found, _words = _reading(row.round_id, row.document_id, by)
    row.delete()
    facts.record("study.unmarked", by=by.account, study=found.study_id, round=found.pk)


@action
def answer_suggestion(
    *, round_id: UUID, document: UUID, sentence: int, code: UUID, because: Sequence[str], accepts: bool, by: Viewer
) -> None:
    """Somebody says yes or no to what the search brought up. With a yes it is their own mark, and says that it was suggested."""
    row, words = _reading(round_id, document, by)
    what = _code(row.study_id, code)
    places = pieces(words.words, [sentence])
    if not places:
        raise Refused(no.nothing_ticked())
    start, end = places[0]
    Suggestion(
        round=row,
        document=words,
        coder_id=by.account,
        code=what,
        start=start,
        end=end,
        because=[str(one)[:60] for one in because][:6],
        is_accepted=accepts,
        at=clock.now(),
    ).save()
    if accepts:
        _marked(row, words, what, places[0], by, "", is_suggested=True)
    facts.record("study.suggestion_answered", by=by.account, study=row.study_id, accepted=accepts)


@action
def finish(*, round_id: UUID, by: Viewer) -> None:
    """Somebody has read everything: their marks stand. When the last one has finished, all see them side by side."""
    row = _my_part(round_id, by)
    row.finished_at = clock.now()
    row.save(update_fields=["finished_at"])
    facts.record("study.read", by=by.account, round=round_id)


@action
def excuse(*, round_id: UUID, account: UUID, by: Viewer) -> None:
    """A researcher no longer waits for somebody. What they marked stays, and is shown as a part of a reading."""
    found = ReadingRound.objects.filter(pk=round_id).first()
    if found is None:
        raise Refused(no.not_there())
    insist_researcher(by, found.study_id)
    waits = RoundCoder.objects.filter(round=found, account_id=account, finished_at=None, excused_at=None)
    if not waits.update(excused_at=clock.now()):
        raise Refused(no.not_there())
    facts.record("study.excused", by=by.account, round=round_id)


@action
def settle(
    *,
    round_id: UUID,
    document: UUID,
    start: int,
    end: int,
    left_as: Settled,
    codes: Sequence[UUID],
    why: str,
    by: Viewer,
) -> None:
    """How readers left a difference: some codes hold here, or both readings stay. Said again, it replaces what was said before."""
    row = ReadingRound.objects.filter(pk=round_id).first()
    if row is None:
        raise Refused(no.not_there())
    insist_reads(by, row.study_id)
    if RoundCoder.objects.filter(round=row, finished_at=None, excused_at=None).exists():
        raise Refused(no.round_lasts())
    found = next(
        (
            one
            for one in stretches(by, row)
            if (one.document, one.start, one.end) == (document, start, end) and one.differs
        ),
        None,
    )
    if found is None or (left_as is Settled.ONE and not set(codes) <= found.codes):
        raise Refused(no.no_difference_here())
    held = codes if left_as is Settled.ONE else sorted(found.codes)
    where = {"round": row, "document_id": document, "start": start, "end": end}
    known = Settlement.objects.filter(**where).first() or Settlement(**where)
    known.left_as, known.codes, known.why = left_as, [str(one) for one in held], why.strip()[:1000]
    known.by, known.at = by.account, clock.now()  # type: ignore[assignment]  # whoever reads has an account
    known.save()
    facts.record("study.settled", by=by.account, study=row.study_id, left_as=left_as.value)


def _my_part(round_id: UUID, by: Viewer) -> RoundCoder:
    row = RoundCoder.objects.filter(round_id=round_id, account_id=by.account).first()
    if row is None or row.excused_at is not None:
        raise Refused(no.not_your_round())
    if row.finished_at is not None:
        raise Refused(no.finished_already())
    return row


def _reading(round_id: UUID, document: UUID, by: Viewer) -> tuple[ReadingRound, Document]:
    """The round and the document, for somebody who still reads it."""
    _my_part(round_id, by)
    row = ReadingRound.objects.filter(pk=round_id).first()
    words = Document.objects.filter(pk=document, withdrawn_at=None).first()
    if row is None or words is None or str(document) not in row.documents:
        raise Refused(no.not_there())
    return row, words


def _code(study: UUID, code: UUID) -> Code:
    row = Code.objects.filter(pk=code, study_id=study, retired_at=None).first()
    if row is None:
        raise Refused(no.no_such_code())
    if row.is_heading:
        raise Refused(no.heading_takes_no_marks())
    return row


def _marked(
    row: ReadingRound,
    words: Document,
    code: Code,
    place: tuple[int, int],
    by: Viewer,
    memo: str,
    *,
    is_suggested: bool = False,
) -> Coding:
    where = {"round": row, "document": words, "coder_id": by.account, "code": code, "start": place[0], "end": place[1]}
    known = Coding.objects.filter(**where).first()
    if known is None:
        known = Coding(**where, at=clock.now(), is_suggested=is_suggested)
    known.memo = memo.strip()[:1000] or known.memo
    known.save()
    return known
