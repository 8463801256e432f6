"""What was promised for later and nobody is there to press a button for: a space whose week of thinking is over is deleted.

Everything is done with the person's own rights, one person a transaction. Nothing here looks into a space, and no
reminder comes from here. The numbers of deleted spaces, and of interviews and stories that were taken back, are written
down outside the database with the numbers of changes after which somebody sees less, for the day an old copy of it is used.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction

from alongside.care.actions import leaving
from alongside.care.rules import LABELLED
from alongside.circle.actions import pausing
from alongside.circle.queries import own_space
from alongside.core import audit, clock, facts
from alongside.core.viewer import NOBODY, Purpose, Viewer, bound
from alongside.core.work import does
from alongside.listening.actions import stories
from alongside.themes.actions import documents
from alongside.themes.queries.studies import interview_behind

# The number of a space or a story, that of an interview, and that of a fact beside its space. Half of one is none of these.
ID, LINK = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), re.compile(r"[0-9a-f]{64}")
PAIR = re.compile(f"{ID.pattern} {ID.pattern}")
# After these somebody sees less of a space than before.
NARROWED = ("circle.narrowed", LABELLED, "notes.taken_out", "story.file_removed")


@dataclass(frozen=True)
class Kept:
    """How it went: spaces deleted as asked, spaces that could not be deleted this time, words of studies that went."""

    deleted: int
    failed: int
    words: int = 0


@does("spaces.week_is_over")
def week_is_over(*, account: str) -> None:
    """A week ago somebody asked to close their space. If they still wish it, delete it."""
    keep_promise_to(UUID(account))


@does("spaces.write_down")
def write_down_deleted() -> int:
    """Write down what is gone and not written down yet: numbers of spaces, interviews and stories. Gives how many."""
    paper: Path = settings.DELETED_SPACES
    known = written_down(paper)
    gone = [str(space) for space, _by in facts.spaces_told("space.deleted")]
    gone += facts.numbers_told("study.words_taken_back", "link") + facts.numbers_told("story_lent.taken_back", "story")
    gone += [f"{fact} {space}" for fact, space in facts.ids_told(NARROWED) if str(space) not in gone]
    new = [one for one in gone if one not in known]
    if new:
        paper.parent.mkdir(parents=True, exist_ok=True)
        with paper.open("a", encoding="ascii") as page:
            page.writelines(f"{one}\n" for one in new)
            page.flush()
            os.fsync(page.fileno())
    return len(new)


def keep_promises() -> Kept:
    """Delete every space whose week is over, and words lent to a study whose last day is. A second run finds nothing to do."""
    asked = facts.spaces_told("space.closing_asked", until=clock.now() - leaving.TIME_TO_THINK, but_not="space.deleted")
    deleted = failed = 0
    for account in dict.fromkeys(by for _space, by in asked if by is not None):
        try:
            deleted += keep_promise_to(account)
        except DatabaseError:
            # One that cannot be deleted now does not keep the others waiting; the next run tries again.
            failed += 1
    for space, _by in facts.spaces_told("space.deleted"):
        audit.forget_holder(space)
    write_down_deleted()
    return Kept(deleted, failed, documents.forget_lapsed())


def keep_promise_to(account: UUID) -> bool:
    """Delete this person's space if they asked for it and their week is over. Whether it was deleted now."""
    person = Viewer(account=account, name="", purpose=Purpose.OWN)
    with transaction.atomic(), bound(person):
        space = leaving.delete_if_over(by=person)
        if space is None:
            return False
        audit.begin()
        audit.look(NOBODY, space=space, action="leave.week_over", outcome=audit.Outcome.DONE)
        return True


def delete_again() -> int:
    """After an old copy of the database came back: delete once more what was deleted since. Gives how many."""
    gone = written_down(settings.DELETED_SPACES)
    deleted = 0
    for space, holder in facts.spaces_told("space.opened", but_not="space.deleted"):
        if str(space) not in gone or holder is None:
            continue
        person = Viewer(account=holder, name="", purpose=Purpose.OWN)
        with transaction.atomic(), bound(person):
            own = own_space(person)
            if own is not None and own.pk == space:
                leaving.delete_space(space=space, by=person)
                deleted += 1
    return deleted


def take_back_again() -> int:
    """After an old copy of the database came back: interviews and stories that were taken back since go once more. Gives how many."""
    gone = written_down(settings.DELETED_SPACES)
    taken = 0
    for link in sorted(one for one in gone if LINK.fullmatch(one)):
        giver = Viewer(account=None, name="", link=link)
        with transaction.atomic(), bound(giver):
            interview = interview_behind(giver)
            if interview is not None and interview.withdrawn_at is None:
                documents.take_back(by=giver)
                taken += 1
    return taken + sum(stories.take_back_again(story=UUID(one)) for one in sorted(gone) if ID.fullmatch(one))


def pause_again() -> int:
    """After an old copy of the database came back: where somebody had closed something since, all sharing pauses until they have looked.
    Gives of how many spaces."""
    here = {f"{fact} {space}" for fact, space in facts.ids_told(NARROWED)}
    undone = {
        one.split()[1] for one in written_down(settings.DELETED_SPACES) if PAIR.fullmatch(one) and one not in here
    }
    paused = 0
    for space, holder in facts.spaces_told("space.opened", but_not="space.deleted"):
        if str(space) not in undone or holder is None:
            continue
        person = Viewer(account=holder, name="", purpose=Purpose.OWN)
        with transaction.atomic(), bound(person):
            own = own_space(person)
            if own is not None and own.pk == space:
                paused += pausing.pause_after_restore(by=person)
    return paused


def written_down(paper: Path) -> frozenset[str]:
    """The numbers on the list. A line that a power cut left half written names nothing."""
    if not paper.exists():
        return frozenset()
    lines = paper.read_text(encoding="ascii", errors="replace").splitlines()
    return frozenset(line for line in lines if any(one.fullmatch(line) for one in (ID, LINK, PAIR)))
