"""Viewpoints in the space of logits: practices, viewpoints and what is left over, for each way they might vary. It knows no words.

Many services are fitted side by side, each to the last bit as if it were alone: a column (c) of an array is one service and one way
in which it might vary, and no column ever meets another before its weight is found.
"""

from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import Self

import numpy as np

from alongside.insight.arrays import Counts, Floats

WIDE = 2.5  # standard deviation of the overall level, in logits
OF_PRACTICES, OF_REST = np.geomspace(0.05, 3.5, 12), np.geomspace(0.03, 3.0, 14)
ROUNDS, CLOSE = 60, 1e-2  # after a step so small, what is left is about its square, or a tenth of that
ROUGHLY = 0.2  # so near, it is seen which ways matter at all
LONGEST = 2.0  # a step further than this, in logits, overshoots
LIGHTEST = 2e-4
MARGIN = 100.0


@dataclass(frozen=True)
class Fits:
    """One normal posterior for each service and way (c) that weighs something; services one after the other.

    `first`, `many` (services,): where the columns of each begin, and how many they are; `weight` (c,) sums to 1 in each.
    `shared` (1 + views, c): the overall level and each viewpoint's own, with covariance `cov` (c, 1 + views, 1 + views). Of each practice
    (practices, c): its `level`, and the precision `left` of that once the shared parts are known. Of each cell (views, practices, c):
    what is left over `rest`, the part of it that the answers tell `seen`, its variance `own` given the shared parts, and how its
    practice's level follows its viewpoint `leans`.
    """

    first: Counts
    many: Counts
    weight: Floats
    shared: Floats
    cov: Floats
    level: Floats
    left: Floats
    rest: Floats
    seen: Floats
    own: Floats
    leans: Floats


def fitted(yes: Floats, answers: Floats) -> Fits:
    """Nested Laplace approximation (Rue, Martino & Chopin 2009, without their corrections of the marginals).

    `yes`, `answers` (services, practices, views); a cell that nobody answered takes no part. The leftover of each cell is eliminated first
    and then each practice's own level, so that a step solves for 1 + views numbers. Ways that weigh next to nothing are left out: every
    second way is tried roughly, and those around one that weighs something are followed.
    """
    said, heard = (np.ascontiguousarray(each.transpose(2, 1, 0)) for each in (yes, answers))
    start = np.log((said + 0.5) / (heard - said + 0.5))
    services, tries = len(yes), len(TRIED)
    tried = _columns(said, heard, np.repeat(np.arange(services), tries), np.tile(TRIED, services))
    at = _settled(tried, start[..., tried.service], ROUGHLY)
    heavy = (_weight(tried, at) > LIGHTEST / MARGIN).reshape(services, tries)
    service, way = np.nonzero(heavy[:, AROUND].any(axis=2))
    followed = _columns(said, heard, service, way)
    around = at.logit[..., AROUND[way] + service[:, None] * tries]
    at = _settled(followed, around.mean(axis=-1), CLOSE)
    weight = _weight(followed, at)
    kept = np.flatnonzero(weight > LIGHTEST)
    columns, at, weight = followed.some(kept), at.some(kept), weight[kept]
    first, many = _runs(columns.service)
    return Fits(
        first=first,
        many=many,
        weight=weight / np.repeat(np.add.reduceat(weight, first), many),
        shared=at.shared,
        cov=np.asarray(np.linalg.inv(at.known.transpose(2, 0, 1)), dtype=np.float64),
        level=at.level,
        left=at.left,
        rest=at.rest,
        seen=columns.var * at.known_by,
        own=columns.var * at.damped,
        leans=at.leans,
    )


