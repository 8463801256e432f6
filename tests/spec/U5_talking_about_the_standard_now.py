"""U5. A prompt between those who live with it, those who work there and those who lead, about how care is now.

Pauline leads an invented pain service. Its wall shows every practice from three sides: what people say, what staff say, and
what is written down, each with how sure anybody can be. There is no total, no ranking and nobody’s name. She picks the practice
at the top and brings it to a room. Noreen, who lives with both and sits on the panel, speaks first; everybody guesses before a
view is opened, so that no number leads the talk. What they decide is written down together with who saw it differently, and
nobody has to be named for that. Everybody here is invented.
"""

import pytest
from django.utils import timezone

from tests.factories.browse import at_a_keyboard, words_of
from tests.web.mirror.frozen import STANDS, a_colleague, a_lead, a_reading, on_the_panel

pytestmark = pytest.mark.django_db


def test_the_wall_says_what_needs_talking_about_and_how_sure_anybody_can_be() -> None:
    pauline = a_lead("Pauline")
    a_reading(pauline.service.pk)
    wall = words_of(at_a_keyboard(pauline).get(f"/s/{pauline.service.slug}/"))
    assert wall.index("Options compared fairly") < wall.index("Time to ask and listen"), "what stands apart comes first"
    assert "Too few to show" in wall
    assert "Cannot be seen from here" in wall
    assert "There is no total here, no ranking and no name of anybody." in wall
    assert "A quiet row is not an all-clear." in wall


def test_who_lives_with_it_speaks_first_and_no_number_leads_the_talk() -> None:
    pauline = a_lead("Pauline")
    noreen = at_a_keyboard(on_the_panel(pauline, "Noreen"))
    a_reading(pauline.service.pk)
    room = f"/s/{pauline.service.slug}/practice/{STANDS}/talk/"
    assert "Whoever lives with it speaks first. Nobody has to tell their story." in words_of(noreen.get(room))
    guess = words_of(noreen.get(f"{room}person/"))
    assert "Before you look, everybody guesses" in guess
    assert "12 yes" not in guess
    assert "12 yes, 9 partly, 9 no" in words_of(noreen.get(f"{room}person/open/"))
    assert "11 yes" not in words_of(noreen.get(f"{room}staff/")), "staff’s view waits for its own turn"


def test_a_decision_keeps_who_saw_it_differently_and_needs_no_name() -> None:
    pauline = a_lead("Pauline")
    hannah, noreen = a_colleague(pauline, "Hannah"), on_the_panel(pauline, "Noreen")
    a_reading(pauline.service.pk)
    today = timezone.localdate()
    sent = at_a_keyboard(noreen).post(
        f"/s/{pauline.service.slug}/practice/{STANDS}/talk/decision/",
        {
            "would_try": "A sheet with both options.",
            "decision": "Nothing yet, because we want to hear from carers first.",
            "dissent": "One of us would start tomorrow.",
            "held_on_day": today.day,
            "held_on_month": today.month,
            "held_on_year": today.year,
            "once": "one",
        },
    )
    assert sent.status_code == 302, words_of(sent)
    for somebody in (pauline, hannah, noreen):
        page = words_of(at_a_keyboard(somebody).get(sent["Location"]))
        assert "Nothing yet, because we want to hear from carers first." in page
        assert "Seen differently One of us would start tomorrow." in page
