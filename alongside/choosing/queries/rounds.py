"""Tell me: the round of a service, my ballot in it, what came of the last one. Before closing there is nothing to see."""

# The engine of numbers is loaded when something is counted, not when a page is opened.
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from alongside import insight
from alongside.choosing.codes import hash_of
from alongside.choosing.models import Ballot, Choice, Idea, Priority, Round, RoundCode
from alongside.choosing.rules import LATER, PriorityState
from alongside.core.viewer import Viewer, respondent_of
from alongside.people.queries import place_at
from alongside.principles.catalogue import Unknown
from alongside.principles.queries import set_for


def plan_of(row: Round) -> insight.priorities.Design:
    """The screens of a round."""
    return insight.priorities.design(len(row.things), seed=row.seed)


def screens_of(row: Round, ballot: Ballot) -> Sequence[Sequence[int]]:
    """What stands on the screens of one ballot, in its own order; pairs come last."""
    made = insight.priorities.ballot(plan_of(row), ballot.which, turn=ballot.turn, seed=row.seed)
    return [list(screen) for screen in made.screens] + [list(pair) for pair in made.pairs]


def open_round(viewer: Viewer, service: UUID) -> Round | None:
    """The round that has not closed."""
    if place_at(viewer.account, service) is None:
        return None
    return Round.objects.filter(service_id=service, closed_at=None).first()


def last_round(viewer: Viewer, service: UUID) -> Round | None:
    """The last round that closed, with what came of it."""
    if place_at(viewer.account, service) is None:
        return None
    return Round.objects.filter(service_id=service, closed_at__isnull=False).order_by("-closed_at").first()


def round_behind(code: str) -> tuple[Round, RoundCode] | None:
    """The round that a code is for."""
    row = RoundCode.objects.select_related("round").filter(code_hash=hash_of(code)).first()
    return (row.round, row) if row else None


def my_ballot(viewer: Viewer, round_id: UUID) -> Ballot | None:
    """The ballot that I began."""
    return Ballot.objects.filter(round_id=round_id, voter=respondent_of(viewer)).first()


def my_choices(viewer: Viewer, ballot: Ballot) -> list[Choice]:
    """My screens in their order."""
    return list(Choice.objects.filter(ballot=ballot).order_by("screen"))


def is_done(choices: Sequence[Choice]) -> bool:
    """Whether every screen was chosen on, or passed over."""
    return all(one.best != LATER for one in choices)


@dataclass(frozen=True)
class Thing:
    """One thing to choose from, in words."""

    id: str
    name: str
    plain: str


def things_of(row: Round) -> list[Thing]:
    """What may be chosen in this round, in the order in which it is counted."""
    principles = set_for(row.service_id, row.opens_on)
    ideas = {f"idea:{one.pk}": one.words for one in models_of(row)}
    found = []
    for thing in row.things:
        if thing.startswith("idea:"):
            found.append(Thing(thing, ideas.get(thing, "…"), ""))
            continue
        try:
            practice = principles.practice(thing)
            found.append(Thing(thing, practice.name, practice.plain))
        except Unknown:
            found.append(Thing(thing, thing, ""))
    return found


def models_of(row: Round) -> list[Idea]:
    """Ideas that are part of this round: let in, so everybody who chooses may read them."""
    wanted = [one.removeprefix("idea:") for one in row.things if one.startswith("idea:")]
    return list(Idea.objects.filter(pk__in=wanted)) if wanted else []


def ideas_waiting(viewer: Viewer, service: UUID) -> list[Idea]:
    """Ideas that wait for a lead."""
    place = place_at(viewer.account, service)
    if place is None or not place.leads:
        return []
    return list(Idea.objects.filter(service_id=service, let_in_at=None, left_out_at=None).order_by("given_at"))


def priorities(viewer: Viewer, service: UUID, *, also_closed: bool = True) -> list[Priority]:
    """What the service set out to change, the open ones first."""
    if place_at(viewer.account, service) is None:
        return []
    rows = Priority.objects.filter(service_id=service)
    if not also_closed:
        rows = rows.filter(state=PriorityState.OPEN)
    return sorted(rows, key=lambda row: (row.state != PriorityState.OPEN, -row.chosen_on.toordinal()))


def priority(viewer: Viewer, priority_id: UUID) -> Priority | None:
    """One priority, for those of its service and panel."""
    return Priority.objects.for_viewer(viewer).filter(pk=priority_id).first()


def importance(service: UUID) -> dict[str, float]:
    """How much each practice matters to everybody at once, 0 to 1, from the last round that closed; empty without one."""
    row = Round.objects.filter(service_id=service, closed_at__isnull=False).order_by("-closed_at").first()
    said: dict[str, Any] = (row.result or {}) if row else {}
    if not said.get("common"):
        return {}
    return dict(zip(said["things"], said["common"], strict=True))
