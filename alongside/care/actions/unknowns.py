"""Do it: raise what we don't know, take it on, say what was found, end it honestly, open it again."""

from datetime import date
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from alongside.care.models import Unknown, UnknownStep
from alongside.care.queries.unknowns import unknown as find
from alongside.care.refusals import unknowns as no
from alongside.care.rules import RaisedFrom, UnknownKind, UnknownState
from alongside.circle.actions import consent
from alongside.circle.queries import Footing
from alongside.circle.queries import member as member_with_id
from alongside.circle.rules import Area, Label
from alongside.core import clock, facts
from alongside.core.once import once as only_once
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action


@action
def raise_unknown(
    *,
    footing: Footing,
    question: str,
    why: str = "",
    kind: UnknownKind = UnknownKind.UNKNOWN,
    raised_from: RaisedFrom = RaisedFrom.ELSEWHERE,
    thread: UUID | None = None,
    owner: UUID | str | None = None,
    due_on: date | None = None,
    label: Label = Label.ORDINARY,
    once: str = "",
    by: Viewer,
) -> UUID:
    """Write down something nobody knows yet. `owner` is a member's id, "person" for the person, or None for nobody yet.

    A "tell me" always goes to the person: only they can answer it, or decline.
    """
    if not question.strip():
        raise Refused(no.nothing_asked())
    insist(no.why_not_due(due_on, today=clock.today()))
    if kind is UnknownKind.TELL_ME:
        owner = "person"

    def write() -> UUID:
        owner_id, owner_name, owner_role = _owner(footing, owner, by)
        row = Unknown(
            space_id=footing.space,
            label=label,
            kind=kind,
            question=question.strip(),
            why=why.strip(),
            raised_from=raised_from,
            thread_id=thread,
            raised_by_id=footing.member,
            raised_by_name=by.name,
            raised_by_role=by.role,
            owner_id=owner_id,
            owner_name=owner_name,
            owner_role=owner_role,
            due_on=due_on,
        )
        row.save()
        _let_owner_see(footing, row, by)
        _step(row, "raised", "", by)
        facts.record("unknown.raised", space=footing.space, service=by.service, by=by.account, sort=kind.value)
        return row.pk

    made, _now = only_once(
        once, kind="unknown.raise", body={"question": question, "why": why, "space": footing.space}, by=by, do=write
    )
    assert made is not None
    return made


@action
def give_to(
    *, footing: Footing, unknown: UUID, owner: UUID | str | None, due_on: date | None, version: int, by: Viewer
) -> None:
    """Say who looks, and by when."""
    row = _row(footing, unknown, by)
    insist(no.why_not_due(due_on if due_on != row.due_on else None, today=clock.today()))
    owner_id, owner_name, owner_role = _owner(footing, owner, by)
    _change(row, version, by, owner_id=owner_id, owner_name=owner_name, owner_role=owner_role, due_on=due_on)
    row.owner_id = owner_id
    _let_owner_see(footing, row, by)
    _step(row, "given-to", owner_name, by)


@action
def add(*, footing: Footing, unknown: UUID, words: str, by: Viewer) -> None:
    """Add something learnt on the way. Two people adding at once both land."""
    row = _row(footing, unknown, by)
    if not words.strip():
        raise Refused(no.nothing_asked())
    _step(row, "added", words.strip(), by)
    facts.record("unknown.added_to", space=row.space_id, service=by.service, by=by.account)


@action
def end(*, footing: Footing, unknown: UUID, to: UnknownState, words: str, version: int, by: Viewer) -> None:
    """End a question: found, nobody knows yet, or let go. Each is an honest ending."""
    row = _row(footing, unknown, by)
    insist(no.why_not_end(UnknownState(row.state), to=to, words=words))
    _change(row, version, by, state=to, finding=words.strip(), closed_at=Now(), closed_by_name=by.name)
    _step(row, to.value, words.strip(), by)
    facts.record("unknown.closed", space=row.space_id, service=by.service, by=by.account, ending=to.value)


@action
def open_again(*, footing: Footing, unknown: UUID, words: str, version: int, by: Viewer) -> None:
    """There is something new: the question opens again, and what was found before stays in its steps."""
    row = _row(footing, unknown, by)
    _change(row, version, by, state=UnknownState.OPEN, closed_at=None, closed_by_name="")
    _step(row, "opened-again", words.strip(), by)
    facts.record("unknown.opened_again", space=row.space_id, service=by.service, by=by.account)


def _row(footing: Footing, unknown: UUID, by: Viewer) -> Unknown:
    row = find(by, footing.space, unknown)
    if row is None:
        raise Refused(no.gone())
    return row


def _owner(footing: Footing, owner: UUID | str | None, by: Viewer) -> tuple[UUID | None, str, str]:
    if owner is None or owner == "":
        return None, "", ""
    if owner == "person":
        return None, footing.owner_name, ""
    member = member_with_id(by, UUID(str(owner)))
    if member is None or member.space_id != footing.space:
        raise Refused(no.nobody_to_look())
    return member.pk, member.name, member.role


def _let_owner_see(footing: Footing, row: Unknown, by: Viewer) -> None:
    """When the person asks somebody to look, that somebody may see this one question: a consent row says so."""
    if footing.is_owner and row.owner_id is not None:
        consent.open_area(member=row.owner_id, area=Area.UNKNOWNS, item=row.pk, by=by)


def _change(row: Unknown, version: int, by: Viewer, **fields: object) -> None:
    """Compare and set on the plain key: the loser hears of it and keeps their words."""
    rows = PersonalQuerySet(Unknown).filter(pk=row.pk, version=version)
    if not rows.update(version=F("version") + 1, **fields):
        raise Refused(no.somebody_was_first())


def _step(row: Unknown, kind: str, words: str, by: Viewer) -> None:
    UnknownStep(unknown_id=row.pk, by_name=by.name, by_role=by.role, kind=kind, words=words).save()
