"""Charts over time: is a change in a service's numbers more than luck? Each says how often it would call out on luck alone.

Numbers and wording keys only; no drawing, no sentence, no ranking of services.
"""

from alongside.insight.charts.funnel import Funnel, chance_of_missing_a_threshold, funnel
from alongside.insight.charts.luck import (
    board_false_alarm,
    g_false_alarm,
    p_false_alarm,
    p_prime_false_alarm,
    t_false_alarm,
    xmr_false_alarm,
)
from alongside.insight.charts.names import Assurance, Direction, Kind, Special
from alongside.insight.charts.proportions import BoardView, ProportionChart, board_view, p_chart, p_prime_chart
from alongside.insight.charts.rare import RareChart, g_chart, t_chart
from alongside.insight.charts.readings import Rebase
from alongside.insight.charts.runs import RunChart, run_chart
from alongside.insight.charts.runs_law import anhoj_limits, runs_false_alarm, runs_law
from alongside.insight.charts.xmr import XmrChart, chart_of, xmr
from alongside.insight.charts.xmr_batch import XmrCharts, xmr_many

__all__ = [
    "Assurance",
    "BoardView",
    "Direction",
    "Funnel",
    "Kind",
    "ProportionChart",
    "RareChart",
    "Rebase",
    "RunChart",
    "Special",
    "XmrChart",
    "XmrCharts",
    "anhoj_limits",
    "board_false_alarm",
    "board_view",
    "chance_of_missing_a_threshold",
    "chart_of",
    "funnel",
    "g_chart",
    "g_false_alarm",
    "p_chart",
    "p_false_alarm",
    "p_prime_chart",
    "p_prime_false_alarm",
    "run_chart",
    "runs_false_alarm",
    "runs_law",
    "t_chart",
    "t_false_alarm",
    "xmr",
    "xmr_false_alarm",
    "xmr_many",
]
