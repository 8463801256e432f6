"""One clock: the database's. Consent begins and ends on it, whatever the clock of a web server says."""

from datetime import UTC, date, datetime

from django.db import connection
from django.db.models.functions import Now as DatabaseNow
from django.utils import timezone
from django.utils.dateparse import parse_datetime

__all__ = ["DatabaseNow", "now", "today"]


def now() -> datetime:
    """The time on the database's clock, as an aware datetime in UTC."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT statement_timestamp()")
            moment = cursor.fetchone()[0]
            assert isinstance(moment, datetime)
            return moment
        cursor.execute("SELECT STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')")
        parsed = parse_datetime(cursor.fetchone()[0])
        assert parsed is not None
        return parsed.replace(tzinfo=UTC)


def today() -> date:
    """The calendar day where this runs: for days by which something is due. Never for consent."""
    return timezone.localdate()
