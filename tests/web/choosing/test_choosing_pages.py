"""Choosing in a browser: five pages, paused and gone on with, by code or account; nothing seen before closing; the panel."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from alongside.choosing.models import Round
from alongside.core import clock
from alongside.people.models import Account
from alongside.web.choosing.rounds import band_of
from tests.factories.browse import words_of
from tests.listening.here import a_service_that_listens, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return a_service_that_listens()


def signed_in(viewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.account))
    return client


def day(name: str, when) -> dict[str, str]:
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


def opens_a_round(here) -> Client:
    lead, today = signed_in(here.lead), clock.today()
    sent = {"what": "open", **day("opens_on", today), **day("closes_on", today + timedelta(days=10))}
    assert lead.post(f"/s/{here.slug}/choosing/", sent).status_code == 302
    return lead


def options(page) -> list[str]:
    return re.findall(r'name="best"[^>]*value="(\d+)"', page.content.decode()) or re.findall(
        r'value="(\d+)"[^>]*name="best"|name="best" type="radio" value="(\d+)"', page.content.decode()
    )


def goes_through(client: Client, address: str, pages: int = 5) -> str:
    for _page in range(pages):
        page = client.get(address)
        offered = re.findall(
            r'id="id_best[^"]*"[^>]*value="(-?\d+)"|value="(-?\d+)"[^>]*name="best"', page.content.decode()
        )
        first = next(a or b for a, b in offered if (a or b) != "-1")
        sent = client.post(address, {"best": first})
        assert sent.status_code == 302, words_of(sent)
    return words_of(client.get(address))


def test_a_member_of_the_panel_pauses_and_goes_on_and_is_thanked(here):
    opens_a_round(here)
    address = f"/s/{here.slug}/choosing/screens/"
    assert "Page 3 of 5" in goes_through(signed_in(here.panel), address, pages=2)
    elsewhere = signed_in(here.panel)
    assert "Page 3 of 5" in words_of(elsewhere.get(address))
    assert "What you chose is kept" in goes_through(elsewhere, address, pages=3)
    assert "You have chosen" in words_of(elsewhere.get(f"/s/{here.slug}/choosing/"))
    idea = elsewhere.post(f"{address}?screen=7", {"what": "idea", "words": "Somewhere to lie down"})
    assert "Somebody reads your idea first" in words_of(idea)
    assert elsewhere.post(f"{address}?screen=7", {"what": "idea", "words": ""}).status_code == 422


def test_most_and_least_are_two_things_and_nothing_chosen_is_said_kindly(here):
    opens_a_round(here)
    client, address = signed_in(here.panel), f"/s/{here.slug}/choosing/screens/"
    nothing = client.post(address, {})
    assert nothing.status_code == 422
    assert "You can also pause" in words_of(nothing)
    page = client.get(address).content.decode()
    one = re.findall(r'name="worst"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="worst"', page)
    first = one[0][0] or one[0][1]
    same = client.post(address, {"best": first, "worst": first})
    assert same.status_code == 422
    assert "cannot be the one that matters least" in words_of(same)


def test_a_code_gives_one_ballot_and_staff_do_not_use_it(here):
    lead = opens_a_round(here)
    page = lead.post(f"/s/{here.slug}/choosing/codes/", {"as_whom": "person", "number": "2"})
    address = re.search(r"http://testserver(/choose/[^<]+/)", page.content.decode())[1]
    assert "Page 2 of 5" in goes_through(Client(), address, pages=1)
    assert "Page 2 of 5" in words_of(Client().get(address))
    staff = signed_in(here.nurse).get(address)
    assert staff.status_code == 409
    assert "your voice belongs to the staff" in words_of(staff)
    assert Client().get("/choose/NEVER-WASAA/").status_code == 410
    assert lead.post(f"/s/{here.slug}/choosing/codes/", {"as_whom": "person", "number": "99"}).status_code == 422


def test_a_round_is_closed_counted_and_read_side_by_side(here):
    lead = opens_a_round(here)
    page = lead.post(f"/s/{here.slug}/choosing/codes/", {"as_whom": "person", "number": "6"})
    for address in re.findall(r"http://testserver(/choose/[^<]+/)", page.content.decode()):
        goes_through(Client(), address)
    goes_through(signed_in(here.nurse), f"/s/{here.slug}/choosing/screens/")
    before = lead.get(f"/s/{here.slug}/choosing/")
    assert "What came of the round" not in words_of(before)
    which = re.search(r'name="which" value="([^"]+)"', before.content.decode())[1]
    assert signed_in(here.nurse).post(f"/s/{here.slug}/choosing/", {"what": "close", "which": which}).status_code == 404
    lead.post(f"/s/{here.slug}/choosing/", {"what": "close", "which": which})
    after = words_of(lead.get(f"/s/{here.slug}/choosing/"))
    assert "People who come for help · 6 ballots" in after
    assert "Staff: too few to show." in after
    assert "What you chose" in words_of(signed_in(here.nurse).get(f"/s/{here.slug}/choosing/"))
    assert "What you chose" not in after
    assert "neighbours cannot be told apart" in after
    assert signed_in(here.nurse).get(f"/s/{here.slug}/choosing/screens/").status_code == 409


def test_a_priority_needs_its_reason_and_keeps_what_was_typed(here):
    lead = signed_in(here.lead)
    wrong = lead.post(f"/s/{here.slug}/choosing/set-out/", {"thing": "P2.1", "reason": "", "dissent": "I would wait."})
    assert wrong.status_code == 422
    assert "I would wait." in wrong.content.decode()
    for thing in ("P2.1", "P4.5", "P5.3"):
        lead.post(f"/s/{here.slug}/choosing/set-out/", {"thing": thing, "reason": "Nine of us said it.", "dissent": ""})
    fourth = lead.post(f"/s/{here.slug}/choosing/set-out/", {"thing": "P1.1", "reason": "More."})
    assert "promises that nobody can keep" in words_of(fourth)
    assert "Nine of us said it." in words_of(signed_in(here.panel).get(f"/s/{here.slug}/choosing/"))


def test_a_seat_is_offered_read_and_answered(here):
    ana = somebody("Ana")
    email = Account.objects.get(pk=ana.account).email
    signed_in(here.lead).post(f"/s/{here.slug}/panel/", {"what": "offer", "email": email, "constituency": "carer"})
    client = signed_in(ana)
    home = client.get("/")
    assert "asks you to sit on its panel" in words_of(home)
    seat = re.search(r'href="(/seat/[^"]+)"', home.content.decode())[1]
    assert "You can leave on any day" in words_of(client.get(seat))
    assert client.get(f"/s/{here.slug}/panel/").status_code == 404
    assert "The panel" in words_of(client.post(seat, {"answer": "yes"}, follow=True))
    assert "You have said yes to this already." in client.get(seat, follow=True).content.decode()
    assert signed_in(here.stranger).get(seat).status_code == 404
    late = client.post(seat, {"answer": "no"}, follow=True)
    assert late.redirect_chain[-1][0] == f"/s/{here.slug}/panel/"
    left = client.post(f"/s/{here.slug}/panel/", {"what": "leave"}, follow=True)
    assert left.status_code == 200
    assert client.get(f"/s/{here.slug}/panel/").status_code == 404
    assert "This invitation has ended." in client.get(seat, follow=True).content.decode()


def test_an_invitation_is_answered_by_a_yes_or_a_no_and_by_nothing_else(here):
    ana = somebody("Ana")
    email = Account.objects.get(pk=ana.account).email
    signed_in(here.lead).post(f"/s/{here.slug}/panel/", {"what": "offer", "email": email, "constituency": "person"})
    client = signed_in(ana)
    seat = re.search(r'href="(/seat/[^"]+)"', client.get("/").content.decode())[1]
    assert client.post(seat, {}).status_code == 422
    assert "asks you to sit on its panel" in words_of(client.get("/"))
    said_no = client.post(seat, {"answer": "no"}, follow=True).content.decode()
    assert "Nothing changes about the help you get." in said_no
    assert "asks you to sit on its panel" not in said_no
    assert "This invitation has ended." in client.post(seat, {"answer": "yes"}, follow=True).content.decode()
    assert client.get(f"/s/{here.slug}/panel/").status_code == 404


def test_each_thing_says_what_it_means_and_a_way_leads_to_a_pause(here):
    lead = opens_a_round(here)
    address = f"/s/{here.slug}/choosing/screens/"
    page = signed_in(here.panel).get(address).content.decode()
    things = re.findall(r'id="id_best[^"]*-item-hint"', page)
    assert len(things) == 5
    assert f'href="/s/{here.slug}/choosing/">Pause, and go on later' in page
    made = lead.post(f"/s/{here.slug}/choosing/codes/", {"as_whom": "person", "number": "1"}).content.decode()
    by_code = Client().get(re.search(r"http://testserver(/choose/[^<]+/)", made)[1])
    assert "To pause, close this page." in words_of(by_code)
    assert "Invented pain service" in words_of(by_code)
    assert "Pause, and go on later" not in words_of(by_code)


@pytest.mark.parametrize("screen", ["²", "9" * 5000, "-1", "first"])
def test_a_page_that_is_none_leads_to_the_next_one_that_waits(here, screen):
    opens_a_round(here)
    page = signed_in(here.panel).get(f"/s/{here.slug}/choosing/screens/", {"screen": screen})
    assert page.status_code == 200
    assert "Page 1 of 5" in words_of(page)


def test_the_panel_agrees_says_what_it_needs_and_how_moments_felt(here):
    panel = signed_in(here.panel)
    base = f"/s/{here.slug}/panel/"
    panel.post(f"{base}agree/process/", {"words": "Fridays at eleven, ninety minutes, a break in the middle."})
    panel.post(f"{base}needs/", {"words": "A chair with arms.", "payment": "voucher"})
    felt = panel.post(f"{base}felt/appointment/", {"word": "rushed", "felt": "-1"}, follow=True)
    assert "You said: rushed." in words_of(felt)
    assert "Only you see it." in felt.content.decode()
    told = words_of(signed_in(here.lead).get(base))
    assert "Fridays at eleven" in told
    assert "A chair with arms." in told
    assert "rushed" not in told
    assert panel.post(f"{base}felt/appointment/", {"word": "", "felt": "0"}).status_code == 422
    assert panel.get(f"{base}felt/nowhere/").status_code == 404
    assert panel.get(f"{base}agree/nothing/").status_code == 404
    today = clock.today()
    signed_in(here.lead).post(base, {"what": "meeting", "about": "The reading", **day("on_day", today)})
    assert "The reading" in words_of(panel.get(base))
    assert signed_in(here.lead).post(base, {"what": "meeting", "about": ""}).status_code == 422
    assert signed_in(here.lead).post(base, {"what": "offer", "email": "x"}).status_code == 422


def test_a_round_is_not_closed_by_one_slip_and_says_what_closing_early_takes_from_others(here):
    opens_a_round(here)
    page = words_of(signed_in(here.lead).get(f"/s/{here.slug}/choosing/"))
    assert "whoever waited for a good day can no longer choose" in page
    assert "It is counted once, and what comes out stays as it is." in page


def test_a_round_that_has_not_begun_or_is_past_its_last_day_does_not_say_that_it_is_open(here):
    opens_a_round(here)
    today = clock.today()
    for opens, closes, said in ((1, 9, "A round is coming"), (-9, -1, "The round is over, and waits to be counted")):
        Round.objects.update(opens_on=today + timedelta(days=opens), closes_on=today + timedelta(days=closes))
        page = words_of(signed_in(here.lead).get(f"/s/{here.slug}/choosing/"))
        assert said in page
        assert "A round is open" not in page


def test_what_cannot_be_told_apart_is_counted_whole_and_its_tail_is_no_ranking():
    """Twenty things, of which one is sure and one may be: the rest are counted, and none of them is named as a last."""
    chances = [("Time to take it in", 0.95), ("Words that fit", 0.4), *((f"thing {n}", 0.2) for n in range(18))]
    found = band_of(chances)
    assert found.size == 20
    assert found.lines == [
        ("Nearly certainly among the first five", ["Time to take it in"]),
        ("Perhaps among the first five", ["Words that fit"]),
    ]
    assert found.others == 18
