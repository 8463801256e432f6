"""The chart of one practice: only released numbers, gaps stay gaps, luck is said, and nothing called out is no all-clear."""

from datetime import date, timedelta

import pytest

from alongside.mirror.queries import Point
from alongside.mirror.rules import first_of_month
from alongside.web.mirror.history import FEWEST, chart, in_hundred, points
from tests.factories import Professional
from tests.web.circle.browsing import at, signed_in, words
from tests.web.mirror.frozen import STANDS, a_lead, a_reading


def months(*counts: tuple[int | None, int | None]) -> tuple[Point, ...]:
    firsts = [first_of_month(date(2025, 1, 1), n) for n in range(len(counts) + 1)]
    return tuple(
        Point(first, after - timedelta(days=1), yes, answers)
        for first, after, (yes, answers) in zip(firsts, firsts[1:], counts, strict=False)
    )


def test_a_few_points_make_no_chart() -> None:
    assert chart(months(*[(5, 10)] * (FEWEST - 1))) is None
    assert chart(months(*[(5, 10)] * (FEWEST - 1), (None, None))) is None
    assert chart(()) is None


def test_when_nothing_stands_out_the_chart_says_that_it_is_no_all_clear_and_how_often_luck_calls() -> None:
    drawn = chart(months(*[(5, 10), (6, 10), (4, 10), (5, 10)] * 4))
    assert drawn is not None
    assert drawn.said == ("Nothing stands out from the usual ups and downs. That is not an all-clear.",)
    assert "of 100 charts like this one, with 16 points, would still" in drawn.luck
    assert "about fewer" not in drawn.luck


@pytest.mark.parametrize(("chance", "said"), [(0.0, "fewer than 1"), (0.004, "fewer than 1"), (0.03, "about 3")])
def test_a_small_chance_is_said_without_false_exactness(chance: float, said: str) -> None:
    assert in_hundred(chance) == said


def test_a_month_that_stands_out_is_a_reason_to_ask_and_no_verdict() -> None:
    drawn = chart(months(*[(50, 100), (52, 100), (49, 100), (51, 100)] * 3, (5, 100)))
    assert drawn is not None
    assert [dot.outside for dot in drawn.dots].count(True) == 1
    assert drawn.said[0] == "1 point stands out from the others. Ask what was different then."


def test_a_long_stay_on_one_side_is_called_out() -> None:
    drawn = chart(months(*[(40, 100), (42, 100), (41, 100)] * 4, *[(60, 100), (62, 100), (61, 100)] * 4))
    assert drawn is not None
    assert any("stayed on one side for longer than luck would explain" in line for line in drawn.said)


def test_a_month_that_may_not_be_shown_stays_a_gap_and_says_so_in_the_table() -> None:
    drawn = chart(months((5, 10), (6, 10), (None, None), (5, 10), (6, 10)))
    assert drawn is not None
    assert len(drawn.dots) == 4
    assert len(drawn.joined) == 2, "the line does not run across what nobody was shown"
    assert drawn.table[2] == ("March 2025", "too few to show", "too few to show")
    assert "There are few points yet, so the limits are a first guess." in drawn.said


def test_as_the_board_sees_it_calls_out_more_often_by_luck_and_says_so() -> None:
    series = months(*[(5, 10), (6, 10), (4, 10), (5, 10)] * 5)
    plain, board = chart(series), chart(series, as_board=True)
    assert plain is not None
    assert board is not None
    assert "This is the kind of chart that board papers use." in board.said[-1]
    assert board.luck != plain.luck


def test_a_quarter_shown_whole_is_one_point_with_its_months() -> None:
    whole = Point(date(2025, 1, 1), date(2025, 3, 31), 20, 40)
    drawn = chart((whole, *months((5, 10), (6, 10), (5, 10), (6, 10))))
    assert drawn is not None
    assert drawn.table[0] == ("January to March 2025", "20", "40")


def page_of(lead: Professional, extra: str = "") -> str:
    return words(signed_in(lead).get(at("practice_here", service=lead.service.slug, practice_id=STANDS) + extra))


@pytest.mark.django_db
def test_the_page_draws_what_was_released_and_an_earlier_reading_nothing_later() -> None:
    lead = a_lead()
    for back in range(4):
        opens = first_of_month(date(2026, 7, 1), -3 * back)
        a_reading(lead.service.pk, (opens, first_of_month(opens, 3) - timedelta(days=1)))
    page = page_of(lead)
    assert page.count('class="chart__dot') == 12
    assert "As your board sees it" in page
    assert "The chart that suits few answers" in page_of(lead, "?chart=board")
    address = at("reading_practice", service=lead.service.slug, closes="2026-03-31", practice_id=STANDS)
    earlier = words(signed_in(lead).get(address))
    assert earlier.count('class="chart__dot') == 6
    assert points((), STANDS) == ()
