"""Hearing back: whoever told a story and asked to hear is known to themselves alone; what is asked more often is asked of all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.refusal import Refused
from alongside.core.viewer import Viewer, bound
from alongside.listening.actions import heard, more_often, stories
from alongside.listening.models import HeardBack
from alongside.listening.queries import asking
from alongside.listening.queries import heard as tell
from alongside.listening.rules import Use
from alongside.people.rules import Constituency
from tests.improvement.walk import as_, asks
from tests.listening.here import a_service_that_listens, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return a_service_that_listens()


def test_only_who_asked_to_hear_waits_for_it_and_their_words_stand_beside_practices(here):
    dawn = somebody("Dawn")
    told = as_(dawn, stories.tell, service=here.service, words="Nobody rang me after.")
    as_(dawn, stories.tell, service=here.service, words="And once more.")
    as_(dawn, stories.lend, story=told.pk, purpose=Use.IMPROVEMENT, lent=True)
    as_(here.facilitator, stories.clear, story=told.pk, weight=0, content_note="")
    as_(here.facilitator, stories.excerpt, story=told.pk, practice="P4.5", words="Nobody rang me")
    (one,) = asks(dawn, tell.asked_to_hear)
    assert (one.service, one.practices) == (here.service, {"P4.5"})
    quiet = somebody("Quiet")
    as_(quiet, stories.tell, service=here.service, words="Do not tell me.", wants_to_hear=False)
    gone = somebody("Gone")
    taken = as_(gone, stories.tell, service=here.service, words="No, after all.")
    as_(gone, stories.take_back, story=taken.pk)
    for viewer in (quiet, gone, Viewer(None, "")):
        assert asks(viewer, tell.asked_to_hear) == []


def test_whoever_asked_to_hear_can_change_their_mind_and_change_it_back(here):
    dawn = somebody("Dawn")
    told = as_(dawn, stories.tell, service=here.service, words="Nobody rang me after.")
    for wants in (False, True, True):
        as_(dawn, stories.hear, story=told.pk, wants=wants)
        assert bool(asks(dawn, tell.asked_to_hear)) is wants
    with pytest.raises(Refused, match="not-there"):
        as_(here.lead, stories.hear, story=told.pk, wants=False)
    kinds = list(Fact.objects.filter(service=here.service).values_list("kind", flat=True))
    assert kinds.count("story_lent.hears_no_more") == kinds.count("story_lent.hears") == 1


def test_what_somebody_opened_is_known_to_them_alone(here):
    texts = [uuid4(), uuid4()]
    behind_a_link = Viewer(None, "", link="a link")
    for viewer in (here.stranger, behind_a_link):
        for _again in range(2):
            as_(viewer, heard.opened, texts=[*texts, texts[0]])
        assert asks(viewer, tell.opened) == frozenset(texts)
    for viewer in (here.lead, Viewer(None, "")):
        as_(Viewer(None, ""), heard.opened, texts=texts)
        assert asks(viewer, tell.opened) == frozenset()
    with transaction.atomic(), bound(here.lead):
        assert not HeardBack.objects.exists()


def test_what_is_asked_more_often_ends_by_itself_and_only_those_at_work_say_so(here):
    today = clock.today()
    later = today + timedelta(days=20)
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, more_often.ask_more_often, service=here.service, practice="P4.5", until=today)
    as_(here.nurse, more_often.ask_more_often, service=here.service, practice="P4.5", until=later)
    as_(here.nurse, more_often.ask_more_often, service=here.service, practice="P4.5", until=today)
    assert asking.asked_more_often(here.service, today=later) == {"P4.5"}
    assert asking.asked_more_often(here.service, today=later + timedelta(days=1)) == frozenset()
    with pytest.raises(Refused, match="not-yours"):
        as_(here.stranger, more_often.ask_as_before, service=here.service, practice="P4.5")
    for _again in range(2):
        as_(here.nurse, more_often.ask_as_before, service=here.service, practice="P4.5")
    assert asking.asked_more_often(here.service, today=today) == frozenset()


def test_people_behind_a_link_are_asked_about_what_is_tried_more_than_about_the_rest(here):
    today = clock.today()
    as_(here.nurse, more_often.ask_more_often, service=here.service, practice="P4.5", until=today)

    def first_of(number):
        viewer = Viewer(None, "", link=f"link {number}")
        tried = asking.asked_more_often(here.service, today=today)

        def query(as_whom):
            return asking.due_items(
                as_whom, here.service, contact=f"c{number}", as_whom=Constituency.PERSON, today=today, tried=tried
            )

        return [one.practice for one in asks(viewer, query)]

    asked = [practice for number in range(60) for practice in first_of(number)]
    # Two questions each among some twenty: about five of sixty otherwise.
    assert asked.count("P4.5") >= 12
