"""Who to call in danger, and the signs with back pain that cannot wait. Judges nobody, clears nobody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from alongside.core.content import ContentFault, Entry, read

CONTENT = Path(__file__).parent / "content"

__all__ = ["BackSigns", "ContentFault", "CrisisRoutes", "Route", "Sign", "crisis_routes"]


class Cost(StrEnum):
    FREE = "free"


class Hours(StrEnum):
    DAY_AND_NIGHT = "day and night"


@dataclass(frozen=True)
class Route:
    """One way to reach a human being. `href` opens the phone's dialler or a text message."""

    id: str
    name: str
    when: str
    how: str
    number: str
    action: str
    href: str
    notes: tuple[str, ...]
    is_free: bool
    is_day_and_night: bool
    source: str


@dataclass(frozen=True)
class Sign:
    part: str
    sign: str


@dataclass(frozen=True)
class BackSigns:
    title: str
    what_to_do: str
    say: str
    caution: str
    source: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class CrisisRoutes:
    owner: str
    checked_on: date
    review_on: date
    routes: tuple[Route, ...]
    back_signs: BackSigns

    def is_due(self, today: date) -> bool:
        """Whether the numbers should have been checked again by now. They stay on the page either way."""
        return today >= self.review_on

    def route(self, route_id: str) -> Route:
        return next(route for route in self.routes if route.id == route_id)


@cache
def crisis_routes() -> CrisisRoutes:
    return read_routes(CONTENT / "crisis-routes.yaml")


def read_routes(file: Path) -> CrisisRoutes:
    """Read and check the file: every route can be reached and says where its number comes from."""
    f = read(file).fields(["owner", "checked_on", "review_on", "routes", "back_signs"])
    checked_on, review_on = f["checked_on"].day(), f["review_on"].day()
    if review_on <= checked_on:
        raise f["review_on"].fault("should lie after “checked_on”.")
    routes = tuple(_route(row) for row in f["routes"].rows())
    ids = [route.id for route in routes]
    if len(set(ids)) != len(ids):
        raise f["routes"].fault("two routes have the same id.")
    if not any(route.number == "999" for route in routes):
        raise f["routes"].fault("has no way to reach 999.")
    return CrisisRoutes(f["owner"].text(), checked_on, review_on, routes, _back_signs(f["back_signs"]))


def _route(row: Entry) -> Route:
    texts = ("id", "name", "when", "how", "number", "action", "source")
    f = row.fields(texts, ["tel", "text_to", "keyword", "notes", "cost", "hours"])
    said = {key: f[key].text() for key in texts}
    if ("tel" in f) == ("text_to" in f):
        raise row.fault("needs either “tel” or “text_to”.")
    way = f["tel"] if "tel" in f else f["text_to"]
    digits = way.text()
    if not (digits.isascii() and digits.isdigit()):
        raise way.fault(f"“{digits}” should be digits only.")
    if digits != said["number"].replace(" ", ""):
        raise f["number"].fault(f"“{said['number']}” and “{digits}” are different numbers.")
    if said["number"] not in said["action"]:
        raise f["action"].fault(f"should hold the number, {said['number']}, so that it can be read on paper.")
    if "text_to" in f:
        href = f"sms:{digits}?&body={f['keyword'].text()}" if "keyword" in f else f"sms:{digits}"
    else:
        href = f"tel:{digits}"
    return Route(
        **said,
        href=href,
        notes=tuple(note.text() for note in f["notes"].rows()) if "notes" in f else (),
        is_free="cost" in f and f["cost"].word(Cost) is Cost.FREE,
        is_day_and_night="hours" in f and f["hours"].word(Hours) is Hours.DAY_AND_NIGHT,
    )


def _back_signs(entry: Entry) -> BackSigns:
    texts = ("title", "what_to_do", "say", "caution", "source")
    f = entry.fields([*texts, "signs"])
    signs = []
    for row in f["signs"].rows():
        part = row.fields(["part", "sign"])
        signs.append(Sign(part["part"].text(), part["sign"].text()))
    return BackSigns(**{key: f[key].text() for key in texts}, signs=tuple(signs))
