"""What the other files here stand on: the space that is somebody's own, and a member of it. Not for other rooms."""

from uuid import UUID

from alongside.circle import refusals as no
from alongside.circle.models import Member, Space
from alongside.circle.queries import own_space
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer


def own_space_of(by: Viewer) -> Space:
    space = own_space(by)
    if space is None:
        raise Refused(no.not_yours())
    return space


def insist_holder(by: Viewer, space: UUID) -> None:
    if own_space_of(by).pk != space:
        raise Refused(no.not_yours())


def member_of_own(member: UUID, by: Viewer) -> Member:
    row = Member.objects.for_viewer(by).filter(pk=member, space_id=own_space_of(by).pk).first()
    if row is None:
        raise Refused(no.nobody_there())
    return row
