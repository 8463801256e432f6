"""Quarters: their days, when they have settled, and in which week something late counts."""

from datetime import date, timedelta

import pytest

from alongside.core.quarters import first_of_month, is_settled, quarter_of, week_that_counts


@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_lies_in_one_quarter_and_quarters_follow_each_other(month):
    opens, closes = quarter_of(date(2026, month, 15))

    assert opens.day == 1 and opens.month in (1, 4, 7, 10)
    assert opens <= date(2026, month, 1) and first_of_month(date(2026, month, 1), 1) - timedelta(days=1) <= closes
    assert quarter_of(closes) == (opens, closes)
    assert quarter_of(closes + timedelta(days=1))[0] == closes + timedelta(days=1)


def test_until_its_quarter_has_settled_an_answer_counts_in_the_week_of_its_contact():
    contact = date(2026, 9, 30)
    for today in (contact, date(2026, 10, 1), date(2026, 10, 6)):
        assert not is_settled(date(2026, 9, 30), today)
        assert week_that_counts(contact, today=today) == date(2026, 9, 28)


def test_afterwards_it_counts_in_the_week_in_which_it_comes_and_that_lies_in_a_later_quarter():
    for days in range(7, 60):
        today = date(2026, 9, 30) + timedelta(days=days)
        week = week_that_counts(date(2026, 9, 30), today=today)
        assert week == today - timedelta(days=today.weekday())
        assert week > date(2026, 9, 30)


def test_a_week_belongs_to_the_quarter_in_which_it_begins():
    assert week_that_counts(date(2026, 10, 1), today=date(2026, 10, 7)) == date(2026, 10, 5)
    assert week_that_counts(date(2026, 10, 5), today=date(2026, 11, 20)) == date(2026, 10, 5)
