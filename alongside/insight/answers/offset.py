"""Viewpoints in the space of logits: practices, viewpoints and what is left over, for each way they might vary. It knows no words."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_expit

from alongside.insight.arrays import Floats

WIDE = 2.5  # standard deviation of the overall level, in logits
OF_PRACTICES, OF_REST = np.geomspace(0.05, 3.5, 12), np.geomspace(0.03, 3.0, 14)
ROUNDS, CLOSE = 60, 1e-9
LONGEST = 2.0  # a step further than this, in logits, overshoots
LIGHTEST = 1e-4


@dataclass(frozen=True)
class Fits:
    """One normal posterior for each way (w) things might vary; `weight` (w,) sums to 1.

    `offset` (w, views): viewpoints' own levels, with covariance `offset_cov` (w, views, views), around `middle` (w,). Of each practice (w, practices,
    views): what is left over `rest`, the whole logit `all`; and (w, practices, views, views) their covariances `rest_cov`, `all_cov`,
    `cross` [a, b] = rest of a with the whole of b.
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


def fitted(yes: Floats, answers: Floats) -> Fits:
    """Nested Laplace approximation (Rue, Martino & Chopin 2009, without their corrections of the marginals).

    `yes`, `answers` (practices, views). The leftover of each cell is eliminated first, so that a step solves for 1 + practices + views.
    """
    practices, views = yes.shape
    design = _design(practices, views)
    wide = 1 + practices + views
    of_practices, of_rest = (each.ravel() for each in np.meshgrid(OF_PRACTICES, OF_REST, indexing="ij"))
    precision = np.empty((len(of_rest), wide))
    precision[:, 0], precision[:, 1 : 1 + practices], precision[:, 1 + practices :] = (
        WIDE**-2,
        of_practices[:, None] ** -2,
        1.0,
    )
    said, heard = yes.ravel(), answers.ravel()
    logit = np.tile(np.log((said + 0.5) / (heard - said + 0.5)), (len(of_rest), 1))
    var = of_rest[:, None] ** 2
    outer = (design[:, :, None] * design[:, None, :]).reshape(len(said), -1)
    moved, rounds = np.inf, 0
    while moved > CLOSE and rounds < ROUNDS:
        chance = expit(logit)
        worth = heard * chance * (1.0 - chance)
        damped = 1.0 / (1.0 + var * worth)
        known = ((worth * damped) @ outer).reshape(-1, wide, wide)
        known[:, np.arange(wide), np.arange(wide)] += precision
        pull = worth * logit + said - heard * chance
        level = np.linalg.solve(known, ((pull * damped) @ design)[:, :, None])[:, :, 0]
        rest = var * damped * (pull - worth * (level @ design.T))
        move = level @ design.T + rest - logit
        logit = logit + np.clip(move, -LONGEST, LONGEST)
        moved, rounds = float(np.abs(move).max()), rounds + 1
    height = said @ log_expit(logit).T + (heard - said) @ log_expit(-logit).T
    height -= 0.5 * ((precision * level**2).sum(axis=1) + (rest**2 / var).sum(axis=1))
    height += 0.5 * (np.log(precision).sum(axis=1) + np.log(damped).sum(axis=1) - np.linalg.slogdet(known)[1])
    # Half-normal(1) on both spreads, laid on points evenly apart in their logarithm.
    height += np.log(of_practices) + np.log(of_rest) - 0.5 * (of_practices**2 + of_rest**2)
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    kept = weight > LIGHTEST
    return _told(
        design,
        views,
        weight[kept],
        np.linalg.inv(known[kept]),
        level[kept],
        rest[kept],
        (var * worth * damped)[kept],
        (var * damped)[kept],
    )


def _design(practices: int, views: int) -> Floats:
    """(cells, 1 + practices + views): which of the overall level, practices and viewpoints each cell takes part in."""
    practice, view = (each.ravel() for each in np.indices((practices, views)))
    rows = np.arange(practices * views)
    design = np.zeros((practices * views, 1 + practices + views))
    design[:, 0] = design[rows, 1 + practice] = design[rows, 1 + practices + view] = 1.0
    return design


def _told(
    design: Floats, views: int, weight: Floats, cov: Floats, level: Floats, rest: Floats, seen: Floats, left: Floats
) -> Fits:
    """From the posterior of the shared parts to each practice's own. `seen`: the part of the leftover that the answers tell; `left`: its
    variance given the shared parts."""
    ways, cells = rest.shape
    practices = cells // views
    shape = (ways, practices, views)
    spread = (design @ cov).reshape(ways, practices, views, -1)
    shared = np.einsum("wkad,kbd->wkab", spread, design.reshape(practices, views, -1))
    seen, own = seen.reshape(shape), left.reshape(shape)
    unseen, alone = 1.0 - seen, own[..., None] * np.eye(views)
    return Fits(
        weight=weight / weight.sum(),
        middle=level[:, 0],
        offset=level[:, -views:],
        offset_cov=cov[:, -views:, -views:],
        rest=rest.reshape(shape),
        all=(level @ design.T + rest).reshape(shape),
        rest_cov=alone + seen[..., None] * seen[..., None, :] * shared,
        all_cov=alone + unseen[..., None] * unseen[..., None, :] * shared,
        cross=alone - seen[..., None] * unseen[..., None, :] * shared,
    )
