"""A place in the circle moves along the table of moves, once. The other files here say why it moves."""

from django.db.models.functions import Now

from alongside.circle import refusals as no
from alongside.circle.actions.history import remember
from alongside.circle.models import Member, unscoped
from alongside.circle.rules import MOVES, MemberState
from alongside.core import facts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.people.queries import account as account_with_id


def move(row: Member, to: MemberState, *, mover: str, by: Viewer, kind: str = "") -> Member:
    """Move a membership along the table of moves; a move made twice is made once."""
    state = MemberState(row.state)
    if state is to:
        return row
    if MOVES.get((state, to)) != mover:
        raise Refused(no.not_from_here(state, to))
    moved = unscoped(Member).filter(pk=row.pk, state=state).update(state=to, changed_at=Now())
    if not moved:
        raise Refused(no.not_from_here(state, to))
    row.state = to
    remember(row, kind or to.value, by)
    facts.record(f"circle.{to.value.replace('-', '_')}", space=row.space_id, service=row.service_id, by=by.account)
    return row


def wants_in(member: Member, by: Viewer) -> bool:
    """Whoever said yes stands before the person with the name of their own account. True once only."""
    somebody = account_with_id(by.account) if by.account else None
    if somebody is None:
        return False
    waiting = unscoped(Member).filter(pk=member.pk, state=MemberState.INVITED)
    if not waiting.update(account_id=by.account, state=MemberState.WANTS_IN, name=str(somebody), changed_at=Now()):
        return False
    member.account_id, member.state, member.name = by.account, MemberState.WANTS_IN, str(somebody)
    remember(member, "wants-in", by)
    facts.record("circle.wants_in", space=member.space_id, by=by.account)
    return True
