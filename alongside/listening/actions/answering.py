"""Do it: answer after a contact. Each answer counts once; too many by one way at once wait for a second look."""

from bisect import bisect
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import make_aware

from alongside.core import clock, facts
from alongside.core.quarters import week_that_counts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import action
from alongside.listening import refusals as no
from alongside.listening.catalogue import askable
from alongside.listening.models import Answer, Asked, Contact, Door, SetAside
from alongside.listening.rules import (
    NOTHING,
    PUT_RIGHT,
    USUAL_WEEKS,
    Said,
    Through,
    contacts_that_vouch,
    is_plausible,
    monday,
)
from alongside.people.queries import place_at
from alongside.people.rules import Constituency
from alongside.principles.queries import set_for
from alongside.principles.rules import Viewpoint


@action
def was_asked(*, practices: tuple[str, ...], viewpoint: Viewpoint, contact: str, on: date, by: Viewer) -> None:
    """These were put to somebody: they are not asked again for a month, whether they answer or not."""
    me = respondent_of(by)
    seen = set(
        Asked.objects.filter(respondent=me, viewpoint=viewpoint, contact=contact).values_list("practice", flat=True)
    )
    for practice in practices:
        if practice not in seen:
            Asked(respondent=me, practice=practice, viewpoint=viewpoint, contact=contact, on_day=on).save()


@action
def put_away(*, contact: str, on: date, by: Viewer) -> None:
    """Somebody does not want to be asked about this contact. Nothing was asked, so everything may come up at the next one."""
    me = respondent_of(by)
    if not Asked.objects.filter(respondent=me, contact=contact).exists():
        Asked(respondent=me, practice=NOTHING, viewpoint=Viewpoint.PERSON, contact=contact, on_day=on).save()


@action
def answer(
    *,
    service: UUID,
    said: Mapping[str, Said],
    contact: str,
    on: date,
    as_whom: Constituency,
    through: Through,
    by: Viewer,
    helped: bool = False,
    door: Door | None = None,
) -> None:
    """What somebody answers about one contact, by practice.

    Sent again within ten minutes an answer replaces the first; later the first stands, and nothing of this form is kept. An answer that
    comes when the contact's quarter has settled, from a slip of paper say, counts in the week in which it comes.
    """
    viewpoint = Viewpoint.STAFF if as_whom is Constituency.STAFF else Viewpoint.PERSON
    principles = set_for(service, on)
    if set(said) - {one.practice for one in askable(principles, viewpoint)}:
        raise Refused(no.not_asked_here())
    me, now = respondent_of(by), clock.now()
    mine = Answer.objects.filter(respondent=me, contact=contact, viewpoint=viewpoint, service_id=service)
    before = {row.practice: row for row in mine.filter(practice__in=list(said))}
    for practice, row in before.items():
        if row.value != said[practice]:
            if now - row.at > PUT_RIGHT:
                raise Refused(no.answered_already())
            row.value = said[practice]
            row.save(update_fields=["value"])
    new = [practice for practice in said if practice not in before]
    if not new:
        return
    aside = _set_aside(door, service, on, len(new)) if door is not None and not door.contact else None
    shared = {
        "service_id": service,
        "set_id": principles.id,
        "set_version": principles.version,
        "viewpoint": viewpoint,
        "constituency": as_whom,
        "week": week_that_counts(on, today=clock.today()),
        "contact": contact,
        "respondent": me,
        "through": through,
        "helped": helped,
        "set_aside": aside,
        "at": now,
    }
    Answer.objects.bulk_create([Answer(practice=practice, value=said[practice], **shared) for practice in new])
    facts.record("answer.given", service=service, viewpoint=str(viewpoint), answers=len(new))


def _set_aside(door: Door, service: UUID, on: date, answers: int) -> UUID | None:
    """The line under which answers wait, when more came through this open link today than contacts make plausible."""
    told, _new = SetAside.objects.select_for_update().get_or_create(door=door, on_day=on)
    fits = is_plausible(through_door_today=told.came, contacts=_vouching(service))
    told.came += answers
    told.answers += 0 if fits else answers
    told.save(update_fields=["came", "answers"])
    return None if fits else told.pk


def _vouching(service: UUID) -> int:
    """Contacts that make answers likely, by the week in which they were noted: a day put further back adds nothing today."""
    this_week = make_aware(datetime.combine(monday(clock.today()), time.min))
    starts = [this_week - timedelta(weeks=n) for n in range(USUAL_WEEKS, -1, -1)]
    noted = Contact.objects.filter(service_id=service, noted_at__gte=starts[0]).values_list("noted_at", flat=True)
    counts = [0] * len(starts)
    for at in noted:
        counts[bisect(starts, at) - 1] += 1
    return contacts_that_vouch(noted_this_week=counts[-1], noted_before=counts[:-1])


@action
def let_in(*, line: UUID, by: Viewer) -> None:
    """A lead, who knows of a reason such as a group that day, lets answers that were set aside count after all."""
    _decide(line, by, "let_in_at", "answers.let_in")


@action
def drop(*, line: UUID, by: Viewer) -> None:
    """A lead says that answers that were set aside stay uncounted."""
    _decide(line, by, "dropped_at", "answers.dropped")


def _decide(line: UUID, by: Viewer, field: str, kind: str) -> None:
    row = SetAside.objects.select_for_update().select_related("door").filter(pk=line).first()
    place = place_at(by.account, row.door.service_id) if row else None
    if row is None or place is None or not place.leads:
        raise Refused(no.not_the_lead())
    if row.let_in_at or row.dropped_at:
        raise Refused(no.decided_already())
    setattr(row, field, clock.now())
    row.save(update_fields=[field])
    facts.record(kind, service=row.door.service_id, by=by.account, line=row.pk)
