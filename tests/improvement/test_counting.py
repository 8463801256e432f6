"""Counting: whole numbers that fit together, one day or many at once, and a chart of which a person chooses the kind."""

from datetime import date, timedelta

import pytest

from alongside.core import clock
from alongside.core.refusal import Refused
from alongside.improvement.actions import counting
from alongside.improvement.exported import Row, exported, harmless
from alongside.improvement.pasted import MOST_LINES, Wrong, read
from alongside.improvement.queries import trying as tell
from alongside.improvement.rules import DrawnAs, MeasureKind
from tests.improvement.walk import as_, asks, whole

TODAY = date(2026, 6, 1)


@pytest.fixture
def measure(here, change):
    return as_(here.nurse, counting.add_measure, change=change, name="Rung within three days", kind=MeasureKind.PROCESS)


def counts(here, measure):
    return [(one.on_day, one.yes, one.answers) for one in asks(here.nurse, tell.counts_of, measure)]


@pytest.mark.django_db
def test_counts_by_hand_are_whole_and_fit_together(here, change, measure):
    today = clock.today()
    for yes, answers in ((5, 4), (-1, 4), (0, 0), (1, 100_001)):
        with pytest.raises(Refused, match="trying.count"):
            as_(here.nurse, counting.count, measure=measure.pk, on_day=today, yes=yes, answers=answers)
    for day in (today + timedelta(days=1), date(1889, 1, 1)):
        with pytest.raises(Refused, match="day-to-come"):
            as_(here.nurse, counting.count, measure=measure.pk, on_day=day, yes=1, answers=2)
    as_(here.nurse, counting.count, measure=measure.pk, on_day=today, yes=3, answers=4)
    as_(here.nurse, counting.count, measure=measure.pk, on_day=today, yes=4, answers=4)
    assert counts(here, measure) == [(today, 4, 4)]
    with pytest.raises(Refused, match="not-there"):
        as_(here.nurse, counting.count, measure=change, on_day=today, yes=1, answers=1)
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, counting.count, measure=measure.pk, on_day=today, yes=1, answers=1)
    of_a_practice = next(one for one in whole(here, change).measures if one.practice)
    with pytest.raises(Refused, match="not-there"):
        as_(here.nurse, counting.count, measure=of_a_practice.pk, on_day=today, yes=1, answers=1)


@pytest.mark.django_db
def test_many_days_go_in_together_or_not_at_all(here, measure):
    today = clock.today()
    with pytest.raises(Refused, match="no-counts"):
        as_(here.nurse, counting.count_many, measure=measure.pk, counts=())
    with pytest.raises(Refused, match="trying.count"):
        as_(here.nurse, counting.count_many, measure=measure.pk, counts=((today, 1, 2), (today, 3, 2)))
    assert counts(here, measure) == []
    days = [today - timedelta(days=7 * n) for n in range(3)]
    as_(here.nurse, counting.count_many, measure=measure.pk, counts=[(day, 2, 5) for day in days])
    as_(here.nurse, counting.count_many, measure=measure.pk, counts=[(today, 3, 5)])
    assert counts(here, measure) == [(days[2], 2, 5), (days[1], 2, 5), (today, 3, 5)]


@pytest.mark.django_db
def test_a_measure_has_a_name_its_notes_words_and_its_new_middle_a_reason(here, change, measure):
    today = clock.today()
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, counting.add_measure, change=change, name=" ", kind=MeasureKind.PROCESS)
    with pytest.raises(Refused, match="not-there"):
        as_(here.nurse, counting.add_measure, change=here.service, name="x", kind=MeasureKind.PROCESS)
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, counting.note, measure=measure.pk, on_day=today, words=" ")
    as_(here.nurse, counting.note, measure=measure.pk, on_day=today, words="A new colleague began.")
    assert [one.words for one in asks(here.nurse, tell.notes_of, measure)] == ["A new colleague began."]
    with pytest.raises(Refused, match="reason"):
        as_(here.nurse, counting.rebase, measure=measure.pk, on_day=today, reason="")
    as_(here.nurse, counting.rebase, measure=measure.pk, on_day=today, reason="We count calls by anybody now.")
    tomorrow = today + timedelta(days=1)
    for too_soon in (
        lambda: as_(here.nurse, counting.note, measure=measure.pk, on_day=tomorrow, words="x"),
        lambda: as_(here.nurse, counting.rebase, measure=measure.pk, on_day=tomorrow, reason="x"),
    ):
        with pytest.raises(Refused, match="day-to-come"):
            too_soon()
    for wrong in (
        lambda: as_(here.nurse, counting.note, measure=change, on_day=today, words="x"),
        lambda: as_(here.nurse, counting.rebase, measure=change, on_day=today, reason="x"),
    ):
        with pytest.raises(Refused, match="not-there"):
            wrong()


@pytest.mark.django_db
def test_a_mistake_is_taken_out_by_those_at_work(here, measure):
    today = clock.today()
    as_(here.nurse, counting.count, measure=measure.pk, on_day=today, yes=1, answers=2)
    note = asks_note(here, measure, today)
    for wrong in (
        lambda: as_(here.panel, counting.take_out_count, measure=measure.pk, on_day=today),
        lambda: as_(here.panel, counting.take_out_note, note=note),
    ):
        with pytest.raises(Refused, match="not-yours"):
            wrong()
    with pytest.raises(Refused, match="nothing-that-day"):
        as_(here.nurse, counting.take_out_count, measure=measure.pk, on_day=today - timedelta(days=1))
    as_(here.nurse, counting.take_out_count, measure=measure.pk, on_day=today)
    as_(here.nurse, counting.take_out_note, note=note)
    assert counts(here, measure) == []
    assert asks(here.nurse, tell.notes_of, measure) == []
    with pytest.raises(Refused, match="not-there"):
        as_(here.nurse, counting.take_out_note, note=note)


