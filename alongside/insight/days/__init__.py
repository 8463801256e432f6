"""One person's days, and many people's: what hangs together, and whether anybody can tell yet."""

from alongside.insight.days.chances import Chances, chances
from alongside.insight.days.check import Diary, read
from alongside.insight.days.cohort import Cohort, learn, refresh, refresh_in_pieces
from alongside.insight.days.doubts import Doubts
from alongside.insight.days.flare import Stretch, Watched, watch
from alongside.insight.days.gaps import following_with_gaps_filled
from alongside.insight.days.ladder import Link, Picture, Seen, picture
from alongside.insight.days.looking_ahead import Tomorrow, tomorrow
from alongside.insight.days.moments import Following, following
from alongside.insight.days.next_day import NextDay, next_day
from alongside.insight.days.pacing import Pacing, Swings, Tendency, boom_and_bust
from alongside.insight.days.population import Population, unknown_population
from alongside.insight.days.same_day import SameDay, same_day
from alongside.insight.days.trying import ByLuck, Difference, Tried, Verdict, did_it_help
from alongside.insight.days.trying_plan import Block, Plan, plan
from alongside.insight.days.trying_pool import Pooled, pool

__all__ = [
    "Block",
    "ByLuck",
    "Chances",
    "Cohort",
    "Diary",
    "Difference",
    "Doubts",
    "Following",
    "Link",
    "NextDay",
    "Pacing",
    "Picture",
    "Plan",
    "Pooled",
    "Population",
    "SameDay",
    "Seen",
    "Stretch",
    "Swings",
    "Tendency",
    "Tomorrow",
    "Tried",
    "Verdict",
    "Watched",
    "boom_and_bust",
    "chances",
    "did_it_help",
    "following",
    "following_with_gaps_filled",
    "learn",
    "next_day",
    "picture",
    "plan",
    "pool",
    "read",
    "refresh",
    "refresh_in_pieces",
    "same_day",
    "tomorrow",
    "unknown_population",
    "watch",
]
