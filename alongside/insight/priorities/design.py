"""Which things are put side by side on which screen, for whom. It counts nothing.

Up to 25 things lie on a plane where any two share exactly one line; a line is a screen, five parallel lines are one ballot.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alongside.insight.errors import NotInOrder, OutOfScale, TooMany
from alongside.insight.verdicts import CantTell

FEWEST_FOR_SCREENS, ON_THE_PLANE, MOST = 8, 25, 30
OPPONENTS = 3
# In the field of four numbers adding is "exclusive or", and this is how they multiply.
TIMES_OF_FOUR = ((0, 0, 0, 0), (0, 1, 2, 3), (0, 2, 3, 1), (0, 3, 1, 2))

Screen = tuple[int, ...]


@dataclass(frozen=True)
class Design:
    """`classes`: what one person may be given, each a handful of screens that show everything once. `newcomers` wait for
    the next round: they are only in pairs. `items`: how many things there are, counted from 0."""

    items: int
    classes: tuple[tuple[Screen, ...], ...]
    newcomers: tuple[int, ...]


@dataclass(frozen=True)
class Ballot:
    """What one person sees, in this order: screens to choose most and least from, then pairs."""

    which: int
    screens: tuple[Screen, ...]
    pairs: tuple[tuple[int, int], ...]


def design(items: int = 25, *, seed: int = 0) -> Design:
    """Which screens a round of choosing consists of.

    `items`: 2-30 things, counted from 0, in the order in which they came. 17-25 of them lie on the affine plane of order 5,
    10-16 on that of order 4, 8-9 on that of order 3. Places without a thing are holes, laid so that no screen falls below
    two. Fewer than 8: no screens, everybody is asked all pairs. Beyond 25: the latest are newcomers, compared in a few pairs.
    `seed` says which thing lies where. Over all screens any two things that are not newcomers meet exactly once.
    Raises OutOfScale below 2, TooMany above 30. Source: Bose 1938, affine planes as resolvable block designs.

    >>> one = design(25)
    >>> len(one.classes), len(one.classes[0]), len(one.classes[0][0])
    (6, 5, 5)
    >>> sorted(thing for screen in one.classes[3] for thing in screen) == list(range(25))
    True
    """
    if items < 2:
        raise OutOfScale("There is nothing to choose between: give at least two things.")
    if items > MOST:
        raise TooMany(f"Nobody can weigh more than {MOST} things: put some together, or leave some for a later round.")
    if items < FEWEST_FOR_SCREENS:
        return Design(items, (), ())
    placed = min(items, ON_THE_PLANE)
    order = next(order for order in (3, 4, 5) if order * order >= placed)
    lines = _plane(order)
    free = [point for point in range(order * order) if point not in _holes(lines, order * order - placed)]
    things = np.random.default_rng(seed).permutation(placed)
    at = {point: int(thing) for point, thing in zip(free, things, strict=True)}
    classes = tuple(tuple(tuple(at[p] for p in line if p in at) for line in parallel) for parallel in lines)
    return Design(items, classes, tuple(range(placed, items)))


def next_class(given: Sequence[int], *, classes: int = 6, done: Sequence[int] = (), seed: int = 0) -> int | CantTell:
    """Which class the next person of this constituency gets.

    `given`: the classes given out so far within the constituency; `done`: those that this person has had. One of those
    given least often, by lot among equals, so that after every `classes` people each class was given once. When the person
    has had them all: CantTell("all_screens_done"). Raises OutOfScale for a class that is not there.

    >>> next_class([0, 1, 2, 4, 5])
    3
    """
    if any(not 0 <= one < classes for one in (*given, *done)):
        raise OutOfScale(f"A class is a whole number from 0 to {classes - 1}.")
    often = {one: list(given).count(one) for one in range(classes) if one not in done}
    if not often:
        return CantTell("all_screens_done")
    least = [one for one in often if often[one] == min(often.values())]
    return int(np.random.default_rng([seed, len(given)]).choice(least))


def ballot(plan: Design, which: int, *, turn: int, seed: int = 0) -> Ballot:
    """What one person sees: the screens of a class in an order of their own, and the pairs.

    `turn`: how many ballots were given out before within the constituency. It decides the shuffle and, for a newcomer, whom
    it meets: three of the others, going round so that all are met equally often. Screens, the things on them and the sides
    of a pair are shuffled by `seed` and `turn`. Raises OutOfScale for a class that is not there.

    >>> one = ballot(design(26), 2, turn=0)
    >>> len(one.screens), len(one.pairs)
    (5, 3)
    """
    if plan.classes and not 0 <= which < len(plan.classes):
        raise OutOfScale(f"A class is a whole number from 0 to {len(plan.classes) - 1}.")
    lot = np.random.default_rng([seed, turn])
    screens = (
        [tuple(int(thing) for thing in lot.permutation(line)) for line in plan.classes[which]] if plan.classes else []
    )
    pairs = _meetings(plan, turn, seed) if plan.classes else _all_pairs(plan.items)
    turned = [(a, b) if lot.random() < 0.5 else (b, a) for a, b in pairs]
    return Ballot(
        which,
        tuple(screens[at] for at in lot.permutation(len(screens))),
        tuple(turned[at] for at in lot.permutation(len(turned))),
    )


def met(plan: Design) -> dict[tuple[int, int], int]:
    """How often each two things share a screen, over all classes; (lower, higher) → times. For asserting what was promised."""
    meetings: dict[tuple[int, int], int] = {}
    for parallel in plan.classes:
        for line in parallel:
            if len(set(line)) < len(line):
                raise NotInOrder("A thing stands twice on one screen: make the design anew.")
            for a, b in _pairs_of(sorted(line)):
                meetings[a, b] = meetings.get((a, b), 0) + 1
    return meetings


def _pairs_of(things: Sequence[int]) -> list[tuple[int, int]]:
    return [(a, b) for at, a in enumerate(things) for b in things[at + 1 :]]


def _all_pairs(items: int) -> list[tuple[int, int]]:
    return _pairs_of(range(items))


def _meetings(plan: Design, turn: int, seed: int) -> list[tuple[int, int]]:
    pairs = []
    for newcomer in plan.newcomers:
        ring = np.random.default_rng([seed, newcomer]).permutation(plan.items - len(plan.newcomers))
        pairs += [(newcomer, int(ring[(OPPONENTS * turn + step) % len(ring)])) for step in range(OPPONENTS)]
    return pairs


def _plane(order: int) -> list[list[list[int]]]:
    """The lines y = slope·x + c for each slope, then x = c: order + 1 classes of parallel lines."""

    def height(slope: int, x: int, c: int) -> int:
        return TIMES_OF_FOUR[slope][x] ^ c if order == 4 else (slope * x + c) % order

    through = range(order)
    slanted = [[[x * order + height(slope, x, c) for x in through] for c in through] for slope in through]
    return [*slanted, [[c * order + y for y in through] for c in through]]


def _holes(lines: list[list[list[int]]], wanted: int) -> list[int]:
    """Points to leave empty so that no line loses more than two of its own, or three where two cannot be."""
    flat = [line for parallel in lines for line in parallel]
    most = 2 if wanted <= 6 else 3

    def fill(holes: list[int], start: int) -> list[int]:
        if len(holes) == wanted:
            return holes
        for point in range(start, len(lines[0]) ** 2):
            through = [line for line in flat if point in line]
            if all(sum(one in holes for one in line) < most for line in through):
                found = fill([*holes, point], point + 1)
                if found:
                    return found
        return []

    return fill([], 0)
