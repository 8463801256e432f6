"""A second opinion on the counts: strengths under which these choices are most probable. It ranks nothing by itself."""

import numpy as np

from alongside.insight.arrays import Floats
from alongside.insight.errors import OutOfScale
from alongside.insight.priorities.counts import EMPTY, Choices
from alongside.insight.verdicts import CantTell

SETTLED, ROUNDS = 1e-9, 100


def best_worst_logit(made: Choices, *, variance: float = 4.0) -> Floats | CantTell:
    """How strong each thing is when people choose the best, then the worst of the rest, with chances that go with strength.

    `made`: finished screens count; "none of these" says nothing here. `variance`: of the strengths before any choice. Gives
    (items,), 0 in the middle. CantTell("nothing_chosen"). Raises OutOfScale. Method: sequential best-worst logit (Marley &
    Louviere 2005), the highest point of the posterior, by Newton steps. It draws strengths in: read the order, not the size.

    >>> from alongside.insight.priorities import choices
    >>> best_worst_logit(choices(3, [1, 2], [[0, 1, 2], [2, 1, 0]], [0, 0], [2, 2])).round(2).tolist()
    [1.59, 0.01, -1.6]
    """
    if not 0.0 < variance < np.inf:
        raise OutOfScale("The variance of the strengths is a number above 0.")
    rows = _steps(made)
    if not rows:
        return CantTell("nothing_chosen")
    there = np.zeros((len(rows), made.items), dtype=np.bool_)
    sign = np.array([way for way, _left in rows])
    chosen = np.array([left[0] for _way, left in rows])
    for at, (_way, left) in enumerate(rows):
        there[at, list(left)] = True
    pull = np.zeros(made.items)
    np.add.at(pull, chosen, sign)
    u, off, rounds = np.zeros(made.items), np.inf, 0
    while off > SETTLED and rounds < ROUNDS:
        odds = np.where(there, np.exp(sign[:, None] * u[None]), 0.0)
        chance = odds / odds.sum(axis=1, keepdims=True)
        slope = pull - sign @ chance - u / variance
        bend = np.diag(chance.sum(axis=0)) - chance.T @ chance + np.eye(made.items) / variance
        move = np.linalg.solve(bend, slope)
        off, rounds = float(np.abs(move).max()), rounds + 1
        u = u + move / max(1.0, off)
    return np.asarray(u)


def _steps(made: Choices) -> list[tuple[float, tuple[int, ...]]]:
    """Each choice made: +1 for best or −1 for worst, and what it was made from, the chosen one first."""
    found = []
    done = made.finished
    for screen, best, worst in zip(
        made.shown[done].tolist(), made.best[done].tolist(), made.worst[done].tolist(), strict=True
    ):
        left = [one for one in screen if one != EMPTY]
        if best >= 0:
            left.remove(best)
            found.append((1.0, (best, *left)))
        if worst >= 0:
            left.remove(worst)
            found.append((-1.0, (worst, *left)))
    return found
