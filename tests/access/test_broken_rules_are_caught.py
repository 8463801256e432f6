"""The test of the test: five broken rules of consent, each put into the first wall, must be seen by the access table.

With the second wall on none of them could be seen, so this runs where there is one wall only.
"""

from collections.abc import Callable

import pytest
from django.db.models import Q
from django.db.models.functions import Now

from alongside.circle import guarded
from alongside.circle.models import Grant, Member, Opening, Openings, Space, my_members, unscoped
from alongside.circle.rules import Area, Effect, Label, MemberState, Standing
from alongside.core.viewer import Purpose, Viewer
from tests.access.oracle import LABELS, should_see
from tests.access.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

IN_FORCE: dict[str, Callable[[Viewer], Q]] = {
    "withdrawn": lambda _viewer: Q(withdrawn_at=None),
    "expiry": lambda _viewer: Q(ends_at=None) | Q(ends_at__gt=Now()),
    "beginning": lambda _viewer: Q(starts_at__lte=Now()),
    "purpose": lambda viewer: Q(purpose=viewer.purpose),
    "deny": lambda _viewer: Q(pk__isnull=False),
}


def openings_that_ignore(what: str) -> Callable[[Viewer], Openings]:
    """What is open to a viewer, by somebody who forgot one sentence of the rule."""

    def openings(viewer: Viewer) -> Openings:
        rows = unscoped(Grant).filter(
            space__sharing_paused_at=None,
            member__in=unscoped(Member).filter(my_members(viewer), state=MemberState.IN_CIRCLE),
        )
        for name, condition in IN_FORCE.items():
            if name != what:
                rows = rows.filter(condition(viewer))
        if what == "deny":
            rows = rows.filter(effect=Effect.ALLOW)
        found = rows.values_list("space_id", "area", "item", "effect", "member__standing", "member_id")
        owned = unscoped(Space).filter(owner_id=viewer.account).values_list("pk", flat=True)
        return Openings(
            owned=frozenset(owned) if viewer.purpose is Purpose.OWN else frozenset(),
            rows=tuple(Opening(s, Area(a), i, Effect(e), Standing(st), m) for s, a, i, e, st, m in found),
            emergency=frozenset(),
        )

    return openings


def wrong_cells(standing: str) -> int:
    """In how many cells of the table the first wall and the oracle disagree."""
    return sum(
        (label in found) != should_see(standing, "in", pair, label)
        for pair, found in build(standing).visible().items()
        for label in LABELS
    )


def test_the_same_rule_with_nothing_forgotten_agrees_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "openings", openings_that_ignore("nothing"))
    assert wrong_cells("professional") == 0


@pytest.mark.parametrize("what", IN_FORCE)
def test_a_rule_that_forgets_something_is_caught(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "openings", openings_that_ignore(what))
    assert wrong_cells("professional") > 0


def test_a_rule_that_forgets_the_label_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "OPEN_TO_ALL_GRANTED", tuple(Label))
    assert wrong_cells("professional") > 0
