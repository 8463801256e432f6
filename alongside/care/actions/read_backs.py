"""Do it: say that a first meeting is coming, say back what was understood of a story, and answer that.

A read-back is between its writer and the person. It is never a summary for others.
"""

from datetime import date
from uuid import UUID

from django.db.models.functions import Now

from alongside.care.models import Meeting, ReadBack
from alongside.care.queries import read_backs as tell
from alongside.care.refusals import story as no
from alongside.care.rules import ReadBackState
from alongside.circle.queries import Footing, may_open
from alongside.circle.queries import member as member_with_id
from alongside.circle.rules import Area, Label, MemberState, Standing
from alongside.core import clock, facts, typed
from alongside.core.once import once as only_once
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action

MEETS = (Standing.PROFESSIONAL, Standing.TEAM)


@action
def record_meeting(*, footing: Footing, member: UUID | None = None, on_day: date, by: Viewer) -> UUID:
    """A first meeting is coming. The person names whom they meet; a professional records their own.

    Recorded again for the same two people, it moves to the new day.
    """
    insist(no.why_not_meet(on_day, today=clock.today()))
    if not footing.is_owner and (footing.standing not in MEETS or not may_open(by, footing.space, Area.STORY)):
        raise Refused(no.nobody_to_meet())
    somebody = member_with_id(by, member) if footing.is_owner and member else None
    if footing.is_owner:
        if (
            somebody is None
            or somebody.space_id != footing.space
            or somebody.state != MemberState.IN_CIRCLE
            or somebody.standing not in MEETS
        ):
            raise Refused(no.nobody_to_meet())
        whom, name, role = somebody.pk, somebody.name, somebody.role
    else:
        assert footing.member is not None
        whom, name, role = footing.member, by.name, by.role
    known = tell.coming_meeting(by, footing.space, member=whom, name=name)
    if known is not None:
        PersonalQuerySet(Meeting).filter(pk=known.pk).update(on_day=on_day)
        return known.pk
    row = Meeting(
        space_id=footing.space,
        # Where somebody will be on which day is nothing for a home that may be watching.
        label=Label.NOT_FOR_CARERS,
        member_id=whom,
        with_name=name,
        with_role=role,
        on_day=on_day,
    )
    row.save()
    facts.record("meeting.recorded", space=footing.space, service=by.service, by=by.account, meeting=row.pk)
    return row.pk


@action
def drop_meeting(*, footing: Footing, meeting: UUID, by: Viewer) -> None:
    """The meeting will not happen. The person takes it away."""
    if not footing.is_owner:
        raise Refused(no.only_the_person())
    Meeting.objects.filter(pk=meeting, space_id=footing.space).delete()


@action
def note_opened(*, footing: Footing, by: Viewer) -> bool:
    """Remember, once a meeting, that the story was opened before it. Says whether it was remembered now."""
    meeting = tell.my_coming_meeting(by, footing)
    if meeting is None or tell.opened_before(by, footing.space, meeting.pk):
        return False
    facts.record(
        "story.opened_before_first_meeting", space=footing.space, service=by.service, by=by.account, meeting=meeting.pk
    )
    return True


@action
def write_read_back(*, footing: Footing, words: str, once: str = "", by: Viewer) -> UUID:
    """Say back in two lines what was understood. The person answers it."""
    words = typed.plain(words).strip()

    def write() -> UUID:
        last = tell.my_last_read_back(by, footing.space)
        insist(
            no.why_not_read_back(
                words,
                standing=footing.standing if may_open(by, footing.space, Area.STORY) else None,
                last=ReadBackState(last.state) if last else None,
                name=footing.owner_name,
            )
        )
        row = ReadBack(
            space_id=footing.space,
            label=Label.NOT_FOR_CARERS,
            member_id=footing.member,
            author_id=by.account,
            author_name=by.name,
            author_role=by.role,
            words=words,
        )
        row.save()
        facts.record(
            "story.read_back_written", space=footing.space, service=by.service, by=by.account, read_back=row.pk
        )
        return row.pk

    made, _now = only_once(once, kind="read_back.write", body={"words": words, "space": footing.space}, by=by, do=write)
    assert made is not None
    return made


@action
def answer_read_back(*, footing: Footing, read_back: UUID, right: bool, words: str = "", by: Viewer) -> None:
    """The person says "yes, that is it" or puts it right. Their words go to whoever wrote it."""
    row = tell.read_back(by, footing.space, read_back)
    if row is None or not footing.is_owner:
        raise Refused(no.nothing_there())
    words = typed.plain(words).strip()
    insist(no.why_not_answer(ReadBackState(row.state), right=right, words=words))
    state = ReadBackState.CONFIRMED if right else ReadBackState.CORRECTED
    rows = PersonalQuerySet(ReadBack).filter(pk=row.pk, state=ReadBackState.WAITING)
    if not rows.update(state=state, correction=words, answered_at=Now()):
        insist(no.why_not_answer(ReadBackState.CORRECTED, right=right, words=words))
    facts.record(
        "story.read_back_accepted" if right else "story.read_back_corrected",
        space=footing.space,
        service=row.member.service_id,
        by=by.account,
        read_back=row.pk,
    )
