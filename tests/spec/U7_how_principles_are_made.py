"""U7 How principles are made: interviews, themes, drafts, refined by many, looked at by a group.

Noreen, who runs sessions, asks people one question: what is it like to tell it again? Alex, a peer researcher, has lived with both and reads
with her. Each interview comes with a yes that has a last day, and its giver holds a code to read it back and to take it back alone. The two
read alone; neither sees the other's marks before both have finished. Then they look at where they differ, before any number, and may keep both
readings. A theme counts people and not mentions, and what does not fit stands beside it. A draft grows from it; people refine it by code,
without a name; a group reads it together. Only then it goes into the set that is being made, with every step it came by, with what was held
against it, and without a word of an interview. Everybody here is invented.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.core import clock
from alongside.core.viewer import Viewer
from alongside.people.queries import account
from alongside.principles.rules import Ref
from alongside.themes.actions import studies
from alongside.themes.queries import studies as tell
from alongside.themes.rules import StudyRole
from tests.factories import Somebody
from tests.factories.browse import at_a_keyboard, words_of
from tests.principles.own_sets import a_fork, a_house
from tests.themes.study import a_facilitator, as_, asks, email_of, somebody
from tests.themes.typed import word

pytestmark = pytest.mark.django_db
ROBIN = "I told it seven times.\nNobody had read the letter."
SAM = "Each time I began anew.\nThe letter got lost."
KIM = "She had read it before.\nI do not mind telling it."


class Town:
    """Noreen keeps the study; Alex reads with her; Pauline's service has a set in the making."""

    def __init__(self) -> None:
        self.noreen, self.alex = a_facilitator("Noreen"), somebody("Alex")
        self.at: Ref = a_fork(a_house("Headland pain service"))
        self.home = self.sends(
            self.noreen, "/studies/", title="Telling it again", question="What is it like to tell it again?"
        )["Location"]
        self.sends(self.noreen, f"{self.home}people/", what="ask", email=email_of(self.alex), role="peer-researcher")

    def browser(self, viewer: Viewer) -> Client:
        found = account(viewer.account)  # type: ignore[arg-type]  # everybody here has one
        assert found is not None
        return at_a_keyboard(Somebody(found, viewer))

    def sends(self, viewer: Viewer, address: str, **form: Any) -> Any:
        return self.browser(viewer).post(address, form)

    def reads(self, viewer: Viewer, address: str) -> str:
        answer = self.browser(viewer).get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return words_of(answer)

    def is_lent(self, called: str, words: str) -> str:
        """Bring an interview; gives the address for its giver."""
        form = {**day("agreed_on"), **day("until", 90), "called": called, "words": words, "may_quote": "on"}
        answer = self.sends(self.noreen, f"{self.home}words/new/", **form)
        return str(re.search(r"/interview/[^/]+/", answer.content.decode()).group())  # type: ignore[union-attr]  # shown once

    def things(self) -> tuple[str, dict[str, str], dict[str, str]]:
        """The id of the study; documents by made-up name; codes by name."""
        study = self.home.split("/")[2]
        place = asks(self.noreen, tell.my_studies)[0].study.pk
        documents = {one.called: str(one.pk) for one in asks(self.noreen, tell.documents_of, place)}
        from alongside.themes.queries import codebook

        return study, documents, {one.name: str(one.pk) for one in asks(self.noreen, codebook.codes_of, place)}


def day(name: str, ahead: int = 0) -> dict[str, str]:
    on = clock.today() + timedelta(days=ahead)
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def town() -> Town:
    return Town()


def test_words_come_with_a_yes_and_their_giver_takes_them_back_alone(town: Town) -> None:
    address = town.is_lent("Robin", ROBIN)
    town.is_lent("Sam", SAM)
    assert "A few researchers read them, to work out what good care is" in words_of(Client().get(address))
    assert "Robin" in town.reads(town.alex, town.home)
    Client().post(address)
    assert "They, and every mark on them, are gone." in words_of(Client().get(address))
    page = town.reads(town.alex, town.home)
    assert "Robin" not in page
    assert "1 person took their words back." in page
    assert town.browser(somebody("Ana")).get(town.home).status_code == 404


def test_a_typed_up_document_is_read_through_before_anything_is_kept(town: Town) -> None:
    document = SimpleUploadedFile("robin.docx", word(*ROBIN.split("\n")))
    page = words_of(town.sends(town.noreen, f"{town.home}words/new/", called="Robin", file=document))
    assert "This is what we read in robin.docx. Nothing is kept yet, and the document is not." in page
    assert "Nobody had read the letter." in page
    assert "Robin" not in town.reads(town.alex, town.home)
    town.is_lent("Robin", ROBIN)
    assert "Robin" in town.reads(town.alex, town.home)


def read_alone(town: Town) -> tuple[str, dict[str, str], dict[str, str]]:
    """Both mark all three interviews alike, but for one sentence of Robin's."""
    for called, words in (("Robin", ROBIN), ("Sam", SAM), ("Kim", KIM)):
        town.is_lent(called, words)
    for name in ("Telling it again", "Not read"):
        town.sends(town.alex, f"{town.home}codes/", what="new", name=name, description="", parent="")
    _study, documents, codes = town.things()
    readers = [str(town.noreen.account), str(town.alex.account)]
    round_home = town.sends(
        town.noreen, f"{town.home}rounds/new/", documents=list(documents.values()), readers=readers
    )["Location"]
    marks = [("Robin", "0", "Telling it again"), ("Sam", "0", "Telling it again"), ("Kim", "1", "Telling it again")]
    for viewer in (town.noreen, town.alex):
        for called, sentence, code in marks:
            page = f"{round_home}{documents[called]}/"
            town.sends(viewer, page, what="mark", sentence=sentence, code=codes[code], memo="")
    page = f"{round_home}{documents['Robin']}/"
    town.sends(town.alex, page, what="mark", sentence="1", code=codes["Not read"], memo="It lay there.")
    return round_home, documents, codes


