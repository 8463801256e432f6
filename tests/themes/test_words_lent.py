"""Words come with a yes that has a last day; whoever gave them takes them back alone, and then they and every mark on them are gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, bound
from alongside.core.walls import action, first_wall_open
from alongside.jobs import promises
from alongside.listening.actions import stories
from alongside.listening.queries.stories import my_words
from alongside.listening.rules import Stood, Use
from alongside.people.queries import account
from alongside.themes.actions import documents, drafts, studies
from alongside.themes.models import Coding, Document, StudyMember, ThemeExcerpt
from alongside.themes.queries import studies as tell
from alongside.themes.rules import LONGEST_TEXT, Sort, StudyRole
from tests.factories import Somebody
from tests.factories.browse import at_a_keyboard, words_of
from tests.listening.here import a_service_that_listens
from tests.themes.study import InStudy, a_study, as_, asks, brings, email_of, read_by_two, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> InStudy:
    return a_study()


def titles(viewer, here, *, past_the_first_wall=False):
    with transaction.atomic(), bound(viewer):
        if past_the_first_wall:
            with first_wall_open():
                return set(Document.objects.exclude(words="").values_list("called", flat=True))
        return {one.called for one in tell.documents_of(viewer, here.study)}


def giver(here, called):
    return Viewer(None, "", link=tell.link_of(here.returns[called]))


def test_only_those_who_read_in_the_study_meet_the_words(here):
    everybody = {"Robin", "Sam", "Kim"}
    for past in [False, True] if connection.vendor == "postgresql" else [False]:
        assert titles(here.noreen, here, past_the_first_wall=past) == everybody
        assert titles(here.alex, here, past_the_first_wall=past) == everybody
        assert titles(here.follows, here, past_the_first_wall=past) == set()
        assert titles(here.stranger, here, past_the_first_wall=past) == set()
        assert titles(Viewer(None, "", link="0" * 64), here, past_the_first_wall=past) == set()


@pytest.mark.parametrize("how", ["their own code", "a researcher"])
def test_what_is_taken_back_is_gone_with_every_mark_on_it(here, how):
    row = read_by_two(here)
    theme = as_(
        here.noreen,
        drafts.name_theme,
        study=here.study,
        name="Again",
        says="People tell it again.",
        codes=[here.codes["Telling again"].pk],
        touches=[],
    )
    robin = here.documents["Robin"].pk
    as_(here.noreen, drafts.let_stand, theme=theme.pk, document=robin, ticked=[0], is_against=False, why="")
    if how == "their own code":
        as_(giver(here, "Robin"), documents.take_back)
    else:
        as_(here.noreen, documents.take_out, document=robin)
    assert titles(here.noreen, here) == {"Sam", "Kim"}
    with transaction.atomic(), bound(here.noreen):
        assert not Coding.objects.filter(document_id=robin).exists()
        assert Coding.objects.filter(round=row).count() == 4
        assert not ThemeExcerpt.objects.exists()
        assert tell.place_in(here.noreen, here.study).study.taken_back == 1
    back = asks(giver(here, "Robin"), tell.interview_behind)
    assert back.words == ""
    as_(giver(here, "Robin"), documents.take_back)
    assert asks(here.noreen, tell.place_in, here.study).study.taken_back == 1, "said twice, it counts once"


def test_a_code_opens_one_interview_to_its_giver_and_nothing_else(here):
    robin = asks(giver(here, "Robin"), tell.interview_behind)
    assert robin.words.startswith("I told it again")
    with transaction.atomic(), bound(giver(here, "Robin")):
        assert Document.objects.count() == 1
        assert not Coding.objects.exists()
    assert asks(here.noreen, tell.interview_behind) is None
    with pytest.raises(Refused, match="not-there"):
        as_(Viewer(None, "", link=""), documents.take_back)
    with pytest.raises(Refused, match="only-researchers"):
        as_(here.alex, documents.take_out, document=here.documents["Sam"].pk)
    with pytest.raises(Refused, match="not-there"):
        as_(here.stranger, documents.take_out, document=here.documents["Sam"].pk)


def test_a_yes_that_has_ended_hides_the_words_at_once_and_a_timer_lets_them_go(here, capsys, settings, tmp_path):
    settings.DELETED_SPACES = tmp_path / "deleted"

    @action
    def lapsed(*, by):
        now = clock.now()
        said = {"sort": Sort.INTERVIEW, "words": "It was long ago.", "agreed_on": now.date(), "brought_at": now}
        Document(
            study_id=here.study, called="Lee", ends_at=now - timedelta(seconds=1), brought_by=by.account, **said
        ).save()

    as_(here.noreen, lapsed)
    for past in [False, True] if connection.vendor == "postgresql" else [False]:
        assert titles(here.noreen, here, past_the_first_wall=past) == {"Robin", "Sam", "Kim"}
    call_command("keep_promises", verbosity=0)
    assert "1 person in a study" in capsys.readouterr().out
    assert documents.forget_lapsed() == 0
    assert titles(here.noreen, here) == {"Robin", "Sam", "Kim"}


def test_what_was_taken_back_is_on_the_list_that_outlives_an_old_copy(here, settings, tmp_path):
    settings.DELETED_SPACES = tmp_path / "deleted"
    as_(giver(here, "Robin"), documents.take_back)
    as_(here.noreen, documents.take_out, document=here.documents["Sam"].pk)
    call_command("keep_promises", verbosity=0)
    call_command("keep_promises", verbosity=0)

    links = [tell.link_of(here.returns[called]) for called in ("Robin", "Sam")]
    assert settings.DELETED_SPACES.read_text().split() == links, "once each, however often the timer runs"


def test_an_old_copy_of_the_database_does_not_bring_an_interview_back(here, settings, tmp_path, capsys):
    settings.DELETED_SPACES = tmp_path / "deleted"
    # As after a restore: the list knows that Robin took it back, and the database does not.
    settings.DELETED_SPACES.write_text(f"{tell.link_of(here.returns['Robin'])}\n{'0' * 64}\n{'0' * 36}")
    call_command("keep_promises", "--after-restore", verbosity=0)

    assert "1 interview or story taken back again." in capsys.readouterr().out
    assert titles(here.noreen, here) == {"Sam", "Kim"}
    assert promises.take_back_again() == 0


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"words": "   \n "}, "no-words"),
        ({"words": "Long. " * (LONGEST_TEXT // 5)}, "too-long"),
        ({"called": "  "}, "needs-a-name"),
        (
            {"words": "I told it again and again.\nNobody had read the letter. My back hurt while I waited."},
            "brought-already",
        ),
        ({"words": "Ring me on 07700 900123."}, "points-at-somebody"),
        ({"words": "Dr Miller said no."}, "points-at-somebody"),
    ],
)
def test_words_that_cannot_be_taken_say_why(here, more, why):
    said = {"called": "Jo", "words": "It was good."} | more
    with pytest.raises(Refused, match=why):
        brings(here, **said)


def test_days_that_do_not_fit_are_refused_and_somebody_may_say_that_it_points_at_nobody(here):
    today = clock.today()
    for days in ({"agreed_on": today + timedelta(days=1)}, {"until": today}):
        with pytest.raises(Refused, match="days"):
            brings(here, "Jo", "It was good.", **days)
    assert brings(here, "Jo", "Dr Invented said no.", points_at_nobody=True).called == "Jo"
    with pytest.raises(Refused, match="only-researchers"):
        brings(replace(here, noreen=here.alex), "Lee", "It was good.")


def test_a_lent_story_is_there_as_its_author_has_it_now_and_no_longer(here):
    service = a_service_that_listens()
    author = somebody("Author")
    story = as_(author, stories.tell, service=service.service, words="Nobody asked about my neck. Then somebody did.")
    with pytest.raises(Refused, match="not-lent"):
        as_(here.noreen, documents.bring_story, study=here.study, story=story.pk, called="Story one")
    as_(author, stories.lend, story=story.pk, purpose=Use.PRINCIPLES, lent=True)
    as_(service.facilitator, stories.clear, story=story.pk, weight=0, content_note="")
    as_(here.noreen, documents.bring_story, study=here.study, story=story.pk, called="Story one")
    (mine,) = asks(author, my_words)
    assert [(use.place, use.purpose, use.excerpt) for use in mine.uses] == [(Stood.STUDY, Use.PRINCIPLES, None)]
    keyboard = at_a_keyboard(Somebody(account(author.account), author))
    page = words_of(keyboard.get(reverse("my_story_lent", kwargs={"story_id": story.pk})))
    assert "whole, in a study that looks for what stories have in common" in page
    walls = [False, True] if connection.vendor == "postgresql" else [False]
    for past in walls:
        assert "Story one" in titles(here.alex, here, past_the_first_wall=past)
    edit = as_(service.facilitator, stories.propose, story=story.pk, words="Then somebody did.", why="Shorter")
    as_(author, stories.answer_words, edit=edit.pk, says_yes=True)
    for past in walls:
        assert "Story one" not in titles(here.alex, here, past_the_first_wall=past), "it reads otherwise now"
    as_(here.noreen, documents.bring_story, study=here.study, story=story.pk, called="Story one")
    assert "Story one" in titles(here.alex, here)
    as_(author, stories.lend, story=story.pk, purpose=Use.PRINCIPLES, lent=False)
    for past in walls:
        assert "Story one" not in titles(here.alex, here, past_the_first_wall=past)
    assert documents.forget_lapsed() == 2, "as it was before the change, and as it was when it was taken back"
    assert documents.forget_lapsed() == 0
    assert [row.about for row in Fact.objects.filter(kind="study.words_lapsed")] == [{"words": 2}]


def test_only_who_runs_sessions_opens_a_study_and_a_researcher_always_stays(here):
    with pytest.raises(Refused, match="only-facilitators"):
        as_(here.alex, studies.open_study, title="Mine", question="What?")
    with pytest.raises(Refused, match="needs-a-name"):
        as_(here.noreen, studies.open_study, title=" ", question="What?")
    with transaction.atomic(), bound(here.noreen):
        members = {one.account_id: one.pk for one in StudyMember.objects.filter(study_id=here.study)}
    with pytest.raises(Refused, match="last-researcher"):
        as_(here.noreen, studies.leave, member=members[here.noreen.account])
    with pytest.raises(Refused, match="only-researchers"):
        as_(here.alex, studies.leave, member=members[here.follows.account])
    with pytest.raises(Refused, match="not-there"):
        as_(here.stranger, studies.leave, member=members[here.follows.account])
    as_(here.noreen, studies.leave, member=members[here.alex.account])
    assert asks(here.alex, tell.my_studies) == []
    assert titles(here.alex, here) == set()


def test_whoever_is_asked_in_has_an_account_and_is_asked_once(here):
    said = {"study": here.study, "role": StudyRole.PEER}
    with pytest.raises(Refused, match="themes.nobody"):
        as_(here.noreen, studies.ask_in, **said, email="nobody@nowhere.example")
    with pytest.raises(Refused, match="in-it-already"):
        as_(here.noreen, studies.ask_in, **said, email=email_of(here.alex))
    with pytest.raises(Refused, match="only-researchers"):
        as_(here.alex, studies.ask_in, **said, email=email_of(here.stranger))
    as_(here.noreen, studies.feeds, study=here.study, set_id="harbour-own")
    assert asks(here.noreen, tell.place_in, here.study).study.set_id == "harbour-own"
    assert asks(here.stranger, tell.place_in, here.study) is None
    assert asks(here.noreen, tell.may_open)
    assert not asks(here.alex, tell.may_open)
