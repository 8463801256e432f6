"""The menu of a space leads to what is open and to nothing else, also when that is a little."""

import pytest

from alongside.care.actions import story
from alongside.care.actions.kept_text import Reach
from alongside.care.models import StoryPart
from alongside.care.rules import StoryKind
from alongside.circle.actions import consent
from alongside.circle.rules import Area, Label
from tests.factories import Person, Somebody, a_carer, a_person, a_professional_in, lets_in, seen_by
from tests.web.circle.browsing import at, signed_in, words

pytestmark = pytest.mark.django_db


def menu_of(somebody: Somebody, person: Person) -> str:
    page = words(signed_in(somebody).get(at("space", space_id=person.space)))
    return page[page.index('class="menu__list"') : page.index("</nav>", page.index('class="menu__list"'))]


def test_somebody_with_only_how_to_communicate_open_finds_it_in_the_menu() -> None:
    dawn, jo = a_person("Dawn"), a_carer("Jo")
    lets_in(dawn, jo, (Area.COMMUNICATION,))
    menu = menu_of(jo, dawn)
    assert "How to communicate" in menu
    assert ">Story<" not in menu


def test_somebody_with_one_sealed_part_open_finds_the_story_in_the_menu() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    member = lets_in(dawn, hannah)
    with seen_by(dawn.viewer):
        kept = Reach(Label.SEALED, frozenset())
        story.save(space=dawn.space, kind=StoryKind.LINE, text="For two people.", version=0, reach=kept, by=dawn.viewer)
        part = StoryPart.objects.for_viewer(dawn.viewer).get(kind=StoryKind.LINE)
    assert ">Story<" not in menu_of(hannah, dawn)
    with seen_by(dawn.viewer):
        consent.open_area(member=member, area=Area.STORY, item=part.pk, by=dawn.viewer)
    assert ">Story<" in menu_of(hannah, dawn)
    with seen_by(dawn.viewer):
        consent.close_area(member=member, area=Area.STORY, item=part.pk, by=dawn.viewer)
    assert ">Story<" not in menu_of(hannah, dawn)


def test_with_the_story_open_its_page_leads_on_to_how_to_communicate() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY, Area.COMMUNICATION))
    menu = menu_of(hannah, dawn)
    assert ">Story<" in menu
    assert "How to communicate" not in menu
    assert "communicated" not in menu_of(dawn, dawn)


def test_at_the_foot_of_every_page_a_professional_finds_what_waits_in_their_service() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah)
    assert "/staff/asks/" in words(signed_in(hannah).get(at("space", space_id=dawn.space)))
    assert "/staff/asks/" not in words(signed_in(dawn).get(at("space", space_id=dawn.space)))
