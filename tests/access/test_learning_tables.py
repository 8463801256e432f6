"""What a service learns: a stranger, a member of staff elsewhere and nobody at all get no row of it, by either wall alone."""

import pytest
from django.apps import apps
from django.db import connection, transaction

from alongside.choosing.models import Ballot, Choice, Feeling, Needs
from alongside.core.viewer import COUNTER, Purpose, Viewer, bound, respondent_of
from alongside.core.walls import PersonalModel, first_wall_open
from alongside.listening.models import Answer, Asked, Story, StoryConsent, StoryEdit
from tests.access.looking import LEARNING
from tests.access.test_each_wall_alone import through_the_first_wall_alone
from tests.factories import a_professional_in
from tests.journeys.everything import everything

pytestmark = pytest.mark.django_db(transaction=True)
# What was told back is everybody's, once it was told.
PUBLIC = {"improvement_tellback"}


def learnt() -> list[type[PersonalModel]]:
    return [
        model for model in apps.get_models() if issubclass(model, PersonalModel) and model._meta.app_label in LEARNING
    ]


def seen_by(viewer: Viewer | None, *, past_the_first_wall: bool) -> set[str]:
    """Tables of which somebody gets a row."""
    found = set()
    with transaction.atomic():
        if viewer is not None:
            with bound(viewer):
                found = tables(past_the_first_wall)
        else:
            found = tables(past_the_first_wall)
    return found


def tables(past_the_first_wall: bool) -> set[str]:
    if not past_the_first_wall:
        return {model._meta.db_table for model in learnt() if model.objects.exists()}
    with first_wall_open():
        return {model._meta.db_table for model in learnt() if model.objects.exists()}


def test_no_table_of_what_a_service_learns_is_empty_when_others_are_asked_what_they_see_of_it() -> None:
    everything()
    with through_the_first_wall_alone():
        filled = seen_by(None, past_the_first_wall=True)
    empty = {model._meta.db_table for model in learnt()} - filled
    assert not empty, "nobody can be kept out of an empty table: let tests/journeys/learnt.py put a row there"


def test_strangers_and_nobody_get_no_row_of_what_a_service_learns() -> None:
    here = everything()
    elsewhere = a_professional_in(name="Elsewhere")
    walls = [False, True] if connection.vendor == "postgresql" else [False]
    for past_the_first_wall in walls:
        for purpose in Purpose:
            if purpose is Purpose.READING:
                continue
            for viewer in (elsewhere.viewer.for_purpose(purpose), here.ada.viewer.for_purpose(purpose)):
                assert seen_by(viewer, past_the_first_wall=past_the_first_wall) <= PUBLIC, (viewer, past_the_first_wall)
        for nobody in (Viewer(None, ""), Viewer(None, "", link="0" * 64), None):
            assert seen_by(nobody, past_the_first_wall=past_the_first_wall) <= PUBLIC, (nobody, past_the_first_wall)


def test_a_lead_sees_what_the_service_learns_but_no_answer_no_ballot_and_no_story_that_was_not_lent() -> None:
    here = everything()
    seen = seen_by(here.marta.viewer, past_the_first_wall=False)
    assert {
        "choosing_priority",
        "choosing_terms",
        "improvement_change",
        "improvement_cycle",
        "improvement_tellback",
    } <= seen
    with transaction.atomic(), bound(here.marta.viewer):
        assert [row.pk for row in Story.objects.all()] == [here.learnt.lent]
        assert {row.story_id for row in StoryConsent.objects.all()} == {here.learnt.lent}
        assert not StoryEdit.objects.exists()
        assert not Feeling.objects.exists()
        mine = respondent_of(here.marta.viewer)
        assert {row.voter for row in Ballot.objects.all()} == {mine}
        assert {row.voter for row in Choice.objects.all()} == {mine}
        # What she would be asked herself, she may see; nobody else's.
        assert not Answer.objects.exists()
        assert not Asked.objects.exists()


def test_somebody_on_the_panel_has_their_own_needs_and_feelings_and_nobody_elses() -> None:
    here = everything()
    with transaction.atomic(), bound(here.learnt.member.viewer):
        assert Needs.objects.count() == 1
        assert Feeling.objects.count() == 1
    for other in (here.hannah, here.dawn, here.jo):
        with transaction.atomic(), bound(other.viewer):
            assert not Needs.objects.exists()
            assert not Feeling.objects.exists()


def test_the_count_sees_answers_and_ballots_and_nothing_that_somebody_wrote() -> None:
    everything()
    for past_the_first_wall in (False, True) if connection.vendor == "postgresql" else (False,):
        seen = seen_by(COUNTER, past_the_first_wall=past_the_first_wall)
        assert seen - PUBLIC == {"listening_answer", "choosing_ballot", "choosing_choice"}
