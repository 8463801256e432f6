"""Quarters of a year, and when the answers of one have come in. What is said and what is counted agree by this; it counts nothing."""

from datetime import date, timedelta

MONTHS = 3
# So many days after a quarter its answers have come in, or are late. On paper people have longer: theirs count when they come.
SETTLING_DAYS = 7


def first_of_month(day: date, later: int = 0) -> date:
    """The first day of the month that lies so many months after this day's."""
    month = day.month - 1 + later
    return date(day.year + month // 12, month % 12 + 1, 1)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter of this day."""
    opens = date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)
    return opens, first_of_month(opens, MONTHS) - timedelta(days=1)


def is_settled(closes: date, today: date) -> bool:
    """Whether the answers of a quarter that ended on this day have had time to come in."""
    return today >= closes + timedelta(days=SETTLING_DAYS)


def week_that_counts(on: date, *, today: date) -> date:
    """The Monday of the week in which something counts that was about this day and is said today.

    Its own week, as long as the reading of that quarter cannot have been taken. Later it counts in the week in which it comes: so it is
    never lost, and never changes what was frozen. A week belongs to the quarter in which it begins.
    """
    week = on - timedelta(days=on.weekday())
    _opens, closes = quarter_of(week)
    return today - timedelta(days=today.weekday()) if is_settled(closes, today) else week
