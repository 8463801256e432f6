"""Do it: make a link for somebody outside, end it, say who one is, follow by e-mail and stop. One link opens one conversation."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from alongside.care.actions import conversation, participants
from alongside.care.models import Ask, Follower, Participant, Seen, Thread
from alongside.care.queries import links as tell
from alongside.care.queries.conversation import thread as find_thread
from alongside.care.queries.links import Behind
from alongside.care.refusals import conversation as no
from alongside.care.rules import LINK_WEEKS, OPEN_ASKS
from alongside.circle import refusals as no_in_circle
from alongside.circle.actions import outside
from alongside.circle.queries import Footing
from alongside.circle.rules import Standing
from alongside.core import facts, typed
from alongside.core.once import once as only_once
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalQuerySet, action


@action
def make_link(
    *,
    footing: Footing,
    thread: UUID,
    weeks: int,
    name: str = "",
    role: str = "",
    suggestion: UUID | None = None,
    once: str = "",
    by: Viewer,
) -> str:
    """Make a link to one conversation, for some weeks. Gives its code, which is shown once and never stored.

    The person makes one, or a member with their leave. `name` and `role` say for whom; a member must say a name, so that
    the person knows who came. `suggestion` is the waiting place of somebody whom a member suggested.
    """
    row = find_thread(by, footing.space, thread)
    if row is None:
        raise Refused(no.gone())
    if not tell.may_send(by, footing, row.pk):
        raise Refused(no_in_circle.may_not_send())
    if weeks not in LINK_WEEKS:
        raise Refused(no.how_long_is_it())
    name, role = typed.one_line(name)[:200], typed.one_line(role)[:200]
    if not name and not footing.is_owner:
        raise Refused(no.nobody_named())
    codes: list[str] = []

    def write() -> UUID:
        here = {"space": footing.space, "item": row.pk, "lasts": timedelta(weeks=weeks), "by": by}
        if footing.is_owner:
            made = outside.let_outside_in(**here)
        else:
            made = outside.send_link(**here, name=name, role=role)
        codes.append(made.code)
        place = None
        if suggestion is not None and footing.is_owner:
            place = Participant.objects.for_viewer(by).filter(pk=suggestion, thread=row, waits_for_yes=True).first()
        place = place or Participant(thread=row)
        place.member_id = made.member.pk
        place.standing = Standing.OUTSIDE
        place.name = name or place.name or _("Somebody with a link")
        place.role = role or place.role
        place.waits_for_yes = False
        place.save()
        PersonalQuerySet(Thread).filter(pk=row.pk).update(change=F("change") + 1)
        facts.record("link.made", space=footing.space, by=by.account, weeks=weeks)
        return place.pk

    body = {"thread": thread, "weeks": weeks, "name": name, "role": role, "suggestion": suggestion}
    only_once(once, kind="link.make", body=body, by=by, do=write)
    if not codes:
        raise Refused(no.link_made_before())
    return codes[0]


@action
def end_link(*, footing: Footing, thread: UUID, participant: UUID, by: Viewer) -> None:
    """End a link at once: the person any of them, a member those they sent. Whoever carries it finds that it has ended."""
    if not footing.is_owner:
        _end_own(footing, thread, participant, by)
        return
    participants.remove(footing=footing, thread=thread, participant=participant, by=by)


def _end_own(footing: Footing, thread: UUID, participant: UUID, by: Viewer) -> None:
    row = find_thread(by, footing.space, thread)
    place = None
    if row is not None:
        place = Participant.objects.for_viewer(by).filter(pk=participant, thread=row, removed_at=None).first()
    if row is None or place is None or place.member_id is None or place.standing != Standing.OUTSIDE:
        raise Refused(no.nobody_there())
    outside.end_sent_link(link=place.member_id, by=by)
    Participant.objects.filter(pk=place.pk).update(removed_at=Now())
    PersonalQuerySet(Thread).filter(pk=row.pk).update(change=F("change") + 1)


@action
def say_who(*, here: Behind, name: str, role: str, organisation: str, by: Viewer) -> Viewer:
    """The bearer says who they are, before their first words. It stands beside everything they write from now on."""
    name, role, organisation = (typed.one_line(said)[:90] for said in (name, role, organisation))
    if not (name and role and organisation):
        raise Refused(no.say_who_first())
    place = outside.say_who(member=here.member, name=name, role=role, organisation=organisation, by=by)
    told = {"name": place.name, "role": place.role}
    Participant.objects.for_viewer(by).filter(thread=here.thread, member=here.member).update(**told)
    Ask.objects.for_viewer(by).filter(thread=here.thread, owner=here.member, state__in=OPEN_ASKS).update(
        owner_name=place.name, owner_role=place.role
    )
    PersonalQuerySet(Thread).filter(pk=here.thread.pk).update(change=F("change") + 1)
    return replace(by, name=place.name, role=place.role)


@action
def say_read(*, here: Behind, by: Viewer) -> None:
    """The bearer says that they have read it. Opening alone never counts: programs that check mail open links too."""
    if not Seen.objects.for_viewer(by).filter(thread=here.thread, reader=f"link:{here.member}").exists():
        facts.record("link.opened", space=here.footing.space)
    conversation.mark_read(footing=here.footing, thread=here.thread.pk, by=by)


@action
def follow(*, here: Behind, email: str, by: Viewer) -> Follower:
    """Hear by e-mail that there is something new in this one conversation. Another address takes the place of the first."""
    Follower.objects.for_viewer(by).filter(thread=here.thread, member=here.member, ended_at=None).update(ended_at=Now())
    row = Follower(thread=here.thread, member_id=here.member, email=email.strip().lower())
    row.save()
    return row


@action
def stop_following(*, follower: UUID, by: Viewer) -> None:
    """No more e-mail. Stopping twice is stopping once."""
    row = tell.follower(by, follower)
    if row is not None:
        Follower.objects.filter(pk=row.pk).update(ended_at=Now())


@action
def stop_following_here(*, here: Behind, by: Viewer) -> None:
    """The same, from the page behind the link."""
    Follower.objects.for_viewer(by).filter(thread=here.thread, member=here.member, ended_at=None).update(ended_at=Now())