def _ways() -> tuple[Floats, Floats, Counts, Counts]:
    """Precision of practices and variance of leftovers of each way; every second one of both, which are tried first; and of each way
    the four of these that lie around it (ways, 4), by their places among those."""
    own, var = (each.ravel() for each in np.meshgrid(OF_PRACTICES**-2, OF_REST**2, indexing="ij"))
    place = np.arange(len(own)).reshape(len(OF_PRACTICES), -1)
    tried = place[::2, ::2]
    at = np.arange(tried.size).reshape(tried.shape)
    sides = [
        [np.minimum((np.arange(size) + up) // 2, most - 1) for up in (0, 1)]
        for size, most in zip(place.shape, tried.shape, strict=True)
    ]
    around = [at[np.ix_(row, column)].ravel() for row in sides[0] for column in sides[1]]
    return own, var, tried.ravel(), np.stack(around, axis=1)


OWN, VAR, TRIED, AROUND = _ways()


@dataclass(frozen=True)
class _BesideEachOther:
    """Arrays of which the last axis is that of the columns."""

    def some(self, which: Counts) -> Self:
        """These columns alone."""
        return replace(self, **{one.name: np.take(getattr(self, one.name), which, axis=-1) for one in fields(self)})


@dataclass(frozen=True)
class _Columns(_BesideEachOther):
    """Services and ways beside each other (c,): whose each column is, precision of practices `own`, variance of leftovers `var`; and
    (views, practices, c) what was said and heard there."""

    service: Counts
    own: Floats
    var: Floats
    said: Floats
    heard: Floats


@dataclass(frozen=True)
class _Step(_BesideEachOther):
    """Where one round of Newton's method stands.

    `logit`, `rest`, `damped`, `known_by`, `leans` (views, practices, c); `level` (practices, c) and its precision once the shared parts are
    known `left`; `shared` (1 + views, c) and its precision `known` (1 + views, 1 + views, c).
    """

    logit: Floats
    rest: Floats
    damped: Floats
    known_by: Floats
    leans: Floats
    level: Floats
    left: Floats
    shared: Floats
    known: Floats

    def put(self, step: "_Step", which: Counts) -> None:
        """Write these columns down."""
        for one in fields(self):
            getattr(self, one.name)[..., which] = getattr(step, one.name)


def _columns(said: Floats, heard: Floats, service: Counts, way: Counts) -> _Columns:
    return _Columns(service, OWN[way], VAR[way], said[..., service], heard[..., service])


def _settled(columns: _Columns, logit: Floats, close: float) -> _Step:
    """Newton's method, until no cell moves further than this; each column goes on for itself."""
    going, here, found = np.arange(len(columns.own)), columns, None
    for _round in range(ROUNDS):
        step = _moved(here, logit)
        moves = np.abs(step.logit - logit).max(axis=(0, 1)) >= close
        if found is None:
            found = step
        else:
            found.put(step, going)
        if not moves.any():
            break
        left = np.flatnonzero(moves)
        if len(left) == 1:  # one column alone would be summed in another order than among others
            left = np.repeat(left, 2)
        going, here, logit = going[left], here.some(left), np.take(step.logit, left, axis=-1)
    assert found is not None
    return found


def _moved(at: _Columns, logit: Floats) -> _Step:
    chance = 1.0 / (1.0 + np.exp(-logit))
    expected = at.heard * chance
    worth = expected * (1.0 - chance)
    damped = 1.0 / (1.0 + at.var * worth)
    known_by = worth * damped
    pull = worth * logit + at.said - expected
    pulled = pull * damped
    left = known_by.sum(axis=0) + at.own
    leans = known_by / left
    drawn = pulled.sum(axis=0)
    known = _precision(at.own, known_by, leans)
    wanted = (pulled - leans * drawn).sum(axis=1)
    wanted = np.concatenate([wanted.sum(axis=0)[None], wanted])
    shared = np.linalg.solve(known.transpose(2, 0, 1), wanted.T[:, :, None])[:, :, 0].T
    base = (shared[0] + shared[1:])[:, None]
    level = (drawn - (known_by * base).sum(axis=0)) / left
    base = base + level
    rest = at.var * damped * (pull - worth * base)
    # A cell that nobody answered pulls at nothing, and nobody waits for it.
    move = np.clip(base + rest - logit, -LONGEST, LONGEST) * (at.heard > 0)
    return _Step(logit + move, rest, damped, known_by, leans, level, left, shared, known)


def _precision(own: Floats, known_by: Floats, leans: Floats) -> Floats:
    """(1 + views, 1 + views, c): of the shared parts, once the practices' own levels have taken back theirs."""
    views, _practices, columns = known_by.shape
    known = np.empty((1 + views, 1 + views, columns))
    known[0, 1:] = known[1:, 0] = own * leans.sum(axis=1)
    known[0, 0] = known[0, 1:].sum(axis=0) + WIDE**-2
    for view in range(views):
        known[1 + view, 1 + view] = 1.0 + (known_by[view] * (1.0 - leans[view])).sum(axis=0)
    for one, other in combinations(range(views), 2):
        known[1 + one, 1 + other] = known[1 + other, 1 + one] = -(known_by[one] * leans[other]).sum(axis=0)
    return known


def _weight(columns: _Columns, at: _Step) -> Floats:
    """How likely each way is, up to what is the same for all of a service; sums to 1 in each."""
    no = np.maximum(at.logit, 0.0) + np.log(1.0 + np.exp(-np.abs(at.logit)))
    height = (columns.said * at.logit - columns.heard * no).sum(axis=(0, 1))
    height -= 0.5 * ((at.shared[0] / WIDE) ** 2 + (at.shared[1:] ** 2).sum(axis=0))
    height -= 0.5 * (columns.own * (at.level**2).sum(axis=0) + (at.rest**2).sum(axis=(0, 1)) / columns.var)
    height += 0.5 * (np.log(at.damped).sum(axis=(0, 1)) + (np.log(columns.own) - np.log(at.left)).sum(axis=0))
    height -= 0.5 * np.linalg.slogdet(at.known.transpose(2, 0, 1))[1]
    # Half-normal(1) on both spreads, laid on points evenly apart in their logarithm.
    of_practices, of_rest = columns.own**-0.5, columns.var**0.5
    height += np.log(of_practices) + np.log(of_rest) - 0.5 * (of_practices**2 + of_rest**2)
    first, many = _runs(columns.service)
    weight = np.exp(height - np.repeat(np.maximum.reduceat(height, first), many))
    return np.asarray(weight / np.repeat(np.add.reduceat(weight, first), many))


def _runs(service: Counts) -> tuple[Counts, Counts]:
    """Where the columns of each service begin, and how many they are."""
    first = np.flatnonzero(np.diff(service, prepend=-1))
    return first, np.diff(first, append=len(service))
