"""Do it: let somebody into a conversation, let them go, suggest somebody, say yes or no. The person decides; all of it is silent."""

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from alongside.care.actions import asks
from alongside.care.models import Participant, Thread
from alongside.care.queries import participants as tell
from alongside.care.queries.conversation import thread as find_thread
from alongside.care.refusals import conversation as no
from alongside.circle import queries as circle
from alongside.circle.actions import consent, pausing
from alongside.circle.queries import Footing
from alongside.circle.rules import Area, Effect, MemberState, Standing
from alongside.core import facts, typed
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action


@action
def add(
    *,
    footing: Footing,
    thread: UUID,
    member: UUID,
    until: datetime | None = None,
    starts: datetime | None = None,
    by: Viewer,
) -> Participant:
    """The person lets a member of their circle into one conversation: a consent row for it, and a place in it."""
    row = _own_thread(footing, thread, by)
    somebody = circle.member(by, member)
    if somebody is None or somebody.space_id != footing.space or somebody.standing == Standing.OUTSIDE:
        raise Refused(no.nobody_there())
    _forget_denials(footing, row, member, by)
    consent.open_area(member=member, area=Area.CONVERSATION, item=row.pk, until=until, starts=starts, by=by)
    place = Participant.objects.for_viewer(by).filter(thread=row, member=member, removed_at=None).first()
    organisation = somebody.service.organisation.name if somebody.service else ""
    place = place or Participant(
        thread=row,
        member=somebody,
        service_id=somebody.service_id,
        standing=somebody.standing,
        name=somebody.name,
        role=tell.with_organisation(somebody.role, organisation),
    )
    place.waits_for_yes = False
    place.save()
    _stir(row.pk)
    facts.record("conversation.joined", space=footing.space, service=somebody.service_id, by=by.account)
    asks.settle_clocks(footing=footing, by=by)
    return place


@action
def remove(*, footing: Footing, thread: UUID, participant: UUID, by: Viewer) -> None:
    """The person lets somebody go from a conversation. Access ends with this row; nobody is told."""
    row = _own_thread(footing, thread, by)
    place = Participant.objects.for_viewer(by).filter(pk=participant, thread=row, removed_at=None).first()
    if place is None:
        raise Refused(no.nobody_there())
    if place.member_id is not None and not place.waits_for_yes:
        if place.standing == Standing.OUTSIDE:
            pausing.end(member=place.member_id, by=by)
        else:
            # Deny, not only withdraw: they may also come through a team, or have started it themselves.
            consent.shut_item(member=place.member_id, area=Area.CONVERSATION, item=row.pk, by=by)
    Participant.objects.filter(pk=place.pk).update(removed_at=Now())
    _stir(row.pk)
    asks.settle_clocks(footing=footing, by=by)


@action
def suggest(
    *,
    footing: Footing,
    thread: UUID,
    member: UUID | None = None,
    name: str = "",
    role: str = "",
    by: Viewer,
) -> Participant:
    """Somebody in a conversation suggests another: a member they know of, or somebody outside by name. It waits for the yes."""
    row = find_thread(by, footing.space, thread)
    if row is None:
        raise Refused(no.gone())
    name, role = typed.one_line(name)[:200], typed.one_line(role)[:200]
    place = Participant(thread=row, name=name, role=role, proposed_by_name=by.name, waits_for_yes=True)
    if member is not None:
        somebody = circle.member(by, member)
        if somebody is None or somebody.space_id != footing.space or somebody.state != MemberState.IN_CIRCLE:
            raise Refused(no.nobody_there())
        if somebody.standing == Standing.OUTSIDE:
            raise Refused(no.already_here())
        if Participant.objects.for_viewer(by).filter(thread=row, member=member, removed_at=None).exists():
            raise Refused(no.already_here())
        organisation = somebody.service.organisation.name if somebody.service else ""
        place.member_id, place.service_id = somebody.pk, somebody.service_id
        place.standing, place.name = somebody.standing, somebody.name
        place.role = tell.with_organisation(somebody.role, organisation)
    elif not name:
        raise Refused(no.nobody_named())
    place.save()
    _stir(row.pk)
    facts.record("conversation.suggested", space=footing.space, service=by.service, by=by.account)
    return place


@action
def say_yes(*, footing: Footing, thread: UUID, participant: UUID, by: Viewer) -> None:
    """One tap: the person agrees to a suggestion. Somebody outside is let in by making a link instead."""
    row = _own_thread(footing, thread, by)
    place = _waiting(row, participant, by)
    if place.member_id is None:
        raise Refused(no.nobody_there())
    add(footing=footing, thread=row.pk, member=place.member_id, by=by)


@action
def say_no(*, footing: Footing, thread: UUID, participant: UUID, by: Viewer) -> None:
    """The person would rather not. The suggestion goes, silently."""
    row = _own_thread(footing, thread, by)
    place = _waiting(row, participant, by)
    Participant.objects.filter(pk=place.pk).update(removed_at=Now())
    _stir(row.pk)


def _own_thread(footing: Footing, thread: UUID, by: Viewer) -> Thread:
    row = find_thread(by, footing.space, thread)
    if row is None:
        raise Refused(no.gone())
    if not footing.is_owner:
        raise Refused(no.only_the_person())
    return row


def _waiting(row: Thread, participant: UUID, by: Viewer) -> Participant:
    place = Participant.objects.for_viewer(by).filter(pk=participant, thread=row, waits_for_yes=True, removed_at=None)
    found = place.first()
    if found is None:
        raise Refused(no.nobody_there())
    return found


def _forget_denials(footing: Footing, row: Thread, member: UUID, by: Viewer) -> None:
    """Somebody who was let go through one of their places and comes back through another is in, not half in."""
    same = circle.member(by, member)
    if same is None or same.account_id is None:
        return
    denied = circle.grants_of(by, footing.space).filter(
        area=Area.CONVERSATION, item=row.pk, effect=Effect.DENY, member__account_id=same.account_id
    )
    for other in set(denied.exclude(member=member).values_list("member_id", flat=True)):
        consent.close_area(member=other, area=Area.CONVERSATION, item=row.pk, by=by)


def _stir(thread: UUID) -> None:
    PersonalQuerySet(Thread).filter(pk=thread).update(change=F("change") + 1)
