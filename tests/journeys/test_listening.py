"""Dawn answers from her home in a few taps, Ana by a slip of paper, and a story goes out and comes back. Everybody is invented."""

import datetime
import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from alongside.care.models import Meeting
from alongside.circle.rules import Area
from alongside.core import clock
from alongside.core.viewer import COUNTER, Viewer
from alongside.listening.queries import counting
from alongside.people.models import Account, Service
from tests.access.rows import save
from tests.factories import Person, Professional, Somebody, a_person, a_professional_in, lets_in, seen_by
from tests.journeys.visitor import DESK, PHONE, SMALL_PHONE, Arrives, Visitor, given, then, when
from tests.listening.here import Here, a_service_that_listens

pytestmark = pytest.mark.journey
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
WORDS = "They had read my letter. I did not have to begin again."
CAME_IN_THE_RAIN = "I came in the rain, and nobody asked why I was late."
# A tap takes somebody with sore hands two seconds; reading two questions takes five.
TAPS_IN_FIFTEEN_SECONDS = 5


def whoever(viewer: Viewer) -> Somebody:
    """Somebody to arrive as, for a viewer of the tests of listening."""
    return Somebody(Account.objects.get(pk=viewer.account), viewer)


def counted(service: UUID) -> list[tuple[str, str]]:
    with seen_by(COUNTER):
        today = clock.today()
        month = today - datetime.timedelta(days=31), today
        return [(one.value, one.through) for one in counting.answers_to_count(service, *month)]


