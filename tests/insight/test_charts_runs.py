"""Run charts and the luck of all charts: limits from the papers, laws by counting every sequence, part of the table made anew."""

from collections import Counter
from itertools import groupby, product
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.insight.charts import (
    anhoj_limits,
    luck,
    luck_table,
    run_chart,
    runs_false_alarm,
    runs_law,
    xmr_false_alarm,
)
from alongside.insight.errors import BadInput, NotFinite, Nothing, OutOfScale, TooMany, WrongShape
from alongside.insight.verdicts import CantTell


@pytest.mark.parametrize(
    ("useful", "longest", "crossings"), [(10, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8)]
)
def test_limits_are_those_the_papers_print(useful, longest, crossings) -> None:
    assert anhoj_limits(useful) == (longest, crossings)


def test_rounding_before_or_after_adding_three_is_the_same() -> None:
    assert all(round(log2(n)) + 3 == round(log2(n) + 3) for n in range(1, 100_000))


def runs_of(signs: list[int]) -> tuple[int, int]:
    lengths = [len(list(run)) for _, run in groupby(signs)]
    return len(lengths) - 1, max(lengths)


@pytest.mark.parametrize("useful", [1, 2, 5, 9])
def test_the_law_of_runs_is_what_counting_every_sequence_gives(useful) -> None:
    every = list(product([0, 1], repeat=useful))
    for above in (None, *range(useful + 1)):
        kept = [signs for signs in every if above is None or sum(signs) == above]
        counted = Counter(runs_of(signs) for signs in kept)
        law = runs_law(useful, above)
        assert law.sum() == pytest.approx(1)
        for crossings in range(useful):
            for longest in range(1, useful + 1):
                assert law[crossings, longest - 1] == pytest.approx(counted[crossings, longest] / len(kept))


@pytest.mark.parametrize(("useful", "above"), [(12, None), (12, 6), (13, 5), (24, 12)])
def test_false_alarms_are_the_part_of_the_law_beyond_the_limits(useful, above) -> None:
    law, (most, fewest) = runs_law(useful, above), anhoj_limits(useful)
    assert runs_false_alarm(useful, above) == pytest.approx(1 - law[fewest:, :most].sum())


def test_a_run_chart_of_two_years_calls_out_on_luck_about_three_times_in_a_hundred() -> None:
    assert runs_false_alarm(24, 12) == pytest.approx(0.03, abs=0.005)


def slow_verdict(values) -> tuple[int, int, int]:
    middle = float(np.median(values))
    signs = [int(value > middle) for value in values if value != middle]
    return (len(signs), *(runs_of(signs) if signs else (0, 0)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=40))
def test_runs_and_crossings_agree_with_a_count_by_hand(values) -> None:
    chart = run_chart(values)
    useful, crossings, longest = slow_verdict(values)
    assert (chart.useful[0], chart.crossings[0], chart.longest_run[0]) == (useful, crossings, longest)
    if useful >= 10:
        most, fewest = anhoj_limits(useful)
        loud = longest > most or crossings < fewest
        assert chart.verdicts == ("runs_signal" if loud else "runs_no_signal",)
    mirrored = run_chart([-value for value in values])
    assert (mirrored.verdicts, mirrored.false_alarm) == (chart.verdicts, pytest.approx(chart.false_alarm))
    assert run_chart([3.0 * value + 7 for value in values]).crossings[0] == crossings


def test_too_few_points_off_the_line_is_an_honest_answer_with_how_many_more() -> None:
    chart = run_chart([1, 2, 1, 2, 1, 2, 1])
    assert chart.verdicts == ("runs_too_few_points",)
    assert chart.cant_tell == CantTell("runs_too_few_points", more=7, unit="points")
    assert chart.false_alarm == 0
    assert run_chart([5] * 30).useful[0] == 0


def test_more_than_a_hundred_points_are_drawn_but_not_judged() -> None:
    chart = run_chart([1, 2] * 60)
    assert (chart.verdicts, chart.cant_tell) == (
        ("runs_too_many_points",),
        CantTell("runs_too_many_points", unit="points"),
    )


def test_a_judged_chart_says_which_rules_it_used() -> None:
    chart = run_chart([1, 2] * 8)
    assert (chart.family, chart.cant_tell, chart.is_false_alarm_exact) == ("anhoj", None, True)
    assert (chart.longest_allowed[0], chart.fewest_allowed[0]) == (7, 4)


