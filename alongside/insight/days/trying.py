"""Did things go better while something was tried? How sure, by how much, and how often luck alone would look as good.

After one before-and-after nobody can tell: only counts are given. Nothing here says that one thing makes another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.days.carry_over import last_column
from alongside.insight.days.check import Diary
from alongside.insight.days.one_item import answers_of, guess_of_spread
from alongside.insight.days.trying_plan import FEWEST_BLOCKS, MOST_BLOCKS, Block, Plan, every_order, insist_on_blocks
from alongside.insight.errors import OutOfScale
from alongside.insight.verdicts import CantTell, Interval

FEWEST_DAYS = 7  # with an answer, on either side
REACH = 0.5  # of a day's spread: what trying something usually does, before any day is seen
LIKELY, PERHAPS = 0.95, 0.80

Better = Literal["lower", "higher"]
Key = Literal[
    "better_while_trying",
    "perhaps_better_while_trying",
    "worse_while_trying",
    "perhaps_worse_while_trying",
    "little_difference",
]


@dataclass(frozen=True)
class PlainCounts:
    """What can always be said: days with an answer, mean answers (None without any), and blocks, with it and without it."""

    days_with: int
    days_without: int
    mean_with: float | None
    mean_without: float | None
    blocks_with: int
    blocks_without: int


@dataclass(frozen=True)
class Difference:
    """Answers with it minus answers without it, in points of the scale.

    `points`, `interval` (95 %) and the probabilities start from little difference and let the days move them; `better` and
    `worse`: by at least `worth` points; `at_all_better`: by anything. `estimate`, `error`: without that start, for putting
    several rounds together; `p_none`: two-sided p-value of no difference at all, also without it;
    `carry`: how much a day carries over into the next.
    """

    points: float
    interval: Interval
    better: float
    worse: float
    at_all_better: float
    worth: float
    estimate: float
    error: float
    p_none: float
    carry: float


@dataclass(frozen=True)
class ByLuck:
    """Randomisation test: of all orders that could have been drawn, the share that looks at least as good as this one.

    `smallest`: the smallest share that was possible; with few blocks even a true change cannot show here.
    """

    share: float
    smallest: float


@dataclass(frozen=True)
class Verdict:
    """Which sentence may be said, and with what probability."""

    key: Key
    probability: float


@dataclass(frozen=True)
class Tried:
    """Everything that can be said of one trying-out. `difference` is None where nobody can tell."""

    counts: PlainCounts
    difference: Difference | None
    by_luck: ByLuck | CantTell
    verdict: Verdict | CantTell


def did_it_help(
    diary: Diary,
    item: str,
    tried: Plan | Sequence[Block],
    *,
    better: Better,
    worth: float = 1.0,
    washout: int = 0,
    drift: bool = True,
) -> Tried:
    """Were this person's days better while something was tried?

    `tried`: a plan drawn by `plan`, or blocks as they happened; days outside of blocks are left out. `better`: which way the
    item is better; say it before looking. `worth`: how many points are worth having. `washout`: how many days at the start
    of every block are left out. `drift`: whether a steady change over the whole time is allowed for.

    Fewer than four blocks give CantTell("one_before_and_after") (or "too_few_blocks"), with how many more; too few answered
    days "too_few_days"; an item that never moved "never_moved"; in between "still_unsure", with about how many more blocks
    where that can be said. The randomisation test needs a plan: else CantTell("not_drawn_by_lot").
    Raises WrongShape (item), OutOfScale, NotInOrder, Nothing (blocks).
    Method: generalised least squares with autoregressive errors, carry-over and noise integrated out, N(0, .5 spreads) on
    the difference (Zucker et al. 1997); exact one-sided randomisation test of the difference of means over every order that
    the plan could have given (Edgington & Onghena 2007).

    >>> from alongside.insight.days.check import read
    >>> from alongside.insight.days.trying_plan import plan
    >>> planned = plan(0, block_days=7, blocks=8)
    >>> pain = [(4 if block.trying else 7) + day % 2 for block in planned.blocks for day in range(7)]
    >>> answer = did_it_help(read([[one] for one in pain], names=["pain"]), "pain", planned, better="lower")
    >>> answer.verdict.key, answer.by_luck.share
    ('better_while_trying', 0.0625)
    """
    if better not in ("lower", "higher"):
        raise OutOfScale(f"Say which way is better, lower or higher; {better!r} is neither.")
    if not worth > 0.0 or not np.isfinite(worth) or washout < 0:
        raise OutOfScale("What is worth having is more than 0 points, and washout days are 0 or more.")
    blocks = tried.blocks if isinstance(tried, Plan) else tuple(tried)
    insist_on_blocks(blocks)
    answers, when = answers_of(diary, item)
    which = _block_of(when, blocks, washout)
    inside = which >= 0
    answers, when, which = answers[inside], when[inside], which[inside]
    trying = np.array([block.trying for block in blocks])[which]
    counts = _count(answers, trying, which, tried, blocks)
    too_little = _why_not(counts, answers)
    if too_little is not None:
        return Tried(counts, None, too_little, too_little)
    difference = _difference(answers, trying, when, guess_of_spread(diary), better, worth, drift)
    by_luck: ByLuck | CantTell = CantTell("not_drawn_by_lot")
    if isinstance(tried, Plan):
        by_luck = _by_luck(tried, answers, which, better)
    return Tried(counts, difference, by_luck, _verdict(difference, counts))


def _block_of(when: Counts, blocks: Sequence[Block], washout: int) -> Counts:
    """(answers,) the block that each day lies in, -1 outside of all and in washout days."""
    firsts = np.array([block.first for block in blocks])
    lasts = np.array([block.last for block in blocks])
    which = np.searchsorted(firsts, when, side="right") - 1
    inside = (which >= 0) & (when <= lasts[which]) & (when >= firsts[which] + washout)
    return np.where(inside, which, -1)


def _count(
    answers: Floats, trying: Flags, which: Counts, tried: Plan | Sequence[Block], blocks: Sequence[Block]
) -> PlainCounts:
    """A block counts where it was answered at all. Not drawn by lot, blocks alike that follow each other count once."""
    kinds = [blocks[at].trying for at in np.unique(which)]
    if not isinstance(tried, Plan):
        kinds = [kind for at, kind in enumerate(kinds) if at == 0 or kind != kinds[at - 1]]
    return PlainCounts(
        int(trying.sum()),
        int((~trying).sum()),
        float(answers[trying].mean()) if trying.any() else None,
        float(answers[~trying].mean()) if (~trying).any() else None,
        kinds.count(True),
        kinds.count(False),
    )


def _why_not(counts: PlainCounts, answers: Floats) -> CantTell | None:
    """Why these blocks can tell nothing."""
    least = FEWEST_BLOCKS // 2
    lacking = max(0, least - counts.blocks_with) + max(0, least - counts.blocks_without)
    if lacking:
        once = counts.blocks_with == counts.blocks_without == 1
        return CantTell("one_before_and_after" if once else "too_few_blocks", lacking, "blocks")
    missing = max(0, FEWEST_DAYS - counts.days_with) + max(0, FEWEST_DAYS - counts.days_without)
    if missing:
        return CantTell("too_few_days", missing)
    if answers.min() == answers.max():
        return CantTell("never_moved")
    return None


def _difference(
    answers: Floats, trying: Flags, when: Counts, guess: float, better: Better, worth: float, drift: bool
) -> Difference:
    columns = [np.ones(len(answers)), trying.astype(np.float64)]
    if drift:
        columns.insert(1, np.linspace(-1.0, 1.0, int(when[-1] - when[0]) + 1)[when - when[0]])
    table = np.column_stack(columns)
    middle = float(answers.mean())
    told = last_column(answers - middle, table, when, prior_spread=REACH, guess=guess)
    free = last_column(answers - middle, table, when, prior_spread=None, guess=guess)
    lower, higher = told.below(-worth), 1.0 - told.below(worth)
    at_all = told.below(0.0)
    return Difference(
        points=told.mean,
        interval=Interval(told.quantile(0.025), told.quantile(0.975)),
        better=lower if better == "lower" else higher,
        worse=higher if better == "lower" else lower,
        at_all_better=at_all if better == "lower" else 1.0 - at_all,
        worth=worth,
        estimate=free.mean,
        error=free.error,
        p_none=2.0 * min(free.below(0.0), 1.0 - free.below(0.0)),
        carry=told.carry,
    )


def _by_luck(planned: Plan, answers: Floats, which: Counts, better: Better) -> ByLuck:
    """An order under which one side would hold no answer counts as one that looks as good: never surer than it is."""
    blocks = len(planned.blocks)
    number = np.bincount(which, minlength=blocks).astype(np.float64)
    sign = -1.0 if better == "lower" else 1.0
    total = sign * np.asarray(np.bincount(which, weights=answers - answers.mean(), minlength=blocks), dtype=np.float64)
    drawn = np.array([block.trying for block in planned.blocks])
    gains = gain_of(every_order(planned.way, blocks), number, total)
    share = float((gains >= gain_of(drawn[None], number, total)[0] - 1e-9 * np.ptp(answers)).mean())
    return ByLuck(share, planned.smallest_chance)


def gain_of(orders: Flags, number: Floats, total: Floats) -> Floats:
    """(orders,) mean with it minus mean without it; infinite where one side is empty. `number`, `total` (blocks,)."""
    with_it = orders.astype(np.float64)
    one, other = with_it @ number, (1.0 - with_it) @ number
    full = (one > 0.0) & (other > 0.0)
    gain = with_it @ total / np.where(full, one, 1.0) - (1.0 - with_it) @ total / np.where(full, other, 1.0)
    return np.asarray(np.where(full, gain, np.inf))


def _verdict(seen: Difference, counts: PlainCounts) -> Verdict | CantTell:
    little = 1.0 - seen.better - seen.worse
    steps: tuple[tuple[float, float, Key], ...] = (
        (seen.better, LIKELY, "better_while_trying"),
        (seen.better, PERHAPS, "perhaps_better_while_trying"),
        (seen.worse, LIKELY, "worse_while_trying"),
        (seen.worse, PERHAPS, "perhaps_worse_while_trying"),
        (little, PERHAPS, "little_difference"),
    )
    for probability, bar, key in steps:
        if probability >= bar:
            return Verdict(key, probability)
    return CantTell("still_unsure", _more_blocks(seen, counts.blocks_with + counts.blocks_without), "blocks")


def _more_blocks(seen: Difference, blocks: int) -> int | None:
    """About how many more blocks would settle it, if things go on as they look now; None when too many to ask for."""
    off = abs(abs(seen.estimate) - seen.worth)
    needed = ndtri(PERHAPS) * seen.error
    if off * np.sqrt(blocks + MOST_BLOCKS) < needed * np.sqrt(blocks):
        return None
    more = blocks * (needed / off) ** 2 - blocks
    return max(2, 2 * int(np.ceil(more / 2.0)))