def test_two_read_alone_and_where_they_differ_stands_before_any_number(town: Town) -> None:
    home, documents, _codes = read_alone(town)
    assert "It lay there." not in town.reads(town.noreen, home)
    assert "Each reads alone." in town.reads(town.noreen, home)
    for viewer in (town.noreen, town.alex):
        town.sends(viewer, home, what="finish")
    page = town.reads(town.noreen, home)
    assert page.index("Nobody had read the letter.") < page.index("Where you agree")
    assert "Nobody is right because two agree: both readings may stay." in page
    assert "Alpha" not in page
    assert "Alpha" in town.reads(town.noreen, f"{home}?number=1")
    start = ROBIN.index("Nobody")
    kept = town.sends(
        town.noreen,
        home,
        **{"what": "settle", "which": documents["Robin"], "start": start, "end": len(ROBIN)},
        left_as="both",
        why="One hears the letter, one the waiting.",
    )
    assert kept.status_code == 302
    assert "Both readings stay." in town.reads(town.alex, home)


def test_a_theme_grows_into_a_practice_that_carries_every_step_and_every_no(town: Town) -> None:
    home, documents, codes = read_alone(town)
    for viewer in (town.noreen, town.alex):
        town.sends(viewer, home, what="finish")
    as_(town.noreen, studies.feeds, study=asks(town.noreen, tell.my_studies)[0].study.pk, set_id=town.at.set_id)
    theme = town.sends(
        town.alex,
        f"{town.home}themes/",
        name="Read it first",
        says="Telling it anew costs more than anybody sees.",
        codes=[codes["Telling it again"]],
    )["Location"]
    town.sends(town.alex, theme, what="for", which=documents["Sam"], sentence="0")
    town.sends(
        town.alex, theme, what="against", which=documents["Kim"], sentence="1", why="Being asked is respect, too."
    )
    page = town.reads(town.alex, theme)
    assert "3 people speak of it" in page
    assert "1 has lived it otherwise" in page
    words = {"name": "Read before you ask", "plain": "Whoever meets somebody has read what they gave."}
    draft = town.sends(
        town.alex, theme, what="draft", **words, principle="1", moments=["first-meeting"], kinds=["process"]
    )["Location"]
    assert "at least five people say what they think" in town.reads(town.noreen, draft)
    codes_page = town.sends(town.noreen, draft, what="codes", constituency="person", number="5", **day("until", 9))
    addresses = re.findall(r"/refine/[^/]+/", codes_page.content.decode())
    for number, address in enumerate(addresses):
        said = (
            {"says": "agree", "words": ""} if number else {"says": "change-this", "words": "Let me tell it if I want."}
        )
        assert "Whoever meets somebody has read what they gave." in words_of(Client().get(address))
        Client().post(address, said)
    assert "Let me tell it if I want." in town.reads(town.alex, draft)
    better = {**words, "plain": "Whoever meets somebody has read what they gave, and asks where to begin."}
    town.sends(town.alex, draft, what="reword", **better, why="People want to be able to tell it.")
    assert "a group of three or more reads the newest wording" in town.reads(town.noreen, draft)
    met = {
        **day("on_day"),
        "people": "6",
        "says": "keep",
        "words": "Read aloud twice.",
        "dissent": "The fifth time, too.",
    }
    town.sends(town.alex, draft, what="group", **met)
    where = {"what": "publish", "at": str(town.at), "decided_by": "the study and the panel"}
    assert town.sends(town.alex, draft, **where).status_code in (409, 422)
    assert town.sends(town.noreen, draft, **where).status_code == 302
    page = town.reads(town.noreen, draft)
    practice = re.search(r"It is practice ([A-Z]+1\.1)", page).group(1)  # type: ignore[union-attr]  # the assertion
    page = town.reads(town.noreen, f"/sets/{town.at.set_id}/{town.at.version}/practice/{practice}/")
    for step in (
        "and asks where to begin.",
        "Drafted from the theme “Read it first”, heard from 3 people.",
        "A group of 6 people read it together.",
        "1 interview says otherwise",
        "The fifth time, too.",
    ):
        assert step in page
    assert "Each time I began anew." not in page


def test_whoever_only_follows_a_study_reads_what_came_of_it_and_no_interview(town: Town) -> None:
    home, documents, _codes = read_alone(town)
    rajan = somebody("Rajan")
    town.sends(town.noreen, f"{town.home}people/", what="ask", email=email_of(rajan), role=StudyRole.FOLLOWS.value)
    assert "Telling it again" in town.reads(rajan, town.home)
    for address in (home, f"{town.home}words/{documents['Sam']}/", f"{home}{documents['Sam']}/"):
        assert town.browser(rajan).get(address).status_code == 404, address
    pauline = a_house("Elsewhere").lead
    assert town.browser(pauline).get(town.home).status_code == 404
