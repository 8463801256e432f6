"""Do it: write what those who spoke are told, have a claim checked by somebody else, tell it, and close what was set out."""

from uuid import UUID

from alongside.choosing.actions import priorities
from alongside.choosing.queries.rounds import priority as priority_of
from alongside.choosing.rules import PriorityState
from alongside.core import clock, facts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.improvement import refusals as no
from alongside.improvement.models import TellBack
from alongside.improvement.rules import CLAIMS, ENDS, Ending, Outcome
from alongside.people.queries import place_at
from alongside.principles.queries import names_of


@action
def write(*, priority: UUID, outcome: Outcome, words: str, by: Viewer, instead_of: UUID | None = None) -> TellBack:
    """Somebody at work writes what came of it, or that nothing could. `instead_of`: it corrects a text that was told."""
    row = priority_of(by, priority)
    if row is None:
        raise Refused(no.no_priority())
    place = place_at(by.account, row.service_id)
    if place is None or not place.works_here:
        raise Refused(no.not_in_this_service())
    if not words.strip():
        raise Refused(no.say_what_changed())
    if outcome not in ENDS and row.state == PriorityState.CLOSED:
        raise Refused(no.closed_already())
    if instead_of is not None:
        _can_be_corrected(instead_of, row.pk)
    text = TellBack(
        service_id=row.service_id,
        priority=row,
        practice=row.practice,
        about=_about(row.service_id, row.practice) or row.words,
        outcome=outcome,
        words=words.strip()[:2000],
        written_by_id=by.account,
        written_on=clock.today(),
        instead_of_id=instead_of,
    )
    text.save()
    facts.record("told_back.written", service=row.service_id, by=by.account, text=text.pk)
    return text


@action
def check(*, text: UUID, by: Viewer) -> None:
    """Somebody else has read it: it says what changed, and it is so."""
    row = _waiting(text)
    place = place_at(by.account, row.service_id)
    if row.written_by_id == by.account or place is None or not place.on_panel:
        raise Refused(no.somebody_else_reads())
    row.checked_by_id, row.checked_on = by.account, clock.today()
    row.save(update_fields=["checked_by", "checked_on"])
    facts.record("told_back.checked", service=row.service_id, by=by.account, text=row.pk)


@action
def tell(*, text: UUID, by: Viewer) -> Ending:
    """Tell it: on the public page, and beside the own words of everybody who spoke and asked to hear.

    What ends a priority closes it. One that was closed before stays closed on the day on which it was.
    """
    row = _waiting(text)
    place = place_at(by.account, row.service_id)
    if place is None or not place.works_here:
        raise Refused(no.not_in_this_service())
    if row.outcome in CLAIMS and row.checked_on is None:
        raise Refused(no.not_checked())
    was_closed = row.priority.state == PriorityState.CLOSED
    if was_closed and row.outcome not in ENDS:
        raise Refused(no.closed_already())
    if row.instead_of_id is not None:
        _can_be_corrected(row.instead_of_id, row.priority_id)
    row.told_on = clock.today()
    row.save(update_fields=["told_on"])
    facts.record("told_back.told", service=row.service_id, by=by.account, text=row.pk)
    if was_closed:
        return Ending.WAS_CLOSED
    if row.outcome not in ENDS:
        return Ending.STAYS_OPEN
    priorities.close(priority=row.priority_id, told_back=True, by=by)
    return Ending.CLOSED


def _can_be_corrected(text: UUID, priority: UUID) -> None:
    """It was told, and nothing was told instead of it since: so each text has one line of corrections."""
    told = TellBack.objects.filter(pk=text, priority_id=priority, told_on__isnull=False)
    if not told.exists() or TellBack.objects.filter(instead_of_id=text, told_on__isnull=False).exists():
        raise Refused(no.not_told_yet())


def _waiting(text: UUID) -> TellBack:
    row = TellBack.objects.filter(pk=text).select_related("priority").first()
    if row is None:
        raise Refused(no.not_there())
    if row.told_on is not None:
        raise Refused(no.told_already())
    return row


def _about(service: UUID, practice: str) -> str:
    return names_of(service).get(practice, practice) if practice else ""
