"""Choosing what somebody may see: shown once more before it is opened, closed at once, in plain sentences."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.care.actions import story
from alongside.care.models import StoryPart
from alongside.care.rules import StoryKind
from alongside.circle import queries as tell
from alongside.circle.actions import consent, pausing
from alongside.circle.actions.outside import let_outside_in
from alongside.circle.rules import Area, Label
from alongside.core.models import AccessEvent
from tests.factories import (
    Person,
    Professional,
    a_carer,
    a_person,
    a_professional_in,
    in_days,
    lets_in,
    lets_team_in,
    seen_by,
)
from tests.web.circle.browsing import at, choices, open_now, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dawn() -> Person:
    return a_person("Dawn")


@pytest.fixture
def sam() -> Professional:
    return a_professional_in(name="Sam")


def writes(person: Person, text: str, kind: StoryKind = StoryKind.LINE) -> StoryPart:
    with seen_by(person.viewer):
        story.save(space=person.space, kind=kind, text=text, version=0, by=person.viewer)
        return StoryPart.objects.for_viewer(person.viewer).get(space_id=person.space, kind=kind)


def day_in(form: dict[str, str], area: str, days: int) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    return {
        **form,
        area: "until",
        f"{area}_until_day": str(day.day),
        f"{area}_until_month": str(day.month),
        f"{area}_until_year": str(day.year),
    }


def grants(person: Person) -> list[tuple[str, bool]]:
    with seen_by(person.viewer):
        return [(row.area, row.ends_at is not None) for row in tell.grants_of(person.viewer, person.space)]


def test_nothing_is_ticked_beforehand_for_somebody_new(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam)
    page = words(signed_in(dawn).get(at("circle_consent", space_id=dawn.space, member_id=member)))
    assert page.count('value="no" checked') == len(Area)
    assert 'value="yes" checked' not in page and 'value="until" checked' not in page


def test_what_is_new_is_shown_once_more_with_a_quiet_question_and_nothing_is_open_before(
    dawn: Person, sam: Professional
) -> None:
    member = lets_in(dawn, sam)
    where = at("circle_consent", space_id=dawn.space, member_id=member)
    page = words(signed_in(dawn).post(where, choices(story="yes")))
    assert "Nothing has changed yet." in page and "Sam can read your story." in page
    assert "A quiet question, only for you." in page
    assert grants(dawn) == []


def test_the_person_must_say_when_it_begins_and_may_go_back(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam)
    mine, where = signed_in(dawn), at("circle_consent", space_id=dawn.space, member_id=member)
    without = mine.post(where, {**choices(story="yes"), "step": "sure"})
    assert without.status_code == 422 and "Please choose when it should begin." in words(without)
    back = words(mine.post(where, {**choices(story="yes"), "step": "back"}))
    assert 'value="yes" checked' in back and grants(dawn) == []


def test_what_begins_tomorrow_opens_nothing_today_and_can_be_called_off(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam)
    mine, theirs = signed_in(dawn), signed_in(sam)
    where = at("circle_consent", space_id=dawn.space, member_id=member)
    mine.post(where, {**choices(story="yes"), "step": "sure", "begins": "tomorrow"})
    assert theirs.get(at("story", space_id=dawn.space)).status_code == 404
    page = words(mine.get(at("circle_member", space_id=dawn.space, member_id=member)))
    assert "Sam can read your story from" in page
    mine.post(where, choices())
    assert grants(dawn) == []


def test_closing_is_done_at_once_without_a_second_look(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, (Area.STORY, Area.NOTES))
    where = at("circle_consent", space_id=dawn.space, member_id=member)
    assert signed_in(dawn).post(where, choices(notes="yes")).status_code == 302
    assert grants(dawn) == [("notes", False)]
    assert signed_in(sam).get(at("story", space_id=dawn.space)).status_code == 404


def test_a_day_is_the_last_day_and_is_said_in_the_grid(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam)
    mine, where = signed_in(dawn), at("circle_consent", space_id=dawn.space, member_id=member)
    form = day_in(choices(), "story", 1)
    mine.post(where, {**form, "step": "sure", "begins": "now"})
    with seen_by(dawn.viewer):
        (row,) = tell.grants_of(dawn.viewer, dawn.space)
    assert timezone.localtime(row.ends_at).date() == timezone.localdate() + timedelta(days=2)
    assert "Yes, until" in words(mine.get(at("circle", space_id=dawn.space)))
    # A nearer day takes something away, so it is done at once; no end gives more, so it is shown first.
    assert mine.post(where, day_in(choices(), "story", 0)).status_code == 302
    assert "Nothing has changed yet." in words(mine.post(where, choices(story="yes")))
    assert grants(dawn) == [("story", True)]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ({}, "Please give the day"),
        ({"story_until_day": "31", "story_until_month": "2", "story_until_year": "2030"}, "not in the calendar"),
    ],
)
def test_a_day_that_is_missing_or_wrong_is_asked_for_again(
    dawn: Person, sam: Professional, day: dict[str, str], says: str
) -> None:
    member = lets_in(dawn, sam)
    where = at("circle_consent", space_id=dawn.space, member_id=member)
    sent = signed_in(dawn).post(where, {**choices(story="until"), **day})
    assert sent.status_code == 422 and says in words(sent)


def test_a_day_in_the_past_or_over_before_it_begins_is_refused_and_the_form_keeps_what_was_chosen(
    dawn: Person, sam: Professional
) -> None:
    member = lets_in(dawn, sam)
    mine, where = signed_in(dawn), at("circle_consent", space_id=dawn.space, member_id=member)
    past = mine.post(where, {**day_in(choices(), "story", -3), "step": "sure", "begins": "now"})
    assert past.status_code == 422 and "That day is in the past." in words(past)
    short = mine.post(where, {**day_in(choices(notes="yes"), "story", 0), "step": "sure", "begins": "tomorrow"})
    assert short.status_code == 422 and "over before the sharing begins" in words(short)
    assert grants(dawn) == [], "nothing is half saved"


def test_a_day_more_than_a_year_away_is_gently_spoken_of(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam)
    where = at("circle_consent", space_id=dawn.space, member_id=member)
    assert "more than a year away" in words(signed_in(dawn).post(where, day_in(choices(), "story", 500)))


def test_single_things_are_named_and_can_be_ended_from_the_page_of_a_member(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, (Area.STORY,))
    line, page = writes(dawn, "I plan the rotas."), writes(dawn, "The man in a hurry.", StoryKind.PAGE)
    with seen_by(dawn.viewer):
        consent.open_area(member=member, area=Area.STORY, item=line.pk, by=dawn.viewer)
        consent.shut_item(member=member, area=Area.STORY, item=page.pk, by=dawn.viewer)
        consent.shut_area(member=member, area=Area.NOTES, by=dawn.viewer)
    mine, where = signed_in(dawn), at("circle_member", space_id=dawn.space, member_id=member)
    said = words(mine.get(where))
    assert "Close “I plan the rotas.” to them" in said and "Stop keeping “The man in a hurry.” from them" in said
    assert "Stop keeping “What your notes say” from them" in said
    for area, item in (("story", str(line.pk)), ("story", str(page.pk)), ("notes", "")):
        assert mine.post(where, {"what": "close", "area": area, "item": item}).status_code == 302
    assert grants(dawn) == [("story", False)]
    assert mine.post(where, {"what": "close", "area": "story", "item": str(line.pk)}).status_code == 404
    assert mine.post(where, {"what": "anything"}).status_code == 404


def test_as_they_see_shows_what_they_would_find_and_is_logged_as_the_persons_own_look(
    dawn: Person, sam: Professional
) -> None:
    marcia = a_carer("Marcia")
    member = lets_in(dawn, sam, (Area.STORY, Area.CIRCLE))
    lets_in(dawn, marcia)
    writes(dawn, "I plan the rotas.")
    with seen_by(dawn.viewer):
        story.save(space=dawn.space, kind=StoryKind.PAGE, text="Sealed words.", version=0, by=dawn.viewer)
        row = StoryPart.objects.for_viewer(dawn.viewer).get(space_id=dawn.space, kind=StoryKind.PAGE)
        consent.shut_item(member=member, area=Area.STORY, item=row.pk, by=dawn.viewer)
    page = words(signed_in(dawn).get(at("circle_as_they_see", space_id=dawn.space, member_id=member)))
    assert "You are looking at your own space." in page
    assert "I plan the rotas." in page and "Marcia" in page and "Sealed words." not in page
    with seen_by(dawn.viewer):
        (look,) = AccessEvent.objects.filter(space=dawn.space, action="circle.as_they_see")
        assert look.actor == dawn.account.pk and look.purpose == "own-use"
        assert not tell.looks(dawn.viewer, dawn.space).exists(), "nothing stands in the log as a look of theirs"


def test_as_a_whole_service_sees_it_looks_through_nobody_who_may_see_more(dawn: Person, sam: Professional) -> None:
    team = lets_team_in(dawn, sam.service, (Area.NOTES,))
    lets_in(dawn, sam, (Area.STORY,))
    writes(dawn, "I plan the rotas.")
    mine, where = signed_in(dawn), at("circle_as_they_see", space_id=dawn.space, member_id=team)
    assert "this may show more than the service alone can see" in words(mine.get(where))
    a_professional_in(sam.service, name="A colleague")
    page = words(mine.get(where))
    assert "I plan the rotas." not in page and "this may show more" not in page


def test_as_they_see_says_why_there_is_nothing(dawn: Person, sam: Professional) -> None:
    member, empty = lets_in(dawn, sam, (Area.STORY,)), lets_team_in(dawn, a_professional_in().service)
    writes(dawn, "I plan the rotas.")
    mine, where = signed_in(dawn), at("circle_as_they_see", space_id=dawn.space, member_id=member)
    with seen_by(dawn.viewer):
        pausing.pause(member=member, by=dawn.viewer)
    said = words(mine.get(where))
    assert "Sam is paused" in said and "I plan the rotas." not in said
    with seen_by(dawn.viewer):
        pausing.pause_all(by=dawn.viewer)
    assert "All sharing is paused" in words(mine.get(where))
    with seen_by(dawn.viewer):
        pausing.resume_all(by=dawn.viewer)
    nothing = words(mine.get(at("circle_as_they_see", space_id=dawn.space, member_id=empty)))
    assert "finds nothing" in nothing


def test_the_bearer_of_a_link_stands_apart_and_can_be_ended(dawn: Person) -> None:
    with seen_by(dawn.viewer):
        made = let_outside_in(space=dawn.space, item=dawn.space, lasts=timedelta(days=3), by=dawn.viewer)
    mine = signed_in(dawn)
    assert "With a link to one conversation" in words(mine.get(at("circle", space_id=dawn.space)))
    one = {"space_id": dawn.space, "member_id": made.member.pk}
    assert mine.get(at("circle_as_they_see", **one)).status_code == 200
    assert mine.get(at("circle_consent", **one)).status_code == 404, "a link opens one conversation and nothing else"
    mine.post(at("circle_end", **one))
    assert "With a link to one conversation" not in words(mine.get(at("circle", space_id=dawn.space)))


def test_the_history_tells_every_change_newest_first_and_in_pages(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam)
    open_now(dawn, member, story="yes")
    with seen_by(dawn.viewer):
        for _turn in range(16):
            consent.open_area(member=member, area=Area.NOTES, until=in_days(3), by=dawn.viewer)
            consent.close_area(member=member, area=Area.NOTES, by=dawn.viewer)
        pausing.pause_all(by=dawn.viewer)
    mine, where = signed_in(dawn), at("circle_history", space_id=dawn.space)
    first = words(mine.get(where))
    assert first.index("You paused all sharing.") < first.index("You closed “What your notes say” to Sam.")
    assert "Until" in first and "You invited Sam." not in first
    assert "You invited Sam." in words(mine.get(where, {"page": 2}))
    only = words(mine.get(where, {"member": str(member)}))
    assert "You paused all sharing." not in only and "Every change for Sam" in only
    assert mine.get(where, {"member": "nonsense"}).status_code == 404


def test_sealed_things_are_not_opened_by_opening_the_story(dawn: Person, sam: Professional) -> None:
    member = lets_in(dawn, sam, (Area.STORY,))
    part = writes(dawn, "Sealed words.")
    with seen_by(dawn.viewer):
        assert part.label == Label.ORDINARY
    page = words(signed_in(dawn).get(at("circle_consent", space_id=dawn.space, member_id=member)))
    assert "Everything in your story, except what you have sealed." in page
