"""Do it: start a conversation, write in it, say what was read, ask what words mean. Nothing sent is ever changed."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.db.models.functions import Now

from alongside.care.actions import asks, participants
from alongside.care.actions.asks import NewAsk
from alongside.care.models import Ask, Message, MessageFile, Participant, Seen, Thread, Unclear
from alongside.care.queries import conversation as tell
from alongside.care.queries import participants as people
from alongside.care.queries.participants import Signature
from alongside.care.refusals import conversation as no
from alongside.care.rules import AskState
from alongside.circle import places
from alongside.circle.queries import Footing
from alongside.circle.rules import Area, Label, Standing
from alongside.core import facts, typed, work
from alongside.core.once import first_result
from alongside.core.once import once as only_once
from alongside.core.refusal import Collision, Refused, insist
from alongside.core.uploads import CheckedFile
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action

SOMETHING_NEW = "conversation.something_new"


@action
def start(
    *,
    footing: Footing,
    subject: str,
    words: str = "",
    members: Sequence[UUID] = (),
    files: Sequence[CheckedFile] = (),
    ask: NewAsk | None = None,
    once: str = "",
    by: Viewer,
) -> UUID:
    """Start a conversation. The person is always in it, and chooses who else is; a member only starts one with the person.

    An ask in the first message may go to "person" or to one of `members`.
    """
    subject, words = typed.one_line(subject), typed.plain(words)
    insist(no.why_not_subject(subject))
    place = None if footing.is_owner else places.place_that_opens(by, footing.space, Area.CONVERSATION)
    if not footing.is_owner and place is None:
        raise Refused(no.may_not_start())
    if not footing.is_owner and members:
        raise Refused(no.only_the_person())

    def write() -> UUID:
        # Sealed: only a consent row that names it opens it. Whoever may start conversations does not read all of them.
        row = Thread(
            space_id=footing.space,
            label=Label.SEALED,
            subject=subject,
            started_by_id=place,
            started_by_name=by.name,
        )
        row.save()
        if place is not None:
            me = people.signature(footing, by)
            standing = footing.standing or Standing.PROFESSIONAL
            Participant(
                thread=row, member_id=place, service_id=by.service, standing=standing, name=me.name, role=me.role
            ).save()
        for member in members:
            participants.add(footing=footing, thread=row.pk, member=member, by=by)
        facts.record("conversation.started", space=footing.space, service=by.service, by=by.account)
        if words or files:
            _write(footing, row, words, files, ask, None, by)
        return row.pk

    body = {
        "space": footing.space,
        "subject": subject,
        "words": words,
        "members": sorted(map(str, members)),
        "files": [file.sha256 for file in files],
        "ask": _said(ask),
    }
    made, _now = only_once(once, kind="conversation.start", body=body, by=by, do=write)
    assert made is not None
    return made


@action
def send(
    *,
    footing: Footing,
    thread: UUID,
    words: str,
    files: Sequence[CheckedFile] = (),
    ask: NewAsk | None = None,
    answers: UUID | None = None,
    once: str = "",
    by: Viewer,
) -> UUID:
    """Send a message; with it perhaps files, an ask, or the answer to one. Gives the message's id.

    The same form sent again lands once. Other words under the same key raise `Collision` with both texts.
    """
    row = tell.thread(by, footing.space, thread)
    if row is None:
        raise Refused(no.gone())
    if by.account is None and not by.name:
        raise Refused(no.say_who_first())
    words = typed.plain(words)
    insist(no.why_not_send(words, files=len(files)))
    body = {
        "thread": thread,
        "words": words,
        "files": [file.sha256 for file in files],
        "ask": _said(ask),
        "answers": answers,
    }

    def write() -> UUID:
        return _write(footing, row, words, files, ask, answers, by)

    try:
        made, _now = only_once(once, kind="message.send", body=body, by=by, do=write)
    except Refused as refused:
        first = first_result(once, by=by) if refused.refusal.kind == "once.other_words" else None
        before = tell.message(by, thread, first)
        if before is None:
            raise
        raise Collision(no.sent_before(), theirs=before.words, yours=words, version=before.number) from None
    assert made is not None
    return made


@action
def mark_read(*, footing: Footing, thread: UUID, by: Viewer) -> bool:
    """Say up to where this viewer has read, and that they saw what is asked of them. Whether anything was new."""
    newest = _newest(thread, by)
    me = people.signature(footing, by)
    mark = Seen.objects.for_viewer(by).filter(thread=thread, reader=me.reader).first()
    is_behind = newest > (mark.number if mark else 0)
    if not is_behind and not _asks_not_seen(footing, thread, by):
        return False
    _hold_still(thread)
    if is_behind:
        _mark(thread, newest, me, by)
    asks.see_what_waits(footing=footing, thread=thread, signature=me, by=by)
    _stir(thread, is_news=False)
    return True


@action
def ask_what_it_means(*, footing: Footing, thread: UUID, message: UUID, words: str, by: Viewer) -> Unclear:
    """Mark words of a message: what does this mean? Marked twice, it stands once."""
    row = tell.message(by, thread, message)
    if row is None:
        raise Refused(no.gone())
    words = typed.one_line(words)[:200].strip("\"'“”‘’ ")
    if not words or words.casefold() not in typed.one_line(row.words).casefold():
        raise Refused(no.words_not_found())
    before = Unclear.objects.for_viewer(by).filter(message=row, words__iexact=words).first()
    if before is not None:
        return before
    mark = Unclear(thread_id=thread, message=row, words=words, asked_by_name=by.name)
    mark.save()
    _stir(thread)
    facts.record("message.unclear", space=footing.space, service=by.service, by=by.account)
    _tell_others(footing, thread, by)
    return mark


@action
def explain(*, footing: Footing, thread: UUID, unclear: UUID, answer: str, by: Viewer) -> None:
    """Say what marked words mean. The first explanation stands; more can be said in a message."""
    answer = typed.plain(answer)
    if not answer:
        raise Refused(no.nothing_explained())
    mark = Unclear.objects.for_viewer(by).filter(pk=unclear, thread=thread).first()
    if mark is None:
        raise Refused(no.gone())
    rows = PersonalQuerySet(Unclear).filter(pk=mark.pk, answered_at=None)
    if rows.update(answer=answer, answered_by_name=by.name, answered_at=Now()):
        _stir(thread)
        facts.record("message.explained", space=footing.space, service=by.service, by=by.account)
        _tell_others(footing, thread, by)


def _write(
    footing: Footing,
    row: Thread,
    words: str,
    files: Sequence[CheckedFile],
    ask: NewAsk | None,
    answers: UUID | None,
    by: Viewer,
) -> UUID:
    # The number is given while the conversation's row is held: two people writing at once both land, one after the other.
    _hold_still(row.pk)
    me = people.signature(footing, by)
    message = Message(
        thread=row,
        author_id=me.account,
        author_member_id=me.member,
        author_name=me.name,
        author_role=me.role,
        words=words,
        number=_newest(row.pk, by) + 1,
    )
    message.save()
    for file in files:
        MessageFile(
            thread=row,
            message=message,
            name=file.name[:200],
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            data=file.data,
        ).save()
    if ask is not None:
        asks.make(footing=footing, message=message, new=ask, by=by)
    if answers is not None:
        asks.answer(footing=footing, ask=answers, message=message, by=by)
    _mark(row.pk, message.number, me, by)
    asks.see_what_waits(footing=footing, thread=row.pk, signature=me, by=by)
    _stir(row.pk)
    facts.record("message.sent", space=footing.space, service=by.service, by=by.account, files=len(files))
    if footing.standing is Standing.OUTSIDE:
        facts.record("link.answered", space=footing.space)
    _tell_others(footing, row.pk, by)
    return message.pk


def _hold_still(thread: UUID) -> None:
    """Hold the conversation's row until this transaction ends. SQLite has let only one writer in already."""
    PersonalQuerySet(Thread).select_for_update().get(pk=thread)


