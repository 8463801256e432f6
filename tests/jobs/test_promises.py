"""Whoever asked for their space to be deleted need not ask again: when the week is over it is gone. Nobody else's is touched."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from alongside.care.actions import leaving
from alongside.care.models import Message
from alongside.circle.models import Space
from alongside.circle.rules import Area
from alongside.core import audit
from alongside.core.models import AccessEvent, Fact
from alongside.core.row_security import ask_wall
from alongside.jobs import promises
from alongside.listening.actions import stories
from alongside.listening.queries.stories import my_words
from alongside.listening.rules import StoryState, Use
from tests.factories import Person, a_person, a_professional_in, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside
from tests.factories.talk import a_conversation
from tests.listening.here import a_service_that_listens
from tests.postgres import as_app
from tests.themes.study import as_, asks, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(settings, tmp_path: Path) -> Path:
    """The list of deleted spaces, in a folder of this test."""
    settings.DELETED_SPACES = tmp_path / "deleted.txt"
    return settings.DELETED_SPACES


@pytest.fixture
def a_week_passes(monkeypatch: pytest.MonkeyPatch):
    """The week is over: rather than the database's clock, its length is moved."""
    return lambda: monkeypatch.setattr(leaving, "TIME_TO_THINK", timedelta(0))


def asks_to_close(person: Person) -> None:
    answer = at_a_keyboard(person).post(inside(person.space, "leave/"), {"how": "week", "word": "delete"})
    assert answer.status_code == 302


def has_a_space(person: Person) -> bool:
    with seen_by(person.viewer):
        return Space.objects.filter(pk=person.space).exists()


def run() -> None:
    call_command("keep_promises", verbosity=0)


def test_when_the_week_is_over_the_space_is_gone_and_nobody_was_asked_again(paper: Path, a_week_passes) -> None:
    dawn, ewa, hannah = a_person("Dawn"), a_person("Ewa"), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY,))
    thread = a_conversation(dawn, words="I wake at three.")
    asks_to_close(dawn)
    run()
    assert has_a_space(dawn), "the week is not over"
    a_week_passes()
    run()
    assert not has_a_space(dawn)
    assert has_a_space(ewa), "Ewa asked for nothing"
    with seen_by(dawn.viewer):
        assert not Message.objects.filter(thread=thread).exists()
    assert at_a_keyboard(dawn).get(inside(dawn.space)).status_code == 404
    assert at_a_keyboard(dawn).get("/").status_code == 200


def test_a_second_run_does_nothing_twice(paper: Path, a_week_passes) -> None:
    dawn = a_person()
    asks_to_close(dawn)
    a_week_passes()
    assert promises.keep_promises() == promises.Kept(deleted=1, failed=0)
    assert promises.keep_promises() == promises.Kept(deleted=0, failed=0)
    assert Fact.objects.filter(space=dawn.space, kind="space.deleted").count() == 1
    assert paper.read_text() == f"{dawn.space}\n"


def test_whoever_changed_their_mind_keeps_everything(paper: Path, a_week_passes) -> None:
    dawn = a_person()
    asks_to_close(dawn)
    at_a_keyboard(dawn).post(inside(dawn.space, "leave/"), {"what": "stay"})
    a_week_passes()
    run()
    assert has_a_space(dawn)


def test_the_queue_keeps_the_promise_too_and_bears_a_second_time(paper: Path, a_week_passes) -> None:
    dawn, ewa = a_person(), a_person("Ewa")
    asks_to_close(dawn)
    a_week_passes()
    for _time in ("first", "second"):
        promises.week_is_over(account=str(dawn.account.pk))
        promises.week_is_over(account=str(ewa.account.pk))
    assert (has_a_space(dawn), has_a_space(ewa)) == (False, True)


def test_a_space_opened_afterwards_is_not_the_one_that_was_to_go(paper: Path, a_week_passes) -> None:
    dawn = a_person()
    asks_to_close(dawn)
    a_week_passes()
    run()
    at_a_keyboard(dawn).post("/")
    with seen_by(dawn.viewer):
        new = Space.objects.get()
    run()
    with seen_by(dawn.viewer):
        assert Space.objects.get().pk == new.pk != dawn.space


