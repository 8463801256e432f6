"""Viewpoints in the space of logits: practices, viewpoints and what is left over, for each way they might vary. It knows no words."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from alongside.insight.arrays import Counts, Floats

WIDE = 2.5  # standard deviation of the overall level, in logits
OF_PRACTICES, OF_REST = np.geomspace(0.05, 3.5, 12), np.geomspace(0.03, 3.0, 14)
ROUNDS, CLOSE = 60, 1e-2  # after a step so small, what is left is about its square, or a tenth of that
ROUGHLY = 0.2  # so near, it is seen which ways matter at all
LONGEST = 2.0  # a step further than this, in logits, overshoots
LIGHTEST = 1e-4
MARGIN = 100.0


@dataclass(frozen=True)
class Fits:
    """One normal posterior for each way (w) things might vary; `weight` (w,) sums to 1.

    `offset` (w, views): viewpoints' own levels, with covariance `offset_cov` (w, views, views), around `middle` (w,). Of each practice
    that was asked about (w, practices, views): what is left over `rest`, the whole logit `all`; and (w, practices, views, views) their
    covariances `rest_cov`, `all_cov`, `cross` [a, b] = rest of a with the whole of b.
    """

    weight: Floats
    middle: Floats
    offset: Floats
    offset_cov: Floats
    rest: Floats
    all: Floats
    rest_cov: Floats
    all_cov: Floats
    cross: Floats


def fitted(yes: Floats, answers: Floats, about: Counts) -> Fits:
    """Nested Laplace approximation (Rue, Martino & Chopin 2009, without their corrections of the marginals).

    `yes`, `answers` (practices, views); `about`: the practices to tell of. The leftover of each cell is eliminated first and then each
    practice's own level, so that a step solves for 1 + views numbers; cells that nobody answered take no part. Ways that weigh
    next to nothing are left out: every second way is tried roughly, and those around one that weighs something are followed.
    """
    cells = _Cells(yes, answers)
    start = np.log((cells.said + 0.5) / (cells.heard - cells.said + 0.5))
    at = _settled(cells, np.tile(start, len(TRIED)), OWN[TRIED], VAR[TRIED], ROUGHLY)
    kept = np.flatnonzero((_weight(cells, at) > LIGHTEST / MARGIN)[AROUND].any(axis=1))
    at = _settled(cells, at.logit[:, AROUND[kept]].mean(axis=2), OWN[kept], VAR[kept], CLOSE)
    weight = _weight(cells, at)
    return _told(cells, at, weight, np.flatnonzero(weight > LIGHTEST), about)


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


class _Cells:
    """The cells that were answered, as columns (cells, 1), row by row: whose `practice` each is, among those with answers, and whose `view`."""

    def __init__(self, yes: Floats, answers: Floats) -> None:
        self.practices, self.views = yes.shape
        row, self.view = np.nonzero(answers)
        self.said, self.heard = yes[row, self.view][:, None], answers[row, self.view][:, None]
        self.rows, self.practice = np.unique(row, return_inverse=True)
        views, practices = np.arange(self.views)[:, None], np.arange(len(self.rows))[:, None]
        # Which cells are summed: all and those of each viewpoint; those of each practice.
        self.shared = np.concatenate([[self.view >= 0], views == self.view]).astype(np.float64)
        self.by_practice = (practices == self.practice).astype(np.float64)
        place = np.full((self.views, len(self.rows)), -1)
        place[self.view, self.practice] = np.arange(len(row))
        # Of each two viewpoints: their cells of the same practice.
        self.beside = [
            (one, other, *place[:, (place[[one, other]] >= 0).all(axis=0)][[one, other]])
            for one, other in combinations(range(self.views), 2)
        ]


@dataclass(frozen=True)
class _Step:
    """Where one round of Newton's method stands; ways (w) last. `own`: precision of practices, `var`: variance of leftovers.

    `logit`, `rest`, `damped`, `seen` (cells, w); `left`: precision of each practice's level once the shared parts are known (practices, w),
    `leans` (cells, w): how it follows each viewpoint; `level` (practices, w), `shared` (1 + views, w) and its precision `known`.
    """

    own: Floats
    var: Floats
    logit: Floats
    rest: Floats
    damped: Floats
    seen: Floats
    left: Floats
    leans: Floats
    level: Floats
    shared: Floats
    known: Floats


def _settled(cells: _Cells, logit: Floats, own: Floats, var: Floats, close: float) -> _Step:
    """Newton's method for all ways at once, until no cell moves further than this."""
    for _round in range(ROUNDS):
        step = _moved(cells, logit, own, var)
        moved = float(np.abs(step.logit - logit).max())
        logit = step.logit
        if moved < close:
            break
    return step


