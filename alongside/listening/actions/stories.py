"""Do it: tell a story, say yes to each use, read it first from outside the team, propose other words, take it back."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, models

from alongside.core import clock, facts, typed
from alongside.core.pseudonyms import salted
from alongside.core.refusal import Refused
from alongside.core.row_security import ask_wall
from alongside.core.viewer import Viewer, current_viewer, respondent_of
from alongside.core.walls import action
from alongside.listening import refusals as no
from alongside.listening.codes import hash_of
from alongside.listening.models import Excerpt, Story, StoryConsent, StoryEdit, StoryUse
from alongside.listening.models.stories import facilitates, lent_now
from alongside.listening.rules import CLOSED, LONGEST_STORY, Line, Stood, StoryState, Use
from alongside.people.queries import place_at


@action
def tell(
    *,
    service: UUID,
    words: str,
    by: Viewer,
    caption: str = "",
    content_note: str = "",
    wants_to_hear: bool = True,
) -> Story:
    """Somebody tells what a service was like, in their own words. Nothing may be done with it before they say so.

    The same words sent again before anybody has read them are the same story, with what was said beside them last.
    """
    said = typed.within(words, LONGEST_STORY)
    if not said:
        raise Refused(no.no_words())
    me = respondent_of(by)
    before = Story.objects.filter(author=me, service_id=service, words=said, state=StoryState.TOLD).first()
    row = before or Story(
        service_id=service,
        author=me,
        return_hash=by.link if by.account is None else "",
        words=said,
        told_at=clock.now(),
    )
    row.caption, row.content_note = typed.within(caption, 300), typed.within(content_note, 200)
    row.wants_to_hear = wants_to_hear
    row.save()
    if before is None:
        facts.record("story_lent.told", service=service, story=row.pk)
    return row


def new_return_code(once: str = "", words: str = "") -> tuple[str, str]:
    """A code by which somebody without an account comes back to their own words, and the link that stands for it.

    `once` was given to one form: the same form sent again with the same words leads back by the same code.
    """
    code = salted("return-code", once, words) if once else secrets.token_urlsafe(12)
    return code, hash_of(code)


@action
def lend(*, story: UUID, purpose: Use, lent: bool, by: Viewer, until: datetime | None = None) -> None:
    """The author says yes or no to one use. No takes it out of everything to come, at once."""
    row = _mine(story, by)
    if lent and row.state in CLOSED:
        raise Refused(no.story_is_closed())
    live = StoryConsent.objects.filter(story_id=row.pk, purpose=purpose, withdrawn_at=None)
    now = clock.now()
    live.update(withdrawn_at=now)
    if lent:
        StoryConsent(story_id=row.pk, purpose=purpose, given_at=now, ends_at=until).save()
    facts.record(
        "story_lent.yes" if lent else "story_lent.no", service=row.service_id, story=row.pk, purpose=purpose.value
    )


@action
def take_back(*, story: UUID, by: Viewer) -> None:
    """The author takes the whole story back: nobody else sees it from now on. What was printed cannot be called in."""
    row = _mine(story, by)
    if row.state == StoryState.TAKEN_BACK:
        return
    StoryConsent.objects.filter(story_id=row.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
    row.state = StoryState.TAKEN_BACK
    row.save(update_fields=["state"])
    facts.record("story_lent.taken_back", service=row.service_id, story=row.pk)


@action
def take_back_again(*, story: UUID) -> bool:
    """A story that its author took back stands again, because an old copy of the database does: it goes once more. For a timer: while somebody looks, nothing."""
    if current_viewer() is not None:
        return False
    if connection.vendor == "postgresql":
        return bool(ask_wall("alongside_take_story_back", story))
    standing = models.QuerySet(Story).filter(pk=story).exclude(state=StoryState.TAKEN_BACK)
    models.QuerySet(StoryConsent).filter(story__in=standing, withdrawn_at=None).update(withdrawn_at=clock.now())
    return bool(standing.update(state=StoryState.TAKEN_BACK))


@action
def hear(*, story: UUID, wants: bool, by: Viewer) -> None:
    """The author would like to hear what came of it, or no longer would."""
    row = _mine(story, by)
    if row.wants_to_hear != wants:
        row.wants_to_hear = wants
        row.save(update_fields=["wants_to_hear"])
        facts.record("story_lent.hears" if wants else "story_lent.hears_no_more", service=row.service_id, story=row.pk)


@action
def caption(*, story: UUID, words: str, by: Viewer) -> None:
    """The author adds a line that stands wherever the story stands; once the story was read, somebody reads the line first too."""
    row = _mine(story, by)
    if row.state in CLOSED:
        raise Refused(no.story_is_closed())
    said = typed.within(words, 300)
    row.new_caption, row.new_caption_is = "", Line.READ
    if not said or row.state != StoryState.CLEARED:
        row.caption = said
    elif said != row.caption:
        row.new_caption, row.new_caption_is = said, Line.WAITS
    row.save(update_fields=["caption", "new_caption", "new_caption_is"])
    facts.record("story_lent.captioned", service=row.service_id, story=row.pk)


@action
def clear_caption(*, story: UUID, stands: bool, by: Viewer) -> None:
    """A reader from outside the team has read an author's new line: it stands from now on, or somebody could be recognised by it."""
    row = _to_read(story, by)
    if row.new_caption_is != Line.WAITS:
        raise Refused(no.no_new_line())
    if stands:
        row.caption, row.new_caption, row.new_caption_is = row.new_caption, "", Line.READ
    else:
        row.new_caption_is = Line.NOT_TAKEN
    row.save(update_fields=["caption", "new_caption", "new_caption_is"])
    facts.record("story_lent.line_read", service=row.service_id, story=row.pk)


