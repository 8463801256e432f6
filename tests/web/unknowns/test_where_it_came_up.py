"""Pages: a question is raised where it came up, and leads back there for whoever may go there."""

import re

import pytest

from alongside.circle.rules import Area
from tests.factories import a_person, a_professional_in, lets_in
from tests.factories.talk import a_conversation
from tests.web.circle.browsing import at, signed_in, words

pytestmark = pytest.mark.django_db

WRITE_IT_DOWN = re.compile(r'href="([^"]*unknowns/new/\?from=[^"]*)"')


def test_a_question_from_a_conversation_leads_back_to_it() -> None:
    dawn, hannah, marcia = a_person("Dawn"), a_professional_in(), a_professional_in(name="Marcia")
    thread = a_conversation(dawn, lets_in(dawn, hannah, (Area.UNKNOWNS,)), subject="The chair")
    lets_in(dawn, marcia, (Area.UNKNOWNS,))
    conversation = at("conversation", space_id=dawn.space, thread_id=thread)
    mine = signed_in(dawn)
    way = WRITE_IT_DOWN.search(words(mine.get(conversation)))
    assert way is not None
    address = way[1].replace("&amp;", "&")
    assert f'href="{conversation}"' in words(mine.get(address)), "back to where one was"
    made = mine.post(address, {"question": "Does the chair do it?", "why": "", "owner": "person", "once": "one"})
    assert made.status_code == 302, words(made)
    for somebody in (dawn, hannah):
        shown = words(signed_in(somebody).get(made["Location"]))
        assert "It came up here:" in shown
        assert f'href="{conversation}"' in shown
        assert "The conversation “The chair”" in shown
    elsewhere = words(signed_in(marcia).get(made["Location"]))
    assert "Does the chair do it?" in elsewhere
    assert "The chair”" not in elsewhere, "whoever is not in that conversation learns nothing of it"
    assert "It came up here:" not in elsewhere


def test_a_question_from_the_story_leads_back_to_it() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY, Area.UNKNOWNS))
    story = at("story", space_id=dawn.space)
    for somebody in (dawn, hannah):
        client = signed_in(somebody)
        way = WRITE_IT_DOWN.search(words(client.get(story)))
        assert way is not None
        assert f'href="{story}"' in words(client.get(way[1]))
        sent = {"question": "Why mostly at night?", "why": "", "owner": "person", "kind": "unknown", "once": "one"}
        made = client.post(way[1], sent)
        assert made.status_code == 302, words(made)
        shown = words(client.get(made["Location"]))
        assert "It came up here:" in shown
        assert f'href="{story}"' in shown


def test_whoever_may_not_ask_finds_no_way_to_it_in_the_story() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY,))
    assert WRITE_IT_DOWN.search(words(signed_in(hannah).get(at("story", space_id=dawn.space)))) is None
