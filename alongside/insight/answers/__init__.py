"""What a service's answers can honestly show: shares, levels, differences between viewpoints, paired answers, and how many more would settle it."""

from alongside.insight.answers.levels import Levels, Split, levels, split
from alongside.insight.answers.more import More, more_for_gap, more_for_pairs, more_for_service, more_for_share
from alongside.insight.answers.paired import Paired, paired
from alongside.insight.answers.patterns import KINDS, PAIRS, Patterns, patterns
from alongside.insight.answers.proportions import Group, Pooled, pooled
from alongside.insight.answers.share import (
    InTen,
    Shares,
    effective_answers,
    friendly,
    in_words,
    share,
    share_worth,
    weighted_share,
)
from alongside.insight.answers.viewpoints import Differences, Viewpoints, difference, viewpoints, viewpoints_many

__all__ = [
    "KINDS",
    "PAIRS",
    "Differences",
    "Group",
    "InTen",
    "Levels",
    "More",
    "Paired",
    "Patterns",
    "Pooled",
    "Shares",
    "Split",
    "Viewpoints",
    "difference",
    "effective_answers",
    "friendly",
    "in_words",
    "levels",
    "more_for_gap",
    "more_for_pairs",
    "more_for_service",
    "more_for_share",
    "paired",
    "patterns",
    "pooled",
    "share",
    "share_worth",
    "split",
    "viewpoints",
    "viewpoints_many",
    "weighted_share",
]
