"""Planning how to try something so that the days can tell whether it helped: blocks with and without it, drawn by lot.

Only who draws by lot can count afterwards how often luck alone would have looked as good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import Literal

import numpy as np

from alongside.insight.arrays import Flags
from alongside.insight.errors import Nothing, NotInOrder, OutOfScale

Way = Literal["pairs", "balanced", "alternating"]
FEWEST_BLOCKS, MOST_BLOCKS = 4, 16
SHORTEST_BLOCK, LONGEST_BLOCK = 3, 60
MOST_ALIKE = 2  # blocks of one kind in a row


@dataclass(frozen=True)
class Block:
    """Days from `first` to `last` (day numbers, both included) in which something was tried, or was not."""

    first: int
    last: int
    trying: bool


@dataclass(frozen=True)
class Plan:
    """Blocks drawn by lot in this `way`. Raises OutOfScale when no such order could have been drawn, and as `plan` does."""

    way: Way
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        insist_on_blocks(self.blocks)
        if not (every_order(self.way, len(self.blocks)) == [block.trying for block in self.blocks]).all(axis=1).any():
            raise OutOfScale(
                f"This order of blocks cannot be drawn with {self.way!r}. Give the blocks as they happened."
            )

    @property
    def orders(self) -> int:
        """How many orders of blocks could have been drawn."""
        return len(every_order(self.way, len(self.blocks)))

    @property
    def smallest_chance(self) -> float:
        """The smallest share that the randomisation test can ever give; no result is surer than this."""
        return 1.0 / self.orders


def plan(first_day: int, *, block_days: int = 7, blocks: int = 8, way: Way = "pairs", seed: int = 0) -> Plan:
    """On which days to try something, and on which not, as drawn by lot.

    `first_day`: day number of the first block; `block_days`: 3 to 60, the person's choice; `blocks`: an even number, 4 to 16,
    half of them with it. `way`: "pairs": with or without first is drawn anew for each two blocks, so that what slowly gets
    better or worse by itself touches both alike; "balanced": any order without three alike in a row, which has more orders
    and so a smaller smallest chance; "alternating": every other block, and only the start is drawn: two orders, with which a
    randomisation test can never give less than 1 in 2. `seed`: same seed, same plan.

    Raises OutOfScale. Source: randomised N-of-1 designs (CENT 2015; Edgington & Onghena 2007, Randomization Tests).

    >>> planned = plan(739_000, block_days=7, blocks=8)
    >>> sum(block.trying for block in planned.blocks), planned.orders, planned.smallest_chance
    (4, 16, 0.0625)
    """
    if not SHORTEST_BLOCK <= block_days <= LONGEST_BLOCK:
        raise OutOfScale(f"A block lasts {SHORTEST_BLOCK} to {LONGEST_BLOCK} days; {block_days} is outside.")
    orders = every_order(way, blocks)
    drawn = orders[np.random.default_rng(seed).integers(len(orders))]
    starts = range(first_day, first_day + blocks * block_days, block_days)
    return Plan(
        way, tuple(Block(at, at + block_days - 1, bool(trying)) for at, trying in zip(starts, drawn, strict=True))
    )


@lru_cache(maxsize=32)
def every_order(way: Way, blocks: int) -> Flags:
    """(orders, blocks): every order that could have been drawn, True where it is tried. Raises OutOfScale."""
    if not FEWEST_BLOCKS <= blocks <= MOST_BLOCKS or blocks % 2:
        raise OutOfScale(f"Choose an even number of blocks, {FEWEST_BLOCKS} to {MOST_BLOCKS}; {blocks} is not.")
    if way == "pairs":
        halves = product((False, True), repeat=blocks // 2)
        orders = [[trying for first in half for trying in (first, not first)] for half in halves]
    elif way == "balanced":
        chosen = (set(some) for some in combinations(range(blocks), blocks // 2))
        every = ([at in some for at in range(blocks)] for some in chosen)
        orders = [order for order in every if _most_alike(order) <= MOST_ALIKE]
    elif way == "alternating":
        orders = [[at % 2 == first for at in range(blocks)] for first in (0, 1)]
    else:
        raise OutOfScale(f"There is no way of drawing called {way!r}. Choose pairs, balanced or alternating.")
    table = np.array(orders, dtype=np.bool_)
    table.flags.writeable = False
    return table


def _most_alike(order: Sequence[bool]) -> int:
    """How many alike stand in a row at most."""
    longest = run = 1
    for one, other in pairwise(order):
        run = run + 1 if one == other else 1
        longest = max(longest, run)
    return longest


def insist_on_blocks(blocks: Sequence[Block]) -> None:
    """Raises Nothing, OutOfScale (ends before it begins) and NotInOrder (overlap, or earlier after later)."""
    if not blocks:
        raise Nothing("There are no blocks. Say from which day to which it was tried, and when not.")
    for block in blocks:
        if block.first > block.last:
            raise OutOfScale(
                f"A block ends (day {block.last}) before it begins (day {block.first}). Turn the two round."
            )
    for one, other in pairwise(blocks):
        if other.first <= one.last:
            raise NotInOrder(
                f"The block from day {other.first} begins before the one before it ends. Sort them, without overlap."
            )
