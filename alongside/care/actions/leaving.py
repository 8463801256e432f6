"""Do it: leave. The space closes with time to change one's mind, or at once; what is gone is gone."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from alongside.care.models import Ask, AskClock, CarerAnswer, CarerNeed
from alongside.circle.actions import pausing, spaces
from alongside.circle.queries import own_space
from alongside.core import audit, clock, drafts, facts, work
from alongside.core.refusal import Refusal, Refused
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action

TIME_TO_THINK = timedelta(days=7)


def why_not_now(said: str, *, expected: str) -> Refusal | None:
    """Deleting asks for one typed word, so that no slip of a thumb does it."""
    if said.strip().casefold() != expected.casefold():
        return Refusal("leaving.word", _("Please type the word as it is shown."), _("Nothing was deleted."))
    return None


@action
def delete_space(*, space: UUID, by: Viewer) -> None:
    """Delete the space and everything in it, at once and for good. The log of looks stays under a number without a name."""
    own = own_space(by)
    if own is None or own.pk != space:
        raise Refused(Refusal("leaving.not_yours", _("Only the person whose space this is can do that.")))
    PersonalQuerySet(AskClock).filter(
        ask__in=list(Ask.objects.filter(thread__space_id=space).values_list("pk", flat=True))
    ).delete()
    _forget_carers(space)
    own.delete()
    if by.account is not None:
        drafts.forget_all(by.account, under=f"/p/{space}/")
    facts.record("space.deleted", space=space)
    audit.forget_holder(space)
    work.ask_for("spaces.write_down")


@action
def delete_if_over(*, by: Viewer) -> UUID | None:
    """The week is over and nobody changed their mind: delete the space, as was promised. Else nothing happens."""
    own = spaces.hold_still(by=by)
    if own is None or not is_over(by):
        return None
    delete_space(space=own.pk, by=by)
    return own.pk


@action
def ask_to_close(*, by: Viewer) -> None:
    """Close the space: all sharing stops now, and it is deleted in a week unless the person changes their mind."""
    pausing.pause_all(by=by)
    spaces.set_closing(closing=True, by=by)
    work.ask_for("spaces.week_is_over", later=TIME_TO_THINK, account=str(by.account))


@action
def change_ones_mind(*, by: Viewer) -> None:
    """Keep the space after all. Sharing stays paused until the person resumes it."""
    spaces.set_closing(closing=False, by=by)


def is_over(by: Viewer) -> bool:
    """Whether the time to think has passed."""
    own = own_space(by)
    return own is not None and own.closing_asked_at is not None and own.closing_asked_at + TIME_TO_THINK <= clock.now()


def _forget_carers(space: UUID) -> None:
    """What carers wrote for themselves in this space goes with it, though the person could not read all of it."""
    if connection.vendor == "postgresql":
        ask_wall("alongside_forget_carers", space)
        return
    PersonalQuerySet(CarerAnswer).filter(need_id__in=PersonalQuerySet(CarerNeed).filter(space_id=space)).delete()
    PersonalQuerySet(CarerNeed).filter(space_id=space).delete()