def _newest(thread: UUID, by: Viewer) -> int:
    rows = Message.objects.for_viewer(by).filter(thread=thread)
    return rows.aggregate(newest=Max("number"))["newest"] or 0


def _mark(thread: UUID, number: int, me: Signature, by: Viewer) -> None:
    told = {"number": number, "name": me.name, "role": me.role, "at": Now()}
    if Seen.objects.for_viewer(by).filter(thread=thread, reader=me.reader).update(**told):
        return
    try:
        with transaction.atomic():
            Seen(thread_id=thread, reader=me.reader, number=number, name=me.name, role=me.role).save()
    except IntegrityError:
        Seen.objects.for_viewer(by).filter(thread=thread, reader=me.reader).update(**told)


def _asks_not_seen(footing: Footing, thread: UUID, by: Viewer) -> bool:
    rows = Ask.objects.for_viewer(by).filter(thread=thread, state=AskState.ASKED)
    if footing.is_owner:
        return rows.filter(owner=None).exists()
    return rows.filter(owner__in=people.circle_places(by, footing)).exists()


def _stir(thread: UUID, *, is_news: bool = True) -> None:
    """Something changed: open pages look again. Only news move a conversation up the list."""
    news = {"changed_at": Now()} if is_news else {}
    PersonalQuerySet(Thread).filter(pk=thread).update(change=F("change") + 1, **news)


def _tell_others(footing: Footing, thread: UUID, by: Viewer) -> None:
    """Ask for a notice to the others, in this same transaction. It says only that there is something new."""
    work.ask_for(
        SOMETHING_NEW,
        thread=str(thread),
        holder=str(footing.owner),
        writer=str(by.account or footing.member or ""),
    )


def _said(ask: NewAsk | None) -> list[str]:
    return [ask.owner, ask.due_on.isoformat(), ask.words] if ask else []
