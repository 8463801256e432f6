"""The readings of the invented pain service: one for each quarter of its year that is over, taken a week after its last day."""

from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone

from alongside.core.quarters import SETTLING_DAYS
from alongside.mirror import actions as mirror
from alongside.mirror.rules import newest_settled, period_closing
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play

LEARNS = "headland-pain"
QUARTERS = 4
AT_NIGHT = time(2, 30)


def tell(play: Play, cast: Cast) -> None:
    """The last four quarters, the oldest first; a quarter in which nobody was heard yet has no reading."""
    for closes in last_quarters(timezone.localdate(play.now)):
        at = datetime.combine(closes + timedelta(days=SETTLING_DAYS), AT_NIGHT, tzinfo=play.now.tzinfo)
        play.then(at, f"reading of {closes}", partial(_take, cast, closes))


def last_quarters(today: date) -> list[date]:
    """The last days of the newest quarters of which a reading can be taken, the oldest first."""
    found = [newest_settled(today)]
    while len(found) < QUARTERS:
        found.append(period_closing(found[-1]).opens - timedelta(days=1))
    return found[::-1]


def _take(cast: Cast, closes: date) -> None:
    mirror.freeze_readings(on=closes, service=cast.services[LEARNS].pk)
