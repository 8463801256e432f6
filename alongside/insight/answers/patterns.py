"""The person, the professional and the record about the same contact: which of five kinds of disagreement, and what may be shown of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from alongside.insight.answers.paired import beyond, linked_share
from alongside.insight.answers.reading import locked, read_counts, read_fewest, read_part
from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import WrongShape

KINDS = ("not_felt", "done_not_written", "written_not_felt", "not_happening", "not_observable")
PAIRS = (("staff", "person"), ("record", "person"), ("staff", "record"))
DRAWS = 2000


@dataclass(frozen=True)
class Patterns:
    """What the three say of the same contacts, place by place.

    (places, 5), kinds in the order of `KINDS`: `share` of all contacts with an interval. A contact can be of two kinds: written and told by
    staff, yet not felt. `leading` (places,): the kind that is surely the most frequent, −1 where none is; there a contact counts once, and
    what is written and not felt counts as that. `counts` (places, 2, 2, 2): the
    patterns. All of these are 0, the interval 0-1 and `leading` −1, where `shown` is False: a pattern of too few could point at somebody.

    (places, 3), pairs in the order of `PAIRS`: `apart`: P(the two differ by more than δ), to a hundredth; shown always.
    `told` False where nothing was linked; `linked`: the part of contacts that was.
    """

    shown: Flags
    counts: Counts
    share: Floats
    low: Floats
    high: Floats
    leading: Counts
    apart: Floats
    told: Flags
    linked: Floats
    k: int
    delta: float
    level: float
    sure: float


def patterns(
    counts: ArrayLike,
    *,
    unseen: ArrayLike | None = None,
    contacts: ArrayLike | None = None,
    k: int = 5,
    delta: float = 0.10,
    level: float = 0.95,
    sure: float = 0.80,
    seed: int = 0,
) -> Patterns:
    """Which kinds of disagreement there are about each practice, where enough is known to say.

    `counts` (places, 2, 2, 2): contacts by what the person, the staff member and the record say, in this order, 0 no and 1 yes. `unseen`
    (places,): contacts in which nobody could know. `contacts` (places,): all contacts, linked or not. `k`: the table is hidden unless
    every pattern that occurs, and `unseen`, has at least so many. Raises WrongShape, OutOfScale, NotFinite, Nothing.

    The kinds: staff yes and person no "not_felt"; person yes and record no "done_not_written"; record yes and person no
    "written_not_felt", the most dangerous; nobody "not_happening"; nobody could know "not_observable".
    Method: Dirichlet with half a contact for each of the nine outcomes; each kind's interval is of its own Beta; the leading kind by
    draws that depend on a place's own counts only.

    >>> from alongside.insight.answers import patterns
    >>> found = patterns([[[[0, 0], [0, 30]], [[0, 0], [0, 12]]]])
    >>> KINDS[int(found.leading[0])], found.share[0].round(2).tolist(), found.apart[0].tolist()
    ('written_not_felt', [0.67, 0.02, 0.67, 0.01, 0.01], [1.0, 1.0, 0.0])
    """
    cells = read_counts(counts, "counts of contacts", dimensions=4)
    if cells.shape[1:] != (2, 2, 2):
        raise WrongShape("Give each place as 2 × 2 × 2: person, staff, record; no and yes.")
    fewest = read_fewest(k, "smallest pattern that may be shown")
    delta, level = read_part(delta, "gap that matters"), read_part(level, "level")
    sure = read_part(sure, "probability to be sure of")
    places = len(cells)
    none = np.zeros(places) if unseen is None else read_counts(unseen, "counts of unseen contacts", dimensions=1)
    if none.shape != (places,):
        raise WrongShape("Give for each place in how many contacts nobody could know.")
    seen = cells.reshape(places, 8).sum(axis=1)
    every = np.concatenate([cells.reshape(places, 8), none[:, None]], axis=1)
    linked = linked_share(seen + none, contacts)
    told = every.sum(axis=1) > 0
    shown = told & (np.where(every > 0, every, np.inf).min(axis=1) >= fewest)
    first = (every + 0.5) @ _belongs()
    rest = (every + 0.5).sum(axis=1, keepdims=True) - first
    edge = (1.0 - level) / 2.0
    hidden = ~shown[:, None]
    # Of person, staff and record, summed over the third: contacts where both said yes, only one, only the other, neither.
    apart = np.stack([_apart(cells, *axes, delta) for axes in ((2, 1, 3), (3, 1, 2), (2, 3, 1))], axis=1)
    return Patterns(
        shown=shown,
        counts=np.where(shown[:, None, None, None], cells, 0.0).astype(np.int64),
        share=locked(np.where(hidden, 0.0, first / (first + rest))),
        low=locked(np.where(hidden, 0.0, betaincinv(first, rest, edge))),
        high=locked(np.where(hidden, 1.0, betaincinv(first, rest, 1.0 - edge))),
        leading=np.array(
            [_leading(row, sure, seed) if may else -1 for row, may in zip(every, shown, strict=True)],
            dtype=np.int64,
        ),
        apart=locked(np.where(told[:, None], np.round(apart, 2), 0.0)),
        told=told,
        linked=locked(linked),
        k=fewest,
        delta=delta,
        level=level,
        sure=sure,
    )


def _belongs() -> Floats:
    """(9 outcomes, 5 kinds): 1 where the outcome is of that kind. Outcomes: person, staff, record as binary digits, then unseen."""
    person, staff, record = (np.append(each.ravel(), -1) for each in np.indices((2, 2, 2)))
    return np.stack(
        [
            (staff == 1) & (person == 0),
            (person == 1) & (record == 0),
            (record == 1) & (person == 0),
            (person == 0) & (staff == 0) & (record == 0),
            person < 0,
        ],
        axis=1,
    ).astype(np.float64)


def _leading(outcomes: Floats, sure: float, seed: int) -> int:
    """The kind that is the most frequent in nearly all draws, or −1."""
    once = _belongs()
    once[:, 0] *= 1.0 - once[:, 2]
    lot = np.random.default_rng([seed, *outcomes.astype(np.int64).tolist()])
    ahead = np.bincount((lot.standard_gamma(outcomes + 0.5, size=(DRAWS, 9)) @ once).argmax(axis=1), minlength=5)
    best = int(ahead.argmax())
    return best if ahead[best] > sure * DRAWS else -1


def _apart(cells: Floats, one: int, other: int, third: int, delta: float) -> Floats:
    table = np.moveaxis(cells, (one, other, third), (1, 2, 3)).sum(axis=3)
    flat = np.stack([table[:, 1, 1], table[:, 1, 0], table[:, 0, 1], table[:, 0, 0]], axis=1)
    return beyond(flat, delta) + beyond(flat[:, [0, 2, 1, 3]], delta)
