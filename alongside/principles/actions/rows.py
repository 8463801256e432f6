"""A practice as a value, written into its row."""

from typing import Any

from alongside.principles.catalogue import Practice
from alongside.principles.models import SetPractice, SetVersion
from alongside.principles.rules import PracticeState
from alongside.principles.versions import words_of


def columns_of(practice: Practice) -> dict[str, Any]:
    """What a practice says, by the names of the columns."""
    seen = practice.observability
    return {
        **words_of(practice),
        "principle": practice.principle_number,
        "moments": [str(one) for one in practice.moments],
        "kinds": [str(one) for one in practice.kinds],
        "seen_by_person": seen.person,
        "seen_by_staff": seen.staff,
        "seen_by_record": seen.record,
        "signal": seen.signal,
        "note": seen.note,
        "source_row": practice.source.row,
        "source_paragraph": practice.source.paragraph,
    }


def row_of(
    practice: Practice, version: SetVersion, *, state: PracticeState, base_seal: str, place: int, why_dropped: str = ""
) -> SetPractice:
    """A new row that is not saved yet."""
    return SetPractice(
        set_version=version,
        practice=practice.id,
        place=place,
        state=state,
        base_seal=base_seal,
        why_dropped=why_dropped,
        **columns_of(practice),
    )
