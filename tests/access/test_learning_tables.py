"""What a service learns: a stranger, a member of staff elsewhere and nobody at all get no row of it, by either wall alone."""

import pytest
from django.apps import apps
from django.db import connection, transaction

from alongside.core.viewer import Purpose, Viewer, bound
from alongside.core.walls import PersonalModel, first_wall_open
from tests.access.looking import LEARNING
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
    assert "listening_story" not in seen
    assert "listening_answer" not in seen
