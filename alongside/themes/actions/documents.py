"""Do it: bring an interview or a lent story into a study, and take it back. Words are frozen once: marks point at places in them."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection, models
from django.utils.timezone import make_aware

from alongside.core import clock, facts, typed
from alongside.core.refusal import Refused
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Viewer
from alongside.core.walls import action
from alongside.listening.actions.stories import used
from alongside.listening.queries import stories
from alongside.listening.rules import Stood, Use
from alongside.themes import refusals as no
from alongside.themes.actions.standing import insist_researcher
from alongside.themes.codes import hash_of
from alongside.themes.models import Coding, Document, Settlement, Study, Suggestion, ThemeExcerpt, WordsLook
from alongside.themes.rules import LONGEST_TEXT, Sort
from alongside.themes.texts import in_one_form, may_point_at, sentences

# A yes to a story may have no last day; in a study it is asked for again after this long.
STORY_DAYS = 365


@action
def bring_interview(
    *,
    study: UUID,
    called: str,
    words: str,
    agreed_on: date,
    until: date,
    may_quote: bool,
    points_at_nobody: bool,
    by: Viewer,
) -> tuple[Document, str]:
    """An interview, typed or pasted, with the yes of its giver and its last day. Gives the row and the giver's code, shown once."""
    insist_researcher(by, study)
    text = in_one_form(words)
    if len(text) > LONGEST_TEXT:
        raise Refused(no.too_long())
    if not sentences(text):
        raise Refused(no.no_words())
    if not agreed_on <= clock.today() < until:
        raise Refused(no.days_do_not_fit())
    if may_point_at(text) and not points_at_nobody:
        raise Refused(no.points_at_somebody())
    code = secrets.token_urlsafe(12)
    row = _bring(study, Sort.INTERVIEW, called, text, by)
    row.agreed_on, row.ends_at, row.may_quote = agreed_on, make_aware(datetime.combine(until, time(23, 59))), may_quote
    row.return_hash = hash_of(code)
    row.save()
    facts.record("study.words_brought", by=by.account, study=study, sort=row.sort)
    return row, code


@action
def bring_story(*, study: UUID, story: UUID, called: str, by: Viewer) -> Document:
    """A story that its author lent for making principles, exactly as it stands now."""
    insist_researcher(by, study)
    found = next((one for one in stories.stories_for_theming(by) if one.pk == story), None)
    if found is None:
        raise Refused(no.not_lent())
    row = _bring(study, Sort.STORY, called, found.words, by)
    row.story, row.agreed_on = found.pk, clock.today()
    row.ends_at = clock.now() + timedelta(days=STORY_DAYS)
    row.may_quote = stories.is_lent(by, found.pk, Use.PUBLISHING)
    row.save()
    used(purpose=Use.PRINCIPLES, place=Stood.STUDY, stories=[found], by=by)
    facts.record("study.words_brought", by=by.account, study=study, sort=row.sort)
    return row


@action
def note_look(*, documents: Collection[UUID], by: Viewer) -> None:
    """This viewer reads these words today: once a day is written down, for their givers."""
    today = clock.today()
    known = WordsLook.objects.filter(account_id=by.account, on_day=today, document_id__in=list(documents))
    seen = set(known.values_list("document_id", flat=True))
    WordsLook.objects.bulk_create(
        [WordsLook(document_id=one, account_id=by.account, on_day=today) for one in documents if one not in seen],
        ignore_conflicts=True,
    )


@action
def take_out(*, document: UUID, by: Viewer) -> None:
    """A researcher takes words out because their giver asked. Every mark on them is out of sight at once."""
    row = Document.objects.filter(pk=document).first()
    if row is None:
        raise Refused(no.not_there())
    insist_researcher(by, row.study_id)
    _end(row, by)


@action
def take_back(*, by: Viewer) -> None:
    """The giver takes their interview back with their own code."""
    row = Document.objects.filter(return_hash=by.link).first() if by.link and by.account is None else None
    if row is None:
        raise Refused(no.not_there())
    _end(row, by)


@action
def forget_lapsed() -> int:
    """Words whose last day is over, or whose story its author changed or took back, go for good. Gives how many. For a timer."""
    gone = _forget_lapsed()
    if gone:
        facts.record("study.words_lapsed", words=gone)
    return gone


def _forget_lapsed() -> int:
    if connection.vendor == "postgresql":
        return int(str(ask_wall("alongside_forget_lapsed") or 0))
    stands = models.Q(story=None) | stories.lent_as_it_stands(Use.PRINCIPLES, story="story", words="words")
    there = models.QuerySet(Document).filter(withdrawn_at=None)
    over = list(there.exclude(models.Q(ends_at__gt=clock.now()) & stands).values_list("pk", flat=True))
    _forget(over)
    return len(over)


def _end(row: Document, by: Viewer) -> None:
    """The words, and every mark on them, are gone from the tables; a row without words stays, so that it can be counted."""
    if row.withdrawn_at is not None:
        return
    if connection.vendor == "postgresql":
        ask_wall("alongside_forget_words", row.pk)
    else:
        _forget([row.pk])
        models.QuerySet(Study).filter(pk=row.study_id).update(taken_back=models.F("taken_back") + 1)
    # By its link the words are known again, should an old copy of the database bring them back.
    link = {"link": row.return_hash} if row.return_hash else {}
    facts.record("study.words_taken_back", by=by.account, study=row.study_id, **link)


def _forget(documents: list[UUID]) -> None:
    for model in (Coding, Suggestion, Settlement, ThemeExcerpt):
        models.QuerySet(model).filter(document_id__in=documents).delete()
    models.QuerySet(Document).filter(pk__in=documents).update(withdrawn_at=clock.now(), words="", called="")


def _bring(study: UUID, sort: Sort, called: str, words: str, by: Viewer) -> Document:
    name = typed.one_line(called)[:60]
    if not name:
        raise Refused(no.needs_a_name())
    if Document.objects.filter(study_id=study, words=words).exists():
        raise Refused(no.brought_already())
    return Document(
        study_id=study,
        sort=sort,
        called=name,
        words=words,
        brought_by=by.account,  # type: ignore[misc]  # a researcher has an account
        brought_at=clock.now(),
    )
