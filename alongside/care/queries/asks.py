"""Tell me: the asks of a conversation, those that wait for somebody, and those that have risen to a service."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from alongside.care.models import Ask, AskClock, AskStep, Participant
from alongside.care.queries.participants import circle_places
from alongside.care.rules import OPEN_ASKS, AskState
from alongside.circle import places
from alongside.circle.queries import Footing
from alongside.core import audit, clock
from alongside.core.viewer import Purpose, Viewer


@dataclass(frozen=True)
class AskShown:
    """An ask as everybody in the conversation sees it."""

    id: UUID
    message: UUID
    words: str
    owner_key: str
    owner_name: str
    owner_role: str
    asked_by_name: str
    due_on: date
    days_late: int
    state: AskState
    version: int
    is_mine: bool
    may_move: bool
    answered_in: UUID | None
    steps: tuple[AskStep, ...]
    raised_with: str = ""
    raised_on: date | None = None
    # For the person: whoever has it cannot open this conversation any more.
    is_stranded: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ASKS

    @property
    def seen(self) -> AskStep | None:
        """The last time whoever has it now saw it. Whoever passed it on is not meant by that."""
        found = None
        for step in self.steps:
            if step.state in (AskState.SEEN, AskState.PASSED):
                found = step if step.state == AskState.SEEN else None
        return found

    @property
    def reason(self) -> str:
        """Why it cannot be answered, where that is how it ended."""
        return next((step.words for step in self.steps if step.state == AskState.CANNOT), "")


@dataclass(frozen=True)
class WaitingAsk:
    """An ask that waits for this viewer, with whose space it is and where to answer it."""

    ask: UUID
    space: UUID
    thread: UUID
    person: str
    subject: str
    words: str
    asked_by_name: str
    due_on: date
    days_late: int
    state: AskState


@dataclass(frozen=True)
class Stub:
    """All that a colleague in the owner's service sees of an ask that is late. Never whom it is about."""

    service: UUID
    service_name: str
    owner_name: str
    due_on: date
    days_late: int
    # Where it can be read, for a colleague who is in that conversation too.
    space: UUID | None = None
    thread: UUID | None = None


def is_with(ask: Ask, mine: frozenset[UUID], footing: Footing) -> bool:
    """Whether this ask is with the viewer. Without a member it is with the person."""
    return footing.is_owner if ask.owner_id is None else ask.owner_id in mine


def ask(viewer: Viewer, thread_id: UUID, ask_id: UUID) -> Ask | None:
    """One ask of a conversation."""
    return Ask.objects.for_viewer(viewer).filter(pk=ask_id, thread_id=thread_id).select_related("message").first()


def asked_by_me(row: Ask, viewer: Viewer) -> bool:
    """Whether this viewer asked it. Needs `message` read."""
    return viewer.account is not None and row.message.author_id == viewer.account


def shown(viewer: Viewer, footing: Footing, rows: QuerySet[Ask]) -> list[AskShown]:
    """Asks with their steps, and what became of those that are late."""
    found = list(rows.select_related("message").order_by("asked_at"))
    ids = [row.pk for row in found]
    audit.saw("ask", ids, space=footing.space)
    if not ids:
        return []
    steps: dict[UUID, list[AskStep]] = defaultdict(list)
    for step in AskStep.objects.for_viewer(viewer).filter(ask__in=ids).order_by("at", "pk"):
        steps[step.ask_id].append(step)
    late = [row.pk for row in found if row.state in OPEN_ASKS and row.due_on < clock.today()]
    clocks = {}
    if late:
        rows_of_clocks = AskClock.objects.for_viewer(viewer).filter(ask__in=late, open=True)
        clocks = {one.ask: one for one in rows_of_clocks.select_related("service")}
    mine = circle_places(viewer, footing)
    here = _present(viewer, [row.thread_id for row in found]) if footing.is_owner else None
    today = clock.today()
    return [
        AskShown(
            id=row.pk,
            message=row.message_id,
            words=row.words,
            owner_key=str(row.owner_id or "person"),
            owner_name=row.owner_name,
            owner_role=row.owner_role,
            asked_by_name=row.asked_by_name,
            due_on=row.due_on,
            days_late=max((today - row.due_on).days, 0) if row.state in OPEN_ASKS else 0,
            state=AskState(row.state),
            version=row.version,
            is_mine=is_with(row, mine, footing),
            may_move=may_move(row, viewer, footing, mine),
            answered_in=row.answered_in_id,
            steps=tuple(steps[row.pk]),
            raised_with=clocks[row.pk].service.name if row.pk in clocks else "",
            raised_on=row.due_on + timedelta(days=1) if row.pk in clocks else None,
            is_stranded=here is not None
            and row.state in OPEN_ASKS
            and row.owner_id is not None
            and (row.thread_id, row.owner_id) not in here,
        )
        for row in found
    ]


