"""The names a chart gives to what it sees, as keys for the words on the page. No sentence is written here."""

from enum import IntEnum, StrEnum

import numpy as np

from alongside.insight.errors import OutOfScale


class Direction(StrEnum):
    """Which way is better. Neutral: neither is."""

    INCREASE = "increase"
    NEUTRAL = "neutral"
    DECREASE = "decrease"


WAYS = (Direction.DECREASE, Direction.NEUTRAL, Direction.INCREASE)


class Special(IntEnum):
    """What is special about a point; the first that fits, in NHSRplotthedots' order."""

    COMMON = 0
    ABOVE_LIMIT = 1
    BELOW_LIMIT = 2
    TREND_UP = 3
    TREND_DOWN = 4
    NEAR_UPPER = 5
    NEAR_LOWER = 6
    SHIFT_UP = 7
    SHIFT_DOWN = 8


SPECIAL_KEYS = (
    "common_cause",
    "above_limit",
    "below_limit",
    "trend_up",
    "trend_down",
    "two_in_three_above",
    "two_in_three_below",
    "shift_above",
    "shift_below",
)
# The very labels of NHSRplotthedots 0.2.2, in the same order, so that a chart can be laid beside the national tool's.
PLOTTHEDOTS_LABELS = (
    "Common Cause",
    "Above UCL",
    "Below LCL",
    "7 Point Trend (Increasing)",
    "7 Point Trend (Decreasing)",
    "2 in 3 Above CL",
    "2 in 3 Below CL",
    "7 Points Above CL",
    "7 Points Below CL",
)


class Kind(IntEnum):
    """What that means for people, given which way is better."""

    COMMON = 0
    IMPROVEMENT = 1
    CONCERN = 2
    NEUTRAL_HIGH = 3
    NEUTRAL_LOW = 4


KIND_KEYS = (
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
)


# Row: which way is better (`WAYS`); column: which way the signal points (-1, 0, 1).
KIND_OF = np.array(
    [
        [Kind.IMPROVEMENT, Kind.COMMON, Kind.CONCERN],
        [Kind.NEUTRAL_LOW, Kind.COMMON, Kind.NEUTRAL_HIGH],
        [Kind.CONCERN, Kind.COMMON, Kind.IMPROVEMENT],
    ],
    dtype=np.int8,
)


class Assurance(IntEnum):
    """Whether the process, as it is, will meet the target. NONE: no target, or no better way."""

    NONE = 0
    PASS = 1
    FAIL = 2
    HIT_OR_MISS = 3


ASSURANCE_KEYS = (None, "consistent_pass", "consistent_fail", "inconsistent")


def variation_icon(kind: Kind, direction: Direction) -> str:
    """The key of the picture for the newest point, such as `improvement_low` where less is better."""
    good_is_up = direction is Direction.INCREASE
    return {
        Kind.COMMON: "common_cause",
        Kind.IMPROVEMENT: "improvement_high" if good_is_up else "improvement_low",
        Kind.CONCERN: "concern_low" if good_is_up else "concern_high",
        Kind.NEUTRAL_HIGH: "neutral_high",
        Kind.NEUTRAL_LOW: "neutral_low",
    }[kind]


def read_direction(direction: Direction | str) -> Direction:
    """Which way is better, as one of the three words."""
    try:
        return Direction(direction)
    except ValueError as wrong:
        raise OutOfScale("Say which way is better: increase, decrease or neutral.") from wrong


def kinds_of(signal: np.ndarray, direction: Direction) -> np.ndarray:
    """What signals upwards (1) and downwards (-1) mean, as codes of `Kind`."""
    return np.asarray(KIND_OF[WAYS.index(direction), signal + 1])
