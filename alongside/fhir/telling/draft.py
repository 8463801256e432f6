"""What a line about one resource says, before it gets its number and its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from alongside.fhir import absence, statuses
from alongside.fhir.plain import plain
from alongside.fhir.references import Finder
from alongside.fhir.values import Kind, PartialDate, Standing
from alongside.fhir.words import (
    Json,
    absent_words,
    bounds,
    date_words,
    day,
    period,
    quantity,
    said,
)


@dataclass(slots=True)
class Draft:
    """The words of a line in the making."""

    kind: Kind
    title: str
    status: str = ""
    standing: Standing = Standing.NOT_SAID
    details: list[str] = field(default_factory=list)
    said_on: PartialDate | None = None
    recorded_on: PartialDate | None = None
    source: str = ""


def begin(kind: Kind, resource: Json, title: str, status_field: str = "status") -> Draft:
    """A draft with its title and its status in words."""
    draft = Draft(kind, title)
    status = resource.get(status_field)
    if type(status) is str:
        stand(draft, resource, status)
    else:
        draft.details += said("Status", absent_words(resource.get(f"_{status_field}")))
    return draft


def stand(draft: Draft, resource: Json, status: str) -> None:
    """Give the draft its status."""
    draft.status = status
    draft.standing, words = statuses.in_words(str(resource["resourceType"]), status)
    draft.details += said("Marked as", words)


def none_known(draft: Draft, coded: Any) -> bool:
    """Turn the draft into "the notes list no …" if that is what the coded idea stands for."""
    words = absence.none_known(coded)
    if words:
        draft.title, draft.standing, draft.details = (
            words,
            Standing.NONE_RECORDED,
            [absence.NOT_PROOF],
        )
    return bool(words)


def when(resource: Json, name: str) -> tuple[PartialDate | None, str]:
    """The day a `name[x]` began, and words for whatever more it says (a stretch of time, an age, own words).

    >>> when({"onsetPeriod": {"start": "2015", "end": "2016-02"}}, "onset")
    (PartialDate(written='2015'), 'from 2015 to February 2016')
    """
    for kind in ("DateTime", "Instant", "Date"):
        found = resource.get(name + kind)
        if found is not None:
            return day(found), ""
    stretch = resource.get(f"{name}Period")
    if type(stretch) is dict:
        return day(stretch.get("start")), period(stretch)
    age = quantity(resource.get(f"{name}Age"))
    words = f"at the age of {age}" if age else bounds(resource.get(f"{name}Range"))
    missing = absent_words(resource.get(f"_{name}DateTime"))
    return None, words or plain(resource.get(f"{name}String")) or missing


def source_of(find: Finder, *references: Any) -> str:
    """Who said it: the people and organisations named, else who gave the visit it belongs to."""
    names = find.names(*references)
    return names or find.name(find.resource.get("encounter") or find.resource.get("context"))


def listed(label: str, words: list[str], most: int = 12) -> list[str]:
    """A list as one sentence, long ones shortened.

    >>> listed("Reasons", ["pain", "low mood", "rest"], most=2)
    ['Reasons: pain; low mood; and 1 more.']
    """
    shown = [one for one in dict.fromkeys(words) if one]
    more = len(shown) - most
    return said(label, "; ".join(shown[:most] + ([f"and {more} more"] if more > 0 else [])))


def dated(label: str, value: Any) -> list[str]:
    """A date as a sentence, or nothing."""
    return said(label, date_words(value))
