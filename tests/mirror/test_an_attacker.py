"""The attacker of the threat model: knows this very program, whom it counted, even what two of them said; reads every release.

What they must never be: certain of what one person answered. They are given everything that is printed, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np
import pytest

from alongside.insight.disclosure import POLICY, Frozen, shown_count, union
from alongside.mirror.counting.cells import Cell, Cells
from alongside.mirror.freezing.heard import parts, who_was_heard
from alongside.mirror.freezing.marks import of_people, of_staff
from alongside.mirror.freezing.printed import can_have_months, printed
from alongside.mirror.rules import Mark
from tests.mirror.a_service_that_listens import SEEN_BY, a_service, three_months

MOST = 36
# What two friends of the attacker said is known too.
KNOWN = 2
Print = tuple[object, ...]


def cell(yes: int, rest: int) -> Cell:
    return Cell(((yes, 0, rest), (0, 0, 0), (0, 0, 0)), yes + rest)


def as_printed(mark: dict) -> Print:
    return tuple(mark[name] for name in sorted(mark))


@cache
def worlds(view: str) -> dict[Print, list[tuple[int, int]]]:
    """Every world of counts (yes, rest), up to a size, by what this program prints of it."""
    found = defaultdict(list)
    for yes in range(MOST + 1):
        for rest in range(MOST + 1 - yes):
            one = cell(yes, rest)
            mark = of_people(one, POLICY) if view == "person" else of_staff(one, 40, POLICY)
            found[as_printed(mark.frozen())].append((yes, rest))
    return dict(found)


@pytest.mark.parametrize("view", ["person", "staff"])
def test_of_no_small_table_is_anybodys_answer_certain(view):
    for print_, same in worlds(view).items():
        if "shown" not in print_ or max(yes + rest for yes, rest in same) > MOST - 5:
            continue
        for side in (0, 1):
            counts = {world[side] for world in same}
            # Some world in which the person in question is on this side, beside the friends who are known to be there.
            assert max(counts) > KNOWN, (print_, same)
            # A hidden count stays open over four numbers or more; a printed one is never found out exactly.
            assert max(counts) - min(counts) >= (3 if min(counts) <= POLICY.hide_up_to else 1), (print_, same)


def services(count: int) -> Iterator[Cells]:
    lot = np.random.default_rng(190)
    for number in range(count):
        yield a_service(
            lot,
            people=(4, 9, 14, 21)[number % 4],
            staff=(3, 8, 12)[number % 3],
            offset=0.5,
            team=(6, 9, 16)[number % 3],
        )


def test_over_hundreds_of_services_the_attacker_is_certain_of_nobody():
    certain = looked = 0
    for cells in services(300):
        for view in ("person", "staff"):
            for practice in SEEN_BY[view]:
                one = cells.of[practice, view]
                mark = of_people(one, POLICY) if view == "person" else of_staff(one, cells.team, POLICY)
                size = sum(one.all)
                if mark.state is not Mark.SHOWN or size > MOST - 5 or mark.printed.counts.get("partly") is not None:
                    continue
                looked += 1
                if view == "person":
                    same = worlds(view)[as_printed(mark.frozen())]
                    certain += max(yes for yes, _ in same) == 0 or max(rest for _, rest in same) == 0
                    certain += len({yes for yes, _ in same}) == 1 or len({rest for _, rest in same}) == 1
    assert looked > 2000
    assert certain == 0


def test_an_answer_more_changes_what_is_printed_seldom_and_never_points_at_anybody():
    """Two quarters that differ by one person: what is printed of both is what many other pairs of quarters would print too."""
    for yes in range(0, 20, 3):
        for rest in range(0, 20 - yes, 4):
            before, after = (of_people(cell(yes, rest + more), POLICY).frozen() for more in (0, 1))
            if before["state"] == after["state"] == "shown":
                pairs = [
                    (one, other)
                    for one in worlds("person")[as_printed(before)]
                    for other in worlds("person")[as_printed(after)]
                ]
                assert len({(other[0] - one[0], other[1] - one[1]) for one, other in pairs}) > 9


def test_months_laid_beside_their_quarter_give_nothing_away():
    lot = np.random.default_rng(7)
    looked = 0
    for _ in range(30):
        months = three_months(lot, 75, 0.5)
        if not can_have_months(months, POLICY):
            continue
        whole = tuple(sum(part) for part in zip(*months, strict=True))
        found = printed(whole, months, POLICY)
        looked += bool(found.months)
        day = date(2026, 7, 1)
        beside = [
            Frozen("one practice", day, day, sum(whole), found.release),
            Frozen("one practice", day, day, sum(whole), printed(whole, (), POLICY).release),
        ]
        assert all(one.is_open for one in union(beside, POLICY).values())
    assert looked > 10


def test_no_part_that_is_hidden_is_told_by_its_sum_or_by_the_hiding():
    """Every way in which up to so many contacts fall into three kinds: what is printed of it fits several numbers of each hidden kind."""
    same = defaultdict(list)
    for one in range(0, 21):
        for two in range(0, 21):
            for three in range(0, 21):
                counts = {"a": one, "b": two, "c": three}
                shown = parts(counts, POLICY)
                same[shown_count(sum(counts.values()), POLICY), *shown.values()].append((one, two, three))
    for (_sum, *shown), found in same.items():
        for at, one in enumerate(shown):
            numbers = {world[at] for world in found}
            if one is None and max(max(world) for world in found) < 18:
                assert max(numbers) - min(numbers) >= 3, (shown, found)


def test_contacts_that_hardly_anybody_answered_are_told_without_their_number():
    groups = {
        ("kind", "call"): (40, 3),
        ("kind", "group"): (40, 38),
        ("kind", "letter"): (2, 1),
        ("kind", "visit"): (60, 20),
    }
    said = who_was_heard(Cells("s", 8106, contacts=142, answered=62, groups=groups), POLICY).frozen["not_heard"]
    kinds = {one["key"]: (one["seen"], one["answered"]) for one in said if one["group"] == "kind"}

    assert "letter" not in kinds, "two letters would point at somebody"
    assert len(kinds) == 2, "and one more is left out with them, so that the sum does not tell"
    assert kinds["visit"] == (60, 20)


def test_a_unique_person_is_in_no_number_of_their_own():
    """The only carer who answered on paper: neither the way, nor the kind of person, nor the sum tells that they are there."""
    with_them = Cells("s", 8106, people=31, through={"space": 15, "link": 15, "paper": 1, "person": 30, "carer": 1})
    without = Cells("s", 8106, people=30, through={"space": 15, "link": 15, "person": 30})
    told, other = (who_was_heard(one, POLICY).frozen for one in (with_them, without))

    assert told["through"].get("paper") is None
    assert told["person"] == other["person"]
    assert {one["answered"] for one in told["not_heard"] if one["key"] == "carer"} == {None}
