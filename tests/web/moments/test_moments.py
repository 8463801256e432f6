"""By moment: that moment's practices on this person's real material, as links to do something, and never a score."""

import re

import pytest

from alongside.care.actions.communication import save
from alongside.care.rules import CommunicationKind
from alongside.circle.rules import Area
from tests.factories import a_carer, a_person, a_professional_in, lets_in, seen_by
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db

EVERYTHING = tuple(area for area in Area if area is not Area.CONVERSATION)


def test_a_first_meeting_says_what_is_still_open_with_this_person() -> None:
    dawn, hannah, jo = a_person("Dawn"), a_professional_in(name="Hannah"), a_carer("Jo")
    lets_in(dawn, hannah, EVERYTHING)
    lets_in(dawn, jo)
    page = at_a_keyboard(hannah).get(inside(dawn.space, "moment/first-meeting/"))
    told = words_of(page)
    assert "You have not read the story back yet." in told
    assert inside(dawn.space, "story/") in page.content.decode()
    deciding = words_of(at_a_keyboard(hannah).get(inside(dawn.space, "moment/shared-decision/")))
    assert "No wish is recorded yet about how Jo should be involved." in deciding


def test_the_chosen_moment_stays_beside_the_other_pages_until_it_is_put_away() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, EVERYTHING)
    professional = at_a_keyboard(hannah)
    assert "moment-panel" not in professional.get(inside(dawn.space, "unknowns/")).content.decode()
    professional.get(inside(dawn.space, "moment/first-meeting/"))
    beside = professional.get(inside(dawn.space, "unknowns/")).content.decode()
    assert "moment-panel" in beside
    assert "You have not read the story back yet." in beside
    professional.post(inside(dawn.space, "moment/first-meeting/"))
    assert "moment-panel" not in professional.get(inside(dawn.space, "unknowns/")).content.decode()


def test_nothing_that_is_closed_to_somebody_speaks_through_the_panel() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah)
    told = words_of(at_a_keyboard(hannah).get(inside(dawn.space, "moment/first-meeting/")))
    assert "read the story back" not in told
    assert "See what nobody knows yet" not in told


def test_every_way_on_from_a_moment_is_open_to_whoever_reads_it() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, (Area.COMMUNICATION,))
    professional = at_a_keyboard(hannah)
    with seen_by(dawn.viewer):
        save(space=dawn.space, kind=CommunicationKind.HOW, text="Slowly, please.", version=0, by=dawn.viewer)
    page = professional.get(inside(dawn.space, "moment/appointment/")).content.decode()
    assert "Read it before you write or meet" in page
    for address in set(re.findall(r'href="(/p/[^"#]*)', page)):
        assert professional.get(address).status_code == 200, address


def test_there_is_no_score_and_no_percentage_on_any_moment() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah, EVERYTHING)
    professional = at_a_keyboard(hannah)
    for moment in ("first-meeting", "appointment", "shared-decision", "shared-plan"):
        told = words_of(professional.get(inside(dawn.space, f"moment/{moment}/")))
        assert not re.search(r"\d+ ?%|score|\d+ of \d+", told)


def test_the_moments_are_for_professionals_and_an_unknown_one_is_not_there() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    lets_in(dawn, hannah)
    assert at_a_keyboard(dawn).get(inside(dawn.space, "moment/first-meeting/")).status_code == 404
    assert at_a_keyboard(hannah).get(inside(dawn.space, "moment/service-design/")).status_code == 404
    assert at_a_keyboard(hannah).get(inside(dawn.space, "moment/")).status_code == 200
