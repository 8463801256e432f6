"""Counts that add up: which cell is the sum of which others. It hides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts
from alongside.insight.errors import NotFinite, Nothing, OutOfScale, WrongShape


@dataclass(frozen=True)
class Table:
    """`values` (cells,) and `equations` (equations, cells): each row times the values is 0. `names`: of the cells.

    `shape`: of the table with its margins, rows first, when it is a cross table; else (cells,).
    """

    values: Counts
    equations: Counts
    names: tuple[str, ...]
    shape: tuple[int, ...]


def cross_table(counts: ArrayLike, rows: Sequence[str] = (), columns: Sequence[str] = ()) -> Table:
    """A table of counts with its margins: the totals of rows and columns and of everything.

    `counts` (rows, columns), whole numbers of people; `rows`, `columns`: what they are called, "row 0", "column 0" and so on
    unless told. A cell is called "row & column", a margin by its row or its column, the sum of everything "all".
    Raises WrongShape, Nothing, NotFinite, OutOfScale.

    >>> table = cross_table([[12, 3], [11, 8]])
    >>> table.values.reshape(table.shape).tolist()
    [[12, 3, 15], [11, 8, 19], [23, 11, 34]]
    >>> table.names[1:3], bool((table.equations @ table.values == 0).all())
    (('row 0 & column 1', 'row 0'), True)
    """
    inner = _whole(counts)
    if inner.ndim != 2:
        raise WrongShape("Give a table of counts with rows and columns.")
    down, across = inner.shape
    if rows and len(rows) != down or columns and len(columns) != across:
        raise WrongShape("Name every row and every column, or none.")
    shape = (down + 1, across + 1)
    full = np.zeros(shape, dtype=np.int64)
    full[:down, :across] = inner
    full[down] = full.sum(axis=0)
    full[:, across] = full.sum(axis=1)
    place = np.arange(full.size).reshape(shape)
    equations = [_adds_up(full.size, place[row, :across], place[row, across]) for row in range(down + 1)]
    equations += [_adds_up(full.size, place[:down, column], place[down, column]) for column in range(across + 1)]
    beside = [*(rows or (f"row {row}" for row in range(down))), ""]
    above = [*(columns or (f"column {column}" for column in range(across))), ""]
    names = tuple(" & ".join(filter(None, (row, column))) or "all" for row in beside for column in above)
    return Table(full.ravel(), np.stack(equations), names, shape)


def sums(values: Mapping[str, int], parts: Mapping[str, Sequence[str]]) -> Table:
    """Counts of which some are sums of others, several levels deep or cut several ways.

    `values`: by name of the cell; `parts`: for a cell that is a sum, what it is the sum of. For a cell that is a sum in two
    ways, give the second as another name: {"all": teams, "all again": ages} with equal values and {"all again": ["all"]}.
    Raises WrongShape for a name that is not there, OutOfScale when it does not add up, and as `cross_table`.

    >>> sums({"all": 30, "north": 12, "south": 18}, {"all": ["north", "south"]}).equations.tolist()
    [[-1, 1, 1]]
    """
    names = tuple(values)
    at = {name: place for place, name in enumerate(names)}
    if {*parts, *(one for some in parts.values() for one in some)} - set(at):
        raise WrongShape("A sum names a cell that is not there: give its value too.")
    numbers = _whole(list(values.values()))
    rows = [_adds_up(len(names), [at[one] for one in some], at[total]) for total, some in parts.items()]
    equations = np.array(rows, dtype=np.int64).reshape(len(rows), len(names))
    if np.any(equations @ numbers != 0):
        raise OutOfScale("The parts do not add up to their sum: count anew before anything is shown.")
    return Table(numbers, equations, names, (len(names),))


def _adds_up(cells: int, parts: "Sequence[int] | Counts", total: int) -> Counts:
    row = np.zeros(cells, dtype=np.int64)
    row[np.asarray(parts, dtype=np.int64)] = 1
    row[total] = -1
    return row


def _whole(counts: ArrayLike) -> Counts:
    numbers = np.asarray(counts, dtype=np.float64)
    if not numbers.size:
        raise Nothing("There is no count at all: give at least one.")
    if not np.isfinite(numbers).all() or np.any(numbers != np.floor(numbers)):
        raise NotFinite("A count of people is a whole number.")
    if np.any(numbers < 0):
        raise OutOfScale("A count of people is 0 or more.")
    return numbers.astype(np.int64)
