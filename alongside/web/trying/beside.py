"""What the counts say beside a prediction, in words: before and since, how sure, and a hint that is never an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alongside import insight
from alongside.improvement.rules import Direction, Verdict, hint, sides
from alongside.mirror.queries import Point
from alongside.web.trying.words import VERDICTS


@dataclass(frozen=True)
class Beside:
    """Sentences for the page, and what the counts alone would suggest."""

    said: tuple[str, ...]
    hint: str


def beside(test: Any, series: Sequence[Point], *, since: date | None, released: bool) -> Beside | None:
    """Beside the prediction of one test; None before it began. `released`: rounded numbers out of readings."""
    if test.begun_on is None:
        return None
    points = [(one.opens, one.closes, one.yes, one.answers) for one in series]
    before, after = sides(points, begun=test.begun_on, ended=test.ended_on, since=since)
    suggests = hint(before=before, after=after, direction=Direction(test.direction), size=test.size)
    said = _sentences(before, after, test)
    if released and (before[1] or after[1]):
        said = (*said, _("These numbers are as they were released, so they are rounded."))
    return Beside(said, _hint(suggests))


def _sentences(before: tuple[int, int], after: tuple[int, int], test: Any) -> tuple[str, ...]:
    counted = {"yes": before[0], "of": before[1], "now": after[0], "of_now": after[1]}
    if not before[1] and not after[1]:
        return (_("There is nothing counted beside it yet."),)
    if not after[1]:
        return (_("Before: %(yes)d of %(of)d. Since then nothing is counted yet.") % counted,)
    if not before[1]:
        return (
            _("Since then: %(now)d of %(of_now)d. Nothing was counted before, so there is nothing to compare.")
            % counted,
        )
    apart = insight.answers.difference([after[0]], [after[1]], [before[0]], [before[1]])
    moved, low, high = (round(100 * float(one[0])) for one in (apart.difference, apart.low, apart.high))
    found = [
        _("Before: %(yes)d of %(of)d. Since then: %(now)d of %(of_now)d.") % counted,
        _("In a hundred, that is %(moved)s. You expected %(expected)s.")
        % {"moved": _more(moved), "expected": _more(test.size if test.direction == Direction.UP else -test.size)},
    ]
    if low != high:
        found.append(
            _("With numbers like these, luck alone can shift it: it may really be anything from %(low)s to %(high)s.")
            % {"low": _more(low), "high": _more(high)}
        )
    return tuple(found)


def _more(points: int) -> str:
    if not points:
        return _("no change")
    if points > 0:
        return _("%(n)d more") % {"n": points}
    return _("%(n)d fewer") % {"n": -points}


def _hint(suggests: Verdict) -> str:
    if suggests is Verdict.CANNOT_TELL:
        return _("The counts alone cannot say whether it was as you expected.")
    return _("The counts alone look like “%(verdict)s”. You may know more than they do, so you choose.") % {
        "verdict": VERDICTS[suggests]
    }