class Taps:
    """Counts what somebody has to press."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.count = visitor, 0

    def follows(self, words: str) -> None:
        self.count += 1
        self.visitor.follows(words)

    def presses(self, words: str) -> None:
        self.count += 1
        self.visitor.presses(words)

    def answers(self, number: int, words: str) -> None:
        """Tap on an answer to one of the questions."""
        self.count += 1
        group = self.visitor.page.locator("main fieldset").nth(number)
        group.get_by_label(words, exact=True).check()


@SIZES
def test_two_questions_from_home_take_a_few_taps_and_nobody_sees_who_said_what(
    arrives: Arrives, size: tuple[int, int]
) -> None:
    with given("Dawn met Hannah for the first time yesterday"):
        dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
        met_yesterday(dawn, hannah)
        hers = arrives(dawn, size=size)
        hers.opens(f"/p/{dawn.space}/")
        hers.sees("You met Hannah on")
    with when("she follows the one line, answers both and sends it"):
        taps = Taps(hers)
        taps.follows("If you like, say in two taps how it was.")
        hers.sees("it changes nothing about your help")
        taps.answers(0, "Partly")
        taps.answers(1, "Yes")
        taps.presses("Send")
    with then("it was quick, she is thanked, and the line is gone"):
        assert taps.count < TAPS_IN_FIFTEEN_SECONDS
        hers.sees("Thank you. It is counted together with what others say.")
        assert sorted(counted(hannah.service.pk)) == [("partly", "space"), ("yes", "space")]
        hers.goes_to("Home")
        hers.does_not_see("You met Hannah on")
    with then("Hannah finds nothing of it"):
        theirs = arrives(hannah, size=size)
        answer = theirs.page.goto(f"/p/{dawn.space}/how-it-was/")
        assert answer is not None
        assert answer.status == 404


def test_on_a_bad_day_the_line_is_put_away_with_one_tap(arrives: Arrives) -> None:
    with given("Dawn met Hannah for the first time yesterday"):
        dawn, hannah = a_person("Dawn"), a_professional_in(name="Hannah")
        met_yesterday(dawn, hannah)
        hers = arrives(dawn, size=SMALL_PHONE, javascript=False)
        hers.opens(f"/p/{dawn.space}/")
    with when("she does not want to"):
        hers.presses("Not this time")
    with then("she is home again, and nothing waits"):
        hers.sees("Nothing waits for you today.")
        assert counted(hannah.service.pk) == []


def met_yesterday(dawn: Person, hannah: Professional) -> None:
    """A first meeting that was; only a coming one can be noted, so its day is set here."""
    member = lets_in(dawn, hannah, (Area.STORY,))
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    with seen_by(dawn.viewer):
        save(Meeting(space_id=dawn.space, member_id=member, with_name="Hannah", on_day=yesterday))


@SIZES
def test_a_slip_of_paper_is_answered_without_an_account_once(arrives: Arrives, size: tuple[int, int]) -> None:
    with given("a nurse who makes a sheet of codes"):
        here = a_service_that_listens()
        nurse = arrives(whoever(here.nurse), size=size)
        nurse.opens(f"/s/{here.slug}/listening/codes/")
        nurse.writes("How many codes?", "2")
        nurse.presses("Make the sheet")
        code = nurse.page.locator(".slip__code").first.inner_text()
    with when("Ana types hers on a phone of her own, in small letters"):
        ana = arrives(size=size)
        ana.opens("/answer/")
        ana.writes("Your code", code.lower().replace("-", " "))
        ana.presses("Go on")
        taps = Taps(ana)
        taps.answers(0, "No")
        taps.presses("Send")
    with then("she is thanked, and it counts"):
        ana.is_told("Thank you")
        assert counted(here.service) == [("no", "paper")]
    with when("a code that never was is typed"):
        ana.opens("/answer/")
        ana.writes("Your code", "AAAAA-AAAAA")
        ana.presses("Go on")
    with then("it is said kindly"):
        ana.sees("We do not know this code, or it has ended.")


@SIZES
def test_staff_who_come_in_by_the_door_for_people_are_sent_on(arrives: Arrives, size: tuple[int, int]) -> None:
    with given("an open link on a poster"):
        here = a_service_that_listens()
        lead = arrives(whoever(here.lead), size=size)
        lead.opens(f"/s/{here.slug}/listening/links/")
        lead.writes("Where will it be?", "poster in the waiting room")
        lead.presses("Make the link")
        link = re.search(r"/answer/[\w-]+/", lead.page.content())
        assert link is not None
    with when("the nurse follows it while signed in"):
        nurse = arrives(whoever(here.nurse), size=size)
        nurse.opens(link[0])
    with then("nothing is counted, and she reads where her answer belongs"):
        nurse.is_told("You work in this service, so your answer belongs on the staff side.")
        nurse.sees("Answer as staff on the page Listening of your service.")
        assert counted(here.service) == []
    with when("she goes there"):
        nurse.opens(f"/s/{here.slug}/listening/contact/")
        nurse.gives_day("When was it?", datetime.date.today())
        nurse.presses("Go on")
        taps = Taps(nurse)
        taps.answers(0, "Yes")
        taps.presses("Send")
    with then("it is counted on the staff side"):
        nurse.sees("Nobody sees who answered what.")
        assert counted(here.service) == [("yes", "work")]


@SIZES
def test_a_story_is_told_lent_read_first_shown_and_taken_back(arrives: Arrives, size: tuple[int, int]) -> None:
    with given("a service, and Ana with an account"):
        here = a_service_that_listens()
        dawn = a_person("Ana")
        name = str(Service.objects.get(pk=here.service))
        ana, nurse, reader = (arrives(one, size=size) for one in (dawn, whoever(here.nurse), whoever(here.facilitator)))
    with when("Ana tells what it was like, and says yes to one use"):
        ana.opens("/my-words/new/")
        ana.page.get_by_label("Which service is it about?").select_option(label=name)
        ana.writes("What was it like?", f"{WORDS} {CAME_IN_THE_RAIN}")
        ana.presses("Keep it, and choose what it is for")
        ana.sees("Nowhere yet.")
        ana.picks("Making this service better")
        ana.presses("Keep my choices")
        ana.sees("Kept. It counts from this moment.")
        mine = ana.page.url.removeprefix(ana.site)
    with then("nobody in the service reads it before somebody from outside did"):
        shows_no_story(nurse, here)
    with when("Noreen, from outside the team, proposes other words, and Ana says yes"):
        reader.opens("/reading-desk/")
        reader.page.locator("main a[href^='/reading-desk/']").last.click()
        reader.looks()
        reader.unfolds("Somebody could be recognised")
        reader.writes("The whole story in other words", WORDS)
        reader.writes("Why, in a sentence to the author", "The rain could show which day it was.")
        reader.presses("Propose")
        reader.sees("Other words wait for the author’s yes or no.")
        ana.opens(mine)
        ana.sees("The rain could show which day it was.")
        ana.presses("Yes, take these words")
        reader.page.reload()
        reader.picks("I looked for names, places, days and unusual details")
        reader.presses("It can be used")
    with then("the service reads the words she agreed to, and she reads where they stand"):
        nurse.opens(f"/s/{here.slug}/stories/")
        nurse.sees(WORDS)
        nurse.does_not_see("rain")
        ana.opens(mine)
        ana.sees("whole, among the stories that were lent to the service")
    with when("she takes it back"):
        ana.unfolds("Take my story back")
        ana.presses("Take it back")
        ana.sees("You took it back.")
    with then("it stands nowhere any more"):
        shows_no_story(nurse, here)
        expect(ana.page.locator("body")).to_contain_text("Nobody else sees it.")


def shows_no_story(nurse: Visitor, here: Here) -> None:
    nurse.opens(f"/s/{here.slug}/stories/")
    nurse.sees("No story is lent to this service yet")
