"""Tell me: the rounds of a study, who still reads, and my own marks on a document. Nobody's else before all have finished."""

from dataclasses import dataclass
from uuid import UUID

from alongside.core.viewer import Viewer
from alongside.themes.models import Code, Coding, Document, ReadingRound, RoundCoder, Suggestion
from alongside.themes.texts import Sentence, sentences


@dataclass(frozen=True)
class RoundLine:
    """A round with its readers. `mine`: my own part in it."""

    round: ReadingRound
    readers: tuple[RoundCoder, ...]
    mine: RoundCoder | None

    @property
    def is_over(self) -> bool:
        return all(one.finished_at or one.excused_at for one in self.readers)

    @property
    def i_read(self) -> bool:
        return self.mine is not None and not self.mine.finished_at and not self.mine.excused_at


def rounds_of(viewer: Viewer, study: UUID) -> list[RoundLine]:
    """Every round of a study, the newest first."""
    rows = list(ReadingRound.objects.filter(study_id=study).order_by("-number"))
    parts: dict[UUID, list[RoundCoder]] = {}
    for one in RoundCoder.objects.filter(round__in=rows).select_related("account").order_by("account__called"):
        parts.setdefault(one.round_id, []).append(one)
    return [
        RoundLine(
            row,
            tuple(parts.get(row.pk, ())),
            next((one for one in parts.get(row.pk, ()) if one.account_id == viewer.account), None),
        )
        for row in rows
    ]


def round_in(viewer: Viewer, study: UUID, round_id: UUID) -> RoundLine | None:
    """One round of a study."""
    return next((one for one in rounds_of(viewer, study) if one.round.pk == round_id), None)


@dataclass(frozen=True)
class Marked:
    """One sentence with my marks on it."""

    number: int
    sentence: Sentence
    marks: tuple[Coding, ...]
    starts_turn: bool


def my_page(viewer: Viewer, round_id: UUID, document: Document) -> list[Marked]:
    """A document, sentence by sentence, with what I marked."""
    mine = list(
        Coding.objects.filter(round_id=round_id, document=document, coder_id=viewer.account)
        .select_related("code")
        .order_by("start", "code__name")
    )
    found, last_end = [], 0
    for number, one in enumerate(sentences(document.words)):
        new_line = number == 0 or "\n" in document.words[last_end : one.start]
        last_end = one.end
        found.append(
            Marked(number, one, tuple(mark for mark in mine if mark.start < one.end and mark.end > one.start), new_line)
        )
    return found


def my_marks_of(viewer: Viewer, study: UUID, code: UUID) -> list[tuple[Document, Coding]]:
    """Words that I marked with a code, in any round: what the search looks for more of. Never anybody else's."""
    rows = Coding.objects.filter(round__study_id=study, code_id=code, coder_id=viewer.account)
    return [(row.document, row) for row in rows.select_related("document")]


def answered(viewer: Viewer, round_id: UUID, document: UUID, code: UUID) -> set[int]:
    """Where suggestions of a code in a document start that I have answered."""
    rows = Suggestion.objects.filter(round_id=round_id, document_id=document, code_id=code, coder_id=viewer.account)
    return set(rows.values_list("start", flat=True))


def code_in(viewer: Viewer, study: UUID, code: UUID) -> Code | None:
    """One code in use that takes marks."""
    return Code.objects.filter(pk=code, study_id=study, retired_at=None, is_heading=False).first()
