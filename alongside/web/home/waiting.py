"""What waits for somebody, in a few sentences. Few on purpose: a list that grows is a burden on a bad day."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.care.queries import asks, conversation, read_backs, unknowns
from alongside.circle import queries as circle
from alongside.circle.queries import Footing
from alongside.circle.rules import Area, MemberState
from alongside.core import clock
from alongside.core.viewer import Viewer
from alongside.listening.queries import asking
from alongside.listening.rules import ContactKind
from alongside.web.components import words
from alongside.web.listening.answering import contact_of
from alongside.web.listening.came import something_came

MOST = 6
# How long after a meeting somebody is asked how it was.
ASKED_FOR = timedelta(days=14)
# That a member sent a link is said for a week; then it stands in the history.
TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a sentence and where it leads. `late`: its day has passed."""

    sentence: str
    href: str
    late: bool = False
    # Where to send that this is not wanted, for what nobody needs to do.
    put_away: str = ""


def for_the_person(viewer: Viewer, footing: Footing) -> list[Waiting]:
    """What waits for the person in their own space."""
    space = footing.space
    members = list(circle.circle_of(viewer, space))
    found = [
        Waiting(_("%(name)s would like to be in your circle.") % {"name": member.name}, address("circle", space))
        for member in members
        if member.state == MemberState.WANTS_IN
    ]
    now = timezone.now()
    found += [
        Waiting(
            _("%(name)s gave somebody outside a link to one of your conversations.") % {"name": member.sent_by.name},
            address("circle", space),
        )
        for member in members
        if member.sent_by is not None and member.state == MemberState.IN_CIRCLE and member.since >= now - TOLD_FOR
    ]
    found += [
        Waiting(
            _("%(name)s wrote what they understood of your story.") % {"name": row.author_name},
            address("read_back", space, read_back_id=row.pk),
        )
        for row in read_backs.waiting_for_the_person(viewer, space)
    ]
    found += [
        Waiting(
            _("%(name)s asks you: %(words)s") % {"name": ask.asked_by_name, "words": shortened(ask.words)},
            address("conversation", space, thread_id=ask.thread),
            ask.days_late > 0,
        )
        for ask in asks.asks_waiting_for(viewer)
        if ask.space == space
    ]
    found += [
        Waiting(
            _("%(name)s would like to learn from you: %(words)s")
            % {"name": row.raised_by_name, "words": shortened(row.question)},
            address("unknown", space, unknown_id=row.pk),
        )
        for row in unknowns.waiting_for_the_person(viewer, space)
    ]
    return (found + what_came_of_it(viewer) + how_it_was(viewer, space))[:MOST]


def how_it_was(viewer: Viewer, space: UUID) -> list[Waiting]:
    """A first meeting was: two questions, for whoever likes. One line, from the day after for two weeks, until it is put away."""
    today = clock.today()
    for meeting in read_backs.meetings_that_were(viewer, space, since=today - ASKED_FOR):
        service, in_circle = meeting.member.service_id, meeting.member.state == MemberState.IN_CIRCLE
        contact = contact_of(space, service, meeting.on_day) if service else ""
        if in_circle and contact and not asking.was_put_before(viewer, contact):
            where = address("how_it_was_answer", space, service_id=service)
            where += f"?day={meeting.on_day.isoformat()}&kind={ContactKind.FIRST.value}"
            told = {"name": meeting.with_name, "day": words.day(meeting.on_day)}
            return [
                Waiting(
                    _("You met %(name)s on %(day)s. If you like, say in two taps how it was.") % told,
                    where,
                    put_away=where,
                )
            ]
    return []


def what_came_of_it(viewer: Viewer) -> list[Waiting]:
    """A service told what came of what people said, and this somebody had asked to hear. It waits until they open it."""
    if not something_came(viewer):
        return []
    return [Waiting(_("A service says what came of what people told it, as you asked to hear."), reverse("my_words"))]


def for_a_helper(viewer: Viewer, footing: Footing) -> list[Waiting]:
    """What waits for a professional or carer in somebody's space."""
    space = footing.space
    found = [
        Waiting(
            _("An ask waits for you: %(words)s") % {"words": shortened(ask.words)},
            address("conversation", space, thread_id=ask.thread),
            ask.days_late > 0,
        )
        for ask in asks.asks_waiting_for(viewer)
        if ask.space == space
    ]
    state = read_backs.read_back_state(viewer, space)
    if state.meeting is not None and state.needed:
        found.append(
            Waiting(
                _("You meet for the first time soon. Read the story before, and say what you understood."),
                address("prepare", space),
            )
        )
    if circle.may_open(viewer, space, Area.UNKNOWNS):
        found += [
            Waiting(
                _("You said you would look: %(words)s") % {"words": shortened(row.question)},
                address("unknown", space, unknown_id=row.pk),
            )
            for row in unknowns.open_unknowns(viewer, space)
            if unknowns.is_mine(viewer, row, member=footing.member)
        ]
    return found[:MOST]


def something_new(viewer: Viewer, footing: Footing) -> bool:
    """Whether a conversation has something new. Said, never counted."""
    return conversation.has_news(viewer, footing)


def address(name: str, space: UUID, **kwargs: UUID) -> str:
    """Where a thing is, or its list where it has no page of its own."""
    try:
        return reverse(name, kwargs={"space_id": space, **kwargs})
    except NoReverseMatch:
        return reverse("space", kwargs={"space_id": space})


def shortened(words: str) -> str:
    """The beginning of somebody's words."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= 120 else one_line[:117].rsplit(" ", 1)[0] + "…"
