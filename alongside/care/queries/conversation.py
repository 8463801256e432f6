"""Tell me: the conversations of a space, and what is said in one. Reading marks nothing; `actions.conversation` does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from alongside.care.models import Ask, Message, MessageFile, Participant, Seen, Thread, Unclear
from alongside.care.queries import asks as about_asks
from alongside.care.queries.participants import circle_places, signature
from alongside.care.rules import OPEN_ASKS
from alongside.circle.queries import Footing
from alongside.core import audit, clock
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet

PAGE = 40


@dataclass(frozen=True)
class ThreadLine:
    """One conversation in the list: what is new, what waits."""

    thread: UUID
    subject: str
    changed_at: datetime
    people: tuple[str, ...]
    last_name: str = ""
    last_words: str = ""
    last_is_mine: bool = False
    is_new: bool = False
    waits_for_me: int = 0
    waits_for: tuple[str, ...] = ()
    is_late: bool = False
    unclear_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileLine:
    """A file that came with a message."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True)
class Mark:
    """Somebody has read up to here."""

    name: str
    role: str
    at: datetime
    is_me: bool


@dataclass(frozen=True)
class Said:
    """One message as it stands on the page."""

    id: UUID
    number: int
    name: str
    role: str
    words: str
    sent_at: datetime
    is_mine: bool
    is_outside: bool
    is_new: bool
    files: tuple[FileLine, ...]
    ask: about_asks.AskShown | None
    answers: tuple[tuple[UUID, str], ...]
    unclear: tuple[Unclear, ...]
    seen_here: tuple[Mark, ...]
    # On own messages: who has read it by now.
    seen_by: tuple[str, ...]


@dataclass(frozen=True)
class Conversation:
    """One conversation, or the newest part of it."""

    thread: Thread
    said: tuple[Said, ...]
    asks: tuple[about_asks.AskShown, ...]
    earlier_than: int | None
    new_from: int | None


def threads(viewer: Viewer, footing: Footing, *, limit: int | None = None) -> list[ThreadLine]:
    """Conversations in this space, the newest change first."""
    rows = Thread.objects.for_viewer(viewer).filter(space_id=footing.space).order_by("-changed_at", "pk")
    found = list(rows[:limit] if limit else rows)
    ids = [row.pk for row in found]
    audit.saw("conversation", ids, space=footing.space)
    me = signature(footing, viewer)
    last = {row.thread_id: row for row in _last_messages(viewer, ids)}
    read = dict(
        Seen.objects.for_viewer(viewer).filter(thread__in=ids, reader=me.reader).values_list("thread_id", "number")
    )
    people: dict[UUID, list[str]] = defaultdict(list)
    present = Participant.objects.for_viewer(viewer).filter(thread__in=ids, removed_at=None, waits_for_yes=False)
    mine = circle_places(viewer, footing)
    for thread, member, name in present.order_by("added_at").values_list("thread_id", "member_id", "name"):
        if member not in mine:
            people[thread].append(name)
    asks: dict[UUID, list[Ask]] = defaultdict(list)
    for ask in Ask.objects.for_viewer(viewer).filter(thread__in=ids, state__in=OPEN_ASKS).order_by("due_on"):
        asks[ask.thread_id].append(ask)
    unclear: dict[UUID, list[str]] = defaultdict(list)
    for thread, words in unexplained(viewer, footing).filter(thread__in=ids).values_list("thread_id", "words"):
        unclear[thread].append(words)
    today = clock.today()
    lines = []
    for row in found:
        newest = last.get(row.pk)
        is_mine = newest is not None and _is_mine(newest, viewer, mine)
        lines.append(
            ThreadLine(
                thread=row.pk,
                subject=row.subject,
                changed_at=row.changed_at,
                people=tuple(people[row.pk]),
                last_name=newest.author_name if newest else "",
                last_words=newest.words if newest else "",
                last_is_mine=is_mine,
                is_new=newest is not None and newest.number > read.get(row.pk, 0) and not is_mine,
                waits_for_me=sum(about_asks.is_with(ask, mine, footing) for ask in asks[row.pk]),
                waits_for=tuple(ask.owner_name for ask in asks[row.pk] if not about_asks.is_with(ask, mine, footing)),
                # To the person, only what others owe them is late.
                is_late=any(
                    ask.due_on < today and not (footing.is_owner and ask.owner_id is None) for ask in asks[row.pk]
                ),
                unclear_words=tuple(unclear[row.pk]),
            )
        )
    return lines


def thread(viewer: Viewer, space_id: UUID, thread_id: UUID) -> Thread | None:
    """One conversation, if it is open to this viewer."""
    row = Thread.objects.for_viewer(viewer).filter(pk=thread_id, space_id=space_id).first()
    if row is not None:
        audit.saw("conversation", [row.pk], space=space_id)
    return row


def change_of(viewer: Viewer, space_id: UUID, thread_id: UUID) -> int | None:
    """A number that grows with every change; None when the conversation is not open to this viewer (any more)."""
    rows = Thread.objects.for_viewer(viewer).filter(pk=thread_id, space_id=space_id)
    return rows.values_list("change", flat=True).first()


def read_up_to(viewer: Viewer, footing: Footing, row: Thread) -> int:
    """Up to which message this viewer has read."""
    marks = Seen.objects.for_viewer(viewer).filter(thread=row, reader=signature(footing, viewer).reader)
    return marks.values_list("number", flat=True).first() or 0


