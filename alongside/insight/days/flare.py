"""Does something stand out in one item of one person: a flare-up, an easing, a lasting change? Since when, and how sure?

When nothing is found, nothing stands out. That is never an all-clear, and nothing here says why something changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit, logsumexp

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.days.check import Diary
from alongside.insight.days.one_item import WIDE, answers_of, guess_of_spread
from alongside.insight.days.stretches import LENGTHS, SHORTEST, Evidence, in_turn, weigh
from alongside.insight.errors import OutOfScale
from alongside.insight.verdicts import CantTell, Interval

BASELINE, FEWEST_BASELINE = 30, 20  # days with an answer
LASTING = 14  # days that are a lasting change
BAR, GOES_ON = 0.65, 0.5

Kind = Literal["flare", "lasting_change", "easing"]


@dataclass(frozen=True)
class Stretch:
    """Days that stand out. `kind`: for the words; `worse`: whether in the direction that was named as worse.

    `since`, `until`: day numbers, `until` the last day that stands out; `since_between`: the first day lies between these
    with 80 % probability; `going_on`: it stands out on the last day answered; `probability`: how sure on its surest day;
    `by`: how many points above (+) or below (-) the usual, 95 %.
    """

    kind: Kind
    worse: bool
    since: int
    until: int
    since_between: tuple[int, int]
    going_on: bool
    probability: float
    by: Interval


@dataclass(frozen=True)
class Watched:
    """What stands out after the baseline. `key`: "something_stands_out" or "nothing_stands_out".

    `baseline`: its first and last day; `usual`: mean answer in it, 95 %; `carry`: how much a day carries over into the next;
    `days` (answers,): numbers of the watched days with an answer; `probability` (answers,): that on this day, seen only from
    the days up to it, something had been different for at least two answers; `flagged` (answers,).
    """

    key: Literal["something_stands_out", "nothing_stands_out"]
    stretches: tuple[Stretch, ...]
    baseline: tuple[int, int]
    usual: Interval
    carry: float
    days: Counts
    probability: Floats
    flagged: Flags


def watch(
    diary: Diary,
    item: str,
    *,
    worse: Literal["higher", "lower"] = "higher",
    baseline: tuple[int, int] | None = None,
    bar: float = BAR,
) -> Watched | CantTell:
    """Does this item stand out from its own usual days, and since when?

    `baseline`: first and last day number of the days to compare with, by default the first 30 answers; `bar`: how probable
    it must be that something is different before a day is flagged (more than .5, less than 1). Of 100 stable diaries watched
    for 60 days about 10 to 15 have a flagged day (20 near the floor with strong carry-over); the benchmark prints it.

    Gives CantTell: "never_moved", "too_few_baseline_days" or "too_few_watched_days" with how many more days are needed.
    Raises WrongShape (no such item), OutOfScale (bar, or a baseline that ends before it begins).
    Method: Bayesian change point with autoregressive noise. For each day and each stretch that ends on it: the likelihood of
    a shift against none, with mean, spread, carry-over and size of the shift integrated out, so that what a short baseline
    leaves open is allowed for. Stretches are weighed by how often and how long such things go on (Fearnhead & Liu 2007).

    >>> from alongside.insight.days.check import read
    >>> usual = [4, 5, 3, 4, 4, 5, 4, 3, 5, 4] * 3
    >>> seen = watch(read([[one] for one in usual + [4, 8, 9, 8, 9, 8]], names=["pain"]), "pain")
    >>> seen.key, seen.stretches[0].kind, seen.stretches[0].since, seen.stretches[0].going_on
    ('something_stands_out', 'flare', 31, True)
    """
    if not 0.5 < bar < 1.0:
        raise OutOfScale(f"The bar is a probability above .5 and below 1; {bar:g} is not.")
    answers, when = answers_of(diary, item)
    first, last = _baseline(when, baseline)
    usual = answers[first:last]
    if len(usual) < (BASELINE if baseline is None else FEWEST_BASELINE):
        return CantTell("too_few_baseline_days", (BASELINE if baseline is None else FEWEST_BASELINE) - len(usual))
    if len(answers) - last < SHORTEST:
        return CantTell("too_few_watched_days", SHORTEST - (len(answers) - last))
    if usual.min() == usual.max():
        return CantTell("never_moved")
    found = weigh(answers[first:], when[first:], last - first, guess_of_spread(diary))
    watched = when[last:]
    log_odds = in_turn(found.log_odds)
    odds = logsumexp(log_odds, axis=1)
    probability = expit(odds)
    best = _likeliest(log_odds, odds)
    size = np.take_along_axis(found.size, best[:, None, 0], axis=1)[:, 0]
    flagged = _flag(probability, size, bar)
    stretches = _stretches(found, best, watched, probability, size, flagged, worse)
    middle, error = found.usual
    return Watched(
        "something_stands_out" if stretches else "nothing_stands_out",
        stretches,
        (int(when[first]), int(when[last - 1])),
        _within(middle, error, diary.scale),
        found.carry,
        watched,
        probability,
        flagged,
    )


def _baseline(when: Counts, named: tuple[int, int] | None) -> tuple[int, int]:
    """Where the baseline begins and ends among the answers, the end not included."""
    if named is None:
        return 0, min(BASELINE, len(when))
    if named[0] > named[1]:
        raise OutOfScale(f"The baseline ends (day {named[1]}) before it begins (day {named[0]}). Turn the two round.")
    return int(np.searchsorted(when, named[0])), int(np.searchsorted(when, named[1], side="right"))


def _likeliest(log_odds: Floats, total: Floats) -> Counts:
    """(answers, 3): the middle length of a stretch that ends here, the shortest and the longest of the middle 80 %."""
    share = np.cumsum(np.exp(log_odds - total[:, None]), axis=1)
    return np.stack([np.minimum((share < part).sum(axis=1), len(LENGTHS) - 1) for part in (0.5, 0.1, 0.9)], axis=1)


def _flag(probability: Floats, size: Floats, bar: float) -> Flags:
    """A day is flagged above the bar, and after a flagged day for as long as the same thing is more likely than not."""
    flagged = probability >= bar
    for at in range(1, len(flagged)):
        same = bool(flagged[at - 1]) and bool(size[at - 1] * size[at] > 0.0)
        flagged[at] |= same and bool(probability[at] >= GOES_ON)
    return flagged


def _stretches(
    found: Evidence,
    best: Counts,
    watched: Counts,
    probability: Floats,
    size: Floats,
    flagged: Flags,
    worse: str,
) -> tuple[Stretch, ...]:
    """Flagged days in a row, in one direction, as one stretch; two that overlap are one."""
    runs: list[list[int]] = []
    for at in np.flatnonzero(flagged):
        joins = (
            runs and size[runs[-1][-1]] * size[at] > 0.0 and _since(best, watched, int(at))[0] <= watched[runs[-1][-1]]
        )
        if joins:
            runs[-1].append(int(at))
        else:
            runs.append([int(at)])
    return tuple(_stretch(run, found, best, watched, probability, size, worse) for run in runs)


def _since(best: Counts, watched: Counts, at: int) -> tuple[int, int, int]:
    """First day of the stretch that ends on this row: the middle guess, the latest and the earliest."""
    middle, latest, earliest = (int(watched[max(0, at - int(LENGTHS[which]) + 1)]) for which in best[at])
    return middle, latest, earliest


def _stretch(
    run: Sequence[int], found: Evidence, best: Counts, watched: Counts, probability: Floats, size: Floats, worse: str
) -> Stretch:
    surest = max(run, key=lambda at: probability[at])
    since, latest, earliest = _since(best, watched, surest)
    until = int(watched[run[-1]])
    is_worse = bool(size[surest] > 0.0) == (worse == "higher")
    error = float(found.error[surest, best[surest, 0]])
    by = float(size[surest])
    short: Kind = "flare" if is_worse else "easing"
    return Stretch(
        kind="lasting_change" if until - since + 1 >= LASTING else short,
        worse=is_worse,
        since=since,
        until=until,
        since_between=(earliest, latest),
        going_on=run[-1] == len(watched) - 1,
        probability=float(probability[surest]),
        by=Interval(by - WIDE * error, by + WIDE * error),
    )


def _within(middle: float, error: float, scale: tuple[float, float]) -> Interval:
    return Interval(max(scale[0], middle - WIDE * error), min(scale[1], middle + WIDE * error))