def log_of(space: UUID) -> list[tuple[str, UUID | None, str]]:
    """Names, numbers and kinds in the log of a space, read by whoever owns the tables: the application sees none of it."""
    if connection.vendor != "postgresql":
        rows = AccessEvent.objects.filter(space=space)
        return list(rows.values_list("actor_name", "actor", "action"))
    assert not AccessEvent.objects.filter(space=space).exists()
    with as_app.owner_connection() as owner:
        return owner.execute(
            "SELECT actor_name, actor, action FROM core_accessevent WHERE space = %s", [space]
        ).fetchall()


@pytest.mark.django_db(transaction=True)
def test_the_log_stays_without_the_name_of_whoever_left_and_with_everybody_elses(paper: Path, a_week_passes) -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.STORY,))
    at_a_keyboard(hannah).get(inside(dawn.space, "story/"))
    at_a_keyboard(dawn).get(inside(dawn.space, "story/"))
    asks_to_close(dawn)
    a_week_passes()
    run()
    log = log_of(dawn.space)
    assert not [line for line in log if line[0] == "Dawn" or line[1] == dawn.account.pk]
    assert ("Hannah", hannah.account.pk, "story") in log
    assert [line for line in log if line[2] == "leave.week_over"] == [("", None, "leave.week_over")]


def test_the_log_of_a_space_that_stands_forgets_nobody() -> None:
    dawn = a_person("Dawn")
    at_a_keyboard(dawn).get(inside(dawn.space, "story/"))
    with seen_by(dawn.viewer):
        audit.forget_holder(dawn.space)
        assert AccessEvent.objects.filter(space=dawn.space, actor_name="Dawn").exists()


def test_an_old_copy_of_the_database_does_not_bring_a_deleted_space_back(paper: Path) -> None:
    dawn, ewa = a_person(), a_person("Ewa")
    # As after a restore: the list knows that Dawn's is gone, and the database does not.
    paper.write_text(f"{dawn.space}\nhalf-writ")
    call_command("keep_promises", "--after-restore", verbosity=0)
    assert (has_a_space(dawn), has_a_space(ewa)) == (False, True)
    assert promises.delete_again() == 0


def test_an_old_copy_of_the_database_does_not_bring_a_story_back(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = a_service_that_listens()
    author = somebody("Author")
    gone, stays = (as_(author, stories.tell, service=here.service, words=f"Nobody asked. {n}") for n in (1, 2))
    for story in (gone, stays):
        as_(author, stories.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=True)
    paper.write_text(f"{gone.pk}\n")
    with seen_by(author):
        assert not stories.take_back_again(story=gone.pk), "this is for a timer"
        assert connection.vendor != "postgresql" or ask_wall("alongside_take_story_back", gone.pk) is False

    call_command("keep_promises", "--after-restore", verbosity=0)
    assert "1 interview or story taken back again." in capsys.readouterr().out
    told = {one.story.pk: (one.story.state, bool(one.lent)) for one in asks(author, my_words)}
    assert told == {gone.pk: (StoryState.TAKEN_BACK, False), stays.pk: (StoryState.TOLD, True)}
    assert promises.take_back_again() == 0


def test_a_story_that_is_taken_back_is_on_the_list(paper: Path) -> None:
    here = a_service_that_listens()
    author = somebody("Author")
    story = as_(author, stories.tell, service=here.service, words="Nobody asked.")
    as_(author, stories.take_back, story=story.pk)
    run()
    assert paper.read_text().split() == [str(story.pk)]


def test_a_list_that_cannot_be_written_is_said_in_one_sentence(paper: Path, settings) -> None:
    dawn = a_person()
    paper.write_text("")
    settings.DELETED_SPACES = paper / "inside-a-file"
    with seen_by(dawn.viewer):
        Fact.objects.create(kind="space.deleted", space=dawn.space)
    with pytest.raises(CommandError, match="ALONGSIDE_DELETED_SPACES"):
        run()
