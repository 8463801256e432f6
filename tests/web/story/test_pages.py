"""The pages of my story, as a browser without scripts sees them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from alongside.care.actions import communication as do_communication
from alongside.care.actions import read_backs as do_read_backs
from alongside.care.actions import story as do
from alongside.care.actions.kept_text import Reach
from alongside.care.models import ReadBack
from alongside.care.queries import read_backs as tell
from alongside.care.queries import story as tell_story
from alongside.care.rules import CommunicationKind, ReadBackState, StoryKind
from alongside.circle.rules import Area, Label
from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.walls import first_wall_open
from tests.factories import (
    Person,
    Somebody,
    a_carer,
    a_person,
    a_professional_in,
    a_service,
    footing_of,
    lets_in,
    lets_team_in,
    seen_by,
)

pytestmark = pytest.mark.django_db


def browser_of(somebody: Somebody) -> Client:
    client = Client()
    client.force_login(somebody.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name: str, person: Person, **more: Any) -> str:
    return reverse(name, kwargs={"space_id": person.space, **more})


def writes(person: Person, kind: StoryKind, text: str, version: int = 0, label: Label | None = None) -> None:
    with seen_by(person.viewer):
        reach = Reach(label) if label else None
        do.save(space=person.space, kind=kind, text=text, version=version, reach=reach, by=person.viewer)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_an_empty_story_invites_and_counts_nothing() -> None:
    dawn = a_person()
    html = page(browser_of(dawn), at("story", dawn))
    assert "Nothing here yet, and that is fine." in html
    assert at("story_part", dawn, kind="line") in html
    assert not re.search(r"\d+\s*(%|of \d)", re.sub(r"<[^>]+>", " ", html.split('id="content"')[1].split("</main>")[0]))


def test_the_person_writes_a_line_and_reads_it_on_their_story() -> None:
    dawn = a_person()
    client = browser_of(dawn)
    address = at("story_part", dawn, kind="line")
    html = page(client, address)
    answer = client.post(
        address,
        {
            "what": "save",
            "version": hidden(html, "version"),
            "once": hidden(html, "once"),
            "text": "I plan\r\nshifts.",
            "label": "ordinary",
        },
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith("#line")
    assert "I plan shifts." in page(client, at("story", dawn))


def test_what_i_am_tired_of_repeating_stands_as_a_list() -> None:
    dawn = a_person()
    client = browser_of(dawn)
    address = at("story_part", dawn, kind="tired-of-repeating")
    client.post(
        address, {"what": "save", "version": "0", "text": "- How it began\r\n\r\n* What I tried", "label": "ordinary"}
    )
    html = page(client, at("story", dawn))
    assert "<li>How it began</li>" in html
    assert "<li>What I tried</li>" in html


def test_when_two_edits_meet_both_texts_stand_side_by_side_and_the_merged_one_is_saved() -> None:
    dawn = a_person()
    writes(dawn, StoryKind.PAGE, "First.")
    client = browser_of(dawn)
    address = at("story_part", dawn, kind="page")
    html = page(client, address)
    writes(dawn, StoryKind.PAGE, "From the phone.", version=1)
    answer = client.post(
        address,
        {
            "what": "save",
            "version": hidden(html, "version"),
            "once": hidden(html, "once"),
            "text": "From the laptop.",
            "label": "ordinary",
        },
    )
    met = answer.content.decode()
    assert answer.status_code == 409
    assert "<p>From the phone.</p>" in met
    assert "<p>From the laptop.</p>" in met
    assert "From the laptop.</textarea>" in met
    answer = client.post(
        address,
        {
            "what": "save",
            "version": hidden(met, "version"),
            "once": hidden(met, "once"),
            "text": "Both.",
            "label": "ordinary",
        },
    )
    assert answer.status_code == 302
    assert "Both." in page(client, at("story", dawn))
    before = page(client, at("story_before", dawn, kind="page"))
    for said in ("First.", "From the phone.", "From the laptop.", "Put aside"):
        assert said in before


def test_an_earlier_version_is_put_back_from_its_page() -> None:
    dawn = a_person()
    writes(dawn, StoryKind.LINE, "First.")
    writes(dawn, StoryKind.LINE, "Second.", version=1)
    client = browser_of(dawn)
    address = at("story_before", dawn, kind="line")
    html = page(client, address)
    answer = client.post(
        address, {"earlier": hidden(html, "earlier"), "version": hidden(html, "version"), "once": "k1"}
    )
    assert answer.status_code == 302
    assert "First." in page(client, at("story", dawn))


def test_a_session_that_ends_while_writing_loses_nothing() -> None:
    dawn = a_person()
    client = browser_of(dawn)
    address = at("story_part", dawn, kind="page")
    html = page(client, address)
    client.logout()
    answer = client.post(
        address,
        {
            "what": "save",
            "version": "0",
            "once": hidden(html, "once"),
            "draft": hidden(html, "draft"),
            "text": "An hour of writing.",
            "label": "private",
        },
    )
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]
    html = page(browser_of(dawn), address)
    assert "An hour of writing." in html
    assert "We put them back in the box." in html


def test_words_kept_before_something_newer_was_saved_are_shown_beside_it() -> None:
    dawn = a_person()
    writes(dawn, StoryKind.PAGE, "First.")
    client = browser_of(dawn)
    address = at("story_part", dawn, kind="page")
    token = hidden(page(client, address), "draft")
    kept = client.post(f"/drafts/{token}/", '{"words": {"text": "Half a thought"}}', content_type="application/json")
    assert kept.status_code == 200
    writes(dawn, StoryKind.PAGE, "Newer.", version=1)
    html = page(client, address)
    assert "<p>Newer.</p>" in html
    assert "<p>Half a thought</p>" in html
    assert "Half a thought</textarea>" in html


def test_a_long_dictated_paragraph_is_offered_in_shorter_ones_and_only_saved_when_asked() -> None:
    dawn = a_person()
    client = browser_of(dawn)
    address = at("story_part", dawn, kind="whole")
    wall = " ".join(f"This is sentence number {n} about the winter and the stairs." for n in range(60))
    answer = client.post(address, {"what": "save", "version": "0", "text": wall, "label": "ordinary"}, follow=True)
    assert "This is one long paragraph" in answer.content.decode()
    answer = client.get(address, {"split": "1"})
    assert "Nothing is saved until you press Save." in answer.content.decode()
    box = answer.content.decode().split("<textarea")[1].split("</textarea>")[0]
    assert box.count("\n\n") > 3
    with seen_by(dawn.viewer):
        assert "\n" not in tell_story.story_of(dawn.viewer, dawn.space).text(StoryKind.WHOLE)


def test_a_text_that_is_too_long_stays_in_the_box_whole() -> None:
    dawn = a_person()
    answer = browser_of(dawn).post(
        at("story_part", dawn, kind="line"), {"what": "save", "version": "0", "text": "x" * 500, "label": "ordinary"}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "There is room here for 240 characters, and this has 500." in html
    assert "x" * 500 in html


def test_ticked_supports_become_lines_of_my_own_text_and_stay_ticked() -> None:
    dawn = a_person()
    client = browser_of(dawn)
    address = at("communication_part", dawn, kind="needs")
    client.post(
        address,
        {
            "what": "save",
            "version": "0",
            "supports": ["An interpreter", "Somewhere quiet to wait"],
            "text": "My dog.",
            "label": "ordinary",
        },
    )
    html = page(client, at("story", dawn))
    for line in ("An interpreter", "Somewhere quiet to wait", "My dog."):
        assert f"<li>{line}</li>" in html
    html = page(client, address)
    assert re.search(r'value="An interpreter"[^>]*checked', html)
    assert "My dog.</textarea>" in html


def test_a_sealed_part_is_opened_by_name_on_the_same_page() -> None:
    dawn, hannah, moses = a_person(), a_professional_in(), a_professional_in(name="Moses")
    member = lets_in(dawn, hannah, (Area.STORY,))
    lets_in(dawn, moses, (Area.STORY,))
    client = browser_of(dawn)
    client.post(
        at("story_part", dawn, kind="care-that-harmed"),
        {"what": "save", "version": "0", "text": "The letter.", "label": "sealed", "named": [str(member)]},
    )
    assert "Only you and these can read it: Hannah." in page(client, at("story", dawn))
    assert "The letter." in page(browser_of(hannah), at("story", dawn))
    theirs = page(browser_of(moses), at("story", dawn))
    assert "The letter." not in theirs
    assert "Care that harmed" not in theirs
    assert "Sealed" not in theirs


def test_somebody_with_one_sealed_part_only_comes_to_that_part() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah)
    writes(dawn, StoryKind.LINE, "Not for her.")
    assert browser_of(hannah).get(at("story", dawn)).status_code == 404
    with seen_by(dawn.viewer):
        do.save(
            space=dawn.space,
            kind=StoryKind.ALSO,
            text="For her.",
            version=0,
            reach=Reach(Label.SEALED, frozenset({member})),
            by=dawn.viewer,
        )
    html = page(browser_of(hannah), at("story", dawn))
    assert "For her." in html
    assert "Not for her." not in html


def test_others_see_the_notice_and_no_empty_headings_and_cannot_write() -> None:
    dawn, hannah, jo, stranger = a_person(), a_professional_in(), a_carer(), a_professional_in(name="Stranger")
    writes(dawn, StoryKind.LINE, "One line.")
    lets_in(dawn, hannah, (Area.STORY,))
    lets_in(dawn, jo, (Area.STORY,))
    for somebody in (hannah, jo):
        client = browser_of(somebody)
        html = page(client, at("story", dawn))
        assert "One line." in html
        assert "The person chooses what is shared here." in html
        assert "About Dawn" not in html
        for name, more in (
            ("story_part", {"kind": "line"}),
            ("story_before", {"kind": "line"}),
            ("story_file_add", {}),
            ("first_meetings", {}),
        ):
            assert client.get(at(name, dawn, **more)).status_code == 404
    assert browser_of(jo).get(at("prepare", dawn)).status_code == 404
    assert browser_of(stranger).get(at("story", dawn)).status_code == 404


def test_an_unknown_part_is_not_found() -> None:
    dawn = a_person()
    assert browser_of(dawn).get(at("story_part", dawn, kind="diagnosis")).status_code == 404


def meets(person: Person, member: Any, days: int = 6) -> None:
    with seen_by(person.viewer):
        do_read_backs.record_meeting(
            footing=footing_of(person, person.space),
            member=member,
            on_day=clock.today() + timedelta(days=days),
            by=person.viewer,
        )


def test_a_professional_reads_before_the_first_meeting_and_says_back_and_the_person_puts_it_right() -> None:
    dawn, hannah = a_person(), a_professional_in()
    member = lets_in(dawn, hannah, (Area.STORY, Area.COMMUNICATION))
    writes(dawn, StoryKind.LINE, "I plan other people's shifts.")
    writes(dawn, StoryKind.PAGE, "The low mood came first.")
    with seen_by(dawn.viewer):
        do_communication.save(
            space=dawn.space, kind=CommunicationKind.NEEDS, text="Let me stand.", version=0, by=dawn.viewer
        )
    meets(dawn, member)
    theirs, mine = browser_of(hannah), browser_of(dawn)
    html = page(theirs, at("prepare", dawn))
    assert html.index("I plan other people") < html.index("Let me stand.") < html.index("The low mood came first.")
    assert "The person chooses what is shared here." in html
    assert "You meet for the first time on" in html
    page(theirs, at("prepare", dawn))
    opened = Fact.objects.get(kind="story.opened_before_first_meeting", space=dawn.space)
    assert opened.service == hannah.service.pk
    assert opened.by == hannah.account.pk

    answer = theirs.post(at("prepare", dawn), {"what": "send", "once": "a", "words": "Your back brought the low mood."})
    assert answer.status_code == 302
    assert "Dawn has not answered yet." in page(theirs, at("prepare", dawn))
    assert theirs.post(at("prepare", dawn), {"what": "send", "once": "b", "words": "Again."}).status_code == 422
    html = page(mine, at("story", dawn))
    assert "Your back brought the low mood." in html
    link = re.search(r'href="([^"]*/understood/[^"]*)"', html)
    assert link is not None
    assert mine.post(link[1], {"right": "no", "words": ""}).status_code == 422
    assert mine.post(link[1], {"right": "no", "words": "The other way round."}).status_code == 302
    html = page(theirs, at("prepare", dawn))
    assert "Dawn put something right on" in html
    assert "The other way round." in html
    theirs.post(at("prepare", dawn), {"what": "send", "once": "c", "words": "The low mood came first."})
    link = re.search(r'href="([^"]*/understood/[^"]*)"', page(mine, at("story", dawn)))
    assert link is not None
    mine.post(link[1], {"right": "yes", "words": "That is it."})
    html = page(theirs, at("prepare", dawn))
    assert "yes, that is it." in html
    kinds = list(
        Fact.objects.filter(space=dawn.space, kind__startswith="story.read_back").values_list("kind", "service")
    )
    assert sorted(kinds) == [
        ("story.read_back_accepted", hannah.service.pk),
        ("story.read_back_corrected", hannah.service.pk),
        ("story.read_back_written", hannah.service.pk),
        ("story.read_back_written", hannah.service.pk),
    ]
    assert "One person has read it here." in page(mine, at("story", dawn))


def test_a_professional_records_their_own_first_meeting_and_moves_it() -> None:
    dawn, hannah = a_person(), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY,))
    client = browser_of(hannah)
    for days in (3, 9):
        day = clock.today() + timedelta(days=days)
        answer = client.post(
            at("prepare", dawn),
            {
                "what": "meeting",
                "on_day_day": str(day.day),
                "on_day_month": str(day.month),
                "on_day_year": str(day.year),
            },
        )
        assert answer.status_code == 302
    with seen_by(dawn.viewer):
        meetings = tell.coming_meetings(dawn.viewer, dawn.space)
    assert [(row.with_name, row.on_day) for row in meetings] == [("Hannah", day)]
    past = client.post(
        at("prepare", dawn), {"what": "meeting", "on_day_day": "1", "on_day_month": "1", "on_day_year": "2020"}
    )
    assert "That day is in the past." in past.content.decode()


def test_a_first_meeting_is_nothing_for_a_carer_to_see() -> None:
    dawn, hannah, jo = a_person(), a_professional_in(), a_carer()
    member = lets_in(dawn, hannah, (Area.STORY,))
    lets_in(dawn, jo, (Area.STORY,))
    meets(dawn, member)
    assert "Hannah" not in page(browser_of(jo), at("story", dawn))


def test_the_person_takes_away_a_meeting_that_will_not_happen() -> None:
    dawn, hannah = a_person(), a_professional_in()
    meets(dawn, lets_in(dawn, hannah, (Area.STORY,)))
    client = browser_of(dawn)
    html = page(client, at("first_meetings", dawn))
    client.post(at("first_meetings", dawn), {"what": "drop", "meeting": hidden(html, "meeting")})
    with seen_by(dawn.viewer):
        assert tell.coming_meetings(dawn.viewer, dawn.space) == []


def test_a_read_back_is_its_writers_and_the_persons_and_nobody_elses() -> None:
    dawn, hannah, moses = a_person(), a_professional_in(), a_professional_in(name="Moses")
    lets_in(dawn, hannah, (Area.STORY,))
    lets_in(dawn, moses, (Area.STORY,))
    with seen_by(hannah.viewer):
        made = do_read_backs.write_read_back(
            footing=footing_of(hannah, dawn.space), words="You said a hard thing.", by=hannah.viewer
        )
    assert "You said a hard thing." not in page(browser_of(moses), at("prepare", dawn))
    with seen_by(moses.viewer):
        assert tell.read_back(moses.viewer, dawn.space, made) is None
        assert not ReadBack.objects.filter(pk=made).exists(), "the first wall let it through"
        if connection.vendor == "postgresql":
            with first_wall_open():
                assert not ReadBack.objects.filter(pk=made).exists(), "the second wall let it through"
    with seen_by(hannah.viewer):
        assert ReadBack.objects.filter(pk=made).exists()
    assert browser_of(moses).get(at("read_back", dawn, read_back_id=made)).status_code == 404


def test_somebody_of_a_team_prepares_for_the_teams_meeting() -> None:
    dawn, service = a_person(), a_service("Saltpan Surgery")
    farah = a_professional_in(service, "Farah", "doctor")
    meets(dawn, lets_team_in(dawn, service, (Area.STORY,)))
    assert "You meet for the first time on" in page(browser_of(farah), at("prepare", dawn))
    with seen_by(farah.viewer):
        state = tell.read_back_state(farah.viewer, dawn.space)
    assert state.needed
    assert state.opened


def test_the_state_for_home_names_what_waits_for_whom() -> None:
    dawn, hannah = a_person(), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY,))
    with seen_by(hannah.viewer):
        do_read_backs.write_read_back(footing=footing_of(hannah, dawn.space), words="You …", by=hannah.viewer)
        state = tell.read_back_state(hannah.viewer, dawn.space)
        assert (state.needed, state.own.state if state.own else "") == (False, ReadBackState.WAITING)
    with seen_by(dawn.viewer):
        assert [row.words for row in tell.read_back_state(dawn.viewer, dawn.space).waiting] == ["You …"]


def test_the_writing_aid_advises_and_sends_nothing() -> None:
    dawn, hannah = a_person(), a_professional_in()
    lets_in(dawn, hannah, (Area.STORY,))
    client = browser_of(hannah)
    answer = client.post(at("prepare", dawn), {"what": "check", "once": "a", "words": "Patient denies wear and tear."})
    html = answer.content.decode()
    assert "Only suggestions: you can send your words as they are." in html
    assert "Patient denies wear and tear.</textarea>" in html
    with seen_by(hannah.viewer):
        assert tell.my_last_read_back(hannah.viewer, dawn.space) is None


def test_how_to_communicate_opens_without_the_story() -> None:
    dawn, keisha = a_person(), a_professional_in(name="Keisha")
    writes(dawn, StoryKind.LINE, "Not hers to read.")
    with seen_by(dawn.viewer):
        do_communication.save(
            space=dawn.space, kind=CommunicationKind.CONTACT, text="Please do not ring", version=0, by=dawn.viewer
        )
    lets_in(dawn, keisha, (Area.COMMUNICATION,))
    client = browser_of(keisha)
    html = page(client, at("communication", dawn))
    assert "Please do not ring" in html
    assert "Not hers to read." not in html
    assert client.get(at("story", dawn)).status_code == 404
