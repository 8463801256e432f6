"""Answers: each counts once, too many by one way wait, staff do not answer as people, and nobody but the count reads them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from alongside.core import clock
from alongside.core.models import Fact
from alongside.core.pseudonyms import salted
from alongside.core.refusal import Refused
from alongside.core.viewer import COUNTER, Viewer, bound
from alongside.listening.actions import answering, contacts, doors, easier
from alongside.listening.models import Answer, Asked, Contact, Door
from alongside.listening.queries import asking, counting
from alongside.listening.queries import easier as told
from alongside.listening.rules import ContactKind, Easier, Said, Through
from alongside.people.rules import Constituency
from alongside.principles.rules import Viewpoint
from tests.listening.here import a_service_that_listens, at_work, somebody

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def that_day():
    """Everybody answers on the day itself unless a test says otherwise."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def here():
    return a_service_that_listens()


def says(
    here, who: Viewer, said=Said.YES, *, practice="P1.1", contact="", on=TODAY, as_whom=Constituency.PERSON, **more
):
    with transaction.atomic(), bound(who):
        answering.answer(
            service=here.service,
            said={practice: said},
            contact=contact or salted("contact", "one"),
            on=on,
            as_whom=as_whom,
            through=more.pop("through", Through.SPACE),
            by=who,
            **more,
        )


def counted(here, **days):
    with transaction.atomic(), bound(COUNTER):
        return list(
            counting.answers_to_count(
                here.service, days.get("opens", date(2026, 4, 1)), days.get("closes", date(2026, 6, 30))
            )
        )


def test_an_answer_is_counted_as_week_kind_and_links_and_holds_nobody(here):
    ana = somebody("Ana")
    says(here, ana, Said.PARTLY)
    (one,) = counted(here)
    assert (one.practice, one.viewpoint, one.value, one.week) == ("P1.1", "person", "partly", date(2026, 5, 4))
    assert str(ana.account) not in str(one)
    assert str(ana.account) not in str(Fact.objects.filter(kind="answer.given").values_list("by", "about"))


def test_an_answer_that_comes_after_its_quarter_has_settled_counts_in_the_week_in_which_it_comes(here):
    in_time, late = date(2026, 7, 6), date(2026, 7, 7)
    for day, contact in ((in_time, "one"), (late, "other")):
        with time_machine.travel(day, tick=False):
            says(here, somebody("Ana"), contact=salted("contact", contact))

    assert [one.week for one in counted(here)] == [date(2026, 5, 4)]
    assert [one.week for one in counted(here, opens=date(2026, 7, 1), closes=date(2026, 9, 30))] == [date(2026, 7, 6)]


def test_nobody_but_its_giver_and_the_count_sees_an_answer(here):
    ana = somebody("Ana")
    says(here, ana)
    for viewer in (here.lead, here.nurse, here.panel, here.stranger, here.facilitator, Viewer(None, "")):
        with transaction.atomic(), bound(viewer):
            assert not Answer.objects.exists()
            with pytest.raises(counting.NotTheCount):
                list(counting.answers_to_count(here.service, TODAY, TODAY))
    with transaction.atomic(), bound(ana):
        assert Answer.objects.count() == 1


def test_two_answers_about_one_contact_count_once_and_the_later_holds_for_ten_minutes_only(here):
    ana = somebody("Ana")
    says(here, ana, Said.YES)
    says(here, ana, Said.YES)
    assert [one.value for one in counted(here)] == ["yes"]
    says(here, ana, Said.NO)
    assert [one.value for one in counted(here)] == ["no"]
    later = clock.now() + timedelta(minutes=11)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answering.clock, "now", lambda: later)
        with pytest.raises(Refused, match="answered-already"):
            says(here, ana, Said.YES)
    assert [one.value for one in counted(here)] == ["no"]


