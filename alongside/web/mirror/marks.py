"""Where the marks of a practice are drawn, and the same in words. Geometry and sentences only; nothing is counted here.

A mark is drawn in percent of its lane, so that shapes keep their form on a phone and on a wall.
"""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from alongside.mirror.queries import MarkSeen
from alongside.mirror.rules import Mark as State
from alongside.mirror.rules import Reason
from alongside.principles.rules import Viewpoint

# Why a lane has no mark.
HELD: dict[State, str] = {
    State.TOO_FEW: gettext_noop("Too few to show"),
    State.HELD_BACK: gettext_noop("Held back"),
    State.NOBODY: gettext_noop("Nobody yet"),
}
TEAM_TOO_SMALL = gettext_noop("The team is too small to show")
# Room at both ends of the lane, so that a shape at 0 or at 10 is not cut off.
INSET, SPAN = 3.0, 94.0
TICKS = tuple(range(0, 11))


@dataclass(frozen=True)
class Mark:
    """One lane: whose it is, its shape, where it is drawn (percent, as SVG takes it), and the words beside it."""

    viewpoint: Viewpoint
    label: str
    # shown, early, few (hatched), blank (cannot be seen from here), waiting (not asked yet)
    kind: str
    words: str
    more: str
    heard: str
    share: str
    at: str = ""
    low: str = ""
    high: str = ""
    wide: str = ""

    @property
    def is_drawn(self) -> bool:
        return self.kind in ("shown", "early")


def mark(viewpoint: Viewpoint, seen: MarkSeen | None, *, observable: bool = True) -> Mark:
    """The lane of one viewpoint. What cannot be seen from there is a designed blank; what is hidden says why."""
    label = label_of(viewpoint)
    if not observable or (seen is not None and seen.reason is Reason.CANNOT_BE_SEEN):
        return Mark(viewpoint, label, "blank", _("Cannot be seen from here"), "", "", "")
    if seen is None or seen.state is State.NOT_ASKED:
        return Mark(viewpoint, label, "waiting", _("Not asked yet"), "", "", "")
    if seen.state is not State.SHOWN or seen.share is None or seen.low is None or seen.high is None:
        why = TEAM_TOO_SMALL if seen.reason is Reason.TEAM_TOO_SMALL else HELD.get(seen.state, HELD[State.TOO_FEW])
        more = _("so that nobody can be recognised") if seen.state is State.HELD_BACK else ""
        return Mark(viewpoint, label, "few", _(why), more, "", "")
    words = in_ten(seen.low, seen.high)
    return Mark(
        viewpoint,
        label,
        "early" if seen.early else "shown",
        _("Too early to say") if seen.early else words,
        split(viewpoint, seen),
        heard(viewpoint, seen.answers),
        words,
        at=place(seen.share),
        low=place(seen.low),
        high=place(seen.high),
        wide=f"{seen.share * SPAN:.2f}%",
    )


def label_of(viewpoint: Viewpoint) -> str:
    """Whose lane it is."""
    return {Viewpoint.PERSON: _("People"), Viewpoint.STAFF: _("Staff"), Viewpoint.RECORD: _("Written down")}[viewpoint]


def place(share: float) -> str:
    """How far along the lane a share lies."""
    return f"{INSET + max(0.0, min(1.0, share)) * SPAN:.2f}%"


def ticks() -> list[tuple[int, str]]:
    """The marks of the scale from 0 to 10, and where they stand."""
    return [(tick, place(tick / 10)) for tick in TICKS]


def in_ten(low: float, high: float) -> str:
    """An interval as people say it: "between 4 and 7 in 10"."""
    first, last = math.ceil(10 * low - 0.5), math.floor(10 * high + 0.5)
    if first >= last:
        return _("about %(n)d in 10") % {"n": last}
    return _("%(low)d to %(high)d in 10") % {"low": first, "high": last}


def heard(viewpoint: Viewpoint, answers: int | None) -> str:
    """On about how many answers a mark rests."""
    if answers is None:
        return ""
    if viewpoint is Viewpoint.RECORD:
        return ngettext("about %(n)d contact", "about %(n)d contacts", answers) % {"n": answers}
    return ngettext("about %(n)d answer", "about %(n)d answers", answers) % {"n": answers}


def split(viewpoint: Viewpoint, seen: MarkSeen) -> str:
    """Yes, partly and no apart, never a mean of them; where a part is too small to show, only what may be said."""
    if viewpoint is Viewpoint.RECORD:
        return ""
    if seen.yes is not None and seen.partly is not None and seen.no is not None:
        return _("%(yes)d yes, %(partly)d partly, %(no)d no") % {"yes": seen.yes, "partly": seen.partly, "no": seen.no}
    if seen.yes is not None and seen.rest is not None:
        return _("%(yes)d yes, %(rest)d partly or no") % {"yes": seen.yes, "rest": seen.rest}
    return {
        Reason.FEW_SAID_YES: _("few said yes"),
        Reason.FEW_SAID_OTHERWISE: _("few said anything but yes"),
    }.get(seen.reason, "")
