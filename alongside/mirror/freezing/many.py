"""Many readings at once: fact files in, frozen readings out, part by part, on as many cores as there are. No tables, no clock.

A part is counted and frozen where it is, so that no counts travel between processes, only what is frozen. Few services are read
here and now: to start a process takes longer.
"""

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from alongside.insight.disclosure import Policy
from alongside.mirror.catalogue import signals
from alongside.mirror.counting import engine as engines
from alongside.mirror.counting.cells import Cells
from alongside.mirror.counting.count import count
from alongside.mirror.freezing.whole import Counted, Frozen, freeze
from alongside.mirror.rules import Period, period_numbered
from alongside.principles.catalogue import PrincipleSet

FEW = 60
MOST_FILES = 400
AT_ONCE = 64
CORES = 2


@dataclass(frozen=True)
class Asked:
    """One service to be read: what it is called in its reading, by which set, and how much each practice matters to its people."""

    service: str
    principles: PrincipleSet
    importance: Mapping[str, float] | None = None

    def of(self, cells: Cells) -> Counted:
        """These cells, to be read so."""
        return Counted(cells, self.service, period_numbered(cells.period), self.principles, self.importance)


@dataclass(frozen=True)
class Part:
    """Some files, and the services in them by what stands for each in its facts. `period`: that one alone, or all that are there."""

    paths: tuple[Path, ...]
    asked: Mapping[str, Asked]
    policy: Policy
    period: int | None = None


@dataclass(frozen=True)
class Read:
    """One service and period, as it was frozen."""

    service: str
    period: Period
    frozen: Frozen


def parts_of(files: Mapping[str, Path], asked: Mapping[str, Asked], policy: Policy, period: int) -> list[Part]:
    """These files in parts that fit in memory; more than one where that is worth it. `files`, `asked`: by the same names."""
    names = sorted(files)
    cores = 1 if len(names) <= FEW else CORES
    many = max(cores, -(-len(names) // MOST_FILES))
    some = [names[at::many] for at in range(many)]
    return [
        Part(tuple(files[name] for name in each), {name: asked[name] for name in each}, policy, period)
        for each in some
        if each
    ]


def read(parts: Sequence[Part], *, cores: int = CORES) -> Iterator[Read]:
    """Count and freeze all of them. Raises BadFacts, as counting does."""
    if len(parts) < 2 or cores < 2 or engines.chosen() != engines.ENGINES[0]:
        for part in parts:
            yield from _read(part, engines.opened())
        return
    # A fresh process each: a copy of this one would share its connections to the database.
    with _one_core_each(), ProcessPoolExecutor(min(cores, len(parts)), get_context("spawn")) as others:
        for found in others.map(_read_alone, parts):
            yield from found


@contextmanager
def _one_core_each() -> Iterator[None]:
    """What is started here keeps to one core: libraries that would take them all get in each other's way."""
    before = {name: os.environ.get(name) for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")}
    os.environ |= dict.fromkeys(before, "1")
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _read_alone(part: Part) -> list[Read]:
    # What is counted is many small things and no circles: looked through again and again, they cost a tenth of all the time.
    gc.collect()
    gc.disable()
    return list(_read(part, engines.opened(threads=1, memory=engines.MEMORY // CORES)))


def _read(part: Part, opening: AbstractContextManager[engines.Engine]) -> Iterator[Read]:
    told = signals()
    versions = {one.practice: told.version for one in told.every}
    with opening as engine:
        counted = count(part.paths, told.every, engine=engine)
    there = [cells for cells in counted if part.period is None or cells.period == part.period]
    for start in range(0, len(there), AT_ONCE):
        some = [part.asked[cells.service].of(cells) for cells in there[start : start + AT_ONCE]]
        for one, frozen in zip(some, freeze(some, signals=versions, policy=part.policy), strict=True):
            yield Read(one.cells.service, one.period, frozen)
