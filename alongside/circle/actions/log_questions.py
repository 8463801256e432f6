"""Do it: ask about a line of the log, and answer it. A privacy officer answers, in plain words."""

from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alongside.circle import refusals as no
from alongside.circle.actions.holding import own_space_of
from alongside.circle.models import LogQuestion
from alongside.core import clock, facts
from alongside.core.models import AccessEvent
from alongside.core.refusal import Refusal, Refused
from alongside.core.viewer import Purpose, Viewer
from alongside.core.walls import action

ANSWER_WITHIN = timedelta(days=2)


@action
def ask_about_line(*, event: UUID, line: str, question: str, by: Viewer) -> LogQuestion:
    """The person asks about one line of their log. Somebody answers within two days."""
    space = own_space_of(by)
    if not AccessEvent.objects.filter(pk=event, space=space.pk).exists():
        raise Refused(no.nobody_there())
    row = LogQuestion(
        space=space,
        event=event,
        line=line[:500],
        question=question.strip(),
        due_at=clock.now() + ANSWER_WITHIN,
    )
    row.save()
    facts.record("log.line_asked_about", space=space.pk, by=by.account)
    return row


@action
def answer_about_line(*, question: UUID, answer: str, by: Viewer) -> None:
    """A privacy officer answers a question about the log in plain words."""
    if by.purpose is not Purpose.REVIEW:
        raise Refused(no.nobody_there())
    if not answer.strip():
        raise Refused(Refusal("answer.empty", _("Please write an answer.")))
    LogQuestion.objects.filter(pk=question, answered_at=None).update(
        answer=answer.strip(), answered_at=Now(), answered_by=by.name
    )
