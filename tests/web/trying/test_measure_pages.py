"""One measure: three kinds of chart with what happened on them, counts out of a spreadsheet, and a file for one."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse

from alongside.core import clock
from alongside.improvement.actions import counting
from alongside.improvement.rules import MeasureKind
from alongside.web.mirror import history
from tests.factories.browse import words_of
from tests.improvement.walk import as_, planned, predicted, whole
from tests.web.mirror.frozen import a_reading
from tests.web.trying.test_trying_pages import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(here, change):
    return as_(here.nurse, counting.add_measure, change=change, name="Rung, in time", kind=MeasureKind.PROCESS).pk


def address(here, change, measure, name="measure"):
    return reverse(name, kwargs={"service": here.slug, "change_id": change, "measure_id": measure})


def day(ago):
    return clock.today() - timedelta(days=ago)


def six_weeks(here, measure):
    rows = [(day(7 * n), 3 + n % 3, 8) for n in range(6)]
    as_(here.nurse, counting.count_many, measure=measure, counts=rows)


def test_the_day_of_each_test_and_of_each_note_is_marked_on_the_chart(here, change, measure):
    six_weeks(here, measure)
    predicted(here, change, planned(here, change), measure=measure)
    as_(here.nurse, counting.note, measure=measure, on_day=day(10), words="A new colleague began.")
    page = browser(here.panel).get(address(here, change, measure))
    drawn = page.content.decode()
    assert drawn.count('class="chart__flag"') == 2
    said = words_of(page)
    assert f"A {history.long_day(day(10))}: A new colleague began." in said
    assert f"B {history.long_day(day(0))}: Test 1 began" in said
    assert "If nothing had changed at all" in said


def test_anybody_looks_at_another_kind_of_chart_and_those_at_work_keep_it(here, change, measure):
    six_weeks(here, measure)
    theirs, hers = browser(here.panel), browser(here.nurse)
    for kind, words in (
        ("usual", "differ from one another"),
        ("plain", "nothing but chance"),
        ("board", "board papers"),
    ):
        assert words in words_of(theirs.get(address(here, change, measure), {"as": kind}))
    assert "differ from one another" in words_of(theirs.get(address(here, change, measure), {"as": "pie"}))
    refused = theirs.post(address(here, change, measure), {"what": "draw", "kind": "board"})
    assert refused.status_code == 422
    assert "Only somebody who works in this service" in words_of(refused)
    assert hers.post(address(here, change, measure), {"what": "draw", "kind": "pie"}).status_code == 404
    hers.post(address(here, change, measure), {"what": "draw", "kind": "board"})
    assert "board papers use" in words_of(theirs.get(address(here, change, measure)))


def test_counting_by_hand_keeps_what_was_typed_and_says_what_is_wrong(here, change, measure):
    hers = browser(here.nurse)
    at = {"on_day_day": day(0).day, "on_day_month": day(0).month, "on_day_year": day(0).year}
    sent = hers.post(address(here, change, measure), {"what": "count", **at, "yes": "9", "answers": "8"})
    assert sent.status_code == 422
    assert "“Yes” cannot be more than all answers" in words_of(sent)
    assert 'value="9"' in sent.content.decode()
    assert hers.post(address(here, change, measure), {"what": "dance"}).status_code == 404
    hers.post(address(here, change, measure), {"what": "count", **at, "yes": "7", "answers": "8"})
    hers.post(address(here, change, measure), {"what": "note", **at, "words": "Snow."})
    hers.post(address(here, change, measure), {"what": "rebase", **at, "reason": "Another way of counting."})
    page = words_of(hers.get(address(here, change, measure)))
    assert "Snow." in page
    assert "Another way of counting." in page
    assert "Too few points for a chart yet." in page
    assert f"{history.long_day(day(0))} Said yes 7 Answers 8" in page


def test_no_id_stands_twice_on_the_page(here, change, measure):
    six_weeks(here, measure)
    as_(here.nurse, counting.note, measure=measure, on_day=day(0), words="Snow.")
    for where in (address(here, change, measure), reverse("change", args=[here.slug, change])):
        page = browser(here.lead).get(where).content.decode()
        ids = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
        assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)


def test_a_mistake_is_taken_out_on_the_page(here, change, measure):
    hers, theirs, to = browser(here.nurse), browser(here.panel), address(here, change, measure)
    as_(here.nurse, counting.count, measure=measure, on_day=day(0), yes=7, answers=8)
    as_(here.nurse, counting.note, measure=measure, on_day=day(0), words="Of another clinic.")
    page = hers.get(to).content.decode()
    which = page.split('name="which" value="', 1)[1].split('"', 1)[0]
    assert theirs.post(to, {"what": "take_out_note", "which": which}).status_code == 422
    assert hers.post(to, {"what": "take_out_note", "which": "no-id"}).status_code == 404
    hers.post(to, {"what": "take_out_note", "which": which})
    before = day(3)
    none = {"on_day_day": before.day, "on_day_month": before.month, "on_day_year": before.year}
    assert "Nothing was counted on this day." in words_of(hers.post(to, {"what": "take_out", **none}))
    at = {"on_day_day": day(0).day, "on_day_month": day(0).month, "on_day_year": day(0).year}
    page = words_of(hers.post(to, {"what": "take_out", **at}, follow=True))
    assert "Of another clinic." not in page
    assert "Take a mistake out" not in page


def test_what_was_pasted_is_looked_at_first_and_each_bad_line_is_named(here, change, measure):
    hers, to = browser(here.nurse), address(here, change, measure, "paste_counts")
    typed = f"Day\tYes\tOf\n{day(8):%d/%m/%Y}\t5\t8\nsomeday\t1\t2\n{day(1).isoformat()}\t9\t8"
    page = hers.post(to, {"lines": typed, "what": "look"})
    said = words_of(page)
    assert "We could not read 2 lines" in said
    assert "We cannot read the day" in said
    assert "More were so than there were at all" in said
    assert f"{history.long_day(day(8))}: 5 of 8" in said
    assert "someday" in page.content.decode().split("<textarea", 1)[1]
    assert "someday" in words_of(hers.post(to, {"lines": typed, "what": "enter"}))
    assert "Too few points" in words_of(hers.get(address(here, change, measure)))
    done = hers.post(to, {"lines": typed, "what": "enter-good"}, follow=True)
    assert "1 day is entered." in done.content.decode()
    again = words_of(hers.post(to, {"lines": f"{day(8).isoformat()},6,8", "what": "look"}))
    assert "instead of 5 of 8" in again
    empty = hers.post(to, {"lines": "Day,Yes,Of", "what": "look"})
    assert "nothing but headings" in words_of(empty)
    assert hers.post(to, {"lines": "", "what": "look"}).status_code == 422
    assert "There is no count to enter yet." in words_of(hers.post(to, {"lines": "Day,Yes", "what": "enter"}))


def test_a_sheet_with_one_number_a_day_says_the_other_once(here, change, measure):
    hers, to = browser(here.nurse), address(here, change, measure, "paste_counts")
    lines = f"{day(8).isoformat()};5\n{day(1).isoformat()};6"
    assert "Of how many is missing" in words_of(hers.post(to, {"lines": lines, "what": "look"}))
    done = hers.post(to, {"lines": lines, "of": "8", "what": "enter"}, follow=True)
    assert "2 days are entered." in done.content.decode()


def test_the_points_go_into_a_file_that_no_spreadsheet_runs(here, change, measure):
    as_(here.nurse, counting.count, measure=measure, on_day=day(3), yes=3, answers=4)
    as_(here.nurse, counting.note, measure=measure, on_day=day(5), words="=cmd()")
    as_(here.nurse, counting.note, measure=measure, on_day=day(5), words="Snow")
    sent = browser(here.panel).get(address(here, change, measure, "measure_file"))
    assert sent["Content-Type"] == "text/csv; charset=utf-8"
    assert sent["Content-Disposition"] == 'attachment; filename="rung-in-time.csv"'
    (row,) = csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig")))
    assert (row["date"], row["measure"], row["numerator"], row["denominator"]) == (
        day(3).isoformat(),
        "Rung, in time",
        "3",
        "4",
    )
    assert row["annotation"] == "'=cmd(); Snow"


def test_of_a_practice_only_released_numbers_are_shown_and_nothing_is_counted_by_hand(here, change):
    a_reading(here.service)
    practice = whole(here, change).measures[0]
    hers = browser(here.nurse)
    page = words_of(hers.get(address(here, change, practice.pk)))
    assert "Enter a count" not in page
    assert hers.get(address(here, change, practice.pk, "paste_counts")).status_code == 404
    rows = list(
        csv.DictReader(
            io.StringIO(hers.get(address(here, change, practice.pk, "measure_file")).content.decode("utf-8-sig"))
        )
    )
    assert [(row["numerator"], row["denominator"]) for row in rows] == [("4", "10"), ("5", "10"), ("6", "10")]
    assert hers.get(address(here, here.service, practice.pk)).status_code == 404


def points(*counts):
    return [history.Point(date(2026, 3, n + 1), date(2026, 3, n + 1), yes, of) for n, (yes, of) in enumerate(counts)]


def test_a_middle_drawn_anew_needs_points_on_both_sides():
    series = points((1, 9), (2, 9), (1, 9), (2, 9), (8, 9), (7, 9), (8, 9), (7, 9))

    def middles(day):
        drawn = history.chart(series, anew=(day, "New rooms"))
        return len({one.y1 for one in drawn.middle})

    assert middles(date(2026, 3, 5)) == 2
    assert middles(date(2026, 3, 1)) == 1
    assert middles(date(2026, 4, 1)) == 1


def test_marks_stand_at_their_day_between_points_or_at_the_edge_and_share_a_place():
    series = [history.Point(date(2026, 3, 1 + 7 * n), date(2026, 3, 1 + 7 * n), 4, 9) for n in range(4)]
    days = (date(2026, 2, 1), date(2026, 3, 8), date(2026, 3, 10), date(2026, 3, 11), date(2026, 5, 1))
    drawn = history.chart(series, happened=[history.Happened(one, "x") for one in days])
    assert [one.letters for one in drawn.flags] == ["A", "B", "C D", "E"]
    across = [float(one.x.rstrip("%")) for one in drawn.flags]
    assert across == sorted(across)
    assert (across[0], across[-1]) == (9.0, 97.0)
    assert history.letter_of(27) == "B2"
