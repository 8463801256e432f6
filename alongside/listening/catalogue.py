"""What is asked, read once from `content/` and checked: each practice that a side can see has its one sentence for that side."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alongside.core.content import Entry, read
from alongside.listening.rules import Askable
from alongside.principles.catalogue import PrincipleSet, Unknown, principle_set
from alongside.principles.rules import Observed, Viewpoint

CONTENT = Path(__file__).parent / "content"
BASE = "both-2019"


@dataclass(frozen=True)
class Item:
    """The sentences for one practice; empty where that side cannot see it."""

    practice: str
    person: str
    carer: str
    staff: str


@dataclass(frozen=True)
class Items:
    """Everything that may be asked about one set of principles."""

    set_id: str
    version: str
    items: dict[str, Item]


@cache
def base_items() -> Items:
    """The sentences for the base set."""
    return read_items(CONTENT / f"items-{BASE}.yaml")


def read_items(file: Path) -> Items:
    """Read and check one file of items."""
    top = read(file).fields(["set", "version", "items"])
    principles = principle_set(top["set"].text())
    items = {}
    for row in top["items"].rows():
        item = _item(row, principles)
        if item.practice in items:
            raise row.fault(f"{item.practice} is asked twice.")
        items[item.practice] = item
    missing = [one.id for one in principles.practices if one.id not in items]
    if missing:
        raise top["items"].fault(f"no sentence for {', '.join(missing)}.")
    return Items(principles.id, top["version"].text(), items)


def _item(row: Entry, principles: PrincipleSet) -> Item:
    f = row.fields(["practice"], ["person", "carer", "staff"])
    try:
        practice = principles.practice(f["practice"].text())
    except Unknown as unknown:
        raise f["practice"].fault(str(unknown)) from unknown
    said = {side: f[side].text() if side in f else "" for side in ("person", "carer", "staff")}
    for side, viewpoint in (("person", Viewpoint.PERSON), ("staff", Viewpoint.STAFF)):
        can_see = practice.observability.by(viewpoint) is not Observed.NO
        if can_see != bool(said[side]):
            raise row.fault(f"{practice.id}: {side} needs a sentence exactly when that side can see the practice.")
    for side, words in said.items():
        if words and not words.endswith("?"):
            raise row.fault(f"{practice.id}: the sentence for {side} should ask something.")
    return Item(practice.id, **said)


def askable(principles: PrincipleSet, viewpoint: Viewpoint) -> tuple[Askable, ...]:
    """The practices of a set that this side can see. A practice that says nothing of who can see it is asked of nobody."""
    found = []
    for practice in principles.practices:
        seen = practice.observability.by(viewpoint)
        if seen is not Observed.NO:
            found.append(Askable(practice.id, weak=seen is Observed.WEAK))
    return tuple(found)


def sentence(principles: PrincipleSet, practice_id: str, side: str) -> str:
    """What is asked of `side` ("person", "carer", "staff") about one practice; a set's own practice asks with its own statement."""
    item = base_items().items.get(practice_id)
    if item is not None and (said := getattr(item, side) or (item.person if side == "carer" else "")):
        return str(said)
    practice = principles.practice(practice_id)
    return practice.we_statement if side == "staff" else practice.i_statement
