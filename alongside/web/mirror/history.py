"""How one practice went from reading to reading, as a chart with its false alarms and the same as a table.

Only released numbers come in. What a chart calls out is a reason to ask, never a verdict.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside import insight
from alongside.mirror.queries import Point, ReadingShown

# Fewer points than this make no chart; fewer than that, the limits are a first guess.
FEWEST, TRIAL = 4, 13
# The drawing, in percent across and in pixels down.
LEFT, WIDE = 9.0, 88.0
TOP, HIGH = 14, 190


@dataclass(frozen=True)
class Line:
    """A piece of a line, as SVG takes it."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Dot:
    """One point: where it is drawn, whether the chart calls it out, and its words."""

    x: str
    y: str
    outside: bool
    words: str


@dataclass(frozen=True)
class Happened:
    """Something that happened on a day, to be marked on a chart."""

    on_day: date
    words: str


@dataclass(frozen=True)
class Flag:
    """A mark on the drawing: where it stands, and the letter under which its words stand below."""

    x: str
    letters: str


@dataclass(frozen=True)
class Chart:
    """A chart ready to draw, its sentences, and the same numbers as a table. `happened`: (letter, words) of its marks."""

    joined: tuple[Line, ...]
    middle: tuple[Line, ...]
    limits: tuple[Line, ...]
    dots: tuple[Dot, ...]
    scale: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str, str], ...]
    said: tuple[str, ...]
    luck: str
    head: tuple[str, str, str]
    table: tuple[tuple[str, str, str], ...]
    flags: tuple[Flag, ...] = ()
    happened: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reckoned:
    """What the engine of numbers makes of the points: plain numbers, one for each point."""

    share: tuple[float, ...]
    present: tuple[bool, ...]
    centre: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    has_limits: tuple[bool, ...]
    outside: tuple[int, ...]
    is_shifted: bool
    false_alarm: float
    runs_alarm: float


def points(readings: Iterable[ReadingShown], practice: str) -> tuple[Point, ...]:
    """Every released stretch of days of one practice, the oldest first. Periods never overlap."""
    found = [point for one in readings if practice in one.practices for point in one.practices[practice].series]
    return tuple(sorted(found, key=lambda point: point.opens))


def chart(
    series: Sequence[Point],
    *,
    as_board: bool = False,
    plain: bool = False,
    anew: tuple[date, str] | None = None,
    happened: Iterable[Happened] = (),
) -> Chart | None:
    """The chart of these points; None where there are too few to draw.

    `as_board`: as board papers draw it. `plain`: limits that expect nothing but chance from point to point (P); else they
    also allow for days that differ (P'). `anew`: the day from which somebody had the middle drawn anew, and why.
    """
    counts = tuple((one.yes, one.answers) if one.yes is not None and one.answers else (0, 0) for one in series)
    if sum(1 for _yes, answers in counts if answers) < FEWEST:
        return None
    seen = reckoned(counts, as_board=as_board, plain=plain, anew=_anew(series, counts, anew))
    across = [LEFT + WIDE * (n + 0.5) / len(series) for n in range(len(series))]
    half = WIDE / len(series) / 2
    there = [n for n in range(len(series)) if seen.present[n]]
    flags, marked = flags_of(series, across, happened)
    return Chart(
        joined=tuple(
            line(across[a], seen.share[a], across[b], seen.share[b]) for a, b in itertools.pairwise(there) if b == a + 1
        ),
        middle=tuple(line(across[n] - half, seen.centre[n], across[n] + half, seen.centre[n]) for n in there),
        limits=tuple(
            line(across[n] - half, end[n], across[n] + half, end[n])
            for end in (seen.lower, seen.upper)
            for n in there
            if seen.has_limits[n]
        ),
        dots=tuple(
            Dot(percent(across[n]), down(seen.share[n]), bool(seen.outside[n]), words_of(series[n])) for n in there
        ),
        scale=tuple((str(n), down(n / 10)) for n in (0, 5, 10)),
        days=days(series, across),
        said=said(seen, len(there), as_board=as_board),
        luck=luck(seen, len(there), as_board=as_board),
        head=head(),
        table=rows(series),
        flags=flags,
        happened=marked,
    )