def test_two_people_at_one_contact_both_count(here):
    says(here, somebody("Ana"))
    says(here, somebody("Bo"), as_whom=Constituency.CARER)
    says(here, here.nurse, as_whom=Constituency.STAFF, through=Through.WORK)
    assert sorted((one.viewpoint, one.constituency) for one in counted(here)) == [
        ("person", "carer"),
        ("person", "person"),
        ("staff", "staff"),
    ]
    assert len({one.contact for one in counted(here)}) == 1
    assert len({one.who for one in counted(here)}) == 3


def test_what_a_side_cannot_see_is_not_taken_from_it(here):
    with pytest.raises(Refused, match="not-asked"):
        says(here, somebody("Ana"), practice="P5.4")
    with pytest.raises(Refused, match="not-asked"):
        says(here, somebody("Ana"), practice="P9.9")


def test_the_same_contact_always_asks_the_same_and_the_next_one_asks_something_else(here):
    ana = somebody("Ana")
    ask = lambda contact, day: [
        one.practice
        for one in asking.due_items(ana, here.service, contact=contact, as_whom=Constituency.PERSON, today=day)
    ]
    with transaction.atomic(), bound(ana):
        first = ask("a", TODAY)
        assert len(first) == 2
        assert ask("a", TODAY) == first
        answering.was_asked(practices=tuple(first), viewpoint=Viewpoint.PERSON, contact="a", on=TODAY, by=ana)
        answering.was_asked(practices=tuple(first), viewpoint=Viewpoint.PERSON, contact="a", on=TODAY, by=ana)
        assert Asked.objects.count() == 2
        assert ask("a", TODAY) == first
        assert not set(ask("b", TODAY + timedelta(days=20))) & set(first)


def test_questions_put_away_were_not_asked_and_may_all_come_up_at_the_next_contact(here):
    ana = somebody("Ana")
    with transaction.atomic(), bound(ana):
        for _time in range(2):
            answering.put_away(contact="a", on=TODAY, by=ana)
        assert Asked.objects.count() == 1
        assert asking.was_put_before(ana, "a")
        assert not asking.was_put_before(ana, "b")
        again = asking.due_items(ana, here.service, contact="a", as_whom=Constituency.PERSON, today=TODAY)
        assert len(again) == 2
        answering.was_asked(
            practices=tuple(one.practice for one in again),
            viewpoint=Viewpoint.PERSON,
            contact="a",
            on=TODAY,
            by=ana,
        )
        answering.put_away(contact="a", on=TODAY, by=ana)
        assert Asked.objects.count() == 3


def test_more_answers_through_one_link_than_contacts_make_likely_wait_for_the_lead(here):
    made = doors.make_link(service=here.service, called="poster", as_whom=Constituency.PERSON, on=TODAY, by=here.lead)
    for n in range(12):
        browser = Viewer(None, "", link=f"browser-{n}")
        says(here, browser, contact=f"c{n}", door=made.door, through=Through.LINK)
    assert [one.set_aside for one in counted(here)].count(True) == 4
    (line,) = asking.set_aside(here.lead, here.service)
    assert (line.answers, line.came) == (4, 12)
    assert asking.set_aside(here.nurse, here.service) == []
    with pytest.raises(Refused, match="not-the-lead"):
        answering.let_in(line=line.pk, by=here.nurse)
    answering.let_in(line=line.pk, by=here.lead)
    assert not any(one.set_aside for one in counted(here))
    with pytest.raises(Refused, match="decided"):
        answering.drop(line=line.pk, by=here.lead)
    assert asking.set_aside(here.lead, here.service) == []


def test_what_a_lead_drops_stays_uncounted(here):
    made = doors.make_link(service=here.service, called="poster", as_whom=Constituency.PERSON, on=TODAY, by=here.lead)
    for n in range(10):
        says(here, Viewer(None, "", link=f"b{n}"), contact=f"c{n}", door=made.door, through=Through.LINK)
    (line,) = asking.set_aside(here.lead, here.service)
    answering.drop(line=line.pk, by=here.lead)
    assert [one.set_aside for one in counted(here)].count(True) == 2


