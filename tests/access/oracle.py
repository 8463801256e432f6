"""Who should see what, written a second time from the sentences of the consent page, without looking at the rules.

A consent row is described by one of STATES; somebody holds two of them. MEMBERS says what became of their place.
"""

from itertools import combinations_with_replacement

STANDINGS = ("carer", "professional", "team", "outside")
LABELS = ("ordinary", "not-for-carers", "sealed", "private")
STATES = (
    "none",
    "live",
    "live-for-this-item",
    "live-for-another-item",
    "withdrawn",
    "expired",
    "not-begun",
    "for-another-purpose",
    "kept-from-them",
    "this-item-kept-from-them",
    "no-longer-kept-from-them",
)
MEMBERS = ("in", "invited", "wants-in", "paused", "ended", "left", "left-service", "all-sharing-paused")
PAIRS = tuple(combinations_with_replacement(STATES, 2))


def still_there(standing: str, member: str) -> bool:
    """Whether they have a place in the circle that counts at this moment."""
    if member == "left-service":
        return standing in ("carer", "outside")  # they work in no service, so leaving one changes nothing
    return member == "in"


def should_see(standing: str, member: str, pair: tuple[str, ...], label: str) -> bool:
    """The answer a careful person would give, reading the consent page."""
    if not still_there(standing, member):
        return False
    if "kept-from-them" in pair or "this-item-kept-from-them" in pair:
        return False
    if label == "private":
        return False
    if label == "not-for-carers" and standing == "carer":
        return False
    if label == "sealed":
        return "live-for-this-item" in pair
    return "live" in pair or "live-for-this-item" in pair


def should_open_all(standing: str, member: str, pair: tuple[str, ...]) -> bool:
    """Whether a whole area is open: one thing kept from them closes that thing, not the area."""
    return still_there(standing, member) and "live" in pair and "kept-from-them" not in pair
