"""How often a thing was chosen as mattering most and least: the default score, which anybody can count again by hand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from alongside.insight.arrays import Counts, Flags, Floats
from alongside.insight.errors import NotFinite, NotInOrder, OutOfScale, WrongShape

NOBODY, LATER, EMPTY = -1, -2, -1


@dataclass(frozen=True)
class Choices:
    """One constituency's screens, one row each. Make it with `choices`, which looks whether it can be true.

    `person` (rows,), `shown` (rows, widest screen) filled up with EMPTY, `best` and `worst` (rows,).
    """

    items: int
    person: Counts
    shown: Counts
    best: Counts
    worst: Counts

    @property
    def finished(self) -> Flags:
        return np.asarray((self.best != LATER) & (self.worst != LATER))

    @property
    def people(self) -> int:
        """How many people finished at least one screen."""
        return len(np.unique(self.person[self.finished]))


@dataclass(frozen=True)
class Counted:
    """[i] is thing i. `score` = best − worst; `share` = score / shown, −1 to 1; `utility` = ln((1 + share) / (1 − share)).

    `passed_over`: how often it stood on a screen of which somebody said "none of these". `told`: whether it was shown at
    all; where not, everything else is 0 and means nothing.
    """

    best: Counts
    worst: Counts
    shown: Counts
    passed_over: Counts
    score: Counts
    share: Floats
    utility: Floats
    told: Flags


def choices(items: int, person: ArrayLike, shown: ArrayLike, best: ArrayLike, worst: ArrayLike) -> Choices:
    """The screens of one constituency, looked through.

    `items`: how many things there are; `person` (rows,): whose screen it was, any whole numbers; `shown` (rows, widest):
    what stood on it, EMPTY (-1) where a narrower screen has no more; `best`, `worst` (rows,): the thing chosen, NOBODY (-1)
    for "none of these", LATER (-2) when the person paused before saying. Raises WrongShape, NotFinite, OutOfScale (a thing
    that is not there, or not on its screen), NotInOrder (a thing twice on a screen, best and worst the same, or one
    person's screen given twice).

    >>> one = choices(5, [7, 7], [[0, 1, 2, 3, 4], [4, 3, 2, 1, -1]], [2, 4], [0, -2])
    >>> one.people, one.finished.tolist()
    (1, [True, False])
    """
    who, which, most, least = (_whole(one) for one in (person, shown, best, worst))
    if which.ndim != 2 or any(one.shape != which.shape[:1] for one in (who, most, least)):
        raise WrongShape("Give one row for each screen: who, what was shown (a table), the best and the worst of it.")
    if which.size and (which.min() < EMPTY or which.max() >= items):
        raise OutOfScale(f"A thing on a screen is a whole number from 0 to {items - 1}.")
    for chosen in (most, least):
        if not np.all((which == chosen[:, None]).any(axis=1) | (chosen == NOBODY) | (chosen == LATER)):
            raise OutOfScale("Somebody chose what was not on their screen: look at that row.")
    if np.any((most >= 0) & (most == least)):
        raise NotInOrder("The same thing was chosen as most and as least: keep one of the two.")
    ordered = np.sort(which, axis=1)
    if np.any((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0)):
        raise NotInOrder("A thing stands twice on one screen: give it once.")
    if len(np.unique(np.column_stack([who, ordered]), axis=0)) < len(who):
        raise NotInOrder("One person's screen is there twice: keep the later answer.")
    return Choices(items, who, which, most, least)


def counted(made: Choices) -> Counted:
    """What each thing scores: how often it was chosen as best, less how often as worst.

    Only finished screens count: one that somebody paused on waits. "None of these" counts as shown and chosen neither way,
    so it draws a share towards 0. Method: counts (Finn & Louviere 1992); `utility` is the closed form of the logit (Lipovetsky & Conklin
    2014), with a thing that was always or never chosen moved in by half an answer, where the form has no end.

    >>> made = choices(3, [1, 2], [[0, 1, 2], [2, 1, 0]], [0, 0], [2, 1])
    >>> counted(made).score.tolist(), counted(made).utility.round(2).tolist()
    ([2, -1, -1], [1.95, -1.1, -1.1])
    """
    best, worst, shown = (one.sum(axis=0) for one in by_person(made))
    done = made.finished
    nothing = done & (made.best == NOBODY) & (made.worst == NOBODY)
    score = best - worst
    share = score / np.maximum(shown, 1)
    edge = 1.0 - 0.5 / np.maximum(shown, 1)
    inner = np.clip(share, -edge, edge)
    passed_over = _tally(made.shown[nothing], np.zeros(int(nothing.sum()), dtype=np.int64), 1, made.items)[0]
    return Counted(best, worst, shown, passed_over, score, share, np.log((1.0 + inner) / (1.0 - inner)), shown > 0)


def by_person(made: Choices) -> tuple[Counts, Counts, Counts]:
    """Best, worst and shown, each (people, items), people in the order of their numbers; finished screens only."""
    done = made.finished
    names, row = np.unique(made.person[done], return_inverse=True)
    best, worst = (_tally(chosen[done][:, None], row, len(names), made.items) for chosen in (made.best, made.worst))
    return best, worst, _tally(made.shown[done], row, len(names), made.items)


def _tally(things: Counts, row: Counts, rows: int, items: int) -> Counts:
    table = np.zeros((rows, items), dtype=np.int64)
    there = things >= 0
    np.add.at(table, (np.broadcast_to(row[:, None], things.shape)[there], things[there]), 1)
    return table


def _whole(given: ArrayLike) -> Counts:
    numbers = np.asarray(given, dtype=np.float64)
    if not np.isfinite(numbers).all():
        raise NotFinite("A choice is missing or infinite: say -1 for none of these, -2 for not yet.")
    if np.any(numbers != np.floor(numbers)):
        raise OutOfScale("People and things are whole numbers.")
    return numbers.astype(np.int64)