def asks_note(here, measure, day):
    as_(here.nurse, counting.note, measure=measure.pk, on_day=day, words="Of another clinic.")
    (note,) = asks(here.nurse, tell.notes_of, measure)
    return note.pk


@pytest.mark.django_db
def test_those_at_work_choose_the_kind_of_chart_and_the_panel_sees_it(here, change, measure):
    with pytest.raises(Refused, match="not-yours"):
        as_(here.panel, counting.draw_as, measure=measure.pk, kind=DrawnAs.BOARD)
    as_(here.nurse, counting.draw_as, measure=measure.pk, kind=DrawnAs.BOARD)
    seen = asks(here.panel, tell.measure_of, here.service, change, measure.pk)
    assert seen.drawn_as == DrawnAs.BOARD
    assert asks(here.stranger, tell.measure_of, here.service, change, measure.pk) is None
    assert asks(here.panel, tell.measure_of, here.service, here.service, measure.pk) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-05-04,7,10", date(2026, 5, 4)),
        ("4/5/2026\t7\t10", date(2026, 5, 4)),
        ("04.05.26; 7; 10", date(2026, 5, 4)),
        ("4 May 2026;7;10", date(2026, 5, 4)),
        ("4-Sept-26,7,10", None),
        ('"04/05/2026 00:00:00",7.0,10', date(2026, 5, 4)),
        ("4 May, 2026\t7\t10\t", date(2026, 5, 4)),
        ("4/5/26,7,10,,", date(2026, 5, 4)),
    ],
)
def test_days_are_read_as_they_stand_in_british_spreadsheets(typed, day):
    (one,) = read(typed, today=TODAY)
    assert (one.on_day, one.wrong) == ((day, None) if day else (None, Wrong.TO_COME))
    assert day is None or (one.yes, one.answers) == (7, 10)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("4/5/2026", Wrong.COLUMNS),
        ("4/5/2026;1;2;3", Wrong.COLUMNS),
        ("4/5/2026;7", Wrong.NO_ANSWERS),
        ("31/2/2026;7;10", Wrong.DAY),
        ("5/31/2026;7;10", Wrong.DAY),
        ("1/1/1899;7;10", Wrong.DAY),
        ("4 Maybe 2026;7;10", Wrong.DAY),
        ("week 3;7;10", Wrong.DAY),
        ("2/6/2026;7;10", Wrong.TO_COME),
        ("4/5/2026;70%;10", Wrong.NUMBER),
        ("4/5/2026;;10", Wrong.NUMBER),
        ("4/5/2026;0;0", Wrong.NUMBER),
        ("4/5/2026;1;200000", Wrong.NUMBER),
        ("4/5/2026;-3;10", Wrong.NUMBER),
        ("4/5/2026;11;10", Wrong.MORE_THAN_ALL),
    ],
)
def test_each_line_that_cannot_be_read_says_why_and_keeps_what_was_typed(typed, wrong):
    (one,) = read(typed, today=TODAY)
    assert (one.typed, one.wrong) == (typed, wrong)


def test_headings_and_empty_lines_are_passed_over_and_a_day_stands_once():
    found = read("Day\tYes\tOf\n\n4/5/2026\t1,007\t2,000\n;;\n4 May 2026\t8\t10\n", today=TODAY)
    assert [(one.number, one.yes, one.answers, one.wrong) for one in found] == [
        (3, 1007, 2000, None),
        (5, 0, 0, Wrong.TWICE),
    ]
    assert read("  \n", today=TODAY) == ()


def test_where_only_one_number_stands_the_other_is_said_once():
    (one,) = read("4/5/2026,7", today=TODAY, of=10)
    assert (one.yes, one.answers, one.wrong) == (7, 10, None)


def test_a_whole_sheet_pasted_by_mistake_stops_with_one_sentence():
    lines = "\n".join((date(2020, 1, 1) + timedelta(days=n)).isoformat() + ",1,2" for n in range(MOST_LINES + 50))
    found = read(lines, today=TODAY)
    assert len(found) == MOST_LINES + 1
    assert [one.wrong for one in found if one.wrong] == [Wrong.TOO_MANY]


def test_a_file_holds_one_row_a_day_with_what_happened_and_where_the_middle_starts_anew():
    rows = [Row(date(2026, 5, 11), 3, 4), Row(date(2026, 5, 4), 1, 3), Row(date(2026, 5, 18), 4, 4)]
    notes = {date(2026, 5, 6): "New rota", date(2026, 5, 30): "=HYPERLINK(1)"}
    made = exported("Rung, in time", rows, rebased_on=date(2026, 5, 10), notes=notes).splitlines()
    assert made == [
        "date,measure,numerator,denominator,value,baseline,annotation",
        '2026-05-04,"Rung, in time",1,3,33.33,,',
        '2026-05-11,"Rung, in time",3,4,75.00,new,New rota',
        '2026-05-18,"Rung, in time",4,4,100.00,,\'=HYPERLINK(1)',
    ]
    assert exported("x", [], rebased_on=None, notes={}).splitlines() == [made[0]]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\n@x"])
def test_nothing_in_a_file_runs_as_a_formula(words):
    assert harmless(words).startswith("'")
    assert harmless("a = b") == "a = b"