def conversation(
    viewer: Viewer, footing: Footing, row: Thread, *, before: int | None = None, read: int | None = None
) -> Conversation:
    """What is said in a conversation: its newest part, or the part before a message.

    `read`: up to where the viewer had read before this look, so that what is new to them can be shown as new.
    """
    messages = Message.objects.for_viewer(viewer).filter(thread=row)
    if before is not None:
        messages = messages.filter(number__lt=before)
    newest_first = list(messages.order_by("-number")[: PAGE + 1])
    page = newest_first[:PAGE][::-1]
    ids = [message.pk for message in page]
    me = signature(footing, viewer)
    mine = circle_places(viewer, footing)
    files: dict[UUID, list[FileLine]] = defaultdict(list)
    for one in MessageFile.objects.for_viewer(viewer).filter(message__in=ids).defer("data").order_by("name"):
        files[one.message_id].append(FileLine(one.pk, one.name, one.size))
    unclear: dict[UUID, list[Unclear]] = defaultdict(list)
    for mark in Unclear.objects.for_viewer(viewer).filter(message__in=ids).order_by("asked_at"):
        unclear[mark.message_id].append(mark)
    asks = about_asks.shown(viewer, footing, Ask.objects.for_viewer(viewer).filter(thread=row))
    by_message = {ask.message: ask for ask in asks}
    answers: dict[UUID | None, list[tuple[UUID, str]]] = defaultdict(list)
    for ask in asks:
        answers[ask.answered_in].append((ask.message, ask.words))
    marks = list(Seen.objects.for_viewer(viewer).filter(thread=row).order_by("at"))
    if read is None:
        read = next((mark.number for mark in marks if mark.reader == me.reader), 0)
    said = []
    for message in page:
        is_mine = _is_mine(message, viewer, mine)
        said.append(
            Said(
                id=message.pk,
                number=message.number,
                name=message.author_name,
                role=message.author_role,
                words=message.words,
                sent_at=message.sent_at,
                is_mine=is_mine,
                is_outside=message.author_id is None and message.author_member_id is not None,
                is_new=message.number > read and not is_mine,
                files=tuple(files[message.pk]),
                ask=by_message.get(message.pk),
                answers=tuple(answers[message.pk]),
                unclear=tuple(unclear[message.pk]),
                seen_here=tuple(_marks_at(message, marks, me.reader)),
                seen_by=tuple(m.name for m in marks if m.number >= message.number and m.reader != me.reader)
                if is_mine
                else (),
            )
        )
    earlier = page[0].number if page and len(newest_first) > PAGE else None
    return Conversation(
        thread=row,
        said=tuple(said),
        asks=tuple(asks),
        earlier_than=earlier,
        new_from=next((one.number for one in said if one.is_new), None),
    )


def message(viewer: Viewer, thread_id: UUID, message_id: UUID | None) -> Message | None:
    """One message of a conversation."""
    return Message.objects.for_viewer(viewer).filter(pk=message_id, thread_id=thread_id).first()


def file(viewer: Viewer, thread_id: UUID, file_id: UUID) -> MessageFile | None:
    """A file that came with a message, with its content."""
    row = MessageFile.objects.for_viewer(viewer).filter(pk=file_id, thread_id=thread_id).first()
    if row is not None:
        audit.saw("file", [row.pk])
    return row


def unexplained(viewer: Viewer, footing: Footing) -> QuerySet[Unclear]:
    """Words of this viewer's own messages that somebody did not understand, and nobody has explained yet."""
    rows = Unclear.objects.for_viewer(viewer).filter(thread__space_id=footing.space, answered_at=None)
    if viewer.account:
        return rows.filter(message__author_id=viewer.account)
    return rows.filter(message__author_member_id=footing.member)


def has_news(viewer: Viewer, footing: Footing) -> bool:
    """Whether somebody else wrote something here that this viewer has not read. Says that, and reads no conversation."""
    by_others = Message.objects.for_viewer(viewer).filter(thread__space_id=footing.space)
    if viewer.account is not None:
        by_others = by_others.exclude(author_id=viewer.account)
    else:
        by_others = by_others.exclude(author_member_id=footing.member)
    newest = by_others.order_by().values_list("thread_id").annotate(Max("number"))
    reader = signature(footing, viewer).reader
    read = dict(Seen.objects.for_viewer(viewer).filter(reader=reader).values_list("thread_id", "number"))
    return any(number > read.get(thread_id, 0) for thread_id, number in newest)


def _last_messages(viewer: Viewer, ids: Iterable[UUID]) -> list[Message]:
    newest = (
        PersonalQuerySet(Message)
        .filter(thread_id=OuterRef("thread_id"))
        .values("thread_id")
        .annotate(newest=Max("number"))
        .values("newest")
    )
    rows = Message.objects.for_viewer(viewer).filter(thread__in=list(ids)).annotate(newest=Subquery(newest))
    return list(rows.filter(number=F("newest")))


def _is_mine(message: Message, viewer: Viewer, places: frozenset[UUID]) -> bool:
    if viewer.account is not None:
        return message.author_id == viewer.account
    return message.author_member_id in places


def _marks_at(message: Message, marks: list[Seen], me: str) -> Iterable[Mark]:
    for mark in marks:
        wrote_it = mark.reader in (f"account:{message.author_id}", f"link:{message.author_member_id}")
        if mark.number == message.number and not wrote_it:
            yield Mark(name=mark.name, role=mark.role, at=mark.at, is_me=mark.reader == me)