@lru_cache(maxsize=512)
def reckoned(
    counts: tuple[tuple[int, int], ...],
    *,
    as_board: bool,
    plain: bool = False,
    anew: tuple[tuple[int, str], ...] = (),
) -> Reckoned:
    """The same points are reckoned once: what was released does not change."""
    answers = [every for _yes, every in counts]
    yes = [min(said_yes, every) for said_yes, every in counts]
    if as_board:
        view = insight.charts.board_view(yes, answers, rebases=anew)
        drawn, xmr = (view.drawn_lower, view.drawn_upper), view.chart
        return Reckoned(
            share=tuple(map(float, xmr.values)),
            present=tuple(map(bool, xmr.present)),
            centre=tuple(map(float, xmr.mean)),
            lower=tuple(map(float, drawn[0])),
            upper=tuple(map(float, drawn[1])),
            has_limits=tuple(map(bool, xmr.has_limits)),
            outside=tuple(map(int, xmr.special)),
            is_shifted=bool(xmr.shift.any() or xmr.trend.any()),
            false_alarm=float(xmr.false_alarm),
            runs_alarm=0.0,
        )
    limits_of = insight.charts.p_chart if plain else insight.charts.p_prime_chart
    found = limits_of(yes, answers, rebases=anew)
    runs = insight.charts.run_chart(found.share, present=found.present, rebases=anew)
    return Reckoned(
        share=tuple(map(float, found.share)),
        present=tuple(map(bool, found.present)),
        centre=tuple(map(float, found.centre)),
        lower=tuple(map(float, found.drawn_lower)),
        upper=tuple(map(float, found.drawn_upper)),
        has_limits=tuple(map(bool, found.has_limits)),
        outside=tuple(map(int, found.outside)),
        is_shifted=bool(runs.is_run_too_long.any() or runs.are_crossings_too_few.any()),
        false_alarm=float(found.false_alarm),
        runs_alarm=float(runs.false_alarm),
    )


def _anew(
    series: Sequence[Point], counts: Sequence[tuple[int, int]], anew: tuple[date, str] | None
) -> tuple[tuple[int, str], ...]:
    """The first point from that day on; nothing where one side of it would have no point."""
    if anew is None:
        return ()
    at = next((n for n, one in enumerate(series) if one.opens >= anew[0]), len(series))
    sides = (counts[:at], counts[at:])
    return ((at, anew[1]),) if all(any(answers for _yes, answers in side) for side in sides) else ()


def flags_of(
    series: Sequence[Point], across: Sequence[float], happened: Iterable[Happened]
) -> tuple[tuple[Flag, ...], tuple[tuple[str, str], ...]]:
    """Marks of what happened, with letters in the order of the days; days that fall in one place share a mark."""
    places: dict[str, str] = {}
    marked = []
    for n, one in enumerate(sorted(happened, key=lambda one: one.on_day)):
        letter = letter_of(n)
        x = percent(where(series, across, one.on_day))
        places[x] = f"{places[x]} {letter}" if x in places else letter
        marked.append((letter, _("%(day)s: %(words)s") % {"day": long_day(one.on_day), "words": one.words}))
    return tuple(Flag(x, letters) for x, letters in places.items()), tuple(marked)


