"""The access table: every standing × place × two consent rows × label, against an oracle written separately.

Asked three times: of the pure rule, of the first wall alone, and on PostgreSQL of the second wall alone.
"""

import pytest
from django.db import connection, transaction

from alongside.care.models import StoryPart
from alongside.circle import rules
from alongside.circle.models import Grant, Member, Space
from alongside.core import clock
from alongside.core.viewer import Viewer, bound
from alongside.core.walls import first_wall_open
from tests.access.oracle import LABELS, MEMBERS, PAIRS, STANDINGS, should_see
from tests.access.world import Cell, build

pytestmark = pytest.mark.django_db


def visible(cell: Cell) -> set[str]:
    """Labels of the items that the cell's viewer gets from the database."""
    with transaction.atomic(), bound(cell.viewer):
        found = set(StoryPart.objects.filter(space_id=cell.space).values_list("pk", flat=True))
    return {label for label, item in cell.items.items() if item in found}


def by_the_rule(cell: Cell, standing: str, holder: Viewer) -> set[str]:
    """The same, from the pure rule alone."""
    with transaction.atomic(), bound(holder):
        space = Space.objects.get(pk=cell.space)
        member = Member.objects.get(space=space)
        now = clock.now()
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
                member_state=rules.MemberState(member.state),
                works_there=member.service is None
                or member.service.memberships.live().filter(account_id=cell.viewer.account).exists(),
            )
            for row in Grant.objects.filter(member=member)
        ]
    return {
        label
        for label, item in cell.items.items()
        if rules.may_see(
            owner=False,
            purpose=cell.viewer.purpose,
            item=rules.ItemFacts(rules.Area.STORY, item, rules.Label(label)),
            grants=grants,
            now=now,
            sharing_paused=space.sharing_paused_at is not None,
        ).allowed
    }


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("standing", STANDINGS)
def test_the_walls_and_the_rule_agree_with_the_oracle(standing: str, member: str) -> None:
    wrong = []
    for pair in PAIRS:
        cell = build(standing, member, pair)
        expected = {label for label in LABELS if should_see(standing, member, pair, label)}
        answers = {"first wall": visible(cell), "rule": by_the_rule(cell, standing, cell.holder)}
        if connection.vendor == "postgresql":
            with first_wall_open():
                answers["second wall alone"] = visible(cell)
        wrong += [(pair, name, got, expected) for name, got in answers.items() if got != expected]
    assert wrong == []
