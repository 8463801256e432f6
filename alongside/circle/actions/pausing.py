"""Do it: pause somebody or everybody, let them in again, end a place. All of it is silent."""

from uuid import UUID

from django.db.models.functions import Now

from alongside.circle.actions.history import remember
from alongside.circle.actions.holding import member_of_own, own_space_of
from alongside.circle.actions.moving import move
from alongside.circle.actions.outside import end_links_of
from alongside.circle.models import Grant, Invitation, Member, Space
from alongside.circle.rules import RESTORED, MemberState
from alongside.core import facts
from alongside.core.viewer import Viewer
from alongside.core.walls import action


@action
def pause(*, member: UUID, by: Viewer) -> Member:
    """Pause somebody, silently: to them it looks as if there were nothing new."""
    return move(member_of_own(member, by), MemberState.PAUSED, mover="person", by=by)


@action
def resume(*, member: UUID, by: Viewer) -> Member:
    """Let somebody in again as before."""
    return move(member_of_own(member, by), MemberState.IN_CIRCLE, mover="person", by=by, kind="let-in-again")


@action
def end(*, member: UUID, by: Viewer) -> Member:
    """End somebody's place in the circle, silently. Their consent rows are withdrawn in the same breath."""
    row = member_of_own(member, by)
    end_links_of(row, by)
    moved = move(row, MemberState.ENDED, mover="person", by=by)
    Grant.objects.filter(member=row, withdrawn_at=None).update(withdrawn_at=Now())
    Invitation.objects.filter(member=row, withdrawn_at=None).update(withdrawn_at=Now())
    return moved


@action
def pause_all(*, by: Viewer) -> None:
    """Pause all sharing at once. To everybody else it looks as if nothing had changed and nothing were new."""
    space = own_space_of(by)
    if not Space.objects.filter(pk=space.pk, sharing_paused_at=None).update(sharing_paused_at=Now()):
        return
    remember(None, "all-paused", by, space=space.pk)
    facts.record("consent.all_paused", space=space.pk, by=by.account)


@action
def pause_after_restore(*, by: Viewer) -> bool:
    """An old copy of the database was put back, and something is open in it that this person had closed since: nobody sees anything until
    they have looked. For a timer; says whether it was paused now."""
    space = own_space_of(by)
    if not Space.objects.filter(pk=space.pk, sharing_paused_at=None).update(sharing_paused_at=Now()):
        return False
    remember(None, RESTORED, by, space=space.pk)
    return True


@action
def resume_all(*, by: Viewer) -> None:
    """Share again as before the pause."""
    space = own_space_of(by)
    if not Space.objects.filter(pk=space.pk, sharing_paused_at__isnull=False).update(sharing_paused_at=None):
        return
    remember(None, "all-resumed", by, space=space.pk)
    facts.record("consent.all_resumed", space=space.pk, by=by.account)
