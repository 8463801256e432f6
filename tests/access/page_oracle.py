"""Who should be shown which page, from a row of routes.yaml and the situation alone. It knows no view, no rule, no table.

Its sentences are those of needs.yaml.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.access.oracle import should_open_all, should_see, still_there

# What an emergency look opens, and only what is marked for everybody.
IN_AN_EMERGENCY = ("story", "communication", "notes")
STAFF = ("professional", "team")


@dataclass(frozen=True)
class Situation:
    """Who looks. `who`: the person, a standing in the circle, or somebody without one.

    `place`: what became of their place; `consents`: their two consent rows, area by area; `glass`: an emergency look
    that is "live", "over", or "live" while they "left" the service it was for.
    """

    who: str
    place: str = "in"
    consents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    glass: str = ""

    def __str__(self) -> str:
        said = {area: "+".join(pair) for area, pair in self.consents.items()}
        if len(set(said.values())) == 1:
            said = {"everything": next(iter(said.values()))}
        consents = ", ".join(f"{area}: {pair}" for area, pair in said.items() if pair != "none+none")
        glass = f"emergency look {self.glass}" if self.glass else ""
        return " · ".join(part for part in (self.who, self.place, consents, glass) if part)


@dataclass(frozen=True)
class Item:
    """The thing whose id stands in an address."""

    sort: str
    area: str
    label: str
    mine: bool = False
    shared: str = ""
    within: "Item | None" = None


def should_come(needs: Iterable[str], now: Situation, item: Item | None, everything: Iterable[Item]) -> str:
    """What happens to somebody who opens an address: "shown", "nothing" (404), or "sign-in"."""
    if now.who in ("anonymous", "disabled"):
        return "sign-in"
    return "shown" if all(meets(need, now, item, everything) for need in needs) else "nothing"


def meets(need: str, now: Situation, item: Item | None, everything: Iterable[Item]) -> bool:
    """Whether one of the needs is met."""
    person, inside, emergency = now.who == "person", is_inside(now), is_emergency(now)
    what, _, area = need.partition(":")
    if what == "all-of":
        return opens_all(now, area)
    if what == "some-of":
        return opens_all(now, area) or any(one.area == area and opens(now, one) for one in everything)
    return {
        "the-person": person,
        "not-the-person": not person,
        "here": person or inside or emergency,
        "in-the-circle": person or inside,
        "cares-for-them": inside and now.who == "carer",
        "came-in-person": inside and now.who in ("carer", "professional"),
        "works-with-them": inside and now.who in STAFF,
        "the-item": item is not None and opens(now, item),
        "may-send-links": person or (inside and now.who in ("carer", "professional") and opens_all(now, "links")),
    }[what]


def is_inside(now: Situation) -> bool:
    """Whether they have a place in this circle at this moment."""
    return now.who in ("carer", "professional", "team") and still_there(now.who, now.place)


def is_emergency(now: Situation) -> bool:
    """Whether they come in an emergency: for those whom nothing else lets in."""
    return now.glass == "live" and not is_inside(now) and now.who != "person"


def opens_all(now: Situation, area: str) -> bool:
    """Whether a whole area is open."""
    if now.who == "person":
        return True
    if is_emergency(now):
        return area in IN_AN_EMERGENCY
    return is_inside(now) and should_open_all(now.who, now.place, now.consents.get(area, ()))


def opens(now: Situation, item: Item) -> bool:
    """Whether one thing may be shown."""
    if item.sort == "carer-need":
        return _opens_need(now, item)
    if now.who == "person":
        return True
    if item.sort in ("meeting", "notes-import", "linked", "member", "carer-member", "look", "service"):
        return False
    if item.sort == "read-back":
        return item.mine and opens_all(now, "story")
    if is_emergency(now):
        return item.area in IN_AN_EMERGENCY and item.label == "ordinary"
    if not is_inside(now):
        return False
    pair = now.consents.get(item.area, ())
    if should_see(now.who, now.place, pair, item.label):
        return True
    kept = "this-item-kept-from-them" in pair or item.label == "private"
    if item.mine and opens_all(now, item.area) and not kept:
        return True
    # A question that came out of a conversation is read by whoever is in it.
    return item.sort == "unknown" and item.within is not None and item.label == "ordinary" and opens(now, item.within)


def _opens_need(now: Situation, item: Item) -> bool:
    """What a carer needs is the carer's: they say who reads it. It is no part of the person's consent."""
    if item.mine:
        return is_inside(now)
    if item.shared == "circle":
        return now.who == "person" or is_inside(now)
    return item.shared == "professionals" and now.who in STAFF and is_inside(now)
