"""Do it: ask somebody, say that one has seen it, works on it, has answered, passes it on or cannot; raise what is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from alongside.care.models import Ask, AskClock, AskStep, Message, Participant, Thread
from alongside.care.queries import asks as tell
from alongside.care.queries import participants as people
from alongside.care.queries.conversation import thread as find_thread
from alongside.care.queries.participants import PERSON, Signature
from alongside.care.refusals import asks as no
from alongside.care.refusals import conversation as no_thread
from alongside.care.rules import OPEN_ASKS, AskState
from alongside.circle.queries import Footing
from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action


@dataclass(frozen=True)
class NewAsk:
    """A question to one somebody, by a day. `owner` is a key of `somebody_here`: a member's id, or "person"."""

    owner: str
    due_on: date
    words: str = ""


@action
def make(*, footing: Footing, message: Message, new: NewAsk, by: Viewer) -> Ask:
    """Put the ask that a message carries to its owner. Called while the message is being sent."""
    insist(no.why_not_due(new.due_on, today=clock.today()))
    words = typed.plain(new.words) or message.words
    if not words:
        raise Refused(no.nothing_asked())
    owner = _owner(footing, message.thread_id, new.owner, by)
    row = Ask(
        thread_id=message.thread_id,
        message=message,
        words=words,
        asked_by_name=message.author_name,
        owner_id=owner.member_id if owner else None,
        owner_name=owner.name if owner else footing.owner_name,
        owner_role=owner.role if owner else "",
        due_on=new.due_on,
    )
    row.save()
    _step(row, AskState.ASKED, name=row.owner_name, role=row.owner_role)
    _set_clock(row, owner)
    facts.record(
        "ask.made", space=footing.space, service=owner.service_id if owner else None, by=by.account, ask=row.pk
    )
    return row


@action
def see_what_waits(*, footing: Footing, thread: UUID, signature: Signature, by: Viewer) -> int:
    """Mark asks that are with this viewer as seen, with name, role and time. Called when they open the conversation."""
    mine = people.circle_places(by, footing)
    waiting = Ask.objects.for_viewer(by).filter(thread=thread, state=AskState.ASKED)
    waiting = waiting.filter(owner=None) if footing.is_owner else waiting.filter(owner__in=mine)
    seen = 0
    for row in waiting:
        if _change(row, row.version, state=AskState.SEEN):
            _step(row, AskState.SEEN, name=signature.name, role=signature.role)
            facts.record("ask.seen", space=footing.space, service=by.service, by=by.account, ask=row.pk)
            seen += 1
    return seen


@action
def work_on(*, footing: Footing, thread: UUID, ask: UUID, words: str = "", version: int, by: Viewer) -> None:
    """Say that one is working on it. Whoever takes an ask that went to a whole team becomes its name."""
    row = _movable(footing, thread, ask, AskState.WORKING, version, by)
    me = people.signature(footing, by)
    taken = {"owner_name": me.name, "owner_role": me.role} if _is_with_my_team(row, footing, by) else {}
    _insist_changed(row, version, state=AskState.WORKING, **taken)
    if taken:
        AskClock.objects.filter(ask=row.pk).update(owner_name=me.name)
    _step(row, AskState.WORKING, name=me.name, role=me.role, words=typed.plain(words))
    facts.record("ask.worked_on", space=footing.space, service=by.service, by=by.account, ask=row.pk)


@action
def pass_on(*, footing: Footing, thread: UUID, ask: UUID, to: str, words: str = "", version: int, by: Viewer) -> None:
    """Pass an ask to somebody else in the conversation. From here on it is asked of them; the day stays."""
    row = _movable(footing, thread, ask, AskState.PASSED, version, by)
    owner = _owner(footing, thread, to, by)
    if (owner.member_id if owner else None) == row.owner_id:
        raise Refused(no.passed_to_same())
    me = people.signature(footing, by)
    name, role = (owner.name, owner.role) if owner else (footing.owner_name, "")
    member = owner.member_id if owner else None
    _insist_changed(row, version, state=AskState.ASKED, owner_id=member, owner_name=name, owner_role=role)
    row.owner_id, row.owner_name, row.owner_role = member, name, role
    now = clock.now()
    _step(row, AskState.PASSED, name=me.name, role=me.role, words=typed.plain(words), at=now)
    _step(row, AskState.ASKED, name=name, role=role, at=now + timedelta(milliseconds=1))
    _set_clock(row, owner)
    facts.record("ask.passed", space=footing.space, service=by.service, by=by.account, ask=row.pk)