def letter_of(n: int) -> str:
    """A to Z, then A2 to Z2."""
    return chr(ord("A") + n % 26) + (str(n // 26 + 1) if n >= 26 else "")


def where(series: Sequence[Point], across: Sequence[float], day: date) -> float:
    """How far across a day lies: at its point, or half way between the points around it."""
    after = next((n for n, one in enumerate(series) if one.closes >= day), None)
    if after is None:
        return across[-1] + WIDE / len(series) / 2
    if series[after].opens <= day:
        return across[after]
    return (across[after - 1] + across[after]) / 2 if after else across[0] - WIDE / len(series) / 2


def line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(percent(x1), down(y1), percent(x2), down(y2))


def percent(across: float) -> str:
    return f"{across:.2f}%"


def down(share: float) -> str:
    """How far down a share is drawn."""
    return f"{TOP + (1.0 - share) * HIGH:.1f}"


def days(series: Sequence[Point], across: Sequence[float]) -> tuple[tuple[str, str, str], ...]:
    """The first day, the middle and the last, so that they stay apart on a phone."""
    last = len(series) - 1
    ends = {0: "start", last // 2: "middle", last: "end"}
    edge = WIDE / len(series) / 2
    places = {0: across[0] - edge, last // 2: across[last // 2], last: across[last] + edge}
    return tuple(
        (
            _end_in_words(series[n], series[n].closes if n == last else series[n].opens),
            percent(places[n]),
            anchor,
        )
        for n, anchor in sorted(ends.items())
    )


def _end_in_words(point: Point, day: date) -> str:
    """A month where a point is a stretch; the day itself where it is a day."""
    return formats.date_format(day, "j M" if point.opens == point.closes else "M Y")


def said(seen: Reckoned, there: int, *, as_board: bool) -> tuple[str, ...]:
    """What the chart calls out, in words; and that nothing called out is no all-clear."""
    found = []
    outside = sum(1 for one in seen.outside if one)
    if outside:
        found.append(
            ngettext(
                "%(n)d point stands out from the others. Ask what was different then.",
                "%(n)d points stand out from the others. Ask what was different then.",
                outside,
            )
            % {"n": outside}
        )
    if seen.is_shifted:
        found.append(
            _("The points have stayed on one side for longer than luck would explain. Something may have moved.")
        )
    if not found:
        found.append(_("Nothing stands out from the usual ups and downs. That is not an all-clear."))
    if there < TRIAL:
        found.append(_("There are few points yet, so the limits are a first guess."))
    if as_board:
        found.append(_("This is the kind of chart that board papers use. It is made for larger numbers than ours."))
    return tuple(found)


def luck(seen: Reckoned, there: int, *, as_board: bool) -> str:
    """How often such a chart calls out although nothing has changed."""
    hundred = {"points": there, "limits": in_hundred(seen.false_alarm), "runs": in_hundred(seen.runs_alarm)}
    if as_board or not seen.runs_alarm:
        said_of_one = _(
            "If nothing had changed at all, %(limits)s of 100 charts like this one, with %(points)d points, would still call something out."
        )
        return said_of_one % hundred
    return (
        _(
            "If nothing had changed at all, %(limits)s of 100 charts like this one, with %(points)d points, would still show a point outside, and %(runs)s a long stay on one side."
        )
        % hundred
    )


def in_hundred(chance: float) -> str:
    whole = round(chance * 100)
    return _("about %(whole)d") % {"whole": whole} if whole else _("fewer than 1")


def words_of(one: Point) -> str:
    """A point in words."""
    return _("%(when)s: %(yes)s of %(answers)s said yes") % {
        "when": stretch(one),
        "yes": number(one.yes),
        "answers": number(one.answers),
    }


def head() -> tuple[str, str, str]:
    """What stands above the points as a table."""
    return _("When"), _("Said yes"), _("Answers")


def rows(series: Iterable[Point]) -> tuple[tuple[str, str, str], ...]:
    """The points as a table, also where they are too few for a chart."""
    return tuple((stretch(one), number(one.yes), number(one.answers)) for one in series)


def stretch(one: Point) -> str:
    """A day by its date; a month by its name; a longer stretch by its first and last month."""
    if one.opens == one.closes:
        return long_day(one.opens)
    if (one.opens.year, one.opens.month) == (one.closes.year, one.closes.month):
        return formats.date_format(one.opens, "F Y")
    first, last = formats.date_format(one.opens, "F"), formats.date_format(one.closes, "F Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def long_day(day: date) -> str:
    return formats.date_format(day, "j F Y")


def number(count: int | None) -> str:
    return _("too few to show") if count is None else str(count)
