"""Words that are the same for everybody: general information for carers. Read once, checked at start."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from alongside.core.content import Entry, read

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Topic:
    """One piece of general information. What states a fact has a source and a day to look at it again."""

    id: str
    title: str
    words: str
    source: str = ""
    review_on: date | None = None


@cache
def for_carers(file: Path = CONTENT / "for-carers.yaml") -> tuple[Topic, ...]:
    """Information for carers, in the order of the file."""
    whole = read(file).fields(("owner", "topics"))
    whole["owner"].text()
    found: dict[str, Topic] = {}
    for row in whole["topics"].rows():
        topic = _topic(row)
        if topic.id in found:
            raise row.fault(f"“{topic.id}” is there twice.")
        found[topic.id] = topic
    return tuple(found.values())


def _topic(row: Entry) -> Topic:
    said = row.fields(("id", "title", "words"), ("source", "review_on"))
    if ("source" in said) != ("review_on" in said):
        raise row.fault("a source and the day to look again (review_on) come together.")
    return Topic(
        id=said["id"].text(),
        title=said["title"].text(),
        words=said["words"].text(),
        source=said["source"].text() if "source" in said else "",
        review_on=said["review_on"].day() if "review_on" in said else None,
    )
