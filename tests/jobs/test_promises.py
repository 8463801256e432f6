"""Whoever asked for their space to be deleted need not ask again: when the week is over it is gone. Nobody else's is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from alongside.care.actions import leaving
from alongside.care.actions import story as do_story
from alongside.care.actions.kept_text import Reach
from alongside.care.models import Message
from alongside.care.rules import StoryKind
from alongside.circle.actions import consent, joining, pausing
from alongside.circle.models import Space
from alongside.circle.queries import may_open
from alongside.circle.rules import Area, Label
from alongside.core import audit
from alongside.core.models import AccessEvent, Fact
from alongside.core.row_security import ask_wall
from alongside.jobs import promises
from alongside.listening.actions import stories
from alongside.listening.queries.stories import my_words
from alongside.listening.rules import StoryState, Use
from tests.factories import Person, Somebody, a_person, a_professional_in, lets_in, seen_by
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
    with undone_by_an_old_copy(), seen_by(dawn.viewer):
        leaving.delete_space(space=dawn.space, by=dawn.viewer)
    with paper.open("a") as page:
        page.write("half-writ")
    assert (has_a_space(dawn), has_a_space(ewa)) == (True, True)
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
    with undone_by_an_old_copy():
        as_(author, stories.take_back, story=gone.pk)
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


@contextmanager
def undone_by_an_old_copy() -> Iterator[None]:
    """Whatever is done inside is not in the database afterwards, as after a restore; the list outside it stays."""
    copy = transaction.savepoint()
    yield
    run()
    transaction.savepoint_rollback(copy)


def sees_the_story(somebody: Somebody, person: Person) -> bool:
    with seen_by(somebody.viewer):
        return may_open(somebody.viewer, person.space, Area.STORY)


CLOSINGS = {
    "closed": lambda member: {"do": consent.close_area, "member": member, "area": Area.STORY},
    "shut": lambda member: {"do": consent.shut_area, "member": member, "area": Area.STORY},
    "paused": lambda member: {"do": pausing.pause, "member": member},
    "ended": lambda member: {"do": pausing.end, "member": member},
    "everybody paused": lambda _member: {"do": pausing.pause_all},
}


@pytest.mark.parametrize("how", CLOSINGS)
def test_an_old_copy_of_the_database_opens_nothing_that_was_closed_since(
    paper: Path, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    dawn, ewa, hannah = a_person(), a_person("Ewa"), a_professional_in()
    member = lets_in(dawn, hannah, (Area.STORY,))
    other = lets_in(ewa, hannah, (Area.STORY, Area.NOTES))
    with seen_by(ewa.viewer):
        consent.close_area(member=other, area=Area.NOTES, by=ewa.viewer)
    with undone_by_an_old_copy():
        closing = CLOSINGS[how](member)
        with seen_by(dawn.viewer):
            closing.pop("do")(**closing, by=dawn.viewer)
        assert not sees_the_story(hannah, dawn)
    assert sees_the_story(hannah, dawn), "this is what a restore does"

    call_command("keep_promises", "--after-restore", verbosity=0)
    assert "1 space paused: something was closed in it since." in capsys.readouterr().out
    assert not sees_the_story(hannah, dawn)
    assert sees_the_story(hannah, ewa), "what Ewa closed was closed in the copy too"
    home = at_a_keyboard(dawn).get(inside(dawn.space)).text
    assert "An older copy of our records had to be put back, so we paused all sharing." in home
    circle = at_a_keyboard(dawn).get(inside(dawn.space, "circle/")).text
    assert "Please look below who may see what, close again what should be closed, and then share again." in circle
    assert (
        "An older copy of our records was put back"
        in at_a_keyboard(dawn).get(inside(dawn.space, "circle/history/")).text
    )
    assert "older copy" not in at_a_keyboard(ewa).get(inside(ewa.space)).text

    with seen_by(dawn.viewer):
        pausing.resume_all(by=dawn.viewer)
    assert sees_the_story(hannah, dawn)
    assert "older copy" not in at_a_keyboard(dawn).get(inside(dawn.space)).text
    assert "older copy" not in at_a_keyboard(dawn).get(inside(dawn.space, "circle/")).text


def test_words_that_were_kept_closer_since_are_not_open_before_the_person_has_looked(paper: Path) -> None:
    dawn = a_person()
    kind = StoryKind.LINE
    with seen_by(dawn.viewer):
        do_story.save(space=dawn.space, kind=kind, text="It is my back.", version=0, by=dawn.viewer)
    with undone_by_an_old_copy(), seen_by(dawn.viewer):
        do_story.open_to(space=dawn.space, kind=kind, reach=Reach(Label.PRIVATE), by=dawn.viewer)
    assert promises.pause_again() == 1


def test_whoever_left_is_not_back_before_the_person_has_looked(paper: Path) -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah, (Area.STORY,))
    with undone_by_an_old_copy(), seen_by(hannah.viewer):
        joining.leave(member=member, by=hannah.viewer)
    assert sees_the_story(hannah, dawn)
    assert promises.pause_again() == 1
    assert promises.pause_again() == 0
    assert not sees_the_story(hannah, dawn)


def test_a_space_that_its_person_had_paused_stays_theirs(paper: Path) -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah, (Area.STORY,))
    with seen_by(dawn.viewer):
        pausing.pause_all(by=dawn.viewer)
    with undone_by_an_old_copy(), seen_by(dawn.viewer):
        consent.close_area(member=member, area=Area.STORY, by=dawn.viewer)
    assert promises.pause_again() == 0
    assert "older copy" not in at_a_keyboard(dawn).get(inside(dawn.space)).text


def test_a_list_that_cannot_be_written_is_said_in_one_sentence(paper: Path, settings) -> None:
    dawn = a_person()
    paper.write_text("")
    settings.DELETED_SPACES = paper / "inside-a-file"
    with seen_by(dawn.viewer):
        Fact.objects.create(kind="space.deleted", space=dawn.space)
    with pytest.raises(CommandError, match="ALONGSIDE_DELETED_SPACES"):
        run()