def test_few_crossings_and_a_long_run_are_told_apart() -> None:
    long = run_chart([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2] + [2] * 8 + [1, 1, 1, 1, 2, 1, 1, 1], line=1.5)
    few = run_chart([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2], line=1.5)
    assert (long.is_run_too_long[0], long.are_crossings_too_few[0]) == (True, False)
    assert (few.is_run_too_long[0], few.are_crossings_too_few[0]) == (False, True)


def test_points_on_the_line_and_missing_ones_neither_count_nor_break_a_run() -> None:
    values = [1, 1, 5, 1, float("nan"), 1, 9, 9, 9, 9, 9, 1, 9, 1]
    chart = run_chart(values, line=5, present=[True] * 4 + [False] + [True] * 9)
    assert (chart.useful[0], chart.longest_run[0], chart.crossings[0]) == (12, 5, 4)
    assert chart.side[[2, 4]].tolist() == [0, 0]


def test_a_line_fixed_beforehand_has_the_law_of_a_fair_coin() -> None:
    values = [1, 2] * 8
    assert run_chart(values, line=1.5).false_alarm == pytest.approx(runs_false_alarm(16))
    assert run_chart(values).false_alarm == pytest.approx(runs_false_alarm(16, 8))


def test_a_moved_baseline_starts_a_new_median_and_needs_a_reason() -> None:
    chart = run_chart([1, 2] * 6 + [7, 8] * 6, rebases=[(12, "evening clinics began")])
    assert chart.line[[0, 12]].tolist() == [1.5, 7.5]
    assert chart.verdicts == ("runs_no_signal", "runs_no_signal")
    assert chart.false_alarm == pytest.approx(1 - (1 - runs_false_alarm(12, 6)) ** 2)
    with pytest.raises(BadInput, match="reason"):
        run_chart([1, 2, 3], rebases=[(1, " ")])


@pytest.mark.parametrize(
    ("ask", "wrong"),
    [
        (lambda: run_chart([1, 2], line=float("nan")), NotFinite),
        (lambda: run_chart([1, 2], line=float("inf")), NotFinite),
        (lambda: run_chart([1, 2], line="one"), WrongShape),
        (lambda: run_chart([1, 2], rebases=[(1, "why")], present=[True, False]), Nothing),
        (lambda: anhoj_limits(0), OutOfScale),
        (lambda: runs_law(500), TooMany),
        (lambda: runs_law(5, 6), OutOfScale),
        (lambda: runs_false_alarm(5, -1), OutOfScale),
        (lambda: xmr_false_alarm(0), OutOfScale),
        (lambda: xmr_false_alarm(10, fix_after=0), OutOfScale),
        (lambda: xmr_false_alarm(10, rules=()), OutOfScale),
        (lambda: xmr_false_alarm(10, rules=("luck",)), OutOfScale),
    ],
)
def test_what_has_no_law_is_refused_by_name(ask, wrong) -> None:
    with pytest.raises(wrong) as told:
        ask()
    assert str(told.value).endswith(".")


# The committed table -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("points", [5, 12])
def test_part_of_the_committed_table_comes_out_the_same_when_made_anew(points) -> None:
    at = luck_table.LENGTHS.index(points)
    for screen in (True, False):
        assert luck.simulated_xmr(points, screen, points) == pytest.approx(luck_table.XMR[screen, False][at], abs=1e-5)
    assert luck.simulated_t(points) == pytest.approx(luck_table.T[at], abs=1e-5)


def test_the_table_has_a_number_for_each_length() -> None:
    assert {len(luck_table.LENGTHS)} == {len(luck_table.T), *(len(rows) for rows in luck_table.XMR.values())}


def test_between_the_longer_lengths_of_the_table_the_chance_is_in_between() -> None:
    assert xmr_false_alarm(120) < xmr_false_alarm(130) < xmr_false_alarm(150) < xmr_false_alarm(4000) == 1


def test_limits_from_the_first_twelve_points_call_out_more_often_later_on() -> None:
    assert xmr_false_alarm(24, fix_after=12) > xmr_false_alarm(24) + 0.1
    assert xmr_false_alarm(10, fix_after=12) == xmr_false_alarm(10)
    assert xmr_false_alarm(30, fix_after=20) == pytest.approx(0.32, abs=0.06)


def test_fewer_rules_call_out_less_often_and_the_same_seed_gives_the_same_answer() -> None:
    outside, all_four = xmr_false_alarm(24, rules=("outside",)), xmr_false_alarm(24)
    assert 0 < outside < all_four
    assert outside == xmr_false_alarm(24, rules=("outside",))