def _moved(cells: _Cells, logit: Floats, own: Floats, var: Floats) -> _Step:
    chance = 1.0 / (1.0 + np.exp(-logit))
    expected = cells.heard * chance
    worth = expected * (1.0 - chance)
    damped = 1.0 / (1.0 + var * worth)
    known_by = worth * damped
    pull = worth * logit + cells.said - expected
    pulled = pull * damped
    left = cells.by_practice @ known_by + own
    leans = known_by / left[cells.practice]
    drawn = cells.by_practice @ pulled
    known = _precision(cells, known_by, leans, own)
    wanted = cells.shared @ (pulled - leans * drawn[cells.practice])
    shared = np.linalg.solve(known, wanted.T[:, :, None])[:, :, 0].T
    base = (shared[0] + shared[1:])[cells.view]
    level = (drawn - cells.by_practice @ (known_by * base)) / left
    base += level[cells.practice]
    rest = var * damped * (pull - worth * base)
    move = np.clip(base + rest - logit, -LONGEST, LONGEST)
    return _Step(own, var, logit + move, rest, damped, var * known_by, left, leans, level, shared, known)


def _precision(cells: _Cells, known_by: Floats, leans: Floats, own: Floats) -> Floats:
    """(w, 1 + views, 1 + views): of the shared parts, once the practices' own levels have taken back theirs."""
    size = 1 + cells.views
    known = np.empty((len(own), size, size))
    known[:, 0] = known[:, :, 0] = (own * (cells.shared @ leans)).T
    known[:, 0, 0] += WIDE**-2
    each = np.arange(1, size)
    known[:, each, each] = 1.0 + (cells.shared[1:] @ (known_by * (1.0 - leans))).T
    for one, other, first, second in cells.beside:
        taken = (known_by[first] * leans[second]).sum(axis=0)
        known[:, 1 + one, 1 + other] = known[:, 1 + other, 1 + one] = -taken
    return known


def _weight(cells: _Cells, at: _Step) -> Floats:
    """How likely each way is, up to what is the same for all; sums to 1."""
    no = np.maximum(at.logit, 0.0) + np.log(1.0 + np.exp(-np.abs(at.logit)))
    height = (cells.said * at.logit - cells.heard * no).sum(axis=0)
    height -= 0.5 * ((at.shared[0] / WIDE) ** 2 + (at.shared[1:] ** 2).sum(axis=0))
    height -= 0.5 * (at.own * (at.level**2).sum(axis=0) + (at.rest**2).sum(axis=0) / at.var)
    height += 0.5 * (np.log(at.damped).sum(axis=0) + (np.log(at.own) - np.log(at.left)).sum(axis=0))
    height -= 0.5 * np.linalg.slogdet(at.known)[1]
    # Half-normal(1) on both spreads, laid on points evenly apart in their logarithm.
    of_practices, of_rest = at.own**-0.5, at.var**0.5
    height += np.log(of_practices) + np.log(of_rest) - 0.5 * (of_practices**2 + of_rest**2)
    weight = np.exp(height - height.max())
    return np.asarray(weight / weight.sum())


def _told(cells: _Cells, at: _Step, weight: Floats, kept: Counts, about: Counts) -> Fits:
    """From the posterior of the shared parts to each practice's own. `seen`: the part of the leftover that the answers tell; `own`: its
    variance given the shared parts."""
    ways, views = len(kept), cells.views
    shape = (ways, cells.practices, views)
    rest, seen, own = np.zeros(shape), np.zeros(shape), np.broadcast_to(at.var[kept][:, None, None], shape).copy()
    for whole, part in ((rest, at.rest), (seen, at.seen), (own, at.var * at.damped)):
        whole[:, cells.rows[cells.practice], cells.view] = part[:, kept].T
    level, left = np.zeros(shape[:2]), np.broadcast_to(at.own[kept][:, None], shape[:2]).copy()
    level[:, cells.rows], left[:, cells.rows] = at.level[:, kept].T, at.left[:, kept].T
    leans = np.zeros((ways, cells.practices, 1 + views))
    leans[:, cells.rows[cells.practice], 1 + cells.view] = at.leans[:, kept].T
    leans[:, :, 0] = leans.sum(axis=2)
    rest, seen, own, level, left, leans = (each[:, about] for each in (rest, seen, own, level, left, leans))
    cov = np.linalg.inv(at.known[kept])
    # Each cell takes part in the overall level and in its viewpoint's own, less what its practice takes back of both.
    parts = np.eye(1 + views)[1:] + np.eye(1 + views)[0] - leans[:, :, None, :]
    shared_by = (parts.reshape(ways, -1, 1 + views) @ cov).reshape(parts.shape)
    between = (shared_by[:, :, :, None] * parts[:, :, None]).sum(axis=-1) + (1.0 / left)[:, :, None, None]
    unseen, alone = 1.0 - seen, own[..., None] * np.eye(views)
    shared = at.shared[:, kept].T
    return Fits(
        weight=weight[kept] / weight[kept].sum(),
        middle=shared[:, 0],
        offset=shared[:, 1:],
        offset_cov=np.asarray(cov[:, 1:, 1:], dtype=np.float64),
        rest=rest,
        all=shared[:, :1, None] + shared[:, None, 1:] + level[:, :, None] + rest,
        rest_cov=alone + seen[..., None] * seen[..., None, :] * between,
        all_cov=alone + unseen[..., None] * unseen[..., None, :] * between,
        cross=alone - seen[..., None] * unseen[..., None, :] * between,
    )
