"""Do it: answer after a contact. Each answer counts once; too many by one way at once wait for a second look."""

from datetime import date
from uuid import UUID

from alongside.core import clock, facts
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import action
from alongside.listening import refusals as no
from alongside.listening.catalogue import askable
from alongside.listening.models import Answer, Asked, Contact, Door, SetAside
from alongside.listening.rules import PUT_RIGHT, Said, Through, is_plausible, monday
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
def answer(
    *,
    service: UUID,
    practice: str,
    said: Said,
    contact: str,
    on: date,
    as_whom: Constituency,
    through: Through,
    by: Viewer,
    helped: bool = False,
    door: Door | None = None,
) -> Answer:
    """One answer about one practice at one contact. Sent again within ten minutes it replaces the first; later the first stands."""
    viewpoint = Viewpoint.STAFF if as_whom is Constituency.STAFF else Viewpoint.PERSON
    principles = set_for(service, on)
    if practice not in {one.practice for one in askable(principles, viewpoint)}:
        raise Refused(no.not_asked_here())
    me = respondent_of(by)
    before = Answer.objects.filter(
        respondent=me, contact=contact, practice=practice, viewpoint=viewpoint, service_id=service, week=monday(on)
    ).first()
    now = clock.now()
    if before is not None:
        if before.value == said:
            return before
        if now - before.at > PUT_RIGHT:
            raise Refused(no.answered_already())
        before.value = said
        before.save(update_fields=["value"])
        return before
    row = Answer(
        service_id=service,
        set_id=principles.id,
        set_version=principles.version,
        practice=practice,
        viewpoint=viewpoint,
        constituency=as_whom,
        value=said,
        week=monday(on),
        contact=contact,
        respondent=me,
        through=through,
        helped=helped,
        set_aside=_set_aside(door, service, on) if door is not None and not door.contact else None,
        at=now,
    )
    row.save()
    facts.record("answer.given", service=service, practice=practice, viewpoint=str(viewpoint))
    return row


def _set_aside(door: Door, service: UUID, on: date) -> UUID | None:
    """The line under which an answer waits, when more came through this open link today than contacts make plausible."""
    told, _new = SetAside.objects.select_for_update().get_or_create(door=door, on_day=on)
    contacts = Contact.objects.filter(service_id=service, week=monday(on)).count()
    fits = is_plausible(through_door_today=told.came, contacts_this_week=contacts)
    told.came += 1
    told.answers += not fits
    told.save(update_fields=["came", "answers"])
    return None if fits else told.pk


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
