"""Days, times and people's own words, as they are said aloud. Turns values into text; decides nothing."""

import datetime
import re

from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Moment = datetime.datetime | datetime.date

BREAK = SafeString("<br>")
MINUTE, HOUR, DAY = 60, 3600, 86_400


def _local(value: Moment) -> Moment:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: Moment) -> str:
    """ "Tuesday 3 November", with the year when it is not this year."""
    value = _local(value)
    pattern = "l j F" if value.year == timezone.localdate().year else "l j F Y"
    return formats.date_format(value, pattern)


def date_of(value: Moment) -> str:
    """ "14 May 1979": a date without its weekday, as for a birthday."""
    return formats.date_format(_local(value), "j F Y")


def clock(value: datetime.datetime) -> str:
    """ "2:05pm", "9am", "midday", "midnight"."""
    local = _local(value)
    assert isinstance(local, datetime.datetime)
    if (local.hour, local.minute) == (0, 0):
        return _("midnight")
    if (local.hour, local.minute) == (12, 0):
        return _("midday")
    hour = local.hour % 12 or 12
    figures = f"{hour}:{local.minute:02}" if local.minute else f"{hour}"
    return _("%(time)sam") % {"time": figures} if local.hour < 12 else _("%(time)spm") % {"time": figures}


def moment_of(value: datetime.datetime) -> str:
    """ "Tuesday 3 November at 2:05pm"."""
    return _("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def ago(value: datetime.datetime) -> str:
    """How long since, as people say it; after a week, the day itself."""
    local, now = _local(value), timezone.localtime()
    assert isinstance(local, datetime.datetime)
    seconds = int((now - local).total_seconds())
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        minutes = seconds // MINUTE
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    days = (now.date() - local.date()).days
    if days == 0:
        hours = seconds // HOUR
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    if days == 1:
        return _("yesterday at %(time)s") % {"time": clock(value)}
    if days < 7:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return day(value)


def time_tag(value: Moment) -> SafeString:
    """The day or moment in plain words inside `<time>`, so that machines can read it too."""
    said = moment_of(value) if isinstance(value, datetime.datetime) else day(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), said)


def plain_text(value: object) -> SafeString:
    """Somebody's own words: escaped first, then blank lines make paragraphs and line ends make breaks."""
    text = re.sub(r"\r\n?", "\n", "" if value is None else str(value)).strip("\n")
    paragraphs = [part.split("\n") for part in re.split(r"\n[ \t]*\n+", text) if part.strip()]
    return format_html_join("", "<p>{}</p>", ((format_html_join(BREAK, "{}", zip(lines)),) for lines in paragraphs))