@action
def say_cannot(*, footing: Footing, thread: UUID, ask: UUID, because: str, version: int, by: Viewer) -> None:
    """End an ask with the reason why it cannot be answered."""
    because = typed.plain(because)
    row = _movable(footing, thread, ask, AskState.CANNOT, version, by, because=because)
    me = people.signature(footing, by)
    _insist_changed(row, version, state=AskState.CANNOT, closed_at=Now())
    _step(row, AskState.CANNOT, name=me.name, role=me.role, words=because)
    AskClock.objects.filter(ask=row.pk).update(open=False)
    facts.record("ask.cannot", space=footing.space, service=by.service, by=by.account, ask=row.pk)


@action
def answer(*, footing: Footing, ask: UUID, message: Message, by: Viewer) -> None:
    """End an ask with the message that answers it. Called while the message is being sent."""
    row = _movable(footing, message.thread_id, ask, AskState.ANSWERED, None, by)
    _insist_changed(row, row.version, state=AskState.ANSWERED, closed_at=Now(), answered_in=message)
    _step(row, AskState.ANSWERED, name=message.author_name, role=message.author_role)
    AskClock.objects.filter(ask=row.pk).update(open=False)
    in_time = clock.today() <= row.due_on
    facts.record("ask.answered", space=footing.space, service=by.service, by=by.account, ask=row.pk, in_time=in_time)


@action
def settle_clocks(*, footing: Footing, by: Viewer) -> int:
    """Stop the clock of every ask whose owner cannot open it any more, and start it again where they can.

    The person calls it after letting somebody go, pausing, resuming: a service never hears of an ask through a door that
    was shut. Gives how many changed.
    """
    if not footing.is_owner:
        return 0
    threads = {row.pk: row for row in Thread.objects.for_viewer(by).filter(space_id=footing.space)}
    asks = Ask.objects.for_viewer(by).filter(thread__in=list(threads), state__in=OPEN_ASKS).exclude(owner=None)
    clocks = {one.ask: one for one in AskClock.objects.for_viewer(by).filter(ask__in=[row.pk for row in asks])}
    changed = 0
    for row in asks:
        one = clocks.get(row.pk)
        if one is None:
            continue
        runs = people.reaches(by, footing, threads[row.thread_id], row.owner_id)
        if one.open != runs:
            changed += AskClock.objects.filter(pk=one.pk).update(open=runs)
    return changed


def _movable(
    footing: Footing, thread: UUID, ask: UUID, to: AskState, version: int | None, by: Viewer, *, because: str = ""
) -> Ask:
    """The ask, with its conversation held still, if this viewer may move it this way."""
    if find_thread(by, footing.space, thread) is None:
        raise Refused(no_thread.gone())
    PersonalQuerySet(Thread).select_for_update().get(pk=thread)
    row = tell.ask(by, thread, ask)
    if row is None:
        raise Refused(no.gone())
    if version is not None and row.version != version:
        raise Refused(no.somebody_was_first())
    may = tell.may_move(row, by, footing, people.circle_places(by, footing))
    insist(no.why_not_move(AskState(row.state), to, may_move=may, owner_name=row.owner_name, because=because))
    _stir(thread)
    return row


def _owner(footing: Footing, thread: UUID, key: str, by: Viewer) -> Participant | None:
    """The participant an ask goes to; None for the person."""
    if key == PERSON:
        return None
    row = people.participant_with(by, thread, key)
    if row is None:
        raise Refused(no.nobody_to_ask())
    return row


def _set_clock(row: Ask, owner: Participant | None) -> None:
    """What the owner's service will see when the day has passed. Whoever works in no service has no clock."""
    if owner is None or owner.service_id is None:
        AskClock.objects.filter(ask=row.pk).delete()
        return
    told = {"service_id": owner.service_id, "owner_name": owner.name, "due_on": row.due_on, "open": True}
    if not AskClock.objects.filter(ask=row.pk).update(**told):
        AskClock(ask=row.pk, **told).save()


def _is_with_my_team(row: Ask, footing: Footing, by: Viewer) -> bool:
    return row.owner_id is not None and people.is_team(by, row.thread_id, row.owner_id)


def _change(row: Ask, version: int, **fields: object) -> int:
    """Compare and set on the plain key."""
    return PersonalQuerySet(Ask).filter(pk=row.pk, version=version).update(version=F("version") + 1, **fields)


def _insist_changed(row: Ask, version: int, **fields: object) -> None:
    if not _change(row, version, **fields):
        raise Refused(no.somebody_was_first())


def _step(row: Ask, state: AskState, *, name: str, role: str, words: str = "", at: datetime | None = None) -> None:
    AskStep(
        thread_id=row.thread_id, ask=row, state=state, at=at or clock.now(), by_name=name, by_role=role, words=words
    ).save()


def _stir(thread: UUID) -> None:
    PersonalQuerySet(Thread).filter(pk=thread).update(change=F("change") + 1, changed_at=Now())
