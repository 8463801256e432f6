"""P2.1 The story, known before, told in own words.

The person tells their story once, in layers: a line, a page, the whole, with headings of their own and the care they
have had. Nobody else writes in it. Every version is kept, and when two devices meet, both texts are. Before a first
meeting a professional reads it and writes two lines back: "this is what I understood". The person says yes, or puts it
right; both see how it stands. How often it did not have to be told again is said to the person, and to nobody else.
Everybody here is invented.
"""

import re
from datetime import timedelta

import pytest

from alongside.circle.rules import Area
from alongside.core import clock
from alongside.core.models import Fact
from tests.factories import a_carer, a_person, a_professional_in, lets_in
from tests.factories.browse import at_a_keyboard, inside, words_of

pytestmark = pytest.mark.django_db


def part(kind: str) -> str:
    return f"story/part/{kind}/"


def what_happened(space: object) -> set[str]:
    return set(Fact.objects.filter(space=space, kind__startswith="story.").values_list("kind", flat=True))


def test_told_once_read_before_the_first_meeting_said_back_and_put_right() -> None:
    dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
    member = lets_in(dawn, hannah, (Area.STORY,))
    person, professional = at_a_keyboard(dawn), at_a_keyboard(hannah)

    for kind, text in (
        ("line", "I plan other people's shifts, and my back and my mood keep changing mine."),
        ("page", "The low mood came first, at sixteen. The back came when Kit was a baby."),
        ("whole", "I grew up three floors up, and I liked timetables."),
        ("tired-of-repeating", "How it started\nThat I have tried swimming"),
    ):
        person.post(inside(dawn.space, part(kind)), {"version": "0", "text": text, "label": "ordinary"})

    coming = clock.today() + timedelta(days=6)
    person.post(
        inside(dawn.space, "story/meetings/"),
        {"member": str(member), "on_day_day": coming.day, "on_day_month": coming.month, "on_day_year": coming.year},
    )

    before = inside(dawn.space, "story/before-you-meet/")
    read = words_of(professional.get(before))
    assert "You meet for the first time on" in read
    assert (
        read.index("I plan other people's shifts")
        < read.index("The low mood came first")
        < read.index("I liked timetables")
    )
    assert "How it started" in read

    professional.post(before, {"words": "Your back trouble brought on the low mood.\nYou want to keep your job."})
    mine = person.get(inside(dawn.space, "story/"))
    assert "Your back trouble brought on the low mood." in words_of(mine)
    answer_page = re.search(r'href="([^"]*/understood/[^"]*)"', mine.content.decode())
    assert answer_page is not None
    person.post(answer_page[1], {"right": "no", "words": "The low mood came first. They found each other."})

    assert "The low mood came first. They found each other." in words_of(professional.get(before))
    professional.post(before, {"words": "The low mood came first; the back found it.\nYou want to keep your job."})
    answer_page = re.search(
        r'href="([^"]*/understood/[^"]*)"', person.get(inside(dawn.space, "story/")).content.decode()
    )
    assert answer_page is not None
    person.post(answer_page[1], {"right": "yes"})
    assert "yes, that is it." in words_of(professional.get(before))

    assert what_happened(dawn.space) == {
        "story.part_saved",
        "story.opened_before_first_meeting",
        "story.read_back_written",
        "story.read_back_corrected",
        "story.read_back_accepted",
    }


def test_every_part_may_stay_empty_and_nobody_is_told_how_much_is_missing() -> None:
    stevie, hannah = a_person("Stevie"), a_professional_in(name="Hannah")
    lets_in(stevie, hannah, (Area.STORY,))
    assert "Nothing here yet, and that is fine." in words_of(at_a_keyboard(stevie).get(inside(stevie.space, "story/")))
    read = words_of(at_a_keyboard(hannah).get(inside(stevie.space, "story/")))
    assert "Stevie may prefer to tell you when you meet." in read
    assert "What matters most" not in read


def test_what_is_told_to_one_is_not_there_for_another() -> None:
    dawn, hannah, jo = a_person("Dawn"), a_professional_in(name="Hannah"), a_carer("Jo")
    member = lets_in(dawn, hannah, (Area.STORY,))
    lets_in(dawn, jo, (Area.STORY,))
    person = at_a_keyboard(dawn)
    for kind, text, label in (
        ("page", "For everybody I let in.", "ordinary"),
        ("people", "About Jo, not for Jo.", "not-for-carers"),
        ("care-that-harmed", "For Hannah alone.", "sealed"),
        ("also", "For nobody.", "private"),
    ):
        person.post(
            inside(dawn.space, part(kind)), {"version": "0", "text": text, "label": label, "named": [str(member)]}
        )
    story = inside(dawn.space, "story/")
    for_hannah, for_jo = words_of(at_a_keyboard(hannah).get(story)), words_of(at_a_keyboard(jo).get(story))
    assert "For Hannah alone." in for_hannah
    assert "About Jo, not for Jo." in for_hannah
    assert "For nobody." not in for_hannah
    assert "For everybody I let in." in for_jo
    assert "About Jo" not in for_jo
    assert "Hannah" not in for_jo
    assert "Care that harmed" not in for_jo


def test_what_it_said_before_can_be_put_back() -> None:
    dawn = a_person("Dawn")
    person = at_a_keyboard(dawn)
    person.post(
        inside(dawn.space, part("line")), {"version": "0", "text": "Fine at work until I am not.", "label": "ordinary"}
    )
    person.post(inside(dawn.space, part("line")), {"version": "1", "text": "", "label": "ordinary"})
    before = inside(dawn.space, part("line") + "before/")
    page = person.get(before).content.decode()
    earlier = re.findall(r'name="earlier" value="([^"]+)"', page)
    person.post(before, {"earlier": earlier[-1], "version": "2"})
    assert "Fine at work until I am not." in words_of(person.get(inside(dawn.space, "story/")))


def test_the_person_hears_how_many_did_not_have_to_be_told_and_nobody_else_does() -> None:
    dawn, hannah, moses = a_person("Dawn"), a_professional_in(name="Hannah"), a_professional_in(name="Moses")
    person = at_a_keyboard(dawn)
    person.post(inside(dawn.space, part("line")), {"version": "0", "text": "One line.", "label": "ordinary"})
    story = inside(dawn.space, "story/")
    assert "read it here" not in words_of(person.get(story))
    for somebody in (hannah, moses):
        lets_in(dawn, somebody, (Area.STORY,))
        for _time in range(2):
            assert "read it here" not in words_of(at_a_keyboard(somebody).get(story))
    assert "2 people have read it here. You did not have to tell it to any of them from the start." in words_of(
        person.get(story)
    )
