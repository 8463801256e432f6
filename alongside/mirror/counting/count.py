"""Do the counting: fact files in, cells of every service and period out. It reads files and an engine; no table of ours."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from alongside.mirror.catalogue import Signal
from alongside.mirror.counting import engine as engines
from alongside.mirror.counting.cells import Cell, Cells, Eight, Four
from alongside.mirror.counting.expressions import BY, BY_CELL, RECORD, SAID, expressions, split_name, ways_in
from alongside.mirror.counting.files import BadFacts, check
from alongside.mirror.counting.written import NOT_WRITTEN, WRITTEN, record_name, voices_name

Key = tuple[str, int]
TEAM_SIZE = re.compile("[0-9]{1,5}")
# Yes, partly, no of each month.
SPLITS = tuple(split_name(month, SAID[said]) for month in range(3) for said in ("yes", "partly", "no"))
CELL_COLUMNS = (*BY_CELL, "voices", *SPLITS)
PAIR_COLUMNS = (*BY, "practice", "person_yes", "staff_yes", "record_yes", "count")


def count(
    paths: Sequence[Path], signals: Sequence[Signal], *, engine: engines.Engine | None = None
) -> tuple[Cells, ...]:
    """The cells of every service and period in these files, in order. Raises BadFacts where a file cannot be trusted."""
    check(paths)
    if engine is not None:
        return _count(paths, signals, engine)
    with engines.opened() as own:
        return _count(paths, signals, own)


def _count(paths: Sequence[Path], signals: Sequence[Signal], engine: engines.Engine) -> tuple[Cells, ...]:
    asked = expressions(engine.facts(paths), signals, engine.keep)

    def rows(table: Any) -> list[dict[str, Any]]:
        return engine.rows(table).to_pylist()

    def lines(table: Any, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Where there are many: taken as they lie, column by column."""
        columns = engine.rows(table).to_pydict()
        return zip(*(columns[name] for name in names), strict=True)

    wrong = rows(asked.faults)[0]["wrong"] or 0
    if wrong:
        named = paths[0].name if len(paths) == 1 else f"these {len(paths)} files"
        raise BadFacts(
            f"{wrong} rows in {named} could not have been written here: an unknown answer, a day that is no Monday,"
            " or a row without its link. Nothing was counted. Gather the facts of this period anew."
        )
    found: dict[Key, dict[str, Any]] = defaultdict(lambda: defaultdict(dict))
    for service, period, practice, viewpoint, voices, *said in lines(asked.cells, CELL_COLUMNS):
        yes, partly, no, yes_then, partly_then, no_then, yes_last, partly_last, no_last = said
        months = (yes, partly, no), (yes_then, partly_then, no_then), (yes_last, partly_last, no_last)
        found[service, period]["of"][practice, viewpoint] = Cell(months, voices)
    for row in rows(asked.records):
        found[_key(row)]["of"] |= _records(row, signals)
    for row in rows(asked.heard):
        found[_key(row)]["heard"] |= {name: row[name] for name in ("contacts", "answered", "linked")}
    for row in rows(asked.voices):
        heard, through = found[_key(row)]["heard"], found[_key(row)]["through"]
        view = "staff" if row["staff"] else "people"
        heard[view] = heard.get(view, 0) + row["count"]
        for way, whose in () if row["staff"] else ways_in(row["ways"]):
            for key in (way, whose):
                through[key] = through.get(key, 0) + row["count"]
    for row in rows(asked.groups):
        groups = found[_key(row)]["groups"]
        way = "space" if row["from_space"] else "other"
        for name, key in (("kind", row["value"]), ("month", str(row["month"])), ("way", way)):
            seen, answered = groups.get((name, key), (0, 0))
            groups[name, key] = (seen + row["seen"], answered + row["answered"])
    for row in rows(asked.aside):
        found[_key(row)]["heard"]["set_aside"] = row["count"]
    for row in rows(asked.team):
        if not TEAM_SIZE.fullmatch(row["value"]):
            raise BadFacts(f"“{row['value'][:20]}” is not the size of a team. Gather the facts of this period anew.")
        heard = found[_key(row)]["heard"]
        heard["team"] = max(heard.get("team", 0), int(row["value"]))
    for service, period, practice, *pattern, number in lines(asked.pairs, PAIR_COLUMNS):
        found[service, period]["patterns"].setdefault(practice, {})[tuple(pattern)] = number
    return tuple(_cells(key, found[key]) for key in sorted(found))


def _records(row: dict[str, Any], signals: Sequence[Signal]) -> dict[tuple[str, str], Cell]:
    """The cells of records of one service and period: of signals that had anything to say."""
    cells = {}
    for at, signal in enumerate(signals):
        months = [[row[record_name(at, month, scale)] for scale in (WRITTEN, NOT_WRITTEN)] for month in range(3)]
        if row[voices_name(at)]:
            first, second, third = ((yes, 0, no) for yes, no in months)
            cells[signal.practice, RECORD] = Cell((first, second, third), row[voices_name(at)])
    return cells


def _cells(key: Key, found: dict[str, Any]) -> Cells:
    heard = found["heard"]
    return Cells(
        service=key[0],
        period=key[1],
        of=dict(sorted(found["of"].items())),
        pairs={practice: _four(seen) for practice, seen in sorted(found["patterns"].items())},
        threes={practice: _eight(seen) for practice, seen in sorted(found["patterns"].items())},
        contacts=heard.get("contacts", 0),
        answered=heard.get("answered", 0),
        linked=heard.get("linked", 0),
        people=heard.get("people", 0),
        staff=heard.get("staff", 0),
        team=heard.get("team", 0),
        set_aside=heard.get("set_aside", 0),
        through=dict(sorted(found["through"].items())),
        groups=dict(sorted(found["groups"].items())),
    )


def _four(patterns: dict[tuple[int, int, int], int]) -> Four:
    """Both yes, only staff, only the person, neither; whatever the record says."""
    four = {(1, 1): 0, (0, 1): 0, (1, 0): 0, (0, 0): 0}
    for (person, staff, _record), number in patterns.items():
        four[person, staff] += number
    return four[1, 1], four[0, 1], four[1, 0], four[0, 0]


def _eight(patterns: dict[tuple[int, int, int], int]) -> Eight:
    def at(person: int, staff: int) -> tuple[int, int]:
        return patterns.get((person, staff, 0), 0), patterns.get((person, staff, 1), 0)

    return (at(0, 0), at(0, 1)), (at(1, 0), at(1, 1))


def _key(row: dict[str, Any]) -> Key:
    return row["service"], row["period"]
