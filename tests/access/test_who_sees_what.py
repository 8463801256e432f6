"""The access table, item by item: standing × place × two consent rows × label, against an oracle written separately.

Asked three times: of the pure rule, of the first wall alone, and on PostgreSQL of the second wall alone. Whoever looks
has a place in many spaces, so that what is open in one is also seen to open nothing in another.
"""

import pytest
from django.db import connection

from alongside.circle import rules
from alongside.core import clock
from alongside.core.walls import first_wall_open
from tests.access.oracle import LABELS, MEMBERS, STANDINGS, should_see
from tests.access.world import Pair, World, build, in_place

pytestmark = pytest.mark.django_db


def by_the_rule(world: World, standing: str, state: rules.MemberState) -> dict[Pair, set[str]]:
    """The same, from the pure rule alone."""
    now, works_there = clock.now(), world.works_there()
    found = {}
    for pair, cell in world.cells.items():
        grants = [
            rules.GrantFacts(
                area=rules.Area(row.area),
                item=row.item,
                effect=rules.Effect(row.effect),
                purpose=row.purpose,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                withdrawn_at=row.withdrawn_at,
                standing=rules.Standing(standing),
                member_state=state,
                works_there=works_there,
            )
            for row in cell.grants
        ]
        found[pair] = {
            label
            for label, item in cell.items.items()
            if rules.may_see(
                owner=False,
                purpose=world.viewer.purpose,
                item=rules.ItemFacts(rules.Area.STORY, item, rules.Label(label)),
                grants=grants,
                now=now,
                sharing_paused=cell.space.sharing_paused_at is not None,
            ).allowed
        }
    return found


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_walls_and_the_rule_agree_with_the_oracle(standing: str) -> None:
    world = build(standing)
    wrong = []
    for place in MEMBERS:
        with in_place(world, place) as state:
            answers = {"first wall": world.visible(), "rule": by_the_rule(world, standing, state)}
            if connection.vendor == "postgresql":
                with first_wall_open():
                    answers["second wall alone"] = world.visible()
        for pair in world.cells:
            expected = {label for label in LABELS if should_see(standing, place, pair, label)}
            wrong += [(place, pair, name, got[pair]) for name, got in answers.items() if got[pair] != expected]
    assert wrong == []
