"""Do it: say what is counted, count, note what happened beside it, draw the middle anew, choose the kind of chart."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.improvement import refusals as no
from alongside.improvement.models import Change, Count, Measure, Note
from alongside.improvement.rules import FIRST_YEAR, MOST_COUNTED, DrawnAs, MeasureKind
from alongside.people.queries import place_at


@action
def add_measure(*, change: UUID, name: str, kind: MeasureKind, by: Viewer) -> Measure:
    """A measure that is counted by hand."""
    row = Change.objects.filter(pk=change).first()
    if row is None:
        raise Refused(no.not_there())
    _at_work(row.service_id, by)
    if not name.strip():
        raise Refused(no.reason_needed())
    measure = Measure(service_id=row.service_id, change=row, name=typed.within(name, 160), kind=kind)
    measure.save()
    facts.record("measure.added", service=row.service_id, by=by.account, measure=measure.pk)
    return measure


@action
def count(*, measure: UUID, on_day: date, yes: int, answers: int, by: Viewer) -> None:
    """So many of so many on a day. Entered again for the same day, it replaces what stood there."""
    count_many(measure=measure, counts=((on_day, yes, answers),), by=by)


@action
def count_many(*, measure: UUID, counts: Iterable[tuple[date, int, int]], by: Viewer) -> None:
    """Many days at once: (day, so many, of so many). All of them or none."""
    row = _measure(measure, by)
    if row.practice:
        raise Refused(no.not_there())
    given = list(counts)
    if not given:
        raise Refused(no.no_counts())
    stands = {one.on_day: one for one in Count.objects.filter(measure=row)}
    for on_day, yes, answers in given:
        if not 0 <= yes <= answers or not 1 <= answers <= MOST_COUNTED:
            raise Refused(no.bad_count())
        _has_come(on_day)
        point = stands.setdefault(
            on_day, Count(service_id=row.service_id, change_id=row.change_id, measure=row, on_day=on_day)
        )
        point.yes, point.answers = yes, answers
        point.save()
    facts.record("measure.counted", service=row.service_id, by=by.account, measure=row.pk)


@action
def take_out_count(*, measure: UUID, on_day: date, by: Viewer) -> None:
    """What was counted on this day was a mistake: it goes, and that it went is a fact."""
    row = _measure(measure, by)
    if not Count.objects.filter(measure=row, on_day=on_day).delete()[0]:
        raise Refused(no.nothing_that_day())
    facts.record("measure.count_taken_out", service=row.service_id, by=by.account, measure=row.pk)


@action
def take_out_note(*, note: UUID, by: Viewer) -> None:
    """A note was a mistake."""
    row = Note.objects.filter(pk=note).first()
    if row is None:
        raise Refused(no.not_there())
    _at_work(row.service_id, by)
    facts.record("measure.note_taken_out", service=row.service_id, by=by.account, measure=row.measure_id)
    row.delete()


@action
def note(*, measure: UUID, on_day: date, words: str, by: Viewer) -> None:
    """What happened on a day, beside the points."""
    row = _measure(measure, by)
    _has_come(on_day)
    if not words.strip():
        raise Refused(no.reason_needed())
    Note(
        service_id=row.service_id, change_id=row.change_id, measure=row, on_day=on_day, words=typed.within(words, 300)
    ).save()
    facts.record("measure.noted", service=row.service_id, by=by.account, measure=row.pk)


@action
def rebase(*, measure: UUID, on_day: date, reason: str, by: Viewer) -> None:
    """A person says from which day on the middle line is drawn anew, and why. Nothing does that by itself."""
    row = _measure(measure, by)
    _has_come(on_day)
    if not reason.strip():
        raise Refused(no.reason_needed())
    row.rebased_on, row.rebase_reason = on_day, typed.within(reason, 300)
    row.save(update_fields=["rebased_on", "rebase_reason"])
    facts.record("measure.rebased", service=row.service_id, by=by.account, measure=row.pk)


@action
def draw_as(*, measure: UUID, kind: DrawnAs, by: Viewer) -> None:
    """From now on everybody who opens it sees this kind of chart first. The points stay what they are."""
    row = _measure(measure, by)
    row.drawn_as = kind
    row.save(update_fields=["drawn_as"])
    facts.record("measure.drawn_as", service=row.service_id, by=by.account, measure=row.pk, drawn=kind.value)


def _measure(measure: UUID, by: Viewer) -> Measure:
    row = Measure.objects.filter(pk=measure).first()
    if row is None:
        raise Refused(no.not_there())
    _at_work(row.service_id, by)
    return row


def _has_come(on_day: date) -> None:
    if on_day > clock.today() or on_day.year < FIRST_YEAR:
        raise Refused(no.day_to_come())


def _at_work(service: UUID, by: Viewer) -> None:
    place = place_at(by.account, service)
    if place is None or not place.works_here:
        raise Refused(no.not_in_this_service())
