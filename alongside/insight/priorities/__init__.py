"""What people find most important, asked in small screens: who is shown what, what was chosen, how sure the order is."""

from alongside.insight.priorities.counts import EMPTY, LATER, NOBODY, Choices, Counted, choices, counted
from alongside.insight.priorities.design import Ballot, Design, ballot, design, met, next_class
from alongside.insight.priorities.pairwise import Strengths, strengths
from alongside.insight.priorities.ranks import Ranking, SideBySide, ranking, side_by_side
from alongside.insight.priorities.second_opinion import best_worst_logit

__all__ = [
    "EMPTY",
    "LATER",
    "NOBODY",
    "Ballot",
    "Choices",
    "Counted",
    "Design",
    "Ranking",
    "SideBySide",
    "Strengths",
    "ballot",
    "best_worst_logit",
    "choices",
    "counted",
    "design",
    "met",
    "next_class",
    "ranking",
    "side_by_side",
    "strengths",
]