@action
def clear(*, story: UUID, weight: int, content_note: str, by: Viewer) -> None:
    """A reader from outside the team has read it: nobody is recognised, and others are told how hard it may be to read."""
    row = _to_read(story, by)
    if StoryEdit.objects.filter(story_id=row.pk, approved_at=None, refused_at=None).exists():
        raise Refused(no.waits_for_the_author())
    row.state, row.weight, row.read_at, row.read_by = (
        StoryState.CLEARED,
        min(max(weight, 0), 3),
        clock.now(),
        by.account,
    )
    row.content_note = typed.within(content_note, 200) or row.content_note
    row.save(update_fields=["state", "weight", "content_note", "read_at", "read_by"])
    facts.record("story_lent.cleared", service=row.service_id, story=row.pk)


@action
def keep_private(*, story: UUID, kindly: str, by: Viewer) -> None:
    """This is not a story of care, or not one to pass on: its author reads why, keeps it, and it is never counted or used."""
    row = _to_read(story, by)
    row.state, row.told_kindly, row.read_at, row.read_by = (
        StoryState.KEPT_PRIVATE,
        typed.within(kindly, 500),
        clock.now(),
        by.account,
    )
    row.save(update_fields=["state", "told_kindly", "read_at", "read_by"])
    facts.record("story_lent.kept_private", service=row.service_id, story=row.pk)


@action
def propose(*, story: UUID, words: str, why: str, by: Viewer) -> StoryEdit:
    """A reader proposes other words, so that nobody is recognised. They hold only with the author's yes."""
    row = _to_read(story, by)
    if not words.strip():
        raise Refused(no.no_words())
    if StoryEdit.objects.filter(story_id=row.pk, approved_at=None, refused_at=None).exists():
        raise Refused(no.waits_for_the_author())
    edit = StoryEdit(story_id=row.pk, words=words.strip(), why=typed.within(why, 300), proposed_at=clock.now())
    edit.save()
    facts.record("story_lent.words_proposed", service=row.service_id, story=row.pk)
    return edit


@action
def answer_words(*, edit: UUID, says_yes: bool, by: Viewer) -> None:
    """The author says yes or no to other words."""
    row = StoryEdit.objects.filter(pk=edit, approved_at=None, refused_at=None).first()
    if row is None:
        raise Refused(no.story_not_there())
    told = _mine(row.story_id, by)
    if told.state in CLOSED:
        raise Refused(no.story_is_closed())
    now = clock.now()
    if says_yes:
        row.approved_at = now
        told.words = row.words
        told.save(update_fields=["words"])
        # What was cut stands nowhere any more: beside no practice either.
        plain = " ".join(row.words.split())
        Excerpt.objects.filter(
            pk__in=[one.pk for one in Excerpt.objects.filter(story_id=told.pk) if one.words not in plain]
        ).delete()
    else:
        row.refused_at = now
    row.save(update_fields=["approved_at", "refused_at"])
    facts.record("story_lent.words_answered", service=told.service_id, story=told.pk)


@action
def excerpt(*, story: UUID, practice: str, words: str, by: Viewer) -> Excerpt:
    """A reader sets some words of the story beside a practice. They must stand in it letter by letter."""
    row = _to_read(story, by)
    said = " ".join(words.split())
    if not said or said not in " ".join(row.words.split()):
        raise Refused(no.not_its_words())
    if row.state != StoryState.CLEARED:
        raise Refused(no.waits_for_the_author())
    made = Excerpt(
        story_id=row.pk, practice=practice, words=typed.within(said, 600), made_at=clock.now(), cleared_at=clock.now()
    )
    made.save()
    facts.record("story_lent.excerpt", service=row.service_id, story=row.pk, practice=practice)
    return made


@action
def used(
    *,
    purpose: Use,
    place: Stood,
    by: Viewer,
    excerpts: Sequence[Excerpt] = (),
    stories: Sequence[Story] = (),
) -> None:
    """These words stood somewhere, some of a story or all of it: their authors can read where. The first time counts; no reader is named."""
    shown = {(one.story_id, one.pk) for one in excerpts} | {(one.pk, None) for one in stories}
    whose = {story for story, _cut in shown}
    if len(whose) > lent_now(purpose).filter(pk__in=whose).count():
        raise Refused(no.not_lent_for_this())
    written = StoryUse.objects.filter(story_id__in=whose, purpose=purpose, place=place)
    new = shown - set(written.values_list("story_id", "excerpt"))
    now = clock.now()
    rows = [
        StoryUse(story_id=story, excerpt=cut, purpose=purpose, place=place, first_at=now)
        for story, cut in sorted(new, key=str)
    ]
    # Two who look for the first time at once write one line.
    StoryUse.objects.bulk_create(rows, ignore_conflicts=True)


def _mine(story: UUID, by: Viewer) -> Story:
    me = respondent_of(by)
    row = Story.objects.filter(pk=story, author=me).first() if me else None
    if row is None:
        raise Refused(no.story_not_there())
    return row


def _to_read(story: UUID, by: Viewer) -> Story:
    if not facilitates(by):
        raise Refused(no.not_outside())
    row = Story.objects.filter(pk=story).first()
    if row is None or row.state in CLOSED:
        raise Refused(no.story_not_there())
    place = place_at(by.account, row.service_id)
    if (place is not None and place.works_here) or row.author == respondent_of(by):
        raise Refused(no.not_outside())
    return row
