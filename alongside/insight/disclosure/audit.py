"""What somebody who reads everything that is published can work out: between what each count must lie. It changes nothing."""

from dataclasses import dataclass

import numpy as np

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.disclosure.rules import POLICY, Policy, could_be, rounded
from alongside.insight.disclosure.tables import Table
from alongside.insight.errors import OutOfScale, WrongShape

THROWN = 10  # tables thrown at random before anything is asked about exactly
ROOM = 6000  # cells in all the copies of a table that go to the solver at once


@dataclass(frozen=True)
class Reader:
    """`low`, `high` (cells,): between what a reader can place each count at first sight; inf where nothing bounds it."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Open:
    """A cell: between what it can still lie, and how much wider than one value it should stay open."""

    cell: int
    low: int
    high: float
    need: int

    @property
    def spare(self) -> float:
        return self.high - self.low - self.need

    @property
    def is_open(self) -> bool:
        return self.spare >= 0


def reader(values: Counts, hidden: Flags, policy: Policy = POLICY, *, guessed: bool = False) -> Reader:
    """What a reader sees who knows the rules: rounded counts, and nothing where a cell is hidden.

    `guessed`: this reader has guessed, rightly, which hidden cells are small themselves and which only protect
    others. Rounding to 1 is publishing exact counts.
    """
    low, high = np.zeros(len(values)), np.full(len(values), np.inf)
    for cell, (value, hide) in enumerate(zip(values.tolist(), hidden.tolist(), strict=True)):
        if not hide:
            low[cell], high[cell] = could_be(rounded(value, policy), policy)
            low[cell] = min(low[cell], value)
        elif guessed and policy.is_small(value):
            high[cell] = policy.hide_up_to
        elif guessed:
            low[cell] = policy.hide_up_to + 1
    return Reader(low, high)


def feasible(equations: Counts, seen: Reader, cells: Counts) -> tuple[Floats, Floats]:
    """Between what each of these cells must lie: (cells,) lowest and highest; inf where nothing bounds it above.

    `equations` (equations, all cells), each adding up to 0. Whole numbers throughout: where the equations are those of a
    network, as in any cross table or tree, linear programming gives whole numbers by itself; else they are asked for. Raises WrongShape, and
    OutOfScale when no counts at all fit. Method: linear programming (HiGHS), a copy of the table for each question.

    >>> from alongside.insight.disclosure import cross_table
    >>> table = cross_table([[12, 3, 9, 14], [11, 8, 2, 10], [15, 9, 12, 8]])
    >>> hidden = np.isin(table.values, [3, 2])
    >>> seen = reader(table.values, hidden, Policy(round_to=1))
    >>> [bound.tolist() for bound in feasible(table.equations, seen, np.flatnonzero(hidden))]
    [[3.0, 2.0], [3.0, 2.0]]
    """
    if equations.ndim != 2 or equations.shape[1] != len(seen.low) or len(seen.low) != len(seen.high):
        raise WrongShape("Give as many bounds as the equations have cells.")
    copies = [(seen, int(cell), sign) for cell in cells for sign in (1.0, -1.0)]
    found = furthest(equations, copies)
    return found[0::2], found[1::2]


def furthest(equations: Counts, questions: "list[tuple[Reader, int, float]]") -> Floats:
    """For each (reader, cell, sign): how low (sign 1) or how high (sign −1) the cell can be."""
    aims = np.zeros((len(questions), equations.shape[1]))
    places = np.array([cell for _seen, cell, _sign in questions], dtype=np.int64)
    aims[np.arange(len(questions)), places] = [sign for _seen, _cell, sign in questions]
    found = corners(equations, [seen for seen, _cell, _sign in questions], aims)
    return found[np.arange(len(questions)), places]


def corners(equations: Counts, readers: list[Reader], aims: Floats) -> Floats:
    """(questions, cells): for each reader the table it could take for the true one that is least along the aim; inf where
    nothing stops it. `aims` (questions, cells)."""
    # Loaded here, because they take longer to load than all of `insight` may.
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - see above
    from scipy.sparse import csr_array, kron  # noqa: PLC0415 - see above

    found = np.zeros(aims.shape)
    whole = 0 if is_network(equations) else 1
    group = max(1, ROOM // equations.shape[1])
    for start in range(0, len(readers), group):
        part = readers[start : start + group]
        low, high = (np.concatenate([getattr(seen, side) for seen in part]) for side in ("low", "high"))
        # Whatever is bounded at all is a sum of bounded cells, so it lies below this.
        beyond = 1.0 + max(float(np.where(np.isfinite(seen.high), seen.high, seen.low).sum()) for seen in part)
        copies = csr_array(kron(np.eye(len(part)), equations))
        solved = milp(
            aims[start : start + group].ravel(),
            integrality=whole,
            bounds=Bounds(low, np.where(np.isfinite(high), high, 2.0 * beyond)),
            constraints=[LinearConstraint(copies, 0.0, 0.0)] if len(equations) else [],
        )
        if solved.x is None:
            raise OutOfScale("No counts at all fit what is published: look at the equations.")
        at = np.round(np.asarray(solved.x)).reshape(len(part), -1)
        found[start : start + group] = np.where(at >= beyond, np.inf, at)
    return found


def audit(table: Table, hidden: Flags, policy: Policy = POLICY) -> list[Open]:
    """Each cell, and how open it stays to somebody who reads everything that is published.

    Asked twice: of a reader who knows the rules, and of one who also guessed which of the hidden cells are small. To the
    first a small cell must stay open over max(3, its value) values, to the second every hidden cell over 3. A printed cell
    that is rounded must not be found out exactly either. Each cell is listed with the answer that falls shorter. Raises
    WrongShape.

    >>> from alongside.insight.disclosure import cross_table
    >>> table = cross_table([[12, 3, 9, 14], [11, 8, 2, 10], [15, 9, 12, 8]])
    >>> hidden = np.isin(table.values, [3, 2])
    >>> [(one.low, one.high, one.need) for one in audit(table, hidden, Policy(round_to=1)) if not one.is_open]
    [(3, 3.0, 3), (2, 2.0, 3)]
    """
    return judge(table.equations, *_both(table, hidden, policy))


def too_narrow(table: Table, hidden: Flags, policy: Policy = POLICY) -> list[Open]:
    """As `audit`, but only the cells that are not open enough, and quicker: a few tables that a reader could take for the
    true one, thrown at random, show of most cells that they are open; only the others are asked about."""
    readers = _both(table, hidden, policy)
    lot = np.random.default_rng(0)
    asked = []
    for who, need in readers:
        aims = lot.choice([-1.0, 1.0], size=(THROWN, len(need)))
        seen = np.vstack([table.values[None], corners(table.equations, [who] * THROWN, aims)])
        wide = np.where(np.isinf(seen).any(axis=0), np.inf, np.ptp(np.where(np.isinf(seen), 0.0, seen), axis=0))
        asked.append((who, np.where(wide >= need, 0, need)))
    return [one for one in judge(table.equations, *asked) if not one.is_open]


def _both(table: Table, hidden: Flags, policy: Policy) -> list[tuple[Reader, Counts]]:
    if len(hidden) != len(table.values):
        raise WrongShape("Say of each cell whether it is hidden.")
    return [
        (reader(table.values, hidden, policy, guessed=guessed), needs(table.values, hidden, policy, guessed=guessed))
        for guessed in (False, True)
    ]


def needs(values: Counts, hidden: Flags, policy: Policy, *, guessed: bool = False) -> Counts:
    """(cells,): how wide each cell must stay open to a reader; one that is printed, and rounded, by one value."""
    of_hidden = policy.need_if_guessed if guessed else policy.need
    of_printed = min(policy.round_to - 1, 1)
    return np.array(
        [
            of_hidden(value) if hide or policy.is_small(value) else of_printed
            for value, hide in zip(values.tolist(), hidden.tolist(), strict=True)
        ],
        dtype=np.int64,
    )


def judge(equations: Counts, *readers: tuple[Reader, Counts]) -> list[Open]:
    """Each cell with the answer that falls shortest of what is needed, among readers who each need (cells,) so much."""
    asked = [(who, cell, need) for who, each in readers for cell, need in enumerate(each.tolist()) if need > 0]
    found = furthest(equations, [(who, cell, sign) for who, cell, _need in asked for sign in (1.0, -1.0)])
    shortest: dict[int, Open] = {}
    for at, (_who, cell, need) in enumerate(asked):
        one = Open(cell, int(found[2 * at]), float(found[2 * at + 1]), need)
        if cell not in shortest or one.spare < shortest[cell].spare:
            shortest[cell] = one
    return [shortest[cell] for cell in sorted(shortest)]


def is_network(equations: Counts) -> bool:
    """Does every cell stand in at most two equations, once on each side after turning some of them round?

    Then the corners of what is feasible are whole numbers (Heller & Tompkins 1956).

    >>> from alongside.insight.disclosure import cross_table
    >>> is_network(cross_table([[1, 2], [3, 4]]).equations)
    True
    """
    if np.any(np.abs(equations) > 1) or np.any((equations != 0).sum(axis=0) > 2):
        return False
    turned: dict[int, int] = {}
    shared = [np.flatnonzero(column) for column in equations.T]
    links = [
        (int(rows[0]), int(rows[1]), -int(equations[rows[0], cell] * equations[rows[1], cell]))
        for cell, rows in enumerate(shared)
        if len(rows) == 2
    ]
    for start in range(len(equations)):
        waiting = [(start, turned.get(start, 1))]
        while waiting:
            row, side = waiting.pop()
            if turned.setdefault(row, side) != side:
                return False
            waiting += [
                (b if row == a else a, side * way)
                for a, b, way in links
                if row in (a, b) and turned.get(b if row == a else a) != side * way
            ]
    return True
