"""Times in the demo files, such as "-21d", "-3d 14:20" or "+8d mon 14:00", turned into real moments.

So the community is always fresh. Not for anybody's real dates.
"""

import re
from datetime import datetime, time, timedelta

MORNING = time(0, 0)
NOON = time(12, 0)
NIGHT = time(23, 59)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHAPE = re.compile(r"([+-]\d+)d(?: (mon|tue|wed|thu|fri|sat|sun))?(?: ([01]\d|2[0-3]):([0-5]\d))?")


def moment(text: str, *, now: datetime, without_time: time = NOON) -> datetime:
    """The moment that `text` means, counted in days from `now` and in its time zone.

    A weekday slips the day back to the last such day, so that "on Sunday" is a Sunday. Raises ValueError on any other shape.

    >>> from datetime import UTC
    >>> moment("-75d sun 15:30", now=datetime(2026, 11, 20, tzinfo=UTC)).isoformat()
    '2026-09-06T15:30:00+00:00'
    """
    found = SHAPE.fullmatch(text)
    if found is None:
        raise ValueError(f'"{text}" is not a time such as "-21d", "-3d 14:20" or "+8d mon 14:00"')
    days, weekday, hour, minute = found.groups()
    day = now.date() + timedelta(days=int(days))
    if weekday:
        day -= timedelta(days=(day.weekday() - WEEKDAYS.index(weekday)) % 7)
    at = time(int(hour), int(minute)) if hour else without_time
    return datetime.combine(day, at, tzinfo=now.tzinfo)
