"""Make a set one's own: fork it, begin its next version, and lead a version from draft to published to retired."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models.functions import Now

from alongside.core import clock, typed
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.people.queries import service_in_words
from alongside.principles import catalogue
from alongside.principles import refusals as no
from alongside.principles.actions.practices import add_practice
from alongside.principles.actions.rows import row_of
from alongside.principles.actions.writing import Held, hold, note
from alongside.principles.models import OwnSet, SetPractice, SetPrinciple, SetVersion
from alongside.principles.queries.services import will_work_with
from alongside.principles.queries.versions import numbers_of, value_of, version_for
from alongside.principles.rules import (
    STEPS,
    STILL_MADE,
    ChangeKind,
    PracticeState,
    Ref,
    SetStatus,
    next_version,
)
from alongside.principles.versions import PracticeHere, Version, seal_of

__all__ = ["add_practice", "begin_next_version", "fork", "publish", "refine", "reopen", "retire"]


@action
def fork(*, parent: Ref, set_id: str, prefix: str, title: str, service: UUID | None, reasons: str, by: Viewer) -> Ref:
    """Make a set of one's own out of any version one may read. Every practice is carried over, with its id."""
    found = version_for(by, parent.set_id, parent.version)
    if found is None:
        raise Refused(no.not_there())
    insist(no.why_not_work_on(by.account, service))
    insist(
        no.why_not_name(
            set_id,
            prefix,
            is_taken=set_id in catalogue.set_ids() or OwnSet.objects.filter(slug=set_id).exists(),
            prefix_is_taken=OwnSet.objects.filter(prefix=prefix).exists(),
        )
    )
    if not typed.one_line(title):
        raise Refused(no.needs_a_name())
    insist(no.why_not_words({"title": title}))
    insist(no.why_not_reason(reasons))
    own = OwnSet.objects.create(slug=set_id, prefix=prefix, service_id=service)
    carried = [
        PracticeHere(
            one.practice, PracticeState.CARRIED if one.is_live else one.state, seal_of(one.practice), one.reason
        )
        for one in found.everything
    ]
    row = _write(own, "1", found, parent, typed.one_line(title), carried)
    note(_held(row, by), ChangeKind.FORK, by=by, reasons=reasons)
    return Ref(own.slug, "1")


@action
def begin_next_version(*, of: Ref, reasons: str, by: Viewer) -> Ref:
    """Begin the next version of an own set, from a published one. One is made at a time."""
    held = hold(of, by)
    if held.found.is_brought:
        insist(no.why_not_change(held.found))
    if held.found.set.status in STILL_MADE:
        raise Refused(no.still_being_made())
    insist(no.why_not_reason(reasons))
    if SetVersion.objects.filter(own_set=held.row.own_set, status__in=STILL_MADE).exists():
        raise Refused(no.being_made())
    number = next_version(numbers_of(of.set_id))
    assert held.found.parent is not None
    row = _write(held.row.own_set, number, held.found, held.found.parent, held.row.title, held.found.everything)
    note(_held(row, by), ChangeKind.NEXT, by=by, reasons=reasons)
    return Ref(of.set_id, number)


@action
def refine(*, at: Ref, reasons: str, by: Viewer) -> None:
    """People have read the draft and put it right. `reasons` says who read it, in words without names."""
    held = _step(at, ChangeKind.REFINE, by)
    insist(no.why_not_reason(reasons))
    _go(held, ChangeKind.REFINE, reasons, by)


@action
def reopen(*, at: Ref, reasons: str, by: Viewer) -> None:
    """Take a refined version back to a draft, because something has to change."""
    held = _step(at, ChangeKind.REOPEN, by)
    insist(no.why_not_reason(reasons))
    _go(held, ChangeKind.REOPEN, reasons, by)


@action
def publish(*, at: Ref, reasons: str, by: Viewer) -> None:
    """Put a version out. From now on its words never change, and everybody may read it."""
    held = _step(at, ChangeKind.PUBLISH, by)
    insist(no.why_not_decide_on(by.account, held.found.service))
    insist(no.why_not_reason(reasons))
    insist(no.why_not_publish(held.found))
    held.row.published_on = clock.today()
    held.row.sha256 = held.found.seal
    _go(held, ChangeKind.PUBLISH, reasons, by)


@action
def retire(*, at: Ref, reasons: str, by: Viewer) -> None:
    """Take a published version out of use. It stays readable; nobody can begin to work with it."""
    held = _step(at, ChangeKind.RETIRE, by)
    insist(no.why_not_decide_on(by.account, held.found.service))
    insist(no.why_not_reason(reasons))
    if services := will_work_with(at.set_id, at.version):
        raise Refused(no.in_use(_names(services)))
    _go(held, ChangeKind.RETIRE, reasons, by)


def _step(at: Ref, kind: ChangeKind, by: Viewer) -> Held:
    held = hold(at, by)
    insist(no.why_not_step(held.found, kind))
    return held


def _go(held: Held, kind: ChangeKind, reasons: str, by: Viewer) -> None:
    held.row.status = STEPS[held.found.set.status, kind]
    held.row.save(update_fields=["status", "published_on", "sha256"])
    note(held, kind, by=by, reasons=reasons)


def _names(services: Sequence[UUID]) -> list[str]:
    found = (service_in_words(one) for one in services)
    return sorted(one.name for one in found if one)


def _held(row: SetVersion, by: Viewer) -> Held:
    return Held(row, value_of(row), no.role_in(by.account, row.own_set.service_id))


def _write(
    own: OwnSet, number: str, found: Version, parent: Ref, title: str, everything: Sequence[PracticeHere]
) -> SetVersion:
    """A new draft that says what `found` says."""
    said = found.set
    row = SetVersion.objects.create(
        own_set=own,
        version=number,
        status=SetStatus.DRAFT,
        parent_set=parent.set_id,
        parent_version=parent.version,
        title=title,
        language=said.language,
        status_note=said.status_note,
        based_on=said.based_on,
        licence=said.licence,
        source_title=said.source.title,
        source_publisher=said.source.publisher,
        source_published=said.source.published,
        made_at=Now(),
    )
    row.refresh_from_db()
    SetPrinciple.objects.bulk_create(
        SetPrinciple(set_version=row, number=one.number, title=one.title, plain=one.plain) for one in said.principles
    )
    SetPractice.objects.bulk_create(
        row_of(one.practice, row, state=one.state, base_seal=one.base_seal, place=place, why_dropped=one.reason)
        for place, one in enumerate(everything)
    )
    return row