def may_move(row: Ask, viewer: Viewer, footing: Footing, mine: frozenset[UUID]) -> bool:
    """Whoever it is with moves it; and the person may pass on or end what they asked themselves."""
    return is_with(row, mine, footing) or (footing.is_owner and asked_by_me(row, viewer))


def asks_waiting_for(viewer: Viewer) -> list[WaitingAsk]:
    """Open asks that are with this viewer, in every space open to them for this purpose; the soonest day first."""
    rows = Ask.objects.for_viewer(viewer).filter(state__in=OPEN_ASKS)
    if viewer.purpose is Purpose.OWN:
        rows = rows.filter(owner=None, thread__space__owner_id=viewer.account)
    else:
        rows = rows.filter(owner__in=places.places_of(viewer))
    return _waiting(rows)


def overdue_asks(viewer: Viewer, space_id: UUID) -> list[WaitingAsk]:
    """Open asks of one space whose day has passed, whoever has them; as far as the viewer may see."""
    rows = Ask.objects.for_viewer(viewer).filter(state__in=OPEN_ASKS, thread__space_id=space_id)
    return _waiting(rows.filter(due_on__lt=clock.today()))


def open_asks(viewer: Viewer, space_id: UUID) -> list[WaitingAsk]:
    """Open asks of one space, whoever has them; as far as the viewer may see."""
    return _waiting(Ask.objects.for_viewer(viewer).filter(state__in=OPEN_ASKS, thread__space_id=space_id))


def waiting_in_my_services(viewer: Viewer) -> list[Stub]:
    """Late asks to colleagues in the services where this viewer works: whose they are and since when, no more."""
    clocks = (
        AskClock.objects.for_viewer(viewer)
        .filter(open=True, due_on__lt=clock.today())
        .select_related("service")
        .order_by("due_on", "owner_name")
    )
    rows = list(clocks)
    open_to_me = {
        row.pk: row
        for row in Ask.objects.for_viewer(viewer).filter(pk__in=[c.ask for c in rows]).select_related("thread")
    }
    mine = places.places_of(viewer)
    stubs = []
    for one in rows:
        row = open_to_me.get(one.ask)
        # One's own are in the list above; and whoever was let go of must not learn it from here.
        if one.owner_name == viewer.name or (row is not None and row.owner_id in mine):
            continue
        stubs.append(
            Stub(
                service=one.service_id,
                service_name=one.service.name,
                owner_name=one.owner_name,
                due_on=one.due_on,
                days_late=(clock.today() - one.due_on).days,
                space=row.thread.space_id if row else None,
                thread=row.thread_id if row else None,
            )
        )
    return stubs


def last_step_at(steps: Iterable[AskStep], state: AskState) -> datetime | None:
    """When an ask last came to a state."""
    return max((step.at for step in steps if step.state == state), default=None)


def _waiting(rows: QuerySet[Ask]) -> list[WaitingAsk]:
    found = list(rows.select_related("thread__space__owner").order_by("due_on", "asked_at"))
    for row in found:
        audit.saw("ask", [row.pk], space=row.thread.space_id)
        audit.saw("conversation", [row.thread_id], space=row.thread.space_id)
    today = clock.today()
    return [
        WaitingAsk(
            ask=row.pk,
            space=row.thread.space_id,
            thread=row.thread_id,
            person=str(row.thread.space.owner),
            subject=row.thread.subject,
            words=row.words,
            asked_by_name=row.asked_by_name,
            due_on=row.due_on,
            days_late=max((today - row.due_on).days, 0),
            state=AskState(row.state),
        )
        for row in found
    ]


def _present(viewer: Viewer, threads: Iterable[UUID]) -> set[tuple[UUID, UUID | None]]:
    rows = Participant.objects.for_viewer(viewer).filter(thread__in=set(threads), removed_at=None, waits_for_yes=False)
    return set(rows.values_list("thread_id", "member_id"))