def test_a_group_that_met_makes_many_answers_likely(here):
    made = doors.make_link(service=here.service, called="group", as_whom=Constituency.PERSON, on=TODAY, by=here.lead)
    for n in range(5):
        contacts.note_contact(service=here.service, on=TODAY, kind=ContactKind.GROUP, link=f"g{n}", by=here.nurse)
    for n in range(14):
        says(here, Viewer(None, "", link=f"b{n}"), contact=f"c{n}", door=made.door, through=Through.LINK)
    assert not any(one.set_aside for one in counted(here))


def test_staff_who_note_contacts_by_the_hundred_make_no_more_answers_likely(here):
    made = doors.make_link(service=here.service, called="poster", as_whom=Constituency.PERSON, on=TODAY, by=here.lead)
    for n in range(60):
        # Further back as well, so that those weeks look as busy.
        on = TODAY - timedelta(weeks=n % 8)
        contacts.note_contact(service=here.service, on=on, kind=ContactKind.CALL, link=f"g{n}", by=here.nurse)
    for n in range(40):
        says(here, Viewer(None, "", link=f"b{n}"), contact=f"c{n}", door=made.door, through=Through.LINK)
    assert [bool(one.set_aside) for one in counted(here)].count(True) == 10


def test_where_many_come_every_week_many_answers_are_likely(here):
    made = doors.make_link(service=here.service, called="poster", as_whom=Constituency.PERSON, on=TODAY, by=here.lead)
    for n in range(9 * 14):
        noted = timezone.now() - timedelta(weeks=n % 9)
        Contact.objects.create(
            service_id=here.service, week=noted.date(), kind=ContactKind.CALL, link=f"g{n}", noted_at=noted
        )
    for n in range(50):
        says(here, Viewer(None, "", link=f"b{n}"), contact=f"c{n}", door=made.door, through=Through.LINK)
    assert [bool(one.set_aside) for one in counted(here)].count(True) == 50 - 3 * 14


def test_a_sheet_of_codes_notes_its_contacts_and_pairs_both_sides(here):
    made = doors.make_codes(service=here.service, number=3, as_whom=Constituency.PERSON, on=TODAY, by=here.nurse)
    assert Contact.objects.filter(service=here.service).count() == 3
    code = made[0].code
    assert asking.door_with(code.lower().replace("-", ""), today=TODAY) == made[0].door
    assert asking.contact_by_code(here.nurse, here.service, code).link == made[0].door.contact
    assert asking.contact_by_code(here.stranger, here.service, code) is None
    assert asking.contact_by_code(here.nurse, here.service, "nothing") is None
    assert not Door.objects.filter(code_hash=code).exists()
    assert asking.door_with(code, today=TODAY + timedelta(weeks=9)) is None


@pytest.mark.parametrize("number", [0, 61])
def test_a_sheet_has_its_limits(here, number):
    with pytest.raises(Refused, match="too-many-codes"):
        doors.make_codes(service=here.service, number=number, as_whom=Constituency.PERSON, on=TODAY, by=here.nurse)


def test_only_those_who_work_there_make_codes_and_only_leads_make_and_end_links(here):
    for who in (here.panel, here.stranger):
        with pytest.raises(Refused, match="not-yours"):
            doors.make_codes(service=here.service, number=1, as_whom=Constituency.PERSON, on=TODAY, by=who)
    with pytest.raises(Refused, match="not-the-lead"):
        doors.make_link(service=here.service, called="x", as_whom=Constituency.PERSON, on=TODAY, by=here.nurse)
    made = doors.make_link(service=here.service, called="x", as_whom=Constituency.PERSON, on=TODAY, by=here.lead)
    with pytest.raises(Refused, match="not-the-lead"):
        doors.end_link(door=made.door.pk, by=here.nurse)
    assert asking.door_with(made.code, today=TODAY) == made.door
    doors.end_link(door=made.door.pk, by=here.lead)
    doors.end_link(door=made.door.pk, by=here.lead)
    assert asking.door_with(made.code, today=TODAY) is None
    assert asking.links_of(here.lead, here.service)[0].called == "x"
    assert asking.links_of(here.stranger, here.service) == []


