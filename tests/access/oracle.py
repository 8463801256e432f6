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
)
MEMBERS = ("in", "invited", "paused", "ended", "left-service", "all-sharing-paused")
PAIRS = tuple(combinations_with_replacement(STATES, 2))


def should_see(standing: str, member: str, pair: tuple[str, str], label: str) -> bool:
    """The answer a careful person would give, reading the consent page."""
    if member == "left-service":
        still_there = standing in ("carer", "outside")  # they work in no service, so leaving one changes nothing
    else:
        still_there = member == "in"
    if not still_there:
        return False
    if "kept-from-them" in pair:
        return False
    if label == "private":
        return False
    if label == "not-for-carers" and standing == "carer":
        return False
    if label == "sealed":
        return "live-for-this-item" in pair
    return "live" in pair or "live-for-this-item" in pair
