"""The sweep operator over many small symmetric matrices at once: the one piece of linear algebra everything here needs.

Matrices lie with their two sides first and everything else behind, so that each step runs over long rows of numbers.
"""

import numpy as np

from alongside.insight.arrays import Floats


def sweep(table: Floats, at: int, *, back: bool = False) -> Floats:
    """Sweep symmetric matrices (side, side, …) on row `at`, in place; `back` undoes it. Gives the pivots (…).

    After sweeping the rows of a set S of a matrix [[A, c], [c', q]]: the corner holds q - c'A⁻¹c, the last column the
    coefficients A⁻¹c, and the block of S holds -A⁻¹. Method: Goodnight 1979 (The American Statistician 33:149).
    """
    pivot = table[at, at].copy()
    row = table[at].copy()
    scaled = row / pivot
    table -= row[:, None] * scaled[None, :]
    scaled = -scaled if back else scaled
    table[at] = scaled
    table[:, at] = scaled
    table[at, at] = -1.0 / pivot
    return np.asarray(pivot)