def test_a_contact_noted_twice_stands_once(here):
    for _time in range(2):
        contacts.note_contact(service=here.service, on=TODAY, kind=ContactKind.CALL, link="l", by=here.nurse)
    assert Contact.objects.count() == 1
    assert Fact.objects.filter(kind="contact.noted").count() == 1
    with transaction.atomic(), bound(COUNTER):
        (one,) = counting.contacts_to_count(here.service, date(2026, 5, 1), date(2026, 5, 31))
    assert (one.kind, one.week) == ("call", date(2026, 5, 4))
    assert asking.lately(here.nurse, here.service, since=TODAY - timedelta(weeks=4)).contacts == 1
    assert asking.lately(here.panel, here.service, since=TODAY) is None


def test_a_fact_that_knows_a_space_cannot_be_laid_beside_an_answer(here):
    link = salted("contact", "a")
    contacts.note_contact(
        service=here.service, on=TODAY, kind=ContactKind.CALL, link=link, by=here.nurse, space=here.service
    )
    assert Contact.objects.get().link == link
    assert link not in str(list(Fact.objects.filter(kind="contact.noted").values_list("about", flat=True)))


def test_what_would_make_it_easier_is_shown_once_five_have_spoken_and_words_go_to_the_lead_alone(here):
    staff = [here.nurse, *(at_work(here.service) for _n in range(4))]
    for n, who in enumerate(staff):
        assert told.enablers(here.lead, here.service, "P3.1") is None
        with transaction.atomic(), bound(who):
            kinds = [Easier.TIME] + ([Easier.SKILL] if n == 0 else [])
            easier.ask_for(service=here.service, practice="P3.1", kinds=kinds, words=f"word {n}", by=who)
    with transaction.atomic(), bound(here.lead):
        found = told.enablers(here.lead, here.service, "P3.1")
    assert found.kinds == ((Easier.TIME, 5),)
    assert len(found.words) == 5
    with transaction.atomic(), bound(here.nurse):
        assert told.enablers(here.nurse, here.service, "P3.1").words == ()
        assert {row.kind for row in told.mine(here.nurse, here.service, "P3.1")} == {"time", "skill"}
        easier.ask_for(service=here.service, practice="P3.1", kinds=[Easier.SPACE], words="", by=here.nurse)
        assert {row.kind for row in told.mine(here.nurse, here.service, "P3.1")} == {"space"}
    assert told.enablers(here.stranger, here.service, "P3.1") is None


def test_only_staff_say_what_would_make_it_easier_and_only_of_a_practice_of_theirs(here):
    with pytest.raises(Refused, match="not-yours"):
        easier.ask_for(service=here.service, practice="P3.1", kinds=[Easier.TIME], words="", by=here.panel)
    with pytest.raises(Refused, match="not-asked"):
        easier.ask_for(service=here.service, practice="P9.1", kinds=[Easier.TIME], words="", by=here.nurse)


def test_whoever_works_behind_a_door_is_known(here):
    made = doors.make_link(service=here.service, called="x", as_whom=Constituency.PERSON, on=TODAY, by=here.lead)
    assert asking.works_behind(here.nurse.account, made.door)
    assert not asking.works_behind(here.panel.account, made.door)
    assert not asking.works_behind(None, made.door)


def test_the_count_sees_contacts_by_kind(here):
    contacts.note_contact(service=here.service, on=TODAY, kind=ContactKind.GROUP, link="l", by=here.nurse)
    assert asking.kinds_of_contact(here.service, date(2026, 5, 1), date(2026, 5, 31)) == {"group": 1}
    assert connection.in_atomic_block
