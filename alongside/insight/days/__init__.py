"""One person's days, and many people's: what hangs together, and whether anybody can tell yet."""

from alongside.insight.days.chances import Chances, chances
from alongside.insight.days.check import Diary, read
from alongside.insight.days.cohort import Cohort, learn, refresh, refresh_in_pieces
from alongside.insight.days.doubts import Doubts
from alongside.insight.days.gaps import following_with_gaps_filled
from alongside.insight.days.ladder import Link, Picture, Seen, picture
from alongside.insight.days.looking_ahead import Tomorrow, tomorrow
from alongside.insight.days.moments import Following, following
from alongside.insight.days.next_day import NextDay, next_day
from alongside.insight.days.population import Population, unknown_population
from alongside.insight.days.same_day import SameDay, same_day

__all__ = [
    "Chances",
    "Cohort",
    "Diary",
    "Doubts",
    "Following",
    "Link",
    "NextDay",
    "Picture",
    "Population",
    "SameDay",
    "Seen",
    "Tomorrow",
    "chances",
    "following",
    "following_with_gaps_filled",
    "learn",
    "next_day",
    "picture",
    "read",
    "refresh",
    "refresh_in_pieces",
    "same_day",
    "tomorrow",
    "unknown_population",
]
