"""U6 Adapt the principles to one's own values, place and people.

The Headland pain service works with the set that comes with the product. Its panel and its team want it in the words of their town. Pauline,
who leads the service, makes a set of their own out of it: one practice in their words, one left out with the reason, one added. Each change
says who decided it and why, and who saw it otherwise. People read the draft; then it is published, and its words never change again. From a
day on the service works with it; what was answered before stays with the set of its day. Slipway, elsewhere, takes it along as a file and
makes it its own again. When Headland's set changes, Slipway is told, and nothing changes by itself. Everybody here is invented.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.core import clock
from alongside.core.viewer import Viewer
from alongside.principles import queries as principles
from alongside.principles.actions import practices, sets
from alongside.principles.catalogue import WORDINGS, principle_set
from alongside.principles.queries import versions
from alongside.principles.queries.files import file_of
from alongside.principles.rules import Ref, SetStatus
from tests.factories.browse import at_a_keyboard, words_of
from tests.principles.own_sets import (
    NEW_WORDS,
    House,
    a_facilitator,
    a_fork,
    a_house,
    a_practice,
    a_viewer,
    as_on_another_machine,
    as_somebody,
    goes_out,
    stands,
    why,
)

pytestmark = pytest.mark.django_db
OURS = Ref("headland-own", "1")


@pytest.fixture
def headland() -> House:
    return a_house("Headland pain service")


def browser(viewer: Viewer) -> Client:
    return at_a_keyboard(as_somebody(viewer))


def reads(viewer: Viewer, address: str) -> str:
    answer = browser(viewer).get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return words_of(answer)


def sends(viewer: Viewer, address: str, **form: Any) -> Any:
    return browser(viewer).post(address, form)


def day(ahead: int = 0) -> dict[str, str]:
    on = clock.today() + timedelta(days=ahead)
    return {"day": str(on.day), "month": str(on.month), "year": str(on.year)}


def because(reasons: str = "Our panel asked for it.", **more: Any) -> dict[str, Any]:
    said = {
        "decided_by": "the team and the panel",
        "reasons": reasons,
        "dissent": "",
        "planned": "yes",
        "nature": "wording",
        "level": "service",
        "keeps_meaning": "yes",
        "goal": "",
        **{f"on_{part}": value for part, value in day().items()},
    }
    return {**said, **more}


def said_in(viewer: Viewer, answer: Any) -> str:
    """The sentences of a page that was sent back."""
    assert answer.status_code in (409, 422), answer.status_code
    return words_of(answer)


def test_a_lead_makes_a_set_of_their_own_and_every_word_is_taken_along(headland: House) -> None:
    assert "Make your own set out of this" in reads(headland.lead, "/sets/both-2019/1/")
    form = {
        "service": str(headland.service.pk),
        "title": "How we work at Headland",
        "set_id": "headland-own",
        "prefix": "H",
        "reasons": "We want it in the words of our town.",
    }
    sent = sends(headland.lead, "/sets/both-2019/1/own/", **form)
    assert sent["Location"] == "/sets/headland-own/1/"
    page = reads(headland.lead, "/sets/headland-own/1/")
    assert "How we work at Headland" in page
    assert "Taken along, not looked at yet" in page
    for practice in principle_set("both-2019").practices:
        assert practice.plain in page
    again = sends(headland.lead, "/sets/both-2019/1/own/", **form)
    assert "There is a set of that short name already." in said_in(headland.lead, again)


def test_one_is_said_otherwise_one_left_out_one_added_and_each_says_why(headland: House) -> None:
    at = a_fork(headland)
    here = "/sets/headland-own/1/"
    first = principle_set("both-2019").practice("P2.1")
    texts = {field: getattr(first, field) for field in WORDINGS}
    sent = sends(
        headland.lead,
        f"{here}practice/P2.1/adapt/",
        **{**texts, "name": "Know what came before"},
        moments=[str(one) for one in first.moments],
        kinds=[str(one) for one in first.kinds],
        person="ask",
        staff="ask",
        **because("“Story” sounded childish to us.", dissent="One of us liked the old words.", planned="no"),
    )
    assert sent["Location"] == f"{here}practice/P2.1/"
    page = reads(headland.nurse, f"{here}practice/P2.1/")
    for words in (
        "Know what came before",
        "“Story” sounded childish to us.",
        "Seen differently: One of us liked the old words.",
        "decided by the team and the panel",
        "came up on the way",
        f"[taken out: {first.name} end]",
    ):
        assert words in page
    assert "is never used for anything else" in reads(headland.lead, f"{here}practice/P2.5/drop/")
    sends(headland.lead, f"{here}practice/P2.5/drop/", **because("Nobody here is of working age."))
    page = reads(headland.panel, here)
    assert "Left out, and why" in page
    assert "Nobody here is of working age." in page
    added = sends(
        headland.lead,
        f"{here}add/",
        principle="1",
        **{**dict.fromkeys(WORDINGS, ""), **NEW_WORDS},
        moments=["always"],
        kinds=["structure"],
        person="ask",
        staff="no",
        **because(),
    )
    assert added["Location"] == f"{here}practice/H1.1/"
    assert NEW_WORDS["name"] in reads(headland.panel, f"{here}practice/H1.1/")
    live = [one.id for one in stands(at).set.practices]
    assert "H1.1" in live
    assert "P2.5" not in live


def test_a_change_without_a_reason_keeps_what_was_typed_and_says_what_is_missing(headland: House) -> None:
    a_fork(headland)
    sent = sends(headland.lead, "/sets/headland-own/1/practice/P2.5/drop/", **because("", dissent="Ana would keep it."))
    page = said_in(headland.lead, sent)
    assert "Please say why. One sentence is enough." in page
    assert "Ana would keep it." in sent.content.decode()
    assert stands(OURS).find("P2.5").is_live


def test_it_is_read_then_published_then_it_never_changes(headland: House) -> None:
    at = a_fork(headland)
    here = "/sets/headland-own/1/"
    assert browser(headland.lead).get("/principles/set/headland-own/1/").status_code == 404
    sends(headland.lead, here, what="refine", reasons="Six people of the panel read it.")
    sends(headland.lead, here, what="publish", reasons="It is ready.")
    assert stands(at).set.status is SetStatus.PUBLISHED
    open_page = words_of(Client().get("/principles/set/headland-own/1/"))
    assert "What Headland pain service wants care to be" in open_page
    assert "How we work at Headland" in words_of(
        Client().get("/principles/set/headland-own/1/poster/?voice=we&size=large")
    )
    refused = sends(headland.lead, f"{here}practice/P1.1/drop/", **because())
    assert "Its words stay as they are." in said_in(headland.lead, refused)
    history = reads(headland.nurse, f"{here}history/")
    assert history.index("The set was begun") < history.index("People read it") < history.index("Published")


def test_two_versions_stand_side_by_side_in_words_that_a_screen_reader_can_tell_apart(headland: House) -> None:
    at = a_fork(headland)
    first = principle_set("both-2019").practice("P1.1")
    changed = first.plain.replace("There is time", "There is enough time")
    practices.adapt(at=at, practice="P1.1", words={"plain": changed}, frame=why(), by=headland.lead)
    practices.drop(at=at, practice="P2.5", frame=why("Nobody here works."), by=headland.lead)
    page = reads(headland.nurse, "/sets/headland-own/1/compare/")
    assert "version 1, to “How we work at Headland”, version 1." in page
    assert "[put in: enough" in page
    assert "23 practices are the same." in page
    assert "1 reads differently." in page
    assert "1 was left out." in page
    assert "Nobody here works." in page
    assert "word for word" in reads(headland.nurse, "/sets/headland-own/1/compare/?with=headland-own:1")
    for wrong in ("nonsense", "headland-own:7", "nothing:1"):
        assert browser(headland.nurse).get(f"/sets/headland-own/1/compare/?with={wrong}").status_code == 404


def test_a_service_works_with_it_from_a_day_on_and_keeps_what_was_before(headland: House) -> None:
    at = a_fork(headland)
    practices.drop(at=at, practice="P2.5", frame=why(), by=headland.lead)
    goes_out(at, headland.lead)
    here = f"/s/{headland.service.slug}/principles/"
    assert principle_set("both-2019").title in reads(headland.nurse, here)
    form = {"to": "headland-own:1", "reason": "It is in our words."}
    sent = sends(headland.lead, here, **form, **{f"begins_on_{part}": value for part, value in day(3).items()})
    assert sent["Location"] == here
    page = reads(headland.panel, here)
    assert "Planned" in page
    assert "It is in our words." in page
    assert principles.set_for(headland.service.pk).id == "both-2019"
    assert principles.set_for(headland.service.pk, clock.today() + timedelta(days=3)).id == "headland-own"
    past = sends(headland.lead, here, **form, **{f"begins_on_{part}": value for part, value in day(-3).items()})
    assert "That day is over." in said_in(headland.lead, past)
    for somebody in (headland.nurse, headland.panel):
        assert sends(somebody, here, **form).status_code == 404
    assert browser(a_viewer("Ana")).get(here).status_code == 404


def test_another_language_stands_beside_the_first_and_says_what_is_missing(headland: House) -> None:
    at = a_fork(headland)
    goes_out(at, headland.lead)
    here = "/sets/headland-own/1/languages/"
    sent = sends(headland.lead, here, language="cy", translated_by="staff")
    assert sent["Location"] == f"{here}cy/"
    assert principle_set("both-2019").practice("P1.1").plain in reads(headland.lead, f"{here}cy/P1.1/")
    sends(headland.lead, f"{here}cy/P1.1/", name="Amser i ofyn a gwrando")
    page = reads(headland.nurse, f"{here}cy/")
    assert "Amser i ofyn a gwrando" in page
    assert "Not translated yet" in page
    assert "Nobody else has read it over yet." in page
    refused = sends(headland.lead, f"{here}cy/", read_by="person")
    assert "somebody else must read it over" in said_in(headland.lead, refused)
    sends(a_facilitator(), f"{here}cy/", read_by="person")
    page = words_of(Client().get("/principles/set/headland-own/1/?language=cy"))
    assert "Amser i ofyn a gwrando" in page
    assert "not translated yet" in page
    assert "is a draft" not in page


def test_it_travels_as_one_file_and_is_made_ones_own_somewhere_else(headland: House) -> None:
    at = a_fork(headland)
    goes_out(at, headland.lead)
    given = browser(headland.nurse).get("/sets/headland-own/1/file/")
    assert given["Content-Disposition"] == 'attachment; filename="headland-own-1.json"'
    assert json.loads(given.content)["set"]["title"] == "How we work at Headland"
    slipway = a_house("The Slipway")
    owner = {"service": str(slipway.service.pk)}
    sent = sends(slipway.lead, "/sets/bring/", **owner, file=SimpleUploadedFile("x.json", given.content))
    assert "This version is here already" in said_in(slipway.lead, sent)
    for data, words in (
        (b"{", "The file is damaged"),
        (b"x" * 2_000_002, "The file is too big"),
        (b"", "The file is empty"),
    ):
        sent = sends(slipway.lead, "/sets/bring/", **owner, file=SimpleUploadedFile("x.json", data))
        assert words in said_in(slipway.lead, sent)
    assert browser(slipway.nurse).get("/sets/bring/").status_code == 404


def test_a_file_from_elsewhere_is_kept_as_it_came(headland: House) -> None:
    def make() -> bytes:
        at = a_fork(headland)
        goes_out(at, headland.lead)
        return file_of(stands(at))

    data = as_on_another_machine(make)
    slipway = a_house("The Slipway")
    sent = sends(slipway.lead, "/sets/bring/", service=str(slipway.service.pk), file=SimpleUploadedFile("x.json", data))
    assert sent["Location"] == "/sets/headland-own/1/"
    page = reads(slipway.nurse, "/sets/headland-own/1/")
    assert "came as a file" in page
    assert "Add a practice" not in reads(slipway.lead, "/sets/headland-own/1/")
    assert Client().get("/principles/set/headland-own/1/").status_code == 404
    assert browser(a_viewer("Ana")).get("/sets/headland-own/1/").status_code == 404


def test_when_the_set_it_grew_out_of_changes_people_are_told_and_choose(headland: House) -> None:
    at = a_fork(headland)
    extra = a_practice(at, headland.lead)
    goes_out(at, headland.lead)
    slipway = a_house("The Slipway")
    a_fork(slipway, "slipway-own", "S", at)
    assert "has changed" not in reads(slipway.lead, "/sets/slipway-own/1/")
    second = sets.begin_next_version(of=at, reasons="We learnt.", by=headland.lead)
    practices.adapt(
        at=second, practice="P1.1", words={"name": "Time that is really there"}, frame=why(), by=headland.lead
    )
    practices.drop(at=second, practice=extra, frame=why("It did not fit."), by=headland.lead)
    newer = a_practice(second, headland.lead, {**NEW_WORDS, "name": "Room to stand up"})
    goes_out(second, headland.lead)
    here = "/sets/slipway-own/1/"
    page = reads(slipway.lead, here)
    assert "Nothing changes by itself." in page
    assert "It is new there" in page
    for practice, what in (("P1.1", "adopt"), (extra, "keep"), (newer, "keep")):
        assert "The set it grew out of has changed" in reads(slipway.lead, f"{here}practice/{practice}/")
        assert reads(slipway.lead, f"{here}practice/{practice}/{what}/")
        sent = sends(slipway.lead, f"{here}practice/{practice}/{what}/", **because("We talked it over."))
        assert sent.status_code == 302, words_of(sent)
    found = stands(Ref("slipway-own", "1"))
    assert found.set.practice("P1.1").name == "Time that is really there"
    assert found.find(extra).is_live
    assert not found.find(newer).is_live
    assert "has changed" not in reads(slipway.lead, here)


def test_principles_can_be_said_otherwise_and_one_more_can_come(headland: House) -> None:
    a_fork(headland)
    here = "/sets/headland-own/1/"
    sent = sends(headland.lead, f"{here}principle/1/", title="Be on one side", plain="Short.", reasons="Plainer.")
    assert sent["Location"] == here
    sends(headland.lead, f"{here}principle/", title="Places", plain="Rooms matter.", reasons="Learnt.")
    page = reads(headland.lead, here)
    assert "1. Be on one side" in page
    assert "6. Places" in page
    assert "Say the title in other words" in reads(headland.lead, f"{here}principle/1/")
    assert "Add a principle" in reads(headland.lead, f"{here}principle/")
    empty = sends(headland.lead, f"{here}principle/1/", title="", plain="", reasons="")
    assert "Please give it a title." in said_in(headland.lead, empty)
    assert browser(headland.lead).get(f"{here}principle/9/").status_code == 404


def test_a_draft_is_not_there_for_those_who_have_nothing_to_do_with_it(headland: House) -> None:
    a_fork(headland)
    elsewhere = a_house("Elsewhere")
    for address in ("", "history/", "compare/", "file/", "languages/", "practice/P1.1/", "own/", "add/"):
        assert browser(elsewhere.lead).get(f"/sets/headland-own/1/{address}").status_code == 404, address
    assert Client().get("/sets/headland-own/1/").status_code == 302
    assert "headland-own" not in reads(elsewhere.lead, "/sets/")
    for address in ("add/", "own/", "principle/", "practice/P1.1/drop/"):
        assert browser(headland.nurse).get(f"/sets/headland-own/1/{address}").status_code == 404, address
    assert sends(headland.panel, "/sets/headland-own/1/", what="refine", reasons="Why").status_code == 404


def test_the_set_that_comes_with_the_product_stays_as_it_is(headland: House) -> None:
    noreen = a_facilitator()
    for address in ("add/", "principle/", "practice/P1.1/drop/", "file/"):
        answer = browser(noreen).get(f"/sets/both-2019/1/{address}")
        assert "This set comes with Alongside" in said_in(noreen, answer)
    assert Client().get("/principles/set/both-2019/1/")["Location"] == "/principles/"
    assert Client().get("/principles/set/both-2019/1/poster/")["Location"] == "/principles/poster/"
    assert [one.ref.set_id for one in versions.versions_for(noreen)] == ["both-2019"]
