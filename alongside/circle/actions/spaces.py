"""Do it: open one's own space, and say that one wishes to close it."""

from django.db.models.functions import Now

from alongside.circle.actions.holding import own_space_of
from alongside.circle.models import Space
from alongside.circle.queries import own_space
from alongside.core import facts
from alongside.core.viewer import Viewer
from alongside.core.walls import action


@action
def open_space(*, by: Viewer) -> Space:
    """A person opens their own space. Nobody else is in it and nothing in it is open."""
    existing = own_space(by)
    if existing is not None:
        return existing
    space = Space(owner_id=by.account)
    space.save()
    facts.record("space.opened", space=space.pk, by=by.account)
    return space


@action
def set_closing(*, closing: bool, by: Viewer) -> None:
    """The person wishes to close the space, or wishes it no more."""
    space = own_space_of(by)
    Space.objects.filter(pk=space.pk).update(closing_asked_at=Now() if closing else None)
    facts.record("space.closing_asked" if closing else "space.kept", space=space.pk, by=by.account)


@action
def hold_still(*, by: Viewer) -> Space | None:
    """One's own space, held until this transaction ends: whoever wishes to keep it after all comes before or after."""
    return Space.objects.for_viewer(by).filter(owner_id=by.account).select_for_update().first()
