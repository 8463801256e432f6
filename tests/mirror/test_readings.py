"""Taking readings: on fixed days, once, never to be changed; proved from the same facts; seen by those of the service only."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.core import clock, facts
from alongside.core.pseudonyms import salted
from alongside.core.refusal import Refused
from alongside.core.viewer import COUNTER, NOBODY, Viewer, bound
from alongside.listening.actions import answering, contacts
from alongside.listening.rules import ContactKind, Said, Through, monday
from alongside.mirror import actions as mirror
from alongside.mirror import queries as tell
from alongside.mirror.catalogue import signals
from alongside.mirror.counting.cells import period_number
from alongside.mirror.gathering import fact_file, gather
from alongside.mirror.models import FrozenForGood, NotAQuarter, Reading, Release
from alongside.mirror.rules import Mark, first_of_month, period_closing
from alongside.people.rules import Constituency
from alongside.principles.rules import Viewpoint
from tests.listening.here import Here, a_service_that_listens, at_work

pytestmark = pytest.mark.django_db
CLOSES = date(2026, 9, 30)
SUMMER = period_closing(CLOSES)
AFTER = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def settled():
    """A day on which the summer is over and its answers are in; the files lie in a folder of their own."""
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def here() -> Here:
    return a_service_that_listens()


def outsider(number: int) -> Viewer:
    """Somebody with a code on paper: no account, only the hash of a code."""
    return Viewer(None, "", link=f"code {number}")


def speaks(
    here: Here,
    number: int,
    said: Said,
    *,
    by: Viewer | None = None,
    space=None,
    on: date | None = None,
    late: date | None = None,
) -> None:
    """Somebody answers about contact `number`, on the day after it unless later."""
    practice, link = "P2.1", salted("contact", str(here.service), str(number))
    on = on or date(2026, 7, 6) + timedelta(weeks=number % 12)
    who = by or outsider(number)
    with time_machine.travel(late or on + timedelta(days=1), tick=False), transaction.atomic(), bound(who):
        contacts.note_contact(service=here.service, on=on, kind=ContactKind.APPOINTMENT, link=link, by=who, space=space)
        answering.answer(
            service=here.service,
            said={practice: said},
            contact=link,
            on=on,
            as_whom=Constituency.STAFF if by else Constituency.PERSON,
            through=Through.WORK if by else Through.PAPER,
            by=who,
        )


def a_summer(here: Here, yes: int = 14, no: int = 9) -> None:
    for number in range(yes + no):
        speaks(here, number, Said.YES if number < yes else Said.NO)


def test_a_service_reads_what_it_heard_in_a_quarter_and_a_stranger_reads_nothing(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)

    for viewer in (here.lead, here.nurse, here.panel):
        seen = tell.latest_reading(viewer, here.service)
        assert seen is not None and seen.id == made
        mark = seen.practices["P2.1"].by(Viewpoint.PERSON)
        assert (mark.state, mark.yes, mark.rest, mark.answers) == (Mark.SHOWN, 15, 10, 25)
        assert (seen.opens, seen.closes, seen.heard.person) == (date(2026, 7, 1), CLOSES, 25)
        assert seen.practices["P1.1"].by(Viewpoint.PERSON).state is Mark.TOO_FEW
    for viewer in (here.stranger, here.facilitator, NOBODY):
        assert tell.latest_reading(viewer, here.service) is None
        assert tell.readings_of(viewer, here.service) == ()


def test_a_service_that_heard_nothing_has_no_reading_until_it_begins_and_a_quiet_quarter_afterwards(here):
    assert mirror.freeze_readings(on=CLOSES) == ()
    a_summer(here)
    assert len(mirror.freeze_readings(on=CLOSES)) == 1
    with time_machine.travel(date(2027, 1, 20), tick=False):
        (quiet,) = mirror.freeze_readings(on=date(2026, 12, 31))

    seen = tell.latest_reading(here.lead, here.service)
    assert seen is not None and seen.id == quiet
    assert seen.heard.contacts is None
    assert {one.by(Viewpoint.PERSON).state for one in seen.practices.values()} == {Mark.TOO_FEW, Mark.NOT_ASKED}


def test_a_reading_is_taken_once(here):
    a_summer(here)
    assert len(mirror.freeze_readings(on=CLOSES)) == 1
    speaks(here, 40, Said.NO)

    assert mirror.freeze_readings(on=CLOSES) == ()
    assert mirror.freeze_readings(on=CLOSES, service=here.service) == ()
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2026, 8, 31), date(2026, 9, 29), date(2026, 7, 1)])
def test_nobody_chooses_the_days_of_a_reading(here, day):
    a_summer(here)
    with pytest.raises(Refused) as said:
        mirror.freeze_readings(on=day, service=here.service)

    assert said.value.refusal.kind == "not-a-closing-day"
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("today", [date(2026, 9, 30), date(2026, 10, 6)])
def test_a_quarter_is_read_a_week_after_it_is_over(here, today):
    a_summer(here)
    with time_machine.travel(today, tick=False), pytest.raises(Refused) as said:
        mirror.freeze_readings(on=CLOSES)
    assert said.value.refusal.kind == "not-settled-yet"
    with time_machine.travel(date(2026, 10, 7), tick=False):
        assert len(mirror.freeze_readings(on=CLOSES)) == 1


def test_periods_of_a_service_never_overlap(here):
    a_summer(here)
    mirror.freeze_readings(on=CLOSES)
    mirror.freeze_readings(on=date(2026, 6, 30))
    with time_machine.travel(date(2027, 1, 20), tick=False):
        mirror.freeze_readings(on=date(2026, 12, 31))
    found = tell.readings_of(here.lead, here.service)

    assert [one.closes for one in found] == [date(2026, 12, 31), CLOSES]
    assert all(later.opens > earlier.closes for later, earlier in pairwise(found))


def test_no_two_readings_of_a_service_can_have_a_day_in_common(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)
    row = Reading.objects.get(pk=made)
    plain = {"principle_set": "x", "set_version": "1", "method": "1", "policy": {}, "frozen": "{}", "sha256": "0"}

    for opens, closes in (
        (date(2026, 7, 1), date(2026, 9, 29)),
        (date(2026, 8, 1), date(2026, 10, 31)),
        (date(2026, 7, 6), CLOSES),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ):
        with bound(COUNTER), pytest.raises(NotAQuarter):
            Reading(service_id=row.service_id, opens=opens, closes=closes, **plain).save(force_insert=True)
    with transaction.atomic(), bound(COUNTER), pytest.raises(IntegrityError):
        Reading(service_id=row.service_id, opens=row.opens, closes=row.closes, **plain).save(force_insert=True)


def test_a_late_answer_counts_in_the_quarter_in_which_it_comes_and_changes_no_reading(here):
    a_summer(here)
    (summer,) = mirror.freeze_readings(on=CLOSES)
    before = Reading.objects.get(pk=summer).frozen
    for number in range(30, 43):
        speaks(here, number, Said.YES, on=date(2026, 9, 14), late=date(2026, 10, 8 + number % 20))
    assert mirror.prove(reading=summer).holds
    assert mirror.freeze_readings(on=CLOSES) == ()
    with time_machine.travel(date(2027, 1, 7), tick=False):
        mirror.freeze_readings(on=date(2026, 12, 31))

    autumn, old = tell.readings_of(here.lead, here.service)
    assert Reading.objects.get(pk=summer).frozen == before
    assert (old.heard.person, autumn.heard.person) == (25, 15)
    assert autumn.practices["P2.1"].by(Viewpoint.PERSON).yes == 15


def test_an_answer_in_time_still_counts_in_the_quarter_of_its_contact(here):
    for number in range(13):
        speaks(here, number, Said.YES, on=date(2026, 9, 21), late=date(2026, 10, 6))
    mirror.freeze_readings(on=CLOSES)

    assert tell.latest_reading(here.lead, here.service).heard.person == 15


def test_late_answers_about_one_contact_are_still_laid_side_by_side(here):
    team = [at_work(here.service) for _ in range(9)]
    for number in range(26):
        for by in (None, team[number % 9]):
            speaks(
                here, number, Said.YES if number % 2 else Said.NO, by=by, on=date(2026, 9, 14), late=date(2026, 10, 8)
            )
    with time_machine.travel(date(2027, 1, 7), tick=False):
        mirror.freeze_readings(on=date(2026, 12, 31))
        number = period_number(2026, 10)
        files = {here.service: fact_file(here.service, period_closing(date(2026, 12, 31)))}
        cells = mirror.counted_in(files, period_closing(date(2026, 12, 31)))[here.service]

    assert (cells.period, cells.pairs["P2.1"]) == (number, (13, 0, 0, 13))


def test_a_reading_is_never_changed_and_never_taken_away(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)
    row = Reading.objects.get(pk=made)
    row.frozen = row.frozen.replace("15", "20")
    with pytest.raises(FrozenForGood):
        row.save()
    with pytest.raises(FrozenForGood):
        row.delete()
    assert tell.latest_reading(here.lead, here.service).practices["P2.1"].by(Viewpoint.PERSON).yes == 15


@pytest.mark.sqlite
def test_on_sqlite_the_file_itself_refuses_a_change(here):
    a_summer(here)
    mirror.freeze_readings(on=CLOSES)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Reading.objects.update(frozen="{}")


@pytest.mark.postgres
def test_on_postgres_the_wall_refuses_a_change_whoever_asks(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)
    for viewer in (COUNTER, here.lead):
        with transaction.atomic(), bound(viewer), connection.cursor() as cursor:
            cursor.execute("UPDATE mirror_reading SET frozen = '{}' WHERE id = %s", [made])
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM mirror_reading WHERE id = %s", [made])
            assert cursor.rowcount == 0
            cursor.execute("UPDATE mirror_release SET outcome = 'released'")
            assert cursor.rowcount == 0
    assert mirror.prove(reading=made).holds


@pytest.mark.postgres
def test_on_postgres_only_the_count_writes_a_reading(here):
    with pytest.raises(DatabaseError), transaction.atomic(), bound(here.lead):
        Reading.objects.bulk_create(
            [
                Reading(
                    service_id=here.service, opens=SUMMER.opens, closes=CLOSES, policy={}, frozen="{}", sha256="0" * 64
                )
            ]
        )


def test_counting_the_same_facts_again_gives_the_very_same_text(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES, importance={here.service: {"P2.1": 0.5}})

    assert mirror.prove(reading=made) == mirror.Proof(True)
    call_command("take_readings", prove=made)


def test_a_changed_fact_is_found_out(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)
    for number in range(30, 45):
        speaks(here, number, Said.NO)
    gather([here.service], SUMMER, signals())

    assert not mirror.prove(reading=made).holds
    with pytest.raises(CommandError, match="another text"):
        call_command("take_readings", prove=made)


def test_facts_that_are_gone_are_said_to_be_gone(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)
    fact_file(here.service, SUMMER).unlink()

    proof = mirror.prove(reading=made)
    assert not proof.holds and "not kept any more" in proof.why_not


def test_a_reading_made_by_other_definitions_is_not_called_wrong(here, monkeypatch):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)
    monkeypatch.setattr("alongside.mirror.freezing.whole.METHOD", "another")

    assert "definitions have changed" in mirror.prove(reading=made).why_not


def test_every_reading_has_its_log_of_what_was_released_and_what_was_held_back(here):
    a_summer(here)
    (made,) = mirror.freeze_readings(on=CLOSES)
    log = {one.table: one for one in Release.objects.filter(reading=made)}

    assert (log["P2.1 person"].outcome, log["P2.1 person"].shown) == ("released", 3)
    assert (log["P1.1 person"].outcome, log["P1.1 person"].reason) == ("held-back", "too-few-answers")


def test_the_fact_file_holds_links_and_kinds_and_nothing_of_anybody(here, folder):
    import pyarrow.parquet as pq

    team = [at_work(here.service) for _ in range(9)]
    a_summer(here)
    for number, colleague in enumerate(team):
        speaks(here, number, Said.YES, by=colleague)
    mirror.freeze_readings(on=CLOSES)
    rows = pq.read_table(fact_file(here.service, SUMMER)).to_pylist()

    assert {row["kind"] for row in rows} == {"contact", "answer", "team"}
    accounts = {str(one.account) for one in (here.lead, here.nurse, here.panel, *team)}
    said = {str(value) for row in rows for value in row.values()}
    assert not said & accounts and not any("code" in one for one in said)
    assert {type(row[name]) for row in rows for name in ("contact", "who")} == {int}
    seen = tell.latest_reading(here.lead, here.service)
    assert seen.practices["P2.1"].by(Viewpoint.STAFF).state is Mark.SHOWN
    assert seen.heard.staff == 10


def test_what_was_written_down_in_a_space_is_a_hollow_mark_of_its_own(here):
    # Facts are written by the clock of the database, which no test can set: so this happens in the week that it says.
    week = monday(clock.now().date())
    for number in range(24):
        space = uuid4()
        if number < 13:
            facts.record("story.opened_before_first_meeting", space=space, service=here.service)
        speaks(here, number, Said.YES, space=space, on=week)
    closes = first_of_month(week, 3 - (week.month - 1) % 3) - timedelta(days=1)
    with time_machine.travel(closes + timedelta(days=9), tick=False):
        mirror.freeze_readings(on=closes)
    mark = tell.latest_reading(here.lead, here.service).practices["P2.1"].by(Viewpoint.RECORD)

    assert mark.state is Mark.SHOWN
    assert mark.answers == 25


def test_the_command_takes_what_is_due_and_a_second_run_finds_nothing(here, capsys):
    a_summer(here)
    call_command("take_readings")
    call_command("take_readings")

    assert capsys.readouterr().out.splitlines() == ["1 reading taken.", "0 readings taken."]
    assert tell.latest_reading(here.lead, here.service).closes == CLOSES


def test_the_reading_of_a_day_is_found_by_that_day(here):
    a_summer(here)
    mirror.freeze_readings(on=CLOSES)

    assert tell.reading_that_closed(here.lead, here.service, CLOSES) is not None
    assert tell.reading_that_closed(here.lead, here.service, date(2026, 6, 30)) is None
    most = tell.latest_reading(here.lead, here.service).most_to_talk_about
    assert [one.talk for one in most] == sorted((one.talk for one in most), reverse=True)
