"""Stories: lent for one use at a time, read first from outside the team, changed only with a yes, taken back at any time."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, bound
from alongside.listening.actions import stories as do
from alongside.listening.models import Story
from alongside.listening.queries import stories as tell
from alongside.listening.rules import Stood, StoryState, Use
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from tests.listening.here import a_service_that_listens, at_work, somebody

pytestmark = pytest.mark.django_db
WORDS = "I told it for the fourth time. Nobody had read the letter. Then one of them put the pen down and listened."


@pytest.fixture
def here():
    return a_service_that_listens()


@pytest.fixture
def ana():
    return somebody("Ana")


def as_(viewer, action, **said):
    with transaction.atomic(), bound(viewer):
        return action(by=viewer, **said)


def asks(viewer, query, *said):
    with transaction.atomic(), bound(viewer):
        found = query(viewer, *said)
        return list(found) if not isinstance(found, Story | None) else found


def told(here, ana, **more):
    return as_(ana, do.tell, service=here.service, words=WORDS, **more)


def cleared(here, ana, *uses):
    story = told(here, ana)
    for use in uses:
        as_(ana, do.lend, story=story.pk, purpose=use, lent=True)
    as_(here.facilitator, do.clear, story=story.pk, weight=1, content_note="")
    return story


def test_a_new_story_is_seen_by_its_author_and_the_first_reader_and_by_nobody_else(here, ana):
    story = told(here, ana)
    assert [one.story.pk for one in asks(ana, tell.my_words)] == [story.pk]
    assert asks(here.facilitator, tell.to_read_first) == [story]
    for viewer in (here.lead, here.nurse, here.panel, here.stranger, Viewer(None, "")):
        assert asks(viewer, tell.my_words) == []
        assert asks(viewer, tell.to_read_first) == []
        with transaction.atomic(), bound(viewer):
            assert not Story.objects.exists()


def test_even_a_cleared_story_is_closed_to_the_service_until_its_author_says_yes_to_that_use(here, ana):
    story = cleared(here, ana, Use.TRAINING)
    assert asks(here.lead, tell.stories_lent, here.service) == []
    as_(ana, do.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=True)
    for viewer in (here.lead, here.nurse, here.panel):
        assert asks(viewer, tell.stories_lent, here.service) == [story]
    assert asks(here.stranger, tell.stories_lent, here.service) == []


def test_a_no_counts_at_once_and_a_yes_ends_on_its_day(here, ana):
    story = cleared(here, ana, Use.IMPROVEMENT)
    assert asks(ana, lambda v: [tell.is_lent(v, story.pk, Use.IMPROVEMENT)]) == [True]
    as_(ana, do.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=False)
    assert asks(here.lead, tell.stories_lent, here.service) == []
    past = clock.now() - timedelta(seconds=1)
    as_(ana, do.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=True, until=past)
    assert asks(here.lead, tell.stories_lent, here.service) == []
    assert asks(ana, lambda v: [tell.is_lent(v, story.pk, Use.IMPROVEMENT)]) == [False]


def test_words_beside_a_practice_stand_in_the_story_letter_by_letter_and_their_author_reads_where(here, ana):
    story = cleared(here, ana, Use.IMPROVEMENT)
    with pytest.raises(Refused, match="not-its-words"):
        as_(here.facilitator, do.excerpt, story=story.pk, practice="P2.1", words="Nobody had read my letter.")
    one = as_(here.facilitator, do.excerpt, story=story.pk, practice="P2.1", words="Nobody had  read the letter.")
    assert asks(here.nurse, tell.excerpts_for, here.service, "P2.1") == [one]
    assert asks(here.nurse, tell.excerpts_for, here.service, "P2.2") == []
    assert asks(here.stranger, tell.excerpts_for, here.service, "P2.1") == []
    for _time in range(2):
        as_(here.nurse, do.used, excerpts=[one], purpose=Use.IMPROVEMENT, place=Stood.PRACTICE)
    (mine,) = asks(ana, tell.my_words)
    assert [use.place for use in mine.uses] == [Stood.PRACTICE]
    assert asks(here.facilitator, tell.excerpts_of, story.pk) == [one]
    assert asks(here.nurse, lambda _v: tell.authors_who_want_to_hear(here.service, "P2.1")) == [story.author]
    as_(ana, do.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=False)
    assert asks(here.nurse, tell.excerpts_for, here.service, "P2.1") == []
    with pytest.raises(Refused, match="not-lent"):
        as_(here.nurse, do.used, excerpts=[one], purpose=Use.IMPROVEMENT, place=Stood.PRACTICE)


def test_a_whole_story_stands_nowhere_without_a_line_for_its_author_and_only_for_what_it_was_lent(here, ana):
    story = cleared(here, ana, Use.IMPROVEMENT)
    for viewer in (here.nurse, here.panel, here.lead):
        as_(viewer, do.used, stories=[story], purpose=Use.IMPROVEMENT, place=Stood.STORIES)
    (mine,) = asks(ana, tell.my_words)
    assert [(use.place, use.excerpt) for use in mine.uses] == [(Stood.STORIES, None)]
    with pytest.raises(Refused, match="not-lent"):
        as_(here.nurse, do.used, stories=[story], purpose=Use.TRAINING, place=Stood.STORIES)
    with pytest.raises(Refused, match="not-lent"):
        as_(here.stranger, do.used, stories=[story], purpose=Use.IMPROVEMENT, place=Stood.STORIES)


def test_other_words_hold_only_with_the_authors_yes(here, ana):
    story = told(here, ana)
    edit = as_(here.facilitator, do.propose, story=story.pk, words="Shorter.", why="The town can be told from it.")
    assert asks(here.facilitator, lambda v: [tell.proposed_for(v, story.pk)]) == [edit]
    with pytest.raises(Refused, match="waits-for-author"):
        as_(here.facilitator, do.clear, story=story.pk, weight=0, content_note="")
    with pytest.raises(Refused, match="waits-for-author"):
        as_(here.facilitator, do.propose, story=story.pk, words="Other.", why="")
    with pytest.raises(Refused):
        as_(here.facilitator, do.answer_words, edit=edit.pk, says_yes=True)
    as_(ana, do.answer_words, edit=edit.pk, says_yes=False)
    assert asks(ana, tell.my_words)[0].story.words == WORDS
    edit = as_(here.facilitator, do.propose, story=story.pk, words="Shorter.", why="")
    as_(ana, do.answer_words, edit=edit.pk, says_yes=True)
    assert asks(ana, tell.my_words)[0].story.words == "Shorter."
    with pytest.raises(Refused, match="not-there"):
        as_(ana, do.answer_words, edit=edit.pk, says_yes=True)


def test_words_that_were_cut_stand_beside_no_practice_any_more(here, ana):
    story = cleared(here, ana, Use.IMPROVEMENT)
    for words in ("Nobody had read the letter.", "I told it for the fourth time."):
        as_(here.facilitator, do.excerpt, story=story.pk, practice="P2.1", words=words)
    kept = "I told it for the fourth time. Then somebody listened."
    edit = as_(here.facilitator, do.propose, story=story.pk, words=kept, why="The letter can be told.")
    as_(ana, do.answer_words, edit=edit.pk, says_yes=True)
    told_beside = [one.words for one in asks(here.nurse, tell.excerpts_for, here.service, "P2.1")]
    assert told_beside == ["I told it for the fourth time."]


def test_a_joke_stays_with_its_author_who_is_told_kindly_and_nobody_counts_it(here, ana):
    story = told(here, ana)
    as_(ana, do.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=True)
    as_(
        here.facilitator,
        do.keep_private,
        story=story.pk,
        kindly="We think this was meant as a joke. It stays with you.",
    )
    assert asks(here.facilitator, tell.to_read_first) == []
    assert asks(ana, tell.my_words)[0].story.told_kindly.startswith("We think")
    assert asks(here.lead, tell.stories_lent, here.service) == []
    with pytest.raises(Refused, match="closed"):
        as_(ana, do.lend, story=story.pk, purpose=Use.IMPROVEMENT, lent=True)
    with pytest.raises(Refused, match="not-there"):
        as_(here.facilitator, do.clear, story=story.pk, weight=0, content_note="")


def test_a_story_taken_back_is_seen_by_nobody_else_from_that_moment(here, ana):
    story = cleared(here, ana, *Use)
    as_(ana, do.take_back, story=story.pk)
    assert asks(here.lead, tell.stories_lent, here.service) == []
    assert asks(here.facilitator, lambda v: [tell.to_read(v, story.pk)]) == [None]
    assert asks(ana, tell.my_words)[0].story.state == StoryState.TAKEN_BACK
    assert asks(ana, lambda v: [tell.is_lent(v, story.pk, Use.PUBLISHING)]) == [False]


def test_the_first_reader_is_from_outside_the_team_and_is_not_the_author(here, ana):
    inside = at_work(here.service)
    people.hold_role(account=inside.account, role=PlatformRole.FACILITATOR)
    story = told(here, ana)
    for viewer in (here.lead, inside):
        with pytest.raises(Refused, match="not-outside"):
            as_(viewer, do.clear, story=story.pk, weight=0, content_note="")
    assert asks(inside, tell.to_read_first) == []
    own = told(here, here.facilitator)
    with pytest.raises(Refused, match="not-outside"):
        as_(here.facilitator, do.clear, story=own.pk, weight=0, content_note="")
    with pytest.raises(Refused, match="not-there"):
        as_(here.facilitator, do.clear, story=here.service, weight=0, content_note="")


def test_only_the_author_lends_captions_and_takes_back(here, ana):
    story = told(here, ana)
    for viewer in (here.lead, here.facilitator, here.stranger, Viewer(None, "")):
        with pytest.raises(Refused, match="not-there"):
            as_(viewer, do.take_back, story=story.pk)
    as_(ana, do.caption, story=story.pk, words="This was one day, not all of it.")
    assert asks(ana, tell.my_words)[0].story.caption == "This was one day, not all of it."


def test_a_line_that_comes_after_the_story_was_read_is_read_first_too(here, ana):
    story = cleared(here, ana, Use.IMPROVEMENT)
    as_(ana, do.caption, story=story.pk, words="Ask Mr Hart in room 4.")

    def stands():
        (found,) = asks(here.lead, tell.stories_lent, here.service)
        return found.caption

    assert stands() == ""
    assert [one.pk for one in asks(here.facilitator, tell.to_read_first)] == [story.pk]
    for viewer, why in ((here.lead, "not-outside"), (ana, "not-outside")):
        with pytest.raises(Refused, match=why):
            as_(viewer, do.clear_caption, story=story.pk, stands=True)
    as_(here.facilitator, do.clear_caption, story=story.pk, stands=False)
    assert (stands(), asks(ana, tell.my_words)[0].story.new_caption_is) == ("", "not-taken")
    assert asks(here.facilitator, tell.to_read_first) == []
    with pytest.raises(Refused, match="no-new-line"):
        as_(here.facilitator, do.clear_caption, story=story.pk, stands=True)

    as_(ana, do.caption, story=story.pk, words="One day of many.")
    as_(here.facilitator, do.clear_caption, story=story.pk, stands=True)
    assert stands() == "One day of many."
    as_(ana, do.caption, story=story.pk, words="One day of many.")
    assert asks(here.facilitator, tell.to_read_first) == [], "the same line was read already"
    as_(ana, do.caption, story=story.pk, words="Another.")
    assert stands() == "One day of many.", "the one that was read stands until the new one was"
    as_(ana, do.caption, story=story.pk, words=" ")
    assert stands() == "", "to take a line away needs nobody"
    assert asks(here.facilitator, tell.to_read_first) == []


def test_an_empty_story_and_empty_other_words_are_refused(here, ana):
    with pytest.raises(Refused, match="no-words"):
        as_(ana, do.tell, service=here.service, words="  \n ")
    story = told(here, ana)
    with pytest.raises(Refused, match="no-words"):
        as_(here.facilitator, do.propose, story=story.pk, words=" ", why="")


def test_an_excerpt_needs_a_story_that_was_read(here, ana):
    story = told(here, ana)
    with pytest.raises(Refused, match="waits-for-author"):
        as_(here.facilitator, do.excerpt, story=story.pk, practice="P2.1", words="Nobody had read the letter.")


def test_somebody_without_an_account_comes_back_by_a_link(here):
    code, link = do.new_return_code()
    author = Viewer(None, "", link=link)
    story = as_(author, do.tell, service=here.service, words=WORDS)
    assert [one.story.pk for one in asks(author, tell.my_words)] == [story.pk]
    assert asks(Viewer(None, "", link="other"), tell.my_words) == []
    assert code not in str(Story.__dict__)


def test_stories_for_making_principles_need_that_very_yes(here, ana):
    cleared(here, ana, Use.IMPROVEMENT)
    assert asks(here.facilitator, tell.stories_for_theming) == []
    other = cleared(here, ana, Use.PRINCIPLES)
    assert asks(here.facilitator, tell.stories_for_theming, [here.service]) == [other]


def test_the_same_words_sent_twice_are_one_story_with_the_line_that_was_sent_last(here, ana):
    first = told(here, ana)
    again = told(here, ana, caption="This was one day.")
    assert again.pk == first.pk
    (mine,) = asks(ana, tell.my_words)
    assert mine.story.caption == "This was one day."
    as_(ana, do.take_back, story=first.pk)
    assert told(here, ana).pk != first.pk
    assert Fact.objects.filter(kind="story_lent.told").count() == 2


def test_the_same_form_leads_back_by_the_same_code_and_other_words_by_another():
    code, link = do.new_return_code("a form", WORDS)
    assert do.new_return_code("a form", WORDS) == (code, link)
    assert do.new_return_code("a form", "Other words.")[0] != code
    assert do.new_return_code()[0] != do.new_return_code()[0]


def test_a_story_that_was_taken_back_or_stays_private_is_lent_captioned_and_reworded_no_more(here, ana):
    for close in ("taken", "private"):
        story = as_(ana, do.tell, service=here.service, words=f"{WORDS} {close}")
        edit = as_(here.facilitator, do.propose, story=story.pk, words="Somebody listened.", why="Fewer details.")
        if close == "taken":
            as_(ana, do.take_back, story=story.pk)
        else:
            as_(here.facilitator, do.keep_private, story=story.pk, kindly="It stays with you.")
        for action, said in (
            (do.lend, {"story": story.pk, "purpose": Use.TRAINING, "lent": True}),
            (do.caption, {"story": story.pk, "words": "A line."}),
            (do.answer_words, {"edit": edit.pk, "says_yes": True}),
        ):
            with pytest.raises(Refused) as refused:
                as_(ana, action, **said)
            assert refused.value.refusal.kind == "story.closed"
        as_(ana, do.lend, story=story.pk, purpose=Use.TRAINING, lent=False)
        mine = next(one for one in asks(ana, tell.my_words) if one.story.pk == story.pk)
        assert mine.proposed is None
        assert mine.story.words.startswith(WORDS)


def test_taking_back_twice_is_taking_back_once_and_each_line_is_a_fact(here, ana):
    story = told(here, ana)
    as_(ana, do.caption, story=story.pk, words="A line.")
    for _again in range(2):
        as_(ana, do.take_back, story=story.pk)
    kinds = list(Fact.objects.filter(service=here.service).values_list("kind", flat=True))
    assert kinds.count("story_lent.taken_back") == 1
    assert kinds.count("story_lent.captioned") == 1


def test_many_stories_of_one_author_are_read_in_as_few_steps_as_one(here, ana):
    told(here, ana)
    with CaptureQueriesContext(connection) as one:
        asks(ana, tell.my_words)
    for n in range(4):
        as_(ana, do.tell, service=here.service, words=f"{WORDS} {n}")
    with CaptureQueriesContext(connection) as five:
        found = asks(ana, tell.my_words)
    assert len(found) == 5
    assert len(five) == len(one)
