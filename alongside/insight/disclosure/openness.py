"""Whether a table may be printed whole: the quick answer to what the audit would say of it. It hides nothing and shows nothing."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from alongside.insight.arrays import Flags
from alongside.insight.disclosure.audit import is_network
from alongside.insight.disclosure.rules import POLICY, Policy
from alongside.insight.disclosure.suppression import protect
from alongside.insight.disclosure.tables import Table

# Three to this power are the moves that are tried; wider tables are left to the audit.
MOST_FREE = 8


def can_show_all(table: Table, policy: Policy = POLICY) -> bool:
    """Whether `protect` would hide nothing of this table: no count is small, and each could be another for all that is printed.

    The same answer, without linear programming: where the equations are those of a network, every table that a reader could take for
    the true one is reached by moves of one count up or down around a circle, each of which is itself such a table.

    >>> from alongside.insight.disclosure import cross_table
    >>> can_show_all(cross_table([[12, 31], [28, 15]])), can_show_all(cross_table([[12, 3], [28, 15]]))
    (True, False)
    """
    values = table.values.tolist()
    if min(values) <= policy.hide_up_to:
        return False
    if policy.round_to == 1:  # exact counts are printed as such
        return True
    moves = _moves(table.equations.tobytes(), table.equations.shape)
    if moves is None:
        return not protect(table, policy).hidden.any()
    below, above = policy.round_to // 2, (policy.round_to - 1) // 2
    fits = moves.all
    for value, down, up in zip(values, moves.down, moves.up, strict=True):
        shown = policy.nearest(value)
        if value == shown + above:
            fits &= ~up
        if value == shown - below or value == policy.hide_up_to + 1:
            fits &= ~down
    return all(fits & either for either in moves.either)


@dataclass(frozen=True)
class _Moves:
    """From a table to others that add up as well, no count by more than one: which of the moves lead each count `up`, `down` or `either`
    (cells,). Whole numbers with a bit for each move, so that what holds for hundreds of them is seen in one step."""

    all: int
    up: tuple[int, ...]
    down: tuple[int, ...]
    either: tuple[int, ...]


@lru_cache(maxsize=64)
def _moves(equations: bytes, shape: tuple[int, int]) -> _Moves | None:
    """All of them; None where there would be too many, or none would be sure."""
    rules = np.frombuffer(equations, dtype=np.int64).reshape(shape)
    if not is_network(rules):
        return None
    left, bound = rules.astype(np.float64), list[int]()
    for cell in range(shape[1]):
        row = len(bound)
        pivots = np.flatnonzero(np.abs(left[row:, cell]) > 0.5)
        if len(pivots):
            left[[row, row + pivots[0]]] = left[[row + pivots[0], row]]
            left[row] /= left[row, cell]
            others = np.arange(shape[0]) != row
            left[others] -= np.outer(left[others, cell], left[row])
            bound.append(cell)
    free = [cell for cell in range(shape[1]) if cell not in bound]
    if len(free) > MOST_FREE:
        return None
    moves = np.zeros((3 ** len(free), shape[1]), dtype=np.int64)
    moves[:, free] = list(product((-1, 0, 1), repeat=len(free)))
    moves[:, bound] = -np.round(moves[:, free] @ left[: len(bound), free].T).astype(np.int64)
    # A circle never takes the same way twice.
    moves = moves[(np.abs(moves) <= 1).all(axis=1)]
    up, down = (tuple(_as_bits(column == to) for column in moves.T) for to in (1, -1))
    return _Moves((1 << len(moves)) - 1, up, down, tuple(one | other for one, other in zip(up, down, strict=True)))


def _as_bits(which: Flags) -> int:
    """One bit for each."""
    return int.from_bytes(np.packbits(which, bitorder="little").tobytes(), "little")
